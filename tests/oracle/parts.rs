//! A history told at once, and the same in parts: appended one to the other,
//! or read apart and brought together. Whatever the cuts, whatever comes
//! twice and whatever comes late, nobody can tell the difference.

use std::sync::{Mutex, PoisonError};

use chatgauge::base::zone::Zones;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Error, Load};
use chatgauge::event::Transcripts;
use chatgauge::event::intake::read_piece;
use chatgauge::event::part::Part;
use chatgauge::event::shape::Shape;
use chatgauge::report::{Cell, csv};

use serde_json::Value;

use crate::dice::Dice;
use crate::engine::{Puzzle, engine, file, query};
use crate::golden;
use crate::puzzles::{for_every_seed, puzzle};

/// So many conversations of a history are explained, from first to last.
const EXPLAINED: usize = 3;

/// Everything that can be seen of a history: the load report, the report,
/// the register as CSV and conversations explained.
fn seen(engine: &Engine, puzzle: &Puzzle) -> [String; 4] {
    let json = |value: Result<String, serde_json::Error>| value.expect("it is JSON");
    let query = query(&puzzle.ask);
    let report = engine.report(&query);
    let report = report.map_or_else(
        |error| error.to_string(),
        |report| json(serde_json::to_string(&report)),
    );
    let conversations = engine.conversations();
    let numbers = conversations.numbers_in_threads();
    let step = numbers.len().div_ceil(EXPLAINED).max(1);
    let explained = (0..).zip(numbers).step_by(step).map(|(row, number)| {
        let name = conversations.name(row, number);
        let explanation = engine.explain(&name).expect("its own name");
        json(serde_json::to_string(&explanation))
    });
    [
        json(serde_json::to_string(&engine.load_report())),
        report,
        register(engine, puzzle),
        explained.collect(),
    ]
}

fn register(engine: &Engine, puzzle: &Puzzle) -> String {
    let register = match engine.register(&query(&puzzle.ask)) {
        Ok(register) => register,
        Err(error) => return error.to_string(),
    };
    let names = register.columns().into_iter();
    let head: Vec<Cell> = names.map(|name| Cell::Text(name.to_owned())).collect();
    let rows = (0..register.len()).map(|place| csv::line(&register.cells(place)));
    std::iter::once(csv::line(&head)).chain(rows).collect()
}

/// The first place where the two are not the same, in words.
fn differing(how: &str, one: &[String; 4], other: &[String; 4]) -> Result<(), String> {
    let what = ["load report", "report", "register", "explanations"];
    let places = what.iter().zip(one.iter().zip(other));
    for (what, (one, other)) in places {
        let same = one.bytes().zip(other.bytes());
        let from = same.take_while(|(one, other)| one == other).count();
        if one != other {
            let around = |text: &str| -> String {
                let bytes = &text.as_bytes()[from.saturating_sub(60)..];
                String::from_utf8_lossy(&bytes[..bytes.len().min(160)]).into_owned()
            };
            return Err(format!(
                "another {what} {how}\n  {}\n  {}",
                around(one),
                around(other)
            ));
        }
    }
    Ok(())
}

/// The lines, those that can have one with an id.
fn with_ids(lines: &[String]) -> Vec<String> {
    let one = |(index, line): (usize, &String)| match serde_json::from_str(line) {
        Ok(Value::Object(mut event)) => {
            let id = event.entry("id");
            id.or_insert_with(|| format!("line {index}").into());
            Value::Object(event).to_string()
        }
        _ => line.clone(),
    };
    lines.iter().enumerate().map(one).collect()
}

/// The lines in a few parts; now and then a part tells some of an earlier
/// one again.
fn cut(lines: &[String], dice: &mut Dice) -> Vec<Vec<String>> {
    let mut parts = vec![Vec::new()];
    let (share, again) = (dice.pick(&[3, 20, 60]), dice.pick(&[0, 0, 30]));
    for (index, line) in lines.iter().enumerate() {
        if dice.percent(share) {
            parts.push(Vec::new());
        }
        let last = parts.len() - 1;
        parts[last].push(line.clone());
        if dice.percent(again) {
            parts[last].push(lines[dice.below(index + 1)].clone());
        }
    }
    parts
}

