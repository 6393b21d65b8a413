//! The words of the mapping step: what the columns of an unknown file mean.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// Names for a group of choices, each by its id.
pub type Names = &'static [(&'static str, &'static str)];

/// All words of the step in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct MappingWords {
    /// The dialog: `{name}`.
    pub title: &'static str,
    /// What to do, of a file in no known format.
    pub unknown: &'static str,
    /// The same, of one that is in a known format: `{format}`.
    pub known: &'static str,
    /// The beginning of the file is not at hand: `{name}`.
    pub lost: &'static str,
    /// Over the first rows.
    pub first_rows: &'static str,
    /// What a row is.
    pub each_row: &'static str,
    /// One message, a whole conversation, what a column says.
    pub rows: [&'static str; 3],
    /// Over the other types of events that a row can be.
    pub other_rows: &'static str,
    /// Over the columns.
    pub columns: &'static str,
    /// What a column's choice is called: `{name}`.
    pub means: &'static str,
    /// A column without a value in the first rows.
    pub empty: &'static str,
    /// Columns that are left out.
    pub left_out: &'static str,
    /// What columns can mean, by group.
    pub meanings: &'static [(&'static str, Names)],
    /// What texts can stand for.
    pub values: Names,
    /// Columns of the table of texts: what it says, what it means.
    pub value_columns: [&'static str; 2],
    /// What the texts of a column mean: `{name}`.
    pub values_of: &'static str,
    /// A text that means what it says.
    pub as_it_is: &'static str,
    /// A text that means nothing.
    pub nothing: &'static str,
    /// All texts that are not in the table.
    pub others: &'static str,
    /// How a time is written.
    pub written: &'static str,
    /// As native times are, in seconds, in milliseconds.
    pub native_times: [&'static str; 3],
    /// By a pattern that is typed.
    pub own_pattern: &'static str,
    /// The same, for those who listen.
    pub pattern: &'static str,
    /// What stands between tags.
    pub parted: &'static str,
    /// How numbers are written: with either mark, a point, a comma.
    pub numbers: &'static str,
    /// See `numbers`.
    pub marks: [&'static str; 3],
    /// Over what is the same in every event.
    pub constants: &'static str,
    /// Adds something to that.
    pub add: &'static str,
    /// Takes it away: `{name}`.
    pub remove: &'static str,
    /// Over the events that come of it.
    pub outcome: &'static str,
    /// `{count}`
    pub conversations: Plural,
    /// Of a file whose beginning is looked at: `{size}`.
    pub beginning: &'static str,
    /// Nothing comes of it.
    pub no_events: &'static str,
    /// No column is the time.
    pub no_time: &'static str,
    /// Shows the mapping as text.
    pub as_json: &'static str,
    /// The text.
    pub json: &'static str,
    /// Why it is shown as text only.
    pub only_json: &'static str,
    /// The text is no JSON: `{detail}`.
    pub not_json: &'static str,
    /// A file is no mapping: `{name}`.
    pub no_mapping: &'static str,
    /// A file's mapping is used: `{name}`.
    pub imported: &'static str,
    /// Reads a file of a mapping.
    pub import: &'static str,
    /// Saves one.
    pub export: &'static str,
    /// The name of the saved file.
    pub export_name: &'static str,
    /// Opens the file.
    pub open: &'static str,
    /// What happens with the mapping then; where nothing is remembered.
    pub kept: [&'static str; 2],
    /// Beside a file that needs a mapping.
    pub offer: &'static str,
    /// Beside one that has one.
    pub change: &'static str,
    /// A file was read by the mapping of one before: `{name}`.
    pub remembered: &'static str,
    /// Before the choice of a file's format.
    pub format: &'static str,
    /// The same, for those who listen: `{name}`.
    pub read_as: &'static str,
    /// By the mapping that it has.
    pub mapped: &'static str,
    /// By one that is yet to be made.
    pub by_mapping: &'static str,
    /// No mapping stands at an address: `{name}` `{detail}`.
    pub not_fetched: &'static str,
}

impl MappingWords {
    /// What a meaning is called.
    pub fn meaning<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        let all = self.meanings.iter().flat_map(|(_, names)| *names);
        named(all, id)
    }

    /// What a text stands for, in words.
    pub fn value<'a>(&self, id: &'a str) -> &'a str
    where
        'static: 'a,
    {
        named(self.values.iter(), id)
    }
}

/// What something is called; by its id where it has no name.
fn named<'a>(
    mut names: impl Iterator<Item = &'a (&'static str, &'static str)>,
    id: &'a str,
) -> &'a str {
    names
        .find(|(key, _)| *key == id)
        .map_or(id, |(_, name)| name)
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: MappingWords = MappingWords {
    title: "Map {name}",
    unknown: "It is in no known format. Say what its columns mean: the events that come of it are shown as you choose, and nothing is opened before you say so.",
    known: "It reads as {format}. By a mapping you say yourself what its columns mean.",
    lost: "The beginning of {name} is not at hand any more: open the file again.",
    first_rows: "The first rows",
    each_row: "Each row is",
    rows: ["one message", "a whole conversation", "what a column says"],
    other_rows: "one event of another type",
    columns: "What the columns mean",
    means: "{name} means",
    empty: "nothing in the first rows",
    left_out: "left out",
    meanings: MEANINGS,
    values: VALUES,
    value_columns: ["Says", "Means"],
    values_of: "What {name} says, and what that means",
    as_it_is: "what it says",
    nothing: "nothing, leave it out",
    others: "all else",
    written: "Written as",
    native_times: ["2026-05-31T14:05:00Z, ISO", "seconds since 1970", "milliseconds since 1970"],
    own_pattern: "another pattern…",
    pattern: "Pattern of the time, like %d.%m.%Y %H:%M",
    parted: "Parted by",
    numbers: "Numbers like",
    marks: ["1.5 or 1,5", "1,234.5", "1.234,5"],
    constants: "The same in every event",
    add: "Add",
    remove: "Remove {name}",
    outcome: "What comes of it",
    conversations: Plural { one: "{count} conversation", few: "{count} conversations", other: "{count} conversations" },
    beginning: "In the first {size} of the file.",
    no_events: "No event comes of it yet.",
    no_time: "Say which column is the time: without it there is no event.",
    as_json: "As JSON",
    json: "The mapping as JSON",
    only_json: "This mapping says more than the form can show, so it stays text.",
    not_json: "This is not JSON yet: {detail}",
    no_mapping: "{name} is not JSON: choose a mapping that was saved here.",
    imported: "The mapping of {name} is used.",
    import: "Use a saved mapping…",
    export: "Save mapping",
    export_name: "chatgauge-mapping.json",
    open: "Open with this mapping",
    kept: [
        "This browser then remembers the mapping, with the words you gave a meaning to, for files with the same columns.",
        "This browser does not let the page remember the mapping: save it to use it again.",
    ],
    offer: "Map its columns",
    change: "Change the mapping",
    remembered: "{name} was read by the mapping that this browser remembers",
    format: "Read as",
    read_as: "Read {name} as",
    mapped: "by a mapping",
    by_mapping: "by mapping…",
    not_fetched: "No mapping could be read from “{name}”: {detail}",
};

