//! A history as a facts file: what a published report carries.
//!
//! The file begins with a mark, the number of its format and a checksum of the
//! rest. It carries the definitions too, so that whoever opens it sees the
//! numbers that who wrote it saw.

use serde::{Deserialize, Serialize};

use crate::base::bulk::{Reader, Writer};
use crate::base::checksum::Checksum;
use crate::base::moment;
use crate::base::time::Millis;
use crate::base::wire;
use crate::conversation::Dimension;
use crate::conversation::stored::{self, Kept};
use crate::engine::read::Read;
use crate::engine::summary::{LoadReport, Origin};
use crate::engine::{Engine, Error, FactsError};
use crate::event::{EventLog, Phrases, Progress, Transcripts};
use crate::filter::{Filters, OwnSelection, Selection};
use crate::settings::Settings;

/// What every facts file begins with; the number of the format follows.
const MARK: &[u8; 15] = b"chatgauge facts";

/// The format that is written and read here. It counts up whenever the bytes
/// mean something else.
const FORMAT: u8 = 1;

/// The mark, the format and the checksum.
const HEAD: usize = MARK.len() + 1 + 4;

/// What a facts file carries.
#[derive(Clone, Debug, PartialEq)]
pub enum Carries {
    /// The facts of the conversations that pass some filters; nothing that
    /// names a customer.
    Facts(Filters),
    /// All events, with the texts of messages and the names of customers.
    Everything,
}

/// What stands before the conversations.
#[derive(Serialize, Deserialize)]
struct Preface {
    origin: Origin,
    zone: String,
    clock: Millis,
    as_of: Millis,
    from: Millis,
    bytes: u64,
    events: u64,
    rejected: u64,
    duplicates: u64,
}

/// Whether bytes that begin so are those of a facts file.
pub fn is_facts(first: &[u8]) -> bool {
    first.starts_with(MARK)
}

impl Engine {
    /// Fails where only the facts of the conversations are there.
    pub(super) fn needs_events(&self) -> Result<(), Error> {
        match self.read.has_events() {
            true => Ok(()),
            false => Err(Error::FactsOnly),
        }
    }

    /// The history as a facts file, called `title` and made at `made`
    /// (RFC 3339).
    ///
    /// # Errors
    ///
    /// When a filter is on a field that does not exist, on weekdays or hours, or events are asked
    /// for of which only facts are there.
    pub fn facts(&self, title: &str, made: &str, carries: &Carries) -> Result<Vec<u8>, Error> {
        let conversations = &self.conversations;
        let mut settings = conversations.settings.clone();
        settings.timezone = Some(conversations.zone.name().to_owned());
        let from = conversations.span.map(|span| span.0);
        let Progress {
            bytes,
            events,
            rejected,
            duplicates,
        } = self.read.total;
        let preface = Preface {
            origin: Origin {
                title: title.to_owned(),
                made: made.to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                settings: settings.changes(),
                fixed: *carries != Carries::Everything,
            },
            zone: conversations.zone.name().to_owned(),
            clock: self.clock,
            as_of: conversations.as_of,
            from: from.unwrap_or(conversations.as_of),
            bytes,
            events,
            rejected,
            duplicates,
        };
        let mut to = Writer::default();
        to.bytes(&wire::to_bytes(&preface));
        match carries {
            Carries::Facts(filters) => self.write_facts(filters, &mut to)?,
            Carries::Everything => {
                self.needs_events()?;
                to.number(u64::from(self.read.transcripts == Transcripts::Kept));
                conversations.log.write(&mut to);
            }
        }
        Ok(sealed(&to.finish()))
    }

    fn write_facts(&self, filters: &Filters, to: &mut Writer) -> Result<(), Error> {
        let conversations = &self.conversations;
        let selection = Selection::new(conversations, filters);
        let selection = selection.map_err(|unknown| Error::Query(unknown.into()))?;
        let clock = [Dimension::Weekday, Dimension::Hour];
        let mut asked = selection.filters();
        if asked.any(|filter| clock.contains(&filter.dimension)) {
            return Err(Error::ClockFilter);
        }
        let own = OwnSelection::new(conversations, &selection, &[]);
        let rows = selection.passing().within(0..conversations.facts.len());
        let kept = Kept {
            rows: &rows,
            visits: &own.visits,
            tickets: &own.tickets,
            work: &own.work,
        };
        stored::write(conversations, &kept, to);
        Ok(())
    }

    /// Opens a facts file in place of what is there, by its own definitions.
    ///
    /// # Errors
    ///
    /// When the bytes are no facts file, or not a whole one, or the time zone
    /// is unknown; what was there stays.
    pub fn open_facts(&mut self, bytes: &[u8]) -> Result<LoadReport, Error> {
        let mut from = Reader::new(unsealed(bytes)?);
        let preface: Vec<u8> = from.column().map_err(|_| FactsError::Damaged)?;
        let preface: Preface = wire::from_bytes(&preface)?;
        let (settings, refused) = Settings::read(&preface.origin.settings);
        if !refused.is_empty() {
            return Err(FactsError::Version.into());
        }
        let possible = moment::FIRST..=moment::LAST;
        if ![preface.from, preface.as_of]
            .iter()
            .all(|at| possible.contains(at))
        {
            return Err(FactsError::Damaged.into());
        }
        let mut read = Read {
            total: Progress {
                bytes: preface.bytes,
                events: preface.events,
                rejected: preface.rejected,
                duplicates: preface.duplicates,
            },
            transcripts: left_out(&settings),
            ..Read::default()
        };
        if preface.origin.fixed {
            let zone = self.tabulate(&preface.zone, preface.from, preface.as_of)?;
            let conversations = stored::read(&mut from, settings, zone)?;
            from.end()?;
            self.conversations = conversations;
            self.answered.take();
            self.themes.take();
        } else {
            if from.number()? == 1 {
                read.transcripts = Transcripts::Kept;
            }
            let log = EventLog::read(&mut from)?;
            from.end()?;
            let clock = std::mem::replace(&mut self.clock, preface.clock);
            let frame = self.frame(settings, &[&log.times]);
            self.clock = frame.as_ref().map_or(clock, |_| preface.clock);
            self.fold(log, frame?);
        }
        read.origin = Some(preface.origin);
        self.read = read;
        Ok(self.load_report())
    }
}

fn left_out(settings: &Settings) -> Transcripts {
    Transcripts::LeftOut(Phrases::new(&settings.fallback_phrases))
}

/// The bytes of a file, with what stands before them.
fn sealed(body: &[u8]) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEAD + body.len());
    file.extend_from_slice(MARK);
    file.push(FORMAT);
    file.extend_from_slice(&checksum(body).to_le_bytes());
    file.extend_from_slice(body);
    file
}

/// What stands behind a head that is whole.
fn unsealed(file: &[u8]) -> Result<&[u8], FactsError> {
    let rest = file.strip_prefix(MARK).ok_or(FactsError::Other)?;
    let (&format, rest) = rest.split_first().ok_or(FactsError::Damaged)?;
    if format != FORMAT {
        return Err(FactsError::Version);
    }
    let (sum, body) = rest.split_first_chunk().ok_or(FactsError::Damaged)?;
    match u32::from_le_bytes(*sum) == checksum(body) {
        true => Ok(body),
        false => Err(FactsError::Damaged),
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut checksum = Checksum::default();
    checksum.take(bytes);
    checksum.sum()
}
