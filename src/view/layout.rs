//! What a screen shows and where: cards abreast, panels in rows.

use crate::report::figure::{Ask, HeatmapOf};
use crate::view::card;

/// Which picture a figure becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A metric with its change and run.
    Card,
    /// Stacked bars over time.
    Stack,
    /// Parts of a whole.
    Share,
    /// Horizontal bars.
    Bars,
    /// Weekday by hour.
    Heatmap,
}

/// One card or chart of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// What it asks for.
    pub ask: Ask,
    /// What it becomes.
    pub kind: Kind,
}

/// How much of a row a panel takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Two thirds.
    Wide,
    /// One third.
    Narrow,
    /// One half.
    Half,
}

/// One or more charts in one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// How wide it is, where panels stand side by side.
    pub span: Span,
    /// From the top down.
    pub tiles: Vec<Tile>,
}

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Across the top.
    pub cards: Vec<Tile>,
    /// Below, in reading order.
    pub panels: Vec<Panel>,
}

impl Screen {
    /// Everything it asks for, in reading order.
    pub fn asks(&self) -> Vec<Ask> {
        let charts = self.panels.iter().flat_map(|panel| &panel.tiles);
        self.cards
            .iter()
            .chain(charts)
            .map(|tile| tile.ask.clone())
            .collect()
    }
}

/// The switches of a kind of chart, with their options as links name them;
/// the first option of each is the usual one.
pub fn switches(kind: Kind) -> &'static [&'static [&'static str]] {
    match kind {
        Kind::Stack => &[&["all", "engaged"], &["outcome", "channel", "topic"]],
        Kind::Heatmap => &[&["engaged", "handoffs"]],
        Kind::Card | Kind::Share | Kind::Bars => &[],
    }
}

/// The metrics of the overview's cards, unless somebody chooses others.
pub const OVERVIEW_CARDS: [&str; 8] = [
    "conversations",
    "engagement_rate",
    "ai_resolution_rate",
    "deflection_rate",
    "handoff_rate",
    "first_response_time",
    "csat",
    "revenue_per_chat",
];

/// The first screen: eight cards, four charts.
pub fn overview() -> Screen {
    let card = |metric: &str| Tile {
        ask: Ask::Card {
            metric: metric.to_owned(),
        },
        kind: Kind::Card,
    };
    let counts = |by: &str, kind: Kind| Tile {
        ask: Ask::Counts {
            by: by.to_owned(),
            engaged: false,
        },
        kind,
    };
    let stack = Tile {
        ask: Ask::Stack {
            by: "outcome".to_owned(),
            engaged: false,
        },
        kind: Kind::Stack,
    };
    let heatmap = Tile {
        ask: Ask::Heatmap {
            of: HeatmapOf::Engaged,
        },
        kind: Kind::Heatmap,
    };
    let panel = |span: Span, tiles: Vec<Tile>| Panel { span, tiles };
    let breakdowns = vec![
        counts("channel", Kind::Bars),
        counts("support_type", Kind::Bars),
    ];
    Screen {
        cards: OVERVIEW_CARDS.map(card).into(),
        panels: vec![
            panel(Span::Wide, vec![stack]),
            panel(Span::Narrow, breakdowns),
            panel(Span::Half, vec![heatmap]),
            panel(Span::Half, vec![counts("outcome", Kind::Share)]),
        ],
    }
}

/// The measures of a screen at a width, all on a grid of 4 px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Cards abreast.
    pub card_columns: u8,
    /// Columns that panels share by their spans, a wide one taking four: 1
    /// (one under another), 6 (two in a row) or 12 (all in one).
    pub panel_columns: u8,
    /// Between cards and between panels.
    pub gap: f32,
    /// Left and right of a card's or panel's picture.
    pub padding: f32,
    /// Of charts over time.
    pub chart_height: f32,
}

/// The measures for a width in CSS pixels.
pub fn grid(width: f32) -> Grid {
    let roomy = width > 720.0;
    Grid {
        card_columns: match width {
            ..=960.0 => 2,
            ..=1900.0 => 4,
            _ => 8,
        },
        panel_columns: match width {
            ..=960.0 => 1,
            ..=1900.0 => 6,
            _ => 12,
        },
        gap: if roomy { 12.0 } else { 8.0 },
        padding: if roomy { 16.0 } else { 12.0 },
        chart_height: if roomy { 240.0 } else { 208.0 },
    }
}

/// The height of a tile's picture before its data is there, so that nothing
/// jumps when it comes.
pub fn expected_height(kind: Kind, width: f32, grid: &Grid) -> f32 {
    match kind {
        Kind::Card => card::height(width),
        Kind::Stack => grid.chart_height,
        Kind::Share => 176.0,
        Kind::Bars => 120.0,
        Kind::Heatmap => 204.0,
    }
}

#[cfg(test)]
mod tests {
    use crate::view::layout::{grid, overview};

    #[test]
    fn the_overview_stays_small() {
        let screen = overview();
        assert_eq!(screen.cards.len(), 8);
        assert_eq!(screen.panels.len(), 4);
        assert_eq!(screen.asks().len(), 13);
    }

    #[test]
    fn cards_stand_abreast_as_room_allows() {
        assert_eq!(grid(1440.0).card_columns, 4);
        assert_eq!(grid(320.0).card_columns, 2);
        assert_eq!(grid(2560.0).card_columns, 8);
        assert_eq!(grid(800.0).panel_columns, 1);
    }
}
