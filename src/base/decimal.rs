//! Numbers as people and machines write them.
//!
//! The standard library reads decimals with the help of ten kilobytes of
//! powers, which no compressor makes smaller. Nearly every number of a history
//! is so short that one multiplication or division gives it exactly; the few
//! others are divided by hand, digit by digit.

use std::cmp::Ordering;

/// Powers of ten that a `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// So many digits always fit into a `f64`.
const FEW: usize = 15;

/// Whole numbers below this fit into a `f64` with this many bits.
const FRACTION_BITS: i64 = 52;
/// The power of two of the smallest number above 0.
const LEAST: i64 = -1074;
/// No more digits decide what the nearest `f64` is, but for whether others
/// than zeros follow.
const DIGITS: usize = 800;

/// Reads a decimal number, with or without sign, fraction and exponent: the
/// nearest `f64`, of two the even one; infinite where it is too large. `None`
/// for anything else.
pub fn read(text: &str) -> Option<f64> {
    few(text.as_bytes()).or_else(|| any(text))
}

/// Reads what nearly all numbers are: few digits, perhaps a sign and a point.
#[inline]
fn few(text: &[u8]) -> Option<f64> {
    let (negative, unsigned) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let mut digits = 0;
    let mut whole = 0_u64;
    let mut decimals = None;
    for &byte in unsigned {
        match byte {
            b'0'..=b'9' if digits < FEW => whole = whole * 10 + u64::from(byte - b'0'),
            b'.' if decimals.is_none() => {
                decimals = Some(digits);
                continue;
            }
            _ => return None,
        }
        digits += 1;
    }
    let power = POWERS[digits - decimals.unwrap_or(digits)];
    let value = whole as f64 / power;
    (digits > 0).then_some(if negative { -value } else { value })
}

fn any(text: &str) -> Option<f64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let exponent = exponent.saturating_sub(fraction.len() as i64);
    let value = nearest(whole, fraction, exponent);
    Some(if negative { -value } else { value })
}

/// A whole number with sign; one that no number needs stands for all beyond.
fn exponent_of(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse().unwrap_or(i64::from(i32::MAX));
    Some(if text.starts_with('-') { -size } else { size })
}

fn nearest(whole: &str, fraction: &str, exponent: i64) -> f64 {
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits
        .map(|digit| digit - b'0')
        .skip_while(|&digit| digit == 0);
    let short = digits.clone().try_fold(0_u64, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u64::from(digit))
    });
    let power = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    match (short, POWERS.get(power)) {
        (Some(0), _) => 0.0,
        (Some(short), Some(power)) if short >> (FRACTION_BITS + 1) == 0 => match exponent < 0 {
            true => short as f64 / power,
            false => short as f64 * power,
        },
        _ => divided(&digits.collect::<Vec<u8>>(), exponent),
    }
}

/// The nearest `f64` of digits, the first not 0, times a power of ten.
fn divided(digits: &[u8], exponent: i64) -> f64 {
    match exponent.saturating_add(digits.len() as i64) {
        310.. => return f64::INFINITY,
        ..-325 => return 0.0,
        _ => {}
    }
    let (kept, rest) = digits.split_at(digits.len().min(DIGITS));
    let mut over = Natural::default();
    for &digit in kept {
        over.times_plus(10, u32::from(digit));
    }
    // Something beyond the last digit is enough to break a tie.
    over.times_plus(10, u32::from(rest.iter().any(|&digit| digit != 0)));
    let mut under = Natural::default();
    under.times_plus(1, 1);
    let exponent = exponent + rest.len() as i64 - 1;
    let scaled = if exponent < 0 { &mut under } else { &mut over };
    for _ in 0..exponent.unsigned_abs() {
        scaled.times_plus(10, 0);
    }
    quotient(over, under)
}

