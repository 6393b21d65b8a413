//! OpenTelemetry's spans and log records of generative AI, in OTLP's JSON:
//! an export request, or one a line as the collector's file exporter writes
//! them.
//!
//! The attributes are those of OpenTelemetry's semantic conventions for
//! generative AI: `gen_ai.input.messages` and `gen_ai.output.messages` on a
//! span or on the event of an operation's details, and the forms before them:
//! an event for each message (`gen_ai.user.message` and its kin,
//! `gen_ai.choice`) on the span or as a log record, and the prompt and the
//! completion as one attribute each, or numbered ones.
//!
//! One conversation is one `gen_ai.conversation.id`, which any span of a
//! trace tells for all of it; without one, one `session.id`; without that,
//! one trace. Spans within a span that has messages are its steps, and are
//! left out, as are those that have none.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use crate::base::decimal;
use crate::base::moment::Moment;
use crate::base::time::Millis;
use crate::event::import::llm::message::{self, Message, Voice, further_choice, speech};
use crate::event::import::llm::talks::{Request, Talks};
use crate::event::import::output::quote_json;
use crate::event::import::{Format, Hints, Importer, Output};
use crate::event::json::Token;
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// OpenTelemetry's GenAI conventions in OTLP's JSON.
pub const OPENTELEMETRY: Format = Format {
    id: "opentelemetry",
    name: "OpenTelemetry GenAI",
    lists: &[],
    fits,
    importer: Some(|hints| {
        Box::new(Spans {
            hints: hints.clone(),
            ..Spans::default()
        })
    }),
};

/// Where a request keeps its resources, these their scopes, and those theirs.
const RESOURCES: [&str; 2] = ["resourceSpans", "resourceLogs"];
const SCOPES: [&str; 3] = ["scopeSpans", "instrumentationLibrarySpans", "scopeLogs"];
const ITEMS: [&str; 2] = ["spans", "logRecords"];

const CONVERSATION: [&str; 2] = ["gen_ai.conversation.id", "session.id"];
const USER: [&str; 2] = ["user.id", "enduser.id"];
const INPUT: [&str; 2] = ["gen_ai.input.messages", "gen_ai.prompt"];
const ANSWER: [&str; 2] = ["gen_ai.output.messages", "gen_ai.completion"];

fn fits(record: Node<'_>) -> u8 {
    let lists = [record.first(&RESOURCES), record.first(&SCOPES)];
    match lists.into_iter().any(Node::is_list) {
        true => 100,
        false => 0,
    }
}

/// The spans of a file.
#[derive(Default)]
struct Spans {
    hints: Hints,
    said: Vec<Span>,
    /// What was said event by event, by the span that it was said in.
    parts: BTreeMap<(String, String), Span>,
    /// The span that holds a span.
    parents: HashMap<String, String>,
    /// The conversation of a trace.
    conversations: HashMap<String, String>,
}

/// What was said in a span.
struct Span {
    trace: String,
    id: String,
    conversation: Option<String>,
    user: Option<String>,
    at: Moment,
    end: Option<Moment>,
    said: Said,
}

/// What went into a model and what came out.
#[derive(Default)]
struct Said {
    input: Vec<Message>,
    output: Vec<Message>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.input.is_empty() && self.output.is_empty()
    }
}

impl Importer for Spans {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        let resources = match record.first(&RESOURCES).is_list() {
            true => record.first(&RESOURCES).items(),
            false => vec![record],
        };
        let scopes = resources
            .iter()
            .flat_map(|node| node.first(&SCOPES).items());
        for item in scopes.flat_map(|scope| scope.first(&ITEMS).items()) {
            let attributes = Attributes(item.at("attributes").items());
            self.trace(item, &attributes);
            match item.at("startTimeUnixNano").exists() || item.at("endTimeUnixNano").exists() {
                true => self.span(item, &attributes, output),
                false => self.log_record(item, &attributes, output),
            }
        }
    }

    fn end(&mut self, output: &mut Output) {
        let parts = std::mem::take(&mut self.parts);
        self.said.extend(parts.into_values());
        let said = std::mem::take(&mut self.said);
        let speaking: HashSet<String> = said.iter().map(|span| span.id.clone()).collect();
        let mut talks = Talks::default();
        for span in said {
            if self.is_within(&span.id, &speaking) {
                output.leave_out(
                    "spans within others",
                    "they are the steps of a span that has the messages itself",
                );
                continue;
            }
            let of_trace = self.conversations.get(&span.trace);
            let conversation = span.conversation.or(of_trace.cloned());
            let request = Request {
                id: Some(span.id).filter(|id| !id.is_empty()),
                user: span.user,
                at: span.at,
                end: span.end,
                input: span.said.input,
                output: span.said.output,
                alone: false,
            };
            let conversation = conversation.unwrap_or(span.trace);
            talks.add(conversation, request, &self.hints);
        }
        talks.finish(output);
    }
}

