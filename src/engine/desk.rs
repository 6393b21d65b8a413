//! Everything at hand to compute metrics under one set of filters.

use std::cell::LazyCell;
use std::ops::Deref;
use std::rc::Rc;

use crate::base::bitset::BitSet;
use crate::base::time::{Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension};
use crate::engine::steps::Steps;
use crate::filter::{Filters, OwnSelection, Selection, rows_between};
use crate::metric::{Computed, Metric, Scope, Sheet, Value, compare, compute, value_of};
use crate::report::answer::Metrics;
use crate::report::{MetricAnswer, QueryError};

/// What passes of that which counts by its own time, once somebody asks.
type Own<'a> = LazyCell<OwnSelection, Box<dyn FnOnce() -> OwnSelection + 'a>>;

/// Everything that computing needs under one set of filters.
pub(super) struct Desk<'a> {
    pub(super) conversations: &'a Conversations,
    pub(super) zone: &'a Zone,
    pub(super) selection: Rc<Selection>,
    pub(super) passing: Rc<BitSet>,
    pub(super) own: Rc<Own<'a>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        conversations: &'a Conversations,
        zone: &'a Zone,
        filters: &Filters,
    ) -> Result<Desk<'a>, QueryError> {
        let selection = Rc::new(Selection::new(conversations, filters)?);
        let filtered = selection.clone();
        let own = move || OwnSelection::new(conversations, &filtered, &[]);
        Ok(Desk {
            conversations,
            zone,
            passing: Rc::new(selection.passing()),
            own: Rc::new(LazyCell::new(Box::new(own))),
            selection,
        })
    }

    /// The same without the filters on some dimensions.
    pub(super) fn without(&self, dimensions: &[Dimension]) -> Desk<'a> {
        let (conversations, selection) = (self.conversations, self.selection.clone());
        let same = Desk {
            conversations,
            zone: self.zone,
            passing: self.passing.clone(),
            own: self.own.clone(),
            selection: selection.clone(),
        };
        if !dimensions
            .iter()
            .any(|&dimension| selection.is_on(dimension))
        {
            return same;
        }
        let except = dimensions.to_vec();
        let own = move || OwnSelection::new(conversations, &selection, &except);
        Desk {
            passing: Rc::new(self.selection.except(dimensions)),
            own: Rc::new(LazyCell::new(Box::new(own))),
            ..same
        }
    }

    /// The rows that start within a span and pass the filters.
    pub(super) fn rows(&self, span: (Millis, Millis)) -> Vec<u32> {
        self.passing.within(rows_between(self.conversations, span))
    }

    /// Those of some ascending rows that start within a span.
    pub(super) fn part<'r>(&self, rows: &'r [u32], span: (Millis, Millis)) -> &'r [u32] {
        let span = rows_between(self.conversations, span);
        let place = |bound: usize| rows.partition_point(|&row| (row as usize) < bound);
        &rows[place(span.start)..place(span.end)]
    }

    /// Metrics of a period, compared with the period before.
    pub(super) fn compared(&self, metrics: &[&Metric], period: Period) -> Metrics {
        let rows = self.rows(self.zone.bounds(period));
        self.compared_of(metrics, period, &rows)
    }

    /// The same of a period whose `rows` are known.
    pub(super) fn compared_of(&self, metrics: &[&Metric], period: Period, rows: &[u32]) -> Metrics {
        let bounds = self.zone.bounds(period);
        let days = period.days() as f64;
        let now = self.scope(rows, bounds, days, &*self.own);
        let earlier = self.zone.bounds(period.previous());
        let reaches = !metrics.is_empty() && self.reaches_before(bounds.0);
        let earlier_rows = reaches.then(|| self.rows(earlier));
        let previous = earlier_rows
            .as_ref()
            .map(|rows| self.scope(rows, earlier, days, &*self.own));
        let answers = metrics.iter().map(|metric| {
            let computed = compute(metric, &now);
            let before = previous.as_ref().map(|scope| value_of(metric, scope));
            let comparison = compare(metric.about.unit, &computed.value, before.as_ref());
            let mut answer = self.plain(metric, computed);
            answer.set_comparison(Some(comparison));
            (metric.about.id.to_owned(), answer)
        });
        Metrics(answers.collect())
    }

    /// The values of metrics in one step, of the `rows` of all steps.
    pub(super) fn values(
        &self,
        metrics: &[&Metric],
        rows: &[u32],
        steps: &Steps,
        step: usize,
    ) -> impl Iterator<Item = Value> {
        let span = steps.span(step);
        let scope = self.scope(
            self.part(rows, span),
            span,
            steps.days(self.zone, step),
            &*self.own,
        );
        let values = metrics.iter().map(|metric| value_of(metric, &scope));
        values.collect::<Vec<Value>>().into_iter()
    }

    /// A metric over some rows of a span, without comparison.
    pub(super) fn plain(&self, metric: &Metric, computed: Computed) -> MetricAnswer {
        let mut answer = answer(computed);
        metric.about.unit.name().clone_into(&mut answer.unit);
        answer.missing = self.missing(metric);
        answer
    }

    /// The events that the data lacks for a metric.
    pub(super) fn missing(&self, metric: &Metric) -> Vec<String> {
        let missing = metric.missing(|kind| self.conversations.log.occurs(kind));
        missing.into_iter().map(str::to_owned).collect()
    }

    /// Whether any event lies before an instant, so that there is something
    /// to compare with.
    pub(super) fn reaches_before(&self, at: Millis) -> bool {
        self.conversations.span.is_some_and(|(first, _)| first < at)
    }

    pub(super) fn scope<'s>(
        &'s self,
        rows: &'s [u32],
        span: (Millis, Millis),
        days: f64,
        own: &'s dyn Deref<Target = OwnSelection>,
    ) -> Scope<'s> {
        Scope {
            conversations: self.conversations,
            rows,
            span,
            days,
            passing: &self.passing,
            own,
            sheet: Sheet::default(),
        }
    }
}

/// A computed value as the report writes it.
pub(super) fn answer(computed: Computed) -> MetricAnswer {
    MetricAnswer {
        value: computed.value,
        numerator: computed.numerator,
        denominator: computed.denominator,
        n: computed.n,
        median: computed.median,
        p90: computed.p90,
        provisional: computed.provisional,
        ..MetricAnswer::default()
    }
}
