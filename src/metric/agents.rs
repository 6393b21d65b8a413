//! What agents do with their time, and what it costs.

use crate::base::order;
use crate::base::time::{Millis, SECOND};
use crate::conversation::facts::is;
use crate::metric::compute::{Scope, whole_quantile};
use crate::metric::condition::{Ground, Test};
use crate::metric::define::Compute::{Mean, Own, Quotient};
use crate::metric::define::Measure::{Count, Sum};
use crate::metric::define::Window::Close;
use crate::metric::define::{Metric, Rows, Values};
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::satisfaction::{GOOD_RATING, RATING};
use crate::metric::value::Computed;
use crate::metric::what_if::Cost;
use crate::metric::which::{ALL, Which};
use crate::metric::{needs, working};

const WITH_AGENT: Which = ALL.with(is::WITH_AGENT);
static CANNED: Test = Test::new(
    Ground::Canned,
    "it has a canned reply",
    "it has no canned reply",
    |c, row| c.facts.canned_messages.count(row) > 0,
)
.only(|facts| facts.canned_messages.rows());
static HAS_TAG: Test = Test::new(Ground::Tags, "it has a tag", "it has no tag", |c, row| {
    !c.facts.tags.get(row).is_empty()
})
.only(|facts| facts.tags.rows());
const TAGGED: Which = ALL.test(&HAS_TAG);
static HAS_AGENT: Test = Test::new(
    Ground::Agents,
    "a known agent wrote",
    "no known agent wrote",
    |c, row| !c.facts.handlings.get(row).is_empty(),
)
.only(|facts| facts.handlings.rows());
const HANDLED: Which = ALL.test(&HAS_AGENT);

/// Agents and efficiency.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("agents_active", "Active agents", Unit::Count, Context)
        .says("L1", "Distinct agents with a public message.")
        .needs(&[needs::MESSAGE])
        .is(Own(Rows::Of(HANDLED), agents_active)),
    Metric::new("chats_per_agent", "Chats per agent", Unit::Count, Context)
        .says(
            "L1, L15",
            "Chats of each agent, added up, per active agent; a chat of two agents counts \
             for both.",
        )
        .needs(&[needs::MESSAGE])
        .is(Own(Rows::Of(HANDLED), chats_per_agent)),
    Metric::new("working_hours", "Working hours", Unit::Hours, Context)
        .says(
            "L15",
            "Time that agents were available or busy within the period.",
        )
        .needs(&[needs::AGENT_STATUS])
        .is(Own(Rows::Apart, working_hours)),
    Metric::new("utilisation", "Utilisation", Unit::Ratio, Context)
        .says(
            "L15",
            "Working hours spent on chats, overlaps counted once, out of all working \
             hours.",
        )
        .needs(&[needs::AGENT_STATUS])
        .is(Own(Rows::Of(HANDLED), utilisation)),
    Metric::new("chats_per_hour", "Chats per hour", Unit::Count, Up)
        .says(
            "L15, L17",
            "Chats of each agent, added up, per working hour.",
        )
        .needs(&[needs::AGENT_STATUS])
        .is(Own(Rows::Of(HANDLED), chats_per_hour)),
    Metric::new("tagged_rate", "Tagged", Unit::Ratio, Up)
        .says("L5", "Conversations with a tag out of all conversations.")
        .needs(&[needs::TAGGED])
        .is(Quotient(Count(TAGGED), Count(ALL))),
    Metric::new(
        "tags_per_conversation",
        "Tags per conversation",
        Unit::Count,
        Context,
    )
    .says(
        "L5",
        "Mean number of distinct tags, over all conversations.",
    )
    .needs(&[needs::TAGGED])
    .is(Mean(
        ALL,
        Values::Numbers(|facts, rows, numbers| {
            numbers.extend(
                rows.iter()
                    .map(|&row| facts.tags.get(row as usize).len() as i64),
            );
        }),
    )),
    Metric::new("canned_rate", "Canned replies used", Unit::Ratio, Context)
        .says(
            "L7",
            "Conversations with a canned reply out of those with an agent's message.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(Count(WITH_AGENT.test(&CANNED)), Count(WITH_AGENT))),
    Metric::new(
        "canned_per_conversation",
        "Canned replies per conversation",
        Unit::Messages,
        Context,
    )
    .says(
        "L7",
        "Canned replies per conversation with an agent's message.",
    )
    .needs(&[needs::MESSAGE])
    .is(Quotient(
        Sum(WITH_AGENT, |facts, rows| facts.canned_messages.sum(rows)),
        Count(WITH_AGENT),
    )),
    Metric::new("canned_csat", "CSAT with canned replies", Unit::Ratio, Up)
        .says(
            "L7",
            "Ratings of 4 or 5 out of all satisfaction ratings of conversations with a \
             canned reply.",
        )
        .needs(&[needs::MESSAGE, needs::RATING])
        .is(Quotient(
            Count(WITH_AGENT.test(&CANNED).test(&GOOD_RATING)),
            Count(WITH_AGENT.test(&CANNED).test(&RATING)),
        )),
    Metric::new(
        "canned_time_saved",
        "Time saved by canned replies",
        Unit::Seconds,
        Up,
    )
    .says(
        "L7",
        "Canned replies times the seconds that each saves: by setting, or else the \
             difference of the median response times without and with them.",
    )
    .needs(&[needs::MESSAGE])
    .is(Own(Rows::Of(ALL.test(&CANNED)), canned_time_saved)),
    Metric::new(
        "cost_per_resolution",
        "Cost per resolution",
        Unit::Money,
        Down,
    )
    .says(
        "N7",
        "Cost of the agents' handle time and of the bot per resolved conversation; \
             the prices are settings.",
    )
    .needs(&[needs::MESSAGE])
    .within(Close)
    .is(Own(Rows::Of(ALL.with(is::RESOLVED)), cost_per_resolution)),
];

