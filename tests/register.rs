//! The register as people take it out: as many rows as the number they
//! doubt, every cell safe to open and easy to read back.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

mod history;

use std::collections::{BTreeMap, BTreeSet};

use history::{Run, sample};
use serde_json::Value;

/// The rows of a CSV, its first line apart.
fn csv(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let cells = rows.last_mut().unwrap();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'), "lines end with CRLF");
                rows.push(vec![String::new()]);
            }
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    assert_eq!(rows.pop().unwrap(), [""], "the last line ends too");
    let head = rows.remove(0);
    (head, rows)
}

fn ndjson(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn as_many_rows_as_the_metric_counts() {
    let sample = sample();
    for flags in [
        &[][..],
        &["--from=2026-05-01", "--to=2026-05-31"],
        &[
            "--from=2026-03-01",
            "--filter=channel=whatsapp",
            "--tz=Asia/Tokyo",
        ],
        &[
            "--from=2026-03-01",
            "--filter=outcome=handed_off,open",
            "--filter=device!=mobile",
        ],
        &["--from=2026-04-01", "--to=2026-04-02", "--filter=plan=pro"],
        &["--from=1999-01-01", "--to=1999-01-02"],
    ] {
        let report = Run::new("metrics", flags).json(&sample);
        let counted = report["metrics"]["conversations"]["value"]
            .as_u64()
            .unwrap();
        let (head, rows) = csv(&Run::new("conversations", flags).text(&sample));
        assert_eq!(rows.len() as u64, counted, "{flags:?}");
        assert!(rows.iter().all(|row| row.len() == head.len()), "{flags:?}");
        let lines = ndjson(
            &Run::new("conversations", flags)
                .with("--format=ndjson")
                .text(&sample),
        );
        assert_eq!(lines.len() as u64, counted, "{flags:?}");
    }
}

#[test]
fn csv_and_ndjson_tell_the_same() {
    let sample = sample();
    let run = |format| {
        Run::new("conversations", &["--from=2026-03-01"])
            .with(format)
            .text(&sample)
    };
    let (head, rows) = csv(&run("--format=csv"));
    let lines = ndjson(&run("--format=ndjson"));
    assert!(lines.len() > 500, "{}", lines.len());
    for (row, line) in rows.iter().zip(&lines) {
        let names: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert!(names.iter().copied().eq(&head));
        for (name, cell) in head.iter().zip(row) {
            assert_eq!(*cell, as_csv(&line[name.as_str()]), "{name}");
        }
    }
}

/// What a JSON value reads in CSV.
fn as_csv(value: &Value) -> String {
    let defused = |text: &str| match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true if text.parse::<f64>().is_err() || text.starts_with('+') => format!("'{text}"),
        _ => text.to_owned(),
    };
    match value {
        Value::Null => String::new(),
        Value::String(text) => defused(text),
        Value::Array(values) => defused(
            &values
                .iter()
                .map(|value| {
                    value
                        .as_str()
                        .map_or_else(|| value.to_string(), str::to_owned)
                })
                .collect::<Vec<_>>()
                .join("; "),
        ),
        other => other.to_string(),
    }
}

#[test]
fn every_conversation_has_its_own_name() {
    let sample = sample();
    let run = Run::new("conversations", &["--from=2026-03-01", "--format=ndjson"]);
    let lines = ndjson(&run.text(&sample));
    let names: BTreeSet<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), lines.len());
    assert!(names.iter().any(|name| name.contains("@whatsapp#2")));
    for line in &lines {
        let (id, number) = (line["id"].as_str().unwrap(), &line["number_in_thread"]);
        match line["conversation_id"].as_str() {
            Some(thread) if *number == 1 => assert_eq!(id, thread),
            Some(thread) => assert_eq!(id, format!("{thread}#{number}")),
            None => assert!(id.ends_with(&format!("#{number}")), "{id}"),
        }
    }
}

/// Events that make names hard to tell apart.
const HARD_NAMES: &str = r#"
{"ts":1780000000,"type":"message","role":"user","conversation_id":"c1"}
{"ts":1780000060,"type":"closed","conversation_id":"c1"}
{"ts":1780000120,"type":"message","role":"user","conversation_id":"c1"}
{"ts":1780000000,"type":"message","role":"user","conversation_id":"c1#2"}
{"ts":1780000000,"type":"message","role":"user","conversation_id":"anna@web"}
{"ts":1780000060,"type":"closed","conversation_id":"anna@web"}
{"ts":1780000120,"type":"message","role":"user","conversation_id":"anna@web"}
{"ts":1780000000,"type":"message","role":"user","user_id":"anna","channel":"web"}
{"ts":1780009000,"type":"message","role":"user","user_id":"anna","channel":"web"}
{"ts":1780000000,"type":"message","role":"user","user_id":"a","channel":"b@c"}
{"ts":1780000000,"type":"message","role":"user","user_id":"a@b","channel":"c"}
{"ts":1780000000,"type":"message","role":"user","user_id":"b"}
"#;

#[test]
fn names_are_told_apart_and_found_again() {
    let run = Run::new("conversations", &["--format=ndjson"]);
    let lines = ndjson(&run.text(HARD_NAMES));
    let names: BTreeSet<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    let expected = [
        "@anna@web#1",
        "@anna@web#2",
        "a@b%40c#1",
        "a@b@c#1",
        "anna@web",
        "anna@web#2",
        "b@unknown#1",
        "c1",
        "c1#2",
        "c1#2#1",
    ];
    assert!(names.iter().eq(&expected), "{names:?}");
    for (name, line) in expected.iter().zip(0..) {
        let explained = Run::new("explain", &["--format=json", "--conversation", name]);
        let explained = explained.json(HARD_NAMES);
        assert_eq!(explained["id"], *name, "{line}");
        assert_eq!(explained["facts"]["id"], *name);
    }
}

