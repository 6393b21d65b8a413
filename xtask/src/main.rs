//! The developer's doors: one word each for what is done every day.
//!
//! Each door first fetches what it is missing, so that a fresh clone on a
//! fresh machine needs Rust, Node.js and nothing else.

#![allow(clippy::print_stdout, reason = "a task runner talks to its terminal")]

mod args;
mod arrange;
mod bench;
mod command;
mod dist;
mod doors;
mod files;
mod http;
mod instructions;
mod open;
mod package;
mod page;
mod sample;
mod sections;
mod serve;
mod setup;
mod size;
mod slim;
mod tally;
mod test;
mod wasm;

use std::process::ExitCode;

use crate::args::Args;
use crate::command::Outcome;

const HELP: &str = "\
cargo xtask setup                       fetch what the other doors need
cargo xtask dist [--fast]               build the page into dist/site, the npm package into dist/npm
                                        and the page of reports into dist/report; --fast skips wasm-opt
cargo xtask serve [--port N] [--no-open] [--full]
                                        build fast, then serve the page on the loopback address
cargo xtask test [--native] [--browser] [FILTER]
                                        every check; with a FILTER only the tests whose name has it
cargo xtask bench [--native] [--browser] [--events N,…] [--rounds N] [FILTER]
                                        how fast it is, natively and in a browser against its peers";

fn main() -> ExitCode {
    let mut args = Args::from_machine();
    let outcome = match args.door().as_deref() {
        Some("setup") => setup(args),
        Some("dist") => dist(args),
        Some("serve") => serve::run(args),
        Some("test") => test::run_all(args),
        Some("bench") => bench::run_all(args),
        Some("help" | "--help" | "-h") | None => help(),
        Some(other) => Err(format!("There is no door \"{other}\". These are:\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("\nFAILED  {message}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> Outcome {
    println!("{HELP}");
    Ok(())
}

fn setup(args: Args) -> Outcome {
    args.finish()?;
    setup::wasm_target()?;
    setup::npm()?;
    let chromium = setup::chromium()?;
    println!("ready; Chromium is {}", chromium.display());
    Ok(())
}

fn dist(mut args: Args) -> Outcome {
    let build = if args.flag("--fast") {
        wasm::Build::Fast
    } else {
        wasm::Build::Full
    };
    args.finish()?;
    dist::site(build)?;
    package::make()?;
    page::keep(&files::site())
}
