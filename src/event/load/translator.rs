//! Turns what a file holds into the text of native events.

use crate::event::fields::Wrong;
use crate::event::import::recognise::Plan;
use crate::event::import::{How, Importer, Output};
use crate::event::intake::{not_json, text_of, whole};
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
        let source = text_of(found)?;
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

fn object(source: &str) -> Result<Node<'_>, Wrong> {
    let node = Node::read(source).map_err(|fault| not_json(source, fault))?;
    match node.is_object() {
        true => Ok(node),
        false => Err(whole(Reason::NotAnObject, quote(source))),
    }
}
