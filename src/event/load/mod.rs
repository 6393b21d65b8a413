//! Takes files in chunks and collects their events, until somebody adopts
//! them or throws them away.

mod apart;
mod file;
mod translator;

use serde::{Deserialize, Serialize};

use crate::event::fields::Wrong;
use crate::event::ids::Ids;
use crate::event::import::recognise::Unrecognised;
use crate::event::import::{Format, How, LeftOut};
use crate::event::intake::{Echo, Intake, Progress};
use crate::event::load::file::{Count, Current, HEAD, Open, State};
use crate::event::load::translator::{Translation, Translator};
use crate::event::load_error::LoadError;
use crate::event::log::EventLog;
use crate::event::part::Part;
use crate::event::records::Found;
use crate::event::rejection::{Place, Rejection};
use crate::event::shape::Shape;
use crate::event::transcripts::Transcripts;
use crate::event::utf16::Utf16;

pub use apart::Apart;

/// What one file came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Its name.
    pub name: String,
    /// The [`Format`] of its records, by id.
    pub format: String,
    /// How it holds them: `NDJSON`, `JSON array`, ….
    pub form: String,
    /// Bytes taken.
    pub bytes: u64,
    /// Events accepted.
    pub events: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Events left out because an earlier one has their id.
    pub duplicates: u64,
    /// What has no place among events, of the format's own things.
    pub left_out: Vec<LeftOut>,
}

/// Files on their way in. Nothing of it is seen before it is adopted.
#[derive(Default)]
pub struct Load {
    intake: Intake,
    names: Vec<String>,
    files: Vec<FileSummary>,
    total: Progress,
    current: Option<Current>,
    /// Where others help to read large files.
    apart: Option<Apart>,
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
    /// The first [`REJECTIONS_KEPT`](crate::event::intake::REJECTIONS_KEPT) rejections.
    pub rejections: Vec<Rejection>,
    /// All files together.
    pub total: Progress,
    /// What became of the texts of messages.
    pub transcripts: Transcripts,
}

impl Load {
    /// Nothing yet.
    pub fn new() -> Load {
        Load::default()
    }

    /// Nothing yet; `echo` will hear of every event as it is accepted.
    pub fn with_echo(echo: Echo) -> Load {
        let mut load = Load::default();
        load.intake.echo = Some(echo);
        load
    }

    /// The same, without the texts of messages where they are left out.
    pub fn with_transcripts(mut self, transcripts: Transcripts) -> Load {
        self.intake.writer.transcripts = transcripts;
        self
    }

    /// Begins a file, of the format that its beginning shows. One that was
    /// not ended is ended.
    pub fn begin(&mut self, name: &str) {
        self.begin_as(name, How::Detect);
    }

    /// Begins a file that is to be read in this way.
    pub fn begin_as(&mut self, name: &str, how: How) {
        self.begin_with(Current::new(name, how));
    }

    /// Begins a file of native events whose shape is known: only a piece of
    /// it is fed here, cut at the borders of records, or it comes in parts
    /// read elsewhere.
    pub fn begin_within(&mut self, name: &str, shape: Shape) {
        self.begin_with(Current::within(name, shape));
    }

    fn begin_with(&mut self, current: Current) {
        if self.current.is_some() {
            let _ = self.end();
        }
        self.names.push(current.name.clone());
        self.current = Some(current);
    }

    /// Takes the next part of the file, which another load read: it comes to
    /// the same as feeding its bytes here.
    pub fn absorb(&mut self, part: Part) {
        let Some(current) = &mut self.current else {
            return;
        };
        let State::Open(open) = &mut current.state else {
            return;
        };
        let dropped = self.intake.ids.absorb(&part.log, &part.ids);
        self.intake.log.absorb(part.log, &dropped);
        let (read, progress, known) = (&mut current.read, part.progress, dropped.len() as u64);
        read.bytes += progress.bytes;
        read.events += progress.events - known;
        read.rejected += progress.rejected;
        read.duplicates += progress.duplicates + known;
        let (file, before) = (self.names.len() - 1, open.records.count());
        for rejection in part.rejections {
            let told = Rejection {
                file,
                place: rejection.place.after(before),
                ..rejection
            };
            let first = &mut current.first_rejection;
            first.get_or_insert_with(|| told.clone());
            self.intake.keep(told);
        }
        open.records.skip(part.places);
    }

    /// Takes the next bytes of the file, any number of them.
    pub fn feed(&mut self, bytes: &[u8]) {
        let Some(mut current) = self.current.take() else {
            return;
        };
        current.read.bytes += bytes.len() as u64;
        match &mut current.state {
            State::Open(_) => match &mut current.utf16 {
                None => self.read(&mut current, bytes),
                Some(utf16) => {
                    let bytes = utf16.read(bytes);
                    self.read(&mut current, &bytes);
                }
            },
            State::Refused(..) => {}
            State::Unknown(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= HEAD {
                    self.open(&mut current);
                }
            }
        }
        self.current = Some(current);
    }

    /// Ends the file and says what it came to.
    ///
    /// # Errors
    ///
    /// When the file is empty, in no known format, or holds no event. What
    /// other files gave stays.
    pub fn end(&mut self) -> Result<FileSummary, LoadError> {
        self.end_at(true)
    }

