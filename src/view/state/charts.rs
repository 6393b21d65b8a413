//! How the switches of charts stand.

use crate::view::layout::{self, Kind};

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
    pub(super) fn write(self) -> Option<String> {
        let switches = layout::switches(kind(self.chart)?);
        let word = switches.get(self.switch)?.get(self.option)?;
        Some(format!("{}.{word}", self.chart + 1))
    }

    /// What an address says so.
    pub(super) fn read(text: &str) -> Option<Switched> {
        let (chart, word) = text.split_once('.')?;
        let chart = chart.parse::<usize>().ok()?.checked_sub(1)?;
        let switches = layout::switches(kind(chart)?);
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

/// What kind of chart stands at a place of the overview.
fn kind(chart: usize) -> Option<Kind> {
    let panels = layout::overview().panels.into_iter();
    let mut tiles = panels.flat_map(|panel| panel.tiles);
    tiles.nth(chart).map(|tile| tile.kind)
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
