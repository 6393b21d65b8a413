//! Tables as CSV: every number of a line, also what is shown as a picture.

use crate::metric::Status;
use crate::report::MetricAnswer;
use crate::report::arms::{ArmsFigure, Which};
use crate::report::export::{change_in, count, currencies, number_in, text};
use crate::report::register::Cell;
use crate::report::scorecard::{ReviewFigure, Scorecard};

/// A row a metric: target, value and how it stands, then the trend from the
/// first step to the last. What the data cannot tell has no value.
pub(super) fn scorecard_rows(card: &Scorecard) -> Vec<Vec<Cell>> {
    let columns = [
        "category",
        "metric",
        "unit",
        "currency",
        "min",
        "max",
        "value",
        "previous",
        "change",
        "status",
        "short_by",
        "provisional",
        "missing",
    ];
    let mut head: Vec<Cell> = columns.map(text).to_vec();
    let steps = 1..=card.steps.len();
    head.extend(steps.map(|step| Cell::Text(format!("step_{step}"))));
    let mut rows = vec![head];
    for row in &card.rows {
        let (answer, target) = (&row.answer, &row.target);
        let currency = row.currency.as_deref();
        let known = answer.missing.is_empty();
        let previous = answer.previous.as_ref().filter(|_| known);
        let change = answer.change.as_ref().filter(|_| known);
        let mut cells = vec![
            text(row.category.name()),
            text(&target.metric),
            text(&answer.unit),
            Cell::text(currency),
            Cell::number(target.min),
            Cell::number(target.max),
            Cell::number(row.value.filter(|_| known)),
            number_in(previous, currency),
            change_in(change, currency),
            Cell::text(row.status.map(Status::name)),
            Cell::number(row.short_by),
            Cell::Flag(answer.provisional),
            lacking(&answer.missing),
        ];
        let trend = row
            .trend
            .iter()
            .map(|value| Cell::number(value.filter(|_| known)));
        cells.extend(trend);
        rows.push(cells);
    }
    rows
}

fn lacking(missing: &[String]) -> Cell {
    match missing {
        [] => Cell::Empty,
        missing => Cell::Texts(missing.to_vec()),
    }
}

/// A row for each metric, and one for each value that weighs in it.
pub(super) fn review_rows(figure: &ReviewFigure) -> Vec<Vec<Cell>> {
    let columns = [
        "metric",
        "by",
        "dimension",
        "value_of_dimension",
        "value",
        "weight",
        "conversations",
    ];
    let mut rows = vec![columns.map(text).to_vec()];
    for review in &figure.reviews {
        let counted = review.behind.as_ref().map(|behind| behind.count as f64);
        rows.push(vec![
            text(&review.metric),
            Cell::Number(review.by),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::number(counted),
        ]);
        rows.extend(review.weighs.iter().map(|weighs| {
            vec![
                text(&review.metric),
                Cell::Empty,
                text(&weighs.dimension),
                Cell::text(weighs.key.as_deref()),
                Cell::number(weighs.value),
                Cell::Number(weighs.weight),
                count(weighs.behind.count),
            ]
        }));
    }
    rows
}

/// A row a metric, of money one for each currency of the first group.
pub(super) fn arms_rows(figure: &ArmsFigure) -> Vec<Vec<Cell>> {
    let columns = [
        "family",
        "metric",
        "unit",
        "currency",
        "a",
        "b",
        "difference",
        "from",
        "to",
        "p",
        "n_a",
        "n_b",
        "few",
        "better",
        "missing",
    ];
    let mut rows = vec![columns.map(text).to_vec()];
    for row in &figure.rows {
        let known = row.a.missing.is_empty();
        let interval = row.interval.filter(|_| known);
        let better = row.better.filter(|_| known).map(|which| match which {
            Which::A => "a",
            Which::B => "b",
        });
        for currency in currencies(&row.a) {
            let of =
                |answer: &MetricAnswer| number_in(Some(&answer.value).filter(|_| known), currency);
            rows.push(vec![
                text(&row.family),
                text(&row.metric),
                text(&row.a.unit),
                Cell::text(currency),
                of(&row.a),
                of(&row.b),
                change_in(Some(&row.difference).filter(|_| known), currency),
                Cell::number(interval.map(|interval| interval.0)),
                Cell::number(interval.map(|interval| interval.1)),
                Cell::number(row.p.filter(|_| known)),
                Cell::number(row.n.map(|n| n.0 as f64)),
                Cell::number(row.n.map(|n| n.1 as f64)),
                Cell::Flag(row.few),
                Cell::text(better),
                lacking(&row.a.missing),
            ]);
        }
    }
    rows
}
