//! The words of the register and of one conversation in it.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct RegisterWords {
    /// Names the search.
    pub search: &'static str,
    /// What can be looked for.
    pub search_hint: &'static str,
    /// How many there are: `{total}`.
    pub count: Plural,
    /// How many of them the words pick: `{found}` `{total}`.
    pub found: Plural,
    /// The same while it is being looked: `{found}` `{total}`.
    pub found_so_far: &'static str,
    /// Opens the list of columns.
    pub columns: &'static str,
    /// Moves a column towards the start: `{name}`.
    pub earlier: &'static str,
    /// Moves it towards the end: `{name}`.
    pub later: &'static str,
    /// Changes its width: `{name}`.
    pub width: &'static str,
    /// Sets all columns back.
    pub usual_columns: &'static str,
    /// Saves the table.
    pub csv: &'static str,
    /// What it is saved for.
    pub csv_hint: &'static str,
    /// While it is being made: `{share}`.
    pub csv_share: &'static str,
    /// Which rows are on paper, where not all are: `{from}` `{to}` `{total}`.
    pub printed: &'static str,
    /// Names the table.
    pub table: &'static str,
    /// Sorts by a column: `{name}`.
    pub sort_by: &'static str,
    /// The first column.
    pub question: &'static str,
    /// In place of a question.
    pub no_question: &'static str,
    /// A customer of whom nothing is known.
    pub anonymous: &'static str,
    /// Nothing has the words: `{words}`.
    pub none_found: &'static str,
    /// Nothing is left to show.
    pub none: &'static str,
    /// Looks for nothing.
    pub clear_search: &'static str,
    /// A flag that is set; one that is not.
    pub flags: [&'static str; 2],
    /// The status of a conversation that is not over.
    pub open: &'static str,
    /// What the columns are called.
    pub titles: &'static [(&'static str, &'static str)],
    /// Money by currency: `{currency}`.
    pub revenue: &'static str,
    /// The words of one conversation.
    pub thread: ThreadWords,
}

