//! The words of tables that stand on a screen as tiles of their own.

use crate::view::locale::Language;
use crate::view::text::{Heading, Plural};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Tables {
    /// Shows the lines left out: `{count}`.
    pub show_all: Plural,
    /// Leaves them out again.
    pub show_fewer: &'static str,
    /// Beside what few cases stand behind.
    pub few: &'static str,
    /// A column: by how much a metric would differ without a kind of
    /// conversation.
    pub impact: &'static str,
    /// Says it: `{title}`.
    pub impact_about: &'static str,
    /// Explains the table of them: `{by}`.
    pub impacts: Heading,
    /// Explains the table of agents.
    pub agents: Heading,
    /// The line of all of them.
    pub team: &'static str,
    /// A column: conversations that an agent wrote in.
    pub chats: &'static str,
    /// Says it.
    pub chats_about: &'static str,
    /// A column: missed conversations that an agent had.
    pub missed: &'static str,
    /// Says it.
    pub missed_about: &'static str,
    /// What the small numbers are.
    pub beside_team: &'static str,
    /// Missed conversations that nobody had: `{count}`.
    pub unassigned: Plural,
    /// There are none, and which events would bring them.
    pub no_agents: &'static str,
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
    impact: "Impact",
    impact_about: "{title} of all conversations, less that of all without this one",
    impacts: Heading {
        title: "Impact of each {by}",
        explanation: "Each metric of all conversations, less the same metric of those that are not of this {by}: what the {by} adds to the whole, or takes from it.",
    },
    agents: Heading {
        title: "Agents",
        explanation: "What each agent did in the period, beside the whole team. Ratings and handle time count for every agent who wrote, the first response for the one who replied first, and a missed chat for the agent who had it when it was missed.",
    },
    team: "Whole team",
    chats: "Chats",
    chats_about: "Conversations with a message of this agent; one of two agents counts for both",
    missed: "Missed",
    missed_about: "Missed conversations that this agent had when they were missed",
    beside_team: "Small numbers tell how far a value is from the whole team's.",
    unassigned: Plural {
        one: "{count} missed chat was nobody's when it was missed.",
        few: "{count} missed chats were nobody's when they were missed.",
        other: "{count} missed chats were nobody's when they were missed.",
    },
    no_agents: "No agent wrote in these conversations. Messages with the role agent and an agent_id fill this table.",
};

/// These words in a language. Those without a file of their own speak
/// English.
pub fn tables_of(language: Language) -> &'static Tables {
    match language {
        Language::English
        | Language::French
        | Language::Swedish
        | Language::Russian
        | Language::Frisian
        | Language::German
        | Language::Spanish => &ENGLISH,
    }
}
