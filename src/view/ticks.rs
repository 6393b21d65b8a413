//! Few and round ticks, and time labels that never touch each other.

use chrono::{Datelike, Weekday};

use crate::base::time::Bucket;
use crate::report::figure::Step;
use crate::view::format;
use crate::view::locale::Locale;

/// Whole-numbered ticks from 0 to at most `max`, about `wanted` of them;
/// 0 alone where nothing was counted.
pub fn counts(max: u64, wanted: usize) -> Vec<u64> {
    let step = round_step(max, wanted);
    (0..=max / step).map(|index| index * step).collect()
}

/// Round ticks that lie between two values or next to the lower one, about
/// `wanted` steps of them. `clock` says that they are seconds.
pub fn values(low: f64, high: f64, wanted: usize, clock: bool) -> Vec<f64> {
    const CLOCK: [f64; 14] = [
        30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 7_200.0, 10_800.0, 21_600.0,
        43_200.0, 86_400.0, 172_800.0,
    ];
    // Rather a tick too many than one alone.
    let rough = 0.6 * (high - low) / wanted.max(1) as f64;
    if !rough.is_finite() || rough <= 0.0 {
        return vec![low];
    }
    let on_clock = CLOCK.into_iter().find(|step| *step >= rough);
    let step = match on_clock.filter(|_| clock && rough > 12.0) {
        Some(step) => step,
        None => {
            let power = 10_f64.powf(rough.log10().floor());
            let factors = [1.0, 2.0, 5.0, 10.0].into_iter();
            let mut steps = factors.map(|factor| factor * power);
            steps.find(|step| *step >= rough).unwrap_or(rough)
        }
    };
    let (first, last) = ((low / step).floor(), (high / step + 1e-9).floor());
    let count = (last - first).clamp(0.0, 100.0) as usize;
    (0..=count)
        .map(|index| (first + index as f64) * step)
        .collect()
}

/// 1, 2 or 5 times a power of ten, so that at most `wanted` steps reach `max`.
fn round_step(max: u64, wanted: usize) -> u64 {
    let rough = max / wanted.max(1) as u64;
    let mut power = 1;
    loop {
        for factor in [1, 2, 5] {
            if factor * power > rough {
                return factor * power;
            }
        }
        match power.checked_mul(10) {
            Some(next) if next <= u64::MAX / 5 => power = next,
            _ => return power,
        }
    }
}

/// A label under the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeLabel {
    /// The step it belongs to.
    pub index: usize,
    /// What it says.
    pub text: String,
    /// The middle of the text, moved inwards where the edge would cut it.
    pub x: f32,
    /// How wide it is.
    pub width: f32,
}

/// Where the axis is.
pub struct TimeAxis<'a> {
    /// The steps in order.
    pub steps: &'a [Step],
    /// Their size.
    pub bucket: Bucket,
    /// The left edge of the first step.
    pub left: f32,
    /// The width of one step.
    pub pitch: f32,
    /// What no label may cross.
    pub right_edge: f32,
}

/// Clear space between two labels where every step has one.
const LABEL_GAP: f32 = 12.0;
/// The same where few have: they should be few.
const WIDE_GAP: f32 = 20.0;

/// The densest set of labels that do not touch: every step, else every
/// Monday, month, midnight … whatever suits the bucket.
pub fn time_labels(
    axis: &TimeAxis<'_>,
    locale: &Locale,
    width: &dyn Fn(&str) -> f32,
) -> Vec<TimeLabel> {
    for every in 0.. {
        for form in [Form::Long, Form::Short] {
            let Some(labels) = candidate(axis, every, form, locale, width) else {
                continue;
            };
            if apart(&labels, if every == 0 { LABEL_GAP } else { WIDE_GAP }) {
                return labels;
            }
        }
        if every > 40 {
            break;
        }
    }
    // Not even two fit: the first says where the axis begins.
    let first = TimeAxis {
        steps: &axis.steps[..axis.steps.len().min(1)],
        ..*axis
    };
    candidate(&first, 0, Form::Short, locale, width).unwrap_or_default()
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Long,
    Short,
}

/// The labels of one density; `None` where that form adds nothing.
fn candidate(
    axis: &TimeAxis<'_>,
    every: usize,
    form: Form,
    locale: &Locale,
    width: &dyn Fn(&str) -> f32,
) -> Option<Vec<TimeLabel>> {
    let long = form == Form::Long;
    if long && (axis.bucket != Bucket::Day || every > 0) {
        return None;
    }
    let with_year = axis.steps.first().map(|step| step.date.year())
        != axis.steps.last().map(|step| step.date.year());
    let chosen = axis
        .steps
        .iter()
        .enumerate()
        .filter(|(index, step)| falls_on(*index, step, axis.bucket, every));
    let chosen: Vec<(usize, &Step)> = chosen.collect();
    if chosen.len() as f32 * LABEL_GAP > axis.right_edge {
        // Not worth measuring.
        return None;
    }
    let labels = chosen
        .into_iter()
        .map(|(index, step)| {
            let text = label(step, axis.bucket, (every, long), with_year, locale);
            let width = width(&text);
            let half = width / 2.0;
            let middle = axis.left + (index as f32 + 0.5) * axis.pitch;
            let x = middle.min(axis.right_edge - half).max(half);
            TimeLabel {
                index,
                text,
                x,
                width,
            }
        })
        .collect();
    Some(labels)
}

