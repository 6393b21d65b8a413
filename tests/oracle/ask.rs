//! Random settings and random questions.

use std::sync::LazyLock;

use chatgauge::cli::system::SystemZones;
use chrono::Days;
use serde_json::{Map, Value, json};

use crate::clock::{Clock, DAY};
use crate::dice::Dice;
use crate::random::{ZONES, near};
use crate::report::Ask;

/// What the settings may say.
static CHOICES: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "session_gap_minutes": [10, 1, 30, 0.5, null],
        "split": ["auto", "always", "never"],
        "auto_close_hours": [48, null, 1, 24, null],
        "agent_engages": [false, true],
        "rate_base": ["engaged", "all"],
        "fcr_window_days": [1, 2, 7, 0.5],
        "missed_after_minutes": [1, 10, 30, null],
        "response_target_seconds": [60, 10, 30, 600],
        "fallback_phrases": [["did not understand"], ["ÅÄÖ", "ORDER"]],
        "attribution": [
            {"*": {"touch": "message", "window_hours": 1}},
            {"web": {"touch": "message", "window_hours": 48}},
            {"sms": {"touch": "click", "window_hours": 168}, "unknown": {"touch": "message", "window_hours": 24}},
        ],
        "costs": [
            {"agent_hour": 30, "bot_month": 300, "currency": "EUR"}, {"bot_month": 100, "currency": "SEK"},
            {"agent_hour": 20.5, "currency": "USD"},
        ],
        "baseline_handle_minutes": [10, 0.5],
        "canned_seconds_saved": [30, 0],
    })
});

/// Settings that leave out most, and set the rest to something telling.
pub(crate) fn settings(dice: &mut Dice, zone: &str, times: &[i64]) -> Value {
    let mut settings = Map::new();
    settings.insert("timezone".to_owned(), json!(zone));
    for (name, choices) in CHOICES.as_object().into_iter().flatten() {
        let often = if name == "auto_close_hours" { 50 } else { 20 };
        if dice.percent(often) {
            let value = dice.pick(choices.as_array().expect("choices"));
            settings.insert(name.clone(), value);
        }
    }
    if dice.percent(20) {
        settings.insert("business_hours".to_owned(), opening_hours(dice));
    }
    if dice.percent(50) {
        settings.insert("as_of".to_owned(), json!(as_of(dice, times)));
    }
    Value::Object(settings)
}

fn as_of(dice: &mut Dice, times: &[i64]) -> String {
    let latest = times.iter().max().expect("one or more");
    let at = match dice.percent(50) {
        true => near(dice, &[*latest]),
        false => near(dice, times),
    };
    let at = chrono::DateTime::from_timestamp_millis(at).expect("a near time");
    at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

fn opening_hours(dice: &mut Dice) -> Value {
    let mut weekly = Map::new();
    for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
        let spans = [
            json!([["09:00", "12:00"], ["13:00", "17:00"]]),
            json!([["00:00", "24:00"]]),
            json!([["01:30", "02:30"], ["23:00", "24:00"]]),
            json!([["00:00", "03:00"]]),
            json!([]),
        ];
        if day == "wed" || dice.percent(80) {
            // Never open is no schedule.
            let some = if day == "wed" { 4 } else { 5 };
            weekly.insert(day.to_owned(), dice.pick(&spans[..some]));
        }
    }
    let mut hours = Map::new();
    hours.insert("weekly".to_owned(), Value::Object(weekly));
    if dice.percent(50) {
        hours.insert("timezone".to_owned(), json!(dice.pick(&ZONES)));
    }
    if dice.percent(50) {
        hours.insert(
            "holidays".to_owned(),
            json!(["2026-03-29", "2026-06-04", "2026-10-26"]),
        );
    }
    Value::Object(hours)
}

const FIELDS: [(&str, &[&str]); 32] = [
    ("channel", &["web", "sms", "unknown", "email"]),
    ("support_type", &["bot", "agent", "bot_and_agent", "none"]),
    ("department", &["sales", "care"]),
    ("agent", &["ann", "bob", "5", "Cy"]),
    ("handled_by", &["ann", "bob", "5", "Cy"]),
    ("missed_by", &["ann", "bob", "5"]),
    ("topic", &["shipping", "returns"]),
    ("intent", &["buy", "ask"]),
    ("tag", &["vip", "bug"]),
    (
        "outcome",
        &[
            "open",
            "handed_off",
            "resolved_by_bot",
            "resolved_by_agent",
            "closed_unanswered",
        ],
    ),
    ("handoff_outcome", &["pending", "successful", "cancelled"]),
    ("handoff_reason", &["asked", "stuck"]),
    ("missed_reason", &["asked", "done"]),
    ("close_reason", &["done", "stuck"]),
    ("variant", &["A", "B"]),
    ("segment", &["new", "old"]),
    ("priority", &["high", "low"]),
    ("locale", &["sv", "en"]),
    ("country", &["SE", "US"]),
    ("device", &["phone", "desktop"]),
    ("page", &["/", "/buy"]),
    ("campaign", &["spring", "fall"]),
    ("bot_id", &["b1", "2"]),
    ("goal", &["signup", "demo"]),
    ("weekday", &["1", "3", "6", "7"]),
    ("hour", &["00", "01", "02", "03", "09", "23"]),
    ("plan", &["pro", "free"]),
    ("attributes.plan", &["pro", "free"]),
    ("seats", &["3", "2.5"]),
    ("attributes.beta", &["true"]),
    ("attributes.channel", &["own"]),
    ("attributes.seats", &["3"]),
];

/// A question about some days near the history's.
pub(crate) fn ask(dice: &mut Dice, zones: &SystemZones, zone: &str, times: &[i64]) -> Ask {
    let mut ask = Ask::default();
    let clock = Clock::new(zones, zone);
    let days = dice.pick(&[1, 2, 3, 7, 7, 14, 30, 30]);
    if dice.percent(80) {
        let from = clock.date(dice.pick(times)) - Days::new(dice.below(days / 2 + 1) as u64);
        ask.from = Some(from);
        ask.to = Some(from + Days::new(days as u64 - 1));
    } else if dice.percent(30) {
        ask.to = Some(clock.date(dice.pick(times)));
    }
    let filters = dice.pick(&[0, 0, 0, 1, 1, 2]);
    for _ in 0..filters {
        let (field, values) = dice.pick(&FIELDS);
        let exclude = if dice.percent(40) { "!" } else { "" };
        let mut chosen = vec![dice.pick(values).to_owned()];
        if dice.percent(40) {
            chosen.push(dice.pick(values).to_owned());
        }
        ask.filters.insert(format!("{field}{exclude}"), chosen);
    }
    if dice.percent(50) {
        ask.by = Some(dice.pick(&FIELDS).0.to_owned());
    }
    if dice.percent(50) {
        let few = ask.from.is_some() && days <= 2;
        let buckets = ["day", "week", "month", "quarter", "year", "hour"];
        let buckets = if few { &buckets[..] } else { &buckets[..5] };
        ask.series = Some(dice.pick(buckets).to_owned());
    }
    ask
}

/// The machine's clock: mostly later than everything.
pub(crate) fn now(dice: &mut Dice, times: &[i64]) -> i64 {
    match dice.percent(85) {
        true => times.iter().max().expect("one or more") + 30 * DAY,
        false => near(dice, times) - dice.pick(&[0, DAY, DAY]),
    }
}
