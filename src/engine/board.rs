//! Answers what one screen of the dashboard asks for.

use std::cmp::Reverse;

use crate::base::bitset::BitSet;
use crate::base::order;
use crate::base::sorted::SortedMap;
use crate::base::time::Period;
use crate::base::zone::Zone;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Outcome, SupportType};
use crate::engine::desk::Desk;
use crate::engine::steps::Steps;
use crate::filter::{dimension, rows_between};
use crate::metric::{self, Metric, Value};
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
    let currency = main_currency(conversations);
    let cards = desk.cards(asks, period, &steps, currency.as_deref())?;
    let mut cards = cards.into_iter();
    let figures = asks
        .iter()
        .map(|ask| match ask {
            Ask::Card { .. } => Ok(Figure::Card(Box::new(cards.next().unwrap_or_default()))),
            Ask::Stack { by, engaged } => Ok(Figure::Stack(desk.stack(by, *engaged, &steps)?)),
            Ask::Counts { by, engaged } => Ok(Figure::Counts(desk.counts(by, *engaged, &steps)?)),
            Ask::Heatmap { of } => Ok(Figure::Heatmap(desk.heatmap(*of, &steps))),
        })
        .collect::<Result<Vec<Figure>, QueryError>>()?;
    Ok(Board {
        context: Context {
            period,
            previous: period.previous(),
            timezone: zone.name().to_owned(),
            span: days_of(conversations),
            today,
            bucket,
            currency,
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
    let mut counts: SortedMap<&str, usize> = SortedMap::default();
    let names = &conversations.log.names.currencies;
    for credit in conversations.facts.credits.values() {
        *counts.at(names.get(credit.currency)) += 1;
    }
    let most = counts.values().copied().max()?;
    let main = counts.iter().find(|(_, count)| **count == most);
    main.map(|(currency, _)| (*currency).to_owned())
}

/// The currency in which a card tells an amount: the data's main one, else
/// the first by name.
fn shown_currency(value: &Value, main: Option<&str>) -> Option<String> {
    let Value::Money(amounts) = value else {
        return None;
    };
    let main = main.filter(|&main| amounts.contains_key(main));
    main.map(str::to_owned)
        .or_else(|| amounts.keys().next().cloned())
}

/// Counts by value, of each step.
struct Tally {
    /// Where the counts of a value stand, by its code; those without one
    /// last.
    places: Vec<Option<usize>>,
    /// In the order in which they were met.
    counts: Vec<(Option<u32>, Vec<u64>)>,
    steps: usize,
}

impl Tally {
    /// Nothing counted, of values whose codes are below `codes`.
    fn new(codes: usize, steps: usize) -> Tally {
        Tally {
            places: vec![None; codes + 1],
            counts: Vec::new(),
            steps,
        }
    }

    fn add(&mut self, code: Option<u32>, step: usize) {
        let without = self.places.len() - 1;
        let place = &mut self.places[code.map_or(without, |code| code as usize)];
        let place = *place.get_or_insert_with(|| {
            self.counts.push((code, vec![0; self.steps]));
            self.counts.len() - 1
        });
        self.counts[place].1[step] += 1;
    }
}

impl Desk<'_> {
    /// The cards asked for, in order. They share what they have in common.
    fn cards(
        &self,
        asks: &[Ask],
        period: Period,
        steps: &Steps,
        currency: Option<&str>,
    ) -> Result<Vec<CardFigure>, QueryError> {
        let ids = asks.iter().filter_map(|ask| match ask {
            Ask::Card { metric } => Some(metric),
            _ => None,
        });
        let metrics = ids
            .map(|id| metric::find(id).ok_or_else(|| QueryError::UnknownMetric(id.clone())))
            .collect::<Result<Vec<&Metric>, QueryError>>()?;
        let answers = self.compared(&metrics, period).0;
        let mut cards: Vec<CardFigure> = answers
            .into_iter()
            .map(|(metric, answer)| CardFigure {
                metric,
                answer,
                spark: Vec::with_capacity(steps.len()),
            })
            .collect();
        let currencies: Vec<Option<String>> = cards
            .iter()
            .map(|card| shown_currency(&card.answer.value, currency))
            .collect();
        for step in 0..steps.len() {
            let values = self.values(&metrics, steps, step);
            for ((card, value), currency) in cards.iter_mut().zip(values).zip(&currencies) {
                card.spark.push(match (value, currency) {
                    (Value::Number(value), _) => Some(value),
                    (Value::Money(amounts), Some(currency)) => amounts.get(currency).copied(),
                    _ => None,
                });
            }
        }
        Ok(cards)
    }

    fn stack(&self, by: &str, engaged: bool, steps: &Steps) -> Result<StackFigure, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let mut provisional = vec![false; steps.len()];
        let facts = &self.conversations.facts;
        let tally = self.tally(dimension, engaged, steps, |row, step| {
            provisional[step] |= !facts.has(row, is::CLOSED);
            step
        });
        let layers = self.in_order(dimension, tally);
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
        let mut total = 0;
        let tally = self.tally(dimension, engaged, steps, |_, _| {
            total += 1;
            0
        });
        let rows = self.in_order(dimension, tally);
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
        let own = [Dimension::Weekday, Dimension::Hour];
        let passing = self.selection.except(&own);
        let mut cells = vec![vec![0; 24]; 7];
        for row in rows_between(self.conversations, steps.bounds) {
            let counts = match of {
                HeatmapOf::Engaged => facts.has(row, is::ENGAGED),
                HeatmapOf::Handoffs => facts.with_handoff(row),
            };
            if counts && passing.contains(row) {
                let start = facts.starts[row];
                cells[usize::from(zone.weekday(start))][usize::from(zone.hour(start))] += 1;
            }
        }
        HeatmapFigure { of, cells }
    }

    /// Counts the conversations of a chart of a dimension by value: it is not
    /// filtered by its own selection. `place` hears of each and of its step,
    /// and says which step it counts for.
    fn tally(
        &self,
        dimension: Dimension,
        engaged: bool,
        steps: &Steps,
        mut place: impl FnMut(usize, usize) -> usize,
    ) -> Tally {
        let conversations = self.conversations;
        let passing: BitSet = self.selection.except(&[dimension]);
        let mut tally = Tally::new(conversations.code_count(dimension), steps.len());
        for step in 0..steps.len() {
            for row in rows_between(conversations, steps.span(step)) {
                if !passing.contains(row) || (engaged && !conversations.facts.has(row, is::ENGAGED))
                {
                    continue;
                }
                let step = place(row, step);
                match conversations.codes(dimension, row).as_slice() {
                    [] => tally.add(None, step),
                    codes => codes.iter().for_each(|&code| tally.add(Some(code), step)),
                }
            }
        }
        tally
    }

    /// Values with their counts: outcomes and support types in their set
    /// order, others largest first, then by key, no value last.
    fn in_order(
        &self,
        dimension: Dimension,
        tally: Tally,
    ) -> impl Iterator<Item = (Option<String>, Vec<u64>)> {
        let set_order = |key: &str| match dimension {
            Dimension::Outcome => Outcome::ALL.iter().position(|known| known.1 == key),
            Dimension::SupportType => SupportType::ALL.iter().position(|known| known.1 == key),
            _ => None,
        };
        let layers: Vec<_> = tally
            .counts
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
