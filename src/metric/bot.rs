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
static WITH_FALLBACK: Test = Test::new(
    Ground::Fallbacks,
    "it has a fallback",
    "it has no fallback",
    |c, row| c.facts.fallbacks.count(row) > 0,
)
.only(|facts| facts.fallbacks.rows());

/// Bot understanding.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("fallbacks", "Fallbacks", Unit::Count, Down)
        .says("H5", "Messages in which the bot did not understand.")
        .needs(&[needs::MESSAGE])
        .is(Number(Sum(ALL, |facts, rows| facts.fallbacks.sum(rows)))),
    Metric::new("fallback_rate", "Fallback rate", Unit::Ratio, Down)
        .says(
            "H5",
            "Fallbacks out of the customers' messages in bot conversations, both before \
             an agent's first message.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(
            Sum(BOT, |facts, rows| {
                let early = rows.iter().map(|&row| facts.early_fallbacks(row as usize));
                early.sum()
            }),
            Sum(BOT, |facts, rows| {
                let early = rows
                    .iter()
                    .map(|&row| facts.early_user_messages(row as usize));
                early.sum()
            }),
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
    .is(Quotient(Count(BOT.test(&WITH_FALLBACK)), Count(BOT))),
];
