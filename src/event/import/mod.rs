//! Histories as the platforms export them, translated into native events.
//!
//! Each format is one file with one entry in [`FORMATS`]: how its records
//! are told from others, and how one record becomes native events. What a
//! format has that events have not is counted by name, never guessed into
//! something it does not state.

pub mod bot_framework;
pub mod cell;
pub mod chatwoot;
pub mod hints;
pub mod html;
pub mod intercom;
pub mod llm;
pub mod members;
pub mod native;
pub mod native_csv;
pub mod output;
pub mod rasa;
pub mod recognise;
pub mod thread;
pub mod zendesk_chat;

pub use hints::Hints;
pub use output::{LeftOut, Output};

use std::rc::Rc;

use crate::event::mapping::Mapping;
use crate::event::mapping::known::Memory;
use crate::event::tree::Node;

/// A format that histories come in.
#[derive(Debug)]
pub struct Format {
    /// As it is asked for: `bot_framework`.
    pub id: &'static str,
    /// As people know it: `Bot Framework transcript`.
    pub name: &'static str,
    /// Where the list of records lies in an object that holds them: paths of
    /// keys.
    pub lists: &'static [&'static [&'static str]],
    /// How sure it is that a record is of this format: 0 not at all, to 100.
    pub fits: fn(Node<'_>) -> u8,
    /// Makes an importer for one file, with the names that its owner gave
    /// things; `None` where the records are native events already.
    pub importer: Option<MakeImporter>,
}

/// Makes an importer for one file.
pub type MakeImporter = fn(&Hints) -> Box<dyn Importer>;

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub enum How {
    /// As what its beginning shows.
    #[default]
    Detect,
    /// The same; where no known format fits, by the mapping that is known
    /// for its fields.
    Remember(Rc<Memory>),
    /// As this format.
    Format(&'static Format),
    /// As a mapping says.
    Mapping(Rc<Mapping>),
}

/// Translates the records of one file, in the order they stand in.
pub trait Importer {
    /// Writes the events that one record comes to.
    fn record(&mut self, record: Node<'_>, output: &mut Output);

    /// Writes what could only be told at the end of the file.
    fn end(&mut self, _output: &mut Output) {}
}

/// An importer that needs to remember nothing between records.
impl<F: FnMut(Node<'_>, &mut Output)> Importer for F {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        self(record, output);
    }
}

/// Every format. Where two are equally sure of a file, the first has it.
pub const FORMATS: &[&Format] = &[
    &native::NATIVE,
    &bot_framework::BOT_FRAMEWORK,
    &rasa::RASA,
    &intercom::INTERCOM,
    &chatwoot::CHATWOOT,
    &zendesk_chat::ZENDESK_CHAT,
    &llm::langfuse::LANGFUSE,
    &llm::opentelemetry::OPENTELEMETRY,
    &llm::messages::MESSAGES,
    &native_csv::NATIVE_CSV,
];

/// Those of them whose records are the rows of a table.
pub const TABLES: &[&Format] = &[&native_csv::NATIVE_CSV];

impl Format {
    /// Whether its records are the rows of a table.
    pub fn is_table(&self) -> bool {
        TABLES.iter().any(|table| table.id == self.id)
    }
}

/// The format of an id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.id == id)
}
