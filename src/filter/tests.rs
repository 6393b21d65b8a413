//! Filters on a small history, and what they leave alone.

use crate::base::bitset::BitSet;
use crate::base::time::{DAY, HOUR, Millis};
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension, Frame};
use crate::event::Load;
use crate::filter::{Filters, OwnSelection, Selection, rows_between};
use crate::settings::Settings;

/// Five conversations, a to e, on the first days of June 2026 (a Monday),
/// with visits, a ticket and an agent at work.
const HISTORY: &str = r#"
{"ts":"2026-06-01T09:00:00Z","type":"message","role":"user","conversation_id":"a","channel":"web","attributes":{"plan":"pro","channel":"x"}}
{"ts":"2026-06-01T09:01:00Z","type":"tagged","conversation_id":"a","tags":["vip","bug"]}
{"ts":"2026-06-01T10:00:00Z","type":"message","role":"user","conversation_id":"b","channel":"sms","attributes":{"plan":"free"}}
{"ts":"2026-06-01T10:01:00Z","type":"tagged","conversation_id":"b","tags":["bug"]}
{"ts":"2026-06-02T09:30:00Z","type":"message","role":"user","conversation_id":"c","attributes":{"plan":3}}
{"ts":"2026-06-02T11:00:00Z","type":"message","role":"bot","conversation_id":"d","channel":"web"}
{"ts":"2026-06-03T23:00:00Z","type":"message","role":"agent","agent_id":"ann","conversation_id":"e","channel":"web","topic":"spam"}
{"ts":"2026-06-01T08:00:00Z","type":"visit","visitor_id":"v1","channel":"web"}
{"ts":"2026-06-02T08:00:00Z","type":"visit","visitor_id":"v2"}
{"ts":"2026-06-01T08:00:00Z","type":"ticket","ticket_id":"t1","status":"created","channel":"sms"}
{"ts":"2026-06-01T08:00:00Z","type":"agent_status","agent_id":"ann","status":"available"}
{"ts":"2026-06-01T12:00:00Z","type":"agent_status","agent_id":"ann","status":"offline"}
"#;

fn history() -> Conversations {
    let mut load = Load::new();
    load.begin("history");
    load.feed(HISTORY.as_bytes());
    let read = load.end().unwrap();
    assert_eq!(read.rejected, 0);
    let log = load.finish().log;
    let frame = Frame {
        settings: Settings::default(),
        zone: Zone::utc(),
        opening_zone: Zone::utc(),
        as_of: None,
        clock: Millis::MAX,
    };
    Conversations::fold(log, frame)
}

fn filters(asked: &[(&str, &[&str])]) -> Filters {
    let owned = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect();
    let pairs = asked.iter();
    pairs
        .map(|&(field, values)| (field.to_owned(), owned(values)))
        .collect()
}

/// The letters of the conversations that pass.
fn passing(asked: &[(&str, &[&str])]) -> String {
    let history = history();
    let selection = Selection::new(&history, &filters(asked)).unwrap();
    let rows = selection.passing();
    rows.rows()
        .map(|row| "abcde".as_bytes()[row] as char)
        .collect()
}

#[test]
fn any_of_the_values_and_all_of_the_fields() {
    assert_eq!(passing(&[]), "abcde");
    assert_eq!(passing(&[("channel", &["web"])]), "ade");
    assert_eq!(passing(&[("channel", &["web", "sms"])]), "abde");
    assert_eq!(passing(&[("channel", &["unknown"])]), "c");
    assert_eq!(passing(&[("channel", &["web"]), ("tag", &["bug"])]), "a");
    assert_eq!(passing(&[("channel", &["fax"])]), "");
    assert_eq!(passing(&[("channel", &[])]), "abcde");
}

#[test]
fn an_excluding_filter_lets_pass_what_has_no_value() {
    assert_eq!(passing(&[("topic!", &["spam"])]), "abcd");
    assert_eq!(passing(&[("tag!", &["vip", "none"])]), "bcde");
    assert_eq!(passing(&[("tag", &["bug"]), ("tag!", &["vip"])]), "b");
}

#[test]
fn no_value_can_be_asked_for() {
    assert_eq!(passing(&[("topic", &[""])]), "abcd");
    assert_eq!(passing(&[("topic", &["", "spam"])]), "abcde");
    assert_eq!(passing(&[("tag!", &[""])]), "ab");
}

#[test]
fn every_kind_of_dimension_filters() {
    assert_eq!(passing(&[("plan", &["pro", "3"])]), "ac");
    assert_eq!(passing(&[("attributes.plan", &["free"])]), "b");
    assert_eq!(passing(&[("attributes.channel", &["x"])]), "a");
    assert_eq!(passing(&[("weekday", &["2"])]), "cd");
    assert_eq!(passing(&[("hour", &["09"])]), "ac");
    assert_eq!(passing(&[("support_type", &["bot", "agent"])]), "de");
    assert_eq!(passing(&[("agent", &["ann"])]), "e");
    assert_eq!(passing(&[("outcome", &["closed_unanswered"])]), "ab");
    assert_eq!(passing(&[("handoff_outcome", &["successful"])]), "");
}

