//! The rows of a table in text, as RFC 4180 has them: values between
//! delimiters, in quotes where they hold delimiters, line ends or quotes,
//! which are doubled then.

use std::borrow::Cow;

use crate::event::rejection::Reason;

/// A row at the start of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its length without the line end.
    pub text: usize,
    /// Its length with the line end.
    pub whole: usize,
    /// The lines it takes: more than one where a value has line ends.
    pub lines: u64,
}

/// The row at the start, if its end is in sight; `last` says that nothing
/// more will come.
pub fn row(bytes: &[u8], delimiter: u8, last: bool) -> Option<Row> {
    let newline = memchr::memchr(b'\n', bytes);
    let line = &bytes[..newline.unwrap_or(bytes.len())];
    if memchr::memchr(b'"', line).is_none() {
        return match newline {
            None if !last => None,
            newline => Some(ended(bytes, newline)),
        };
    }
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            match quote_end(bytes, at + 1) {
                None if last => return Some(ended(bytes, None)),
                None => return None,
                Some(end) => at = end + 1,
            }
        }
        match memchr::memchr2(delimiter, b'\n', &bytes[at..]) {
            Some(length) if bytes[at + length] == delimiter => at += length + 1,
            Some(length) => return Some(ended(bytes, Some(at + length))),
            None => return last.then(|| ended(bytes, None)),
        }
    }
}

/// The row whose line end stands at `newline`, or that has none.
fn ended(bytes: &[u8], newline: Option<usize>) -> Row {
    let text = &bytes[..newline.unwrap_or(bytes.len())];
    let within = memchr::memchr_iter(b'\n', text).count() as u64;
    Row {
        text: text.strip_suffix(b"\r").unwrap_or(text).len(),
        whole: newline.map_or(bytes.len(), |newline| newline + 1),
        lines: within + 1,
    }
}

/// The place of the quote that ends a value whose text begins at `at`.
fn quote_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Gives each value of a row in order, free of its quotes.
///
/// # Errors
///
/// When quotes are not as they should be. The values before have been given
/// already.
pub fn values<'a>(
    row: &'a str,
    delimiter: u8,
    mut value: impl FnMut(Cow<'a, str>),
) -> Result<(), Reason> {
    let bytes = row.as_bytes();
    let mut at = 0;
    loop {
        let end = match bytes.get(at) {
            Some(b'"') => {
                let end = quote_end(bytes, at + 1).ok_or(Reason::OpenQuote)?;
                let text = &row[at + 1..end];
                value(match memchr::memchr(b'"', text.as_bytes()) {
                    None => Cow::Borrowed(text),
                    Some(_) => Cow::Owned(text.replace("\"\"", "\"")),
                });
                end + 1
            }
            _ => {
                let end = memchr::memchr(delimiter, &bytes[at..]);
                let end = end.map_or(bytes.len(), |length| at + length);
                value(Cow::Borrowed(&row[at..end]));
                end
            }
        };
        match bytes.get(end) {
            None => return Ok(()),
            Some(byte) if *byte == delimiter => at = end + 1,
            Some(_) => return Err(Reason::StrayQuote),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, row, values};
    use crate::event::rejection::Reason;

    fn cut(text: &str, delimiter: u8) -> Result<Vec<String>, Reason> {
        let mut cut = Vec::new();
        values(text, delimiter, |value| cut.push(value.into_owned())).map(|()| cut)
    }

    #[test]
    fn rows_end_at_line_ends_outside_quotes() {
        let found = |text, whole, lines| Some(Row { text, whole, lines });
        let cases: [(&str, Option<Row>, Option<Row>); 9] = [
            ("a,b\nc", found(3, 4, 1), found(3, 4, 1)),
            ("a,b\r\nc", found(3, 5, 1), found(3, 5, 1)),
            ("a,b", None, found(3, 3, 1)),
            ("\"a\n\",b\r\nc", found(6, 8, 2), found(6, 8, 2)),
            ("a,\"b\"\"\n\"", None, found(8, 8, 2)),
            ("a,\"b\"\"\n\"\n", found(8, 9, 2), found(8, 9, 2)),
            ("a,\"b\nc\n", None, found(7, 7, 3)),
            ("5\" screen,b\nc", found(11, 12, 1), found(11, 12, 1)),
            ("\n", found(0, 1, 1), found(0, 1, 1)),
        ];
        for (text, more, last) in cases {
            assert_eq!(row(text.as_bytes(), b',', false), more, "{text:?}");
            assert_eq!(row(text.as_bytes(), b',', true), last, "{text:?}");
        }
    }

    #[test]
    fn values_come_without_their_quotes() {
        let cases: [(&str, &[&str]); 8] = [
            ("a,b", &["a", "b"]),
            (",", &["", ""]),
            ("", &[""]),
            ("\"\",\"a,b\"", &["", "a,b"]),
            ("\"say \"\"hi\"\"\",x", &["say \"hi\"", "x"]),
            ("\"two\nlines\",", &["two\nlines", ""]),
            (" a, \"b\"", &[" a", " \"b\""]),
            ("5\" screen,é", &["5\" screen", "é"]),
        ];
        for (text, expected) in cases {
            assert_eq!(cut(text, b',').unwrap(), expected, "{text:?}");
        }
        assert_eq!(cut("a;\"b;c\"|d", b';'), Err(Reason::StrayQuote));
        assert_eq!(cut("\"he said \"hi\"\",x", b','), Err(Reason::StrayQuote));
        assert_eq!(cut("a,\"b", b','), Err(Reason::OpenQuote));
        assert_eq!(cut("a|\"b|c\"|d", b'|').unwrap(), ["a", "b|c", "d"]);
    }
}
