//! What one card or chart asks the engine for, and the numbers it gets.
//!
//! A [`Figure`] holds data only: how it looks is for `view` to decide. Both
//! directions cross from page to worker and back as plain documents.

use serde::{Deserialize, Serialize};

use crate::base::date;
use crate::base::time::{Bucket, Date, Millis, Period};
use crate::metric::funnel::Funnel;
use crate::report::agents::Agents;
use crate::report::answer::MetricAnswer;
use crate::report::arms::{Arms, ArmsFigure};
use crate::report::charts::{
    CohortsFigure, FunnelFigure, HistogramFigure, LoadFigure, ScatterFigure,
};
use crate::report::cross::Cross;
use crate::report::low::LowScores;
use crate::report::moved::{Impact, Moved};
use crate::report::scorecard::{ReviewFigure, ReviewOf, Scorecard};
use crate::report::themes::{Edits, Of, Themes};
use crate::report::what_if::WhatIf;

/// One card or chart that somebody wants to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A metric with its comparison and its run over the period.
    Card {
        /// The metric's id.
        metric: String,
    },
    /// Conversations over time, stacked by the values of a dimension.
    Stack {
        /// The dimension's name (`outcome`, `channel`, `topic`, …).
        by: String,
        /// Only engaged conversations.
        engaged: bool,
    },
    /// Conversations by the values of a dimension: bars or shares of a whole.
    Counts {
        /// The dimension's name.
        by: String,
        /// Only engaged conversations.
        engaged: bool,
    },
    /// Those of them with a high priority by the values of another dimension.
    Urgent {
        /// The dimension's name.
        by: String,
    },
    /// Conversations by weekday and hour of their start.
    Heatmap {
        /// Which conversations are counted.
        of: HeatmapOf,
    },
    /// A metric over time.
    Run {
        /// The metric's id.
        metric: String,
    },
    /// A metric by the values of a dimension.
    Split {
        /// The metric's id.
        metric: String,
        /// The dimension's name.
        by: String,
    },
    /// Every metric of some families, compared with the period before.
    Metrics {
        /// Their names (`volume`, `bot`, …).
        families: Vec<String>,
    },
    /// What the values of a dimension do to resolution, hand-off and
    /// satisfaction.
    Impact {
        /// The dimension's name.
        by: String,
    },
    /// What of many things comes how far.
    Funnel {
        /// What is followed.
        of: Funnel,
    },
    /// How the values of a metric are spread.
    Histogram {
        /// The metric's id.
        metric: String,
    },
    /// Customers by their first contact, and how many come back.
    Cohorts,
    /// What needs a human by the hour of the day, and the agents there.
    Load,
    /// Effort scores against satisfaction ratings.
    Scatter,
    /// Metrics beside the targets of the settings.
    Scorecard,
    /// What of these to look at first.
    Review {
        /// Why.
        of: ReviewOf,
    },
    /// Two groups of conversations side by side.
    Arms {
        /// The two; without them the period and the one before.
        arms: Option<Arms>,
        /// Only this part of the metrics; see [`Ask::parts`].
        part: Option<usize>,
    },
    /// What each agent did.
    Agents,
    /// What customers ask, by theme.
    Themes {
        /// Which messages are questions.
        of: Of,
        /// What a person made of the themes.
        edits: Edits,
    },
    /// What made a metric move since the period before.
    Moved {
        /// The metric's id.
        metric: String,
    },
    /// Conversations by two dimensions at once.
    Cross {
        /// The name of that of the lines.
        by: String,
        /// The name of that of the columns.
        across: String,
    },
    /// The conversations that were rated low.
    LowScores,
    /// What resolving costs, and what it would.
    WhatIf,
    /// What happened in the period and the one before.
    Notes,
}

impl Ask {
    /// Whether its answer takes so long that others need not wait for it.
    pub fn is_slow(&self) -> bool {
        matches!(
            self,
            Ask::Themes { .. }
                | Ask::Moved { .. }
                | Ask::Metrics { .. }
                | Ask::Review { .. }
                | Ask::Arms { .. }
        )
    }

    /// The parts in which it can be asked for, one after the other, so that
    /// what is seen first comes first; most figures come whole. The answers are
    /// put together by [`Figure::over`].
    pub fn parts(self) -> Vec<Ask> {
        match self {
            Ask::Arms { arms, part: None } => (0..ArmsFigure::parts())
                .map(|part| Ask::Arms {
                    arms: arms.clone(),
                    part: Some(part),
                })
                .collect(),
            whole => vec![whole],
        }
    }
}

/// What a heatmap counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeatmapOf {
    /// Engaged conversations.
    Engaged,
    /// Conversations with a hand-off.
    Handoffs,
}

