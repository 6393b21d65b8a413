//! What happened around the numbers of a scorecard, as a table: a dip is read
//! otherwise beside an outage.

use crate::base::time::Period;
use crate::report::figure::Annotation;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line};
use crate::view::scene::Scene;
use crate::view::text::arrange::arrange_of;
use crate::view::text::beside::beside_of;

/// The notes of the period, then those of the one before.
pub(crate) fn notes(notes: &[Annotation], scene: &Scene<'_>) -> Ledger {
    let (context, locale) = (scene.context, scene.locale);
    let words = arrange_of(locale.language);
    let group = |period: Period| {
        let within = |note: &&Annotation| (period.from..=period.to).contains(&note.date);
        Group {
            title: format::span(period.from, period.to, locale),
            lines: notes
                .iter()
                .filter(within)
                .map(|note| line(note, scene))
                .collect(),
        }
    };
    let groups = [context.period, context.previous].map(group).into_iter();
    let groups: Vec<Group> = groups.filter(|group| !group.lines.is_empty()).collect();
    let column = |title: &str| Column {
        sorts: false,
        ..Column::words(title)
    };
    Ledger {
        columns: vec![column(words.date), column(words.note)],
        note: match groups.is_empty() {
            true => beside_of(locale.language).no_notes.to_owned(),
            false => String::new(),
        },
        groups,
        most: usize::MAX,
        ..Ledger::default()
    }
}

fn line(note: &Annotation, scene: &Scene<'_>) -> Line {
    let hour = note.hour.map(format::hour);
    Line {
        cells: vec![
            Cell {
                note: hour.unwrap_or_default(),
                ..Cell::words(format::date(note.date, scene.locale))
            },
            Cell::words(&*note.text),
        ],
        whole: false,
    }
}
