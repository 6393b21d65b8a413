//! Which rows have something, and which place among those each of them has.

use std::ops::Range;

use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;

/// One bit a row, with a running count every 64 rows: a place is found in
/// constant time, for a fifth of a byte a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    words: Vec<u64>,
    /// How many rows before each word have something.
    before: Vec<u32>,
}

impl Ranks {
    /// Takes for each row whether it has something.
    pub fn new(having: impl IntoIterator<Item = bool>) -> Ranks {
        let mut words: Vec<u64> = Vec::new();
        for (row, has) in having.into_iter().enumerate() {
            if row % 64 == 0 {
                words.push(0);
            }
            words[row / 64] |= u64::from(has) << (row % 64);
        }
        words.shrink_to_fit();
        Ranks::counted(words)
    }

    fn counted(words: Vec<u64>) -> Ranks {
        let mut count = 0;
        let counted = words.iter().map(|word| {
            count += word.count_ones();
            count - word.count_ones()
        });
        let before = counted.collect();
        Ranks { words, before }
    }

    /// The place of a row among those that have something, if it has.
    pub fn place(&self, row: usize) -> Option<usize> {
        let word = *self.words.get(row / 64)?;
        let bit = 1 << (row % 64);
        if word & bit == 0 {
            return None;
        }
        let before = *self.before.get(row / 64)?;
        Some((before + (word & (bit - 1)).count_ones()) as usize)
    }

    /// Whether a row has something.
    pub fn contains(&self, row: usize) -> bool {
        let word = self.words.get(row / 64);
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The places of those of neighbouring rows that have something: they
    /// are neighbours too.
    pub fn places(&self, rows: Range<usize>) -> Range<usize> {
        self.count(rows.start)..self.count(rows.end)
    }

    /// How many of the first so many rows have something.
    fn count(&self, rows: usize) -> usize {
        let at = rows / 64;
        match (self.words.get(at), self.before.get(at)) {
            (Some(word), Some(before)) => {
                let first = word & ((1 << (rows % 64)) - 1);
                (before + first.count_ones()) as usize
            }
            _ => {
                let last = self.words.last().zip(self.before.last());
                last.map_or(0, |(word, before)| (before + word.count_ones()) as usize)
            }
        }
    }

    /// Those of neighbouring rows that have something, in order.
    pub fn among(&self, rows: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let words = rows.start / 64..rows.end.div_ceil(64).min(self.words.len());
        words.flat_map(move |at| {
            let mut rest = self.words[at];
            if at == rows.start / 64 {
                rest &= !0 << (rows.start % 64);
            }
            let end = rows.end;
            std::iter::from_fn(move || {
                let row = at * 64 + rest.trailing_zeros() as usize;
                if rest == 0 || row >= end {
                    return None;
                }
                rest &= rest - 1;
                Some(row)
            })
        })
    }

    /// Writes which rows have something.
    pub fn write(&self, to: &mut Writer) {
        to.column(self.words.iter().copied());
    }

    /// Reads what [`Ranks::write`] wrote of so many rows.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or tell of other rows.
    pub fn read(from: &mut Reader<'_>, rows: usize) -> Result<Ranks, WireError> {
        let words: Vec<u64> = from.column()?;
        let beyond = words
            .last()
            .map_or(0, |last| last >> 1 >> ((rows + 63) % 64));
        match words.len() == rows.div_ceil(64) && beyond == 0 {
            true => Ok(Ranks::counted(words)),
            false => Err(WireError),
        }
    }

    /// How many rows have something.
    pub fn total(&self) -> usize {
        self.count(self.words.len() * 64)
    }

    /// Bytes held for so many rows.
    pub fn bytes_for(rows: usize) -> usize {
        rows.div_ceil(64) * 12
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.words.len() * 12
    }
}

/// The range that ascending rows make up, where they leave none out.
pub fn neighbours(rows: &[u32]) -> Option<Range<usize>> {
    let (&first, &last) = (rows.first()?, rows.last()?);
    let range = first as usize..last as usize + 1;
    (range.len() == rows.len()).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::{Ranks, neighbours};

    #[test]
    fn places_count_the_rows_before() {
        let has = |row: usize| row.is_multiple_of(3) || row == 127;
        let ranks = Ranks::new((0..300).map(has));
        let mut place = 0;
        for row in 0..300 {
            assert_eq!(ranks.place(row), has(row).then_some(place));
            assert_eq!(ranks.contains(row), has(row));
            place += usize::from(has(row));
        }
        assert_eq!(ranks.place(300), None);
        assert_eq!(ranks.place(10_000), None);
        assert_eq!(ranks.bytes(), Ranks::bytes_for(300));
    }

    #[test]
    fn neighbours_have_neighbouring_places() {
        let has = |row: usize| row.is_multiple_of(5) && row != 130;
        let ranks = Ranks::new((0..200).map(has));
        for range in [0..0, 0..200, 3..64, 64..65, 65..128, 190..200, 100..900] {
            let rows: Vec<usize> = ranks.among(range.clone()).collect();
            let having = |row: &usize| *row < 200 && has(*row);
            assert!(rows.iter().copied().eq(range.clone().filter(having)));
            let places = rows.iter().filter_map(|&row| ranks.place(row));
            assert!(places.eq(ranks.places(range)));
        }
        assert_eq!(neighbours(&[4, 5, 6]), Some(4..7));
        assert_eq!((neighbours(&[4, 6]), neighbours(&[])), (None, None));
    }
}
