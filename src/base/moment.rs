//! Points in time as people and machines write them.
//!
//! Every event of a history passes through here, so the reader works on
//! bytes, allocates nothing and computes calendar days itself.

use serde::{Serialize, Serializer};

use crate::base::time::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::base::zone::rfc3339_utc;

/// A point in time as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// An instant.
    Utc(Millis),
    /// A clock on a wall whose zone was not written down, as milliseconds
    /// since 1970-01-01T00:00 on that wall.
    Local(Millis),
}

impl Moment {
    /// The instant, or one within a day of it where the zone is unknown.
    pub fn nearly(self) -> Millis {
        match self {
            Moment::Utc(at) | Moment::Local(at) => at,
        }
    }

    /// As text that [`read`] takes.
    pub fn text(self) -> String {
        match self {
            Moment::Utc(at) => rfc3339_utc(at),
            Moment::Local(wall) => rfc3339_utc(wall).trim_end_matches('Z').to_owned(),
        }
    }
}

/// As [`Moment::text`] has it.
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// From this number on Unix time is in milliseconds, below in seconds.
const FIRST_MILLIS: i64 = 100_000_000_000;

/// 0000-01-01T00:00:00Z.
pub const FIRST: Millis = -62_167_219_200_000;

/// 9999-12-31T23:59:59.999Z.
pub const LAST: Millis = 253_402_300_799_999;

/// Reads RFC 3339 (the offset may be missing: [`Moment::Local`]) or a string
/// of digits (Unix time, as [`unix`]), rounded to the millisecond. `None` for
/// anything else: a date alone, a time without seconds, a day that its month
/// does not have.
pub fn read(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    match bytes.get(4) {
        Some(b'-') => date_time(bytes),
        _ => digits(bytes).map(Moment::Utc),
    }
}

/// The instant of a Unix time: milliseconds from 1e11 on, else seconds.
/// `None` outside the years 0000–9999.
pub fn unix(number: f64) -> Option<Millis> {
    match number >= FIRST_MILLIS as f64 {
        true => millis(number),
        false => millis(number * SECOND as f64),
    }
}

/// The instant of so many milliseconds, rounded. `None` outside the years
/// 0000–9999.
pub fn millis(number: f64) -> Option<Millis> {
    let millis = number.round();
    (millis >= FIRST as f64 && millis <= LAST as f64).then_some(millis as Millis)
}

/// `2026-06-01T09:00:00`, then perhaps a fraction, then perhaps an offset.
fn date_time(bytes: &[u8]) -> Option<Moment> {
    let (fixed, rest) = bytes.split_first_chunk::<19>()?;
    let marks = [fixed[4], fixed[7], fixed[13], fixed[16]];
    if marks != *b"--::" || !matches!(fixed[10], b'T' | b't' | b' ') {
        return None;
    }
    let (hour, minute) = (pair(fixed, 11)?, pair(fixed, 14)?);
    // A leap second: counted on into the next minute.
    let second = pair(fixed, 17).filter(|&second| second <= 60)?;
    if hour > 23 || minute > 59 {
        return None;
    }
    let days = days_of(fixed.first_chunk()?)?;
    let (fraction, rest) = match rest.split_first() {
        Some((b'.', rest)) => fraction_millis(rest)?,
        _ => (0, rest),
    };
    let wall = days * DAY + hour * HOUR + minute * MINUTE + second * SECOND + fraction;
    match rest {
        [] => Some(Moment::Local(wall)),
        [b'Z' | b'z'] => Some(Moment::Utc(wall)),
        [b'+', offset @ ..] => Some(Moment::Utc(wall - offset_millis(offset)?)),
        [b'-', offset @ ..] => Some(Moment::Utc(wall + offset_millis(offset)?)),
        _ => None,
    }
}

/// Days since 1970-01-01 of `2026-06-01`; `None` for anything else.
pub(crate) fn read_days(bytes: &[u8]) -> Option<i64> {
    let date: &[u8; 10] = bytes.try_into().ok()?;
    let is_date = date[4] == b'-' && date[7] == b'-';
    is_date.then(|| days_of(date)).flatten()
}

/// The days of a date whose marks have been looked at.
fn days_of(bytes: &[u8; 10]) -> Option<i64> {
    let year = pair(bytes, 0)? * 100 + pair(bytes, 2)?;
    days_from_civil(year, pair(bytes, 5)?, pair(bytes, 8)?)
}

