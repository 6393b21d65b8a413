//! Events into threads, threads into conversations: metrics.md, section 2.

use std::collections::BTreeMap;

use crate::read::Event;
use crate::rules::Rules;

/// The events of one thread, by (`ts`, order read).
pub(crate) struct Thread {
    pub(crate) has_conversation_id: bool,
    pub(crate) events: Vec<Event>,
}

/// The threads of events that are in order.
pub(crate) fn threads(events: &[Event]) -> Vec<Thread> {
    let mut threads: BTreeMap<(bool, String, String), Vec<Event>> = BTreeMap::new();
    let mut last_channel: BTreeMap<String, String> = BTreeMap::new();
    for event in events {
        let key = match (event.kind.as_str(), event.owned("conversation_id")) {
            ("visit" | "visit_ended" | "agent_status" | "annotation", _) => continue,
            (_, Some(id)) => (true, id, String::new()),
            ("order" | "ticket" | "product_click", None) => continue,
            (_, None) => {
                let user = event.owned("user_id").expect("one of the two ids");
                let before = last_channel.get(&user).cloned();
                let channel = event.owned("channel").or(before);
                let channel = channel.unwrap_or_else(|| "unknown".to_owned());
                last_channel.insert(user.clone(), channel.clone());
                (false, user, channel)
            }
        };
        threads.entry(key).or_default().push(event.clone());
    }
    let threads = threads.into_iter();
    threads
        .map(|((has_conversation_id, ..), events)| Thread {
            has_conversation_id,
            events,
        })
        .collect()
}

pub(crate) fn is_public_message(event: &Event) -> bool {
    event.is("message") && event.text("role") != Some("system") && !event.flag("private")
}

fn is_user_message(event: &Event) -> bool {
    is_public_message(event) && event.text("role") == Some("user")
}

/// Whether an event founds and splits conversations.
pub(crate) fn is_core(event: &Event) -> bool {
    match event.kind.as_str() {
        "message" => is_public_message(event),
        "conversation_started" | "handoff" | "assigned" | "transferred" | "closed" | "reopened" => {
            true
        }
        _ => false,
    }
}

/// What of the thread's past decides whether a conversation begins.
#[derive(Default)]
struct Past {
    last_core: Option<i64>,
    /// The last public message, `conversation_started` or `reopened`.
    last_talk: Option<i64>,
    /// A `closed` since the conversation began.
    closed: bool,
    handoff_open: bool,
}

/// The events of each conversation; none in a thread without core events.
pub(crate) fn conversations(thread: &Thread, rules: &Rules<'_>) -> Vec<Vec<Event>> {
    if !thread.events.iter().any(is_core) {
        return Vec::new();
    }
    let mut conversations: Vec<Vec<Event>> = vec![Vec::new()];
    let mut past = Past::default();
    for event in &thread.events {
        if is_core(event) {
            let is_first = past.last_core.is_none();
            if !is_first && begins(event, thread, rules, &mut past) {
                conversations.push(Vec::new());
                past.closed = false;
            }
            remember(event, &mut past);
        }
        { conversations.last_mut() }
            .expect("at least one")
            .push(event.clone());
    }
    conversations
}

/// The three rules.
fn begins(event: &Event, thread: &Thread, rules: &Rules<'_>, past: &mut Past) -> bool {
    let since = |before: Option<i64>| before.map(|before| (event.at - before) as f64);
    let started = event.is("conversation_started");
    let opens = is_user_message(event) || started || event.is("reopened");
    let after_closed = opens && past.closed;
    let quiet = since(past.last_core);
    let after_auto_close = opens
        && (rules.auto_close()).is_some_and(|hours| quiet.is_some_and(|quiet| quiet >= hours));
    let after_gap = (is_user_message(event) || started)
        && rules.gap_applies(thread.has_conversation_id)
        && since(past.last_talk).is_some_and(|quiet| quiet >= rules.gap())
        && !past.handoff_open;
    if after_auto_close {
        past.handoff_open = false;
    }
    after_closed || after_auto_close || after_gap
}

fn remember(event: &Event, past: &mut Past) {
    past.last_core = Some(event.at);
    match event.kind.as_str() {
        "message" | "conversation_started" | "reopened" => past.last_talk = Some(event.at),
        "handoff" => {
            past.handoff_open = matches!(event.text("status"), Some("requested" | "successful"));
        }
        "closed" => {
            past.closed = true;
            past.handoff_open = false;
        }
        _ => {}
    }
}
