//! What one asks for: a period, filters, and how to split.

use std::fmt::{Display, Formatter};

use serde::{Deserialize, Serialize};

use crate::base::date;
use crate::base::sorted::SortedMap;
use crate::base::time::{Bucket, Date, Period};
use crate::filter::UnknownField;

/// So many days, with today, are shown where nobody names a period.
const DEFAULT_DAYS: u64 = 7;

/// What a report is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportQuery {
    /// First date; without it seven days are taken.
    #[serde(with = "date::option")]
    pub from: Option<Date>,
    /// Last date; without it the local date of `as_of`.
    #[serde(with = "date::option")]
    pub to: Option<Date>,
    /// Values by field; a key that ends in `!` excludes them.
    pub filters: SortedMap<String, Vec<String>>,
    /// Also by the values of this dimension.
    pub by: Option<String>,
    /// Also by steps of time.
    pub series: Option<Bucket>,
    /// Only these metrics; in rows too.
    pub only: Option<Vec<String>>,
}

/// What a screen of the dashboard is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// The dates; without them the seven days that end with `as_of`.
    pub period: Option<Period>,
    /// Values by field; a key that ends in `!` excludes them.
    pub filters: SortedMap<String, Vec<String>>,
    /// The step of series; without it the one that suits the period.
    pub bucket: Option<Bucket>,
}

/// Why a query cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// A filter or breakdown names a field that does not exist.
    UnknownField(UnknownField),
    /// There is no metric of this id.
    UnknownMetric(String),
    /// The metric of this id is not made of conversations.
    NotOfConversations(String),
    /// The register has no column of this name.
    UnknownColumn(String),
    /// The period ends before it begins.
    BackwardPeriod(Period),
    /// The period is longer than a calendar can be cut into steps.
    TooManySteps(Period),
}

impl QueryError {
    /// A stable name of the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            QueryError::UnknownField(_) => "unknown_field",
            QueryError::UnknownMetric(_) => "unknown_metric",
            QueryError::NotOfConversations(_) => "not_of_conversations",
            QueryError::UnknownColumn(_) => "unknown_column",
            QueryError::BackwardPeriod(_) => "backward_period",
            QueryError::TooManySteps(_) => "too_many_steps",
        }
    }
}

impl From<UnknownField> for QueryError {
    fn from(error: UnknownField) -> QueryError {
        QueryError::UnknownField(error)
    }
}

impl Display for QueryError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            QueryError::UnknownField(error) => error.fmt(f),
            QueryError::UnknownMetric(id) => {
                write!(
                    f,
                    "there is no metric called “{id}”: see the list of metrics"
                )
            }
            QueryError::NotOfConversations(id) => {
                write!(f, "no conversation stands behind the metric “{id}”")
            }
            QueryError::UnknownColumn(name) => {
                write!(f, "the register has no column called “{name}”")
            }
            QueryError::BackwardPeriod(Period { from, to }) => {
                write!(f, "the period ends ({to}) before it begins ({from})")
            }
            QueryError::TooManySteps(Period { from, to }) => write!(
                f,
                "the period {from} – {to} has too many steps: choose a longer step or fewer days"
            ),
        }
    }
}

impl std::error::Error for QueryError {}

impl ReportQuery {
    /// The dates asked for; `today` is the local date of `as_of`.
    ///
    /// # Errors
    ///
    /// When they end before they begin.
    pub fn period(&self, today: Date) -> Result<Period, QueryError> {
        forward(match (self.from, self.to) {
            (Some(from), to) => Period {
                from,
                to: to.unwrap_or(today),
            },
            (None, to) => Period::ending(to.unwrap_or(today), DEFAULT_DAYS),
        })
    }
}

impl Query {
    /// The dates asked for; `today` is the local date of `as_of`.
    ///
    /// # Errors
    ///
    /// When they end before they begin.
    pub fn period(&self, today: Date) -> Result<Period, QueryError> {
        let period = self.period;
        forward(period.unwrap_or_else(|| Period::ending(today, DEFAULT_DAYS)))
    }
}

fn forward(period: Period) -> Result<Period, QueryError> {
    match period.from <= period.to {
        true => Ok(period),
        false => Err(QueryError::BackwardPeriod(period)),
    }
}
