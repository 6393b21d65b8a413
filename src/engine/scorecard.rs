//! Metrics beside their targets, and what to look at first.

use crate::base::order;
use crate::base::time::{Date, Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::engine::board::main_currency;
use crate::engine::desk::Desk;
use crate::engine::review::Reviewing;
use crate::metric::entry::Unit;
use crate::metric::scorecard::{category, judge};
use crate::metric::{self, Category, Metric, Scope, Value, value_of};
use crate::report::QueryError;
use crate::report::answer::MetricAnswer;
use crate::report::scorecard::{ReviewOf, Scorecard, ScorecardAsk, ScorecardRow, TargetRow};
use crate::settings::Target;

/// So many steps a trend has.
const STEPS: u64 = 12;

/// The events that revenue is made of.
const ORDER: &str = "order";

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
    let scorecard = desk.scorecard(ask.rows.as_deref(), period)?;
    let reviewing = Reviewing::new(&desk, &ask.query, period);
    Ok(Scorecard {
        fell_short: reviewing.review(ReviewOf::FellShort, &scorecard.rows),
        moved: reviewing.review(ReviewOf::Moved, &scorecard.rows),
        ..scorecard
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

/// In which currency a metric is judged: what orders bring in that of most of
/// them, what is paid in that of the prices.
fn currency(
    conversations: &Conversations,
    metric: &Metric,
    main: Option<&String>,
) -> Option<String> {
    let of_orders = !metric.missing(|kind| kind != ORDER).is_empty();
    let costs = conversations.settings.costs.as_ref();
    match (metric.about.unit, of_orders) {
        (Unit::Money, true) => main.cloned(),
        (Unit::Money, false) => costs.map(|costs| costs.currency.clone()),
        _ => None,
    }
}

fn row(chosen: Chosen, answer: MetricAnswer, currency: Option<String>) -> ScorecardRow {
    let Chosen {
        metric,
        category,
        target,
    } = chosen;
    let value = number(&answer.value, currency.as_deref());
    let range = Target {
        min: target.min,
        max: target.max,
    };
    // What the data cannot tell is not judged, whatever was counted.
    let known = value.filter(|_| answer.missing.is_empty());
    let judged = known.and_then(|value| judge(value, range, metric.about.direction));
    ScorecardRow {
        target,
        category,
        answer,
        currency,
        value,
        trend: Vec::new(),
        status: judged.map(|judged| judged.status),
        short_by: judged.map(|judged| judged.short_by),
        counted: None,
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
    /// Sets metrics beside their targets; without rows those of the settings.
    /// What to look at first is not told.
    pub(super) fn scorecard(
        &self,
        rows: Option<&[TargetRow]>,
        period: Period,
    ) -> Result<Scorecard, QueryError> {
        let conversations = self.conversations;
        let chosen = chosen(conversations, rows)?;
        let main = main_currency(conversations);
        let metrics: Vec<&Metric> = chosen.iter().map(|chosen| chosen.metric).collect();
        let answers = self.compared(&metrics, period).0;
        let bounds = self.zone.bounds(period);
        let within = self.rows(bounds);
        let scope = self.scope(&within, bounds, period.days() as f64, &*self.own);
        let mut rows: Vec<ScorecardRow> = chosen
            .into_iter()
            .zip(answers)
            .map(|(chosen, (_, answer))| {
                let counted = self.counted(chosen.metric, &scope);
                let currency = currency(conversations, chosen.metric, main.as_ref());
                ScorecardRow {
                    counted,
                    ..row(chosen, answer, currency)
                }
            })
            .collect();
        let steps = steps(self.zone, period);
        for &(span, days) in &steps {
            self.follow(&metrics, &mut rows, span, days);
        }
        Ok(Scorecard {
            period,
            previous: period.previous(),
            step_days: step_days(period),
            steps: steps.into_iter().map(|step| step.0).collect(),
            rows,
            fell_short: Vec::new(),
            moved: Vec::new(),
        })
    }

    /// How many of a scope's conversations a metric counts; `None` where it is
    /// not made of conversations, or the data lacks its events.
    pub(super) fn counted(&self, metric: &Metric, scope: &Scope<'_>) -> Option<u64> {
        let known = self.missing(metric).is_empty();
        metric.counted(scope).filter(|_| known)
    }

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
        let scope = self.scope(&within, span, days as f64, &*self.own);
        for (metric, row) in metrics.iter().zip(rows) {
            let value = known.then(|| value_of(metric, &scope));
            let value = value.and_then(|value| number(&value, row.currency.as_deref()));
            row.trend.push(value);
        }
    }
}
