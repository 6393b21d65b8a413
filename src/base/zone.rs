//! A time zone as a table of offsets over the span that matters.
//!
//! Nothing below the doors knows a time-zone database: a door hands in
//! [`Zones`], and the changes of offset are found once by probing it.

use chrono::{Datelike, Timelike};

use crate::base::time::{Bucket, DAY, Date, HOUR, Millis, Period, SECOND};

/// Where offsets come from: the system natively, `Intl` in the browser.
pub trait Zones {
    /// Seconds east of UTC at an instant; `None` for an unknown zone.
    fn offset_at(&self, zone: &str, at: Millis) -> Option<i32>;
}

/// Offsets are probed this far apart; no zone changes twice within it.
const PROBE: Millis = 5 * DAY;

/// The offsets of one zone over a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    covers: (Millis, Millis),
    /// From which instant which offset (milliseconds east) holds; the first
    /// holds from the beginning of time.
    offsets: Vec<(Millis, Millis)>,
}

impl Zone {
    /// Universal time, for ever.
    pub fn utc() -> Zone {
        Zone {
            name: "UTC".to_owned(),
            covers: (Millis::MIN, Millis::MAX),
            offsets: vec![(Millis::MIN, 0)],
        }
    }

    /// The offsets of the zone `name` from `from` to `to` and two days
    /// beyond; `None` for an unknown zone.
    pub fn tabulate(zones: &dyn Zones, name: &str, from: Millis, to: Millis) -> Option<Zone> {
        let from = from.saturating_sub(2 * DAY);
        let to = to.saturating_add(2 * DAY);
        let offset_at = |at| Some(Millis::from(zones.offset_at(name, at)?) * SECOND);
        let mut offsets = vec![(Millis::MIN, offset_at(from)?)];
        let (mut at, mut offset) = (from, offsets[0].1);
        while at < to {
            let next = (at + PROBE).min(to);
            let there = offset_at(next)?;
            if there != offset {
                offsets.push((change_between(&offset_at, at, next)?, there));
            }
            (at, offset) = (next, there);
        }
        Some(Zone {
            name: name.to_owned(),
            covers: (from, to),
            offsets,
        })
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the table reaches over both instants.
    pub fn covers(&self, from: Millis, to: Millis) -> bool {
        self.covers.0 <= from && to <= self.covers.1
    }

    /// Milliseconds east of UTC at an instant.
    pub fn offset(&self, at: Millis) -> Millis {
        self.offsets[self.index(at)].1
    }

    /// The clock on the wall at an instant, as milliseconds since
    /// 1970-01-01T00:00 on that wall.
    pub fn local(&self, at: Millis) -> Millis {
        at.saturating_add(self.offset(at))
    }

    /// The instant of a wall clock: the earlier one of a time that occurs
    /// twice; of a skipped time by the offset before the change.
    pub fn instant(&self, local: Millis) -> Millis {
        let near = self.index(local);
        let first = near.saturating_sub(1);
        let last = (near + 1).min(self.offsets.len() - 1);
        let mut skipped = local.saturating_sub(self.offsets[first].1);
        for index in first..=last {
            let (start, offset) = self.offsets[index];
            let at = local.saturating_sub(offset);
            let end = self
                .offsets
                .get(index + 1)
                .map_or(Millis::MAX, |next| next.0);
            if start <= at {
                skipped = at;
                if at < end {
                    return at;
                }
            }
        }
        skipped
    }

    /// The local date of an instant.
    pub fn date(&self, at: Millis) -> Date {
        wall(self.local(at)).date_naive()
    }

    /// The local hour of an instant, 0–23.
    pub fn hour(&self, at: Millis) -> u8 {
        self.local(at).rem_euclid(DAY).div_euclid(HOUR) as u8
    }

    /// The local weekday of an instant, 0 for Monday to 6.
    pub fn weekday(&self, at: Millis) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.local(at).div_euclid(DAY) + 3).rem_euclid(7) as u8
    }

    /// The first instant after `at` at which the hour on the wall is another,
    /// or goes on with another offset.
    pub fn hour_end(&self, at: Millis) -> Millis {
        let full = at.saturating_add(HOUR - self.local(at).rem_euclid(HOUR));
        let change = self.offsets.get(self.index(at) + 1);
        change.map_or(full, |change| full.min(change.0))
    }

    /// The first instant of a local date.
    pub fn day_start(&self, date: Date) -> Millis {
        let days = date.num_days_from_ce() - Date::default().num_days_from_ce();
        self.instant(Millis::from(days) * DAY)
    }

    /// The instants of a period: from the first, up to but not including the
    /// second.
    pub fn bounds(&self, period: Period) -> (Millis, Millis) {
        let after = period.to.succ_opt().unwrap_or(period.to);
        (self.day_start(period.from), self.day_start(after))
    }

    /// The buckets of a period in order: the date and the instant at which
    /// each begins. The first may begin before the period; a date that the
    /// zone skipped is there, and is empty.
    pub fn buckets(&self, period: Period, bucket: Bucket) -> Vec<(Date, Millis)> {
        if bucket == Bucket::Hour {
            return self.hours(period);
        }
        let mut buckets = Vec::new();
        let mut date = bucket.first_date(period.from);
        while date <= period.to {
            buckets.push((date, self.day_start(date)));
            let next = bucket.next_date(date);
            if next <= date {
                break;
            }
            date = next;
        }
        buckets
    }

    fn hours(&self, period: Period) -> Vec<(Date, Millis)> {
        let (mut at, end) = self.bounds(period);
        let mut hours = Vec::new();
        while at < end {
            hours.push((self.date(at), at));
            at = self.hour_end(at);
        }
        hours
    }

    /// RFC 3339 of an instant, with the zone's offset, to the second.
    pub fn rfc3339(&self, at: Millis) -> String {
        rfc3339(at, self.offset(at))
    }

    fn index(&self, at: Millis) -> usize {
        let after = self.offsets.partition_point(|&(start, _)| start <= at);
        after.saturating_sub(1)
    }
}

