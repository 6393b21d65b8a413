//! How much there is, and how many take part.

use crate::base::bitset::BitSet;
use crate::base::time::{DAY, Millis, SECOND};
use crate::conversation::facts::is;
use crate::filter::rows_between;
use crate::metric::compute::{Scope, customers, whole_sample};
use crate::metric::define::Compute::{Mean, Number, Own, Quotient};
use crate::metric::define::Measure::{Count, Customers, Sum};
use crate::metric::define::{Metric, Rows, Values};
use crate::metric::entry::Direction::{Context, Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};

const ENGAGED: Which = ALL.with(is::ENGAGED);
const ENGAGED_BOT: Which = ALL.with(is::ENGAGED | is::WITH_BOT);
const WITH_MESSAGES: Which = ALL.any(is::WITH_USER | is::WITH_BOT | is::WITH_AGENT);

/// Volume and engagement.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("conversations", "Conversations", Unit::Count, Context)
        .says("D2, K2, L1", "Conversations that start in the period.")
        .is(Number(Count(ALL))),
    Metric::new("widget_opens", "Widget opens", Unit::Count, Context)
        .says("H2", "How often customers opened the chat widget.")
        .needs(&[needs::STARTED])
        .is(Number(Sum(ALL, |facts, row| facts.widget_opens.count(row)))),
    Metric::new(
        "engaged_conversations",
        "Engaged conversations",
        Unit::Count,
        Up,
    )
    .says(
        "H3, D4",
        "Conversations that went beyond the welcome: the customer wrote or, by \
             setting, an agent did.",
    )
    .needs(&[needs::MESSAGE])
    .is(Number(Count(ENGAGED))),
    Metric::new("engagement_rate", "Engagement", Unit::Ratio, Up)
        .says("H3", "Engaged conversations out of all conversations.")
        .needs(&[needs::MESSAGE])
        .is(Quotient(Count(ENGAGED), Count(ALL))),
    Metric::new("bounce_rate", "Bounce rate", Unit::Ratio, Down)
        .says(
            "H3",
            "Conversations that were not engaged out of all conversations.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(Count(ALL.without(is::ENGAGED)), Count(ALL))),
    Metric::new("customers", "Customers", Unit::Count, Up)
        .says("H4", "Distinct customers with a conversation.")
        .is(Number(Customers(ALL))),
    Metric::new("engaged_customers", "Engaged customers", Unit::Count, Up)
        .says("H4, D6", "Distinct customers with an engaged conversation.")
        .needs(&[needs::MESSAGE])
        .is(Number(Customers(ENGAGED))),
    Metric::new(
        "conversations_per_customer",
        "Conversations per customer",
        Unit::Count,
        Context,
    )
    .says("H4", "Conversations per distinct customer.")
    .is(Quotient(Count(ALL), Customers(ALL))),
    Metric::new(
        "repeat_customer_rate",
        "Repeat customers",
        Unit::Ratio,
        Context,
    )
    .says(
        "H4",
        "Customers with at least two conversations in the period out of all \
             customers.",
    )
    .is(Own(Rows::Of(ALL), repeat_customers)),
    Metric::new("messages", "Messages", Unit::Count, Context)
        .says("H1, L4", "Public messages of customers, bots and agents.")
        .needs(&[needs::MESSAGE])
        .is(Number(Sum(ALL, |facts, row| facts.messages(row)))),
    Metric::new(
        "messages_per_conversation",
        "Messages per conversation",
        Unit::Messages,
        Context,
    )
    .says(
        "H1, L4",
        "Mean number of public messages of the conversations that have one.",
    )
    .needs(&[needs::MESSAGE])
    .is(Mean(
        WITH_MESSAGES,
        Values::Numbers(|facts, row, numbers| numbers.push(facts.messages(row))),
    )),
    Metric::new("interaction_rate", "Interaction", Unit::Messages, Context)
        .says(
            "H1",
            "Public messages of customer and bot in engaged bot conversations per engaged \
             bot conversation.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(
            Sum(ENGAGED_BOT, |facts, row| {
                facts.user_messages.count(row) + facts.bot_messages.count(row)
            }),
            Count(ENGAGED_BOT),
        )),
    Metric::new("conversation_duration", "Duration", Unit::Seconds, Context)
        .says(
            "L15",
            "Mean time from the start to the last public message of engaged \
             conversations.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            ENGAGED,
            Values::Times(|facts, row, times| times.extend(facts.talk_times.get(row))),
        )),
    Metric::new("bot_duration", "Bot duration", Unit::Seconds, Context)
        .says(
            "D8",
            "Mean time from the start to the last public message before an agent's, of \
             engaged bot conversations.",
        )
        .needs(&[needs::MESSAGE])
        .is(Mean(
            ENGAGED_BOT,
            Values::Times(|facts, row, times| times.extend(facts.bot_times.get(row))),
        )),
    Metric::new("visits", "Visits", Unit::Count, Context)
        .says("L12", "Visits to the site that begin in the period.")
        .needs(&[needs::VISIT])
        .is(Own(Rows::Apart, visits)),
    Metric::new("visit_chat_rate", "Visits with a chat", Unit::Ratio, Up)
        .says(
            "L12",
            "Visits in which the visitor started a chat out of all visits; chats begun by \
             bot or agent do not count.",
        )
        .needs(&[needs::VISIT])
        .is(Own(Rows::Apart, visit_chat_rate)),
    Metric::new(
        "time_before_chat",
        "Time before chat",
        Unit::Seconds,
        Context,
    )
    .says(
        "L12",
        "Mean time from the beginning of a visit to the first chat that the visitor \
             started in it.",
    )
    .needs(&[needs::VISIT])
    .is(Own(Rows::Apart, time_before_chat)),
];

