//! `chatgauge metrics`: files in, the report object out.

use std::io::{BufWriter, Write};

use crate::cli::args::MetricsArgs;
use crate::cli::{Failure, Streams, history};
use crate::engine::ReportQuery;

pub(super) fn run(args: &MetricsArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let query = ReportQuery {
        by: args.by.clone(),
        series: args.series,
        only: args.only.clone(),
        ..history::query(&args.selection)?
    };
    let engine = history::open(&args.history, history::Shows::Numbers, streams)?;
    let report = engine.report(&query).map_err(history::refused)?;
    let mut out = BufWriter::new(&mut *streams.output);
    let written = serde_json::to_writer_pretty(&mut out, &report)
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(out))
        .and_then(|()| out.flush());
    written.or_else(|error| Failure::of_writing(&error))
}
