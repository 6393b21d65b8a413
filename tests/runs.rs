//! A metric over time says what its card's run says, and the board tells the
//! notes of its period.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::time::Bucket;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::metric::catalogue;
use chatgauge::report::figure::Annotation;
use chatgauge::report::{Ask, Figure};
use chatgauge::sample::History;

fn engine(bytes: &[u8], zone: &str) -> Engine {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(bytes);
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, zone);
    engine.adopt(load).unwrap();
    engine
}

#[test]
fn a_line_is_the_run_of_the_card() {
    let mut bytes = Vec::new();
    History::new(7, 12_000).write_ndjson(&mut bytes).unwrap();
    let engine = engine(&bytes, "Europe/Stockholm");
    let query = Query {
        period: engine.load_report().span,
        bucket: Some(Bucket::Week),
        ..Query::default()
    };
    let mut asks = Vec::new();
    for metric in catalogue() {
        let id = || metric.about.id.to_owned();
        asks.push(Ask::Run { metric: id() });
        asks.push(Ask::Card { metric: id() });
    }
    let board = engine.board(&query, &asks).unwrap();
    let mut defined = 0;
    for (pair, metric) in board.figures.chunks(2).zip(catalogue()) {
        let [Figure::Run(run), Figure::Card(card)] = pair else {
            panic!("{pair:?}");
        };
        assert_eq!(run.metric, metric.about.id);
        assert_eq!(run.values, card.spark, "{}", run.metric);
        assert_eq!(run.values.len(), board.context.steps.len());
        assert_eq!(run.provisional.len(), board.context.steps.len());
        assert_eq!(run.missing, card.answer.missing);
        defined += usize::from(run.values.iter().any(Option::is_some));
    }
    assert!(defined > catalogue().len() / 2, "{defined}");
}

#[test]
fn the_board_tells_the_notes_of_its_period() {
    let lines = [
        r#"{"ts":"2026-05-29T21:59:59Z","type":"annotation","text":"the day before"}"#,
        r#"{"ts":"2026-05-31T09:30:00Z","type":"annotation","text":"second"}"#,
        r#"{"ts":"2026-05-29T22:00:00Z","type":"annotation","text":"first"}"#,
        r#"{"ts":"2026-05-31T10:00:00Z","type":"conversation_started","conversation_id":"c"}"#,
        r#"{"ts":"2026-05-31T22:00:00Z","type":"annotation","text":"the day after"}"#,
    ];
    let engine = engine(lines.join("\n").as_bytes(), "Europe/Stockholm");
    let mut period = engine.load_report().span.unwrap();
    period.from = "2026-05-30".parse().unwrap();
    period.to = "2026-05-31".parse().unwrap();
    let query = Query {
        period: Some(period),
        ..Query::default()
    };
    let note = |date: &str, hour: u8, text: &str| Annotation {
        date: date.parse().unwrap(),
        hour: Some(hour),
        text: text.to_owned(),
    };
    assert_eq!(
        engine.board(&query, &[]).unwrap().context.annotations,
        [
            note("2026-05-30", 0, "first"),
            note("2026-05-31", 11, "second")
        ]
    );
}
