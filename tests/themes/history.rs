//! Histories of questions, and what is asked of them.

use std::collections::BTreeSet;

use chatgauge::base::moment::{self, Moment};
use chatgauge::base::time::Millis;
use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::report::themes::{BehindTheme, Edits, Of, ThemesAsk};
use chatgauge::report::{Cell, Listing};
use chatgauge::sample::History;
use serde_json::json;

struct Utc;

impl Zones for Utc {
    fn offset_at(&self, zone: &str, _: Millis) -> Option<i32> {
        (zone == "UTC").then_some(0)
    }
}

/// An engine with these events, a line each.
pub(crate) fn engine(events: &str) -> Engine {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(events.as_bytes());
    load.end().unwrap();
    let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
    engine.adopt(load).unwrap();
    engine
}

/// A conversation of one question; later numbers ask later.
pub(crate) fn question(id: &str, number: usize, text: &str) -> String {
    let Some(Moment::Utc(first)) = moment::read("2026-06-01T09:00:00Z") else {
        panic!("a time");
    };
    let event = json!({
        "ts": (first + number as i64 * 60_000) / 1_000,
        "type": "message",
        "role": "user",
        "conversation_id": id,
        "text": text,
    });
    format!("{event}\n")
}

/// The lines of the sample.
pub(crate) fn sample(events: u64) -> String {
    let mut bytes = Vec::new();
    History::new(7, events).write_ndjson(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// All themes of the last seven days.
pub(crate) fn ask(of: Of) -> ThemesAsk {
    ThemesAsk {
        of,
        most: usize::MAX,
        ..ThemesAsk::default()
    }
}

/// The same of all days.
pub(crate) fn ask_all(engine: &Engine, of: Of) -> ThemesAsk {
    ThemesAsk {
        query: Query {
            period: engine.load_report().span,
            ..Query::default()
        },
        ..ask(of)
    }
}

/// The conversations that are listed behind a theme.
pub(crate) fn listed(engine: &Engine, ask: &ThemesAsk, id: &str) -> Vec<u32> {
    let listing = Listing {
        query: ask.query.clone(),
        theme: Some(BehindTheme {
            of: ask.of,
            id: id.to_owned(),
            edits: ask.edits.clone(),
        }),
        ..Listing::default()
    };
    engine.rows(&listing).unwrap()
}

/// Their ids, of the last seven days.
pub(crate) fn members(engine: &Engine, of: Of, id: &str) -> BTreeSet<String> {
    let register = engine.register_of(listed(engine, &ask(of), id));
    let id = |record: chatgauge::report::Record| match record.get("conversation_id") {
        Some(Cell::Text(id)) => id.clone(),
        other => panic!("an id, not {other:?}"),
    };
    register.records().map(id).collect()
}

/// Edits by what they say.
pub(crate) fn edits(names: &[(&str, &str)], merged: &[(&str, &str)]) -> Edits {
    let pairs = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter();
        let owned = pairs.map(|&(key, value)| (key.to_owned(), value.to_owned()));
        owned.collect()
    };
    Edits {
        names: pairs(names),
        merged: pairs(merged),
    }
}
