//! The event format, read from its definition once more and on its own.

use serde_json::Value;

/// The text of a field, empty when there is none.
pub(crate) fn text<'a>(event: &'a Value, key: &str) -> &'a str {
    event[key].as_str().unwrap_or("")
}

const OWN_TIME: [&str; 6] = [
    "order",
    "ticket",
    "visit",
    "visit_ended",
    "agent_status",
    "annotation",
];

/// All types of the event format.
pub(crate) const TYPES: [&str; 20] = [
    "conversation_started",
    "message",
    "handoff",
    "assigned",
    "transferred",
    "closed",
    "reopened",
    "survey_sent",
    "rating",
    "tagged",
    "goal",
    "lead",
    "booking",
    "product_click",
    "order",
    "ticket",
    "visit",
    "visit_ended",
    "agent_status",
    "annotation",
];

/// Fields that hold text on any event.
const TEXTS: [&str; 25] = [
    "id",
    "conversation_id",
    "user_id",
    "user_name",
    "user_email",
    "agent_id",
    "agent_name",
    "bot_id",
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
    "reason",
    "comment",
    "touchpoint",
    "visitor_id",
    "text",
];

fn one_of(event: &Value, key: &str, allowed: &[&str], required: bool) {
    match &event[key] {
        Value::Null => assert!(!required, "no {key}: {event}"),
        Value::String(value) => assert!(allowed.contains(&value.as_str()), "{key}: {event}"),
        _ => panic!("{key} is no text: {event}"),
    }
}

fn filled(event: &Value, key: &str) {
    assert!(!text(event, key).is_empty(), "no {key}: {event}");
}

/// Fails on an event that a reader would have to reject.
pub(crate) fn validate(event: &Value) {
    let kind = text(event, "type");
    assert!(TYPES.contains(&kind), "{event}");
    filled(event, "id");
    if !OWN_TIME.contains(&kind) {
        assert!(event["conversation_id"].is_string() || event["user_id"].is_string());
    }
    for key in TEXTS {
        let value = &event[key];
        assert!(value.is_null() || value.as_str().is_some_and(|value| !value.is_empty()));
    }
    for (_, value) in event["attributes"].as_object().into_iter().flatten() {
        assert!(value.is_string() || value.is_number() || value.is_boolean());
    }
    own_fields(event, kind);
}

fn own_fields(event: &Value, kind: &str) {
    let speakers = ["user", "bot", "agent", "system"];
    match kind {
        "conversation_started" => one_of(event, "initiated_by", &speakers[..3], false),
        "message" => message(event, &speakers),
        "handoff" => {
            let statuses = [
                "requested",
                "successful",
                "cancelled",
                "disabled",
                "incomplete",
            ];
            one_of(event, "status", &statuses, true);
        }
        "assigned" => filled(event, "agent_id"),
        "transferred" => filled(event, "to_agent_id"),
        "closed" => {
            one_of(event, "by", &speakers, false);
            assert!(event["resolved"].is_null() || event["resolved"].is_boolean());
        }
        "survey_sent" => one_of(event, "kind", &["csat", "ces", "nps"], false),
        "rating" => rating(event),
        "tagged" => {
            let tags = event["tags"].as_array().unwrap();
            assert!(
                tags.iter()
                    .all(|tag| tag.as_str().is_some_and(|tag| !tag.is_empty()))
            );
        }
        "goal" => filled(event, "name"),
        "lead" => one_of(event, "stage", &["captured", "qualified"], true),
        "booking" => filled(event, "booking_id"),
        "product_click" => filled(event, "product_id"),
        "order" => {
            assert!(event["amount"].as_f64().unwrap() > 0.0);
            one_of(event, "currency", &["EUR", "SEK", "USD"], true);
        }
        "ticket" => {
            filled(event, "ticket_id");
            one_of(event, "status", &["created", "resolved"], true);
        }
        "visit" | "visit_ended" => {
            assert!(event["user_id"].is_string() || event["visitor_id"].is_string());
        }
        "agent_status" => {
            filled(event, "agent_id");
            one_of(
                event,
                "status",
                &["available", "busy", "away", "offline"],
                true,
            );
        }
        "annotation" => filled(event, "text"),
        _ => {}
    }
}

fn message(event: &Value, speakers: &[&str]) {
    one_of(event, "role", speakers, true);
    filled(event, "text");
    assert!(
        !text(event, "text").contains(['{', '}']),
        "open slot: {event}"
    );
    for key in ["private", "welcome", "fallback"] {
        assert!(event[key].is_null() || event[key].is_boolean());
    }
    let canned = &event["canned"];
    assert!(canned.is_null() || canned.is_boolean() || canned.is_string());
    for (key, low) in [("confidence", 0.0), ("sentiment", -1.0)] {
        if let Some(value) = event[key].as_f64() {
            assert!((low..=1.0).contains(&value), "{event}");
        }
    }
}

fn rating(event: &Value) {
    let kind = text(event, "kind");
    let score = event["score"].as_f64().unwrap();
    let scale = event["scale"].as_f64().unwrap_or(5.0);
    match kind {
        "nps" => assert!((0.0..=10.0).contains(&score)),
        "csat" | "ces" => assert!(scale >= 2.0 && (1.0..=scale).contains(&score), "{event}"),
        _ => panic!("{event}"),
    }
}
