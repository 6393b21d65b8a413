//! Cuts a file into pieces at the borders of records, so that several threads
//! can read it at once.

use crate::base::sorted::SortedMap;
use crate::event::part::Part;
use crate::event::records::LONGEST;
use crate::event::shape::Shape;

/// Some records of a file, whole ones only.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its place among the pieces of the file, from 0.
    pub number: u32,
    /// How it holds its records.
    pub shape: Shape,
    /// The records.
    pub bytes: Vec<u8>,
}

/// A part of a file of lines that others fetch by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Its place among the pieces of the file, from 0.
    pub number: u32,
    /// The lines to be read are those that begin at this byte or behind it…
    pub from: u64,
    /// … and before this one.
    pub to: u64,
}

/// Takes a file as it comes and gives pieces of it; takes back what they came
/// to, in any order, and gives that in the order of the file.
pub struct Pieces {
    shape: Shape,
    /// About so long is a piece.
    length: usize,
    /// What is not in any piece yet.
    carry: Vec<u8>,
    /// So much of it was looked at.
    seen: usize,
    /// So much of it is whole records.
    border: usize,
    depth: usize,
    in_text: bool,
    escaped: bool,
    /// Past the end of the list.
    closed: bool,
    /// What is left to be fetched by others: from where to where.
    left: Option<(u64, u64)>,
    /// Pieces given.
    given: u32,
    /// Parts given back.
    taken: u32,
    waiting: SortedMap<u32, Part>,
}

