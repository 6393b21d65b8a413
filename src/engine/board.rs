//! Answers what one screen of the dashboard asks for.

use std::cell::RefCell;
use std::cmp::Reverse;

use crate::base::bitset::BitSet;
use crate::base::order;
use crate::base::time::{Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Outcome, SupportType};
use crate::engine::desk::Desk;
use crate::engine::moved;
use crate::engine::steps::Steps;
use crate::engine::themes::{self, Known};
use crate::filter::{dimension, rows_between};
use crate::metric::{self, Metric, Value};
use crate::report::figure::{
    Annotation, Ask, Board, CardFigure, Context, CountsFigure, Figure, HeatmapFigure, HeatmapOf,
    Layer, RunFigure, SplitFigure, SplitRow, StackFigure,
};
use crate::report::{ImpactAsk, MovedAsk, Query, QueryError, ThemesAsk};

/// What was answered last, for as long as the conversations stay: where only
/// one chart shows something else, only that one is computed.
#[derive(Default)]
pub(super) struct Answered {
    query: Query,
    figures: Vec<(Ask, Figure)>,
}

impl Answered {
    /// The figure that answered the ask, where the query is the same.
    fn find(&self, query: &Query, ask: &Ask) -> Option<&Figure> {
        let same = self.figures.iter().filter(|_| self.query == *query);
        let mut same = same.filter(|(answered, _)| answered == ask);
        same.next().map(|(_, figure)| figure)
    }

    /// Remembers a board in place of the one before.
    fn keep(&mut self, query: &Query, asks: &[Ask], figures: &[Figure]) {
        self.query = query.clone();
        self.figures = asks.iter().cloned().zip(figures.iter().cloned()).collect();
    }
}

