//! How a file holds its records: told from its beginning.

use crate::event::records::{blanks, value_end};

/// How a file holds its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object a line.
    Lines,
    /// A JSON array.
    List,
    /// An array within an object, so many braces deep.
    Envelope(usize),
    /// JSON objects one after the other, over any number of lines.
    Values,
    /// The rows of a table, with this between the values.
    Rows(u8),
}

impl Shape {
    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Lines => "NDJSON",
            Shape::List => "JSON array",
            Shape::Envelope(_) => "JSON list",
            Shape::Values => "JSON",
            Shape::Rows(b'\t') => "TSV",
            Shape::Rows(_) => "CSV",
        }
    }
}

/// The shape of a JSON file that begins so, lists within objects apart;
/// `None` where none fits.
pub fn shape_of(head: &[u8]) -> Option<Shape> {
    let start = blanks(head);
    match head.get(start)? {
        b'[' => Some(Shape::List),
        b'{' => Some(shape_of_objects(&head[start..])),
        _ => {
            let mut lines = head.split(|&byte| byte == b'\n');
            lines
                .any(|line| line.trim_ascii_start().starts_with(b"{"))
                .then_some(Shape::Lines)
        }
    }
}

fn shape_of_objects(head: &[u8]) -> Shape {
    let Some(line) = memchr::memchr(b'\n', head) else {
        return Shape::Lines;
    };
    let whole = value_end(&head[..line]).is_some();
    let next = head[line..].trim_ascii_start();
    // What a line of its own was cut from seldom ends where a value begins.
    let goes_on = head[..line].trim_ascii_end().ends_with(b"[");
    match whole || (next.starts_with(b"{") && !goes_on) || next.is_empty() {
        true => Shape::Lines,
        false => Shape::Values,
    }
}
