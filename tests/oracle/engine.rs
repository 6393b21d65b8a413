//! The engine, asked the same as the oracle.

use chatgauge::base::time::Bucket;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Load, ReportQuery};
use chatgauge::report::Report;
use chatgauge::settings::{Plain, Settings};
use serde_json::Value;

use crate::report::Ask;

/// A question with all that it is about.
#[derive(Clone, Debug)]
pub(crate) struct Puzzle {
    pub(crate) lines: Vec<String>,
    pub(crate) settings: Value,
    pub(crate) ask: Ask,
    /// The machine's clock.
    pub(crate) now: i64,
}

/// The load of some files, each fed by so many bytes.
pub(crate) fn load(files: &[Vec<u8>], chunk: usize) -> Load {
    let mut load = Load::new();
    for (index, file) in files.iter().enumerate() {
        load.begin(&format!("file{index}.ndjson"));
        for bytes in file.chunks(chunk) {
            load.feed(bytes);
        }
        // A file without any event is told as an error; what it lacks is
        // nothing to the others.
        let _told = load.end();
    }
    load
}

pub(crate) fn file(lines: &[String]) -> Vec<u8> {
    let mut text = lines.join("\n");
    text.push('\n');
    text.into_bytes()
}

/// The engine with the puzzle's definitions and no data yet.
pub(crate) fn engine(puzzle: &Puzzle) -> Engine {
    let plain: Plain = serde_json::from_value(puzzle.settings.clone()).expect("an object");
    let (settings, refused) = Settings::read(&plain);
    assert!(refused.is_empty(), "{refused:?}");
    let mut engine = Engine::new(Box::new(SystemZones::default()), puzzle.now, "UTC");
    engine.set_settings(settings).expect("a zone that is known");
    engine
}

/// What is asked, as the engine is asked it.
pub(crate) fn query(ask: &Ask) -> ReportQuery {
    ReportQuery {
        from: ask.from,
        to: ask.to,
        filters: ask.filters.clone().into_iter().collect(),
        by: ask.by.clone(),
        series: ask.series.as_ref().map(|bucket| {
            serde_json::from_value::<Bucket>(Value::from(bucket.as_str())).expect("a bucket")
        }),
        only: None,
    }
}

/// The engine's report.
///
/// # Errors
///
/// What the engine says against the question.
pub(crate) fn report(puzzle: &Puzzle, load: Load) -> Result<Report, String> {
    let mut engine = engine(puzzle);
    engine.adopt(load).map_err(|error| error.to_string())?;
    let report = engine.report(&query(&puzzle.ask));
    report.map_err(|error| error.to_string())
}
