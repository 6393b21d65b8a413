//! What screens show and where.

use crate::metric::catalogue;
use crate::metric::scorecard::family;
use crate::report::figure::Ask;
use crate::view::layout::{Screen, Span, Tile, grid, names, usual};
use crate::view::state::View;

#[test]
fn the_overview_stays_small() {
    let screen = Screen::of(&usual(View::Overview));
    assert_eq!(screen.cards.len(), 8);
    assert_eq!(screen.panels.len(), 4);
    assert_eq!(screen.asks().len(), 13);
}

#[test]
fn every_usual_tile_exists_once() {
    for view in View::ALL {
        let mut tiles: Vec<String> = usual(view).iter().map(Tile::name).collect();
        assert_eq!(tiles, names(view), "{view:?}");
        tiles.sort();
        tiles.dedup();
        assert_eq!(tiles.len(), names(view).len(), "{view:?}");
        assert!(Screen::of(&usual(view)).cards.len() <= 8, "{view:?}");
    }
}

#[test]
fn every_metric_has_its_place_in_a_view() {
    let tiles: Vec<Tile> = View::ALL.into_iter().flat_map(usual).collect();
    for metric in catalogue() {
        let id = metric.about.id;
        let shows = |tile: &Tile| match &tile.ask {
            Ask::Card { metric } => metric == id,
            Ask::Metrics { families } => {
                family(id).is_some_and(|of| families.iter().any(|asked| asked == of))
            }
            _ => false,
        };
        assert!(tiles.iter().any(shows), "{id}");
    }
}

#[test]
fn every_tile_has_a_name_that_leads_back() {
    let more = [
        "line.csat",
        "bars.plan.of.customer",
        "share.topic",
        "split.csat.plan.of",
    ];
    let more = more.map(|name| Tile::named(name).unwrap());
    let usual = View::ALL.into_iter().flat_map(usual);
    for tile in usual.chain(more) {
        assert_eq!(Tile::named(&tile.name()), Some(tile));
    }
    for odd in [
        "",
        "luck",
        "line.luck",
        "bars.",
        "pie.topic",
        "line",
        "split.csat",
        "split.csat.",
        "funnel",
        "funnel.luck",
        "hist.csat",
        "hist.response_time",
        "scatter.csat.ces",
    ] {
        assert_eq!(Tile::named(odd), None, "{odd}");
    }
}

#[test]
fn rows_of_charts_have_no_holes() {
    let spans = |names: &[&str]| -> Vec<(Span, usize)> {
        let tiles: Vec<Tile> = names.iter().filter_map(|name| Tile::named(name)).collect();
        let panels = Screen::of(&tiles).panels;
        panels
            .iter()
            .map(|panel| (panel.span, panel.tiles.len()))
            .collect()
    };
    assert_eq!(spans(&["line.csat"]), [(Span::Full, 1)]);
    assert_eq!(
        spans(&["stack", "bars.channel", "csat", "line.csat"]),
        [(Span::Wide, 1), (Span::Narrow, 1), (Span::Full, 1)]
    );
    assert_eq!(
        spans(&["heatmap", "stack", "bars.channel"]),
        [(Span::Half, 1), (Span::Half, 1), (Span::Full, 1)]
    );
}

#[test]
fn cards_stand_abreast_as_room_allows() {
    assert_eq!(grid(1440.0).card_columns, 4);
    assert_eq!(grid(320.0).card_columns, 2);
    assert_eq!(grid(2560.0).card_columns, 8);
    assert_eq!(grid(800.0).panel_columns, 1);
}
