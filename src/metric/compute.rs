//! Folds a metric over the selected rows.

use std::ops::Deref;

use crate::base::bitset::BitSet;
use crate::base::stats::{Sample, around, mean, sample};
use crate::base::time::{Millis, SECOND};
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Facts};
use crate::filter::OwnSelection;
use crate::metric::define::{Compute, Measure, Metric, Values, Window, window_passed};
use crate::metric::sheet::Sheet;
use crate::metric::value::{Computed, Value};

/// What a metric is computed over: a period, one bucket or one row of a
/// breakdown.
pub struct Scope<'a> {
    /// All conversations.
    pub conversations: &'a Conversations,
    /// The selected rows, ascending.
    pub rows: &'a [u32],
    /// The instants covered, the end excluded.
    pub span: (Millis, Millis),
    /// How many days that is: of a period or bucket its dates, of an hour
    /// 1/24, of a row in a breakdown the whole period's.
    pub days: f64,
    /// The rows that pass the filters, whatever the period.
    pub passing: &'a BitSet,
    /// What passes of that which counts by its own time; in a breakdown of
    /// the row. Most metrics never ask, so it need not be known yet.
    pub own: &'a dyn Deref<Target = OwnSelection>,
    /// What was found out about it already.
    pub sheet: Sheet,
}

/// The value of a metric with what stands behind it.
pub fn compute(metric: &Metric, scope: &Scope<'_>) -> Computed {
    let total = |measure| total(metric, measure, scope);
    let computed = match metric.compute {
        Compute::Number(measure) => Computed::number(Some(total(measure))),
        Compute::Quotient(above, below) => Computed::quotient(total(above), total(below)),
        Compute::Mean(which, values) => {
            let rows = scope.among(metric.based(which, scope.conversations));
            Computed::mean(values.sample(&scope.conversations.facts, &rows))
        }
        Compute::Own(_, fold) => fold(scope),
    };
    Computed {
        provisional: metric.window.is_some_and(|window| scope.runs(window)),
        ..computed
    }
}

/// The value of a metric alone: of a mean nothing has to be put in order.
pub fn value_of(metric: &Metric, scope: &Scope<'_>) -> Value {
    match metric.compute {
        Compute::Mean(which, values) => {
            let rows = scope.among(metric.based(which, scope.conversations));
            Computed::number(values.mean(&scope.conversations.facts, &rows)).value
        }
        _ => compute(metric, scope).value,
    }
}

fn total(metric: &Metric, measure: Measure, scope: &Scope<'_>) -> f64 {
    let conversations = scope.conversations;
    let based = |which| metric.based(which, conversations);
    match measure {
        Measure::Count(which) => scope.count(based(which)) as f64,
        Measure::Sum(which, sum) => sum(&conversations.facts, &scope.among(based(which))) as f64,
        Measure::Customers(which) => {
            let rows = scope.among(based(which));
            customers(conversations, &rows).count() as f64
        }
    }
}

/// The codes of the customers of some rows.
pub(crate) fn customers(conversations: &Conversations, rows: &[u32]) -> BitSet {
    // Every customer has a conversation, so that there are no more of them.
    let mut customers = BitSet::empty(conversations.facts.len());
    let codes = &conversations.facts.customers;
    for customer in rows.iter().filter_map(|&row| codes.get(row as usize)) {
        customers.insert(customer as usize);
    }
    customers
}

impl Scope<'_> {
    /// Whether a window of one of the rows still runs at `as_of`.
    fn runs(&self, window: Window) -> bool {
        let conversations = self.conversations;
        let closes = conversations.settings.auto_close_hours.is_some();
        let open = |row| closes && !conversations.facts.has(row, is::CLOSED);
        // The latest are the likeliest.
        let mut rows = self.rows.iter().rev().map(|&row| row as usize);
        match window {
            Window::Close => rows.any(open),
            Window::Contact => rows.any(|row| open(row) || !window_passed(conversations, row)),
        }
    }
}

