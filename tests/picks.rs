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
use chatgauge::view::picture::Target;
use chatgauge::view::state::{Change, Choice, State, pick, span};

/// So many events of the sample.
const EVENTS: u64 = 4_000;
/// Values that a chart gives a colour of their own.
const OWN_COLORS: usize = 7;

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

/// Conversations of a day, one an hour and channel, and more of the first ones.
fn of_many_channels(channels: usize) -> Engine {
    let mut lines = String::new();
    for number in 0..channels + 5 {
        let (channel, hour) = (number % channels, number % 24);
        lines.push_str(&format!(
            r#"{{"type":"conversation_started","conversation_id":"c{number}","channel":"k{channel}","ts":"2026-03-02T{hour:02}:00:00Z"}}"#
        ));
        lines.push('\n');
    }
    let mut load = Load::new();
    load.begin("many.ndjson");
    load.feed(lines.as_bytes());
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, "UTC");
    engine.adopt(load).unwrap();
    engine
}

#[test]
fn of_values_that_nobody_could_read_the_last_ones_open_together() {
    const CHANNELS: usize = 1_300;
    let engine = of_many_channels(CHANNELS);
    let state = State {
        period: Choice::Dates(engine.load_report().span.unwrap()),
        bucket: Some(Bucket::Hour),
        ..State::default()
    };
    let ask = Ask::Stack {
        by: "channel".to_owned(),
        engaged: false,
    };
    let period = engine.load_report().span;
    let board = engine.board(&state.query(period), &[ask]).unwrap();
    let Figure::Stack(stack) = &board.figures[0] else {
        panic!("a stack");
    };
    assert_eq!(stack.layers.len(), 1_000);
    assert_eq!(stack.others.as_ref().unwrap().values, 300);
    assert_eq!(stack.totals.iter().sum::<u64>(), CHANNELS as u64 + 5);
    assert!(stack.is_partition());
    let opened = |step: Option<usize>, layer: usize| {
        let target = match step {
            None => Target::Part {
                step,
                part: OWN_COLORS,
            },
            Some(_) => Target::Layer { step, layer },
        };
        let mut next = state.clone();
        let picked = pick(&board.figures[0], &board.context, &target).unwrap();
        next.change(Change::Pick(picked));
        engine.rows(&next.listing(period)).unwrap().len() as u64
    };
    for step in 0..24 {
        for layer in [0, 999, 1_000] {
            let count = stack.counts(layer)[step];
            assert_eq!(opened(Some(step), layer), count, "{step} {layer}");
        }
    }
    let own: u64 = (0..OWN_COLORS)
        .map(|layer| stack.counts(layer).iter().sum::<u64>())
        .sum();
    assert_eq!(opened(None, 0), CHANNELS as u64 + 5 - own);
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