/// Whether a step carries a label at the given density, 0 being every step.
fn falls_on(index: usize, step: &Step, bucket: Bucket, every: usize) -> bool {
    let date = step.date;
    let month = date.month0() as usize + 12 * date.year().unsigned_abs() as usize;
    let on_month = |months: usize| date.day() == 1 && month.is_multiple_of(months);
    match bucket {
        Bucket::Hour => match every {
            0..5 => step.hour.is_multiple_of([1, 2, 3, 6, 12][every]),
            _ => step.hour == 0 && index_of_day(step).is_multiple_of(1 << (every - 5).min(20)),
        },
        Bucket::Day => match every {
            0 => true,
            1 => index.is_multiple_of(2),
            2 => date.weekday() == Weekday::Mon,
            3 => date.weekday() == Weekday::Mon && (index_of_day(step) / 7).is_multiple_of(2),
            _ => on_month(MONTHS[(every - 4).min(MONTHS.len() - 1)]),
        },
        Bucket::Week => match every {
            0 => true,
            1..3 => (index_of_day(step) / 7).is_multiple_of(2 * every),
            // The week in which a month begins.
            _ => {
                let months = MONTHS[(every - 3).min(MONTHS.len() - 1)];
                date.day() <= 7 && month.is_multiple_of(months)
            }
        },
        Bucket::Month => month.is_multiple_of(MONTHS[every.min(MONTHS.len() - 1)]),
        Bucket::Quarter => (month / 3).is_multiple_of([1, 2, 4, 8, 20, 40][every.min(5)]),
        Bucket::Year => (date.year().unsigned_abs() as usize)
            .is_multiple_of([1, 2, 5, 10, 20, 50, 100][every.min(6)]),
    }
}

/// Numbers of months that divide a year, then whole years.
const MONTHS: [usize; 9] = [1, 2, 3, 6, 12, 24, 60, 120, 600];

fn index_of_day(step: &Step) -> usize {
    usize::try_from(step.date.num_days_from_ce()).unwrap_or(0)
}

fn label(
    step: &Step,
    bucket: Bucket,
    (every, long): (usize, bool),
    with_year: bool,
    locale: &Locale,
) -> String {
    match bucket {
        Bucket::Day if every >= 4 => format::month(step.date, with_year, locale),
        Bucket::Week if every >= 3 => format::month(step.date, with_year, locale),
        Bucket::Hour if step.hour == 0 => format::short_day(step.date, locale),
        Bucket::Hour => format::hour(step.hour),
        Bucket::Day if long => format::weekday_day(step.date, locale),
        Bucket::Day | Bucket::Week if with_year => format::date(step.date, locale),
        Bucket::Day | Bucket::Week => format::short_day(step.date, locale),
        Bucket::Month => format::month(step.date, with_year, locale),
        Bucket::Quarter => format::quarter(step.date, locale),
        Bucket::Year => step.date.year().to_string(),
    }
}

/// Whether there is clear space between all neighbours, and at least one.
fn apart(labels: &[TimeLabel], gap: f32) -> bool {
    let clear = labels.windows(2).all(|pair| {
        let halves = (pair[0].width + pair[1].width) / 2.0;
        pair[1].x - pair[0].x >= halves + gap
    });
    clear && !labels.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::base::time::{Bucket, Date};
    use crate::report::figure::Step;
    use crate::view::locale::Locale;
    use crate::view::ticks::{TimeAxis, counts, time_labels};

    #[test]
    fn count_ticks_are_few_whole_and_round() {
        assert_eq!(counts(0, 4), [0]);
        assert_eq!(counts(1, 4), [0, 1]);
        assert_eq!(counts(7, 4), [0, 2, 4, 6]);
        assert_eq!(counts(62, 4), [0, 20, 40, 60]);
        assert_eq!(counts(1_000_000_000, 4).len(), 3);
        for max in (1..5_000).chain([u64::MAX, u64::MAX / 3]) {
            let ticks = counts(max, 4);
            assert!((2..=5).contains(&ticks.len()), "{max}: {ticks:?}");
        }
    }

    fn labels_of(days: u64, width: f32) -> Vec<String> {
        let first = Date::from_ymd_opt(2026, 5, 4).unwrap();
        let steps: Vec<Step> = (0..days)
            .map(|day| Step {
                date: first + chrono::Days::new(day),
                ..Step::default()
            })
            .collect();
        let axis = TimeAxis {
            steps: &steps,
            bucket: Bucket::Day,
            left: 36.0,
            pitch: (width - 36.0) / days as f32,
            right_edge: width,
        };
        let locale = Locale::from_tag("en");
        time_labels(&axis, &locale, &|text| text.chars().count() as f32 * 6.0)
            .into_iter()
            .map(|label| label.text)
            .collect()
    }

    #[test]
    fn days_fall_back_to_mondays_and_months() {
        assert_eq!(labels_of(1, 300.0), ["Mon 4 May"]);
        assert_eq!(labels_of(7, 760.0).len(), 7);
        assert_eq!(
            labels_of(28, 760.0),
            ["4 May", "11 May", "18 May", "25 May"]
        );
        assert_eq!(labels_of(90, 240.0), ["Jun", "Jul", "Aug"]);
        assert_eq!(labels_of(500, 280.0), ["Jul 2026", "Jan 2027", "Jul 2027"]);
    }

    #[test]
    fn one_label_is_left_where_no_two_fit() {
        assert_eq!(labels_of(3, 60.0), ["4 May"]);
    }
}
