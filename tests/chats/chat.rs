//! One line of a chat becomes one event, as the event format writes it.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use serde_json::{Map, Value, json};

/// The fields of an event.
pub(crate) type Fields = Map<String, Value>;

/// What holds for the lines that follow.
#[derive(Default)]
pub(crate) struct Scene {
    /// The day that was named last.
    pub(crate) day: Option<NaiveDate>,
    /// The names that are agents.
    pub(crate) agents: BTreeSet<String>,
    /// What the chat's head says of each of its events.
    pub(crate) head: Fields,
    /// The name of the chat's customer.
    pub(crate) customer: Option<String>,
}

/// Reads `Mon 1 Jun 2026`; `None` where it does not begin like a day.
pub(crate) fn day(text: &str) -> Option<Result<NaiveDate, String>> {
    let weekday = text.split(' ').next()?;
    if !["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&weekday) {
        return None;
    }
    let day = NaiveDate::parse_from_str(text, "%a %d %b %Y");
    Some(day.map_err(|_| format!("“{text}” is not a day")))
}

/// Reads `Mon 1 Jun 2026 09:00:00` as the event format writes it.
pub(crate) fn moment(text: &str) -> Result<String, String> {
    let (date, time) = text.rsplit_once(' ').unwrap_or((text, ""));
    match day(date) {
        Some(date) => timestamp(date?, time),
        None => Err(format!("“{text}” is not a day and a time")),
    }
}

fn timestamp(date: NaiveDate, text: &str) -> Result<String, String> {
    let end = text.find(['+', '-', 'Z']).unwrap_or(text.len());
    let (time, offset) = text.split_at(end);
    let full = if time.len() == 5 {
        format!("{time}:00")
    } else {
        time.to_owned()
    };
    match full.parse::<NaiveTime>() {
        Ok(_) => Ok(format!("{date}T{full}{offset}")),
        Err(_) => Err(format!("“{text}” is not a time of day")),
    }
}

impl Scene {
    /// Takes the head of a chat: `chat c1 of anna on web, country NO`.
    pub(crate) fn enter(&mut self, head: &str) -> Result<(), String> {
        let (words, more) = head.split_once(',').unwrap_or((head, ""));
        let mut words = words.split_whitespace();
        self.head = Fields::new();
        self.customer = None;
        while let Some(word) = words.next() {
            let field = match word {
                "thread" | "elsewhere" => continue,
                "chat" => "conversation_id",
                "of" => "user_id",
                "on" => "channel",
                _ => return Err(format!("“{word}” is not known in the head of a chat")),
            };
            let name = words
                .next()
                .ok_or_else(|| format!("a name is missing after “{word}”"))?;
            self.head.insert(field.to_owned(), json!(name));
            if word == "of" {
                self.customer = Some(name.to_owned());
            }
        }
        add_fields(&mut self.head, more)
    }

    /// Reads a line of the chat.
    pub(crate) fn event(&self, line: &str) -> Result<Value, String> {
        let (time, rest) = line.split_once(' ').unwrap_or((line, ""));
        let day = self.day.ok_or("no day is named before")?;
        let mut event = self.head.clone();
        event.insert("ts".to_owned(), json!(timestamp(day, time)?));
        match rest.trim().strip_prefix('[') {
            Some(inner) => {
                let inner = inner.strip_suffix(']').ok_or("a bracket is not closed")?;
                self.happening(&mut event, inner)?;
            }
            None => self.message(&mut event, rest.trim())?,
        }
        Ok(Value::Object(event))
    }

    fn message(&self, event: &mut Fields, line: &str) -> Result<(), String> {
        let (who, text) = line
            .split_once(": ")
            .ok_or("a colon is missing after who speaks")?;
        let (name, flags) = who.split_once(" (").unwrap_or((who, ""));
        let role = match name {
            "bot" | "system" | "agent" => name,
            "customer" => "user",
            _ if self.customer.as_deref() == Some(name) => "user",
            _ if self.agents.contains(name) => {
                event.insert("agent_id".to_owned(), json!(name));
                "agent"
            }
            _ => return Err(format!("who is “{name}”?")),
        };
        event.insert("type".to_owned(), json!("message"));
        event.insert("role".to_owned(), json!(role));
        event.insert("text".to_owned(), json!(text));
        add_fields(event, flags.trim_end_matches(')'))
    }

