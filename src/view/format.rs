//! Numbers, shares, durations, money and dates, written as the locale writes
//! them.

use chrono::{Datelike, NaiveDate};

use crate::base::time::Date;
use crate::view::locale::{DateOrder, Language, Locale, MoneyPlace, NARROW};
use crate::view::text::fill;

/// A number with its unit apart, for a card that prints the unit smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The number, with a currency in front where the locale puts it there.
    pub number: String,
    /// What follows it; empty where nothing does.
    pub unit: String,
}

impl Quantity {
    /// A number without a unit.
    pub fn bare(number: String) -> Quantity {
        Quantity {
            number,
            unit: String::new(),
        }
    }

    /// Both as one text.
    pub fn joined(&self) -> String {
        if self.unit.is_empty() {
            self.number.clone()
        } else {
            format!("{}{NARROW}{}", self.number, self.unit)
        }
    }
}

/// The minus sign.
const MINUS: char = '−';

/// A number with a fixed count of decimals.
pub fn number(value: f64, decimals: usize, locale: &Locale) -> String {
    let digits = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::new();
    if value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        text.push(MINUS);
    }
    let grouped = whole.len() >= 3 + locale.group_from;
    for (index, digit) in whole.chars().enumerate() {
        if grouped && index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(locale.group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(locale.decimal);
        text.push_str(fraction);
    }
    text
}

/// A count.
pub fn count(value: u64, locale: &Locale) -> String {
    number(value as f64, 0, locale)
}

/// A number with as many decimals as its size is worth: whole ones none,
/// small ones two.
pub fn plain(value: f64, locale: &Locale) -> String {
    let decimals = match value.abs() {
        size if size >= 1000.0 || value.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    number(value, decimals, locale)
}

/// A number cut to thousands, millions or billions: `12 k`, `1.3 M`.
/// Numbers under 10,000 stay whole.
pub fn compact(value: f64, locale: &Locale) -> String {
    let text = locale.text();
    let size = value.abs();
    let (divisor, suffix) = match size {
        _ if size >= 1e12 => (1e12, text.trillion),
        _ if size >= 1e9 => (1e9, text.billion),
        _ if size >= 1e6 => (1e6, text.million),
        _ if size >= 1e4 => (1e3, text.thousand),
        _ => return plain(value, locale),
    };
    let scaled = value / divisor;
    let decimals = usize::from(scaled.abs() < 100.0 && (scaled * 10.0).round() as i64 % 10 != 0);
    format!("{}{NARROW}{suffix}", number(scaled, decimals, locale))
}

/// A fraction as a percentage with its sign apart: `46.3` and `%`.
pub fn percent(fraction: f64, decimals: usize, locale: &Locale) -> Quantity {
    Quantity {
        number: number(fraction * 100.0, decimals, locale),
        unit: "%".to_owned(),
    }
}

/// A share of a whole, without decimals where it has two digits: `71 %`,
/// `0.4 %`, `< 0.1 %`; `–` of an empty whole.
pub fn share(part: u64, whole: u64, locale: &Locale) -> String {
    if whole == 0 {
        return locale.text().undefined.to_owned();
    }
    let fraction = part as f64 / whole as f64;
    let decimals = usize::from(part > 0 && fraction < 0.01);
    if part > 0 && fraction < 0.0005 {
        return format!("<{NARROW}{}", percent(0.001, 1, locale).joined());
    }
    percent(fraction, decimals, locale).joined()
}

/// A time span of seconds: `1.3 s` under ten seconds, `0:52`, `1:03:20`,
/// `2 d 3 h` from a day on.
pub fn duration(seconds: f64, locale: &Locale) -> String {
    let text = locale.text();
    let sign = if seconds < 0.0 { "−" } else { "" };
    let size = seconds.abs();
    if size < 9.95 && (size * 10.0).round() as i64 % 10 != 0 {
        let tenths = number(size, 1, locale);
        return format!("{sign}{tenths}{NARROW}{}", text.seconds);
    }
    let whole = size.round() as u64;
    let (days, hours) = (whole / 86_400, whole / 3600 % 24);
    let (minutes, rest) = (whole / 60 % 60, whole % 60);
    let sign = if whole == 0 { "" } else { sign };
    match (days, hours) {
        (0, 0) => format!("{sign}{minutes}:{rest:02}"),
        (0, _) => format!("{sign}{hours}:{minutes:02}:{rest:02}"),
        (_, 0) => format!("{sign}{}{NARROW}{}", count(days, locale), text.days),
        _ => format!(
            "{sign}{}{NARROW}{} {hours}{NARROW}{}",
            count(days, locale),
            text.days,
            text.hours
        ),
    }
}

/// An amount of money: `€ 61.20`, `61,20 €`. Amounts of 100,000 and more
/// come without cents.
pub fn money(amount: f64, currency: &str, locale: &Locale) -> Quantity {
    let decimals = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        _ if amount.abs() >= 1e5 => 0,
        _ => 2,
    };
    with_currency(number(amount, decimals, locale), currency, locale)
}

