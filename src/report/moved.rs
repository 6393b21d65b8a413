//! What made a metric move, and what each value of a dimension does to one.

use serde::{Deserialize, Serialize};

use crate::base::number;
use crate::base::time::Period;
use crate::metric::How;
use crate::report::answer::MetricAnswer;
use crate::report::query::Query;

/// Whose change is to be taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MovedAsk {
    /// Period and filters; it is compared with the period before.
    pub query: Query,
    /// The metric's id.
    pub metric: String,
    /// By which dimensions; `None`: all that may be a cause and have more
    /// than one value.
    pub dimensions: Option<Vec<String>>,
}

/// A change taken apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The metric's id.
    pub metric: String,
    /// The period asked for.
    pub period: Period,
    /// As many days just before.
    pub previous: Period,
    /// Conversations of the period.
    pub conversations: u64,
    /// The metric's answer, with the comparison.
    pub answer: MetricAnswer,
    /// How its change comes about.
    pub how: How,
    /// The change; `None` where there is nothing to compare, or where it
    /// cannot be taken apart.
    #[serde(serialize_with = "number::option")]
    pub change: Option<f64>,
    /// The dimensions, those first in which a value, if not too small, went
    /// its own way most.
    pub dimensions: Vec<MovedBy>,
}

/// A change by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedBy {
    /// The dimension's name.
    pub dimension: String,
    /// Whether the rows add up to the change. Where a conversation may have
    /// several values they do not: then each is set against all others.
    pub adds_up: bool,
    /// The values, the largest contribution first.
    pub rows: Vec<MovedRow>,
}

/// What a value adds to a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MovedRow {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// How many conversations of the period have it.
    pub conversations: u64,
    /// In the period before.
    pub before: Part,
    /// In the period.
    pub now: Part,
    /// What it adds to the change.
    #[serde(serialize_with = "number::one")]
    pub contribution: f64,
    /// Of that, as there are more or fewer of it; of shares and means.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub mix: Option<f64>,
    /// Of that, as they go otherwise.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub rate: Option<f64>,
    /// Whether it is of fewer than 30 in one of the periods, though not of
    /// none: too few to make much of.
    pub few: bool,
}

/// A value with what it is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The value; `None` of nothing.
    #[serde(serialize_with = "number::option")]
    pub value: Option<f64>,
    /// What was counted, of quotients.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub numerator: Option<f64>,
    /// Of how many; of numbers the same as the value.
    #[serde(serialize_with = "number::one")]
    pub of: f64,
}

/// What is asked of the values of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImpactAsk {
    /// Period and filters.
    pub query: Query,
    /// The dimension's name.
    pub by: String,
    /// Ids of metrics that are shares or means.
    pub metrics: Vec<String>,
}

impl Default for ImpactAsk {
    /// What topics do to resolution, hand-off and satisfaction.
    fn default() -> ImpactAsk {
        ImpactAsk {
            query: Query::default(),
            by: "topic".to_owned(),
            metrics: ["ai_resolution_rate", "handoff_rate", "csat"]
                .map(str::to_owned)
                .to_vec(),
        }
    }
}

/// What the values of a dimension do to some metrics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// The dimension's name.
    pub by: String,
    /// Ids of the metrics.
    pub metrics: Vec<String>,
    /// Types of events that the data lacks for each of them.
    pub missing: Vec<Vec<String>>,
    /// Conversations in all.
    pub conversations: u64,
    /// The metrics over all.
    pub all: Vec<Part>,
    /// The values, most conversations first, those without one last.
    pub rows: Vec<ImpactRow>,
}

/// What one value does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImpactRow {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// How many have it.
    pub conversations: u64,
    /// One for each metric.
    pub cells: Vec<ImpactCell>,
}

/// What one value does to one metric.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImpactCell {
    /// The metric among its conversations.
    pub with: Part,
    /// The metric among all others.
    pub without: Part,
    /// The metric over all less that without it; `None` where one of the two
    /// is undefined.
    #[serde(serialize_with = "number::option")]
    pub impact: Option<f64>,
    /// Whether fewer than 30 stand behind it.
    pub few: bool,
}
