//! The periods that have a name: today, last week, this quarter …

use chrono::Days;

use crate::base::time::{Bucket, Date, Period};

/// A period that has a name and moves with the day it is asked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The day itself.
    Today,
    /// The day before.
    Yesterday,
    /// Seven days that end with today.
    Last7Days,
    /// Four weeks that end with today.
    Last28Days,
    /// Ninety days that end with today.
    Last90Days,
    /// From Monday to today.
    ThisWeek,
    /// The whole week before.
    LastWeek,
    /// From the first of the month to today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
    /// From the first of the quarter to today.
    ThisQuarter,
    /// The whole quarter before.
    LastQuarter,
    /// From the data's first date to its last.
    All,
}

impl Preset {
    /// All of them, in the order people look for them.
    pub const ALL: [Preset; 12] = [
        Preset::Today,
        Preset::Yesterday,
        Preset::Last7Days,
        Preset::Last28Days,
        Preset::Last90Days,
        Preset::ThisWeek,
        Preset::LastWeek,
        Preset::ThisMonth,
        Preset::LastMonth,
        Preset::ThisQuarter,
        Preset::LastQuarter,
        Preset::All,
    ];

    /// Its name in attributes and links (`last-28-days`).
    pub fn name(self) -> &'static str {
        match self {
            Preset::Today => "today",
            Preset::Yesterday => "yesterday",
            Preset::Last7Days => "last-7-days",
            Preset::Last28Days => "last-28-days",
            Preset::Last90Days => "last-90-days",
            Preset::ThisWeek => "this-week",
            Preset::LastWeek => "last-week",
            Preset::ThisMonth => "this-month",
            Preset::LastMonth => "last-month",
            Preset::ThisQuarter => "this-quarter",
            Preset::LastQuarter => "last-quarter",
            Preset::All => "all",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Its dates when asked on `today`; `span` is the data's first and last
    /// date. Without data, "all" is today.
    pub fn period(self, today: Date, span: Option<Period>) -> Period {
        match self {
            Preset::Today => Period::ending(today, 1),
            Preset::Yesterday => Period::ending(today - Days::new(1), 1),
            Preset::Last7Days => Period::ending(today, 7),
            Preset::Last28Days => Period::ending(today, 28),
            Preset::Last90Days => Period::ending(today, 90),
            Preset::ThisWeek => so_far(Bucket::Week, today),
            Preset::LastWeek => whole_before(Bucket::Week, today),
            Preset::ThisMonth => so_far(Bucket::Month, today),
            Preset::LastMonth => whole_before(Bucket::Month, today),
            Preset::ThisQuarter => so_far(Bucket::Quarter, today),
            Preset::LastQuarter => whole_before(Bucket::Quarter, today),
            Preset::All => span.unwrap_or(Period::ending(today, 1)),
        }
    }
}

fn so_far(bucket: Bucket, today: Date) -> Period {
    Period {
        from: bucket.first_date(today),
        to: today,
    }
}

fn whole_before(bucket: Bucket, today: Date) -> Period {
    let to = bucket.first_date(today) - Days::new(1);
    Period {
        from: bucket.first_date(to),
        to,
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Period, Preset};

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn dates(preset: Preset, today: &str) -> (String, String) {
        let period = preset.period(date(today), None);
        (period.from.to_string(), period.to.to_string())
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    #[test]
    fn days_include_both_ends() {
        assert_eq!(
            dates(Preset::Today, "2026-03-01"),
            pair("2026-03-01", "2026-03-01")
        );
        assert_eq!(
            dates(Preset::Yesterday, "2026-03-01"),
            pair("2026-02-28", "2026-02-28")
        );
        assert_eq!(
            dates(Preset::Last7Days, "2026-03-01"),
            pair("2026-02-23", "2026-03-01")
        );
        assert_eq!(
            dates(Preset::Last28Days, "2026-03-01"),
            pair("2026-02-02", "2026-03-01")
        );
        assert_eq!(
            dates(Preset::Last90Days, "2026-03-31"),
            pair("2026-01-01", "2026-03-31")
        );
    }

    #[test]
    fn this_ends_today_and_last_is_whole() {
        assert_eq!(
            dates(Preset::ThisWeek, "2026-06-04"),
            pair("2026-06-01", "2026-06-04")
        );
        assert_eq!(
            dates(Preset::LastWeek, "2026-06-01"),
            pair("2026-05-25", "2026-05-31")
        );
        assert_eq!(
            dates(Preset::ThisMonth, "2026-01-31"),
            pair("2026-01-01", "2026-01-31")
        );
        assert_eq!(
            dates(Preset::LastMonth, "2026-03-31"),
            pair("2026-02-01", "2026-02-28")
        );
        assert_eq!(
            dates(Preset::ThisQuarter, "2026-05-15"),
            pair("2026-04-01", "2026-05-15")
        );
        assert_eq!(
            dates(Preset::LastQuarter, "2026-01-10"),
            pair("2025-10-01", "2025-12-31")
        );
    }

    #[test]
    fn all_is_the_span_of_the_data() {
        let today = date("2026-06-04");
        let span = Period {
            from: date("2024-01-05"),
            to: date("2026-06-05"),
        };
        assert_eq!(Preset::All.period(today, Some(span)), span);
        assert_eq!(Preset::All.period(today, None), Period::ending(today, 1));
    }

    #[test]
    fn names_lead_back() {
        for preset in Preset::ALL {
            assert_eq!(Preset::named(preset.name()), Some(preset));
        }
        assert_eq!(Preset::named("fortnight"), None);
    }
}
