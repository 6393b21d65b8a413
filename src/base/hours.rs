//! Opening hours as a measure of time: how much of a span was open.

use chrono::Datelike;

use crate::base::time::{DAY, Date, Millis, Period};
use crate::base::zone::Zone;

/// Open intervals of a span, to measure waits by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenHours {
    /// Start, end, and the open time before the start; in order.
    intervals: Vec<(Millis, Millis, Millis)>,
}

impl OpenHours {
    /// The opening hours of every date of `period`: `weekly` holds seven
    /// days from Monday, each with its intervals as milliseconds since
    /// midnight on the wall; nothing is open on `holidays`.
    pub fn new(
        weekly: &[Vec<(Millis, Millis)>; 7],
        holidays: &[Date],
        zone: &Zone,
        period: Period,
    ) -> OpenHours {
        let mut intervals: Vec<(Millis, Millis, Millis)> = Vec::new();
        let mut before = 0;
        for date in period
            .from
            .iter_days()
            .take_while(|&date| date <= period.to)
        {
            if holidays.contains(&date) {
                continue;
            }
            let midnight =
                Millis::from(date.num_days_from_ce() - Date::default().num_days_from_ce()) * DAY;
            for &(opens, closes) in &weekly[date.weekday().num_days_from_monday() as usize] {
                let start = zone.instant(midnight + opens);
                let end = zone.instant(midnight + closes);
                if start < end {
                    intervals.push((start, end, before));
                    before += end - start;
                }
            }
        }
        OpenHours { intervals }
    }

    /// How much of the time from `from` to `to` was open.
    pub fn between(&self, from: Millis, to: Millis) -> Millis {
        self.open_before(to) - self.open_before(from)
    }

    fn open_before(&self, at: Millis) -> Millis {
        let after = self.intervals.partition_point(|&(start, ..)| start <= at);
        match after
            .checked_sub(1)
            .and_then(|index| self.intervals.get(index))
        {
            Some(&(start, end, before)) => before + at.min(end) - start,
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OpenHours;
    use crate::base::time::{Date, HOUR, Period};
    use crate::base::zone::Zone;

    #[test]
    fn counts_open_time_only() {
        // 1970-01-01 is a Thursday; open 9–12 and 13–17 on Thursdays and Fridays.
        let open = vec![(9 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)];
        let mut weekly = [const { Vec::new() }; 7];
        weekly[3] = open.clone();
        weekly[4] = open;
        let from = Date::default();
        let period = Period {
            from,
            to: from + chrono::Days::new(8),
        };
        let holiday = [from + chrono::Days::new(1)];
        let hours = OpenHours::new(&weekly, &holiday, &Zone::utc(), period);
        assert_eq!(hours.between(8 * HOUR, 10 * HOUR), HOUR);
        assert_eq!(hours.between(11 * HOUR, 14 * HOUR), 2 * HOUR);
        assert_eq!(hours.between(12 * HOUR, 13 * HOUR), 0);
        // The Friday is a holiday: the next opening is Thursday of the next week.
        assert_eq!(hours.between(16 * HOUR, (7 * 24 + 10) * HOUR), 2 * HOUR);
    }
}
