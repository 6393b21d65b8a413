//! Two groups of conversations side by side, as a table.

use crate::base::time::Period;
use crate::metric;
use crate::metric::entry::{About, Direction, Unit};
use crate::metric::spread::ENOUGH;
use crate::metric::{FAMILIES, Value};
use crate::report::answer::{Change, MetricAnswer, MoneyChange};
use crate::report::arms::{Arm, Arms, ArmsFigure, ArmsRow, Which};
use crate::report::figure::Context;
use crate::report::{Behind, Listing, Side};
use crate::view::chips::value_name;
use crate::view::explain;
use crate::view::format;
use crate::view::gauge;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::locale::Locale;
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::scorecard::stands_behind;
use crate::view::text::arrange::arrange_of;
use crate::view::text::beside::{Beside, beside_of};
use crate::view::text::explore::explore_of;
use crate::view::text::fill;
use crate::view::value;

/// A probability below this is not written out.
const LEAST_P: f64 = 0.001;

/// What two groups are called; without a choice the period and the one
/// before.
pub fn names(arms: Option<&Arms>, context: &Context, locale: &Locale) -> [String; 2] {
    let dates = |period: &Period| format::span(period.from, period.to, locale);
    match arms {
        None => [dates(&context.period), dates(&context.previous)],
        Some(Arms::Periods(a, b)) => [dates(a), dates(b)],
        Some(Arms::Values { by, a, b }) => {
            [a, b].map(|value| value_name(by, value.as_deref(), locale))
        }
    }
}

/// Which two groups a figure is of.
pub fn of(figure: &ArmsFigure) -> Option<Arms> {
    let (a, b) = (&figure.a.query, &figure.b.query);
    let unlike = a
        .filters
        .iter()
        .find(|(key, values)| b.filters.get(*key) != Some(values));
    match unlike {
        Some((by, _)) => {
            let value = |arm: &Arm| {
                let value = arm.query.filters.get(by)?.first()?;
                (!value.is_empty()).then(|| value.clone())
            };
            Some(Arms::Values {
                by: by.clone(),
                a: value(&figure.a),
                b: value(&figure.b),
            })
        }
        None => Some(Arms::Periods(a.period?, b.period?)),
    }
}

/// Every metric of two groups, by family; those that the data lacks are told
/// once at the end.
pub(crate) fn arms(figure: &ArmsFigure, scene: &Scene<'_>) -> Ledger {
    let words = beside_of(scene.locale.language);
    let names = names(of(figure).as_ref(), scene.context, scene.locale);
    let families = FAMILIES.iter().map(|family| family.0);
    let families = families.zip(arrange_of(scene.locale.language).families);
    let groups = families.map(|(family, title)| {
        let rows = figure.rows.iter().filter(|row| row.family == family);
        let known = rows.filter(|row| row.a.missing.is_empty());
        let lines = known.filter_map(|row| line(row, figure, &names, words, scene));
        Group {
            title: title.to_owned(),
            lines: lines.collect(),
        }
    });
    Ledger {
        groups: groups.filter(|group| !group.lines.is_empty()).collect(),
        columns: columns(figure, &names, words, scene),
        most: usize::MAX,
        sorts_all: true,
        note: note(figure, words, scene),
        ..Ledger::default()
    }
}

fn columns(
    figure: &ArmsFigure,
    names: &[String; 2],
    words: &Beside,
    scene: &Scene<'_>,
) -> Vec<Column> {
    let still = |column: Column| Column {
        sorts: false,
        ..column
    };
    let arm = |name: &str, arm: &Arm| {
        let (count, locale) = (arm.conversations, scene.locale);
        let form = explore_of(locale.language).conversations;
        let form = form.form(count, locale.language);
        let count = format::count(count, locale);
        let parts = [("name", name), ("count", &*count)];
        Column {
            about: fill(form, &[("count", &count)]),
            ..still(Column::numbers(&fill(words.counted, &parts)))
        }
    };
    vec![
        Column::words(words.metric),
        arm(&names[0], &figure.a),
        arm(&names[1], &figure.b),
        Column {
            about: words.difference_about.to_owned(),
            ..Column::numbers(words.difference)
        },
        still(Column::words("")),
        Column {
            about: words.interval_about.to_owned(),
            ..still(Column::words(words.interval))
        },
        Column {
            about: words.p_about.to_owned(),
            least: true,
            ..Column::numbers(words.p)
        },
    ]
}