#[rustfmt::skip]
static MEANINGS: &[(&str, Names)] = &[
    ("Times", &[
        ("ts", "Time"),
        ("clock", "Time of day, beside a date"),
        ("start", "Began at"),
        ("end", "Ended at"),
        ("rated", "Rated at"),
    ]),
    ("The conversation", &[
        ("conversation_id", "Conversation"),
        ("role", "Who speaks"),
        ("text", "Text"),
        ("type", "Type of event"),
        ("id", "Id of the event"),
        ("channel", "Channel"),
        ("topic", "Topic"),
        ("tags", "Tags"),
        ("department", "Department"),
        ("intent", "Intent"),
        ("priority", "Priority"),
    ]),
    ("People", &[
        ("user_id", "Customer"),
        ("user_name", "Customer's name"),
        ("user_email", "Customer's e-mail"),
        ("agent_id", "Agent"),
        ("agent_name", "Agent's name"),
        ("bot_id", "Bot"),
        ("segment", "Kind of customer"),
        ("locale", "Language"),
        ("country", "Country"),
        ("device", "Device"),
        ("page", "Page"),
        ("campaign", "Campaign"),
        ("variant", "Variant of a test"),
    ]),
    ("How it went", &[
        ("score", "Rating: score"),
        ("scale", "Rating: highest score"),
        ("kind", "Rating: kind"),
        ("comment", "Rating: comment"),
        ("touchpoint", "Rating: occasion"),
        ("status", "Status"),
        ("reason", "Reason"),
        ("by", "Closed by"),
        ("resolved", "Resolved, yes or no"),
        ("private", "Private note, yes or no"),
        ("welcome", "Welcome, yes or no"),
        ("fallback", "Not understood, yes or no"),
        ("canned", "Canned reply"),
        ("confidence", "Confidence"),
        ("sentiment", "Sentiment"),
        ("initiated_by", "Begun by"),
        ("to_agent_id", "Passed to agent"),
        ("to_department", "Passed to department"),
    ]),
    ("Business", &[
        ("order_id", "Order"),
        ("amount", "Amount"),
        ("currency", "Currency"),
        ("product_id", "Product"),
        ("booking_id", "Booking"),
        ("ticket_id", "Ticket"),
        ("category", "Category of the ticket"),
        ("urgency", "Urgency of the ticket"),
        ("stage", "Stage of the lead"),
        ("name", "Name of the goal"),
        ("value", "Value"),
        ("visitor_id", "Visitor"),
    ]),
    ("Anything else", &[
        ("attributes", "Attribute"),
    ]),
];

#[rustfmt::skip]
static VALUES: Names = &[
    ("user", "Customer"),
    ("bot", "Bot"),
    ("agent", "Agent"),
    ("system", "System"),
    ("conversation_started", "Conversation began"),
    ("message", "Message"),
    ("handoff", "Hand-off to humans"),
    ("assigned", "Agent assigned"),
    ("transferred", "Transfer"),
    ("closed", "Conversation closed"),
    ("reopened", "Conversation reopened"),
    ("survey_sent", "Survey sent"),
    ("rating", "Rating"),
    ("tagged", "Tags"),
    ("goal", "Goal reached"),
    ("lead", "Lead"),
    ("booking", "Booking"),
    ("product_click", "Click on a product"),
    ("order", "Order"),
    ("ticket", "Ticket"),
    ("visit", "Visit"),
    ("visit_ended", "Visit ended"),
    ("agent_status", "Agent's status"),
    ("annotation", "Annotation"),
    ("csat", "Satisfaction (CSAT)"),
    ("ces", "Effort (CES)"),
    ("nps", "Recommendation (NPS)"),
    ("requested", "Requested"),
    ("successful", "Successful"),
    ("cancelled", "Cancelled"),
    ("disabled", "Disabled"),
    ("incomplete", "Incomplete"),
    ("created", "Created"),
    ("resolved", "Resolved"),
    ("available", "Available"),
    ("busy", "Busy"),
    ("away", "Away"),
    ("offline", "Offline"),
    ("captured", "Captured"),
    ("qualified", "Qualified"),
];

/// The step's words in a language.
pub fn mapping_of(language: Language) -> &'static MappingWords {
    words_in(language).mapping
}
