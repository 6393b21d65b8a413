//! What events say of their conversation: the values of its dimensions.

use std::collections::BTreeMap;

use crate::facts::Conversation;
use crate::read::Event;

/// "`agent_id`, else `agent_name`".
pub(crate) fn agent(event: &Event) -> Option<String> {
    event
        .owned("agent_id")
        .or_else(|| event.owned("agent_name"))
}

const INHERITED: [&str; 8] = [
    "user_id",
    "user_name",
    "user_email",
    "channel",
    "segment",
    "locale",
    "country",
    "device",
];
const FIRST_WINS: [&str; 2] = ["variant", "campaign"];
const LAST_WINS: [&str; 14] = [
    "user_id",
    "user_name",
    "user_email",
    "channel",
    "department",
    "topic",
    "intent",
    "segment",
    "priority",
    "locale",
    "country",
    "device",
    "page",
    "bot_id",
];

/// What the events say of the conversation, by dimension.
pub(crate) fn told_values(
    events: &[Event],
    before: Option<&Conversation>,
) -> BTreeMap<String, Vec<String>> {
    let mut values = BTreeMap::new();
    for field in INHERITED {
        if let Some(all) = before.and_then(|before| before.values.get(field)) {
            values.insert(field.to_owned(), all.clone());
        }
    }
    for event in events {
        for field in LAST_WINS {
            if let Some(value) = event.owned(field) {
                values.insert(field.to_owned(), vec![value]);
            }
        }
        if let Some(department) = event
            .owned("to_department")
            .filter(|_| event.is("transferred"))
        {
            values.insert("department".to_owned(), vec![department]);
        }
        for field in FIRST_WINS {
            if let Some(value) = event.owned(field) {
                values
                    .entry(field.to_owned())
                    .or_insert_with(|| vec![value]);
            }
        }
        values.extend(attributes(event));
    }
    let unknown = || vec!["unknown".to_owned()];
    values.entry("channel".to_owned()).or_insert_with(unknown);
    values
}

/// The attributes of an event as dimensions.
pub(crate) fn attributes(event: &Event) -> Vec<(String, Vec<String>)> {
    let attributes = event.fields.get("attributes").and_then(|it| it.as_object());
    let attributes = attributes.into_iter().flatten();
    attributes
        .map(|(name, value)| {
            let text = value.as_str().map_or(value.to_string(), str::to_owned);
            (format!("attributes.{name}"), vec![text])
        })
        .collect()
}
