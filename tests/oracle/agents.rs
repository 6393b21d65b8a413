//! Agents, their working time, canned replies, tags and cost.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::facts::Conversation;
use crate::figure::{Money, count, mean, median, quotient, rate};
use crate::group::{Group, hours};
use crate::resolution::number;
use crate::speed::{Reply, handle_times, replies};

/// The agents with a public message in a conversation.
fn agents(conversation: &Conversation) -> BTreeSet<String> {
    let by_agents = conversation.messages.iter().filter(|it| it.role == "agent");
    by_agents
        .filter_map(|message| message.agent.clone())
        .collect()
}

fn all_agents(group: &Group<'_>) -> BTreeSet<String> {
    group
        .conversations
        .iter()
        .flat_map(|it| agents(it))
        .collect()
}

/// (agent, conversation) pairs.
fn pairs(group: &Group<'_>) -> usize {
    group.conversations.iter().map(|it| agents(it).len()).sum()
}

pub(crate) fn agents_active(group: &Group<'_>) -> Value {
    count(all_agents(group).len())
}

pub(crate) fn chats_per_agent(group: &Group<'_>) -> Value {
    rate(pairs(group), all_agents(group).len())
}

fn total_hours(working: &BTreeMap<String, Vec<(i64, i64)>>) -> f64 {
    let spans: Vec<(i64, i64)> = working.values().flatten().copied().collect();
    hours(&spans)
}

pub(crate) fn working_hours(group: &Group<'_>) -> Value {
    json!({"value": total_hours(&group.working())})
}

pub(crate) fn chats_per_hour(group: &Group<'_>) -> Value {
    quotient(pairs(group) as f64, total_hours(&group.working()))
}

/// "an agent closed it when `by` is agent with that agent's id or name".
fn closed_it(conversation: &Conversation, agent: &str) -> bool {
    let by_agent = conversation.closed_by() == Some("agent");
    let closer = { conversation.closed_event.as_ref() }.and_then(|event| {
        event
            .owned("agent_id")
            .or_else(|| event.owned("agent_name"))
    });
    by_agent && closer.as_deref() == Some(agent)
}

/// "first to last own message, or end if it closed it"; who writes after that
/// still handles it.
fn handling_span(conversation: &Conversation, agent: &str) -> Option<(i64, i64)> {
    let own = { conversation.messages.iter() }
        .filter(|message| message.role == "agent" && message.agent.as_deref() == Some(agent))
        .map(|message| message.at);
    let times: Vec<i64> = own.collect();
    let (&first, &last) = (times.first()?, times.last()?);
    let to = if closed_it(conversation, agent) {
        conversation.end.max(last)
    } else {
        last
    };
    Some((first, to))
}

/// The parts of some spans that lie inside others.
fn inside(spans: &[(i64, i64)], working: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut parts = Vec::new();
    for (from, to) in spans {
        for (begin, end) in working {
            parts.push((*from.max(begin), *to.min(end)));
        }
    }
    parts.retain(|(from, to)| from < to);
    parts
}

/// Spans that do not overlap and cover the same.
fn union(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.sort_unstable();
    let mut union: Vec<(i64, i64)> = Vec::new();
    for (from, to) in spans {
        match union.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => union.push((from, to)),
        }
    }
    union
}

pub(crate) fn utilisation(group: &Group<'_>) -> Value {
    let working = group.working();
    let mut handling = 0.0;
    for (agent, spans) in &working {
        let all = group.conversations.iter();
        let own: Vec<_> = all.filter_map(|it| handling_span(it, agent)).collect();
        handling += hours(&union(inside(&own, spans)));
    }
    quotient(handling, total_hours(&working))
}

pub(crate) fn tagged_rate(group: &Group<'_>) -> Value {
    let tagged = number(group, |it| !it.tags().is_empty());
    rate(tagged, group.conversations.len())
}

pub(crate) fn tags_per_conversation(group: &Group<'_>) -> Value {
    mean(
        group
            .conversations
            .iter()
            .map(|it| it.tags().len() as f64)
            .collect(),
    )
}

fn canned(conversation: &Conversation) -> usize {
    conversation
        .messages
        .iter()
        .filter(|message| message.canned)
        .count()
}

fn all_canned(group: &Group<'_>) -> usize {
    group.conversations.iter().map(|it| canned(it)).sum()
}

pub(crate) fn canned_rate(group: &Group<'_>) -> Value {
    rate(
        number(group, |it| canned(it) > 0),
        number(group, Conversation::replied),
    )
}

pub(crate) fn canned_per_conversation(group: &Group<'_>) -> Value {
    rate(all_canned(group), number(group, Conversation::replied))
}

pub(crate) fn canned_time_saved(group: &Group<'_>) -> Value {
    let messages = all_canned(group) as f64;
    let replies = replies(group);
    let usual = |canned: bool| {
        let some = |reply: &&Reply| reply.by == "agent" && reply.canned == canned;
        let times = replies.iter().filter(some).map(|reply| reply.seconds);
        median(times.collect())
    };
    let measured = || Some((usual(false)? - usual(true)?).max(0.0));
    let saved = group.history.rules.canned_seconds_saved().or_else(measured);
    json!({"value": saved.map(|seconds| messages * seconds)})
}

pub(crate) fn cost_per_resolution(group: &Group<'_>) -> Value {
    let resolved = number(group, |it| it.resolved);
    let Some((agent_hour, bot_month, currency)) = group.history.rules.costs() else {
        return json!({"value": null});
    };
    let handled = handle_times(group).iter().sum::<f64>() / 3_600.0;
    let cost = handled * agent_hour + bot_month * group.days / 30.4375;
    let each = (resolved > 0).then(|| Money::from([(currency, cost / resolved as f64)]));
    json!({"value": each})
}
