//! Rows apart by the values of a dimension, or by buckets of time.

use crate::base::time::{Bucket, Millis, Period};
use crate::conversation::{Conversations, Dimension};

/// The rows of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value; `None` for conversations without one.
    pub code: Option<u32>,
    /// What reports call it.
    pub key: Option<String>,
    /// Ascending.
    pub rows: Vec<u32>,
}

/// Splits rows by a dimension: most conversations first, then by key, no
/// value last. A conversation with several values is in the group of each.
pub fn breakdown(conversations: &Conversations, dimension: Dimension, rows: &[u32]) -> Vec<Group> {
    let mut by_code: Vec<Vec<u32>> = vec![Vec::new(); conversations.code_count(dimension)];
    let mut without = Vec::new();
    for &row in rows {
        let codes = conversations.codes(dimension, row as usize);
        for &code in codes.as_slice() {
            by_code[code as usize].push(row);
        }
        if codes.as_slice().is_empty() {
            without.push(row);
        }
    }
    let constant = conversations.constant_codes(dimension);
    let mut groups: Vec<Group> = (0..)
        .zip(by_code)
        .filter(|(code, rows)| !rows.is_empty() || constant.contains(code))
        .map(|(code, rows)| Group {
            code: Some(code),
            key: Some(conversations.label(dimension, code)),
            rows,
        })
        .collect();
    groups.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then(a.key.cmp(&b.key)));
    if !without.is_empty() {
        groups.push(Group {
            code: None,
            key: None,
            rows: without,
        });
    }
    groups
}

/// The part of a period in one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// When the bucket begins, perhaps before the period.
    pub start: Millis,
    /// The instants covered: the period's part of the bucket, end excluded.
    pub span: (Millis, Millis),
    /// How many days that is: dates, or of an hour 1/24.
    pub days: f64,
    /// The rows that start in it.
    pub rows: &'a [u32],
}

/// Cuts the ascending rows of a period into buckets; empty ones are present.
pub fn series<'a>(
    conversations: &Conversations,
    period: Period,
    bucket: Bucket,
    rows: &'a [u32],
) -> Vec<Step<'a>> {
    let zone = &conversations.zone;
    let bounds = zone.bounds(period);
    let starts = zone.bucket_starts(period, bucket);
    let begins_before =
        |at: Millis| rows.partition_point(|&row| conversations.facts.starts[row as usize] < at);
    let step = |(index, &start): (usize, &Millis)| {
        let next = starts.get(index + 1).copied().unwrap_or(bounds.1);
        let span = (start.max(bounds.0), next.min(bounds.1));
        let dates = Period {
            from: zone.date(span.0),
            to: zone.date(span.1.max(span.0 + 1) - 1),
        };
        Step {
            start,
            span,
            days: match bucket {
                Bucket::Hour => 1.0 / 24.0,
                _ => dates.days() as f64,
            },
            rows: &rows[begins_before(span.0)..begins_before(span.1)],
        }
    };
    starts.iter().enumerate().map(step).collect()
}
