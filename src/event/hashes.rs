//! Many 64-bit hashes, to be found again.
//!
//! They are spread evenly, so that each says itself where it must stand among
//! the others: all lie in order with gaps between them. To make room is to walk
//! through them once, and those that come together are added in an order in
//! which memory is walked through too.

use crate::base::blocks::Blocks;
use crate::base::order;

/// So many tables share the hashes: only one of them grows at a time, so
/// there is never a second copy of all.
const TABLES: usize = 1 << TABLE_BITS;
/// The first bits of a hash are the number of its table.
const TABLE_BITS: u32 = 6;

/// No table has fewer homes.
const FEWEST: usize = 16;

/// So many places behind the homes are enough for nearly every table.
const BEHIND: usize = 16;

/// A set of hashes.
#[derive(Clone, Default)]
pub(super) struct Hashes {
    /// [`TABLES`] of them, or none where there are no hashes.
    tables: Vec<Table>,
}

/// Some hashes in order, none before its home, without a gap between its home
/// and itself.
#[derive(Clone, Default)]
struct Table {
    /// 0 is a gap. There are as many homes as [`Table::homes`] says, and as
    /// many places behind them as it took.
    places: Vec<u64>,
    homes: usize,
    len: usize,
}

/// Gaps are 0, so that no hash is.
#[inline(always)]
fn filled(hash: u64) -> u64 {
    hash.max(1)
}

#[inline(always)]
fn table(hash: u64) -> usize {
    (hash >> (64 - TABLE_BITS)) as usize
}

impl Hashes {
    /// Adds a hash; `false` where it is known.
    pub(super) fn insert(&mut self, hash: u64) -> bool {
        let table = &mut self.tables()[table(hash)];
        table.make_room(1);
        table.insert(filled(hash))
    }

    /// Adds many hashes. The places of those that were known come back, in
    /// order.
    pub(super) fn insert_all(&mut self, hashes: &Blocks<u64>) -> Vec<u32> {
        let mut ends = [0_u32; TABLES];
        for &hash in hashes.slices().flatten() {
            ends[table(hash)] += 1;
        }
        let mut total = 0;
        for (table, end) in self.tables().iter_mut().zip(&mut ends) {
            table.make_room(*end as usize);
            total += *end;
            *end = total - *end;
        }
        let mut by_table = vec![(0, 0); total as usize];
        for (place, &hash) in (0..).zip(hashes.slices().flatten()) {
            let end = &mut ends[table(hash)];
            by_table[*end as usize] = (hash, place);
            *end += 1;
        }
        let (mut known, mut rest) = (Vec::new(), &by_table[..]);
        let mut start = 0;
        for (table, end) in self.tables().iter_mut().zip(ends) {
            let (own, others) = rest.split_at((end - start) as usize);
            for &(hash, place) in own {
                if !table.insert(filled(hash)) {
                    known.push(place);
                }
            }
            (start, rest) = (end, others);
        }
        order::by_key(&mut known, &|place| place.into());
        known
    }

    /// Whether a hash was added.
    pub(super) fn contains(&self, hash: u64) -> bool {
        let table = self.tables.get(table(hash));
        table.is_some_and(|table| table.find(filled(hash)).is_ok())
    }

    fn tables(&mut self) -> &mut [Table] {
        if self.tables.is_empty() {
            self.tables.resize(TABLES, Table::default());
        }
        &mut self.tables
    }
}

impl Table {
    /// Where a hash would stand if there were no others.
    #[inline(always)]
    fn home(&self, hash: u64) -> usize {
        let share = hash << TABLE_BITS >> 32;
        ((share * self.homes as u64) >> 32) as usize
    }

    /// The place of a hash, or else the one where it belongs.
    #[inline(always)]
    fn find(&self, hash: u64) -> Result<usize, usize> {
        let home = self.home(hash);
        let ahead = self.places.get(home..).unwrap_or(&[]);
        for (place, &there) in ahead.iter().enumerate() {
            if there == hash {
                return Ok(home + place);
            }
            if there == 0 || there > hash {
                return Err(home + place);
            }
        }
        Err(home + ahead.len())
    }

    /// Adds a hash for which there is room; `false` where it is known.
    #[inline(always)]
    fn insert(&mut self, hash: u64) -> bool {
        let Err(place) = self.find(hash) else {
            return false;
        };
        self.len += 1;
        let mut moved = hash;
        for there in &mut self.places[place..] {
            std::mem::swap(there, &mut moved);
            if moved == 0 {
                return true;
            }
        }
        self.push(moved);
        true
    }

    /// Makes room for more hashes, where there is none for a quarter of those
    /// that are there: an eighth of the homes stays free.
    fn make_room(&mut self, more: usize) {
        let needed = self.len + more;
        if needed <= self.homes - self.homes / 8 {
            return;
        }
        let least = needed + needed / 7 + FEWEST;
        let homes = least.max(self.homes + self.homes / 4);
        let mut places = Vec::with_capacity(homes + BEHIND);
        places.resize(homes, 0);
        let before = std::mem::replace(&mut self.places, places);
        self.homes = homes;
        let mut free = 0;
        for hash in before.into_iter().filter(|&hash| hash != 0) {
            let place = self.home(hash).max(free);
            match self.places.get_mut(place) {
                Some(there) => *there = hash,
                None => self.push(hash),
            }
            free = place + 1;
        }
    }

    /// Adds a place behind the homes. A list that has no room for it would
    /// double.
    fn push(&mut self, hash: u64) {
        if self.places.len() == self.places.capacity() {
            self.places.reserve_exact(BEHIND);
        }
        self.places.push(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::Hashes;
    use crate::base::blocks::Blocks;
    use std::collections::HashSet;

    /// Numbers all over the place, many of them twice.
    fn some(count: usize) -> impl Iterator<Item = u64> {
        let mut state = 1_u64;
        (0..count).map(move |number| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            match number % 64 {
                0 => state >> 40,
                1..40 => state,
                _ => (number as u64 / 3).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            }
        })
    }

    #[test]
    fn each_is_new_once() {
        let (mut hashes, mut known) = (Hashes::default(), HashSet::new());
        assert!(!hashes.contains(7));
        for hash in some(60_000).chain([0, u64::MAX, 0, u64::MAX - 1, u64::MAX]) {
            // 0 stands for a gap and counts as 1.
            let new = known.insert(hash.max(1));
            assert_eq!(hashes.contains(hash), !new);
            assert_eq!(hashes.insert(hash), new);
        }
        assert!(known.iter().all(|&hash| hashes.contains(hash)));
    }

    #[test]
    fn many_are_added_as_one_after_the_other() {
        let all: Vec<u64> = some(60_000).collect();
        for size in [1, 7, 5_000, all.len()] {
            let (mut one, mut many) = (Hashes::default(), Hashes::default());
            for part in all.chunks(size) {
                let part: Blocks<u64> = part.iter().copied().collect();
                let expected = (0..)
                    .zip(part.iter())
                    .filter(|(_, hash)| !one.insert(*hash));
                let expected: Vec<u32> = expected.map(|(place, _)| place).collect();
                assert_eq!(many.insert_all(&part), expected, "{size}");
            }
        }
    }
}
