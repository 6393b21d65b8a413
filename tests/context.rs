//! Why things happened, and what stood around them: reasons, high priority,
//! notes, and what a listed theme is called, of a history worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::report::figure::{Annotation, Context};
use chatgauge::report::themes::{BehindTheme, Of};
use chatgauge::report::{Ask, Figure, Listing};
use chatgauge::view::ledger::ledger;
use chatgauge::view::state::{Change, State};
use chatgauge::view::{Approximate, Kind, Locale, Scene, Scheme, Size, Theme, picture};

/// Three hand-offs, two of them missed; the reason of a closing goes before
/// that of the hand-off. The last conversation is no hand-off.
const HISTORY: &str = r#"{"ts":"2026-05-20T09:00:00Z","type":"annotation","text":"Outage"}
{"ts":"2026-05-26T10:00:00Z","type":"annotation","text":"Release"}
{"ts":"2026-05-27T09:00:00Z","type":"message","conversation_id":"a","role":"user","text":"Where is my order?","priority":"Urgent"}
{"ts":"2026-05-27T09:00:10Z","type":"handoff","conversation_id":"a","status":"requested","reason":"asked"}
{"ts":"2026-05-27T09:00:20Z","type":"handoff","conversation_id":"a","status":"successful"}
{"ts":"2026-05-27T09:00:25Z","type":"tagged","conversation_id":"a","tags":["vip","late"]}
{"ts":"2026-05-27T09:10:00Z","type":"closed","conversation_id":"a","by":"system","reason":"no_agent"}
{"ts":"2026-05-28T09:00:00Z","type":"message","conversation_id":"b","role":"user","text":"Where is my order","priority":"high"}
{"ts":"2026-05-28T09:00:10Z","type":"handoff","conversation_id":"b","status":"requested","reason":"asked"}
{"ts":"2026-05-28T09:10:00Z","type":"closed","conversation_id":"b","by":"user"}
{"ts":"2026-05-29T09:00:00Z","type":"message","conversation_id":"c","role":"user","text":"where is my order??","priority":"low"}
{"ts":"2026-05-29T09:00:10Z","type":"handoff","conversation_id":"c","status":"successful"}
{"ts":"2026-05-29T09:00:15Z","type":"tagged","conversation_id":"c","tags":["vip"]}
{"ts":"2026-05-29T09:01:00Z","type":"message","conversation_id":"c","role":"agent","text":"On its way","agent_id":"ada"}
{"ts":"2026-05-29T09:10:00Z","type":"closed","conversation_id":"c","by":"agent","reason":"done"}
{"ts":"2026-05-31T09:00:00Z","type":"message","conversation_id":"d","role":"user","text":"Hi"}
{"ts":"2026-05-31T09:00:10Z","type":"message","conversation_id":"d","role":"bot","text":"Hello"}
"#;

fn engine(history: &str) -> Engine {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(history.as_bytes());
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, "UTC");
    engine.adopt(load).unwrap();
    engine
}

fn figure(engine: &Engine, ask: Ask) -> (Figure, Context) {
    let mut board = engine.board(&Query::default(), &[ask]).unwrap();
    (board.figures.pop().unwrap(), board.context)
}

fn counts(by: &str) -> Ask {
    Ask::Counts {
        by: by.to_owned(),
        engaged: false,
    }
}

/// Values and counts, and how many there are in all.
fn counted(ask: Ask) -> (Vec<(String, u64)>, u64) {
    let (Figure::Counts(counts), _) = figure(&engine(HISTORY), ask) else {
        panic!("counts");
    };
    let rows = counts.rows.into_iter();
    let rows = rows.map(|(key, count)| (key.unwrap_or_else(|| "none".to_owned()), count));
    (rows.collect(), counts.total)
}

fn rows(told: &[(&str, u64)]) -> Vec<(String, u64)> {
    let rows = told.iter();
    rows.map(|&(key, count)| (key.to_owned(), count)).collect()
}

/// What is said of a chart.
fn said(history: &str, ask: Ask) -> String {
    let (figure, context) = figure(&engine(history), ask);
    let scene = Scene {
        theme: &Theme::new(Scheme::Light),
        locale: &Locale::from_tag("en"),
        measure: &Approximate,
        context: &context,
    };
    let size = Size {
        width: 400.0,
        height: 240.0,
    };
    picture(&figure, Kind::Bars, None, size, &scene).summary
}

