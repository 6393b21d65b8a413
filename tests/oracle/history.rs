//! Everything that is known once all events are read: conversations, credited
//! orders, visits, tickets, working agents.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::clock::{Clock, DAY};
use crate::facts::{Conversation, Credit, first_facts, last_facts};
use crate::read::{Event, read};
use crate::rules::Rules;
use crate::thread;

/// A help-desk ticket: the events of one `ticket_id`.
pub(crate) struct Ticket {
    pub(crate) created: Option<(i64, usize)>,
    pub(crate) resolved: Option<(i64, usize)>,
    /// Each field's last value.
    pub(crate) told: Event,
}

/// A history under its rules.
pub(crate) struct History<'a> {
    pub(crate) rules: Rules<'a>,
    pub(crate) accepted: usize,
    pub(crate) rejected: usize,
    pub(crate) duplicates: usize,
    pub(crate) unattached: usize,
    pub(crate) future: usize,
    /// The first event's time.
    pub(crate) first: Option<i64>,
    pub(crate) conversations: Vec<Conversation>,
    pub(crate) tickets: Vec<Ticket>,
    /// `visit` and `visit_ended`, in order.
    pub(crate) visits: Vec<Event>,
    /// `agent_status`, in order.
    pub(crate) statuses: Vec<Event>,
}

/// Reads and folds a history. `now` is the machine's clock.
pub(crate) fn history<'a>(
    lines: &[String],
    settings: &Value,
    default_clock: Clock<'a>,
    now: i64,
) -> History<'a> {
    let clock = match settings["timezone"].as_str() {
        Some(zone) => default_clock.of(zone),
        None => default_clock,
    };
    let reading = read(lines, &clock);
    let is_future = |event: &&Event| event.at > now + DAY;
    let newest = { reading.events.iter() }
        .filter(|event| !is_future(event))
        .map(|event| event.at);
    let newest = newest.max().unwrap_or(0);
    let as_of = match settings["as_of"].as_str() {
        Some(text) => instant(text, &clock),
        None => newest,
    };
    let rules = Rules {
        settings: settings.clone(),
        clock,
        as_of,
    };
    let mut events: Vec<Event> = reading.events.clone();
    events.retain(|event| event.at <= as_of);
    events.sort_by_key(Event::moment);
    let of_kinds = |kinds: &[&str]| -> Vec<Event> {
        let some = events
            .iter()
            .filter(|event| kinds.contains(&event.kind.as_str()));
        some.cloned().collect()
    };
    let (mut conversations, unattached) = conversations(&events, &rules);
    attach_clicks(&mut conversations, &of_kinds(&["product_click"]));
    credit(&mut conversations, &of_kinds(&["order"]), &rules);
    History {
        accepted: reading.events.len(),
        rejected: reading.rejected,
        duplicates: reading.duplicates,
        unattached,
        future: reading.events.iter().filter(is_future).count(),
        first: events.first().map(|event| event.at),
        conversations,
        tickets: tickets(&of_kinds(&["ticket"])),
        visits: of_kinds(&["visit", "visit_ended"]),
        statuses: of_kinds(&["agent_status"]),
        rules,
    }
}