/// A written number with its currency where the locale puts it.
pub fn with_currency(figure: String, currency: &str, locale: &Locale) -> Quantity {
    let symbol = symbol(currency);
    match locale.money {
        MoneyPlace::Before => Quantity::bare(format!("{symbol}{NARROW}{figure}")),
        MoneyPlace::After => Quantity {
            number: figure,
            unit: symbol.to_owned(),
        },
    }
}

fn symbol(currency: &str) -> &str {
    match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "RUB" => "₽",
        "INR" => "₹",
        "SEK" | "NOK" | "DKK" => "kr",
        "PLN" => "zł",
        other => other,
    }
}

/// A day with its month in full: `7 June`.
pub fn day(date: Date, locale: &Locale) -> String {
    let months = &locale.language.calendar().months;
    day_with(date, months[date.month0() as usize], locale)
}

/// A day with its month cut, for axes: `7 Jun`.
pub fn short_day(date: Date, locale: &Locale) -> String {
    let months = &locale.language.calendar().short_months;
    let month = months[date.month0() as usize];
    match locale.date {
        DateOrder::DayDeMonth => format!("{} {month}", date.day()),
        _ => day_with(date, month, locale),
    }
}

/// A full date: `7 Jun 2026`.
pub fn date(date: Date, locale: &Locale) -> String {
    let day = short_day(date, locale);
    match locale.date {
        DateOrder::MonthDay => format!("{day}, {}", date.year()),
        _ => format!("{day} {}", date.year()),
    }
}

/// A full date with its weekday: `Sun 7 Jun 2026`.
pub fn weekday_date(of: Date, locale: &Locale) -> String {
    format!("{} {}", short_weekday_of(of, locale), date(of, locale))
}

/// A day with its weekday, for axes: `Sun 7 Jun`.
pub fn weekday_day(date: Date, locale: &Locale) -> String {
    format!(
        "{} {}",
        short_weekday_of(date, locale),
        short_day(date, locale)
    )
}

/// The dates from one to another, the common part said once:
/// `1 – 7 Jun 2026`, `25 May – 7 Jun 2026`.
pub fn span(from: NaiveDate, to: NaiveDate, locale: &Locale) -> String {
    if from == to {
        return date(from, locale);
    }
    let same_month = from.year() == to.year() && from.month() == to.month();
    let day_first = locale.date != DateOrder::MonthDay;
    let start = if same_month && day_first {
        let dot = if locale.date == DateOrder::DayDotMonth {
            "."
        } else {
            ""
        };
        format!("{}{dot}", from.day())
    } else if from.year() == to.year() {
        short_day(from, locale)
    } else {
        date(from, locale)
    };
    format!("{start} – {}", date(to, locale))
}

/// A month: `Jun`, or `Jun 2026` with its year.
pub fn month(date: Date, with_year: bool, locale: &Locale) -> String {
    let name = lone_month(date.month0() as usize, locale);
    if with_year {
        format!("{name} {}", date.year())
    } else {
        name.to_owned()
    }
}

/// A quarter: `Q2 2026`.
pub fn quarter(date: Date, locale: &Locale) -> String {
    let quarter = (date.month0() / 3 + 1).to_string();
    let year = date.year().to_string();
    fill(
        locale.text().quarter,
        &[("quarter", &quarter), ("year", &year)],
    )
}

/// A full hour of the day: `06:00`.
pub fn hour(hour: u8) -> String {
    format!("{hour:02}:00")
}

/// A weekday's name, 0 being Monday.
pub fn weekday(index: usize, locale: &Locale) -> &'static str {
    locale.language.calendar().weekdays[index % 7]
}

/// A weekday's short name, 0 being Monday.
pub fn short_weekday(index: usize, locale: &Locale) -> &'static str {
    locale.language.calendar().short_weekdays[index % 7]
}

fn short_weekday_of(date: Date, locale: &Locale) -> &'static str {
    short_weekday(date.weekday().num_days_from_monday() as usize, locale)
}

fn day_with(date: Date, month: &str, locale: &Locale) -> String {
    let day = date.day();
    match locale.date {
        DateOrder::DayMonth => format!("{day} {month}"),
        DateOrder::DayDotMonth => format!("{day}. {month}"),
        DateOrder::DayDeMonth => format!("{day} de {month}"),
        DateOrder::MonthDay => format!("{month} {day}"),
    }
}

