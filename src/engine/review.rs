//! What to look at first of a scorecard, and where.

use crate::base::order;
use crate::base::time::Period;
use crate::engine::desk::Desk;
use crate::engine::split::{Kind, Stretch, causes, common, may_cause, split};
use crate::metric::entry::Direction;
use crate::metric::moved::{effects, usual};
use crate::metric::{self, How, Metric, Status, Value, Weight, compute};
use crate::report::answer::{Change, MoneyChange};
use crate::report::scorecard::{Counted, Review, ScorecardRow, Weighs};
use crate::report::{Behind, Listing, Query, Side};

/// So much of each is put up for review.
const REVIEWED: usize = 3;

/// So many values are told for each.
const WEIGHED: usize = 2;

/// A value that holds less than this part of what a metric is of is too small
/// to say much about it.
const LARGE: f64 = 0.1;

/// The places of those that fell short most, and by how much.
fn worst(rows: &[ScorecardRow]) -> Vec<(usize, f64)> {
    let short = rows.iter().enumerate().filter(|(_, row)| {
        let status = row.status;
        status == Some(Status::Short) || status == Some(Status::FarShort)
    });
    let short = short.filter_map(|(place, row)| Some((place, row.short_by?)));
    first(short.collect())
}

/// The places of those that moved most, and by how much.
fn moved_most(rows: &[ScorecardRow]) -> Vec<(usize, f64)> {
    let rows = rows.iter().enumerate();
    first(
        rows.filter_map(|(place, row)| Some((place, moved_by(row)?)))
            .collect(),
    )
}

fn first(found: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let mut found = order::sorted(found, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    found.truncate(REVIEWED);
    found
}

/// How far a row moved, as a part of the previous value; `None` where it did
/// not, or came from nothing.
fn moved_by(row: &ScorecardRow) -> Option<f64> {
    let currency = row.currency.as_ref();
    let (by, previous) = match (row.answer.change.as_ref()?, row.answer.previous.as_ref()?) {
        (Change::By(by), Value::Number(previous)) => (*by, *previous),
        (Change::Money(changes), Value::Money(amounts)) => match changes.get(currency?)? {
            MoneyChange::By(by) => (*by, *amounts.get(currency?)?),
            MoneyChange::New(_) => return None,
        },
        _ => return None,
    };
    (by != 0.0 && previous != 0.0).then(|| by / previous.abs())
}

/// Why something is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Short,
    Moved,
}

/// A value that may be told.
struct Candidate {
    /// By how much it weighs more than it would if all were alike.
    heavier: f64,
    rows: Vec<u32>,
    weighs: Weighs,
}

/// The heaviest that are not each other's conversations under other names: a
/// topic is often an intent too.
fn apart(found: Vec<Candidate>) -> Vec<Weighs> {
    let found = order::sorted(found, |a, b| b.heavier.total_cmp(&a.heavier));
    let mut told: Vec<Candidate> = Vec::new();
    for candidate in found {
        let other = |known: &Candidate| {
            let both = common(&known.rows, &candidate.rows);
            2 * both < known.rows.len().max(candidate.rows.len())
        };
        if told.len() < WEIGHED && told.iter().all(other) {
            told.push(candidate);
        }
    }
    told.into_iter().map(|candidate| candidate.weighs).collect()
}

/// What looking closer needs.
pub(super) struct Reviewing<'a, 'c> {
    desk: &'a Desk<'c>,
    query: &'a Query,
    period: Period,
    before: Stretch,
    now: Stretch,
}

/// A metric that is looked at.
struct Look<'a> {
    metric: &'static Metric,
    side: Side,
    /// 1 where more makes it what it is looked at for, else −1.
    sign: f64,
    why: Why,
    all: (Weight, Weight),
    /// The heaviest value of each dimension so far.
    found: Vec<Candidate>,
    row: &'a ScorecardRow,
    by: f64,
}

impl<'a, 'c> Reviewing<'a, 'c> {
    pub(super) fn new(desk: &'a Desk<'c>, query: &'a Query, period: Period) -> Self {
        Reviewing {
            desk,
            query,
            period,
            before: Stretch::new(desk, period.previous()),
            now: Stretch::new(desk, period),
        }
    }

    /// What fell short most, the worst first.
    pub(super) fn fell_short(&self, rows: &[ScorecardRow]) -> Vec<Review> {
        self.reviews(worst(rows), rows, Why::Short)
    }

    /// What moved most, for better or worse.
    pub(super) fn moved(&self, rows: &[ScorecardRow]) -> Vec<Review> {
        self.reviews(moved_most(rows), rows, Why::Moved)
    }

