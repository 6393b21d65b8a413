//! What stands behind a number: its definition, what was counted, out of
//! what, and what to keep in mind.

use crate::metric;
use crate::metric::entry::{About, Unit};
use crate::report::answer::{MetricAnswer, Value};
use crate::report::figure::{Ask, HeatmapOf, counted_of};
use crate::report::rules::Rule;
use crate::report::scorecard::ReviewOf;
use crate::report::themes::Of;
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::rules;
use crate::view::scene::Scene;
use crate::view::text::beside::{Beside, beside_of};
use crate::view::text::charts;
use crate::view::text::export::export_of;
use crate::view::text::tables::tables_of;
use crate::view::text::{Heading, fill};
use crate::view::value;

/// Fewer cases than this are too few to trust.
pub const SMALL_SAMPLE: f64 = 30.0;

/// What a ⓘ shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What is explained.
    pub title: String,
    /// One or two sentences that define it.
    pub definition: String,
    /// The numbers behind it; empty where there are none.
    pub numbers: String,
    /// The rules in force, one sentence each.
    pub rules: Vec<String>,
}

/// Explains a metric, the numbers behind its answer and the rules that they
/// were counted by.
pub fn explain(
    about: &About,
    answer: &MetricAnswer,
    rules: &[Rule],
    scene: &Scene<'_>,
) -> Explanation {
    let text = scene.text();
    let rest: Vec<String> = facts(answer, about.unit, scene)
        .into_iter()
        .map(|fact| fact.short)
        .collect();
    let numbers = if !answer.missing.is_empty() {
        rest.join(", ")
    } else if rest.is_empty() {
        String::new()
    } else {
        let value = value::quantity(&answer.value, about.unit, false, scene).joined();
        fill(
            text.explained,
            &[("value", &value), ("rest", &rest.join(", "))],
        )
    };
    Explanation {
        title: about.title.to_owned(),
        definition: about.definition.to_owned(),
        numbers,
        rules: rules::sentences(rules, scene.locale),
    }
}

/// A chart's title and what its ⓘ says; `None` for cards, whose metric says
/// it.
pub fn heading(ask: &Ask, scene: &Scene<'_>) -> Option<Explanation> {
    let text = scene.text();
    let (title, heading) = match ask {
        Ask::Card { .. } => return None,
        Ask::Stack { engaged, .. } => {
            let title = text.per_step[scene.context.bucket as usize].to_owned();
            (
                title,
                if *engaged {
                    text.stack_engaged
                } else {
                    text.stack
                },
            )
        }
        Ask::Counts { by, .. } if by == "outcome" => {
            (text.outcomes.title.to_owned(), text.outcomes)
        }
        Ask::Counts { by, engaged } => {
            let explanation = match counted_of(by, *engaged) {
                Some("handoffs") => text.counts_handoffs,
                Some("missed_chats") => text.counts_missed,
                _ => text.counts.explanation,
            };
            let title = text.counts.title;
            (text.dimension_title(by), Heading { title, explanation })
        }
        Ask::Heatmap { of } => {
            let heading = match of {
                HeatmapOf::Engaged => text.heatmap_engaged,
                HeatmapOf::Handoffs => text.heatmap_handoffs,
            };
            (heading.title.to_owned(), heading)
        }
        other => {
            let of_charts = || charts::heading(other, scene.locale.language);
            return named(other, scene.locale).or_else(of_charts).map(plain);
        }
    };
    let by = match ask {
        Ask::Stack { by, .. } | Ask::Counts { by, .. } => text.dimension_word(by),
        _ => String::new(),
    };
    Some(plain((title, fill(heading.explanation, &[("by", &by)]))))
}

fn plain((title, definition): (String, String)) -> Explanation {
    Explanation {
        title,
        definition,
        numbers: String::new(),
        rules: Vec::new(),
    }
}