/// The words of one conversation.
#[derive(Debug)]
pub struct ThreadWords {
    /// Names the panel.
    pub panel: &'static str,
    /// The one before in the register; the one behind.
    pub steps: [&'static str; 2],
    /// Closes the panel.
    pub close: &'static str,
    /// Said when it opens: `{name}` `{messages}`.
    pub opened: Plural,
    /// There is no such conversation: `{id}`.
    pub unknown: &'static str,
    /// A report has no texts to be read.
    pub facts_only: &'static str,
    /// Who speaks and acts.
    pub customer: &'static str,
    /// See `customer`.
    pub bot: &'static str,
    /// See `customer`.
    pub agent: &'static str,
    /// See `customer`.
    pub system: &'static str,
    /// Marks of messages.
    pub private: &'static str,
    /// See `private`.
    pub welcome: &'static str,
    /// See `private`.
    pub fallback: &'static str,
    /// See `private`.
    pub canned: &'static str,
    /// In place of a text that was not kept.
    pub no_text: &'static str,
    /// Events, by type and word: `{who}` `{agent}` `{about}` `{survey}`
    /// `{score}` `{most}` `{amount}`.
    pub events: &'static [(&'static str, &'static str)],
    /// The closing says that it is resolved; that it is not.
    pub resolved: [&'static str; 2],
    /// The order counts for this conversation; for none or another one.
    pub credited: [&'static str; 2],
    /// The facts that matter most.
    pub facts: &'static str,
    /// Every metric.
    pub audit: &'static str,
    /// What the audit is.
    pub audit_hint: &'static str,
    /// All facts.
    pub all_facts: &'static str,
    /// Ways of counting: in a number or mean; of a quotient above and below
    /// the line, above only, below only; not at all.
    pub counts: [&'static str; 5],
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
pub static ENGLISH: RegisterWords = RegisterWords {
    search: "Search conversations",
    search_hint: "Search messages, names, e-mail addresses, ids",
    count: plural("{total} conversation", "{total} conversations"),
    found: plural("{found} of {total} conversation", "{found} of {total} conversations"),
    found_so_far: "{found} so far, of {total} conversations",
    columns: "Columns",
    earlier: "Move {name} to the left",
    later: "Move {name} to the right",
    width: "Width of {name}",
    usual_columns: "Usual columns",
    csv: "CSV",
    csv_hint: "Save these conversations as CSV, one row each with every fact",
    csv_share: "CSV {share}",
    printed: "Conversations {from}–{to} of {total}",
    table: "Conversations",
    sort_by: "Sort by {name}",
    question: "First question",
    no_question: "No question",
    anonymous: "Anonymous",
    none_found: "No conversation of these has “{words}” in its messages or its profile.",
    none: "No conversations in this period with these filters.",
    clear_search: "Clear search",
    flags: ["Yes", "No"],
    open: "Open",
    titles: TITLES,
    revenue: "Revenue, {currency}",
    thread: ThreadWords {
        panel: "Conversation",
        steps: ["Previous conversation", "Next conversation"],
        close: "Close conversation",
        opened: plural("{name}: {messages} message", "{name}: {messages} messages"),
        unknown: "There is no conversation “{id}” in this data.",
        facts_only: "This report carries what conversations amounted to, not what was written: they cannot be opened in it.",
        customer: "Customer",
        bot: "Bot",
        agent: "Agent",
        system: "System",
        private: "Note, private",
        welcome: "welcome",
        fallback: "not understood",
        canned: "canned",
        no_text: "Text not kept",
        events: EVENTS,
        resolved: ["resolved", "not resolved"],
        credited: ["credited here", "not credited here"],
        facts: "Facts",
        audit: "How it counts in each metric",
        audit_hint: "A rate is one number divided by another: the one above the line by the one below it.",
        all_facts: "All facts",
        counts: ["counted", "counted above and below", "counted above", "counted below, not above", "not counted"],
    },
};

#[rustfmt::skip]
static EVENTS: &[(&str, &str)] = &[
    ("conversation_started user", "Chat opened by the customer"),
    ("conversation_started bot", "Begun by the bot"),
    ("conversation_started agent", "Begun by an agent"),
    ("conversation_started", "Chat opened"),
    ("handoff requested", "Hand-off requested"),
    ("handoff successful", "Hand-off accepted"),
    ("handoff cancelled", "Hand-off cancelled"),
    ("handoff disabled", "Hand-off switched off"),
    ("handoff incomplete", "Hand-off not finished"),
    ("assigned", "Assigned to {agent}"),
    ("transferred", "Transferred to {agent}"),
    ("closed user", "Closed by the customer"),
    ("closed bot", "Closed by the bot"),
    ("closed agent", "Closed by an agent"),
    ("closed", "Closed by the system"),
    ("reopened user", "Reopened by the customer"),
    ("reopened bot", "Reopened by the bot"),
    ("reopened agent", "Reopened by an agent"),
    ("reopened", "Reopened"),
    ("survey_sent csat", "Asked for satisfaction"),
    ("survey_sent ces", "Asked for effort"),
    ("survey_sent nps", "Asked for recommendation"),
    ("rating csat", "Rated {score} of {most}"),
    ("rating ces", "Effort rated {score} of {most}"),
    ("rating nps", "Recommendation {score} of {most}"),
    ("tagged", "Tagged"),
    ("goal", "Goal"),
    ("lead captured", "Lead"),
    ("lead qualified", "Qualified lead"),
    ("booking", "Booking"),
    ("product_click", "Product clicked"),
    ("order", "Order of {amount}"),
    ("ticket created", "Ticket created"),
    ("ticket resolved", "Ticket resolved"),
    ("visit", "Visit"),
    ("visit_ended", "Visit ended"),
    ("annotation", "Note"),
];

#[rustfmt::skip]
static TITLES: &[(&str, &str)] = &[
    ("customer", "Customer"),
    ("served_by", "Agent"),
    ("id", "Conversation"),
    ("conversation_id", "Thread"),
    ("number_in_thread", "Number in thread"),
    ("start", "Started"),
    ("end", "Ended"),
    ("last_update", "Last update"),
    ("user_id", "Customer id"),
    ("user_name", "Customer name"),
    ("user_email", "E-mail"),
    ("first_question", "First question"),
    ("outcome", "Status"),
    ("support_type", "Support type"),
    ("handoff_outcome", "Hand-off"),
    ("handoff_reason", "Hand-off reason"),
    ("close_reason", "Reason of closing"),
    ("agent", "Agent id"),
    ("agent_name", "Agent name"),
    ("agents", "Agents"),
    ("tags", "Tags"),
    ("goals", "Goals"),
    ("bot_id", "Bot"),
    ("channel", "Channel"),
    ("department", "Department"),
    ("topic", "Topic"),
    ("intent", "Intent"),
    ("segment", "Segment"),
    ("variant", "Variant"),
    ("priority", "Priority"),
    ("locale", "Language"),
    ("country", "Country"),
    ("device", "Device"),
    ("page", "Page"),
    ("campaign", "Campaign"),
    ("engaged", "Engaged"),
    ("proactive", "Proactive"),
    ("closed", "Closed"),
    ("closed_by_event", "Closed by an event"),
    ("closed_by_agent", "Closed by an agent"),
    ("resolved", "Resolved"),
    ("human_due", "Human due"),
    ("replied", "Agent replied"),
    ("missed", "Missed"),
    ("transferred", "Transferred"),
    ("customer_had_last_word", "Customer had the last word"),
    ("last_of_thread", "Last of its thread"),
    ("lead", "Lead"),
    ("qualified_lead", "Qualified lead"),
    ("csat_survey_sent", "CSAT survey sent"),
    ("messages", "Messages"),
    ("user_messages", "Customer’s messages"),
    ("bot_messages", "Bot’s messages"),
    ("agent_messages", "Agents’ messages"),
    ("canned_messages", "Canned replies"),
    ("fallbacks", "Fallbacks"),
    ("fallbacks_before_agent", "Fallbacks before an agent"),
    ("user_messages_before_agent", "Messages before an agent"),
    ("widget_opens", "Widget opens"),
    ("bookings", "Bookings"),
    ("orders", "Orders"),
    ("duration_seconds", "Duration"),
    ("talk_seconds", "Talk time"),
    ("bot_talk_seconds", "Talk time with the bot"),
    ("first_to_last_message_seconds", "First to last message"),
    ("initial_wait_seconds", "Initial wait"),
    ("first_response_seconds", "First response"),
    ("still_waiting_seconds", "Still waiting"),
    ("pickup_seconds", "Pick-up"),
    ("handle_seconds", "Handle time"),
    ("bot_response_seconds", "Bot’s responses"),
    ("agent_response_seconds", "Agents’ responses"),
    ("conversion_seconds", "Time to conversion"),
    ("thread_seconds", "Thread’s length"),
    ("next_contact_seconds", "Until next contact"),
    ("next_in_thread_seconds", "Until next in thread"),
    ("csat", "CSAT"),
    ("ces", "CES"),
    ("nps", "NPS"),
    ("sentiments", "Sentiment"),
];

/// These words in a language.
pub fn register_of(language: Language) -> &'static RegisterWords {
    words_in(language).register
}
