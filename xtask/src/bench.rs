//! The benchmarks' door.

use std::path::PathBuf;

use crate::args::Args;
use crate::command::{Outcome, cargo, command, run, run_and_listen};
use crate::http::{self, Mount};
use crate::wasm::Build;
use crate::{dist, files, setup, wasm};

/// Sizes of the histories that are loaded, in events.
const EVENTS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// So often is each thing measured in the browser.
const ROUNDS: u32 = 5;

/// `cargo xtask bench`: the Criterion benchmarks in `benches/`, then those of
/// the page against its peers in `benches/browser/`.
pub(crate) fn run_all(mut args: Args) -> Outcome {
    let native = args.flag("--native");
    let browser = args.flag("--browser");
    let events = args.numbers("--events")?.unwrap_or(EVENTS.into());
    let rounds = args.number("--rounds")?.unwrap_or(ROUNDS);
    let filter = args.filter();
    args.finish()?;
    let all = native == browser;
    let filter = filter.as_deref();
    let mut any = false;
    if native || all {
        any |= natively(filter)?;
    }
    if browser || all {
        any |= in_browser(filter, &events, rounds)?;
    }
    match any {
        true => Ok(()),
        false => Err("No benchmark ran: none has that name.".to_owned()),
    }
}

/// Runs the Criterion benchmarks; says whether one was measured.
fn natively(filter: Option<&str>) -> Outcome<bool> {
    let benches = std::fs::read_dir(folder()).into_iter().flatten().flatten();
    let mut names: Vec<String> = benches
        .map(|entry| entry.path())
        // A file, or a folder of several.
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "rs") || path.join("main.rs").is_file()
        })
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    if names.is_empty() {
        return Err("There is nothing to bench: benches/ holds no benchmark.".to_owned());
    }
    println!("running the Criterion benchmarks {}", names.join(", "));
    let mut bench = cargo(&["bench", "--package", "chatgauge"]);
    for name in &names {
        bench.args(["--bench", name]);
    }
    if let Some(filter) = filter {
        bench.args(["--", filter]);
    }
    let (lines, outcome) = run_and_listen(&mut bench, "Mend what is told above.");
    outcome?;
    // Criterion's own word for a measurement.
    Ok(lines.iter().any(|line| line.contains("time:")))
}

/// Builds and serves the page and its peers, and measures them in a browser;
/// says whether anything was measured.
fn in_browser(filter: Option<&str>, events: &[u64], rounds: u32) -> Outcome<bool> {
    setup::npm()?;
    setup::packages(&browser_folder())?;
    let chromium = setup::chromium()?;
    dist::site(Build::Full)?;
    let built = files::target().join("xtask/peers");
    wasm::peer("chatgauge-bench-serde", &built)?;
    let sample = generator()?;
    let mounts = vec![
        mount("/site/", files::site()),
        mount("/bench/", browser_folder()),
        mount("/built/", built.clone()),
    ];
    let address = http::start(mounts, 0)?;
    let at = |path: &str| format!("http://{address}/{path}/");
    let json = files::target().join("xtask/bench.json");
    let events: Vec<String> = events.iter().map(u64::to_string).collect();
    let mut node = command("node", &[]);
    node.arg(browser_folder().join("bench.mjs"))
        .args(["--site", &at("site"), "--peers", &at("bench/peers")])
        .args(["--events", &events.join(",")])
        .args(["--rounds", &rounds.to_string()])
        .arg("--bundles")
        .arg(built)
        .arg("--sample")
        .arg(sample)
        .arg("--folder")
        .arg(files::target().join("xtask/histories"))
        .arg("--json")
        .arg(&json)
        .args(filter)
        .env("CHROMIUM", chromium);
    // What an earlier run measured is not what this one does.
    files::write(&json, b"")?;
    run(&mut node, "Mend what is told above.")?;
    let any = !files::read(&json)?.is_empty();
    if any {
        println!("written to {}", json.display());
    }
    Ok(any)
}

fn mount(path: &'static str, folder: PathBuf) -> Mount {
    Mount { path, folder }
}

fn folder() -> PathBuf {
    files::root().join("benches")
}

fn browser_folder() -> PathBuf {
    folder().join("browser")
}

/// The program that invents histories.
fn generator() -> Outcome<PathBuf> {
    let words = [
        "build",
        "--quiet",
        "--release",
        "--no-default-features",
        "--example",
        "sample",
    ];
    run(&mut cargo(&words), "Mend what the compiler tells above.")?;
    let program = format!("sample{}", std::env::consts::EXE_SUFFIX);
    Ok(files::target().join("release/examples").join(program))
}
