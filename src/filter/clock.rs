//! The hours of the week that count, for what has its own time.

use crate::base::time::{Bucket, Millis, Period};
use crate::base::zone::Zone;

/// The bits of a day's 24 hours.
const WHOLE_DAY: u32 = (1 << 24) - 1;

/// Which hours of which weekdays count, by the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// One bit an hour, from Monday.
    days: [u32; 7],
}

impl Default for Clock {
    /// All of them.
    fn default() -> Clock {
        Clock {
            days: [WHOLE_DAY; 7],
        }
    }
}

impl Clock {
    /// Keeps the weekdays (0 for Monday) for which `keep` holds.
    pub fn keep_weekdays(&mut self, keep: impl Fn(u32) -> bool) {
        for (day, hours) in (0..).zip(&mut self.days) {
            if !keep(day) {
                *hours = 0;
            }
        }
    }

    /// Keeps the hours for which `keep` holds, on every weekday.
    pub fn keep_hours(&mut self, keep: impl Fn(u32) -> bool) {
        let kept = (0..24)
            .filter(|&hour| keep(hour))
            .fold(0, |kept, hour| kept | 1 << hour);
        for hours in &mut self.days {
            *hours &= kept;
        }
    }

    /// Whether every hour counts.
    pub fn is_whole(&self) -> bool {
        self.days == [WHOLE_DAY; 7]
    }

    /// Whether an instant counts.
    pub fn allows(&self, zone: &Zone, at: Millis) -> bool {
        self.is_whole()
            || self.days[usize::from(zone.weekday(at))] >> u32::from(zone.hour(at)) & 1 == 1
    }

    /// The parts of a span (end excluded) that count, in order and apart.
    pub fn parts(&self, zone: &Zone, span: (Millis, Millis)) -> Vec<(Millis, Millis)> {
        if span.0 >= span.1 {
            return Vec::new();
        }
        if self.is_whole() {
            return vec![span];
        }
        let dates = Period {
            from: zone.date(span.0),
            to: zone.date(span.1 - 1),
        };
        let hours = zone.buckets(dates, Bucket::Hour);
        let mut parts: Vec<(Millis, Millis)> = Vec::new();
        for (index, &(_, start)) in hours.iter().enumerate() {
            let next = hours.get(index + 1).map_or(span.1, |next| next.1);
            let (from, to) = (start.max(span.0), next.min(span.1));
            if from >= to || !self.allows(zone, from) {
                continue;
            }
            match parts.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => parts.push((from, to)),
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use crate::base::time::{DAY, HOUR};
    use crate::base::zone::Zone;

    #[test]
    fn cuts_a_span_by_the_hours_that_count() {
        let zone = Zone::utc();
        let mut clock = Clock::default();
        let span = (HOUR / 2, 2 * DAY);
        assert_eq!(clock.parts(&zone, span), [span]);
        clock.keep_hours(|hour| hour < 2 || hour == 23);
        let parts = clock.parts(&zone, span);
        assert_eq!(
            parts,
            [
                (HOUR / 2, 2 * HOUR),
                (23 * HOUR, 26 * HOUR),
                (47 * HOUR, 48 * HOUR)
            ]
        );
        // 1970-01-01 was a Thursday.
        clock.keep_weekdays(|day| day == 4);
        assert!(clock.allows(&zone, DAY) && !clock.allows(&zone, 0));
        assert_eq!(
            clock.parts(&zone, span),
            [(24 * HOUR, 26 * HOUR), (47 * HOUR, 48 * HOUR)]
        );
        assert_eq!(clock.parts(&zone, (DAY, DAY)), []);
    }
}
