//! Charts of a kind of their own: funnels, distributions, cohorts, load, and
//! two scores against each other.

use crate::base::time::{Bucket, Period};
use crate::conversation::Dimension;
use crate::engine::desk::Desk;
use crate::metric::cohorts::cohorts;
use crate::metric::distribution::{self, effort_by_satisfaction};
use crate::metric::funnel::Funnel;
use crate::metric::{self, Metric, Scope, compute, load};
use crate::report::charts::{
    CohortRow, CohortsFigure, FunnelFigure, FunnelStep, HistogramFigure, LoadFigure, LoadRow,
    ScatterFigure,
};
use crate::report::{MetricAnswer, QueryError};

/// Cohorts are told of weeks in a period of at most so many days, else of
/// months.
const WEEKLY: u64 = 92;
/// So many steps are told at least, so that some had time to come back, and
/// at most, so that they can be read.
const FEWEST_STEPS: u64 = 8;
const MOST_STEPS: usize = 16;

impl Desk<'_> {
    /// What comes how far. Without visits the funnel of sales begins with
    /// conversations, and says what it lacks.
    pub(super) fn funnel(&self, of: Funnel, period: Period) -> FunnelFigure {
        let visits = ["visit"];
        let occur = visits
            .iter()
            .all(|kind| self.conversations.log.occurs(kind));
        let steps = of.steps(occur).iter();
        let metrics: Vec<&Metric> = steps.filter_map(|id| metric::countable(id)).collect();
        let answers = self.compared(&metrics, period).0.into_iter();
        FunnelFigure {
            of,
            steps: answers
                .map(|(metric, answer)| FunnelStep { metric, answer })
                .collect(),
            missing: match of == Funnel::Sales && !occur {
                true => visits.map(str::to_owned).to_vec(),
                false => Vec::new(),
            },
        }
    }

    /// How the values of a metric are spread.
    pub(super) fn histogram(
        &self,
        id: &str,
        period: Period,
    ) -> Result<HistogramFigure, QueryError> {
        let unknown = || QueryError::UnknownMetric(id.to_owned());
        let distribution = distribution::find(id).ok_or_else(unknown)?;
        let (counts, answer) = self.over(period, id, &|scope| distribution.counts(scope));
        Ok(HistogramFigure {
            metric: id.to_owned(),
            counts,
            answer,
        })
    }

    /// Effort scores against satisfaction ratings.
    pub(super) fn scatter(&self, period: Period) -> ScatterFigure {
        let (counts, answer) = self.over(period, "ces_csat_correlation", &effort_by_satisfaction);
        ScatterFigure { counts, answer }
    }

    /// What is counted over a period, with a metric of it.
    fn over<T>(
        &self,
        period: Period,
        id: &str,
        count: &dyn Fn(&Scope<'_>) -> T,
    ) -> (T, MetricAnswer) {
        let bounds = self.zone.bounds(period);
        let rows = self.rows(bounds);
        let scope = self.scope(&rows, bounds, period.days() as f64, &*self.own);
        let metric = metric::find(id);
        let answer = metric.map(|metric| self.plain(metric, compute(metric, &scope)));
        (count(&scope), answer.unwrap_or_default())
    }

    /// What needs a human by the hour of the day, not filtered by hours.
    pub(super) fn load(&self, period: Period) -> LoadFigure {
        let desk = self.without(&[Dimension::Hour]);
        let bounds = desk.zone.bounds(period);
        let rows = desk.rows(bounds);
        let scope = desk.scope(&rows, bounds, period.days() as f64, &*desk.own);
        let missing = metric::find("working_hours")
            .map(|metric| metric.missing(|kind| self.conversations.log.occurs(kind)))
            .unwrap_or_default();
        let hours = load::load(&scope).into_iter().map(|hour| LoadRow {
            due: hour.due,
            mean: hour.due_each(),
            agents: hour.agents_each().filter(|_| missing.is_empty()),
        });
        LoadFigure {
            hours: hours.collect(),
            missing: missing.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Who comes back, up to the end of the period.
    pub(super) fn cohorts(&self, period: Period) -> CohortsFigure {
        let (bucket, days) = match period.days() {
            0..=WEEKLY => (Bucket::Week, 7 * (FEWEST_STEPS - 1)),
            _ => (Bucket::Month, 0),
        };
        let asked = Period {
            from: period.from.min(Period::ending(period.to, days + 1).from),
            ..period
        };
        let mut steps = self.zone.buckets(asked, bucket);
        steps.drain(..steps.len().saturating_sub(MOST_STEPS));
        let (dates, starts): (Vec<_>, Vec<_>) = steps.into_iter().unzip();
        let end = self.zone.bounds(period).1;
        let found = cohorts(self.conversations, &self.passing, &starts, end);
        let rows = dates.iter().zip(found.cohorts);
        CohortsFigure {
            bucket,
            provisional: dates.last().is_some_and(|last| {
                let next = self.zone.day_start(bucket.next_date(*last));
                end < next || self.conversations.as_of < next
            }),
            rows: rows
                .map(|(&date, cohort)| CohortRow {
                    date,
                    size: cohort.size,
                    back: cohort.back,
                })
                .collect(),
            unknown: found.unknown,
        }
    }
}