/// The metric that counts engaged conversations.
pub const ENGAGED: &str = "engaged_conversations";

impl HeatmapOf {
    /// The metric that counts the same conversations.
    pub fn metric(self) -> &'static str {
        match self {
            HeatmapOf::Engaged => ENGAGED,
            HeatmapOf::Handoffs => "handoffs",
        }
    }
}

/// The numbers of one card or chart, in answer to the [`Ask`] of the same
/// name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Answers [`Ask::Card`].
    Card(Box<CardFigure>),
    /// Answers [`Ask::Stack`].
    Stack(StackFigure),
    /// Answers [`Ask::Counts`].
    Counts(CountsFigure),
    /// Answers [`Ask::Heatmap`].
    Heatmap(HeatmapFigure),
    /// Answers [`Ask::Run`].
    Run(RunFigure),
    /// Answers [`Ask::Split`].
    Split(SplitFigure),
    /// Answers [`Ask::Metrics`].
    Metrics(MetricsFigure),
    /// Answers [`Ask::Impact`].
    Impact(Impact),
    /// Answers [`Ask::Funnel`].
    Funnel(FunnelFigure),
    /// Answers [`Ask::Histogram`].
    Histogram(HistogramFigure),
    /// Answers [`Ask::Cohorts`].
    Cohorts(CohortsFigure),
    /// Answers [`Ask::Load`].
    Load(LoadFigure),
    /// Answers [`Ask::Scatter`].
    Scatter(ScatterFigure),
    /// Answers [`Ask::Scorecard`], without what to look at.
    Scorecard(Box<Scorecard>),
    /// Answers [`Ask::Review`].
    Review(ReviewFigure),
    /// Answers [`Ask::Arms`].
    Arms(Box<ArmsFigure>),
    /// Answers [`Ask::Agents`].
    Agents(Box<Agents>),
    /// Answers [`Ask::Themes`].
    Themes(Box<Themes>),
    /// Answers [`Ask::Moved`].
    Moved(Box<Moved>),
    /// Answers [`Ask::Cross`].
    Cross(Cross),
    /// Answers [`Ask::LowScores`].
    LowScores(LowScores),
    /// Answers [`Ask::WhatIf`].
    WhatIf(WhatIf),
    /// Answers [`Ask::Notes`]: notes in time order.
    Notes(Vec<Annotation>),
}

impl Figure {
    /// Whether it may come in parts.
    pub fn has_parts(&self) -> bool {
        matches!(self, Figure::Arms(_))
    }

    /// This one; where it is only a part, with what is left of an older one.
    pub fn over(self, older: Option<&Figure>) -> Figure {
        match (self, older) {
            (Figure::Arms(part), Some(Figure::Arms(older))) => {
                Figure::Arms(Box::new(part.over(older)))
            }
            (figure, _) => figure,
        }
    }
}

/// A metric with its run over the period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CardFigure {
    /// The metric's id.
    pub metric: String,
    /// Its answer, with the comparison.
    pub answer: MetricAnswer,
    /// The value per bucket; `None` where undefined. Of money the currency
    /// with the largest total.
    pub spark: Vec<Option<f64>>,
}

/// One step of the time axis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The local date of the step's beginning (of the bucket itself, even
    /// when the period begins later).
    #[serde(with = "date")]
    pub date: Date,
    /// The local hour 0–23 where the bucket is an hour, else 0.
    pub hour: u8,
    /// The offset from UTC in minutes at the beginning, to tell the doubled
    /// hour apart.
    pub offset_minutes: i32,
    /// The first instant of its part of the period.
    pub from: Millis,
    /// The first instant after that part.
    pub to: Millis,
}

/// Counts over time by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StackFigure {
    /// The dimension's name.
    pub by: String,
    /// Whether only engaged conversations are counted.
    pub engaged: bool,
    /// One layer a value, in drawing order from the bottom: outcomes in
    /// their set order, other dimensions largest first. `view` folds the
    /// tail into "other".
    pub layers: Vec<Layer>,
    /// The values past those, where there are more than a person can read.
    pub others: Option<Others>,
    /// Where steps hold conversations that are still open at `as_of`.
    pub provisional: Vec<bool>,
    /// Conversations in all, one count a step. With several values a
    /// conversation (tags) the layers may sum to more.
    pub totals: Vec<u64>,
}

/// The counts of one value over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// One count a step.
    pub counts: Vec<u64>,
}

/// What many values count together over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Others {
    /// How many values these are.
    pub values: u64,
    /// One count a step.
    pub counts: Vec<u64>,
}

