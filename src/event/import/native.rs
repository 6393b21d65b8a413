//! Chatgauge's own events: nothing to translate.

use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::Format;
use crate::event::tree::Node;

/// Events as the guide describes them.
pub const NATIVE: Format = Format {
    id: "native",
    name: "Chatgauge events",
    lists: &[&["events"]],
    fits,
    importer: None,
};

fn fits(record: Node<'_>) -> u8 {
    let kind = record.at(Slot::Type.name());
    let known = kind
        .text()
        .is_some_and(|kind| Kind::from_name(&kind).is_some());
    let at = record.at(Slot::Ts.name());
    let conversation = record.at(Slot::ConversationId.name());
    match (at.exists(), kind.exists()) {
        (true, true) if known => 100,
        (true, true) => 50,
        (true, false) => 30,
        (false, true) if known => 40,
        (false, _) if kind.exists() || conversation.exists() => 5,
        (false, _) => 0,
    }
}
