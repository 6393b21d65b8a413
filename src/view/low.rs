//! The conversations that were rated low, as a table that opens them.

use crate::report::low::{LowScore, LowScores};
use crate::view::explain;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::register::Habits;
use crate::view::scene::Scene;
use crate::view::text::fill;
use crate::view::text::tables::tables_of;

/// So many are shown at first.
const MOST: usize = 10;

/// The table: a line for each, the latest first.
pub(crate) fn low_scores(figure: &LowScores, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    let (text, locale) = (scene.text(), scene.locale);
    if !figure.missing.is_empty() || figure.rows.is_empty() {
        let note = match figure.missing.is_empty() {
            true => words.no_low_scores.to_owned(),
            false => explain::missing(&figure.missing, scene),
        };
        return Ledger {
            note,
            ..Ledger::default()
        };
    }
    let told = figure.rows.len() as u64;
    let form = words.all_low_scores.form(figure.found, locale.language);
    let all = fill(form, &[("count", &format::count(figure.found, locale))]);
    let note = match figure.found > told {
        true => fill(words.latest, &[("count", &format::count(told, locale))]),
        false => String::new(),
    };
    Ledger {
        columns: vec![
            Column::words(words.comment),
            Column::numbers(words.rating),
            Column::words(&text.dimension_name("topic")),
            Column::words(&text.dimension_name("agent")),
            Column::words(words.started),
        ],
        groups: vec![Group {
            lines: figure.rows.iter().map(|row| line(row, scene)).collect(),
            ..Group::default()
        }],
        most: MOST,
        all: Some(Cell {
            target: Some(Target::Metric("complaints".to_owned())),
            ..Cell::number(all, Some(figure.found as f64))
        }),
        note,
        ..Ledger::default()
    }
}

fn line(row: &LowScore, scene: &Scene<'_>) -> Line {
    let words = tables_of(scene.locale.language);
    let locale = scene.locale;
    let comment = match row.comment.is_empty() {
        true => Cell {
            tone: Tone::Faint,
            ..Cell::words(words.no_comment)
        },
        false => Cell::words(row.comment.clone()),
    };
    let named = |by: &str, value: &Option<String>| match value {
        Some(value) => Cell::words(scene.text().value_name(by, Some(value))),
        None => Cell::words(scene.text().undefined),
    };
    let habits = Habits {
        locale,
        theme: scene.theme,
        today: scene.context.today,
    };
    Line {
        cells: vec![
            Cell {
                note: row.question.clone(),
                target: Some(Target::Open(row.id.clone())),
                ..comment
            },
            Cell::number(format::plain(row.score, locale), Some(row.score)),
            named("topic", &row.topic),
            named("agent", &row.agent),
            Cell::words(habits.instant(&row.start)),
        ],
        whole: false,
    }
}
