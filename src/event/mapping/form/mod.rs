//! A mapping as people choose it: what each column means, how times are
//! written, what texts stand for.
//!
//! A form writes a mapping and reads those it could have written. A mapping
//! that says more is left to be edited as text.

mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::kind::{AVAILABILITIES, HANDOFF_STATUSES, TICKET_STATUSES};
use crate::event::mapping::guess::{suggest_time, suggest_values};
use crate::event::mapping::read::words as words_of_slot;
use crate::settings::Plain;

/// Meanings beside the fields of events: a column that is kept as it is
/// called, a time of day that stands beside a date, and the times of a
/// record that is a whole conversation.
pub const ATTRIBUTE: &str = "attributes";
/// See [`ATTRIBUTE`].
pub const CLOCK: &str = "clock";
/// See [`ATTRIBUTE`].
pub const START: &str = "start";
/// See [`ATTRIBUTE`].
pub const END: &str = "end";
/// See [`ATTRIBUTE`].
pub const RATED: &str = "rated";

/// Meanings that are times, and so may be written in many ways.
const TIMES: [&str; 4] = ["ts", START, END, RATED];

/// Meanings that several columns may have: their texts are joined.
const JOINED: [&str; 5] = [ATTRIBUTE, "text", "user_name", "agent_name", "topic"];

/// Meanings of a record that is one event, and of none that is a whole
/// conversation.
const OF_ONE_EVENT: [&str; 9] = [
    "ts", "id", "type", "role", "text", "private", "welcome", "fallback", "canned",
];

/// What a record is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// One event of this type.
    Each(String),
    /// One event, of the type that a column tells.
    Told,
    /// A whole conversation.
    Whole,
}

/// What the texts of a column stand for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// The texts with what they stand for; `Null` for nothing.
    pub texts: Vec<(String, Plain)>,
    /// What all others stand for, if not for themselves.
    pub others: Option<Plain>,
}

/// A mapping as a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// What a record is.
    pub rows: Rows,
    /// The columns with what they mean; nothing for those left out.
    pub columns: Vec<(String, String)>,
    /// The ways in which times are written that are not native, by meaning.
    pub times: Vec<(String, String)>,
    /// What texts stand for, by meaning.
    pub values: Vec<(String, Values)>,
    /// Fields that are the same in every event.
    pub constants: Vec<(String, Plain)>,
    /// Keys of the mapping beside fields and events.
    pub others: Vec<(String, Plain)>,
}

impl Form {
    /// A form without any meaning.
    pub fn new(columns: impl IntoIterator<Item = String>) -> Form {
        let columns = columns.into_iter();
        Form {
            rows: Rows::Each(Kind::Message.name().to_owned()),
            columns: columns.map(|name| (name, String::new())).collect(),
            times: Vec::new(),
            values: Vec::new(),
            constants: Vec::new(),
            others: Vec::new(),
        }
    }

