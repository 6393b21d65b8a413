//! An engine that opened a facts file answers as the one that wrote it, to the
//! last bit; and bytes that are no facts file break nothing.

use chatgauge::base::checksum::Checksum;
use chatgauge::base::wire;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Carries, Engine, Error, Query, ReportQuery};
use chatgauge::filter::Filters;
use chatgauge::report::{Ask, Report};

use crate::dice::Dice;
use crate::engine::{Puzzle, engine, file, load, query};
use crate::marks;
use crate::puzzles::puzzle;

/// What stands before the checksum of a facts file, and the checksum.
const HEAD: (usize, usize) = (16, 4);

/// So many random histories.
const RANDOM: u64 = 120;

/// An engine that came from the facts of another.
fn reopened(puzzle: &Puzzle, facts: &[u8]) -> Result<Engine, Error> {
    let mut engine = Engine::new(Box::new(SystemZones::default()), puzzle.now + 7, "UTC");
    engine.open_facts(facts)?;
    Ok(engine)
}

fn facts(engine: &Engine, carries: &Carries) -> Vec<u8> {
    let facts = engine.facts("Week 23", "2026-06-08T06:00:00Z", carries);
    facts.expect("no filter that is unknown")
}

/// The report as printed, without what names files and lines.
fn printed(mut report: Report) -> String {
    report.load.rejections.clear();
    serde_json::to_string(&report).expect("a report is JSON")
}

/// All figures that are made of facts alone.
fn figures(engine: &Engine, filters: &Filters) -> Vec<u8> {
    let asks = marks::asks(&[]).into_iter();
    let of_facts = |ask: &Ask| !matches!(ask, Ask::Themes { .. } | Ask::LowScores);
    let query = Query {
        period: engine.load_report().span,
        filters: filters.clone(),
        bucket: None,
    };
    let asks: Vec<Ask> = asks.filter(of_facts).collect();
    let board = engine.board(&query, &asks);
    board.map_or_else(
        |error| error.to_string().into_bytes(),
        |board| wire::to_bytes(&board),
    )
}

fn agree(one: &Engine, other: &Engine, query: &ReportQuery, whose: &str) -> Result<(), String> {
    let told = |engine: &Engine| engine.report(query).map(printed);
    if told(one) != told(other) {
        return Err(format!("not the same report from {whose}"));
    }
    let zone = |engine: &Engine| engine.conversations().zone.name().to_owned();
    match figures(one, &query.filters) == figures(other, &query.filters) {
        true if zone(one) == zone(other) => Ok(()),
        _ => Err(format!("not the same figures from {whose}")),
    }
}

/// Whether there was something to compare.
fn check(seed: u64, zones: &SystemZones) -> Result<bool, String> {
    let puzzle = puzzle(seed, zones);
    let mut whole = engine(&puzzle);
    if whole.adopt(load(&[file(&puzzle.lines)], 4096)).is_err() {
        return Ok(false);
    }
    let query = query(&puzzle.ask);
    let all = Carries::Facts(Filters::default());
    for (carries, whose) in [(all, "facts"), (Carries::Everything, "events")] {
        let file = facts(&whole, &carries);
        let opened = reopened(&puzzle, &file).map_err(|error| error.to_string())?;
        agree(&whole, &opened, &query, whose)?;
        // What was opened can be published again.
        let again = facts(&opened, &Carries::Facts(Filters::default()));
        let again = reopened(&puzzle, &again).map_err(|error| error.to_string())?;
        agree(&whole, &again, &query, "facts of a report")?;
    }
    Ok(!whole.conversations().facts.is_empty())
}

#[test]
fn what_was_opened_answers_as_what_was_written() {
    let zones = SystemZones::default();
    let told = |seed| check(seed, &zones).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    let compared = (1..=RANDOM).filter(|&seed| told(seed)).count();
    assert!(compared > RANDOM as usize / 2, "{compared} histories");
}

/// The file with another byte in its body, and the checksum of that.
fn changed(file: &[u8], at: usize, byte: u8) -> Vec<u8> {
    let mut changed = file.to_vec();
    let body = HEAD.0 + HEAD.1;
    changed[body + at] = byte;
    let mut checksum = Checksum::default();
    checksum.take(&changed[body..]);
    changed[HEAD.0..body].copy_from_slice(&checksum.sum().to_le_bytes());
    changed
}

#[test]
fn other_bytes_are_refused_and_break_nothing() {
    let zones = SystemZones::default();
    let mut dice = Dice::new(8);
    for seed in 1..=6 {
        let puzzle = puzzle(seed, &zones);
        let mut whole = engine(&puzzle);
        if whole.adopt(load(&[file(&puzzle.lines)], 4096)).is_err() {
            continue;
        }
        for carries in [Carries::Facts(Filters::default()), Carries::Everything] {
            let file = facts(&whole, &carries);
            for _ in 0..60 {
                let at = dice.below(file.len());
                let mut other = file.clone();
                other[at] ^= 1 << dice.below(8);
                assert!(reopened(&puzzle, &other).is_err(), "seed {seed}, byte {at}");
                assert!(
                    reopened(&puzzle, &file[..at]).is_err(),
                    "seed {seed}, {at} bytes"
                );
                // Sound by its checksum: another history, or refused.
                let body = dice.below(file.len() - HEAD.0 - HEAD.1);
                let other = changed(&file, body, dice.below(256) as u8);
                if let Ok(opened) = reopened(&puzzle, &other) {
                    figures(&opened, &Filters::default());
                }
            }
        }
    }
}
