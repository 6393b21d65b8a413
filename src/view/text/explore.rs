//! The words of finding one's way: views, filters, steps, time zones.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Explore {
    /// Names the tabs.
    pub views: &'static str,
    /// The tabs, in the order of `View::ALL`.
    pub view_names: [&'static str; 8],
    /// Names the filters.
    pub filters: &'static str,
    /// Adds one.
    pub add: &'static str,
    /// Takes all away.
    pub clear: &'static str,
    /// Takes one away: `{filter}`.
    pub remove: &'static str,
    /// Edits one: `{filter}`.
    pub edit: &'static str,
    /// A filter that includes: `{field}` `{values}`.
    pub is: &'static str,
    /// One that excludes: `{field}` `{values}`.
    pub is_not: &'static str,
    /// The register lists what a metric counts: `{metric}`.
    pub behind: &'static str,
    /// It lists what a metric counts below the line: `{metric}`.
    pub behind_below: &'static str,
    /// It lists what is below the line and not above it: `{metric}`.
    pub behind_rest: &'static str,
    /// A theme of questions: `{name}`.
    pub theme: &'static str,
    /// One that nobody has named.
    pub a_theme: &'static str,
    /// It lists what started then: `{span}`.
    pub within: &'static str,
    /// Names the fields.
    pub choose: &'static str,
    /// Looks for a field.
    pub find_field: &'static str,
    /// Looks for a value of a field.
    pub find_value: &'static str,
    /// Leads back to the fields.
    pub fields: &'static str,
    /// Names the switch between the next two.
    pub which: &'static str,
    /// Conversations with any of the values pass; those with none of them.
    pub modes: [&'static str; 2],
    /// Nothing was found.
    pub nothing: &'static str,
    /// Of many values only the first are listed: `{count}` `{total}`.
    pub first_of: &'static str,
    /// Beside a value: `{count}`.
    pub conversations: Plural,
    /// Names the step of series.
    pub bucket: &'static str,
    /// The step that suits the period.
    pub automatic: &'static str,
    /// The steps, in the order of `Bucket::ALL`.
    pub buckets: [&'static str; 6],
    /// Names the zone.
    pub timezone: &'static str,
    /// There is no zone of that name.
    pub unknown_zone: &'static str,
    /// Under a mark that opens, for a mouse and for a finger.
    pub list: [&'static str; 2],
    /// How a card is opened by the keyboard.
    pub card_keys: &'static str,
    /// How the marks of a chart are.
    pub chart_keys: &'static str,
    /// How several steps of time are chosen, after the former.
    pub time_keys: &'static str,
    /// From the first chosen step to the last: `{from}` `{to}`.
    pub steps: &'static str,
    /// How they are looked at, by pointer and by keyboard.
    pub zoom: [&'static str; 2],
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Explore = Explore {
    views: "Views",
    view_names: [
        "Overview",
        "Chatbot",
        "Hand-offs & agents",
        "Satisfaction",
        "Sales & goals",
        "Scorecard",
        "Compare",
        "Conversations",
    ],
    filters: "Filters",
    add: "Filter",
    clear: "Clear all",
    remove: "Remove the filter {filter}",
    edit: "Change the filter {filter}",
    is: "{field}: {values}",
    is_not: "not {field}: {values}",
    behind: "Behind: {metric}",
    behind_below: "Behind: {metric}, all cases",
    behind_rest: "Behind: {metric}, not counted",
    theme: "Theme: {name}",
    a_theme: "Theme of questions",
    within: "Started: {span}",
    choose: "Filter by",
    find_field: "Find a field",
    find_value: "Find a value",
    fields: "All fields",
    which: "Which conversations pass",
    modes: ["Is", "Is not"],
    nothing: "Nothing like this",
    first_of: "The first {count} of {total}. Type to find the others.",
    conversations: Plural {
        one: "{count} conversation",
        few: "{count} conversations",
        other: "{count} conversations",
    },
    bucket: "Step",
    automatic: "Automatic",
    buckets: ["Hour", "Day", "Week", "Month", "Quarter", "Year"],
    timezone: "Time zone",
    unknown_zone: "The browser knows no zone of this name.",
    list: ["Click to list them", "Tap again to list them"],
    card_keys: "Enter lists its conversations.",
    chart_keys: "Arrow keys walk through it, Enter lists the conversations.",
    time_keys: "Shift and an arrow key choose several steps.",
    steps: "{from} – {to}",
    zoom: ["Release to look at these alone", "Enter to look at these alone"],
};

/// These words in a language.
pub fn explore_of(language: Language) -> &'static Explore {
    words_in(language).explore
}
