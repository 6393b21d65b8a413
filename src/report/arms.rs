//! Two groups of conversations side by side: two periods, or two values of a
//! dimension.

use serde::{Deserialize, Serialize};

use crate::base::number;
use crate::base::time::Period;
use crate::metric::{Category, Metric, Untold, catalogue};
use crate::report::answer::{Change, MetricAnswer, RelativeChange};
use crate::report::query::Query;

/// What is to be put side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArmsAsk {
    /// Filters, and of values the period. A filter on the dimension that is
    /// compared does not count.
    pub query: Query,
    /// The two.
    pub arms: Arms,
}

/// Two groups of conversations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arms {
    /// Those of two periods.
    Periods(Period, Period),
    /// Those of a period with one value and with another.
    Values {
        /// The dimension's name.
        by: String,
        /// The one; `None` stands for conversations without a value.
        a: Option<String>,
        /// The other.
        b: Option<String>,
    },
}

/// Two groups of conversations side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmsFigure {
    /// The one.
    pub a: Arm,
    /// The other.
    pub b: Arm,
    /// How many conversations are in both: then they are no two samples, and
    /// no interval is told.
    pub overlap: u64,
    /// Every metric, in the catalogue's order.
    pub rows: Vec<ArmsRow>,
}

/// Where not all metrics are told at once, so many come first, as many as
/// stand in sight, and so many with each part after it.
const FIRST: usize = 12;
const NEXT: usize = 27;

impl ArmsFigure {
    /// How many parts it can come in.
    pub fn parts() -> usize {
        1 + (catalogue().len() - FIRST).div_ceil(NEXT)
    }

    /// The metrics of a part, or all of them.
    pub fn metrics(part: Option<usize>) -> &'static [Metric] {
        let (first, rest) = catalogue().split_at(FIRST);
        match part {
            None => catalogue(),
            Some(0) => first,
            Some(part) => rest.chunks(NEXT).nth(part - 1).unwrap_or_default(),
        }
    }

    /// This one, with the metrics that it does not tell from an older one of
    /// the same two groups.
    pub(crate) fn over(mut self, older: &ArmsFigure) -> ArmsFigure {
        let mut told = std::mem::take(&mut self.rows);
        for metric in catalogue() {
            let of = |row: &ArmsRow| row.metric == metric.about.id;
            let row = match told.iter().position(of) {
                Some(place) => Some(told.swap_remove(place)),
                None => older.rows.iter().find(|row| of(row)).cloned(),
            };
            self.rows.extend(row);
        }
        self
    }
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// The query that lists exactly its conversations.
    pub query: Query,
    /// How many there are.
    pub conversations: u64,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The one.
    A,
    /// The other.
    B,
}

/// A metric of both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmsRow {
    /// The metric's id.
    pub metric: String,
    /// Its family (`volume`, `bot`, …).
    pub family: String,
    /// Its category in the scorecard.
    pub category: Category,
    /// Its answer for the one, without comparison.
    pub a: MetricAnswer,
    /// Its answer for the other.
    pub b: MetricAnswer,
    /// The value of the one less that of the other; of ratios the difference
    /// of fractions, of money by currency. "New" where only the one has a
    /// value.
    pub difference: Change,
    /// The difference relative to the other; never of ratios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference_relative: Option<RelativeChange>,
    /// The 95 % interval of the difference, from and to.
    #[serde(serialize_with = "number::option_pair")]
    pub interval: Option<(f64, f64)>,
    /// How probable as large a difference is where there is none.
    #[serde(serialize_with = "number::option")]
    pub p: Option<f64>,
    /// Why there is no interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untold: Option<Untold>,
    /// How many stand behind each value, where it is a share or mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<(u64, u64)>,
    /// Whether these are fewer than 30 in one of the two: too few.
    pub few: bool,
    /// How many conversations each value counts; `None` where it is not made
    /// of conversations, or the data lacks its events.
    #[serde(default)]
    pub counted: Option<(u64, u64)>,
    /// The better one by the metric's direction, however sure that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<Which>,
}