    fn reviews(&self, places: Vec<(usize, f64)>, rows: &[ScorecardRow], why: Why) -> Vec<Review> {
        let looks = places.into_iter();
        let mut looks: Vec<Look<'_>> = looks
            .filter_map(|(place, by)| self.look(&rows[place], by, why))
            .collect();
        let conversations = self.desk.conversations;
        for (name, dimension) in causes(conversations) {
            let kinds = split(conversations, dimension, &self.before.rows, &self.now.rows);
            for look in &mut looks {
                if kinds.len() > 1 && may_cause(dimension, look.metric) {
                    let heaviest = self.heaviest(look, &name, &kinds);
                    look.found.extend(heaviest);
                }
            }
        }
        looks.into_iter().map(|look| self.review(look)).collect()
    }

    fn look<'r>(&self, row: &'r ScorecardRow, by: f64, why: Why) -> Option<Look<'r>> {
        let metric = metric::find(&row.target.metric)?;
        let over = |stretch: &Stretch| {
            let scope = stretch.scope(self.desk, &stretch.rows);
            Weight::of(&compute(metric, &scope))
        };
        let above = row
            .target
            .max
            .zip(row.value)
            .is_some_and(|(max, value)| value > max);
        let more = match why {
            Why::Short => above,
            Why::Moved => by > 0.0,
        };
        Some(Look {
            metric,
            side: match (metric.about.direction, above) {
                // Of a share that should be larger, those that it lacks.
                (Direction::Up, _) | (Direction::Context, false)
                    if metric.counts_conversations() =>
                {
                    Side::Rest
                }
                (Direction::Up, _) | (Direction::Context, false) => Side::Denominator,
                _ => Side::Numerator,
            },
            sign: if more { 1.0 } else { -1.0 },
            why,
            all: (over(&self.before), over(&self.now)),
            found: Vec::new(),
            row,
            by,
        })
    }

    /// The value of a dimension that weighs most, if any does.
    fn heaviest(&self, look: &Look<'_>, name: &str, kinds: &[Kind]) -> Option<Candidate> {
        if look.metric.how() != How::Rates {
            return None;
        }
        let mut heaviest: Option<(f64, f64, Weight, &Kind)> = None;
        for kind in kinds {
            let (weight, heavier, now) = self.weigh(look, kind);
            let least = heaviest.as_ref().map_or(0.0, |heaviest| heaviest.0);
            let large = now.of >= LARGE * look.all.1.of;
            if large && heavier > least {
                heaviest = Some((heavier, weight, now, kind));
            }
        }
        let (heavier, weight, now, kind) = heaviest?;
        let mut listing = self.listing(look);
        let value = vec![kind.key.clone().unwrap_or_default()];
        listing.query.filters.insert(name.to_owned(), value);
        Some(Candidate {
            heavier,
            rows: kind.now.clone(),
            weighs: Weighs {
                dimension: name.to_owned(),
                key: kind.key.clone(),
                value: now.rate,
                weight,
                behind: self.counted(look, listing, &kind.now),
            },
        })
    }

    /// What a value weighs, how much more than it would if all were alike,
    /// and its share now.
    fn weigh(&self, look: &Look<'_>, kind: &Kind) -> (f64, f64, Weight) {
        let over = |stretch: &Stretch, rows: &[u32]| {
            Weight::of(&compute(look.metric, &stretch.scope(self.desk, rows)))
        };
        let now = over(&self.now, &kind.now);
        if look.why == Why::Short {
            let excess = now.excess(look.all.1);
            return (excess, excess * look.sign, now);
        }
        let before = over(&self.before, &kind.before);
        let effects = effects((before, now), look.all).unwrap_or_default();
        let weight = effects.mix + effects.rate;
        let usual = usual((before, now), look.all);
        (weight, (weight - usual) * look.sign, now)
    }

    fn review(&self, look: Look<'_>) -> Review {
        let listing = self.listing(&look);
        let behind = self.counted(&look, listing, &self.now.rows);
        Review {
            metric: look.row.target.metric.clone(),
            by: look.by,
            behind: look.metric.is_made_of_conversations().then_some(behind),
            weighs: apart(look.found),
        }
    }

    fn listing(&self, look: &Look<'_>) -> Listing {
        let mut query = self.query.clone();
        query.period = Some(self.period);
        Listing {
            query,
            behind: Some(Behind {
                metric: look.metric.about.id.to_owned(),
                side: look.side,
            }),
            ..Listing::default()
        }
    }

    /// How many of some rows a listing lists.
    fn counted(&self, look: &Look<'_>, listing: Listing, rows: &[u32]) -> Counted {
        let counts = |row: &&u32| {
            let counted = look.metric.counts(self.desk.conversations, **row as usize);
            counted.is_some_and(|counted| look.side.means(counted))
        };
        Counted {
            listing,
            count: rows.iter().filter(counts).count() as u64,
        }
    }
}
