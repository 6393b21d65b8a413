//! How likely chance alone goes so far: the two tails of the normal and of
//! Student's t distribution.
//!
//! Without tables of values and without fitted coefficients: series and
//! continued fractions (NIST Digital Library of Mathematical Functions, 7.6.2,
//! 7.9 and 8.17.22), to ten digits and more.

use core::f64::consts::{FRAC_1_SQRT_2, PI};

/// How far from the middle, in standard deviations, a normal variable lies
/// with a probability of 5 %.
pub const NORMAL_95: f64 = 1.959_963_984_540_054;

/// The share of what lies within a 95 % interval that does not.
const OUTSIDE: f64 = 0.05;

/// Series and fractions end where they change by no more than this.
const CLOSE: f64 = f64::EPSILON;

/// Stands for 0 where a continued fraction would divide by it.
const TINY: f64 = 1e-300;

/// From so many degrees of freedom on the fraction loses digits, and Student's
/// distribution is the normal one but for a small rest (R. A. Fisher, *Expansion
/// of “Student's” integral in powers of n⁻¹*, Metron 5, 1925).
const MANY: f64 = 1e6;

/// More terms no fraction takes.
const MOST_TERMS: u32 = 20_000;

/// The probability that a normal variable lies farther from its mean than `z`
/// standard deviations, on either side.
pub fn normal(z: f64) -> f64 {
    let x = z.abs() * FRAC_1_SQRT_2;
    // Taken of z, because the error of x would tell where there is little left.
    let front = (-z * z / 2.0).exp() / PI.sqrt();
    // Both are exact everywhere; the series is short here, the fraction there.
    match x < 2.0 {
        true => 1.0 - 2.0 * front * error_function(x),
        false if front == 0.0 => 0.0,
        false => front * error_function_rest(x),
    }
}

/// The series of `erf x` with terms of one sign (7.6.2), but its front.
fn error_function(x: f64) -> f64 {
    let (mut term, mut sum, mut odd) = (x, 0.0, 1.0);
    while term > sum * CLOSE {
        sum += term;
        odd += 2.0;
        term *= 2.0 * x * x / odd;
    }
    sum
}

/// The continued fraction of `1 − erf x` (7.9), but its front.
fn error_function_rest(x: f64) -> f64 {
    fraction(|place| match place {
        1 => (1.0, x),
        _ => (f64::from(place - 1) / 2.0, x),
    })
}

/// The probability that a variable of Student's t distribution with so many
/// degrees of freedom lies farther from 0 than `t`, on either side.
pub fn student(t: f64, freedom: f64) -> f64 {
    let square = t * t;
    if square.is_nan() || freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    if square == 0.0 || square.is_infinite() {
        return f64::from(u8::from(square == 0.0));
    }
    if freedom > MANY {
        // What comes next is smaller by the degrees of freedom once more.
        let more = (-square / 2.0).exp() * (square + 1.0) * t.abs() / (2.0 * freedom);
        return normal(t) + more / (2.0 * PI).sqrt();
    }
    // The incomplete beta function of these, whose halves add up to 1.
    let (a, b) = (freedom / 2.0, 0.5);
    let (x, rest) = (freedom / (freedom + square), square / (freedom + square));
    let logarithm = b * rest.ln() - a * (square / freedom).ln_1p();
    let front = logarithm.exp() * gamma_step(a) / PI.sqrt();
    match x < (a + 1.0) / (a + b + 2.0) {
        true => front / a * incomplete_beta(x, a, b),
        false => 1.0 - front / b * incomplete_beta(rest, b, a),
    }
}

/// How far from 0 a variable of Student's t distribution with so many degrees
/// of freedom lies with a probability of 5 %.
pub fn student_95(freedom: f64) -> f64 {
    // The probability falls ever more slowly and is not met yet at the normal
    // distribution's place: Newton's steps come from one side and never pass.
    let mut t = NORMAL_95;
    for _ in 0..100 {
        let step = (student(t, freedom) - OUTSIDE) / (2.0 * density(t, freedom));
        let next = t + step;
        if next.is_nan() || next <= t || step <= t * 1e-15 {
            return next.max(t);
        }
        t = next;
    }
    t
}

/// The density of Student's t distribution.
fn density(t: f64, freedom: f64) -> f64 {
    let bend = -(freedom + 1.0) / 2.0 * (t * t / freedom).ln_1p();
    gamma_step(freedom / 2.0) / (freedom * PI).sqrt() * bend.exp()
}

/// `Γ(a + ½) ÷ Γ(a)`: taken as a quotient at once, because of large numbers
/// the two are far larger than what they differ by.
fn gamma_step(mut a: f64) -> f64 {
    let mut below = 1.0;
    while a < 20.0 {
        below *= a / (a + 0.5);
        a += 1.0;
    }
    let stirling = stirling_rest(a + 0.5) - stirling_rest(a);
    below * (a * (0.5 / a).ln_1p() - 0.5 + stirling).exp() * a.sqrt()
}

/// What Stirling's formula adds to the logarithm of `Γ(x)` (5.11.1).
fn stirling_rest(x: f64) -> f64 {
    let square = x * x;
    let inner = 1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - inner / square) / square) / x
}

