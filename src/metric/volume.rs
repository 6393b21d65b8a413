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
use crate::metric::sheet::VisitChat;
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
    let start = |number: u32| visits[number as usize].start;
    // They come in time order.
    let numbers = &scope.own.visits;
    let place = |at: Millis| numbers.partition_point(|&number| start(number) < at);
    let within = &numbers[place(scope.span.0)..place(scope.span.1).max(place(scope.span.0))];
    let counts = |number: &&u32| scope.own.clock.allows(zone, start(**number));
    within.iter().filter(counts).copied().collect()
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
    let mut converted = BitSet::empty(scope.own.visits.len());
    for chat in chats(scope) {
        if CONVERTED.holds(scope.conversations, chat.row as usize) {
            converted.insert(chat.visit as usize);
        }
    }
    Computed::number(Some(converted.count() as f64))
}

fn time_before_chat(scope: &Scope<'_>) -> Computed {
    Computed::mean(whole_sample(&mut waits(scope), SECOND as f64))
}

/// How long after its beginning the first chat of each visit starts, of the
/// visits that have one; by visit.
fn waits(scope: &Scope<'_>) -> Vec<Millis> {
    let chats = chats(scope);
    let visits = chats.iter().map(|chat| chat.visit as usize + 1).max();
    let mut waits: Vec<Option<Millis>> = vec![None; visits.unwrap_or_default()];
    for chat in chats {
        waits[chat.visit as usize].get_or_insert(chat.wait);
    }
    waits.into_iter().flatten().collect()
}

/// No visit lasts longer.
const LONGEST_VISIT: Millis = DAY;

/// The chats that visitors start in the visits that begin in the scope, in
/// time order.
fn chats<'s>(scope: &'s Scope<'_>) -> &'s [VisitChat] {
    scope
        .sheet
        .visit_chats(|| chats_of(scope, &begun(scope)).collect())
}

fn chats_of<'s>(scope: &'s Scope<'_>, visits: &'s [u32]) -> impl Iterator<Item = VisitChat> + 's {
    let conversations = scope.conversations;
    let facts = &conversations.facts;
    let mut under_way = UnderWay::new(&conversations.own.visits, visits);
    let span = (scope.span.0, scope.span.1.saturating_add(LONGEST_VISIT));
    let rows = match visits {
        [] => 0..0,
        _ => rows_between(conversations, span),
    };
    let starts = |row: &usize| scope.passing.contains(*row) && !facts.has(*row, is::PROACTIVE);
    rows.filter(starts).filter_map(move |row| {
        let start = facts.starts[row];
        let (place, visit) = under_way.at(start, facts.user(row)?)?;
        Some(VisitChat {
            visit: place as u32,
            row: row as u32,
            wait: start - visit.start,
        })
    })
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