/// That both share conversations, and what the data lacks for which metrics.
fn note(figure: &ArmsFigure, words: &Beside, scene: &Scene<'_>) -> String {
    let locale = scene.locale;
    let mut told: Vec<String> = Vec::new();
    if figure.overlap > 0 {
        let form = words.overlap.form(figure.overlap, locale.language);
        let count = format::count(figure.overlap, locale);
        told.push(fill(form, &[("count", &count)]));
    }
    let mut lacking: Vec<(&[String], Vec<&str>)> = Vec::new();
    for row in figure.rows.iter().filter(|row| !row.a.missing.is_empty()) {
        let title = metric::find(&row.metric).map_or(&*row.metric, |metric| metric.about.title);
        let known = lacking.iter().position(|known| known.0 == row.a.missing);
        match known {
            Some(place) => lacking[place].1.push(title),
            None => lacking.push((&row.a.missing, vec![title])),
        }
    }
    told.extend(lacking.iter().map(|(events, titles)| {
        let missing = explain::missing(events, scene);
        let parts = [("titles", &*titles.join(", ")), ("missing", &*missing)];
        fill(words.lacking, &parts)
    }));
    told.join(" · ")
}

fn line(
    row: &ArmsRow,
    figure: &ArmsFigure,
    names: &[String; 2],
    words: &Beside,
    scene: &Scene<'_>,
) -> Option<Line> {
    let about = &metric::find(&row.metric)?.about;
    let by = by(row, scene);
    let sure = row
        .interval
        .is_some_and(|(from, to)| from > 0.0 || to < 0.0)
        && !row.few;
    let better = row.better.filter(|_| sure);
    let counted = row.counted;
    let arm = |answer: &MetricAnswer, arm: &Arm, counted: Option<u64>, which: Which| Cell {
        tone: match better == Some(which) {
            true => Tone::Good,
            false => Tone::Plain,
        },
        ..value_of(answer, about, (arm, counted), scene)
    };
    let picture = row
        .interval
        .zip(by)
        .map(|(interval, by)| gauge::interval(by, interval, about.direction, scene));
    let cells = vec![
        Cell {
            about: Some(explain::explain(
                about,
                &MetricAnswer::default(),
                &[],
                scene,
            )),
            ..Cell::words(about.title)
        },
        arm(
            &row.a,
            &figure.a,
            counted.map(|counted| counted.0),
            Which::A,
        ),
        arm(
            &row.b,
            &figure.b,
            counted.map(|counted| counted.1),
            Which::B,
        ),
        difference(row, about, by, (better, names, words), scene),
        Cell {
            picture,
            ..Cell::default()
        },
        interval(row, about, words, scene),
        p(row, words, scene),
    ];
    Some(Line {
        cells,
        whole: false,
    })
}

/// The value of one of the two, with the conversations it counts.
fn value_of(
    answer: &MetricAnswer,
    about: &About,
    (arm, counted): (&Arm, Option<u64>),
    scene: &Scene<'_>,
) -> Cell {
    let text = value::quantity(&answer.value, about.unit, false, scene).joined();
    let opens = counted.filter(|counted| *counted > 0 && answer.value != Value::None);
    let number = match &answer.value {
        Value::Number(number) => Some(*number),
        _ => None,
    };
    let note = match about.unit {
        // The number says it already.
        _ if answer.value == Value::None => String::new(),
        Unit::Count if counted.map(|counted| counted as f64) == number => String::new(),
        _ => stands_behind(answer, counted, scene),
    };
    Cell {
        note,
        target: opens.map(|_| {
            Target::Listing(Box::new(Listing {
                query: arm.query.clone(),
                behind: Some(Behind {
                    metric: about.id.to_owned(),
                    side: Side::Numerator,
                }),
                ..Listing::default()
            }))
        }),
        ..Cell::number(text, number)
    }
}

