//! Why the engine cannot answer.

use std::fmt::{Display, Formatter};

use crate::base::wire::WireError;
use crate::report::QueryError;

/// Why the engine cannot answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// There is no such time zone.
    UnknownZone(String),
    /// Other fallback phrases than those that were looked for while the
    /// texts of messages were there to be read.
    TextsLeftOut,
    /// The history came from a facts file: its conversations are fixed, and
    /// what only their events tell is not there.
    FactsOnly,
    /// A report cannot be narrowed by weekday or hour: what counts by its own
    /// time goes into it whole.
    ClockFilter,
    /// The bytes are no facts file, or not a whole one.
    Facts(FactsError),
    /// The query names something that does not exist.
    Query(QueryError),
    /// There is no such conversation.
    UnknownConversation {
        /// The name asked for.
        id: String,
        /// The nearest names that there are, best first.
        nearest: Vec<String>,
    },
}

impl Error {
    /// A stable name of the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Error::UnknownZone(_) => "unknown_zone",
            Error::TextsLeftOut => "texts_left_out",
            Error::FactsOnly => "facts_only",
            Error::ClockFilter => "clock_filter",
            Error::Facts(error) => error.code(),
            Error::Query(error) => error.code(),
            Error::UnknownConversation { .. } => "unknown_conversation",
        }
    }
}

/// Why bytes cannot be opened as a facts file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactsError {
    /// They are those of something else.
    Other,
    /// They were written by a version of another format.
    Version,
    /// They are not whole, or were changed.
    Damaged,
}

impl FactsError {
    /// A stable name of the kind of error.
    pub fn code(self) -> &'static str {
        match self {
            FactsError::Other => "no_facts",
            FactsError::Version => "facts_version",
            FactsError::Damaged => "facts_damaged",
        }
    }
}

impl Display for FactsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            FactsError::Other => "this is no facts file of Chatgauge",
            FactsError::Version => {
                "this facts file was written by another version of Chatgauge: write it again with \
                 the version that opens it"
            }
            FactsError::Damaged => {
                "this facts file is damaged: its bytes are not those that were written. Copy or \
                 write it again"
            }
        })
    }
}

impl From<FactsError> for Error {
    fn from(error: FactsError) -> Error {
        Error::Facts(error)
    }
}

impl From<WireError> for Error {
    fn from(_: WireError) -> Error {
        Error::Facts(FactsError::Damaged)
    }
}

impl From<QueryError> for Error {
    fn from(error: QueryError) -> Error {
        Error::Query(error)
    }
}

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::UnknownZone(name) => write!(
                f,
                "there is no time zone called “{name}”: use an IANA name such as Europe/Stockholm"
            ),
            Error::TextsLeftOut => f.write_str(
                "the fallback phrases cannot change now: the texts of messages were left out when \
                 this history was read. Read it again with these phrases, or with its texts",
            ),
            Error::FactsOnly => f.write_str(
                "a report carries the facts of its conversations and not their events: its \
                 definitions cannot change, no events can be added, and there are no texts",
            ),
            Error::ClockFilter => f.write_str(
                "a report cannot be narrowed by weekday or hour: take these filters off, and \
                 choose them in the report",
            ),
            Error::Facts(error) => error.fmt(f),
            Error::Query(error) => error.fmt(f),
            Error::UnknownConversation { id, nearest } if nearest.is_empty() => write!(
                f,
                "there is no conversation called “{id}”: there are no conversations"
            ),
            Error::UnknownConversation { id, nearest } => write!(
                f,
                "there is no conversation called “{id}”; the nearest are {}",
                nearest.join(", ")
            ),
        }
    }
}

impl std::error::Error for Error {}
