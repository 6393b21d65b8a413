//! The owner of the state: load, settings, query, answer.
//!
//! The command line, the tests and the page use this same interface. What is
//! outside — the clock, the time zones — comes in through [`Engine::new`].

mod agents;
mod arms;
mod board;
mod charts;
mod cross;
mod desk;
pub mod error;
mod explain;
mod facts;
mod figures;
mod insights;
mod moved;
pub mod preview;
mod read;
pub mod register;
mod report;
mod review;
pub mod room;
mod scorecard;
mod split;
mod steps;
pub mod summary;
mod tables;
mod themes;
mod values;

use std::cell::RefCell;

use crate::base::instants::Instants;
use crate::base::moment::Moment;
use crate::base::time::{DAY, Date, Millis, Period};
use crate::base::zone::{Zone, Zones};
use crate::conversation::{Conversations, Frame};
use crate::engine::board::Answered;
use crate::engine::read::Read;
use crate::engine::register::listing;
use crate::engine::themes::Known;
use crate::event::{EventLog, Phrases, Transcripts};
use crate::report::{
    Ask, Board, Explanation, Listing, LoadSummary, Report, Thread, Values, ValuesAsk,
};
use crate::settings::Settings;

pub use crate::event::{Load, LoadError, Progress};
pub use crate::report::{Query, ReportQuery};
pub use error::{Error, FactsError};
pub use facts::{Carries, is_facts};
pub use preview::Preview;
pub use register::{Listed, Register, Search};
pub use summary::{LoadReport, Origin};

/// One history with its definitions, ready to be asked.
pub struct Engine {
    zones: Box<dyn Zones>,
    clock: Millis,
    default_zone: String,
    read: Read,
    conversations: Conversations,
    answered: RefCell<Answered>,
    themes: RefCell<Known>,
}

impl Engine {
    /// An engine without data. `clock` is the machine's, in milliseconds
    /// since 1970 UTC; `default_zone` is used where the settings name none.
    pub fn new(zones: Box<dyn Zones>, clock: Millis, default_zone: &str) -> Engine {
        let frame = Frame {
            settings: Settings::default(),
            zone: Zone::utc(),
            opening_zone: Zone::utc(),
            as_of: None,
            clock,
        };
        Engine {
            zones,
            clock,
            default_zone: default_zone.to_owned(),
            read: Read::default(),
            conversations: Conversations::fold(EventLog::default(), frame),
            answered: RefCell::default(),
            themes: RefCell::default(),
        }
    }

    /// The definitions in force.
    pub fn settings(&self) -> &Settings {
        &self.conversations.settings
    }

    /// Puts other definitions in force: everything is computed anew, unless
    /// only the targets are others.
    ///
    /// # Errors
    ///
    /// When a time zone is unknown, there are other fallback phrases and no texts to
    /// find them in, or the facts are fixed; the old definitions stay in force.
    pub fn set_settings(&mut self, settings: Settings) -> Result<(), Error> {
        // No conversation is another one because more is expected of all.
        if settings.expects_only(self.settings()) {
            self.conversations.settings = settings;
            self.answered.take();
            return Ok(());
        }
        self.read.allows(&settings)?;
        self.put_in_force(settings)
    }

    fn put_in_force(&mut self, settings: Settings) -> Result<(), Error> {
        self.needs_events()?;
        let frame = self.frame(settings, &[&self.conversations.log.times])?;
        let log = std::mem::take(&mut self.conversations.log);
        self.fold(log, frame);
        Ok(())
    }

    fn fold(&mut self, log: EventLog, frame: Frame) {
        self.conversations = Conversations::fold(log, frame);
        self.answered.take();
        self.themes.take();
    }

    /// Takes over what was loaded, in place of what was there.
    ///
    /// # Errors
    ///
    /// When the time zone is unknown, or texts were left out that other
    /// fallback phrases are in force for; what was there stays.
    pub fn adopt(&mut self, load: Load) -> Result<LoadReport, Error> {
        let loaded = load.finish();
        read::allow(&loaded.transcripts, self.settings())?;
        let frame = self.frame(self.settings().clone(), &[&loaded.log.times])?;
        self.read = Read::default();
        let mut log = self.read.add(loaded, &[]);
        log.settle();
        self.fold(log, frame);
        Ok(self.load_report())
    }

