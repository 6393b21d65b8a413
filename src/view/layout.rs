//! What a screen shows and where: cards abreast, panels in rows.

use crate::metric::funnel::Funnel;
use crate::metric::{self, FAMILIES, distribution};
use crate::report::figure::{Ask, HeatmapOf, PRIORITY};
use crate::report::scorecard::ReviewOf;
use crate::view::card;
use crate::view::state::View;
use crate::view::tables;

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
    /// A line over time.
    Line,
    /// Lines and columns.
    Table,
    /// Upright bars that are not over time.
    Columns,
    /// A field of cells or circles, or a funnel.
    Field,
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
    /// All of it.
    Full,
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
    /// The place of a tile in reading order, by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        let charts = self.panels.iter().flat_map(|panel| &panel.tiles);
        let mut tiles = self.cards.iter().chain(charts);
        tiles.position(|tile| tile.name() == name)
    }

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
        _ => &[],
    }
}

/// What each view of cards and charts usually shows: eight cards at most, then
/// charts, by name.
const OVERVIEW: &[&str] = &[
    "conversations",
    "engagement_rate",
    "ai_resolution_rate",
    "deflection_rate",
    "handoff_rate",
    "first_response_time",
    "csat",
    "revenue_per_chat",
    "stack",
    "bars.channel",
    "bars.support_type",
    "heatmap",
    "share.outcome",
];
const CHATBOT: &[&str] = &[
    "ai_resolution_rate",
    "deflection_rate",
    "bot_fcr",
    "durable_ai_resolution_rate",
    "fallback_rate",
    "bounce_rate",
    "bot_response_time",
    "bot_duration",
    "funnel.bot",
    "line.ai_resolution_rate",
    "line.fallback_rate",
    "split.ai_resolution_rate.topic",
    "themes",
    "themes.fallbacks",
    "moved.ai_resolution_rate",
    "impact.topic",
    "bars.topic",
    "bars.intent",
    "metrics.volume.bot.resolution",
];
const HANDOFFS: &[&str] = &[
    "handoffs",
    "handoff_success_rate",
    "first_response_time",
    "answered_within_rate",
    "missed_rate",
    "handle_time",
    "agents_active",
    "utilisation",
    "stack",
    "bars.handoff_outcome",
    "bars.department",
    "bars.handoff_reason",
    "bars.missed_reason",
    "heatmap",
    "load",
    "hist.first_response_time",
    "hist.handle_time",
    "agents",
    "moved.handoff_rate",
    "split.canned_rate.agent",
    "urgent.tag",
    "cross.tag.agent",
    "cross.tag.priority",
    "metrics.handoff.speed.agents.tickets",
];
const SATISFACTION: &[&str] = &[
    "csat",
    "csat_response_rate",
    "csat_mean",
    "complaints",
    "ces_mean",
    "nps",
    "sentiment_mean",
    "ces_csat_correlation",
    "line.csat",
    "hist.csat_mean",
    "line.nps",
    "hist.nps",
    "line.ces_mean",
    "scatter.ces.csat",
    "split.csat.topic",
    "split.csat.channel",
    "split.csat.outcome",
    "low_scores",
    "moved.csat",
    "metrics.satisfaction",
];
const SALES: &[&str] = &[
    "conversion_rate",
    "goal_completion_rate",
    "lead_conversion_rate",
    "revenue_per_chat",
    "revenue",
    "orders",
    "time_to_conversion",
    "cost_per_resolution",
    "funnel.sales",
    "line.conversion_rate",
    "line.revenue",
    "hist.time_to_conversion",
    "split.revenue_per_chat.channel",
    "split.conversion_rate.campaign",
    "bars.goal",
    "split.conversion_rate.topic",
    "moved.conversion_rate",
    "what_if",
    "cohorts",
    "metrics.business",
];

/// The charts that are of no metric and no dimension, by name.
pub const OWN: [&str; 5] = [
    "funnel.bot",
    "funnel.sales",
    "load",
    "scatter.ces.csat",
    "cohorts",
];

const SCORECARD: &[&str] = &["scorecard", "fell_short", "moved_most", "notes"];
const COMPARE: &[&str] = &["arms"];

