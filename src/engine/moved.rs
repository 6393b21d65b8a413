//! What made a metric move, and what values do to one.

use crate::base::order;
use crate::base::time::Period;
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension};
use crate::engine::desk::Desk;
use crate::engine::split::{Codes, Stretch, causes, key, may_cause, split};
use crate::filter::dimension;
use crate::metric::moved::{effects, usual};
use crate::metric::spread::ENOUGH;
use crate::metric::{self, Addends, Computed, How, Metric, Value, Weight, compute};
use crate::report::QueryError;
use crate::report::answer::Change;
use crate::report::moved::{
    Impact, ImpactAsk, ImpactCell, ImpactRow, Moved, MovedAsk, MovedBy, MovedRow, Part,
};

/// Takes a change apart. `zone` covers the period and the one before.
pub(super) fn moved(
    conversations: &Conversations,
    zone: &Zone,
    ask: &MovedAsk,
) -> Result<Moved, QueryError> {
    let period = ask.query.period(zone.date(conversations.as_of))?;
    let desk = Desk::new(conversations, zone, &ask.query.filters)?;
    let metric = known(&ask.metric)?;
    let dimensions = match &ask.dimensions {
        Some(names) => chosen(conversations, names)?,
        None => {
            let mut causes = causes(conversations);
            causes.retain(|(_, dimension)| may_cause(*dimension, metric));
            causes
        }
    };
    let how = metric.how();
    let answers = desk.compared(&[metric], period).0.into_iter();
    let answer = answers.map(|(_, answer)| answer).next().unwrap_or_default();
    let change = match answer.change {
        Some(Change::By(by)) if how != How::Whole => Some(by),
        _ => None,
    };
    let mut tables = Vec::new();
    if let Some(change) = change {
        let moving = Moving::new(&desk, metric, period);
        for (name, dimension) in dimensions {
            let table = moving.by(name, dimension);
            let told = ask.dimensions.is_some() || table.rows.len() > 1;
            tables.extend(told.then(|| (unevenness(&table, change), table)));
        }
    }
    let tables = order::sorted(tables, |a, b| b.0.total_cmp(&a.0));
    Ok(Moved {
        metric: ask.metric.clone(),
        period,
        previous: period.previous(),
        conversations: desk.rows(zone.bounds(period)).len() as u64,
        answer,
        how,
        change,
        dimensions: tables.into_iter().map(|(_, table)| table).collect(),
    })
}

fn known(id: &str) -> Result<&'static Metric, QueryError> {
    metric::find(id).ok_or_else(|| QueryError::UnknownMetric(id.to_owned()))
}

fn chosen(
    conversations: &Conversations,
    names: &[String],
) -> Result<Vec<(String, Dimension)>, QueryError> {
    let named = names.iter();
    named
        .map(|name| Ok((name.clone(), dimension(conversations, name)?)))
        .collect()
}

/// A metric in a period and the one before.
struct Moving<'a, 'c> {
    desk: &'a Desk<'c>,
    metric: &'static Metric,
    before: Stretch,
    now: Stretch,
    /// What conversations add to it before and now, where it is made of that.
    addends: Option<(Addends, Addends)>,
    /// Over all conversations before and now.
    all: (Weight, Weight),
}

/// A metric of one value.
struct Told {
    key: Option<String>,
    /// Of the period.
    conversations: u64,
    before: Computed,
    now: Computed,
}

impl<'a, 'c> Moving<'a, 'c> {
    fn new(desk: &'a Desk<'c>, metric: &'static Metric, period: Period) -> Self {
        let (before, now) = (
            Stretch::new(desk, period.previous()),
            Stretch::new(desk, period),
        );
        let scopes = [&before, &now].map(|stretch| stretch.scope(desk, &stretch.rows));
        let [then, all] = scopes.each_ref().map(|scope| compute(metric, scope));
        let addends = scopes.each_ref().map(|scope| metric.addends(scope));
        let [then_adds, adds] = addends;
        Moving {
            addends: then_adds.zip(adds),
            all: (Weight::of(&then), Weight::of(&all)),
            desk,
            metric,
            before,
            now,
        }
    }

    /// The change by the values of a dimension.
    fn by(&self, name: String, dimension: Dimension) -> MovedBy {
        let told = match &self.addends {
            Some(addends) if !dimension.has_several() => self.added(dimension, addends),
            _ => self.computed_each(dimension),
        };
        let rows = told.into_iter().map(|told| self.row(told));
        let rows = order::sorted(rows.collect(), |a: &MovedRow, b: &MovedRow| {
            let larger = b.contribution.abs().total_cmp(&a.contribution.abs());
            larger.then_with(|| a.key.cmp(&b.key))
        });
        MovedBy {
            dimension: name,
            adds_up: !dimension.has_several() && self.metric.how() != How::Customers,
            rows,
        }
    }

    /// The metric by value, added up.
    fn added(&self, dimension: Dimension, (before, now): &(Addends, Addends)) -> Vec<Told> {
        let conversations = self.desk.conversations;
        let codes = [&self.before, &self.now]
            .map(|stretch| Codes::new(conversations, dimension, &stretch.rows));
        let [earlier, later] = &codes;
        let folds = earlier.fold(before).into_iter().zip(later.fold(now));
        let counts = earlier.counts.iter().zip(&later.counts);
        let all = (0..).zip(counts).zip(folds);
        let met = all.filter(|((_, (earlier, later)), _)| **earlier + **later > 0);
        met.map(|((code, (_, later)), (before, now))| Told {
            key: key(conversations, dimension, code),
            conversations: *later,
            before,
            now,
        })
        .collect()
    }

