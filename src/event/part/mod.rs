//! A part of a file, read on its own: what a reader posts to the one who
//! brings all parts together.

mod columns;
mod sound;

use crate::base::blocks::Blocks;
use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;
use crate::event::intake::Progress;
use crate::event::log::EventLog;
use crate::event::part::columns::{read_log, write_log};
use crate::event::part::sound::is_sound;
use crate::event::rejection::{Place, Reason, Rejection};

/// A part of a file. [`Load::absorb`](crate::event::Load::absorb) takes the
/// parts of a file one after the other.
#[derive(Clone, Default)]
pub struct Part {
    /// Its events.
    pub log: EventLog,
    /// The hashes of the ids of those that have one, in order.
    pub ids: Blocks<u64>,
    /// Its first rejections; their places count from its start.
    pub rejections: Vec<Rejection>,
    /// What reading it came to.
    pub progress: Progress,
    /// How many lines or items it has.
    pub places: u64,
}

impl EventLog {
    /// Writes it as columns.
    pub fn write(&self, to: &mut Writer) {
        write_log(self, to)
    }

    /// Reads what [`EventLog::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or do not hold together.
    pub fn read(from: &mut Reader<'_>) -> Result<EventLog, WireError> {
        let log = read_log(from)?;
        match is_sound(&log) {
            true => Ok(log),
            false => Err(WireError),
        }
    }
}

/// An event beside its time, its id and its share of everything else.
const EVENT_BYTES: usize = 12;

impl Part {
    /// The part as bytes for another thread.
    pub fn to_bytes(&self) -> Vec<u8> {
        let log = &self.log;
        let columns = log.len() * (EVENT_BYTES + 8 + 4) + self.ids.len() * 8;
        let texts = log.texts.bytes() + log.notes.bytes();
        let mut to = Writer::with_capacity(columns + texts + (columns + texts) / 8);
        for number in self.counts() {
            to.number(number);
        }
        write_rejections(&self.rejections, &mut to);
        to.column(self.ids.iter());
        write_log(log, &mut to);
        to.finish()
    }

    /// The part of which [`Part::to_bytes`] made the bytes.
    ///
    /// # Errors
    ///
    /// When they are those of something else, or not whole.
    pub fn from_bytes(bytes: &[u8]) -> Result<Part, WireError> {
        let mut from = Reader::new(bytes);
        let mut counts = [0; 5];
        for count in &mut counts {
            *count = from.number()?;
        }
        let [bytes, events, rejected, duplicates, places] = counts;
        let part = Part {
            progress: Progress {
                bytes,
                events,
                rejected,
                duplicates,
            },
            places,
            rejections: read_rejections(&mut from)?,
            ids: read_ids(&mut from)?,
            log: read_log(&mut from)?,
        };
        from.end()?;
        let log = &part.log;
        let whole = events == log.len() as u64 && log.with_id().count() == part.ids.len();
        match whole && is_sound(log) {
            true => Ok(part),
            false => Err(WireError),
        }
    }

    fn counts(&self) -> [u64; 5] {
        let Progress {
            bytes,
            events,
            rejected,
            duplicates,
        } = self.progress;
        [bytes, events, rejected, duplicates, self.places]
    }
}

fn read_ids(from: &mut Reader<'_>) -> Result<Blocks<u64>, WireError> {
    let mut ids = Blocks::default();
    ids.extend_from_slice(&from.column()?);
    Ok(ids)
}

fn write_rejections(rejections: &[Rejection], to: &mut Writer) {
    to.number(rejections.len() as u64);
    for rejection in rejections {
        let (is_line, place) = match rejection.place {
            Place::Line(number) => (1, number),
            Place::Item(number) => (0, number),
        };
        to.number(is_line);
        to.number(place);
        to.text(&rejection.field);
        to.text(&rejection.reason.to_string());
        to.text(&rejection.value);
    }
}

fn read_rejections(from: &mut Reader<'_>) -> Result<Vec<Rejection>, WireError> {
    let mut rejections = Vec::new();
    for _ in 0..from.number()? {
        let place = match from.number()? {
            0 => Place::Item(from.number()?),
            _ => Place::Line(from.number()?),
        };
        rejections.push(Rejection {
            file: 0,
            place,
            field: from.text()?.to_owned().into(),
            reason: Reason::Told(from.text()?.to_owned()),
            value: from.text()?.to_owned(),
        });
    }
    Ok(rejections)
}
