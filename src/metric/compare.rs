//! How a value compares with the previous period's.

use serde::{Deserialize, Serialize, Serializer};

use crate::base::number;
use crate::base::sorted::SortedMap;
use crate::metric::entry::Unit;
use crate::metric::value::{self, ODD, Value};
use crate::settings::Plain;

/// How a value compares with the previous period's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The value of the previous period.
    pub previous: Value,
    /// The difference.
    pub change: Change,
    /// The difference relative to the previous value; never of ratios.
    pub change_relative: Option<RelativeChange>,
}

/// The difference to the previous period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plain", untagged)]
pub enum Change {
    /// There is no value now.
    #[default]
    None,
    /// By how much the value moved; of ratios the difference of fractions.
    By(#[serde(serialize_with = "number::one")] f64),
    /// Per currency of the value.
    Money(SortedMap<String, MoneyChange>),
    /// The literal `"new"`: there is a value, but none before.
    New(NewWord),
}

/// The change of one currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plain", untagged)]
pub enum MoneyChange {
    /// By how much the amount moved.
    By(#[serde(serialize_with = "number::one")] f64),
    /// The currency had no amount before.
    New(NewWord),
}

/// The word `"new"` in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewWord {
    /// Reads `"new"`.
    New,
}

/// As a text in every format, because it is read as a plain value.
impl Serialize for NewWord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("new")
    }
}

/// A relative change: a number, or one per currency (`None` where new, or
/// where the previous amount is 0).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Plain", untagged)]
pub enum RelativeChange {
    /// Of a plain number.
    By(#[serde(serialize_with = "number::one")] f64),
    /// Of money.
    Money(#[serde(serialize_with = "number::option_by_name")] SortedMap<String, Option<f64>>),
}

impl TryFrom<Plain> for Change {
    type Error = &'static str;

    fn try_from(plain: Plain) -> Result<Change, &'static str> {
        match plain {
            Plain::Null => Ok(Change::None),
            Plain::Object(changes) => {
                value::by_currency(changes, MoneyChange::try_from).map(Change::Money)
            }
            plain => Ok(match MoneyChange::try_from(plain)? {
                MoneyChange::By(by) => Change::By(by),
                MoneyChange::New(word) => Change::New(word),
            }),
        }
    }
}

impl TryFrom<Plain> for MoneyChange {
    type Error = &'static str;

    fn try_from(plain: Plain) -> Result<MoneyChange, &'static str> {
        match plain {
            Plain::Number(by) => Ok(MoneyChange::By(by)),
            Plain::Text(word) if word == "new" => Ok(MoneyChange::New(NewWord::New)),
            _ => Err(ODD),
        }
    }
}

impl TryFrom<Plain> for RelativeChange {
    type Error = &'static str;

    fn try_from(plain: Plain) -> Result<RelativeChange, &'static str> {
        match plain {
            Plain::Number(by) => Ok(RelativeChange::By(by)),
            Plain::Object(changes) => value::by_currency(changes, |change| match change {
                Plain::Null => Ok(None),
                Plain::Number(by) => Ok(Some(by)),
                _ => Err(ODD),
            })
            .map(RelativeChange::Money),
            _ => Err(ODD),
        }
    }
}

/// Compares a value with that of the previous period; `previous` is `None`
/// when the history does not reach back before the period.
pub fn compare(unit: Unit, current: &Value, previous: Option<&Value>) -> Comparison {
    let previous = previous.cloned().unwrap_or_default();
    let (change, change_relative) = match (current, &previous) {
        (Value::None, _) => (Change::None, None),
        (Value::Number(now), Value::Number(before)) => {
            let relative = match unit {
                Unit::Ratio => None,
                _ => relative(*now, *before).map(RelativeChange::By),
            };
            (Change::By(now - before), relative)
        }
        (Value::Money(now), Value::Money(before)) => by_currency(now, before),
        _ => (Change::New(NewWord::New), None),
    };
    Comparison {
        previous,
        change,
        change_relative,
    }
}

