//! Chance from a seed. Whole numbers only, so that a seed gives the same bytes
//! on every machine.

use crate::base::time::Millis;

/// A splitmix64 generator.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound` − 1; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.roll()) * u128::from(bound)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True `permille` times in a thousand.
    pub(crate) fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// One of `items`, which must not be empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }

    /// One of `items`, as often as `weight` says against the sum of all.
    pub(crate) fn weigh<'a, T>(&mut self, items: &'a [T], weight: impl Fn(&T) -> u64) -> &'a T {
        let total = items.iter().map(&weight).sum();
        let mut rest = self.below(total);
        for item in items {
            match rest.checked_sub(weight(item)) {
                Some(left) => rest = left,
                None => return item,
            }
        }
        &items[items.len() - 1]
    }

    /// A value of the distribution whose evenly spaced quantiles are `steps`,
    /// from the least to the greatest.
    pub(crate) fn spread(&mut self, steps: &[Millis]) -> Millis {
        const FINE: u64 = 1 << 16;
        let place = self.below((steps.len() as u64 - 1) * FINE);
        let low = (place / FINE) as usize;
        let share = (place % FINE) as Millis;
        steps[low] + (steps[low + 1] - steps[low]) * share / FINE as Millis
    }
}
