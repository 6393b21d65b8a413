//! The whole picture, decided before it is painted: rectangles, ticks,
//! strings, colours, hit areas. Plain data, nothing left to compute.
//!
//! A [`Figure`] comes in with a [`Scene`] (theme, locale, text measure,
//! period) and a width; a [`Picture`] comes out. The same input gives the
//! same picture.

mod agents;
pub mod arms;
pub mod bars;
pub mod card;
pub mod chips;
pub mod cohorts;
pub mod color;
mod columns;
pub mod counted;
mod cross;
pub mod explain;
mod figures;
pub mod format;
pub mod funnel;
mod gauge;
pub mod heatmap;
pub mod histogram;
mod impact;
pub mod layout;
pub mod ledger;
pub mod line;
pub mod load;
pub mod locale;
mod low;
pub mod measure;
mod moved;
mod notes;
mod palette;
pub mod picture;
pub mod register;
mod rows;
pub mod rules;
pub mod saved;
pub mod scatter;
pub mod scene;
mod scorecard;
pub mod scroll;
mod series;
pub mod share;
pub mod sheet;
mod sketch;
mod spark;
pub mod split;
pub mod stack;
pub mod state;
mod steps;
pub mod tables;
pub mod target;
pub mod text;
pub mod theme;
mod themes;
pub mod thread;
pub mod ticks;
mod timeline;
pub mod value;
mod what_if;

pub use color::Color;
pub use explain::{Explanation, explain, heading};
pub use layout::Kind;
pub use ledger::{Ledger, ledger};
pub use locale::{Language, Locale};
pub use measure::{Approximate, Measure};
pub use picture::{Hit, Mark, Picture, Table, Wording};
pub use scene::{Scene, Size};
pub use theme::{Scheme, Theme};

use crate::metric;
use crate::metric::entry::About;
use crate::report::figure::{Ask, Figure};

/// The picture of a figure.
///
/// `about` is the entry of a card's metric; charts need none. `kind` says
/// which picture counts become (bars or shares); it is otherwise given by the
/// figure. A card whose metric has no entry is an empty picture, and so is what
/// is a [`ledger()`].
pub fn picture(
    figure: &Figure,
    kind: Kind,
    about: Option<&About>,
    size: Size,
    scene: &Scene<'_>,
) -> Picture {
    picture_worded(figure, kind, about, (size, Wording::Now), scene)
}

/// The same, with what its parts say now or later.
pub fn picture_worded(
    figure: &Figure,
    kind: Kind,
    about: Option<&About>,
    (size, wording): (Size, Wording),
    scene: &Scene<'_>,
) -> Picture {
    match (figure, about) {
        (Figure::Card(card), Some(about)) => card::card(card, about, size, scene),
        (Figure::Card(_), None) => Picture::default(),
        (Figure::Stack(stack), _) => stack::stack(stack, (size, wording), scene),
        (Figure::Counts(counts), _) if kind == Kind::Share => share::share(counts, size, scene),
        (Figure::Counts(counts), _) => bars::bars(counts, size, scene),
        (Figure::Heatmap(heatmap), _) => heatmap::heatmap(heatmap, (size, wording), scene),
        (Figure::Run(run), _) => match metric::find(&run.metric) {
            Some(metric) => line::line(run, &metric.about, (size, wording), scene),
            None => Picture::default(),
        },
        (Figure::Split(figure), _) => match metric::find(&figure.metric) {
            Some(metric) => split::split(figure, &metric.about, size, scene),
            None => Picture::default(),
        },
        (Figure::Histogram(figure), _) => match metric::find(&figure.metric) {
            Some(metric) => histogram::histogram(figure, &metric.about, size, scene),
            None => Picture::default(),
        },
        (Figure::Funnel(figure), _) => funnel::funnel(figure, size, scene),
        (Figure::Cohorts(figure), _) => cohorts::cohorts(figure, size, scene),
        (Figure::Load(figure), _) => load::load(figure, size, scene),
        (Figure::Scatter(figure), _) => scatter::scatter(figure, size, scene),
        (_, _) => Picture::default(),
    }
}

/// The same numbers as a table, every one of them: made only when somebody
/// wants to read it.
///
/// `about` is the entry of a card's metric. A card whose metric has no entry
/// is an empty table.
pub fn table(figure: &Figure, about: Option<&About>, scene: &Scene<'_>) -> Table {
    match (figure, about) {
        (Figure::Card(card), Some(about)) => card::table(card, about, scene),
        (Figure::Card(_), None) => Table::default(),
        (Figure::Stack(stack), _) => stack::table(stack, scene),
        (Figure::Counts(counts), _) => rows::table(counts, scene),
        (Figure::Heatmap(heatmap), _) => heatmap::table(heatmap, scene),
        (Figure::Run(run), _) => match metric::find(&run.metric) {
            Some(metric) => line::table(run, &metric.about, scene),
            None => Table::default(),
        },
        (Figure::Split(figure), _) => match metric::find(&figure.metric) {
            Some(metric) => split::table(figure, &metric.about, scene),
            None => Table::default(),
        },
        (Figure::Histogram(figure), _) => match metric::find(&figure.metric) {
            Some(metric) => histogram::table(figure, &metric.about, scene),
            None => Table::default(),
        },
        (Figure::Funnel(figure), _) => funnel::table(figure, scene),
        (Figure::Cohorts(figure), _) => cohorts::table(figure, scene),
        (Figure::Load(figure), _) => load::table(figure, scene),
        (Figure::Scatter(figure), _) => scatter::table(figure, scene),
        (_, _) => ledger(figure, scene).unwrap_or_default().table(),
    }
}

/// The entry of the metric that a card shows.
pub fn about(ask: &Ask) -> Option<&'static About> {
    match ask {
        Ask::Card { metric }
        | Ask::Run { metric }
        | Ask::Split { metric, .. }
        | Ask::Histogram { metric } => metric::find(metric).map(|metric| &metric.about),
        _ => None,
    }
}
