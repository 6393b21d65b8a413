//! What opens under a number: exactly the conversations that it counted, in
//! the order asked for.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use std::cmp::Reverse;

use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Error, Load, Query, ReportQuery};
use chatgauge::metric::define::{Compute, Measure};
use chatgauge::metric::{Unit, Value, catalogue};
use chatgauge::report::figure::HeatmapOf;
use chatgauge::report::{Ask, Behind, Cell, Figure, Listing, MetricAnswer, Side, Sort};
use chatgauge::sample::History;

/// So many events of the sample.
const EVENTS: u64 = 12_000;

fn sample() -> Engine {
    let mut bytes = Vec::new();
    History::new(7, EVENTS).write_ndjson(&mut bytes).unwrap();
    let mut load = Load::new();
    load.begin("sample.ndjson");
    load.feed(&bytes);
    let mut engine = Engine::new(
        Box::new(SystemZones::default()),
        i64::MAX / 2,
        "Europe/Stockholm",
    );
    engine.adopt(load).unwrap();
    engine
}

/// All days of the data.
fn all(engine: &Engine) -> Listing {
    Listing {
        query: Query {
            period: engine.load_report().span,
            ..Query::default()
        },
        ..Listing::default()
    }
}

fn count(engine: &Engine, listing: &Listing) -> u64 {
    engine.rows(listing).unwrap().len() as u64
}

fn filtered(listing: &Listing, filters: &[(&str, &str)]) -> Listing {
    let mut listing = listing.clone();
    for &(field, value) in filters {
        let values = vec![value.to_owned()];
        listing.query.filters.insert(field.to_owned(), values);
    }
    listing
}

/// Both sides of a quotient, where they are conversations, and what is between
/// them.
fn quotient(
    id: &str,
    (above, below): (&Measure, &Measure),
    answer: &MetricAnswer,
    of: impl Fn(Side) -> f64,
) {
    if matches!(above, Measure::Count(_)) {
        assert_eq!(Some(of(Side::Numerator)), answer.numerator, "{id}");
    }
    if matches!(below, Measure::Count(_)) {
        assert_eq!(Some(of(Side::Denominator)), answer.denominator, "{id}");
    }
    if matches!((above, below), (Measure::Count(_), Measure::Count(_))) {
        let all = of(Side::Numerator) + of(Side::Rest);
        assert!(all >= of(Side::Denominator), "{id}");
        assert!(of(Side::Rest) <= of(Side::Denominator), "{id}");
    }
}

#[test]
fn as_many_as_every_metric_counts() {
    let engine = sample();
    for filters in [
        &[][..],
        &[("channel", "web")],
        &[("outcome!", "open"), ("weekday", "2")],
    ] {
        let listing = filtered(&all(&engine), filters);
        let Some(Period { from, to }) = listing.query.period else {
            panic!("the sample has days");
        };
        let report = engine.report(&ReportQuery {
            from: Some(from),
            to: Some(to),
            filters: listing.query.filters.clone(),
            ..ReportQuery::default()
        });
        let metrics = report.unwrap().metrics.0;
        let mut compared = 0;
        for (metric, (id, answer)) in catalogue().iter().zip(&metrics) {
            let of = |side| {
                count(
                    &engine,
                    &Listing {
                        behind: Some(Behind {
                            metric: id.clone(),
                            side,
                        }),
                        ..listing.clone()
                    },
                ) as f64
            };
            let value = match answer.value {
                Value::Number(value) => Some(value),
                _ => None,
            };
            compared += 1;
            match metric.compute {
                Compute::Number(Measure::Count(_)) => {
                    assert_eq!(Some(of(Side::Numerator)), value, "{id}")
                }
                Compute::Quotient(above, below) => {
                    quotient(id, (&above, &below), answer, of);
                }
                Compute::Mean(..) => {
                    let n = answer.n.unwrap_or_default() as f64;
                    assert!(
                        of(Side::Numerator) <= n && (of(Side::Numerator) > 0.0) == (n > 0.0),
                        "{id}"
                    );
                }
                _ => compared -= 1,
            }
        }
        assert!(compared > 60, "{compared}");
    }
}

#[test]
fn as_many_as_every_mark_of_a_chart_shows() {
    let engine = sample();
    let listing = all(&engine);
    let asks = |by: &str| {
        vec![
            Ask::Stack {
                by: by.to_owned(),
                engaged: false,
            },
            Ask::Counts {
                by: by.to_owned(),
                engaged: true,
            },
            Ask::Heatmap {
                of: HeatmapOf::Handoffs,
            },
        ]
    };
    for by in ["outcome", "channel", "topic", "tag", "plan"] {
        let board = engine.board(&listing.query, &asks(by)).unwrap();
        let [
            Figure::Stack(stack),
            Figure::Counts(counts),
            Figure::Heatmap(heat),
        ] = &board.figures[..]
        else {
            panic!("an answer to each ask");
        };
        for layer in &stack.layers {
            let key = layer.key.clone().unwrap_or_default();
            let total: u64 = layer.counts.iter().sum();
            assert_eq!(
                count(&engine, &filtered(&listing, &[(by, &key)])),
                total,
                "{by} {key}"
            );
        }
        let engaged = Some(Behind {
            metric: "engaged_conversations".to_owned(),
            side: Side::Numerator,
        });
        for (key, shown) in &counts.rows {
            let key = key.clone().unwrap_or_default();
            let listing = Listing {
                behind: engaged.clone(),
                ..filtered(&listing, &[(by, &key)])
            };
            assert_eq!(count(&engine, &listing), *shown, "{by} {key}");
        }
        let handed = Some(Behind {
            metric: "handoffs".to_owned(),
            side: Side::Numerator,
        });
        let cell = Listing {
            behind: handed,
            ..filtered(&listing, &[("weekday", "3"), ("hour", "10")])
        };
        assert_eq!(count(&engine, &cell), heat.cells[2][10]);
    }
}

