//! The report object: period, comparison, rows.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::{Map, Value, json};

use crate::catalogue::{METRICS, compute};
use crate::clock::{DAY, MINUTE};
use crate::group::{Filters, Group, own_values, values};
use crate::history::History;
use crate::{agents, business, volume};

/// What a report is asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ask {
    pub(crate) from: Option<NaiveDate>,
    pub(crate) to: Option<NaiveDate>,
    pub(crate) filters: Filters,
    pub(crate) by: Option<String>,
    pub(crate) series: Option<String>,
}

/// Dates, both included.
#[derive(Clone, Copy)]
pub(crate) struct Period {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
}

impl Period {
    fn days(self) -> u64 {
        (self.to - self.from).num_days() as u64 + 1
    }

    fn json(self) -> Value {
        json!({"from": self.from.to_string(), "to": self.to.to_string()})
    }
}

/// "the seven days ending with the local date of `as_of`".
pub(crate) fn period(history: &History<'_>, ask: &Ask) -> Period {
    let today = history.rules.clock.date(history.rules.as_of);
    let to = ask.to.unwrap_or(today);
    let from = ask.from.unwrap_or(to - Days::new(6));
    Period { from, to }
}

/// "as many days just before".
fn previous(period: Period) -> Period {
    Period {
        from: period.from - Days::new(period.days()),
        to: period.from - Days::new(1),
    }
}

/// The conversations of a period that pass the filters.
pub(crate) fn group_of<'a>(
    history: &'a History<'a>,
    filters: &'a Filters,
    period: Period,
) -> Group<'a> {
    let clock = &history.rules.clock;
    let span = (
        clock.at(period.from, 0),
        clock.at(period.to + Days::new(1), 0),
    );
    Group::of_span(history, filters, span, period.days() as f64)
}

/// The whole report, but for what tells of the loading in words.
pub(crate) fn report(history: &History<'_>, ask: &Ask) -> Value {
    let (now, before) = (period(history, ask), previous(period(history, ask)));
    let group = group_of(history, &ask.filters, now);
    let reaches_back = history.first.is_some_and(|first| first < group.span.0);
    let current = compute(&group);
    let earlier = compute(&group_of(history, &ask.filters, before));
    let mut metrics = Map::new();
    for (id, unit, _) in METRICS {
        let before = if reaches_back {
            &earlier[id]["value"]
        } else {
            &Value::Null
        };
        let mut answer = current[id].clone();
        answer["unit"] = json!(unit);
        compare_with(&mut answer, before, unit);
        metrics.insert((*id).to_owned(), answer);
    }
    let as_of = chrono::DateTime::from_timestamp_millis(history.rules.as_of);
    let mut report = json!({
        "as_of": as_of.map(|at| at.format("%Y-%m-%dT%H:%M:%S%.fZ").to_string()),
        "timezone": history.rules.clock.zone,
        "period": now.json(),
        "previous": before.json(),
        "load": {
            "events": history.accepted, "rejected": history.rejected, "duplicates": history.duplicates,
            "unattached": history.unattached, "future": history.future,
        },
        "breakdown": {"by": ask.by},
        "series": {"bucket": ask.series},
    });
    report["metrics"] = Value::Object(metrics);
    if let Some(by) = &ask.by {
        report["breakdown"]["rows"] = Value::Array(breakdown(&group, by));
    }
    if let Some(bucket) = &ask.series {
        report["series"]["rows"] = Value::Array(series(&group, bucket, now));
    }
    report
}

/// Adds `previous`, `change` and `change_relative`.
fn compare_with(answer: &mut Value, before: &Value, unit: &str) {
    let now = answer["value"].clone();
    answer["previous"] = before.clone();
    answer["change"] = change(&now, before);
    answer["change_relative"] = match unit {
        "ratio" => Value::Null,
        _ => change_relative(&now, before),
    };
}

fn change(now: &Value, before: &Value) -> Value {
    match (now, before) {
        (Value::Null, _) => Value::Null,
        (_, Value::Null) => json!("new"),
        (Value::Object(now), _) => {
            let each = |(currency, now): (&String, &Value)| {
                (currency.clone(), change(now, &before[currency]))
            };
            Value::Object(now.iter().map(each).collect())
        }
        _ => json!(number(now) - number(before)),
    }
}

