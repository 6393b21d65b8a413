//! The columns of the register, in the order in which they are read.

use crate::base::order;
use crate::base::time::SECOND;
use crate::conversation::dimension::ATTRIBUTE_PREFIX;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Survey};
use crate::engine::register::{Entry, seconds};
use crate::event::Field;
use crate::report::register::Cell;

/// One column: its name and where its cells come from.
pub(super) enum Column {
    /// The same in every history.
    Set(&'static str, fn(&Entry<'_>) -> Cell),
    /// A field of events.
    Field(&'static str, Dimension),
    /// What was credited in one of the data's currencies.
    Revenue(String, u32),
    /// One of the data's attributes.
    Attribute(String, Dimension),
}

impl Column {
    pub(super) fn name(&self) -> &str {
        match self {
            Column::Set(name, _) | Column::Field(name, _) => name,
            Column::Revenue(name, _) | Column::Attribute(name, _) => name,
        }
    }

    pub(super) fn cell(&self, entry: &Entry<'_>) -> Cell {
        match self {
            Column::Set(_, cell) => cell(entry),
            Column::Field(_, dimension) | Column::Attribute(_, dimension) => {
                entry.dimension(*dimension)
            }
            Column::Revenue(_, currency) => entry.revenue(*currency),
        }
    }
}

/// The columns of a history.
pub(super) fn columns(conversations: &Conversations) -> Vec<Column> {
    let fields = Field::DIMENSIONS.iter().enumerate();
    let fields =
        fields.map(|(column, &(_, name))| Column::Field(name, Dimension::Field(column as u16)));
    let set = |part: &'static [Set]| part.iter().map(|&(name, cell)| Column::Set(name, cell));
    set(WHO_AND_HOW)
        .chain(fields)
        .chain(set(FLAGS))
        .chain(set(COUNTS))
        .chain(set(TIMES))
        .chain(set(VERDICTS))
        .chain(revenues(conversations))
        .chain(attributes(conversations))
        .collect()
}

/// The same with what only a screen shows: it puts together what other
/// columns tell apart.
pub(super) fn all(conversations: &Conversations) -> Vec<Column> {
    let shown = SHOWN.iter().map(|&(name, cell)| Column::Set(name, cell));
    shown.chain(columns(conversations)).collect()
}

/// The names of all columns that a screen can show.
pub(in crate::engine) fn names(conversations: &Conversations) -> Vec<String> {
    let columns = all(conversations).into_iter();
    columns.map(|column| column.name().to_owned()).collect()
}

fn revenues(conversations: &Conversations) -> Vec<Column> {
    let currencies = &conversations.log.names.currencies;
    let named: Vec<(String, u32)> = (0..currencies.len() as u32)
        .map(|code| (format!("revenue_{}", currencies.get(code)), code))
        .collect();
    let columns = order::sorted(named, Ord::cmp).into_iter();
    columns
        .map(|(name, code)| Column::Revenue(name, code))
        .collect()
}

fn attributes(conversations: &Conversations) -> Vec<Column> {
    let attributes = &conversations.log.names.attributes;
    let names: Vec<String> = (0..attributes.len() as u32)
        .map(|code| format!("{ATTRIBUTE_PREFIX}{}", attributes.get(code)))
        .collect();
    let columns = order::sorted(names, Ord::cmp).into_iter();
    columns
        .filter_map(|name| {
            let dimension = conversations.dimension(&name)?;
            Some(Column::Attribute(name, dimension))
        })
        .collect()
}

type Set = (&'static str, fn(&Entry<'_>) -> Cell);

/// What only a screen shows.
const SHOWN: &[Set] = &[
    ("customer", |e| e.customer()),
    ("served_by", |e| e.served_by()),
];

/// Which conversation it is, with whom, and how it went.
const WHO_AND_HOW: &[Set] = &[
    ("id", |e| Cell::Text(e.conversations.name(e.row, e.number))),
    ("conversation_id", |e| {
        Cell::text(e.conversations.thread_id(e.row))
    }),
    ("number_in_thread", |e| Cell::Number(f64::from(e.number))),
    ("start", |e| e.at(e.facts.starts[e.row])),
    ("end", |e| e.at(e.facts.end(e.row))),
    ("last_update", |e| e.last_update()),
    ("user_id", |e| e.name(Field::User, e.facts.user(e.row))),
    ("user_name", |e| {
        e.name(Field::UserName, e.conversations.profiles.names.get(e.row))
    }),
    ("user_email", |e| {
        e.name(Field::UserEmail, e.conversations.profiles.emails.get(e.row))
    }),
    ("first_question", |e| e.first_question()),
    ("outcome", |e| e.dimension(Dimension::Outcome)),
    ("support_type", |e| e.dimension(Dimension::SupportType)),
    ("handoff_outcome", |e| {
        e.dimension(Dimension::HandoffOutcome)
    }),
    ("handoff_reason", |e| e.dimension(Dimension::HandoffReason)),
    ("close_reason", |e| e.dimension(Dimension::CloseReason)),
    ("agent", |e| e.dimension(Dimension::Agent)),
    ("agent_name", |e| e.agent_name()),
    ("agents", |e| {
        let handlings = e.facts.handlings.get(e.row).iter();
        let names = e.conversations.log.names.of(Field::Agent);
        Cell::Texts(
            handlings
                .map(|handling| names.get(handling.agent).to_owned())
                .collect(),
        )
    }),
    ("tags", |e| e.labels(Dimension::Tag)),
    ("goals", |e| e.labels(Dimension::Goal)),
];