#[test]
fn words_are_looked_for_in_messages_and_profiles() {
    let engine = sample();
    let rows = engine.rows(&all(&engine)).unwrap();
    let texts = |row: u32| {
        let conversations = engine.conversations();
        let log = &conversations.log;
        let mut all: Vec<String> = Vec::new();
        for number in conversations.stretches.get(row as usize) {
            let event = log.events.get(number);
            match event.kind.name() {
                "message" => all.push(log.texts.get(event.payload).to_lowercase()),
                "rating" => all.push(
                    log.notes
                        .get(log.ratings[event.payload as usize].comment)
                        .to_lowercase(),
                ),
                _ => {}
            }
        }
        let register = engine.register_of(vec![row]);
        for column in ["user_name", "user_email", "user_id", "conversation_id"] {
            if let Some(Cell::Text(text)) = register.record(0).get(column) {
                all.push(text.to_lowercase());
            }
        }
        all
    };
    for words in ["order", "ORDER delivery", "u1", "example.com", "zzzz", ""] {
        let found = engine.found(&engine.search(words), &rows);
        let holds = |row: &&u32| {
            let texts = texts(**row);
            let mut words = words.split_whitespace().map(str::to_lowercase);
            words.all(|word| texts.iter().any(|text| text.contains(&word)))
        };
        let slow: Vec<u32> = rows.iter().filter(holds).copied().collect();
        assert_eq!(found, slow, "{words}");
    }
}

#[test]
fn any_column_puts_them_in_order() {
    let engine = sample();
    let by = |column: &str, descending| {
        engine.rows(&Listing {
            sort: Sort {
                column: column.to_owned(),
                descending,
            },
            ..all(&engine)
        })
    };
    let mut earliest = by("start", false).unwrap();
    assert!(earliest.is_sorted());
    earliest.reverse();
    assert_eq!(by("start", true).unwrap(), earliest, "the latest first");
    let register = engine.register_of(earliest.clone());
    for column in register.columns() {
        for descending in [false, true] {
            let mut rows = by(column, descending).unwrap();
            let register = engine.register_of(rows.clone());
            let cells: Vec<Cell> = (0..rows.len())
                .map(|place| register.record(place).get(column).unwrap().clone())
                .collect();
            let empty = cells.iter().position(|cell| matches!(cell, Cell::Empty));
            let filled = &cells[..empty.unwrap_or(cells.len())];
            assert!(
                cells[filled.len()..]
                    .iter()
                    .all(|cell| *cell == Cell::Empty),
                "{column}: none come last"
            );
            let numbers: Vec<f64> = filled
                .iter()
                .filter_map(|cell| match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                })
                .collect();
            assert!(
                match descending {
                    true => numbers.is_sorted_by_key(|number| Reverse(ordered(*number))),
                    false => numbers.is_sorted_by_key(|number| ordered(*number)),
                },
                "{column}"
            );
            rows.sort_unstable();
            assert!(
                rows.iter().eq(earliest.iter().rev()),
                "{column} loses nobody"
            );
        }
    }
    let error = by("colour", true).unwrap_err();
    assert_eq!(error.code(), "unknown_column");
}

#[test]
fn texts_are_put_in_order_whatever_their_case() {
    let engine = sample();
    for column in [
        "topic",
        "channel",
        "outcome",
        "agent",
        "customer",
        "first_question",
    ] {
        for descending in [false, true] {
            let listing = Listing {
                sort: Sort {
                    column: column.to_owned(),
                    descending,
                },
                ..all(&engine)
            };
            let listed = engine.list(&listing, None).unwrap();
            let page = engine.page(&listed, 0..usize::MAX, &[column.to_owned()]);
            let cells = page.rows.iter().map(|row| match &row.cells[0] {
                Cell::Text(text) => Some(text.to_lowercase()),
                _ => None,
            });
            let cells: Vec<Option<String>> = cells.collect();
            let filled: Vec<&String> = cells.iter().map_while(Option::as_ref).collect();
            assert!(cells[filled.len()..].iter().all(Option::is_none));
            let mut distinct = filled.clone();
            distinct.dedup();
            assert!(distinct.len() > 1, "{column}");
            assert!(
                match descending {
                    true => filled.is_sorted_by_key(Reverse),
                    false => filled.is_sorted(),
                },
                "{column}"
            );
        }
    }
}

/// Whole numbers in the order of finite ones.
fn ordered(number: f64) -> i64 {
    (number * 1_000.0) as i64
}

#[test]
fn what_no_conversation_stands_behind_is_refused() {
    let engine = sample();
    for (metric, code) in [
        ("visits", "not_of_conversations"),
        ("kpi", "unknown_metric"),
    ] {
        let behind = Some(Behind {
            metric: metric.to_owned(),
            side: Side::Numerator,
        });
        let refused: Result<_, Error> = engine.rows(&Listing {
            behind,
            ..all(&engine)
        });
        assert_eq!(refused.unwrap_err().code(), code);
    }
    assert!(
        catalogue()
            .iter()
            .any(|metric| metric.about.unit == Unit::Money)
    );
}
