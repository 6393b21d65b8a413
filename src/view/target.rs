//! Targets as people write them: percentages, minutes, amounts.

use crate::base::decimal;
use crate::metric::entry::Unit;
use crate::report::TargetRow;
use crate::view::format::{self, Quantity};
use crate::view::locale::{Locale, NARROW};
use crate::view::text::beside::beside_of;
use crate::view::value;

/// A whole, as a percentage shows it.
const PERCENT: f64 = 100.0;

/// So finely are percentages shown that none of them is changed by it.
const FINEST: f64 = 1e9;

/// Seconds of a minute, minutes of an hour.
const SIXTY: f64 = 60.0;

/// A target in words: `50 – 60 %`, `≥ 4.0`, `≤ 5:00`; money in a currency.
pub fn words(target: &TargetRow, unit: Unit, currency: Option<&str>, locale: &Locale) -> String {
    let end = |number: f64| end(number, unit, currency, locale);
    match (target.min.map(end), target.max.map(end)) {
        (None, None) => beside_of(locale.language).no_target.to_owned(),
        (Some(min), None) => format!("≥{NARROW}{}", min.joined()),
        (None, Some(max)) => format!("≤{NARROW}{}", max.joined()),
        (Some(min), Some(max)) if min.unit == max.unit => {
            format!("{} – {}", min.number, max.joined())
        }
        (Some(min), Some(max)) => format!("{} – {}", min.joined(), max.joined()),
    }
}

/// One end; a percentage has as many decimals as it was given.
fn end(number: f64, unit: Unit, currency: Option<&str>, locale: &Locale) -> Quantity {
    match (unit, currency) {
        (Unit::Ratio, _) => Quantity {
            number: format::plain(fine(number * PERCENT), locale),
            unit: "%".to_owned(),
        },
        (Unit::Money, Some(currency)) => format::money(number, currency, locale),
        _ => value::in_unit(number, unit, false, locale),
    }
}

fn fine(number: f64) -> f64 {
    (number * FINEST).round() / FINEST
}

/// An end as one types it: a ratio in percent, a time of a minute or more in
/// minutes and seconds.
pub fn typing(number: f64, unit: Unit, locale: &Locale) -> String {
    let plain = |number: f64| number.to_string().replace('.', &locale.decimal.to_string());
    match unit {
        Unit::Ratio => plain(fine(number * PERCENT)),
        Unit::Seconds if number >= SIXTY && number.fract() == 0.0 => {
            let (minutes, seconds) = ((number / SIXTY).floor(), number % SIXTY);
            let (hours, rest) = ((minutes / SIXTY).floor(), minutes % SIXTY);
            match hours > 0.0 {
                true => format!("{hours}:{rest:02}:{seconds:02}"),
                false => format!("{minutes}:{seconds:02}"),
            }
        }
        _ => plain(number),
    }
}

/// What was typed: `None` where nothing was.
///
/// # Errors
///
/// When it is no number, nor a time where one is wanted.
pub fn typed(text: &str, unit: Unit, locale: &Locale) -> Result<Option<f64>, NoNumber> {
    let kept = text.chars().filter(|letter| !letter.is_whitespace());
    let text: String = kept.collect::<String>().replace('−', "-");
    if text.is_empty() {
        return Ok(None);
    }
    let read = |text: &str| {
        let number = decimal::read(&text.replace(locale.decimal, "."));
        number.filter(|number| number.is_finite())
    };
    let number = match unit {
        Unit::Ratio => read(text.trim_end_matches('%')).map(|number| fine(number) / PERCENT),
        Unit::Seconds => time(&text, &read),
        _ => read(&text),
    };
    number.map(Some).ok_or(NoNumber)
}

/// Seconds of `5:30`, of `1:15:00`, or of a number of them.
fn time(text: &str, read: &dyn Fn(&str) -> Option<f64>) -> Option<f64> {
    let mut seconds = 0.0;
    for (place, part) in text.split(':').enumerate() {
        let part = read(part).filter(|part| place == 0 || (0.0..SIXTY).contains(part))?;
        seconds = seconds * SIXTY + part;
    }
    (text.matches(':').count() <= 2).then_some(seconds)
}

/// What was typed is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoNumber;

/// A number of the unit, as one may type it.
pub fn example(unit: Unit, locale: &Locale) -> String {
    let number = match unit {
        Unit::Ratio => 0.125,
        Unit::Seconds => 330.0,
        _ => 12.5,
    };
    typing(number, unit, locale)
}

#[cfg(test)]
mod tests {
    use crate::metric::entry::Unit;
    use crate::report::TargetRow;
    use crate::view::locale::Locale;
    use crate::view::target::{NoNumber, typed, typing, words};

    #[test]
    fn what_is_shown_can_be_typed_again() {
        for (number, unit) in [
            (0.07, Unit::Ratio),
            (0.575, Unit::Ratio),
            (0.29, Unit::Ratio),
            (59.0, Unit::Seconds),
            (300.0, Unit::Seconds),
            (4_505.0, Unit::Seconds),
            (90.5, Unit::Seconds),
            (-20.0, Unit::Score),
            (12.25, Unit::Money),
        ] {
            for tag in ["en", "fr"] {
                let locale = Locale::from_tag(tag);
                let text = typing(number, unit, &locale);
                assert_eq!(typed(&text, unit, &locale), Ok(Some(number)), "{text}");
            }
        }
        let en = Locale::from_tag("en");
        assert_eq!(typing(300.0, Unit::Seconds, &en), "5:00");
        assert_eq!(typing(4_505.0, Unit::Seconds, &en), "1:15:05");
    }

    #[test]
    fn people_write_it_in_many_ways() {
        let (en, fr) = (Locale::from_tag("en"), Locale::from_tag("fr"));
        assert_eq!(typed(" 55 % ", Unit::Ratio, &en), Ok(Some(0.55)));
        assert_eq!(typed("55,5%", Unit::Ratio, &fr), Ok(Some(0.555)));
        assert_eq!(typed("", Unit::Ratio, &en), Ok(None));
        assert_eq!(typed("  ", Unit::Seconds, &en), Ok(None));
        assert_eq!(typed("1:75", Unit::Seconds, &en), Err(NoNumber));
        assert_eq!(typed("1:2:3:4", Unit::Seconds, &en), Err(NoNumber));
        assert_eq!(typed("five", Unit::Count, &en), Err(NoNumber));
        assert_eq!(typed("−3", Unit::Score, &en), Ok(Some(-3.0)));
    }

    #[test]
    fn a_target_reads_as_a_range() {
        let en = Locale::from_tag("en");
        let said = |min, max, unit, currency| {
            let target = TargetRow {
                min,
                max,
                ..TargetRow::default()
            };
            words(&target, unit, currency, &en).replace('\u{202f}', " ")
        };
        assert_eq!(said(Some(0.5), Some(0.6), Unit::Ratio, None), "50 – 60 %");
        assert_eq!(said(None, Some(0.2), Unit::Ratio, None), "≤ 20 %");
        assert_eq!(said(Some(300.0), None, Unit::Seconds, None), "≥ 5:00");
        assert_eq!(
            said(Some(10.0), None, Unit::Money, Some("EUR")),
            "≥ € 10.00"
        );
        assert_eq!(said(None, None, Unit::Count, None), "No target");
    }
}
