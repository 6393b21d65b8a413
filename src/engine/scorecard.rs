//! Metrics beside their targets, and what to look at first.

use crate::base::order;
use crate::base::time::{Date, Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::engine::board::{main_currency, shown_currency};
use crate::engine::desk::Desk;
use crate::engine::split::{Kind, Stretch, causes, split};
use crate::metric::entry::Direction;
use crate::metric::moved::effects;
use crate::metric::scorecard::{category, judge};
use crate::metric::{self, Category, How, Metric, Status, Value, Weight, compute};
use crate::report::answer::{Change, MetricAnswer, MoneyChange};
use crate::report::scorecard::{
    Counted, Review, Scorecard, ScorecardAsk, ScorecardRow, TargetRow, Weighs,
};
use crate::report::{Behind, Listing, QueryError, Side};
use crate::settings::Target;

/// So many steps a trend has.
const STEPS: u64 = 12;

/// So much of each is put up for review.
const REVIEWED: usize = 3;

/// So many values are told for each.
const WEIGHED: usize = 2;

/// How many days a step has beside a period: one, a week, or a twelfth of the
/// period where that is longer than a season.
fn step_days(period: Period) -> u64 {
    match period.days() {
        0..3 => 1,
        3..=92 => 7,
        days => days.div_ceil(STEPS),
    }
}

/// The dates that the trends beside a period reach over.
pub(super) fn reach(period: Period) -> Period {
    let days = period.days().max(STEPS * step_days(period));
    Period::ending(period.to, days)
}

/// Sets metrics beside their targets. `zone` covers the trends, the period and
/// the one before.
pub(super) fn scorecard(
    conversations: &Conversations,
    zone: &Zone,
    ask: &ScorecardAsk,
) -> Result<Scorecard, QueryError> {
    let period = ask.query.period(zone.date(conversations.as_of))?;
    let desk = Desk::new(conversations, zone, &ask.query.filters)?;
    let chosen = chosen(conversations, ask.rows.as_deref())?;
    let currency = main_currency(conversations);
    let metrics: Vec<&Metric> = chosen.iter().map(|chosen| chosen.metric).collect();
    let answers = desk.compared(&metrics, period).0;
    let mut rows: Vec<ScorecardRow> = chosen
        .into_iter()
        .zip(answers)
        .map(|(chosen, (_, answer))| row(chosen, answer, currency.as_deref()))
        .collect();
    let steps = steps(zone, period);
    for &(span, days) in &steps {
        desk.follow(&metrics, &mut rows, span, days);
    }
    let reviewing = Reviewing {
        desk: &desk,
        ask,
        period,
        before: Stretch::new(&desk, period.previous()),
        now: Stretch::new(&desk, period),
    };
    Ok(Scorecard {
        period,
        previous: period.previous(),
        currency,
        step_days: step_days(period),
        steps: steps.into_iter().map(|step| step.0).collect(),
        fell_short: reviewing.reviews(worst(&rows), &rows, Why::Short),
        moved: reviewing.reviews(moved_most(&rows), &rows, Why::Moved),
        rows,
    })
}

/// A metric that is wanted.
struct Chosen {
    metric: &'static Metric,
    category: Category,
    target: TargetRow,
}

/// The targets asked for, else those of the settings, by category.
fn chosen(
    conversations: &Conversations,
    asked: Option<&[TargetRow]>,
) -> Result<Vec<Chosen>, QueryError> {
    let targets = match asked {
        Some(rows) => rows.to_vec(),
        None => set_targets(conversations),
    };
    let found = targets.into_iter().map(|target| {
        let known = metric::find(&target.metric).zip(category(&target.metric));
        let (metric, category) =
            known.ok_or_else(|| QueryError::UnknownMetric(target.metric.clone()))?;
        Ok(Chosen {
            metric,
            category,
            target,
        })
    });
    let found: Result<Vec<Chosen>, QueryError> = found.collect();
    Ok(order::sorted(found?, |a, b| a.category.cmp(&b.category)))
}

/// The targets of the settings, in the catalogue's order.
fn set_targets(conversations: &Conversations) -> Vec<TargetRow> {
    let targets = &conversations.settings.targets;
    let ids = metric::catalogue().iter().map(|metric| metric.about.id);
    ids.filter_map(|id| {
        let target = targets.get(id)?;
        Some(TargetRow {
            metric: id.to_owned(),
            min: target.min,
            max: target.max,
        })
    })
    .collect()
}

fn row(chosen: Chosen, answer: MetricAnswer, currency: Option<&str>) -> ScorecardRow {
    let Chosen {
        metric,
        category,
        target,
    } = chosen;
    let currency = shown_currency(&answer.value, currency);
    let value = number(&answer.value, currency.as_deref());
    let range = Target {
        min: target.min,
        max: target.max,
    };
    let judged = value.and_then(|value| judge(value, range, metric.about.direction));
    ScorecardRow {
        target,
        category,
        answer,
        value,
        trend: Vec::new(),
        status: judged.map(|judged| judged.status),
        short_by: judged.map(|judged| judged.short_by),
    }
}

/// A value as one number: of money the amount in a currency.
fn number(value: &Value, currency: Option<&str>) -> Option<f64> {
    match value {
        Value::None => None,
        Value::Number(number) => Some(*number),
        Value::Money(amounts) => amounts.get(currency?).copied(),
    }
}

/// The steps of the trends, each with its days; the last one ends with the
/// period.
fn steps(zone: &Zone, period: Period) -> Vec<((Millis, Millis), u64)> {
    let days = step_days(period);
    let mut steps = Vec::new();
    let mut to = period.to;
    for _ in 0..STEPS {
        let step = Period::ending(to, days);
        steps.push((zone.bounds(step), days));
        to = step.from.pred_opt().unwrap_or(Date::MIN);
    }
    steps.reverse();
    steps
}

impl Desk<'_> {
    /// Adds one step to the trends.
    fn follow(
        &self,
        metrics: &[&Metric],
        rows: &mut [ScorecardRow],
        span: (Millis, Millis),
        days: u64,
    ) {
        let known = self.reaches_before(span.1);
        let within = self.rows(span);
        let scope = self.scope(&within, span, days as f64, &self.own);
        let main = main_currency(self.conversations);
        for (metric, row) in metrics.iter().zip(rows) {
            let currency = shown_currency(&row.answer.value, main.as_deref()).or(main.clone());
            let value = known.then(|| compute(metric, &scope).value);
            let value = value.and_then(|value| number(&value, currency.as_deref()));
            row.trend.push(value);
        }
    }
}

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
    let (by, previous) = match (row.answer.change.as_ref()?, row.answer.previous.as_ref()?) {
        (Change::By(by), Value::Number(previous)) => (*by, *previous),
        (Change::Money(changes), Value::Money(amounts)) => {
            let only = changes.iter().filter(|_| changes.len() == 1);
            let (currency, change) = { only }.next()?;
            match change {
                MoneyChange::By(by) => (*by, *amounts.get(currency)?),
                MoneyChange::New(_) => return None,
            }
        }
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

/// What looking closer needs.
struct Reviewing<'a> {
    desk: &'a Desk<'a>,
    ask: &'a ScorecardAsk,
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
    found: Vec<Weighs>,
    row: &'a ScorecardRow,
    by: f64,
}

