//! Mappings: what the fields of records that no format has mean as events.
//!
//! A mapping is a small JSON document that people can write by hand, that
//! the page writes from their choices, and that the command line takes with
//! `--mapping`. The guide describes its keys. Reading one refuses every
//! wrong key on its own; a mapping with a wrong key is not applied at all,
//! because numbers made by half of it would be wrong ones.

mod apply;
pub mod form;
pub mod guess;
pub mod known;
mod read;
mod source;

use crate::base::pattern::Pattern;
use crate::event::fields::Slot;
use crate::event::import::cell::Style;
use crate::event::import::{Format, Hints};

pub use apply::{MAPPED, Mapped};
pub use read::{EVENT_KEYS, KEYS, MappingError, SOURCE_KEYS};

/// What a file's records mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// A known format that the file is of; its own importer reads it then.
    pub format: Option<Known>,
    /// Where the list of records lies in an object that holds it.
    pub list: Option<Path>,
    /// What names mean, for known formats.
    pub hints: Hints,
    /// How a record becomes events; empty for known formats.
    pub events: Vec<Event>,
    /// How texts are read.
    pub style: Style,
}

/// A known format; formats are equal that have the same id.
#[derive(Clone, Copy, Debug)]
pub struct Known(pub &'static Format);

impl PartialEq for Known {
    fn eq(&self, other: &Known) -> bool {
        self.0.id == other.0.id
    }
}

/// How a record becomes an event, or each item of a list in it one.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The list; `None` for the record itself.
    pub each: Option<Path>,
    /// Where it does not hold, there is no event.
    pub when: Option<When>,
    /// Whether there is no event where there is no time. Otherwise a record
    /// without one is rejected.
    pub only_with_time: bool,
    /// Where the fields of the event come from.
    pub fields: Vec<Field>,
}

/// Where a field of an event comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field.
    pub to: To,
    /// Whether it is looked for in the record, and not in the item.
    pub of_record: bool,
    /// What it is made of.
    pub source: Source,
}

/// A field of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// One of the event format.
    Slot(Slot),
    /// An attribute of this name.
    Attribute(String),
}

/// What a field is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The fields of the record, those that say something joined by blanks.
    pub from: Vec<Path>,
    /// What their texts stand for; `None` where a text stands for nothing.
    pub values: Vec<(String, Option<Constant>)>,
    /// What stands where there is no text, or none of the values.
    pub default: Option<Constant>,
    /// How a time is written.
    pub time: TimeForm,
}

/// How a time is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TimeForm {
    /// As in native events.
    #[default]
    Native,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
    /// By a pattern.
    Pattern(Pattern),
}

/// A condition on a record.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// The field that is looked at.
    pub from: Path,
    /// The texts that it may have; any where there are none.
    pub is: Vec<String>,
}

/// A text, number, true or false, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constant(pub String);

/// The way to a field: by its name, or through objects (`a.b.c`) and to the
/// items of lists by number (`a.0`). A field whose name has points in it is
/// found by its whole name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    whole: String,
    keys: Vec<String>,
}

impl Path {
    /// The way that a text tells.
    pub fn new(text: &str) -> Path {
        Path {
            whole: text.to_owned(),
            keys: text.split('.').map(str::to_owned).collect(),
        }
    }

    /// As it was written.
    pub fn name(&self) -> &str {
        &self.whole
    }

    /// The keys on the way.
    pub fn keys(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }
}
