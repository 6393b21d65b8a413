//! A metric over rows that are told apart by one dimension after another.
//!
//! What each conversation adds is found out once. After that every dimension
//! takes one pass over it, where computing value by value would pick and read
//! the same rows once for each dimension. The results are those of
//! [`compute`](fn@crate::metric::compute), to the last bit.

use crate::base::stats::Summed;
use crate::base::time::SECOND;
use crate::conversation::Facts;
use crate::metric::compute::Scope;
use crate::metric::define::{Compute, Measure, Metric, Values};
use crate::metric::value::Computed;
use crate::metric::which::Which;

/// What the conversations of a scope add to a metric.
pub struct Addends {
    above: Adds,
    below: Option<Adds>,
    /// Of a mean, in how many of what is read its unit is told.
    scale: Option<f64>,
}

/// What is added, each at the place of its conversation among the scope's
/// rows; a conversation may add several times.
struct Adds {
    places: Vec<u32>,
    amounts: Amounts,
}

enum Amounts {
    /// One each.
    Ones,
    Whole(Vec<i64>),
    Points(Vec<f64>),
}

/// What was added up of one value.
#[derive(Clone, Copy, Default)]
struct Sum {
    n: u64,
    whole: i128,
    points: Summed,
}

impl Metric {
    /// What each conversation of a scope adds to it; `None` where it is no sum
    /// of what conversations add, and no share or mean of such sums.
    pub fn addends(&self, scope: &Scope<'_>) -> Option<Addends> {
        let adds = |measure| self.adds(measure, scope);
        let mean = |which, values| self.values_of(which, values, scope);
        Some(match (self.compute, self.scores) {
            (Compute::Number(measure), _) => Addends {
                above: adds(measure)?,
                below: None,
                scale: None,
            },
            (Compute::Quotient(above, below), _) => Addends {
                above: adds(above)?,
                below: Some(adds(below)?),
                scale: None,
            },
            (Compute::Mean(which, values), _) => mean(which, values),
            (Compute::Own(..), Some(&(which, values))) => mean(which, values),
            (Compute::Own(..), None) => return None,
        })
    }

    fn adds(&self, measure: Measure, scope: &Scope<'_>) -> Option<Adds> {
        let facts = &scope.conversations.facts;
        let among = |which| scope.among(self.based(which, scope.conversations));
        Some(match measure {
            Measure::Customers(_) => return None,
            Measure::Count(which) => Adds {
                places: places(scope.rows, &among(which)),
                amounts: Amounts::Ones,
            },
            Measure::Sum(which, number) => {
                let mut adds = Vec::new();
                let rows = among(which);
                let mut places = places(scope.rows, &rows);
                let mut rows = rows.iter();
                places.retain(|_| {
                    let number = rows.next().map_or(0, |&row| number(facts, &[row]));
                    adds.extend((number != 0).then_some(number));
                    number != 0
                });
                Adds {
                    places,
                    amounts: Amounts::Whole(adds),
                }
            }
        })
    }

    fn values_of(&self, which: Which, values: Values, scope: &Scope<'_>) -> Addends {
        let facts = &scope.conversations.facts;
        let rows = scope.among(self.based(which, scope.conversations));
        let places = places(scope.rows, &rows);
        let (places, amounts, scale) = match values {
            Values::Points(push) => {
                let (places, points) = spread(facts, (&places, &rows), push);
                (places, Amounts::Points(points), 1.0)
            }
            Values::Times(push) | Values::Numbers(push) => {
                let (places, whole) = spread(facts, (&places, &rows), push);
                let is_time = matches!(values, Values::Times(_));
                let scale = if is_time { SECOND as f64 } else { 1.0 };
                (places, Amounts::Whole(whole), scale)
            }
        };
        Addends {
            above: Adds { places, amounts },
            below: None,
            scale: Some(scale),
        }
    }
}

/// Where among some ascending rows others of them stand.
fn places(all: &[u32], some: &[u32]) -> Vec<u32> {
    let mut all = (0..).zip(all);
    let place = |row: &u32| all.find(|known| known.1 == row).map(|known| known.0);
    some.iter().filter_map(place).collect()
}

/// The values of some rows, each with its place.
fn spread<T>(
    facts: &Facts,
    (places, rows): (&[u32], &[u32]),
    push: fn(&Facts, &[u32], &mut Vec<T>),
) -> (Vec<u32>, Vec<T>) {
    let (mut at, mut values) = (Vec::new(), Vec::with_capacity(rows.len()));
    for (&place, &row) in places.iter().zip(rows) {
        push(facts, &[row], &mut values);
        at.resize(values.len(), place);
    }
    (at, values)
}

impl Addends {
    /// The metric over the rows of each value, without median and percentile:
    /// `codes` has the value of each row of the scope, in order, each below
    /// `count`.
    pub fn by(&self, codes: &[u32], count: usize) -> Vec<Computed> {
        let above = self.above.by(codes, count).into_iter();
        match (&self.below, self.scale) {
            (Some(below), _) => {
                let below = below.by(codes, count).into_iter();
                let both = above.zip(below);
                both.map(|(above, below)| Computed::quotient(above.total(), below.total()))
                    .collect()
            }
            (None, Some(scale)) => above.map(|sum| sum.mean(scale)).collect(),
            (None, None) => above
                .map(|sum| Computed::number(Some(sum.total())))
                .collect(),
        }
    }
}

impl Adds {
    fn by(&self, codes: &[u32], count: usize) -> Vec<Sum> {
        let mut sums = vec![Sum::default(); count];
        let places = self.places.iter();
        let codes = places.map(|&place| codes[place as usize] as usize);
        match &self.amounts {
            Amounts::Ones => codes.for_each(|code| sums[code].n += 1),
            Amounts::Whole(amounts) => codes.zip(amounts).for_each(|(code, &amount)| {
                sums[code].n += 1;
                sums[code].whole += i128::from(amount);
            }),
            Amounts::Points(amounts) => codes.zip(amounts).for_each(|(code, &amount)| {
                sums[code].n += 1;
                sums[code].points.add(amount);
            }),
        }
        if matches!(self.amounts, Amounts::Ones) {
            sums.iter_mut().for_each(|sum| sum.whole = sum.n.into());
        }
        sums
    }
}

impl Sum {
    fn total(&self) -> f64 {
        // One of both is always 0.
        self.whole as f64 + self.points.total()
    }

    fn mean(&self, scale: f64) -> Computed {
        let mean = (self.n > 0).then(|| self.total() / self.n as f64 / scale);
        Computed::of_n(mean, self.n as usize)
    }
}
