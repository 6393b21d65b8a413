//! Many instants in about four bytes each, as those that stand together are
//! mostly not far apart.

use std::borrow::Cow;

use crate::base::bulk::{Reader, Writer};
use crate::base::time::Millis;
use crate::base::wire::WireError;

/// So many instants share a block.
const BLOCK: usize = 1_024;

/// Instants before this long from the first of their block are near it, and
/// those within as long after it.
const REACH: Millis = 1 << 31;

/// Instants by number, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Instants {
    /// All full but the last one.
    blocks: Vec<Block>,
    len: usize,
}

/// Some neighbours.
#[derive(Clone, Debug)]
struct Block {
    kept: Kept,
    /// The earliest and the latest, so that nobody needs to look for them.
    least: Millis,
    most: Millis,
}

#[derive(Clone, Debug)]
enum Kept {
    /// All within [`REACH`] of the first: steps from a base.
    Near { base: Millis, steps: Vec<u32> },
    /// As they came.
    Far(Vec<Millis>),
}

impl Block {
    /// No instants yet, but place for some.
    fn new(first: Millis, room: usize) -> Block {
        Block {
            kept: Kept::Near {
                base: first.saturating_sub(REACH),
                steps: Vec::with_capacity(room),
            },
            least: first,
            most: first,
        }
    }

    /// What was kept elsewhere; `None` where it says more than can be.
    fn of(kept: Kept) -> Option<Block> {
        if let Kept::Near { base, .. } = &kept {
            base.checked_add(u32::MAX.into())?;
        }
        let mut block = Block {
            kept,
            least: Millis::MAX,
            most: Millis::MIN,
        };
        for place in 0..block.len() {
            block.widen(block.get(place));
        }
        Some(block)
    }

    fn widen(&mut self, at: Millis) {
        self.least = self.least.min(at);
        self.most = self.most.max(at);
    }

    fn push(&mut self, at: Millis) {
        self.widen(at);
        match &mut self.kept {
            Kept::Far(all) => all.push(at),
            Kept::Near { base, steps } => match step(*base, at) {
                Some(step) => steps.push(step),
                None => {
                    let mut all = Vec::with_capacity(steps.capacity());
                    all.extend(steps.iter().map(|&step| *base + Millis::from(step)));
                    all.push(at);
                    self.kept = Kept::Far(all);
                }
            },
        }
    }

    #[inline(always)]
    fn get(&self, place: usize) -> Millis {
        match &self.kept {
            Kept::Near { base, steps } => base + Millis::from(steps[place]),
            Kept::Far(all) => all[place],
        }
    }

    fn len(&self) -> usize {
        match &self.kept {
            Kept::Near { steps, .. } => steps.len(),
            Kept::Far(all) => all.len(),
        }
    }

    /// The earliest and the latest of those up to `last`.
    fn span_until(&self, last: Millis) -> Option<(Millis, Millis)> {
        if self.most <= last {
            return Some((self.least, self.most));
        }
        let latest = self.iter().filter(|&at| at <= last).max()?;
        Some((self.least, latest))
    }

    fn iter(&self) -> impl Iterator<Item = Millis> + '_ {
        (0..self.len()).map(|place| self.get(place))
    }
}

fn step(base: Millis, at: Millis) -> Option<u32> {
    at.checked_sub(base)
        .and_then(|step| u32::try_from(step).ok())
}

impl PartialEq for Instants {
    fn eq(&self, other: &Instants) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl Instants {
    /// Adds an instant.
    pub fn push(&mut self, at: Millis) {
        if self.len.is_multiple_of(BLOCK) {
            // The first block grows as it is filled: small columns are many.
            let room = if self.len == 0 { 0 } else { BLOCK };
            self.blocks.push(Block::new(at, room));
        }
        if let Some(last) = self.blocks.last_mut() {
            last.push(at);
        }
        self.len += 1;
    }

    /// The instant of a number that was given out.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    #[inline]
    pub fn get(&self, number: u32) -> Millis {
        let number = number as usize;
        self.blocks[number / BLOCK].get(number % BLOCK)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Millis> + Clone + '_ {
        (0..self.len as u32).map(|number| self.get(number))
    }

    /// The earliest and the latest, if there are any.
    pub fn span(&self) -> Option<(Millis, Millis)> {
        self.span_until(Millis::MAX)
    }

    /// The earliest and the latest of those up to one, if there are any.
    pub fn span_until(&self, last: Millis) -> Option<(Millis, Millis)> {
        let spans = self
            .blocks
            .iter()
            .filter_map(|block| block.span_until(last));
        spans.reduce(|all, own| (all.0.min(own.0), all.1.max(own.1)))
    }

    /// How many are after one.
    pub fn count_after(&self, last: Millis) -> usize {
        let blocks = self.blocks.iter().filter(|block| block.most > last);
        blocks
            .map(|block| block.iter().filter(|&at| at > last).count())
            .sum()
    }

    /// All but those of these numbers (in order).
    pub fn without(&self, dropped: &[u32]) -> Cow<'_, Instants> {
        if dropped.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut dropped = dropped.iter().peekable();
        let numbered = (0..).zip(self.iter());
        let kept = numbered.filter(|(number, _)| dropped.next_if_eq(&number).is_none());
        Cow::Owned(kept.map(|(_, at)| at).collect())
    }

    /// Adds all instants of others.
    pub fn append(&mut self, others: &Instants) {
        for block in &others.blocks {
            block.iter().for_each(|at| self.push(at));
        }
    }