    /// The columns with a meaning, by place.
    pub fn places(&self, meaning: &str) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let meant = columns.filter(|(_, (_, own))| own == meaning);
        meant.map(|(place, _)| place).collect()
    }

    /// Whether a column has a meaning.
    pub fn has(&self, meaning: &str) -> bool {
        self.columns.iter().any(|(_, own)| own == meaning)
    }

    /// Whether a column may have a meaning, whatever the others have.
    pub fn offers(&self, meaning: &str) -> bool {
        let whole = self.rows == Rows::Whole;
        match meaning {
            START | END | RATED => whole,
            _ => !(whole && OF_ONE_EVENT.contains(&meaning)),
        }
    }

    /// The time that a clock belongs to.
    fn clocked(&self) -> &'static str {
        match self.rows {
            Rows::Whole => START,
            Rows::Each(_) | Rows::Told => "ts",
        }
    }

    /// Whether there is a time without which there are no events.
    pub fn has_time(&self) -> bool {
        match self.rows {
            Rows::Whole => self.has(START) || self.has(END),
            Rows::Each(_) | Rows::Told => self.has("ts"),
        }
    }

    /// Gives a column a meaning. A column that had it loses it, where two
    /// cannot share it. How times are written and what texts stand for is
    /// guessed from the first `rows`.
    pub fn mean(&mut self, place: usize, meaning: &str, rows: &[Vec<String>]) {
        if !JOINED.contains(&meaning) {
            for other in self.places(meaning) {
                self.columns[other].1.clear();
            }
        }
        let Some(column) = self.columns.get_mut(place) else {
            return;
        };
        meaning.clone_into(&mut column.1);
        self.constants.retain(|(name, _)| name != meaning);
        if meaning == "type" {
            self.rows = Rows::Told;
        } else if self.rows == Rows::Told && !self.has("type") {
            self.rows = Rows::Each(Kind::Message.name().to_owned());
        }
        if meaning == "score" && !self.has("kind") && self.constant("kind").is_none() {
            self.constants.push(("kind".to_owned(), "csat".into()));
        }
        let texts = self.texts(meaning, rows);
        let suggested = suggest_values(meaning, &texts);
        if !suggested.is_empty() {
            self.values.retain(|(name, _)| name != meaning);
            let values = Values {
                texts: suggested,
                others: None,
            };
            self.values.push((meaning.to_owned(), values));
        }
        self.tell_times(rows);
    }

    /// Says what a record is; meanings that it cannot have then go.
    pub fn set_rows(&mut self, to: Rows, rows: &[Vec<String>]) {
        let (before, whole) = (self.clocked(), to == Rows::Whole);
        self.rows = to;
        let now = self.clocked();
        for place in self.places(before) {
            now.clone_into(&mut self.columns[place].1);
        }
        let gone: Vec<usize> = (0..self.columns.len())
            .filter(|&place| {
                let meaning = self.columns[place].1.as_str();
                let told = meaning == "type" && self.rows != Rows::Told;
                told || !self.offers(meaning)
            })
            .collect();
        for place in gone {
            self.columns[place].1.clear();
        }
        if whole {
            self.constants
                .retain(|(name, _)| !OF_ONE_EVENT.contains(&name.as_str()));
        }
        self.tell_times(rows);
    }

    /// How a time is written; empty for native ones.
    pub fn time(&self, meaning: &str) -> &str {
        let known = self.times.iter().find(|(name, _)| name == meaning);
        known.map_or("", |(_, form)| form)
    }

    /// Says how a time is written.
    pub fn set_time(&mut self, meaning: &str, form: &str) {
        self.times.retain(|(name, _)| name != meaning);
        if !form.is_empty() {
            self.times.push((meaning.to_owned(), form.to_owned()));
        }
    }

    /// Tells from the texts how times are written that say nothing of it,
    /// or that do not fit what was said.
    fn tell_times(&mut self, rows: &[Vec<String>]) {
        for meaning in TIMES {
            let texts = self.texts(meaning, rows);
            if let Some(form) = suggest_time(&texts) {
                self.set_time(meaning, form);
            }
        }
        let kept = |name: &String| TIMES.contains(&name.as_str());
        let meant: Vec<String> = self.columns.iter().map(|(_, own)| own.clone()).collect();
        self.times
            .retain(|(name, _)| kept(name) && meant.contains(name));
    }

    /// What the columns of a meaning say, row by row.
    fn texts(&self, meaning: &str, rows: &[Vec<String>]) -> Vec<String> {
        let mut places = self.places(meaning);
        if meaning == self.clocked() {
            places.extend(self.places(CLOCK));
        }
        let row = |row: &Vec<String>| {
            let cells = places.iter().filter_map(|&place| row.get(place));
            let cells: Vec<&str> = cells.map(|cell| cell.trim()).collect();
            cells.join(" ").trim().to_owned()
        };
        rows.iter().map(row).collect()
    }

    /// What the texts of a meaning stand for.
    pub fn values(&self, meaning: &str) -> Option<&Values> {
        let known = self.values.iter().find(|(name, _)| name == meaning);
        known.map(|(_, values)| values)
    }

    /// Says what a text stands for; `None` for itself. Without a text, what
    /// all others stand for.
    pub fn set_value(&mut self, meaning: &str, text: Option<&str>, value: Option<Plain>) {
        let place = self.values.iter().position(|(name, _)| name == meaning);
        let place = place.unwrap_or_else(|| {
            self.values.push((meaning.to_owned(), Values::default()));
            self.values.len() - 1
        });
        let values = &mut self.values[place].1;
        let Some(text) = text else {
            values.others = value;
            return;
        };
        let known = values.texts.iter().position(|(own, _)| own == text);
        match (known, value) {
            (Some(place), Some(value)) => values.texts[place].1 = value,
            (None, Some(value)) => values.texts.push((text.to_owned(), value)),
            (Some(place), None) => drop(values.texts.remove(place)),
            (None, None) => {}
        }
    }

    /// The field that every event has alike, if this one is.
    pub fn constant(&self, meaning: &str) -> Option<&Plain> {
        let known = self.constants.iter().find(|(name, _)| name == meaning);
        known.map(|(_, value)| value)
    }

    /// Says that every event has a field alike, or none of them.
    pub fn set_constant(&mut self, meaning: &str, value: Option<Plain>) {
        let place = self.constants.iter().position(|(name, _)| name == meaning);
        match (place, value) {
            (Some(place), Some(value)) => self.constants[place].1 = value,
            (None, Some(value)) => self.constants.push((meaning.to_owned(), value)),
            (Some(place), None) => drop(self.constants.remove(place)),
            (None, None) => {}
        }
    }

    /// A key of the mapping beside fields and events.
    pub fn other(&self, key: &str) -> Option<&Plain> {
        let known = self.others.iter().find(|(name, _)| name == key);
        known.map(|(_, value)| value)
    }

    /// Sets such a key.
    pub fn set_other(&mut self, key: &str, value: Option<Plain>) {
        self.others.retain(|(name, _)| name != key);
        self.others
            .extend(value.map(|value| (key.to_owned(), value)));
    }
}

/// The words that a field may have; none where it may have any.
pub fn words(meaning: &str) -> Vec<&'static str> {
    match Slot::from_name(meaning) {
        Some(Slot::Status) => {
            let statuses = [HANDOFF_STATUSES, TICKET_STATUSES, AVAILABILITIES];
            statuses.concat()
        }
        Some(slot) => words_of_slot(slot),
        None => Vec::new(),
    }
}

/// Whether a field is a number.
pub fn is_number(meaning: &str) -> bool {
    let numbers = [
        "score",
        "scale",
        "value",
        "amount",
        "confidence",
        "sentiment",
    ];
    numbers.contains(&meaning)
}

/// Whether a meaning is a time.
pub fn is_time(meaning: &str) -> bool {
    TIMES.contains(&meaning)
}
