//! What must hold for every metric of the catalogue, on an invented history.

use std::collections::BTreeSet;

use crate::base::time::{DAY, Millis};
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Frame};
use crate::event::{Kind, Load};
use crate::filter::{Filters, OwnSelection, Selection, rows_between};
use crate::metric::define::{Compute, Measure};
use crate::metric::{
    Computed, Metric, Scope, Sheet, Unit, Value, breakdown, catalogue, compute, find,
};
use crate::sample::History;
use crate::settings::{RateBase, Settings};

fn sample(settings: Settings) -> Conversations {
    let mut bytes = Vec::new();
    History::new(5, 4_000).write_ndjson(&mut bytes).unwrap();
    let mut load = Load::new();
    load.begin("sample");
    load.feed(&bytes);
    load.end().unwrap();
    let log = load.finish().log;
    let frame = Frame {
        settings,
        zone: Zone::utc(),
        opening_zone: Zone::utc(),
        as_of: None,
        clock: Millis::MAX,
    };
    Conversations::fold(log, frame)
}

/// What `ask` gives for the conversations of a span and some rows of it.
fn over<T>(
    conversations: &Conversations,
    span: (Millis, Millis),
    rows: &[u32],
    ask: impl FnOnce(&Scope<'_>) -> T,
) -> T {
    let selection = Selection::new(conversations, &Filters::default()).unwrap();
    ask(&Scope {
        conversations,
        rows,
        span,
        days: ((span.1 - span.0) / DAY) as f64,
        passing: &selection.passing(),
        own: &&OwnSelection::new(conversations, &selection, &[]),
        sheet: Sheet::default(),
    })
}

fn rows(conversations: &Conversations, span: (Millis, Millis)) -> Vec<u32> {
    let rows = rows_between(conversations, span);
    rows.map(|row| row as u32).collect()
}

/// From the first day to the end of the last.
fn whole(conversations: &Conversations) -> (Millis, Millis) {
    let first = conversations.facts.starts[0].div_euclid(DAY) * DAY;
    (first, conversations.as_of.div_euclid(DAY) * DAY + DAY)
}

fn number(computed: &Computed) -> f64 {
    match computed.value {
        Value::Number(number) => number,
        _ => panic!("not a number: {computed:?}"),
    }
}

#[test]
fn every_entry_says_what_it_is() {
    let ids: BTreeSet<&str> = catalogue().iter().map(|metric| metric.about.id).collect();
    assert_eq!((ids.len(), catalogue().len()), (100, 100));
    for metric in catalogue() {
        let about = metric.about;
        assert_eq!(find(about.id).map(|found| found.about), Some(about));
        assert!(
            !about.title.is_empty() && !about.source.is_empty(),
            "{}",
            about.id
        );
        assert!(about.definition.ends_with('.'), "{}", about.id);
        for kind in metric.needs.iter().copied().flatten() {
            assert!(Kind::from_name(kind).is_some(), "{}: {kind}", about.id);
        }
        let quotient = matches!(metric.compute, Compute::Quotient(..));
        let shares = [Unit::Ratio, Unit::Count, Unit::Messages].contains(&about.unit);
        assert!(shares || !quotient, "{}", about.id);
    }
}

#[test]
fn a_metric_is_missing_when_none_of_a_group_occurs() {
    let missing = |id, occurs: &[&str]| {
        let metric = find(id).unwrap();
        metric.missing(|kind| occurs.contains(&kind))
    };
    assert_eq!(missing("csat", &["message"]), ["rating"]);
    assert_eq!(missing("csat_response_rate", &["survey_sent"]), [""; 0]);
    assert_eq!(missing("transfer_rate", &[]), ["message", "transferred"]);
    assert_eq!(missing("conversations", &[]), [""; 0]);
}

/// Counted and listed numerators and denominators of a metric.
fn counted_and_listed(metric: &Metric, scope: &Scope<'_>) -> Option<[(f64, f64); 2]> {
    let computed = compute(metric, scope);
    let listed = |part: fn(crate::metric::Counted) -> bool| {
        let rows = scope.rows.iter();
        rows.filter_map(|&row| metric.counts(scope.conversations, row as usize))
            .filter(|&counted| part(counted))
            .count() as f64
    };
    let listed = (
        listed(|counted| counted.numerator),
        listed(|counted| counted.denominator),
    );
    let counted = match metric.compute {
        Compute::Number(Measure::Count(_)) => (number(&computed), number(&computed)),
        Compute::Quotient(Measure::Count(_), Measure::Count(_)) => {
            (computed.numerator?, computed.denominator?)
        }
        _ => return None,
    };
    Some([counted, listed])
}

#[test]
fn what_counts_is_what_lists() {
    let engaged = Settings {
        rate_base: RateBase::Engaged,
        ..Settings::default()
    };
    for settings in [Settings::default(), engaged] {
        let conversations = sample(settings);
        let span = whole(&conversations);
        let rows = rows(&conversations, span);
        let compared = over(&conversations, span, &rows, |scope| {
            let both = catalogue().iter().filter_map(|metric| {
                let [counted, listed] = counted_and_listed(metric, scope)?;
                assert_eq!(counted, listed, "{}", metric.about.id);
                Some(counted.0)
            });
            both.collect::<Vec<f64>>()
        });
        assert!(compared.len() > 40 && compared.iter().any(|&counted| counted > 0.0));
    }
}

#[test]
fn a_mean_lists_the_conversations_with_a_value() {
    let conversations = sample(Settings::default());
    let span = whole(&conversations);
    let all = rows(&conversations, span);
    for metric in catalogue() {
        if !matches!(metric.compute, Compute::Mean(..)) {
            continue;
        }
        let listed: Vec<u32> = all
            .iter()
            .copied()
            .filter(|&row| {
                let counted = metric.counts(&conversations, row as usize);
                counted.is_some_and(|counted| counted.numerator)
            })
            .collect();
        // The rows without value may still be open, and change it.
        let mean = |rows: &[u32]| Computed {
            provisional: false,
            ..over(&conversations, span, rows, |scope| compute(metric, scope))
        };
        assert_eq!(mean(&listed), mean(&all), "{}", metric.about.id);
        assert!(
            mean(&all).n >= Some(listed.len() as u64),
            "{}",
            metric.about.id
        );
    }
}

#[test]
fn parts_sum_up_to_the_whole() {
    let conversations = sample(Settings::default());
    let span = whole(&conversations);
    let all = rows(&conversations, span);
    let days = (span.1 - span.0) / DAY;
    let day = |day| (span.0 + day * DAY, span.0 + (day + 1) * DAY);
    let outcome = conversations.dimension("outcome").unwrap();
    let groups = breakdown(&conversations, outcome, &all);
    for metric in catalogue() {
        if !matches!(
            metric.compute,
            Compute::Number(Measure::Count(_) | Measure::Sum(..))
        ) {
            continue;
        }
        let value = |span, rows: &[u32]| {
            over(&conversations, span, rows, |scope| {
                number(&compute(metric, scope))
            })
        };
        let total = value(span, &all);
        let by_day = (0..days).map(|n| value(day(n), &rows(&conversations, day(n))));
        assert_eq!(by_day.sum::<f64>(), total, "{}", metric.about.id);
        let by_outcome = groups.iter().map(|group| value(span, &group.rows));
        assert_eq!(by_outcome.sum::<f64>(), total, "{}", metric.about.id);
    }
}

#[test]
fn groups_are_in_order_and_hours_are_all_there() {
    let conversations = sample(Settings::default());
    let all = rows(&conversations, whole(&conversations));
    let groups = |name: &str, rows: &[u32]| {
        breakdown(&conversations, conversations.dimension(name).unwrap(), rows)
    };
    let tags = groups("tag", &all);
    let (last, tagged) = tags.split_last().unwrap();
    assert_eq!(last.key, None);
    assert!(tagged.windows(2).all(|pair| {
        let sizes = (pair[0].rows.len(), pair[1].rows.len());
        sizes.0 > sizes.1 || (sizes.0 == sizes.1 && pair[0].key < pair[1].key)
    }));
    let hours = groups("hour", &[]);
    let keys: Vec<&str> = hours
        .iter()
        .filter_map(|group| group.key.as_deref())
        .collect();
    assert_eq!((keys.len(), keys[0], keys[23]), (24, "00", "23"));
    assert_eq!(groups("weekday", &[]).len(), 7);
    assert_eq!(groups("channel", &[]), []);
}

#[test]
fn money_keeps_currencies_apart() {
    let conversations = sample(Settings::default());
    let span = whole(&conversations);
    let all = rows(&conversations, span);
    let money = |id| {
        let metric = find(id).unwrap();
        match over(&conversations, span, &all, |scope| compute(metric, scope)).value {
            Value::Money(amounts) => amounts,
            other => panic!("{id}: {other:?}"),
        }
    };
    let (revenue, each) = (money("revenue"), money("revenue_per_conversation"));
    assert!(!revenue.is_empty() && revenue.keys().eq(each.keys()));
    for (currency, amount) in revenue.iter() {
        assert!((amount / all.len() as f64 - each.get(currency).unwrap()).abs() < 1e-9);
        assert!(money("revenue_per_chat").get(currency).unwrap() >= each.get(currency).unwrap());
    }
    let nothing = |id| {
        over(&conversations, span, &[], |scope| {
            compute(find(id).unwrap(), scope)
        })
    };
    assert_eq!(nothing("revenue").value, Value::Money(Default::default()));
    assert_eq!(nothing("revenue_per_chat").value, Value::None);
    assert_eq!(nothing("revenue_per_conversation").value, Value::None);
    assert_eq!(nothing("cost_per_resolution").value, Value::None);
}

#[test]
fn what_conversations_add_comes_to_what_is_computed() {
    for rate_base in [RateBase::All, RateBase::Engaged] {
        let conversations = sample(Settings {
            rate_base,
            ..Settings::default()
        });
        let span = whole(&conversations);
        let all = rows(&conversations, span);
        // Neighbours, and rows that lie apart.
        let some: Vec<u32> = all.iter().copied().step_by(3).collect();
        for rows in [all, some] {
            for name in ["channel", "topic", "weekday", "hour", "agent"] {
                added_up(&conversations, span, &rows, name);
            }
        }
    }
}

fn added_up(conversations: &Conversations, span: (Millis, Millis), rows: &[u32], by: &str) {
    let dimension = conversations.dimension(by).unwrap();
    let count = conversations.code_count(dimension) + 1;
    let mut codes = Vec::new();
    conversations.codes_of(dimension, rows, count as u32 - 1, &mut codes);
    for metric in catalogue() {
        let Some(addends) = over(conversations, span, rows, |scope| metric.addends(scope)) else {
            continue;
        };
        for (code, added) in (0..).zip(addends.by(&codes, count)) {
            let own = rows.iter().zip(&codes).filter(|(_, own)| **own == code);
            let own: Vec<u32> = own.map(|(row, _)| *row).collect();
            let computed = over(conversations, span, &own, |scope| compute(metric, scope));
            let plain = Computed {
                median: None,
                p90: None,
                provisional: false,
                ..computed
            };
            assert_eq!(added, plain, "{} by {by}, {code}", metric.about.id);
        }
    }
}

#[test]
fn conversations_are_counted_together_as_one_by_one() {
    let conversations = sample(Settings::default());
    let span = whole(&conversations);
    let all = rows(&conversations, span);
    for metric in catalogue() {
        let counts = |row: &u32| metric.counts(&conversations, *row as usize);
        let counted: Option<Vec<_>> = all.iter().map(counts).collect();
        let told = counted.map(|counted| {
            let numerator = counted.iter().filter(|one| one.numerator).count();
            let denominator = counted.iter().filter(|one| one.denominator).count();
            let rest = counted
                .iter()
                .filter(|one| one.denominator && !one.numerator);
            [numerator, denominator, rest.count()].map(|count| count as u64)
        });
        let together = over(&conversations, span, &all, |scope| {
            let counted = metric.counted(scope).zip(metric.counted_below(scope));
            Some([counted?.0, counted?.1, metric.lacking(scope)?])
        });
        assert_eq!(together, told, "{}", metric.about.id);
    }
}
