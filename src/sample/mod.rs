//! Seeded invented histories for the demo, the tests and the benchmarks.
//!
//! A real history cannot be shipped: it is full of people. So here is the chat
//! of an outdoor shop that does not exist, from 1 March to 31 May 2026, with
//! its rush hours, a sale, an outage, and customers who wait, thank, rate and
//! come back. The same seed gives the same bytes on every machine, and a day
//! at a time is all that is held in memory.

mod acts;
mod after;
mod calendar;
mod desk;
mod dice;
mod names;
mod people;
mod phrase;
mod sheet;
mod talk;
mod texts;

use std::io::{self, Write};

use crate::base::time::{DAY, HOUR};
use crate::sample::dice::Dice;
use crate::sample::people::{Crew, People};
use crate::sample::sheet::{Form, Sheet};
use crate::sample::talk::{Stage, Talk};

/// The seed of the sample that is shipped.
pub const DEMO_SEED: u64 = 2026;
/// What is asked for in the sample that is shipped.
pub const DEMO_EVENTS: u64 = 20_200;

/// A history that is invented while it is written.
pub struct History {
    seed: u64,
    events: u64,
    sheet: Sheet,
}

/// The sample that is shipped beside the page: a small shop, three months.
pub fn demo() -> History {
    History::new(DEMO_SEED, DEMO_EVENTS)
}

impl History {
    /// A history of about `events` events: within 2 % from 10,000 on, as no
    /// conversation is cut for it. More events mean more customers a day; the
    /// three months stay.
    pub fn new(seed: u64, events: u64) -> History {
        History {
            seed,
            events,
            sheet: Sheet::default(),
        }
    }

    /// Writes the whole history, one object a line, in time order; returns the
    /// number of events.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_ndjson(&mut self, out: &mut impl Write) -> io::Result<u64> {
        self.write(Form::Lines, out)
    }

    /// As [`History::write_ndjson`], as one JSON array.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_json_array(&mut self, out: &mut impl Write) -> io::Result<u64> {
        self.write(Form::Array, out)
    }

    fn write(&mut self, form: Form, out: &mut impl Write) -> io::Result<u64> {
        let mut dice = Dice::new(self.seed);
        let weights = calendar::running_weights(&mut dice);
        let whole = weights.last().copied().unwrap_or(1);
        let mut people = People::new();
        let mut crew = Crew::new(self.events);
        let mut serial = 0;
        self.sheet.clear();
        for day in 0..calendar::DAYS {
            let share =
                u128::from(self.events) * u128::from(weights[day as usize]) / u128::from(whole);
            // A tiny history has no room for the team's comings and goings.
            let told = self.events >= 8_000;
            crew.begin(day, told, &mut self.sheet, &mut dice);
            self.annotate(day);
            while u128::from(self.sheet.taken()) < share {
                let start = calendar::moment(day, &mut dice);
                if start > calendar::EXPORTED {
                    continue;
                }
                let customer = people.next(start, &mut dice);
                let stage = Stage {
                    sheet: &mut self.sheet,
                    dice: &mut dice,
                    crew: &crew,
                    serial: &mut serial,
                };
                let end = Talk::new(stage, &customer, start).tell();
                people.remember(&customer, end);
            }
            self.sheet.send(calendar::midnight(day) + DAY, form, out)?;
        }
        self.sheet.finish(form, out)?;
        Ok(self.sheet.sent())
    }

    fn annotate(&mut self, day: u64) {
        for (on, hour, text) in calendar::NOTES {
            if on == day && self.events >= 1_000 {
                let at = calendar::midnight(day) + hour * HOUR;
                self.sheet.event(at, "annotation").text("text", text).end();
            }
        }
    }
}
