//! Why a record could not be used, and where it stands.

use std::borrow::Cow;
use std::fmt::{Display, Formatter, Result};

/// Values are quoted up to this many characters.
pub const VALUE_CHARS: usize = 80;

/// A record that could not be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    /// The number of the file, in the order of reading.
    pub file: usize,
    /// Where in the file.
    pub place: Place,
    /// The field at fault; empty when the whole record is.
    pub field: Cow<'static, str>,
    /// Why.
    pub reason: Reason,
    /// The offending value, cut at [`VALUE_CHARS`].
    pub value: String,
}

/// Where a record stands in its file; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line.
    Line(u64),
    /// An item of a list.
    Item(u64),
}

impl Place {
    /// The place in a file of which so many lines or items come before.
    pub fn after(self, before: u64) -> Place {
        match self {
            Place::Line(number) => Place::Line(before + number),
            Place::Item(number) => Place::Item(before + number),
        }
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Place::Line(number) => write!(f, "line {number}"),
            Place::Item(number) => write!(f, "item {number}"),
        }
    }
}

/// Why a record could not be used.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// Not JSON, from this byte of the record on (counted from 1).
    NotJson(usize),
    /// The record ends before it is complete.
    CutOff,
    /// The list that holds the records is never closed.
    ListNotClosed,
    /// Something follows the list that holds the records.
    AfterList,
    /// No comma parts the item from the one before it.
    NoComma,
    /// A comma has no item before or behind it.
    StrayComma,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// JSON, but not an object.
    NotAnObject,
    /// Longer than any record may be.
    TooLong,
    /// A quote within a quoted value of a table is not doubled.
    StrayQuote,
    /// A quote of a table is opened and never closed.
    OpenQuote,
    /// A row of a table has other columns than the table.
    Ragged {
        /// So many values.
        found: usize,
        /// So many columns.
        expected: usize,
    },
    /// A required field is absent.
    Missing,
    /// Neither conversation nor customer is named.
    NoConversation,
    /// Neither user nor visitor is named.
    NoVisitor,
    /// The time cannot be read.
    NotATime,
    /// The time is not written as the mapping says.
    NotInForm,
    /// No such type of event.
    UnknownType,
    /// The value should be of this JSON type.
    ShouldBe(&'static str),
    /// The value should be one of these words.
    NotOneOf(&'static [&'static str]),
    /// The number should lie between these.
    OutOf(f64, f64),
    /// A scale has at least two points.
    ShortScale,
    /// A currency has three letters.
    NotACurrency,
    /// In the words of another thread, which read the record.
    Told(String),
}

impl Display for Reason {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Reason::NotJson(at) => write!(f, "not JSON from character {at} on"),
            Reason::CutOff => f.write_str("cut off before its end"),
            Reason::ListNotClosed => f.write_str("the list is not closed: the file may be cut off"),
            Reason::AfterList => f.write_str("something follows the end of the list"),
            Reason::NoComma => f.write_str("a comma is missing before it"),
            Reason::StrayComma => f.write_str("a comma too many"),
            Reason::NotUtf8 => f.write_str("not UTF-8 text: save the file as UTF-8"),
            Reason::NotAnObject => f.write_str("not a JSON object"),
            Reason::TooLong => f.write_str("longer than 64 MB"),
            Reason::StrayQuote => f.write_str("a quote within quotes is not doubled"),
            Reason::OpenQuote => f.write_str("a quote is opened and never closed"),
            Reason::Ragged { found, expected } => {
                write!(f, "{found} values where there are {expected} columns")
            }
            Reason::Missing => f.write_str("missing"),
            Reason::NoConversation => f.write_str("needs conversation_id or user_id"),
            Reason::NoVisitor => f.write_str("needs user_id or visitor_id"),
            Reason::NotATime => {
                f.write_str("not a date-time (RFC 3339 or Unix time, e.g. 2026-06-01T09:00:00Z)")
            }
            Reason::NotInForm => f.write_str("not a time as the mapping says it is written"),
            Reason::UnknownType => f.write_str("unknown type of event"),
            Reason::ShouldBe(what) => write!(f, "should be {what}"),
            Reason::NotOneOf(words) => write!(f, "should be one of {}", words.join(", ")),
            Reason::OutOf(from, to) => write!(f, "should lie between {from} and {to}"),
            Reason::ShortScale => f.write_str("a scale has at least 2 points"),
            Reason::NotACurrency => f.write_str("a currency has three letters, e.g. EUR"),
            Reason::Told(words) => f.write_str(words),
        }
    }
}

/// A value as it is quoted in a rejection: cut at [`VALUE_CHARS`].
pub fn quote(value: &str) -> String {
    match value.char_indices().nth(VALUE_CHARS) {
        Some((end, _)) => value[..end].to_owned(),
        None => value.to_owned(),
    }
}
