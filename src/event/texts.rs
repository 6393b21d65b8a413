//! The texts of a history: messages, comments, annotations.
//!
//! They are the most of it, so they never move once they are written: a
//! string that doubles would for a moment need three times what it holds. Few
//! of them are ever looked at, so those that come as bytes are not looked at
//! before somebody asks for them.

use crate::base::bulk::{Reader, Writer};
use crate::base::wire::WireError;

/// A block holds so many bytes, or one text that is longer.
const BLOCK: usize = 1 << 20;

/// Texts by number, in blocks; no text spans two.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    blocks: Vec<Block>,
    /// The number of the first text of each block.
    firsts: Vec<u32>,
    len: u32,
}

/// Texts end to end.
#[derive(Clone, Debug, Default)]
struct Block {
    /// In UTF-8.
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Block {
    fn get(&self, place: usize) -> &str {
        let Some(&end) = self.ends.get(place) else {
            return "";
        };
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let text = self.text.get(start as usize..end as usize);
        text.and_then(|text| std::str::from_utf8(text).ok())
            .unwrap_or("")
    }

    fn has_room(&self, bytes: usize) -> bool {
        self.text.len() + bytes <= BLOCK
    }

    fn push(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
        self.ends.push(self.text.len() as u32);
    }

    fn append(&mut self, other: &Block) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(&other.text);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }
}

impl PartialEq for Texts {
    /// The same texts under the same numbers, in whatever blocks.
    fn eq(&self, other: &Texts) -> bool {
        self.len == other.len && (0..self.len).all(|number| self.get(number) == other.get(number))
    }
}

impl Texts {
    /// Adds a text and gives its number.
    pub fn push(&mut self, text: &str) -> u32 {
        match self.blocks.last_mut() {
            Some(last) if last.has_room(text.len()) => last.push(text),
            // The first block grows as it is filled: most histories need no
            // second one.
            before => {
                let room = before.map_or(text.len(), |_| text.len().max(BLOCK));
                let mut block = Block {
                    text: Vec::with_capacity(room),
                    ends: Vec::new(),
                };
                block.push(text);
                self.begin(block);
            }
        }
        self.len += 1;
        self.len - 1
    }

    /// The text of a number; empty for one that was never given out, or that
    /// came as bytes that are no text.
    pub fn get(&self, number: u32) -> &str {
        let after = self.firsts.partition_point(|&first| first <= number);
        let Some(block) = after.checked_sub(1) else {
            return "";
        };
        let place = number - self.firsts[block];
        self.blocks[block].get(place as usize)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let bytes = |block: &Block| block.text.capacity() + block.ends.capacity() * 4;
        self.blocks.iter().map(bytes).sum()
    }

    /// Takes over other texts; their numbers go on after the own ones. Whole
    /// blocks are not copied.
    pub fn append(&mut self, other: Texts) {
        for block in other.blocks {
            let count = block.ends.len() as u32;
            match self.blocks.last_mut() {
                Some(last) if last.has_room(block.text.len()) => last.append(&block),
                _ => self.begin(block),
            }
            self.len += count;
        }
    }

    /// Begins a block: what was the last one will not grow any more.
    fn begin(&mut self, block: Block) {
        if let Some(last) = self.blocks.last_mut() {
            last.text.shrink_to_fit();
            last.ends.shrink_to_fit();
        }
        self.blocks.push(block);
        self.firsts.push(self.len);
    }

    /// Writes all texts.
    pub fn write(&self, to: &mut Writer) {
        to.number(self.blocks.len() as u64);
        for block in &self.blocks {
            to.bytes(&block.text);
            to.column(block.ends.iter().copied());
        }
    }

    /// Reads what [`Texts::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its.
    pub fn read(from: &mut Reader<'_>) -> Result<Texts, WireError> {
        let mut texts = Texts::default();
        for _ in 0..from.number()? {
            let (text, ends): (Vec<u8>, Vec<u32>) = (from.column()?, from.column()?);
            let last = ends.last().map_or(0, |&last| last as usize);
            if last != text.len() || !ends.is_sorted() {
                return Err(WireError);
            }
            let count = u32::try_from(ends.len()).map_err(|_| WireError)?;
            texts.begin(Block { text, ends });
            texts.len = texts.len.checked_add(count).ok_or(WireError)?;
        }
        Ok(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Texts};
    use crate::base::bulk::{Reader, Writer};
    use crate::event::log::NONE;

    fn texts(all: &[&str]) -> Texts {
        let mut texts = Texts::default();
        for (number, text) in all.iter().enumerate() {
            assert_eq!(texts.push(text) as usize, number);
        }
        texts
    }

    fn all(texts: &Texts) -> Vec<&str> {
        (0..texts.len() as u32)
            .map(|number| texts.get(number))
            .collect()
    }

    #[test]
    fn texts_come_back() {
        let texts = texts(&["å", "", "b"]);
        assert_eq!(all(&texts), ["å", "", "b"]);
        assert_eq!([texts.get(3), texts.get(NONE)], ["", ""]);
        assert_eq!(Texts::default().get(0), "");
    }

    #[test]
    fn no_text_spans_two_blocks() {
        let (long, half) = ("x".repeat(BLOCK + 1), "y".repeat(BLOCK / 2));
        let told = ["a", &long, "", &half, &half, "b", &long];
        let texts = texts(&told);
        assert_eq!(all(&texts), told);
        assert_eq!(texts.firsts, [0, 1, 2, 5, 6]);
        let held: usize = told.iter().map(|text| text.len()).sum();
        assert!(
            texts.bytes() < held + 4 * 64,
            "{} for {held}",
            texts.bytes()
        );
    }

    #[test]
    fn appended_texts_go_on_and_small_ones_share_a_block() {
        let long = "x".repeat(BLOCK);
        let [one, other] = [["a", "", "b"], ["c", &long, ""]];
        let mut appended = texts(&one);
        appended.append(texts(&other));
        let together = texts(&[one, other].concat());
        assert!(appended == together);
        assert_eq!(all(&appended), [one, other].concat());
        assert_eq!(appended.blocks.len(), 2);
        appended.append(Texts::default());
        assert_eq!(appended.push("d"), 6);
        assert!(appended != together);
    }

    #[test]
    fn they_come_back_from_bytes() {
        let long = "x".repeat(BLOCK);
        let texts = texts(&["a", &long, "å"]);
        let mut writer = Writer::default();
        texts.write(&mut writer);
        let bytes = writer.finish();
        let mut reader = Reader::new(&bytes);
        assert!(Texts::read(&mut reader).unwrap() == texts);
        assert!(reader.end().is_ok());
    }

    #[test]
    fn bytes_that_are_no_texts_break_nothing() {
        let read = |text: &[u8], ends: &[u32]| {
            let mut writer = Writer::default();
            writer.number(1);
            writer.bytes(text);
            writer.column(ends.iter().copied());
            Texts::read(&mut Reader::new(&writer.finish()))
        };
        let texts = read(b"a\xffb", &[1, 2, 3]).unwrap();
        assert_eq!(all(&texts), ["a", "", "b"]);
        for ends in [&[1, 4, 3][..], &[2], &[4], &[]] {
            assert!(read(b"aab", ends).is_err(), "{ends:?}");
        }
    }
}
