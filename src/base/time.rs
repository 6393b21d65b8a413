//! Instants, dates, periods and buckets.
//!
//! Instants are whole milliseconds since 1970-01-01T00:00:00Z. Dates are
//! calendar dates without a zone; which instants a date covers is for
//! [`zone`](crate::base) to say.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::base::date;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// A calendar date without a zone.
pub type Date = NaiveDate;

/// One second in milliseconds.
pub const SECOND: Millis = 1_000;
/// One minute in milliseconds.
pub const MINUTE: Millis = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// One day of 24 hours in milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// Dates from `from` to `to`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First date.
    #[serde(with = "date")]
    pub from: Date,
    /// Last date.
    #[serde(with = "date")]
    pub to: Date,
}

impl Period {
    /// The `days` dates that end with `to`.
    pub fn ending(to: Date, days: u64) -> Period {
        let from = to.checked_sub_days(Days::new(days.saturating_sub(1)));
        Period {
            from: from.unwrap_or(Date::MIN),
            to,
        }
    }

    /// How many dates it holds; 0 when it ends before it begins.
    pub fn days(&self) -> u64 {
        u64::try_from((self.to - self.from).num_days() + 1).unwrap_or(0)
    }

    /// As many dates just before.
    pub fn previous(&self) -> Period {
        let to = self.from.pred_opt().unwrap_or(self.from);
        Period::ending(to, self.days())
    }

    /// The bucket that suits its span: hour under 3 days, day to 92 days,
    /// week to two years, else month.
    pub fn natural_bucket(&self) -> Bucket {
        match self.days() {
            0..3 => Bucket::Hour,
            3..=92 => Bucket::Day,
            93..=731 => Bucket::Week,
            _ => Bucket::Month,
        }
    }
}

/// The step of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bucket {
    /// One hour; the doubled hour of an autumn night is two.
    Hour,
    /// A calendar day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Bucket {
    /// All of them, the shortest first.
    pub const ALL: [Bucket; 6] = [
        Bucket::Hour,
        Bucket::Day,
        Bucket::Week,
        Bucket::Month,
        Bucket::Quarter,
        Bucket::Year,
    ];

    /// Its name in links, options and reports.
    pub fn name(self) -> &'static str {
        match self {
            Bucket::Hour => "hour",
            Bucket::Day => "day",
            Bucket::Week => "week",
            Bucket::Month => "month",
            Bucket::Quarter => "quarter",
            Bucket::Year => "year",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Bucket> {
        Bucket::ALL.into_iter().find(|bucket| bucket.name() == name)
    }

    /// The first date of the bucket that holds `date`. Of an hour, the date
    /// itself.
    pub fn first_date(self, date: Date) -> Date {
        match self {
            Bucket::Hour | Bucket::Day => date,
            Bucket::Week => date - Days::new(u64::from(date.weekday().num_days_from_monday())),
            Bucket::Month => first_of_month(date, date.month()),
            Bucket::Quarter => first_of_month(date, (date.month() - 1) / 3 * 3 + 1),
            Bucket::Year => first_of_month(date, 1),
        }
    }

    /// The first date of the bucket after the one that begins at `first`.
    pub fn next_date(self, first: Date) -> Date {
        let next = match self {
            Bucket::Hour | Bucket::Day => first.checked_add_days(Days::new(1)),
            Bucket::Week => first.checked_add_days(Days::new(7)),
            Bucket::Month => first.checked_add_months(Months::new(1)),
            Bucket::Quarter => first.checked_add_months(Months::new(3)),
            Bucket::Year => first.checked_add_months(Months::new(12)),
        };
        next.unwrap_or(Date::MAX)
    }
}

fn first_of_month(date: Date, month: u32) -> Date {
    Date::from_ymd_opt(date.year(), month, 1).unwrap_or(date)
}
