//! Turns the records of a file into events, as a mapping says.

use std::rc::Rc;

use crate::event::fields::{Slot, quote_token};
use crate::event::import::output::Stamp;
use crate::event::import::{Format, Importer, Output};
use crate::event::mapping::source::{Found, Members};
use crate::event::mapping::{Event, Field, Mapping, TimeForm, To};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Stands for a format where a mapping says what records mean.
pub const MAPPED: Format = Format {
    id: "mapping",
    name: "Records read by a mapping",
    lists: &[],
    fits: |_| 0,
    importer: None,
};

/// What is left out where the mapping has no event for a record, and why.
const NO_EVENT: (&str, &str) = ("records", "no event of the mapping applies to them");

/// Why events are left out whose type stands for nothing.
const NO_TYPE: &str = "the mapping says that they are no events";

/// An importer that does what a mapping says.
pub struct Mapped(pub Rc<Mapping>);

impl Importer for Mapped {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        let members = Members::of(record);
        let mut written = false;
        for event in &self.0.events {
            match &event.each {
                None => written |= self.event(event, &members, &members, output),
                Some(list) => {
                    for item in members.at(list).items() {
                        let item = Members::of(item);
                        written |= self.event(event, &members, &item, output);
                    }
                }
            }
        }
        if !written {
            output.leave_out(NO_EVENT.0, NO_EVENT.1);
        }
    }
}

impl Mapped {
    /// Writes an event, if there is one, and says whether something was
    /// said about it.
    fn event(
        &self,
        event: &Event,
        record: &Members<'_>,
        item: &Members<'_>,
        output: &mut Output,
    ) -> bool {
        if event.when.as_ref().is_some_and(|when| !item.meet(when)) {
            return false;
        }
        let found: Vec<(&Field, Found<'_>)> = event
            .fields
            .iter()
            .map(|field| {
                let members = if field.of_record { record } else { item };
                (field, field.source.find(members))
            })
            .collect();
        let time = find(&found, Slot::Ts);
        if event.only_with_time && !time.is_some_and(|(_, time)| time.node().exists()) {
            return false;
        }
        if let Some((_, Found::Nothing(text))) = find(&found, Slot::Type) {
            output.leave_out(&format!("records of type “{text}”"), NO_TYPE);
            return true;
        }
        self.write(time, &found, output);
        true
    }

    fn write(
        &self,
        time: Option<&(&Field, Found<'_>)>,
        found: &[(&Field, Found<'_>)],
        output: &mut Output,
    ) {
        let mut stamp = Stamp::Source(Node::default());
        if let Some((field, time)) = time {
            let (form, node) = (&field.source.time, time.node());
            stamp = match form.read(node) {
                _ if *form == TimeForm::Native || !node.exists() => Stamp::Source(node),
                Some(moment) => Stamp::Read(moment),
                None => {
                    let text = quote_token(node.token());
                    return output.reject(Slot::Ts.name(), Reason::NotInForm, &text);
                }
            };
        }
        let mut draft = output.untyped().at(stamp);
        for (field, value) in found {
            match field.to {
                To::Slot(Slot::Ts) | To::Attribute(_) => {}
                To::Slot(slot) => draft = draft.cell(slot, value.node(), &self.0.style),
            }
        }
        draft.attributes(found.iter().filter_map(|(field, value)| match &field.to {
            To::Attribute(name) => Some((name, value.node())),
            To::Slot(_) => None,
        }));
    }
}

/// What was found for a field.
fn find<'f, 'a>(
    found: &'f [(&'a Field, Found<'a>)],
    slot: Slot,
) -> Option<&'f (&'a Field, Found<'a>)> {
    found.iter().find(|(field, _)| field.to == To::Slot(slot))
}
