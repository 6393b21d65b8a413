//! A click on any number opens as many conversations as it says.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

mod marks;

use chatgauge::base::time::{Bucket, Period};
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load};
use chatgauge::filter::Filters;
use chatgauge::report::{Ask, Figure};
use chatgauge::sample::History;
use chatgauge::view::state::{Choice, State, span};

/// So many events of the sample.
const EVENTS: u64 = 4_000;

fn sample(zone: &str) -> Engine {
    let mut bytes = Vec::new();
    History::new(7, EVENTS).write_ndjson(&mut bytes).unwrap();
    let mut load = Load::new();
    load.begin("sample.ndjson");
    load.feed(&bytes);
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, zone);
    engine.adopt(load).unwrap();
    engine
}

fn filters(asked: &[(&str, &[&str])]) -> Filters {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let pairs = asked.iter();
    pairs
        .map(|&(field, values)| (field.to_owned(), owned(values)))
        .collect()
}

#[test]
fn the_count_shown_is_the_count_opened() {
    let engine = sample("Europe/Stockholm");
    for (asked, bucket) in [
        (&[][..], Bucket::Week),
        (
            // Each of them is some chart's own.
            &[
                ("channel", &["web", "whatsapp"][..]),
                ("outcome!", &["open"]),
                ("topic!", &["", "returns"]),
                ("hour!", &["09"]),
                ("weekday", &["1", "2", "3"]),
            ],
            Bucket::Month,
        ),
        (&[("tag", &["bug", ""]), ("agent!", &[""])], Bucket::Day),
    ] {
        let opened = marks::check(&engine, &filters(asked), &["plan"], bucket);
        assert!(opened > 500, "{opened} marks");
    }
}

#[test]
fn a_span_of_steps_is_its_dates_or_its_hours() {
    let engine = sample("America/New_York");
    let whole = engine.load_report().span.unwrap();
    for bucket in Bucket::ALL {
        let period = match bucket {
            Bucket::Hour => Period {
                from: whole.to - chrono::Days::new(3),
                to: whole.to,
            },
            _ => whole,
        };
        let state = State {
            period: Choice::Dates(period),
            bucket: Some(bucket),
            ..State::default()
        };
        let ask = Ask::Stack {
            by: "channel".to_owned(),
            engaged: false,
        };
        let board = engine.board(&state.query(Some(period)), &[ask]).unwrap();
        let Figure::Stack(stack) = &board.figures[0] else {
            panic!("a stack");
        };
        let last = board.context.steps.len() - 1;
        let tries = [
            (0, last),
            (last / 2, last),
            (last / 3, last / 2),
            (last, 0),
            (last, last),
        ];
        for (from, to) in tries {
            let (low, high) = (from.min(to), from.max(to));
            let counted: u64 = stack.totals[low..=high].iter().sum();
            let mut next = state.clone();
            next.change(span(&board.figures[0], &board.context, from, to).unwrap());
            let dates = match next.period {
                Choice::Dates(dates) => dates,
                Choice::Named(_) => panic!("dates stay dates"),
            };
            assert!(dates.from >= period.from && dates.to <= period.to && dates.from <= dates.to);
            let rows = engine.rows(&next.listing(Some(dates))).unwrap();
            // Hours over midnight become whole days.
            match bucket == Bucket::Hour && next.within.is_none() {
                true => assert!(rows.len() as u64 >= counted),
                false => assert_eq!(rows.len() as u64, counted, "{bucket:?} {low}–{high}"),
            }
        }
    }
}