/// Title and explanation of charts and tables that are called after what they
/// show; `None` of others.
pub fn named(ask: &Ask, locale: &Locale) -> Option<(String, String)> {
    let (text, language) = (locale.text(), locale.language);
    let tables = tables_of(language);
    let told = |heading: &Heading| (heading.title.to_owned(), heading.explanation.to_owned());
    Some(match ask {
        Ask::Metrics { .. } => told(&tables.metrics),
        Ask::Impact { by } => {
            let by = text.dimension_word(by);
            let said = |words| fill(words, &[("by", &by)]);
            (said(tables.impacts.title), said(tables.impacts.explanation))
        }
        Ask::Agents => told(&tables.agents),
        Ask::Themes { of: Of::First, .. } => told(&tables.themes),
        Ask::Themes { .. } => told(&tables.misunderstood),
        Ask::LowScores => told(&tables.low_scores),
        Ask::WhatIf => told(&tables.what_if),
        Ask::Moved { metric } => {
            let title = metric::find(metric)?.about.title;
            let said = |words| fill(words, &[("title", title)]);
            (said(tables.moved.title), said(tables.moved.explanation))
        }
        Ask::Cross { by, across } => {
            let (by, across) = (text.dimension_word(by), text.dimension_word(across));
            let said = |words| fill(words, &[("by", &by), ("across", &across)]);
            (said(tables.cross.title), said(tables.cross.explanation))
        }
        Ask::Urgent { by } => {
            let by = text.dimension_word(by);
            let said = |words| fill(words, &[("by", &by)]);
            (said(tables.urgent.title), said(tables.urgent.explanation))
        }
        Ask::Split { metric, by } => {
            let about = &metric::find(metric)?.about;
            let by = text.dimension_word(by);
            let names = [("title", about.title), ("by", &*by)];
            let title = fill(export_of(language).by, &names);
            (title, about.definition.to_owned())
        }
        Ask::Run { metric } => {
            let about = &metric::find(metric)?.about;
            (about.title.to_owned(), about.definition.to_owned())
        }
        _ => told(&beside_heading(ask, beside_of(language))?),
    })
}

/// The heading of what sets numbers beside others.
pub(crate) fn beside_heading(ask: &Ask, words: &Beside) -> Option<Heading> {
    Some(match ask {
        Ask::Scorecard => words.scorecard,
        Ask::Review {
            of: ReviewOf::FellShort,
        } => words.fell_short,
        Ask::Review {
            of: ReviewOf::Moved,
        } => words.moved,
        Ask::Notes => words.context,
        Ask::Arms { .. } => words.arms,
        _ => return None,
    })
}

/// One thing that stands behind a number.
pub(crate) struct Fact {
    /// For the card's last line: `n 266`.
    pub(crate) short: String,
    /// Label and value for a table.
    pub(crate) row: Option<(&'static str, String)>,
    /// Whether it stays even where room is short.
    pub(crate) must_be_told: bool,
}

/// What stands behind an answer, most telling first.
pub(crate) fn facts(answer: &MetricAnswer, unit: Unit, scene: &Scene<'_>) -> Vec<Fact> {
    let text = scene.text();
    if !answer.missing.is_empty() {
        return vec![told(missing(&answer.missing, scene))];
    }
    let mut facts = counted(answer, unit, scene);
    if answer.provisional {
        facts.push(told(text.provisional.to_owned()));
    }
    let sample = answer.denominator.or(answer.n.map(|n| n as f64));
    if sample.is_some_and(|sample| sample > 0.0 && sample < SMALL_SAMPLE) {
        facts.push(told(text.small_sample.to_owned()));
    }
    facts
}

/// Which events the data lacks.
pub(crate) fn missing(events: &[String], scene: &Scene<'_>) -> String {
    let text = scene.text();
    let listed = match events {
        [all @ .., before, last] => {
            let mut listed = all.join(", ");
            if !all.is_empty() {
                listed.push_str(", ");
            }
            format!("{listed}{before} {} {last}", text.and)
        }
        one => one.join(""),
    };
    fill(text.missing, &[("events", &listed)])
}

/// What the data lacks for some metrics, by their ids: a sentence each.
pub(crate) fn all_missing<'a>(
    metrics: impl Iterator<Item = (&'a str, &'a [String])>,
    scene: &Scene<'_>,
) -> String {
    let lacking = metrics.filter(|(_, missing)| !missing.is_empty());
    let told = lacking.map(|(id, events)| {
        let title = metric::find(id).map_or(id, |metric| metric.about.title);
        format!("{title}: {}", missing(events, scene))
    });
    told.collect::<Vec<String>>().join(". ")
}

