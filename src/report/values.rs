//! The values that one can filter by: which a field has, and how many
//! conversations each would leave.

use serde::{Deserialize, Serialize};

use crate::report::query::Query;

/// Which values somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ValuesAsk {
    /// The field.
    pub field: String,
    /// Period and filters; those on the field itself do not count.
    pub query: Query,
    /// Only values in which this occurs, in whatever case.
    pub search: String,
    /// At most so many.
    pub most: usize,
}

/// Values of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// The field.
    pub field: String,
    /// Value and conversations; `None` stands for those without one. Set
    /// values come in their order, others with the most conversations first,
    /// then by name. A value that only other conversations have is here too,
    /// with 0.
    pub rows: Vec<(Option<String>, u64)>,
    /// How many values there are of those looked for, the rows left out
    /// included.
    pub found: u64,
}
