//! Columns under way: packed block by block, so that a column is never held
//! at its full width.

use crate::base::column::{Codes, Numbers};

/// So many rows are packed at a time.
const BLOCK: usize = 4_096;

/// A column of [`Numbers`] to which rows are added.
#[derive(Debug, Default)]
pub struct NumbersWriter {
    /// [`BLOCK`] rows each.
    packed: Vec<Numbers>,
    open: Vec<i64>,
}

impl NumbersWriter {
    /// Adds a row: a number from 0 up, or [`Numbers::NONE`].
    pub fn push(&mut self, number: i64) {
        if self.open.len() == BLOCK {
            self.packed.push(Numbers::pack(&self.open));
            self.open.clear();
        }
        self.open.push(number);
    }

    /// The column.
    pub fn finish(self) -> Numbers {
        if self.packed.is_empty() {
            return Numbers::pack(&self.open);
        }
        let mut numbers = Vec::with_capacity(self.packed.len() * BLOCK + self.open.len());
        for block in self.packed {
            let rows = (0..BLOCK).map(|row| block.get(row).unwrap_or(Numbers::NONE));
            numbers.extend(rows);
        }
        numbers.extend(self.open);
        Numbers::pack(&numbers)
    }
}

/// A column of [`Codes`] to which rows are added.
#[derive(Clone, Debug, Default)]
pub struct CodesWriter {
    /// [`BLOCK`] rows each.
    packed: Vec<Codes>,
    open: Vec<u32>,
    /// Of the packed ones.
    highest: Option<u32>,
}

impl CodesWriter {
    /// Adds a row: a code, or [`Codes::NONE`].
    pub fn push(&mut self, code: u32) {
        if self.open.len() == BLOCK {
            self.highest = self.highest.max(Codes::highest(&self.open));
            self.packed.push(Codes::pack(self.open.clone()));
            self.open.clear();
        }
        self.open.push(code);
    }

    /// The column.
    pub fn finish(self) -> Codes {
        let highest = self.highest.max(Codes::highest(&self.open));
        let rows = self.packed.len() * BLOCK + self.open.len();
        Codes::packed(highest, rows, |put| {
            for block in &self.packed {
                (0..BLOCK).for_each(|row| put(block.get(row).unwrap_or(Codes::NONE)));
            }
            self.open.iter().for_each(|&code| put(code));
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, CodesWriter, NumbersWriter};
    use crate::base::column::{Codes, Numbers};

    #[test]
    fn columns_are_as_if_packed_at_once() {
        for rows in [0, 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let numbers = (0..rows as i64).map(|row| match row % 3 {
                0 => Numbers::NONE,
                _ => row * row,
            });
            let mut writer = NumbersWriter::default();
            numbers.clone().for_each(|number| writer.push(number));
            let all: Vec<i64> = numbers.collect();
            assert_eq!(writer.finish(), Numbers::pack(&all), "{rows}");

            let codes = (0..rows as u32).map(|row| match row % 3 {
                0 => Codes::NONE,
                _ => row * 7,
            });
            let mut writer = CodesWriter::default();
            codes.clone().for_each(|code| writer.push(code));
            assert_eq!(writer.finish(), Codes::pack(codes.collect()), "{rows}");
        }
    }
}
