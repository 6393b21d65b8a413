//! Reads a case: its settings, its chats, what is expected of them.

use std::fmt::{Display, Formatter};

use chatgauge::metric;
use serde_json::{Value, json};

use crate::chat::{Scene, day, moment, plain};
use crate::value::Answer;

/// One file.
pub(crate) struct Case {
    pub(crate) name: String,
    /// The settings of all its reports, as keys and values.
    pub(crate) settings: Vec<(String, Value)>,
    /// The machine's clock, where it matters.
    pub(crate) clock: Option<String>,
    pub(crate) events: Vec<Value>,
    pub(crate) expectations: Vec<Expectation>,
}

/// One report and what it must say.
#[derive(Default)]
pub(crate) struct Expectation {
    pub(crate) line: usize,
    pub(crate) settings: Vec<(String, Value)>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) filters: Vec<(String, Vec<String>)>,
    /// Each with its line.
    pub(crate) claims: Vec<(usize, Claim)>,
}

/// One line of what is expected.
pub(crate) enum Claim {
    /// A metric of the period.
    Metric { id: String, answer: Answer },
    /// A metric by a dimension (`by`) or by steps of time (`per`).
    Rows {
        series: bool,
        split: String,
        id: String,
        rows: Vec<(String, Answer)>,
        /// What the rows hold that are not named.
        others: Option<Answer>,
    },
    /// A value of each conversation, by start.
    Each { dimension: String, values: String },
    /// Counts by weekday and hour, of those that are not 0.
    Heatmap { of: String, cells: String },
    /// A field of the report, by its path.
    Field { path: String, value: Value },
}

/// What cannot be read, and in which line.
#[derive(Debug)]
pub(crate) struct Fault {
    line: usize,
    text: String,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.line, self.text)
    }
}

/// Reads the text of a case.
pub(crate) fn case(name: &str, text: &str) -> Result<Case, Fault> {
    let mut case = Case {
        name: name.to_owned(),
        settings: Vec::new(),
        clock: None,
        events: Vec::new(),
        expectations: Vec::new(),
    };
    let mut scene = Scene::default();
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let read = match case.expectations.last_mut() {
            Some(expectation) if line.starts_with(' ') => expectation.read(number, line.trim()),
            _ => case.read(&mut scene, number, line),
        };
        read.map_err(|text| Fault { line: number, text })?;
    }
    let idle = case.expectations.iter().find(|one| one.claims.is_empty());
    let line = match (idle, case.expectations.is_empty()) {
        (Some(idle), _) => idle.line,
        (None, true) => text.lines().count(),
        (None, false) => return Ok(case),
    };
    let text = "nothing is expected".to_owned();
    Err(Fault { line, text })
}

impl Case {
    fn read(&mut self, scene: &mut Scene, number: usize, line: &str) -> Result<(), String> {
        let text = line.trim();
        if let Some(day) = day(text) {
            scene.day = Some(day?);
        } else if line.starts_with(' ') {
            self.events.push(scene.event(text)?);
        } else if let Some(head) = text.strip_suffix(':') {
            scene.enter(head)?;
        } else {
            let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
            match word {
                "with" => self.settings.push(setting(rest)),
                "as_of" => self.settings.push(now(rest)?),
                "clock" => self.clock = Some(moment(rest)?),
                "agents" => scene
                    .agents
                    .extend(rest.split_whitespace().map(str::to_owned)),
                "expect" => self.expectations.push(Expectation {
                    line: number,
                    ..Expectation::default()
                }),
                _ => return Err(format!("“{text}” is nothing known")),
            }
        }
        Ok(())
    }
}

fn setting(text: &str) -> (String, Value) {
    let (key, value) = text.split_once(' ').unwrap_or((text, ""));
    (key.to_owned(), plain(value))
}

fn now(text: &str) -> Result<(String, Value), String> {
    Ok(("as_of".to_owned(), json!(moment(text)?)))
}

impl Expectation {
    fn read(&mut self, number: usize, text: &str) -> Result<(), String> {
        let text = text.split(" # ").next().unwrap_or(text).trim_end();
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        match word {
            "with" => self.settings.push(setting(rest)),
            "as_of" => self.settings.push(now(rest)?),
            "from" => self.from = Some(rest.to_owned()),
            "to" => self.to = Some(rest.to_owned()),
            "where" => self.filters.push(filter(rest)),
            _ => self.claims.push((number, claim(word, rest)?)),
        }
        Ok(())
    }
}

fn claim(word: &str, rest: &str) -> Result<Claim, String> {
    Ok(match word {
        "by" | "per" => rows(word == "per", rest)?,
        "each" => {
            let (dimension, values) = halves(rest, ':')?;
            Claim::Each { dimension, values }
        }
        "heatmap" => {
            let (of, cells) = halves(rest, ':')?;
            Claim::Heatmap { of, cells }
        }
        "report" => {
            let (path, value) = halves(rest, ' ')?;
            let value = plain(&value);
            Claim::Field { path, value }
        }
        _ => Claim::Metric {
            id: known(word)?,
            answer: Answer::read(rest)?,
        },
    })
}

/// `channel web sms` or `not channel web`.
fn filter(text: &str) -> (String, Vec<String>) {
    let (excludes, text) = match text.strip_prefix("not ") {
        Some(rest) => ("!", rest),
        None => ("", text),
    };
    let mut words = text.split_whitespace().map(str::to_owned);
    let field = words.next().unwrap_or_default();
    (format!("{field}{excludes}"), words.collect())
}

/// `channel conversations: web 2, none 1`.
fn rows(series: bool, text: &str) -> Result<Claim, String> {
    let (what, list) = halves(text, ':')?;
    let (split, id) = halves(&what, ' ')?;
    let mut rows = Vec::new();
    let mut others = None;
    for row in list
        .split(", ")
        .map(str::trim)
        .filter(|row| !row.is_empty())
    {
        let (key, expected) = halves(row, ' ')?;
        let answer = Answer::read(&expected)?;
        match key.as_str() {
            "others" => others = Some(answer),
            _ => rows.push((key, answer)),
        }
    }
    Ok(Claim::Rows {
        series,
        split,
        id: known(&id)?,
        rows,
        others,
    })
}

fn known(id: &str) -> Result<String, String> {
    match metric::find(id) {
        Some(metric) => Ok(metric.about.id.to_owned()),
        None => Err(format!("there is no metric “{id}”")),
    }
}

fn halves(text: &str, between: char) -> Result<(String, String), String> {
    let halves = text.split_once(between);
    let halves = halves.map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    halves.ok_or_else(|| format!("“{text}” is not complete"))
}