fn names(view: View) -> &'static [&'static str] {
    match view {
        // The register has those of the first.
        View::Overview | View::Conversations => OVERVIEW,
        View::Chatbot => CHATBOT,
        View::Handoffs => HANDOFFS,
        View::Satisfaction => SATISFACTION,
        View::Sales => SALES,
        View::Scorecard => SCORECARD,
        View::Compare => COMPARE,
    }
}

/// The usual tiles of a view.
pub fn usual(view: View) -> Vec<Tile> {
    let names = names(view).iter();
    names.filter_map(|name| Tile::named(name)).collect()
}

impl Tile {
    /// Its name in links: a metric's id for a card, else the kind of chart
    /// and what it shows (`line.csat`, `bars.channel`).
    pub fn name(&self) -> String {
        match (&self.ask, self.kind) {
            (Ask::Card { metric }, _) => metric.clone(),
            (Ask::Run { metric }, _) => format!("line.{metric}"),
            (Ask::Split { metric, by }, _) => format!("split.{metric}.{by}"),
            (Ask::Counts { by, .. }, Kind::Share) => format!("share.{by}"),
            (Ask::Counts { by, .. }, _) => format!("bars.{by}"),
            (Ask::Stack { .. }, _) => "stack".to_owned(),
            (Ask::Heatmap { .. }, _) => "heatmap".to_owned(),
            (Ask::Metrics { families }, _) => format!("metrics.{}", families.join(".")),
            (Ask::Funnel { of }, _) => format!("funnel.{}", of.name()),
            (Ask::Histogram { metric }, _) => format!("hist.{metric}"),
            (Ask::Cohorts, _) => "cohorts".to_owned(),
            (Ask::Load, _) => "load".to_owned(),
            (Ask::Scatter, _) => "scatter.ces.csat".to_owned(),
            (Ask::Scorecard, _) => "scorecard".to_owned(),
            (Ask::Review { of }, _) => match of {
                ReviewOf::FellShort => "fell_short".to_owned(),
                ReviewOf::Moved => "moved_most".to_owned(),
            },
            (Ask::Notes, _) => "notes".to_owned(),
            (Ask::Arms { .. }, _) => "arms".to_owned(),
            (ask, _) => tables::name(ask),
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Tile> {
        let counts = |by: &str, kind: Kind| {
            let ask = Ask::Counts {
                by: by.to_owned(),
                engaged: false,
            };
            (!by.is_empty()).then_some(Tile { ask, kind })
        };
        if let Some(ask) = tables::named(name) {
            let kind = Kind::Table;
            return Some(Tile { ask, kind });
        }
        match name.split_once('.') {
            None if name == "stack" => Some(Tile {
                ask: Ask::Stack {
                    by: "outcome".to_owned(),
                    engaged: false,
                },
                kind: Kind::Stack,
            }),
            None if name == "heatmap" => Some(Tile {
                ask: Ask::Heatmap {
                    of: HeatmapOf::Engaged,
                },
                kind: Kind::Heatmap,
            }),
            None if metric::find(name).is_some() => Some(Tile {
                ask: Ask::Card {
                    metric: name.to_owned(),
                },
                kind: Kind::Card,
            }),
            Some(("line", id)) => metric::find(id).map(|metric| Tile {
                ask: Ask::Run {
                    metric: metric.about.id.to_owned(),
                },
                kind: Kind::Line,
            }),
            Some(("split", rest)) => {
                let (id, by) = rest.split_once('.').filter(|(_, by)| !by.is_empty())?;
                metric::find(id).map(|metric| Tile {
                    ask: Ask::Split {
                        metric: metric.about.id.to_owned(),
                        by: by.to_owned(),
                    },
                    kind: Kind::Bars,
                })
            }
            Some(("metrics", names)) => {
                let families: Vec<String> = names.split('.').map(str::to_owned).collect();
                let known = |name: &String| FAMILIES.iter().any(|family| family.0 == name);
                families.iter().all(known).then_some(Tile {
                    ask: Ask::Metrics { families },
                    kind: Kind::Table,
                })
            }
            Some(("bars", by)) => counts(by, Kind::Bars),
            Some(("share", by)) => counts(by, Kind::Share),
            _ => Tile::apart(name),
        }
    }

    /// One that is of no dimension and not over time.
    fn apart(name: &str) -> Option<Tile> {
        let review = |of: ReviewOf| (Ask::Review { of }, Kind::Table);
        let (ask, kind) = match (name, name.split_once('.')) {
            ("cohorts", _) => (Ask::Cohorts, Kind::Field),
            ("load", _) => (Ask::Load, Kind::Columns),
            ("scatter.ces.csat", _) => (Ask::Scatter, Kind::Field),
            ("scorecard", _) => (Ask::Scorecard, Kind::Table),
            ("notes", _) => (Ask::Notes, Kind::Table),
            ("fell_short", _) => review(ReviewOf::FellShort),
            ("moved_most", _) => review(ReviewOf::Moved),
            ("arms", _) => (
                Ask::Arms {
                    arms: None,
                    part: None,
                },
                Kind::Table,
            ),
            (_, Some(("funnel", of))) => {
                let of = Funnel::named(of)?;
                (Ask::Funnel { of }, Kind::Field)
            }
            (_, Some(("urgent", by))) if !["", PRIORITY].contains(&by) => {
                let by = by.to_owned();
                (Ask::Urgent { by }, Kind::Bars)
            }
            (_, Some(("hist", id))) => {
                let metric = distribution::find(id)?.metric.to_owned();
                (Ask::Histogram { metric }, Kind::Columns)
            }
            _ => return None,
        };
        Some(Tile { ask, kind })
    }

    /// Whether it stands among the cards.
    pub fn is_card(&self) -> bool {
        self.kind == Kind::Card
    }

    /// Whether it is a table that needs only half a row.
    fn is_slim(&self) -> bool {
        matches!(self.ask, Ask::Review { .. } | Ask::Notes)
    }

    /// Whether it can stand under another chart in a narrow panel.
    fn is_narrow(&self) -> bool {
        matches!(self.kind, Kind::Bars | Kind::Share)
    }
}

impl Screen {
    /// The screen of these tiles, in their order: a wide chart has up to two
    /// narrow ones beside it, the others stand two abreast.
    pub fn of(tiles: &[Tile]) -> Screen {
        let of = |card: bool| tiles.iter().filter(move |tile| tile.is_card() == card);
        let charts: Vec<Tile> = of(false).cloned().collect();
        let mut panels: Vec<Panel> = Vec::new();
        // Whether a half of the row is still free.
        let mut half = false;
        let mut rest = &charts[..];
        while let [first, others @ ..] = rest {
            let beside = others.iter().take(2).take_while(|tile| tile.is_narrow());
            let beside = beside.count();
            rest = others;
            if first.kind == Kind::Table && !first.is_slim() {
                // A table takes the whole row, and leaves no hole before it.
                if let Some(last) = panels.last_mut().filter(|_| half) {
                    last.span = Span::Full;
                }
                half = false;
                panels.push(Panel {
                    span: Span::Full,
                    tiles: vec![first.clone()],
                });
                continue;
            }
            let wide = first.kind == Kind::Stack && beside > 0 && !half;
            let mut add = |span: Span, tiles: &[Tile]| {
                panels.push(Panel {
                    span,
                    tiles: tiles.to_vec(),
                });
            };
            if wide {
                add(Span::Wide, std::slice::from_ref(first));
                add(Span::Narrow, &others[..beside]);
                rest = &others[beside..];
                continue;
            }
            let alone = others.is_empty() && !half;
            let span = if alone { Span::Full } else { Span::Half };
            add(span, std::slice::from_ref(first));
            half = !half;
        }
        Screen {
            cards: of(true).cloned().collect(),
            panels,
        }
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
        Kind::Stack | Kind::Line | Kind::Columns => grid.chart_height,
        Kind::Share => 176.0,
        Kind::Bars => 120.0,
        Kind::Heatmap => 204.0,
        Kind::Table => 240.0,
        Kind::Field => 216.0,
    }
}

#[cfg(test)]
mod tests;
