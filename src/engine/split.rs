//! Rows of two periods apart by the values of a dimension.

use crate::base::time::{Millis, Period};
use crate::conversation::{Conversations, Dimension};
use crate::engine::desk::Desk;
use crate::engine::values;
use crate::metric::scorecard::family;
use crate::metric::{Addends, Computed, Metric, Scope};

/// What a conversation comes to, not what it comes from: to say that more
/// hand-offs come from more conversations handed off explains nothing.
const RESULTS: [&str; 7] = [
    "outcome",
    "handoff_outcome",
    "support_type",
    "missed_by",
    "handoff_reason",
    "missed_reason",
    "close_reason",
];

/// So is who replied, where it is asked whether anybody had to.
const BEFORE_AGENTS: [&str; 4] = ["volume", "bot", "handoff", "resolution"];

/// A dimension with more values is told only where it is asked for.
const MOST_VALUES: usize = 200;

/// The conversations of a period.
pub(super) struct Stretch {
    pub(super) bounds: (Millis, Millis),
    pub(super) days: f64,
    pub(super) rows: Vec<u32>,
}

impl Stretch {
    pub(super) fn new(desk: &Desk<'_>, period: Period) -> Stretch {
        let bounds = desk.zone.bounds(period);
        Stretch {
            bounds,
            days: period.days() as f64,
            rows: desk.rows(bounds),
        }
    }

    /// Some of its rows, ready to be computed over.
    pub(super) fn scope<'s>(&self, desk: &'s Desk<'_>, rows: &'s [u32]) -> Scope<'s> {
        desk.scope(rows, self.bounds, self.days, &*desk.own)
    }
}

/// The rows of one value.
pub(super) struct Kind {
    /// What reports call it; `None` for conversations without one.
    pub(super) key: Option<String>,
    /// In the period before.
    pub(super) before: Vec<u32>,
    /// In the period.
    pub(super) now: Vec<u32>,
}

/// The values of the rows of a stretch, of a dimension with one value each.
pub(super) struct Codes {
    /// By row, those without a value one above the highest.
    pub(super) codes: Vec<u32>,
    /// How many rows each value has.
    pub(super) counts: Vec<u64>,
}

impl Codes {
    pub(super) fn new(conversations: &Conversations, dimension: Dimension, rows: &[u32]) -> Codes {
        let without = conversations.code_count(dimension);
        let mut codes = Vec::with_capacity(rows.len());
        conversations.codes_of(dimension, rows, without as u32, &mut codes);
        let mut counts = vec![0; without + 1];
        for &code in &codes {
            counts[code as usize] += 1;
        }
        Codes { codes, counts }
    }

    /// A metric over the rows of each value.
    pub(super) fn fold(&self, addends: &Addends) -> Vec<Computed> {
        addends.by(&self.codes, self.counts.len())
    }
}

/// What reports call a value; `None` of what stands for those without one.
pub(super) fn key(
    conversations: &Conversations,
    dimension: Dimension,
    code: usize,
) -> Option<String> {
    let known = code < conversations.code_count(dimension);
    known.then(|| conversations.label(dimension, code as u32))
}

/// The values that rows have of a dimension, in the order of their codes,
/// those without one last.
pub(super) fn split(
    conversations: &Conversations,
    dimension: Dimension,
    before: &[u32],
    now: &[u32],
) -> Vec<Kind> {
    let without = conversations.code_count(dimension);
    let mut kinds: Vec<[Vec<u32>; 2]> = Vec::new();
    kinds.resize_with(without + 1, Default::default);
    for (side, rows) in [before, now].into_iter().enumerate() {
        for &row in rows {
            let codes = conversations.codes(dimension, row as usize);
            for &code in codes.as_slice() {
                kinds[code as usize][side].push(row);
            }
            if codes.as_slice().is_empty() {
                kinds[without][side].push(row);
            }
        }
    }
    let met = (0..)
        .zip(kinds)
        .filter(|(_, kind)| kind.iter().any(|rows| !rows.is_empty()));
    met.map(|(code, [before, now])| Kind {
        key: key(conversations, dimension, code),
        before,
        now,
    })
    .collect()
}

/// Whether a dimension may be a cause of what a metric says.
pub(super) fn may_cause(dimension: Dimension, metric: &Metric) -> bool {
    let family = family(metric.about.id).unwrap_or_default();
    dimension != Dimension::Agent || !BEFORE_AGENTS.contains(&family)
}

/// How many rows two lists have in common, both in order.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    let (Some(first), Some(last)) = (b.first(), b.last()) else {
        return 0;
    };
    let (mut common, mut rest) = (0, b);
    // Mostly those of two periods, which have none.
    let a = &a[a.partition_point(|row| row < first)..];
    for row in a.iter().take_while(|row| *row <= last) {
        let before = rest.iter().take_while(|other| *other < row).count();
        rest = &rest[before..];
        common += usize::from(rest.first() == Some(row));
    }
    common
}

/// The dimensions that may be a cause, with their names: one value for each
/// conversation, known before it comes to something, and not too many of them.
pub(super) fn causes(conversations: &Conversations) -> Vec<(String, Dimension)> {
    let names = values::fields(conversations).into_iter();
    let known = names.filter(|name| !RESULTS.contains(&name.as_str()));
    let named = known.filter_map(|name| Some((conversations.dimension(&name)?, name)));
    named
        .filter(|(dimension, _)| {
            let many = conversations.code_count(*dimension) > MOST_VALUES;
            !dimension.has_several() && !many
        })
        .map(|(dimension, name)| (name, dimension))
        .collect()
}
