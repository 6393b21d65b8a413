//! A history read with the texts of its messages, and without: they take the
//! most room, and nothing but reading them may need them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Error, Load};
use chatgauge::event::log::flag;
use chatgauge::settings::Settings;

use crate::engine::{Puzzle, engine, file, load, query};
use crate::golden;
use crate::puzzles::{for_every_seed, puzzle};

fn report(engine: &Engine, puzzle: &Puzzle) -> String {
    match engine.report(&query(&puzzle.ask)) {
        Ok(report) => serde_json::to_string(&report).expect("it is JSON"),
        Err(error) => error.to_string(),
    }
}

/// How many fallbacks are marked in the log.
fn marked(engine: &Engine) -> usize {
    let events = engine.conversations().log.events.iter();
    events.filter(|event| event.has(flag::FALLBACK)).count()
}

/// Reads a puzzle both ways; says how many fallbacks only a phrase told.
fn check(puzzle: &Puzzle) -> Result<usize, String> {
    let (mut with, mut without) = (engine(puzzle), engine(puzzle));
    let bytes = file(&puzzle.lines);
    let kept = load(std::slice::from_ref(&bytes), usize::MAX);
    with.adopt(kept).expect("a zone that is known");
    let mut bare = Load::new().with_transcripts(without.without_transcripts());
    bare.begin("file0.ndjson");
    bare.feed(&bytes);
    // A file without any event is told as an error.
    let _told = bare.end();
    let told = without.adopt(bare).expect("a zone that is known");
    let log = &without.conversations().log;
    if told.transcripts || log.texts.bytes() > 0 {
        return Err("texts were kept".to_owned());
    }
    let (one, other) = (report(&with, puzzle), report(&without, puzzle));
    if one != other {
        return Err(format!("another report\n  {one}\n  {other}"));
    }
    Ok(marked(&without) - marked(&with))
}

#[test]
fn no_number_of_any_history_needs_the_texts() {
    let wrong = Mutex::new(Vec::new());
    let told_by_phrases = AtomicUsize::new(0);
    for_every_seed(|seed, zones| match check(&puzzle(seed, zones)) {
        Ok(told) => drop(told_by_phrases.fetch_add(told, Ordering::Relaxed)),
        Err(what) => {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.push(format!("seed {seed}: {what}"));
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let told: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} histories\n{}",
        wrong.len(),
        told.join("\n")
    );
    assert!(told_by_phrases.into_inner() > 0, "no phrase was ever said");
}

#[test]
fn no_number_of_a_golden_case_needs_the_texts() {
    for (name, puzzle) in golden::puzzles() {
        assert_eq!(check(&puzzle).err(), None, "{name}");
    }
}

#[test]
fn phrases_cannot_change_where_no_text_is_left() {
    let line = r#"{"ts":"2026-06-01T09:00:00Z","type":"message","role":"bot","user_id":"u","text":"I did NOT understand"}"#;
    let phrases = |phrase: &str| Settings {
        fallback_phrases: vec![phrase.to_owned()],
        ..Settings::default()
    };
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, "UTC");
    engine.set_settings(phrases("not understand")).unwrap();
    let bare = |engine: &Engine| {
        let mut load = Load::new().with_transcripts(engine.without_transcripts());
        load.begin("file.ndjson");
        load.feed(line.as_bytes());
        load.end().unwrap();
        load
    };
    let early = bare(&engine);
    engine.adopt(bare(&engine)).unwrap();
    assert_eq!(marked(&engine), 1);
    let refused = engine.set_settings(phrases("sorry"));
    assert_eq!(refused, Err(Error::TextsLeftOut));
    assert_eq!(engine.settings(), &phrases("not understand"));
    let other = Settings {
        session_gap_minutes: 30.0,
        ..phrases("Not Understand")
    };
    assert_eq!(engine.set_settings(other), Ok(()));
    engine.clear().unwrap();
    assert_eq!(engine.set_settings(phrases("sorry")), Ok(()));
    assert_eq!(engine.adopt(early), Err(Error::TextsLeftOut));
}
