//! Goals, leads, orders and tickets.

use serde_json::{Value, json};

use crate::facts::Conversation;
use crate::figure::{Money, count, mean, rate, seconds};
use crate::group::Group;
use crate::history::Ticket;
use crate::read::Event;
use crate::resolution::number;

fn is_qualified(event: &Event) -> bool {
    event.text("stage") == Some("qualified")
}

/// When it first had a goal, a credited order, a booking or a qualified lead.
pub(crate) fn converted_at(conversation: &Conversation) -> Option<i64> {
    let events = conversation
        .events
        .iter()
        .filter(|event| match event.kind.as_str() {
            "goal" | "booking" => true,
            "lead" => is_qualified(event),
            _ => false,
        });
    let orders = conversation.credits.iter().map(|credit| credit.at);
    events.map(|event| event.at).chain(orders).min()
}

pub(crate) fn goal_completion_rate(group: &Group<'_>) -> Value {
    let reached = number(group, |it| it.engaged && it.has("goal"));
    rate(reached, number(group, |it| it.engaged))
}

fn conversion_rate_of(group: &Group<'_>, is_of: impl Fn(&Conversation) -> bool) -> Value {
    let converted = number(group, |it| is_of(it) && converted_at(it).is_some());
    rate(converted, number(group, is_of))
}

pub(crate) fn conversion_rate(group: &Group<'_>) -> Value {
    conversion_rate_of(group, |_| true)
}

pub(crate) fn conversion_rate_proactive(group: &Group<'_>) -> Value {
    conversion_rate_of(group, |it| it.proactive)
}

pub(crate) fn conversion_rate_other(group: &Group<'_>) -> Value {
    conversion_rate_of(group, |it| !it.proactive)
}

pub(crate) fn time_to_conversion(group: &Group<'_>) -> Value {
    let times = group
        .conversations
        .iter()
        .filter_map(|it| Some(seconds(it.start.0, converted_at(it)?).max(0.0)));
    mean(times.collect())
}

pub(crate) fn lead_conversion_rate(group: &Group<'_>) -> Value {
    let qualified = number(group, |it| it.all_of("lead").any(is_qualified));
    rate(qualified, number(group, |it| it.has("lead")))
}

pub(crate) fn bookings(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    count(all.map(|it| it.all_of("booking").count()).sum())
}

pub(crate) fn orders(group: &Group<'_>) -> Value {
    count(group.conversations.iter().map(|it| it.credits.len()).sum())
}

fn total(group: &Group<'_>) -> Money {
    let mut total = Money::new();
    for credit in group.conversations.iter().flat_map(|it| &it.credits) {
        *total.entry(credit.currency.clone()).or_insert(0.0) += credit.amount;
    }
    total
}

pub(crate) fn revenue(group: &Group<'_>) -> Value {
    json!({"value": total(group)})
}

pub(crate) fn revenue_per_chat(group: &Group<'_>) -> Value {
    let mut each = total(group);
    for (currency, amount) in &mut each {
        let with = number(group, |it| {
            it.credits.iter().any(|credit| credit.currency == *currency)
        });
        *amount /= with as f64;
    }
    json!({"value": (!each.is_empty()).then_some(each)})
}

pub(crate) fn revenue_per_conversation(group: &Group<'_>) -> Value {
    let conversations = group.conversations.len();
    let mut each = total(group);
    for amount in each.values_mut() {
        *amount /= conversations as f64;
    }
    json!({"value": (conversations > 0).then_some(each)})
}

/// The tickets of which something happened at a time that counts.
fn tickets_at<'a>(group: &Group<'a>, at: impl Fn(&Ticket) -> Option<i64>) -> Vec<&'a Ticket> {
    let all = group.history.tickets.iter();
    all.filter(|ticket| at(ticket).is_some_and(|at| group.counts(&ticket.told, at)))
        .collect()
}

fn created(group: &Group<'_>, ticket: &Ticket) -> Option<i64> {
    ticket
        .created
        .map(|(at, _)| at)
        .filter(|&at| group.in_span(at))
}

fn resolved(group: &Group<'_>, ticket: &Ticket) -> Option<i64> {
    ticket
        .resolved
        .map(|(at, _)| at)
        .filter(|&at| group.in_span(at))
}

pub(crate) fn tickets(group: &Group<'_>) -> Value {
    count(tickets_at(group, |ticket| created(group, ticket)).len())
}

pub(crate) fn tickets_resolved(group: &Group<'_>) -> Value {
    count(tickets_at(group, |ticket| resolved(group, ticket)).len())
}

/// "created and not resolved by its end".
pub(crate) fn ticket_backlog(group: &Group<'_>) -> Value {
    let before_end =
        |at: Option<(i64, usize)>| at.map(|(at, _)| at).filter(|&at| at < group.span.1);
    let open = tickets_at(group, |ticket| match before_end(ticket.resolved) {
        Some(_) => None,
        None => before_end(ticket.created),
    });
    count(open.len())
}

pub(crate) fn ticket_resolution_time(group: &Group<'_>) -> Value {
    let resolved = tickets_at(group, |ticket| resolved(group, ticket));
    let times = resolved.iter().filter_map(|ticket| {
        let (from, to) = ticket.created.zip(ticket.resolved)?;
        (from <= to).then(|| seconds(from.0, to.0))
    });
    mean(times.collect())
}
