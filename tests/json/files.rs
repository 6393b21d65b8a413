//! Whole files: cut into records in any chunks, and loaded.

use std::cell::RefCell;
use std::rc::Rc;

use chatgauge::event::load::Loaded;
use chatgauge::event::records::Records;
use chatgauge::event::rejection::Place;
use chatgauge::event::shape::Shape;
use chatgauge::event::{FileSummary, Load, Reason, Rejection};
use serde_json::{Deserializer, Value};

use crate::dice::Dice;
use crate::mutate::mutate;
use crate::stock::Stock;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// serde_json counts the list around the records as a level, we do not: where
/// so many brackets are open at once, the two may differ.
const DEEP: usize = 127;

/// A few records in one of the forms, with changes in them and around them.
pub(crate) fn file(dice: &mut Dice, stock: &Stock) -> Vec<u8> {
    let (before, between, after) = dice.pick(&[
        ("", "\n", ""),
        ("", "\n", "\n"),
        ("", "\r\n\r\n", ""),
        ("[", ",", "]"),
        (" [\n", " ,\n", "\n]\n"),
        ("{\"events\": [", ",", "], \"more\": {\"a\": [\"]\"]}}"),
        ("{\n", "}\n{", "}"),
    ]);
    let mut file = before.as_bytes().to_vec();
    for number in 0..dice.below(6) {
        let mut record = match dice.percent(85) {
            true => stock.record(dice),
            false => stock.text(dice),
        };
        if dice.percent(25) {
            mutate(&mut record, dice, stock);
        }
        if number > 0 {
            file.extend(between.bytes());
        }
        let braces = before == "{\n" && record.len() > 1;
        let inner = if braces {
            1..record.len() - 1
        } else {
            0..record.len()
        };
        file.extend(&record[inner]);
    }
    file.extend(after.bytes());
    for _ in 0..dice.below(3) {
        mutate(&mut file, dice, stock);
    }
    if dice.percent(5) {
        file.splice(0..0, BYTE_ORDER_MARK.iter().copied());
    }
    file
}

/// Whether a file comes to the same in any chunks, its records are what
/// serde_json finds in it, and all of them are accounted for.
///
/// # Errors
///
/// What is wrong, in words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    // The chunks depend on the bytes alone, so that a failure stays one.
    let sum = bytes.iter().fold(bytes.len() as u64, |sum, &byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut dice = Dice::new(sum);
    let whole = load(&[bytes]);
    for most in [2, 7, 400] {
        let chunked = load(&chunks(bytes, most, &mut dice));
        if chunked != whole {
            return Err(format!("whole it is {whole:#?}\nin chunks {chunked:#?}"));
        }
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    lines_are_records(text, &mut dice)?;
    list_is_what_serde_json_reads(text, &mut dice)?;
    values_are_what_serde_json_reads(text, &mut dice)?;
    whole.adds_up(bytes)?;
    whole.tells_of_every_record(text)
}

fn chunks<'a>(mut bytes: &'a [u8], most: usize, dice: &mut Dice) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    while !bytes.is_empty() {
        let (chunk, rest) = bytes.split_at(dice.below(most).min(bytes.len()));
        chunks.push(chunk);
        bytes = rest;
    }
    chunks
}

/// What a record turned out to be, and where.
type Told = (Place, Result<Vec<u8>, Reason>);

/// The records of a file, the same in any chunks.
fn records(shape: Shape, bytes: &[u8], dice: &mut Dice) -> Result<Vec<Told>, String> {
    let cut = |chunks: &[&[u8]]| {
        let mut records = Records::new(shape);
        let mut told: Vec<Told> = Vec::new();
        let mut keep = |place, found: Result<&[u8], Reason>| {
            told.push((place, found.map(<[u8]>::to_vec)));
        };
        chunks
            .iter()
            .for_each(|chunk| records.feed(chunk, &mut keep));
        records.end(&mut keep);
        told
    };
    let whole = cut(&[bytes]);
    let chunked = cut(&chunks(bytes, 9, dice));
    match whole == chunked {
        true => Ok(whole),
        false => Err(format!("{shape:?}: whole {whole:?}\nin chunks {chunked:?}")),
    }
}

fn lines_are_records(text: &[u8], dice: &mut Dice) -> Result<(), String> {
    let found = records(Shape::Lines, text, dice)?;
    let blank = |byte: &u8| b" \t\r".contains(byte);
    let mut expected = Vec::new();
    for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
        let Some(start) = line.iter().position(|byte| !blank(byte)) else {
            continue;
        };
        let end = line.iter().rposition(|byte| !blank(byte)).unwrap_or(start);
        expected.push((Place::Line(number), Ok(line[start..=end].to_vec())));
    }
    match found == expected {
        true => Ok(()),
        false => Err(format!("the lines are {found:?}")),
    }
}

fn read(record: &[u8]) -> Option<Value> {
    serde_json::from_slice(record).ok()
}

/// The values of records, if nothing was wrong with any.
fn values(told: &[Told]) -> Option<Vec<Value>> {
    let values = told.iter().map(|(_, found)| read(found.as_ref().ok()?));
    values.collect()
}

