//! Tables as CSV: every number of a line, also what is shown as a picture.

use crate::report::agents::Agents;
use crate::report::answer::MetricAnswer;
use crate::report::cross::{Cross, CrossColumn};
use crate::report::export::{count, text};
use crate::report::figure::Annotation;
use crate::report::low::LowScores;
use crate::report::moved::{Impact, Moved};
use crate::report::register::Cell;
use crate::report::themes::Themes;
use crate::report::what_if::WhatIf;

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

/// A row a note.
pub(super) fn note_rows(notes: &[Annotation]) -> Vec<Vec<Cell>> {
    let rows = notes.iter();
    let rows = rows.map(|note| vec![text(&note.date.to_string()), text(&note.text)]);
    std::iter::once(["date", "note"].map(text).to_vec())
        .chain(rows)
        .collect()
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

/// A row a value of each dimension, with what it adds to the change.
pub(super) fn moved_rows(moved: &Moved) -> Vec<Vec<Cell>> {
    let head = [
        "dimension",
        "value",
        "conversations",
        "before",
        "before_n",
        "now",
        "now_n",
        "contribution",
        "mix",
        "rate",
        "few",
    ];
    let mut rows = vec![head.map(text).to_vec()];
    for table in &moved.dimensions {
        for row in &table.rows {
            rows.push(vec![
                text(&table.dimension),
                Cell::text(row.key.as_deref()),
                count(row.conversations),
                Cell::number(row.before.value),
                Cell::number(Some(row.before.of)),
                Cell::number(row.now.value),
                Cell::number(Some(row.now.of)),
                Cell::number(Some(row.contribution)),
                Cell::number(row.mix),
                Cell::number(row.rate),
                Cell::Flag(row.few),
            ]);
        }
    }
    rows
}

/// A row a value of the one dimension, a column for each of the other;
/// `no_value` heads that of conversations without one.
pub(super) fn cross_rows(cross: &Cross, no_value: &str) -> Vec<Vec<Cell>> {
    let name = |column: &CrossColumn| {
        let names = column.values.iter();
        let names = names.map(|value| value.as_deref().unwrap_or(no_value));
        Cell::Text(names.collect::<Vec<&str>>().join("|"))
    };
    let mut head = vec![text(&cross.by), text("conversations")];
    head.extend(cross.columns.iter().map(name));
    let mut rows = vec![head];
    for line in &cross.lines {
        let mut row = vec![Cell::text(line.key.as_deref()), count(line.conversations)];
        row.extend(line.counts.iter().map(|&counted| count(counted)));
        rows.push(row);
    }
    rows
}

/// A row a conversation.
pub(super) fn low_rows(low: &LowScores) -> Vec<Vec<Cell>> {
    let head = [
        "id",
        "start",
        "csat",
        "comment",
        "first_question",
        "topic",
        "agent",
    ];
    let mut rows = vec![head.map(text).to_vec()];
    for row in &low.rows {
        rows.push(vec![
            text(&row.id),
            text(&row.start),
            Cell::number(Some(row.score)),
            text(&row.comment),
            text(&row.question),
            Cell::text(row.topic.as_deref()),
            Cell::text(row.agent.as_deref()),
        ]);
    }
    rows
}

/// What the cost is made of, a row each.
pub(super) fn cost_rows(what_if: &WhatIf) -> Vec<Vec<Cell>> {
    let cost = &what_if.cost;
    let price = |of: fn(&crate::report::what_if::Assumed) -> f64| what_if.now.as_ref().map(of);
    let come = what_if
        .now
        .map(|now| cost.now(now.agent_hour, now.bot_month));
    let told = [
        ("agent_hour", price(|now| now.agent_hour)),
        ("bot_month", price(|now| now.bot_month)),
        ("deflection_rate", price(|now| now.deflection)),
        ("agent_hours", Some(cost.hours)),
        ("resolved", Some(cost.resolved)),
        ("cost", come.map(|come| come.total)),
        ("cost_per_resolution", come.and_then(|come| come.each)),
    ];
    let head = ["what", "value", "currency"].map(text).to_vec();
    let rows =
        told.map(|(what, value)| vec![text(what), Cell::number(value), text(&what_if.currency)]);
    std::iter::once(head).chain(rows).collect()
}