    /// Ends the file before its end: the last record that came is left out,
    /// because it may be cut off.
    ///
    /// # Errors
    ///
    /// As [`Load::end`].
    pub fn stop(&mut self) -> Result<FileSummary, LoadError> {
        self.end_at(false)
    }

    fn end_at(&mut self, whole: bool) -> Result<FileSummary, LoadError> {
        let Some(mut current) = self.current.take() else {
            let name = String::new();
            return Err(LoadError::Empty { name });
        };
        if matches!(current.state, State::Unknown(_)) {
            self.open(&mut current);
        }
        let known = self.close(&mut current, whole);
        let Current { name, read, .. } = current;
        self.total.bytes += read.bytes;
        self.total.events += read.events;
        self.total.rejected += read.rejected;
        self.total.duplicates += read.duplicates;
        let Some((format, form)) = known else {
            return Err(match current.state {
                State::Refused(Unrecognised::Fields(fields), _) => {
                    LoadError::Unmapped { name, fields }
                }
                State::Refused(_, start) => LoadError::opaque(name, &start),
                _ => LoadError::Empty { name },
            });
        };
        if let (0, 0, Some(first)) = (read.events, read.duplicates, current.first_rejection) {
            let rejected = read.rejected;
            return Err(LoadError::NoEvents {
                name,
                rejected,
                first: Box::new(first),
            });
        }
        let summary = FileSummary {
            name,
            format: format.id.to_owned(),
            form: form.to_owned(),
            bytes: read.bytes,
            events: read.events,
            rejected: read.rejected,
            duplicates: read.duplicates,
            left_out: current.left_out,
        };
        self.files.push(summary.clone());
        Ok(summary)
    }

    /// Lets go of the events read so far, for who only hears of them; counts
    /// and ids stay.
    pub fn forget_events(&mut self) {
        self.intake.log = EventLog::default();
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
            log: self.intake.log,
            ids: self.intake.ids,
            names: self.names,
            files: self.files,
            rejections: self.intake.rejections,
            total: self.total,
            transcripts: self.intake.writer.transcripts,
        }
    }

    /// Decides what the file is, from what has come of it.
    fn open(&mut self, current: &mut Current) {
        if let Some(rest) = current.open() {
            self.read(current, &rest);
        }
    }

    /// Reads more of a file that is open.
    fn read(&mut self, current: &mut Current, bytes: &[u8]) {
        let State::Open(open) = &mut current.state else {
            return;
        };
        let apart = self.apart;
        if apart.is_some_and(|apart| open.set_aside(bytes, current.read.bytes, apart)) {
            return;
        }
        self.read_here(current, bytes);
    }

    fn read_here(&mut self, current: &mut Current, bytes: &[u8]) {
        let State::Open(open) = &mut current.state else {
            return;
        };
        let Open {
            records,
            translator,
            ..
        } = &mut **open;
        let mut count = Count {
            read: &mut current.read,
            first: &mut current.first_rejection,
        };
        records.feed(bytes, &mut |place, found| {
            self.record(&mut count, translator, place, found);
        });
    }

    /// Reads what is left of an open file, if that is the whole of it; gives
    /// its format and form.
    fn close(
        &mut self,
        current: &mut Current,
        whole: bool,
    ) -> Option<(&'static Format, &'static str)> {
        let rest = current.utf16.as_mut().map_or(&b""[..], Utf16::end);
        self.read(current, rest);
        if let State::Open(open) = &mut current.state
            && let Some(pieces) = open.pieces.take()
        {
            self.read_here(current, &pieces.into_rest());
        }
        let State::Open(open) = &mut current.state else {
            return None;
        };
        let Open {
            records,
            translator,
            format,
            ..
        } = &mut **open;
        let mut count = Count {
            read: &mut current.read,
            first: &mut current.first_rejection,
        };
        if whole {
            records.end(&mut |place, found| self.record(&mut count, translator, place, found));
        }
        if let Some(importer) = &mut translator.importer {
            importer.end(&mut translator.output);
            self.take_in(&mut count, translator);
        }
        current.left_out = translator.output.take_left_out();
        Some((*format, records.shape().name()))
    }

    fn record(
        &mut self,
        count: &mut Count<'_>,
        translator: &mut Translator,
        place: Place,
        found: Found<'_>,
    ) {
        let outcome = match translator.translate(place, found) {
            Ok(Translation::Event(source)) => self.intake.accept(source),
            Ok(Translation::Written) => return self.take_in(count, translator),
            Ok(Translation::Nothing) => return,
            Err(wrong) => Err(wrong),
        };
        self.count(count, place, outcome);
    }

    /// Reads the events that a record was translated into.
    fn take_in(&mut self, count: &mut Count<'_>, translator: &mut Translator) {
        let place = translator.place;
        translator.output.drain(|event| {
            let outcome = event.and_then(|source| self.intake.accept(source));
            self.count(count, place, outcome);
        });
    }

    fn count(&mut self, count: &mut Count<'_>, place: Place, outcome: Result<bool, Wrong>) {
        let file = self.names.len() - 1;
        if let Some(rejection) = Intake::count(count.read, (file, place), outcome) {
            count.first.get_or_insert_with(|| rejection.clone());
            self.intake.keep(rejection);
        }
    }
}
