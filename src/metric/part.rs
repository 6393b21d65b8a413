//! What one conversation adds to a metric, and why.

use crate::base::time::SECOND;
use crate::conversation::{Conversations, Facts};
use crate::metric::compute::Scope;
use crate::metric::condition::Condition;
use crate::metric::define::{Compute, Counted, Measure, Metric, Rows, Values};
use crate::metric::which::Which;

/// What one conversation adds to a metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Whether it counts, above and below the line.
    pub counted: Counted,
    /// Whether the metric has a line: is something out of something.
    pub is_quotient: bool,
    /// Whether it counts things within conversations, not conversations.
    pub counts_things: bool,
    /// What it adds above the line, or to a number; `None` where the metric
    /// is no sum over conversations.
    pub numerator: Option<f64>,
    /// What it adds below the line.
    pub denominator: Option<f64>,
    /// The values it adds to a mean, in the metric's unit.
    pub values: Vec<f64>,
    /// The conditions for being counted above the line, or at all.
    pub conditions: Vec<Condition>,
    /// Those for being counted below the line.
    pub base: Vec<Condition>,
}

impl Metric {
    /// What one conversation adds to the metric; `None` where the metric is
    /// not made of conversations.
    pub fn part(&self, conversations: &Conversations, row: usize) -> Option<Part> {
        let mut part = Part {
            counted: self.counts(conversations, row)?,
            is_quotient: false,
            counts_things: self.counts_things(),
            numerator: None,
            denominator: None,
            values: Vec::new(),
            conditions: Vec::new(),
            base: Vec::new(),
        };
        let conditions = |which| {
            let which: Which = self.based(which, conversations);
            which.conditions(conversations, row)
        };
        let amount = |measure| Some(self.amount(measure, conversations, row));
        match self.compute {
            Compute::Number(measure) => {
                part.numerator = amount(measure);
                part.conditions = conditions(measure.which());
            }
            Compute::Quotient(above, below) => {
                part.is_quotient = true;
                (part.numerator, part.denominator) = (amount(above), amount(below));
                part.conditions = conditions(above.which());
                part.base = conditions(below.which());
            }
            Compute::Mean(which, values) => {
                if part.counted.numerator {
                    part.values = values.of(&conversations.facts, row);
                }
                part.conditions = conditions(which);
            }
            Compute::Own(Rows::Apart, _) => return None,
            Compute::Own(Rows::Of(which), _) => part.conditions = conditions(which),
            Compute::Own(Rows::Share(above, below), _) => {
                part.is_quotient = true;
                part.conditions = conditions(above);
                part.base = conditions(below);
            }
        }
        Some(part)
    }

    fn counts_things(&self) -> bool {
        match self.compute {
            Compute::Number(measure) | Compute::Quotient(measure, _) => {
                matches!(measure, Measure::Sum(..))
            }
            Compute::Mean(..) => true,
            Compute::Own(..) => false,
        }
    }

    fn amount(&self, measure: Measure, conversations: &Conversations, row: usize) -> f64 {
        let which = self.based(measure.which(), conversations);
        match measure {
            _ if !which.holds(conversations, row) => 0.0,
            Measure::Sum(_, number) => number(&conversations.facts, &[row as u32]) as f64,
            Measure::Count(_) | Measure::Customers(_) => 1.0,
        }
    }
}

impl Measure {
    fn which(self) -> Which {
        match self {
            Measure::Count(which) | Measure::Sum(which, _) | Measure::Customers(which) => which,
        }
    }
}

impl Metric {
    /// How many conversations of a scope count above the line, each once, as
    /// [`Metric::counts`] says it of one; `None` where it is not made of
    /// conversations.
    pub fn counted(&self, scope: &Scope<'_>) -> Option<u64> {
        let conversations = scope.conversations;
        let facts = &conversations.facts;
        let based = |which| self.based(which, conversations);
        Some(match self.compute {
            Compute::Number(measure) | Compute::Quotient(measure, _) => match measure {
                Measure::Count(which) | Measure::Customers(which) => scope.count(based(which)),
                Measure::Sum(which, number) => {
                    let rows = scope.among(based(which));
                    let some = rows.iter().filter(|&&row| number(facts, &[row]) > 0);
                    some.count() as u64
                }
            },
            Compute::Mean(which, values) => values.having(facts, &scope.among(based(which))) as u64,
            Compute::Own(Rows::Apart, _) => return None,
            Compute::Own(Rows::Of(which) | Rows::Share(which, _), _) => scope.count(based(which)),
        })
    }
}

impl Values {
    /// How many of some conversations have any.
    fn having(self, facts: &Facts, rows: &[u32]) -> usize {
        let (mut points, mut whole) = (Vec::new(), Vec::new());
        let has = |row: &&u32| {
            points.clear();
            whole.clear();
            match self {
                Values::Points(push) => push(facts, &[**row], &mut points),
                Values::Times(push) | Values::Numbers(push) => push(facts, &[**row], &mut whole),
            }
            !points.is_empty() || !whole.is_empty()
        };
        rows.iter().filter(has).count()
    }

    /// The values of one conversation, in the metric's unit.
    pub(crate) fn of(self, facts: &Facts, row: usize) -> Vec<f64> {
        self.of_all(facts, &[row as u32])
    }

    /// The values of some conversations, in the metric's unit.
    pub(crate) fn of_all(self, facts: &Facts, rows: &[u32]) -> Vec<f64> {
        let (mut points, mut whole) = (Vec::new(), Vec::new());
        match self {
            Values::Points(push) => push(facts, rows, &mut points),
            Values::Times(push) | Values::Numbers(push) => push(facts, rows, &mut whole),
        }
        let scale = match self {
            Values::Times(_) => SECOND as f64,
            _ => 1.0,
        };
        points.extend(whole.into_iter().map(|value| value as f64 / scale));
        points
    }
}
