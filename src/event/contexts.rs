//! What the events of a conversation have in common: thread, customer,
//! agent, channel and so on, kept once for all of them.
//!
//! Codes are mostly small, so the pairs are kept as bytes, two or three each.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;
use crate::event::kind::Field;
use crate::event::log::NONE;

/// So many contexts share a block.
const BLOCK: usize = 256;

/// Distinct sets of fields with their values: `(field, code)` pairs.
#[derive(Clone, Default)]
pub struct Contexts {
    /// All full but the last one.
    blocks: Vec<Block>,
    len: usize,
    /// Empty where they came as bytes or were settled, until one more is
    /// learned.
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Of the context asked for last.
    scratch: Vec<u8>,
}

/// Some contexts, their pairs end to end.
#[derive(Clone, Default, PartialEq)]
struct Block {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Block {
    /// Contexts of these lengths, if the bytes are those of such.
    fn whole(bytes: Vec<u8>, lengths: &[u32]) -> Option<Block> {
        let mut rest = &bytes[..];
        let mut ends = Vec::with_capacity(lengths.len());
        for &length in lengths {
            let (own, after) = rest.split_at_checked(length as usize)?;
            if !is_whole(own) {
                return None;
            }
            rest = after;
            ends.push((bytes.len() - rest.len()) as u32);
        }
        rest.is_empty().then_some(Block { bytes, ends })
    }

    fn get(&self, place: usize) -> &[u8] {
        let Some(&end) = self.ends.get(place) else {
            return &[];
        };
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..end as usize]
    }
}

/// The pairs of a context, in order.
#[derive(Clone)]
pub struct Pairs<'a> {
    rest: &'a [u8],
}

impl Iterator for Pairs<'_> {
    type Item = (u16, u32);

    #[inline(always)]
    fn next(&mut self) -> Option<(u16, u32)> {
        let field = number(&mut self.rest)?;
        Some((field as u16, number(&mut self.rest)?))
    }
}

