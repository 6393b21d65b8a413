//! Takes files in chunks and collects their events, until somebody adopts
//! them or throws them away.

use std::fmt::{Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::event::fields::{Fields, Wrong};
use crate::event::ids::Ids;
use crate::event::json::{self, Token};
use crate::event::log::EventLog;
use crate::event::native::Writer;
use crate::event::part::Part;
use crate::event::records::{Found, Records, Shape};
use crate::event::rejection::{Place, Reason, Rejection, quote};

/// So many rejections are kept; all are counted.
pub const REJECTIONS_KEPT: usize = 1_000;

/// What has been read so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes taken.
    pub bytes: u64,
    /// Events accepted.
    pub events: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Events left out because an earlier one has their id.
    pub duplicates: u64,
}

/// What one file came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Its name.
    pub name: String,
    /// How it holds its events: `NDJSON`, `JSON array`, ….
    pub format: String,
    /// Bytes taken.
    pub bytes: u64,
    /// Events accepted.
    pub events: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Events left out because an earlier one has their id.
    pub duplicates: u64,
}

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
            LoadError::NoEvents { .. } => "no_events",
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
                 open NDJSON, a JSON array of events or an object with \"events\""
            ),
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

/// Files on their way in. Nothing of it is seen before it is adopted.
#[derive(Default)]
pub struct Load {
    log: EventLog,
    writer: Writer,
    ids: Ids,
    names: Vec<String>,
    files: Vec<FileSummary>,
    rejections: Vec<Rejection>,
    total: Progress,
    current: Option<Current>,
}

struct Current {
    name: String,
    records: Records,
    read: Progress,
    first_rejection: Option<Rejection>,
}

/// What a load came to: the events and how reading them went.
#[derive(Default)]
pub struct Loaded {
    /// The events.
    pub log: EventLog,
    /// Their ids.
    pub ids: Ids,
    /// The names of all files, in order, those that gave nothing included.
    pub names: Vec<String>,
    /// The files that were read, in order.
    pub files: Vec<FileSummary>,
    /// The first [`REJECTIONS_KEPT`] rejections.
    pub rejections: Vec<Rejection>,
    /// All files together.
    pub total: Progress,
}

impl Load {
    /// Nothing yet.
    pub fn new() -> Load {
        Load::default()
    }

    /// Begins a file. One that was not ended is ended.
    pub fn begin(&mut self, name: &str) {
        self.begin_with(name, Records::default());
    }

    /// Begins a file whose shape is known: only a piece of it is fed here,
    /// cut at the borders of records, or it comes in parts read elsewhere.
    pub fn begin_within(&mut self, name: &str, shape: Shape) {
        self.begin_with(name, Records::within(shape));
    }

    fn begin_with(&mut self, name: &str, records: Records) {
        if self.current.is_some() {
            let _ = self.end();
        }
        self.names.push(name.to_owned());
        self.current = Some(Current {
            name: name.to_owned(),
            records,
            read: Progress::default(),
            first_rejection: None,
        });
    }

    /// Takes the next part of the file, which another load read: it comes to
    /// the same as feeding its bytes here.
    pub fn absorb(&mut self, part: Part) {
        let Some(current) = &mut self.current else {
            return;
        };
        let dropped = self.ids.absorb(&part.log, &part.ids);
        self.log.absorb(part.log, &dropped);
        let (read, progress, known) = (&mut current.read, part.progress, dropped.len() as u64);
        read.bytes += progress.bytes;
        read.events += progress.events - known;
        read.rejected += progress.rejected;
        read.duplicates += progress.duplicates + known;
        let (file, before) = (self.names.len() - 1, current.records.count());
        let told = part.rejections.into_iter().map(|rejection| Rejection {
            file,
            place: rejection.place.after(before),
            ..rejection
        });
        for rejection in told {
            keep(
                &mut self.rejections,
                &mut current.first_rejection,
                rejection,
            );
        }
        current.records.skip(part.places);
    }

    /// Hands over what was read as a part of the file begun last.
    pub fn into_part(mut self) -> Part {
        let mut places = 0;
        if let Some(mut current) = self.current.take() {
            let mut records = std::mem::take(&mut current.records);
            let _ = records.end(&mut |place, found| self.record(&mut current, place, found));
            places = records.count();
            self.total = current.read;
        }
        Part {
            log: self.log,
            ids: self.ids.into_hashes(),
            rejections: self.rejections,
            progress: self.total,
            places,
        }
    }

    /// Takes the next bytes of the file, any number of them.
    pub fn feed(&mut self, bytes: &[u8]) {
        let Some(mut current) = self.current.take() else {
            return;
        };
        current.read.bytes += bytes.len() as u64;
        let mut records = std::mem::take(&mut current.records);
        records.feed(bytes, &mut |place, found| {
            self.record(&mut current, place, found);
        });
        current.records = records;
        self.current = Some(current);
    }

