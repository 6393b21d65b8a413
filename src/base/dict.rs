//! Interned texts: every distinct text once, known by a small code.

use core::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;

/// Room is made for no fewer bytes than these.
const LEAST_ROOM: usize = 64;

/// Texts by code, codes by text. Codes count up from 0 in the order of first
/// appearance, so they must never decide an order that anybody sees.
#[derive(Clone, Default)]
pub struct Dict {
    text: String,
    ends: Vec<u32>,
    /// Empty in a dictionary that came as bytes or was settled, until it
    /// learns a text.
    codes: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The code given out last.
    latest: u32,
}

impl PartialEq for Dict {
    fn eq(&self, other: &Dict) -> bool {
        self.ends == other.ends && self.text == other.text
    }
}

impl Dict {
    /// The code of `text`, a new one if it was not known.
    pub fn intern(&mut self, text: &str) -> u32 {
        // What comes often mostly comes several times in a row.
        let latest = self.latest;
        if !text.is_empty() && self.get(latest) == text {
            return latest;
        }
        self.latest = self.code(text);
        self.latest
    }

    /// The codes here of all texts of another, by their codes there.
    pub fn intern_all(&mut self, other: &Dict) -> Vec<u32> {
        let mut start = 0;
        let texts = other.ends.iter().map(|&end| {
            let text = other.text.get(start..end as usize).unwrap_or("");
            start = end as usize;
            self.code(text)
        });
        texts.collect()
    }

    fn code(&mut self, text: &str) -> u32 {
        if !self.is_indexed() || self.codes.len() == self.codes.capacity() {
            self.index();
        }
        let hash = self.hasher.hash_one(text);
        if let Some(&code) = self
            .codes
            .find(hash, |&code| slice(&self.text, &self.ends, code) == text)
        {
            return code;
        }
        let code = self.ends.len() as u32;
        self.make_room(text.len());
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
        // There is place; see [`Dict::index`].
        self.codes.insert_unique(hash, code, |_| 0);
        code
    }

    /// The code of `text`, if it is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        if !self.is_indexed() {
            return (0..self.len() as u32).find(|&code| self.get(code) == text);
        }
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

    /// Writes the texts in the order of their codes.
    pub fn write(&self, to: &mut Writer) {
        to.texts(&self.text, &self.ends);
    }

    /// Reads what [`Dict::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Dict, WireError> {
        let (text, ends) = from.texts()?;
        Ok(Dict {
            text,
            ends,
            ..Dict::default()
        })
    }

    /// Makes room for a text of so many bytes. Where there is none, for a
    /// quarter of what is there, not for as many again.
    fn make_room(&mut self, bytes: usize) {
        if self.text.capacity() - self.text.len() < bytes {
            let more = bytes.max(self.text.len() / 4).max(LEAST_ROOM);
            self.text.reserve_exact(more);
        }
        if self.ends.capacity() == self.ends.len() {
            let more = (self.ends.len() / 4).max(LEAST_ROOM / 4);
            self.ends.reserve_exact(more);
        }
    }

    /// Lets go of what only serves to learn more; it comes back when it is
    /// needed. Until then texts are found by looking at all of them.
    pub fn settle(&mut self) {
        self.codes = HashTable::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn is_indexed(&self) -> bool {
        self.codes.len() == self.ends.len()
    }

    /// Lets every text be found, and makes place for one more. A table that
    /// grows by itself would look at the texts here and there, not one after
    /// the other, and be there twice for the moment.
    fn index(&mut self) {
        let Dict {
            text,
            ends,
            codes,
            hasher,
            ..
        } = self;
        *codes = HashTable::new();
        *codes = HashTable::with_capacity(ends.len() + 1);
        let mut start = 0;
        for (code, &end) in (0..).zip(ends.iter()) {
            let own = text.get(start..end as usize).unwrap_or("");
            start = end as usize;
            codes.insert_unique(hasher.hash_one(own), code, |_| 0);
        }
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
    use crate::base::bulk::{Reader, Writer};

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

    #[test]
    fn comes_back_from_bytes_and_learns_on() {
        let mut dict = Dict::default();
        for text in ["web", "", "å"] {
            dict.intern(text);
        }
        let mut writer = Writer::default();
        dict.write(&mut writer);
        let bytes = writer.finish();
        let mut read = Dict::read(&mut Reader::new(&bytes)).unwrap();
        assert!(read == dict);
        assert_eq!((read.find("å"), read.find("sms")), (Some(2), None));
        assert_eq!([read.intern("sms"), read.intern("web")], [3, 0]);
        assert_eq!((read.find("å"), read.find("sms")), (Some(2), Some(3)));
        assert!(read != dict);
    }
}