fn load_file(load: &mut Load, number: usize, lines: &[String]) {
    load.begin(&format!("file{number}.ndjson"));
    load.feed(&file(lines));
    // What a file lacks is nothing to the others.
    let _told = load.end();
}

/// The first files at once, then the others appended, so many in each load,
/// against all at once.
fn check_append(
    puzzle: &Puzzle,
    files: &[Vec<String>],
    (first, then): (usize, usize),
) -> Result<(), String> {
    let files: Vec<(usize, &Vec<String>)> = files.iter().enumerate().collect();
    let load = |files: &[(usize, &Vec<String>)]| {
        let mut load = Load::new();
        for (number, lines) in files {
            load_file(&mut load, *number, lines);
        }
        load
    };
    let (mut whole, mut grown) = (engine(puzzle), engine(puzzle));
    whole.adopt(load(&files)).expect("a zone that is known");
    let (first, rest) = files.split_at(first);
    let adopted = grown.adopt(load(first));
    let mut told = adopted.expect("a zone that is known");
    for files in rest.chunks(then) {
        told = grown.append(load(files)).expect("a zone that is known");
    }
    if told != whole.load_report() {
        return Err("another report of the last load, appended".to_owned());
    }
    differing("appended", &seen(&grown, puzzle), &seen(&whole, puzzle))
}

/// A load of lines from within a file.
fn read_lines(name: &str, lines: &[String]) -> Load {
    let mut load = Load::new();
    load.begin_within(name, Shape::Lines);
    for line in lines {
        load.feed(line.as_bytes());
        load.feed(b"\n");
    }
    load
}

fn part(lines: &[String]) -> Part {
    let lines: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    read_piece(Shape::Lines, lines.as_bytes(), Transcripts::Kept)
}

/// Parts of one file, read apart, against the file read at once.
fn check_parts(puzzle: &Puzzle, parts: &[Vec<String>]) -> Result<(), String> {
    let mut apart = Load::new();
    apart.begin_within("file", Shape::Lines);
    for (number, lines) in parts.iter().enumerate() {
        let part = part(lines);
        let bytes = part.to_bytes();
        let posted = Part::from_bytes(&bytes).expect("a part's own bytes");
        if posted.log != part.log || posted.to_bytes() != bytes {
            return Err("another part comes from its bytes".to_owned());
        }
        apart.absorb(if number % 2 == 0 { posted } else { part });
    }
    let mut whole = read_lines("file", &parts.concat());
    match (whole.end(), apart.end()) {
        (Ok(one), Ok(other)) if one == other => {}
        (Err(one), Err(other)) if one.to_string() == other.to_string() => {}
        (one, other) => return Err(format!("the file gave {one:?}, in parts {other:?}")),
    }
    let adopted = |load: Load| -> Engine {
        let mut engine = engine(puzzle);
        engine.adopt(load).expect("a zone that is known");
        engine
    };
    let (apart, whole) = (adopted(apart), adopted(whole));
    if apart.conversations().log != whole.conversations().log {
        return Err("another log, from parts".to_owned());
    }
    // One log under one set of rules: only the load itself may differ.
    match apart.load_report() == whole.load_report() {
        true => Ok(()),
        false => Err("another load report, from parts".to_owned()),
    }
}

/// What is wrong with one puzzle, cut by the dice.
fn check(puzzle: &Puzzle, dice: &mut Dice) -> Result<(), String> {
    let parts = match dice.percent(50) {
        true => cut(&with_ids(&puzzle.lines), dice),
        false => cut(&puzzle.lines, dice),
    };
    let (first, then) = (dice.below(parts.len() + 1), dice.pick(&[1, 1, 2, 5]));
    check_append(puzzle, &parts, (first, then))?;
    check_parts(puzzle, &parts)
}