fn told(short: String) -> Fact {
    Fact {
        short,
        row: None,
        must_be_told: true,
    }
}

fn counted(answer: &MetricAnswer, unit: Unit, scene: &Scene<'_>) -> Vec<Fact> {
    let (text, locale) = (scene.text(), scene.locale);
    match (answer.numerator, answer.denominator, answer.n) {
        (_, Some(0.0), _) | (_, _, Some(0)) => vec![told(text.no_cases.to_owned())],
        (Some(part), Some(whole), _) => {
            let (part, whole) = (format::plain(part, locale), format::plain(whole, locale));
            let short = fill(text.part_of, &[("part", &part), ("whole", &whole)]);
            vec![Fact {
                row: Some((text.counted, short.clone())),
                short,
                must_be_told: true,
            }]
        }
        (None, Some(whole), _) => vec![cases(format::plain(whole, locale), scene)],
        (_, _, Some(n)) => sampled(answer, n, unit, scene),
        _ => amounts(answer, unit, scene),
    }
}

/// What stands under a value of few cases: how many.
pub(crate) fn of_few(cases: f64, scene: &Scene<'_>) -> String {
    let n = format::plain(cases, scene.locale);
    fill(scene.text().n, &[("n", &n)])
}

fn cases(n: String, scene: &Scene<'_>) -> Fact {
    let text = scene.text();
    Fact {
        short: fill(text.n, &[("n", &n)]),
        row: Some((text.cases, n)),
        must_be_told: true,
    }
}

/// Median, 90th percentile and how many values there are.
fn sampled(answer: &MetricAnswer, n: u64, unit: Unit, scene: &Scene<'_>) -> Vec<Fact> {
    let text = scene.text();
    let quantile = |value: Option<f64>, template, label| {
        value.map(|value| {
            let value = value::in_unit(value, unit, false, scene.locale).joined();
            Fact {
                short: fill(template, &[("value", &value)]),
                row: Some((label, value)),
                must_be_told: false,
            }
        })
    };
    let mut facts = Vec::new();
    facts.extend(quantile(answer.median, text.median, text.median_label));
    facts.extend(quantile(answer.p90, text.p90, text.p90_label));
    facts.push(cases(format::count(n, scene.locale), scene));
    facts
}

/// Of plain counts the value before, of money the other currencies.
fn amounts(answer: &MetricAnswer, unit: Unit, scene: &Scene<'_>) -> Vec<Fact> {
    let (text, locale) = (scene.text(), scene.locale);
    let mut facts = Vec::new();
    if let Value::Money(amounts) = &answer.value {
        let shown = value::main(&answer.value, scene).map(|(currency, _)| currency.to_owned());
        let others = amounts
            .iter()
            .filter(|(currency, _)| Some(*currency) != shown.as_ref());
        facts.extend(others.map(|(currency, amount)| Fact {
            short: format!(
                "{} {}",
                text.and,
                format::money(*amount, currency, locale).joined()
            ),
            row: Some((text.and, format::money(*amount, currency, locale).joined())),
            must_be_told: true,
        }));
    }
    let previous = answer.previous.as_ref();
    if let Some(previous) = previous.filter(|value| **value != Value::None) {
        let value = value::quantity(previous, unit, false, scene).joined();
        let days = scene.context.previous.days();
        let words = [
            ("value", value.as_str()),
            ("days", &format::count(days, locale)),
        ];
        facts.push(Fact {
            short: fill(text.before.form(days, locale.language), &words),
            row: None,
            must_be_told: false,
        });
    }
    facts
}

