//! Where native events are taken in: the text of one is read, checked, kept
//! or told why not.
//!
//! Knows no format but the native one, so that what reads pieces of a large
//! file beside others is as small as this.

use crate::event::fields::{Fields, Wrong};
use crate::event::ids::Ids;
use crate::event::json::{self, Fault, Token};
use crate::event::log::EventLog;
use crate::event::native::Writer;
use crate::event::part::Part;
use crate::event::records::{Found, Records};
use crate::event::rejection::{Place, Reason, Rejection, quote};
use crate::event::shape::Shape;
use crate::event::transcripts::Transcripts;

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

/// Hears of every accepted event, as the text of a native one.
pub type Echo = Box<dyn FnMut(&str)>;

/// Events taken in, and what was wrong with the others.
#[derive(Default)]
pub struct Intake {
    /// The events.
    pub log: EventLog,
    /// Their ids.
    pub ids: Ids,
    /// The first [`REJECTIONS_KEPT`] rejections.
    pub rejections: Vec<Rejection>,
    /// What checks and writes them.
    pub writer: Writer,
    /// Who hears of them.
    pub echo: Option<Echo>,
}

impl Intake {
    /// Takes in one native event; `false` for a duplicate.
    ///
    /// # Errors
    ///
    /// When it is none: what is wrong with it.
    pub fn accept(&mut self, source: &str) -> Result<bool, Wrong> {
        let mut fields = Fields::default();
        let value = json::read(source, |key, value| fields.put(key, value));
        let value = value.map_err(|fault| not_json(source, fault))?;
        if !matches!(value, Token::Object(_)) {
            return Err(whole(Reason::NotAnObject, quote(source)));
        }
        let ids = &mut self.ids;
        let is_new = self
            .writer
            .write(&fields, &mut self.log, |id| ids.insert(id))?;
        if let (true, Some(echo)) = (is_new, &mut self.echo) {
            echo(source);
        }
        Ok(is_new)
    }

    /// Counts what became of a record; gives back the rejection, of the file
    /// with this number.
    pub fn count(
        read: &mut Progress,
        (file, place): (usize, Place),
        outcome: Result<bool, Wrong>,
    ) -> Option<Rejection> {
        match outcome {
            Ok(true) => read.events += 1,
            Ok(false) => read.duplicates += 1,
            Err(wrong) => {
                read.rejected += 1;
                return Some(Rejection {
                    file,
                    place,
                    field: wrong.field.into(),
                    reason: wrong.reason,
                    value: wrong.value,
                });
            }
        }
        None
    }

    /// Keeps a rejection, if it is among the first.
    pub fn keep(&mut self, rejection: Rejection) {
        if self.rejections.len() < REJECTIONS_KEPT {
            self.rejections.push(rejection);
        }
    }
}

/// Reads a piece of a file of native events, cut at the borders of records.
/// What it came to is for [`Load::come_back`](crate::event::Load::come_back).
pub fn read_piece(shape: Shape, bytes: &[u8], transcripts: Transcripts) -> Part {
    let mut intake = Intake::default();
    intake.writer.transcripts = transcripts;
    let mut read = Progress {
        bytes: bytes.len() as u64,
        ..Progress::default()
    };
    let mut records = Records::within(shape);
    let mut record = |place: Place, found: Found<'_>| {
        let outcome = text_of(found).and_then(|source| intake.accept(source));
        if let Some(rejection) = Intake::count(&mut read, (0, place), outcome) {
            intake.keep(rejection);
        }
    };
    records.feed(bytes, &mut record);
    records.end(&mut record);
    Part {
        log: intake.log,
        ids: intake.ids.into_hashes(),
        rejections: intake.rejections,
        progress: read,
        places: records.count(),
    }
}

/// The text of a record.
///
/// # Errors
///
/// When there is none: what is wrong with it.
pub fn text_of(found: Found<'_>) -> Result<&str, Wrong> {
    let bytes = found.map_err(|reason| whole(reason, String::new()))?;
    let not_text = |_| whole(Reason::NotUtf8, quote(&String::from_utf8_lossy(bytes)));
    std::str::from_utf8(bytes).map_err(not_text)
}

/// A record that is no JSON.
pub fn not_json(source: &str, fault: Fault) -> Wrong {
    let reason = match fault.cut_off {
        true => Reason::CutOff,
        false => Reason::NotJson(source[..fault.at].chars().count() + 1),
    };
    whole(reason, quote(source))
}

/// A record that is wrong as a whole.
pub fn whole(reason: Reason, value: String) -> Wrong {
    Wrong {
        field: "",
        reason,
        value,
    }
}