/// A month that stands without a day, which Russian inflects otherwise.
fn lone_month(index: usize, locale: &Locale) -> &'static str {
    match (locale.language, index) {
        (Language::Russian, 2) => "март",
        (Language::Russian, 4) => "май",
        (Language::Russian, 5) => "июнь",
        (Language::Russian, 6) => "июль",
        _ => locale.language.calendar().short_months[index],
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::Date;
    use crate::view::format;
    use crate::view::locale::Locale;

    fn locale(tag: &str) -> Locale {
        Locale::from_tag(tag)
    }

    #[test]
    fn numbers_follow_the_locale() {
        let written = |tag: &str| format::number(-1234.5, 1, &locale(tag));
        assert_eq!(written("en"), "−1,234.5");
        assert_eq!(written("fr-CA"), "−1\u{202f}234,5");
        assert_eq!(written("sv"), "−1\u{202f}234,5");
        assert_eq!(written("de"), "−1.234,5");
        assert_eq!(written("de-CH"), "−1’234.5");
        assert_eq!(written("es"), "−1234,5");
        assert_eq!(format::number(12_345.0, 0, &locale("es")), "12.345");
        assert_eq!(written("xx"), "−1,234.5");
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(format::number(-0.04, 1, &locale("en")), "0.0");
        assert_eq!(format::duration(-0.01, &locale("en")), "0:00");
    }

    #[test]
    fn durations_read_like_a_clock() {
        let written = |seconds: f64| format::duration(seconds, &locale("en"));
        assert_eq!(written(1.34), "1.3\u{202f}s");
        assert_eq!(written(9.97), "0:10");
        assert_eq!(written(52.0), "0:52");
        assert_eq!(written(59.6), "1:00");
        assert_eq!(written(161.0), "2:41");
        assert_eq!(written(3800.0), "1:03:20");
        assert_eq!(written(-11.0), "−0:11");
        assert_eq!(written(51.0 * 3600.0), "2\u{202f}d 3\u{202f}h");
    }

    #[test]
    fn shares_and_money() {
        assert_eq!(format::share(1, 0, &locale("en")), "–");
        assert_eq!(format::share(1, 3, &locale("fr")), "33\u{202f}%");
        assert_eq!(format::share(1, 300, &locale("fr")), "0,3\u{202f}%");
        assert_eq!(
            format::share(1, 9_999, &locale("fr")),
            "<\u{202f}0,1\u{202f}%"
        );
        assert_eq!(format::share(0, 9_999, &locale("fr")), "0\u{202f}%");
        let euros = |tag: &str| format::money(1061.2, "EUR", &locale(tag)).joined();
        assert_eq!(euros("en"), "€\u{202f}1,061.20");
        assert_eq!(euros("ru"), "1\u{202f}061,20\u{202f}€");
        assert_eq!(
            format::money(1500.0, "JPY", &locale("en")).number,
            "¥\u{202f}1,500"
        );
    }

    #[test]
    fn big_numbers_shrink() {
        let written = |value: f64| format::compact(value, &locale("en"));
        assert_eq!(written(9_999.0), "9,999");
        assert_eq!(written(12_000.0), "12\u{202f}k");
        assert_eq!(written(1_250_000.0), "1.2\u{202f}M");
        assert_eq!(written(1e9), "1\u{202f}bn");
    }

    #[test]
    fn dates_follow_the_locale() {
        let date = Date::from_ymd_opt(2026, 6, 7).unwrap();
        let both = |tag: &str| {
            (
                format::day(date, &locale(tag)),
                format::date(date, &locale(tag)),
            )
        };
        let expected = |day: &str, date: &str| (day.to_owned(), date.to_owned());
        assert_eq!(both("en"), expected("7 June", "7 Jun 2026"));
        assert_eq!(both("en-US"), expected("June 7", "Jun 7, 2026"));
        assert_eq!(both("fr"), expected("7 juin", "7 juin 2026"));
        assert_eq!(both("de"), expected("7. Juni", "7. Juni 2026"));
        assert_eq!(both("es"), expected("7 de junio", "7 jun 2026"));
        assert_eq!(both("ru"), expected("7 июня", "7 июн. 2026"));
        assert_eq!(both("fy"), expected("7 juny", "7 jun 2026"));
        assert_eq!(format::weekday_day(date, &locale("sv")), "sön 7 juni");
    }

    #[test]
    fn spans_say_the_common_part_once() {
        let day = |month, day| Date::from_ymd_opt(2026, month, day).unwrap();
        let written = |tag: &str| format::span(day(6, 1), day(6, 7), &locale(tag));
        assert_eq!(written("en"), "1 – 7 Jun 2026");
        assert_eq!(written("de"), "1. – 7. Juni 2026");
        assert_eq!(written("en-US"), "Jun 1 – Jun 7, 2026");
        assert_eq!(
            format::span(day(5, 25), day(6, 7), &locale("en")),
            "25 May – 7 Jun 2026"
        );
    }
}
