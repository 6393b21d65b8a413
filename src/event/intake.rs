//! Where native events are taken in: the text of one is read, checked, kept
//! or told why not.
//!
//! Knows no format but the native one, so that what reads pieces of a large
//! file beside others is as small as this.

use crate::event::fields::{Fields, Spans, Wrong};
use crate::event::ids::Ids;
use crate::event::json::Fault;
use crate::event::log::EventLog;
use crate::event::native::Writer;
use crate::event::part::Part;
use crate::event::records::{Found, LONGEST, Records};
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
    /// Where the members of a record stand.
    spans: Spans,
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
        let fields = Fields::read(source, &mut self.spans);
        let fields = fields.map_err(|fault| not_json(source, fault))?;
        let fields = fields.ok_or_else(|| whole(Reason::NotAnObject, quote(source)))?;
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

    /// Takes in all records of a text that is cut at their borders; gives how
    /// many there are by then.
    fn take_records(&mut self, bytes: &[u8], mut records: Records, read: &mut Progress) -> u64 {
        let mut record = |place: Place, found: Found<'_>| {
            let outcome = text_of(found).and_then(|source| self.accept(source));
            if let Some(rejection) = Intake::count(read, (0, place), outcome) {
                self.keep(rejection);
            }
        };
        records.feed(bytes, &mut record);
        records.end(&mut record);
        records.count()
    }

    /// The same for whole lines. An event tells by itself where its line ends;
    /// any other line is looked for and taken in as a record of its own.
    fn take_lines(&mut self, text: &str, read: &mut Progress) -> u64 {
        let (mut start, mut lines) = (0, 0);
        while start < text.len() {
            match Fields::read_line(text, start, &mut self.spans) {
                Some((fields, behind)) if behind - start <= LONGEST => {
                    let ids = &mut self.ids;
                    let is_new = self
                        .writer
                        .write(&fields, &mut self.log, |id| ids.insert(id));
                    start = behind;
                    lines += 1;
                    let place = Place::Line(lines);
                    if let Some(rejection) = Intake::count(read, (0, place), is_new) {
                        self.keep(rejection);
                    }
                }
                _ => {
                    let rest = &text.as_bytes()[start..];
                    let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    let mut records = Records::within(Shape::Lines);
                    records.skip(lines);
                    lines = self.take_records(&rest[..length], records, read);
                    start += length;
                }
            }
        }
        lines
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
    let places = match (shape, str::from_utf8(bytes)) {
        (Shape::Lines, Ok(text)) => intake.take_lines(text, &mut read),
        _ => intake.take_records(bytes, Records::within(shape), &mut read),
    };
    Part {
        log: intake.log,
        ids: intake.ids.into_hashes(),
        rejections: intake.rejections,
        progress: read,
        places,
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

#[cfg(test)]
mod tests {
    use super::{Intake, Part, Progress, read_piece};
    use crate::event::records::Records;
    use crate::event::shape::Shape;
    use crate::event::transcripts::Transcripts;

    /// The piece read record by record, without a look at its lines.
    fn by_records(bytes: &[u8]) -> (Intake, Progress, u64) {
        let (mut intake, mut read) = (Intake::default(), Progress::default());
        let places = intake.take_records(bytes, Records::within(Shape::Lines), &mut read);
        read.bytes = bytes.len() as u64;
        (intake, read, places)
    }

    #[test]
    fn lines_are_taken_in_as_records_are() {
        let event = r#"{"id":"1","ts":"2026-01-02T03:04:05Z","type":"visit","user_id":"u"}"#;
        let lines = [
            event,
            "",
            " \t ",
            &event.replace("\"1\"", " 2\t"),
            &event.replace("\":", "\": ").replace(',', ", "),
            &format!(" {}\r", event.replace("\"1\"", "\"\\u0033\"")),
            &event.replace("user_id", "user\\u005fid").replace('1', "4"),
            &event.replace("visit", "visits"),
            &event.replace("\"ts\"", "\"ts\":null,\"at\""),
            &event.replace("\"1\",", "\"1\",\n"),
            &event.replace('}', ",\"user_id\":null,\"id\":7}"),
            &event.replace('}', ",\"text\":\"\u{1}\"}"),
            "[]",
            "{} {}",
            "{",
            "no",
            "\u{feff}{}",
            &event.replace('1', "5"),
        ];
        let text = lines.join("\n");
        for end in [text.len(), text.len() - 1, text.len() - event.len()] {
            let bytes = &text.as_bytes()[..end];
            let (intake, read, places) = by_records(bytes);
            let part: Part = read_piece(Shape::Lines, bytes, Transcripts::Kept);
            assert!(part.log == intake.log);
            assert_eq!(part.rejections, intake.rejections);
            assert_eq!((part.progress, part.places), (read, places));
            assert!(part.ids.iter().eq(intake.ids.into_hashes().iter()));
            assert!(
                read.events >= 4 && read.rejected >= 8 && read.duplicates >= 1,
                "{read:?}"
            );
        }
        let part = read_piece(
            Shape::Lines,
            &[event.as_bytes(), b"\n\xff\n"].concat(),
            Transcripts::Kept,
        );
        assert_eq!((part.progress.events, part.progress.rejected), (1, 1));
    }
}
