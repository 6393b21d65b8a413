//! Which events were read already, by the hashes of their ids.
//!
//! Parts of a history are read by several threads and meet later, so every
//! reader must give an id the same hash: there is no seed. Of ten million ids
//! two have the same by chance in three of a million histories. Whoever could
//! write ids that collide on purpose could as well write one id twice, and
//! would gain no more by it: one of two events counts.

use crate::base::blocks::Blocks;
use crate::base::order;
use crate::event::EventLog;
use crate::event::hashes::Hashes;

/// The ids of the events of a log, as 64-bit hashes.
#[derive(Clone, Default)]
pub struct Ids {
    /// In the order of the events that have one.
    hashes: Blocks<u64>,
    /// The same, to be found.
    known: Hashes,
}

/// The hash of an id, the same wherever it is read: each eight bytes stir all
/// that came before.
fn hash(id: &str) -> u64 {
    let (words, rest) = id.as_bytes().as_chunks();
    let mut hash = 0;
    for word in words {
        hash = stir(hash ^ u64::from_le_bytes(*word));
    }
    let rest = rest
        .iter()
        .fold(0, |rest, &byte| rest << 8 | u64::from(byte));
    // The length tells a short rest from one that begins with zeros.
    stir(stir(hash ^ rest) ^ id.len() as u64)
}

/// Lets every bit decide about every other; no two numbers become one. It is
/// the end of MurmurHash3.
#[inline(always)]
fn stir(mut bits: u64) -> u64 {
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ bits >> 33
}

impl Ids {
    /// Adds the id of the next event that has one; `false` where it is known
    /// and that event is a duplicate.
    pub fn insert(&mut self, id: &str) -> bool {
        let hash = hash(id);
        let new = self.known.insert(hash);
        if new {
            self.hashes.push(hash);
        }
        new
    }

    /// Adds the ids of the events that follow in another log, as their
    /// hashes. The numbers of those events there that are duplicates come
    /// back, in order.
    pub fn absorb(&mut self, log: &EventLog, hashes: &Blocks<u64>) -> Vec<u32> {
        let known = self.known.insert_all(hashes);
        if known.is_empty() {
            self.hashes.append(hashes);
            return Vec::new();
        }
        let mut dropped = Vec::with_capacity(known.len());
        let mut known = known.into_iter().peekable();
        for (place, (number, hash)) in (0..).zip(log.with_id().zip(hashes.iter())) {
            match known.next_if_eq(&place) {
                Some(_) => dropped.push(number),
                None => self.hashes.push(hash),
            }
        }
        dropped
    }

    /// The numbers of the events of their log that are duplicates of events
    /// with these hashes, in order.
    pub fn found_in(&self, hashes: impl Iterator<Item = u64>, log: &EventLog) -> Vec<u32> {
        let mut found: Vec<u64> = hashes.filter(|&hash| self.known.contains(hash)).collect();
        order::numbers(&mut found);
        let with_id = log.with_id().zip(self.hashes.iter());
        let known = with_id.filter(|(_, hash)| found.binary_search(hash).is_ok());
        known.map(|(number, _)| number).collect()
    }

    /// The hashes alone, in the order of the events.
    pub fn into_hashes(self) -> Blocks<u64> {
        self.hashes
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, hash};

    #[test]
    fn every_reader_gives_the_same_hash() {
        let hashes = || ["", "m1", "m2", "conversation-0000000001"].map(hash);
        assert_eq!(hashes(), std::thread::spawn(hashes).join().unwrap());
    }

    #[test]
    fn what_differs_has_another_hash() {
        let zeros = (0..20).map(|length| "\0".repeat(length));
        let numbers = (0..50_000).flat_map(|n| [format!("{n}"), format!("message-{n:016x}")]);
        let mut hashes: Vec<u64> = zeros.chain(numbers).map(|id| hash(&id)).collect();
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
        // Every bit is as often set as not.
        for bit in 0..64 {
            let set = hashes.iter().filter(|&hash| hash >> bit & 1 == 1).count();
            assert!(set.abs_diff(count / 2) < count / 100, "{bit}: {set}");
        }
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
