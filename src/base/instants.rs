//! Many instants in about four bytes each, as those that stand together are
//! mostly not far apart.

use crate::base::time::Millis;

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
enum Block {
    /// All within [`REACH`] of the first: steps from a base.
    Near { base: Millis, steps: Vec<u32> },
    /// As they came.
    Far(Vec<Millis>),
}

impl Block {
    fn new(first: Millis, room: usize) -> Block {
        Block::Near {
            base: first.saturating_sub(REACH),
            steps: Vec::with_capacity(room),
        }
    }

    fn push(&mut self, at: Millis) {
        match self {
            Block::Far(all) => all.push(at),
            Block::Near { base, steps } => match step(*base, at) {
                Some(step) => steps.push(step),
                None => {
                    let mut all = Vec::with_capacity(steps.capacity());
                    all.extend(steps.iter().map(|&step| *base + Millis::from(step)));
                    all.push(at);
                    *self = Block::Far(all);
                }
            },
        }
    }

    fn get(&self, place: usize) -> Millis {
        match self {
            Block::Near { base, steps } => base + Millis::from(steps[place]),
            Block::Far(all) => all[place],
        }
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
    use super::{BLOCK, Block, Instants, REACH};
    use crate::base::time::Millis;

    fn near(instants: &Instants) -> Vec<bool> {
        let blocks = instants.blocks.iter();
        blocks
            .map(|block| matches!(block, Block::Near { .. }))
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
}
