//! Interned texts: every distinct text once, known by a small code.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Texts by code, codes by text. Codes count up from 0 in the order of first
/// appearance, so they must never decide an order that anybody sees.
#[derive(Clone, Default)]
pub struct Dict {
    text: String,
    ends: Vec<u32>,
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Dict {
    /// The code of `text`, a new one if it was not known.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        if let Some(&code) = self
            .codes
            .find(hash, |&code| slice(&self.text, &self.ends, code) == text)
        {
            return code;
        }
        let code = self.ends.len() as u32;
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        let Dict {
            text,
            ends,
            codes,
            hasher,
        } = self;
        codes.insert_unique(hash, code, |&code| hasher.hash_one(slice(text, ends, code)));
        code
    }

    /// The code of `text`, if it is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.codes
            .find(hash, |&code| self.get(code) == text)
            .copied()
    }

    /// The text of a code; empty for a code that was never given out.
    pub fn get(&self, code: u32) -> &str {
        slice(&self.text, &self.ends, code)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    let code = code as usize;
    let end = ends.get(code).copied().unwrap_or(0) as usize;
    let start = match code {
        0 => 0,
        _ => ends.get(code - 1).copied().unwrap_or(0) as usize,
    };
    text.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::Dict;

    #[test]
    fn gives_each_text_one_code() {
        let mut dict = Dict::default();
        let codes: Vec<u32> = ["web", "", "sms", "web"]
            .into_iter()
            .map(|text| dict.intern(text))
            .collect();
        assert_eq!(codes, [0, 1, 2, 0]);
        assert_eq!(
            [dict.get(0), dict.get(1), dict.get(2), dict.get(9)],
            ["web", "", "sms", ""]
        );
        assert_eq!((dict.find("sms"), dict.find("fax")), (Some(2), None));
    }
}
