//! `chatgauge themes`: files in, what customers ask out.

use crate::cli::args::{QuestionsOf, ThemesArgs};
use crate::cli::{Failure, Streams, history};
use crate::engine::Query;
use crate::report::ThemesAsk;
use crate::report::themes::Of;

pub(super) fn run(args: &ThemesArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let asked = history::query(&args.asked.selection)?;
    let engine = history::open(&args.asked.history, history::Shows::Texts, streams)?;
    let period = asked
        .period(engine.today())
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let ask = ThemesAsk {
        query: Query {
            period: Some(period),
            filters: asked.filters,
            bucket: args.series,
        },
        of: match args.of {
            QuestionsOf::First => Of::First,
            QuestionsOf::Fallback => Of::BeforeFallback,
        },
        most: args.most,
        ..ThemesAsk::default()
    };
    let themes = engine.themes(&ask).map_err(history::refused)?;
    streams.document(&themes)
}
