//! A board is that of its question, whatever was asked before: what an engine
//! remembers of the last answer must not be seen in the next one.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::metric::Status;
use chatgauge::report::figure::HeatmapOf;
use chatgauge::report::scorecard::ReviewOf;
use chatgauge::report::{Ask, Figure};
use chatgauge::sample::History;
use chatgauge::settings::{Settings, Target};

fn sample() -> Load {
    let mut bytes = Vec::new();
    History::new(7, 3_000).write_ndjson(&mut bytes).unwrap();
    load(&bytes)
}

/// One more conversation on the last day.
fn one_more() -> Load {
    let line = r#"{"ts":"2026-05-31T09:00:00Z","type":"message","role":"user","text":"Hi","conversation_id":"late","channel":"web"}"#;
    load(line.as_bytes())
}

fn load(bytes: &[u8]) -> Load {
    let mut load = Load::new();
    load.begin("sample.ndjson");
    load.feed(bytes);
    load.end().unwrap();
    load
}

fn engine() -> Engine {
    let zones = Box::new(SystemZones::default());
    let mut engine = Engine::new(zones, i64::MAX / 2, "Europe/Stockholm");
    engine.adopt(sample()).unwrap();
    engine
}

fn card(metric: &str) -> Ask {
    let metric = metric.to_owned();
    Ask::Card { metric }
}

fn stack(by: &str, engaged: bool) -> Ask {
    let by = by.to_owned();
    Ask::Stack { by, engaged }
}

fn screens() -> Vec<Vec<Ask>> {
    let run = || Ask::Run {
        metric: "csat".to_owned(),
    };
    let heat = |of| Ask::Heatmap { of };
    vec![
        vec![card("conversations"), stack("outcome", false), card("csat")],
        vec![card("conversations"), stack("channel", false), card("csat")],
        vec![stack("channel", true), run(), card("handoff_rate"), run()],
        vec![
            card("csat"),
            heat(HeatmapOf::Engaged),
            stack("channel", true),
        ],
        vec![heat(HeatmapOf::Handoffs), card("conversations"), run()],
    ]
}

fn queries(engine: &Engine) -> Vec<Query> {
    let span = engine.load_report().span.unwrap();
    let filtered = [("channel".to_owned(), vec!["web".to_owned()])];
    vec![
        Query::default(),
        Query {
            period: Some(Period::ending(span.to, 20)),
            ..Query::default()
        },
        Query {
            filters: filtered.into_iter().collect(),
            ..Query::default()
        },
    ]
}

#[test]
fn what_was_asked_before_is_not_seen() {
    let mut engine = engine();
    let other = Settings {
        timezone: Some("Asia/Tokyo".to_owned()),
        ..Settings::default()
    };
    let mut last = None;
    for round in 0..3 {
        let mut fresh = self::engine();
        if round > 0 {
            engine.set_settings(other.clone()).unwrap();
            fresh.set_settings(other.clone()).unwrap();
        }
        if round > 1 {
            engine.append(one_more()).unwrap();
            fresh.append(one_more()).unwrap();
        }
        let mut questions: Vec<(Query, Vec<Ask>)> = queries(&engine)
            .into_iter()
            .flat_map(|query| screens().into_iter().map(move |asks| (query.clone(), asks)))
            .collect();
        // The last question of a round is the first of the next.
        if round % 2 == 1 {
            questions.reverse();
        }
        for (query, asks) in questions {
            let board = engine.board(&query, &asks).unwrap();
            assert_eq!(board.figures.len(), asks.len());
            // A screen without figures leaves nothing to remember.
            fresh.board(&query, &[]).unwrap();
            let expected = fresh.board(&query, &asks).unwrap();
            assert_eq!(board, expected, "{query:?} {asks:?}");
            // Other data or definitions tell in the same question's answer.
            assert_ne!(last.as_ref(), Some(&board.figures));
            last = Some(board.figures);
        }
    }
}

#[test]
fn other_targets_judge_the_same_numbers_anew() {
    let mut engine = engine();
    let asks = [Ask::Scorecard];
    let rows = |engine: &Engine| {
        let board = engine.board(&Query::default(), &asks).unwrap();
        let Some(Figure::Scorecard(card)) = board.figures.into_iter().next() else {
            panic!("a scorecard");
        };
        card.rows
    };
    let before = rows(&engine);
    let mut settings = Settings::default();
    settings.targets.remove("csat");
    let most = before
        .iter()
        .find(|row| row.target.metric == "handoff_rate");
    let value = most.unwrap().value.unwrap();
    let strict = Target {
        min: None,
        max: Some(value / 2.0),
    };
    settings.targets.insert("handoff_rate".to_owned(), strict);
    engine.set_settings(settings.clone()).unwrap();
    let now = rows(&engine);
    assert_eq!(now.len() + 1, before.len());
    let judged = now.iter().find(|row| row.target.metric == "handoff_rate");
    let judged = judged.unwrap();
    assert_eq!(
        (judged.value, judged.status),
        (Some(value), Some(Status::FarShort))
    );
    let mut fresh = self::engine();
    fresh.set_settings(settings).unwrap();
    assert_eq!(rows(&fresh), now);
}

/// What comes in parts, and what is looked at after it, is the same as all of
/// it at once; an older answer leaves nothing behind.
#[test]
fn what_comes_in_parts_is_one_answer() {
    let engine = engine();
    let today = engine.load_report().span.unwrap().to;
    let query = |days| Query {
        period: Some(Period::ending(today, days)),
        ..Query::default()
    };
    let arms = Ask::Arms {
        arms: None,
        part: None,
    };
    let answer = |query: &Query, ask: &Ask| {
        let board = engine.board(query, std::slice::from_ref(ask)).unwrap();
        board.figures.into_iter().next().unwrap()
    };
    let mut shown = answer(&query(30), &arms);
    let parts = arms.clone().parts();
    assert!(parts.len() > 2);
    for part in &parts {
        let part = answer(&query(14), part);
        assert_ne!(part, shown);
        shown = part.over(Some(&shown));
    }
    assert_eq!(shown, answer(&query(14), &arms));
    let review = Ask::Review {
        of: ReviewOf::Moved,
    };
    assert_eq!(review.clone().parts().len(), 1);
    let alone = answer(&query(9), &review);
    answer(&query(14), &Ask::Scorecard);
    let after = answer(&query(14), &review);
    assert_eq!(answer(&query(9), &review), alone);
    assert_eq!(answer(&query(14), &review), after);
}