/// The first instant with the offset of `to`, which differs from `from`'s.
fn change_between(
    offset_at: &impl Fn(Millis) -> Option<Millis>,
    mut from: Millis,
    mut to: Millis,
) -> Option<Millis> {
    let before = offset_at(from)?;
    while to - from > SECOND {
        let middle = (from + (to - from) / 2).div_euclid(SECOND) * SECOND;
        let middle = if middle <= from {
            from + SECOND
        } else {
            middle
        };
        if offset_at(middle)? == before {
            from = middle;
        } else {
            to = middle;
        }
    }
    Some(to)
}

fn wall(local: Millis) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(local).unwrap_or_default()
}

/// RFC 3339 of an instant, with an offset in milliseconds, to the second.
pub fn rfc3339(at: Millis, offset: Millis) -> String {
    let minutes = offset / (60 * SECOND);
    let sign = if minutes < 0 { '-' } else { '+' };
    format!(
        "{}{sign}{:02}:{:02}",
        seconds(wall(at + offset)),
        minutes.abs() / 60,
        minutes.abs() % 60
    )
}

/// RFC 3339 of an instant in UTC; milliseconds only where there are some.
pub fn rfc3339_utc(at: Millis) -> String {
    let to_second = seconds(wall(at));
    match at.rem_euclid(SECOND) {
        0 => format!("{to_second}Z"),
        millis => format!("{to_second}.{millis:03}Z"),
    }
}

fn seconds(wall: chrono::DateTime<chrono::Utc>) -> String {
    format!(
        "{}T{:02}:{:02}:{:02}",
        wall.date_naive(),
        wall.hour(),
        wall.minute(),
        wall.second()
    )
}

#[cfg(test)]
mod tests {
    use super::{Zone, Zones, rfc3339_utc};
    use crate::base::time::{Bucket, DAY, Date, HOUR, Millis, Period};

    /// Like Stockholm in 2026: +1 h, +2 h from 29 March to 25 October, 01:00Z.
    struct Nordic;

    const SPRING: Millis = 1_774_746_000_000;
    const AUTUMN: Millis = 1_792_890_000_000;

    impl Zones for Nordic {
        fn offset_at(&self, zone: &str, at: Millis) -> Option<i32> {
            let summer = (SPRING..AUTUMN).contains(&at);
            (zone == "Nordic").then_some(if summer { 7_200 } else { 3_600 })
        }
    }

    fn nordic() -> Zone {
        Zone::tabulate(&Nordic, "Nordic", SPRING - 90 * DAY, AUTUMN + 90 * DAY).unwrap()
    }

    fn day(month: u32, day: u32) -> Period {
        let date = Date::from_ymd_opt(2026, month, day).unwrap();
        Period {
            from: date,
            to: date,
        }
    }

    #[test]
    fn finds_the_changes_to_the_second() {
        let zone = nordic();
        for (at, hours) in [(SPRING - 1, 1), (SPRING, 2), (AUTUMN - 1, 2), (AUTUMN, 1)] {
            assert_eq!(zone.offset(at), hours * HOUR);
        }
        assert!(Zone::tabulate(&Nordic, "Elsewhere", 0, DAY).is_none());
    }

    #[test]
    fn reads_doubled_and_skipped_times() {
        let zone = nordic();
        // 02:30 on 29 March does not exist: the offset before reads it as 03:30.
        let skipped = zone.local(SPRING - 1) + 1 + HOUR / 2;
        assert_eq!(
            zone.rfc3339(zone.instant(skipped)),
            "2026-03-29T03:30:00+02:00"
        );
        // 02:30 on 25 October occurs twice: the earlier one.
        let doubled = zone.local(AUTUMN) + HOUR / 2;
        assert_eq!(
            zone.rfc3339(zone.instant(doubled)),
            "2026-10-25T02:30:00+02:00"
        );
        for at in [SPRING - DAY, SPRING + DAY, AUTUMN + HOUR] {
            assert_eq!(zone.instant(zone.local(at)), at);
        }
    }

    #[test]
    fn days_have_the_hours_they_have() {
        let zone = nordic();
        let hours = |period| zone.buckets(period, Bucket::Hour).len();
        assert_eq!(
            [hours(day(3, 28)), hours(day(3, 29)), hours(day(10, 25))],
            [24, 23, 25]
        );
        let (from, to) = zone.bounds(day(10, 25));
        assert_eq!(to - from, 25 * HOUR);
    }

    #[test]
    fn buckets_begin_before_the_period() {
        let quarter = Period {
            from: day(5, 20).from,
            to: day(7, 1).to,
        };
        let buckets = Zone::utc().buckets(quarter, Bucket::Quarter).into_iter();
        let labels: Vec<_> = buckets
            .map(|(date, at)| (date.to_string(), rfc3339_utc(at)))
            .collect();
        let label = |date: &str| (date.to_owned(), format!("{date}T00:00:00Z"));
        assert_eq!(labels, [label("2026-04-01"), label("2026-07-01")]);
        assert_eq!(Zone::utc().weekday(0), 3);
        assert_eq!(rfc3339_utc(1_500), "1970-01-01T00:00:01.500Z");
    }
}
