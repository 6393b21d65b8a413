//! Funnels, distributions, cohorts, load and two scores against each other on
//! random histories, counted once more straight from the facts.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use chatgauge::base::time::{Bucket, Period};
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::Query;
use chatgauge::metric::funnel::Funnel;
use chatgauge::report::charts::{CohortsFigure, FunnelFigure};
use chatgauge::report::{Ask, Board, Figure};

use crate::business::converted_at;
use crate::clock::Clock;
use crate::engine::{engine, file, load, query};
use crate::facts::Conversation;
use crate::figure::seconds;
use crate::group::{Group, passes};
use crate::puzzles::{for_every_seed, puzzle};
use crate::report::group_of;
use crate::satisfaction::answer;
use crate::volume::{chats_of, visits_of};
use crate::{history, report};

/// Of so many histories one is looked at.
const EVERY: u64 = 4;

fn number(group: &Group<'_>, counts: impl Fn(&Conversation) -> bool) -> u64 {
    group.conversations.iter().filter(|it| counts(it)).count() as u64
}

fn check_bot(funnel: &FunnelFigure, group: &Group<'_>) {
    let understood = |it: &Conversation| {
        let fallback = it.messages.iter().any(|message| message.fallback);
        !fallback || it.outcome == "resolved_by_bot"
    };
    let expected = [
        number(group, Conversation::is_bot),
        number(group, |it| it.is_bot() && it.engaged),
        number(group, |it| it.is_bot() && it.engaged && understood(it)),
        number(group, |it| it.outcome == "resolved_by_bot"),
    ];
    assert_eq!(counts(funnel), expected);
    assert!(expected.is_sorted_by(|a, b| a >= b), "steps are parts");
}

fn check_sales(funnel: &FunnelFigure, group: &Group<'_>) {
    let known = group.history.visits.iter().any(|event| event.is("visit"));
    // Those after `as_of` occur in the data too.
    let visits = funnel.missing.is_empty();
    assert!(visits || !known);
    let expected = match visits {
        true => {
            let chats: Vec<_> = { visits_of(group).into_iter() }
                .map(|visit| chats_of(group, visit))
                .collect();
            let some = chats.iter().filter(|chats| !chats.is_empty());
            let converts =
                |chats: &&Vec<&Conversation>| chats.iter().any(|it| converted_at(it).is_some());
            let converted = some.clone().filter(|chats| converts(chats));
            [chats.len(), some.count(), converted.count()].map(|count| count as u64)
        }
        false => [
            group.conversations.len() as u64,
            number(group, |it| it.engaged),
            number(group, |it| it.engaged && converted_at(it).is_some()),
        ],
    };
    assert_eq!(counts(funnel), expected);
}

fn counts(funnel: &FunnelFigure) -> Vec<u64> {
    let steps = funnel.steps.iter();
    steps
        .map(|step| step.answer.value.number().expect("a count") as u64)
        .collect()
}

/// How many values lie in each of some spans, the second bound included.
fn spread(values: &[f64], bounds: &[f64]) -> Vec<u64> {
    let lows = [f64::NEG_INFINITY]
        .into_iter()
        .chain(bounds.iter().copied());
    let highs = bounds.iter().copied().chain([f64::INFINITY]);
    lows.zip(highs)
        .map(|(low, high)| {
            let inside = values.iter().filter(|&&value| low < value && value <= high);
            inside.count() as u64
        })
        .collect()
}

fn all(group: &Group<'_>, value: impl Fn(&Conversation) -> Option<f64>) -> Vec<f64> {
    group
        .conversations
        .iter()
        .filter_map(|it| value(it))
        .collect()
}

fn check_spread(metric: &str, found: &[u64], group: &Group<'_>) {
    let expected = match metric {
        "messages_per_conversation" => {
            let counts = all(group, |it| {
                Some(it.messages.len() as f64).filter(|&count| count > 0.0)
            });
            spread(&counts, &[2.0, 5.0, 10.0, 20.0])
        }
        "first_response_time" => {
            let waits = all(group, |it| it.first_response.filter(|_| it.replied()));
            spread(&waits, &[15.0, 30.0, 60.0, 120.0, 300.0, 900.0, 3_600.0])
        }
        "time_to_conversion" => {
            let times = all(group, |it| {
                Some(seconds(it.start.0, converted_at(it)?).max(0.0))
            });
            let hour = 3_600.0;
            let bounds = [
                300.0,
                900.0,
                hour,
                4.0 * hour,
                12.0 * hour,
                24.0 * hour,
                72.0 * hour,
            ];
            spread(&times, &bounds)
        }
        survey => {
            let kind = survey.trim_end_matches("_mean");
            let scores = all(group, |it| answer(it, kind)).into_iter();
            let scores: Vec<f64> = scores.map(f64::floor).collect();
            let range = if kind == "nps" { 0..=10 } else { 1..=5 };
            let of = |score: u8| scores.iter().filter(|it| **it == f64::from(score)).count() as u64;
            range.map(of).collect()
        }
    };
    assert_eq!(found, expected, "{metric}");
}

