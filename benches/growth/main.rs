//! How cost grows with events, conversations, dimensions and distinct values,
//! natively on one core: reading, folding, one report of all metrics and one
//! board. What is linear costs the same for each, whatever their number.
//!
//! `cargo bench --bench growth` prints a table for each row; a word measures
//! only the rows whose name has it, `--largest` the largest step too, and
//! `--plot` draws the guide's plots anew.

mod history;
mod plot;
mod rows;
mod stopwatch;

use std::path::Path;

use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load};
use chatgauge::event::Transcripts;
use chatgauge::event::intake::read_piece;
use chatgauge::event::load::Apart;
use chatgauge::event::part::Part;

use crate::rows::{Case, LARGEST, ROWS, Row};
use crate::stopwatch::best;

/// What is measured at each step, in the order of [`Step::seconds`].
pub(crate) const PHASES: [&str; 4] = ["read", "fold", "report", "board"];

/// Linear is what takes at most so much longer than its number tells.
const LINEAR: f64 = 1.15;

/// So many bytes of a file come at once, as on the page.
const CHUNK: usize = 1 << 20;

/// Only UTC, so that no machine's time zones are measured.
struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

/// What one step took.
pub(crate) struct Step {
    /// How many there were of what grows.
    pub(crate) count: u64,
    /// Of the history.
    pub(crate) events: u64,
    pub(crate) seconds: [f64; PHASES.len()],
}

impl Step {
    pub(crate) fn total(&self) -> f64 {
        self.seconds.iter().sum()
    }
}

/// Reads as the page does: what is long in pieces, by readers that post what
/// they read; here one after the other.
fn load(bytes: &[u8]) -> Load {
    let mut load = Load::new();
    load.read_apart(Apart::default());
    load.begin("history.ndjson");
    for chunk in bytes.chunks(CHUNK) {
        load.feed(chunk);
        while let Some(piece) = load.piece() {
            let part = read_piece(piece.shape, &piece.bytes, Transcripts::Kept);
            let part = Part::from_bytes(&part.to_bytes());
            load.come_back(piece.number, part.expect("a part"));
        }
    }
    load.end().expect("a history");
    load
}

fn engine(load: Load) -> Engine {
    let mut engine = Engine::new(Box::new(Utc), i64::MAX / 2, "UTC");
    engine.adopt(load).expect("UTC is known");
    engine
}

fn measure(count: u64, mut case: Case) -> Step {
    let (read, _) = best(|| (), |()| load(&case.history));
    let (fold, engine) = best(|| load(&case.history), engine);
    let events = engine.load_report().summary.events;
    case.history = Vec::new();
    let period = engine.load_report().span.expect("there are events");
    case.report.from = Some(period.from);
    case.report.to = Some(period.to);
    let (mut query, asks) = case.board;
    query.period = Some(period);
    let (report, _) = best(|| (), |()| engine.report(&case.report).expect("a report"));
    let (board, _) = best(|| (), |()| engine.board(&query, &asks).expect("a board"));
    Step {
        count,
        events,
        seconds: [read, fold, report, board],
    }
}

/// How often what the first step judged takes the last one takes.
fn times(first: &Step, last: &Step, cost: impl Fn(&Step) -> f64) -> f64 {
    cost(last) / cost(first)
}

#[allow(clippy::print_stdout, reason = "a benchmark reports what it measured")]
fn tell(row: &Row, steps: &[Step]) {
    println!("\ngrowth {}: {}", row.name, row.title);
    println!(
        "{:>18} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>12}",
        row.unit, "events", "read ms", "fold ms", "report ms", "board ms", "sum ms", "µs an event"
    );
    for step in steps {
        let [read, fold, report, board] = step.seconds.map(|seconds| seconds * 1e3);
        let sum = step.total() * 1e3;
        let each = sum * 1e3 / step.events as f64;
        println!(
            "{:>18} {:>9} {read:>9.1} {fold:>9.1} {report:>9.2} {board:>9.2} {sum:>9.1} {each:>12.3}",
            step.count, step.events
        );
    }
    let judged = steps.iter().find(|step| step.count >= row.from);
    let (Some(first), Some(last)) = (judged, steps.last()) else {
        return;
    };
    let more = times(first, last, |step| step.count as f64);
    let told = |name: &str, times: f64| match times <= more * LINEAR {
        true => format!("{name} {times:.2}"),
        false => format!("{name} {times:.2} (MORE THAN LINEAR)"),
    };
    let phases = PHASES.iter().enumerate();
    let phases = phases.map(|(at, name)| told(name, times(first, last, |step| step.seconds[at])));
    let mut all: Vec<String> = phases.collect();
    all.push(told("sum", times(first, last, Step::total)));
    println!(
        "time: {more} times as many as {} take so many times as long: {}",
        first.count,
        all.join(", ")
    );
}

fn main() -> std::io::Result<()> {
    let (mut plot, mut largest, mut filter) = (false, false, None);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--plot" => plot = true,
            "--largest" => largest = true,
            // Cargo's own.
            option if option.starts_with('-') => {}
            _ => filter = Some(argument),
        }
    }
    for row in &ROWS {
        let name = format!("growth {}", row.name);
        if filter.as_ref().is_some_and(|filter| !name.contains(filter)) {
            continue;
        }
        let counts = row.steps.iter().copied();
        let counts = counts.filter(|&count| largest || count < LARGEST);
        let steps: Vec<Step> = counts
            .map(|count| measure(count, (row.make)(count)))
            .collect();
        tell(row, &steps);
        if plot {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/speed");
            std::fs::create_dir_all(&folder)?;
            let file = folder.join(format!("{}.svg", row.name));
            std::fs::write(file, plot::plot(row, &steps))?;
        }
    }
    Ok(())
}
