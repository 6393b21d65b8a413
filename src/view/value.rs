//! A metric's value and change as words, by its unit.

use std::collections::BTreeMap;

use crate::metric::entry::Unit;
use crate::report::answer::{Change, MetricAnswer, MoneyChange, RelativeChange, Value};
use crate::view::format::{self, Quantity};
use crate::view::locale::{Locale, NARROW};

/// Which way a value went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// No different, as far as it is shown; or nothing to compare with.
    Flat,
}

/// A change as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeText {
    /// Which way the arrow points.
    pub trend: Trend,
    /// `+1.9 pp`, `−0:11`, `new`.
    pub text: String,
}

/// A value in the metric's unit; `–` where it is undefined, never 0. `short`
/// cuts large numbers to thousands or millions.
pub fn quantity(value: &Value, unit: Unit, short: bool, locale: &Locale) -> Quantity {
    match value {
        Value::None => Quantity::bare(locale.text().undefined.to_owned()),
        Value::Number(number) => in_unit(*number, unit, short, locale),
        Value::Money(amounts) => match largest(amounts) {
            Some((currency, amount)) if short => {
                format::with_currency(format::compact(amount, locale), currency, locale)
            }
            Some((currency, amount)) => format::money(amount, currency, locale),
            // No orders: no money, in whatever currency.
            None => Quantity::bare("0".to_owned()),
        },
    }
}

/// The currency with the largest amount.
pub fn largest(amounts: &BTreeMap<String, f64>) -> Option<(&str, f64)> {
    amounts
        .iter()
        .max_by(|one, other| one.1.total_cmp(other.1))
        .map(|(currency, amount)| (currency.as_str(), *amount))
}

/// How the value changed; `None` where nothing is compared or there is no
/// value.
pub fn change(answer: &MetricAnswer, unit: Unit, locale: &Locale) -> Option<ChangeText> {
    let comparison = answer.comparison.as_ref()?;
    match &comparison.change {
        Change::None => None,
        Change::New(_) => Some(new(locale)),
        Change::By(by) => Some(match (&comparison.change_relative, unit) {
            (Some(RelativeChange::By(relative)), Unit::Count | Unit::Messages) => {
                relative_text(*relative, locale)
            }
            _ => absolute_text(*by, unit, locale),
        }),
        Change::Money(changes) => {
            let Value::Money(amounts) = &answer.value else {
                return None;
            };
            let (currency, _) = largest(amounts)?;
            let relative = match &comparison.change_relative {
                Some(RelativeChange::Money(by_currency)) => by_currency.get(currency).copied(),
                _ => None,
            };
            Some(match (changes.get(currency)?, relative.flatten()) {
                (MoneyChange::New(_), _) => new(locale),
                (MoneyChange::By(_), Some(relative)) => relative_text(relative, locale),
                (MoneyChange::By(by), None) => {
                    signed(format::money(by.abs(), currency, locale).joined(), *by)
                }
            })
        }
    }
}

fn new(locale: &Locale) -> ChangeText {
    ChangeText {
        trend: Trend::Flat,
        text: locale.text().new.to_owned(),
    }
}

fn relative_text(relative: f64, locale: &Locale) -> ChangeText {
    let size = relative.abs();
    let quantity = if size < 100.0 {
        format::percent(size, usize::from(size < 10.0), locale)
    } else {
        Quantity {
            number: format::compact(size * 100.0, locale),
            unit: "%".to_owned(),
        }
    };
    signed(quantity.joined(), relative)
}

fn absolute_text(by: f64, unit: Unit, locale: &Locale) -> ChangeText {
    let size = match unit {
        Unit::Ratio => {
            let points = format::number(by.abs() * 100.0, 1, locale);
            format!("{points}{NARROW}{}", locale.text().points)
        }
        _ => in_unit(by.abs(), unit, false, locale).joined(),
    };
    signed(size, by)
}

/// Puts the sign in front, unless what is shown is nothing.
fn signed(size: String, by: f64) -> ChangeText {
    let nothing = !size.chars().any(|character| matches!(character, '1'..='9'));
    let (trend, sign) = match by {
        _ if nothing => (Trend::Flat, ""),
        by if by > 0.0 => (Trend::Up, "+"),
        _ => (Trend::Down, "−"),
    };
    ChangeText {
        trend,
        text: format!("{sign}{size}"),
    }
}

/// A number in a unit.
pub fn in_unit(number: f64, unit: Unit, short: bool, locale: &Locale) -> Quantity {
    if !number.is_finite() {
        return Quantity::bare(locale.text().undefined.to_owned());
    }
    match unit {
        Unit::Ratio => format::percent(number, 1, locale),
        Unit::Seconds => Quantity::bare(format::duration(number, locale)),
        Unit::Hours => Quantity {
            number: format::plain(number, locale),
            unit: locale.text().hours.to_owned(),
        },
        Unit::Correlation => Quantity::bare(format::number(number, 2, locale)),
        Unit::Count | Unit::Messages | Unit::Score | Unit::Money if short => {
            Quantity::bare(format::compact(number, locale))
        }
        Unit::Count | Unit::Messages | Unit::Score | Unit::Money => {
            Quantity::bare(format::plain(number, locale))
        }
    }
}