impl Reviewing<'_> {
    fn reviews(&self, places: Vec<(usize, f64)>, rows: &[ScorecardRow], why: Why) -> Vec<Review> {
        let looks = places.into_iter();
        let mut looks: Vec<Look<'_>> = looks
            .filter_map(|(place, by)| self.look(&rows[place], by, why))
            .collect();
        let conversations = self.desk.conversations;
        for (name, dimension) in causes(conversations) {
            let kinds = split(conversations, dimension, &self.before.rows, &self.now.rows);
            if kinds.len() > 1 {
                for look in &mut looks {
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
    fn heaviest(&self, look: &Look<'_>, name: &str, kinds: &[Kind]) -> Option<Weighs> {
        if look.metric.how() != How::Rates {
            return None;
        }
        let mut heaviest: Option<(f64, Weight, &Kind)> = None;
        for kind in kinds.iter().filter(|kind| !kind.now.is_empty()) {
            let over = |stretch: &Stretch, rows: &[u32]| {
                Weight::of(&compute(look.metric, &stretch.scope(self.desk, rows)))
            };
            let now = over(&self.now, &kind.now);
            let weight = match look.why {
                Why::Short => now.excess(look.all.1),
                Why::Moved => {
                    let before = over(&self.before, &kind.before);
                    let effects = effects((before, now), look.all).unwrap_or_default();
                    effects.mix + effects.rate
                }
            };
            let least = heaviest
                .as_ref()
                .map_or(0.0, |heaviest| heaviest.0 * look.sign);
            if weight * look.sign > least {
                heaviest = Some((weight, now, kind));
            }
        }
        let (weight, now, kind) = heaviest?;
        let mut listing = self.listing(look);
        let value = vec![kind.key.clone().unwrap_or_default()];
        listing.query.filters.insert(name.to_owned(), value);
        Some(Weighs {
            dimension: name.to_owned(),
            key: kind.key.clone(),
            value: now.rate,
            weight,
            behind: self.counted(look, listing, &kind.now),
        })
    }

    fn review(&self, mut look: Look<'_>) -> Review {
        let found = std::mem::take(&mut look.found);
        let heavier = |a: &Weighs, b: &Weighs| b.weight.abs().total_cmp(&a.weight.abs());
        let mut weighs = order::sorted(found, heavier);
        weighs.truncate(WEIGHED);
        let listing = self.listing(&look);
        let behind = self.counted(&look, listing, &self.now.rows);
        Review {
            metric: look.row.target.metric.clone(),
            by: look.by,
            behind: look.metric.is_made_of_conversations().then_some(behind),
            weighs,
        }
    }

    fn listing(&self, look: &Look<'_>) -> Listing {
        let mut query = self.ask.query.clone();
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
            counted.is_some_and(|counted| match look.side {
                Side::Numerator => counted.numerator,
                Side::Denominator => counted.denominator,
            })
        };
        Counted {
            listing,
            count: rows.iter().filter(counts).count() as u64,
        }
    }
}
