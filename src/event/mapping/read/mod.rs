//! Reads a mapping from its document; every wrong key is refused on its own,
//! with what may stand there.

mod fields;

pub(in crate::event::mapping) use fields::words;

use std::fmt::{Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::base::pattern::Pattern;
use crate::event::fields::Slot;
use crate::event::import::cell::{Mark, Style};
use crate::event::import::{FORMATS, Hints, format};
use crate::event::mapping::{Event, Field, Known, Mapping, Path, TimeForm, To, When};
use crate::settings::Plain;

/// The keys of a mapping.
pub const KEYS: [&str; 10] = [
    "format",
    "handoff",
    "ratings",
    "list",
    "time",
    "decimal_comma",
    "tags_separator",
    "when",
    "fields",
    "events",
];

/// The keys of one of `events`, beside the fields of events.
pub const EVENT_KEYS: [&str; 2] = ["each", "when"];

/// The keys of a field that is more than the name of a column.
pub const SOURCE_KEYS: [&str; 5] = ["from", "value", "values", "default", "time"];

/// So many characters of a refused value are shown.
const LONGEST_SHOWN: usize = 80;

/// One refused key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingError {
    /// Where: `fields.role.values`; empty for the whole document.
    pub key: String,
    /// What stood there, as JSON, cut at 80 characters.
    pub value: String,
    /// What may stand there.
    pub allowed: String,
}

impl Display for MappingError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let MappingError {
            key,
            value,
            allowed,
        } = self;
        match key.as_str() {
            "" => write!(f, "mapping refused: {value}; allowed: {allowed}"),
            _ => write!(f, "mapping: {key} refused: {value}; allowed: {allowed}"),
        }
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
    /// The mapping of a document.
    ///
    /// # Errors
    ///
    /// Everything in it that is wrong; then none of it is applied.
    pub fn read(document: &Plain) -> Result<Mapping, Vec<MappingError>> {
        let mut reader = Reader::default();
        let mapping = reader.mapping(document);
        match reader.refused.is_empty() {
            true => Ok(mapping),
            false => Err(reader.refused),
        }
    }
}

/// Reads a document and collects what is wrong with it.
#[derive(Default)]
struct Reader {
    refused: Vec<MappingError>,
    /// How times are written where a field does not say.
    time: TimeForm,
}

