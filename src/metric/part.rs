//! What one conversation adds to a metric, and why.

use std::rc::Rc;

use crate::base::time::SECOND;
use crate::conversation::{Conversations, Facts};
use crate::metric::compute::Scope;
use crate::metric::condition::Condition;
use crate::metric::define::{Compute, Counted, Measure, Metric, Rows, Values};
use crate::metric::sheet::Picked;
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
        Some(match self.compute {
            Compute::Number(measure) | Compute::Quotient(measure, _) => {
                self.measuring(measure, scope).len() as u64
            }
            Compute::Own(Rows::Of(which) | Rows::Share(which, _), _) => {
                scope.count(self.based(which, scope.conversations))
            }
            _ => self.rows_below(scope)?.len() as u64,
        })
    }

    /// How many count below the line.
    pub fn counted_below(&self, scope: &Scope<'_>) -> Option<u64> {
        Some(self.rows_below(scope)?.len() as u64)
    }

    /// How many count below the line and not above it.
    pub fn lacking(&self, scope: &Scope<'_>) -> Option<u64> {
        let below = self.rows_below(scope)?;
        let lacks = |row: &&u32| {
            let counts = self.counts(scope.conversations, **row as usize);
            counts.is_some_and(|counts| !counts.numerator)
        };
        Some(below.iter().filter(lacks).count() as u64)
    }

    /// The conversations that count below the line, or at all.
    fn rows_below<'s>(&self, scope: &Scope<'s>) -> Option<Picked<'s>> {
        let among = |which| scope.among(self.based(which, scope.conversations));
        Some(match self.compute {
            Compute::Number(measure) | Compute::Quotient(_, measure) => {
                self.measuring(measure, scope)
            }
            Compute::Mean(which, values) => {
                let having = values.having(&scope.conversations.facts, &among(which));
                Picked::Some(Rc::new(having))
            }
            Compute::Own(Rows::Apart, _) => return None,
            Compute::Own(Rows::Of(which) | Rows::Share(_, which), _) => among(which),
        })
    }

    /// The conversations that something is measured of.
    fn measuring<'s>(&self, measure: Measure, scope: &Scope<'s>) -> Picked<'s> {
        let facts = &scope.conversations.facts;
        let rows = scope.among(self.based(measure.which(), scope.conversations));
        let Measure::Sum(_, number) = measure else {
            return rows;
        };
        let mut some = Vec::new();
        // Where many have none, most are seen to have none together.
        for rows in rows.chunks(AT_ONCE) {
            if number(facts, rows) > 0 {
                some.extend(rows.iter().filter(|&&row| number(facts, &[row]) > 0));
            }
        }
        Picked::Some(Rc::new(some))
    }
}

/// So many conversations are looked at together.
const AT_ONCE: usize = 16;

impl Values {
    /// Those of some conversations that have any.
    fn having(self, facts: &Facts, rows: &[u32]) -> Vec<u32> {
        let (mut points, mut whole) = (Vec::new(), Vec::new());
        let mut having = Vec::new();
        for &row in rows {
            let before = points.len() + whole.len();
            match self {
                Values::Points(push) => push(facts, &[row], &mut points),
                Values::Times(push) | Values::Numbers(push) => push(facts, &[row], &mut whole),
            }
            if points.len() + whole.len() > before {
                having.push(row);
            }
        }
        having
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
