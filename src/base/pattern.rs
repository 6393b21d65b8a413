//! Times in the manner of a country or a program, read by a pattern: the
//! specifiers of `strftime` that a date and a time of day need.
//!
//! Names of months and days are English. A blank of the pattern stands for
//! any number of blanks, and a number may be written without its zeros.

use crate::base::moment::{Moment, days_from_civil};
use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};

/// A pattern that has been found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Item>);

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    DayName,
    Hour,
    Hour12,
    Half,
    Minute,
    Second,
    /// Digits behind the second, with their point if that is told.
    Fraction {
        point: bool,
    },
    Offset,
    ZoneName,
    Blank,
    Letter(char),
}

/// The specifiers that stand for others.
const SHORT: [(char, &str); 4] = [
    ('F', "%Y-%m-%d"),
    ('T', "%H:%M:%S"),
    ('R', "%H:%M"),
    ('D', "%m/%d/%y"),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

impl Pattern {
    /// The pattern of a text such as `%d.%m.%Y %H:%M`; `None` where it has
    /// unknown specifiers or no whole date with hour and minute.
    pub fn new(text: &str) -> Option<Pattern> {
        let mut items = Vec::new();
        push(text, &mut items)?;
        let has = |wanted: &[Item]| wanted.iter().any(|item| items.contains(item));
        let hour = has(&[Item::Hour]) || (has(&[Item::Hour12]) && has(&[Item::Half]));
        let date = has(&[Item::Year, Item::ShortYear])
            && has(&[Item::Month, Item::MonthName])
            && has(&[Item::Day]);
        (date && hour && has(&[Item::Minute])).then_some(Pattern(items))
    }

    /// The time that a text tells; without an offset that of a wall's clock.
    pub fn read(&self, text: &str) -> Option<Moment> {
        let mut rest = text.trim();
        let mut parts = Parts::default();
        for &item in &self.0 {
            rest = parts.take(item, rest)?;
        }
        rest.is_empty().then(|| parts.moment()).flatten()
    }
}

fn push(text: &str, items: &mut Vec<Item>) -> Option<()> {
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            items.push(match letter.is_whitespace() {
                true => Item::Blank,
                false => Item::Letter(letter),
            });
            continue;
        }
        let mut specifier = letters.next()?;
        let mut point = false;
        while matches!(specifier, '-' | '_' | '0' | ':' | '.' | '3' | '6' | '9') {
            point |= specifier == '.';
            specifier = letters.next()?;
        }
        if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == specifier) {
            push(long, items)?;
            continue;
        }
        items.push(match specifier {
            'Y' => Item::Year,
            'y' => Item::ShortYear,
            'm' => Item::Month,
            'b' | 'B' | 'h' => Item::MonthName,
            'd' | 'e' => Item::Day,
            'a' | 'A' => Item::DayName,
            'H' | 'k' => Item::Hour,
            'I' | 'l' => Item::Hour12,
            'p' | 'P' => Item::Half,
            'M' => Item::Minute,
            'S' => Item::Second,
            'f' => Item::Fraction { point },
            'z' => Item::Offset,
            'Z' => Item::ZoneName,
            'n' | 't' => Item::Blank,
            '%' => Item::Letter('%'),
            _ => return None,
        });
    }
    Some(())
}

/// What has been read of a time.
#[derive(Default)]
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    afternoon: Option<bool>,
    minute: i64,
    second: i64,
    millis: i64,
    offset: Option<Millis>,
}

impl Parts {
    /// Reads one part and gives what follows it.
    fn take<'a>(&mut self, item: Item, text: &'a str) -> Option<&'a str> {
        let (field, digits) = match item {
            Item::Year => (&mut self.year, 4),
            Item::ShortYear => {
                let (year, rest) = number(text, 2)?;
                self.year = year + if year < 69 { 2_000 } else { 1_900 };
                return Some(rest);
            }
            Item::Month => (&mut self.month, 2),
            Item::Day => (&mut self.day, 2),
            Item::Hour | Item::Hour12 => (&mut self.hour, 2),
            Item::Minute => (&mut self.minute, 2),
            Item::Second => (&mut self.second, 2),
            _ => return self.take_word(item, text),
        };
        let (number, rest) = number(text, digits)?;
        *field = number;
        (item != Item::Year || number >= 1_000).then_some(rest)
    }

    fn take_word<'a>(&mut self, item: Item, text: &'a str) -> Option<&'a str> {
        match item {
            Item::MonthName => {
                let (index, rest) = name(text, &MONTHS)?;
                self.month = index as i64 + 1;
                Some(rest)
            }
            Item::DayName => name(text, &WEEKDAYS).map(|(_, rest)| rest),
            Item::Half => {
                let half = text.get(..2)?;
                self.afternoon = Some(half.eq_ignore_ascii_case("pm"));
                (self.afternoon == Some(true) || half.eq_ignore_ascii_case("am"))
                    .then(|| &text[2..])
            }
            Item::Fraction { point } => {
                let Some(digits) = (match point {
                    true => text.strip_prefix('.'),
                    false => Some(text),
                }) else {
                    return Some(text);
                };
                let count = digits.bytes().take_while(u8::is_ascii_digit).count();
                let first: String = digits[..count]
                    .chars()
                    .chain("000".chars())
                    .take(3)
                    .collect();
                self.millis = first.parse().ok().filter(|_| count > 0)?;
                Some(&digits[count..])
            }
            Item::Offset => {
                let (offset, rest) = offset(text)?;
                self.offset = Some(offset);
                Some(rest)
            }
            Item::ZoneName => {
                self.offset = Some(0);
                let names = ["UTC", "GMT", "Z"];
                names.iter().find_map(|name| text.strip_prefix(name))
            }
            Item::Letter(letter) => text.strip_prefix(letter),
            _ => Some(text.trim_start()),
        }
    }

    fn moment(self) -> Option<Moment> {
        let hour = match self.afternoon {
            None => self.hour,
            Some(_) if !(1..=12).contains(&self.hour) => return None,
            Some(afternoon) => self.hour % 12 + if afternoon { 12 } else { 0 },
        };
        if hour > 23 || self.minute > 59 || self.second > 60 {
            return None;
        }
        let days = days_from_civil(self.year, self.month, self.day)?;
        let time = hour * HOUR + self.minute * MINUTE + self.second * SECOND + self.millis;
        let wall = days * DAY + time;
        Some(match self.offset {
            Some(offset) => Moment::Utc(wall - offset),
            None => Moment::Local(wall),
        })
    }
}