    /// Writes all instants.
    pub fn write(&self, to: &mut Writer) {
        to.number(self.blocks.len() as u64);
        for block in &self.blocks {
            match &block.kept {
                Kept::Near { base, steps } => {
                    to.number(1);
                    to.number(base.cast_unsigned());
                    to.column(steps.iter().copied());
                }
                Kept::Far(all) => {
                    to.number(0);
                    to.column(all.iter().copied());
                }
            }
        }
    }

    /// Reads what [`Instants::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Instants, WireError> {
        let mut instants = Instants::default();
        for _ in 0..from.number()? {
            let kept = match from.number()? {
                0 => Kept::Far(from.column()?),
                _ => Kept::Near {
                    base: from.number()?.cast_signed(),
                    steps: from.column()?,
                },
            };
            let block = Block::of(kept).ok_or(WireError)?;
            // All blocks before this one are full.
            let follows = instants.len.is_multiple_of(BLOCK);
            if !follows || !(1..=BLOCK).contains(&block.len()) {
                return Err(WireError);
            }
            instants.len += block.len();
            instants.blocks.push(block);
        }
        Ok(instants)
    }
}

impl FromIterator<Millis> for Instants {
    fn from_iter<I: IntoIterator<Item = Millis>>(all: I) -> Instants {
        let mut instants = Instants::default();
        all.into_iter().for_each(|at| instants.push(at));
        instants
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Instants, Kept, REACH};
    use crate::base::bulk::{Reader, Writer};
    use crate::base::time::Millis;

    fn near(instants: &Instants) -> Vec<bool> {
        let blocks = instants.blocks.iter();
        blocks
            .map(|block| matches!(block.kept, Kept::Near { .. }))
            .collect()
    }

    #[test]
    fn they_come_back_near_and_far() {
        let close = (0..BLOCK as Millis).map(|n| n * 1_000 - 7);
        let apart = (0..BLOCK as Millis).map(|n| n * n * 10_000);
        let ends = [0, Millis::MAX, Millis::MIN, 5];
        let all: Vec<Millis> = close.chain(apart).chain(ends).collect();
        let instants: Instants = all.iter().copied().collect();
        assert_eq!(instants.len(), all.len());
        assert!(instants.iter().eq(all.iter().copied()));
        assert!(
            (0..)
                .zip(&all)
                .all(|(number, &at)| instants.get(number) == at)
        );
        assert_eq!(near(&instants), [true, false, false]);
    }

    #[test]
    fn near_reaches_both_ways() {
        for (other, is_near) in [
            (REACH - 1, true),
            (REACH, false),
            (-REACH, true),
            (-REACH - 1, false),
        ] {
            let instants: Instants = [0, other].into_iter().collect();
            assert_eq!(near(&instants), [is_near], "{other}");
            assert!(instants.iter().eq([0, other]));
        }
    }

    fn all() -> Vec<Millis> {
        let close = (0..3 * BLOCK as Millis / 2).map(|n| n * 1_000 - 7);
        close.chain([Millis::MAX, Millis::MIN, 5]).collect()
    }

    #[test]
    fn those_of_others_are_added() {
        let (all, near) = (all(), [5, 2, 9]);
        let mut appended: Instants = near.into_iter().collect();
        appended.append(&all.iter().copied().collect());
        assert!(appended.iter().eq(near.into_iter().chain(all)));
    }

    #[test]
    fn some_are_left_out() {
        let instants: Instants = [5, 2, 9, 2].into_iter().collect();
        let without = |dropped: &[u32]| instants.without(dropped).iter().collect::<Vec<_>>();
        assert_eq!(without(&[]), [5, 2, 9, 2]);
        assert_eq!(without(&[0, 3]), [2, 9]);
        assert_eq!(without(&[0, 1, 2, 3]), [0; 0]);
    }

    #[test]
    fn the_span_is_that_of_the_earliest_and_the_latest() {
        let span = |all: &[Millis], last| {
            let instants: Instants = all.iter().copied().collect();
            instants.span_until(last)
        };
        assert_eq!(span(&all(), Millis::MAX), Some((Millis::MIN, Millis::MAX)));
        assert_eq!(span(&all(), 7_000), Some((Millis::MIN, 6_993)));
        assert_eq!(span(&[5, 2, 9], 9), Some((2, 9)));
        assert_eq!(span(&[5, 2, 9], 8), Some((2, 5)));
        assert_eq!(span(&[5, 2, 9], 1), None);
        assert_eq!(span(&[], 1), None);
        let instants: Instants = all().into_iter().collect();
        for last in [Millis::MIN, -8, 0, 7_000, Millis::MAX] {
            let after = instants.iter().filter(|&at| at > last);
            assert_eq!(instants.count_after(last), after.count());
        }
    }

    #[test]
    fn they_come_back_from_bytes_and_damaged_ones_break_nothing() {
        let instants: Instants = all().into_iter().collect();
        let mut writer = Writer::default();
        instants.write(&mut writer);
        let bytes = writer.finish();
        assert!(Instants::read(&mut Reader::new(&bytes)).unwrap() == instants);
        for at in (0..64).chain(bytes.len() - 64..bytes.len()) {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = byte;
                if let Ok(read) = Instants::read(&mut Reader::new(&bytes)) {
                    assert_eq!(read.iter().count(), read.len());
                    assert!(read.span().is_some() || read.is_empty());
                }
            }
        }
        for end in [0, 8, bytes.len() - 1] {
            assert!(Instants::read(&mut Reader::new(&bytes[..end])).is_err());
        }
    }
}
