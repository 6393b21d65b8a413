//! The values that one can filter by: as many conversations stand beside
//! each as a filter on it leaves.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::time::Period;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, Query};
use chatgauge::report::{Listing, Values, ValuesAsk};
use chatgauge::sample::History;

/// So many events of the sample.
const EVENTS: u64 = 12_000;

/// More values than any field of the sample has.
const ALL: usize = 100_000;

fn engine(bytes: &[u8]) -> Engine {
    let mut load = Load::new();
    load.begin("history.ndjson");
    load.feed(bytes);
    load.end().unwrap();
    let mut engine = Engine::new(
        Box::new(SystemZones::default()),
        i64::MAX / 2,
        "Europe/Stockholm",
    );
    engine.adopt(load).unwrap();
    engine
}

fn sample() -> Engine {
    let mut bytes = Vec::new();
    History::new(7, EVENTS).write_ndjson(&mut bytes).unwrap();
    engine(&bytes)
}

fn query(period: Option<Period>, filters: &[(&str, &[&str])]) -> Query {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    let filters = filters
        .iter()
        .map(|(key, values)| ((*key).to_owned(), owned(values)));
    Query {
        period,
        filters: filters.collect(),
        bucket: None,
    }
}

fn values(engine: &Engine, field: &str, query: &Query, search: &str, most: usize) -> Values {
    let ask = ValuesAsk {
        field: field.to_owned(),
        query: query.clone(),
        search: search.to_owned(),
        most,
    };
    engine.values(&ask).unwrap()
}

#[test]
fn as_many_as_a_filter_on_the_value_leaves() {
    let engine = sample();
    let fields = engine.load_report().fields;
    for name in [
        "channel", "tag", "weekday", "hour", "outcome", "agent", "topic",
    ] {
        assert!(fields.iter().any(|field| field == name), "{name}");
    }
    let span = engine.load_report().span;
    for query in [
        query(span, &[]),
        query(None, &[]),
        query(
            span,
            &[
                ("channel", &["web"]),
                ("outcome!", &["open"]),
                ("topic", &["", "returns"]),
            ],
        ),
    ] {
        for field in &fields {
            let of_field = values(&engine, field, &query, "", ALL);
            assert_eq!(of_field.found, of_field.rows.len() as u64, "{field}");
            for (value, count) in of_field.rows.iter().take(40) {
                let mut listing = Listing {
                    query: query.clone(),
                    ..Listing::default()
                };
                // Its own filters give way to the value.
                listing.query.filters.remove(&format!("{field}!"));
                let value = value.clone().unwrap_or_default();
                listing.query.filters.insert(field.clone(), vec![value]);
                let rows = engine.rows(&listing).unwrap();
                assert_eq!(rows.len() as u64, *count, "{field}: {listing:?}");
            }
        }
    }
}

#[test]
fn the_most_come_first_and_set_values_in_their_order() {
    let engine = sample();
    let query = query(engine.load_report().span, &[]);
    let topics = values(&engine, "topic", &query, "", ALL).rows;
    let named = topics.iter().filter(|row| row.0.is_some());
    assert!(
        named
            .clone()
            .is_sorted_by_key(|(name, count)| (u64::MAX - count, name))
    );
    assert!(named.count() > 5);
    let keys = |field| {
        let rows = values(&engine, field, &query, "", ALL).rows;
        rows.into_iter()
            .map(|row| row.0.unwrap())
            .collect::<Vec<String>>()
    };
    assert_eq!(keys("weekday"), ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(keys("hour").len(), 24);
    assert_eq!(keys("outcome")[0], "resolved_by_bot");
}

#[test]
fn many_values_are_cut_and_found_by_a_part_of_them() {
    let mut lines = String::new();
    for user in 0..3_000 {
        let day = 1 + user % 28;
        for _ in 0..=usize::from(user == 1_234) {
            lines += &format!(
                "{{\"ts\":\"2026-02-{day:02}T09:00:00Z\",\"type\":\"message\",\"role\":\"user\",\
                 \"text\":\"Hi\",\"conversation_id\":\"c{}\",\"attributes\":{{\"account\":\"Åsa {user:04}\"}}}}\n",
                lines.len()
            );
        }
    }
    let engine = engine(lines.as_bytes());
    let all = query(engine.load_report().span, &[]);
    let first = values(&engine, "account", &all, "", 200);
    assert_eq!((first.rows.len(), first.found), (200, 3_000));
    assert_eq!(first.rows[0], (Some("Åsa 1234".to_owned()), 2));
    assert_eq!(first.rows[1], (Some("Åsa 0000".to_owned()), 1));
    assert_eq!(first.rows[199], (Some("Åsa 0198".to_owned()), 1));
    let found = values(&engine, "account", &all, " åSA 29 ", 50);
    assert_eq!((found.rows.len(), found.found), (50, 100));
    assert_eq!(found.rows[0].0.as_deref(), Some("Åsa 2900"));
    // What only other days have is there too, and says so.
    let week = query(
        Some("2026-02-01".parse().unwrap()).map(|from| Period { from, to: from }),
        &[],
    );
    let nobody = values(&engine, "account", &week, "0001", 5);
    assert_eq!(nobody.rows, [(Some("Åsa 0001".to_owned()), 0)]);
    assert_eq!(values(&engine, "account", &all, "nobody", 5).found, 0);
    assert_eq!(values(&engine, "account", &all, "", 0).rows, []);
}

#[test]
fn a_field_that_is_not_there_is_an_error() {
    let ask = ValuesAsk {
        field: "luck".to_owned(),
        ..ValuesAsk::default()
    };
    assert_eq!(sample().values(&ask).unwrap_err().code(), "unknown_field");
}