    /// Ends the file and says what it came to.
    ///
    /// # Errors
    ///
    /// When the file is empty, in no known format, or holds no event. What
    /// other files gave stays.
    pub fn end(&mut self) -> Result<FileSummary, LoadError> {
        let Some(mut current) = self.current.take() else {
            let name = String::new();
            return Err(LoadError::Empty { name });
        };
        let mut records = std::mem::take(&mut current.records);
        let start = records.end(&mut |place, found| self.record(&mut current, place, found));
        let start = start.map(|start| start.trim_ascii().to_vec());
        let Current {
            name,
            read,
            first_rejection,
            ..
        } = current;
        self.total.bytes += read.bytes;
        self.total.events += read.events;
        self.total.rejected += read.rejected;
        self.total.duplicates += read.duplicates;
        let format = match (records.shape(), start) {
            (Some(Shape::Lines), _) => "NDJSON",
            (Some(Shape::List), _) => "JSON array",
            (Some(Shape::Envelope(_)), _) => "JSON object with events",
            (Some(Shape::Values), _) => "JSON objects",
            (None, Some(start)) if !start.is_empty() => {
                let seen = what_it_seems(&start);
                return Err(LoadError::Unknown { name, seen });
            }
            (None, _) => return Err(LoadError::Empty { name }),
        };
        if let (0, 0, Some(first)) = (read.events, read.duplicates, first_rejection) {
            let rejected = read.rejected;
            return Err(LoadError::NoEvents {
                name,
                rejected,
                first: Box::new(first),
            });
        }
        let summary = FileSummary {
            name,
            format: format.to_owned(),
            bytes: read.bytes,
            events: read.events,
            rejected: read.rejected,
            duplicates: read.duplicates,
        };
        self.files.push(summary.clone());
        Ok(summary)
    }

    /// What has been read so far, the file under way included.
    pub fn progress(&self) -> Progress {
        let now = self
            .current
            .as_ref()
            .map_or_else(Progress::default, |current| current.read);
        Progress {
            bytes: self.total.bytes + now.bytes,
            events: self.total.events + now.events,
            rejected: self.total.rejected + now.rejected,
            duplicates: self.total.duplicates + now.duplicates,
        }
    }

    /// Hands over what was read. A file that was not ended is ended.
    pub fn finish(mut self) -> Loaded {
        if self.current.is_some() {
            let _ = self.end();
        }
        Loaded {
            log: self.log,
            ids: self.ids,
            names: self.names,
            files: self.files,
            rejections: self.rejections,
            total: self.total,
        }
    }

    fn record(&mut self, current: &mut Current, place: Place, found: Found<'_>) {
        let outcome = match found {
            Ok(bytes) => self.accept(bytes),
            Err(reason) => Err(whole(reason, String::new())),
        };
        match outcome {
            Ok(true) => current.read.events += 1,
            Ok(false) => current.read.duplicates += 1,
            Err(wrong) => {
                current.read.rejected += 1;
                let rejection = Rejection {
                    file: self.names.len() - 1,
                    place,
                    field: wrong.field.into(),
                    reason: wrong.reason,
                    value: wrong.value,
                };
                keep(
                    &mut self.rejections,
                    &mut current.first_rejection,
                    rejection,
                );
            }
        }
    }

    /// Reads one record; `false` for a duplicate.
    fn accept(&mut self, bytes: &[u8]) -> Result<bool, Wrong> {
        let source = std::str::from_utf8(bytes)
            .map_err(|_| whole(Reason::NotUtf8, quote(&String::from_utf8_lossy(bytes))))?;
        let mut fields = Fields::default();
        let value = json::read(source, |key, value| fields.put(key, value)).map_err(|fault| {
            let reason = match fault.cut_off {
                true => Reason::CutOff,
                false => Reason::NotJson(source[..fault.at].chars().count() + 1),
            };
            whole(reason, quote(source))
        })?;
        if !matches!(value, Token::Object(_)) {
            return Err(whole(Reason::NotAnObject, quote(source)));
        }
        let ids = &mut self.ids;
        self.writer
            .write(&fields, &mut self.log, |id| ids.insert(id))
    }
}

/// Keeps a rejection among the first of its file and of all.
fn keep(all: &mut Vec<Rejection>, first: &mut Option<Rejection>, rejection: Rejection) {
    first.get_or_insert_with(|| rejection.clone());
    if all.len() < REJECTIONS_KEPT {
        all.push(rejection);
    }
}

fn whole(reason: Reason, value: String) -> Wrong {
    Wrong {
        field: "",
        reason,
        value,
    }
}

/// What a file that cannot be read seems to be, in words.
fn what_it_seems(start: &[u8]) -> String {
    let known: [(&[u8], &str); 9] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an Office document"),
        (b"\x1f\x8b", "gzip data"),
        (b"SQLite", "an SQLite database"),
        (b"\xff\xfe", "UTF-16 text (save it as UTF-8)"),
        (b"\xfe\xff", "UTF-16 text (save it as UTF-8)"),
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
