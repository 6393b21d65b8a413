//! Cuts a file that arrives in chunks into records: lines, items of a list,
//! or JSON values one after the other.

use crate::event::rejection::{Place, Reason};

/// No record is longer than this; a longer one is rejected, not kept.
const LONGEST: usize = 64 << 20;

/// So much of a file is looked at before its shape is decided.
const HEAD: usize = 64 << 10;

/// How a file holds its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One JSON object a line.
    Lines,
    /// A JSON array.
    List,
    /// An object with an `events` array; its first item stands at this byte.
    Envelope(usize),
    /// JSON objects one after the other, over any number of lines.
    Values,
}

/// What a record turned out to be.
pub type Found<'a> = Result<&'a [u8], Reason>;

/// Takes a file chunk by chunk and gives its records in order.
#[derive(Debug, Default)]
pub struct Records {
    shape: Option<Shape>,
    /// What of the file has come but not been given yet.
    carry: Vec<u8>,
    /// Records given (of lists) or lines passed.
    count: u64,
    /// Past the end of the list.
    closed: bool,
    /// Within a line or value that is too long.
    skipping: bool,
    /// Something after the end of the list was told already.
    told: bool,
    /// Only a piece from within a file, which need not end with its list.
    piece: bool,
}

impl Records {
    /// Begins within a file of this shape, at the border of a record.
    pub fn within(shape: Shape) -> Records {
        Records {
            shape: Some(shape),
            piece: true,
            ..Records::default()
        }
    }

    /// How many lines or items have passed.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// So many lines or items were read elsewhere.
    pub fn skip(&mut self, count: u64) {
        self.count += count;
    }

    /// How the file holds its records, once that is known.
    pub fn shape(&self) -> Option<Shape> {
        self.shape
    }

