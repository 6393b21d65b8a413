//! Builds the report object.

use crate::base::bitset::BitSet;
use crate::base::order;
use crate::base::time::{Millis, Period};
use crate::base::zone::{Zone, rfc3339_utc};
use crate::conversation::{Conversations, Dimension};
use crate::engine::desk::{Desk, answer};
use crate::engine::steps::Steps;
use crate::filter::{OwnRows, dimension};
use crate::metric::{self, Computed, Group, Metric, compute};
use crate::report::answer::{Breakdown, BreakdownRow, Metrics, SCHEMA, Series, SeriesRow};
use crate::report::{LoadSummary, QueryError, Report, ReportQuery};

/// Answers a query. `zone` covers the period asked for and the one before.
pub(super) fn report(
    conversations: &Conversations,
    zone: &Zone,
    query: &ReportQuery,
    load: LoadSummary,
) -> Result<Report, QueryError> {
    let period = query.period(zone.date(conversations.as_of))?;
    let metrics = chosen(query.only.as_deref())?;
    let desk = Desk::new(conversations, zone, &query.filters)?;
    let mut report = Report {
        schema: SCHEMA,
        as_of: rfc3339_utc(conversations.as_of),
        timezone: zone.name().to_owned(),
        period,
        previous: period.previous(),
        filters: query.filters.clone(),
        load,
        metrics: desk.compared(&metrics, period),
        breakdown: None,
        series: None,
    };
    if let Some(by) = &query.by {
        report.breakdown = Some(desk.breakdown(&metrics, period, by)?);
    }
    if let Some(bucket) = query.series {
        let steps = Steps::new(zone, period, bucket)?;
        report.series = Some(desk.series(&metrics, &steps));
    }
    Ok(report)
}

/// The metrics asked for, in the catalogue's order; all where none is named.
fn chosen(only: Option<&[String]>) -> Result<Vec<&'static Metric>, QueryError> {
    let catalogue = metric::catalogue().iter();
    let Some(only) = only else {
        return Ok(catalogue.collect());
    };
    let unknown = only.iter().find(|id| metric::find(id).is_none());
    match unknown {
        Some(id) => Err(QueryError::UnknownMetric(id.clone())),
        None => Ok(catalogue
            .filter(|metric| only.iter().any(|id| id == metric.about.id))
            .collect()),
    }
}

impl Desk<'_> {
    pub(super) fn breakdown(
        &self,
        metrics: &[&Metric],
        period: Period,
        by: &str,
    ) -> Result<Breakdown, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let bounds = self.zone.bounds(period);
        let mut groups = metric::breakdown(self.conversations, dimension, &self.rows(bounds));
        let days = period.days() as f64;
        let own = self.own.by(self.conversations, dimension);
        let apart = self.groups_apart(dimension, (&groups, &own), (bounds, days));
        let without_value = groups.pop_if(|group| group.code.is_none());
        groups.extend(apart);
        groups.extend(without_value);
        let rows = groups.into_iter().map(|group| {
            let own = &own.row(group.code);
            let scope = self.scope(&group.rows, bounds, days, &own);
            BreakdownRow {
                key: group.key,
                metrics: plain(metrics, |metric| compute(metric, &scope)),
            }
        });
        Ok(Breakdown {
            by: by.to_owned(),
            rows: rows.collect(),
        })
    }

    /// The values that no conversation of the period has, but a visit, a
    /// ticket or an agent at work in it; by key.
    fn groups_apart(
        &self,
        dimension: Dimension,
        (groups, own): (&[Group], &OwnRows<'_>),
        (bounds, days): ((Millis, Millis), f64),
    ) -> Vec<Group> {
        let mut known = BitSet::empty(self.conversations.code_count(dimension));
        for code in groups.iter().filter_map(|group| group.code) {
            known.insert(code as usize);
        }
        let unknown = own.codes().filter(|&code| !known.contains(code as usize));
        let groups: Vec<Group> = unknown
            .filter(|&code| {
                let own = own.row(Some(code));
                metric::occurs_apart(&self.scope(&[], bounds, days, &&own))
            })
            .map(|code| Group {
                code: Some(code),
                key: Some(self.conversations.label(dimension, code)),
                rows: Vec::new(),
            })
            .collect();
        order::sorted(groups, |a, b| a.key.cmp(&b.key))
    }

    fn series(&self, metrics: &[&Metric], steps: &Steps) -> Series {
        let rows = (0..steps.len()).map(|step| {
            let span = steps.span(step);
            let rows = self.rows(span);
            let scope = self.scope(&rows, span, steps.days(self.zone, step), &*self.own);
            SeriesRow {
                start: steps.label(self.zone, step),
                metrics: plain(metrics, |metric| compute(metric, &scope)),
            }
        });
        Series {
            bucket: steps.bucket,
            rows: rows.collect(),
        }
    }
}

/// The answers of a row: value, numerator, denominator and n.
fn plain(metrics: &[&Metric], compute: impl Fn(&Metric) -> Computed) -> Metrics {
    let answers = metrics.iter().map(|metric| {
        let mut answer = answer(compute(metric));
        (answer.median, answer.p90) = (None, None);
        (metric.about.id.to_owned(), answer)
    });
    Metrics(answers.collect())
}
