//! How well the bot understands.

use crate::conversation::facts::is;
use crate::metric::condition::{Ground, Test};
use crate::metric::define::Compute::{Number, Quotient};
use crate::metric::define::Measure::{Count, Sum};
use crate::metric::define::Metric;
use crate::metric::entry::Direction::Down;
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::which::{ALL, Which};

const BOT: Which = ALL.with(is::WITH_BOT);
const WITH_FALLBACK: Test = Test::new(
    Ground::Fallbacks,
    "it has a fallback",
    "it has no fallback",
    |c, row| c.facts.fallbacks.count(row) > 0,
);

/// Bot understanding.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("fallbacks", "Fallbacks", Unit::Count, Down)
        .says("H5", "Messages in which the bot did not understand.")
        .needs(&[needs::MESSAGE])
        .is(Number(Sum(ALL, |facts, row| facts.fallbacks.count(row)))),
    Metric::new("fallback_rate", "Fallback rate", Unit::Ratio, Down)
        .says(
            "H5",
            "Fallbacks out of the customers' messages in bot conversations, both before \
             an agent's first message.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(
            Sum(BOT, |facts, row| facts.early_fallbacks(row)),
            Sum(BOT, |facts, row| facts.early_user_messages(row)),
        )),
    Metric::new(
        "fallback_conversation_rate",
        "Conversations with a fallback",
        Unit::Ratio,
        Down,
    )
    .says(
        "H5",
        "Bot conversations with a fallback out of all bot conversations.",
    )
    .needs(&[needs::MESSAGE])
    .is(Quotient(Count(BOT.test(WITH_FALLBACK)), Count(BOT))),
];
