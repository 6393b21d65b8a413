//! What is known of a share or of a difference from a sample: 95 % intervals
//! and the probability that chance alone makes as large a difference.
//!
//! Shares: E. B. Wilson, *Probable inference, the law of succession, and
//! statistical inference*, Journal of the American Statistical Association 22
//! (1927), and R. G. Newcombe, *Interval estimation for the difference between
//! independent proportions: comparison of eleven methods*, Statistics in Medicine
//! 17 (1998), whose method 10 (without continuity correction) this is. Means:
//! B. L. Welch, *The generalization of “Student's” problem when several different
//! population variances are involved*, Biometrika 34 (1947).

use crate::base::stats::sum;
use crate::base::tail::{NORMAL_95, normal, student, student_95};

/// Some out of many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Those that count; at most as many as there are.
    pub some: u64,
    /// How many there are.
    pub of: u64,
}

/// What a sample tells of a mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// How many values there are.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their variance: squares about the mean by n − 1; `None` of fewer than
    /// two.
    pub variance: Option<f64>,
}

/// What is known of a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The 95 % interval of the difference, from and to.
    pub interval: (f64, f64),
    /// How probable as large a difference is, either way, where there is
    /// none; `None` where the test is undefined.
    pub p: Option<f64>,
}

impl Share {
    /// The fraction; `None` of nothing.
    pub fn fraction(self) -> Option<f64> {
        (self.of > 0).then(|| self.some as f64 / self.of as f64)
    }

    /// Wilson's 95 % interval of the fraction; `None` of nothing.
    pub fn interval(self) -> Option<(f64, f64)> {
        let (n, fraction) = (self.of as f64, self.fraction()?);
        let square = NORMAL_95 * NORMAL_95;
        let spread = fraction * (1.0 - fraction) + square / (4.0 * n);
        let half = NORMAL_95 * (spread / n).sqrt();
        let (middle, whole) = (fraction + square / (2.0 * n), 1.0 + square / n);
        // At the ends it is exactly 0 or 1, which rounding would miss.
        let from = if self.some == 0 {
            0.0
        } else {
            (middle - half) / whole
        };
        let to = if self.some == self.of {
            1.0
        } else {
            (middle + half) / whole
        };
        Some((from, to))
    }

    /// What is known of its difference to `other`, this one less that one;
    /// `None` where one of them is of nothing.
    ///
    /// The interval is Newcombe's, the probability that of the z test with the
    /// pooled share: Pearson's chi-squared test of the four counts without
    /// correction, under another name.
    pub fn less(self, other: Share) -> Option<Evidence> {
        let (ours, theirs) = (self.fraction()?, other.fraction()?);
        let (own, its) = (self.interval()?, other.interval()?);
        let difference = ours - theirs;
        let down = (ours - own.0).hypot(its.1 - theirs);
        let up = (own.1 - ours).hypot(theirs - its.0);
        Some(Evidence {
            interval: (difference - down, difference + up),
            p: self.chance(other),
        })
    }

    /// `None` where all or none of both count: nothing varies.
    fn chance(self, other: Share) -> Option<f64> {
        let (n, m) = (self.of as f64, other.of as f64);
        let pooled = (self.some as f64 + other.some as f64) / (n + m);
        let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
        let difference = self.some as f64 / n - other.some as f64 / m;
        (error > 0.0).then(|| normal(difference / error))
    }
}

impl Moments {
    /// Those of some values; `None` of nothing. Squares are taken about the
    /// mean, so that large values with a small spread keep it.
    pub fn of(values: &[f64]) -> Option<Moments> {
        let n = values.len() as f64;
        let mean = (!values.is_empty()).then(|| sum(values.iter().copied()) / n)?;
        let off = || values.iter().map(|value| value - mean);
        // The mean is rounded: what that makes the squares too large by.
        let excess = sum(off()).powi(2) / n;
        let squares = sum(off().map(|off| off * off)) - excess;
        Some(Moments {
            n: values.len() as u64,
            mean,
            variance: (values.len() > 1).then(|| squares.max(0.0) / (n - 1.0)),
        })
    }

