//! Funnels: what of many things comes how far. Each step counts some of those
//! of the step before, in the words of metrics, so that it is counted, listed
//! and missed as a metric is.

use serde::{Deserialize, Serialize};

use crate::conversation::facts::is;
use crate::metric::business::CONVERTED;
use crate::metric::condition::{Ground, Test};
use crate::metric::define::Compute::{Number, Own};
use crate::metric::define::Measure::Count;
use crate::metric::define::Window::Close;
use crate::metric::define::{Metric, Rows};
use crate::metric::entry::Direction::Up;
use crate::metric::entry::Unit;
use crate::metric::which::{ALL, Which};
use crate::metric::{needs, volume};

/// What is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Funnel {
    /// Conversations with the bot, until it resolves them.
    Bot,
    /// Visits, until they bring something; without visits conversations.
    Sales,
}

const BOT: Which = ALL.with(is::WITH_BOT);
const ENGAGED_BOT: Which = BOT.with(is::ENGAGED);
static UNDERSTOOD: Test = Test::new(
    Ground::Fallbacks,
    "it has no fallback, or the bot resolved it all the same",
    "it has a fallback, and the bot did not resolve it",
    |c, row| c.facts.fallbacks.count(row) == 0 || c.facts.has(row, is::RESOLVED_BY_BOT),
);

/// The steps that are no metrics of the catalogue.
static STEPS: [Metric; 7] = [
    Metric::new("funnel_bot", "Bot conversations", Unit::Count, Up)
        .says("", "Conversations with a message of the bot.")
        .needs(&[needs::MESSAGE])
        .is(Number(Count(BOT))),
    Metric::new("funnel_engaged", "Engaged", Unit::Count, Up)
        .says("", "Those of them that went beyond the welcome.")
        .needs(&[needs::MESSAGE])
        .is(Number(Count(ENGAGED_BOT))),
    Metric::new("funnel_understood", "Understood", Unit::Count, Up)
        .says(
            "",
            "Those of them without a fallback, or resolved by the bot in spite of one.",
        )
        .needs(&[needs::MESSAGE])
        .within(Close)
        .is(Number(Count(ENGAGED_BOT.test(&UNDERSTOOD)))),
    Metric::new("funnel_visits_chat", "With a chat", Unit::Count, Up)
        .says("", "Visits in which the visitor started a chat.")
        .needs(&[needs::VISIT])
        .is(Own(Rows::Apart, volume::visits_with_chat)),
    Metric::new("funnel_visits_converted", "Converted", Unit::Count, Up)
        .says(
            "",
            "Visits in which such a chat has a goal, a credited order, a booking or a \
             qualified lead.",
        )
        .needs(&[needs::VISIT, needs::CONVERSION])
        .is(Own(Rows::Apart, volume::visits_converted)),
    Metric::new("funnel_chats", "Engaged", Unit::Count, Up)
        .says("", "Conversations that went beyond the welcome.")
        .needs(&[needs::MESSAGE])
        .is(Number(Count(ALL.with(is::ENGAGED)))),
    Metric::new("funnel_converted", "Converted", Unit::Count, Up)
        .says(
            "",
            "Those of them with a goal, a credited order, a booking or a qualified lead.",
        )
        .needs(&[needs::CONVERSION])
        .is(Number(Count(CONVERTED.with(is::ENGAGED)))),
];

/// The step of an id, where it is none of the catalogue.
pub(crate) fn step(id: &str) -> Option<&'static Metric> {
    STEPS.iter().find(|step| step.about.id == id)
}

impl Funnel {
    /// Its name in links.
    pub fn name(self) -> &'static str {
        match self {
            Funnel::Bot => "bot",
            Funnel::Sales => "sales",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Funnel> {
        [Funnel::Bot, Funnel::Sales]
            .into_iter()
            .find(|funnel| funnel.name() == name)
    }

    /// The ids of its steps, the widest first, by whether the data has visits.
    pub fn steps(self, visits: bool) -> &'static [&'static str] {
        match (self, visits) {
            (Funnel::Bot, _) => &[
                "funnel_bot",
                "funnel_engaged",
                "funnel_understood",
                "outcome_resolved_by_bot",
            ],
            (Funnel::Sales, true) => &["visits", "funnel_visits_chat", "funnel_visits_converted"],
            (Funnel::Sales, false) => &["conversations", "funnel_chats", "funnel_converted"],
        }
    }
}
