//! Conversations by two dimensions at once.

use serde::{Deserialize, Serialize};

/// Counts by the values of two dimensions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cross {
    /// The dimension of the lines.
    pub by: String,
    /// The dimension of the columns.
    pub across: String,
    /// Conversations in all.
    pub total: u64,
    /// The columns: values with the most conversations, then all others
    /// together, then those without a value.
    pub columns: Vec<CrossColumn>,
    /// A line a value, most conversations first, those without one last.
    pub lines: Vec<CrossLine>,
}

/// What one column counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossColumn {
    /// One value, or all that are put together; `None` is "no value".
    pub values: Vec<Option<String>>,
    /// Conversations in all of it.
    pub conversations: u64,
}

/// The counts of one value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CrossLine {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// Conversations in all of it.
    pub conversations: u64,
    /// One for each column.
    pub counts: Vec<u64>,
}
