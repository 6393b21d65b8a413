//! What each topic, or another kind of conversation, does to some metrics: by
//! how much they would differ without it.

use crate::metric;
use crate::metric::entry::{About, Direction};
use crate::report::moved::{Impact, ImpactCell, ImpactRow};
use crate::view::chips::value_name;
use crate::view::explain;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::text::fill;
use crate::view::text::tables::{Tables, tables_of};
use crate::view::value;

/// So many lines are shown at first.
const MOST: usize = 10;

/// The table: a line for each value, and two columns for each metric.
pub(crate) fn impact(figure: &Impact, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    let about = figure.metrics.iter().filter_map(|id| metric::find(id));
    let about: Vec<&About> = about.map(|metric| &metric.about).collect();
    let known: Vec<usize> = (0..about.len())
        .filter(|&place| figure.missing.get(place).is_none_or(Vec::is_empty))
        .collect();
    let mut columns = vec![
        Column::words(&scene.text().dimension_name(&figure.by)),
        Column::numbers(scene.text().conversations),
    ];
    for &place in &known {
        columns.push(Column::numbers(about[place].title));
        columns.push(Column {
            alone: fill(words.impact_on, &[("title", about[place].title)]),
            about: fill(words.impact_about, &[("title", about[place].title)]),
            ..Column::numbers(words.impact)
        });
    }
    let lines = figure.rows.iter();
    let lines = lines.map(|row| line(row, figure, &about, &known, scene));
    let all = whole(figure, &about, &known, scene);
    Ledger {
        groups: vec![Group {
            title: String::new(),
            lines: match figure.rows.is_empty() {
                true => Vec::new(),
                false => std::iter::once(all).chain(lines).collect(),
            },
        }],
        columns,
        most: MOST,
        note: note(figure, scene),
        ..Ledger::default()
    }
}

/// What the data lacks for some of the metrics, or that there is nothing.
fn note(figure: &Impact, scene: &Scene<'_>) -> String {
    if figure.rows.is_empty() {
        return scene.text().nothing.to_owned();
    }
    let metrics = figure.metrics.iter().zip(&figure.missing);
    let metrics = metrics.map(|(id, missing)| (id.as_str(), &missing[..]));
    explain::all_missing(metrics, scene)
}

/// All conversations together.
fn whole(figure: &Impact, about: &[&About], known: &[usize], scene: &Scene<'_>) -> Line {
    let mut cells = vec![
        Cell::words(scene.text().total),
        count(figure.conversations, None, scene),
    ];
    for &place in known {
        let of = figure.all.get(place).copied().unwrap_or_default();
        cells.push(share(of.value, about[place], scene));
        cells.push(Cell::default());
    }
    Line { cells, whole: true }
}

fn line(
    row: &ImpactRow,
    figure: &Impact,
    about: &[&About],
    known: &[usize],
    scene: &Scene<'_>,
) -> Line {
    let open = Some(Target::Values(vec![row.key.clone()])).filter(|_| row.conversations > 0);
    let name = value_name(&figure.by, row.key.as_deref(), scene.locale);
    let mut cells = vec![
        Cell {
            target: open.clone(),
            ..Cell::words(name)
        },
        count(row.conversations, open, scene),
    ];
    for &place in known {
        let cell = row.cells.get(place).copied().unwrap_or_default();
        cells.push(share(cell.with.value, about[place], scene));
        cells.push(effect(&cell, about[place], scene));
    }
    Line {
        cells,
        whole: false,
    }
}

fn count(count: u64, target: Option<Target>, scene: &Scene<'_>) -> Cell {
    Cell {
        target,
        ..Cell::number(format::count(count, scene.locale), Some(count as f64))
    }
}

fn share(number: Option<f64>, about: &About, scene: &Scene<'_>) -> Cell {
    let text = match number {
        Some(number) => value::in_unit(number, about.unit, false, scene.locale).joined(),
        None => scene.text().undefined.to_owned(),
    };
    Cell::number(text, number)
}

/// By how much a metric would differ without the value.
fn effect(cell: &ImpactCell, about: &About, scene: &Scene<'_>) -> Cell {
    let words: &Tables = tables_of(scene.locale.language);
    let Some(impact) = cell.impact else {
        return Cell::words(scene.text().undefined);
    };
    let text = value::difference(impact, about.unit, scene.locale).text;
    let good = match about.direction {
        Direction::Up => impact > 0.0,
        Direction::Down => impact < 0.0,
        Direction::Context => false,
    };
    let tone = match (cell.few, about.direction) {
        (true, _) => Tone::Faint,
        (_, Direction::Context) => Tone::Plain,
        _ if impact == 0.0 => Tone::Plain,
        _ if good => Tone::Good,
        _ => Tone::Bad,
    };
    let note = match cell.few {
        true => words.few.to_owned(),
        false => String::new(),
    };
    Cell {
        note,
        tone,
        ..Cell::number(text, Some(impact))
    }
}
