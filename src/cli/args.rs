//! The flags of every command, and the help that teaches them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::base::moment::Moment;
use crate::base::time::{Bucket, Date, Period};
use crate::cli::publish::args as publish;
use crate::cli::words::{as_of, bucket, date, input_format};
use crate::event::import::Format;
use crate::sample::{DEMO_EVENTS, DEMO_SEED};

/// Chatbot and live-chat analytics that never leave this machine.
///
/// Reads histories of conversations, as chat platforms export them or as
/// events of its own (JSON, NDJSON, CSV; files, folders, .zip and .gz), and
/// prints what they amount to.
#[derive(Parser)]
#[command(name = "chatgauge", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  chatgauge sample -o history.ndjson
  chatgauge metrics history.ndjson
  chatgauge metrics history.ndjson --by channel --only conversations,deflection_rate
  chatgauge conversations history.ndjson > conversations.csv
  chatgauge explain history.ndjson --conversation c1
  chatgauge report history.ndjson -o report.html
  chatgauge serve history.ndjson

Exit status: 0 done (rejected records are told on standard error),
1 nothing could be read, 2 wrong usage.";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print every metric of a period as one JSON object
    #[command(after_help = METRICS_EXAMPLES)]
    Metrics(MetricsArgs),
    /// Print every metric of two periods, or of two values, side by side
    #[command(after_help = COMPARE_EXAMPLES)]
    Compare(CompareArgs),
    /// Print metrics beside their targets, and what to look at first
    #[command(after_help = SCORECARD_EXAMPLES)]
    Scorecard(AskedArgs),
    /// Print what made a metric move since the period before
    #[command(after_help = MOVED_EXAMPLES)]
    Moved(MovedArgs),
    /// Print what each topic, or other value, does to resolution, hand-off and CSAT
    #[command(after_help = IMPACT_EXAMPLES)]
    Impact(ImpactArgs),
    /// Print the conversations behind the metrics, one row each
    #[command(after_help = CONVERSATIONS_EXAMPLES)]
    Conversations(ConversationsArgs),
    /// Print what customers ask, by theme, as one JSON object
    #[command(after_help = THEMES_EXAMPLES)]
    Themes(ThemesArgs),
    /// Print what happened in one conversation and why it counts as it does
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Print histories as events, one JSON object a line
    #[command(after_help = CONVERT_EXAMPLES)]
    Convert(ConvertArgs),
    /// Print a mapping that unknown columns suggest, to be looked through
    #[command(after_help = MAPPING_EXAMPLES)]
    Mapping(MappingArgs),
    /// Make one page of it, a whole dashboard in a file
    #[command(after_help = publish::REPORT_EXAMPLES)]
    Report(publish::ReportArgs),
    /// Make a folder for a static host: a page, and its data beside it
    #[command(after_help = publish::SITE_EXAMPLES)]
    Site(publish::SiteArgs),
    /// Show the dashboard in a browser of this machine
    #[command(after_help = publish::SERVE_EXAMPLES)]
    Serve(publish::ServeArgs),
    /// Print an invented history to try things out with
    #[command(after_help = SAMPLE_EXAMPLES)]
    Sample(SampleArgs),
    /// Print what completes commands in a shell
    #[command(after_help = publish::COMPLETIONS_EXAMPLES)]
    Completions(publish::CompletionsArgs),
    /// Print a page of the system's manual
    #[command(after_help = publish::MAN_EXAMPLES)]
    Man(publish::ManArgs),
}

const METRICS_EXAMPLES: &str = "\
Examples:
  The seven days up to the newest event:
    chatgauge metrics history.ndjson
  A month, in the time zone of the team:
    chatgauge metrics history.ndjson --from 2026-05-01 --to 2026-05-31 --tz Europe/Stockholm
  Two channels, without tablets, by topic:
    chatgauge metrics history.ndjson --filter channel=web,sms --filter device!=tablet --by topic
  Two metrics, week by week:
    chatgauge metrics history.ndjson --series week --only conversations,csat
  Several compressed files, or what another program writes:
    chatgauge metrics may.ndjson.gz june.ndjson.gz
    other-program | chatgauge metrics -";

