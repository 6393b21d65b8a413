//! The oracle against the golden cases, so that it may be believed. They are
//! kept beside the package; without that folder there is nothing to compare.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chatgauge::cli::system::{SystemZones, now};
use serde_json::{Map, Value};

use crate::clock::{Clock, date};
use crate::compare::agree;
use crate::engine::Puzzle;
use crate::history::history;
use crate::report::{Ask, report, rows};

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The flags of the command line, as far as the cases use them.
fn ask(args: &str, settings: &mut Value) -> Ask {
    let mut ask = Ask::default();
    let mut words = args.split_whitespace();
    while let Some(flag) = words.next() {
        let value = words.next().expect("a value for the flag");
        match flag {
            "--from" => ask.from = Some(date(value)),
            "--to" => ask.to = Some(date(value)),
            "--tz" => settings["timezone"] = value.into(),
            "--as-of" => settings["as_of"] = value.into(),
            "--by" => ask.by = Some(value.to_owned()),
            "--series" => ask.series = Some(value.to_owned()),
            "--filter" => {
                let (field, values) = value.split_once('=').expect("field=values");
                let values = values.split(',').map(str::to_owned);
                ask.filters
                    .entry(field.to_owned())
                    .or_default()
                    .extend(values);
            }
            other => panic!("a case uses {other}"),
        }
    }
    ask
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a case tells and asks.
fn puzzle(folder: &Path) -> Puzzle {
    let settings = folder.join("settings.json");
    let mut settings: Value = match settings.is_file() {
        true => json(&settings),
        false => serde_json::json!({}),
    };
    let ask = ask(&read(&folder.join("args")), &mut settings);
    let lines = read(&folder.join("events.ndjson"));
    Puzzle {
        lines: lines.lines().map(str::to_owned).collect(),
        settings,
        ask,
        now: now(),
    }
}

/// What the oracle answers in a case.
fn answer(folder: &Path) -> Value {
    let puzzle = puzzle(folder);
    let zones = SystemZones::default();
    let clock = Clock::new(&zones, "UTC");
    let history = history(&puzzle.lines, &puzzle.settings, clock, puzzle.now);
    report(&history, &puzzle.ask)
}

/// The folders of all cases; none where they are not kept.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(entries) = folder.read_dir() else {
        return Vec::new();
    };
    let folders = entries.map(|entry| entry.expect("a readable folder").path());
    let mut cases: Vec<PathBuf> = folders
        .filter(|folder| folder.join("expected.json").is_file())
        .collect();
    cases.sort();
    cases
}

/// What every case tells and asks, with its name.
pub(crate) fn puzzles() -> Vec<(String, Puzzle)> {
    let named = |case: &PathBuf| (case.display().to_string(), puzzle(case));
    cases().iter().map(named).collect()
}

fn fields(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

/// Places of the expected report that are given otherwise, with both values.
fn compare_case(expected: &Value, oracle: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |place: &str, expected: &Value, oracle: &Value, seconds: bool| {
        if !agree(expected, oracle, seconds) {
            wrong.push(format!("{place}: {oracle}, expected {expected}"));
        }
    };
    for field in ["as_of", "timezone", "period", "previous"] {
        check(field, &expected[field], &oracle[field], false);
    }
    for field in ["events", "rejected", "duplicates"] {
        check(
            field,
            &expected["load"][field],
            &oracle["load"][field],
            false,
        );
    }
    let ids = |report: &Value| -> Value {
        let ids: BTreeSet<&String> = fields(&report["metrics"]).keys().collect();
        ids.into_iter().map(String::as_str).collect()
    };
    check("ids", &ids(expected), &ids(oracle), false);
    let whole = |report: &Value| report["metrics"].clone();
    let mut parts = vec![(String::new(), whole(expected), whole(oracle))];
    for (part, key) in [("breakdown", "key"), ("series", "start")] {
        let (expected, mut oracle) = (rows(expected, part, key), rows(oracle, part, key));
        for (key, expected) in expected {
            let row = oracle.remove(&key).cloned().unwrap_or_default();
            parts.push((format!("{part} {key} "), expected.clone(), row));
        }
        for (key, row) in oracle {
            check(&format!("{part} {key}"), &Value::Null, row, false);
        }
    }
    for (row, expected_metrics, oracle) in parts {
        for (id, expected_fields) in fields(&expected_metrics) {
            let seconds = expected["metrics"][id]["unit"] == "seconds";
            let fields = fields(expected_fields).iter();
            for (field, expected) in fields.filter(|(field, _)| *field != "provisional") {
                let place = format!("{row}{id} {field}");
                check(&place, expected, &oracle[id][field], seconds);
            }
        }
    }
    wrong
}

#[test]
fn the_oracle_gives_every_golden_report() {
    let cases = cases();
    if cases.is_empty() {
        eprintln!("skipped: there is no folder of cases beside the package");
    }
    let mut wrong = Vec::new();
    for case in cases {
        let all = compare_case(&json(&case.join("expected.json")), &answer(&case));
        wrong.extend(all.iter().map(|what| format!("{} {what}", case.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
