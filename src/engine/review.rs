//! What to look at first of a scorecard, and where.

use crate::base::order;
use crate::base::time::Period;
use crate::conversation::Dimension;
use crate::engine::desk::Desk;
use crate::engine::split::{Codes, Stretch, causes, common, key, may_cause};
use crate::metric::entry::Direction;
use crate::metric::moved::{effects, usual};
use crate::metric::{self, Addends, Computed, How, Metric, Status, Value, Weight, compute};
use crate::report::answer::{Change, MoneyChange};
use crate::report::scorecard::{Counted, Review, ReviewOf, ScorecardRow, Weighs};
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

/// A value that weighs.
struct Heavy {
    code: usize,
    weight: f64,
    /// By how much it weighs more than it would if all were alike.
    heavier: f64,
    /// The share among its conversations.
    rate: Option<f64>,
}

/// A value that may be told.
struct Candidate {
    heavy: Heavy,
    name: String,
    dimension: Dimension,
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
    /// What conversations add to it before and now, of shares and means.
    addends: Option<(Addends, Addends)>,
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

    /// What of a scorecard's rows to look at first.
    pub(super) fn review(&self, of: ReviewOf, rows: &[ScorecardRow]) -> Vec<Review> {
        match of {
            ReviewOf::FellShort => self.reviews(worst(rows), rows, Why::Short),
            ReviewOf::Moved => self.reviews(moved_most(rows), rows, Why::Moved),
        }
    }

    fn reviews(&self, places: Vec<(usize, f64)>, rows: &[ScorecardRow], why: Why) -> Vec<Review> {
        let looks = places.into_iter();
        let mut looks: Vec<Look<'_>> = looks
            .filter_map(|(place, by)| self.look(&rows[place], by, why))
            .collect();
        let conversations = self.desk.conversations;
        for (name, dimension) in causes(conversations) {
            let of = |stretch: &Stretch| Codes::new(conversations, dimension, &stretch.rows);
            let codes = (of(&self.before), of(&self.now));
            let counts = codes.0.counts.iter().zip(&codes.1.counts);
            let met = counts.filter(|(before, now)| **before + **now > 0).count();
            for look in &mut looks {
                if met > 1 && may_cause(dimension, look.metric) {
                    let heaviest = heaviest(look, &codes);
                    look.found.extend(heaviest.map(|heavy| Candidate {
                        heavy,
                        name: name.clone(),
                        dimension,
                    }));
                }
            }
        }
        looks.into_iter().map(|look| self.told(look)).collect()
    }

    fn look<'r>(&self, row: &'r ScorecardRow, by: f64, why: Why) -> Option<Look<'r>> {
        let metric = metric::find(&row.target.metric)?;
        let scopes = [&self.before, &self.now].map(|of| of.scope(self.desk, &of.rows));
        let all = scopes
            .each_ref()
            .map(|scope| Weight::of(&compute(metric, scope)));
        let [before, now] = match metric.how() {
            How::Rates => scopes.each_ref().map(|scope| metric.addends(scope)),
            _ => [None, None],
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
            all: all.into(),
            addends: before.zip(now),
            found: Vec::new(),
            row,
            by,
        })
    }

    /// The heaviest that are not each other's conversations under other names:
    /// a topic is often an intent too.
    fn apart(&self, look: &Look<'_>) -> Vec<Weighs> {
        let found: Vec<&Candidate> = look.found.iter().collect();
        let found = order::sorted(found, |a, b| b.heavy.heavier.total_cmp(&a.heavy.heavier));
        let mut told: Vec<(&Candidate, Vec<u32>)> = Vec::new();
        for candidate in found {
            if told.len() == WEIGHED {
                break;
            }
            let rows = self.rows(candidate);
            let other = |known: &(&Candidate, Vec<u32>)| {
                let both = common(&known.1, &rows);
                2 * both < known.1.len().max(rows.len())
            };
            if told.iter().all(other) {
                told.push((candidate, rows));
            }
        }
        let told = told.into_iter();
        told.map(|(candidate, rows)| self.weighs(look, candidate, &rows))
            .collect()
    }

    /// The conversations of the period that have a value.
    fn rows(&self, candidate: &Candidate) -> Vec<u32> {
        let rows = &self.now.rows;
        let own = Codes::new(self.desk.conversations, candidate.dimension, rows);
        let having = rows.iter().zip(own.codes);
        let having = having.filter(|(_, code)| *code as usize == candidate.heavy.code);
        having.map(|(row, _)| *row).collect()
    }

    fn weighs(&self, look: &Look<'_>, candidate: &Candidate, rows: &[u32]) -> Weighs {
        let Candidate { heavy, name, .. } = candidate;
        let key = key(self.desk.conversations, candidate.dimension, heavy.code);
        let mut listing = self.listing(look);
        let value = vec![key.clone().unwrap_or_default()];
        listing.query.filters.insert(name.clone(), value);
        Weighs {
            dimension: name.clone(),
            key,
            value: heavy.rate,
            weight: heavy.weight,
            behind: self.counted(look, listing, rows),
        }
    }

    fn told(&self, look: Look<'_>) -> Review {
        let listing = self.listing(&look);
        let behind = self.counted(&look, listing, &self.now.rows);
        Review {
            metric: look.row.target.metric.clone(),
            by: look.by,
            behind: look.metric.is_made_of_conversations().then_some(behind),
            weighs: self.apart(&look),
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

    /// How many of some rows of the period a listing lists.
    fn counted(&self, look: &Look<'_>, listing: Listing, rows: &[u32]) -> Counted {
        let scope = self.now.scope(self.desk, rows);
        let count = match look.side {
            Side::Numerator => look.metric.counted(&scope),
            Side::Denominator => look.metric.counted_below(&scope),
            Side::Rest => look.metric.lacking(&scope),
        };
        Counted {
            listing,
            count: count.unwrap_or_default(),
        }
    }
}

/// The value of a dimension that weighs most, if any does.
fn heaviest(look: &Look<'_>, (earlier, later): &(Codes, Codes)) -> Option<Heavy> {
    let (before, now) = look.addends.as_ref()?;
    // What fell short is looked at as it is now.
    let before = match look.why {
        Why::Short => vec![Computed::default(); later.counts.len()],
        Why::Moved => earlier.fold(before),
    };
    let mut heaviest: Option<Heavy> = None;
    for (code, (before, now)) in before.iter().zip(later.fold(now)).enumerate() {
        let now = Weight::of(&now);
        let (weight, heavier) = weigh(look, Weight::of(before), now);
        let least = heaviest.as_ref().map_or(0.0, |heaviest| heaviest.heavier);
        let large = now.of >= LARGE * look.all.1.of;
        if large && heavier > least {
            heaviest = Some(Heavy {
                code,
                weight,
                heavier,
                rate: now.rate,
            });
        }
    }
    heaviest
}

/// What a value weighs, and how much more than it would if all were alike.
fn weigh(look: &Look<'_>, before: Weight, now: Weight) -> (f64, f64) {
    if look.why == Why::Short {
        let excess = now.excess(look.all.1);
        return (excess, excess * look.sign);
    }
    let effects = effects((before, now), look.all).unwrap_or_default();
    let weight = effects.mix + effects.rate;
    let usual = usual((before, now), look.all);
    (weight, (weight - usual) * look.sign)
}
