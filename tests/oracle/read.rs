//! Lines into events, as events.md tells it: what is accepted, what is not.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime};
use serde_json::{Map, Value};

use crate::clock::Clock;

/// An accepted event. Its fields are without those that read as absent, its
/// ids are text.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    /// Milliseconds since 1970 UTC.
    pub(crate) at: i64,
    /// How many were accepted before it.
    pub(crate) order: usize,
    pub(crate) kind: String,
    pub(crate) fields: Map<String, Value>,
}

impl Event {
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field)?.as_str()
    }

    pub(crate) fn owned(&self, field: &str) -> Option<String> {
        self.text(field).map(str::to_owned)
    }

    pub(crate) fn number(&self, field: &str) -> Option<f64> {
        self.fields.get(field)?.as_f64()
    }

    pub(crate) fn flag(&self, field: &str) -> bool {
        self.fields.get(field) == Some(&Value::Bool(true))
    }

    pub(crate) fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }

    /// When, by (`ts`, order read).
    pub(crate) fn moment(&self) -> (i64, usize) {
        (self.at, self.order)
    }
}

/// What reading came to.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) events: Vec<Event>,
    pub(crate) rejected: usize,
    pub(crate) duplicates: usize,
}

/// Reads lines; blank ones are nothing.
pub(crate) fn read(lines: &[String], clock: &Clock<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut ids = BTreeSet::new();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        match accept(line, clock, reading.events.len()) {
            None => reading.rejected += 1,
            Some(event) => match event.owned("id") {
                Some(id) if !ids.insert(id.clone()) => reading.duplicates += 1,
                _ => reading.events.push(event),
            },
        }
    }
    reading
}

#[derive(Clone, Copy)]
enum Shape {
    Text,
    Id,
    Flag,
    OneOf(&'static [&'static str]),
    Between(f64, f64),
    Number,
    Canned,
    Tags,
    Currency,
}

const IDS: [&str; 5] = ["id", "conversation_id", "user_id", "agent_id", "bot_id"];
const TEXTS: [&str; 15] = [
    "user_name",
    "user_email",
    "agent_name",
    "channel",
    "department",
    "topic",
    "intent",
    "segment",
    "variant",
    "priority",
    "locale",
    "country",
    "device",
    "page",
    "campaign",
];
const KINDS: &[&str] = &["csat", "ces", "nps"];

/// The own fields of a type, and which of them it requires.
type Own = (&'static [(&'static str, Shape)], &'static [&'static str]);

#[rustfmt::skip]
fn own_fields(kind: &str) -> Option<Own> {
    use Shape::{Between, Canned, Currency, Flag, Id, Number, OneOf, Tags, Text};
    Some(match kind {
        "conversation_started" => (&[("initiated_by", OneOf(&["user", "bot", "agent"]))], &[]),
        "message" => (&[
            ("role", OneOf(&["user", "bot", "agent", "system"])), ("text", Text), ("private", Flag),
            ("welcome", Flag), ("fallback", Flag), ("canned", Canned), ("confidence", Between(0.0, 1.0)),
            ("sentiment", Between(-1.0, 1.0)),
        ], &["role"]),
        "handoff" => (&[
            ("status", OneOf(&["requested", "successful", "cancelled", "disabled", "incomplete"])), ("reason", Text),
        ], &["status"]),
        "assigned" => (&[], &[]),
        "transferred" => (&[("to_agent_id", Id), ("to_department", Text)], &[]),
        "closed" => (&[
            ("by", OneOf(&["user", "bot", "agent", "system"])), ("resolved", Flag), ("reason", Text),
        ], &[]),
        "reopened" => (&[], &[]),
        "survey_sent" => (&[("kind", OneOf(KINDS))], &[]),
        "rating" => (&[("kind", OneOf(KINDS)), ("score", Number), ("scale", Number), ("comment", Text)], &["kind", "score"]),
        "tagged" => (&[("tags", Tags)], &["tags"]),
        "goal" => (&[("name", Text)], &["name"]),
        "lead" => (&[("stage", OneOf(&["captured", "qualified"]))], &["stage"]),
        "booking" => (&[("booking_id", Id)], &[]),
        "product_click" => (&[("product_id", Id)], &[]),
        "order" => (&[("order_id", Id), ("amount", Number), ("currency", Currency)], &["amount", "currency"]),
        "ticket" => (&[
            ("ticket_id", Id), ("status", OneOf(&["created", "resolved"])), ("category", Text), ("urgency", Text),
        ], &["ticket_id", "status"]),
        "visit" | "visit_ended" => (&[("visitor_id", Id)], &[]),
        "agent_status" => (&[("status", OneOf(&["available", "busy", "away", "offline"]))], &["agent_id", "status"]),
        "annotation" => (&[("text", Text)], &["text"]),
        _ => return None,
    })
}

