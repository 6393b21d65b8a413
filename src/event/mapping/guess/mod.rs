//! Guesses a mapping for unknown records from the first of them: a starting
//! point that a person looks through, not an answer.
//!
//! Names of columns are known in several languages, and what stands in them
//! says as much: times, words for who speaks, prose. Nothing is made up: a
//! rating or an end is guessed only where a column is called so.

mod columns;
mod senses;
mod words;

pub use columns::PATTERNS;

use crate::event::import::cell::{Mark, number};
use crate::event::mapping::guess::columns::{Column, columns, lists};
use crate::event::mapping::guess::senses::{Senses, meaning, words_of};
use crate::event::mapping::guess::words::{ROLE_WORDS, Sense, TYPE_WORDS};
use crate::event::tree::Node;
use crate::settings::Plain;

/// Fields that mean the same on every event of a conversation.
const SHARED: [(Sense, &str); 14] = [
    (Sense::Conversation, "conversation_id"),
    (Sense::UserId, "user_id"),
    (Sense::UserName, "user_name"),
    (Sense::UserEmail, "user_email"),
    (Sense::Agent, "agent_name"),
    (Sense::Channel, "channel"),
    (Sense::Department, "department"),
    (Sense::Topic, "topic"),
    (Sense::Intent, "intent"),
    (Sense::Priority, "priority"),
    (Sense::Locale, "locale"),
    (Sense::Country, "country"),
    (Sense::Device, "device"),
    (Sense::Page, "page"),
];

/// The columns of the first records with what stands in them, record by
/// record. Where the records lie in a list within the only one, `list` is
/// the way to it.
pub fn look(records: &[Node<'_>], list: &str) -> Vec<(String, Vec<String>)> {
    let columns = match records {
        [record] if !list.is_empty() => columns(&items(*record, list)),
        _ => columns(records),
    };
    let pairs = columns
        .into_iter()
        .map(|column| (column.name, column.values));
    pairs.collect()
}

/// A list within the only record of a file that seems to be what the file is
/// about.
pub fn list_in(record: Node<'_>) -> Option<String> {
    let ways = lists(record);
    ways.into_iter().find(|way| {
        let items = items(record, way);
        let columns = columns(&items);
        let senses = Senses::of(&columns);
        let inner = items
            .first()
            .is_some_and(|item| messages_in(&[*item]).is_some());
        inner || time_of(&senses, &columns).is_some() || senses.has(Sense::Start)
    })
}

/// The mapping that the first records suggest, as a document.
pub fn guess(records: &[Node<'_>]) -> Plain {
    let own = columns(records);
    let senses = Senses::of(&own);
    if let Some((way, items)) = messages_in(records) {
        let named = senses.has(Sense::Conversation) || senses.has(Sense::Id);
        if named || records.len() > 1 {
            return nested(&senses, &own, &way, &items);
        }
    }
    if let [record] = records
        && let Some(way) = list_in(*record)
    {
        let mut document = guess(&items(*record, &way));
        if let Plain::Object(fields) = &mut document {
            let place = fields.partition_point(|(key, _)| key.as_str() < "list");
            fields.insert(place, ("list".to_owned(), Plain::Text(way)));
        }
        return document;
    }
    match is_by_conversation(&senses) {
        true => by_conversation(&senses, &own, Vec::new()),
        false => by_message(&senses, &own),
    }
}

/// What the texts of a column stand for that is taken for something, where
/// that is guessed from the texts.
pub fn suggest_values(meaning: &str, texts: &[String]) -> Vec<(String, Plain)> {
    let words = match meaning {
        "type" => TYPE_WORDS,
        "role" | "by" => ROLE_WORDS,
        _ => return Vec::new(),
    };
    let column = Column {
        name: String::new(),
        values: texts.to_vec(),
    };
    let known = column.distinct().into_iter().filter_map(|text| {
        let word = senses::meaning(text, words)?;
        Some((text.to_owned(), Plain::from(word)))
    });
    known.collect()
}

/// How the times are written that these texts are: `seconds`,
/// `milliseconds`, a pattern, or nothing for native ones.
pub fn suggest_time(texts: &[String]) -> Option<&'static str> {
    let column = Column {
        name: String::new(),
        values: texts.to_vec(),
    };
    column.time().map(|(_, form)| form)
}

fn items<'a>(record: Node<'a>, way: &str) -> Vec<Node<'a>> {
    let keys: Vec<&str> = way.split('.').collect();
    record.path(&keys).items()
}

