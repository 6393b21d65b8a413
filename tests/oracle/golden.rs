//! The oracle against the golden cases, so that it may be believed. They are
//! kept beside the package; without that folder there is nothing to compare.

use std::path::Path;

use chatgauge::cli::system::{SystemZones, now};
use serde_json::Value;

use crate::clock::{Clock, date};
use crate::compare::agree;
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
                ask.filters.entry(field.to_owned()).or_default().extend(values);
            }
            other => panic!("a case uses {other}"),
        }
    }
    ask
}

fn compare_case(folder: &Path, wrong: &mut Vec<String>) {
    let name = folder.file_name().expect("a name").to_string_lossy();
    let expected: Value = serde_json::from_str(&read(&folder.join("expected.json"))).unwrap();
    let settings = folder.join("settings.json");
    let mut settings: Value = match settings.is_file() {
        true => serde_json::from_str(&read(&settings)).unwrap(),
        false => serde_json::json!({}),
    };
    let ask = ask(&read(&folder.join("args")), &mut settings);
    let lines = read(&folder.join("events.ndjson"));
    let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    let zones = SystemZones::default();
    let history = history(&lines, &settings, Clock::new(&zones, "UTC"), now());
    let oracle = report(&history, &ask);
    let mut check = |place: String, expected: &Value, oracle: &Value, seconds: bool| {
        if !agree(expected, oracle, seconds) {
            wrong.push(format!("{name} {place}: {oracle}, expected {expected}"));
        }
    };
    for field in ["as_of", "timezone", "period", "previous"] {
        check(field.to_owned(), &expected[field], &oracle[field], false);
    }
    for field in ["events", "rejected", "duplicates"] {
        check(field.to_owned(), &expected["load"][field], &oracle["load"][field], false);
    }
    let ids = |report: &Value| {
        let mut ids: Vec<_> = report["metrics"].as_object().unwrap().keys().cloned().collect();
        ids.sort_unstable();
        Value::from(ids)
    };
    check("ids".to_owned(), &ids(&expected), &ids(&oracle), false);
    let mut parts = vec![(String::new(), expected["metrics"].clone(), oracle["metrics"].clone())];
    for (part, key) in [("breakdown", "key"), ("series", "start")] {
        if expected.get(part).is_none() {
            continue;
        }
        let (theirs, mut ours) = (rows(&expected, part, key), rows(&oracle, part, key));
        for (key, expected) in theirs {
            let ours = ours.remove(&key).unwrap_or_default();
            parts.push((format!("{part} {key} "), expected, ours));
        }
        for (key, _) in ours {
            check(format!("{part} {key}"), &Value::Null, &Value::Bool(true), false);
        }
    }
    for (row, expected_metrics, ours) in parts {
        for (id, fields) in expected_metrics.as_object().unwrap() {
            let seconds = expected["metrics"][id]["unit"] == "seconds";
            let fields = fields.as_object().unwrap();
            for (field, expected) in fields.iter().filter(|(field, _)| *field != "provisional") {
                check(format!("{row}{id} {field}"), expected, &ours[id][field], seconds);
            }
        }
    }
}

#[test]
fn the_oracle_gives_every_golden_report() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(entries) = folder.read_dir() else {
        eprintln!("skipped: there is no folder of cases beside the package");
        return;
    };
    let folders = entries.map(|entry| entry.unwrap().path());
    let mut wrong = Vec::new();
    for case in folders.filter(|folder| folder.join("expected.json").is_file()) {
        compare_case(&case, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
