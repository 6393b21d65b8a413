//! `chatgauge explain`: one conversation as a page to read, or as JSON.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};

use crate::cli::args::{ExplainArgs, PageFormat};
use crate::cli::{Failure, Streams, history};
use crate::report::Explanation;
use crate::report::csv;
use crate::report::explanation::{Counts, MetricPart, Moment};
use crate::report::register::Cell;

pub(super) fn run(args: &ExplainArgs, streams: &mut Streams<'_>) -> Result<(), Failure> {
    let engine = history::open(&args.history, history::Shows::Texts, streams)?;
    let explanation = engine
        .explain(&args.conversation)
        .map_err(history::refused)?;
    let mut out = BufWriter::new(&mut *streams.output);
    let written = match args.format {
        PageFormat::Text => out.write_all(page(&explanation).as_bytes()),
        PageFormat::Json => serde_json::to_writer_pretty(&mut out, &explanation)
            .map_err(std::io::Error::from)
            .and_then(|()| writeln!(out)),
    };
    let written = written.and_then(|()| out.flush());
    written.or_else(|error| Failure::of_writing(&error))
}

/// The page for reading.
fn page(explanation: &Explanation) -> String {
    let mut page = Page::default();
    page.line(&format!("Conversation {}", explanation.id));
    for sentence in &explanation.summary {
        page.line(&format!("  {sentence}"));
    }
    page.line(&format!(
        "  all times in {}; now is {}",
        explanation.timezone, explanation.as_of
    ));
    page.heading("What happened");
    page.table(&moments(&explanation.timeline));
    page.heading("What it amounts to, and why");
    let verdicts = explanation.verdicts.iter();
    let verdicts = verdicts.map(|verdict| {
        [
            verdict.about.clone(),
            verdict.is.clone(),
            verdict.because.clone(),
        ]
    });
    page.table(&verdicts.collect::<Vec<_>>());
    page.heading("How it counts in the metrics");
    page.table(&explanation.metrics.iter().map(metric).collect::<Vec<_>>());
    page.line(&format!(
        "  not made of conversations: {}",
        explanation.apart.join(", ")
    ));
    page.heading("Its row in the register");
    let facts = explanation.facts.cells.iter();
    let facts = facts.filter(|(_, cell)| !is_empty(cell));
    let facts = facts.map(|(name, cell)| [name.clone(), csv::shown(cell)]);
    page.table(&facts.collect::<Vec<_>>());
    page.text
}

fn is_empty(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Texts(texts) => texts.is_empty(),
        Cell::Numbers(numbers) => numbers.is_empty(),
        Cell::Text(_) | Cell::Number(_) | Cell::Flag(_) => false,
    }
}

/// The timeline with the local time of each event, the date where it is
/// another than before.
fn moments(timeline: &[Moment]) -> Vec<[String; 4]> {
    let mut before = "";
    let rows = timeline.iter().map(|moment| {
        let (date, time) = moment.at.split_once('T').unwrap_or((&moment.at, ""));
        let time = time.get(..8).unwrap_or(time);
        let at = match date == before {
            true => time.to_owned(),
            false => format!("{date} {time}"),
        };
        before = date;
        let gap = match moment.gap.as_str() {
            "" => String::new(),
            gap => format!("+{gap}"),
        };
        [format!("{at:>19}"), gap, moment.who.clone(), said(moment)]
    });
    rows.collect()
}

fn said(moment: &Moment) -> String {
    match (moment.what.as_str(), moment.text.as_deref()) {
        ("", text) => text.unwrap_or_default().to_owned(),
        (what, None) => what.to_owned(),
        (what, Some(text)) => format!("{text}  [{what}]"),
    }
}

fn metric(part: &MetricPart) -> [String; 3] {
    let amount = |amount: Option<f64>| amount.map_or_else(String::new, |amount| amount.to_string());
    let counts = match part.counts {
        Counts::No => "no".to_owned(),
        Counts::Both | Counts::Numerator | Counts::Denominator => {
            match (part.numerator, part.denominator) {
                (Some(numerator), Some(denominator)) => format!("{numerator} of {denominator}"),
                _ if part.counts == Counts::Denominator => "below only".to_owned(),
                _ => "yes".to_owned(),
            }
        }
        Counts::Yes if !part.values.is_empty() => {
            let values: Vec<String> = part.values.iter().map(f64::to_string).collect();
            let unit = match part.unit.as_str() {
                "seconds" => " s",
                _ => "",
            };
            format!("{}{unit}", values.join(", "))
        }
        Counts::Yes if part.numerator.is_some() => amount(part.numerator),
        Counts::Yes => "yes".to_owned(),
    };
    [part.id.clone(), counts, part.because.join("; ")]
}

/// Text under way.
#[derive(Default)]
struct Page {
    text: String,
}

/// A column is not made wider than this for the sake of one cell.
const WIDEST_COLUMN: usize = 28;

impl Page {
    fn heading(&mut self, heading: &str) {
        self.line("");
        self.line(heading);
    }

    fn line(&mut self, line: &str) {
        // What customers write must not steer anybody's terminal.
        let line: String = line.chars().map(harmless).collect();
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    /// Rows with aligned columns; further lines of the last cell are set
    /// under its first.
    fn table<const COLUMNS: usize>(&mut self, rows: &[[String; COLUMNS]]) {
        let width = |column: usize| {
            let widths = rows.iter().map(|row| row[column].chars().count());
            widths.max().unwrap_or(0).min(WIDEST_COLUMN)
        };
        let widths: Vec<usize> = (0..COLUMNS - 1).map(width).collect();
        let indent = " ".repeat(widths.iter().map(|width| width + 2).sum());
        for row in rows {
            let cells = row.iter().zip(&widths);
            let start: String = cells
                .map(|(cell, width)| format!("{cell:width$}  "))
                .collect();
            let mut lines = row[COLUMNS - 1].lines();
            self.line(&format!("  {start}{}", lines.next().unwrap_or_default()));
            for line in lines {
                self.line(&format!("  {indent}{line}"));
            }
        }
    }
}

fn harmless(letter: char) -> char {
    match letter.is_control() {
        true => '\u{fffd}',
        false => letter,
    }
}