#[test]
fn an_unknown_field_is_refused_by_name() {
    let history = history();
    let asked = filters(&[("colour!", &["red"])]);
    let error = Selection::new(&history, &asked).unwrap_err();
    assert_eq!(error.field, "colour");
    let allowed = |name: &str| error.allowed.iter().any(|known| known == name);
    assert!(allowed("channel") && allowed("plan") && allowed("attributes.channel"));
    for name in &error.allowed {
        assert!(history.dimension(name).is_some(), "{name}");
    }
}

#[test]
fn changing_filters_gives_what_starting_with_them_gives() {
    let history = history();
    let steps = [
        filters(&[("channel", &["web"])]),
        filters(&[("channel", &["web"]), ("tag", &["vip"])]),
        filters(&[("channel", &["sms"]), ("tag", &["vip"])]),
        filters(&[("channel", &[])]),
    ];
    let mut selection = Selection::new(&history, &Filters::default()).unwrap();
    for step in &steps {
        selection.change(&history, step).unwrap();
        let fresh = Selection::new(&history, step).unwrap();
        assert_eq!(selection.passing(), fresh.passing());
    }
}

#[test]
fn a_chart_leaves_its_own_filter_out() {
    let history = history();
    let asked = filters(&[
        ("channel", &["web"]),
        ("plan!", &["free"]),
        ("attributes.plan", &["pro"]),
    ]);
    let selection = Selection::new(&history, &asked).unwrap();
    let plan = history.dimension("plan").unwrap();
    let rows = |set: BitSet| set.rows().collect::<Vec<_>>();
    assert_eq!(rows(selection.passing()), [0]);
    assert_eq!(rows(selection.except(&[plan])), [0, 3, 4]);
    assert_eq!(rows(selection.except(&[Dimension::Hour])), [0]);
}

#[test]
fn a_period_is_a_run_of_rows() {
    let history = history();
    let start = history.facts.starts[0];
    assert_eq!(rows_between(&history, (start, start + HOUR)), 0..1);
    assert_eq!(rows_between(&history, (start + 1, start + DAY)), 1..2);
    assert_eq!(rows_between(&history, (start + 9 * DAY, start)), 5..5);
}

#[test]
fn what_has_its_own_time_is_touched_only_by_what_it_carries() {
    let history = history();
    let own = |asked: &[(&str, &[&str])]| {
        let selection = Selection::new(&history, &filters(asked)).unwrap();
        OwnSelection::new(&history, &selection, &[])
    };
    let numbers = |own: &OwnSelection| [&own.visits, &own.tickets, &own.work].map(Vec::len);
    assert_eq!(numbers(&own(&[])), [2, 1, 1]);
    assert_eq!(numbers(&own(&[("channel", &["sms"])])), [1, 1, 1]);
    assert_eq!(numbers(&own(&[("channel!", &["sms"])])), [2, 0, 1]);
    assert_eq!(numbers(&own(&[("agent", &["bob"])])), [2, 1, 0]);
    assert_eq!(numbers(&own(&[("outcome", &["open"])])), [2, 1, 1]);
    let by_clock = own(&[("weekday", &["1"]), ("hour!", &["08"])]);
    assert_eq!(numbers(&by_clock), [2, 1, 1]);
    let monday = history.facts.starts[0] - HOUR;
    let allows = |at| by_clock.clock.allows(&history.zone, at);
    assert!(!allows(monday) && allows(monday + HOUR) && !allows(monday + 25 * HOUR));
}

#[test]
fn in_a_row_of_a_breakdown_stands_only_what_carries_its_value() {
    let history = history();
    let all = OwnSelection::new(&history, &Selection::default(), &[]);
    let channel = history.dimension("channel").unwrap();
    let row = |label: Option<&str>| {
        let code = label.and_then(|label| history.code(channel, label));
        let row = all.by(&history, channel).row(code);
        [row.visits.len(), row.tickets.len(), row.work.len()]
    };
    assert_eq!(row(Some("web")), [1, 0, 0]);
    assert_eq!(row(Some("sms")), [0, 1, 0]);
    assert_eq!(row(None), [0, 0, 0]);
    let nine = all.by(&history, Dimension::Hour).row(Some(9));
    let start = history.facts.starts[0];
    let parts = nine.clock.parts(&history.zone, (start - HOUR, start + DAY));
    assert_eq!(parts, [(start, start + HOUR)]);
}
