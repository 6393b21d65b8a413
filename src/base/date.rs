//! Calendar dates as documents write them: `2026-06-01`, and in no other way.
//!
//! Dates are read and written here rather than by the calendar's own crate,
//! whose readers and writers know every form a date can take and are many
//! times as large.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::moment;
use crate::base::time::Date;

/// Reads `2026-06-01`; `None` for anything else.
pub fn read(text: &str) -> Option<Date> {
    let days = moment::read_days(text.as_bytes())?;
    Date::from_epoch_days(i32::try_from(days).ok()?)
}

/// For a field that is a date.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// For a field that is a date.
///
/// # Errors
///
/// When it is not text, or no date.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    Written::deserialize(deserializer).map(|Written(date)| date)
}

/// For a field that is a list of dates.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize_all<S: Serializer>(dates: &[Date], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(dates.iter().copied().map(Written))
}

/// For a field that may be a date.
pub mod option {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::base::date::Written;
    use crate::base::time::Date;

    /// Nothing, or the date.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        date.map(Written).serialize(serializer)
    }

    /// Nothing, or the date.
    ///
    /// # Errors
    ///
    /// When it is something else than a date.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        let written = Option::<Written>::deserialize(deserializer)?;
        Ok(written.map(|Written(date)| date))
    }
}

/// A date inside something that is written as a whole.
struct Written(Date);

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Written, D::Error> {
        deserializer.deserialize_str(Reader).map(Written)
    }
}

struct Reader;

impl Visitor<'_> for Reader {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date like 2026-06-01")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        read(text).ok_or_else(|| E::custom(format!("{text} is no date like 2026-06-01")))
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::read;
    use crate::base::time::{Date, Period};

    #[test]
    fn reads_what_it_writes_and_nothing_else() {
        let first = Date::from_ymd_opt(1899, 12, 30).unwrap();
        for date in (0..100_000).step_by(17).map(|days| first + Days::new(days)) {
            assert_eq!(read(&date.to_string()), Some(date));
        }
        for text in [
            "",
            "2026",
            "2026-6-1",
            "2026-06-1 ",
            "2026-06-01 ",
            "+2026-06-01",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-06-00",
            "2026/06/01",
            "2026-06-01T00:00:00Z",
            "２026-06-1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_period_is_written_as_dates() {
        let text = r#"{"from":"2024-02-29","to":"2026-06-01"}"#;
        let period: Period = serde_json::from_str(text).unwrap();
        assert_eq!(period.days(), 824);
        assert_eq!(serde_json::to_string(&period).unwrap(), text);
        assert!(serde_json::from_str::<Period>(&text.replace("02-29", "02-30")).is_err());
    }
}
