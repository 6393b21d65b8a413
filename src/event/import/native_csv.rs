//! Chatgauge's own events in a table: the columns are called as the fields
//! of the event format are.
//!
//! A row is an event. Numbers may have a decimal comma; true and false may
//! be yes and no, or 1 and 0; tags stand between `|` or `;`; the columns
//! `attributes.NAME` make up the attributes. Other columns are passed over,
//! as other fields of events are, and wrong values are rejected as there.

use std::borrow::Cow;

use crate::event::fields::Slot;
use crate::event::import::cell::Style;
use crate::event::import::{Format, Output};
use crate::event::tree::Node;

/// Events as the guide describes them, a row each.
pub const NATIVE_CSV: Format = Format {
    id: "native_csv",
    name: "Chatgauge events in a table",
    lists: &[],
    fits,
    importer: Some(|_| {
        let style = Style::default();
        Box::new(move |row: Node<'_>, output: &mut Output| record(row, &style, output))
    }),
};

/// What the columns of attributes begin with.
const ATTRIBUTES: &str = "attributes.";

/// A row has all columns, with or without a value.
fn fits(record: Node<'_>) -> u8 {
    let has = |slot: Slot| record.has(slot.name());
    match (has(Slot::Ts), has(Slot::Type)) {
        (true, true) => 100,
        (false, false) => 0,
        _ if has(Slot::ConversationId) => 30,
        _ => 5,
    }
}

fn record(row: Node<'_>, style: &Style, output: &mut Output) {
    let mut draft = output.untyped();
    let mut attributes: Vec<(Cow<'_, str>, Node<'_>)> = Vec::new();
    for (name, node) in row.members() {
        match Slot::from_name(&name) {
            Some(slot) => draft = draft.cell(slot, node, style),
            None if name.starts_with(ATTRIBUTES) => attributes.push((name, node)),
            None => {}
        }
    }
    let named = attributes.iter();
    draft.attributes(named.map(|(name, node)| (&name[ATTRIBUTES.len()..], *node)));
}