fn check_scatter(found: &[Vec<u64>], group: &Group<'_>) {
    let mut expected = vec![vec![0; 5]; 5];
    for it in &group.conversations {
        if let (Some(effort), Some(rating)) = (answer(it, "ces"), answer(it, "csat")) {
            expected[effort as usize - 1][rating as usize - 1] += 1;
        }
    }
    assert_eq!(found, expected);
}

/// The customers of the steps, by what is known of each conversation.
fn check_cohorts(found: &CohortsFigure, group: &Group<'_>, period: Period) {
    let clock = &group.history.rules.clock;
    let end = group.span.1;
    let next = |row: usize| match found.rows.get(row + 1) {
        Some(next) => clock.at(next.date, 0),
        None => end,
    };
    let step_of = |at: i64| (0..found.rows.len()).find(|&row| at < next(row));
    let begin = clock.at(found.rows[0].date, 0);
    let inside = |it: &Conversation| (begin..end).contains(&it.start.0);
    let selected = |it: &&Conversation| inside(it) && passes(it, group.filters);
    let is_known = |it: &Conversation| !it.customer.starts_with("thread");
    let every = &group.history.conversations;
    let unknown = every.iter().filter(selected).filter(|it| !is_known(it));
    assert_eq!(found.unknown, unknown.count() as u64);
    assert!(found.rows.len() >= usize::from(period.days() <= 92) * 8);
    for (row, cohort) in found.rows.iter().enumerate() {
        let mut members = BTreeSet::new();
        for it in every.iter().filter(selected).filter(|it| is_known(it)) {
            let earlier = every
                .iter()
                .any(|other| other.customer == it.customer && other.start < it.start);
            if !earlier && step_of(it.start.0) == Some(row) {
                members.insert(it.customer.clone());
            }
        }
        assert_eq!(cohort.size, members.len() as u64, "{}", cohort.date);
        for (later, &back) in cohort.back.iter().enumerate() {
            let again: BTreeSet<&String> = { every.iter().filter(selected) }
                .filter(|it| step_of(it.start.0) == Some(row + later + 1))
                .map(|it| &it.customer)
                .filter(|customer| members.contains(*customer))
                .collect();
            assert_eq!(back, again.len() as u64, "{} {later}", cohort.date);
        }
    }
}

const SPREAD: [&str; 6] = [
    "messages_per_conversation",
    "first_response_time",
    "time_to_conversion",
    "csat_mean",
    "ces_mean",
    "nps",
];

fn check(board: &Board, group: &Group<'_>) {
    let period = board.context.period;
    for figure in &board.figures {
        match figure {
            Figure::Funnel(funnel) if funnel.of == Funnel::Bot => check_bot(funnel, group),
            Figure::Funnel(funnel) => check_sales(funnel, group),
            Figure::Histogram(histogram) => {
                check_spread(&histogram.metric, &histogram.counts, group);
            }
            Figure::Scatter(scatter) => check_scatter(&scatter.counts, group),
            Figure::Cohorts(cohorts) => {
                assert_eq!(cohorts.bucket == Bucket::Week, period.days() <= 92);
                check_cohorts(cohorts, group, period);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn charts_agree_with_the_facts() {
    let looked_at = AtomicU64::new(0);
    for_every_seed(|seed, zones| {
        if seed % EVERY == 0 && agrees(seed, zones) {
            looked_at.fetch_add(1, Ordering::Relaxed);
        }
    });
    assert!(looked_at.into_inner() > 0, "nothing was looked at");
}

/// Whether the engine answered; that it answered right is asserted.
fn agrees(seed: u64, zones: &SystemZones) -> bool {
    let puzzle = puzzle(seed, zones);
    let mut engine = engine(&puzzle);
    if engine
        .adopt(load(&[file(&puzzle.lines)], usize::MAX))
        .is_err()
    {
        return false;
    }
    let asked = query(&puzzle.ask);
    let history = history::history(
        &puzzle.lines,
        &puzzle.settings,
        Clock::new(zones, "UTC"),
        puzzle.now,
    );
    let period = report::period(&history, &puzzle.ask);
    let query = Query {
        period: Some(Period {
            from: period.from,
            to: period.to,
        }),
        filters: asked.filters,
        bucket: None,
    };
    let mut asks: Vec<Ask> = SPREAD
        .map(|metric| Ask::Histogram {
            metric: metric.to_owned(),
        })
        .to_vec();
    asks.extend([Funnel::Bot, Funnel::Sales].map(|of| Ask::Funnel { of }));
    asks.extend([Ask::Scatter, Ask::Cohorts]);
    let Ok(board) = engine.board(&query, &asks) else {
        return false;
    };
    check(&board, &group_of(&history, &puzzle.ask.filters, period));
    true
}
