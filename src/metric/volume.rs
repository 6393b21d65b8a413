//! How much there is, and how many take part.

use crate::base::bitset::BitSet;
use crate::base::time::{DAY, Millis, SECOND};
use crate::conversation::facts::is;
use crate::conversation::own::Visit;
use crate::filter::rows_between;
use crate::metric::compute::{Scope, whole_sample};
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
        .is(Number(Sum(ALL, |facts, rows| facts.widget_opens.sum(rows)))),
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
        .is(Number(Sum(ALL, |facts, rows| {
            facts.user_messages.sum(rows)
                + facts.bot_messages.sum(rows)
                + facts.agent_messages.sum(rows)
        }))),
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
        Values::Numbers(|facts, rows, numbers| {
            numbers.extend(rows.iter().map(|&row| facts.messages(row as usize)));
        }),
    )),
    Metric::new("interaction_rate", "Interaction", Unit::Messages, Context)
        .says(
            "H1",
            "Public messages of customer and bot in engaged bot conversations per engaged \
             bot conversation.",
        )
        .needs(&[needs::MESSAGE])
        .is(Quotient(
            Sum(ENGAGED_BOT, |facts, rows| {
                facts.user_messages.sum(rows) + facts.bot_messages.sum(rows)
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
            Values::Times(|facts, rows, times| facts.talk_times.read(rows, times)),
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
            Values::Times(|facts, rows, times| {
                times.extend(rows.iter().filter_map(|&row| facts.bot_time(row as usize)));
            }),
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
    let codes = &conversations.facts.customers;
    // Every customer has a conversation, so that there are no more of them.
    let mut seen = BitSet::empty(conversations.facts.len());
    let mut again = seen.clone();
    for customer in scope.rows.iter().filter_map(|&row| codes.get(row as usize)) {
        match seen.contains(customer as usize) {
            true => again.insert(customer as usize),
            false => seen.insert(customer as usize),
        }
    }
    Computed::quotient(again.count() as f64, seen.count() as f64)
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
    Computed::quotient(waits(scope).len() as f64, begun(scope).len() as f64)
}

fn time_before_chat(scope: &Scope<'_>) -> Computed {
    let mut waits = waits(scope).to_vec();
    Computed::mean(whole_sample(&mut waits, SECOND as f64))
}

fn waits<'s>(scope: &'s Scope<'_>) -> &'s [Millis] {
    scope
        .sheet
        .visit_waits(|| wait_of_each(scope, &begun(scope)))
}

/// No visit lasts longer.
const LONGEST_VISIT: Millis = DAY;

/// How long after its beginning the first chat of each visit starts, of the
/// visits that have one.
fn wait_of_each(scope: &Scope<'_>, visits: &[u32]) -> Vec<Millis> {
    let conversations = scope.conversations;
    let facts = &conversations.facts;
    let visits = ByVisitor::new(&conversations.own.visits, visits);
    if visits.visits.is_empty() {
        return Vec::new();
    }
    let mut waits: Vec<Option<Millis>> = vec![None; visits.visits.len()];
    let span = (scope.span.0, scope.span.1.saturating_add(LONGEST_VISIT));
    for row in rows_between(conversations, span) {
        let start = facts.starts[row];
        let user = facts.user(row);
        let Some(place) = user.and_then(|user| visits.under_way(user, start)) else {
            continue;
        };
        if scope.passing.contains(row) && !facts.has(row, is::PROACTIVE) {
            waits[place].get_or_insert(start - visits.visits[place].start);
        }
    }
    waits.into_iter().flatten().collect()
}

/// Visits brought together by visitor.
struct ByVisitor {
    /// Where the visits of each visitor end.
    ends: Vec<u32>,
    /// Each visitor's in time order.
    visits: Vec<Visit>,
}

impl ByVisitor {
    /// The visits of these numbers, which are in time order.
    fn new(all: &[Visit], numbers: &[u32]) -> ByVisitor {
        let chosen = || numbers.iter().map(|&number| all[number as usize]);
        let visitors = chosen().map(|visit| visit.visitor as usize + 1).max();
        let mut ends = vec![0; visitors.unwrap_or(0)];
        for visit in chosen() {
            ends[visit.visitor as usize] += 1;
        }
        let mut before = 0;
        for end in &mut ends {
            // Each begins where it is to end, and moves there visit by visit.
            before += std::mem::replace(end, before);
        }
        let mut visits: Vec<Visit> = chosen().collect();
        for visit in chosen() {
            let end = &mut ends[visit.visitor as usize];
            visits[*end as usize] = visit;
            *end += 1;
        }
        ByVisitor { ends, visits }
    }

    /// The place of the visit in which a visitor is at an instant.
    fn under_way(&self, visitor: u32, at: Millis) -> Option<usize> {
        let end = *self.ends.get(visitor as usize)? as usize;
        let first = match visitor {
            0 => 0,
            _ => self.ends[visitor as usize - 1] as usize,
        };
        let begun = self.visits[first..end].partition_point(|visit| visit.start <= at);
        let place = (first + begun)
            .checked_sub(1)
            .filter(|&place| place >= first)?;
        (at < self.visits[place].end).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::ByVisitor;
    use crate::conversation::own::Visit;

    #[test]
    fn a_visit_is_found_by_visitor_and_time() {
        let visit = |visitor, start, end| Visit {
            start,
            end,
            visitor,
            context: 0,
        };
        let all = [
            visit(2, 0, 10),
            visit(0, 5, 5),
            visit(0, 5, 9),
            visit(2, 10, 12),
            visit(1, 11, 20),
        ];
        let visits = ByVisitor::new(&all, &[0, 1, 2, 3]);
        let found = |visitor, at| {
            let place = visits.under_way(visitor, at);
            place.map(|place| visits.visits[place])
        };
        // The second of two visits at once is the one that goes on.
        assert_eq!(found(0, 5), Some(all[2]));
        assert_eq!(found(2, 9), Some(all[0]));
        assert_eq!(found(2, 10), Some(all[3]));
        assert_eq!([found(0, 4), found(0, 9), found(2, 12)], [None; 3]);
        assert_eq!([found(1, 12), found(7, 0)], [None; 2]);
    }
}
