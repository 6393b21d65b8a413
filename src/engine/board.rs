//! Answers what one screen of the dashboard asks for.

use std::cell::RefCell;
use std::cmp::Reverse;

use crate::base::time::{Millis, Period};
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::engine::charts::{Charts, EVERY};
use crate::engine::desk::Desk;
use crate::engine::scorecard;
use crate::engine::steps::Steps;
use crate::engine::tables::Tables;
use crate::engine::themes::Known;
use crate::filter::dimension;
use crate::metric::{self, Metric, Value};
use crate::report::figure::{
    Annotation, Ask, Board, CardFigure, Context, Figure, SplitFigure, SplitRow,
};
use crate::report::{Arms, Query, QueryError};

/// More figures than any screen has are not remembered.
const REMEMBERED: usize = 100;

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

    /// Remembers what was answered, beside what else was for the same query.
    fn keep(&mut self, query: &Query, asks: &[Ask], figures: &[Figure]) {
        if self.query != *query || self.figures.len() > REMEMBERED {
            self.query = query.clone();
            self.figures.clear();
        }
        for (ask, figure) in asks.iter().zip(figures) {
            if self.find(query, ask).is_none() {
                self.figures.push((ask.clone(), figure.clone()));
            }
        }
    }
}

/// The dates that the answers reach over, but for the periods before.
pub(super) fn reach(asks: &[Ask], period: Period) -> Period {
    let mut whole = period;
    let mut cover = |period: Period| {
        whole.from = whole.from.min(period.from);
        whole.to = whole.to.max(period.to);
    };
    for ask in asks {
        match ask {
            Ask::Scorecard | Ask::Review { .. } => cover(scorecard::reach(period)),
            Ask::Arms {
                arms: Some(Arms::Periods(a, b)),
                ..
            } => {
                cover(*a);
                cover(*b)
            }
            _ => {}
        }
    }
    whole
}

/// Answers every ask. `zone` covers the dates that they [`reach`] over, and the
/// period before the one asked for.
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
    // What is to be looked at of a scorecard comes after it.
    let scorecard = match answered.find(query, &Ask::Scorecard) {
        Some(Figure::Scorecard(known)) => Some((**known).clone()),
        _ => None,
    };
    let tables = Tables::new(&desk, (query, period), themes, scorecard);
    let drawn = desk.figures(&fresh, period, &steps, (currency.as_deref(), tables))?;
    let mut drawn = drawn.into_iter();
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

impl Desk<'_> {
    /// A figure for each ask, in order.
    fn figures(
        &self,
        asks: &[Ask],
        period: Period,
        steps: &Steps,
        (currency, mut tables): (Option<&str>, Tables<'_, '_>),
    ) -> Result<Vec<Figure>, QueryError> {
        let charts = Charts::new(self, steps);
        let mut cards = self.cards(asks, period, &charts, currency)?.into_iter();
        let mut figure = |ask: &Ask| {
            Ok(Some(match ask {
                Ask::Card { .. } => Figure::Card(Box::new(cards.next().unwrap_or_default())),
                Ask::Stack { by, engaged } => Figure::Stack(charts.stack(by, *engaged)?),
                Ask::Counts { by, engaged } => Figure::Counts(charts.counts(by, *engaged)?),
                Ask::Notes => {
                    let (from, _) = self.zone.bounds(period.previous());
                    let bounds = (from, steps.bounds.1);
                    Figure::Notes(annotations(self.conversations, self.zone, bounds))
                }
                Ask::Urgent { by } => Figure::Counts(charts.urgent(by)?),
                Ask::Heatmap { of } => Figure::Heatmap(charts.heatmap(*of)),
                Ask::Run { .. } => {
                    let card = cards.next().unwrap_or_default();
                    Figure::Run(charts.run(card, currency))
                }
                Ask::Split { metric, by } => Figure::Split(self.split(metric, by, period)?),
                table => return tables.answer(table),
            }))
        };
        let figures = asks.iter().map(&mut figure);
        figures.filter_map(Result::transpose).collect()
    }

    /// The cards asked for, in order. They share what they have in common.
    fn cards(
        &self,
        asks: &[Ask],
        period: Period,
        charts: &Charts<'_, '_>,
        currency: Option<&str>,
    ) -> Result<Vec<CardFigure>, QueryError> {
        let steps = charts.steps;
        let ids = asks.iter().filter_map(|ask| match ask {
            Ask::Card { metric } | Ask::Run { metric } => Some(metric),
            _ => None,
        });
        let metrics = ids
            .map(|id| metric::find(id).ok_or_else(|| QueryError::UnknownMetric(id.clone())))
            .collect::<Result<Vec<&Metric>, QueryError>>()?;
        if metrics.is_empty() {
            return Ok(Vec::new());
        }
        let rows = charts.rows(&[], EVERY);
        let answers = self.compared_of(&metrics, period, &rows).0;
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
}
