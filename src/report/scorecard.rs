//! Metrics beside their targets, and what to look at first.

use serde::{Deserialize, Serialize};

use crate::base::number;
use crate::base::time::{Millis, Period};
use crate::metric::{Category, Status};
use crate::report::answer::MetricAnswer;
use crate::report::listing::Listing;
use crate::report::query::Query;

/// What a scorecard is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScorecardAsk {
    /// Period and filters.
    pub query: Query,
    /// The targets; `None`: those of the settings.
    pub rows: Option<Vec<TargetRow>>,
}

/// The target of a metric; either end may be open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetRow {
    /// The metric's id.
    pub metric: String,
    /// At least this, in the metric's unit.
    #[serde(serialize_with = "number::option")]
    pub min: Option<f64>,
    /// At most this.
    #[serde(serialize_with = "number::option")]
    pub max: Option<f64>,
}

/// Metrics beside their targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// The period asked for.
    pub period: Period,
    /// As many days just before.
    pub previous: Period,
    /// How many days each step of the trends has.
    pub step_days: u64,
    /// Between which instants each step lies, the second one left out; the
    /// last one ends with the period.
    pub steps: Vec<(Millis, Millis)>,
    /// By category, within one as asked for.
    pub rows: Vec<ScorecardRow>,
    /// What fell short most, the worst first.
    pub fell_short: Vec<Review>,
    /// What moved most, for better or worse.
    pub moved: Vec<Review>,
}

/// One metric beside its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScorecardRow {
    /// Metric and target.
    pub target: TargetRow,
    /// What the metric is about.
    pub category: Category,
    /// Its answer, with the comparison.
    pub answer: MetricAnswer,
    /// Of money, the currency of the target: that of most orders of the data,
    /// of costs that of the prices.
    pub currency: Option<String>,
    /// The number that is judged: the value, of money the amount in that
    /// currency.
    #[serde(serialize_with = "number::option")]
    pub value: Option<f64>,
    /// The same in each step; `None` where undefined or before the data.
    #[serde(serialize_with = "number::options")]
    pub trend: Vec<Option<f64>>,
    /// How it stands; `None` without value or target.
    pub status: Option<Status>,
    /// How far short it is, as a part of the target; 0 where it is not.
    #[serde(serialize_with = "number::option")]
    pub short_by: Option<f64>,
    /// How many conversations it counts; `None` where it is not made of
    /// conversations, or the data lacks its events.
    #[serde(default)]
    pub counted: Option<u64>,
}

/// Why something is to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOf {
    /// It fell short of its target most.
    FellShort,
    /// It moved most since the period before.
    Moved,
}

/// What to look at first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewFigure {
    /// Why.
    pub of: ReviewOf,
    /// The most telling first.
    pub reviews: Vec<Review>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The metric's id.
    pub metric: String,
    /// How far short, as a part of the target; or how far moved, as a part of
    /// the previous value, below 0 where it fell.
    #[serde(serialize_with = "number::one")]
    pub by: f64,
    /// The conversations that it counts, and how many they are; `None` where
    /// the metric is not made of conversations.
    pub behind: Option<Counted>,
    /// The values of dimensions that weigh most in it: two at most, each of
    /// another dimension.
    pub weighs: Vec<Weighs>,
}

/// Conversations, and how many they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// What lists exactly them.
    pub listing: Listing,
    /// How many there are.
    pub count: u64,
}

/// A value that weighs in a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighs {
    /// The dimension's name.
    pub dimension: String,
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// The metric's value among its conversations.
    #[serde(serialize_with = "number::option")]
    pub value: Option<f64>,
    /// How much it weighs: of what fell short how many more or fewer count, or
    /// how much more they amount to, than if it went as all; of what moved, the
    /// part of the change.
    #[serde(serialize_with = "number::one")]
    pub weight: f64,
    /// The conversations that it counts.
    pub behind: Counted,
}
