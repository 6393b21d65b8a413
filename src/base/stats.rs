//! Exact statistics over small and large samples.

use crate::base::order;

/// What a sample of numbers comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The arithmetic mean.
    pub mean: f64,
    /// The value in the middle.
    pub median: f64,
    /// The 90th percentile.
    pub p90: f64,
    /// How many values there are.
    pub n: usize,
}

/// Mean, median and 90th percentile; `None` of nothing.
pub fn sample(values: &[f64]) -> Option<Sample> {
    let mean = mean(values)?;
    Some(Sample {
        mean,
        median: quantile(values, 0.5)?,
        p90: quantile(values, 0.9)?,
        n: values.len(),
    })
}

/// The arithmetic mean; `None` of nothing. The sum is compensated, so that
/// the order of the values does not show.
pub fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    Some(sum(values.iter().copied()) / values.len() as f64)
}

/// The sum, compensated for lost low-order bits (Neumaier).
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Summed::default();
    values.into_iter().for_each(|value| sum.add(value));
    sum.total()
}

/// A sum under way, as [`sum`] makes it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summed {
    sum: f64,
    lost: f64,
}

impl Summed {
    /// Adds one value.
    #[inline(always)]
    pub fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - next) + value
        } else {
            (value - next) + self.sum
        };
        self.sum = next;
    }

    /// What it comes to.
    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

/// The quantile `q` (0–1) by linear interpolation between closest ranks;
/// `None` of nothing.
pub fn quantile(values: &[f64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let mut keys: Vec<i64> = values.iter().map(|&value| key(value)).collect();
    let (low, high, part) = around(&mut keys, q * last as f64)?;
    let (low, high) = (value(low), value(high));
    Some(low + part * (high - low))
}

/// The values at the ranks (from 0) around `rank`, and how far it lies from
/// the lower one to the higher one; `None` of nothing. Reorders `values`: none
/// behind the lower rank is smaller than its value.
pub fn around(values: &mut [i64], rank: f64) -> Option<(i64, i64, f64)> {
    let last = values.len().checked_sub(1)?;
    let below = (rank as usize).min(last);
    let (_, &mut low, above) = values.select_nth_unstable(below);
    let part = rank - below as f64;
    let high = match part > 0.0 {
        true => above.iter().copied().min().unwrap_or(low),
        false => low,
    };
    Some((low, high, part))
}

/// A whole number in the same order as the number: its bits, those after the
/// sign turned around where it is negative.
fn key(number: f64) -> i64 {
    turned(number.to_bits() as i64)
}

/// The number with this [`key`].
fn value(key: i64) -> f64 {
    f64::from_bits(turned(key) as u64)
}

fn turned(bits: i64) -> i64 {
    bits ^ ((bits >> 63) as u64 >> 1) as i64
}

/// Spearman's rank correlation of pairs; `None` under three pairs or where
/// one side does not vary.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let left = ranks(pairs.iter().map(|pair| pair.0).collect());
    let right = ranks(pairs.iter().map(|pair| pair.1).collect());
    let (left_mean, right_mean) = (mean(&left)?, mean(&right)?);
    let centred = || {
        left.iter()
            .zip(&right)
            .map(|(l, r)| (l - left_mean, r - right_mean))
    };
    let covariance = sum(centred().map(|(l, r)| l * r));
    let variances = sum(centred().map(|(l, _)| l * l)) * sum(centred().map(|(_, r)| r * r));
    (variances > 0.0).then(|| covariance / variances.sqrt())
}

/// Ranks from 1, equal values sharing the mean of theirs.
fn ranks(values: Vec<f64>) -> Vec<f64> {
    let keys: Vec<i64> = values.iter().map(|&value| key(value)).collect();
    let mut places: Vec<u32> = (0..values.len() as u32).collect();
    order::by_key(&mut places, &|place| keys[place as usize]);
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in places.chunk_by(|&a, &b| values[a as usize] == values[b as usize]) {
        let shared = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        for &place in tied {
            ranks[place as usize] = shared;
        }
        before += tied.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::{mean, quantile, sample, spearman, sum};

    #[test]
    fn interpolates_between_closest_ranks() {
        let values = [4.0, 1.0, 3.0, 1.0, 1.0];
        let sample = sample(&values).unwrap();
        assert_eq!((sample.mean, sample.median, sample.n), (2.0, 1.0, 5));
        assert!((sample.p90 - 3.6).abs() < 1e-12);
        assert_eq!(quantile(&[7.0], 0.9), Some(7.0));
        assert_eq!((quantile(&[], 0.5), mean(&[])), (None, None));
    }

    #[test]
    fn sums_without_loss() {
        assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
    }

    #[test]
    fn correlates_ranks() {
        let rising = [(1.0, 10.0), (2.0, 20.0), (3.0, 40.0)];
        assert_eq!(spearman(&rising), Some(1.0));
        let tied = [(1.0, 1.0), (2.0, 2.0), (2.0, 3.0), (4.0, 4.0)];
        assert!((spearman(&tied).unwrap() - 0.948_683_298_050_513_8).abs() < 1e-12);
        assert_eq!(spearman(&rising[..2]), None);
        assert_eq!(spearman(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None);
    }
}
