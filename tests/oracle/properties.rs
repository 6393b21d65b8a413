//! What holds whatever the definitions say: how a history is told changes
//! nothing, and parts sum to their whole.

use std::sync::{Mutex, PoisonError};

use chatgauge::cli::system::SystemZones;
use chatgauge::report::Report;
use serde_json::Value;

use crate::clock::Clock;
use crate::compare::agree;
use crate::dice::Dice;
use crate::engine::{Puzzle, file, load, report};
use crate::puzzles::{for_every_seed, puzzle};
use crate::read::{Event, read};

/// Counted of conversations; of a value of one dimension each conversation
/// has one or none, so that rows sum to the total.
const OF_CONVERSATIONS: [&str; 26] = [
    "conversations",
    "widget_opens",
    "engaged_conversations",
    "messages",
    "fallbacks",
    "handoffs",
    "handoffs_successful",
    "handoffs_cancelled",
    "handoffs_disabled",
    "handoffs_incomplete",
    "handoffs_pending",
    "replied_conversations",
    "closed_by_agent",
    "outcome_handed_off",
    "outcome_open",
    "outcome_resolved_by_agent",
    "outcome_resolved_by_bot",
    "outcome_closed_unanswered",
    "missed_chats",
    "csat_responses",
    "complaints",
    "ces_responses",
    "nps_responses",
    "bookings",
    "orders",
    "revenue",
];
/// Counted by their own time: they sum over time.
const OF_OWN_TIME: [&str; 4] = ["visits", "tickets", "tickets_resolved", "working_hours"];

/// The report as printed, without what names files and lines.
fn printed(mut report: Report) -> String {
    report.load.rejections.clear();
    serde_json::to_string(&report).expect("a report is JSON")
}

/// The event of each line, where it is accepted.
fn events(puzzle: &Puzzle, zones: &SystemZones) -> Vec<Option<Event>> {
    let zone = puzzle.settings["timezone"].as_str().expect("a zone");
    let clock = Clock::new(zones, zone);
    let one = |line: &String| read(std::slice::from_ref(line), &clock).events.pop();
    puzzle.lines.iter().map(one).collect()
}

/// The lines in another order, in which those of one instant or of one id
/// stay in order.
fn reordered(puzzle: &Puzzle, events: &[Option<Event>], dice: &mut Dice) -> Vec<String> {
    let bound = |one: &Option<Event>, other: &Option<Event>| match (one, other) {
        (Some(one), Some(other)) => {
            one.at == other.at || one.text("id").is_some() && one.text("id") == other.text("id")
        }
        _ => false,
    };
    let mut group: Vec<usize> = (0..events.len()).collect();
    for one in 0..events.len() {
        for other in 0..one {
            if bound(&events[one], &events[other]) && group[one] != group[other] {
                let (from, to) = (group[one], group[other]);
                group
                    .iter_mut()
                    .filter(|it| **it == from)
                    .for_each(|it| *it = to);
            }
        }
    }
    // Groups take places at random, each its own lines in order.
    let mut places = group.clone();
    dice.shuffle(&mut places);
    let mut taken = vec![0; events.len()];
    let mut lines = Vec::new();
    for of in places {
        let mut members = (0..events.len()).filter(|&line| group[line] == of);
        let line = members.nth(taken[of]).expect("as many places as lines");
        taken[of] += 1;
        lines.push(puzzle.lines[line].clone());
    }
    lines
}

/// The lines in several files, in order, each with an event: a file without
/// any counts for nothing.
fn split(puzzle: &Puzzle, events: &[Option<Event>], dice: &mut Dice) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<String>> = vec![Vec::new()];
    let mut has_event = false;
    for (line, event) in puzzle.lines.iter().zip(events) {
        if has_event && event.is_some() && dice.percent(30) {
            files.push(Vec::new());
        }
        has_event |= event.is_some();
        let last = files.len() - 1;
        files[last].push(line.clone());
    }
    files.iter().map(|lines| file(lines)).collect()
}

