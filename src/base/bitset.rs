//! A set of row numbers, one bit each.

use std::ops::Range;

/// A fixed number of bits, all clear at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BitSet {
    words: Vec<u64>,
    len: usize,
}

impl BitSet {
    /// `len` bits, none set.
    pub fn empty(len: usize) -> BitSet {
        BitSet {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// `len` bits, all set.
    pub fn full(len: usize) -> BitSet {
        let mut set = BitSet {
            words: vec![!0; len.div_ceil(64)],
            len,
        };
        if let (Some(last), extra @ 1..) = (set.words.last_mut(), len % 64) {
            *last = (1 << extra) - 1;
        }
        set
    }

    /// How many bits there are, set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no bits at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Sets one bit.
    pub fn insert(&mut self, row: usize) {
        debug_assert!(row < self.len);
        self.words[row / 64] |= 1 << (row % 64);
    }

    /// Whether a bit is set; rows beyond the end are not.
    #[inline(always)]
    pub fn contains(&self, row: usize) -> bool {
        self.words
            .get(row / 64)
            .is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Keeps the bits that `other` has too.
    pub fn intersect(&mut self, other: &BitSet) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// How many bits are set.
    pub fn count(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// The rows of the set bits within a range, in order: as
    /// [`BitSet::rows`] tells them, but many at once.
    pub fn within(&self, range: Range<usize>) -> Vec<u32> {
        let mut rows = Vec::with_capacity(range.len());
        let mut some = [0_u32; 64];
        let words = range.start / 64..range.end.div_ceil(64).min(self.words.len());
        for index in words {
            let first = index * 64;
            let mut rest = self.words[index];
            if first < range.start {
                rest &= !0 << (range.start - first);
            }
            if first + 64 > range.end {
                rest &= !(!0 << (range.end - first));
            }
            let mut count = 0;
            while rest != 0 {
                some[count % 64] = first as u32 + rest.trailing_zeros();
                count += 1;
                rest &= rest - 1;
            }
            rows.extend_from_slice(&some[..count]);
        }
        rows
    }

    /// The rows of the set bits, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(index * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::BitSet;

    #[test]
    fn holds_what_was_put_in() {
        let mut set = BitSet::empty(130);
        for row in [0, 63, 64, 129] {
            set.insert(row);
        }
        assert_eq!(set.rows().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!(set.count(), 4);
        assert!(set.contains(64) && !set.contains(65) && !set.contains(4_000));
        let mut all = BitSet::full(130);
        assert_eq!(all.count(), 130);
        all.intersect(&set);
        assert_eq!(all, set);
        assert_eq!(BitSet::full(64).count(), 64);
    }

    #[test]
    fn tells_what_lies_within_a_range() {
        let mut some = BitSet::empty(200);
        for row in (0..200).filter(|row| row % 3 == 0 || (64..128).contains(row)) {
            some.insert(row);
        }
        for set in [some, BitSet::full(200), BitSet::empty(0)] {
            for range in [0..0, 0..200, 5..64, 64..128, 63..129, 70..71, 128..199] {
                let rows = set.rows().filter(|row| range.contains(row));
                let rows: Vec<u32> = rows.map(|row| row as u32).collect();
                assert_eq!(set.within(range), rows);
            }
        }
    }
}
