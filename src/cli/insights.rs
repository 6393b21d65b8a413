//! `chatgauge compare`, `scorecard`, `moved` and `impact`: what numbers mean
//! beside one another.

use crate::cli::args::{AskedArgs, CompareArgs, ImpactArgs, MovedArgs, period};
use crate::cli::{Failure, Streams, history};
use crate::engine::{Engine, Query};
use crate::report::{Arms, ArmsAsk, ImpactAsk, MovedAsk, ScorecardAsk};

pub(super) fn compare(args: &CompareArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let dates = |text: &str| period(text).map_err(Failure::Usage);
    let value = |text: &String| (!text.is_empty()).then(|| text.clone());
    let arms = match &args.by {
        None => Arms::Periods(dates(&args.a)?, dates(&args.b)?),
        Some(by) => Arms::Values {
            by: by.clone(),
            a: value(&args.a),
            b: value(&args.b),
        },
    };
    let (engine, query) = open(&args.asked, streams)?;
    let figure = engine.arms(&ArmsAsk { query, arms });
    streams.document(&figure.map_err(history::refused)?)
}

pub(super) fn scorecard(args: &AskedArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let (engine, query) = open(args, streams)?;
    let scorecard = engine.scorecard(&ScorecardAsk { query, rows: None });
    streams.document(&scorecard.map_err(history::refused)?)
}

pub(super) fn moved(args: &MovedArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let (engine, query) = open(&args.asked, streams)?;
    let moved = engine.moved(&MovedAsk {
        query,
        metric: args.metric.clone(),
        dimensions: args.by.clone(),
    });
    streams.document(&moved.map_err(history::refused)?)
}

pub(super) fn impact(args: &ImpactArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let (engine, query) = open(&args.asked, streams)?;
    let usual = ImpactAsk::default();
    let impact = engine.impact(&ImpactAsk {
        query,
        by: args.by.clone().unwrap_or(usual.by),
        metrics: args.only.clone().unwrap_or(usual.metrics),
    });
    streams.document(&impact.map_err(history::refused)?)
}

/// The history, and what of it was asked for.
fn open(args: &AskedArgs, streams: &mut Streams<'_>) -> Result<(Engine, Query), Failure> {
    let asked = history::query(&args.selection)?;
    let engine = history::open(&args.history, history::Shows::Numbers, streams)?;
    let conversations = engine.conversations();
    let today = conversations.zone.date(conversations.as_of);
    let period = asked.period(today);
    let query = Query {
        period: Some(period.map_err(|error| Failure::Usage(error.to_string()))?),
        filters: asked.filters,
        bucket: None,
    };
    Ok((engine, query))
}
