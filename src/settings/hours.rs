//! Reading a weekly schedule of opening hours.

use crate::base::date;
use crate::base::order::sorted;
use crate::base::sorted::SortedMap;
use crate::base::time::{Date, Millis};
use crate::settings::plain::Plain;
use crate::settings::read::{Fields, Reading, SettingsError, text};
use crate::settings::{BusinessHours, DAYS, minute_of};

/// Reads a schedule; refuses days and times that do not exist, intervals
/// that end before they begin or overlap, and a week that is never open.
pub(super) fn business_hours(key: &str, value: &Plain) -> Reading<BusinessHours> {
    let fields = Fields::of(key, value, &["timezone", "weekly", "holidays"])?;
    let weekly = fields.required("weekly", |key, value| {
        let days = Fields::of(key, value, &DAYS)?;
        let mut weekly = SortedMap::default();
        for day in DAYS {
            if let Some(intervals) = days.optional(day, intervals)? {
                weekly.insert(day.to_owned(), intervals);
            }
        }
        let closed = weekly.values().all(Vec::is_empty);
        match closed {
            true => Err(SettingsError::new(key, value, "at least one open interval")),
            false => Ok(weekly),
        }
    })?;
    Ok(BusinessHours {
        timezone: fields.optional("timezone", text)?,
        weekly,
        holidays: fields.optional("holidays", dates)?.unwrap_or_default(),
    })
}

/// The intervals of one day, in order of time.
fn intervals(key: &str, value: &Plain) -> Reading<Vec<(String, String)>> {
    let refusal = || {
        let allowed = r#"a list of ["09:00","17:00"], from 00:00 to 24:00, each closing after it opens, none overlapping"#;
        SettingsError::new(key, value, allowed)
    };
    let Plain::List(values) = value else {
        return Err(refusal());
    };
    let intervals = values
        .iter()
        .map(interval)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(refusal)?;
    let intervals = sorted(intervals, |one, other| one.0.cmp(&other.0));
    match intervals.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        true => Err(refusal()),
        false => Ok(intervals.into_iter().map(|(_, _, texts)| texts).collect()),
    }
}

/// Opening and closing as milliseconds since midnight, and as written.
fn interval(value: &Plain) -> Option<(Millis, Millis, (String, String))> {
    let Plain::List(ends) = value else {
        return None;
    };
    let [Plain::Text(opens), Plain::Text(closes)] = ends.as_slice() else {
        return None;
    };
    let (from, to) = (minute_of(opens)?, minute_of(closes)?);
    (from < to).then(|| (from, to, (opens.clone(), closes.clone())))
}

fn dates(key: &str, value: &Plain) -> Reading<Vec<Date>> {
    let refusal = || SettingsError::new(key, value, r#"a list of dates like "2026-12-25""#);
    let Plain::List(values) = value else {
        return Err(refusal());
    };
    let date = |value: &Plain| match value {
        Plain::Text(text) => date::read(text),
        _ => None,
    };
    values
        .iter()
        .map(date)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(refusal)
}
