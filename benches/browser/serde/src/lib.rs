//! The product's scanner beside serde_json, in one wasm and by the same flags.
//!
//! Both do the same: the UTF-8 of all is checked at once, then each line is
//! validated as JSON, with the members that most events have kept as borrowed.
//! serde_json does so at its fastest: it reads lines found by memchr from a
//! `str`, whose texts it need not check again.

use std::borrow::Cow;
use std::fmt::{self, Formatter};

use chatgauge::event::fields::{Fields, Slot, Spans};
use serde::de::{IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};
use wasm_bindgen::prelude::wasm_bindgen;

/// A text that is copied only where it has escapes; within an `Option` a bare
/// `Cow` always would be.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A time as text or number; read by hand, as what is untagged is read twice.
struct Time;

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
        from.deserialize_any(Time)
    }
}

impl<'de> Visitor<'de> for Time {
    type Value = Time;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a time")
    }

    fn visit_str<E>(self, _: &str) -> Result<Time, E> {
        Ok(Time)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Time, E> {
        Ok(Time)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Time, E> {
        Ok(Time)
    }
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is read is not asked for")]
struct Event<'a> {
    ts: Time,
    #[serde(borrow, rename = "type")]
    kind: Text<'a>,
    #[serde(borrow)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    conversation_id: Option<Text<'a>>,
    #[serde(borrow)]
    user_id: Option<Text<'a>>,
    #[serde(borrow)]
    user_name: Option<Text<'a>>,
    #[serde(borrow)]
    user_email: Option<Text<'a>>,
    #[serde(borrow)]
    agent_id: Option<Text<'a>>,
    #[serde(borrow)]
    bot_id: Option<Text<'a>>,
    #[serde(borrow)]
    channel: Option<Text<'a>>,
    #[serde(borrow)]
    role: Option<Text<'a>>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    topic: Option<Text<'a>>,
    #[serde(borrow)]
    intent: Option<Text<'a>>,
    #[serde(borrow)]
    status: Option<Text<'a>>,
    #[serde(borrow)]
    by: Option<Text<'a>>,
    resolved: Option<bool>,
    welcome: Option<bool>,
    fallback: Option<bool>,
    private: Option<bool>,
    confidence: Option<f64>,
    sentiment: Option<f64>,
    score: Option<f64>,
    attributes: Option<IgnoredAny>,
}

/// By serde_json, the number of events in NDJSON and the bytes of their texts:
/// what shows that all of it was read.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Vec<f64> {
    let (mut events, mut texts) = (0, 0);
    let mut rest = str::from_utf8(bytes).unwrap_or_default();
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        if let Ok(event) = serde_json::from_str::<Event<'_>>(&rest[..end]) {
            events += 1;
            texts += event.text.map_or(0, |text| text.0.len());
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    vec![f64::from(events), texts as f64]
}

/// The same by the scanner of the product.
#[wasm_bindgen]
pub fn scan(bytes: &[u8]) -> Vec<f64> {
    let (mut events, mut texts) = (0, 0);
    let (mut spans, mut scratch) = (Spans::default(), String::new());
    let all = str::from_utf8(bytes).unwrap_or_default();
    let mut at = 0;
    while let Some((event, behind)) = Fields::read_line(all, at, &mut spans) {
        events += 1;
        let text = event.said(Slot::Text, &mut scratch);
        texts += text.map_or(0, str::len);
        at = behind;
    }
    vec![f64::from(events), texts as f64]
}
