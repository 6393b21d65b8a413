//! Exact statistics over small and large samples.

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

/// Mean, median and 90th percentile; `None` of nothing. Reorders `values`.
pub fn sample(values: &mut [f64]) -> Option<Sample> {
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
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() {
            (sum - next) + value
        } else {
            (value - next) + sum
        };
        sum = next;
    }
    sum + lost
}

/// The quantile `q` (0–1) by linear interpolation between closest ranks;
/// `None` of nothing. Reorders `values`.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    let last = values.len().checked_sub(1)?;
    let rank = q * last as f64;
    let below = (rank.floor() as usize).min(last);
    let (_, &mut low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    Some(low + (rank - below as f64) * (high - low))
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
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tied in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let shared = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        for &index in tied {
            ranks[index] = shared;
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
        let mut values = [4.0, 1.0, 3.0, 1.0, 1.0];
        let sample = sample(&mut values).unwrap();
        assert_eq!((sample.mean, sample.median, sample.n), (2.0, 1.0, 5));
        assert!((sample.p90 - 3.6).abs() < 1e-12);
        assert_eq!(quantile(&mut [7.0], 0.9), Some(7.0));
        assert_eq!((quantile(&mut [], 0.5), mean(&[])), (None, None));
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