fn agents_active(scope: &Scope<'_>) -> Computed {
    Computed::number(Some(working::agents(scope) as f64))
}

fn chats_per_agent(scope: &Scope<'_>) -> Computed {
    Computed::quotient(working::pairs(scope) as f64, working::agents(scope) as f64)
}

fn working_hours(scope: &Scope<'_>) -> Computed {
    Computed::number(Some(working::hours(scope)))
}

fn utilisation(scope: &Scope<'_>) -> Computed {
    Computed::quotient(working::handling_hours(scope), working::hours(scope))
}

fn chats_per_hour(scope: &Scope<'_>) -> Computed {
    Computed::quotient(working::pairs(scope) as f64, working::hours(scope))
}

fn canned_time_saved(scope: &Scope<'_>) -> Computed {
    let conversations = scope.conversations;
    let canned = conversations.facts.canned_messages.sum(scope.rows);
    let set = conversations.settings.canned_seconds_saved;
    let each = set.or_else(|| measured_saving(scope));
    Computed::number(each.map(|each| canned as f64 * each))
}

/// The seconds by which agents answer faster with canned replies, by the
/// medians; not below 0.
fn measured_saving(scope: &Scope<'_>) -> Option<f64> {
    let responses = &scope.conversations.facts.responses;
    let (mut canned, mut others): (Vec<Millis>, Vec<Millis>) = (Vec::new(), Vec::new());
    responses.each(&scope.among(WITH_AGENT), |response| {
        match (response.by_agent, response.canned) {
            (false, _) => {}
            (true, true) => canned.push(response.wait),
            (true, false) => others.push(response.wait),
        }
    });
    let canned = whole_quantile(&mut canned, 0.5)?;
    let saved = whole_quantile(&mut others, 0.5)? - canned;
    Some(saved.max(0.0) / SECOND as f64)
}

fn cost_per_resolution(scope: &Scope<'_>) -> Computed {
    let conversations = scope.conversations;
    let Some(costs) = &conversations.settings.costs else {
        return Computed::money(None);
    };
    let cost = Cost::of(scope).now(costs.agent_hour, costs.bot_month).each;
    Computed::money(cost.map(|cost| order::named([(costs.currency.clone(), cost)])))
}