impl Spans {
    /// Learns where a span or log record belongs.
    fn trace(&mut self, item: Node<'_>, attributes: &Attributes<'_>) {
        let (Some(trace), Some(id)) = (item.at("traceId").text(), item.at("spanId").text()) else {
            return;
        };
        if let Some(parent) = item.at("parentSpanId").text() {
            self.parents.insert(id.into_owned(), parent.into_owned());
        }
        if let Some(conversation) = attributes.text(&CONVERSATION) {
            self.conversations
                .entry(trace.into_owned())
                .or_insert(conversation);
        }
    }

    /// Whether a span lies within one that has messages.
    fn is_within(&self, span: &str, speaking: &HashSet<String>) -> bool {
        let mut inner = span;
        // More steps than spans would be a circle.
        for _ in 0..self.parents.len() {
            match self.parents.get(inner) {
                Some(parent) if speaking.contains(parent) => return true,
                Some(parent) => inner = parent,
                None => return false,
            }
        }
        false
    }

    fn span(&mut self, item: Node<'_>, attributes: &Attributes<'_>, output: &mut Output) {
        let mut said = Said::default();
        details(attributes, &mut said, output);
        for event in item.at("events").items() {
            let attributes = Attributes(event.at("attributes").items());
            let name = event.at("name").text().unwrap_or_default();
            let body = attributes.json(&["gen_ai.event.content"]);
            let body = body.unwrap_or_else(|| attributes.object());
            if !tells(&name, &body, &mut said, output) {
                details(&attributes, &mut said, output);
            }
        }
        if said.is_empty() {
            return output.leave_out("spans without messages", "nothing was said in them");
        }
        let span = begin(item, attributes, item.at("startTimeUnixNano"), said, output);
        self.said.extend(span);
    }

    fn log_record(&mut self, item: Node<'_>, attributes: &Attributes<'_>, output: &mut Output) {
        let name = item.at("eventName").text().map(Cow::into_owned);
        let name = name
            .or_else(|| attributes.text(&["event.name"]))
            .unwrap_or_default();
        let body = any(item.at("body")).unwrap_or_default();
        let mut said = Said::default();
        if !tells(&name, &body, &mut said, output) {
            details(attributes, &mut said, output);
        }
        if said.is_empty() {
            return output.leave_out("log records without messages", "nothing was said in them");
        }
        let stamp = item.first(&["timeUnixNano", "observedTimeUnixNano"]);
        let Some(mut part) = begin(item, attributes, stamp, said, output) else {
            return;
        };
        if part.id.is_empty() {
            return self.said.push(part);
        }
        let key = (part.trace.clone(), part.id.clone());
        match self.parts.get_mut(&key) {
            Some(whole) => {
                whole.end = Some(part.at);
                whole.said.input.append(&mut part.said.input);
                whole.said.output.append(&mut part.said.output);
            }
            None => {
                self.parts.insert(key, part);
            }
        }
    }
}

fn begin(
    item: Node<'_>,
    attributes: &Attributes<'_>,
    stamp: Node<'_>,
    said: Said,
    output: &mut Output,
) -> Option<Span> {
    let text = |key| item.at(key).text().map(Cow::into_owned);
    let Some(at) = nanos(stamp) else {
        output.reject(
            "timeUnixNano",
            Reason::NotATime,
            &stamp.text().unwrap_or_default(),
        );
        return None;
    };
    Some(Span {
        trace: text("traceId").unwrap_or_default(),
        id: text("spanId").unwrap_or_default(),
        conversation: attributes.text(&CONVERSATION),
        user: attributes.text(&USER),
        at,
        end: nanos(item.at("endTimeUnixNano")),
        said,
    })
}

/// Takes in all that a model was told and answered.
fn details(attributes: &Attributes<'_>, said: &mut Said, output: &mut Output) {
    let mut read = |keys: [&str; 2], voice| {
        let Some(json) = attributes.json(&keys) else {
            return numbered(attributes, keys[1], voice, output);
        };
        let node = Node::read(&json).ok();
        match node.filter(|node| node.source().is_some()) {
            Some(node) => speech(node, voice, output).unwrap_or_default(),
            None => vec![Message::plain(voice, json)],
        }
    };
    let input = read(INPUT, Voice::User);
    let answer = read(ANSWER, Voice::Bot);
    said.input.extend(input);
    // Each is an answer of its own.
    for message in answer {
        match said.output.is_empty() {
            true => said.output.push(message),
            false => further_choice(output),
        }
    }
}

/// Reads messages that are attributes of their own, as some libraries have
/// them: `gen_ai.prompt.0.role`, `gen_ai.prompt.0.content`, ….
fn numbered(
    attributes: &Attributes<'_>,
    prefix: &str,
    voice: Voice,
    output: &mut Output,
) -> Vec<Message> {
    let mut messages = Vec::new();
    for number in 0.. {
        let part = |name| attributes.json(&[&*format!("{prefix}.{number}.{name}")]);
        let (role, content) = (part("role"), part("content"));
        if role.is_none() && content.is_none() {
            break;
        }
        let mut json = String::from("{\"role\":");
        quote_json(role.as_deref().unwrap_or(voice.model_role()), &mut json);
        json.push_str(",\"content\":");
        let content = content.unwrap_or_default();
        match Node::read(&content) {
            Ok(list) if list.is_list() => json.push_str(&content),
            _ => quote_json(&content, &mut json),
        }
        if let Some(name) = part("tool_calls.0.name") {
            json.push_str(",\"function_call\":{\"name\":");
            quote_json(&name, &mut json);
            json.push('}');
        }
        json.push('}');
        let node = Node::read(&json).unwrap_or_default();
        messages.extend(message::read(node, output));
    }
    messages
}

