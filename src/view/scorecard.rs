//! Metrics beside their targets, and what to look at first, as tables.

use crate::metric;
use crate::metric::entry::{About, Direction, Unit};
use crate::metric::{Category, Status};
use crate::report::MetricAnswer;
use crate::report::scorecard::{Counted, Review, ReviewFigure, ReviewOf, Scorecard, ScorecardRow};
use crate::view::chips::value_name;
use crate::view::explain;
use crate::view::format;
use crate::view::gauge;
use crate::view::ledger::{Act, Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::target;
use crate::view::text::beside::{Beside, beside_of};
use crate::view::text::explore::explore_of;
use crate::view::text::fill;
use crate::view::value::{self, Trend};

const CATEGORIES: [Category; 4] = [
    Category::Resolution,
    Category::Satisfaction,
    Category::Operations,
    Category::Business,
];

/// The scorecard: a line for each metric, by category.
pub(crate) fn scorecard(card: &Scorecard, scene: &Scene<'_>) -> Ledger {
    let words = beside_of(scene.locale.language);
    let compared = card.rows.iter().any(|row| row.answer.change.is_some());
    let groups = CATEGORIES.iter().zip(words.categories);
    let groups = groups.map(|(category, title)| {
        let rows = card.rows.iter().filter(|row| row.category == *category);
        let lines = rows.filter_map(|row| line(row, compared, words, scene));
        Group {
            title: title.to_owned(),
            lines: lines.collect(),
        }
    });
    let groups: Vec<Group> = groups.filter(|group| !group.lines.is_empty()).collect();
    let note = match groups.is_empty() {
        true => words.no_target.to_owned(),
        false => String::new(),
    };
    Ledger {
        columns: columns(card, compared, words, scene),
        groups,
        most: usize::MAX,
        note,
        ..Ledger::default()
    }
}

fn columns(card: &Scorecard, compared: bool, words: &Beside, scene: &Scene<'_>) -> Vec<Column> {
    let still = |title: &str| Column {
        sorts: false,
        ..Column::words(title)
    };
    let mut columns = vec![
        Column::words(words.metric),
        still(words.target),
        Column {
            sorts: false,
            ..Column::numbers(words.current)
        },
    ];
    if compared {
        columns.push(still(words.change));
    }
    let (locale, days) = (scene.locale, card.step_days);
    let counts = [
        ("count", &*format::count(card.steps.len() as u64, locale)),
        ("days", &format::count(days, locale)),
    ];
    let title = match days {
        1 => words.trend_days,
        7 => words.trend_weeks,
        _ => words.trend_steps,
    };
    columns.push(still(words.stands));
    columns.push(Column {
        about: fill(words.trend_about.form(days, locale.language), &counts),
        ..still(&fill(title, &counts))
    });
    columns.push(Column::words(words.status));
    columns
}

fn line(row: &ScorecardRow, compared: bool, words: &Beside, scene: &Scene<'_>) -> Option<Line> {
    let about = &metric::find(&row.target.metric)?.about;
    let known = row.answer.missing.is_empty();
    let counted = row.counted.filter(|counted| *counted > 0);
    let open = counted.map(|_| Target::Metric(about.id.to_owned()));
    let currency = row.currency.as_deref();
    let wanted = target::words(&row.target, about.unit, currency, scene.locale);
    let mut cells = vec![
        Cell {
            target: open.clone(),
            about: Some(explain::explain(about, &row.answer, &[], scene)),
            ..Cell::words(about.title)
        },
        Cell {
            act: Some(Act {
                key: about.id.to_owned(),
                label: fill(words.edit, &[("title", about.title), ("target", &wanted)]),
            }),
            ..Cell::words(&*wanted)
        },
        current(row, about, open, scene),
    ];
    if compared {
        cells.push(match known {
            true => change(row, about, scene),
            false => Cell::default(),
        });
    }
    let shown = |number: f64| one(number, about.unit, currency, scene);
    let said = row.value.map(|value| {
        let parts = [("value", &*shown(value)), ("target", &*wanted)];
        fill(words.beside, &parts)
    });
    let picture = gauge::stands(row, about.unit, scene).filter(|_| known);
    cells.push(Cell {
        text: said.filter(|_| picture.is_some()).unwrap_or_default(),
        picture,
        ..Cell::default()
    });
    let picture = gauge::trend(&row.trend, scene).filter(|_| known);
    cells.push(Cell {
        text: match picture {
            Some(_) => trend_words(&row.trend, words, &shown),
            None => String::new(),
        },
        picture,
        ..Cell::default()
    });
    cells.push(status(row, words, scene));
    Some(Line {
        cells,
        whole: false,
    })
}

/// A number in its unit, money in its currency.
fn one(number: f64, unit: Unit, currency: Option<&str>, scene: &Scene<'_>) -> String {
    match (unit, currency) {
        (Unit::Money, Some(currency)) => format::money(number, currency, scene.locale).joined(),
        _ => value::in_unit(number, unit, false, scene.locale).joined(),
    }
}

fn current(row: &ScorecardRow, about: &About, target: Option<Target>, scene: &Scene<'_>) -> Cell {
    let answer = &row.answer;
    if !answer.missing.is_empty() {
        return Cell {
            note: explain::missing(&answer.missing, scene),
            tone: Tone::Faint,
            ..Cell::words(scene.text().undefined)
        };
    }
    let text = match row.value {
        Some(value) => one(value, about.unit, row.currency.as_deref(), scene),
        None => value::quantity(&answer.value, about.unit, false, scene).joined(),
    };
    Cell {
        note: stands_behind(answer, row.counted, scene),
        target,
        ..Cell::number(text, row.value)
    }
}

/// What was counted, of what: `1,204 of 3,400`, `310 conversations`; and what
/// is to be kept in mind.
pub(crate) fn stands_behind(
    answer: &MetricAnswer,
    counted: Option<u64>,
    scene: &Scene<'_>,
) -> String {
    let (text, locale) = (scene.text(), scene.locale);
    let of = answer.denominator.or(answer.n.map(|n| n as f64));
    let mut told: Vec<String> = Vec::new();
    match (counted, answer.numerator, answer.denominator) {
        (Some(counted), Some(part), Some(whole)) if part == counted as f64 && part <= whole => {
            let (part, whole) = (format::plain(part, locale), format::plain(whole, locale));
            told.push(fill(text.part_of, &[("part", &part), ("whole", &whole)]));
        }
        (Some(counted), ..) => {
            let form = explore_of(locale.language).conversations;
            let form = form.form(counted, locale.language);
            told.push(fill(form, &[("count", &format::count(counted, locale))]));
            if let Some(n) = of.filter(|n| *n != counted as f64) {
                told.push(fill(text.n, &[("n", &format::plain(n, locale))]));
            }
        }
        (None, ..) => {
            told.extend(of.map(|n| fill(text.n, &[("n", &format::plain(n, locale))])));
        }
    }
    if of.is_some_and(|n| n > 0.0 && n < explain::SMALL_SAMPLE) {
        told.push(text.small_sample.to_owned());
    }
    // Where there is no room for all of it, no line begins with a dot.
    told.join("\u{a0}· ")
}

fn change(row: &ScorecardRow, about: &About, scene: &Scene<'_>) -> Cell {
    let Some(change) = value::change(&row.answer, about.unit, scene) else {
        return Cell::default();
    };
    let (arrow, tone) = match (change.trend, about.direction) {
        (Trend::Flat, _) => ("•", Tone::Faint),
        (Trend::Up, Direction::Up) => ("▲", Tone::Good),
        (Trend::Up, Direction::Down) => ("▲", Tone::Bad),
        (Trend::Up, Direction::Context) => ("▲", Tone::Plain),
        (Trend::Down, Direction::Up) => ("▼", Tone::Bad),
        (Trend::Down, Direction::Down) => ("▼", Tone::Good),
        (Trend::Down, Direction::Context) => ("▼", Tone::Plain),
    };
    Cell {
        note: match row.answer.provisional {
            true => scene.text().provisional.to_owned(),
            false => String::new(),
        },
        tone,
        ..Cell::words(format!("{arrow} {}", change.text))
    }
}

fn trend_words(trend: &[Option<f64>], words: &Beside, shown: &dyn Fn(f64) -> String) -> String {
    let known: Vec<f64> = trend.iter().copied().flatten().collect();
    let low = known.iter().copied().fold(f64::MAX, f64::min);
    let high = known.iter().copied().fold(f64::MIN, f64::max);
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return String::new();
    };
    let parts = [
        ("first", &*shown(*first)),
        ("last", &*shown(*last)),
        ("low", &*shown(low)),
        ("high", &*shown(high)),
    ];
    fill(words.trend, &parts)
}