fn change_relative(now: &Value, before: &Value) -> Value {
    match (now, before) {
        (Value::Null, _) | (_, Value::Null) => Value::Null,
        (Value::Object(now), _) => {
            let each = |(currency, now): (&String, &Value)| {
                (currency.clone(), change_relative(now, &before[currency]))
            };
            Value::Object(now.iter().map(each).collect())
        }
        _ if number(before) == 0.0 => Value::Null,
        _ => json!((number(now) - number(before)) / number(before).abs()),
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// Moves the metrics; `json!` would copy them.
fn one_row(name: &str, key: Value, metrics: Value) -> Value {
    let fields = [(name.to_owned(), key), ("metrics".to_owned(), metrics)];
    Value::Object(fields.into_iter().collect())
}

/// A row for every value that something in the group has.
fn breakdown(group: &Group<'_>, by: &str) -> Vec<Value> {
    let mut keys: BTreeSet<Option<String>> = BTreeSet::new();
    match by {
        "weekday" => keys.extend((1..=7).map(|day| Some(day.to_string()))),
        "hour" => keys.extend((0..24).map(|hour| Some(format!("{hour:02}")))),
        _ => {
            for conversation in &group.conversations {
                let values = values(conversation, by);
                keys.extend(values.iter().cloned().map(Some));
                keys.extend(values.is_empty().then_some(None));
            }
            keys.extend(own_keys(group, by).into_iter().map(Some));
        }
    }
    let row = |key: &Option<String>| {
        let metrics = compute(&group.row(by, key.as_deref()));
        one_row("key", json!(key), metrics)
    };
    keys.iter().map(row).collect()
}

/// The values of what counts by its own time: visits, tickets, working time.
fn own_keys(group: &Group<'_>, by: &str) -> BTreeSet<String> {
    let history = group.history;
    let mut keys = BTreeSet::new();
    for visit in history.visits.iter().filter(|event| event.is("visit")) {
        keys.extend(own_values(history, visit, visit.at, by));
    }
    for ticket in &history.tickets {
        keys.extend(own_values(history, &ticket.told, ticket.told.at, by));
    }
    for status in &history.statuses {
        keys.extend(own_values(history, status, status.at, by));
    }
    const COUNTS: [fn(&Group<'_>) -> Value; 5] = [
        volume::visits,
        business::tickets,
        business::tickets_resolved,
        business::ticket_backlog,
        agents::working_hours,
    ];
    keys.retain(|key| {
        let row = group.row(by, Some(key));
        COUNTS
            .iter()
            .any(|count| number(&count(&row)["value"]) > 0.0)
    });
    keys
}

/// A row for every bucket that the period touches.
fn series(group: &Group<'_>, bucket: &str, period: Period) -> Vec<Value> {
    let row = |start: String, part: &Group<'_>| one_row("start", json!(start), compute(part));
    let part = |span, days| Group::of_span(group.history, group.filters, span, days);
    if bucket == "hour" {
        let hours = hours(group);
        let clock = &group.history.rules.clock;
        return hours
            .iter()
            .map(|&span| row(clock.rfc3339(span.0), &part(span, 1.0 / 24.0)))
            .collect();
    }
    let clock = &group.history.rules.clock;
    let mut rows = Vec::new();
    let mut first = first_date(bucket, period.from);
    while first <= period.to {
        let next = next_date(bucket, first);
        let inside = Period {
            from: first.max(period.from),
            to: (next - Days::new(1)).min(period.to),
        };
        let span = (
            clock.at(inside.from, 0),
            clock.at(inside.to + Days::new(1), 0),
        );
        rows.push(row(first.to_string(), &part(span, inside.days() as f64)));
        first = next;
    }
    rows
}

/// The hours of a span: quarters in a row that share date, hour and offset.
fn hours(group: &Group<'_>) -> Vec<(i64, i64)> {
    let clock = &group.history.rules.clock;
    let name = |at: i64| (clock.date(at), clock.hour(at), clock.offset(at));
    let mut hours: Vec<(i64, i64)> = Vec::new();
    let mut at = group.span.0;
    while at < group.span.1 {
        let next = at + 15 * MINUTE;
        match hours.last_mut() {
            Some(last) if name(last.0) == name(at) => last.1 = next,
            _ => hours.push((at, next)),
        }
        at = next;
    }
    assert!(hours.len() as i64 <= (group.span.1 - group.span.0) / DAY * 24 + 50);
    hours
}

fn first_date(bucket: &str, date: NaiveDate) -> NaiveDate {
    let month = |month: u32| NaiveDate::from_ymd_opt(date.year(), month, 1).expect("a month");
    match bucket {
        "week" => date - Days::new(u64::from(date.weekday().num_days_from_monday())),
        "month" => month(date.month()),
        "quarter" => month((date.month() - 1) / 3 * 3 + 1),
        "year" => month(1),
        _ => date,
    }
}

fn next_date(bucket: &str, first: NaiveDate) -> NaiveDate {
    match bucket {
        "week" => first + Days::new(7),
        "month" => first + Months::new(1),
        "quarter" => first + Months::new(3),
        "year" => first + Months::new(12),
        _ => first + Days::new(1),
    }
}

/// The rows of a part of a report, by key or start.
pub(crate) fn rows<'a>(report: &'a Value, part: &str, name: &str) -> BTreeMap<String, &'a Value> {
    let rows = report[part]["rows"].as_array().into_iter().flatten();
    rows.map(|row| (row[name].to_string(), &row["metrics"]))
        .collect()
}
