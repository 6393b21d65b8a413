//! The steps of a series over a period.

use crate::base::time::{Bucket, DAY, Date, Millis, Period};
use crate::base::zone::Zone;
use crate::report::QueryError;
use crate::report::figure::Step;

/// More steps than this nobody can read, and memory would not hold.
const MOST: u64 = 200_000;

/// The steps of a period in time order.
pub(super) struct Steps {
    /// The step.
    pub(super) bucket: Bucket,
    /// On which date each begins: the bucket's own, even before the period.
    dates: Vec<Date>,
    /// When each begins.
    starts: Vec<Millis>,
    /// The period's first instant and the first after it.
    pub(super) bounds: (Millis, Millis),
}

impl Steps {
    /// Cuts a period.
    ///
    /// # Errors
    ///
    /// When there would be more than [`MOST`].
    pub(super) fn new(zone: &Zone, period: Period, bucket: Bucket) -> Result<Steps, QueryError> {
        let per_day = if bucket == Bucket::Hour { 24 } else { 1 };
        if period.days().saturating_mul(per_day) > MOST {
            return Err(QueryError::TooManySteps(period));
        }
        let (dates, starts) = zone.buckets(period, bucket).into_iter().unzip();
        Ok(Steps {
            bucket,
            dates,
            starts,
            bounds: zone.bounds(period),
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The part of the period that a step covers.
    pub(super) fn span(&self, step: usize) -> (Millis, Millis) {
        let end = self.starts.get(step + 1).copied();
        (
            self.starts[step].max(self.bounds.0),
            end.unwrap_or(self.bounds.1).min(self.bounds.1),
        )
    }

    /// The days that a step covers; an hour is a twenty-fourth.
    pub(super) fn days(&self, zone: &Zone, step: usize) -> f64 {
        if self.bucket == Bucket::Hour {
            return 1.0 / 24.0;
        }
        let (from, to) = self.span(step);
        let wall = zone.local(to) - zone.local(from);
        wall as f64 / DAY as f64
    }

    /// A step's start as the report writes it.
    pub(super) fn label(&self, zone: &Zone, step: usize) -> String {
        let start = self.starts[step];
        match self.bucket {
            Bucket::Hour => zone.rfc3339(start),
            _ => self.dates[step].to_string(),
        }
    }

    /// A step for pictures.
    pub(super) fn step(&self, zone: &Zone, step: usize) -> Step {
        let start = self.starts[step];
        let hour = match self.bucket {
            Bucket::Hour => zone.hour(start),
            _ => 0,
        };
        let (from, to) = self.span(step);
        Step {
            date: self.dates[step],
            hour,
            offset_minutes: (zone.offset(start) / 60_000) as i32,
            from,
            to,
        }
    }
}
