//! What the steps of a time axis are called.

use chrono::Datelike;

use crate::base::time::Bucket;
use crate::report::figure::{Context, Step};
use crate::view::format;
use crate::view::scene::Scene;
use crate::view::text::fill;

/// A step's own name, as long as need be.
pub(crate) fn title(index: usize, scene: &Scene<'_>) -> String {
    let locale = scene.locale;
    let Context { steps, bucket, .. } = scene.context;
    let step = &steps[index];
    match bucket {
        Bucket::Hour => {
            let time = format::hour(step.hour);
            let day = format::weekday_date(step.date, locale);
            if !is_doubled(steps, index) {
                return format!("{day}, {time}");
            }
            let offset = utc_offset(step.offset_minutes);
            let words = [("time", time.as_str()), ("offset", offset.as_str())];
            format!("{day}, {}", fill(scene.text().with_offset, &words))
        }
        Bucket::Day => format::weekday_date(step.date, locale),
        Bucket::Week => {
            let date = format::date(step.date, locale);
            fill(scene.text().week_of, &[("date", &date)])
        }
        Bucket::Month => format::month(step.date, true, locale),
        Bucket::Quarter => format::quarter(step.date, locale),
        Bucket::Year => step.date.year().to_string(),
    }
}

/// Whether the clock shows this hour twice.
fn is_doubled(steps: &[Step], index: usize) -> bool {
    let same = |other: Option<&Step>| {
        other
            .is_some_and(|other| (other.date, other.hour) == (steps[index].date, steps[index].hour))
    };
    same(steps.get(index + 1)) || same(index.checked_sub(1).and_then(|before| steps.get(before)))
}

/// An offset from UTC as people write it: `+2`, `−3:30`.
fn utc_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("{sign}{hours}")
    } else {
        format!("{sign}{hours}:{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use crate::base::time::Date;
    use crate::report::figure::Step;
    use crate::view::steps::{is_doubled, utc_offset};

    #[test]
    fn only_the_hour_that_occurs_twice_is_doubled() {
        let hours = [(1, 120), (2, 120), (2, 60), (3, 60)];
        let steps = hours.map(|(hour, offset_minutes)| Step {
            date: Date::from_ymd_opt(2026, 10, 25).unwrap(),
            hour,
            offset_minutes,
            ..Step::default()
        });
        let doubled = [0, 1, 2, 3].map(|index| is_doubled(&steps, index));
        assert_eq!(doubled, [false, true, true, false]);
    }

    #[test]
    fn offsets_read_as_people_write_them() {
        assert_eq!([120, 0, -210].map(utc_offset), ["+2", "+0", "−3:30"]);
    }
}