/// The event of a line, unless something is wrong with it.
fn accept(line: &str, clock: &Clock<'_>, order: usize) -> Option<Event> {
    let Ok(Value::Object(mut fields)) = serde_json::from_str(line) else {
        return None;
    };
    drop_absent(&mut fields);
    if let Some(Value::Object(attributes)) = fields.get_mut("attributes") {
        drop_absent(attributes);
    }
    let kind = fields.get("type")?.as_str()?.to_owned();
    let at = moment(fields.get("ts")?, clock)?;
    let (own, required) = own_fields(&kind)?;
    for field in IDS {
        shape(&mut fields, field, Shape::Id)?;
    }
    for field in TEXTS {
        shape(&mut fields, field, Shape::Text)?;
    }
    for (field, its_shape) in own {
        shape(&mut fields, field, *its_shape)?;
    }
    if let Some(attributes) = fields.get("attributes") {
        let plain = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
        attributes
            .as_object()
            .filter(|all| all.values().all(plain))?;
    }
    required
        .iter()
        .all(|&field| fields.contains_key(field))
        .then_some(())?;
    let event = Event {
        at,
        order,
        kind,
        fields,
    };
    (names_somebody(&event) && score_fits(&event)).then_some(event)
}

/// "`null` and the empty string read as absent".
fn drop_absent(fields: &mut Map<String, Value>) {
    fields.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
}

/// Whether a field, where present, is of its shape; ids become text.
fn shape(fields: &mut Map<String, Value>, field: &str, shape: Shape) -> Option<()> {
    let Some(value) = fields.get_mut(field) else {
        return Some(());
    };
    let fits = match shape {
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Shape::Between(least, most) => value.as_f64().is_some_and(|it| least <= it && it <= most),
        Shape::Number => value.is_number(),
        Shape::Id => id(value),
        Shape::Canned => value.is_boolean() || id(value),
        Shape::Tags => value.as_array().is_some_and(|tags| {
            tags.iter()
                .all(|tag| tag.as_str().is_some_and(|tag| !tag.is_empty()))
        }),
        Shape::Currency => {
            let letters = value
                .as_str()
                .filter(|text| text.len() == 3)?
                .to_ascii_uppercase();
            let fits = letters.bytes().all(|letter| letter.is_ascii_uppercase());
            *value = Value::String(letters);
            fits
        }
    };
    fits.then_some(())
}

/// "may be a whole number (read as text)".
fn id(value: &mut Value) -> bool {
    if let Some(number) = value.as_i64() {
        *value = Value::String(number.to_string());
    }
    value.is_string()
}

fn names_somebody(event: &Event) -> bool {
    let has = |field| event.fields.contains_key(field);
    match event.kind.as_str() {
        "visit" | "visit_ended" => has("user_id") || has("visitor_id"),
        "order" | "ticket" | "agent_status" | "annotation" => true,
        _ => has("conversation_id") || has("user_id"),
    }
}

/// "csat and ces 1–scale (scale ≥ 2), nps 0–10 whatever the scale".
fn score_fits(event: &Event) -> bool {
    if !event.is("rating") {
        return true;
    }
    let score = event.number("score").expect("required");
    let scale = event.number("scale").unwrap_or(5.0);
    match event.text("kind") {
        Some("nps") => (0.0..=10.0).contains(&score),
        _ => scale >= 2.0 && 1.0 <= score && score <= scale,
    }
}

/// "Kept to the millisecond, rounded".
fn moment(ts: &Value, clock: &Clock<'_>) -> Option<i64> {
    let unix = |number: f64| {
        let millis = if number >= 1e11 {
            number
        } else {
            number * 1_000.0
        };
        Some(millis.round() as i64)
    };
    match ts {
        Value::Number(number) => unix(number.as_f64()?),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            unix(text.parse().ok()?)
        }
        Value::String(text) => match DateTime::parse_from_rfc3339(text) {
            Ok(time) => rounded(time.to_utc()),
            Err(_) => {
                let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
                Some(clock.instant(rounded(local.and_utc())?))
            }
        },
        _ => None,
    }
}

fn rounded(time: DateTime<chrono::Utc>) -> Option<i64> {
    let nanos = i64::from(time.timestamp_subsec_nanos());
    Some(time.timestamp() * 1_000 + (nanos + 500_000) / 1_000_000)
}