fn instant(text: &str, clock: &Clock<'_>) -> i64 {
    let line = format!(r#"{{"ts":"{text}","type":"annotation","text":"now"}}"#);
    let reading = read(&[line], clock);
    reading.events.first().expect("a time").at
}

/// The conversations of all threads, and how many events belong to none.
fn conversations(events: &[Event], rules: &Rules<'_>) -> (Vec<Conversation>, usize) {
    let mut all = Vec::new();
    let mut unattached = 0;
    for (number, thread) in thread::threads(events).iter().enumerate() {
        let parts = thread::conversations(thread, rules);
        if parts.is_empty() {
            unattached += thread.events.len();
        }
        let mut of_thread: Vec<Conversation> = Vec::new();
        for part in parts {
            let name = format!("{number}");
            let next = first_facts(part, of_thread.last(), &name, rules);
            if let Some(before) = of_thread.last_mut() {
                before.next_start = Some(next.start.0);
            }
            of_thread.push(next);
        }
        for conversation in &mut of_thread {
            last_facts(conversation, rules);
        }
        all.extend(of_thread);
    }
    (all, unattached)
}

/// "`product_click` without `conversation_id` belongs to the customer's latest
/// conversation started by then".
fn attach_clicks(conversations: &mut [Conversation], clicks: &[Event]) {
    for click in clicks
        .iter()
        .filter(|click| click.text("conversation_id").is_none())
    {
        let latest = { conversations.iter_mut() }
            .filter(|it| it.user_id.as_deref() == click.text("user_id"))
            .filter(|it| it.start.0 <= click.at)
            .max_by_key(|it| it.start);
        if let Some(conversation) = latest {
            conversation.clicks.push(click.clone());
        }
    }
}

/// Gives every order to one conversation, or to none.
fn credit(conversations: &mut [Conversation], orders: &[Event], rules: &Rules<'_>) {
    let mut seen = BTreeSet::new();
    for order in orders {
        if order.owned("order_id").is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let own = conversations
            .iter()
            .position(|it| it.all_of("order").any(|event| event.order == order.order));
        let customer = match (order.text("user_id"), own) {
            (Some(id), _) => Some(format!("id {id}")),
            (None, Some(own)) => Some(conversations[own].customer.clone()),
            (None, None) => None,
        };
        let mut touches: Vec<((i64, usize), usize)> = Vec::new();
        for (index, conversation) in conversations.iter().enumerate() {
            if Some(&conversation.customer) == customer.as_ref() {
                let at = touches_before(conversation, order.at, rules);
                touches.extend(at.into_iter().map(|at| (at, index)));
            }
        }
        let last_touch = touches.into_iter().max().map(|(_, index)| index);
        if let Some(index) = last_touch.or(own) {
            conversations[index].credits.push(Credit {
                at: order.at,
                currency: order.owned("currency").expect("required"),
                amount: order.number("amount").expect("required"),
            });
        }
    }
}

/// When a conversation was touched at or before an order and within the
/// window of its channel.
fn touches_before(
    conversation: &Conversation,
    order_at: i64,
    rules: &Rules<'_>,
) -> Vec<(i64, usize)> {
    let (touch, window) = rules.attribution(&conversation.values["channel"][0]);
    let events = conversation.events.iter().chain(&conversation.clicks);
    let touches = events.filter(|event| match touch.as_str() {
        "message" => thread::is_public_message(event),
        _ => event.is("product_click"),
    });
    let in_time = |event: &&Event| event.at <= order_at && (order_at - event.at) as f64 <= window;
    touches.filter(in_time).map(Event::moment).collect()
}

fn tickets(events: &[Event]) -> Vec<Ticket> {
    let mut by_id: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let id = event.owned("ticket_id").expect("required");
        by_id.entry(id).or_default().push(event);
    }
    let first = |events: &[&Event], status: &str| {
        let mut all = events.iter();
        all.find(|event| event.text("status") == Some(status))
            .map(|event| event.moment())
    };
    let of_one = |events: Vec<&Event>| Ticket {
        created: first(&events, "created"),
        resolved: first(&events, "resolved"),
        told: last_values(&events),
    };
    by_id.into_values().map(of_one).collect()
}

/// One event with the last value of each field.
fn last_values(events: &[&Event]) -> Event {
    let mut told = events[0].clone();
    for event in events {
        for (field, value) in &event.fields {
            match (told.fields.get_mut(field), value) {
                (Some(Value::Object(before)), Value::Object(now)) => {
                    before.extend(now.clone());
                }
                _ => {
                    told.fields.insert(field.clone(), value.clone());
                }
            }
        }
    }
    told
}
