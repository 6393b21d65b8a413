//! What is said of a metric in its one entry.

use serde::{Deserialize, Serialize};

/// The unit of a metric's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Things counted, or counts per thing.
    Count,
    /// A fraction, 0–1.
    Ratio,
    /// Seconds.
    Seconds,
    /// Hours.
    Hours,
    /// Messages per conversation.
    Messages,
    /// Points on a scale.
    Score,
    /// A correlation, −1–1.
    Correlation,
    /// One amount per currency.
    Money,
}

impl Unit {
    /// Its name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Ratio => "ratio",
            Unit::Seconds => "seconds",
            Unit::Hours => "hours",
            Unit::Messages => "messages",
            Unit::Score => "score",
            Unit::Correlation => "correlation",
            Unit::Money => "money",
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: read it in context.
    Context,
}

/// What a metric is, apart from how it is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// Stable id, as in the report (`deflection_rate`).
    pub id: &'static str,
    /// Short English title for cards and tables (`Deflection`).
    pub title: &'static str,
    /// Unit of the value.
    pub unit: Unit,
    /// Which way is good.
    pub direction: Direction,
    /// One or two sentences of English that define it, naming numerator and
    /// denominator where it has them.
    pub definition: &'static str,
    /// Where the definition comes from: letters of the sources in the docs'
    /// catalogue page (`H6`, `N1`).
    pub source: &'static str,
}
