//! The flags of every command, and the help that teaches them.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::base::moment::{self, Moment};
use crate::base::time::{Bucket, Date};
use crate::sample::{DEMO_EVENTS, DEMO_SEED};

/// Chatbot and live-chat analytics that never leave this machine.
///
/// Reads histories of conversations (NDJSON, a JSON array, an object with
/// "events"; each may be gzip-compressed) and prints what they amount to.
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

Exit status: 0 done (rejected records are told on standard error),
1 nothing could be read, 2 wrong usage.";

#[derive(Subcommand)]
pub(super) enum Command {
    /// Print every metric of a period as one JSON object
    #[command(after_help = METRICS_EXAMPLES)]
    Metrics(MetricsArgs),
    /// Print an invented history to try things out with
    #[command(after_help = SAMPLE_EXAMPLES)]
    Sample(SampleArgs),
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

const SAMPLE_EXAMPLES: &str = "\
Examples:
  chatgauge sample -o history.ndjson
  chatgauge sample --events 1000000 --seed 7 | gzip > large.ndjson.gz
  chatgauge sample | chatgauge metrics -";

#[derive(Args)]
pub(super) struct MetricsArgs {
    /// Histories to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Definitions other than the default: a JSON object
    #[arg(long, value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    /// First date of the period; alone: up to the date of "now"
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) from: Option<Date>,
    /// Last date of the period; alone: the seven days ending there
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(super) to: Option<Date>,
    /// Time zone of all days and hours, by its IANA name [default: UTC]
    #[arg(long, value_name = "ZONE")]
    pub(super) tz: Option<String>,
    /// "Now" for open conversations and running windows [default: the newest event]
    #[arg(long, value_name = "TIME", value_parser = as_of)]
    pub(super) as_of: Option<Moment>,
    /// Only conversations with one of these values; field!=a,b excludes
    #[arg(long = "filter", value_name = "FIELD=A,B", value_parser = filter)]
    pub(super) filters: Vec<Filter>,
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

fn date(text: &str) -> Result<Date, String> {
    match text.parse::<Date>() {
        Ok(date) if text.len() == 10 && date.to_string() == text => Ok(date),
        _ => Err("write a date like 2026-06-01".to_owned()),
    }
}

fn as_of(text: &str) -> Result<Moment, String> {
    moment::read(text)
        .ok_or_else(|| "write a date-time like 2026-06-01T09:00:00+02:00, or Unix time".to_owned())
}

const BUCKETS: [(&str, Bucket); 6] = [
    ("hour", Bucket::Hour),
    ("day", Bucket::Day),
    ("week", Bucket::Week),
    ("month", Bucket::Month),
    ("quarter", Bucket::Quarter),
    ("year", Bucket::Year),
];

fn bucket() -> impl TypedValueParser<Value = Bucket> {
    PossibleValuesParser::new(BUCKETS.map(|(name, _)| name)).try_map(|name| {
        let known = BUCKETS.iter().find(|(known, _)| *known == name);
        known.map(|&(_, bucket)| bucket).ok_or("no such step")
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
            Command::Sample(_) => panic!("metrics were asked for"),
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
        assert_eq!(args.from.unwrap().to_string(), "2026-06-01");
        assert_eq!(args.as_of, Some(Moment::Local(1_780_304_400_000)));
        let filters: Vec<_> = args
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
