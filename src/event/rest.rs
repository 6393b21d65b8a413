//! The end of a file behind the list that holds its records.

use crate::event::json::is_blank;

/// What follows a list: the rest of the objects around it, which is passed
/// over but for its brackets, and then nothing.
#[derive(Debug)]
pub(super) struct Rest {
    /// What closes the brackets that are still open.
    closers: Vec<u8>,
    in_text: bool,
    escaped: bool,
}

impl Rest {
    pub(super) fn new(depth: usize) -> Rest {
        Rest {
            closers: vec![b'}'; depth],
            in_text: false,
            escaped: false,
        }
    }

    /// Whether it goes on.
    pub(super) fn is_open(&self) -> bool {
        !self.closers.is_empty()
    }

    /// Takes the next bytes; whether something stands there that closes what
    /// is not open, or follows when all is closed.
    pub(super) fn goes_on(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            if std::mem::take(&mut self.escaped) {
                continue;
            }
            match (self.in_text, byte) {
                (true, b'\\') => self.escaped = true,
                (true, b'"') => self.in_text = false,
                (true, _) => {}
                (false, _) if is_blank(byte) => {}
                (false, _) if self.closers.is_empty() => return true,
                (false, b'"') => self.in_text = true,
                (false, b'{') => self.closers.push(b'}'),
                (false, b'[') => self.closers.push(b']'),
                (false, b'}' | b']') if self.closers.pop() != Some(byte) => return true,
                (false, _) => {}
            }
        }
        false
    }
}