    /// Takes the next chunk; `record` gets every record that is complete.
    pub fn feed(&mut self, chunk: &[u8], record: &mut impl FnMut(Place, Found<'_>)) {
        if self.shape.is_some() && self.carry.is_empty() {
            let used = self.cut(chunk, false, record);
            self.carry.extend_from_slice(&chunk[used..]);
            return;
        }
        self.carry.extend_from_slice(chunk);
        if self.shape.is_some() || self.carry.len() >= HEAD {
            self.go_on(false, record);
        }
    }

    /// Takes the end of the file; `record` gets what is left. The start of
    /// the file comes back where no shape fits it.
    pub fn end(&mut self, record: &mut impl FnMut(Place, Found<'_>)) -> Option<&[u8]> {
        self.go_on(true, record);
        let in_list = matches!(self.shape, Some(Shape::List | Shape::Envelope(_)));
        if in_list && !self.closed && !self.piece {
            record(Place::Item(self.count + 1), Err(Reason::ListNotClosed));
        }
        self.shape.is_none().then_some(&self.carry)
    }

    fn go_on(&mut self, last: bool, record: &mut impl FnMut(Place, Found<'_>)) {
        let carry = std::mem::take(&mut self.carry);
        let mut start = 0;
        if self.shape.is_none() {
            let bom = if carry.starts_with(b"\xef\xbb\xbf") {
                3
            } else {
                0
            };
            self.shape = shape_of(&carry[bom..]);
            start = match self.shape {
                Some(Shape::List) => bom + blanks(&carry[bom..]) + 1,
                Some(Shape::Envelope(first)) => bom + first,
                _ => bom,
            };
        }
        if self.shape.is_none() {
            self.carry = carry;
            return;
        }
        let used = start + self.cut(&carry[start..], last, record);
        self.carry = carry[used..].to_vec();
    }

    /// Gives the complete records at the start of `bytes` and says how many
    /// bytes they took.
    fn cut(
        &mut self,
        bytes: &[u8],
        last: bool,
        record: &mut impl FnMut(Place, Found<'_>),
    ) -> usize {
        match self.shape {
            Some(Shape::Lines) => self.cut_lines(bytes, last, record),
            Some(_) => self.cut_values(bytes, last, record),
            None => 0,
        }
    }

    fn cut_lines(
        &mut self,
        bytes: &[u8],
        last: bool,
        record: &mut impl FnMut(Place, Found<'_>),
    ) -> usize {
        let mut start = 0;
        loop {
            let end = memchr::memchr(b'\n', &bytes[start..]).map(|at| start + at);
            let Some(end) = end.or((last && start < bytes.len()).then_some(bytes.len())) else {
                return self.too_long(bytes, start, Place::Line(self.count + 1), record);
            };
            self.count += 1;
            let line = bytes[start..end].trim_ascii();
            if !std::mem::take(&mut self.skipping) && !line.is_empty() {
                record(Place::Line(self.count), Ok(line));
            }
            start = (end + 1).min(bytes.len());
        }
    }

    /// Gives up on a record that has no end yet, once it is too long.
    fn too_long(
        &mut self,
        bytes: &[u8],
        start: usize,
        place: Place,
        record: &mut impl FnMut(Place, Found<'_>),
    ) -> usize {
        if self.skipping {
            return bytes.len();
        }
        if bytes.len() - start <= LONGEST {
            return start;
        }
        self.skipping = true;
        record(place, Err(Reason::TooLong));
        bytes.len()
    }

    fn cut_values(
        &mut self,
        bytes: &[u8],
        last: bool,
        record: &mut impl FnMut(Place, Found<'_>),
    ) -> usize {
        let in_list = self.shape != Some(Shape::Values);
        let mut at = 0;
        loop {
            at += blanks(&bytes[at..]);
            if in_list && !self.closed && bytes.get(at) == Some(&b',') {
                at += 1;
                continue;
            }
            if in_list && !self.closed && bytes.get(at) == Some(&b']') {
                self.closed = true;
                at += 1;
            }
            if self.closed {
                self.after_list(&bytes[at..], record);
                return bytes.len();
            }
            if at >= bytes.len() || self.skipping {
                return bytes.len();
            }
            let place = Place::Item(self.count + 1);
            match value_end(&bytes[at..]) {
                Some(length) if last || at + length < bytes.len() => {
                    self.count += 1;
                    record(place, Ok(bytes[at..at + length].trim_ascii()));
                    at += length;
                }
                _ if last => {
                    self.count += 1;
                    record(place, Ok(bytes[at..].trim_ascii()));
                    return bytes.len();
                }
                _ => return self.too_long(bytes, at, place, record),
            }
        }
    }

    fn after_list(&mut self, rest: &[u8], record: &mut impl FnMut(Place, Found<'_>)) {
        let more = rest.iter().any(|byte| !byte.is_ascii_whitespace());
        if self.shape == Some(Shape::List) && more && !self.told {
            self.told = true;
            record(Place::Item(self.count + 1), Err(Reason::AfterList));
        }
    }
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.len() - bytes.trim_ascii_start().len()
}

/// The length of the value at the start, if its end is in sight. Brackets in
/// texts do not count; whether it is JSON is not looked at.
fn value_end(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first(), Some(b'{' | b'[' | b'"')) {
        return bytes
            .iter()
            .position(|byte| matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'\n'))
            .map(|end| end.max(1));
    }
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = text_end(bytes, at + 1)?,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The place of the quote that ends the text which begins at `at`.
fn text_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// The shape of a file that begins so; `None` where none fits.
fn shape_of(head: &[u8]) -> Option<Shape> {
    let start = blanks(head);
    match head.get(start)? {
        b'[' => Some(Shape::List),
        b'{' => Some(shape_of_objects(head, start)),
        _ => {
            let mut lines = head.split(|&byte| byte == b'\n');
            lines
                .any(|line| line.trim_ascii_start().starts_with(b"{"))
                .then_some(Shape::Lines)
        }
    }
}

fn shape_of_objects(head: &[u8], start: usize) -> Shape {
    if let Some(first) = events_within(&head[start..]) {
        return Shape::Envelope(start + first);
    }
    let rest = &head[start..];
    let Some(line) = memchr::memchr(b'\n', rest) else {
        return Shape::Lines;
    };
    let whole = value_end(&rest[..line]).is_some();
    let next = rest[line..].trim_ascii_start();
    match whole || next.starts_with(b"{") || next.is_empty() {
        true => Shape::Lines,
        false => Shape::Values,
    }
}

/// Where the first item of the `events` list of the object at the start of
/// `bytes` stands, if it has one.
fn events_within(bytes: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += blanks(bytes.get(at..)?);
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        let key_end = text_end(bytes, at + 1)?;
        let key = &bytes[at + 1..key_end];
        at = key_end + 1;
        at += blanks(&bytes[at..]);
        if bytes.get(at) != Some(&b':') {
            return None;
        }
        at += 1;
        at += blanks(bytes.get(at..)?);
        if key == b"events" && bytes.get(at) == Some(&b'[') {
            return Some(at + 1);
        }
        at += value_end(&bytes[at..])?;
        at += blanks(bytes.get(at..)?);
        if bytes.get(at) != Some(&b',') {
            return None;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Records, Shape};

    fn cut(source: &str, chunk: usize) -> (Option<Shape>, Vec<String>) {
        let mut records = Records::default();
        let mut found = Vec::new();
        let mut keep = |place, record: Result<&[u8], _>| {
            found.push(match record {
                Ok(bytes) => format!("{place}: {}", String::from_utf8_lossy(bytes)),
                Err(reason) => format!("{place}! {reason}"),
            });
        };
        for chunk in source.as_bytes().chunks(chunk) {
            records.feed(chunk, &mut keep);
        }
        records.end(&mut keep);
        (records.shape(), found)
    }

    #[test]
    fn any_chunking_gives_the_same_records() {
        let cases = [
            (
                "\n\n{\"a\":1}\r\n\n{\"b\":\"\\\"}\"}",
                "line 3: {\"a\":1}|line 5: {\"b\":\"\\\"}\"}",
            ),
            (
                " [ {\"a\":1}, {\"b\":[2]} ]\n",
                "item 1: {\"a\":1}|item 2: {\"b\":[2]}",
            ),
            ("[]", ""),
            ("[{},x y,{}]", "item 1: {}|item 2: x y|item 3: {}"),
            (
                "\u{feff}{\"v\":{\"events\":[]},\"events\" : [{\"a\":1},2], \"z\":1}",
                "item 1: {\"a\":1}|item 2: 2",
            ),
            (
                "{\n \"a\": 1\n}\n{\n \"a\": 2\n}",
                "item 1: {\n \"a\": 1\n}|item 2: {\n \"a\": 2\n}",
            ),
            (
                "[{\"a\":1},{\"b",
                "item 1: {\"a\":1}|item 2: {\"b|item 3! the list is not closed: the file may be cut off",
            ),
            (
                "[{}] {}",
                "item 1: {}|item 2! something follows the end of the list",
            ),
            ("{oops\n{\"a\":1}\n", "line 1: {oops|line 2: {\"a\":1}"),
            ("oops\n{\"a\":1}\n", "line 1: oops|line 2: {\"a\":1}"),
        ];
        for (source, expected) in cases {
            for chunk in [1, 2, 3, 7, 4096] {
                assert_eq!(
                    cut(source, chunk).1.join("|"),
                    expected,
                    "{source} by {chunk}"
                );
            }
        }
    }

    #[test]
    fn what_fits_no_shape_is_given_back() {
        let mut records = Records::default();
        records.feed(b"a,b\n1,2\n", &mut |_, _| panic!("no record"));
        assert_eq!(
            records.end(&mut |_, _| panic!("no record")),
            Some(&b"a,b\n1,2\n"[..])
        );
        assert_eq!(records.shape(), None);
    }
}