fn quotient(over: Natural, under: Natural) -> f64 {
    let mut power = (over.bits() - under.bits() - FRACTION_BITS - 1).max(LEAST);
    loop {
        let mut rest = over.shifted((-power).max(0) as usize);
        let divisor = under.shifted(power.max(0) as usize);
        let mut whole = rest.divide(&divisor);
        if whole >> (FRACTION_BITS + 1) != 0 {
            power += 1;
            continue;
        }
        whole += match rest.shifted(1).cmp(&divisor) {
            Ordering::Less => 0,
            Ordering::Equal => whole & 1,
            Ordering::Greater => 1,
        };
        // The first bit of a number that is not among the smallest is not
        // written: as an addend it counts the exponent on.
        let bits = ((power - LEAST) as u64) << FRACTION_BITS;
        return f64::from_bits((bits + whole).min(f64::INFINITY.to_bits()));
    }
}

/// A natural number of any size: 32 bits a part, the lowest first, the last
/// not 0.
#[derive(Default, PartialEq, Eq)]
struct Natural(Vec<u32>);

impl Natural {
    fn bits(&self) -> i64 {
        let last = self.0.last().map_or(0, |last| last.leading_zeros());
        self.0.len() as i64 * 32 - i64::from(last)
    }

    fn times_plus(&mut self, factor: u32, addend: u32) {
        let mut carry = u64::from(addend);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(factor);
            *part = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn shifted(&self, bits: usize) -> Natural {
        let mut shifted = Natural(vec![0; bits / 32]);
        shifted.0.extend(&self.0);
        shifted.times_plus(1 << (bits % 32), 0);
        shifted
    }

    /// The quotient, below 2⁶⁴; the remainder stays.
    fn divide(&mut self, divisor: &Natural) -> u64 {
        let longest = (self.bits() - divisor.bits()).clamp(0, 63);
        (0..=longest as usize).rev().fold(0, |quotient, bit| {
            let part = divisor.shifted(bit);
            let fits = part <= *self;
            if fits {
                self.subtract(&part);
            }
            quotient << 1 | u64::from(fits)
        })
    }

    /// Takes away a number that is not larger.
    fn subtract(&mut self, other: &Natural) {
        let mut borrowed = false;
        for (index, part) in self.0.iter_mut().enumerate() {
            let taken = other.0.get(index).copied().unwrap_or(0);
            let (less, first) = part.overflowing_sub(taken);
            let (less, second) = less.overflowing_sub(u32::from(borrowed));
            (*part, borrowed) = (less, first || second);
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        let parts = || self.0.iter().rev().cmp(other.0.iter().rev());
        self.0.len().cmp(&other.0.len()).then_with(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn check(text: &str) {
        let theirs: f64 = text.parse().unwrap();
        let ours = read(text).map(f64::to_bits);
        assert_eq!(ours, Some(theirs.to_bits()), "{text}");
    }

    #[test]
    fn reads_what_the_standard_library_reads() {
        for text in [
            "0",
            "-0",
            "+7",
            "1.",
            ".5",
            "007.250",
            "12.5",
            "-1.5e3",
            "1E-5",
            "1e22",
            "1e23",
            "1e-22",
            "9007199254740993",
            "9007199254740992.5",
            "18446744073709551616",
            "0.1",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "179769313486231580793728971405301e276",
            "1e309",
            "1e-400",
            "1e99999999999999999999",
            "0e99999999999999999999",
            "0.000e-7",
            "1e-99999999999999999999",
            "5e-324",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "2.225073858507201e-308",
            "1e310",
            "1e-323",
            "1e-325",
        ] {
            check(text);
        }
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1.2.3", "--1", "1 ", "inf", "nan", "1e5.0", "٣",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_any_bits_come_back() {
        let mut bits: u64 = 1;
        for _ in 0..4_000 {
            bits = bits
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let value = f64::from_bits(bits);
            if value.is_finite() {
                check(&format!("{value}"));
                check(&format!("{value:e}"));
                check(&format!("{:.3}", value % 1e9));
            }
        }
    }

    #[test]
    fn ties_are_broken_by_any_digit() {
        // Halfway between 1 and the number after it.
        let tie = "1.00000000000000011102230246251565404236316680908203125";
        check(tie);
        check(&format!("{tie}{}", "0".repeat(2_000)));
        check(&format!("{tie}{}1", "0".repeat(2_000)));
        check(&format!("{}1", "0.".to_owned() + &"0".repeat(500)));
        check(&format!("{}e-1500", "9".repeat(1_200)));
        check(&format!("{}e-1000", "123456789".repeat(120)));
    }
}
