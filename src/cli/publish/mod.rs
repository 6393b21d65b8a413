//! `chatgauge report` and `chatgauge site`: files in, pages for others out.

pub(super) mod args;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::base::zone::rfc3339_utc;
use crate::cli::history::Shows;
use crate::cli::publish::args::{PublishedArgs, ReportArgs, SiteArgs};
use crate::cli::system::now;
use crate::cli::{Failure, Streams, history};
use crate::engine::{Carries, ReportQuery};
use crate::report::published::{self, Data, LARGE, Published};

/// The page this program carries; empty where it was built without one.
const PAGE: &str = include_str!(concat!(env!("OUT_DIR"), "/report.html"));

/// What the data beside a page is called.
const FACTS: &str = "data.facts";

/// The page that was named, or the one this program carries.
pub(super) fn template(named: Option<&Path>) -> Result<String, Failure> {
    let wrong = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::Usage(format!("--page {}: {error}", path.display()))
    };
    match named {
        Some(path) => std::fs::read_to_string(path).map_err(|error| wrong(path, &error)),
        None if PAGE.is_empty() => Err(Failure::Nothing(
            "this program was built without the page of reports: run `cargo xtask dist` before \
             `cargo install --path .`, or name one by --page"
                .to_owned(),
        )),
        None => Ok(PAGE.to_owned()),
    }
}

/// A page with everything in its place.
pub(super) fn filled(template: &str, published: &Published<'_>) -> Result<String, Failure> {
    published::page(template, published).ok_or_else(|| {
        Failure::Usage(
            "--page: this is not the page of a report, as `cargo xtask dist` makes it".to_owned(),
        )
    })
}

/// What goes into a page.
struct Prepared {
    template: String,
    title: String,
    /// A facts file, compressed.
    facts: Vec<u8>,
    begins: Vec<(&'static str, String)>,
}

impl Prepared {
    fn page(&self, data: Data<'_>) -> Result<String, Failure> {
        let begins = self.begins.iter();
        let begins: Vec<(&str, &str)> = begins.map(|(name, value)| (*name, &**value)).collect();
        let published = Published {
            title: &self.title,
            begins: &begins,
            data,
        };
        filled(&self.template, &published)
    }
}

pub(super) fn report(args: &ReportArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let prepared = prepare(&args.published, streams)?;
    let page = prepared.page(Data::Within(&prepared.facts))?;
    warn(page.len(), streams);
    if args.output == Path::new("-") {
        let written = streams.output.write_all(page.as_bytes());
        return written.or_else(|error| Failure::of_writing(&error));
    }
    write(&args.output, page.as_bytes())
}

pub(super) fn site(args: &SiteArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let prepared = prepare(&args.published, streams)?;
    let page = prepared.page(Data::Beside(FACTS))?;
    warn(prepared.facts.len(), streams);
    std::fs::create_dir_all(&args.output).map_err(|error| unwritten(&args.output, &error))?;
    write(&args.output.join(FACTS), &prepared.facts)?;
    write(&args.output.join("index.html"), page.as_bytes())
}

fn prepare(args: &PublishedArgs, streams: &mut Streams<'_>) -> Result<Prepared, Failure> {
    let template = template(args.page.as_deref())?;
    let query = history::query(&args.asked.selection)?;
    let (shows, carries) = match (args.with_transcripts, query.filters.is_empty()) {
        (false, _) => (Shows::Numbers, Carries::Facts(query.filters.clone())),
        (true, true) => (Shows::Texts, Carries::Everything),
        (true, false) => {
            return Err(Failure::Usage(
                "--with-transcripts carries whole histories: it does not go with --filter"
                    .to_owned(),
            ));
        }
    };
    let engine = history::open(&args.asked.history, shows, streams)?;
    let title = args
        .title
        .clone()
        .unwrap_or_else(|| named(&args.asked.history.files));
    let made = rfc3339_utc(now());
    let facts = engine
        .facts(&title, &made, &carries)
        .map_err(history::refused)?;
    let mut begins = Vec::new();
    if query.from.or(query.to).is_some() {
        let asked = ReportQuery {
            filters: Default::default(),
            ..query
        };
        let period = asked
            .period(engine.today())
            .map_err(|error| Failure::Usage(error.to_string()))?;
        begins.push(("period", format!("{}..{}", period.from, period.to)));
    }
    begins.extend(args.view.map(|view| ("view", view.name().to_owned())));
    Ok(Prepared {
        template,
        title,
        facts: packed(&facts)?,
        begins,
    })
}

/// The name of the first file, without its folder and endings.
fn named(files: &[PathBuf]) -> String {
    let name = files.first().and_then(|file| file.file_name());
    let name = name.map(|name| name.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    match name.split('.').next() {
        Some(stem) if !stem.is_empty() && name != "-" => stem.to_owned(),
        _ => "Conversations".to_owned(),
    }
}

fn packed(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| Failure::Nothing(format!("the data cannot be compressed: {error}")))
}

fn warn(bytes: usize, streams: &mut Streams<'_>) {
    if bytes > LARGE {
        let size = bytes as f64 / 1e6;
        streams.tell(&format!(
            "the report is {size:.0} MB: it takes long to send and to open; --filter makes it smaller"
        ));
    }
}

/// Writes a file whole or not at all: who reads it meanwhile reads the one
/// before.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".part");
    let fresh = PathBuf::from(fresh);
    std::fs::write(&fresh, bytes)
        .and_then(|()| std::fs::rename(&fresh, path))
        .map_err(|error| unwritten(path, &error))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    Failure::Nothing(format!("{} cannot be written: {error}", path.display()))
}