    /// The metric by value, each computed by itself.
    fn computed_each(&self, dimension: Dimension) -> Vec<Told> {
        let (before, now) = (&self.before.rows, &self.now.rows);
        let kinds = split(self.desk.conversations, dimension, before, now).into_iter();
        kinds
            .map(|kind| Told {
                before: self.computed(&self.before, &kind.before),
                now: self.computed(&self.now, &kind.now),
                conversations: kind.now.len() as u64,
                key: kind.key,
            })
            .collect()
    }

    fn row(&self, told: Told) -> MovedRow {
        let Told { before, now, .. } = told;
        let (mix, rate) = match self.metric.how() {
            How::Rates => {
                let value = (Weight::of(&before), Weight::of(&now));
                let effects = effects(value, self.all).unwrap_or_default();
                (Some(effects.mix), Some(effects.rate))
            }
            _ => (None, None),
        };
        let (before, now) = (part(&before), part(&now));
        let number = |part: Part| part.value.unwrap_or_default();
        let few = |part: Part| part.of > 0.0 && part.of < ENOUGH as f64;
        MovedRow {
            conversations: told.conversations,
            key: told.key,
            contribution: match mix.zip(rate) {
                Some((mix, rate)) => mix + rate,
                None => number(now) - number(before),
            },
            mix,
            rate,
            few: few(before) || few(now),
            before,
            now,
        }
    }

    fn computed(&self, stretch: &Stretch, rows: &[u32]) -> Computed {
        compute(self.metric, &stretch.scope(self.desk, rows))
    }
}

/// A value with what it is of.
fn part(computed: &Computed) -> Part {
    let value = match computed.value {
        Value::Number(value) => Some(value),
        _ => None,
    };
    let n = computed.n.map(|n| n as f64);
    Part {
        value,
        numerator: computed.numerator,
        of: computed.denominator.or(n).or(value).unwrap_or_default(),
    }
}

/// How far any value went its own way: what it contributes beside what it
/// would if all had moved alike. Where there are too few, chance did.
fn unevenness(table: &MovedBy, change: f64) -> f64 {
    let sum = |of: fn(&MovedRow) -> f64| table.rows.iter().map(of).sum::<f64>();
    let all = |of: f64, rate: f64| Weight {
        rate: Some(rate),
        of,
        total: of * rate,
    };
    // Only the difference of the two rates matters here.
    let all = (
        all(sum(|row| row.before.of), 0.0),
        all(sum(|row| row.now.of), change),
    );
    let sized = |part: Part| Weight {
        of: part.of,
        ..Weight::default()
    };
    let rows = table.rows.iter().filter(|row| !row.few);
    rows.map(|row| {
        let usual = usual((sized(row.before), sized(row.now)), all);
        (row.contribution - usual).abs()
    })
    .fold(0.0, f64::max)
}

/// What the values of a dimension do to metrics.
pub(super) fn impact(
    conversations: &Conversations,
    zone: &Zone,
    ask: &ImpactAsk,
) -> Result<Impact, QueryError> {
    let period = ask.query.period(zone.date(conversations.as_of))?;
    let desk = Desk::new(conversations, zone, &ask.query.filters)?;
    desk.impact(&ask.by, &ask.metrics, period)
}

impl Desk<'_> {
    /// What the values of a dimension do to metrics in a period.
    pub(super) fn impact(
        &self,
        by: &str,
        ids: &[String],
        period: Period,
    ) -> Result<Impact, QueryError> {
        let metrics: Result<Vec<&Metric>, QueryError> = ids.iter().map(|id| known(id)).collect();
        let (metrics, dimension) = (metrics?, dimension(self.conversations, by)?);
        let stretch = Stretch::new(self, period);
        let computed = |rows: &[u32]| -> Vec<Computed> {
            let scope = stretch.scope(self, rows);
            metrics
                .iter()
                .map(|metric| compute(metric, &scope))
                .collect()
        };
        let all = computed(&stretch.rows);
        let groups = metric::breakdown(self.conversations, dimension, &stretch.rows);
        let rows = groups.into_iter().map(|group| {
            let own = computed(&group.rows);
            let cells = metrics.iter().zip(&all).zip(&own);
            ImpactRow {
                conversations: group.rows.len() as u64,
                key: group.key,
                cells: cells
                    .map(|((metric, all), own)| cell(metric, all, own))
                    .collect(),
            }
        });
        Ok(Impact {
            by: by.to_owned(),
            missing: metrics.iter().map(|metric| self.missing(metric)).collect(),
            metrics: ids.to_vec(),
            conversations: stretch.rows.len() as u64,
            rows: rows.collect(),
            all: all.iter().map(part).collect(),
        })
    }
}

fn cell(metric: &Metric, all: &Computed, own: &Computed) -> ImpactCell {
    let with = part(own);
    if metric.how() != How::Rates {
        return ImpactCell {
            with,
            without: Part::default(),
            impact: None,
            few: false,
        };
    }
    let (overall, rest) = (Weight::of(all), Weight::of(all).without(Weight::of(own)));
    ImpactCell {
        with,
        without: Part {
            value: rest.rate,
            numerator: own.numerator.map(|_| rest.total),
            of: rest.of,
        },
        impact: overall.rate.zip(rest.rate).map(|(all, rest)| all - rest),
        few: with.of < ENOUGH as f64,
    }
}
