//! What grows: in each row one thing, step by step, and what is asked of the
//! engine then.

use chatgauge::engine::{Query, ReportQuery};
use chatgauge::report::Ask;
use chatgauge::sample::History;
use chatgauge::view::layout::{self, Screen, Tile};
use chatgauge::view::state::View;

use crate::history::{EACH, RARE, Shape, attribute, history};

/// One thing that grows.
pub(crate) struct Row {
    /// The word it is asked for by, and the name of its plot.
    pub(crate) name: &'static str,
    /// What the plot says above.
    pub(crate) title: &'static str,
    /// What the steps count.
    pub(crate) unit: &'static str,
    pub(crate) steps: &'static [u64],
    /// From this step on growth is judged: below, what is done once weighs more.
    pub(crate) from: u64,
    pub(crate) make: fn(u64) -> Case,
}

/// One step: a history and what is asked of it, but for the dates.
pub(crate) struct Case {
    pub(crate) history: Vec<u8>,
    pub(crate) report: ReportQuery,
    pub(crate) board: (Query, Vec<Ask>),
}

/// Measured only where somebody asks for it, as its history alone is 2 GB.
pub(crate) const LARGEST: u64 = 10_000_000;

/// All rows.
pub(crate) const ROWS: [Row; 4] = [
    Row {
        name: "events",
        title: "More events: a busier shop, the same three months",
        unit: "events",
        steps: &[
            10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, LARGEST,
        ],
        from: 100_000,
        make: events,
    },
    Row {
        name: "conversations",
        title: "More conversations of ten events each",
        unit: "conversations",
        steps: &[1_000, 3_000, 10_000, 30_000, 100_000, 300_000],
        from: 10_000,
        make: conversations,
    },
    Row {
        name: "dimensions",
        title: "More attributes, each filtered and broken down by, at 500,000 events",
        unit: "attributes",
        steps: &[1, 3, 10, 30],
        from: 1,
        make: dimensions,
    },
    Row {
        name: "values",
        title: "More customers and as many tags, at 1,000,000 events",
        unit: "customers and tags",
        steps: &[10, 100, 1_000, 10_000, 100_000],
        from: 10,
        make: values,
    },
];

fn overview() -> Vec<Ask> {
    Screen::of(&layout::usual(View::Overview)).asks()
}

fn by(dimension: &str) -> Ask {
    Ask::Counts {
        by: dimension.to_owned(),
        engaged: false,
    }
}

fn plain(history: Vec<u8>) -> Case {
    Case {
        history,
        report: ReportQuery::default(),
        board: (Query::default(), overview()),
    }
}

fn events(events: u64) -> Case {
    let mut bytes = Vec::new();
    let written = History::new(7, events).write_ndjson(&mut bytes);
    written.expect("memory takes it");
    plain(bytes)
}

fn conversations(conversations: u64) -> Case {
    plain(history(&Shape {
        conversations,
        values: conversations / 2,
        attributes: 0,
    }))
}

/// Every filter leaves nearly everything, so that the next has as much to do.
fn dimensions(attributes: u64) -> Case {
    let names: Vec<String> = (0..attributes).map(attribute).collect();
    let filters = names.iter();
    let filters = filters.map(|name| (format!("{name}!"), vec![RARE.to_owned()]));
    let mut case = plain(history(&Shape {
        conversations: 500_000 / EACH,
        values: 1_000,
        attributes,
    }));
    case.report.filters = filters.collect();
    case.board.0.filters = case.report.filters.clone();
    case.board.1.extend(names.iter().map(|name| by(name)));
    case
}

fn values(values: u64) -> Case {
    let mut case = plain(history(&Shape {
        conversations: 1_000_000 / EACH,
        values,
        attributes: 0,
    }));
    case.report.by = Some("tag".to_owned());
    let cards = layout::usual(View::Overview)
        .into_iter()
        .filter(Tile::is_card);
    case.report.only = Some(cards.map(|card| card.name()).collect());
    case.board.1.push(by("tag"));
    case
}
