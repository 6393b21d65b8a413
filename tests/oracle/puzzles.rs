//! The engine against the oracle on random histories.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use chatgauge::cli::system::SystemZones;
use serde_json::Value;

use crate::clock::Clock;
use crate::compare::{Difference, differences};
use crate::dice::Dice;
use crate::engine::{self, Puzzle, file, load};
use crate::random::ZONES;
use crate::{ask, history, random, report};

/// So many histories in a normal run; `CHATGAUGE_HISTORIES` asks for another
/// number, `CHATGAUGE_SEED` for the seed of the first.
const HISTORIES: u64 = 2_000;

/// Of so many kinds of difference one history is told, minimised.
const TOLD: usize = 5;

fn number(variable: &str, default: u64) -> u64 {
    let value = std::env::var(variable).ok();
    value.map_or(default, |value| value.parse().expect("a whole number"))
}

pub(crate) fn puzzle(seed: u64, zones: &SystemZones) -> Puzzle {
    let mut dice = Dice::new(seed);
    let zone = dice.pick(&ZONES);
    let random = random::history(&mut dice, zones, zone);
    Puzzle {
        settings: ask::settings(&mut dice, zone, &random.times),
        ask: ask::ask(&mut dice, zones, zone, &random.times),
        now: ask::now(&mut dice, &random.times),
        lines: random.lines,
    }
}

pub(crate) fn oracle(puzzle: &Puzzle, zones: &SystemZones) -> Value {
    let clock = Clock::new(zones, "UTC");
    let history = history::history(&puzzle.lines, &puzzle.settings, clock, puzzle.now);
    report::report(&history, &puzzle.ask)
}

/// Whether the engine may refuse: a field that no event has, or a period that
/// ends before it begins.
fn may_refuse(puzzle: &Puzzle, error: &str) -> bool {
    let fields = puzzle.ask.filters.keys().chain(&puzzle.ask.by);
    let attributes = ["plan", "seats", "beta", "attributes"];
    let asks_attribute = { fields }.any(|field| attributes.iter().any(|it| field.starts_with(it)));
    asks_attribute && error.contains("field")
}

/// What the two say differently; nothing where the engine rightly refuses.
pub(crate) fn compare(puzzle: &Puzzle, zones: &SystemZones) -> Vec<Difference> {
    match engine::report(puzzle, load(&[file(&puzzle.lines)], usize::MAX)) {
        Ok(ours) => {
            let ours = serde_json::to_value(&ours).expect("a report is JSON");
            differences(&ours, &oracle(puzzle, zones))
        }
        Err(error) if may_refuse(puzzle, &error) => Vec::new(),
        Err(error) => vec![Difference {
            place: "refused".to_owned(),
            ours: Value::from(error),
            oracle: Value::Null,
        }],
    }
}

/// The fewest lines, rules and questions on which the two still differ in the
/// same place.
fn minimised(puzzle: &Puzzle, place: &str, zones: &SystemZones) -> Puzzle {
    let still = |puzzle: &Puzzle| compare(puzzle, zones).iter().any(|it| it.place == place);
    let mut least = puzzle.clone();
    let mut step = least.lines.len().div_ceil(2);
    while step > 0 {
        let mut at = 0;
        while at < least.lines.len() {
            let mut fewer = least.clone();
            fewer.lines.drain(at..(at + step).min(fewer.lines.len()));
            match still(&fewer) {
                true => least = fewer,
                false => at += step,
            }
        }
        step /= 2;
    }
    let names: Vec<String> = { least.settings.as_object().into_iter().flatten() }
        .map(|(name, _)| name.clone())
        .collect();
    for name in names {
        let mut fewer = least.clone();
        { fewer.settings.as_object_mut() }
            .expect("an object")
            .shift_remove(&name);
        least = if still(&fewer) { fewer } else { least };
    }
    for field in least.ask.filters.keys().cloned().collect::<Vec<_>>() {
        let mut fewer = least.clone();
        fewer.ask.filters.remove(&field);
        least = if still(&fewer) { fewer } else { least };
    }
    fewer_fields(least, &still)
}

