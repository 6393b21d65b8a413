//! The plain bytes of a text, sixteen at a time: most of a history is text,
//! and most of it needs no second look.

/// What changes places by this: quotes and blanks, and control characters
/// among each other. Then all that is not larger than a blank is special.
const SWAP: u8 = b'"' ^ b' ';

/// So many bytes are looked at in one step.
const STEP: usize = 16;

/// The place of the first byte from `at` on that does not stand for itself in
/// a text, a quote, a backslash or a control character; the end where there is
/// none.
#[inline(always)]
pub(super) fn plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let marks = marks(chunk);
        if marks != 0 {
            return at + marks.trailing_zeros() as usize;
        }
        at += STEP;
    }
    rest(bytes, at)
}

/// The same where fewer bytes than a step are left: the last step of all,
/// without what lies before `at`.
#[inline(never)]
fn rest(bytes: &[u8], at: usize) -> usize {
    let Some(last) = bytes.last_chunk::<STEP>() else {
        return few(bytes, at);
    };
    let known = STEP - (bytes.len() - at);
    match marks(last) >> known {
        0 => bytes.len(),
        marks => at + marks.trailing_zeros() as usize,
    }
}

/// The same where there never were so many.
#[cold]
fn few(bytes: &[u8], at: usize) -> usize {
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let found = bytes[at..].iter().position(special);
    found.map_or(bytes.len(), |found| at + found)
}

/// A bit for each byte that does not stand for itself, the first one lowest.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn marks(chunk: &[u8; STEP]) -> u32 {
    use core::arch::wasm32::{
        i8x16_bitmask, u8x16_eq, u8x16_le, u8x16_splat, u64x2, v128_or, v128_xor,
    };

    let (low, high) = halves(chunk);
    // One load, as the halves stand side by side.
    let bytes = u64x2(low, high);
    let swapped = v128_xor(bytes, u8x16_splat(SWAP));
    let small = u8x16_le(swapped, u8x16_splat(b' '));
    let backslashes = u8x16_eq(bytes, u8x16_splat(b'\\'));
    u32::from(i8x16_bitmask(v128_or(small, backslashes)))
}

/// A bit for each byte that does not stand for itself, the first one lowest.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn marks(chunk: &[u8; STEP]) -> u32 {
    let (low, high) = halves(chunk);
    half(low) | half(high) << 8
}

#[inline(always)]
fn halves(chunk: &[u8; STEP]) -> (u64, u64) {
    let both = u128::from_le_bytes(*chunk);
    (both as u64, (both >> 64) as u64)
}

/// The bits of eight bytes.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn half(word: u64) -> u32 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    let low = word & !HIGHEST;
    // Adding to seven bits reaches the eighth unless they are too small.
    let large = (low ^ (SWAP as u64 * EACH)) + (0x7f - b' ') as u64 * EACH;
    let others = (low ^ (b'\\' as u64 * EACH)) + 0x7f * EACH;
    let marks = !(large & others | word) & HIGHEST;
    // Each product has its own place, so that the highest eight bits are the
    // sum of one bit each.
    ((marks >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u32
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn is_special(byte: &u8) -> bool {
        matches!(byte, b'"' | b'\\' | 0..0x20)
    }

    #[test]
    fn every_byte_is_told_wherever_it_stands() {
        for byte in 0..=255_u8 {
            for at in 0..37 {
                for after in [b'a', 0x80, 0xff, b'!', b'#', 0x20, b'"', 0] {
                    let mut bytes = [after; 38];
                    bytes[..at].fill(b'a');
                    bytes[at] = byte;
                    let next = bytes.iter().position(is_special).unwrap_or(38);
                    assert_eq!(plain(&bytes, 0), next, "{byte} at {at}, {after}");
                }
            }
        }
    }

    #[test]
    fn only_what_comes_after_counts() {
        let bytes: Vec<u8> = (0..60).map(|at| b"a\"\\bc\n\x80"[at * at % 7]).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            for at in 0..=length {
                let next = bytes[at..].iter().position(is_special);
                let expected = next.map_or(length, |next| at + next);
                assert_eq!(plain(bytes, at), expected, "{length} from {at}");
            }
        }
    }
}
