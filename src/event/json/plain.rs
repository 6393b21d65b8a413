//! The plain bytes of a text, eight at a time: most of a history is text, and
//! most of it needs no second look.

/// How many bytes at the start stand for themselves in a text: no quote, no
/// backslash, no control character.
#[inline(always)]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().enumerate() {
        let marks = marks(u64::from_le_bytes(*word));
        if marks != 0 {
            return number * 8 + marks.trailing_zeros() as usize / 8;
        }
    }
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let rest = rest.iter().position(special).unwrap_or(rest.len());
    words.len() * 8 + rest
}

/// Sets the highest bit of the lowest byte that does not stand for itself, if
/// there is one; bits above it mean nothing.
#[inline(always)]
fn marks(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * EACH;
    let quote = word ^ (b'"' as u64 * EACH);
    let backslash = word ^ (b'\\' as u64 * EACH);
    // Taking one from each byte borrows into the highest bit where there is
    // nothing to take from; what had that bit itself is not meant.
    let quotes = quote.wrapping_sub(EACH) & !quote;
    let backslashes = backslash.wrapping_sub(EACH) & !backslash;
    let controls = word.wrapping_sub(0x20 * EACH) & !word;
    (quotes | backslashes | controls) & HIGHEST
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn every_byte_is_told_wherever_it_stands() {
        for byte in 0..=255_u8 {
            let special = matches!(byte, b'"' | b'\\' | 0..0x20);
            for at in 0..20 {
                for after in [b'a', 0x80, 0xff, b'!', b'#', 0x20, b'"', 0] {
                    let mut bytes = [after; 21];
                    bytes[..at].fill(b'a');
                    bytes[at] = byte;
                    let mut own = bytes[at + 1..].iter();
                    let next = own
                        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))
                        .map_or(21, |next| at + 1 + next);
                    let expected = if special { at } else { next };
                    assert_eq!(plain(&bytes), expected, "{byte} at {at}, {after}");
                }
            }
        }
    }
}
