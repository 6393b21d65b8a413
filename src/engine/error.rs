//! Why the engine cannot answer.

use std::fmt::{Display, Formatter};

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
            Error::Query(error) => error.code(),
            Error::UnknownConversation { .. } => "unknown_conversation",
        }
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
