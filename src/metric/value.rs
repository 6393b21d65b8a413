//! What a metric comes to.

use serde::{Deserialize, Serialize};

use crate::base::number;
use crate::base::order;
use crate::base::sorted::SortedMap;
use crate::base::stats::Sample;
use crate::settings::Plain;

/// What a metric came to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plain", untagged)]
pub enum Value {
    /// Undefined: nothing to divide by, nothing to average.
    #[default]
    None,
    /// A number in the metric's unit, unrounded.
    Number(#[serde(serialize_with = "number::one")] f64),
    /// One amount per currency; empty where there was no money.
    Money(#[serde(serialize_with = "number::by_name")] SortedMap<String, f64>),
}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::None | Value::Money(_) => None,
        }
    }

    /// Of money the currency that is shown where there is room for one, with
    /// its amount: the data's `main` one, else the first by name. Amounts of
    /// unlike currencies cannot be compared.
    pub fn shown_amount(&self, main: Option<&str>) -> Option<(&str, f64)> {
        let Value::Money(amounts) = self else {
            return None;
        };
        let main = main.and_then(|main| amounts.get_key_value(main));
        let shown = main.or_else(|| amounts.iter().next());
        shown.map(|(currency, amount)| (currency.as_str(), *amount))
    }
}

impl TryFrom<Plain> for Value {
    type Error = &'static str;

    fn try_from(plain: Plain) -> Result<Value, &'static str> {
        match plain {
            Plain::Null => Ok(Value::None),
            Plain::Number(number) => Ok(Value::Number(number)),
            Plain::Object(amounts) => by_currency(amounts, |amount| match amount {
                Plain::Number(amount) => Ok(amount),
                _ => Err(ODD),
            })
            .map(Value::Money),
            _ => Err(ODD),
        }
    }
}

/// Said of a value that is none of those that documents hold.
pub(crate) const ODD: &str = "not a value of a report";

/// Reads what is written by currency.
pub(crate) fn by_currency<T>(
    amounts: Vec<(String, Plain)>,
    read: impl Fn(Plain) -> Result<T, &'static str>,
) -> Result<SortedMap<String, T>, &'static str> {
    let read = |(currency, amount)| Ok((currency, read(amount)?));
    let amounts: Result<Vec<_>, _> = amounts.into_iter().map(read).collect();
    amounts.map(order::named)
}

/// A value with what stands behind it. Fields that do not apply to the
/// metric, and those without a value, are `None`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Computed {
    /// In the metric's unit.
    pub value: Value,
    /// What was counted, of quotients.
    pub numerator: Option<f64>,
    /// Out of what, of quotients.
    pub denominator: Option<f64>,
    /// How many values stand behind a mean, nps or correlation.
    pub n: Option<u64>,
    /// The median of those values.
    pub median: Option<f64>,
    /// Their 90th percentile.
    pub p90: Option<f64>,
    /// Whether windows that decide it were still running at `as_of`.
    pub provisional: bool,
}

impl Computed {
    /// A plain number, or none.
    pub(crate) fn number(value: Option<f64>) -> Computed {
        Computed {
            value: value.map_or(Value::None, Value::Number),
            ..Computed::default()
        }
    }

    /// Amounts per currency, or nothing.
    pub(crate) fn money(amounts: Option<SortedMap<String, f64>>) -> Computed {
        Computed {
            value: amounts.map_or(Value::None, Value::Money),
            ..Computed::default()
        }
    }

    /// `numerator ÷ denominator`, nothing when the latter is 0.
    pub(crate) fn quotient(numerator: f64, denominator: f64) -> Computed {
        let value = (denominator != 0.0).then(|| numerator / denominator);
        Computed {
            numerator: Some(numerator),
            denominator: Some(denominator),
            ..Computed::number(value)
        }
    }

    /// A mean with what goes with it.
    pub(crate) fn mean(sample: Option<Sample>) -> Computed {
        Computed {
            n: Some(sample.map_or(0, |sample| sample.n as u64)),
            median: sample.map(|sample| sample.median),
            p90: sample.map(|sample| sample.p90),
            ..Computed::number(sample.map(|sample| sample.mean))
        }
    }

    /// Something made of `n` values.
    pub(crate) fn of_n(value: Option<f64>, n: usize) -> Computed {
        Computed {
            n: Some(n as u64),
            ..Computed::number(value)
        }
    }
}
