//! The reader and the fold as wasm, each behind a door of its own, so that what
//! they take can be counted. The history is invented in there too: nothing
//! crosses but numbers.

#![allow(unsafe_code, reason = "doors are found by name, which stands only so")]

use std::cell::RefCell;

use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load};
use chatgauge::event::Transcripts;
use chatgauge::event::intake::read_piece;
use chatgauge::event::part::Part;
use chatgauge::event::shape::Shape;
use chatgauge::sample::History;

/// Only UTC, so that no machine's time zones are counted.
struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

thread_local! {
    static HISTORY: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static READ: RefCell<Part> = RefCell::default();
}

/// Invents a history of about so many events; gives its length in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn invent(events: u32) -> u32 {
    HISTORY.with_borrow_mut(|history| {
        history.clear();
        match History::new(7, u64::from(events)).write_ndjson(history) {
            Ok(_) => history.len() as u32,
            Err(_) => 0,
        }
    })
}

/// Reads it as the workers do that read pieces; gives the number of events.
#[unsafe(no_mangle)]
pub extern "C" fn read() -> u32 {
    HISTORY.with_borrow(|history| {
        let part = read_piece(Shape::Lines, history, Transcripts::Kept);
        let events = part.log.len() as u32;
        READ.replace(part);
        events
    })
}

/// Brings what was read into an engine, which follows every conversation;
/// gives the number of conversations, 0 where that failed.
#[unsafe(no_mangle)]
pub extern "C" fn fold() -> u32 {
    let mut load = Load::new();
    load.begin_within("history.ndjson", Shape::Lines);
    load.absorb(READ.take());
    let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
    match engine.adopt(load) {
        Ok(_) => engine.conversations().facts.len() as u32,
        Err(_) => 0,
    }
}
