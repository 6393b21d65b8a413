//! How sure a metric is: what its value is made of, so that the difference of
//! two can be told with an interval.
//!
//! Only worked out when two values are compared; a board pays nothing for it.

use serde::{Deserialize, Serialize};

use crate::base::interval::{Evidence, Moments, Share};
use crate::metric::compute::Scope;
use crate::metric::define::{Compute, Measure, Metric, Rows, Values};
use crate::metric::entry::Unit;
use crate::metric::value::Computed;
use crate::metric::which::Which;

/// Fewer than these in an arm say too little.
pub const ENOUGH: u64 = 30;

/// What the value of a metric is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spread {
    /// Some conversations out of many.
    Share(Share),
    /// A mean of values, each taken as one of its own, also where a
    /// conversation has several; `None` of nothing.
    Mean(Option<Moments>),
    /// Something for which no interval is defined.
    Untold(Untold),
}

/// Why a difference is told without an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Untold {
    /// It is a number of things, not a share and not a mean.
    Total,
    /// It is made of customers, who may be in both arms.
    Customers,
    /// It counts things within conversations, which do not stand alone.
    Things,
    /// It is money.
    Money,
    /// It is made of several other numbers.
    Made,
    /// It is not made of conversations.
    Apart,
    /// The two arms have conversations in common.
    Overlap,
    /// An arm has no value, too few of them, or nothing varies.
    Undefined,
}

impl Spread {
    /// How many stand behind it, where that is known.
    pub fn n(&self) -> Option<u64> {
        match self {
            Spread::Share(share) => Some(share.of),
            Spread::Mean(moments) => Some(moments.map_or(0, |moments| moments.n)),
            Spread::Untold(_) => None,
        }
    }

    /// What is known of its difference to `other`, this one less that one.
    ///
    /// # Errors
    ///
    /// Why there is nothing to be known.
    pub fn less(&self, other: &Spread) -> Result<Evidence, Untold> {
        let evidence = match (self, other) {
            (Spread::Untold(why), _) | (_, Spread::Untold(why)) => return Err(*why),
            (Spread::Share(own), Spread::Share(other)) => own.less(*other),
            (Spread::Mean(Some(own)), Spread::Mean(Some(other))) => own.less(*other),
            _ => None,
        };
        evidence.ok_or(Untold::Undefined)
    }
}

impl Metric {
    /// What its value over a scope is made of; `computed` is that value.
    pub fn spread(&self, scope: &Scope<'_>, computed: &Computed) -> Spread {
        let mean = |which, values| Spread::Mean(self.moments(scope, which, values));
        match self.compute {
            Compute::Number(_) => Spread::Untold(Untold::Total),
            Compute::Quotient(Measure::Count(_), Measure::Count(_)) => share(computed),
            Compute::Quotient(Measure::Sum(above, number), Measure::Count(below))
                if above == below =>
            {
                let rows = scope.among(self.based(below, scope.conversations));
                let facts = &scope.conversations.facts;
                let numbers = rows.iter().map(|&row| number(facts, &[row]) as f64);
                Spread::Mean(Moments::of(&numbers.collect::<Vec<f64>>()))
            }
            Compute::Quotient(above, below) => {
                let customers = |measure| matches!(measure, Measure::Customers(_));
                Spread::Untold(match customers(above) || customers(below) {
                    true => Untold::Customers,
                    false => Untold::Things,
                })
            }
            Compute::Mean(which, values) => mean(which, values),
            Compute::Own(rows, _) => match (self.scores, self.about.unit, rows) {
                (Some(&(which, values)), ..) => mean(which, values),
                (_, Unit::Money, _) => Spread::Untold(Untold::Money),
                (_, _, Rows::Apart) => Spread::Untold(Untold::Apart),
                _ => Spread::Untold(Untold::Made),
            },
        }
    }

    fn moments(&self, scope: &Scope<'_>, which: Which, values: Values) -> Option<Moments> {
        let rows = scope.among(self.based(which, scope.conversations));
        Moments::of(&values.of_all(&scope.conversations.facts, &rows))
    }
}

/// A quotient of conversations as a share. Those above the line are among
/// those below it, in every metric of the catalogue.
fn share(computed: &Computed) -> Spread {
    let whole = |number: Option<f64>| number.unwrap_or_default() as u64;
    let (some, of) = (whole(computed.numerator), whole(computed.denominator));
    match some <= of {
        true => Spread::Share(Share { some, of }),
        false => Spread::Untold(Untold::Made),
    }
}
