//! Finds a word in a text, in whatever case both are.

use core::ops::Range;

use crate::base::{letters, order};

/// The letters of common texts, the rarest first: to look for a rare one
/// first finds most places where a word is not.
const RARE: &[u8] = b"qxzjkvwfbpygmcudlhrsnioate";

/// A word to be found.
#[derive(Clone, Debug)]
pub struct Needle {
    /// In small letters.
    letters: Vec<char>,
    /// The same where all are ASCII.
    ascii: Option<Ascii>,
}

#[derive(Clone, Debug)]
struct Ascii {
    bytes: Vec<u8>,
    /// The place of the rarest letter.
    rarest: usize,
}

impl Needle {
    /// A word; the empty one is found at the start of every text.
    pub fn new(word: &str) -> Needle {
        let letters: Vec<char> = word.chars().flat_map(letters::lower).collect();
        let small: String = letters.iter().collect();
        Needle {
            letters,
            ascii: (small.is_ascii() && !small.is_empty()).then(|| Ascii::new(small.into_bytes())),
        }
    }

    /// The words of a text, parted by blanks.
    pub fn all(text: &str) -> Vec<Needle> {
        text.split_whitespace().map(Needle::new).collect()
    }

    /// Every place, in bytes, where one of these words stands in `text`, in
    /// order; those that touch or overlap are one.
    pub fn places(words: &[Needle], text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        for word in words.iter().filter(|word| !word.letters.is_empty()) {
            let mut from = 0;
            while let Some(place) = text.get(from..).and_then(|rest| word.find(rest)) {
                places.push(from + place.start..from + place.end);
                from += place.end;
            }
        }
        let places = order::sorted(places, |a, b| a.start.cmp(&b.start));
        let mut joined: Vec<Range<usize>> = Vec::new();
        for place in places {
            match joined.last_mut().filter(|last| last.end >= place.start) {
                Some(last) => last.end = last.end.max(place.end),
                None => joined.push(place),
            }
        }
        joined
    }

    /// The first place, in bytes, where it stands in `text`.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        match &self.ascii {
            Some(ascii) => ascii.find(text.as_bytes()),
            None => self.find_letters(text),
        }
    }

    fn find_letters(&self, text: &str) -> Option<Range<usize>> {
        let starts = text.char_indices().map(|(start, _)| start);
        let mut found = starts.filter_map(|start| {
            let length = self.begins(&text[start..])?;
            Some(start..start + length)
        });
        found
            .next()
            .or_else(|| self.letters.is_empty().then_some(0..0))
    }

    /// How many bytes of `text` are this word, if it begins with it.
    fn begins(&self, text: &str) -> Option<usize> {
        let mut letters = self.letters.iter();
        let mut length = 0;
        for letter in text.chars() {
            if letters.as_slice().is_empty() {
                break;
            }
            let small = letters::lower(letter);
            for part in small {
                if letters.next() != Some(&part) {
                    return None;
                }
            }
            length += letter.len_utf8();
        }
        letters.as_slice().is_empty().then_some(length)
    }
}

impl Ascii {
    fn new(bytes: Vec<u8>) -> Ascii {
        let rank = |byte: &u8| RARE.iter().position(|letter| letter == byte);
        let ranked = bytes.iter().enumerate();
        let rarest = ranked.min_by_key(|(_, byte)| rank(byte).unwrap_or_default());
        Ascii {
            rarest: rarest.map_or(0, |(place, _)| place),
            bytes,
        }
    }

    fn find(&self, text: &[u8]) -> Option<Range<usize>> {
        let length = self.bytes.len();
        let small = self.bytes[self.rarest];
        let large = small.to_ascii_uppercase();
        // Where the word begins, if its rarest letter stands there.
        let mut from = self.rarest;
        while let Some(rest) = text.get(from..) {
            let at = from + memchr::memchr2(small, large, rest)?;
            let start = at - self.rarest;
            let place = start..start + length;
            if text.get(place.clone())?.eq_ignore_ascii_case(&self.bytes) {
                return Some(place);
            }
            from = at + 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Needle;

    #[test]
    fn a_word_is_found_in_whatever_case() {
        for (word, text, place) in [
            ("parcel", "My PARCEL is late", Some(3..9)),
            ("Parcel", "parcel", Some(0..6)),
            ("q", "no such letter", None),
            ("aa", "bab aA", Some(4..6)),
            ("parcel", "parce", None),
            ("åland", "till Åland?", Some(5..11)),
            ("ÅLAND", "till åland", Some(5..11)),
            ("страница", "эта СТРАНИЦА", Some(7..23)),
            ("包裹", "我的包裹", Some(6..12)),
            ("!", "Stop!", Some(4..5)),
            ("", "any", Some(0..0)),
            ("", "", Some(0..0)),
            ("a", "", None),
        ] {
            assert_eq!(Needle::new(word).find(text), place, "{word} in {text}");
        }
    }

    #[test]
    fn all_places_of_several_words_are_told_once() {
        let words = Needle::all("pa parcel a");
        assert_eq!(
            Needle::places(&words, "A parcel, PARCEL und Spa"),
            [0..1, 2..8, 10..16, 22..24]
        );
        assert!(Needle::places(&words, "").is_empty());
        assert!(Needle::places(&Needle::all(" "), "any").is_empty());
        assert_eq!(Needle::places(&Needle::all("é"), "ÉéxÉ"), [0..4, 5..7]);
    }

    #[test]
    fn it_finds_what_a_slow_search_finds() {
        let texts = ["abcabd", "aAbBaB", "ab", "éaéb", "zzzabzz", "xabAB"];
        for text in texts {
            for start in 0..text.len() {
                for end in start + 1..=text.len() {
                    let (true, Some(word)) = (text.is_char_boundary(start), text.get(start..end))
                    else {
                        continue;
                    };
                    let slow = text.to_lowercase().find(&word.to_lowercase());
                    let found = Needle::new(word).find(text).map(|place| place.start);
                    assert_eq!(found, slow, "{word} in {text}");
                }
            }
        }
    }
}
