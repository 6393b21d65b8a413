//! Waiting, answering and handling times, and who was missed.

use serde_json::{Value, json};

use crate::facts::{Conversation, wait};
use crate::figure::{average, count, mean, rate, seconds};
use crate::group::Group;
use crate::resolution::number;

/// The times that some conversations have.
fn times(group: &Group<'_>, time: impl Fn(&Conversation) -> Option<f64>) -> Vec<f64> {
    group
        .conversations
        .iter()
        .filter_map(|it| time(it))
        .collect()
}

pub(crate) fn initial_wait_time(group: &Group<'_>) -> Value {
    mean(times(group, |it| {
        let user = it
            .messages
            .iter()
            .position(|message| message.role == "user")?;
        let reply = it.messages[user..]
            .iter()
            .find(|message| message.role == "agent")?;
        Some(
            group
                .history
                .rules
                .open_seconds(it.messages[user].at, reply.at),
        )
    }))
}

pub(crate) fn first_response_time(group: &Group<'_>) -> Value {
    mean(times(group, |it| it.first_response))
}

pub(crate) fn answered_within_rate(group: &Group<'_>) -> Value {
    let rules = &group.history.rules;
    let target = rules.response_target();
    let within = |it: &Conversation| it.first_response.is_some_and(|time| time <= target);
    let waits_longer = |it: &Conversation| wait(it, rules).is_some_and(|wait| wait > target);
    let below = |it: &Conversation| it.human_due && (it.replied() || it.missed || waits_longer(it));
    rate(
        number(group, |it| below(it) && within(it)),
        number(group, below),
    )
}

/// An answer to a user message that had none before.
pub(crate) struct Reply {
    pub(crate) seconds: f64,
    pub(crate) by: String,
    pub(crate) canned: bool,
}

pub(crate) fn replies(group: &Group<'_>) -> Vec<Reply> {
    let mut replies = Vec::new();
    for conversation in &group.conversations {
        let mut unanswered = None;
        for message in &conversation.messages {
            match (unanswered, message.role.as_str()) {
                (None, "user") => unanswered = Some(message.at),
                (None, _) | (Some(_), "user") => {}
                (Some(asked), _) => {
                    replies.push(Reply {
                        seconds: group.history.rules.open_seconds(asked, message.at),
                        by: message.role.clone(),
                        canned: message.canned,
                    });
                    unanswered = None;
                }
            }
        }
    }
    replies
}

pub(crate) fn response_time(group: &Group<'_>) -> Value {
    mean(replies(group).iter().map(|reply| reply.seconds).collect())
}

pub(crate) fn response_time_by(group: &Group<'_>, role: &str) -> Value {
    let replies = replies(group);
    let theirs = replies.iter().filter(|reply| reply.by == role);
    mean(theirs.map(|reply| reply.seconds).collect())
}

pub(crate) fn pickup_time(group: &Group<'_>) -> Value {
    mean(times(group, |it| {
        let start = it.waiting_start?;
        let assigned = it.all_of("assigned").find(|event| event.at >= start)?;
        Some(group.history.rules.open_seconds(start, assigned.at))
    }))
}

/// Seconds of each conversation with an agent message.
pub(crate) fn handle_times(group: &Group<'_>) -> Vec<f64> {
    times(group, |it| {
        let message = it.first_message_of("agent")?.at;
        let assigned = it.all_of("assigned").map(|event| event.at).next();
        let from = assigned.map_or(message, |assigned| assigned.min(message));
        let to = if it.auto_closed {
            it.messages.last()?.at
        } else {
            it.end
        };
        Some(seconds(from, to).max(0.0))
    })
}

pub(crate) fn handle_time(group: &Group<'_>) -> Value {
    mean(handle_times(group))
}

fn bot_handle_times(group: &Group<'_>) -> Vec<f64> {
    times(group, |it| {
        let asked = it.first_message_of("user")?.at;
        let by_bot = it.outcome == "resolved_by_bot";
        by_bot.then_some(seconds(asked, it.messages.last()?.at))
    })
}

pub(crate) fn bot_handle_time(group: &Group<'_>) -> Value {
    mean(bot_handle_times(group))
}

pub(crate) fn handle_time_reduction(group: &Group<'_>) -> Value {
    let own = average(&handle_times(group));
    let baseline = group.history.rules.baseline_handle().or(own);
    let bot = average(&bot_handle_times(group));
    json!({"value": baseline.zip(bot).map(|(baseline, bot)| baseline - bot)})
}

pub(crate) fn missed_chats(group: &Group<'_>) -> Value {
    count(number(group, |it| it.missed))
}

pub(crate) fn missed_rate(group: &Group<'_>) -> Value {
    rate(
        number(group, |it| it.missed),
        number(group, |it| it.human_due),
    )
}

pub(crate) fn exit_after_request_rate(group: &Group<'_>) -> Value {
    let exits = number(group, |it| {
        it.missed && it.messages.last().is_some_and(|last| last.role == "user")
    });
    rate(exits, number(group, |it| it.human_due))
}
