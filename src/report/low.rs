//! Conversations that were rated low.

use serde::{Deserialize, Serialize};

/// The latest ones of a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LowScores {
    /// How many there are: what the metric `complaints` counts.
    pub found: u64,
    /// Types of events that the data lacks.
    pub missing: Vec<String>,
    /// Some of them, the latest first.
    pub rows: Vec<LowScore>,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LowScore {
    /// Its name in the register.
    pub id: String,
    /// Its start, RFC 3339 in the report's zone.
    pub start: String,
    /// The satisfaction rating, 1 to 5.
    pub score: f64,
    /// What came with it; empty where nothing did.
    pub comment: String,
    /// The customer's first question; empty where it is not there.
    pub question: String,
    /// What it is about.
    pub topic: Option<String>,
    /// Who replied first.
    pub agent: Option<String>,
}
