//! Histories in which one thing grows and all else stays: conversations of
//! ten events, alike but for who writes and what they are labelled with.

use std::fmt::Write;

use chatgauge::base::time::DAY;

/// Events of each conversation.
pub(crate) const EACH: u64 = 10;

/// 1 March 2026, in milliseconds since 1970, and the days from then on that
/// conversations begin on.
const FIRST: i64 = 1_772_323_200_000;
const DAYS: u64 = 90;

/// What a history is made of.
pub(crate) struct Shape {
    pub(crate) conversations: u64,
    /// Customers and tags, so many of each.
    pub(crate) values: u64,
    /// Attributes of every conversation, of ten values and a rare one.
    pub(crate) attributes: u64,
}

/// Of what happens in a conversation: seconds from its start, then the fields.
const EVENTS: [(i64, &str); EACH as usize] = [
    (0, r#""type":"conversation_started""#),
    (
        1,
        r#""type":"message","role":"bot","welcome":true,"text":"Hi! How can I help you today?""#,
    ),
    (
        25,
        r#""type":"message","role":"user","topic":"delivery","text":"My parcel should have been here on Monday, and \"today\" the page says it is lost. What now?""#,
    ),
    (
        27,
        r#""type":"message","role":"bot","confidence":0.83,"text":"I am sorry to hear that. Give me the number of your order, and I look where it went.""#,
    ),
    (
        60,
        r#""type":"ticket","ticket_id":"k{conversation}","status":"created""#,
    ),
    (
        62,
        r#""type":"message","role":"user","text":"It is 48813, ordered two weeks ago 🙁""#,
    ),
    (
        180,
        r#""type":"message","role":"agent","agent_id":"a1","agent_name":"Ann","text":"Hello, this is Ann. I send you a new one today, and you pay nothing.""#,
    ),
    (240, r#""type":"tagged","tags":["t{value}"]"#),
    (300, r#""type":"closed","by":"agent","resolved":true"#),
    (330, r#""type":"rating","kind":"csat","score":5"#),
];

/// The name of an attribute.
pub(crate) fn attribute(number: u64) -> String {
    format!("attributes.a{number}")
}

/// The value that few conversations have of an attribute.
pub(crate) const RARE: &str = "rare";

/// Of so many conversations one has it.
const RARELY: u64 = 1_000;

/// The history as NDJSON.
pub(crate) fn history(shape: &Shape) -> Vec<u8> {
    let mut text = String::new();
    let apart = (DAYS * DAY as u64 / shape.conversations) as i64;
    for conversation in 0..shape.conversations {
        let start = FIRST + apart * conversation as i64;
        // Neighbours differ, and every value is used equally often.
        let value = conversation * 7_919 % shape.values;
        for (number, (seconds, fields)) in EVENTS.iter().enumerate() {
            let at = start + seconds * 1_000;
            let fields = fields.replace("{value}", &value.to_string());
            let fields = fields.replace("{conversation}", &conversation.to_string());
            let written = write!(
                text,
                "{{\"ts\":{at},\"id\":\"{conversation}-{number}\",\
                 \"conversation_id\":\"c{conversation}\",\"user_id\":\"u{value}\",\
                 \"channel\":\"web\",{fields}"
            );
            written.expect("memory takes it");
            if number == 0 {
                write_attributes(&mut text, shape.attributes, conversation);
            }
            text.push_str("}\n");
        }
    }
    text.into_bytes()
}

fn write_attributes(text: &mut String, count: u64, conversation: u64) {
    text.push_str(",\"attributes\":{");
    for number in 0..count {
        let comma = if number == 0 { "" } else { "," };
        let written = match (conversation + number) % RARELY {
            0 => write!(text, "{comma}\"a{number}\":\"{RARE}\""),
            turn => write!(text, "{comma}\"a{number}\":\"v{}\"", turn % 10),
        };
        written.expect("memory takes it");
    }
    text.push('}');
}