impl Reader {
    fn refuse(&mut self, key: &str, value: &Plain, allowed: &str) {
        let shown = value.to_string();
        let value = match shown.char_indices().nth(LONGEST_SHOWN) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        };
        self.refused.push(MappingError {
            key: key.to_owned(),
            value,
            allowed: allowed.to_owned(),
        });
    }

    fn mapping(&mut self, document: &Plain) -> Mapping {
        let Plain::Object(_) = document else {
            self.refuse("", document, "one object");
            return Mapping::default();
        };
        for (key, value) in document.fields() {
            if !KEYS.contains(&key) {
                self.refuse(key, value, &format!("the keys {}", KEYS.join(", ")));
            }
        }
        self.time = self.time_form("time", document.at("time"), TimeForm::Native);
        let mapping = Mapping {
            format: self.known("format", document.at("format")),
            list: self.path("list", document.at("list")),
            hints: Hints {
                handoff: self.texts("handoff", document.at("handoff")),
                ratings: self.texts("ratings", document.at("ratings")),
            },
            style: Style {
                mark: self.mark("decimal_comma", document.at("decimal_comma")),
                separators: self.separators("tags_separator", document.at("tags_separator")),
            },
            events: self.events(document),
        };
        if mapping.format.is_some() && !mapping.events.is_empty() {
            let allowed = "a known format, or fields and events of one's own";
            self.refuse("format", document.at("format"), allowed);
        }
        mapping
    }

    fn known(&mut self, key: &str, value: &Plain) -> Option<Known> {
        if *value == Plain::Null {
            return None;
        }
        let known = format(value.text());
        if known.is_none() {
            let ids: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
            self.refuse(key, value, &ids.join(", "));
        }
        known.map(Known)
    }

    fn path(&mut self, key: &str, value: &Plain) -> Option<Path> {
        match value {
            Plain::Null => None,
            Plain::Text(text) if !text.is_empty() => Some(Path::new(text)),
            _ => {
                self.refuse(key, value, "the name of a field, within objects a.b.c");
                None
            }
        }
    }

    fn texts(&mut self, key: &str, value: &Plain) -> Vec<String> {
        let texts = value.items().iter().map(Plain::text);
        let texts: Vec<String> = texts.map(str::to_owned).collect();
        let is_list = matches!(value, Plain::Null | Plain::List(_));
        if !is_list || texts.iter().any(String::is_empty) {
            self.refuse(key, value, "a list of texts, none empty");
        }
        texts
    }

    fn mark(&mut self, key: &str, value: &Plain) -> Mark {
        match value {
            Plain::Null => Mark::Either,
            Plain::Bool(true) => Mark::Comma,
            Plain::Bool(false) => Mark::Point,
            _ => {
                self.refuse(key, value, "true or false");
                Mark::Either
            }
        }
    }

    fn separators(&mut self, key: &str, value: &Plain) -> Vec<char> {
        match value {
            Plain::Null => Style::default().separators,
            Plain::Text(text) if !text.is_empty() => text.chars().collect(),
            _ => {
                self.refuse(key, value, "text: each of its letters separates tags");
                Vec::new()
            }
        }
    }

    fn time_form(&mut self, key: &str, value: &Plain, usual: TimeForm) -> TimeForm {
        let form = match value {
            Plain::Null => return usual,
            Plain::Text(text) if text == "seconds" => Some(TimeForm::Seconds),
            Plain::Text(text) if text == "milliseconds" => Some(TimeForm::Milliseconds),
            Plain::Text(text) => Pattern::new(text).map(TimeForm::Pattern),
            _ => None,
        };
        form.unwrap_or_else(|| {
            let allowed = "seconds, milliseconds or a pattern of a date with hour and minute, \
                           like %d.%m.%Y %H:%M:%S";
            self.refuse(key, value, allowed);
            usual
        })
    }

    fn events(&mut self, document: &Plain) -> Vec<Event> {
        let common = self.fields("fields", document.at("fields"), &[]);
        let when = self.when("when", document.at("when"));
        let events = document.at("events");
        match events {
            Plain::Null if common.is_empty() => return Vec::new(),
            Plain::Null => {
                let event = Event {
                    each: None,
                    when,
                    only_with_time: false,
                    fields: in_order(common),
                };
                self.check("fields", document.at("fields"), &event);
                return vec![event];
            }
            Plain::List(events) if !events.is_empty() => {}
            _ => self.refuse("events", events, "a list of objects"),
        }
        if when.is_some() {
            self.refuse(
                "when",
                document.at("when"),
                "a condition within each of events",
            );
        }
        let several = events.items().len() > 1;
        let made = events.items().iter().enumerate();
        made.map(|(index, value)| {
            let key = format!("events[{index}]");
            let event = self.event(&key, value, &common);
            let shared = common.iter().any(|field| field.to == To::Slot(Slot::Id));
            if shared && (several || event.each.is_some()) {
                let allowed = "an id within each of events: no two events have the same";
                self.refuse("fields.id", document.at("fields").at("id"), allowed);
            }
            let one_of_several = several || event.when.is_some();
            Event {
                only_with_time: one_of_several && event.each.is_none(),
                ..event
            }
        })
        .collect()
    }

    fn event(&mut self, key: &str, value: &Plain, common: &[Field]) -> Event {
        let own = self.fields(key, value, &EVENT_KEYS);
        let each = self.path(&format!("{key}.each"), value.at("each"));
        let when = self.when(&format!("{key}.when"), value.at("when"));
        let inherited = common.iter().filter(|field| {
            let overlaid = own.iter().any(|own| own.to == field.to);
            !overlaid
        });
        let inherited = inherited.map(|field| Field {
            of_record: true,
            ..field.clone()
        });
        let event = Event {
            fields: in_order(inherited.chain(own.iter().cloned()).collect()),
            each,
            when,
            only_with_time: false,
        };
        self.check(key, value, &event);
        event
    }

    /// Every event has a type and a time.
    fn check(&mut self, key: &str, value: &Plain, event: &Event) {
        for slot in [Slot::Ts, Slot::Type] {
            if !event.fields.iter().any(|field| field.to == To::Slot(slot)) {
                self.refuse(key, value, &format!("fields with {}", slot.name()));
            }
        }
    }

    fn when(&mut self, key: &str, value: &Plain) -> Option<When> {
        match value {
            Plain::Object(fields) if fields.iter().all(|(key, _)| key == "from" || key == "is") => {
                let from = self.path(&format!("{key}.from"), value.at("from"));
                let is = match value.at("is") {
                    Plain::Text(text) => vec![text.clone()],
                    list => self.texts(&format!("{key}.is"), list),
                };
                if from.is_none() {
                    self.refuse(key, value, "an object with from");
                }
                from.map(|from| When { from, is })
            }
            Plain::Object(_) => {
                self.refuse(key, value, "an object of from, is");
                None
            }
            _ => {
                let from = self.path(key, value);
                from.map(|from| When {
                    from,
                    is: Vec::new(),
                })
            }
        }
    }
}

/// Fields in the order in which events are mostly written.
fn in_order(fields: Vec<Field>) -> Vec<Field> {
    let rank = |field: &Field| match field.to {
        To::Slot(slot) => slot as usize,
        To::Attribute(_) => Slot::ALL.len(),
    };
    let mut sorted: Vec<Field> = Vec::with_capacity(fields.len());
    for field in fields {
        let place = sorted.partition_point(|other| rank(other) <= rank(&field));
        sorted.insert(place, field);
    }
    sorted
}

#[cfg(test)]
mod tests;
