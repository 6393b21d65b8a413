//! Answers what one screen of the dashboard asks for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::base::bitset::BitSet;
use crate::base::order;
use crate::base::time::Period;
use crate::base::zone::Zone;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Outcome, SupportType};
use crate::engine::desk::Desk;
use crate::engine::steps::Steps;
use crate::filter::{dimension, rows_between};
use crate::metric::{self, Value};
use crate::report::figure::{
    Ask, Board, CardFigure, Context, CountsFigure, Figure, HeatmapFigure, HeatmapOf, Layer,
    StackFigure,
};
use crate::report::{Query, QueryError};

/// Answers every ask. `zone` covers the period asked for and the one before.
pub(super) fn board(
    conversations: &Conversations,
    zone: &Zone,
    query: &Query,
    asks: &[Ask],
) -> Result<Board, QueryError> {
    let today = zone.date(conversations.as_of);
    let period = query.period(today)?;
    let bucket = query.bucket.unwrap_or_else(|| period.natural_bucket());
    let steps = Steps::new(zone, period, bucket)?;
    let desk = Desk::new(conversations, zone, &query.filters)?;
    let figures = asks
        .iter()
        .map(|ask| desk.figure(ask, period, &steps))
        .collect::<Result<Vec<Figure>, QueryError>>()?;
    Ok(Board {
        context: Context {
            period,
            previous: period.previous(),
            timezone: zone.name().to_owned(),
            span: days_of(conversations),
            today,
            bucket,
            currency: main_currency(conversations),
        },
        figures,
    })
}

/// First and last local date of the events up to `as_of`.
pub(super) fn days_of(conversations: &Conversations) -> Option<Period> {
    let (first, last) = conversations.span?;
    Some(Period {
        from: conversations.zone.date(first),
        to: conversations.zone.date(last),
    })
}

/// The currency of most credited orders; of equals the first by name.
fn main_currency(conversations: &Conversations) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let names = &conversations.log.names.currencies;
    for credit in conversations.facts.credits.values() {
        *counts.entry(names.get(credit.currency)).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let main = counts.iter().find(|(_, count)| **count == most);
    main.map(|(currency, _)| (*currency).to_owned())
}

/// Counts by value: of each step, or of all at once.
type Counts = BTreeMap<Option<u32>, Vec<u64>>;