impl Values {
    /// The values of some rows, taken together.
    pub(crate) fn sample(self, facts: &Facts, rows: &[u32]) -> Option<Sample> {
        match self.written(facts, rows) {
            Written::Whole(mut values, scale) => whole_sample(&mut values, scale),
            Written::Parts(values) => sample(&values),
        }
    }

    /// Their mean.
    fn mean(self, facts: &Facts, rows: &[u32]) -> Option<f64> {
        match self.written(facts, rows) {
            Written::Whole(values, scale) => whole_mean(values.into_iter(), scale),
            Written::Parts(values) => mean(&values),
        }
    }

    fn written(self, facts: &Facts, rows: &[u32]) -> Written {
        match self {
            Values::Times(push) | Values::Numbers(push) => {
                let mut values = Vec::with_capacity(rows.len());
                push(facts, rows, &mut values);
                let is_time = matches!(self, Values::Times(_));
                Written::Whole(values, if is_time { SECOND as f64 } else { 1.0 })
            }
            Values::Points(push) => {
                let mut points = Vec::with_capacity(rows.len());
                push(facts, rows, &mut points);
                Written::Parts(points)
            }
        }
    }
}

/// The values of some rows.
enum Written {
    /// Whole numbers, each told in units of a scale.
    Whole(Vec<i64>, f64),
    /// Any numbers.
    Parts(Vec<f64>),
}

/// The sample of whole numbers, each told in units of `scale`. Sums are
/// exact, and whole numbers are faster to put in order.
pub(crate) fn whole_sample(values: &mut [i64], scale: f64) -> Option<Sample> {
    let n = values.len();
    let mean = whole_mean(values.iter().copied(), scale)?;
    let median = whole_quantile(values, 0.5);
    // The larger half lies behind the median now.
    let (rank, middle) = (0.9 * (n - 1) as f64, (n - 1) / 2);
    let p90 = whole_at(&mut values[middle..], rank - middle as f64);
    Some(Sample {
        mean,
        median: median? / scale,
        p90: p90? / scale,
        n,
    })
}

/// The mean of whole numbers, told in units of `scale`.
pub(crate) fn whole_mean(values: impl Iterator<Item = i64>, scale: f64) -> Option<f64> {
    let (sum, n) = values.fold((0_i128, 0_u64), |(sum, n), value| {
        (sum + i128::from(value), n + 1)
    });
    (n > 0).then(|| sum as f64 / n as f64 / scale)
}

/// The `q`-quantile, linearly between closest ranks; the values change
/// places.
pub(crate) fn whole_quantile(values: &mut [i64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    whole_at(values, q * last as f64)
}

/// The value at a rank from 0.
fn whole_at(values: &mut [i64], rank: f64) -> Option<f64> {
    let (low, high, part) = around(values, rank)?;
    Some(low as f64 + part * (high - low) as f64)
}

#[cfg(test)]
mod tests {
    use super::whole_sample;
    use crate::base::stats::sample;

    #[test]
    fn whole_numbers_are_summed_up_exactly() {
        let mut times = [22_000, 0, 120_000];
        let three = whole_sample(&mut times, 1_000.0).unwrap();
        assert!((three.mean - 142.0 / 3.0).abs() < 1e-12);
        assert!((three.p90 - 100.4).abs() < 1e-12);
        assert_eq!((three.median, three.n), (22.0, 3));
        assert_eq!(whole_sample(&mut [], 1.0), None);
        for n in 1..50 {
            let mut whole: Vec<i64> = (0..n).map(|value| value * 7 % 50).collect();
            let parts: Vec<f64> = whole.iter().map(|&value| value as f64).collect();
            let (whole, parts) = (whole_sample(&mut whole, 1.0), sample(&parts));
            let [whole, parts] = [whole, parts].map(Option::unwrap);
            assert_eq!((whole.n, whole.median), (parts.n, parts.median));
            assert!((whole.p90 - parts.p90).abs() < 1e-9);
        }
    }
}