/// The messages that records hold in a list of their own.
fn messages_in<'a>(records: &[Node<'a>]) -> Option<(String, Vec<Node<'a>>)> {
    let mut ways: Vec<String> = Vec::new();
    for way in records.iter().flat_map(|record| lists(*record)) {
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways.into_iter().find_map(|way| {
        let all = records.iter().flat_map(|record| items(*record, &way));
        let all: Vec<Node<'_>> = all.collect();
        let columns = columns(&all);
        let senses = Senses::of(&columns);
        let told = senses.has(Sense::Text) && time_of(&senses, &columns).is_some();
        (told && !senses.has(Sense::Conversation)).then_some((way, all))
    })
}

/// Whether every record is a whole conversation, not a message.
fn is_by_conversation(senses: &Senses<'_>) -> bool {
    let id = senses.at(Sense::Conversation).or(senses.at(Sense::Id));
    let unique = id.is_some_and(Column::is_unique);
    let told = senses.has(Sense::End) || senses.has(Sense::Start) || senses.has(Sense::Score);
    let spoken = senses.has(Sense::Text) && senses.has(Sense::Role);
    unique && told && !spoken
}

/// A time: the columns it is made of, and how it is written.
struct Time {
    from: Vec<String>,
    form: &'static str,
}

impl Time {
    fn of(column: &Column) -> Option<Time> {
        column.time().map(|(_, form)| Time {
            from: vec![column.name.clone()],
            form,
        })
    }

    fn source(&self) -> Plain {
        let from = match self.from.as_slice() {
            [name] => Plain::from(name.as_str()),
            names => Plain::List(names.iter().map(|name| name.as_str().into()).collect()),
        };
        match (self.form, &from) {
            ("", Plain::Text(_)) => from,
            ("", _) => Plain::object([("from", from)]),
            (form, _) => Plain::object([("from", from), ("time", form.into())]),
        }
    }
}

/// When something happened: a column, or one with the date and one with the
/// time of day.
fn time_of(senses: &Senses<'_>, columns: &[Column]) -> Option<Time> {
    let told = senses.at(Sense::Time).or(senses.at(Sense::Start));
    told.and_then(Time::of).or_else(|| {
        let is_clock =
            |column: &&Column| column.all(|value| value.contains(':') && value.len() <= 11);
        let clock = columns.iter().find(is_clock)?;
        columns.iter().find_map(|date| {
            let values = date.values.iter().zip(&clock.values);
            let both = Column {
                name: String::new(),
                values: values
                    .map(|(date, clock)| format!("{date} {clock}"))
                    .collect(),
            };
            let (_, form) = both.time().filter(|_| date.name != clock.name)?;
            let from = vec![date.name.clone(), clock.name.clone()];
            Some(Time { from, form })
        })
    })
}

type Fields = Vec<(&'static str, Plain)>;

/// The fields that all events of a conversation share.
fn shared(senses: &Senses<'_>) -> Fields {
    let mut fields = Fields::new();
    for (sense, name) in SHARED {
        let Some(column) = senses.at(sense) else {
            continue;
        };
        let is_id = words_of(&column.name).iter().any(|word| word == "id");
        let name = if is_id && name == "agent_name" {
            "agent_id"
        } else {
            name
        };
        fields.push((name, column.name.as_str().into()));
    }
    fields
}

/// The fields that a message has of its own.
fn message(senses: &Senses<'_>, columns: &[Column]) -> Fields {
    let mut fields = Fields::new();
    if let Some(time) = time_of(senses, columns) {
        fields.push(("ts", time.source()));
    }
    fields.push((
        "type",
        match senses.at(Sense::Type) {
            Some(column) => table(column, TYPE_WORDS, true),
            None => value("message"),
        },
    ));
    if let Some(column) = senses.at(Sense::Role) {
        fields.push(("role", table(column, ROLE_WORDS, false)));
    }
    for (sense, name) in [(Sense::Text, "text"), (Sense::Id, "id")] {
        if let Some(column) = senses.at(sense) {
            fields.push((name, column.name.as_str().into()));
        }
    }
    fields
}

/// A message a record.
fn by_message(senses: &Senses<'_>, columns: &[Column]) -> Plain {
    let mut fields = shared(senses);
    fields.extend(message(senses, columns));
    Plain::object([("fields", Plain::object(fields))])
}

/// A conversation a record, with its messages in a list.
fn nested(senses: &Senses<'_>, own: &[Column], way: &str, items: &[Node<'_>]) -> Plain {
    let inner = columns(items);
    let within = Senses::of(&inner);
    let mut fields = message(&within, &inner);
    fields.push(("each", way.into()));
    for (name, source) in shared(&within) {
        fields.push((name, source));
    }
    by_conversation(senses, own, vec![Plain::object(fields)])
}

/// A conversation a record: an event for each thing that it tells of.
fn by_conversation(senses: &Senses<'_>, columns: &[Column], mut events: Vec<Plain>) -> Plain {
    let mut fields = shared(senses);
    if let (None, Some(column)) = (senses.at(Sense::Conversation), senses.at(Sense::Id)) {
        fields.push(("conversation_id", column.name.as_str().into()));
    }
    let start = senses.at(Sense::Start).and_then(Time::of);
    let start = start.or_else(|| time_of(senses, columns));
    let end = senses.at(Sense::End).and_then(Time::of);
    let rated = senses.at(Sense::Rated).and_then(Time::of);
    let of_type = |name: &str, time: &Time, others: Fields| {
        let mut fields = vec![("type", value(name)), ("ts", time.source())];
        fields.extend(others);
        Plain::object(fields)
    };
    if let Some(time) = &start {
        events.insert(0, of_type("conversation_started", time, Fields::new()));
    }
    if let (Some(time), Some(tags)) = (&start, senses.at(Sense::Tags)) {
        let tags = Plain::from(tags.name.as_str());
        events.push(of_type(
            "tagged",
            time,
            vec![("when", tags.clone()), ("tags", tags)],
        ));
    }
    if let Some(time) = &end {
        let resolved = senses.at(Sense::Resolved);
        let resolved = resolved.map(|column| ("resolved", column.name.as_str().into()));
        events.push(of_type("closed", time, resolved.into_iter().collect()));
    }
    let time = rated.or(end).or(start);
    if let (Some(time), Some(column)) = (time, senses.at(Sense::Score)) {
        let comment = senses.at(Sense::Comment);
        events.push(of_type("rating", &time, rating(column, comment)));
    }
    Plain::object([
        ("fields", Plain::object(fields)),
        ("events", Plain::List(events)),
    ])
}

/// A rating: what is asked for is told by the column's name, the scale by
/// the highest answer.
fn rating(column: &Column, comment: Option<&Column>) -> Fields {
    let words = words_of(&column.name);
    let kinds = ["nps", "ces"];
    let kind = kinds
        .iter()
        .find(|kind| words.iter().any(|word| word == *kind));
    let kind = kind.unwrap_or(&"csat");
    let score = Plain::from(column.name.as_str());
    let mut fields = vec![
        ("kind", value(kind)),
        ("when", score.clone()),
        ("score", score),
    ];
    let answers = column
        .filled()
        .filter_map(|answer| number(answer, Mark::Either));
    let highest = answers.fold(0.0, f64::max);
    if *kind != "nps" && highest > 5.0 {
        let scale = if highest > 10.0 { 100.0 } else { 10.0 };
        fields.push(("scale", Plain::object([("value", Plain::Number(scale))])));
    }
    if let Some(comment) = comment {
        fields.push(("comment", comment.name.as_str().into()));
    }
    fields
}

fn value(word: &str) -> Plain {
    Plain::object([("value", word.into())])
}

/// What the texts of a column mean. Of unknown ones nothing is said, or that
/// they are to be left out.
fn table(column: &Column, words: &[(&'static str, &str)], leave_out: bool) -> Plain {
    let distinct = column.distinct();
    let values = distinct
        .iter()
        .filter_map(|text| match meaning(text, words) {
            Some(word) => Some((*text, Plain::from(word))),
            None => leave_out.then_some((*text, Plain::Null)),
        });
    let values = Plain::object(values);
    Plain::object([("from", column.name.as_str().into()), ("values", values)])
}
