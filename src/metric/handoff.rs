//! How the bot passes customers on to humans.

use crate::conversation::facts::is;
use crate::metric::define::Compute::{Number, Quotient};
use crate::metric::define::Measure::Count;
use crate::metric::define::Metric;
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::which::{ALL, Which};

const BOT: Which = ALL.with(is::WITH_BOT);
const WITH_AGENT: Which = ALL.with(is::WITH_AGENT);

const SUCCESSFUL: Which = ALL.with(is::HANDOFF_SUCCESSFUL);
const CANCELLED: Which = ALL.with(is::HANDOFF_CANCELLED);
const DISABLED: Which = ALL.with(is::HANDOFF_DISABLED);
const INCOMPLETE: Which = ALL.with(is::HANDOFF_INCOMPLETE);
const PENDING: Which = ALL.with(is::HANDOFF_PENDING);

/// Hand-off.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("handoffs", "Hand-offs", Unit::Count, Context)
        .says(
            "D10",
            "Conversations with a hand-off, whatever became of it.",
        )
        .needs(&[needs::HANDOFF])
        .is(Number(Count(ALL.with(is::WITH_HANDOFF)))),
    Metric::new("handoff_rate", "Hand-off rate", Unit::Ratio, Down)
        .says(
            "H6, N6",
            "Bot conversations with a hand-off out of all bot conversations.",
        )
        .needs(&[needs::HANDOFF])
        .of_rate_base()
        .is(Quotient(Count(BOT.with(is::WITH_HANDOFF)), Count(BOT))),
    Metric::new(
        "handoffs_successful",
        "Successful hand-offs",
        Unit::Count,
        Context,
    )
    .says(
        "D1, D11",
        "Conversations whose hand-off reached the agents' inbox.",
    )
    .needs(&[needs::HANDOFF])
    .is(Number(Count(SUCCESSFUL))),
    Metric::new(
        "handoffs_cancelled",
        "Cancelled hand-offs",
        Unit::Count,
        Down,
    )
    .says(
        "D11",
        "Conversations whose hand-off the customer cancelled.",
    )
    .needs(&[needs::HANDOFF])
    .is(Number(Count(CANCELLED))),
    Metric::new("handoffs_disabled", "Disabled hand-offs", Unit::Count, Down)
        .says(
            "D11",
            "Conversations whose hand-off failed because it was switched off.",
        )
        .needs(&[needs::HANDOFF])
        .is(Number(Count(DISABLED))),
    Metric::new(
        "handoffs_incomplete",
        "Incomplete hand-offs",
        Unit::Count,
        Down,
    )
    .says(
        "D11",
        "Conversations whose hand-off the customer did not finish.",
    )
    .needs(&[needs::HANDOFF])
    .is(Number(Count(INCOMPLETE))),
    Metric::new(
        "handoffs_pending",
        "Pending hand-offs",
        Unit::Count,
        Context,
    )
    .says(
        "D11",
        "Conversations whose hand-off was requested, and no more.",
    )
    .needs(&[needs::HANDOFF])
    .is(Number(Count(PENDING))),
    Metric::new("handoff_success_rate", "Hand-off success", Unit::Ratio, Up)
        .says(
            "D11",
            "Conversations with a successful hand-off out of all with a hand-off.",
        )
        .needs(&[needs::HANDOFF])
        .is(Quotient(
            Count(SUCCESSFUL),
            Count(ALL.with(is::WITH_HANDOFF)),
        )),
    Metric::new("human_takeover_rate", "Human takeover", Unit::Ratio, Down)
        .says(
            "H6",
            "Bot conversations with an agent's message out of all bot conversations.",
        )
        .needs(&[needs::MESSAGE])
        .of_rate_base()
        .is(Quotient(Count(BOT.with(is::WITH_AGENT)), Count(BOT))),
    Metric::new(
        "replied_conversations",
        "Replied conversations",
        Unit::Count,
        Up,
    )
    .says(
        "D3",
        "Conversations in which a human was due and an agent wrote.",
    )
    .needs(&[needs::MESSAGE])
    .is(Number(Count(WITH_AGENT.with(is::HUMAN_DUE)))),
    Metric::new("closed_by_agent", "Closed by an agent", Unit::Count, Up)
        .says("D5", "Conversations with a hand-off that an agent closed.")
        .needs(&[needs::HANDOFF, needs::CLOSED])
        .is(Number(Count(
            ALL.with(is::CLOSED_BY_AGENT).with(is::WITH_HANDOFF),
        ))),
    Metric::new("transfer_rate", "Transfer rate", Unit::Ratio, Down)
        .says(
            "L6",
            "Conversations with an agent's message that were transferred out of all with \
             an agent's message.",
        )
        .needs(&[needs::MESSAGE, needs::TRANSFERRED])
        .is(Quotient(
            Count(WITH_AGENT.with(is::TRANSFERRED)),
            Count(WITH_AGENT),
        )),
];