/// Answers every ask. `zone` covers the period asked for and the one before.
pub(super) fn board(
    conversations: &Conversations,
    zone: &Zone,
    query: &Query,
    asks: &[Ask],
    answered: &mut Answered,
    themes: &RefCell<Known>,
) -> Result<Board, QueryError> {
    let today = zone.date(conversations.as_of);
    let period = query.period(today)?;
    let bucket = query.bucket.unwrap_or_else(|| period.natural_bucket());
    let steps = Steps::new(zone, period, bucket)?;
    let currency = main_currency(conversations);
    let fresh = |ask: &&Ask| answered.find(query, ask).is_none();
    let fresh: Vec<Ask> = asks.iter().filter(fresh).cloned().collect();
    let desk = Desk::new(conversations, zone, &query.filters)?;
    let mut drawn = desk
        .figures(&fresh, query, &steps, (currency.as_deref(), themes))?
        .into_iter();
    let figures: Vec<Figure> = asks
        .iter()
        .filter_map(|ask| answered.find(query, ask).cloned().or_else(|| drawn.next()))
        .collect();
    answered.keep(query, asks, &figures);
    Ok(Board {
        context: Context {
            period,
            previous: period.previous(),
            timezone: zone.name().to_owned(),
            span: days_of(conversations),
            today,
            bucket,
            steps: (0..steps.len())
                .map(|step| steps.step(zone, step))
                .collect(),
            annotations: annotations(conversations, zone, steps.bounds),
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

/// So many themes are told at most: nobody reads further.
const MOST_THEMES: usize = 60;

/// So many notes of a period are told at most.
const MOST_NOTES: usize = 500;

/// The notes of the data between two instants.
fn annotations(
    conversations: &Conversations,
    zone: &Zone,
    (from, to): (Millis, Millis),
) -> Vec<Annotation> {
    let noted = &conversations.own.annotations;
    let place = |at: Millis| noted.partition_point(|noted| noted.0 < at);
    let told = noted[place(from)..place(to)].iter().take(MOST_NOTES);
    told.map(|&(at, note)| Annotation {
        date: zone.date(at),
        hour: Some(zone.hour(at)),
        text: conversations.log.notes.get(note).to_owned(),
    })
    .collect()
}

/// The currency of most credited orders; of equals the first by name.
pub(super) fn main_currency(conversations: &Conversations) -> Option<String> {
    let names = &conversations.log.names.currencies;
    let mut counts = vec![0_usize; names.len()];
    for credit in conversations.facts.credits.values() {
        counts[credit.currency as usize] += 1;
    }
    let counts = (0..).zip(counts).filter(|(_, count)| *count > 0);
    let counts = counts.map(|(code, count)| (Reverse(count), names.get(code)));
    counts.min().map(|(_, currency)| currency.to_owned())
}

/// The currency in which the run of a card is told.
pub(super) fn shown_currency(value: &Value, main: Option<&str>) -> Option<String> {
    let shown = value.shown_amount(main);
    shown.map(|(currency, _)| currency.to_owned())
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

    /// Stands for no value.
    fn none(&self) -> u32 {
        self.places.len() as u32 - 1
    }

    fn add(&mut self, codes: &[u32], step: usize) {
        for &code in codes {
            let place = match self.places[code as usize] {
                Some(place) => place,
                None => self.meet(code),
            };
            self.counts[place].1[step] += 1;
        }
    }

    #[inline(never)]
    fn meet(&mut self, code: u32) -> usize {
        let place = self.counts.len();
        let key = (code != self.none()).then_some(code);
        self.counts.push((key, vec![0; self.steps]));
        self.places[code as usize] = Some(place);
        place
    }
}

impl Desk<'_> {
    /// A figure for each ask, in order.
    fn figures(
        &self,
        asks: &[Ask],
        query: &Query,
        steps: &Steps,
        (currency, themes): (Option<&str>, &RefCell<Known>),
    ) -> Result<Vec<Figure>, QueryError> {
        let period = query.period(self.zone.date(self.conversations.as_of))?;
        let mut cards = self.cards(asks, period, steps, currency)?.into_iter();
        let figure = |ask: &Ask| match ask {
            Ask::Card { .. } => Ok(Figure::Card(Box::new(cards.next().unwrap_or_default()))),
            Ask::Stack { by, engaged } => Ok(Figure::Stack(self.stack(by, *engaged, steps)?)),
            Ask::Counts { by, engaged } => Ok(Figure::Counts(self.counts(by, *engaged, steps)?)),
            Ask::Heatmap { of } => Ok(Figure::Heatmap(self.heatmap(*of, steps))),
            Ask::Run { .. } => {
                let card = cards.next().unwrap_or_default();
                Ok(Figure::Run(self.run(card, currency, steps)))
            }
            Ask::Split { metric, by } => Ok(Figure::Split(self.split(metric, by, period)?)),
            Ask::Impact { by } => {
                let metrics = ImpactAsk::default().metrics;
                Ok(Figure::Impact(self.impact(by, &metrics, period)?))
            }
            Ask::Themes { of, edits } => {
                let ask = ThemesAsk {
                    query: query.clone(),
                    of: *of,
                    edits: edits.clone(),
                    most: MOST_THEMES,
                };
                let (conversations, known) = (self.conversations, &mut themes.borrow_mut());
                let questions = known.of(conversations, *of);
                let themes = themes::themes(conversations, self.zone, &ask, questions)?;
                Ok(Figure::Themes(Box::new(themes)))
            }
            Ask::Moved { metric } => {
                let ask = MovedAsk {
                    query: query.clone(),
                    metric: metric.clone(),
                    dimensions: None,
                };
                let moved = moved::moved(self.conversations, self.zone, &ask)?;
                Ok(Figure::Moved(Box::new(moved)))
            }
            Ask::Cross { by, across } => Ok(Figure::Cross(self.cross(by, across, period)?)),
            Ask::LowScores => Ok(Figure::LowScores(self.low_scores(period))),
            Ask::WhatIf => Ok(Figure::WhatIf(self.what_if(period))),
            Ask::Agents => Ok(Figure::Agents(Box::new(self.agents(period)))),
        };
        asks.iter().map(figure).collect()
    }

    /// The cards asked for, in order. They share what they have in common.
    fn cards(
        &self,
        asks: &[Ask],
        period: Period,
        steps: &Steps,
        currency: Option<&str>,
    ) -> Result<Vec<CardFigure>, QueryError> {
        let ids = asks.iter().filter_map(|ask| match ask {
            Ask::Card { metric } | Ask::Run { metric } => Some(metric),
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
        let rows = self.rows(steps.bounds);
        for step in 0..steps.len() {
            let values = self.values(&metrics, &rows, steps, step);
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

    /// What a card tells step by step.
    fn run(&self, card: CardFigure, currency: Option<&str>, steps: &Steps) -> RunFigure {
        let facts = &self.conversations.facts;
        let passing: BitSet = self.selection.except(&[]);
        let open = |row: usize| passing.contains(row) && !facts.has(row, is::CLOSED);
        let spans = (0..steps.len()).map(|step| steps.span(step));
        RunFigure {
            metric: card.metric,
            currency: shown_currency(&card.answer.value, currency),
            values: card.spark,
            missing: card.answer.missing,
            provisional: spans
                .map(|span| rows_between(self.conversations, span).any(open))
                .collect(),
        }
    }

    fn stack(&self, by: &str, engaged: bool, steps: &Steps) -> Result<StackFigure, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let mut provisional = vec![false; steps.len()];
        let mut totals = vec![0; steps.len()];
        let facts = &self.conversations.facts;
        let spans = (0..steps.len()).map(|step| steps.span(step));
        let tally = self.tally(dimension, engaged, spans, |rows, step| {
            totals[step] = rows.len() as u64;
            provisional[step] = rows.iter().any(|&row| !facts.has(row as usize, is::CLOSED));
        });
        let layers = self.in_order(dimension, tally);
        let layers = layers.map(|(key, counts)| Layer { key, counts });
        Ok(StackFigure {
            by: by.to_owned(),
            engaged,
            layers: layers.collect(),
            provisional,
            totals,
        })
    }

    /// A metric by the values of a dimension, not filtered by its own
    /// selection.
    fn split(&self, id: &str, by: &str, period: Period) -> Result<SplitFigure, QueryError> {
        let find = |id: &str| metric::find(id).ok_or(QueryError::UnknownMetric(id.to_owned()));
        let metrics = [find(id)?, find("conversations")?];
        let dimension = dimension(self.conversations, by)?;
        let desk = self.without(&[dimension]);
        let rows = desk.breakdown(&metrics, period, by)?.rows.into_iter();
        let rows = rows.filter_map(|row| {
            let mut answers = row.metrics.0.into_iter().map(|(_, answer)| answer);
            let (answer, counted) = (answers.next()?, answers.next()?);
            Some(SplitRow {
                key: row.key,
                conversations: counted.value.number().unwrap_or_default() as u64,
                answer,
            })
        });
        let overall = desk.compared(&metrics[..1], period).0.into_iter().next();
        let mut overall = overall.map(|(_, answer)| answer).unwrap_or_default();
        overall.set_comparison(None);
        Ok(SplitFigure {
            metric: id.to_owned(),
            by: by.to_owned(),
            rows: rows.collect(),
            overall,
        })
    }

    fn counts(&self, by: &str, engaged: bool, steps: &Steps) -> Result<CountsFigure, QueryError> {
        let dimension = dimension(self.conversations, by)?;
        let mut total = 0;
        let whole = std::iter::once(steps.bounds);
        let tally = self.tally(dimension, engaged, whole, |rows, _| {
            total = rows.len() as u64;
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
        // Rows come in time order, so the cell seldom changes.
        let (mut cell, mut until) = ((0, 0), Millis::MIN);
        for row in rows_between(self.conversations, steps.bounds) {
            let counts = match of {
                HeatmapOf::Engaged => facts.has(row, is::ENGAGED),
                HeatmapOf::Handoffs => facts.with_handoff(row),
            };
            if counts && passing.contains(row) {
                let start = facts.starts[row];
                if start >= until {
                    cell = (zone.weekday(start).into(), zone.hour(start).into());
                    until = zone.hour_end(start);
                }
                let (weekday, hour): (usize, usize) = cell;
                cells[weekday][hour] += 1;
            }
        }
        HeatmapFigure { of, cells }
    }

    /// Counts the conversations of a chart of a dimension by value, in each of
    /// some spans: it is not filtered by its own selection. `seen` hears which
    /// they are.
    fn tally(
        &self,
        dimension: Dimension,
        engaged: bool,
        spans: impl ExactSizeIterator<Item = (Millis, Millis)>,
        mut seen: impl FnMut(&[u32], usize),
    ) -> Tally {
        let Conversations { facts, .. } = self.conversations;
        let passing: BitSet = self.selection.except(&[dimension]);
        let codes = self.conversations.code_count(dimension);
        let mut tally = Tally::new(codes, spans.len());
        let (mut rows, mut codes) = (Vec::new(), Vec::new());
        for (step, span) in spans.enumerate() {
            rows.clear();
            for row in rows_between(self.conversations, span) {
                if passing.contains(row) && (!engaged || facts.has(row, is::ENGAGED)) {
                    rows.push(row as u32);
                }
            }
            seen(&rows, step);
            codes.clear();
            let none = tally.none();
            self.conversations
                .codes_of(dimension, &rows, none, &mut codes);
            tally.add(&codes, step);
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
