//! Conversations as a table: one record each, every fact a cell.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::base::number;

/// One fact of one conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// There is none.
    #[default]
    Empty,
    /// A text, an id or a date-time (RFC 3339 with offset).
    Text(String),
    /// A number in the unit that the column's name tells.
    Number(f64),
    /// Whether something is so.
    Flag(bool),
    /// Any number of texts.
    Texts(Vec<String>),
    /// Any number of numbers.
    Numbers(Vec<f64>),
}

impl Cell {
    /// A text, or nothing where there is none or an empty one.
    pub fn text(text: Option<&str>) -> Cell {
        match text {
            None | Some("") => Cell::Empty,
            Some(text) => Cell::Text(text.to_owned()),
        }
    }

    /// A number, or nothing.
    pub fn number(number: Option<f64>) -> Cell {
        number.map_or(Cell::Empty, Cell::Number)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Number(number) => number::one(number, serializer),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::Texts(texts) => texts.serialize(serializer),
            Cell::Numbers(numbers) => number::list(numbers, serializer),
        }
    }
}

/// The facts of one conversation by column.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Name and cell, in the columns' order.
    pub cells: Vec<(String, Cell)>,
}

impl Record {
    /// The cell of a column.
    pub fn get(&self, column: &str) -> Option<&Cell> {
        let cell = self.cells.iter().find(|(name, _)| name == column);
        cell.map(|(_, cell)| cell)
    }
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        for (name, cell) in &self.cells {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}
