//! The table of agents on random histories, against what the oracle says of
//! each agent.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use chatgauge::cli::system::SystemZones;
use chatgauge::report::agents::{AgentRow, Agents};
use chatgauge::report::{Ask, Figure};
use serde_json::{Value, json};

use crate::compare::agree;
use crate::engine::{Puzzle, engine, file, load, query};
use crate::intervals::{Checked, same};
use crate::puzzles::{for_every_seed, oracle, puzzle};
use crate::report::rows;

/// Of so many histories one is looked at: the oracle tells it three times.
const EVERY: u64 = 8;

/// What the oracle says of each value of a field.
type Rows = BTreeMap<String, Value>;

fn told_by(puzzle: &Puzzle, zones: &SystemZones, field: &str) -> Rows {
    let mut puzzle = puzzle.clone();
    puzzle.ask.by = Some(field.to_owned());
    let told = oracle(&puzzle, zones);
    let rows = rows(&told, "breakdown", "key").into_iter();
    rows.map(|(key, row)| (key, row.clone())).collect()
}

fn number(rows: &Rows, key: &str, metric: &str) -> f64 {
    let value = rows.get(key).and_then(|row| row[metric]["value"].as_f64());
    value.unwrap_or(0.0)
}

/// How many agents were looked at.
fn check(puzzle: &Puzzle, zones: &SystemZones) -> Result<usize, String> {
    let mut puzzle = puzzle.clone();
    let own = ["handled_by", "handled_by!", "missed_by", "missed_by!"];
    puzzle
        .ask
        .filters
        .retain(|field, _| !own.contains(&field.as_str()));
    let mut engine = engine(&puzzle);
    if engine
        .adopt(load(&[file(&puzzle.lines)], usize::MAX))
        .is_err()
    {
        return Ok(0);
    }
    let Ok(report) = engine.report(&query(&puzzle.ask)) else {
        return Ok(0);
    };
    let asked = chatgauge::engine::Query {
        period: Some(report.period),
        filters: report.filters,
        bucket: None,
    };
    let board = engine
        .board(&asked, &[Ask::Agents])
        .expect("a query that was answered");
    let Some(Figure::Agents(agents)) = board.figures.first() else {
        return Err("no agents".to_owned());
    };
    let [handled, first, missed] =
        ["handled_by", "agent", "missed_by"].map(|field| told_by(&puzzle, zones, field));
    for row in &agents.rows {
        check_row(agents, row, [&handled, &first, &missed])?;
    }
    let told = |rows: &Rows| {
        rows.keys()
            .filter(|key| *key != "null")
            .cloned()
            .collect::<Vec<String>>()
    };
    let mut all: Vec<String> = [told(&handled), told(&missed)].concat();
    all.sort();
    all.dedup();
    // Working hours alone make a row too.
    let rows: Vec<String> = agents
        .rows
        .iter()
        .map(|row| json!(row.agent).to_string())
        .collect();
    for key in all {
        let counts = number(&handled, &key, "conversations")
            + number(&handled, &key, "working_hours")
            + number(&missed, &key, "missed_chats");
        same(rows.contains(&key), counts > 0.0, &key)?;
    }
    same(
        agents.unassigned as f64,
        number(&missed, "null", "missed_chats"),
        "nobody's",
    )?;
    Ok(agents.rows.len())
}

fn check_row(agents: &Agents, row: &AgentRow, [handled, first, missed]: [&Rows; 3]) -> Checked {
    let key = json!(row.agent).to_string();
    let of = |rows: &Rows, metric: &str| number(rows, &key, metric);
    same(row.chats as f64, of(handled, "conversations"), &key)?;
    same(row.missed as f64, of(missed, "missed_chats"), &key)?;
    let quotient = |above: f64, below: f64| json!((below > 0.0).then(|| above / below));
    let answered = of(handled, "replied_conversations") - of(handled, "missed_chats");
    for (column, answer) in agents.columns.iter().zip(&row.answers) {
        let metric = column.metric.as_str();
        let value = |rows: &Rows| match rows.get(&key) {
            Some(row) => row[metric]["value"].clone(),
            None => Value::Null,
        };
        let expected = match metric {
            "first_response_time" => value(first),
            "missed_rate" => quotient(row.missed as f64, row.missed as f64 + answered),
            "chats_per_hour" => quotient(row.chats as f64, of(handled, "working_hours")),
            _ => value(handled),
        };
        let ours = json!(answer.value);
        if !agree(&ours, &expected, true) {
            return Err(format!("{metric} of {key}: {ours}, not {expected}"));
        }
    }
    Ok(())
}

#[test]
fn agents_agree_with_the_oracle() {
    let (wrong, looked_at) = (Mutex::new(BTreeMap::new()), AtomicUsize::new(0));
    for_every_seed(|seed, zones| {
        if seed % EVERY != 0 {
            return;
        }
        match check(&puzzle(seed, zones), zones) {
            Ok(agents) => drop(looked_at.fetch_add(agents, Ordering::Relaxed)),
            Err(what) => drop(wrong.lock().expect("no panic").insert(seed, what)),
        }
    });
    let wrong = wrong.into_inner().expect("no panic");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(looked_at.into_inner() > 20, "too few agents");
}
