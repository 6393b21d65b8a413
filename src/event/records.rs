//! Cuts a file that arrives in chunks into records: lines, items of a list,
//! JSON values one after the other, or the rows of a table.

use std::cmp::Ordering;

use crate::event::json::is_blank;
use crate::event::rejection::{Place, Reason};
use crate::event::rest::Rest;
use crate::event::rows;
use crate::event::shape::Shape;

/// No record is longer than this; a longer one is rejected, not kept.
pub const LONGEST: usize = 64 << 20;

/// What a record turned out to be.
pub type Found<'a> = Result<&'a [u8], Reason>;

/// Takes a file chunk by chunk and gives its records in order.
#[derive(Debug)]
pub struct Records {
    shape: Shape,
    /// What of the file has come but not been given yet.
    carry: Vec<u8>,
    /// Records given (of lists) or lines passed.
    count: u64,
    /// Commas since the last item of a list.
    commas: usize,
    /// Past the end of the list.
    closed: bool,
    /// What follows the list.
    rest: Rest,
    /// Within a line or value that is too long.
    skipping: bool,
    /// Something after the end of the list was told already.
    told: bool,
    /// Only a piece from within a file, which need not end with its list.
    piece: bool,
}

impl Records {
    /// For a file of this shape, from the byte on where its records begin:
    /// in a list behind its bracket.
    pub fn new(shape: Shape) -> Records {
        let depth = match shape {
            Shape::Envelope(depth) => depth,
            _ => 0,
        };
        Records {
            shape,
            piece: false,
            carry: Vec::new(),
            count: 0,
            commas: 0,
            closed: false,
            rest: Rest::new(depth),
            skipping: false,
            told: false,
        }
    }

    /// Begins within a file of this shape, right behind a record.
    pub fn within(shape: Shape) -> Records {
        Records {
            piece: true,
            ..Records::new(shape)
        }
    }

    /// Whether what is to come can be read as if it were behind a record.
    pub fn is_behind_a_record(&self) -> bool {
        self.count > 0 && !self.closed && !self.skipping
    }

    /// Gives back what has come but is in no record yet.
    pub fn give_back(&mut self) -> Vec<u8> {
        let mut bytes = vec![b','; std::mem::take(&mut self.commas)];
        bytes.append(&mut self.carry);
        bytes
    }

    /// How many lines or items have passed.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// So many lines or items were read elsewhere.
    pub fn skip(&mut self, count: u64) {
        self.count += count;
    }

