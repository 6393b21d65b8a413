//! The intervals of two arms by other ways: of shares by looking for the ends
//! of Wilson's, of means by summing up what each conversation adds.

use chatgauge::base::tail::student_95;
use chatgauge::conversation::{Conversations, Survey};
use chatgauge::metric::find;
use chatgauge::metric::spread::ENOUGH;
use chatgauge::report::MetricAnswer;
use chatgauge::report::arms::ArmsRow;

/// What is wrong, if anything.
pub(crate) type Checked = Result<(), String>;

pub(crate) fn close(ours: f64, other: f64, what: &str) -> Checked {
    let within = 1e-9 * ours.abs().max(other.abs()) + 1e-12;
    match (ours - other).abs() <= within {
        true => Ok(()),
        false => Err(format!("{what}: {ours}, not {other}")),
    }
}

pub(crate) fn same<T: PartialEq + std::fmt::Debug>(ours: T, other: T, what: &str) -> Checked {
    match ours == other {
        true => Ok(()),
        false => Err(format!("{what}: {ours:?}, not {other:?}")),
    }
}

/// Checks the interval of one metric, where it has one, between these rows.
pub(crate) fn check(conversations: &Conversations, row: &ArmsRow, a: &[u32], b: &[u32]) -> Checked {
    let (Some(interval), Some(n)) = (row.interval, row.n) else {
        return Ok(());
    };
    same(row.few, n.0.min(n.1) < ENOUGH, "few")?;
    if row.a.unit == "ratio" {
        return check_shares(row, interval);
    }
    let moments = [a, b].map(|rows| Moments::of(&values(conversations, row, rows)));
    let [own, other] = moments;
    same((own.n, other.n), (n.0 as f64, n.1 as f64), &row.metric)?;
    let (s, t) = (own.variance / own.n, other.variance / other.n);
    let freedom = (s + t).powi(2) / (s.powi(2) / (own.n - 1.0) + t.powi(2) / (other.n - 1.0));
    let half = student_95(freedom) * (s + t).sqrt();
    let difference = own.mean - other.mean;
    let scale = own.mean.abs().max(other.mean.abs()).max(1.0);
    close(interval.0 / scale, (difference - half) / scale, &row.metric)?;
    close(interval.1 / scale, (difference + half) / scale, &row.metric)
}

/// Newcombe's interval from Wilson's two.
fn check_shares(row: &ArmsRow, (from, to): (f64, f64)) -> Checked {
    let share = |answer: &MetricAnswer| {
        let parts = answer.numerator.zip(answer.denominator);
        parts.ok_or(format!("{}: no share", row.metric))
    };
    let ((x, n), (y, m)) = (share(&row.a)?, share(&row.b)?);
    let ([low, high], [down, up]) = (wilson(x, n), wilson(y, m));
    let (p, q) = (x / n, y / m);
    close(from, p - q - (p - low).hypot(up - q), &row.metric)?;
    close(to, p - q + (high - p).hypot(q - down), &row.metric)
}

/// The values that some conversations add to a mean.
fn values(conversations: &Conversations, row: &ArmsRow, rows: &[u32]) -> Vec<f64> {
    if row.metric == "nps" {
        let scores = rows.iter();
        let scores = scores.filter_map(|&at| conversations.facts.rating(at as usize, Survey::Nps));
        let balance = |score: f64| match score {
            9.0.. => 100.0,
            ..=6.0 => -100.0,
            _ => 0.0,
        };
        return scores.map(balance).collect();
    }
    let metric = find(&row.metric).expect("a metric");
    let parts = rows
        .iter()
        .filter_map(|&at| metric.part(conversations, at as usize));
    match row.a.denominator {
        None => parts.flat_map(|part| part.values).collect(),
        Some(_) => parts
            .filter(|part| part.denominator == Some(1.0))
            .filter_map(|part| part.numerator)
            .collect(),
    }
}

/// Mean and variance as they are written in books.
struct Moments {
    n: f64,
    mean: f64,
    variance: f64,
}

impl Moments {
    fn of(values: &[f64]) -> Moments {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Moments {
            n,
            mean,
            variance: squares / (n - 1.0),
        }
    }
}

/// Wilson's interval by its definition: the shares from which the seen one is
/// just as far as chance lets it, found by halving.
fn wilson(some: f64, of: f64) -> [f64; 2] {
    let seen = some / of;
    let near = |share: f64| {
        (seen - share).abs() <= 1.959_963_984_540_054 * (share * (1.0 - share) / of).sqrt()
    };
    [0.0, 1.0].map(|end| {
        let (mut inside, mut outside) = (seen, end);
        for _ in 0..200 {
            let middle = (inside + outside) / 2.0;
            match near(middle) {
                true => inside = middle,
                false => outside = middle,
            }
        }
        if seen == end { end } else { inside }
    })
}