    /// What is known of its difference to `other`, this one less that one, by
    /// Welch's t; `None` where one of them has fewer than two values, or where
    /// none varies.
    pub fn less(self, other: Moments) -> Option<Evidence> {
        let (n, m) = (self.n as f64, other.n as f64);
        let (own, its) = (self.variance? / n, other.variance? / m);
        let error = (own + its).sqrt();
        if error == 0.0 {
            return None;
        }
        let freedom = (own + its).powi(2) / (own * own / (n - 1.0) + its * its / (m - 1.0));
        let difference = self.mean - other.mean;
        let half = student_95(freedom) * error;
        Some(Evidence {
            interval: (difference - half, difference + half),
            p: Some(student(difference / error, freedom)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Moments, Share};
    use crate::base::tail::student_95;

    fn share(some: u64, of: u64) -> Share {
        Share { some, of }
    }

    /// As many digits as the source gives.
    fn to(digits: i32, value: f64) -> f64 {
        let scale = 10_f64.powi(digits);
        (value * scale).round() / scale + 0.0
    }

    /// R. G. Newcombe, Two-sided confidence intervals for the single
    /// proportion: comparison of seven methods, Statistics in Medicine 17
    /// (1998), Table I, method 3, as many tests of other libraries have it.
    #[test]
    fn wilsons_interval_as_newcombe_gives_it() {
        for (some, of, from, until) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = share(some, of).interval().unwrap();
            assert_eq!((to(4, interval.0), to(4, interval.1)), (from, until));
        }
        // The published example that DBCI keeps in test/test-data/example-84-101.csv
        // (github.com/DeepPSP/DBCI).
        let interval = share(84, 101).interval().unwrap();
        assert_eq!(to(12, interval.0), to(12, 0.746_887_910_813_618));
        assert_eq!(to(12, interval.1), to(12, 0.892_172_254_445_884));
        assert_eq!(share(7, 7).interval().unwrap().1, 1.0);
        assert_eq!(share(0, 0).interval(), None);
    }

    /// R. G. Newcombe, Interval estimation for the difference between
    /// independent proportions, Statistics in Medicine 17 (1998), Table II,
    /// method 10: all eight of its examples, as DBCI keeps the table in
    /// test/test-data/newcombee.csv (github.com/DeepPSP/DBCI).
    #[test]
    fn newcombes_interval_as_he_gives_it() {
        for ((some, of), (other, out_of), from, until) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((6, 7), (2, 7), 0.0582, 0.8062),
            ((5, 56), (0, 29), -0.0381, 0.1926),
            ((0, 10), (0, 20), -0.1611, 0.2775),
            ((0, 10), (0, 10), -0.2775, 0.2775),
            ((10, 10), (0, 20), 0.6791, 1.0),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let evidence = share(some, of).less(share(other, out_of)).unwrap();
            let Evidence { interval, .. } = evidence;
            assert_eq!((to(4, interval.0), to(4, interval.1)), (from, until));
            let turned = share(other, out_of).less(share(some, of)).unwrap();
            assert_eq!((-turned.interval.1, -turned.interval.0), interval);
        }
    }

    /// `proportions_ztest` of statsmodels, in its statsmodels/stats/tests/
    /// test_proportion.py, `test_default_values`: 5 of 83 and 12 of 99.
    #[test]
    fn the_pooled_test_as_statsmodels_gives_it() {
        let p = share(5, 83).less(share(12, 99)).unwrap().p.unwrap();
        assert_eq!(to(9, p), to(9, 0.159_181_291_811_569_92));
        assert_eq!(share(3, 3).less(share(5, 5)).unwrap().p, None);
        assert_eq!(share(3, 3).less(share(0, 0)), None);
    }

    /// The same test as the sum over four counts of (seen − expected)² ÷
    /// expected.
    #[test]
    fn the_pooled_test_is_the_chi_squared_test() {
        let mut seed = 7_u64;
        for _ in 0..500 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let [n, m] = [2 + (seed >> 40) % 300, 2 + (seed >> 50) % 300];
            let [x, y] = [(seed >> 20) % (n + 1), (seed >> 30) % (m + 1)];
            let all = (n + m) as f64;
            let mut squares = 0.0;
            for (of, some) in [(n, x), (m, y)] {
                for (seen, both) in [(some, x + y), (of - some, n + m - x - y)] {
                    let expected = of as f64 * both as f64 / all;
                    squares += (seen as f64 - expected).powi(2) / expected;
                }
            }
            let Some(p) = share(x, n).less(share(y, m)).unwrap().p else {
                assert!(squares.is_nan());
                continue;
            };
            let chance = crate::base::tail::normal(squares.sqrt());
            assert!((p - chance).abs() < 1e-9, "{x}/{n} {y}/{m}");
        }
    }

