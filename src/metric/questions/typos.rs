//! Slips of the finger: a rare word that is one slip away from a frequent one
//! is that word.
//!
//! Two words are one slip apart when a letter is left out, put in, taken for
//! another, or changes places with its neighbour. Such words have a text in
//! common that comes of leaving out at most one letter of each, so that they
//! are found without comparing every word with every other (the idea of
//! symmetric deletion, by Wolf Garbe).

use core::hash::BuildHasher;
use std::cmp::Reverse;

use hashbrown::{DefaultHashBuilder, HashMap};

use crate::base::dict::Dict;
use crate::base::order;

/// Of shorter words a slip makes other words too often.
const SHORTEST: usize = 5;
/// Longer words are no words.
const LONGEST: usize = 24;
/// The right word is at least so many times as frequent as the slip.
const RARER: u32 = 4;

/// The word that is meant by each of `words`, mostly itself, where `counts`
/// tells how many texts have it.
pub(super) fn meant(words: &Dict, counts: &[u32]) -> Vec<u32> {
    let mut meant: Vec<u32> = (0..words.len() as u32).collect();
    let order = order::largest_first(counts.iter().map(|&count| u64::from(count)));
    let hasher = DefaultHashBuilder::default();
    let mut known: HashMap<u64, Vec<u32>> = HashMap::new();
    for word in order {
        let letters: Vec<char> = words.get(word).chars().collect();
        if !(SHORTEST..=LONGEST).contains(&letters.len()) {
            continue;
        }
        let count = counts[word as usize];
        let keys = shortened(&letters, &hasher);
        let near = keys.iter().filter_map(|key| known.get(key)).flatten();
        let right = near.copied().filter(|&other| {
            counts[other as usize] >= count * RARER && is_slip(words.get(other), &letters)
        });
        match right.min_by_key(|&other| (Reverse(counts[other as usize]), other)) {
            Some(right) => meant[word as usize] = right,
            // What occurs less often cannot be what is meant by anything.
            None if count >= RARER => {
                for key in keys {
                    known.entry(key).or_default().push(word);
                }
            }
            None => {}
        }
    }
    meant
}

/// The keys of a word and of what is left of it without each letter.
fn shortened(letters: &[char], hasher: &DefaultHashBuilder) -> Vec<u64> {
    let mut keys = vec![hasher.hash_one(letters)];
    let mut rest: Vec<char> = letters.get(1..).unwrap_or_default().to_vec();
    for (place, &letter) in letters.iter().enumerate() {
        keys.push(hasher.hash_one(&rest[..]));
        if let Some(next) = rest.get_mut(place) {
            *next = letter;
        }
    }
    order::numbers(&mut keys);
    keys.dedup();
    keys
}

/// Whether two words that begin alike are one slip apart.
fn is_slip(word: &str, letters: &[char]) -> bool {
    let word: Vec<char> = word.chars().collect();
    let (short, long) = match word.len() <= letters.len() {
        true => (&word[..], letters),
        false => (letters, &word[..]),
    };
    let alike = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (rest, other) = (&short[alike..], &long[alike..]);
    alike > 0
        && match other.len() - rest.len() {
            0 => rest[1.min(rest.len())..] == other[1.min(other.len())..] || swapped(rest, other),
            1 => *rest == other[1..],
            _ => false,
        }
}

fn swapped(a: &[char], b: &[char]) -> bool {
    match (a, b) {
        ([a, b, rest @ ..], [c, d, other @ ..]) => (a, b, rest) == (d, c, other),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::base::dict::Dict;

    #[test]
    fn a_rare_word_one_slip_away_is_the_frequent_one() {
        for (slip, is) in [
            ("parcle", true),
            ("parcl", true),
            ("parrcel", true),
            ("pardel", true),
            ("parcel", true),
            ("barcel", false),
            ("prcle", false),
            ("parcels", true),
            ("pencil", false),
        ] {
            let mut words = Dict::default();
            let (right, other) = (words.intern("parcel"), words.intern(slip));
            let counts = vec![8, 2];
            assert_eq!(
                meant(&words, &counts)[other as usize] == right,
                is,
                "{slip}"
            );
        }
    }

    #[test]
    fn short_words_and_frequent_ones_are_meant_as_written() {
        let mut words = Dict::default();
        for word in ["late", "rate", "orders", "order", "dates"] {
            words.intern(word);
        }
        assert_eq!(meant(&words, &[90, 2, 30, 31, 1]), [0, 1, 2, 3, 4]);
    }
}
