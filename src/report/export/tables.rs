//! Tables as CSV: every number of a line, also what is shown as a picture.

use crate::report::export::{count, text};
use crate::report::moved::Impact;
use crate::report::register::Cell;

/// A row a value: of each metric what was counted, the value without it, and
/// the impact.
pub(super) fn impact_rows(impact: &Impact) -> Vec<Vec<Cell>> {
    let mut head = vec![text(&impact.by), text("conversations")];
    for metric in &impact.metrics {
        let columns = ["", "_n", "_without", "_impact"];
        head.extend(columns.map(|column| text(&format!("{metric}{column}"))));
    }
    let mut rows = vec![head];
    for row in &impact.rows {
        let mut cells = vec![Cell::text(row.key.as_deref()), count(row.conversations)];
        for (cell, missing) in row.cells.iter().zip(&impact.missing) {
            let number = |value: Option<f64>| Cell::number(value.filter(|_| missing.is_empty()));
            cells.push(number(cell.with.value));
            cells.push(number(Some(cell.with.of)));
            cells.push(number(cell.without.value));
            cells.push(number(cell.impact));
        }
        rows.push(cells);
    }
    rows
}