fn status(row: &ScorecardRow, words: &Beside, scene: &Scene<'_>) -> Cell {
    let Some(status) = row.status else {
        return Cell::default();
    };
    let tone = match status {
        Status::FarShort => Tone::Bad,
        Status::Short => Tone::Mind,
        Status::Within | Status::Beyond => Tone::Good,
    };
    let short = row.short_by.filter(|by| *by > 0.0);
    let short = short.map(|by| {
        let part = format::percent(by, 0, scene.locale).joined();
        fill(words.short_by, &[("part", &part)])
    });
    Cell {
        note: short.unwrap_or_default(),
        tone,
        badge: true,
        ..Cell::number(
            words.statuses[status as usize],
            Some(f64::from(status as u8)),
        )
    }
}

/// What to look at first: a group for each metric, and a line for each value
/// that weighs in it.
pub(crate) fn review(figure: &ReviewFigure, scene: &Scene<'_>) -> Ledger {
    let words = beside_of(scene.locale.language);
    let (weighs, none) = match figure.of {
        ReviewOf::FellShort => (words.excess, words.none_short),
        ReviewOf::Moved => (words.effect, words.none_moved),
    };
    let still = |column: Column| Column {
        sorts: false,
        ..column
    };
    let groups = figure.reviews.iter();
    let groups = groups.filter_map(|review| group(review, figure.of, words, scene));
    let groups: Vec<Group> = groups.collect();
    Ledger {
        columns: vec![
            still(Column::words(words.where_)),
            still(Column {
                about: weighs.explanation.to_owned(),
                ..Column::numbers(weighs.title)
            }),
            still(Column::numbers(scene.text().conversations)),
        ],
        note: match groups.is_empty() {
            true => none.to_owned(),
            false => String::new(),
        },
        groups,
        most: usize::MAX,
        ..Ledger::default()
    }
}