    const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    /// Student's data of two soporifics (Biometrika 6, 1908), R's `sleep`, and
    /// what the example of R's manual page `t.test` prints of them: t = −1.8608,
    /// df = 17.776, p-value = 0.07939, interval −3.3654832 to 0.2054832.
    #[test]
    fn welchs_test_as_r_gives_it() {
        let [first, second] = [FIRST, SECOND].map(|values| Moments::of(&values).unwrap());
        let Evidence { interval, p } = first.less(second).unwrap();
        assert_eq!(to(7, interval.0), -3.365_483_2);
        assert_eq!(to(7, interval.1), 0.205_483_2);
        assert_eq!(to(5, p.unwrap()), 0.079_39);
    }

    /// Data set AUTO83B of NIST (249 cars from the USA, 79 from Japan) without
    /// equal variances, as Boost.Math's example students_t_two_samples.cpp
    /// prints it: T = −12.94627 with 136.87499 degrees of freedom, probability
    /// 1.571e-25.
    #[test]
    fn welchs_test_as_boost_gives_it() {
        let moments = |n, mean, deviation: f64| Moments {
            n,
            mean,
            variance: Some(deviation * deviation),
        };
        let usa = moments(249, 20.144_58, 6.414_70);
        let japan = moments(79, 30.481_01, 6.107_71);
        let Evidence { interval, p } = usa.less(japan).unwrap();
        assert_eq!(format!("{:.3e}", p.unwrap()), "1.571e-25");
        let half = (interval.1 - interval.0) / 2.0;
        let t = (usa.mean - japan.mean) / half * student_95(136.874_99);
        assert!((t + 12.946_27).abs() < 1e-4, "{t}");
    }

    #[test]
    fn what_cannot_be_told_is_not() {
        let moments = |values: &[f64]| Moments::of(values).unwrap();
        let [one, same, some] = [&[3.0][..], &[2.0, 2.0, 2.0], &[1.0, 2.0, 4.0]].map(moments);
        assert_eq!(Moments::of(&[]), None);
        assert_eq!((one.variance, same.variance), (None, Some(0.0)));
        assert_eq!((one.less(some), some.less(one)), (None, None));
        assert_eq!(same.less(same), None);
        assert!(same.less(some).is_some());
    }

    #[test]
    fn a_small_spread_of_large_values_is_kept() {
        let values: Vec<f64> = (0..1_000).map(|at| 1e9 + f64::from(at % 10)).collect();
        let variance = Moments::of(&values).unwrap().variance.unwrap();
        assert!(
            (variance - 8.25 * 1_000.0 / 999.0).abs() < 1e-9,
            "{variance}"
        );
        let parts: Vec<f64> = (0..1_000)
            .map(|at| 1e6 + 0.1 * f64::from(at % 10))
            .collect();
        let variance = Moments::of(&parts).unwrap().variance.unwrap();
        assert!(
            (variance - 0.0825 * 1_000.0 / 999.0).abs() < 1e-9,
            "{variance}"
        );
    }
}