/// `02:00`, up to `23:59`.
fn offset_millis(bytes: &[u8]) -> Option<Millis> {
    if bytes.len() != 5 || bytes[2] != b':' {
        return None;
    }
    let (hours, minutes) = (pair(bytes, 0)?, pair(bytes, 3)?);
    (hours <= 23 && minutes <= 59).then_some(hours * HOUR + minutes * MINUTE)
}

/// The digits after a point as milliseconds, rounded, and what follows them.
fn fraction_millis(bytes: &[u8]) -> Option<(Millis, &[u8])> {
    let count = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (digits, rest) = bytes.split_at(count);
    digits.first()?;
    let at = |index: usize| digits.get(index).map_or(0, |&byte| value(byte));
    let millis = at(0) * 100 + at(1) * 10 + at(2) + Millis::from(at(3) >= 5);
    Some((millis, rest))
}

/// Unix time written in digits, with or without a fraction.
fn digits(bytes: &[u8]) -> Option<Millis> {
    let count = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (whole, rest) = bytes.split_at(count);
    whole.first()?;
    let whole = whole.iter().try_fold(0_i64, |sum, &byte| {
        sum.checked_mul(10)?.checked_add(value(byte))
    })?;
    let millis = match (rest, whole >= FIRST_MILLIS) {
        ([], true) => whole,
        ([], false) => whole * SECOND,
        ([b'.', fraction @ ..], in_millis) => {
            let (thousandths, []) = fraction_millis(fraction)? else {
                return None;
            };
            match in_millis {
                true => whole + Millis::from(value(fraction[0]) >= 5),
                false => whole * SECOND + thousandths,
            }
        }
        _ => return None,
    };
    (millis <= LAST).then_some(millis)
}

/// Two digits.
#[inline(always)]
fn pair(bytes: &[u8], at: usize) -> Option<i64> {
    let (tens, ones) = (bytes[at], bytes[at + 1]);
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| value(tens) * 10 + value(ones))
}

fn value(digit: u8) -> i64 {
    i64::from(digit - b'0')
}