/// Takes fields out of the events.
fn fewer_fields(mut least: Puzzle, still: &impl Fn(&Puzzle) -> bool) -> Puzzle {
    for index in 0..least.lines.len() {
        let Ok(Value::Object(event)) = serde_json::from_str(&least.lines[index]) else {
            continue;
        };
        for field in event.keys() {
            let Ok(Value::Object(mut event)) = serde_json::from_str(&least.lines[index]) else {
                continue;
            };
            event.shift_remove(field);
            let mut fewer = least.clone();
            fewer.lines[index] = Value::Object(event).to_string();
            least = if still(&fewer) { fewer } else { least };
        }
    }
    least
}

/// What to do to see a difference: seed, place, both values, the command.
fn told(seed: u64, difference: &Difference, puzzle: &Puzzle) -> String {
    let ask = &puzzle.ask;
    let mut flags = vec!["chatgauge metrics -".to_owned()];
    let dates = [("--from", ask.from), ("--to", ask.to)];
    flags.extend(
        dates
            .iter()
            .filter_map(|(flag, date)| Some(format!("{flag} {}", (*date)?))),
    );
    flags.extend(
        ask.filters
            .iter()
            .map(|(field, all)| format!("--filter '{field}={}'", all.join(","))),
    );
    flags.extend(ask.by.iter().map(|by| format!("--by {by}")));
    flags.extend(ask.series.iter().map(|bucket| format!("--series {bucket}")));
    format!(
        "seed {seed}, {}: engine {}, oracle {}\n{} with settings {} at {}\n{}\n",
        difference.place,
        difference.ours,
        difference.oracle,
        flags.join(" "),
        puzzle.settings,
        puzzle.now,
        puzzle.lines.join("\n")
    )
}

/// Does something with every seed, in two threads.
pub(crate) fn for_every_seed(work: impl Fn(u64, &SystemZones) + Sync) {
    let first = number("CHATGAUGE_SEED", 1);
    let next = AtomicU64::new(first);
    let end = first + number("CHATGAUGE_HISTORIES", HISTORIES);
    let run = || {
        let zones = SystemZones::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return;
            }
            work(seed, &zones);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(run);
        scope.spawn(run);
    });
}

/// A history in which the two differ.
struct Wrong {
    seed: u64,
    /// The first place.
    place: String,
    /// How many places.
    count: usize,
}

impl Wrong {
    /// Metric and field of the place, whatever its row.
    fn kind(&self) -> String {
        let words: Vec<&str> = self.place.rsplitn(3, ' ').take(2).collect();
        words.join(" ")
    }

    fn told(&self, zones: &SystemZones) -> String {
        let least = minimised(&puzzle(self.seed, zones), &self.place, zones);
        let all = compare(&least, zones);
        let difference = all.iter().find(|it| it.place == self.place);
        let difference = difference.expect("what is minimised still differs");
        let told = told(self.seed, difference, &least);
        format!("{} differences; {told}", self.count)
    }
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let wrong = Mutex::new(Vec::new());
    for_every_seed(|seed, zones| {
        let all = compare(&puzzle(seed, zones), zones);
        if let Some(first) = all.first() {
            let mut wrong = wrong.lock().unwrap_or_else(PoisonError::into_inner);
            wrong.push(Wrong {
                seed,
                place: first.place.clone(),
                count: all.len(),
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort_unstable_by_key(|wrong| wrong.seed);
    let mut kinds = BTreeSet::new();
    let others = wrong.iter().filter(|wrong| kinds.insert(wrong.kind()));
    let zones = SystemZones::default();
    let told: Vec<String> = others.take(TOLD).map(|wrong| wrong.told(&zones)).collect();
    let told = told.join("\n");
    assert!(wrong.is_empty(), "{} histories differ\n{told}", wrong.len());
}
