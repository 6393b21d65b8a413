//! How a tooltip says which rule is in force.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// The rules in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct RuleWords {
    /// `{count}`
    pub gap_without_id: Plural,
    /// `{count}`
    pub gap_everywhere: Plural,
    /// See `gap_everywhere`.
    pub no_gap: &'static str,
    /// `{count}`
    pub auto_close: Plural,
    /// See `auto_close`.
    pub no_auto_close: &'static str,
    /// An agent's message engages; it does not.
    pub agent_engages: [&'static str; 2],
    /// Only engaged conversations are counted; all are.
    pub engaged_only: [&'static str; 2],
    /// `{count}`
    pub contact_window: Plural,
    /// `{count}`
    pub missed_after: Plural,
    /// See `missed_after`.
    pub missed_closed: &'static str,
    /// `{count}`
    pub answer_within: Plural,
    /// `{count}`
    pub phrases: Plural,
    /// See `phrases`.
    pub no_phrases: &'static str,
    /// By a click, by a message: `{channel}` `{count}`.
    pub credit: [Plural; 2],
    /// The same of channels without a rule of their own: `{count}`.
    pub credit_others: [Plural; 2],
    /// Only open hours count; all do.
    pub open_hours: [&'static str; 2],
    /// `{agent}` `{bot}`
    pub costs: &'static str,
    /// See `costs`.
    pub no_costs: &'static str,
    /// `{count}`
    pub baseline: Plural,
    /// See `baseline`.
    pub no_baseline: &'static str,
    /// `{count}`
    pub canned: Plural,
    /// See `canned`.
    pub canned_measured: &'static str,
}

const fn plural(one: &'static str, other: &'static str) -> Plural {
    Plural {
        one,
        few: other,
        other,
    }
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: RuleWords = RuleWords {
    gap_without_id: plural(
        "A new conversation after {count} quiet minute in threads without id.",
        "A new conversation after {count} quiet minutes in threads without id.",
    ),
    gap_everywhere: plural(
        "A new conversation after {count} quiet minute in every thread.",
        "A new conversation after {count} quiet minutes in every thread.",
    ),
    no_gap: "Quiet never starts a new conversation.",
    auto_close: plural("Closed by the system after {count} hour.", "Closed by the system after {count} hours."),
    no_auto_close: "Never closed by the system.",
    agent_engages: [
        "An agent's message engages as a customer's does.",
        "Only a customer's message engages.",
    ],
    engaged_only: ["Counts engaged conversations only.", "Counts all conversations."],
    contact_window: plural("The same matter within {count} day.", "The same matter within {count} days."),
    missed_after: plural("Missed after {count} minute, or closed unanswered.", "Missed after {count} minutes, or closed unanswered."),
    missed_closed: "Missed only when closed unanswered.",
    answer_within: plural("In time within {count} second.", "In time within {count} seconds."),
    phrases: plural(
        "Flagged messages and texts with {count} phrase count as fallbacks.",
        "Flagged messages and texts with one of {count} phrases count as fallbacks.",
    ),
    no_phrases: "Only flagged messages count as fallbacks.",
    credit: [
        plural(
            "{channel}: an order counts up to {count} hour after a product click.",
            "{channel}: an order counts up to {count} hours after a product click.",
        ),
        plural(
            "{channel}: an order counts up to {count} hour after a message.",
            "{channel}: an order counts up to {count} hours after a message.",
        ),
    ],
    credit_others: [
        plural(
            "Other channels: up to {count} hour after a product click.",
            "Other channels: up to {count} hours after a product click.",
        ),
        plural(
            "Other channels: up to {count} hour after a message.",
            "Other channels: up to {count} hours after a message.",
        ),
    ],
    open_hours: ["Waiting counts in opening hours only.", "Waiting counts at all hours."],
    costs: "{agent} an agent's hour, {bot} a month of the bot.",
    no_costs: "Set costs in the settings to see it.",
    baseline: plural("Measured against {count} minute before the bot.", "Measured against {count} minutes before the bot."),
    no_baseline: "Measured against the agents' own mean.",
    canned: plural("Each canned reply counts as {count} second saved.", "Each canned reply counts as {count} seconds saved."),
    canned_measured: "Saved time is measured: other replies less canned ones.",
};

/// The rules in a language. Those without a file of their own speak English.
pub fn rules_of(language: Language) -> &'static RuleWords {
    words_in(language).rules
}