/// Up to so many digits, and what follows them.
fn number(text: &str, digits: usize) -> Option<(i64, &str)> {
    let count = text.bytes().take(digits).take_while(u8::is_ascii_digit);
    let (number, rest) = text.split_at(count.count());
    Some((number.parse().ok()?, rest))
}

/// The number of a name, whole or its first three letters, and what follows.
fn name<'a>(text: &'a str, names: &[&str]) -> Option<(usize, &'a str)> {
    let starts = |name: &str| {
        let start = text.get(..name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    names.iter().enumerate().find_map(|(index, name)| {
        let length = match (starts(name), starts(&name[..3])) {
            (true, _) => name.len(),
            (_, true) => 3,
            _ => return None,
        };
        Some((index, text[length..].trim_start_matches('.')))
    })
}

/// `Z`, `+02`, `+0200` or `+02:00`, and what follows.
fn offset(text: &str) -> Option<(Millis, &str)> {
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return Some((0, rest));
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, rest) = number(&text[1..], 2).filter(|(hours, _)| *hours <= 23)?;
    let minutes = number(rest.strip_prefix(':').unwrap_or(rest), 2);
    let (minutes, rest) = minutes.unwrap_or((0, rest));
    (minutes <= 59).then(|| (sign * (hours * HOUR + minutes * MINUTE), rest))
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::base::moment::Moment::{Local, Utc};

    #[test]
    fn reads_times_as_their_pattern_says() {
        let nine = 1_780_304_400_000;
        for (pattern, text, expected) in [
            ("%d.%m.%Y %H:%M", "01.06.2026 09:00", Some(Local(nine))),
            ("%d.%m.%Y %H:%M", " 1.6.2026  9:00 ", Some(Local(nine))),
            (
                "%d/%m/%y %H:%M:%S",
                "01/06/26 09:00:05",
                Some(Local(nine + 5_000)),
            ),
            ("%m/%d/%Y %I:%M %p", "6/1/2026 9:00 AM", Some(Local(nine))),
            (
                "%m/%d/%Y %I:%M %p",
                "6/1/2026 9:00\u{202f}pm",
                Some(Local(nine + 43_200_000)),
            ),
            (
                "%D %l:%M %P",
                "06/01/26 12:30 am",
                Some(Local(nine - 30_600_000)),
            ),
            ("%b %e, %Y, %H:%M", "Jun 1, 2026, 09:00", Some(Local(nine))),
            (
                "%A, %d %B %Y %R",
                "Monday, 1 june 2026 09:00",
                Some(Local(nine)),
            ),
            (
                "%FT%T%.f%z",
                "2026-06-01T09:00:00.250+0200",
                Some(Utc(nine - 7_199_750)),
            ),
            (
                "%FT%T%.f%:z",
                "2026-06-01T09:00:00+02:00",
                Some(Utc(nine - 7_200_000)),
            ),
            (
                "%F %T,%3f %Z",
                "2026-06-01 09:00:00,5 UTC",
                Some(Utc(nine + 500)),
            ),
            ("%Y%m%d%H%M%S", "20260601090000", Some(Local(nine))),
            ("%d.%m.%Y %H:%M", "2026-06-01 09:00", None),
            ("%d.%m.%Y %H:%M", "31.06.2026 09:00", None),
            ("%d.%m.%Y %H:%M", "01.06.2026 24:00", None),
            ("%d.%m.%Y %H:%M", "01.06.2026 09:00 h", None),
            ("%d.%m.%Y %H:%M", "", None),
            ("%d.%m.%Y %H:%M", "01.06.26 09:00", None),
            ("%m/%d/%Y %I:%M %p", "6/1/2026 13:00 PM", None),
            ("%m/%d/%Y %I:%M %p", "6/1/2026 9:00 xx", None),
            ("%F %T %Z", "2026-06-01 09:00:00 CET", None),
        ] {
            let found = Pattern::new(pattern).unwrap().read(text);
            assert_eq!(found, expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_pattern_needs_a_date_and_a_time_of_day() {
        for pattern in [
            "",
            "%Y-%m-%d",
            "%H:%M",
            "%F %I:%M",
            "%F %T %Q",
            "%F %T %",
            "yesterday",
        ] {
            assert_eq!(Pattern::new(pattern), None, "{pattern}");
        }
    }
}
