//! The budgets of allocations: how often reading and folding an event may ask
//! for memory. A list that grows asks now and then, whatever its length; a
//! thing made anew for every event asks every time, and is felt in wasm, where
//! asking is slow.
//!
//! It counts, so every machine comes to the same numbers.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::io::Write;

use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load};
use chatgauge::event::Transcripts;
use chatgauge::event::intake::read_piece;
use chatgauge::event::shape::Shape;
use chatgauge::sample::History;

/// A history of about so many events is read.
const EVENTS: u64 = 50_000;

/// Reading borrows what it can from the bytes: what is left are the columns,
/// which grow by blocks, and texts with escapes.
const READING: f64 = 0.33;

/// Folding keeps rows of facts and asks for the lists of a conversation, of
/// which an event is a twelfth.
const FOLDING: f64 = 0.12;

thread_local! {
    /// How often this thread asked for memory.
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

/// Counts for the thread that asks: the runner of the tests has others.
struct Counting;

fn count() {
    // A thread that ends asks of nobody any more.
    let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
}

// SAFETY: everything is passed on to the system's allocator; growing is left
// to the trait, which asks for the new place and so counts once.
#[allow(unsafe_code, reason = "nothing else sees every allocation")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What some work gives, and how often it asked for memory.
fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = ASKED.get();
    let done = work();
    (done, ASKED.get() - before)
}

/// Only UTC, as on every machine.
struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

/// Prints what is needed and refuses more than may be.
fn check(what: &str, each: f64, ceiling: f64) {
    // Not by the macro, as the runner would keep it to itself.
    let mut out = std::io::stdout();
    writeln!(
        out,
        "{what}: {each:.3} allocations an event, of {ceiling} at most"
    )
    .unwrap();
    assert!(each <= ceiling, "{what} asks {each:.3} times an event");
}

#[test]
fn reading_and_folding_ask_for_memory_as_seldom_as_they_may() {
    let mut history = Vec::new();
    let events = History::new(7, EVENTS).write_ndjson(&mut history).unwrap();
    let (part, reading) = counted(|| read_piece(Shape::Lines, &history, Transcripts::Kept));
    assert_eq!(part.log.len() as u64, events);
    let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
    let (report, folding) = counted(|| {
        let mut load = Load::new();
        load.begin_within("history.ndjson", Shape::Lines);
        load.absorb(part);
        engine.adopt(load)
    });
    report.unwrap();
    assert!(engine.conversations().facts.len() > 1_000);
    let each = |asked: u64| asked as f64 / events as f64;
    check("reading", each(reading), READING);
    check("folding", each(folding), FOLDING);
}