    /// Adds what was loaded to what is there, as if it had been read after
    /// it: events whose id is known are left out, and everything is computed
    /// anew, as an event that comes late may change what was known before.
    ///
    /// # Errors
    ///
    /// As [`Engine::adopt`], and where what is there came from a facts file.
    pub fn append(&mut self, load: Load) -> Result<LoadReport, Error> {
        if self.read.origin.is_some() {
            return Err(Error::FactsOnly);
        }
        let loaded = load.finish();
        read::allow(&loaded.transcripts, self.settings())?;
        let dropped = self.read.known(&loaded);
        let new = loaded.log.times.without(&dropped);
        let times = [&self.conversations.log.times, &*new];
        let frame = self.frame(self.settings().clone(), &times)?;
        let mut log = std::mem::take(&mut self.conversations.log);
        log.absorb(self.read.add(loaded, &dropped), &dropped);
        log.settle();
        self.fold(log, frame);
        Ok(self.load_report())
    }

    /// What becomes of the texts of messages where they are to be left out,
    /// by the definitions in force.
    pub fn without_transcripts(&self) -> Transcripts {
        Transcripts::LeftOut(Phrases::new(&self.settings().fallback_phrases))
    }

    /// What became of the texts of the messages that are there.
    pub fn transcripts(&self) -> &Transcripts {
        &self.read.transcripts
    }

    /// Forgets the data; the definitions stay.
    ///
    /// # Errors
    ///
    /// When the time zone is unknown.
    pub fn clear(&mut self) -> Result<(), Error> {
        self.adopt(Load::new()).map(drop)
    }

    /// The conversations and their facts.
    pub fn conversations(&self) -> &Conversations {
        &self.conversations
    }

    /// The report object.
    ///
    /// # Errors
    ///
    /// When the query names a field, dimension or metric that does not
    /// exist.
    pub fn report(&self, query: &ReportQuery) -> Result<Report, Error> {
        let zone = self.zone_for(query.period(self.today())?)?;
        Ok(report::report(
            &self.conversations,
            &zone,
            query,
            self.load_summary(),
        )?)
    }

    /// What one screen of the dashboard shows.
    ///
    /// # Errors
    ///
    /// When the query or an ask names a field, dimension or metric that
    /// does not exist.
    pub fn board(&self, query: &Query, asks: &[Ask]) -> Result<Board, Error> {
        let period = query.period(self.today())?;
        let zone = self.zone_for(board::reach(asks, period))?;
        let answered = &mut *self.answered.borrow_mut();
        Ok(board::board(
            &self.conversations,
            &zone,
            query,
            asks,
            answered,
            &self.themes,
        )?)
    }

    /// What the same screen shows under other definitions; those in force
    /// stay.
    ///
    /// # Errors
    ///
    /// As [`Engine::board`], and when a time zone is unknown.
    pub fn board_under(
        &mut self,
        settings: Settings,
        query: &Query,
        asks: &[Ask],
    ) -> Result<Board, Error> {
        if settings == *self.settings() {
            return self.board(query, asks);
        }
        let in_force = self.settings().clone();
        self.put_in_force(settings)?;
        let board = self.board(query, asks);
        self.put_in_force(in_force)?;
        board
    }

