//! Which conversations a register lists, and in which order: what a person
//! chose, or what stands behind a number.

use serde::{Deserialize, Serialize};

use crate::base::time::Millis;
use crate::metric::Counted;
use crate::report::query::Query;
use crate::report::themes::BehindTheme;

/// What a register is asked for. All of it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listing {
    /// Period and filters.
    pub query: Query,
    /// Only conversations that a metric counts.
    pub behind: Option<Behind>,
    /// Only conversations whose values fall into all of these.
    pub bins: Vec<Bin>,
    /// Only conversations with a question of a theme; none where there is no
    /// such theme.
    pub theme: Option<BehindTheme>,
    /// Only those that start at this instant or later, and before that one.
    pub within: Option<(Millis, Millis)>,
    /// Only those in whose messages, or in whose customer's profile, each of
    /// these words occurs, in whatever case.
    pub search: String,
    /// The order; those without a value come last.
    pub sort: Sort,
}

/// A number that somebody wants to see the conversations of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind {
    /// The metric's id.
    pub metric: String,
    /// Which of those that it counts.
    pub side: Side,
}

/// A bar of a distribution that somebody wants to see the conversations of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bin {
    /// The id of the metric that is spread.
    pub metric: String,
    /// Which of the bins, from 0.
    pub bin: usize,
}

/// Which conversations of a metric are meant. Of counts and means both sides
/// are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Those above the line.
    #[default]
    Numerator,
    /// Those below the line.
    Denominator,
    /// Those below the line that are not above it: where more would be
    /// better, what it takes.
    Rest,
}

impl Side {
    /// Whether a conversation that counts so is meant.
    pub fn means(self, counted: Counted) -> bool {
        match self {
            Side::Numerator => counted.numerator,
            Side::Denominator => counted.denominator,
            Side::Rest => counted.denominator && !counted.numerator,
        }
    }
}

/// The order of a register. Of equals the one that starts later comes first,
/// or last where the order ascends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// A column's name.
    pub column: String,
    /// Whether the largest come first.
    pub descending: bool,
}

impl Default for Sort {
    /// The latest first.
    fn default() -> Sort {
        Sort {
            column: "start".to_owned(),
            descending: true,
        }
    }
}
