//! `chatgauge metrics`: files in, the report object out.

use crate::cli::args::MetricsArgs;
use crate::cli::{Failure, Streams, history};
use crate::engine::ReportQuery;

pub(super) fn run(args: &MetricsArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let query = ReportQuery {
        by: args.by.clone(),
        series: args.series,
        only: args.only.clone(),
        ..history::query(&args.asked.selection)?
    };
    let engine = history::open(&args.asked.history, history::Shows::Numbers, streams)?;
    let report = engine.report(&query).map_err(history::refused)?;
    streams.document(&report)
}