const COMPARE_EXAMPLES: &str = "\
Differences are the first less the second, with their 95 % interval and the
probability of as large a one by chance.

Examples:
  Two months:
    chatgauge compare history.ndjson --a 2026-05-01..2026-05-31 --b 2026-04-01..2026-04-30
  Two variants of the bot, and conversations with a segment against those without:
    chatgauge compare history.ndjson --from 2026-05-01 --by variant --a B --b A
    chatgauge compare history.ndjson --by segment --a vip --b ''";

const SCORECARD_EXAMPLES: &str = "\
The targets are the setting of that name.

Examples:
  chatgauge scorecard history.ndjson
  chatgauge scorecard history.ndjson --settings settings.json --from 2026-05-01 --to 2026-05-31";

const MOVED_EXAMPLES: &str = "\
Of a share or mean each value's part of the change is told as mix (there are
more or fewer of it) and rate (they go otherwise than before).

Examples:
  chatgauge moved history.ndjson --metric handoff_rate
  chatgauge moved history.ndjson --metric csat --by topic,channel --from 2026-05-01 --to 2026-05-31";

const IMPACT_EXAMPLES: &str = "\
The impact of a value is the metric over all less the metric without it.

Examples:
  chatgauge impact history.ndjson
  chatgauge impact history.ndjson --by channel --only handle_time,missed_rate";

const CONVERSATIONS_EXAMPLES: &str = "\
Examples:
  As many rows as `chatgauge metrics history.ndjson` counts conversations:
    chatgauge conversations history.ndjson > conversations.csv
  Those of May that were handed off, for another program:
    chatgauge conversations history.ndjson --from 2026-05-01 --to 2026-05-31 \\
      --filter outcome=handed_off --format ndjson";

const THEMES_EXAMPLES: &str = "\
Themes are made of all the questions in the files, from their words alone, and
counted in the period.

Examples:
  The twenty largest themes of the last seven days:
    chatgauge themes history.ndjson
  What the bot did not understand in May, on one channel:
    chatgauge themes history.ndjson --of fallback --from 2026-05-01 --to 2026-05-31 \\
      --filter channel=web --most 100";

const EXPLAIN_EXAMPLES: &str = "\
The id is the first column of `chatgauge conversations`: the conversation_id,
with #2, #3, … behind it for later conversations of the same thread; without a
conversation_id the customer, the channel and a number: anna@whatsapp#1.

Examples:
  chatgauge explain history.ndjson --conversation c1
  chatgauge explain history.ndjson --conversation 'anna@whatsapp#2' --format json";

const CONVERT_EXAMPLES: &str = "\
Standard error tells of each file its format, its events, and what was left
out or rejected, and why.

Examples:
  chatgauge convert export.json > events.ndjson
  chatgauge convert exports/ archive.zip | gzip > events.ndjson.gz
  chatgauge convert helpdesk.csv --mapping helpdesk.mapping.json";

const MAPPING_EXAMPLES: &str = "\
A mapping says what the columns of a table, or the fields of JSON records,
mean as events.

Examples:
  chatgauge mapping helpdesk.csv > helpdesk.mapping.json
  chatgauge metrics helpdesk.csv --mapping helpdesk.mapping.json";

const SAMPLE_EXAMPLES: &str = "\
Examples:
  chatgauge sample -o history.ndjson
  chatgauge sample --events 1000000 --seed 7 | gzip > large.ndjson.gz
  chatgauge sample | chatgauge metrics -";

