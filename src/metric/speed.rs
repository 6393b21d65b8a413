//! How long people wait and are served.

use crate::base::column::Numbers;
use crate::base::time::{MINUTE, Millis, SECOND};
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Facts};
use crate::metric::compute::{Scope, whole_mean};
use crate::metric::condition::{Ground, Test};
use crate::metric::define::Compute::{Mean, Number, Own, Quotient};
use crate::metric::define::Measure::Count;
use crate::metric::define::Window::Close;
use crate::metric::define::{Metric, Rows, Values};
use crate::metric::entry::Direction::{Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};

const WITH_BOT: Which = ALL.with(is::WITH_BOT);
const WITH_AGENT: Which = ALL.with(is::WITH_AGENT);
const HUMAN_DUE: Which = ALL.with(is::HUMAN_DUE);
const RESOLVED_BY_BOT: Which = ALL.with(is::RESOLVED_BY_BOT);
static IN_TIME: Test = Test::new(
    Ground::Wait,
    "it was answered within the target",
    "it was not answered within the target",
    in_time,
);
static DECIDED: Test = Test::new(
    Ground::Wait,
    "it is answered, missed, or waiting for longer than the target",
    "it is still waiting, within the target",
    |c, row| c.facts.has(row, is::WITH_AGENT | is::MISSED) || over_time(c, row),
);

const HANDLE_TIMES: Values =
    Values::Times(|facts, rows, times| facts.handle_times.read(rows, times));
const BOT_HANDLE_TIMES: Values =
    Values::Times(|facts, rows, times| facts.user_spans.read(rows, times));

/// Speed.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("initial_wait_time", "Initial wait", Unit::Seconds, Down)
        .says(
            "D7",
            "Mean time from the customer's first message to the first agent's message \
             after it, of replied conversations.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            WITH_AGENT,
            Values::Times(|facts, rows, times| facts.initial_waits.read(rows, times)),
        )),
    Metric::new("first_response_time", "First response", Unit::Seconds, Down)
        .says(
            "H9, L2",
            "Mean time from the hand-off, or else from the message that waits for a \
             human, to the first agent's message, of replied conversations.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            WITH_AGENT,
            Values::Times(|facts, rows, times| facts.waits.read(rows, times)),
        )),
    Metric::new("answered_within_rate", "Answered in time", Unit::Ratio, Up)
        .says(
            "L2",
            "Conversations first answered within the target out of those in which a human \
             was due and that are answered, missed or waiting for longer.",
        )
        .needs(&[needs::HUMAN_DUE])
        .is(Quotient(
            Count(HUMAN_DUE.with(is::WITH_AGENT).test(&IN_TIME)),
            Count(HUMAN_DUE.test(&DECIDED)),
        )),
    Metric::new("response_time", "Response time", Unit::Seconds, Down)
        .says(
            "H9",
            "Mean time from a customer's first unanswered message to the next message of \
             bot or agent.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            ALL,
            Values::Times(|facts, rows, times| {
                facts
                    .responses
                    .each(rows, |response| times.push(response.wait));
            }),
        )),
    Metric::new(
        "bot_response_time",
        "Bot response time",
        Unit::Seconds,
        Down,
    )
    .says(
        "H9",
        "Mean time from a customer's first unanswered message to the bot's answer.",
    )
    .needs(&[needs::MESSAGE])
    .is(Mean(
        WITH_BOT,
        Values::Times(|facts, rows, times| {
            push_responses(facts, rows, false, times);
        }),
    )),
    Metric::new(
        "agent_response_time",
        "Agent response time",
        Unit::Seconds,
        Down,
    )
    .says(
        "H9, L2",
        "Mean time from a customer's first unanswered message to the agent's answer.",
    )
    .needs(&[needs::MESSAGE])
    .is(Mean(
        WITH_AGENT,
        Values::Times(|facts, rows, times| {
            push_responses(facts, rows, true, times);
        }),
    )),
    Metric::new("pickup_time", "Pick-up time", Unit::Seconds, Down)
        .says(
            "L16",
            "Mean time from the same beginning as the first response to the first \
             assignment of an agent.",
        )
        .needs(&[needs::ASSIGNED])
        .is(Mean(
            ALL,
            Values::Times(|facts, rows, times| facts.pickups.read(rows, times)),
        )),
    Metric::new("handle_time", "Handle time", Unit::Seconds, Down)
        .says(
            "L6",
            "Mean time from the assignment or first message of an agent to the end, of \
             conversations with an agent's message.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .is(Mean(WITH_AGENT, HANDLE_TIMES)),
    Metric::new("bot_handle_time", "Bot handle time", Unit::Seconds, Down)
        .says(
            "N5",
            "Mean time from the customer's first message to the last message, of \
             conversations resolved by the bot.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .is(Mean(RESOLVED_BY_BOT, BOT_HANDLE_TIMES)),
    Metric::new(
        "handle_time_reduction",
        "Handle time saved",
        Unit::Seconds,
        Up,
    )
    .says(
        "N5",
        "The handle time before the bot, by setting or else the agents' own mean, \
             less the bot's mean handle time.",
    )
    .needs(&[needs::MESSAGE])
    .within(Close)
    .is(Own(Rows::Of(RESOLVED_BY_BOT), handle_time_reduction)),
    Metric::new("missed_chats", "Missed chats", Unit::Count, Down)
        .says(
            "L3",
            "Conversations in which a human was due and none answered, or not in time \
             where that is set.",
        )
        .needs(&[needs::HUMAN_DUE])
        .within(Close)
        .is(Number(Count(ALL.with(is::MISSED)))),
    Metric::new("missed_rate", "Missed rate", Unit::Ratio, Down)
        .says(
            "L3",
            "Missed chats out of the conversations in which a human was due.",
        )
        .needs(&[needs::HUMAN_DUE])
        .within(Close)
        .is(Quotient(
            Count(HUMAN_DUE.with(is::MISSED)),
            Count(HUMAN_DUE),
        )),
];

fn push_responses(facts: &Facts, rows: &[u32], by_agent: bool, times: &mut Vec<Millis>) {
    facts.responses.each(rows, |response| {
        if response.by_agent == by_agent {
            times.push(response.wait);
        }
    });
}

/// The threshold of "answered within".
fn target(conversations: &Conversations) -> f64 {
    conversations.settings.response_target_seconds * SECOND as f64
}

fn in_time(conversations: &Conversations, row: usize) -> bool {
    let wait = conversations.facts.waits.get(row);
    wait.is_some_and(|wait| wait as f64 <= target(conversations))
}

fn over_time(conversations: &Conversations, row: usize) -> bool {
    let wait = conversations.facts.waits.get(row);
    wait.is_some_and(|wait| wait as f64 > target(conversations))
}

fn handle_time_reduction(scope: &Scope<'_>) -> Computed {
    let conversations = scope.conversations;
    let facts = &conversations.facts;
    let mean = |which: Which, column: &Numbers| {
        let mut times = Vec::new();
        column.read(&scope.among(which), &mut times);
        whole_mean(times.into_iter(), SECOND as f64)
    };
    let set = conversations.settings.baseline_handle_minutes;
    let baseline = set.map(|minutes| minutes * MINUTE as f64 / SECOND as f64);
    let baseline = baseline.or_else(|| mean(WITH_AGENT, &facts.handle_times));
    let bot = mean(RESOLVED_BY_BOT, &facts.user_spans);
    Computed::number(baseline.zip(bot).map(|(baseline, bot)| baseline - bot))
}
