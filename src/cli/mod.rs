//! The command line's door.
//!
//! Everything goes through [`run`]: the process gives its arguments and
//! streams and gets back its exit status, so nothing else here touches the
//! process. The machine's clock and time zones are in [`system`].

use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

use clap::Parser;
use serde::Serialize;

use crate::cli::args::{Cli, Command};

mod archive;
mod args;
mod conversations;
mod convert;
mod explain;
mod history;
mod input;
mod insights;
mod manual;
mod mapping;
mod metrics;
mod publish;
mod reading;
mod sample;
mod serve;
pub mod system;
mod themes;
mod words;

/// The streams of a process.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output: what was asked for, and nothing else.
    pub output: &'a mut dyn Write,
    /// Standard error: what is to be told besides.
    pub errors: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Tells people one thing; that nobody listens is no failure.
    fn tell(&mut self, line: &str) {
        let _ = writeln!(self.errors, "chatgauge: {line}");
    }

    /// Writes what was asked for, as one JSON object.
    fn document(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        let mut out = BufWriter::new(&mut *self.output);
        let written = serde_json::to_writer_pretty(&mut out, document)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out))
            .and_then(|()| out.flush());
        written.or_else(|error| Failure::of_writing(&error))
    }
}

/// Why a command came to nothing.
enum Failure {
    /// It was called wrongly.
    Usage(String),
    /// There was nothing to work on, or nowhere to put the result.
    Nothing(String),
}

impl Failure {
    /// Of writing a result. Who closes a pipe early has seen enough, so that
    /// is no failure.
    fn of_writing(error: &io::Error) -> Result<(), Failure> {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Failure::Nothing(format!(
                "the result cannot be written: {error}"
            ))),
        }
    }
}

/// Runs the command that `args` (the program's name first) asks for. The
/// status is 0 for done, 1 when nothing could be read, 2 for wrong usage.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let stream = match error.use_stderr() {
                true => &mut *streams.errors,
                false => &mut *streams.output,
            };
            let _ = write!(stream, "{}", error.render());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match &cli.command {
        Command::Metrics(args) => metrics::run(args, streams),
        Command::Compare(args) => insights::compare(args, streams),
        Command::Scorecard(args) => insights::scorecard(args, streams),
        Command::Moved(args) => insights::moved(args, streams),
        Command::Impact(args) => insights::impact(args, streams),
        Command::Conversations(args) => conversations::run(args, streams),
        Command::Themes(args) => themes::run(args, streams),
        Command::Explain(args) => explain::run(args, streams),
        Command::Convert(args) => convert::run(args, streams),
        Command::Mapping(args) => mapping::run(args, streams),
        Command::Report(args) => publish::report(args, streams),
        Command::Site(args) => publish::site(args, streams),
        Command::Serve(args) => serve::run(args, streams),
        Command::Sample(args) => sample::run(args, streams),
        Command::Completions(args) => manual::completions(args, streams),
        Command::Man(args) => manual::man(args, streams),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Nothing(reason)) => {
            streams.tell(&reason);
            ExitCode::from(1)
        }
        Err(Failure::Usage(reason)) => {
            streams.tell(&reason);
            ExitCode::from(2)
        }
    }
}
