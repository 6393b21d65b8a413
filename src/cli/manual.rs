//! `chatgauge completions` and `chatgauge man`: what the command line tells of
//! itself, for shells and for the system's manual.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::args::Cli;
use crate::cli::publish::args::{CompletionsArgs, ManArgs};
use crate::cli::{Failure, Streams};

const NAME: &str = "chatgauge";

pub(super) fn completions(
    args: &CompletionsArgs,
    streams: &mut Streams<'_>,
) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell.shell(), &mut Cli::command(), NAME, &mut script);
    let written = streams.output.write_all(&script);
    written.or_else(|error| Failure::of_writing(&error))
}

pub(super) fn man(args: &ManArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let mut page = Vec::new();
    let command = args.command.as_deref();
    let title = command.map_or(NAME.to_owned(), |command| format!("{NAME}-{command}"));
    let rendered = Man::new(about(command)?).title(title).render(&mut page);
    let written = rendered.and_then(|()| streams.output.write_all(&page));
    written.or_else(|error| Failure::of_writing(&error))
}

/// The command that a page is about.
fn about(named: Option<&str>) -> Result<Command, Failure> {
    let mut all = Cli::command();
    all.build();
    let Some(named) = named else {
        return Ok(all);
    };
    match all.find_subcommand(named) {
        Some(command) => Ok(command.clone()),
        None => Err(Failure::Usage(format!(
            "there is no command “{named}”: see {NAME} --help"
        ))),
    }
}
