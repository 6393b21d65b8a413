//! What the charts of a kind of their own show: funnels, distributions,
//! cohorts, load, and two scores against each other.

use serde::{Deserialize, Serialize};

use crate::base::date;
use crate::base::time::{Bucket, Date};
use crate::metric::distribution::{Bins, find};
use crate::metric::funnel::Funnel;
use crate::report::answer::MetricAnswer;
use crate::report::figure::Figure;
use crate::report::register::Cell;

/// What of many things comes how far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunnelFigure {
    /// What is followed.
    pub of: Funnel,
    /// The steps, the widest first.
    pub steps: Vec<FunnelStep>,
    /// Types of events that would bring a step before these.
    pub missing: Vec<String>,
}

/// One step of a funnel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FunnelStep {
    /// The id of the metric that counts it.
    pub metric: String,
    /// How many come so far, with the comparison.
    pub answer: MetricAnswer,
}

/// How the values of a metric are spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HistogramFigure {
    /// The metric's id.
    pub metric: String,
    /// Conversations by the bins of the metric's distribution.
    pub counts: Vec<u64>,
    /// The metric itself, with median and p90, and what the data lacks.
    pub answer: MetricAnswer,
}

/// Customers by their first contact, and how many come back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortsFigure {
    /// Weeks or months.
    pub bucket: Bucket,
    /// One for each step, the earliest first.
    pub rows: Vec<CohortRow>,
    /// Conversations of nobody known, which are left out.
    pub unknown: u64,
    /// Whether the last step is not over yet.
    pub provisional: bool,
}

/// The customers whose first contact lies in one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CohortRow {
    /// The first date of the step.
    #[serde(with = "date")]
    pub date: Date,
    /// How many customers.
    pub size: u64,
    /// How many of them have a conversation so many steps later, from 1 on.
    pub back: Vec<u64>,
}

/// What needs a human by the hour of the day, and the agents who are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadFigure {
    /// The 24 hours.
    pub hours: Vec<LoadRow>,
    /// Types of events without which nobody knows who is there.
    pub missing: Vec<String>,
}

/// One hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoadRow {
    /// Conversations for a human that start in it.
    pub due: u64,
    /// The same each day; `None` where no day is known.
    pub mean: Option<f64>,
    /// Agents who are there, on average over the days.
    pub agents: Option<f64>,
}

/// Effort scores against satisfaction ratings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScatterFigure {
    /// Conversations by effort score and, within it, by rating, both from 1.
    pub counts: Vec<Vec<u64>>,
    /// Their correlation with how many there are, and what the data lacks.
    pub answer: MetricAnswer,
}

fn text(text: &str) -> Cell {
    Cell::text(Some(text))
}

fn count(count: u64) -> Cell {
    Cell::Number(count as f64)
}

fn share(part: u64, whole: u64) -> Cell {
    Cell::number((whole > 0).then(|| part as f64 / whole as f64))
}

/// The rows of such a chart as they are saved, titles first; none of others.
/// What the data cannot tell is empty.
pub(crate) fn rows(figure: &Figure) -> Vec<Vec<Cell>> {
    let (head, rows): (&[&str], Vec<Vec<Cell>>) = match figure {
        Figure::Funnel(funnel) => (&["step", "count"], funnel_rows(funnel)),
        Figure::Histogram(histogram) => (
            &["over", "up_to", "conversations", "share"],
            histogram_rows(histogram),
        ),
        Figure::Cohorts(cohorts) => (
            &["first_contact", "steps_later", "customers", "back", "share"],
            cohorts.rows.iter().flat_map(cohort_rows).collect(),
        ),
        Figure::Load(load) => (
            &["hour", "human_due", "human_due_each_day", "agents"],
            (0..).zip(&load.hours).map(load_row).collect(),
        ),
        Figure::Scatter(scatter) => (&["ces", "csat", "conversations"], scatter_rows(scatter)),
        _ => (&[], Vec::new()),
    };
    let head = head.iter().map(|title| text(title)).collect();
    std::iter::once(head).chain(rows).collect()
}

fn funnel_rows(funnel: &FunnelFigure) -> Vec<Vec<Cell>> {
    let row = |step: &FunnelStep| {
        let known = step.answer.missing.is_empty();
        let value = step.answer.value.number().filter(|_| known);
        vec![text(&step.metric), Cell::number(value)]
    };
    funnel.steps.iter().map(row).collect()
}

/// Bounds in the metric's unit; of scores both are the score.
fn histogram_rows(histogram: &HistogramFigure) -> Vec<Vec<Cell>> {
    let total = histogram.counts.iter().sum();
    let bins = find(&histogram.metric).map(|known| known.bins);
    let bounds = |bin: usize| match bins {
        Some(Bins::UpTo(bounds)) => {
            let from = bin.checked_sub(1).and_then(|before| bounds.get(before));
            (from.copied(), bounds.get(bin).copied())
        }
        Some(Bins::Scores(from, _)) => {
            let score = Some(f64::from(from) + bin as f64);
            (score, score)
        }
        None => (None, None),
    };
    let counts = histogram.counts.iter().enumerate();
    let known = histogram.answer.missing.is_empty();
    let counts = counts.map(|(bin, &counted)| {
        let (from, to) = bounds(bin);
        vec![
            Cell::number(from),
            Cell::number(to),
            Cell::number(known.then_some(counted as f64)),
            share(counted, total),
        ]
    });
    counts.collect()
}

/// A row for each step, the first contact's own among them.
fn cohort_rows(row: &CohortRow) -> Vec<Vec<Cell>> {
    let all = std::iter::once(&row.size).chain(&row.back);
    let rows = (0..).zip(all).map(|(later, &back)| {
        vec![
            Cell::Text(row.date.to_string()),
            count(later),
            count(row.size),
            count(back),
            share(back, row.size),
        ]
    });
    rows.collect()
}

fn load_row((hour, row): (u64, &LoadRow)) -> Vec<Cell> {
    vec![
        count(hour),
        count(row.due),
        Cell::number(row.mean),
        Cell::number(row.agents),
    ]
}

fn scatter_rows(scatter: &ScatterFigure) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let known = scatter.answer.missing.is_empty();
    for (effort, ratings) in (1..).zip(&scatter.counts) {
        for (rating, &counted) in (1..).zip(ratings) {
            let counted = Cell::number(known.then_some(counted as f64));
            rows.push(vec![count(effort), count(rating), counted]);
        }
    }
    rows
}
