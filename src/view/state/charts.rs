//! How the switches of charts stand.

use crate::view::layout::{self, Kind, Tile};

/// One switch of a chart that does not stand as usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Switched {
    /// The chart, by its place among those of its screen.
    pub chart: usize,
    /// Which of its switches.
    pub switch: usize,
    /// Which option; the first one is the usual.
    pub option: usize,
}

impl Switched {
    /// As an address says it: the chart, counted from 1, and the option.
    pub(super) fn write(self, tiles: &[Tile]) -> Option<String> {
        let switches = layout::switches(kind(tiles, self.chart)?);
        let word = switches.get(self.switch)?.get(self.option)?;
        Some(format!("{}.{word}", self.chart + 1))
    }

    /// What an address says so, of a screen of these tiles.
    pub(super) fn read(text: &str, tiles: &[Tile]) -> Option<Switched> {
        let (chart, word) = text.split_once('.')?;
        let chart = chart.parse::<usize>().ok()?.checked_sub(1)?;
        let switches = layout::switches(kind(tiles, chart)?);
        switches.iter().enumerate().find_map(|(switch, options)| {
            let option = options.iter().position(|option| *option == word)?;
            Some(Switched {
                chart,
                switch,
                option,
            })
        })
    }
}

/// What kind of chart stands at a place of a screen.
fn kind(tiles: &[Tile], chart: usize) -> Option<Kind> {
    let mut charts = tiles.iter().filter(|tile| !tile.is_card());
    charts.nth(chart).map(|tile| tile.kind)
}

/// Lets switches follow their charts to the places that other tiles give
/// them.
pub(super) fn follow(switches: &mut Vec<Switched>, from: &[Tile], to: &[Tile]) {
    let charts = |tiles: &[Tile]| -> Vec<String> {
        let charts = tiles.iter().filter(|tile| !tile.is_card());
        charts.map(Tile::name).collect()
    };
    let (from, to) = (charts(from), charts(to));
    for switched in std::mem::take(switches) {
        let name = from.get(switched.chart);
        let place = to.iter().position(|known| Some(known) == name);
        if let Some(chart) = place {
            set(switches, Switched { chart, ..switched });
        }
    }
}

/// Sets a switch among those that do not stand as usual.
pub(super) fn set(switches: &mut Vec<Switched>, switched: Switched) {
    let same = |known: &Switched| (known.chart, known.switch) == (switched.chart, switched.switch);
    switches.retain(|known| !same(known));
    if switched.option > 0 {
        let place = switches.partition_point(|known| *known < switched);
        switches.insert(place, switched);
    }
}