#[cfg(test)]
mod tests {
    use crate::base::time::{Bucket, Date, Period};
    use crate::metric::entry::{About, Direction, Unit};
    use crate::report::answer::{MetricAnswer, Value};
    use crate::report::figure::{Ask, Context};
    use crate::view::explain::{explain, heading, missing};
    use crate::view::locale::Locale;
    use crate::view::measure::Approximate;
    use crate::view::scene::Scene;
    use crate::view::theme::{Scheme, Theme};

    const ABOUT: About = About {
        id: "deflection_rate",
        title: "Deflection",
        unit: Unit::Ratio,
        direction: Direction::Up,
        definition: "Resolved by the bot alone, of all bot conversations.",
        source: "N1",
    };

    fn with_scene<T>(use_it: impl Fn(&Scene<'_>) -> T) -> T {
        let today = Date::from_ymd_opt(2026, 6, 7).unwrap();
        let period = Period::ending(today, 7);
        let context = Context {
            period,
            previous: period.previous(),
            timezone: "UTC".to_owned(),
            span: None,
            today,
            bucket: Bucket::Day,
            steps: Vec::new(),
            annotations: Vec::new(),
            currency: None,
        };
        use_it(&Scene {
            theme: &Theme::new(Scheme::Light),
            locale: &Locale::from_tag("en"),
            measure: &Approximate,
            context: &context,
        })
    }

    fn numbers(answer: &MetricAnswer) -> String {
        with_scene(|scene| explain(&ABOUT, answer, &[], scene).numbers)
    }

    #[test]
    fn says_what_was_counted_out_of_what() {
        let answer = MetricAnswer {
            value: Value::Number(0.5),
            numerator: Some(12.0),
            denominator: Some(24.0),
            provisional: true,
            ..MetricAnswer::default()
        };
        assert_eq!(
            numbers(&answer),
            "Here: 50.0\u{202f}% (12 of 24, provisional, small sample)."
        );
    }

    #[test]
    fn says_what_the_data_lacks_instead_of_a_number() {
        let answer = MetricAnswer {
            value: Value::Number(0.0),
            missing: vec!["rating".to_owned()],
            ..MetricAnswer::default()
        };
        assert_eq!(numbers(&answer), "not in this data: no rating events");
    }

    #[test]
    fn lists_events_as_a_sentence_does() {
        let events = ["visit", "order", "rating"].map(str::to_owned);
        let said = with_scene(|scene| missing(&events, scene));
        assert_eq!(said, "not in this data: no visit, order and rating events");
    }

    #[test]
    fn says_the_value_before_of_a_plain_count() {
        let answer: MetricAnswer =
            serde_json::from_str(r#"{"value":9,"previous":8,"change":1}"#).unwrap();
        let about = About {
            unit: Unit::Count,
            ..ABOUT
        };
        let said = with_scene(|scene| explain(&about, &answer, &[], scene).numbers);
        assert_eq!(said, "Here: 9 (8 in the 7 days before).");
    }

    #[test]
    fn charts_have_headings_and_cards_their_metric() {
        let counts = Ask::Counts {
            by: "channel".to_owned(),
            engaged: false,
        };
        let said = with_scene(|scene| heading(&counts, scene)).unwrap();
        assert_eq!(said.title, "By channel");
        assert!(
            said.definition.contains("by channel"),
            "{}",
            said.definition
        );
        let card = Ask::Card {
            metric: "csat".to_owned(),
        };
        assert_eq!(with_scene(|scene| heading(&card, scene)), None);
    }
}
