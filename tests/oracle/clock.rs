//! Days and hours of a zone, asked one instant at a time.

use chatgauge::base::zone::Zones;
use chatgauge::cli::system::SystemZones;
use chrono::{DateTime, Datelike, NaiveDate};

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// The clocks on the walls of one zone.
pub(crate) struct Clock<'a> {
    zones: &'a SystemZones,
    pub(crate) zone: String,
}

impl<'a> Clock<'a> {
    pub(crate) fn new(zones: &'a SystemZones, zone: &str) -> Clock<'a> {
        let zone = zone.to_owned();
        assert!(zones.offset_at(&zone, 0).is_some(), "no such zone: {zone}");
        Clock { zones, zone }
    }

    /// Another zone's.
    pub(crate) fn of(&self, zone: &str) -> Clock<'a> {
        Clock::new(self.zones, zone)
    }

    /// Milliseconds east of UTC.
    pub(crate) fn offset(&self, at: i64) -> i64 {
        i64::from(self.zones.offset_at(&self.zone, at).expect("a zone")) * SECOND
    }

    /// What the clock shows, as if it were UTC.
    pub(crate) fn local(&self, at: i64) -> i64 {
        at + self.offset(at)
    }

    /// "a local time that occurs twice is the earlier one, a skipped one uses
    /// the offset before the change".
    pub(crate) fn instant(&self, local: i64) -> i64 {
        let before = local - self.offset(local - DAY);
        let after = local - self.offset(local + DAY);
        let earlier_first = [before.min(after), before.max(after)];
        let shows = earlier_first
            .into_iter()
            .find(|&at| self.local(at) == local);
        shows.unwrap_or(before)
    }

    pub(crate) fn date(&self, at: i64) -> NaiveDate {
        let shown = DateTime::from_timestamp_millis(self.local(at)).expect("a near time");
        shown.date_naive()
    }

    /// `00` to `23`.
    pub(crate) fn hour(&self, at: i64) -> String {
        format!("{:02}", self.local(at).rem_euclid(DAY) / HOUR)
    }

    /// `1` to `7` from Monday.
    pub(crate) fn weekday(&self, at: i64) -> String {
        self.date(at).weekday().number_from_monday().to_string()
    }

    /// The instant of a time of a day.
    pub(crate) fn at(&self, date: NaiveDate, since_midnight: i64) -> i64 {
        self.instant(midnight(date) + since_midnight)
    }

    /// With the offset, to the second.
    pub(crate) fn rfc3339(&self, at: i64) -> String {
        let shown = DateTime::from_timestamp_millis(self.local(at)).expect("a near time");
        let minutes = self.offset(at) / MINUTE;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        format!(
            "{}{sign}{hours:02}:{minutes:02}",
            shown.format("%Y-%m-%dT%H:%M:%S")
        )
    }
}

/// Midnight as if the clock showed UTC.
pub(crate) fn midnight(date: NaiveDate) -> i64 {
    date.and_hms_opt(0, 0, 0)
        .expect("midnight")
        .and_utc()
        .timestamp_millis()
}

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse()
        .unwrap_or_else(|_| panic!("not a date: {text}"))
}
