//! What the events of a conversation have in common: thread, customer,
//! agent, channel and so on, kept once for all of them.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::base::bulk::{Reader, Writer};
use crate::base::lists::Lists;
use crate::base::wire::WireError;
use crate::event::kind::Field;

/// Distinct sets of fields with their values: `(field, code)` pairs.
#[derive(Clone, Default)]
pub struct Contexts {
    pairs: Lists<(u16, u32)>,
    /// Empty where they came as bytes, until one more is learned.
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl PartialEq for Contexts {
    fn eq(&self, other: &Contexts) -> bool {
        self.pairs == other.pairs
    }
}

impl Contexts {
    /// The number of a context, a new one if it was not known. Pairs in
    /// another order are another context.
    pub fn intern(&mut self, pairs: &[(u16, u32)]) -> u32 {
        if self.table.len() < self.len() {
            self.index();
        }
        let hash = self.hasher.hash_one(pairs);
        let known = &self.pairs;
        if let Some(&number) = self
            .table
            .find(hash, |&number| known.get(number as usize) == pairs)
        {
            return number;
        }
        let number = self.len() as u32;
        self.pairs.push(pairs.iter().copied());
        let (known, hasher) = (&self.pairs, &self.hasher);
        self.table.insert_unique(hash, number, |&number| {
            hasher.hash_one(known.get(number as usize))
        });
        number
    }

    /// The pairs of a context.
    pub fn get(&self, number: u32) -> &[(u16, u32)] {
        self.pairs.get(number as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of one field in a context.
    pub fn code(&self, number: u32, field: Field) -> Option<u32> {
        self.get(number)
            .iter()
            .find(|pair| pair.0 == field as u16)
            .map(|pair| pair.1)
    }

    /// Whether every pair is one that may be.
    pub fn all(&self, may_be: impl Fn(u16, u32) -> bool) -> bool {
        let mut pairs = self.pairs.values().iter();
        pairs.all(|&(field, code)| may_be(field, code))
    }

    /// Writes all contexts in the order of their numbers.
    pub fn write(&self, to: &mut Writer) {
        to.column((0..self.len()).map(|number| self.pairs.range(number).end as u32));
        to.column(self.pairs.values().iter().map(|pair| pair.0));
        to.column(self.pairs.values().iter().map(|pair| pair.1));
    }

    /// Reads what [`Contexts::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Contexts, WireError> {
        let ends = from.column()?;
        let (fields, codes) = (from.column::<u16>()?, from.column::<u32>()?);
        if fields.len() != codes.len() {
            return Err(WireError);
        }
        let pairs = fields.into_iter().zip(codes).collect();
        Ok(Contexts {
            pairs: Lists::from_ends(ends, pairs).ok_or(WireError)?,
            ..Contexts::default()
        })
    }

    fn index(&mut self) {
        let (known, hasher) = (&self.pairs, &self.hasher);
        let hash = |&number: &u32| hasher.hash_one(known.get(number as usize));
        self.table.clear();
        self.table.reserve(known.len(), hash);
        for number in 0..known.len() as u32 {
            self.table.insert_unique(hash(&number), number, hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Contexts;
    use crate::base::bulk::{Reader, Writer};

    #[test]
    fn they_are_kept_once() {
        let mut contexts = Contexts::default();
        let numbers = [&[(0, 1), (7, 2)][..], &[], &[(0, 1)], &[(0, 1), (7, 2)]]
            .map(|pairs| contexts.intern(pairs));
        assert_eq!((numbers, contexts.len()), ([0, 1, 2, 0], 3));
        assert_eq!(contexts.get(0), [(0, 1), (7, 2)]);
    }

    #[test]
    fn they_come_back_from_bytes_and_learn_on() {
        let mut contexts = Contexts::default();
        let known = [&[(0, 1), (7, 2)][..], &[], &[(0, 1)]];
        for pairs in known {
            contexts.intern(pairs);
        }
        let mut writer = Writer::default();
        contexts.write(&mut writer);
        let bytes = writer.finish();
        let mut read = Contexts::read(&mut Reader::new(&bytes)).unwrap();
        assert!(read == contexts);
        assert_eq!(known.map(|pairs| read.intern(pairs)), [0, 1, 2]);
        assert_eq!(read.intern(&[(0, 2)]), 3);
        assert!(read != contexts);
    }
}