/// What is read, and by which definitions.
#[derive(Args)]
pub(super) struct HistoryArgs {
    /// Histories to read: files, folders, archives; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// What the records of the files mean: a JSON object
    #[arg(long, value_name = "FILE", conflicts_with = "input_format")]
    pub(super) mapping: Option<PathBuf>,
    /// The format of the files [default: what each begins with tells]
    #[arg(long, value_name = "NAME", value_parser = input_format())]
    pub(super) input_format: Option<&'static Format>,
    /// Definitions other than the default: a JSON object
    #[arg(long, value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    /// Time zone of all days and hours, by its IANA name [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub(super) tz: Option<String>,
    /// "Now" for open conversations and running windows [default: the newest event]
    #[arg(long, value_name = "TIME", value_parser = as_of)]
    pub(super) as_of: Option<Moment>,
}

/// What of it is looked at.
#[derive(Args)]
pub(super) struct SelectionArgs {
    /// First date of the period; alone: up to the date of "now"
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) from: Option<Date>,
    /// Last date of the period; alone: the seven days ending there
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) to: Option<Date>,
    /// Only conversations with one of these values; field!=a,b excludes
    #[arg(long = "filter", value_name = "FIELD=A,B", value_parser = filter)]
    pub(super) filters: Vec<Filter>,
}

/// What is read, and which part of it is looked at.
#[derive(Args)]
pub(super) struct AskedArgs {
    #[command(flatten)]
    pub(super) history: HistoryArgs,
    #[command(flatten)]
    pub(super) selection: SelectionArgs,
}

#[derive(Args)]
pub(super) struct MetricsArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// Split every metric by a dimension: channel, topic, agent, weekday, …
    #[arg(long, value_name = "DIMENSION")]
    pub(super) by: Option<String>,
    /// Split every metric by steps of time
    #[arg(long, value_name = "STEP", value_parser = bucket())]
    pub(super) series: Option<Bucket>,
    /// Only these metrics, by id
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub(super) only: Option<Vec<String>>,
}

#[derive(Args)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// The dimension whose values are compared; without it periods are
    #[arg(long, value_name = "DIMENSION")]
    pub(super) by: Option<String>,
    /// The first: a value (empty: none), or dates like 2026-05-01..2026-05-31
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub(super) a: String,
    /// The second
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    pub(super) b: String,
}

#[derive(Args)]
pub(super) struct MovedArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// The metric, by id
    #[arg(long, value_name = "ID")]
    pub(super) metric: String,
    /// By these dimensions [default: all that may be a cause]
    #[arg(long, value_name = "DIMENSION,…", value_delimiter = ',')]
    pub(super) by: Option<Vec<String>>,
}

#[derive(Args)]
pub(super) struct ImpactArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// The dimension [default: topic]
    #[arg(long, value_name = "DIMENSION")]
    pub(super) by: Option<String>,
    /// These metrics, by id [default: resolution, hand-off, CSAT]
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub(super) only: Option<Vec<String>>,
}

#[derive(Args)]
pub(super) struct ConversationsArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// How the rows are written
    #[arg(long, value_enum, default_value_t = TableFormat::Csv)]
    pub(super) format: TableFormat,
}

#[derive(Args)]
pub(super) struct ThemesArgs {
    #[command(flatten)]
    pub(super) asked: AskedArgs,
    /// Which messages of the customers are taken
    #[arg(long, value_enum, default_value_t = QuestionsOf::First)]
    pub(super) of: QuestionsOf,
    /// The step of the trends [default: what suits the period]
    #[arg(long, value_name = "STEP", value_parser = bucket())]
    pub(super) series: Option<Bucket>,
    /// At most so many themes, those with the most conversations
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) most: usize,
}

/// Which messages are questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum QuestionsOf {
    /// The first of each conversation
    First,
    /// The last before each fallback
    Fallback,
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// One line of column names, then one a conversation; safe in spreadsheets
    Csv,
    /// One JSON object a line
    Ndjson,
}

#[derive(Args)]
pub(super) struct ExplainArgs {
    #[command(flatten)]
    pub(super) history: HistoryArgs,
    /// Its id in the register: c1, c1#2, anna@whatsapp#1
    #[arg(long, value_name = "ID")]
    pub(super) conversation: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub(super) format: PageFormat,
}