    fn happening(&self, event: &mut Fields, inner: &str) -> Result<(), String> {
        let (what, more) = inner.split_once(',').unwrap_or((inner, ""));
        let words: Vec<&str> = what.split_whitespace().collect();
        let own = self
            .own_fields(&words)
            .ok_or_else(|| format!("“{what}” is no event"))?;
        let Value::Object(own) = own else {
            return Err(format!("“{what}” is no event"));
        };
        event.extend(own);
        add_fields(event, more)
    }

    fn own_fields(&self, words: &[&str]) -> Option<Value> {
        Some(match *words {
            ["started"] => json!({"type": "conversation_started"}),
            ["started", "by", who] => json!({"type": "conversation_started", "initiated_by": who}),
            ["handoff", status] => json!({"type": "handoff", "status": status}),
            ["assigned" | "transferred" | "reopened" | "booking"] => json!({"type": words[0]}),
            ["assigned", agent] => json!({"type": "assigned", "agent_id": agent}),
            ["transferred", agent] => json!({"type": "transferred", "to_agent_id": agent}),
            ["closed"] => json!({"type": "closed"}),
            ["closed", "by", who] if self.agents.contains(who) => {
                json!({"type": "closed", "by": "agent", "agent_id": who})
            }
            ["closed", "by", who] => json!({"type": "closed", "by": who}),
            ["survey", kind] => json!({"type": "survey_sent", "kind": kind}),
            [kind @ ("csat" | "ces" | "nps"), score] => rating(kind, score)?,
            ["tagged", ref tags @ ..] => json!({"type": "tagged", "tags": tags}),
            ["goal", name] => json!({"type": "goal", "name": name}),
            ["lead", stage] => json!({"type": "lead", "stage": stage}),
            ["click"] => json!({"type": "product_click"}),
            ["click", product] => json!({"type": "product_click", "product_id": product}),
            ["order", id, amount, currency] => json!({
                "type": "order", "order_id": id,
                "amount": amount.parse::<f64>().ok()?, "currency": currency,
            }),
            ["ticket", id, status] => {
                json!({"type": "ticket", "ticket_id": id, "status": status})
            }
            ["visit" | "visit_ended"] => json!({"type": words[0]}),
            ["visit" | "visit_ended", who] => json!({"type": words[0], "user_id": who}),
            [agent, "is", status] => {
                json!({"type": "agent_status", "agent_id": agent, "status": status})
            }
            ["note", ref text @ ..] => json!({"type": "annotation", "text": text.join(" ")}),
            _ => return None,
        })
    }
}

/// `4`, or `8/10` with its scale.
fn rating(kind: &str, score: &str) -> Option<Value> {
    let (score, scale) = score.split_once('/').unwrap_or((score, ""));
    let mut rating = json!({"type": "rating", "kind": kind, "score": score.parse::<f64>().ok()?});
    if !scale.is_empty() {
        rating["scale"] = json!(scale.parse::<f64>().ok()?);
    }
    Some(rating)
}

/// Adds `topic shipping, welcome, attributes.plan pro`.
fn add_fields(event: &mut Fields, text: &str) -> Result<(), String> {
    for clause in text
        .split(',')
        .map(str::trim)
        .filter(|clause| !clause.is_empty())
    {
        let (field, value) = clause.split_once(' ').unwrap_or((clause, "yes"));
        let value = plain(value);
        match field.strip_prefix("attributes.") {
            None => _ = event.insert(field.to_owned(), value),
            Some(name) => match event.entry("attributes").or_insert_with(|| json!({})) {
                Value::Object(attributes) => _ = attributes.insert(name.to_owned(), value),
                _ => return Err(format!("“{clause}” is no attribute")),
            },
        }
    }
    Ok(())
}

/// A value as people write it: yes and no, JSON, else a text.
pub(crate) fn plain(text: &str) -> Value {
    match text {
        "yes" => json!(true),
        "no" => json!(false),
        _ => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
    }
}
