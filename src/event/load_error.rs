//! Why a file gave nothing, in words that a person can act on.

use std::fmt::{Display, Formatter};

use crate::event::rejection::{Rejection, quote};

/// So many fields of an unknown format are named.
const FIELDS_NAMED: usize = 12;

/// Why a file gave nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LoadError {
    /// It has no bytes, or blanks only.
    Empty {
        /// The file's name.
        name: String,
    },
    /// It is no history in any known format.
    Unknown {
        /// The file's name.
        name: String,
        /// What was seen at its start.
        seen: String,
    },
    /// It has records, of no known format: a mapping could tell what their
    /// fields mean.
    Unmapped {
        /// The file's name.
        name: String,
        /// The fields of its first records.
        fields: Vec<String>,
    },
    /// It has records, but none is an event.
    NoEvents {
        /// The file's name.
        name: String,
        /// How many records were rejected.
        rejected: u64,
        /// The first of them.
        first: Box<Rejection>,
    },
}

impl LoadError {
    /// A stable name of the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            LoadError::Empty { .. } => "empty",
            LoadError::Unknown { .. } => "unknown_format",
            LoadError::Unmapped { .. } => "unmapped",
            LoadError::NoEvents { .. } => "no_events",
        }
    }

    /// What is wrong with a file that begins so, where that is no text with
    /// records.
    pub(crate) fn opaque(name: String, start: &[u8]) -> LoadError {
        match start.trim_ascii() {
            [] => LoadError::Empty { name },
            start => LoadError::Unknown {
                name,
                seen: what_it_seems(start),
            },
        }
    }
}

impl Display for LoadError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            LoadError::Empty { name } => {
                write!(
                    f,
                    "{name} is empty: export the history again and open that file"
                )
            }
            LoadError::Unknown { name, seen } => write!(
                f,
                "{name} is not a history that can be read: it begins with {seen}; \
                 open the JSON, NDJSON or CSV file that your platform exports"
            ),
            LoadError::Unmapped { name, fields } => {
                let more = fields.len().saturating_sub(FIELDS_NAMED);
                let named = fields[..fields.len() - more].join(", ");
                let more = match more {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                write!(
                    f,
                    "{name} is in no known format: its records have the fields {named}{more}; \
                     say with a mapping what they mean"
                )
            }
            LoadError::NoEvents {
                name,
                rejected,
                first,
            } => write!(
                f,
                "no event could be read from {name}: {rejected} records were rejected, \
                 the first at {}: {}{}{}",
                first.place,
                first.field,
                if first.field.is_empty() { "" } else { " " },
                first.reason
            ),
        }
    }
}

impl std::error::Error for LoadError {}

/// What a file that cannot be read seems to be, in words.
fn what_it_seems(start: &[u8]) -> String {
    let known: [(&[u8], &str); 7] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\x1f\x8b", "gzip data"),
        (b"SQLite", "an SQLite database"),
    ];
    if let Some((_, name)) = known.iter().find(|(magic, _)| start.starts_with(magic)) {
        return (*name).to_owned();
    }
    let head = &start[..start.len().min(400)];
    if head.contains(&0) {
        return "binary data".to_owned();
    }
    let text = String::from_utf8_lossy(head);
    let line = text.lines().next().unwrap_or("").trim();
    let what = match head.first() {
        Some(b'<') => "markup",
        _ => "the text",
    };
    format!("{what} “{}”", quote(line))
}