#[test]
fn parts_of_any_history_come_to_the_whole() {
    let wrong = Mutex::new(Vec::new());
    for_every_seed(|seed, zones| {
        let puzzle = puzzle(seed, zones);
        if let Err(what) = check(&puzzle, &mut Dice::new(!seed)) {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.push(format!("seed {seed}: {what}"));
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let told: Vec<&str> = wrong.iter().take(5).map(String::as_str).collect();
    let told = told.join("\n");
    assert!(wrong.is_empty(), "{} histories\n{told}", wrong.len());
}

#[test]
fn parts_of_every_golden_case_come_to_the_whole() {
    for (name, puzzle) in golden::puzzles() {
        let lines = &puzzle.lines;
        for at in 0..=lines.len() {
            let (one, other) = lines.split_at(at);
            // A later export may hold the earlier one too.
            let other = if at % 4 == 3 { &lines[..] } else { other };
            let parts = [one.to_vec(), other.to_vec()];
            let same = check_append(&puzzle, &parts, (1, 1));
            let same = same.and_then(|()| check_parts(&puzzle, &parts));
            assert_eq!(same, Ok(()), "{name}, cut at line {at}");
        }
        let mut dice = Dice::new(name.len() as u64);
        assert_eq!(check(&puzzle, &mut dice), Ok(()), "{name}");
    }
}

#[test]
fn damaged_parts_are_refused_and_break_nothing() {
    let zones = SystemZones::default();
    let (mut refused, mut taken) = (0, 0);
    for seed in 1..=40 {
        let puzzle = puzzle(seed, &zones);
        let mut dice = Dice::new(seed);
        let bytes = part(&with_ids(&puzzle.lines)).to_bytes();
        for _ in 0..40 {
            let mut damaged = bytes.clone();
            let at = dice.below(bytes.len());
            match dice.below(4) {
                0 => damaged.truncate(at),
                1 => damaged[at] = dice.pick(&[0, 1, 2, 127, 255]),
                2 => damaged[at] ^= 1 << dice.below(8),
                _ => drop(damaged.drain(at..(at + 8).min(bytes.len()))),
            }
            match Part::from_bytes(&damaged) {
                Ok(part) => {
                    taken += 1;
                    let mut load = Load::new();
                    load.begin_within("file", Shape::Lines);
                    load.absorb(part);
                    // Other data, perhaps, but data.
                    let mut engine = engine(&puzzle);
                    engine.adopt(load).expect("a zone that is known");
                    let _seen = seen(&engine, &puzzle);
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(
        refused > 200 && taken > 200,
        "{refused} refused, {taken} taken"
    );
}

/// A zone that nobody knows after the year 2030.
struct Until2030;

impl Zones for Until2030 {
    fn offset_at(&self, _: &str, at: i64) -> Option<i32> {
        (at < 1_893_456_000_000).then_some(0)
    }
}

#[test]
fn what_cannot_be_appended_changes_nothing() {
    let line = |year: u32, id: &str| {
        format!(
            r#"{{"ts":"{year}-06-01T09:00:00Z","id":"{id}","type":"message","role":"user","user_id":"u"}}"#
        )
    };
    let load = |number: usize, lines: &[String]| {
        let mut load = Load::new();
        load_file(&mut load, number, lines);
        load
    };
    let mut engine = Engine::new(Box::new(Until2030), i64::MAX / 2, "Somewhere");
    engine.adopt(load(0, &[line(2026, "a")])).unwrap();
    let all = |engine: &Engine| (engine.load_report(), engine.conversations().log.clone());
    let before = all(&engine);
    let late = engine.append(load(1, &[line(2026, "b"), line(2040, "c")]));
    assert_eq!(late, Err(Error::UnknownZone("Somewhere".to_owned())));
    assert!(all(&engine) == before);
    // What is not taken is not asked about either.
    let known = engine.append(load(1, &[line(2040, "a"), line(2026, "b")]));
    let known = known.unwrap();
    assert_eq!((known.summary.events, known.summary.duplicates), (2, 1));
    let files = known.files.iter();
    let files: Vec<(u64, u64)> = files.map(|file| (file.events, file.duplicates)).collect();
    assert_eq!(files, [(1, 0), (1, 1)]);
}
