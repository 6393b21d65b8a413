//! The report object and its parts.

use std::fmt;
use std::marker::PhantomData;

use serde::de::Visitor;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::number;
use crate::base::sorted::SortedMap;
use crate::base::time::{Bucket, Period};
pub use crate::metric::{Change, Comparison, MoneyChange, NewWord, RelativeChange, Value};

/// The name and version of the report document.
pub const SCHEMA: &str = "chatgauge.report/1";

/// One metric's answer. Fields that do not apply to the metric are absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricAnswer {
    /// The value in the metric's unit.
    pub value: Value,
    /// The unit's name: count, ratio, seconds, hours, messages, score,
    /// correlation or money. Empty (and not written) in rows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What was counted, of quotients.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub numerator: Option<f64>,
    /// Out of what, of quotients.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub denominator: Option<f64>,
    /// How many values stand behind a mean, nps or correlation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// The median of those values.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub median: Option<f64>,
    /// Their 90th percentile.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub p90: Option<f64>,
    /// The value of the previous period; this and the changes are `None` where
    /// nothing is compared: in rows of breakdowns and series.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub previous: Option<Value>,
    /// The difference to it.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub change: Option<Change>,
    /// The difference relative to it; never of ratios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change_relative: Option<RelativeChange>,
    /// Whether windows that decide it were still running at `as_of`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// Event types it needs that the loaded data does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

impl MetricAnswer {
    /// Sets how the value compares with the previous period's, or that it is
    /// not compared.
    pub fn set_comparison(&mut self, comparison: Option<Comparison>) {
        (self.previous, self.change, self.change_relative) = match comparison {
            Some(comparison) => (
                Some(comparison.previous),
                Some(comparison.change),
                comparison.change_relative,
            ),
            None => (None, None, None),
        };
    }
}

/// A field that is there, even as null: not the same as one that is missing.
fn present<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(Present(PhantomData))
}

struct Present<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Present<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    /// Left out.
    fn visit_unit<E>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    /// Null.
    fn visit_none<E>(self) -> Result<Option<T>, E> {
        Ok(Some(T::default()))
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Option<T>, D::Error> {
        T::deserialize(value).map(Some)
    }
}

/// Answers by metric id, in the catalogue's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics(pub Vec<(String, MetricAnswer)>);

impl Metrics {
    /// The answer of one metric.
    pub fn get(&self, id: &str) -> Option<&MetricAnswer> {
        self.0
            .iter()
            .find(|(key, _)| key == id)
            .map(|(_, answer)| answer)
    }
}

impl Serialize for Metrics {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, answer) in &self.0 {
            map.serialize_entry(id, answer)?;
        }
        map.end()
    }
}

/// One record that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Where: `line 12`, `item 3`, with the file's name in front when there
    /// are several files.
    pub at: String,
    /// The field at fault; empty when the whole record is.
    pub field: String,
    /// Why, in a few words.
    pub reason: String,
    /// The offending value, cut at 80 characters.
    pub value: String,
}

/// What loading came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadSummary {
    /// Events accepted.
    pub events: u64,
    /// Records rejected.
    pub rejected: u64,
    /// Events left out because an earlier one has their id.
    pub duplicates: u64,
    /// Events of threads without any core event: they belong to none.
    pub unattached: u64,
    /// Events more than a day after the machine's clock.
    pub future: u64,
    /// The first 1,000 rejections.
    pub rejections: Vec<Rejection>,
}

/// The report document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// "Now" for windows and open conversations, RFC 3339 in UTC.
    pub as_of: String,
    /// IANA name of the zone of all days and hours.
    pub timezone: String,
    /// The period asked for.
    pub period: Period,
    /// As many days just before.
    pub previous: Period,
    /// Values by field; `field!` excludes.
    pub filters: SortedMap<String, Vec<String>>,
    /// What loading came to.
    pub load: LoadSummary,
    /// Every metric, or those asked for.
    pub metrics: Metrics,
    /// Only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Breakdown>,
    /// Only when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
}

/// The metrics by the values of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breakdown {
    /// The dimension's name.
    pub by: String,
    /// Most conversations first, then by key, no value last.
    pub rows: Vec<BreakdownRow>,
}

/// One value of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreakdownRow {
    /// The value; `None` for conversations without one.
    pub key: Option<String>,
    /// The metrics of the conversations with it.
    pub metrics: Metrics,
}

/// The metrics by buckets of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Series {
    /// The step.
    pub bucket: Bucket,
    /// In time order; buckets without data are present.
    pub rows: Vec<SeriesRow>,
}

/// One bucket.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeriesRow {
    /// The bucket's own first date, or of an hour its RFC 3339 instant with
    /// offset.
    pub start: String,
    /// The metrics of the conversations that start in it.
    pub metrics: Metrics,
}
