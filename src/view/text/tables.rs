//! The words of tables that stand on a screen as tiles of their own.

use crate::view::locale::Language;
use crate::view::text::{Heading, Plural, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Tables {
    /// Shows the lines left out: `{count}`.
    pub show_all: Plural,
    /// Leaves them out again.
    pub show_fewer: &'static str,
    /// Beside what few cases stand behind.
    pub few: &'static str,
    /// A column of metrics.
    pub metric: &'static str,
    /// A column of their values.
    pub value: &'static str,
    /// A column of what is other than before.
    pub change: &'static str,
    /// A column of the values of the period before.
    pub before: &'static str,
    /// A column of how many cases were looked at.
    pub of: &'static str,
    /// Explains the table of all metrics of some families.
    pub metrics: Heading,
    /// A column: by how much a metric would differ without a kind of
    /// conversation.
    pub impact: &'static str,
    /// The same alone: `{title}`.
    pub impact_on: &'static str,
    /// Says it: `{title}`.
    pub impact_about: &'static str,
    /// Explains the table of them: `{by}`.
    pub impacts: Heading,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Tables = Tables {
    show_all: Plural {
        one: "Show {count} more",
        few: "Show {count} more",
        other: "Show {count} more",
    },
    show_fewer: "Show fewer",
    few: "few cases",
    metric: "Metric",
    value: "Value",
    change: "Change",
    before: "Before",
    of: "Of",
    metrics: Heading {
        title: "All figures",
        explanation: "Every metric of this part, beside the period before. What was counted opens its conversations.",
    },
    impact: "Impact",
    impact_on: "Impact on {title}",
    impact_about: "{title} of all conversations, less that of all without this one",
    impacts: Heading {
        title: "Impact of each {by}",
        explanation: "Each metric of all conversations, less the same metric of those that are not of this {by}: what the {by} adds to the whole, or takes from it.",
    },
};

/// These words in a language.
pub fn tables_of(language: Language) -> &'static Tables {
    words_in(language).tables
}