/// A thread with much in it.
const RICH: &str = r#"
{"ts":"2026-06-01T09:00:00+02:00","type":"conversation_started","conversation_id":"c1","user_id":"u1","channel":"web","attributes":{"plan":"=cmd()","seats":-5}}
{"ts":"2026-06-01T09:00:01+02:00","type":"message","conversation_id":"c1","role":"bot","text":"Hi!","welcome":true}
{"ts":"2026-06-01T09:00:20+02:00","type":"message","conversation_id":"c1","role":"user","user_name":"Anna, \"A\"","user_email":"anna@example.com","text":"Where,\nplease?","sentiment":-0.5}
{"ts":"2026-06-01T09:00:30+02:00","type":"message","conversation_id":"c1","role":"agent","agent_id":"a1","agent_name":"Ben","text":"secret","private":true}
{"ts":"2026-06-01T09:01:00+02:00","type":"message","conversation_id":"c1","role":"agent","agent_id":"a1","agent_name":"Ben","text":"Tomorrow.","canned":true}
{"ts":"2026-06-01T09:02:00+02:00","type":"closed","conversation_id":"c1","by":"user"}
{"ts":"2026-06-01T09:02:10+02:00","type":"rating","conversation_id":"c1","kind":"csat","score":9,"scale":10}
{"ts":"2026-06-01T09:02:15+02:00","type":"tagged","conversation_id":"c1","tags":["shipping","+plus"]}
{"ts":"2026-06-01T09:03:00+02:00","type":"order","conversation_id":"c1","amount":12.5,"currency":"EUR"}
{"ts":"2026-06-01T09:04:00+02:00","type":"order","conversation_id":"c1","amount":100,"currency":"SEK"}
{"ts":"2026-06-01T10:00:00+02:00","type":"message","conversation_id":"c1","role":"user","text":"And now?"}
"#;

#[test]
fn rows_hold_what_happened() {
    let run = |format| {
        Run::new("conversations", &["--tz=Europe/Stockholm"])
            .with(format)
            .text(RICH)
    };
    let lines = ndjson(&run("--format=ndjson"));
    assert_eq!(lines.len(), 2);
    let expected = serde_json::json!({
        "id": "c1", "conversation_id": "c1", "number_in_thread": 1,
        "start": "2026-06-01T09:00:00+02:00", "end": "2026-06-01T09:02:00+02:00",
        "last_update": "2026-06-01T09:04:00+02:00",
        "user_id": "u1", "user_name": "Anna, \"A\"", "user_email": "anna@example.com",
        "first_question": "Where,\nplease?", "outcome": "handed_off",
        "support_type": "bot_and_agent", "handoff_outcome": null, "agent": "a1",
        "agent_name": "Ben", "agents": ["a1"], "tags": ["shipping", "+plus"], "goals": [],
        "engaged": true, "resolved": true, "closed_by_event": true, "closed_by_agent": false,
        "messages": 3, "agent_messages": 1, "canned_messages": 1, "duration_seconds": 120,
        "initial_wait_seconds": 40, "first_response_seconds": 40, "still_waiting_seconds": null,
        "agent_response_seconds": [40], "bot_response_seconds": [], "csat": 4.555_555_555_555_555,
        "next_in_thread_seconds": 3480, "last_of_thread": false, "sentiments": [-0.5],
        "orders": 2, "revenue_EUR": 12.5, "revenue_SEK": 100,
        "attributes.plan": "=cmd()", "attributes.seats": "-5",
    });
    for (column, expected) in expected.as_object().unwrap() {
        match (expected.as_f64(), lines[0][column].as_f64()) {
            (Some(one), Some(other)) => assert!((one - other).abs() < 1e-9, "{column}: {other}"),
            _ => assert_eq!(lines[0][column], *expected, "{column}"),
        }
    }
    // What the thread's next conversation does not say it takes over.
    assert_eq!(lines[1]["id"], "c1#2");
    assert_eq!(lines[1]["user_name"], "Anna, \"A\"");
    assert_eq!(lines[1]["first_question"], "And now?");
    assert_eq!(lines[1]["last_of_thread"], true);

    let (head, rows) = csv(&run("--format=csv"));
    let first: BTreeMap<&String, &String> = head.iter().zip(&rows[0]).collect();
    let cell = |column: &str| first[&column.to_owned()].as_str();
    assert_eq!(cell("user_name"), "Anna, \"A\"");
    assert_eq!(cell("first_question"), "Where,\nplease?");
    assert_eq!(cell("attributes.plan"), "'=cmd()");
    assert_eq!(
        (cell("attributes.seats"), cell("revenue_EUR")),
        ("-5", "12.5")
    );
    assert_eq!(
        (cell("tags"), cell("sentiments")),
        ("shipping; +plus", "-0.5")
    );
    assert_eq!((cell("engaged"), cell("handoff_outcome")), ("true", ""));
}

#[test]
fn an_empty_history_has_column_names_only() {
    let (head, rows) = csv(&Run::new("conversations", &[]).text("[]"));
    assert_eq!((head[0].as_str(), rows.len()), ("id", 0));
    assert_eq!(
        Run::new("conversations", &["--format=ndjson"]).text("[]"),
        ""
    );
}
