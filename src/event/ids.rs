//! Which events were read already, by the hashes of their ids.
//!
//! Parts of a history are read by several threads and meet later, so every
//! reader must give an id the same hash: there is no seed.

use std::hash::{DefaultHasher, Hasher};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::base::blocks::Blocks;
use crate::event::EventLog;

/// So many tables share the hashes: only one of them grows at a time, so
/// there is never a second copy of all places.
const TABLES: usize = 64;

/// The ids of the events of a log, as 64-bit hashes.
#[derive(Clone, Default)]
pub struct Ids {
    /// In the order of the events that have one.
    hashes: Blocks<u64>,
    /// Places in `hashes`: [`TABLES`] of them, or none where there are no ids.
    places: Vec<HashTable<u32>>,
}

/// The hash of an id, the same wherever it is read.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// The number of the table of a hash. Tables look at its other bits.
fn table(hash: u64) -> usize {
    (hash >> 48) as usize % TABLES
}

impl Ids {
    /// Adds the id of the next event that has one; `false` where it is known
    /// and that event is a duplicate.
    pub fn insert(&mut self, id: &str) -> bool {
        self.insert_hash(hash(id))
    }

    /// Adds the ids of the events that follow in another log, as their
    /// hashes. The numbers of those events there that are duplicates come
    /// back, in order.
    pub fn absorb(&mut self, log: &EventLog, hashes: &Blocks<u64>) -> Vec<u32> {
        let with_id = log.with_id().zip(hashes.iter());
        let known = with_id.filter(|(_, hash)| !self.insert_hash(*hash));
        known.map(|(number, _)| number).collect()
    }

    /// The numbers of the events of their log that are duplicates of events
    /// with these hashes, in order.
    pub fn found_in(&self, hashes: impl Iterator<Item = u64>, log: &EventLog) -> Vec<u32> {
        let mut places: Vec<usize> = hashes.filter_map(|hash| self.place(hash)).collect();
        places.sort_unstable();
        let with_id = log.with_id().enumerate();
        let known = with_id.filter(|(place, _)| places.binary_search(place).is_ok());
        known.map(|(_, number)| number).collect()
    }

    /// The hashes alone, in the order of the events.
    pub fn into_hashes(self) -> Blocks<u64> {
        self.hashes
    }

    fn place(&self, hash: u64) -> Option<usize> {
        let is = |place: &u32| self.hashes.get(*place as usize) == Some(hash);
        let found = self.places.get(table(hash))?.find(hash, is);
        found.map(|place| *place as usize)
    }

    fn insert_hash(&mut self, hash: u64) -> bool {
        let Ids { hashes, places } = self;
        if places.is_empty() {
            places.resize(TABLES, HashTable::new());
        }
        let of = |place: &u32| hashes.get(*place as usize).unwrap_or_default();
        match places[table(hash)].entry(hash, |place| of(place) == hash, of) {
            Entry::Occupied(_) => false,
            Entry::Vacant(vacant) => {
                vacant.insert(hashes.len() as u32);
                hashes.push(hash);
                true
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, hash};

    #[test]
    fn every_reader_gives_the_same_hash() {
        let hashes = || ["", "m1", "m2", "conversation-0000000001"].map(hash);
        assert_eq!(hashes(), std::thread::spawn(hashes).join().unwrap());
        let mut distinct = hashes().to_vec();
        distinct.dedup();
        assert_eq!(distinct.len(), 4);
    }

    #[test]
    fn each_id_is_new_once() {
        let mut ids = Ids::default();
        let new = ["a", "b", "a", "", "b", ""].map(|id| ids.insert(id));
        assert_eq!(new, [true, true, false, true, false, false]);
        assert!(ids.into_hashes().iter().eq(["a", "b", ""].map(hash)));
    }

    #[test]
    fn many_ids_are_told_apart() {
        let mut ids = Ids::default();
        let all = || (0..30_000).map(|number| number.to_string());
        assert!(all().all(|id| ids.insert(&id)));
        assert!(!all().any(|id| ids.insert(&id)));
        assert!(ids.into_hashes().iter().eq(all().map(|id| hash(&id))));
    }
}