    /// How the file holds its records.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Takes the next chunk; `record` gets every record that is complete.
    pub fn feed(&mut self, chunk: &[u8], record: &mut impl FnMut(Place, Found<'_>)) {
        if self.carry.is_empty() {
            let used = self.cut(chunk, false, record);
            self.carry.extend_from_slice(&chunk[used..]);
            return;
        }
        self.carry.extend_from_slice(chunk);
        self.go_on(false, record);
    }

    /// Takes the end of the file; `record` gets what is left.
    pub fn end(&mut self, record: &mut impl FnMut(Place, Found<'_>)) {
        self.go_on(true, record);
        let in_list = matches!(self.shape, Shape::List | Shape::Envelope(_));
        if in_list && !self.closed && !self.piece {
            record(Place::Item(self.count + 1), Err(Reason::ListNotClosed));
        }
        if self.closed && !self.told && self.rest.is_open() {
            record(Place::Item(self.count + 1), Err(Reason::CutOff));
        }
    }

    fn go_on(&mut self, last: bool, record: &mut impl FnMut(Place, Found<'_>)) {
        let carry = std::mem::take(&mut self.carry);
        let used = self.cut(&carry, last, record);
        self.carry = carry;
        self.carry.drain(..used);
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
            Shape::Lines => self.cut_lines(bytes, last, record),
            Shape::Rows(delimiter) => self.cut_rows(delimiter, bytes, last, record),
            _ => self.cut_values(bytes, last, record),
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
            let found = match end - start > LONGEST {
                true => Err(Reason::TooLong),
                false => Ok(trimmed(&bytes[start..end])),
            };
            if !std::mem::take(&mut self.skipping) && found != Ok(b"") {
                record(Place::Line(self.count), found);
            }
            start = (end + 1).min(bytes.len());
        }
    }

    fn cut_rows(
        &mut self,
        delimiter: u8,
        bytes: &[u8],
        last: bool,
        record: &mut impl FnMut(Place, Found<'_>),
    ) -> usize {
        let mut start = 0;
        if self.skipping {
            // Where a row that is too long ends is anybody's guess.
            let Some(end) = memchr::memchr(b'\n', bytes) else {
                return bytes.len();
            };
            self.skipping = false;
            self.count += 1;
            start = end + 1;
        }
        while start < bytes.len() {
            let place = Place::Line(self.count + 1);
            let Some(row) = rows::row(&bytes[start..], delimiter, last) else {
                let used = self.too_long(bytes, start, place, record);
                self.count += memchr::memchr_iter(b'\n', &bytes[start..used]).count() as u64;
                return used;
            };
            let text = &bytes[start..start + row.text];
            if !text.trim_ascii().is_empty() {
                record(place, Ok(text));
            }
            self.count += row.lines;
            start += row.whole;
        }
        bytes.len()
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
        let in_list = self.shape != Shape::Values;
        let mut at = 0;
        loop {
            at += blanks(&bytes[at..]);
            if self.closed {
                self.after_list(&bytes[at..], record);
                return bytes.len();
            }
            if at >= bytes.len() || self.skipping {
                return bytes.len();
            }
            if in_list && matches!(bytes[at], b',' | b']') {
                self.closed = bytes[at] == b']';
                match self.closed {
                    true => self.part(0, record),
                    false => self.commas += 1,
                }
                at += 1;
                continue;
            }
            let length = match value_end(&bytes[at..]) {
                Some(length) if last || at + length < bytes.len() => length,
                _ if last => bytes.len() - at,
                _ => return self.too_long(bytes, at, Place::Item(self.count + 1), record),
            };
            if length > LONGEST {
                return self.too_long(bytes, at, Place::Item(self.count + 1), record);
            }
            self.part(
                usize::from(in_list && (self.count > 0 || self.piece)),
                record,
            );
            self.count += 1;
            record(
                Place::Item(self.count),
                Ok(trimmed(&bytes[at..at + length])),
            );
            at += length;
        }
    }

    /// Tells where other than the due number of commas stand between two
    /// items. Both are read all the same.
    fn part(&mut self, due: usize, record: &mut impl FnMut(Place, Found<'_>)) {
        let reason = match std::mem::take(&mut self.commas).cmp(&due) {
            Ordering::Equal => return,
            Ordering::Less => Reason::NoComma,
            Ordering::Greater => Reason::StrayComma,
        };
        record(Place::Item(self.count + 1), Err(reason));
    }

    fn after_list(&mut self, rest: &[u8], record: &mut impl FnMut(Place, Found<'_>)) {
        if self.rest.goes_on(rest) && !self.told {
            self.told = true;
            record(Place::Item(self.count + 1), Err(Reason::AfterList));
        }
    }
}

/// How many blanks stand at the start.
pub fn blanks(bytes: &[u8]) -> usize {
    let blanks = bytes.iter().take_while(|byte| is_blank(**byte));
    blanks.count()
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| !is_blank(byte));
    let bytes = &bytes[..end.map_or(0, |end| end + 1)];
    &bytes[blanks(bytes)..]
}

/// The length of the value at the start, if its end is in sight. Brackets in
/// texts do not count; whether it is JSON is not looked at.
pub fn value_end(bytes: &[u8]) -> Option<usize> {
    if !matches!(bytes.first(), Some(b'{' | b'[' | b'"')) {
        return bytes
            .iter()
            .position(|byte| matches!(byte, b',' | b']' | b'}' | b'{' | b'[' | b'"' | b'\n'))
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

#[cfg(test)]
mod tests {
    use super::{LONGEST, Records, blanks};
    use crate::event::shape::{Shape, shape_of};

    /// The records of a file; those of a list within an object where `list`
    /// says what stands before them.
    fn cut(source: &str, list: Option<&str>, chunk: usize) -> Vec<String> {
        let bytes = source.as_bytes();
        let (shape, start) = match (list, shape_of(bytes).unwrap()) {
            (Some(before), _) => (Shape::Envelope(1), before.len()),
            (None, Shape::List) => (Shape::List, blanks(bytes) + 1),
            (None, shape) => (shape, 0),
        };
        let mut records = Records::new(shape);
        let mut found = Vec::new();
        let mut keep = |place, record: Result<&[u8], _>| {
            found.push(match record {
                Ok(bytes) => format!("{place}: {}", String::from_utf8_lossy(bytes)),
                Err(reason) => format!("{place}! {reason}"),
            });
        };
        for chunk in bytes[start..].chunks(chunk) {
            records.feed(chunk, &mut keep);
        }
        records.end(&mut keep);
        found
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
                "[,{} {},,\u{c}]",
                "item 1! a comma too many|item 1: {}|item 2! a comma is missing before it|\
                 item 2: {}|item 3! a comma too many|item 3: \u{c}",
            ),
            ("[1, ]", "item 1: 1|item 2! a comma too many"),
            (
                "[1\"a]\"]",
                "item 1: 1|item 2! a comma is missing before it|item 2: \"a]\"",
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
                    cut(source, None, chunk).join("|"),
                    expected,
                    "{source} by {chunk}"
                );
            }
        }
    }

    #[test]
    fn any_chunking_gives_the_same_rows() {
        let source = "1,2\r\n\n\"a\nb\",\"\"\"\"\r\n5,\"x,\ny";
        for chunk in [1, 2, 3, 7, 4096] {
            let mut records = Records::new(Shape::Rows(b','));
            records.skip(1);
            let mut found = Vec::new();
            let mut keep = |place, row: Result<&[u8], _>| {
                found.push(format!(
                    "{place}: {}",
                    String::from_utf8_lossy(row.unwrap())
                ));
            };
            for chunk in source.as_bytes().chunks(chunk) {
                records.feed(chunk, &mut keep);
            }
            records.end(&mut keep);
            assert_eq!(
                found,
                [
                    "line 2: 1,2",
                    "line 4: \"a\nb\",\"\"\"\"",
                    "line 6: 5,\"x,\ny"
                ]
            );
        }
    }

    #[test]
    fn what_is_too_long_is_so_in_any_chunks() {
        let long = format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST));
        let cases = [
            (
                format!("{long}\n{{}}"),
                "line 1! longer than 64 MB|line 2: {}",
            ),
            (
                format!("[{{}},{long},{{}}]"),
                "item 1: {}|item 2! longer than 64 MB|\
                 item 2! the list is not closed: the file may be cut off",
            ),
        ];
        for (source, expected) in cases {
            for chunk in [LONGEST / 3, usize::MAX] {
                assert_eq!(cut(&source, None, chunk).join("|"), expected);
            }
        }
    }

    #[test]
    fn a_list_within_an_object_ends_with_the_object() {
        let before = "{\"v\":1,\"list\":[";
        let cases = [
            (
                "{\"a\":1},2], \"z\":{\"y\":\"}\\\"\"} }\n",
                "item 1: {\"a\":1}|item 2: 2",
            ),
            (
                "1]}\n{\"list\":[2]}",
                "item 1: 1|item 2! something follows the end of the list",
            ),
            (
                "1],\"z\":[0}}",
                "item 1: 1|item 2! something follows the end of the list",
            ),
            (
                "1],\"z\":{\"y\"",
                "item 1: 1|item 2! cut off before its end",
            ),
        ];
        for (rest, expected) in cases {
            for chunk in [1, 2, 3, 7, 4096] {
                let source = format!("{before}{rest}");
                assert_eq!(cut(&source, Some(before), chunk).join("|"), expected);
            }
        }
        assert_eq!(shape_of(b"a,b\n1,2\n"), None);
    }
}