/// What is true of it.
const FLAGS: &[Set] = &[
    ("engaged", |e| e.flag(is::ENGAGED)),
    ("proactive", |e| e.flag(is::PROACTIVE)),
    ("closed", |e| e.flag(is::CLOSED)),
    ("closed_by_event", |e| e.flag(is::CLOSED_BY_EVENT)),
    ("closed_by_agent", |e| e.flag(is::CLOSED_BY_AGENT)),
    ("resolved", |e| e.flag(is::RESOLVED)),
    ("human_due", |e| e.flag(is::HUMAN_DUE)),
    ("replied", |e| e.flag(is::WITH_AGENT)),
    ("missed", |e| e.flag(is::MISSED)),
    ("transferred", |e| e.flag(is::TRANSFERRED)),
    ("customer_had_last_word", |e| e.flag(is::USER_LAST)),
    ("last_of_thread", |e| e.flag(is::THREAD_LAST)),
    ("lead", |e| e.flag(is::LEAD)),
    ("qualified_lead", |e| e.flag(is::QUALIFIED)),
    ("csat_survey_sent", |e| e.flag(is::CSAT_SENT)),
];

/// How much there is in it.
const COUNTS: &[Set] = &[
    ("messages", |e| count(e.facts.messages(e.row))),
    ("user_messages", |e| {
        count(e.facts.user_messages.count(e.row))
    }),
    ("bot_messages", |e| count(e.facts.bot_messages.count(e.row))),
    ("agent_messages", |e| {
        count(e.facts.agent_messages.count(e.row))
    }),
    ("canned_messages", |e| {
        count(e.facts.canned_messages.count(e.row))
    }),
    ("fallbacks", |e| count(e.facts.fallbacks.count(e.row))),
    ("fallbacks_before_agent", |e| {
        count(e.facts.early_fallbacks(e.row))
    }),
    ("user_messages_before_agent", |e| {
        count(e.facts.early_user_messages(e.row))
    }),
    ("widget_opens", |e| count(e.facts.widget_opens.count(e.row))),
    ("bookings", |e| count(e.facts.bookings.count(e.row))),
    ("orders", |e| count(e.facts.credits.get(e.row).len() as i64)),
];

/// How long things took, in seconds.
const TIMES: &[Set] = &[
    ("duration_seconds", |e| {
        seconds(e.facts.durations.get(e.row))
    }),
    ("talk_seconds", |e| seconds(e.facts.talk_times.get(e.row))),
    ("bot_talk_seconds", |e| seconds(e.facts.bot_time(e.row))),
    ("first_to_last_message_seconds", |e| {
        seconds(e.facts.user_spans.get(e.row))
    }),
    ("initial_wait_seconds", |e| {
        seconds(e.facts.initial_waits.get(e.row))
    }),
    ("first_response_seconds", |e| wait(e, true)),
    ("still_waiting_seconds", |e| wait(e, false)),
    ("pickup_seconds", |e| seconds(e.facts.pickups.get(e.row))),
    ("handle_seconds", |e| {
        seconds(e.facts.handle_times.get(e.row))
    }),
    ("bot_response_seconds", |e| responses(e, false)),
    ("agent_response_seconds", |e| responses(e, true)),
    ("conversion_seconds", |e| {
        seconds(e.facts.conversion_times.get(e.row))
    }),
    ("thread_seconds", |e| seconds(e.facts.thread_time(e.row))),
    ("next_contact_seconds", |e| {
        seconds(e.facts.next_contacts.get(e.row))
    }),
    ("next_in_thread_seconds", |e| {
        seconds(e.facts.next_in_thread.get(e.row))
    }),
];

/// What the customer said of it.
const VERDICTS: &[Set] = &[
    ("csat", |e| rating(e, Survey::Csat)),
    ("ces", |e| rating(e, Survey::Ces)),
    ("nps", |e| rating(e, Survey::Nps)),
    ("sentiments", |e| {
        Cell::Numbers(e.facts.sentiments.get(e.row).collect())
    }),
];

fn count(number: i64) -> Cell {
    Cell::Number(number as f64)
}

fn rating(entry: &Entry<'_>, survey: Survey) -> Cell {
    Cell::number(entry.facts.rating(entry.row, survey))
}

/// The wait for an agent, of conversations with a reply or of those without.
fn wait(entry: &Entry<'_>, replied: bool) -> Cell {
    let facts = entry.facts;
    let wait = facts.waits.get(entry.row);
    seconds(wait.filter(|_| facts.has(entry.row, is::WITH_AGENT) == replied))
}

fn responses(entry: &Entry<'_>, by_agent: bool) -> Cell {
    let responses = entry.facts.responses.get(entry.row);
    let waits = responses.filter(|response| response.by_agent == by_agent);
    Cell::Numbers(
        waits
            .map(|response| response.wait as f64 / SECOND as f64)
            .collect(),
    )
}
