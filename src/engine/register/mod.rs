//! The register: the conversations behind the numbers, a record each.
//!
//! Records are made when they are asked for, so that a million of them cost
//! nothing until somebody scrolls there or an export streams them.

pub(in crate::engine) mod columns;
mod listed;
pub(in crate::engine) mod listing;
pub(in crate::engine) mod low;
mod search;

use std::borrow::Cow;

use crate::base::stats::sum;
use crate::base::time::{Millis, SECOND};
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension, Facts};
use crate::engine::desk::Desk;
use crate::engine::register::columns::{Column, columns};
use crate::event::{Event, Field};
use crate::report::register::{Cell, Record};
use crate::report::{QueryError, ReportQuery};

pub use listed::Listed;
pub use search::Search;

/// The conversations of a query as a table.
pub struct Register<'a> {
    conversations: &'a Conversations,
    /// The number of each conversation within its thread.
    numbers: Cow<'a, [u32]>,
    columns: Vec<Column>,
    rows: Vec<u32>,
}

impl<'a> Register<'a> {
    /// The conversations that start in the period and pass the filters: those
    /// that the metric `conversations` counts.
    pub(super) fn new(
        conversations: &'a Conversations,
        zone: &Zone,
        query: &ReportQuery,
    ) -> Result<Register<'a>, QueryError> {
        let period = query.period(zone.date(conversations.as_of))?;
        let desk = Desk::new(conversations, zone, &query.filters)?;
        let rows = desk.rows(zone.bounds(period));
        Ok(Register::of(conversations, rows))
    }

    /// These rows.
    pub(super) fn of(conversations: &'a Conversations, rows: Vec<u32>) -> Register<'a> {
        Register::numbered(conversations, rows, conversations.numbers_in_threads())
    }

    /// These rows, where the number of every conversation within its thread
    /// is known.
    fn numbered(
        conversations: &'a Conversations,
        rows: Vec<u32>,
        numbers: impl Into<Cow<'a, [u32]>>,
    ) -> Register<'a> {
        Register {
            conversations,
            numbers: numbers.into(),
            columns: columns(conversations),
            rows,
        }
    }

    /// How many conversations there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The names of the columns. Attributes and currencies of the data come
    /// last, by name; the others are always the same.
    pub fn columns(&self) -> Vec<&str> {
        self.columns.iter().map(Column::name).collect()
    }

    /// The cells of a conversation, in the columns' order; `place` counts
    /// from 0 in the order of the rows. Empty beyond the last.
    pub fn cells(&self, place: usize) -> Vec<Cell> {
        let cells = |entry: Entry<'_>| {
            let columns = self.columns.iter();
            columns.map(|column| column.cell(&entry)).collect()
        };
        self.entry(place).map_or_else(Vec::new, cells)
    }

    /// One of these cells.
    fn cell(&self, place: usize, column: &Column) -> Cell {
        let entry = self.entry(place);
        entry.map_or(Cell::Empty, |entry| column.cell(&entry))
    }

    /// How a customer is called, then what else is known: e-mail address and
    /// id. The first is empty where there is neither name, address nor
    /// telephone number.
    pub(in crate::engine) fn known_as(&self, place: usize) -> Vec<String> {
        let told = self.entry(place).map(|entry| {
            let (row, profiles) = (entry.row, &entry.conversations.profiles);
            let email = entry.name(Field::UserEmail, profiles.emails.get(row));
            [
                entry.customer(),
                email,
                entry.name(Field::User, entry.facts.user(row)),
            ]
        });
        let mut known: Vec<String> = Vec::new();
        for cell in told.into_iter().flatten() {
            match cell {
                Cell::Text(text) if known.contains(&text) => {}
                Cell::Text(text) => known.push(text),
                _ if known.is_empty() => known.push(String::new()),
                _ => {}
            }
        }
        known
    }

    fn entry(&self, place: usize) -> Option<Entry<'a>> {
        let row = *self.rows.get(place)? as usize;
        Some(Entry {
            conversations: self.conversations,
            facts: &self.conversations.facts,
            row,
            number: self.numbers[row],
        })
    }

    /// The record of a conversation, with the columns' names.
    pub fn record(&self, place: usize) -> Record {
        let names = self.columns.iter().map(|column| column.name().to_owned());
        Record {
            cells: names.zip(self.cells(place)).collect(),
        }
    }

    /// All records, each made when its turn comes.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        (0..self.len()).map(|place| self.record(place))
    }
}

/// One conversation on its way into the table.
struct Entry<'a> {
    conversations: &'a Conversations,
    facts: &'a Facts,
    row: usize,
    number: u32,
}

