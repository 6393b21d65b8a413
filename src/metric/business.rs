//! What it brings: goals, leads, bookings, orders.

use crate::base::order;
use crate::base::sorted::SortedMap;
use crate::base::stats::sum;
use crate::conversation::facts::is;
use crate::metric::compute::Scope;
use crate::metric::define::Compute::{Mean, Number, Own, Quotient};
use crate::metric::define::Measure::{Count, Sum};
use crate::metric::define::Window::Close;
use crate::metric::define::{Metric, Rows, Values};
use crate::metric::entry::Direction::{Down, Up};
use crate::metric::entry::Unit;
use crate::metric::needs;
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};

const ENGAGED: Which = ALL.with(is::ENGAGED);
/// It brought something.
pub(crate) const CONVERTED: Which = ALL.any(is::GOAL | is::CREDITED | is::BOOKED | is::QUALIFIED);
const CREDITED: Which = ALL.with(is::CREDITED);
const HUMAN_DUE: Which = ALL.with(is::HUMAN_DUE);

/// Business.
pub(crate) const METRICS: &[Metric] = &[
    Metric::new("goal_completion_rate", "Goal completion", Unit::Ratio, Up)
        .says(
            "H7",
            "Engaged conversations that reached a goal out of all engaged conversations.",
        )
        .needs(&[needs::GOAL])
        .is(Quotient(Count(ENGAGED.with(is::GOAL)), Count(ENGAGED))),
    Metric::new("conversion_rate", "Conversion", Unit::Ratio, Up)
        .says(
            "L8",
            "Conversations with a goal, a credited order, a booking or a qualified lead \
             out of all conversations.",
        )
        .needs(&[needs::CONVERSION])
        .is(Quotient(Count(CONVERTED), Count(ALL))),
    Metric::new(
        "conversion_rate_proactive",
        "Conversion, proactive",
        Unit::Ratio,
        Up,
    )
    .says(
        "L8",
        "The same among conversations that bot or agent began.",
    )
    .needs(&[needs::CONVERSION, needs::STARTED])
    .is(Quotient(
        Count(CONVERTED.with(is::PROACTIVE)),
        Count(ALL.with(is::PROACTIVE)),
    )),
    Metric::new(
        "conversion_rate_other",
        "Conversion, not proactive",
        Unit::Ratio,
        Up,
    )
    .says("L8", "The same among all other conversations.")
    .needs(&[needs::CONVERSION])
    .is(Quotient(
        Count(CONVERTED.without(is::PROACTIVE)),
        Count(ALL.without(is::PROACTIVE)),
    )),
    Metric::new(
        "time_to_conversion",
        "Time to conversion",
        Unit::Seconds,
        Down,
    )
    .says(
        "L8",
        "Mean time from the start to the first goal, credited order, booking or \
             qualified lead.",
    )
    .needs(&[needs::CONVERSION])
    .is(Mean(
        CONVERTED,
        Values::Times(|facts, rows, times| facts.conversion_times.read(rows, times)),
    )),
    Metric::new("lead_conversion_rate", "Lead conversion", Unit::Ratio, Up)
        .says(
            "N8",
            "Conversations with a qualified lead out of those with any lead.",
        )
        .needs(&[needs::LEAD])
        .is(Quotient(
            Count(ALL.with(is::LEAD | is::QUALIFIED)),
            Count(ALL.with(is::LEAD)),
        )),
    Metric::new("bookings", "Bookings", Unit::Count, Up)
        .says("N10", "Bookings made through the chat.")
        .needs(&[needs::BOOKING])
        .is(Number(Sum(ALL, |facts, rows| facts.bookings.sum(rows)))),
    Metric::new("orders", "Orders", Unit::Count, Up)
        .says("N10", "Orders credited to a conversation.")
        .needs(&[needs::ORDER])
        .is(Number(Sum(ALL, |facts, rows| {
            facts.credits.count_of(rows) as i64
        }))),
    Metric::new("revenue", "Revenue", Unit::Money, Up)
        .says(
            "K5",
            "Sum of the orders credited to a conversation, per currency.",
        )
        .needs(&[needs::ORDER])
        .is(Own(Rows::Of(CREDITED), revenue)),
    Metric::new("revenue_per_chat", "Revenue per chat", Unit::Money, Up)
        .says(
            "N9",
            "Revenue per conversation with a credited order, per currency.",
        )
        .needs(&[needs::ORDER])
        .is(Own(Rows::Of(CREDITED), revenue_per_chat)),
    Metric::new(
        "revenue_per_conversation",
        "Revenue per conversation",
        Unit::Money,
        Up,
    )
    .says("N9", "Revenue out of all conversations, per currency.")
    .needs(&[needs::ORDER])
    .is(Own(Rows::Share(CREDITED, ALL), revenue_per_conversation)),
    Metric::new(
        "exit_after_request_rate",
        "Exit after request",
        Unit::Ratio,
        Down,
    )
    .says(
        "L12",
        "Missed chats in which the customer had the last word out of the \
             conversations in which a human was due.",
    )
    .needs(&[needs::HUMAN_DUE])
    .within(Close)
    .is(Quotient(
        Count(HUMAN_DUE.with(is::MISSED | is::USER_LAST)),
        Count(HUMAN_DUE),
    )),
];

/// What came in of one currency.
struct Income {
    amount: f64,
    conversations: u64,
}

fn income(scope: &Scope<'_>) -> Vec<(String, Income)> {
    let conversations = scope.conversations;
    let mut by_currency: SortedMap<u32, (Vec<f64>, u64)> = SortedMap::default();
    for &row in scope.among(CREDITED).iter() {
        let credits = conversations.facts.credits.get(row as usize);
        for (index, credit) in credits.iter().enumerate() {
            let (amounts, rows) = by_currency.at(credit.currency);
            amounts.push(credit.amount);
            let known = |earlier: &u32| *earlier == credit.currency;
            let mut earlier = credits[..index].iter().map(|credit| &credit.currency);
            *rows += u64::from(!earlier.any(known));
        }
    }
    let currencies = &conversations.log.names.currencies;
    let named = by_currency.into_iter().map(|(code, (amounts, rows))| {
        let income = Income {
            amount: sum(amounts),
            conversations: rows,
        };
        (currencies.get(code).to_owned(), income)
    });
    named.collect()
}

/// The amounts by currency, each out of `by`.
fn amounts(scope: &Scope<'_>, by: impl Fn(&Income) -> u64) -> SortedMap<String, f64> {
    let incomes = income(scope).into_iter();
    order::named(incomes.map(|(currency, income)| (currency, income.amount / by(&income) as f64)))
}

fn revenue(scope: &Scope<'_>) -> Computed {
    Computed::money(Some(amounts(scope, |_| 1)))
}

fn revenue_per_chat(scope: &Scope<'_>) -> Computed {
    let amounts = amounts(scope, |income| income.conversations);
    Computed::money(Some(amounts).filter(|amounts| !amounts.is_empty()))
}

fn revenue_per_conversation(scope: &Scope<'_>) -> Computed {
    let conversations = scope.rows.len() as u64;
    let amounts = amounts(scope, |_| conversations);
    Computed::money(Some(amounts).filter(|_| conversations > 0))
}