/// Days since 1970-01-01 of a date of the years 0000–9999; `None` for a date
/// that the Gregorian calendar does not have.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => return None,
    };
    if !(1..=longest).contains(&day) {
        return None;
    }
    // Years that begin in March end with the leap day, and from March on the
    // months' lengths repeat every five months (153 days).
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let before_month = (153 * month + 2) / 5;
    let before_year = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    Some(before_year + before_month + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::Moment::{Local, Utc};
    use super::{days_from_civil, read, unix};
    use crate::base::time::{DAY, Date};

    #[test]
    fn reads_every_way_to_write_a_time() {
        let nine = 1_780_297_200_000;
        let cases = [
            ("2026-06-01T07:00:00Z", Utc(nine)),
            ("2026-06-01t07:00:00z", Utc(nine)),
            ("2026-06-01 07:00:00Z", Utc(nine)),
            ("2026-06-01T09:00:00+02:00", Utc(nine)),
            ("2026-06-01T12:30:00+05:30", Utc(nine)),
            ("2026-05-31T21:30:00-09:30", Utc(nine)),
            ("2026-06-01T07:00:00-00:00", Utc(nine)),
            ("2026-06-01T07:00:00", Local(nine)),
            ("2026-06-01 07:00:00.25", Local(nine + 250)),
            ("2026-06-01T07:00:00.5Z", Utc(nine + 500)),
            ("2026-06-01T07:00:00.0004999Z", Utc(nine)),
            ("2026-06-01T07:00:00.0005Z", Utc(nine + 1)),
            ("2026-06-01T07:00:00.123456789+00:00", Utc(nine + 123)),
            ("2026-06-01T06:59:59.9996Z", Utc(nine)),
            ("2016-12-31T23:59:60Z", Utc(1_483_228_800_000)),
            ("2016-12-31T23:59:60.5Z", Utc(1_483_228_800_500)),
            ("2017-01-01T00:59:60+01:00", Utc(1_483_228_800_000)),
            ("1970-01-01T00:00:00Z", Utc(0)),
            ("1969-12-31T23:59:59.999Z", Utc(-1)),
            ("0000-01-01T00:00:00Z", Utc(-62_167_219_200_000)),
            ("9999-12-31T23:59:59.999Z", Utc(253_402_300_799_999)),
            ("2000-02-29T00:00:00Z", Utc(951_782_400_000)),
            ("2024-02-29T00:00:00Z", Utc(1_709_164_800_000)),
            ("1780297200", Utc(nine)),
            ("1780297200.25", Utc(nine + 250)),
            ("1780297200.0009", Utc(nine + 1)),
            ("1780297200000", Utc(nine)),
            ("1780297200000.5", Utc(nine + 1)),
            ("1780297200000.49", Utc(nine)),
            ("0", Utc(0)),
            ("20260601", Utc(20_260_601_000)),
            ("99999999999", Utc(99_999_999_999_000)),
            ("100000000000", Utc(100_000_000_000)),
            ("00000000000000000000001", Utc(1_000)),
            ("253402300799999", Utc(253_402_300_799_999)),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_time() {
        let cases = [
            "",
            "yesterday",
            "now",
            "-",
            "2026-",
            "2026-06-01",
            "2026-06-01T",
            "2026-06-01Z",
            "2026-06-01T09",
            "2026-06-01T09:00",
            "2026-06-01T09:00Z",
            "2026-06-01T09:00:00 ",
            " 2026-06-01T09:00:00Z",
            "2026-06-01T09:00:00 Z",
            "2026-06-01T09:00:00ZZ",
            "2026-06-01T09:00:00.Z",
            "2026-06-01T09:00:00.",
            "2026-06-01T09:00:00,5Z",
            "2026-06-01T09:00:00+",
            "2026-06-01T09:00:00+02",
            "2026-06-01T09:00:00+0200",
            "2026-06-01T09:00:00+24:00",
            "2026-06-01T09:00:00+02:60",
            "2026-06-01T09:00:00+02:00:00",
            "2026-06-01T24:00:00Z",
            "2026-06-01T09:60:00Z",
            "2026-06-01T09:00:61Z",
            "2026-06-01_09:00:00Z",
            "2026/06/01T09:00:00Z",
            "2026-6-01T09:00:00Z",
            "2026-06-1T09:00:00Z",
            "20260601T090000Z",
            "2026-00-01T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-06-00T00:00:00Z",
            "2026-06-31T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "12026-06-01T00:00:00Z",
            "-2026-06-01T00:00:00Z",
            "+2026-06-01T00:00:00Z",
            "2026-06-01T0٩:00:00Z",
            "é026-06-01T09:00:00Z",
            "-1780297200",
            "+1780297200",
            "1780297200.",
            ".5",
            "1.5.5",
            "1.78e9",
            "0x10",
            "1780297200s",
            "253402300800000",
            "99999999999999999999",
        ];
        for text in cases {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn reads_unix_numbers() {
        let cases = [
            (0.0, Some(0)),
            (-1.0, Some(-1_000)),
            (1_780_297_200.0, Some(1_780_297_200_000)),
            (1_780_297_200.123_4, Some(1_780_297_200_123)),
            (99_999_999_999.0, Some(99_999_999_999_000)),
            (100_000_000_000.0, Some(100_000_000_000)),
            (1_780_297_200_000.5, Some(1_780_297_200_001)),
            (253_402_300_799_999.0, Some(253_402_300_799_999)),
            (253_402_300_800_000.0, None),
            (-62_167_219_200.0, Some(-62_167_219_200_000)),
            (-62_167_219_201.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (f64::NEG_INFINITY, None),
        ];
        for (number, expected) in cases {
            assert_eq!(unix(number), expected, "{number}");
        }
    }

    #[test]
    fn knows_every_day_of_ten_thousand_years() {
        let mut date = NaiveDate::from_ymd_opt(0, 1, 1).unwrap();
        let mut days = (date - Date::default()).num_days();
        assert_eq!(days * DAY, super::FIRST);
        while date.year() <= 9_999 {
            let text = format!("{date}T00:00:00Z");
            assert_eq!(read(&text), Some(Utc(days * DAY)), "{text}");
            date = date.succ_opt().unwrap();
            days += 1;
        }
        assert_eq!(days * DAY, super::LAST + 1);
        for day in [0, 32] {
            assert_eq!(days_from_civil(2026, 1, day), None);
        }
    }
}
