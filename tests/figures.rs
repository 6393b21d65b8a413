//! Charts of a kind of their own, of histories small enough to be worked out
//! by hand.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::time::{Bucket, Date, Period};
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::metric::funnel::Funnel;
use chatgauge::report::{Ask, Figure};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// The figure of one ask, of events that are told one a line.
fn figure(lines: &[String], (from, to): (&str, &str), ask: Ask) -> Figure {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(lines.join("\n").as_bytes());
    load.end().unwrap();
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, "UTC");
    engine.adopt(load).unwrap();
    let period = Period {
        from: date(from),
        to: date(to),
    };
    let query = Query {
        period: Some(period),
        ..Query::default()
    };
    let board = engine.board(&query, &[ask]).unwrap();
    board.figures.into_iter().next().unwrap()
}

fn message(ts: &str, id: &str, role: &str, rest: &str) -> String {
    format!(
        r#"{{"ts":"{ts}","type":"message","conversation_id":"{id}","role":"{role}","text":"Hi"{rest}}}"#
    )
}

fn status(ts: &str, agent: &str, status: &str) -> String {
    format!(r#"{{"ts":"{ts}","type":"agent_status","agent_id":"{agent}","status":"{status}"}}"#)
}

#[test]
fn load_is_told_each_day_beside_the_agents_there() {
    let chats = [
        message("2026-06-01T10:15:00Z", "a", "user", ""),
        message("2026-06-02T10:40:00Z", "b", "user", ""),
        message("2026-06-02T11:40:00Z", "c", "bot", ""),
        // The data reaches to 23:00 of the second day.
        r#"{"ts":"2026-06-02T23:00:00Z","type":"annotation","text":"End"}"#.to_owned(),
    ];
    let statuses = [
        status("2026-06-01T09:00:00Z", "x", "available"),
        status("2026-06-01T10:00:00Z", "y", "busy"),
        status("2026-06-01T11:30:00Z", "x", "away"),
        status("2026-06-01T12:00:00Z", "y", "offline"),
        status("2026-06-02T09:00:00Z", "x", "available"),
        status("2026-06-02T10:00:00Z", "x", "offline"),
    ];
    let days = ("2026-06-01", "2026-06-02");
    let all: Vec<String> = chats.iter().chain(&statuses).cloned().collect();
    let Figure::Load(load) = figure(&all, days, Ask::Load) else {
        panic!("load")
    };
    let told = |hour: usize| {
        let row = load.hours[hour];
        (row.due, row.mean, row.agents)
    };
    assert_eq!(told(8), (0, Some(0.0), Some(0.0)));
    // On both days for an hour; of the second day the bot needs nobody.
    assert_eq!(told(9), (0, Some(0.0), Some(1.0)));
    assert_eq!(told(10), (2, Some(1.0), Some(1.0)));
    assert_eq!(told(11), (0, Some(0.0), Some(0.75)));
    assert!(load.missing.is_empty());

    let Figure::Load(load) = figure(&chats, days, Ask::Load) else {
        panic!("load")
    };
    assert_eq!(load.missing, ["agent_status"]);
    assert_eq!((load.hours[10].due, load.hours[10].agents), (2, None));
}

#[test]
fn cohorts_follow_customers_from_their_first_contact() {
    let chat = |day: &str, user: &str| {
        let user = match user.is_empty() {
            true => String::new(),
            false => format!(r#","user_id":"{user}""#),
        };
        message(
            &format!("{day}T09:00:00Z"),
            &format!("{day}{user}").replace('"', ""),
            "user",
            &user,
        )
    };
    let lines = [
        chat("2026-05-04", "ann"),
        chat("2026-05-06", "bob"),
        // Twice in a week is once.
        chat("2026-05-12", "ann"),
        chat("2026-05-14", "ann"),
        chat("2026-05-13", "cal"),
        chat("2026-05-20", "cal"),
        chat("2026-05-25", ""),
        chat("2026-05-26", "ann"),
    ];
    let month = ("2026-05-04", "2026-05-31");
    let Figure::Cohorts(cohorts) = figure(&lines, month, Ask::Cohorts) else {
        panic!("cohorts")
    };
    assert_eq!((cohorts.bucket, cohorts.unknown), (Bucket::Week, 1));
    assert!(cohorts.provisional, "the last week is not over");
    let rows: Vec<(Date, u64, &[u64])> = { cohorts.rows.iter() }
        .map(|row| (row.date, row.size, &row.back[..]))
        .collect();
    assert_eq!(rows.len(), 8, "eight weeks at least");
    assert_eq!(rows[0], (date("2026-04-06"), 0, &[0; 7][..]));
    assert_eq!(rows[4], (date("2026-05-04"), 2, &[1, 0, 1][..]));
    assert_eq!(rows[5], (date("2026-05-11"), 1, &[1, 0][..]));
    assert_eq!(rows[7], (date("2026-05-25"), 0, &[][..]));

    let year = ("2025-06-01", "2026-05-31");
    let Figure::Cohorts(cohorts) = figure(&lines, year, Ask::Cohorts) else {
        panic!("cohorts")
    };
    assert_eq!((cohorts.bucket, cohorts.rows.len()), (Bucket::Month, 12));
    assert_eq!(cohorts.rows[11].size, 3);

    // The first step is a whole one, even where the period begins within it.
    let late = ("2026-05-11", "2026-12-31");
    let Figure::Cohorts(cohorts) = figure(&lines, late, Ask::Cohorts) else {
        panic!("cohorts")
    };
    assert_eq!(cohorts.rows[0].date, date("2026-05-01"), "whole months");
    assert_eq!(cohorts.rows[0].size, 3);
}

#[test]
fn a_fallback_that_is_overcome_is_understood() {
    let at = |minute: u8| format!("2026-06-01T09:{minute:02}:00Z");
    let closed = |id: &str| {
        let ts = at(30);
        format!(r#"{{"ts":"{ts}","type":"closed","conversation_id":"{id}","by":"system"}}"#)
    };
    let talk = |id: &str, fallback: bool, more: &[String]| {
        let fallback = if fallback { r#","fallback":true"# } else { "" };
        let mut lines = vec![
            message(&at(0), id, "bot", ""),
            message(&at(1), id, "user", ""),
            message(&at(2), id, "bot", fallback),
        ];
        lines.extend_from_slice(more);
        lines
    };
    let handoff = format!(
        r#"{{"ts":"{}","type":"handoff","conversation_id":"lost","status":"successful"}}"#,
        at(3)
    );
    let again = [
        message(&at(3), "overcome", "user", ""),
        message(&at(4), "overcome", "bot", ""),
        closed("overcome"),
    ];
    let mut lines = vec![message(&at(0), "greeted", "bot", "")];
    lines.extend(talk("clear", false, &[closed("clear")]));
    lines.extend(talk("lost", true, &[handoff]));
    lines.extend(talk("overcome", true, &again));
    let day = ("2026-06-01", "2026-06-01");
    let counts = |of: Funnel| {
        let Figure::Funnel(funnel) = figure(&lines, day, Ask::Funnel { of }) else {
            panic!("a funnel")
        };
        let steps = funnel.steps.iter();
        let counts: Vec<Option<f64>> = steps.map(|step| step.answer.value.number()).collect();
        let lacking: Vec<bool> = { funnel.steps.iter() }
            .map(|step| !step.answer.missing.is_empty())
            .collect();
        (counts, lacking, funnel.missing)
    };
    let (bot, lacking, missing) = counts(Funnel::Bot);
    assert_eq!(bot, [4.0, 3.0, 2.0, 2.0].map(Some));
    assert!(!lacking.contains(&true) && missing.is_empty());
    let (sales, lacking, missing) = counts(Funnel::Sales);
    assert_eq!(sales[..2], [4.0, 3.0].map(Some));
    assert_eq!(
        lacking,
        [false, false, true],
        "nothing tells of conversions"
    );
    assert_eq!(missing, ["visit"]);
}