impl Pieces {
    /// For a file of this shape from here on, a border of records, in pieces
    /// of about `length` bytes; `None` where it cannot be cut.
    pub fn new(shape: Shape, length: usize) -> Option<Pieces> {
        let shape = match shape {
            Shape::Lines => Shape::Lines,
            Shape::List | Shape::Envelope(_) => Shape::List,
            _ => return None,
        };
        Some(Pieces {
            shape,
            length,
            carry: Vec::new(),
            seen: 0,
            border: 0,
            depth: 0,
            in_text: false,
            escaped: false,
            closed: false,
            left: None,
            given: 0,
            taken: 0,
            waiting: SortedMap::default(),
        })
    }

    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.carry.extend_from_slice(bytes);
    }

    /// The next piece, if enough has come for one.
    pub fn cut(&mut self) -> Option<Piece> {
        if self.carry.len() < self.length {
            return None;
        }
        match self.shape {
            Shape::Lines => self.find_line(),
            _ => self.find_item(),
        }
        if self.border == 0 && self.carry.len() > LONGEST {
            // Whoever reads it will say that it is too long.
            self.border = self.carry.len();
        }
        if self.border == 0 {
            return None;
        }
        let rest = self.carry[self.border..].to_vec();
        let mut bytes = std::mem::replace(&mut self.carry, rest);
        bytes.truncate(self.border);
        self.seen -= self.border;
        self.border = 0;
        let number = self.given;
        self.given += 1;
        Some(Piece {
            number,
            shape: self.shape,
            bytes,
        })
    }

    /// Leaves the rest of a file, of which `read` bytes have come and that ends
    /// at byte `end`, for others to fetch. Gives the byte from which on it is
    /// left; `None` where records are not parted by lines, or pieces of it
    /// were given.
    pub fn leave(&mut self, read: u64, end: u64) -> Option<u64> {
        if self.shape != Shape::Lines || self.given > 0 {
            return None;
        }
        let from = read - self.carry.len() as u64;
        self.left = Some((from, end));
        self.carry = Vec::new();
        self.seen = 0;
        Some(from)
    }

    /// Whether the rest was left for others to fetch.
    pub fn is_left(&self) -> bool {
        self.left.is_some()
    }

    /// The next range of what was left.
    pub fn range(&mut self) -> Option<Range> {
        let (from, end) = self.left.as_mut()?;
        if *from >= *end {
            return None;
        }
        let range = Range {
            number: self.given,
            from: *from,
            to: from.saturating_add(self.length as u64).min(*end),
        };
        *from = range.to;
        self.given += 1;
        Some(range)
    }

    /// Takes what a piece came to; those that are due now come back, in
    /// order.
    pub fn come_back(&mut self, number: u32, part: Part) -> Vec<Part> {
        self.waiting.insert(number, part);
        let mut due = Vec::new();
        while let Some(part) = self.waiting.remove(&self.taken) {
            self.taken += 1;
            due.push(part);
        }
        due
    }

    /// Whether all that was given came back.
    pub fn is_complete(&self) -> bool {
        self.given == self.taken
    }

    /// What is in no piece.
    pub fn into_rest(self) -> Vec<u8> {
        self.carry
    }

    fn find_line(&mut self) {
        if let Some(end) = memchr::memrchr(b'\n', &self.carry[self.seen..]) {
            self.border = self.seen + end + 1;
        }
        self.seen = self.carry.len();
    }

    /// Goes on to the end of what has come, or of the list.
    fn find_item(&mut self) {
        let bytes = &self.carry;
        let mut at = self.seen;
        while at < bytes.len() && !self.closed {
            if self.in_text {
                at = match self.escaped {
                    true => at,
                    false => match memchr::memchr2(b'"', b'\\', &bytes[at..]) {
                        Some(found) => at + found,
                        None => break,
                    },
                };
                let escapes = bytes[at] == b'\\' && !self.escaped;
                self.in_text = self.escaped || bytes[at] != b'"';
                self.escaped = escapes;
                at += 1;
                continue;
            }
            match bytes[at] {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b']' if self.depth == 0 => self.closed = true,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
            at += 1;
            if self.depth == 0 && !self.in_text && !self.closed && bytes[at - 1] == b'}' {
                self.border = at;
            }
        }
        self.seen = bytes.len();
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;
    use crate::event::records::Records;
    use crate::event::shape::Shape;

    const LENGTH: usize = 20_000;

    /// Many records, with brackets, quotes and escapes in their texts.
    fn items(separator: &str) -> String {
        let mut text = String::new();
        for number in 0..2_000 {
            if number > 0 {
                text.push_str(separator);
            }
            let tricks = ["]}", "\\\"", "\\\\", "{[", "å\\n"][number % 5];
            text.push_str(&format!(
                r#"{{"number":{number},"text":"{tricks}","more":[{{"a":"{}"}}]}}"#,
                "x".repeat(number % 211)
            ));
        }
        text
    }

    fn records(shape: Shape, bytes: &[u8]) -> Vec<String> {
        let mut found = Vec::new();
        let mut records = Records::within(shape);
        let mut keep = |_, record: Result<&[u8], _>| {
            found.push(String::from_utf8_lossy(record.unwrap()).into_owned());
        };
        records.feed(bytes, &mut keep);
        records.end(&mut keep);
        found
    }

    #[test]
    fn pieces_hold_the_records_of_the_whole() {
        for (shape, text) in [
            (Shape::Lines, items("\n")),
            (Shape::List, format!(",{}", items(" ,\n"))),
            (Shape::List, format!(",{}]", items(","))),
        ] {
            let whole = records(shape, text.as_bytes());
            assert!(text.len() > 2 * LENGTH);
            for chunk in [100, 9_973, text.len()] {
                let mut pieces = Pieces::new(shape, LENGTH).unwrap();
                let mut found = Vec::new();
                let mut count = 0;
                for chunk in text.as_bytes().chunks(chunk) {
                    pieces.feed(chunk);
                    while let Some(piece) = pieces.cut() {
                        assert_eq!((piece.number, piece.shape), (count, shape));
                        count += 1;
                        found.extend(records(shape, &piece.bytes));
                    }
                }
                assert!(count >= 1, "it is cut");
                found.extend(records(shape, &pieces.into_rest()));
                assert_eq!(found, whole);
            }
        }
    }

    #[test]
    fn parts_are_given_in_the_order_of_the_file() {
        let mut pieces = Pieces::new(Shape::Lines, LENGTH).unwrap();
        let mut back = |number| pieces.come_back(number, Default::default()).len();
        assert_eq!([back(2), back(1), back(0), back(3)], [0, 0, 3, 1]);
    }
}
