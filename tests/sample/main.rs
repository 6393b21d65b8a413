//! The invented history is held to the event format by a validator of its
//! own, and to the habits of a believable shop by counting.

// Helpers outside of test functions fail a test just as well.
#![allow(clippy::unwrap_used)]

mod format;

use std::collections::{BTreeMap, BTreeSet};

use chatgauge::sample::{self, History};
use serde_json::Value;

use crate::format::{TYPES, text, validate};

fn lines(history: &mut History) -> (Vec<Value>, u64) {
    let mut out = Vec::new();
    let count = history.write_ndjson(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let events = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    (events, count)
}

fn millis(event: &Value) -> i64 {
    match &event["ts"] {
        Value::Number(number) => number.as_i64().unwrap(),
        ts => chrono::DateTime::parse_from_rfc3339(ts.as_str().unwrap())
            .unwrap()
            .timestamp_millis(),
    }
}

/// The events by conversation, those without id by user and channel.
fn threads(events: &[Value]) -> BTreeMap<String, Vec<&Value>> {
    let mut threads: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for event in events {
        let key = match event["conversation_id"].as_str() {
            Some(id) => id.to_owned(),
            None if !event["channel"].is_null() => {
                format!("{} {}", text(event, "user_id"), text(event, "channel"))
            }
            None => continue,
        };
        threads.entry(key).or_default().push(event);
    }
    threads
}

fn has(thread: &[&Value], key: &str, value: &str) -> bool {
    thread.iter().any(|event| text(event, key) == value)
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[track_caller]
fn within(what: &str, value: f64, low: f64, high: f64) {
    assert!(
        (low..=high).contains(&value),
        "{what}: {value:.3} is not within {low}–{high}"
    );
}

#[test]
fn same_seed_same_bytes() {
    let write = |seed| {
        let mut out = Vec::new();
        History::new(seed, 10_000).write_ndjson(&mut out).unwrap();
        out
    };
    assert!(write(7) == write(7));
    assert!(write(7) != write(8));
    let mut history = sample::demo();
    let (mut first, mut second) = (Vec::new(), Vec::new());
    history.write_ndjson(&mut first).unwrap();
    history.write_ndjson(&mut second).unwrap();
    assert!(first == second);
}

#[test]
fn the_demo_keeps_to_the_format() {
    let (events, count) = lines(&mut sample::demo());
    assert_eq!(events.len() as u64, count);
    assert!((20_000..=30_000).contains(&count));
    events.iter().for_each(validate);
    let types: BTreeSet<&str> = events.iter().map(|event| text(event, "type")).collect();
    assert_eq!(types, BTreeSet::from(TYPES));
    let ids: BTreeSet<&str> = events.iter().map(|event| text(event, "id")).collect();
    assert_eq!(ids.len(), events.len());
    assert!(events.is_sorted_by_key(millis));
    assert!(text(&events[0], "ts").starts_with("2026-03-01"));
    assert!(text(events.last().unwrap(), "ts").starts_with("2026-05-31"));
}

#[test]
fn the_number_of_events_is_as_asked() {
    for asked in [10_000, 30_000, 100_000] {
        let count = History::new(3, asked)
            .write_ndjson(&mut std::io::sink())
            .unwrap();
        within("events", count as f64 / asked as f64, 0.98, 1.02);
    }
}

#[test]
fn the_array_holds_the_same_events() {
    let (events, count) = lines(&mut sample::demo());
    let mut out = Vec::new();
    assert_eq!(sample::demo().write_json_array(&mut out).unwrap(), count);
    let array: Vec<Value> = serde_json::from_slice(&out).unwrap();
    assert!(array == events);
    let mut none = Vec::new();
    History::new(1, 0).write_json_array(&mut none).unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&none).unwrap(),
        Value::Array(vec![])
    );
}

#[test]
fn the_rates_are_believable() {
    let (events, _) = lines(&mut History::new(11, 120_000));
    let threads = threads(&events);
    // Threads with an id are one conversation each, but for the reopened.
    let told: Vec<&Vec<&Value>> = threads
        .iter()
        .filter(|(key, thread)| !key.contains(' ') && has(thread, "type", "message"))
        .map(|(_, thread)| thread)
        .collect();
    let all = told.len();
    let count =
        |pick: &dyn Fn(&Vec<&Value>) -> bool| told.iter().filter(|thread| pick(thread)).count();
    let with_bot = count(&|thread| has(thread, "role", "bot"));
    let handed = count(&|thread| has(thread, "role", "bot") && has(thread, "type", "handoff"));
    within("hand-off rate", share(handed, with_bot), 0.20, 0.27);
    let engaged = count(&|thread| has(thread, "role", "user"));
    within("engagement", share(engaged, all), 0.65, 0.78);
    let by_bot = count(&|thread| {
        let last = thread
            .iter()
            .rfind(|event| text(event, "type") == "message");
        has(thread, "role", "user")
            && !has(thread, "type", "handoff")
            && !has(thread, "role", "agent")
            && last.is_some_and(|last| text(last, "role") == "bot" && last["fallback"].is_null())
            && !thread.iter().any(|event| event["resolved"] == false)
    });
    within("AI resolution", share(by_bot, all), 0.40, 0.50);
    let due = |thread: &Vec<&Value>| {
        let last = thread
            .iter()
            .rfind(|event| text(event, "type") == "handoff");
        has(thread, "status", "successful")
            || last.is_some_and(|last| text(last, "status") == "requested")
            || has(thread, "type", "assigned")
            || (has(thread, "role", "user") && !has(thread, "role", "bot"))
    };
    let humans = count(&due);
    let missed = count(&|thread| due(thread) && !has(thread, "role", "agent"));
    within("missed", share(missed, humans), 0.07, 0.13);
    let with_agent = count(&|thread| has(thread, "role", "agent"));
    let transferred = count(&|thread| has(thread, "type", "transferred"));
    within("transfers", share(transferred, with_agent), 0.05, 0.10);
    within("first response", first_response(&told), 25.0, 45.0);
}

