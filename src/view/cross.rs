//! Conversations by two dimensions at once, as a table.

use crate::report::cross::{Cross, CrossColumn};
use crate::view::chips::value_name;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::text::fill;
use crate::view::text::tables::tables_of;

/// So many lines are shown at first.
const MOST: usize = 12;

/// The table: a line for each value of the first, a column for each of the
/// second.
pub(crate) fn cross(figure: &Cross, scene: &Scene<'_>) -> Ledger {
    let text = scene.text();
    let words = tables_of(scene.locale.language);
    // Only those without a value: nothing is told by that.
    let told = |values: &[Option<String>]| values.iter().any(Option::is_some);
    let lines_told = figure.lines.iter().any(|line| line.key.is_some());
    let columns_told = figure.columns.iter().any(|column| told(&column.values));
    for (by, is_told) in [(&figure.by, lines_told), (&figure.across, columns_told)] {
        if !is_told {
            let by = text.dimension_word(by);
            return Ledger {
                note: fill(words.no_values, &[("by", &by)]),
                ..Ledger::default()
            };
        }
    }
    let mut columns = vec![
        Column::words(&text.dimension_name(&figure.by)),
        Column::numbers(text.total),
    ];
    columns.extend(
        figure
            .columns
            .iter()
            .map(|column| head(column, figure, scene)),
    );
    let whole = line(None, figure, scene);
    let lines = figure.lines.iter().enumerate();
    let lines = lines.map(|(place, _)| line(Some(place), figure, scene));
    Ledger {
        columns,
        groups: vec![Group {
            lines: std::iter::once(whole).chain(lines).collect(),
            ..Group::default()
        }],
        most: MOST + 1,
        ..Ledger::default()
    }
}

fn head(column: &CrossColumn, figure: &Cross, scene: &Scene<'_>) -> Column {
    let (text, locale) = (scene.text(), scene.locale);
    let name = |value: &Option<String>| value_name(&figure.across, value.as_deref(), scene.locale);
    match &column.values[..] {
        [value] => Column::numbers(&name(value)),
        values => {
            let count = values.len() as u64;
            let form = text.more.form(count, locale.language);
            let names: Vec<String> = values.iter().take(MOST).map(name).collect();
            Column {
                about: names.join(", "),
                ..Column::numbers(&fill(form, &[("count", &format::count(count, locale))]))
            }
        }
    }
}

/// The line of a place, or of all of them together.
fn line(place: Option<usize>, figure: &Cross, scene: &Scene<'_>) -> Line {
    let text = scene.text();
    let line = place.and_then(|place| figure.lines.get(place));
    let own = line.map(|line| {
        let value = line.key.clone().unwrap_or_default();
        (figure.by.clone(), vec![value])
    });
    let opens = |column: Option<&CrossColumn>| {
        let values = column.iter().flat_map(|column| &column.values);
        let values = values.map(|value| value.clone().unwrap_or_default());
        // What it is not chosen by it is not filtered by either.
        let across = (figure.across.clone(), values.collect());
        let by = own.clone().unwrap_or((figure.by.clone(), Vec::new()));
        Target::Filters(vec![by, across])
    };
    let cell = |count: u64, column: Option<&CrossColumn>| {
        let cell = Cell::number(format::count(count, scene.locale), Some(count as f64));
        match count {
            0 => Cell {
                tone: Tone::Faint,
                ..cell
            },
            _ => Cell {
                target: Some(opens(column)),
                ..cell
            },
        }
    };
    let name = match line {
        Some(line) => value_name(&figure.by, line.key.as_deref(), scene.locale),
        None => text.total.to_owned(),
    };
    let all = line.map_or(figure.total, |line| line.conversations);
    let mut cells = vec![Cell::words(name), cell(all, None)];
    for (place, column) in figure.columns.iter().enumerate() {
        let count = match line {
            Some(line) => line.counts.get(place).copied().unwrap_or_default(),
            None => column.conversations,
        };
        cells.push(cell(count, Some(column)));
    }
    Line {
        cells,
        whole: line.is_none(),
    }
}
