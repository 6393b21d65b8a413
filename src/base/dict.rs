//! Interned texts: every distinct text once, known by a small code.

use core::hash::{BuildHasher, Hasher};
use core::ops::Range;

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
    /// Short texts asked for lately, each where its words lead to: what comes
    /// often comes again soon.
    recent: [Recent; RECENT],
}

/// So many texts asked for lately are kept at hand.
const RECENT: usize = 16;

/// A text of no more than sixteen bytes, with its code.
#[derive(Clone, Copy, Default)]
struct Recent {
    first: u64,
    last: u64,
    /// One more than its bytes, so that nothing is at hand to begin with.
    length: u32,
    code: u32,
}

impl PartialEq for Dict {
    fn eq(&self, other: &Dict) -> bool {
        self.ends == other.ends && self.text == other.text
    }
}

impl Dict {
    /// These texts, by codes from 0 on. Of texts that are alike the first one
    /// is found.
    pub fn of(texts: impl IntoIterator<Item = String>) -> Dict {
        let mut dict = Dict::default();
        for text in texts {
            dict.text.push_str(&text);
            dict.ends.push(dict.text.len() as u32);
        }
        dict
    }

    /// The code of `text`, a new one if it was not known.
    pub fn intern(&mut self, text: &str) -> u32 {
        let text = Text::new(text);
        if text.bytes.len() > SHORT {
            return self.code(text);
        }
        let place = text.place();
        let recent = self.recent[place];
        let length = text.bytes.len() as u32 + 1;
        if (recent.first, recent.last, recent.length) == (text.first, text.last, length) {
            return recent.code;
        }
        let code = self.code(text);
        self.recent[place] = Recent {
            first: text.first,
            last: text.last,
            length,
            code,
        };
        code
    }

    /// The codes here of all texts of another, by their codes there.
    pub fn intern_all(&mut self, other: &Dict) -> Vec<u32> {
        let mut start = 0;
        let texts = other.ends.iter().map(|&end| {
            let text = other.text.get(start..end as usize).unwrap_or("");
            start = end as usize;
            self.code(Text::new(text))
        });
        texts.collect()
    }

    fn code(&mut self, text: Text<'_>) -> u32 {
        if !self.is_indexed() || self.codes.len() == self.codes.capacity() {
            self.index();
        }
        let hash = text.hash(&self.hasher);
        match self.codes.find(hash, |&code| text.is(self.bytes(code))) {
            Some(&code) => code,
            None => self.learn(text, hash),
        }
    }

    #[inline(never)]
    fn learn(&mut self, own: Text<'_>, hash: u64) -> u32 {
        let code = self.ends.len() as u32;
        self.make_room(own.text.len());
        self.text.push_str(own.text);
        self.ends.push(self.text.len() as u32);
        // There is place; see [`Dict::index`].
        self.codes.insert_unique(hash, code, |_| 0);
        code
    }

    /// The code of `text`, if it is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        let text = Text::new(text);
        if !self.is_indexed() {
            return (0..self.len() as u32).find(|&code| text.is(self.bytes(code)));
        }
        let hash = text.hash(&self.hasher);
        let found = self.codes.find(hash, |&code| text.is(self.bytes(code)));
        found.copied()
    }

    #[inline(always)]
    fn bytes(&self, code: u32) -> &[u8] {
        let all = self.text.as_bytes();
        all.get(place(&self.ends, code)).unwrap_or_default()
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
    #[inline(never)]
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
            codes.insert_unique(Text::new(own).hash(hasher), code, |_| 0);
        }
    }
}

fn slice<'a>(text: &'a str, ends: &[u32], code: u32) -> &'a str {
    text.get(place(ends, code)).unwrap_or("")
}

/// Where the text of a code stands.
#[inline(always)]
fn place(ends: &[u32], code: u32) -> Range<usize> {
    let code = code as usize;
    let end = ends.get(code).copied().unwrap_or(0) as usize;
    let start = match code {
        0 => 0,
        _ => ends.get(code - 1).copied().unwrap_or(0) as usize,
    };
    start..end
}

/// A text of so many bytes is its first and its last eight.
const SHORT: usize = 16;

/// A text that is looked for. Most have no more than sixteen bytes, which are
/// its first word and its last one: these are compared and hashed at once,
/// where a call that takes any length would cost more than its work.
#[derive(Clone, Copy)]
struct Text<'a> {
    text: &'a str,
    bytes: &'a [u8],
    first: u64,
    last: u64,
}

impl<'a> Text<'a> {
    #[inline(always)]
    fn new(text: &'a str) -> Text<'a> {
        let bytes = text.as_bytes();
        let (first, last) = words(bytes);
        Text {
            text,
            bytes,
            first,
            last,
        }
    }

    #[inline(always)]
    fn is(&self, other: &[u8]) -> bool {
        self.bytes.len() == other.len()
            && (self.first, self.last) == words(other)
            && (other.len() <= SHORT || self.bytes == other)
    }

    /// Where it is kept while it is recent.
    #[inline(always)]
    fn place(&self) -> usize {
        let mixed = (self.first ^ self.last).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize % RECENT
    }

    #[inline(always)]
    fn hash(&self, hasher: &DefaultHashBuilder) -> u64 {
        let mut hasher = hasher.build_hasher();
        match self.bytes.len() {
            0..=SHORT => {
                hasher.write_u64(self.first);
                hasher.write_u64(self.last);
            }
            _ => hasher.write(self.bytes),
        }
        hasher.finish()
    }
}

/// The first and the last eight bytes, which may overlap; of fewer all in the
/// first, and their number.
#[inline(always)]
fn words(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    }
    let all = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) | u64::from(last) << 32
        }
        _ => match *bytes {
            [] => 0,
            [first, .., last] => {
                let middle = bytes[bytes.len() / 2];
                u64::from(u32::from_le_bytes([first, middle, last, 0]))
            }
            [only] => u64::from(only),
        },
    };
    (all, bytes.len() as u64)
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
    fn texts_much_alike_are_told_apart() {
        let mut texts: Vec<String> = (0..40).map(|length| "a".repeat(length)).collect();
        texts.extend((0..40).map(|at| format!("{}b{}", "a".repeat(at), "a".repeat(40 - at))));
        texts.extend((1..17).map(|at| format!("{}b{}", "a".repeat(at - 1), "a".repeat(16 - at))));
        // Eight bytes that are also the number of a short text's bytes.
        texts.extend(
            [
                "\u{3}\0\0\0\0\0\0\0",
                "abc",
                "abc\0\0\0\0\0\u{3}\0\0\0\0\0\0\0",
            ]
            .map(String::from),
        );
        let mut dict = Dict::default();
        for _ in 0..3 {
            for (code, text) in (0..).zip(&texts) {
                assert_eq!(dict.intern(text), code, "{text:?}");
                assert_eq!((dict.find(text), dict.get(code)), (Some(code), &text[..]));
            }
        }
        dict.settle();
        assert!(
            (0..)
                .zip(&texts)
                .all(|(code, text)| dict.intern(text) == code)
        );
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
