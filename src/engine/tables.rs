//! What a board asks for beside its cards and usual charts: tables, and charts
//! of a kind of their own.

use std::cell::RefCell;

use crate::base::time::Period;
use crate::engine::desk::Desk;
use crate::engine::moved;
use crate::engine::review::Reviewing;
use crate::engine::themes::{self, Known};
use crate::metric::scorecard::family;
use crate::metric::{self, Metric};
use crate::report::figure::{Ask, CardFigure, Figure, MetricsFigure};
use crate::report::scorecard::{ReviewFigure, Scorecard};
use crate::report::{Arms, ImpactAsk, MovedAsk, Query, QueryError, ThemesAsk};

/// So many themes are told at most: nobody reads further.
const MOST_THEMES: usize = 60;

/// The tables of one board.
pub(super) struct Tables<'a, 'c> {
    desk: &'a Desk<'c>,
    query: &'a Query,
    period: Period,
    themes: &'a RefCell<Known>,
    /// Computed once for all that is asked of it.
    scorecard: Option<Scorecard>,
}

impl<'a, 'c> Tables<'a, 'c> {
    /// Nothing answered yet but perhaps a scorecard.
    pub(super) fn new(
        desk: &'a Desk<'c>,
        (query, period): (&'a Query, Period),
        themes: &'a RefCell<Known>,
        scorecard: Option<Scorecard>,
    ) -> Tables<'a, 'c> {
        Tables {
            desk,
            query,
            period,
            themes,
            scorecard,
        }
    }

    /// The figure of an ask; `None` of cards and usual charts.
    pub(super) fn answer(&mut self, ask: &Ask) -> Result<Option<Figure>, QueryError> {
        let (desk, query, period) = (self.desk, self.query, self.period);
        Ok(Some(match ask {
            Ask::Metrics { families } => Figure::Metrics(desk.families(families, period)),
            Ask::Impact { by } => {
                let metrics = ImpactAsk::default().metrics;
                Figure::Impact(desk.impact(by, &metrics, period)?)
            }
            Ask::Funnel { of } => Figure::Funnel(desk.funnel(*of, period)),
            Ask::Histogram { metric } => Figure::Histogram(desk.histogram(metric, period)?),
            Ask::Cohorts => Figure::Cohorts(desk.cohorts(period)),
            Ask::Load => Figure::Load(desk.load(period)),
            Ask::Scatter => Figure::Scatter(desk.scatter(period)),
            Ask::Scorecard => Figure::Scorecard(Box::new(self.scorecard()?.clone())),
            Ask::Review { of } => {
                let rows = &self.scorecard()?.rows;
                let reviews = Reviewing::new(desk, query, period).review(*of, rows);
                Figure::Review(ReviewFigure { of: *of, reviews })
            }
            Ask::Arms { arms, part } => {
                let usual = || Arms::Periods(period, period.previous());
                let arms = arms.clone().unwrap_or_else(usual);
                Figure::Arms(Box::new(desk.arms(query, &arms, *part)?))
            }
            Ask::Themes { of, edits } => {
                let ask = ThemesAsk {
                    query: query.clone(),
                    of: *of,
                    edits: edits.clone(),
                    most: MOST_THEMES,
                };
                let (conversations, known) = (desk.conversations, &mut self.themes.borrow_mut());
                let questions = known.of(conversations, *of);
                let themes = themes::themes(conversations, desk.zone, &ask, questions)?;
                Figure::Themes(Box::new(themes))
            }
            Ask::Moved { metric } => {
                let ask = MovedAsk {
                    query: query.clone(),
                    metric: metric.clone(),
                    dimensions: None,
                };
                let moved = moved::moved(desk.conversations, desk.zone, &ask)?;
                Figure::Moved(Box::new(moved))
            }
            Ask::Cross { by, across } => Figure::Cross(desk.cross(by, across, period)?),
            Ask::LowScores => Figure::LowScores(desk.low_scores(period)),
            Ask::WhatIf => Figure::WhatIf(desk.what_if(period)),
            Ask::Agents => Figure::Agents(Box::new(desk.agents(period))),
            _ => return Ok(None),
        }))
    }

    fn scorecard(&mut self) -> Result<&Scorecard, QueryError> {
        let scorecard = match self.scorecard.take() {
            Some(scorecard) => scorecard,
            None => self.desk.scorecard(None, self.period)?,
        };
        Ok(self.scorecard.insert(scorecard))
    }
}

impl Desk<'_> {
    /// Every metric of some families; none of one that does not exist.
    fn families(&self, families: &[String], period: Period) -> MetricsFigure {
        let asked = |id: &str| family(id).is_some_and(|of| families.iter().any(|f| f == of));
        let metrics = metric::catalogue().iter();
        let metrics: Vec<&Metric> = metrics.filter(|metric| asked(metric.about.id)).collect();
        let answers = self.compared(&metrics, period).0.into_iter();
        let cards = answers.map(|(metric, answer)| CardFigure {
            metric,
            answer,
            spark: Vec::new(),
        });
        MetricsFigure {
            families: families.to_vec(),
            cards: cards.collect(),
        }
    }
}
