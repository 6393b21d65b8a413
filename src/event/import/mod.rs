//! Histories as the platforms export them, translated into native events.
//!
//! Each format is one file with one entry in [`FORMATS`]: how its records
//! are told from others, and how one record becomes native events. What a
//! format has that events have not is counted by name, never guessed into
//! something it does not state.

pub mod bot_framework;
pub mod chatwoot;
pub mod html;
pub mod intercom;
pub mod llm;
pub mod members;
pub mod native;
pub mod output;
pub mod rasa;
pub mod recognise;
pub mod thread;
pub mod zendesk_chat;

pub use output::{LeftOut, Output};

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
    /// Makes an importer for one file; `None` where the records are native
    /// events already.
    pub importer: Option<fn() -> Box<dyn Importer>>,
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
];

/// The format of an id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.id == id)
}