fn repeat_customers(scope: &Scope<'_>) -> Computed {
    let conversations = scope.conversations;
    let rows = || scope.rows.iter().map(|&row| row as usize);
    let mut seen = BitSet::empty(conversations.facts.len());
    let again = rows().filter(|&row| {
        let customer = conversations.facts.customers.get(row);
        let customer = customer.map(|customer| customer as usize);
        let repeats = customer.is_some_and(|customer| seen.contains(customer));
        if let Some(customer) = customer {
            seen.insert(customer);
        }
        repeats
    });
    let repeating = customers(conversations, again).count();
    Computed::quotient(repeating as f64, seen.count() as f64)
}

/// The numbers of the visits that begin in the scope.
fn begun(scope: &Scope<'_>) -> Vec<u32> {
    let zone = &scope.conversations.zone;
    let visits = &scope.conversations.own.visits;
    let counts = |&&number: &&u32| {
        let start = visits[number as usize].start;
        (scope.span.0..scope.span.1).contains(&start) && scope.own.clock.allows(zone, start)
    };
    scope.own.visits.iter().filter(counts).copied().collect()
}

fn visits(scope: &Scope<'_>) -> Computed {
    Computed::number(Some(begun(scope).len() as f64))
}

fn visit_chat_rate(scope: &Scope<'_>) -> Computed {
    let visits = begun(scope);
    Computed::quotient(waits(scope, &visits).len() as f64, visits.len() as f64)
}

fn time_before_chat(scope: &Scope<'_>) -> Computed {
    let mut waits = waits(scope, &begun(scope));
    Computed::mean(whole_sample(&mut waits, SECOND as f64))
}

/// No visit lasts longer.
const LONGEST_VISIT: Millis = DAY;

/// How long after its beginning the first chat of each visit starts, of the
/// visits that have one.
fn waits(scope: &Scope<'_>, visits: &[u32]) -> Vec<Millis> {
    let conversations = scope.conversations;
    let facts = &conversations.facts;
    let mut by_visitor: Vec<(u32, Millis, Millis, Option<Millis>)> = visits
        .iter()
        .map(|&number| conversations.own.visits[number as usize])
        .map(|visit| (visit.visitor, visit.start, visit.end, None))
        .collect();
    if by_visitor.is_empty() {
        return Vec::new();
    }
    // Stable: of two visits at once the later one goes on.
    by_visitor.sort_by_key(|visit| (visit.0, visit.1));
    let span = (scope.span.0, scope.span.1.saturating_add(LONGEST_VISIT));
    for row in rows_between(conversations, span) {
        if !scope.passing.contains(row) || facts.has(row, is::PROACTIVE) {
            continue;
        }
        let Some(user) = facts.users.get(row) else {
            continue;
        };
        let start = facts.starts[row];
        let after = by_visitor.partition_point(|visit| (visit.0, visit.1) <= (user, start));
        let visit = after.checked_sub(1).and_then(|at| by_visitor.get_mut(at));
        if let Some((visitor, from, to, wait)) = visit
            && *visitor == user
            && start < *to
        {
            wait.get_or_insert(start - *from);
        }
    }
    by_visitor.into_iter().filter_map(|visit| visit.3).collect()
}
