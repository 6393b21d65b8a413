//! Turns what a file holds into the text of native events.

use crate::event::fields::Wrong;
use crate::event::import::recognise::Plan;
use crate::event::import::{How, Importer, Output};
use crate::event::json::Fault;
use crate::event::records::Found;
use crate::event::rejection::{Place, Reason, quote};
use crate::event::table::Objects;
use crate::event::tree::Node;

/// Turns the records of a format into native events; native ones need none.
pub(super) struct Translator {
    /// For the rows of a table.
    rows: Option<Objects>,
    pub(super) importer: Option<Box<dyn Importer>>,
    pub(super) output: Output,
    /// Of the record before.
    pub(super) place: Place,
}

/// What a record came to.
pub(super) enum Translation<'a> {
    /// It is the text of a native event.
    Event(&'a str),
    /// Its events are written into the output.
    Written,
    /// It says nothing, as an empty line does.
    Nothing,
}

impl Translator {
    pub(super) fn new(plan: &Plan, how: &How) -> Translator {
        Translator {
            rows: plan.table.as_ref().map(Objects::new),
            importer: plan.importer(how),
            output: Output::default(),
            place: Place::Item(1),
        }
    }

    /// Translates a record.
    pub(super) fn translate<'a>(
        &'a mut self,
        place: Place,
        found: Found<'a>,
    ) -> Result<Translation<'a>, Wrong> {
        self.place = place;
        let bytes = found.map_err(|reason| whole(reason, String::new()))?;
        let source = text(bytes)?;
        let source = match &mut self.rows {
            None => source,
            Some(rows) => match rows.object(source)? {
                None => return Ok(Translation::Nothing),
                Some(object) => object,
            },
        };
        match &mut self.importer {
            None => Ok(Translation::Event(source)),
            Some(importer) => {
                importer.record(object(source)?, &mut self.output);
                Ok(Translation::Written)
            }
        }
    }
}

fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    let not_text = |_| whole(Reason::NotUtf8, quote(&String::from_utf8_lossy(bytes)));
    std::str::from_utf8(bytes).map_err(not_text)
}

fn object(source: &str) -> Result<Node<'_>, Wrong> {
    let node = Node::read(source).map_err(|fault| not_json(source, fault))?;
    match node.is_object() {
        true => Ok(node),
        false => Err(whole(Reason::NotAnObject, quote(source))),
    }
}

/// A record that is no JSON.
pub(super) fn not_json(source: &str, fault: Fault) -> Wrong {
    let reason = match fault.cut_off {
        true => Reason::CutOff,
        false => Reason::NotJson(source[..fault.at].chars().count() + 1),
    };
    whole(reason, quote(source))
}

/// A record that is wrong as a whole.
pub(super) fn whole(reason: Reason, value: String) -> Wrong {
    Wrong {
        field: "",
        reason,
        value,
    }
}