/// Takes the next number: seven bits a byte, the lowest first.
#[inline(always)]
fn number(rest: &mut &[u8]) -> Option<u32> {
    // Almost all fields, and many codes.
    if let [byte @ 0..=0x7f, after @ ..] = *rest {
        *rest = after;
        return Some(u32::from(*byte));
    }
    let mut number = 0;
    let mut shift = 0;
    loop {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

fn put(mut number: u32, to: &mut Vec<u8>) {
    while number > 0x7f {
        to.push(number as u8 | 0x80);
        number >>= 7;
    }
    to.push(number as u8);
}

impl PartialEq for Contexts {
    fn eq(&self, other: &Contexts) -> bool {
        self.blocks == other.blocks
    }
}

impl Contexts {
    /// The number of a context, a new one if it was not known. Pairs in
    /// another order are another context.
    pub fn intern(&mut self, pairs: &[(u16, u32)]) -> u32 {
        self.intern_each(pairs.iter().copied())
    }

    /// The same from pairs one after the other.
    #[inline(always)]
    pub fn intern_each(&mut self, pairs: impl Iterator<Item = (u16, u32)>) -> u32 {
        if self.table.len() < self.len || self.table.len() == self.table.capacity() {
            self.index();
        }
        let mut bytes = std::mem::take(&mut self.scratch);
        bytes.clear();
        for (field, code) in pairs {
            put(u32::from(field), &mut bytes);
            put(code, &mut bytes);
        }
        let hash = self.hasher.hash_one(&bytes[..]);
        let is = |&number: &u32| bytes_of(&self.blocks, number) == bytes;
        let number = match self.table.find(hash, is) {
            Some(&number) => number,
            None => self.learn(&bytes, hash),
        };
        self.scratch = bytes;
        number
    }

    fn learn(&mut self, bytes: &[u8], hash: u64) -> u32 {
        let number = self.len as u32;
        self.push(bytes);
        // There is place; see [`Contexts::index`].
        self.table.insert_unique(hash, number, |_| 0);
        number
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.len.is_multiple_of(BLOCK) {
            if let Some(last) = self.blocks.last_mut() {
                last.bytes.shrink_to_fit();
            }
            self.blocks.push(Block::default());
        }
        if let Some(last) = self.blocks.last_mut() {
            last.bytes.extend_from_slice(bytes);
            last.ends.push(last.bytes.len() as u32);
        }
        self.len += 1;
    }

    /// The pairs of a context.
    pub fn get(&self, number: u32) -> Pairs<'_> {
        Pairs {
            rest: bytes_of(&self.blocks, number),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The code of one field in a context.
    pub fn code(&self, number: u32, field: Field) -> Option<u32> {
        code_in(bytes_of(&self.blocks, number), field)
    }

    /// The code of one field in each context, [`NONE`] where it has none.
    pub fn codes(&self, field: Field) -> Vec<u32> {
        let mut codes = Vec::with_capacity(self.len);
        each(&self.blocks, &mut |own| {
            codes.push(code_in(own, field).unwrap_or(NONE));
        });
        codes
    }

    /// Whether every pair is one that may be.
    pub fn all(&self, may_be: impl Fn(u16, u32) -> bool) -> bool {
        let mut all = true;
        each(&self.blocks, &mut |own| {
            all &= Pairs { rest: own }.all(|(field, code)| may_be(field, code));
        });
        all
    }

    /// Lets go of what only serves to learn more; it comes back when it is
    /// needed.
    pub fn settle(&mut self) {
        self.table = HashTable::new();
    }

    /// Writes all contexts in the order of their numbers.
    pub fn write(&self, to: &mut Writer) {
        let numbers = 0..self.len as u32;
        to.column(numbers.map(|number| bytes_of(&self.blocks, number).len() as u32));
        to.number(self.blocks.len() as u64);
        for block in &self.blocks {
            to.bytes(&block.bytes);
        }
    }

    /// Reads what [`Contexts::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Contexts, WireError> {
        let lengths: Vec<u32> = from.column()?;
        let mut lengths = lengths.chunks(BLOCK);
        let mut contexts = Contexts::default();
        for _ in 0..from.number()? {
            let lengths = lengths.next().ok_or(WireError)?;
            let block = Block::whole(from.column()?, lengths).ok_or(WireError)?;
            contexts.len += lengths.len();
            contexts.blocks.push(block);
        }
        match lengths.next() {
            Some(_) => Err(WireError),
            None => Ok(contexts),
        }
    }

    /// Lets every context be found, and makes place for one more. A table that
    /// grows by itself would look at the contexts here and there, not one after
    /// the other, and be there twice for the moment.
    fn index(&mut self) {
        self.table = HashTable::new();
        self.table = HashTable::with_capacity(self.len + 1);
        let mut number = 0;
        each(&self.blocks, &mut |own| {
            let hash = self.hasher.hash_one(own);
            self.table.insert_unique(hash, number, |_| 0);
            number += 1;
        });
    }
}

fn bytes_of(blocks: &[Block], number: u32) -> &[u8] {
    let number = number as usize;
    let block = blocks.get(number / BLOCK);
    block.map_or(&[], |block| block.get(number % BLOCK))
}

/// Tells the bytes of all contexts, in order.
fn each(blocks: &[Block], tell: &mut dyn FnMut(&[u8])) {
    for block in blocks {
        let mut start = 0;
        for &end in &block.ends {
            tell(block.bytes.get(start..end as usize).unwrap_or(&[]));
            start = end as usize;
        }
    }
}

/// The code of one field in the bytes of a context.
fn code_in(bytes: &[u8], field: Field) -> Option<u32> {
    let mut pairs = Pairs { rest: bytes };
    let pair = pairs.find(|pair| pair.0 == field as u16);
    pair.map(|pair| pair.1)
}

/// Whether bytes are those of pairs, as [`put`] writes them.
fn is_whole(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while !rest.is_empty() {
        let field = shortest(&mut rest);
        let code = shortest(&mut rest);
        if field.is_none_or(|field| field > u32::from(u16::MAX)) || code.is_none() {
            return false;
        }
    }
    true
}

/// Takes the next number, if it is written in as few bytes as can be.
#[inline(always)]
fn shortest(rest: &mut &[u8]) -> Option<u32> {
    let before = *rest;
    let number = number(rest)?;
    match before.len() - rest.len() {
        1 => Some(number),
        5 => (before[4] <= 0xf && before[4] > 0).then_some(number),
        length => (before[length - 1] > 0).then_some(number),
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Contexts};
    use crate::base::bulk::{Reader, Writer};

    #[test]
    fn they_are_kept_once() {
        let mut contexts = Contexts::default();
        let numbers = [&[(0, 1), (7, 2)][..], &[], &[(0, 1)], &[(0, 1), (7, 2)]]
            .map(|pairs| contexts.intern(pairs));
        assert_eq!((numbers, contexts.len()), ([0, 1, 2, 0], 3));
        assert!(contexts.get(0).eq([(0, 1), (7, 2)]));
        assert!(contexts.get(3).eq([]));
    }

    #[test]
    fn pairs_of_any_size_come_back() {
        let mut contexts = Contexts::default();
        let sizes = [
            0,
            0x7f,
            0x80,
            0x3fff,
            0x4000,
            0x1f_ffff,
            0x20_0000,
            u32::MAX,
        ];
        let pairs = sizes.map(|size| (size as u16, size));
        let told: Vec<_> = (0..2 * BLOCK).map(|n| &pairs[n % 7..]).collect();
        contexts.intern(&[]);
        let numbers: Vec<u32> = told.iter().map(|pairs| contexts.intern(pairs)).collect();
        for (number, pairs) in numbers.into_iter().zip(told) {
            assert!(contexts.get(number).eq(pairs.iter().copied()));
        }
        assert_eq!(contexts.len(), 8);
        contexts.settle();
        assert_eq!([contexts.intern(&pairs[6..]), contexts.intern(&[])], [7, 0]);
    }

    fn bytes(of: &Contexts) -> Vec<u8> {
        let mut writer = Writer::default();
        of.write(&mut writer);
        writer.finish()
    }

    #[test]
    fn they_come_back_from_bytes_and_learn_on() {
        let mut contexts = Contexts::default();
        let known = |number: u32| [(0, number), (7, number / 2)];
        let all = 0..3 * BLOCK as u32 / 2;
        for number in all.clone() {
            contexts.intern(&known(number));
        }
        let bytes = bytes(&contexts);
        let mut read = Contexts::read(&mut Reader::new(&bytes)).unwrap();
        assert!(read == contexts);
        assert!(
            all.clone()
                .all(|number| read.intern(&known(number)) == number)
        );
        assert_eq!(read.intern(&[(0, 2)]), all.end);
        assert!(read != contexts);
    }

    #[test]
    fn damaged_bytes_are_refused_and_break_nothing() {
        let mut contexts = Contexts::default();
        contexts.intern(&[(0, 300), (9, 1)]);
        contexts.intern(&[(1, 7)]);
        let good = bytes(&contexts);
        for at in 0..good.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = good.clone();
                bytes[at] = byte;
                if let Ok(read) = Contexts::read(&mut Reader::new(&bytes)) {
                    assert!(read.all(|field, code| (u32::from(field), code) < (1 << 16, u32::MAX)));
                }
            }
            assert!(Contexts::read(&mut Reader::new(&good[..at])).is_err());
        }
        // A number cut off, and one written longer than it must be.
        for bytes in [&[0x80_u8][..], &[0], &[0, 0x80, 0], &[0xff, 0xff, 0x07, 0]] {
            let mut writer = Writer::default();
            writer.column([bytes.len() as u32]);
            writer.number(1);
            writer.column(bytes.iter().copied());
            let bytes = writer.finish();
            assert!(Contexts::read(&mut Reader::new(&bytes)).is_err());
        }
    }
}
