//! Volume, engagement and what the bot understood.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::clock::DAY;
use crate::facts::Conversation;
use crate::figure::{count, mean, rate, seconds};
use crate::group::{Group, passes};
use crate::read::Event;

/// How many conversations each customer has.
fn by_customer<'a>(conversations: &[&'a Conversation]) -> BTreeMap<&'a str, usize> {
    let mut customers = BTreeMap::new();
    for conversation in conversations {
        *customers.entry(conversation.customer.as_str()).or_insert(0) += 1;
    }
    customers
}

pub(crate) fn conversations(group: &Group<'_>) -> Value {
    count(group.conversations.len())
}

pub(crate) fn widget_opens(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    let started = all.flat_map(|it| it.all_of("conversation_started"));
    let by_user = |event: &&Event| event.text("initiated_by").unwrap_or("user") == "user";
    count(started.filter(by_user).count())
}

fn engaged<'a>(group: &Group<'a>) -> Vec<&'a Conversation> {
    let all = group.conversations.iter().copied();
    all.filter(|it| it.engaged).collect()
}

fn engaged_bot<'a>(group: &Group<'a>) -> Vec<&'a Conversation> {
    engaged(group)
        .into_iter()
        .filter(|it| it.is_bot())
        .collect()
}

pub(crate) fn engaged_conversations(group: &Group<'_>) -> Value {
    count(engaged(group).len())
}

pub(crate) fn engagement_rate(group: &Group<'_>) -> Value {
    rate(engaged(group).len(), group.conversations.len())
}

pub(crate) fn bounce_rate(group: &Group<'_>) -> Value {
    let all = group.conversations.len();
    rate(all - engaged(group).len(), all)
}

pub(crate) fn customers(group: &Group<'_>) -> Value {
    count(by_customer(&group.conversations).len())
}

pub(crate) fn engaged_customers(group: &Group<'_>) -> Value {
    count(by_customer(&engaged(group)).len())
}

pub(crate) fn conversations_per_customer(group: &Group<'_>) -> Value {
    let customers = by_customer(&group.conversations).len();
    rate(group.conversations.len(), customers)
}

pub(crate) fn repeat_customer_rate(group: &Group<'_>) -> Value {
    let customers = by_customer(&group.conversations);
    let repeat = customers.values().filter(|&&count| count >= 2).count();
    rate(repeat, customers.len())
}

pub(crate) fn messages(group: &Group<'_>) -> Value {
    count(group.conversations.iter().map(|it| it.messages.len()).sum())
}

pub(crate) fn messages_per_conversation(group: &Group<'_>) -> Value {
    let counts = group.conversations.iter().map(|it| it.messages.len());
    mean(
        counts
            .filter(|&count| count > 0)
            .map(|count| count as f64)
            .collect(),
    )
}

pub(crate) fn interaction_rate(group: &Group<'_>) -> Value {
    let conversations = engaged_bot(group);
    let messages = conversations.iter().flat_map(|it| &it.messages);
    let theirs = messages.filter(|message| message.role != "agent").count();
    rate(theirs, conversations.len())
}

pub(crate) fn conversation_duration(group: &Group<'_>) -> Value {
    let engaged = engaged(group);
    let durations = engaged
        .iter()
        .filter_map(|it| Some(seconds(it.start.0, it.messages.last()?.at)));
    mean(durations.collect())
}

pub(crate) fn bot_duration(group: &Group<'_>) -> Value {
    let conversations = engaged_bot(group);
    let durations = conversations
        .iter()
        .filter_map(|it| Some(seconds(it.start.0, it.before_agent().last()?.at)));
    mean(durations.collect())
}

/// "`user_id`, else `visitor_id`".
fn visitor(event: &Event) -> Option<&str> {
    event.text("user_id").or_else(|| event.text("visitor_id"))
}

pub(crate) fn visits_of<'a>(group: &Group<'a>) -> Vec<&'a Event> {
    let visits = group
        .history
        .visits
        .iter()
        .filter(|event| event.is("visit"));
    let in_span = visits.filter(|event| group.in_span(event.at));
    in_span
        .filter(|event| group.counts(event, event.at))
        .collect()
}

pub(crate) fn visits(group: &Group<'_>) -> Value {
    count(visits_of(group).len())
}

/// The chats that a visitor starts in a visit.
pub(crate) fn chats_of<'a>(group: &Group<'a>, visit: &Event) -> Vec<&'a Conversation> {
    let mut later = group.history.visits.iter();
    let next =
        later.find(|event| event.moment() > visit.moment() && visitor(event) == visitor(visit));
    let a_day_later = visit.at + DAY;
    let end = next.map_or(a_day_later, |next| next.at.min(a_day_later));
    let chats = group.history.conversations.iter().filter(|it| {
        it.user_id.as_deref() == visitor(visit) && !it.proactive && passes(it, group.filters)
    });
    chats
        .filter(|it| visit.at <= it.start.0 && it.start.0 < end)
        .collect()
}

/// Seconds from a visit to its first chat, if it has one.
fn wait_for_chat(group: &Group<'_>, visit: &Event) -> Option<f64> {
    let chats = chats_of(group, visit);
    let first = chats.iter().map(|it| it.start.0).min()?;
    Some(seconds(visit.at, first))
}

fn waits_for_chat(group: &Group<'_>) -> Vec<f64> {
    let visits = visits_of(group);
    let waits = visits
        .iter()
        .filter_map(|visit| wait_for_chat(group, visit));
    waits.collect()
}

pub(crate) fn visit_chat_rate(group: &Group<'_>) -> Value {
    rate(waits_for_chat(group).len(), visits_of(group).len())
}

pub(crate) fn time_before_chat(group: &Group<'_>) -> Value {
    mean(waits_for_chat(group))
}

pub(crate) fn fallbacks(group: &Group<'_>) -> Value {
    let messages = group.conversations.iter().flat_map(|it| &it.messages);
    count(messages.filter(|message| message.fallback).count())
}

pub(crate) fn fallback_rate(group: &Group<'_>) -> Value {
    let mut fallbacks = 0;
    let mut asked = 0;
    for conversation in &group.conversations {
        let before = conversation.before_agent();
        fallbacks += before.iter().filter(|message| message.fallback).count();
        if conversation.is_bot() {
            asked += before
                .iter()
                .filter(|message| message.role == "user")
                .count();
        }
    }
    rate(fallbacks, asked)
}

pub(crate) fn fallback_conversation_rate(group: &Group<'_>) -> Value {
    let bot: Vec<_> = group
        .conversations
        .iter()
        .filter(|it| it.is_bot())
        .collect();
    let with = bot
        .iter()
        .filter(|it| it.messages.iter().any(|message| message.fallback));
    rate(with.count(), bot.len())
}
