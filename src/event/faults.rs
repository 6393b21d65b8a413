//! What keeps bytes from being a record at all.

use crate::event::fields::Wrong;
use crate::event::json::Fault;
use crate::event::rejection::{Reason, quote};
use crate::event::tree::Node;

/// Bytes as text.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Wrong> {
    let not_text = |_| whole(Reason::NotUtf8, quote(&String::from_utf8_lossy(bytes)));
    std::str::from_utf8(bytes).map_err(not_text)
}

/// A text that is one JSON object.
pub(super) fn object(source: &str) -> Result<Node<'_>, Wrong> {
    let node = Node::read(source).map_err(|fault| not_json(source, fault))?;
    match node.is_object() {
        true => Ok(node),
        false => Err(whole(Reason::NotAnObject, quote(source))),
    }
}

/// What is wrong with a text that is no JSON.
pub(super) fn not_json(source: &str, fault: Fault) -> Wrong {
    let reason = match fault.cut_off {
        true => Reason::CutOff,
        false => Reason::NotJson(source[..fault.at].chars().count() + 1),
    };
    whole(reason, quote(source))
}

/// What is wrong with a whole record.
pub(super) fn whole(reason: Reason, value: String) -> Wrong {
    Wrong {
        field: "",
        reason,
        value,
    }
}
