//! Tables as CSV: every number of a line, also what is shown as a picture.

use crate::report::agents::Agents;
use crate::report::answer::MetricAnswer;
use crate::report::export::{count, text};
use crate::report::moved::Impact;
use crate::report::register::Cell;
use crate::report::themes::Themes;

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

/// A row an agent, the whole team first: of each metric how many cases.
pub(super) fn agent_rows(agents: &Agents) -> Vec<Vec<Cell>> {
    let mut head = ["agent", "chats", "missed"].map(text).to_vec();
    for column in &agents.columns {
        head.push(text(&column.metric));
        head.push(text(&format!("{}_n", column.metric)));
    }
    let mut rows = vec![head];
    for row in std::iter::once(&agents.team).chain(&agents.rows) {
        let mut cells = vec![text(&row.agent), count(row.chats)];
        let missed = Some(row.missed as f64).filter(|_| agents.missing.is_empty());
        cells.push(Cell::number(missed));
        for (answer, column) in row.answers.iter().zip(&agents.columns) {
            let known = column.missing.is_empty();
            let value = answer.value.number();
            let n = answer.denominator.or(answer.n.map(|n| n as f64));
            cells.push(Cell::number(value.filter(|_| known)));
            cells.push(Cell::number(n.filter(|_| known)));
        }
        rows.push(cells);
    }
    rows
}

/// A row a theme; its questions only as they are shown.
pub(super) fn theme_rows(themes: &Themes) -> Vec<Vec<Cell>> {
    let head = [
        "id",
        "name",
        "question",
        "conversations",
        "questions",
        "previous",
        "ai_resolution_rate",
        "csat",
        "csat_n",
        "fallbacks",
    ];
    let mut rows = vec![head.map(text).to_vec()];
    for theme in &themes.themes {
        let known = |answer: &MetricAnswer| {
            let known = answer.missing.is_empty();
            Cell::number(answer.value.number().filter(|_| known))
        };
        rows.push(vec![
            text(&theme.id),
            Cell::text(theme.name.as_deref()),
            text(&theme.question),
            count(theme.conversations),
            count(theme.questions),
            Cell::number(theme.previous.map(|previous| previous as f64)),
            known(&theme.resolution),
            known(&theme.csat),
            Cell::number(theme.csat.denominator),
            count(theme.fallbacks),
        ]);
    }
    rows
}
