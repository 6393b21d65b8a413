//! What customers ask, by theme.

use serde::{Deserialize, Serialize};

use crate::base::sorted::SortedMap;
use crate::report::answer::MetricAnswer;
use crate::report::figure::Step;
use crate::report::query::Query;

pub use crate::metric::questions::Of;

/// Which themes somebody asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThemesAsk {
    /// Period, filters, and the step of the trend.
    pub query: Query,
    /// Which messages are questions.
    pub of: Of,
    /// What a person made of the themes.
    pub edits: Edits,
    /// At most so many themes.
    pub most: usize,
}

/// What a person made of themes. An id that is unknown changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// Names by the themes' ids.
    pub names: SortedMap<String, String>,
    /// Ids of themes that are part of another, by whose id.
    pub merged: SortedMap<String, String>,
}

/// A theme whose conversations somebody wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BehindTheme {
    /// Which messages are questions.
    pub of: Of,
    /// The theme's id.
    pub id: String,
    /// What a person made of the themes.
    pub edits: Edits,
}

/// What customers ask, by theme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// Which messages were taken.
    pub of: Of,
    /// The steps of the trends in time order, none left out.
    pub steps: Vec<Step>,
    /// How many questions were asked. Of first messages as many conversations.
    pub questions: u64,
    /// How many conversations have a question whose text is not there.
    pub without_text: u64,
    /// The themes with the most conversations first, then by id.
    pub themes: Vec<Theme>,
    /// How many themes there are, those left out included.
    pub found: u64,
    /// How many questions belong to no theme: no other is like them.
    pub ungrouped: u64,
}

/// Questions that are alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// What it is known by, for as long as its most typical question is among
    /// the data.
    pub id: String,
    /// The name that a person gave it.
    pub name: Option<String>,
    /// Its most typical question as a customer wrote it.
    pub question: String,
    /// The themes that a person made part of it: ids and most typical
    /// questions.
    pub parts: Vec<(String, String)>,
    /// Up to five others of the period that differ in more than case, marks
    /// and numbers, the most frequent first.
    pub examples: Vec<String>,
    /// How many conversations of the period have such a question.
    pub conversations: u64,
    /// How many such questions were asked in them.
    pub questions: u64,
    /// The conversations of the period before; `None` where the data does not
    /// reach back to it.
    pub previous: Option<u64>,
    /// The conversations of each step.
    pub trend: Vec<u64>,
    /// The metric `ai_resolution_rate` of its conversations.
    pub resolution: MetricAnswer,
    /// The metric `csat` of its conversations.
    pub csat: MetricAnswer,
    /// How many fallbacks there were in its conversations, by the metric
    /// `fallbacks`.
    pub fallbacks: u64,
}
