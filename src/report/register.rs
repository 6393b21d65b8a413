//! Conversations as a table: one record each, every fact a cell.

use std::fmt::Formatter;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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

/// Reads what a cell wrote. A list without items is one of texts.
struct Reading;

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cell, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

impl<'de> Visitor<'de> for Reading {
    type Value = Cell;

    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("a cell")
    }

    fn visit_unit<E>(self) -> Result<Cell, E> {
        Ok(Cell::Empty)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Cell, E> {
        Ok(Cell::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
        Ok(Cell::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Cell, E> {
        Ok(Cell::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
        Ok(Cell::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Cell, A::Error> {
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        while let Some(item) = list.next_element()? {
            match item {
                Cell::Number(number) => numbers.push(number),
                Cell::Text(text) => texts.push(text),
                _ => {}
            }
        }
        Ok(match numbers.is_empty() {
            true => Cell::Texts(texts),
            false => Cell::Numbers(numbers),
        })
    }
}

/// Reads the cells of a record by name.
struct ReadingRecord;

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        deserializer.deserialize_map(ReadingRecord)
    }
}

impl<'de> Visitor<'de> for ReadingRecord {
    type Value = Record;

    fn expecting(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut cells = Vec::new();
        while let Some(entry) = map.next_entry()? {
            cells.push(entry);
        }
        Ok(Record { cells })
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Record};
    use crate::base::wire;

    #[test]
    fn records_come_back_as_they_went() {
        let cells = [
            Cell::Empty,
            Cell::Text("-1".to_owned()),
            Cell::Number(-1.5),
            Cell::Number(3.0),
            Cell::Flag(true),
            Cell::Texts(vec!["a".to_owned(), String::new()]),
            Cell::Numbers(vec![0.0, 2.5, -4.0]),
            Cell::Texts(Vec::new()),
        ];
        let cells = cells.into_iter().enumerate();
        let record = Record {
            cells: cells
                .map(|(place, cell)| (place.to_string(), cell))
                .collect(),
        };
        let bytes = wire::to_bytes(&record);
        assert_eq!(wire::from_bytes(&bytes), Ok(record));
    }
}