fn group(review: &Review, of: ReviewOf, words: &Beside, scene: &Scene<'_>) -> Option<Group> {
    let about = &metric::find(&review.metric)?.about;
    let part = format::percent(review.by.abs(), 0, scene.locale).joined();
    let by = match of {
        ReviewOf::FellShort => fill(words.short_by, &[("part", &part)]),
        ReviewOf::Moved if review.by < 0.0 => format!("▼ −{part}"),
        ReviewOf::Moved => format!("▲ +{part}"),
    };
    let all = review.behind.as_ref().map(|behind| Line {
        cells: vec![
            opening(scene.text().total.to_owned(), behind),
            Cell::default(),
            counted(behind, scene),
        ],
        whole: true,
    });
    let lines = review.weighs.iter().map(|weighs| {
        let name = value_name(&weighs.dimension, weighs.key.as_deref(), scene.locale);
        let field = scene.text().dimension_name(&weighs.dimension);
        let weight = match (of, about.unit) {
            (ReviewOf::FellShort, Unit::Ratio) => {
                value::difference(weighs.weight.round(), Unit::Count, scene.locale)
            }
            _ => value::difference(weighs.weight, about.unit, scene.locale),
        };
        let note = weighs
            .value
            .map(|value| one(value, about.unit, None, scene));
        Line {
            cells: vec![
                opening(format!("{field}: {name}"), &weighs.behind),
                Cell {
                    note: note.unwrap_or_default(),
                    ..Cell::number(weight.text, None)
                },
                counted(&weighs.behind, scene),
            ],
            whole: false,
        }
    });
    Some(Group {
        title: format!("{} · {by}", about.title),
        lines: all.into_iter().chain(lines).collect(),
    })
}

fn opening(text: String, behind: &Counted) -> Cell {
    Cell {
        target: target_of(behind),
        ..Cell::words(text)
    }
}

fn counted(behind: &Counted, scene: &Scene<'_>) -> Cell {
    let text = format::count(behind.count, scene.locale);
    Cell {
        target: target_of(behind),
        ..Cell::number(text, Some(behind.count as f64))
    }
}

fn target_of(behind: &Counted) -> Option<Target> {
    (behind.count > 0).then(|| Target::Listing(Box::new(behind.listing.clone())))
}
