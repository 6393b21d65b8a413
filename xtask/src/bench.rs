//! The benchmarks' door.

use crate::args::Args;
use crate::command::{Outcome, cargo, run_and_listen};
use crate::files;

/// `cargo xtask bench`: runs the Criterion benchmarks in `benches/`.
pub(crate) fn run(mut args: Args) -> Outcome {
    let filter = args.filter();
    args.finish()?;
    let benches = files::list(&files::root().join("benches"));
    let names: Vec<_> = benches
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "rs"))
        .filter_map(|file| file.file_stem()?.to_str())
        .collect();
    if names.is_empty() {
        return Err("There is nothing to bench: benches/ holds no benchmark.".to_owned());
    }
    println!("running the Criterion benchmarks {}", names.join(", "));
    let mut bench = cargo(&["bench", "--package", "chatgauge"]);
    for name in &names {
        bench.args(["--bench", name]);
    }
    if let Some(filter) = &filter {
        bench.args(["--", filter]);
    }
    let (lines, outcome) = run_and_listen(&mut bench, "Mend what is told above.");
    outcome?;
    // Criterion's own word for a measurement.
    match lines.iter().any(|line| line.contains("time:")) {
        true => Ok(()),
        false => Err("No benchmark ran: none has that name.".to_owned()),
    }
}
