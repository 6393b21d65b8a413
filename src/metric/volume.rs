//! How much there is, and how many take part.

use crate::base::bitset::BitSet;
use crate::base::time::{DAY, Millis, SECOND};
use crate::conversation::facts::is;
use crate::conversation::own::Visit;
use crate::filter::rows_between;
use crate::metric::business::CONVERTED;
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

/// Visits in which the visitor started a chat.
pub(crate) fn visits_with_chat(scope: &Scope<'_>) -> Computed {
    Computed::number(Some(waits(scope).len() as f64))
}

/// Visits in which such a chat brought something.
pub(crate) fn visits_converted(scope: &Scope<'_>) -> Computed {
    let visits = begun(scope);
    let mut converted = BitSet::empty(visits.len());
    each_chat(scope, &visits, |place, row, _| {
        if CONVERTED.holds(scope.conversations, row) {
            converted.insert(place);
        }
    });
    Computed::number(Some(converted.count() as f64))
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
    let mut waits: Vec<Option<Millis>> = vec![None; visits.len()];
    each_chat(scope, visits, |place, _, wait| {
        waits[place].get_or_insert(wait);
    });
    waits.into_iter().flatten().collect()
}

/// Goes through the chats that visitors start in some visits, in time order,
/// with the place of the visit, the row and how long after its beginning.
fn each_chat(scope: &Scope<'_>, visits: &[u32], mut see: impl FnMut(usize, usize, Millis)) {
    let conversations = scope.conversations;
    let facts = &conversations.facts;
    let mut under_way = UnderWay::new(&conversations.own.visits, visits);
    let span = (scope.span.0, scope.span.1.saturating_add(LONGEST_VISIT));
    let rows = match visits {
        [] => 0..0,
        _ => rows_between(conversations, span),
    };
    for row in rows {
        if !scope.passing.contains(row) || facts.has(row, is::PROACTIVE) {
            continue;
        }
        let start = facts.starts[row];
        let user = facts.user(row);
        if let Some((place, visit)) = user.and_then(|user| under_way.at(start, user)) {
            see(place, row, start - visit.start);
        }
    }
}

/// The visits under way while time goes by.
struct UnderWay<'a> {
    all: &'a [Visit],
    /// The numbers of the visits that may be, in time order.
    numbers: &'a [u32],
    /// How many of them have begun.
    begun: usize,
    /// The place of the last one that each visitor began.
    latest: Vec<Option<u32>>,
}

impl<'a> UnderWay<'a> {
    fn new(all: &'a [Visit], numbers: &'a [u32]) -> UnderWay<'a> {
        let visitors = numbers.iter().map(|&number| all[number as usize].visitor);
        UnderWay {
            all,
            numbers,
            begun: 0,
            latest: vec![None; visitors.max().map_or(0, |most| most as usize + 1)],
        }
    }

    /// The visit in which a visitor is at an instant, with its place;
    /// instants must not go back.
    fn at(&mut self, at: Millis, visitor: u32) -> Option<(usize, &'a Visit)> {
        while let Some(&number) = self.numbers.get(self.begun) {
            let visit = &self.all[number as usize];
            if visit.start > at {
                break;
            }
            self.latest[visit.visitor as usize] = Some(self.begun as u32);
            self.begun += 1;
        }
        let place = (*self.latest.get(visitor as usize)?)? as usize;
        let visit = &self.all[self.numbers[place] as usize];
        (at < visit.end).then_some((place, visit))
    }
}

#[cfg(test)]
mod tests {
    use super::UnderWay;
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
        let numbers = [0, 1, 2, 3];
        let mut under_way = UnderWay::new(&all, &numbers);
        let mut found = |at, visitor| under_way.at(at, visitor).map(|(_, visit)| *visit);
        assert_eq!(found(4, 0), None);
        // The second of two visits at once is the one that goes on.
        assert_eq!(found(5, 0), Some(all[2]));
        assert_eq!((found(9, 2), found(9, 0)), (Some(all[0]), None));
        assert_eq!(found(10, 2), Some(all[3]));
        assert_eq!([found(12, 2), found(12, 1), found(12, 7)], [None; 3]);
    }
}
