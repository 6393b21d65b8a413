//! What opens under a number is what the number counted, in golden and random
//! histories too.

use chatgauge::base::time::Bucket;
use chatgauge::cli::system::SystemZones;
use chatgauge::filter::Filters;

use crate::engine::{Puzzle, engine, file, load};
use crate::golden;
use crate::marks;
use crate::puzzles::puzzle;

/// So many random histories.
const RANDOM: u64 = 40;

/// How many marks opened, under the puzzle's filters and under none.
fn opened(puzzle: &Puzzle) -> usize {
    let mut engine = engine(puzzle);
    if engine.adopt(load(&[file(&puzzle.lines)], 4096)).is_err() {
        return 0;
    }
    let filters: Filters = puzzle.ask.filters.clone().into_iter().collect();
    let known = engine.load_report().fields;
    let strange = |key: &String| !known.contains(&key.trim_end_matches('!').to_owned());
    let strange = filters.keys().any(strange);
    let asked = match strange {
        true => vec![Filters::default()],
        false => vec![Filters::default(), filters],
    };
    let asked = asked.iter();
    asked
        .map(|filters| marks::check(&engine, filters, &[], Bucket::Month))
        .sum()
}

#[test]
fn the_count_shown_is_the_count_opened() {
    let zones = SystemZones::default();
    let random = (1..=RANDOM).map(|seed| puzzle(seed, &zones));
    let golden = golden::puzzles().into_iter().map(|(_, puzzle)| puzzle);
    let opened: usize = random.chain(golden).map(|puzzle| opened(&puzzle)).sum();
    assert!(opened > 2_000, "{opened} marks");
}
