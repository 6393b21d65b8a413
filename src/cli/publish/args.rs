//! The flags of what makes files and pages for others.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use clap_complete::Shell;

use crate::cli::args::AskedArgs;
use crate::view::state::View;

pub(in crate::cli) const REPORT_EXAMPLES: &str = "\
The file is a whole dashboard: period, filters and views work, from a disk and
without a network. It carries what conversations amounted to, without texts,
names, e-mail addresses, telephone numbers and ids of customers; agents are
named. With --filter it carries only these conversations; --from and --to are
what it shows first.

Examples:
  chatgauge report history.ndjson -o report.html
  chatgauge report may.ndjson --title 'Support in May' --from 2026-05-01 --to 2026-05-31 \\
    --view scorecard -o may.html
  With everything that was written, and by whom:
    chatgauge report history.ndjson --with-transcripts -o inside.html";

pub(in crate::cli) const SITE_EXAMPLES: &str = "\
The folder holds the page and, beside it, the data: to show newer data only
data.facts has to be replaced. All addresses in it are relative.

Examples:
  chatgauge site history.ndjson -o public
  Every week, for a static host:
    chatgauge site exports/ --title 'Support' --settings settings.json -o public";

pub(in crate::cli) const SERVE_EXAMPLES: &str = "\
Serves on the loopback address only, for reading only, and only to who knows
the address that is printed. Ctrl-C ends it.

Examples:
  chatgauge serve history.ndjson
  chatgauge serve exports/ --port 8080";

pub(in crate::cli) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  chatgauge completions bash > ~/.local/share/bash-completion/completions/chatgauge
  chatgauge completions zsh > ~/.zfunc/_chatgauge
  chatgauge completions fish > ~/.config/fish/completions/chatgauge.fish
  chatgauge completions powershell >> $PROFILE";

pub(in crate::cli) const MAN_EXAMPLES: &str = "\
Without a command the page is about all of them.

Examples:
  chatgauge man > chatgauge.1
  chatgauge man report > chatgauge-report.1
  chatgauge man metrics | man -l -";

/// What a report is made of, and what it shows first.
#[derive(Args)]
pub(in crate::cli) struct PublishedArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// What it is called [default: as the first file is]
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    /// The view it shows first
    #[arg(long, value_name = "NAME", value_parser = view())]
    pub(super) view: Option<View>,
    /// Carry the texts of messages and the names of customers, too
    #[arg(long)]
    pub(super) with_transcripts: bool,
    /// The page to put the data into [default: the one this program carries]
    #[arg(long, value_name = "FILE")]
    pub(super) page: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct ReportArgs {
    #[command(flatten)]
    pub(super) published: PublishedArgs,
    /// Write into this file; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "report.html")]
    pub(super) output: PathBuf,
}

#[derive(Args)]
pub(in crate::cli) struct SiteArgs {
    #[command(flatten)]
    pub(super) published: PublishedArgs,
    /// Write into this folder
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
}

#[derive(Args)]
pub(in crate::cli) struct ServeArgs {
    /// Histories to show: files, folders, archives
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The port [default: one that is free]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) port: u16,
    /// The page to serve [default: the one this program carries]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) page: Option<PathBuf>,
}

#[derive(Args)]
pub(in crate::cli) struct CompletionsArgs {
    /// For which shell
    #[arg(value_enum)]
    pub(in crate::cli) shell: ShellName,
}

#[derive(Args)]
pub(in crate::cli) struct ManArgs {
    /// The command it is about
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
}

/// The shells that commands can be completed in.
#[derive(Clone, Copy, ValueEnum)]
pub(in crate::cli) enum ShellName {
    /// Bash
    Bash,
    /// Zsh
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    #[value(name = "powershell")]
    PowerShell,
}

impl ShellName {
    /// The shell as the writer of completions knows it.
    pub(in crate::cli) fn shell(self) -> Shell {
        match self {
            ShellName::Bash => Shell::Bash,
            ShellName::Zsh => Shell::Zsh,
            ShellName::Fish => Shell::Fish,
            ShellName::PowerShell => Shell::PowerShell,
        }
    }
}

fn view() -> impl TypedValueParser<Value = View> {
    PossibleValuesParser::new(View::ALL.map(View::name))
        .try_map(|name| View::named(&name).ok_or("no such view"))
}