impl Desk<'_> {
    fn figure(&self, ask: &Ask, period: Period, steps: &Steps) -> Result<Figure, QueryError> {
        Ok(match ask {
            Ask::Card { metric } => Figure::Card(Box::new(self.card(metric, period, steps)?)),
            Ask::Stack { by, engaged } => Figure::Stack(self.stack(by, *engaged, steps)?),
            Ask::Counts { by, engaged } => Figure::Counts(self.counts(by, *engaged, steps)?),
            Ask::Heatmap { of } => Figure::Heatmap(self.heatmap(*of, steps)),
        })
    }

    fn card(&self, id: &str, period: Period, steps: &Steps) -> Result<CardFigure, QueryError> {
        let metric = metric::find(id).ok_or_else(|| QueryError::UnknownMetric(id.to_owned()))?;
        let answer = self.compared(&[metric], period).0.pop();
        let (metric_id, answer) = answer.unwrap_or_default();
        let currency = match &answer.value {
            Value::Money(amounts) => main_currency(self.conversations)
                .filter(|currency| amounts.contains_key(currency))
                .or_else(|| amounts.keys().next().cloned()),
            _ => None,
        };
        let spark = self.stepwise(metric, steps).into_iter();
        let spark = spark.map(|step| match (step.value, &currency) {
            (Value::Number(value), _) => Some(value),
            (Value::Money(amounts), Some(currency)) => amounts.get(currency).copied(),
            _ => None,
        });
        Ok(CardFigure {
            metric: metric_id,
            answer,
            spark: spark.collect(),
        })
    }

    fn stack(&self, by: &str, engaged: bool, steps: &Steps) -> Result<StackFigure, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let mut counts = Counts::new();
        let mut provisional = vec![false; steps.len()];
        let facts = &self.conversations.facts;
        for row in self.counted(dimension, engaged, steps) {
            let step = steps.index(facts.starts[row]);
            provisional[step] |= !facts.has(row, is::CLOSED);
            self.count(&mut counts, dimension, row, (step, steps.len()));
        }
        let layers = self.in_order(dimension, counts);
        let layers = layers.map(|(key, counts)| Layer { key, counts });
        Ok(StackFigure {
            by: by.to_owned(),
            engaged,
            bucket: steps.bucket,
            steps: (0..steps.len())
                .map(|step| steps.step(self.zone, step))
                .collect(),
            layers: layers.collect(),
            provisional,
        })
    }

    fn counts(&self, by: &str, engaged: bool, steps: &Steps) -> Result<CountsFigure, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let mut counts = Counts::new();
        let mut total = 0;
        for row in self.counted(dimension, engaged, steps) {
            total += 1;
            self.count(&mut counts, dimension, row, (0, 1));
        }
        let rows = self.in_order(dimension, counts);
        Ok(CountsFigure {
            by: by.to_owned(),
            engaged,
            rows: rows.map(|(key, counts)| (key, counts[0])).collect(),
            total,
        })
    }

    fn heatmap(&self, of: HeatmapOf, steps: &Steps) -> HeatmapFigure {
        let facts = &self.conversations.facts;
        let zone = &self.conversations.zone;
        let mut cells = vec![vec![0; 24]; 7];
        for row in rows_between(self.conversations, steps.bounds) {
            let counts = match of {
                HeatmapOf::Engaged => facts.has(row, is::ENGAGED),
                HeatmapOf::Handoffs => facts.with_handoff(row),
            };
            if counts && self.passing.contains(row) {
                let start = facts.starts[row];
                cells[usize::from(zone.weekday(start))][usize::from(zone.hour(start))] += 1;
            }
        }
        HeatmapFigure { of, cells }
    }

    /// The rows that a chart of a dimension counts: it is not filtered by
    /// its own selection.
    fn counted(&self, dimension: Dimension, engaged: bool, steps: &Steps) -> Vec<usize> {
        let passing: BitSet = self.selection.except(dimension);
        let facts = &self.conversations.facts;
        rows_between(self.conversations, steps.bounds)
            .filter(|&row| passing.contains(row) && (!engaged || facts.has(row, is::ENGAGED)))
            .collect()
    }

    fn count(
        &self,
        counts: &mut Counts,
        dimension: Dimension,
        row: usize,
        (step, steps): (usize, usize),
    ) {
        let mut add = |key: Option<u32>| {
            let layer = counts.entry(key).or_insert_with(|| vec![0; steps]);
            layer[step] += 1;
        };
        let codes = self.conversations.codes(dimension, row);
        match codes.as_slice() {
            [] => add(None),
            codes => codes.iter().for_each(|&code| add(Some(code))),
        }
    }

    /// Values with their counts: outcomes and support types in their set
    /// order, others largest first, then by key, no value last.
    fn in_order(
        &self,
        dimension: Dimension,
        counts: Counts,
    ) -> impl Iterator<Item = (Option<String>, Vec<u64>)> {
        let set_order = |key: &str| match dimension {
            Dimension::Outcome => Outcome::ALL.iter().position(|known| known.1 == key),
            Dimension::SupportType => SupportType::ALL.iter().position(|known| known.1 == key),
            _ => None,
        };
        let layers: Vec<_> = counts
            .into_iter()
            .map(|(code, counts)| {
                let key = code.map(|code| self.conversations.label(dimension, code));
                let set = key.as_deref().and_then(set_order);
                let total: u64 = counts.iter().sum();
                ((set, Reverse(total), key.is_none(), key), counts)
            })
            .collect();
        let layers = order::sorted(layers, |a, b| a.0.cmp(&b.0));
        layers.into_iter().map(|((.., key), counts)| (key, counts))
    }
}
