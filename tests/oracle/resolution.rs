//! Hand-offs, outcomes, first contact and reopening.

use serde_json::Value;

use crate::facts::Conversation;
use crate::figure::{count, mean, rate, seconds};
use crate::group::Group;

/// How many conversations something is true of.
pub(crate) fn number(group: &Group<'_>, is: impl Fn(&Conversation) -> bool) -> usize {
    group.conversations.iter().filter(|it| is(it)).count()
}

/// A rate marked ◦: of engaged conversations only where `rate_base` says so.
fn based_rate(
    group: &Group<'_>,
    above: impl Fn(&Conversation) -> bool,
    below: impl Fn(&Conversation) -> bool,
) -> Value {
    let all = !group.history.rules.rates_of_engaged();
    let below = |it: &Conversation| below(it) && (all || it.engaged);
    rate(
        number(group, |it| below(it) && above(it)),
        number(group, below),
    )
}

pub(crate) fn handoffs(group: &Group<'_>) -> Value {
    count(number(group, |it| it.handoff.is_some()))
}

pub(crate) fn handoff_rate(group: &Group<'_>) -> Value {
    based_rate(group, |it| it.handoff.is_some(), Conversation::is_bot)
}

pub(crate) fn handoffs_with(group: &Group<'_>, outcome: &str) -> Value {
    count(number(group, |it| it.handoff.as_deref() == Some(outcome)))
}

pub(crate) fn handoff_success_rate(group: &Group<'_>) -> Value {
    let successful = number(group, |it| it.handoff.as_deref() == Some("successful"));
    rate(successful, number(group, |it| it.handoff.is_some()))
}

pub(crate) fn human_takeover_rate(group: &Group<'_>) -> Value {
    based_rate(group, Conversation::replied, Conversation::is_bot)
}

pub(crate) fn replied_conversations(group: &Group<'_>) -> Value {
    count(number(group, |it| it.human_due && it.replied()))
}

pub(crate) fn closed_by_agent(group: &Group<'_>) -> Value {
    count(number(group, |it| {
        it.handoff.is_some() && it.closed_by() == Some("agent")
    }))
}

pub(crate) fn transfer_rate(group: &Group<'_>) -> Value {
    let transferred = number(group, |it| it.replied() && it.has("transferred"));
    rate(transferred, number(group, Conversation::replied))
}

pub(crate) fn outcome(group: &Group<'_>, name: &str) -> Value {
    count(number(group, |it| it.outcome == name))
}

fn resolved_by_bot(conversation: &Conversation) -> bool {
    conversation.outcome == "resolved_by_bot"
}

pub(crate) fn ai_resolution_rate(group: &Group<'_>) -> Value {
    based_rate(group, resolved_by_bot, |_| true)
}

pub(crate) fn ai_unresolved_rate(group: &Group<'_>) -> Value {
    based_rate(group, |it| it.handoff.is_some(), |_| true)
}

pub(crate) fn deflection_rate(group: &Group<'_>) -> Value {
    based_rate(group, resolved_by_bot, Conversation::is_bot)
}

pub(crate) fn bot_fcr(group: &Group<'_>) -> Value {
    let alone = |it: &Conversation| {
        it.has_message_of("user") && it.closed() && it.handoff.is_none() && !it.replied()
    };
    based_rate(group, alone, Conversation::is_bot)
}

/// Whether the window after the end has passed by `as_of`.
fn window_passed(group: &Group<'_>, conversation: &Conversation) -> bool {
    let rules = &group.history.rules;
    conversation.end as f64 + rules.fcr_window() <= rules.as_of as f64
}

/// Whether an instant lies in the window after a conversation's end.
fn in_window(group: &Group<'_>, conversation: &Conversation, at: i64) -> bool {
    let end = conversation.end as f64;
    end <= at as f64 && at as f64 <= end + group.history.rules.fcr_window()
}

/// Whether the customer starts another conversation within the window.
fn comes_back(group: &Group<'_>, conversation: &Conversation) -> bool {
    group.history.conversations.iter().any(|other| {
        other.customer == conversation.customer
            && other.start > conversation.start
            && in_window(group, conversation, other.start.0)
    })
}

fn settled_at_first_contact(group: &Group<'_>, conversation: &Conversation) -> bool {
    conversation.resolved
        && window_passed(group, conversation)
        && !conversation.has("transferred")
        && !comes_back(group, conversation)
}

pub(crate) fn fcr(group: &Group<'_>) -> Value {
    let settled = number(group, |it| settled_at_first_contact(group, it));
    rate(
        settled,
        number(group, |it| it.resolved && window_passed(group, it)),
    )
}

pub(crate) fn fcr_time(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    let settled = all.filter(|it| settled_at_first_contact(group, it));
    mean(settled.map(|it| seconds(it.start.0, it.end)).collect())
}

pub(crate) fn repeat_contact_rate(group: &Group<'_>) -> Value {
    let passed = |it: &Conversation| it.closed() && window_passed(group, it);
    rate(
        number(group, |it| passed(it) && comes_back(group, it)),
        number(group, passed),
    )
}

pub(crate) fn reopen_rate(group: &Group<'_>) -> Value {
    let closed = |it: &Conversation| it.closed_event.is_some();
    let reopened = |it: &Conversation| {
        closed(it) && it.next_start.is_some_and(|next| in_window(group, it, next))
    };
    rate(number(group, reopened), number(group, closed))
}

pub(crate) fn durable_ai_resolution_rate(group: &Group<'_>) -> Value {
    let passed = |it: &Conversation| resolved_by_bot(it) && window_passed(group, it);
    rate(
        number(group, |it| passed(it) && !comes_back(group, it)),
        number(group, passed),
    )
}

pub(crate) fn resolution_time(group: &Group<'_>) -> Value {
    let resolved = group.conversations.iter().filter(|it| it.resolved);
    mean(resolved.map(|it| seconds(it.start.0, it.end)).collect())
}

pub(crate) fn thread_resolution_time(group: &Group<'_>) -> Value {
    let all = group.conversations.iter();
    let last = all.filter(|it| it.resolved && it.next_start.is_none());
    mean(last.map(|it| seconds(it.thread_start, it.end)).collect())
}