/// Takes in an event that tells one message; `false` for any other event.
fn tells(name: &str, body: &str, said: &mut Said, output: &mut Output) -> bool {
    let (role, voice) = match name {
        "gen_ai.system.message" => ("system", Voice::System),
        "gen_ai.user.message" => ("user", Voice::User),
        "gen_ai.assistant.message" => ("assistant", Voice::Bot),
        "gen_ai.tool.message" => ("tool", Voice::System),
        "gen_ai.choice" => ("assistant", Voice::Bot),
        _ => return false,
    };
    let node = Node::read(body).unwrap_or_default();
    let index = node.at("index");
    let further = index.number().or_else(|| decimal::read(&index.text()?));
    if name == "gen_ai.choice" && further.is_some_and(|index| index > 0.0) {
        further_choice(output);
        return true;
    }
    let message = match node.at("message").is_object() {
        true => node.at("message"),
        false => node,
    };
    // Where the event's name tells the role, the message may leave it out.
    let with_role = match (message.source(), message.at("role").exists()) {
        (Some(source), false) if !message.members().is_empty() => {
            format!("{{\"role\":\"{role}\",{}", &source[1..])
        }
        (Some(source), _) => source.to_owned(),
        (None, _) => body.to_owned(),
    };
    let read = Node::read(&with_role).unwrap_or_default();
    let messages = match read.exists() {
        true => speech(read, voice, output),
        false if with_role.is_empty() => None,
        false => Some(vec![Message::plain(voice, with_role)]),
    };
    match name {
        "gen_ai.choice" => said.output.extend(messages.unwrap_or_default()),
        _ => said.input.extend(messages.unwrap_or_default()),
    }
    true
}

/// Nanoseconds since 1970, which JSON has as a text.
fn nanos(stamp: Node<'_>) -> Option<Moment> {
    let nanos: i64 = stamp.id()?.parse().ok()?;
    let millis: Millis = nanos.checked_add(500_000)?.div_euclid(1_000_000);
    (nanos > 0).then_some(Moment::Utc(millis))
}

/// Attributes as OTLP has them: keys with values that tell their type.
struct Attributes<'a>(Vec<Node<'a>>);

impl Attributes<'_> {
    /// The first of some attributes, as a text.
    fn text(&self, keys: &[&str]) -> Option<String> {
        self.json(keys).filter(|text| !text.is_empty())
    }

    /// The first of some attributes: a text as it is, others as JSON.
    fn json(&self, keys: &[&str]) -> Option<String> {
        let find = |key: &&str| self.0.iter().find(|node| node.at("key").is(key));
        keys.iter()
            .find_map(find)
            .and_then(|node| any(node.at("value")))
    }

    /// All of them as one JSON object.
    fn object(&self) -> String {
        let mut json = String::from("{");
        members(&self.0, &mut json);
        json.push('}');
        json
    }
}

/// A value of any type: a text as it is, others as JSON.
fn any(value: Node<'_>) -> Option<String> {
    if let Some(text) = value.at("stringValue").text() {
        return Some(text.into_owned());
    }
    let mut json = String::new();
    plain(value, &mut json);
    (json != "null").then_some(json)
}

/// Writes a value that tells its type as plain JSON.
fn plain(value: Node<'_>, json: &mut String) {
    let Some((kind, inner)) = value.members().into_iter().next() else {
        return json.push_str("null");
    };
    match (&*kind, inner.token()) {
        ("arrayValue", _) => {
            json.push('[');
            for (number, item) in inner.at("values").items().into_iter().enumerate() {
                if number > 0 {
                    json.push(',');
                }
                plain(item, json);
            }
            json.push(']');
        }
        ("kvlistValue", _) => {
            json.push('{');
            members(&inner.at("values").items(), json);
            json.push('}');
        }
        // Whole numbers of 64 bits are texts in JSON.
        ("intValue", Token::Text(digits)) => json.push_str(digits.raw()),
        ("stringValue", _) => quote_json(&inner.text().unwrap_or_default(), json),
        (_, Token::Number(number)) => json.push_str(number),
        (_, Token::Bool(flag)) => json.push_str(if flag { "true" } else { "false" }),
        _ => json.push_str("null"),
    }
}

fn members(pairs: &[Node<'_>], json: &mut String) {
    for (number, pair) in pairs.iter().enumerate() {
        if number > 0 {
            json.push(',');
        }
        quote_json(&pair.at("key").text().unwrap_or_default(), json);
        json.push(':');
        plain(pair.at("value"), json);
    }
}