/// The difference as one number; of money in the currency shown first.
fn by(row: &ArmsRow, scene: &Scene<'_>) -> Option<f64> {
    match &row.difference {
        Change::By(by) => Some(*by),
        Change::Money(changes) => {
            let (currency, _) = value::main(&row.a.value, scene)?;
            match changes.get(currency)? {
                MoneyChange::By(by) => Some(*by),
                MoneyChange::New(_) => None,
            }
        }
        Change::None | Change::New(_) => None,
    }
}

fn difference(
    row: &ArmsRow,
    about: &About,
    by: Option<f64>,
    (better, names, words): (Option<Which>, &[String; 2], &Beside),
    scene: &Scene<'_>,
) -> Cell {
    let Some(by) = by else {
        return Cell::words(scene.text().undefined);
    };
    let text = match value::main(&row.a.value, scene) {
        Some((currency, _)) if about.unit == Unit::Money => {
            let size = format::money(by.abs(), currency, scene.locale).joined();
            value::signed(size, by).text
        }
        _ => value::difference(by, about.unit, scene.locale).text,
    };
    let note = match (better, row.interval) {
        (Some(which), _) => fill(words.better, &[("name", &names[which as usize])]),
        (None, Some((from, to))) if from <= 0.0 && to >= 0.0 => words.chance.to_owned(),
        _ => String::new(),
    };
    Cell {
        note,
        tone: match (better, about.direction) {
            (_, Direction::Context) | (None, _) => Tone::Plain,
            (Some(Which::A), _) => Tone::Good,
            (Some(Which::B), _) => Tone::Bad,
        },
        ..Cell::number(text, beside(row, by, scene))
    }
}

/// How large a difference is beside the second value, so that metrics of
/// unlike units have an order.
fn beside(row: &ArmsRow, by: f64, scene: &Scene<'_>) -> Option<f64> {
    let whole = match value::main(&row.b.value, scene) {
        Some((_, amount)) => amount,
        None => row.b.value.number()?,
    };
    (whole != 0.0).then(|| (by / whole).abs())
}

/// The interval, or why there is none.
fn interval(row: &ArmsRow, about: &About, words: &Beside, scene: &Scene<'_>) -> Cell {
    let told = row.interval.map(|(from, to)| {
        let end = |by: f64| value::difference(by, about.unit, scene.locale).text;
        fill(words.from_to, &[("from", &end(from)), ("to", &end(to))])
    });
    let least = format::count(ENOUGH, scene.locale);
    let few = || fill(words.few, &[("least", &least)]);
    let why = row.untold.map(|untold| words.untold[untold as usize]);
    match (told, why) {
        (Some(told), _) => Cell {
            note: if row.few { few() } else { String::new() },
            ..Cell::words(told)
        },
        (None, why) => Cell {
            note: match row.few {
                true => few(),
                false => why.unwrap_or_default().to_owned(),
            },
            ..Cell::default()
        },
    }
}

fn p(row: &ArmsRow, words: &Beside, scene: &Scene<'_>) -> Cell {
    let Some(p) = row.p else {
        return Cell::default();
    };
    let text = match p < LEAST_P {
        true => fill(
            words.below,
            &[("p", &format::number(LEAST_P, 3, scene.locale))],
        ),
        false => format::number(p, 3, scene.locale),
    };
    Cell::number(text, Some(p))
}