#[test]
fn customers_are_mostly_happy_and_buy() {
    let (events, _) = lines(&mut History::new(11, 120_000));
    let threads = threads(&events);
    let count = |pick: &dyn Fn(&Vec<&Value>) -> bool| {
        threads.values().filter(|thread| pick(thread)).count()
    };
    let surveyed = count(&|thread| {
        thread
            .iter()
            .any(|event| text(event, "type") == "survey_sent" && text(event, "kind") == "csat")
    });
    let scores: Vec<i64> = events
        .iter()
        .filter(|event| text(event, "type") == "rating" && text(event, "kind") == "csat")
        .map(|event| event["score"].as_i64().unwrap())
        .collect();
    let happy = scores.iter().filter(|score| **score >= 4).count();
    within("csat", share(happy, scores.len()), 0.76, 0.86);
    let answered = count(&|thread| has(thread, "type", "rating"));
    within("csat responses", share(answered, surveyed), 0.20, 0.32);
    let euros: Vec<f64> = events
        .iter()
        .filter(|event| text(event, "currency") == "EUR")
        .map(|event| event["amount"].as_f64().unwrap())
        .collect();
    within(
        "revenue per order",
        euros.iter().sum::<f64>() / euros.len() as f64,
        50.0,
        75.0,
    );
}

/// Median seconds from a hand-off's first event to the agent's first word.
fn first_response(told: &[&Vec<&Value>]) -> f64 {
    let mut waits: Vec<i64> = told
        .iter()
        .filter_map(|thread| {
            let asked = thread
                .iter()
                .find(|event| text(event, "type") == "handoff")?;
            let reply = thread.iter().find(|event| text(event, "role") == "agent")?;
            Some(millis(reply) - millis(asked))
        })
        .collect();
    waits.sort_unstable();
    waits[waits.len() / 2] as f64 / 1000.0
}

#[test]
fn channels_and_hours_are_a_shops() {
    let (events, _) = lines(&mut History::new(5, 120_000));
    let mut channels: BTreeMap<&str, usize> = BTreeMap::new();
    let mut hours = [0_usize; 24];
    for event in &events {
        if text(event, "type") == "conversation_started" {
            *channels.entry(text(event, "channel")).or_default() += 1;
            hours[(millis(event) / 3_600_000 % 24) as usize] += 1;
        }
    }
    let all: usize = channels.values().sum();
    let of = |channel: &str| share(channels.get(channel).copied().unwrap_or(0), all);
    within("web", of("web"), 0.46, 0.56);
    within("whatsapp", of("whatsapp"), 0.25, 0.33);
    within("messenger", of("messenger"), 0.10, 0.17);
    within("email", of("email"), 0.02, 0.08);
    within("sms", of("sms"), 0.002, 0.03);
    assert!(hours[10] > hours[14] && hours[19] > hours[15] && hours[3] * 8 < hours[10]);
    let loose = events
        .iter()
        .filter(|event| text(event, "type") == "message" && event["conversation_id"].is_null());
    within(
        "messages without id",
        share(loose.count(), events.len()),
        0.02,
        0.15,
    );
}

#[test]
fn texts_are_of_a_chats_length() {
    let (events, _) = lines(&mut sample::demo());
    let lengths: Vec<usize> = events
        .iter()
        .filter(|event| text(event, "type") == "message")
        .map(|event| text(event, "text").chars().count())
        .collect();
    assert!(lengths.iter().all(|length| *length <= 400));
    let usual = lengths.iter().filter(|length| **length >= 20).count();
    within(
        "at least 20 characters",
        share(usual, lengths.len()),
        0.95,
        1.0,
    );
    let engaged: Vec<usize> = threads(&events)
        .iter()
        .filter(|(key, thread)| !key.contains(' ') && has(thread, "role", "user"))
        .map(|(_, thread)| {
            thread
                .iter()
                .filter(|event| text(event, "type") == "message")
                .count()
        })
        .collect();
    let usual = engaged
        .iter()
        .filter(|count| (4..=16).contains(*count))
        .count();
    within("4 to 16 messages", share(usual, engaged.len()), 0.9, 1.0);
}