/// Counts by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountsFigure {
    /// The dimension's name.
    pub by: String,
    /// Whether only engaged conversations are counted.
    pub engaged: bool,
    /// Value and count, in the same order as [`StackFigure::layers`].
    pub rows: Vec<(Option<String>, u64)>,
    /// Conversations in all. With several values a conversation (tags) the
    /// rows may sum to more.
    pub total: u64,
    /// Types of events that the data lacks to have any of them.
    #[serde(default)]
    pub missing: Vec<String>,
    /// The priorities of the data that are high, where only these are counted.
    #[serde(default)]
    pub urgent: Option<Vec<String>>,
}

/// The dimension of priorities.
pub const PRIORITY: &str = "priority";

/// The metric that counts what is counted by a dimension; `None` for all
/// conversations. Why a chat was missed is asked of missed chats only.
pub fn counted_of(by: &str, engaged: bool) -> Option<&'static str> {
    match by {
        _ if engaged => Some(ENGAGED),
        "handoff_outcome" | "handoff_reason" => Some(HeatmapOf::Handoffs.metric()),
        "missed_by" | "missed_reason" => Some("missed_chats"),
        _ => None,
    }
}

impl CountsFigure {
    /// Whether each conversation is counted in one row only.
    pub fn is_partition(&self) -> bool {
        self.rows.iter().map(|(_, count)| count).sum::<u64>() == self.total
    }
}

impl StackFigure {
    /// Whether each conversation is counted in one layer only.
    pub fn is_partition(&self) -> bool {
        let counts = (0..self.depth()).flat_map(|layer| self.counts(layer));
        counts.sum::<u64>() == self.totals.iter().sum::<u64>()
    }

    /// How many layers there are; the one past the values is that of
    /// [`StackFigure::others`].
    pub fn depth(&self) -> usize {
        self.layers.len() + usize::from(self.others.is_some())
    }

    /// What a layer counts, one count a step; nothing where there is none.
    pub fn counts(&self, layer: usize) -> &[u64] {
        match (self.layers.get(layer), &self.others) {
            (Some(layer), _) => &layer.counts,
            (None, Some(others)) => &others.counts,
            (None, None) => &[],
        }
    }
}

/// Counts by weekday and hour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeatmapFigure {
    /// What is counted.
    pub of: HeatmapOf,
    /// Seven rows from Monday, 24 hours each, local time.
    pub cells: Vec<Vec<u64>>,
}

/// A metric over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunFigure {
    /// The metric's id.
    pub metric: String,
    /// One value a step; `None` where undefined. Of money in `currency`.
    pub values: Vec<Option<f64>>,
    /// Of money, which one.
    pub currency: Option<String>,
    /// Types of events that the data lacks for it.
    pub missing: Vec<String>,
    /// Where steps hold conversations that are still open at `as_of`.
    pub provisional: Vec<bool>,
}

/// A metric by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitFigure {
    /// The metric's id.
    pub metric: String,
    /// The dimension's name.
    pub by: String,
    /// Most conversations first, then by key, no value last.
    pub rows: Vec<SplitRow>,
    /// The metric of all of them together, and what the data lacks for it.
    pub overall: MetricAnswer,
}

/// A metric of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitRow {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// How many conversations have it.
    pub conversations: u64,
    /// The metric of these, without comparison.
    pub answer: MetricAnswer,
}

/// Every metric of some families.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricsFigure {
    /// The families asked for.
    pub families: Vec<String>,
    /// Their metrics in the catalogue's order, without runs.
    pub cards: Vec<CardFigure>,
}

/// A note on the time axis: a release, a sale, an outage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Annotation {
    /// The local date.
    #[serde(with = "date")]
    pub date: Date,
    /// The local hour 0–23; without it the whole day is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hour: Option<u8>,
    /// What happened.
    pub text: String,
}

/// What the figures are about; goes with every set of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// The period shown.
    pub period: Period,
    /// The period compared with.
    pub previous: Period,
    /// IANA name of the zone.
    pub timezone: String,
    /// First and last local date of the data, if there is any.
    pub span: Option<Period>,
    /// The local date of `as_of`.
    #[serde(with = "date")]
    pub today: Date,
    /// The step of all series of this screen.
    pub bucket: Bucket,
    /// Its steps in time order, none left out.
    pub steps: Vec<Step>,
    /// The currency of most orders of the data: of money in several
    /// currencies it is shown first.
    pub currency: Option<String>,
    /// The notes of the period, in time order.
    pub annotations: Vec<Annotation>,
}

/// Everything one screen of the dashboard shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// What the figures are about.
    pub context: Context,
    /// One for each [`Ask`], in order.
    pub figures: Vec<Figure>,
}
