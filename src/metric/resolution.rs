//! How conversations end, and whether that lasts.

use crate::conversation::facts::is;
use crate::metric::condition::{COMES_BACK, Ground, STAYS_AWAY, Test, WINDOW_PASSED};
use crate::metric::define::Compute::{Mean, Number, Quotient};
use crate::metric::define::Measure::Count;
use crate::metric::define::Window::{Close, Contact};
use crate::metric::define::{Metric, Values, contact_window};
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::which::{ALL, Which};

const BOT: Which = ALL.with(is::WITH_BOT);
const RESOLVED: Which = ALL.with(is::RESOLVED);
const CLOSED: Which = ALL.with(is::CLOSED);
const CLOSED_BY_EVENT: Which = ALL.with(is::CLOSED_BY_EVENT);
static GOES_ON: Test = Test::new(
    Ground::NextInThread,
    "its thread went on within the window",
    "its thread did not go on within the window",
    |c, row| {
        let next = c.facts.next_in_thread.get(row);
        next.is_some_and(|after| after <= contact_window(c))
    },
)
.only(|facts| facts.next_in_thread.rows());
const FIRST_CONTACT: Which = RESOLVED
    .without(is::TRANSFERRED)
    .test(&WINDOW_PASSED)
    .test(&STAYS_AWAY);
const SETTLED_BY_BOT: Which = ALL.with(is::RESOLVED_BY_BOT).test(&WINDOW_PASSED);

/// Resolution.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("outcome_handed_off", "Handed off", Unit::Count, Context)
        .says(
            "K7",
            "Conversations with a hand-off, or with an agent's message after a bot's.",
        )
        .is(Number(Count(ALL.with(is::HANDED_OFF)))),
    Metric::new("outcome_open", "Open", Unit::Count, Context)
        .says(
            "K7",
            "Conversations that are not closed yet, and not handed off.",
        )
        .within(Close)
        .is(Number(Count(ALL.with(is::OPEN)))),
    Metric::new(
        "outcome_resolved_by_agent",
        "Resolved by agent",
        Unit::Count,
        Up,
    )
    .says(
        "K7",
        "Conversations resolved with an agent's message, without a bot before it.",
    )
    .within(Close)
    .is(Number(Count(ALL.with(is::RESOLVED_BY_AGENT)))),
    Metric::new(
        "outcome_resolved_by_bot",
        "Resolved by bot",
        Unit::Count,
        Up,
    )
    .says(
        "K6",
        "Conversations that the bot resolved alone: closed, no hand-off, no agent, \
             and the bot had the last word.",
    )
    .within(Close)
    .is(Number(Count(ALL.with(is::RESOLVED_BY_BOT)))),
    Metric::new(
        "outcome_closed_unanswered",
        "Closed unanswered",
        Unit::Count,
        Down,
    )
    .says(
        "K7",
        "Conversations that were closed without being resolved or handed off.",
    )
    .within(Close)
    .is(Number(Count(ALL.with(is::CLOSED_UNANSWERED)))),
    Metric::new("ai_resolution_rate", "AI resolution", Unit::Ratio, Up)
        .says(
            "K3",
            "Conversations resolved by the bot alone out of all conversations.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .of_rate_base()
        .is(Quotient(Count(ALL.with(is::RESOLVED_BY_BOT)), Count(ALL))),
    Metric::new(
        "ai_unresolved_rate",
        "Not resolved by AI",
        Unit::Ratio,
        Down,
    )
    .says(
        "K4",
        "Conversations with a hand-off out of all conversations.",
    )
    .needs(&[needs::HANDOFF])
    .of_rate_base()
    .is(Quotient(Count(ALL.with(is::WITH_HANDOFF)), Count(ALL))),
    Metric::new("deflection_rate", "Deflection", Unit::Ratio, Up)
        .says(
            "N1",
            "Conversations resolved by the bot alone out of all bot conversations.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .of_rate_base()
        .is(Quotient(Count(ALL.with(is::RESOLVED_BY_BOT)), Count(BOT))),
    Metric::new("bot_fcr", "Bot first-contact resolution", Unit::Ratio, Up)
        .says(
            "N2",
            "Bot conversations with a customer's message, closed with neither hand-off \
             nor agent, out of all bot conversations.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .of_rate_base()
        .is(Quotient(
            Count(
                BOT.with(is::WITH_USER | is::CLOSED)
                    .without(is::WITH_AGENT)
                    .without(is::WITH_HANDOFF),
            ),
            Count(BOT),
        )),
    Metric::new("fcr", "First-contact resolution", Unit::Ratio, Up)
        .says(
            "L9",
            "Resolved conversations without transfer whose customer did not come back \
             within the window, out of the resolved ones whose window has passed.",
        )
        .needs(&[needs::MESSAGE])
        .within(Contact)
        .is(Quotient(
            Count(FIRST_CONTACT),
            Count(RESOLVED.test(&WINDOW_PASSED)),
        )),
    Metric::new(
        "fcr_time",
        "Time to first-contact resolution",
        Unit::Seconds,
        Down,
    )
    .says(
        "L9",
        "Mean time from start to end of the conversations resolved at first contact.",
    )
    .needs(&[needs::MESSAGE])
    .within(Contact)
    .is(Mean(
        FIRST_CONTACT,
        Values::Times(|facts, rows, times| facts.durations.read(rows, times)),
    )),
    Metric::new("repeat_contact_rate", "Repeat contact", Unit::Ratio, Down)
        .says(
            "L9",
            "Closed conversations whose customer started another within the window, out \
             of the closed ones whose window has passed.",
        )
        .within(Contact)
        .is(Quotient(
            Count(CLOSED.test(&WINDOW_PASSED).test(&COMES_BACK)),
            Count(CLOSED.test(&WINDOW_PASSED)),
        )),
    Metric::new("reopen_rate", "Reopen rate", Unit::Ratio, Down)
        .says(
            "K7",
            "Conversations closed by an event whose thread went on within the window, out \
             of all closed by an event.",
        )
        .needs(&[needs::CLOSED])
        .within(Contact)
        .is(Quotient(
            Count(CLOSED_BY_EVENT.test(&GOES_ON)),
            Count(CLOSED_BY_EVENT),
        )),
    Metric::new(
        "durable_ai_resolution_rate",
        "Durable AI resolution",
        Unit::Ratio,
        Up,
    )
    .says(
        "K3",
        "Conversations resolved by the bot whose customer did not come back within \
             the window, out of those whose window has passed.",
    )
    .needs(&[needs::MESSAGE])
    .within(Contact)
    .is(Quotient(
        Count(SETTLED_BY_BOT.test(&STAYS_AWAY)),
        Count(SETTLED_BY_BOT),
    )),
    Metric::new("resolution_time", "Resolution time", Unit::Seconds, Down)
        .says(
            "L16",
            "Mean time from start to end of resolved conversations.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .is(Mean(
            RESOLVED,
            Values::Times(|facts, rows, times| facts.durations.read(rows, times)),
        )),
    Metric::new(
        "thread_resolution_time",
        "Time to full resolution",
        Unit::Seconds,
        Down,
    )
    .says(
        "L17",
        "Mean time from the first start to the last end of threads whose last \
             conversation is resolved.",
    )
    .needs(&[needs::MESSAGE])
    .within(Close)
    .is(Mean(
        RESOLVED.with(is::THREAD_LAST),
        Values::Times(|facts, rows, times| {
            times.extend(
                rows.iter()
                    .filter_map(|&row| facts.thread_time(row as usize)),
            );
        }),
    )),
];