    /// The conversations behind the numbers, a record each.
    ///
    /// # Errors
    ///
    /// When the query names a field that does not exist.
    pub fn register(&self, query: &ReportQuery) -> Result<Register<'_>, Error> {
        let zone = self.zone_for(query.period(self.today())?)?;
        Ok(Register::new(&self.conversations, &zone, query)?)
    }

    /// The rows of a listing, in order; its words are still to be looked for.
    ///
    /// # Errors
    ///
    /// When it names a field, metric or column that does not exist, or a
    /// metric behind which no conversation stands.
    pub fn rows(&self, listing: &Listing) -> Result<Vec<u32>, Error> {
        let zone = self.zone_for(listing.query.period(self.today())?)?;
        Ok(listing::rows(
            &self.conversations,
            &zone,
            listing,
            &mut self.themes.borrow_mut(),
        )?)
    }

    /// Gets ready to look for words.
    pub fn search(&self, words: &str) -> Search {
        Search::new(words)
    }

    /// Those of some rows in which the words occur.
    pub fn found(&self, search: &Search, rows: &[u32]) -> Vec<u32> {
        listing::found(&self.conversations, search, rows)
    }

    /// Some rows as a register.
    pub fn register_of(&self, rows: Vec<u32>) -> Register<'_> {
        Register::of(&self.conversations, rows)
    }

    /// The values of a field that one can filter by, with the conversations
    /// of each.
    ///
    /// # Errors
    ///
    /// When the field, or one of a filter, does not exist.
    pub fn values(&self, ask: &ValuesAsk) -> Result<Values, Error> {
        let zone = self.zone_for(ask.query.period(self.today())?)?;
        Ok(values::values(&self.conversations, &zone, ask)?)
    }

    /// One conversation, by its name in the register, with the reasons why
    /// it counts as it does.
    ///
    /// # Errors
    ///
    /// When there is no conversation of that name; the nearest names come
    /// with it. And when only its facts are there.
    pub fn explain(&self, id: &str) -> Result<Explanation, Error> {
        self.needs_events()?;
        Ok(explain::explain(&self.conversations, self.row(id)?, id))
    }

    /// The same conversation for reading, with the places where `words`
    /// stand in it.
    ///
    /// # Errors
    ///
    /// As [`Engine::explain`].
    pub fn thread(&self, id: &str, words: &str) -> Result<Thread, Error> {
        self.needs_events()?;
        let (row, search) = (self.row(id)?, self.search(words));
        Ok(explain::thread(&self.conversations, row, id, &search))
    }

    /// The row of a conversation's name.
    fn row(&self, id: &str) -> Result<usize, Error> {
        let found = explain::find(&self.conversations, id);
        found.map_err(|nearest| Error::UnknownConversation {
            id: id.to_owned(),
            nearest,
        })
    }

    /// What loading came to, for people.
    pub fn load_report(&self) -> LoadReport {
        LoadReport::new(&self.conversations, &self.read, self.load_summary())
    }

    fn load_summary(&self) -> LoadSummary {
        summary::load_summary(
            &self.conversations,
            &self.read.names,
            &self.read.rejections,
            self.read.total,
        )
    }

    /// Everything a fold needs beside the events that happened then.
    fn frame(&self, settings: Settings, times: &[&Instants]) -> Result<Frame, Error> {
        let latest = self.clock.saturating_add(2 * DAY) - 1;
        let named = settings.as_of.map(Moment::nearly);
        let firsts = times.iter().filter_map(|times| times.span());
        let from = firsts.map(|span| span.0).chain(named).min();
        let lasts = times.iter().filter_map(|times| times.span_until(latest));
        let to = lasts.map(|span| span.1).chain(named).max();
        let from = from.unwrap_or_default();
        let to = to.unwrap_or(from);
        let name = settings.timezone.as_ref().unwrap_or(&self.default_zone);
        let zone = self.tabulate(name, from, to)?;
        let hours = settings.business_hours.as_ref();
        let opening_zone = match hours.and_then(|hours| hours.timezone.as_ref()) {
            Some(name) => self.tabulate(name, from, to)?,
            None => zone.clone(),
        };
        Ok(Frame {
            as_of: settings.as_of,
            settings,
            zone,
            opening_zone,
            clock: self.clock,
        })
    }

    /// The local date of `as_of`.
    pub fn today(&self) -> Date {
        let Conversations { zone, as_of, .. } = &self.conversations;
        zone.date(*as_of)
    }

    /// The zone over the data's span, the period and the one before.
    fn zone_for(&self, period: Period) -> Result<Zone, Error> {
        let zone = &self.conversations.zone;
        let (from, _) = zone.bounds(period.previous());
        let (_, to) = zone.bounds(period);
        match zone.covers(from, to) {
            true => Ok(zone.clone()),
            false => self.tabulate(zone.name(), from, to),
        }
    }

    /// Offsets for a year beyond both ends, so that previous periods and
    /// windows lie within.
    fn tabulate(&self, name: &str, from: Millis, to: Millis) -> Result<Zone, Error> {
        let (from, to) = (from.saturating_sub(366 * DAY), to.saturating_add(366 * DAY));
        Zone::tabulate(self.zones.as_ref(), name, from, to)
            .ok_or_else(|| Error::UnknownZone(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::Millis;
    use crate::base::zone::Zones;
    use crate::engine::{Engine, Error, Load, Query};
    use crate::report::{Ask, Board, Figure, Value};
    use crate::settings::Settings;

    struct Utc;

    impl Zones for Utc {
        fn offset_at(&self, zone: &str, _: Millis) -> Option<i32> {
            (zone == "UTC").then_some(0)
        }
    }

    /// One customer who writes twice, a quarter of an hour apart.
    fn engine() -> Engine {
        let mut load = Load::new();
        load.begin("history.ndjson");
        for minute in ["00", "15"] {
            let line = format!(
                r#"{{"ts":"2026-06-01T09:{minute}:00Z","type":"message","role":"user","user_id":"u1","text":"Hi"}}"#
            );
            load.feed(line.as_bytes());
            load.feed(b"\n");
        }
        load.end().unwrap();
        let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
        engine.adopt(load).unwrap();
        engine
    }

    #[test]
    fn trouble_with_the_clock_is_counted() {
        let mut load = Load::new();
        load.begin("history.ndjson");
        for (minute, thread) in [(9, 1), (5, 1), (5, 2), (5, 1), (9, 1), (6, 2)] {
            let line = format!(
                "{{\"ts\":\"2026-06-01T09:0{minute}:00Z\",\"type\":\"message\",\
                 \"role\":\"user\",\"conversation_id\":{thread}}}\n"
            );
            load.feed(line.as_bytes());
        }
        let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
        let report = engine.adopt(load).unwrap();
        assert_eq!((report.inversions, report.ties), (1, 2));
    }

    fn conversations(board: &Board) -> Value {
        let Figure::Card(card) = &board.figures[0] else {
            panic!("a card");
        };
        card.answer.value.clone()
    }

    #[test]
    fn other_definitions_answer_and_leave_those_in_force() {
        let mut engine = engine();
        let asks = [Ask::Card {
            metric: "conversations".to_owned(),
        }];
        let query = Query::default();
        let patient = Settings {
            session_gap_minutes: 30.0,
            ..Settings::default()
        };
        let other = engine.board_under(patient.clone(), &query, &asks).unwrap();
        assert_eq!(conversations(&other), Value::Number(1.0));
        assert_eq!(engine.settings(), &Settings::default());
        let own = engine.board(&query, &asks).unwrap();
        assert_eq!(conversations(&own), Value::Number(2.0));
        let same = engine.board_under(Settings::default(), &query, &asks);
        assert_eq!(same.unwrap(), own);

        engine.set_settings(patient.clone()).unwrap();
        let lost = Settings {
            timezone: Some("Atlantis/Capital".to_owned()),
            ..Settings::default()
        };
        let refused = engine.board_under(lost, &query, &asks);
        assert_eq!(
            refused,
            Err(Error::UnknownZone("Atlantis/Capital".to_owned()))
        );
        let unknown = [Ask::Card {
            metric: "luck".to_owned(),
        }];
        assert!(
            engine
                .board_under(Settings::default(), &query, &unknown)
                .is_err()
        );
        assert_eq!(engine.settings(), &patient);
        let now = engine.board(&query, &asks).unwrap();
        assert_eq!(conversations(&now), Value::Number(1.0));
    }
}