fn by_currency(
    now: &SortedMap<String, f64>,
    before: &SortedMap<String, f64>,
) -> (Change, Option<RelativeChange>) {
    let (mut changes, mut relatives) = (SortedMap::default(), SortedMap::default());
    for (currency, &amount) in now.iter() {
        let before = before.get(currency).copied();
        let change = match before {
            Some(before) => MoneyChange::By(amount - before),
            None => MoneyChange::New(NewWord::New),
        };
        changes.insert(currency.clone(), change);
        let relative = before.and_then(|before| relative(amount, before));
        relatives.insert(currency.clone(), relative);
    }
    (
        Change::Money(changes),
        Some(RelativeChange::Money(relatives)),
    )
}

fn relative(now: f64, before: f64) -> Option<f64> {
    (before != 0.0).then(|| (now - before) / before.abs())
}

#[cfg(test)]
mod tests {
    use crate::base::sorted::SortedMap;
    use crate::base::wire;

    use super::{Change, Comparison, MoneyChange, NewWord, RelativeChange, compare};
    use crate::metric::entry::Unit;
    use crate::metric::value::Value;

    fn money(amounts: &[(&str, f64)]) -> Value {
        let amounts = amounts
            .iter()
            .map(|&(name, amount)| (name.to_owned(), amount));
        Value::Money(amounts.collect())
    }

    #[test]
    fn tells_new_from_nothing() {
        let (two, none) = (Value::Number(2.0), Value::None);
        let new = Change::New(NewWord::New);
        assert_eq!(compare(Unit::Count, &two, None).change, new);
        assert_eq!(compare(Unit::Count, &two, Some(&none)).change, new);
        assert_eq!(compare(Unit::Count, &none, Some(&two)).change, Change::None);
        assert_eq!(compare(Unit::Money, &money(&[]), None).change, new);
    }

    #[test]
    fn changes_cross_to_the_page_as_they_are() {
        let new = MoneyChange::New(NewWord::New);
        let money = [("EUR", MoneyChange::By(0.0)), ("SEK", new)];
        let named = |(name, change): (&str, MoneyChange)| (name.to_owned(), change);
        for change in [
            Change::None,
            Change::By(0.0),
            Change::New(NewWord::New),
            Change::Money(SortedMap::from(money.map(named))),
        ] {
            let bytes = wire::to_bytes(&change);
            let read: Change = wire::from_bytes(&bytes).expect("a change");
            assert_eq!(read, change);
        }
    }

    #[test]
    fn ratios_have_no_relative_change() {
        let (now, before) = (Value::Number(1.0), Value::Number(-0.5));
        let relative = |unit| compare(unit, &now, Some(&before)).change_relative;
        assert_eq!(relative(Unit::Ratio), None);
        assert_eq!(relative(Unit::Seconds), Some(RelativeChange::By(3.0)));
        let zero = Value::Number(0.0);
        let comparison = compare(Unit::Count, &now, Some(&zero));
        assert_eq!(comparison.change, Change::By(1.0));
        assert_eq!(comparison.change_relative, None);
    }

    #[test]
    fn money_is_compared_by_currency() {
        let now = money(&[("EUR", 30.0), ("SEK", 1.0), ("USD", 5.0)]);
        let before = money(&[("DKK", 9.0), ("EUR", 20.0), ("SEK", 0.0)]);
        let Comparison {
            change,
            change_relative,
            ..
        } = compare(Unit::Money, &now, Some(&before));
        let changes = [
            ("EUR", MoneyChange::By(10.0)),
            ("SEK", MoneyChange::By(1.0)),
            ("USD", MoneyChange::New(NewWord::New)),
        ];
        let named = |(name, change): (&str, MoneyChange)| (name.to_owned(), change);
        assert_eq!(change, Change::Money(SortedMap::from(changes.map(named))));
        let relatives = [("EUR", Some(0.5)), ("SEK", None), ("USD", None)];
        let named = |(name, change): (&str, Option<f64>)| (name.to_owned(), change);
        let relatives = SortedMap::from(relatives.map(named));
        assert_eq!(change_relative, Some(RelativeChange::Money(relatives)));
    }
}
