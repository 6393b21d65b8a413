//! A metric's value and change as words, by its unit.

use crate::metric::entry::Unit;
use crate::report::answer::{Change, MetricAnswer, MoneyChange, RelativeChange, Value};
use crate::view::format::{self, Quantity};
use crate::view::locale::{Locale, NARROW};
use crate::view::scene::Scene;

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
pub fn quantity(value: &Value, unit: Unit, short: bool, scene: &Scene<'_>) -> Quantity {
    let locale = scene.locale;
    match value {
        Value::None => Quantity::bare(locale.text().undefined.to_owned()),
        Value::Number(number) => in_unit(*number, unit, short, locale),
        Value::Money(_) => match main(value, scene) {
            Some((currency, amount)) if short => {
                format::with_currency(format::compact(amount, locale), currency, locale)
            }
            Some((currency, amount)) => format::money(amount, currency, locale),
            // No orders: no money, in whatever currency.
            None => Quantity::bare("0".to_owned()),
        },
    }
}

/// The currency that is shown first, with its amount.
pub fn main<'a>(value: &'a Value, scene: &Scene<'_>) -> Option<(&'a str, f64)> {
    value.shown_amount(scene.context.currency.as_deref())
}

/// How the value changed; `None` where nothing is compared or there is no
/// value.
pub fn change(answer: &MetricAnswer, unit: Unit, scene: &Scene<'_>) -> Option<ChangeText> {
    let locale = scene.locale;
    match answer.change.as_ref()? {
        Change::None => None,
        Change::New(_) => Some(new(locale)),
        Change::By(by) => Some(match (&answer.change_relative, unit) {
            (Some(RelativeChange::By(relative)), Unit::Count | Unit::Messages) => {
                relative_text(*relative, locale)
            }
            _ => absolute_text(*by, unit, locale),
        }),
        Change::Money(changes) => {
            let (currency, _) = main(&answer.value, scene)?;
            let relative = match &answer.change_relative {
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

/// A difference with its sign; of ratios in percentage points.
pub(crate) fn difference(by: f64, unit: Unit, locale: &Locale) -> ChangeText {
    absolute_text(by, unit, locale)
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
pub(crate) fn signed(size: String, by: f64) -> ChangeText {
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

#[cfg(test)]
mod tests {
    use crate::base::time::{Bucket, Date, Period};
    use crate::metric::entry::Unit;
    use crate::report::answer::MetricAnswer;
    use crate::report::figure::Context;
    use crate::view::locale::Locale;
    use crate::view::measure::Approximate;
    use crate::view::scene::Scene;
    use crate::view::theme::{Scheme, Theme};
    use crate::view::value::{Trend, change, quantity};

    fn shown(answer: &str, unit: Unit) -> (String, Option<(Trend, String)>) {
        shown_with(answer, unit, None)
    }

    fn shown_with(
        answer: &str,
        unit: Unit,
        currency: Option<&str>,
    ) -> (String, Option<(Trend, String)>) {
        let answer: MetricAnswer = serde_json::from_str(answer).unwrap();
        let period = Period::ending(Date::default(), 7);
        let context = Context {
            period,
            previous: period.previous(),
            timezone: "UTC".to_owned(),
            span: None,
            today: period.to,
            bucket: Bucket::Day,
            steps: Vec::new(),
            annotations: Vec::new(),
            currency: currency.map(str::to_owned),
        };
        let scene = Scene {
            theme: &Theme::new(Scheme::Light),
            locale: &Locale::from_tag("en"),
            measure: &Approximate,
            context: &context,
        };
        let value = quantity(&answer.value, unit, false, &scene).joined();
        let change = change(&answer, unit, &scene).map(|change| (change.trend, change.text));
        (value, change)
    }

    #[test]
    fn ratios_change_by_points() {
        let (value, change) = shown(
            r#"{"value":0.248,"previous":0.268,"change":-0.02}"#,
            Unit::Ratio,
        );
        assert_eq!(value, "24.8\u{202f}%");
        assert_eq!(change, Some((Trend::Down, "−2.0\u{202f}pp".to_owned())));
    }

    #[test]
    fn a_change_too_small_to_show_is_none() {
        let (_, change) = shown(
            r#"{"value":0.5,"previous":0.5001,"change":-0.0001}"#,
            Unit::Ratio,
        );
        assert_eq!(change, Some((Trend::Flat, "0.0\u{202f}pp".to_owned())));
    }

    #[test]
    fn counts_change_in_percent_unless_there_was_nothing() {
        let with = r#"{"value":64,"previous":51,"change":13,"change_relative":0.2549}"#;
        assert_eq!(
            shown(with, Unit::Count).1,
            Some((Trend::Up, "+25.5\u{202f}%".to_owned()))
        );
        let from_zero = r#"{"value":13,"previous":0,"change":13}"#;
        assert_eq!(
            shown(from_zero, Unit::Count).1,
            Some((Trend::Up, "+13".to_owned()))
        );
    }

    #[test]
    fn undefined_is_a_dash_and_first_values_are_new() {
        assert_eq!(
            shown(r#"{"value":null}"#, Unit::Seconds),
            ("–".to_owned(), None)
        );
        let new = r#"{"value":52,"previous":null,"change":"new"}"#;
        assert_eq!(
            shown(new, Unit::Seconds),
            ("0:52".to_owned(), Some((Trend::Flat, "new".to_owned())))
        );
    }

    #[test]
    fn money_shows_the_currency_of_most_orders() {
        let answer = r#"{"value":{"EUR":61.2,"USD":80.0},"previous":{"USD":100.0},
            "change":{"EUR":"new","USD":-20.0},"change_relative":{"EUR":null,"USD":-0.2}}"#;
        let (value, change) = shown_with(answer, Unit::Money, Some("USD"));
        assert_eq!(value, "$\u{202f}80.00");
        assert_eq!(change, Some((Trend::Down, "−20.0\u{202f}%".to_owned())));
        for elsewhere in [Some("SEK"), Some("EUR"), None] {
            let (value, _) = shown_with(answer, Unit::Money, elsewhere);
            assert_eq!(value, "€\u{202f}61.20");
        }
        assert_eq!(shown(r#"{"value":{}}"#, Unit::Money).0, "0");
    }
}