fn list_is_what_serde_json_reads(text: &[u8], dice: &mut Dice) -> Result<(), String> {
    let start = text
        .iter()
        .take_while(|byte| b" \t\n\r".contains(byte))
        .count();
    if text.get(start) != Some(&b'[') || deepest(text) >= DEEP {
        return Ok(());
    }
    let found = records(Shape::List, &text[start + 1..], dice)?;
    let theirs = read(text).and_then(|value| value.as_array().cloned());
    match values(&found) == theirs {
        true => Ok(()),
        false => Err(format!(
            "serde_json reads the list {theirs:?}\nwe {found:?}"
        )),
    }
}

/// So many brackets may be open at once.
fn deepest(text: &[u8]) -> usize {
    text.iter().filter(|byte| b"[{".contains(byte)).count()
}

fn values_are_what_serde_json_reads(text: &[u8], dice: &mut Dice) -> Result<(), String> {
    let found = records(Shape::Values, text, dice)?;
    let theirs: Result<Vec<Value>, _> = Deserializer::from_slice(text).into_iter().collect();
    let theirs = theirs
        .ok()
        .filter(|theirs| theirs.iter().all(Value::is_object));
    match theirs.is_none() || values(&found) == theirs {
        true => Ok(()),
        false => Err(format!("the values are {found:?}")),
    }
}

/// All that a file came to.
#[derive(Debug, PartialEq)]
struct Outcome {
    events: Vec<String>,
    rejections: Vec<Rejection>,
    end: Result<FileSummary, String>,
    /// Events in the log, bytes, events, rejections and duplicates counted.
    counts: [u64; 5],
}

fn load(chunks: &[&[u8]]) -> Outcome {
    let events = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&events);
    let mut load = Load::with_echo(Box::new(move |event| {
        hears.borrow_mut().push(event.to_owned());
    }));
    load.begin("file");
    chunks.iter().for_each(|chunk| load.feed(chunk));
    let end = load.end().map_err(|error| error.to_string());
    let Loaded {
        log,
        rejections,
        total,
        ..
    } = load.finish();
    Outcome {
        events: events.take(),
        rejections,
        end,
        counts: [
            log.len() as u64,
            total.bytes,
            total.events,
            total.rejected,
            total.duplicates,
        ],
    }
}

impl Outcome {
    fn adds_up(&self, file: &[u8]) -> Result<(), String> {
        let [logged, bytes, events, rejected, duplicates] = self.counts;
        let heard = self.events.len() as u64;
        let mut right = (logged, bytes, events) == (heard, file.len() as u64, heard)
            && rejected == self.rejections.len() as u64;
        if let Ok(summary) = &self.end {
            let own = [
                summary.bytes,
                summary.events,
                summary.rejected,
                summary.duplicates,
            ];
            right &= own == [bytes, events, rejected, duplicates];
        }
        // Every event that was heard of is a JSON object to anybody.
        right &= self
            .events
            .iter()
            .all(|event| read(event.as_bytes()).is_some_and(|event| event.is_object()));
        match right {
            true => Ok(()),
            false => Err(format!("it does not add up: {self:?}")),
        }
    }

    /// Native records are events, rejections or duplicates, one each; what is
    /// told of those that are no objects is what serde_json says.
    fn tells_of_every_record(&self, text: &[u8]) -> Result<(), String> {
        let Some(told) = self.records(text)? else {
            return Ok(());
        };
        let [_, _, events, rejected, duplicates] = self.counts;
        let mut rejections = self.rejections.iter().peekable();
        for (place, found) in &told {
            let mut told = |expected: &dyn Fn(&Reason) -> bool| {
                let here = |next: &&Rejection| next.place == *place && expected(&next.reason);
                rejections.next_if(here).is_some()
            };
            let right = match found {
                Err(reason) => told(&|own| own == reason),
                Ok(record) => match read(record) {
                    None => told(&is_syntax),
                    Some(value) if !value.is_object() => told(&|own| *own == Reason::NotAnObject),
                    Some(_) => {
                        told(&|own| !is_syntax(own) && *own != Reason::NotAnObject);
                        true
                    }
                },
            };
            if !right {
                return Err(format!("{place} is not told of: {:?}", self.rejections));
            }
        }
        match rejections.next() {
            None if told.len() as u64 == events + rejected + duplicates => Ok(()),
            more => Err(format!(
                "{} records, {more:?} told: {:?}",
                told.len(),
                self.counts
            )),
        }
    }

    /// The records that a native file was cut into, its lists within objects
    /// apart.
    fn records(&self, text: &[u8]) -> Result<Option<Vec<Told>>, String> {
        let Ok(FileSummary { format, form, .. }) = &self.end else {
            return Ok(None);
        };
        let list = text.iter().position(|&byte| byte == b'[').unwrap_or(0);
        let (shape, start) = match form.as_str() {
            "NDJSON" => (Shape::Lines, 0),
            "JSON array" => (Shape::List, list + 1),
            "JSON" => (Shape::Values, 0),
            _ => return Ok(None),
        };
        match format == "native" {
            true => records(shape, &text[start..], &mut Dice::new(1)).map(Some),
            false => Ok(None),
        }
    }
}

fn is_syntax(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::NotJson(_) | Reason::CutOff | Reason::NotUtf8
    )
}