/// What is wrong with one report of a seed.
fn check(seed: u64, zones: &SystemZones) -> Result<(), String> {
    let puzzle = puzzle(seed, zones);
    let whole = file(&puzzle.lines);
    let Ok(plain) = report(&puzzle, load(std::slice::from_ref(&whole), usize::MAX)) else {
        return Ok(());
    };
    check_order(&plain)?;
    check_sums(&serde_json::to_value(&plain).expect("a report is JSON"))?;
    let mut dice = Dice::new(!seed);
    let events = events(&puzzle, zones);
    let (how, told) = match dice.below(3) {
        0 => {
            let lines = reordered(&puzzle, &events, &mut dice);
            ("in another order", load(&[file(&lines)], usize::MAX))
        }
        1 => (
            "in several files",
            load(&split(&puzzle, &events, &mut dice), usize::MAX),
        ),
        _ => ("in small pieces", load(&[whole], dice.pick(&[1, 2, 7, 64]))),
    };
    let other = report(&puzzle, told)?;
    match printed(plain) == printed(other) {
        true => Ok(()),
        false => Err(format!("not the same report {how}")),
    }
}

/// "most conversations first, then key, null last".
fn check_order(report: &Report) -> Result<(), String> {
    let rows = { report.breakdown.iter() }.flat_map(|breakdown| &breakdown.rows);
    let places: Vec<(bool, i64, Option<&str>)> = rows
        .map(|row| {
            let conversations = row.metrics.get("conversations").expect("every metric");
            let value = serde_json::to_value(&conversations.value).expect("a number");
            let key = row.key.as_deref();
            (key.is_none(), -(value.as_f64().unwrap_or(0.0) as i64), key)
        })
        .collect();
    match places.is_sorted() {
        true => Ok(()),
        false => Err(format!("rows in the order {places:?}")),
    }
}

/// Whether parts sum to their whole.
fn check_sums(report: &Value) -> Result<(), String> {
    let by = report["breakdown"]["by"].as_str().unwrap_or("tag");
    let of_time = ["weekday", "hour"].contains(&by);
    let mut whole_and_parts = vec![(&report["metrics"], Vec::new(), false)];
    for (part, sums, own_time) in [
        (
            "breakdown",
            !["tag", "goal", "handled_by"].contains(&by),
            of_time,
        ),
        ("series", report["series"].is_object(), true),
    ] {
        let rows = report[part]["rows"].as_array().into_iter().flatten();
        let rows: Vec<&Value> = rows.map(|row| &row["metrics"]).collect();
        whole_and_parts.extend(rows.iter().map(|row| (*row, Vec::new(), false)));
        if sums {
            whole_and_parts.push((&report["metrics"], rows, own_time));
        }
    }
    for (whole, parts, own_time) in whole_and_parts {
        check_outcomes(whole)?;
        let own = if own_time { &OF_OWN_TIME[..] } else { &[] };
        let ids = OF_CONVERSATIONS.iter().chain(own);
        for id in ids.filter(|_| !parts.is_empty()) {
            let sum = parts
                .iter()
                .fold(Value::Null, |sum, part| plus(&sum, &part[id]["value"]));
            if !agree(&whole[id]["value"], &sum, false) {
                return Err(format!(
                    "rows of {id} sum to {sum}, not to {}",
                    whole[id]["value"]
                ));
            }
        }
    }
    Ok(())
}

/// "they sum to `conversations`".
fn check_outcomes(metrics: &Value) -> Result<(), String> {
    let outcomes = OF_CONVERSATIONS
        .iter()
        .filter(|id| id.starts_with("outcome_"));
    let sum = outcomes.fold(Value::from(0), |sum, id| plus(&sum, &metrics[id]["value"]));
    match agree(&metrics["conversations"]["value"], &sum, false) {
        true => Ok(()),
        false => Err(format!(
            "outcomes sum to {sum} of {}",
            metrics["conversations"]["value"]
        )),
    }
}

/// The sum of numbers, or of amounts by currency.
fn plus(one: &Value, other: &Value) -> Value {
    match (one, other) {
        (Value::Null, other) => other.clone(),
        (Value::Object(one), Value::Object(other)) => {
            let mut sum = one.clone();
            for (currency, amount) in other {
                let before = sum.get(currency).cloned().unwrap_or_default();
                sum.insert(currency.clone(), plus(&before, amount));
            }
            Value::Object(sum)
        }
        _ => Value::from(one.as_f64().unwrap_or(0.0) + other.as_f64().unwrap_or(0.0)),
    }
}

#[test]
fn telling_changes_nothing_and_parts_sum_to_the_whole() {
    let wrong = Mutex::new(Vec::new());
    for_every_seed(|seed, zones| {
        if let Err(what) = check(seed, zones) {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.push(format!("seed {seed}: {what}"));
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let told: Vec<&str> = wrong.iter().take(20).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} histories\n{}",
        wrong.len(),
        told.join("\n")
    );
}