/// The continued fraction of the incomplete beta function (8.17.22).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    fraction(|place| {
        let half = f64::from((place - 1) / 2);
        let whole = a + 2.0 * half;
        let above = match (place, place % 2) {
            (1, _) => 1.0,
            (_, 0) => {
                // An odd term of the book, after which comes an even one.
                -(a + half) * (a + b + half) * x / (whole * (whole + 1.0))
            }
            _ => half * (b - half) * x / ((whole - 1.0) * whole),
        };
        (above, 1.0)
    })
}

/// A continued fraction by its parts from place 1 on: what stands above and
/// what stands before the next one below (Lentz's way, as Thompson and
/// Barnett changed it).
fn fraction(parts: impl Fn(u32) -> (f64, f64)) -> f64 {
    let filled = |value: f64| if value == 0.0 { TINY } else { value };
    let (mut value, mut upper, mut lower) = (TINY, TINY, 0.0);
    for place in 1..MOST_TERMS {
        let (above, below) = parts(place);
        lower = 1.0 / filled(below + above * lower);
        upper = filled(below + above / upper);
        let factor = upper * lower;
        value *= factor;
        if (factor - 1.0).abs() <= CLOSE {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{NORMAL_95, density, normal, student, student_95};

    fn close(ours: f64, other: f64, within: f64) {
        let off = (ours - other).abs();
        assert!(off <= within * other.abs(), "{ours}, not {other}");
    }

    /// Simpson's rule over steps of equal width.
    fn integral(of: impl Fn(f64) -> f64, from: f64, to: f64, steps: u32) -> f64 {
        let width = (to - from) / f64::from(steps);
        let weighted = (0..=steps).map(|step| {
            let weight = match step {
                0 => 1.0,
                last if last == steps => 1.0,
                odd if odd % 2 == 1 => 4.0,
                _ => 2.0,
            };
            weight * of(from + f64::from(step) * width)
        });
        weighted.sum::<f64>() * width / 3.0
    }

    // The digits here are those of mpmath 1.3 with forty of them.
    #[test]
    fn tails_of_the_normal_distribution() {
        for (z, tails) in [
            (0.0, 1.0),
            (0.1, 0.920_344_325_445_942),
            (1.0, 0.317_310_507_862_914_1),
            (2.5, 0.012_419_330_651_552_27),
            (-2.9, 0.003_731_626_600_768_076),
            (4.0, 6.334_248_366_623_984e-5),
            (8.0, 1.244_192_114_854_356_8e-15),
            (20.0, 5.507_248_237_212_467e-89),
        ] {
            close(normal(z), tails, 1e-13);
        }
        close(normal(NORMAL_95), 0.05, 1e-14);
        assert_eq!(normal(f64::INFINITY), 0.0);
    }

    #[test]
    fn tails_of_students_distribution() {
        for (t, freedom, tails) in [
            (0.1, 1.0, 0.936_548_965_138_892_9),
            (-1.0, 1.0, 0.5),
            (2.0, 2.5, 0.157_391_495_757_966),
            (1.5, 17.776_473_516_178, 0.151_165_752_573_860_73),
            (2.1, 29.0, 0.044_541_958_036_290_46),
            (0.7, 300.0, 0.484_469_762_345_928),
            (2.2, 1_000.0, 0.028_035_025_326_697_9),
            (1.96, 1e6, 0.049_996_067_585_269_79),
            (5.0, 12.0, 3.093_112_112_838_885e-4),
            (30.0, 3.0, 8.135_280_427_163_96e-5),
        ] {
            close(student(t, freedom), tails, 1e-10);
        }
        close(student(1.2, 123_456_789.0), 0.230_139_342_746_152_5, 1e-9);
        assert_eq!((student(0.0, 3.0), student(f64::MAX, 3.0)), (1.0, 0.0));
        assert!(student(1.0, 0.0).is_nan());
    }

    #[test]
    fn where_five_percent_begin() {
        for (freedom, t) in [
            (1.0, 12.706_204_736_174_705),
            (1.5, 6.016_663_104_427_932),
            (2.0, 4.302_652_729_749_464),
            (5.0, 2.570_581_835_636_315_5),
            (10.0, 2.228_138_851_986_275),
            (17.776_473_516_178, 2.102_817_241_569_806_6),
            (30.0, 2.042_272_456_301_238),
            (120.0, 1.979_930_405_082_441),
            (1_000.0, 1.962_339_080_826_408_5),
            (1e6, 1.959_966_356_814_107),
            (1e9, 1.959_963_986_912_325_5),
        ] {
            close(student_95(freedom), t, 1e-9);
        }
    }

    #[test]
    fn the_tails_are_what_the_density_leaves() {
        for freedom in [1.0, 1.7, 3.0, 8.5, 29.0, 214.0, 5_000.0] {
            for t in [0.01, 0.3, 1.0, 1.9, 2.6, 4.0] {
                let middle = integral(|at| density(at, freedom), 0.0, t, 2_000);
                let tails = 1.0 - 2.0 * middle;
                assert!((student(t, freedom) - tails).abs() < 1e-10, "{t} {freedom}");
            }
        }
        let bell = |z: f64| (-z * z / 2.0).exp() / core::f64::consts::TAU.sqrt();
        for z in [0.01, 0.5, 1.7, 2.8, 2.9, 5.0] {
            let tails = 2.0 * integral(bell, z, z + 12.0, 20_000);
            close(normal(z), tails, 1e-9);
        }
    }
}