#[test]
fn reasons_are_told_of_what_they_are_reasons_of() {
    let handed_off = rows(&[("asked", 2), ("none", 1)]);
    assert_eq!(counted(counts("handoff_reason")), (handed_off, 3));
    let missed = rows(&[("asked", 1), ("no_agent", 1)]);
    assert_eq!(counted(counts("missed_reason")), (missed, 2));
    let closed = rows(&[("none", 2), ("done", 1), ("no_agent", 1)]);
    assert_eq!(counted(counts("close_reason")), (closed, 4));
}

#[test]
fn tags_of_high_priority_are_of_these_alone() {
    let by = "tag".to_owned();
    let tags = rows(&[("late", 1), ("vip", 1), ("none", 1)]);
    assert_eq!(counted(Ask::Urgent { by }), (tags, 2));
}

#[test]
fn what_the_data_lacks_is_said_with_what_would_bring_it() {
    let without = HISTORY.replace("\"reason\"", "\"because\"");
    assert_eq!(
        said(&without, counts("handoff_reason")),
        "No reason of hand-off in any of these. The field reason of handoff events brings it."
    );
    let talk = HISTORY.lines().filter(|line| line.contains("message"));
    let talk = talk.collect::<Vec<_>>().join("\n");
    assert_eq!(
        said(&talk, counts("handoff_reason")),
        "not in this data: no handoff events."
    );
    assert_eq!(
        said(
            &talk.replace("priority", "urgency"),
            Ask::Urgent {
                by: "tag".to_owned()
            }
        ),
        "No conversation of high priority here. The field priority of events brings it."
    );
}

#[test]
fn notes_stand_under_the_period_that_holds_them() {
    let engine = engine(HISTORY);
    let board = engine.board(&Query::default(), &[Ask::Notes]).unwrap();
    let mut state = State::default();
    let typed = |day: u32, text: &str| Annotation {
        date: chrono::NaiveDate::from_ymd_opt(2026, 5, day).unwrap(),
        hour: None,
        text: text.to_owned(),
    };
    state.change(Change::Annotations(vec![
        typed(30, "Sale"),
        typed(1, "Old"),
    ]));
    let told = |state: &State| -> Vec<(String, Vec<String>)> {
        let board = state.shown(&board);
        let scene = Scene {
            theme: &Theme::new(Scheme::Light),
            locale: &Locale::from_tag("en-GB"),
            measure: &Approximate,
            context: &board.context,
        };
        let groups = ledger(&board.figures[0], &scene).unwrap().groups;
        let groups = groups.into_iter();
        let groups = groups.map(|group| {
            let lines = group.lines.into_iter();
            let lines = lines.map(|line| {
                let [date, note] = &line.cells[..] else {
                    panic!("two cells");
                };
                format!("{} {}{}", date.text, note.text, date.note)
            });
            (group.title, lines.collect())
        });
        groups.collect()
    };
    let now = (
        "25 – 31 May 2026".to_owned(),
        vec![
            "26 May 2026 Release10:00".to_owned(),
            "30 May 2026 Sale".to_owned(),
        ],
    );
    let before = (
        "18 – 24 May 2026".to_owned(),
        vec!["20 May 2026 Outage09:00".to_owned()],
    );
    let plain = |groups: Vec<(String, Vec<String>)>| -> Vec<(String, Vec<String>)> {
        let plain = |text: String| text.replace(['\u{a0}', '\u{2009}', '\u{202f}'], " ");
        let groups = groups.into_iter();
        groups
            .map(|(title, lines)| (plain(title), lines.into_iter().map(plain).collect()))
            .collect()
    };
    assert_eq!(plain(told(&state)), [now.clone(), before]);
    state.change(Change::Compared(false));
    assert_eq!(plain(told(&state)), [now]);
}

#[test]
fn a_listed_theme_is_called_by_its_most_typical_question() {
    let engine = engine(HISTORY);
    let ask = Ask::Themes {
        of: Of::First,
        edits: Default::default(),
    };
    let (Figure::Themes(themes), _) = figure(&engine, ask) else {
        panic!("themes");
    };
    let theme = &themes.themes[0];
    assert_eq!(theme.conversations, 3);
    let all: Period = engine.load_report().span.unwrap();
    let listing = Listing {
        query: Query {
            period: Some(all),
            ..Query::default()
        },
        theme: Some(BehindTheme {
            of: Of::First,
            id: theme.id.clone(),
            ..BehindTheme::default()
        }),
        ..Listing::default()
    };
    let listed = engine.list(&listing, None).unwrap();
    let page = engine.page(&listed, 0..10, &[]);
    assert_eq!(
        (page.rows.len(), page.theme),
        (3, Some(theme.question.clone()))
    );
}