/// A format of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Args)]
pub(super) struct ConvertArgs {
    /// Histories to read: files, folders, archives; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The format of the files [default: what each begins with tells]
    #[arg(long, visible_alias = "input-format", value_name = "NAME", value_parser = input_format())]
    pub(super) format: Option<&'static Format>,
    /// What the records of the files mean: a JSON object
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(super) mapping: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct MappingArgs {
    /// The file to look at; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

#[derive(Args)]
pub(super) struct SampleArgs {
    /// How many events, about
    #[arg(long, value_name = "N", default_value_t = DEMO_EVENTS, value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) events: u64,
    /// The same seed gives the same history
    #[arg(long, value_name = "S", default_value_t = DEMO_SEED)]
    pub(super) seed: u64,
    /// Write into this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

/// Values of one field that are wanted, or, with `!` behind the field's name,
/// not wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) field: String,
    pub(super) values: Vec<String>,
}

fn filter(text: &str) -> Result<Filter, String> {
    let (field, values) = text.split_once('=').unwrap_or(("", ""));
    let values: Vec<String> = values.split(',').map(str::to_owned).collect();
    if field.trim_end_matches('!').is_empty() || values.iter().any(String::is_empty) {
        return Err("write field=a,b or field!=a,b".to_owned());
    }
    Ok(Filter {
        field: field.to_owned(),
        values,
    })
}

/// The dates of a period as `2026-05-01..2026-05-31`, or one date.
pub(super) fn period(text: &str) -> Result<Period, String> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let wrong = |_| "write dates like 2026-05-01..2026-05-31".to_owned();
    Ok(Period {
        from: date(from).map_err(wrong)?,
        to: date(to).map_err(wrong)?,
    })
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Bucket, Cli, Command, MetricsArgs, Moment};

    fn metrics(flags: &[&str]) -> Result<MetricsArgs, clap::Error> {
        let start = ["chatgauge", "metrics", "history.ndjson"];
        match Cli::try_parse_from(start.iter().chain(flags))?.command {
            Command::Metrics(args) => Ok(args),
            _ => panic!("metrics were asked for"),
        }
    }

    #[test]
    fn the_flags_do_not_contradict_one_another() {
        Cli::command().debug_assert();
    }

    #[test]
    fn reads_every_flag() {
        let args = metrics(&[
            "--from=2026-06-01",
            "--as-of=2026-06-01T09:00:00",
            "--filter=channel=web,a=b",
            "--filter=device!=tablet",
            "--series=quarter",
            "--only=csat,nps",
        ])
        .unwrap();
        assert_eq!(args.asked.selection.from.unwrap().to_string(), "2026-06-01");
        assert_eq!(
            args.asked.history.as_of,
            Some(Moment::Local(1_780_304_400_000))
        );
        let filters: Vec<_> = args
            .asked
            .selection
            .filters
            .into_iter()
            .map(|filter| (filter.field, filter.values.join("|")))
            .collect();
        let text = |text: &str| text.to_owned();
        assert_eq!(
            filters,
            [
                (text("channel"), text("web|a=b")),
                (text("device!"), text("tablet"))
            ]
        );
        assert_eq!(args.series, Some(Bucket::Quarter));
        assert_eq!(args.only.unwrap(), ["csat", "nps"]);
    }

    #[test]
    fn refuses_wrong_values() {
        for flag in [
            "--from=2026-6-1",
            "--to=2026-02-29",
            "--to=+262142-12-31",
            "--as-of=2026-06-01",
            "--filter=channel",
            "--filter==web",
            "--filter=!=web",
            "--filter=channel=",
            "--filter=channel=web,",
            "--series=minute",
        ] {
            let error = metrics(&[flag]).err().unwrap();
            assert_eq!(error.exit_code(), 2, "{flag}");
        }
    }
}