impl Entry<'_> {
    fn flag(&self, flag: u32) -> Cell {
        Cell::Flag(self.facts.has(self.row, flag))
    }

    fn at(&self, at: Millis) -> Cell {
        Cell::Text(self.conversations.zone.rfc3339(at))
    }

    /// The value of a dimension with at most one value.
    fn dimension(&self, dimension: Dimension) -> Cell {
        let codes = self.conversations.codes(dimension, self.row);
        let code = codes.as_slice().first();
        let label = code.map(|&code| self.conversations.label(dimension, code));
        Cell::text(label.as_deref())
    }

    /// The values of a dimension with any number of them.
    fn labels(&self, dimension: Dimension) -> Cell {
        let codes = self.conversations.codes(dimension, self.row);
        let codes = codes.as_slice().iter();
        Cell::Texts(
            codes
                .map(|&code| self.conversations.label(dimension, code))
                .collect(),
        )
    }

    /// A code among the names of a field.
    fn name(&self, field: Field, code: Option<u32>) -> Cell {
        let names = self.conversations.log.names.of(field);
        Cell::text(code.map(|code| names.get(code)))
    }

    /// The conversation's events, in order.
    fn events(&self) -> impl Iterator<Item = (u32, Event)> + '_ {
        let events = self.conversations.stretches.get(self.row).into_iter();
        events.map(|index| (index, self.conversations.log.events.get(index)))
    }

    /// The text of the customer's first public message that has one.
    fn first_question(&self) -> Cell {
        let text = self.conversations.first_question(self.row);
        let text = text.map(|text| self.conversations.log.texts.get(text));
        Cell::text(text.filter(|text| !text.is_empty()))
    }

    /// The name that goes with the first known agent's id.
    fn agent_name(&self) -> Cell {
        let contexts = &self.conversations.log.contexts;
        let agent = self.facts.agents.get(self.row);
        let mut names = self
            .events()
            .filter(|(_, event)| {
                agent.is_some() && contexts.code(event.context, Field::Agent) == agent
            })
            .filter_map(|(_, event)| contexts.code(event.context, Field::AgentName));
        self.name(Field::AgentName, names.next())
    }

    /// How the customer is called: by name, e-mail address or telephone
    /// number.
    fn customer(&self) -> Cell {
        let profiles = &self.conversations.profiles;
        let name = self.name(Field::UserName, profiles.names.get(self.row));
        let email = self.name(Field::UserEmail, profiles.emails.get(self.row));
        match (name, email) {
            (Cell::Empty, Cell::Empty) => self.telephone(),
            (Cell::Empty, email) => email,
            (name, _) => name,
        }
    }

    /// A number among the attributes, or an id that is one, as channels of
    /// telephones have it.
    fn telephone(&self) -> Cell {
        let mut named = TELEPHONES.iter().filter_map(|name| {
            let dimension = self.conversations.dimension(name)?;
            Some(self.dimension(dimension)).filter(|cell| *cell != Cell::Empty)
        });
        let user = || match self.name(Field::User, self.facts.user(self.row)) {
            Cell::Text(id) if is_telephone(&id) => Cell::Text(id),
            _ => Cell::Empty,
        };
        named.next().unwrap_or_else(user)
    }

    /// The agent by name, else by id.
    fn served_by(&self) -> Cell {
        match self.agent_name() {
            Cell::Empty => self.dimension(Dimension::Agent),
            name => name,
        }
    }

    fn topic(&self) -> Option<String> {
        self.conversations.text(Field::Topic, self.row)
    }

    fn tags(&self) -> Vec<String> {
        match self.labels(Dimension::Tag) {
            Cell::Texts(tags) => tags,
            _ => Vec::new(),
        }
    }

    /// When the last event that belongs to it happened.
    fn last_update(&self) -> Cell {
        let last = self.events().last();
        last.map_or(Cell::Empty, |(index, _)| {
            self.at(self.conversations.time_of(index))
        })
    }

    /// The amount credited in a currency, if any is.
    fn revenue(&self, currency: u32) -> Cell {
        let credits = self.facts.credits.get(self.row).iter();
        let amounts = credits.filter(|credit| credit.currency == currency);
        let amounts: Vec<f64> = amounts.map(|credit| credit.amount).collect();
        Cell::number((!amounts.is_empty()).then(|| sum(amounts)))
    }
}

/// What a telephone number is called among attributes.
const TELEPHONES: [&str; 3] = [
    "attributes.phone",
    "attributes.user_phone",
    "attributes.tel",
];

/// `+46 70 123 45 67`
fn is_telephone(id: &str) -> bool {
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let rest = id.strip_prefix('+').unwrap_or_default();
    let plain = |letter: char| letter.is_ascii_digit() || " -()".contains(letter);
    digits >= 7 && rest.chars().all(plain) && !rest.is_empty()
}

/// A length of time in seconds.
fn seconds(time: Option<Millis>) -> Cell {
    Cell::number(time.map(|time| time as f64 / SECOND as f64))
}
