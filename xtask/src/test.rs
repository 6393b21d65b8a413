//! Every check there is, in the order in which they are quick to fail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::args::Args;
use crate::command::{Outcome, cargo, command, run, run_and_listen};
use crate::http::{self, Mount};
use crate::tally::{Ledger, Tally};
use crate::wasm::{self, Build, TARGET};
use crate::{dist, doors, files, instructions, package, setup};

/// A browser test file that hangs is ended after this; single tests have a
/// shorter time in `tests/browser/harness.mjs`.
const FILE_TIMEOUT: &str = "--test-timeout=600000";

/// `cargo xtask test`: all checks, or those asked for.
pub(crate) fn run_all(mut args: Args) -> Outcome {
    let native = args.flag("--native");
    let browser = args.flag("--browser");
    let filter = args.filter();
    args.finish()?;
    let all = native == browser;
    let mut ledger = Ledger::default();
    if native || all {
        if filter.is_none() {
            checks(&mut ledger);
        }
        step(&mut ledger, "native tests", |ledger| {
            native_tests(ledger, filter.as_deref())
        });
        if filter
            .as_ref()
            .is_none_or(|filter| "instructions".contains(filter.as_str()))
        {
            step(&mut ledger, "instructions", instruction_test);
        }
    }
    if browser || all {
        let built = step(&mut ledger, "the page", |_| page(filter.as_deref()));
        if built {
            step(&mut ledger, "browser tests", |ledger| {
                browser_tests(ledger, filter.as_deref())
            });
        }
    }
    println!("\n{}", ledger.summary());
    ledger.verdict()
}

/// The inner loop tests what is quick to build, a whole run what is shipped.
fn page(filter: Option<&str>) -> Outcome {
    match filter {
        Some(_) => dist::site(Build::Fast).map(drop),
        None => {
            let sizes = dist::site(Build::Full)?;
            doors::check(&files::site())?;
            sizes.check()
        }
    }
}

/// Runs a step under a heading, keeps how it went, and says whether it went well.
fn step(ledger: &mut Ledger, name: &str, body: impl FnOnce(&mut Ledger) -> Outcome) -> bool {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = body(ledger);
    if let Err(message) = &outcome {
        println!("{message}");
    }
    println!("== {name}: {:.1} s", start.elapsed().as_secs_f64());
    let went_well = outcome.is_ok();
    ledger.keep(name, start.elapsed(), outcome);
    went_well
}

/// The checks that run no test.
fn checks(ledger: &mut Ledger) {
    step(ledger, "format", |_| {
        run(
            &mut cargo(&["fmt", "--all", "--check"]),
            "Run `cargo fmt --all`.",
        )
    });
    let clippy = |words: &[&str]| {
        let mut clippy = cargo(&["clippy", "--quiet"]);
        clippy.args(words).args(["--", "-D", "warnings"]);
        clippy
    };
    let remedy = "Mend what clippy tells above.";
    step(ledger, "clippy, native", |_| {
        run(&mut clippy(&["--workspace", "--all-targets"]), remedy)
    });
    step(ledger, "clippy, wasm", |_| {
        setup::wasm_target()?;
        wasm::features().try_for_each(|features| {
            let words = [
                "--target",
                TARGET,
                "--lib",
                "--no-default-features",
                "--features",
                features,
            ];
            let mut clippy = clippy(&words);
            // Bans what no browser has: clocks, files, threads.
            run(
                clippy.env("CLIPPY_CONF_DIR", files::root().join("xtask/clippy-wasm")),
                remedy,
            )
        })
    });
    step(ledger, "documentation", |_| {
        let mut doc = cargo(&["doc", "--quiet", "--lib", "--no-deps"]);
        run(
            doc.env("RUSTDOCFLAGS", "-D warnings"),
            "Mend what rustdoc tells above.",
        )
    });
}

fn native_tests(ledger: &mut Ledger, filter: Option<&str>) -> Outcome {
    let mut cargo = cargo(&["test", "--workspace", "--no-fail-fast"]);
    cargo.args(filter);
    let (lines, outcome) = run_and_listen(&mut cargo, "Mend the tests that failed above.");
    let tally = Tally::of_cargo(&lines);
    let ran = tally.check("native", filter);
    ledger.count(tally);
    outcome.and(ran)
}

/// Counts as one test, so that its name can be asked for as theirs can.
fn instruction_test(ledger: &mut Ledger) -> Outcome {
    setup::wasm_target()?;
    let outcome = instructions::check();
    ledger.count(Tally::of_one(&outcome));
    outcome
}

fn browser_tests(ledger: &mut Ledger, filter: Option<&str>) -> Outcome {
    setup::npm()?;
    let chromium = setup::chromium()?;
    println!("Chromium is {}", chromium.display());
    let root = files::root();
    // Under a path of its own, as on any static host: absolute addresses fail.
    let mounts = vec![
        Mount {
            path: "/site/",
            folder: files::site(),
        },
        Mount {
            path: "/pages/",
            folder: root.join("tests/browser/pages"),
        },
    ];
    let site = format!("http://{}/site/", http::start(mounts, 0)?);
    let closing = files::target().join("xtask/browser.tap");
    files::write(&closing, b"")?;
    let (mut node, embeds) = node_tests(filter, &closing)?;
    node.env("CHROMIUM", chromium).env("CHATGAUGE_SITE", site);
    if embeds {
        package::make()?;
        node.env("CHATGAUGE_PACKAGE", package::folder());
        node.env("CHATGAUGE_EXAMPLES", package::examples()?);
    }
    let outcome = run(&mut node, "Mend the browser tests that failed above.");
    let tally = Tally::of_node(&String::from_utf8_lossy(&files::read(&closing)?));
    let ran = tally.check("browser", filter);
    ledger.count(tally);
    outcome.and(ran)
}

/// Node's own runner: for the eye on the terminal, for counting in a file; and
/// whether it needs the npm package.
fn node_tests(filter: Option<&str>, closing: &Path) -> Outcome<(Command, bool)> {
    let mut node = command("node", &["--test", FILE_TIMEOUT]);
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap");
    node.arg(format!("--test-reporter-destination={}", closing.display()));
    let (files, pattern) = browser_files(filter)?;
    if let Some(pattern) = pattern {
        node.arg(format!("--test-name-pattern={pattern}"));
    }
    let embeds = files.iter().any(|file| name(file).starts_with("embed"));
    node.args(files);
    Ok((node, embeds))
}

fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The files to run, and the filter if it names tests rather than files.
fn browser_files(filter: Option<&str>) -> Outcome<(Vec<PathBuf>, Option<&str>)> {
    let folder = files::root().join("tests/browser");
    let mut found = files::list(&folder);
    found.retain(|file| name(file).ends_with(".test.mjs"));
    if found.is_empty() {
        return Err("There is no browser test: tests/browser holds no *.test.mjs.".to_owned());
    }
    let named = |file: &PathBuf| filter.is_some_and(|filter| name(file).contains(filter));
    match found.iter().any(named) {
        true => Ok((found.into_iter().filter(named).collect(), None)),
        false => Ok((found, filter)),
    }
}
