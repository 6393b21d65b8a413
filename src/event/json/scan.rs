//! The one pass over the text of a record.
//!
//! What is found is told by its place alone. The cursor is handed from step
//! to step as a number, never kept where a call could reach it: so it stays in
//! a register all the way, which is half of what a record costs.

use crate::base::decimal;
use crate::event::json::plain::plain;
use crate::event::json::{Text, Token};

/// Nesting deeper than this is refused: enough for any export, and few enough
/// calls that no text exhausts the stack of a browser's worker.
const DEPTH: usize = 127;

/// A number of fewer bytes, and with fewer digits in its exponent, is never
/// too large for a `f64`.
const LONG_NUMBER: usize = 200;
const LONG_EXPONENT: usize = 3;

/// What a value is, as far as its bytes tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u32)]
pub enum Form {
    /// `null`.
    #[default]
    Null,
    /// `false`.
    False,
    /// `true`.
    True,
    /// A number.
    Number,
    /// A text without escapes.
    Text,
    /// A text with escapes.
    Escaped,
    /// A list.
    List,
    /// An object.
    Object,
}

/// Where a value stands in its source: a text without its quotes, any other
/// as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// The place of its first byte.
    pub start: usize,
    /// The place behind its last byte.
    pub end: usize,
    /// What it is.
    pub form: Form,
}

impl Span {
    /// The bytes of it.
    #[inline]
    pub fn raw(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or("")
    }

    /// The text that it is.
    #[inline]
    pub fn text(self, source: &str) -> Text<'_> {
        Text {
            raw: self.raw(source),
            escaped: self.form == Form::Escaped,
        }
    }

    /// The value that it is.
    pub fn token(self, source: &str) -> Token<'_> {
        match self.form {
            Form::Null => Token::Null,
            Form::False => Token::Bool(false),
            Form::True => Token::Bool(true),
            Form::Number => Token::Number(self.raw(source)),
            Form::Text | Form::Escaped => Token::Text(self.text(source)),
            Form::List => Token::List(self.raw(source)),
            Form::Object => Token::Object(self.raw(source)),
        }
    }

    /// Whether it is a text.
    #[inline]
    pub fn is_text(self) -> bool {
        matches!(self.form, Form::Text | Form::Escaped)
    }
}

/// Hears of the members of an object. A trait of its own, as the compiler can
/// be told to lay a method into the loop that calls it, and a closure not.
pub trait Members {
    /// Takes the next one.
    fn member(&mut self, key: Span, value: Span);
}

impl<F: FnMut(Span, Span)> Members for F {
    fn member(&mut self, key: Span, value: Span) {
        self(key, value);
    }
}

/// The place behind what was read; else that of the first byte that is wrong.
type Behind = Result<usize, usize>;

/// A value and the place behind it.
type Found = Result<(Span, usize), usize>;

/// A value, the place behind it, and the start of the text that follows where
/// that is known already.
type Step = Result<(Span, usize, Option<usize>), usize>;

/// What is looked through.
#[derive(Clone, Copy)]
pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    /// Whether a line's end is an end, and no blank.
    pub(super) in_line: bool,
}

impl Scanner<'_> {
    #[inline(always)]
    pub(super) fn peek(self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    #[inline]
    pub(super) fn blanks(self, mut at: usize) -> usize {
        loop {
            match self.peek(at) {
                Some(b' ' | b'\r' | b'\t') => at += 1,
                Some(b'\n') if !self.in_line => at += 1,
                _ => return at,
            }
        }
    }

    #[inline]
    fn expect(self, at: usize, byte: u8) -> Behind {
        match self.peek(at) == Some(byte) {
            true => Ok(at + 1),
            false => Err(at),
        }
    }

    /// The value there, giving the members of an object.
    #[inline(always)]
    pub(super) fn outermost(self, start: usize, to: &mut impl Members) -> Found {
        let start = self.blanks(start);
        if self.peek(start) != Some(b'{') {
            return self.value(start, 0);
        }
        let end = self.members(start, to)?;
        let form = Form::Object;
        Ok((Span { start, end, form }, end))
    }

    /// The object that begins there, member by member.
    #[inline(always)]
    fn members(self, at: usize, to: &mut impl Members) -> Behind {
        let first = self.blanks(at + 1);
        if self.peek(first) == Some(b'}') {
            return Ok(first + 1);
        }
        let mut start = self.expect(first, b'"')?;
        loop {
            let (key, behind, text) = self.text_before(start, b':')?;
            let (value, behind, next) = match text {
                Some(start) => self.text_before(start, b',')?,
                None => {
                    let (value, behind) = self.value_of_key(behind)?;
                    (value, behind, None)
                }
            };
            to.member(key, value);
            start = match next {
                Some(start) => start,
                None => match self.next_key(behind)? {
                    (Some(start), _) => start,
                    (None, behind) => return Ok(behind),
                },
            };
        }
    }

    /// The text whose quote is behind the cursor, and the start of the text
    /// that follows it behind the mark, if there is one and no more than a
    /// space before it: so most machines write most members.
    #[inline(always)]
    fn text_before(self, start: usize, mark: u8) -> Step {
        let end = plain(self.bytes, start);
        let form = Form::Text;
        let text = Span { start, end, form };
        let next = self.bytes.get(end..).and_then(<[u8]>::first_chunk);
        if let Some(next) = next.copied().map(u32::from_le_bytes) {
            if next & 0xff_ffff == u32::from_le_bytes([b'"', mark, b'"', 0]) {
                return Ok((text, end + 1, Some(end + 3)));
            }
            if next == u32::from_le_bytes([b'"', mark, b' ', b'"']) {
                return Ok((text, end + 1, Some(end + 4)));
            }
        }
        let (text, behind) = self.end_of_text(start, end)?;
        Ok((text, behind, None))
    }

    /// What follows a key, however it is written.
    #[inline(never)]
    fn value_of_key(self, at: usize) -> Found {
        let colon = self.expect(self.blanks(at), b':')?;
        self.value(self.blanks(colon), 1)
    }

    /// The start of the next key, if there is one; else the place behind the
    /// object.
    #[inline(never)]
    fn next_key(self, at: usize) -> Result<(Option<usize>, usize), usize> {
        let at = self.blanks(at);
        match self.peek(at) {
            Some(b',') => {
                let key = self.expect(self.blanks(at + 1), b'"')?;
                Ok((Some(key), key))
            }
            _ => Ok((None, self.expect(at, b'}')?)),
        }
    }

    /// The value there, so many levels deep.
    #[inline]
    pub(super) fn value(self, at: usize, depth: usize) -> Found {
        match self.peek(at) {
            Some(b'"') => self.text(at),
            _ => self.no_text(at, depth),
        }
    }

    /// What is no text, by its first byte.
    #[inline(never)]
    fn no_text(self, start: usize, depth: usize) -> Found {
        let (form, end) = match self.peek(start) {
            Some(b'-' | b'0'..=b'9') => (Form::Number, self.number(start)?),
            Some(b't') => (Form::True, self.word(start, b"true")?),
            Some(b'f') => (Form::False, self.word(start, b"false")?),
            Some(b'n') => (Form::Null, self.word(start, b"null")?),
            Some(b'{') => (Form::Object, self.nested(start, b'}', depth)?),
            Some(b'[') => (Form::List, self.nested(start, b']', depth)?),
            _ => return Err(start),
        };
        Ok((Span { start, end, form }, end))
    }

    fn word(self, at: usize, word: &[u8]) -> Behind {
        word.iter().try_fold(at, |at, &byte| self.expect(at, byte))
    }

    /// The list or object there: validated, not looked into.
    fn nested(self, at: usize, close: u8, depth: usize) -> Behind {
        if depth >= DEPTH {
            return Err(at);
        }
        let mut at = self.blanks(at + 1);
        if self.peek(at) == Some(close) {
            return Ok(at + 1);
        }
        loop {
            if close == b'}' {
                let (_, behind) = self.text(at)?;
                at = self.blanks(self.expect(self.blanks(behind), b':')?);
            }
            let (_, behind) = self.value(at, depth + 1)?;
            at = self.blanks(behind);
            match self.peek(at) {
                Some(b',') => at = self.blanks(at + 1),
                _ => return self.expect(at, close),
            }
        }
    }

    fn number(self, start: usize) -> Behind {
        let mut at = start;
        if self.peek(at) == Some(b'-') {
            at += 1;
        }
        at = match self.peek(at) {
            Some(b'0') => at + 1,
            _ => self.digits(at)?,
        };
        if self.peek(at) == Some(b'.') {
            at = self.digits(at + 1)?;
        }
        let mut exponent = 0;
        if let Some(b'e' | b'E') = self.peek(at) {
            at += 1;
            if let Some(b'+' | b'-') = self.peek(at) {
                at += 1;
            }
            let behind = self.digits(at)?;
            exponent = behind - at;
            at = behind;
        }
        let is_long = exponent >= LONG_EXPONENT || at - start >= LONG_NUMBER;
        match is_long && !self.is_finite(start, at) {
            true => Err(start),
            false => Ok(at),
        }
    }

    #[cold]
    fn is_finite(self, start: usize, end: usize) -> bool {
        let number = str::from_utf8(&self.bytes[start..end]);
        let number = number.ok().and_then(decimal::read);
        number.is_some_and(f64::is_finite)
    }

    #[inline]
    fn digits(self, start: usize) -> Behind {
        let mut at = start;
        while let Some(b'0'..=b'9') = self.peek(at) {
            at += 1;
        }
        match at == start {
            true => Err(at),
            false => Ok(at),
        }
    }

    #[inline]
    fn text(self, at: usize) -> Found {
        let start = self.expect(at, b'"')?;
        self.end_of_text(start, plain(self.bytes, start))
    }

    /// The text that is plain up to `end`.
    #[inline]
    fn end_of_text(self, start: usize, end: usize) -> Found {
        if self.peek(end) != Some(b'"') {
            return self.escaped(start, end);
        }
        let form = Form::Text;
        Ok((Span { start, end, form }, end + 1))
    }

    /// The rest of a text whose first escape, if it is one, is at `at`.
    #[inline(never)]
    fn escaped(self, start: usize, mut at: usize) -> Found {
        loop {
            match self.peek(at) {
                Some(b'\\') => at = plain(self.bytes, self.escape(at + 1)?),
                Some(b'"') => break,
                _ => return Err(at),
            }
        }
        let form = Form::Escaped;
        let end = at;
        Ok((Span { start, end, form }, end + 1))
    }

    /// What follows a backslash.
    fn escape(self, at: usize) -> Behind {
        match self.peek(at) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 1),
            Some(b'u') => match self.unicode(at)? {
                (0xdc00..0xe000, behind) => Err(behind),
                (0xd800..0xdc00, behind) => self.low_surrogate(behind),
                (_, behind) => Ok(behind),
            },
            _ => Err(at),
        }
    }

    fn low_surrogate(self, at: usize) -> Behind {
        let at = self.expect(at, b'\\')?;
        if self.peek(at) != Some(b'u') {
            return Err(at);
        }
        match self.unicode(at)? {
            (0xdc00..0xe000, behind) => Ok(behind),
            (_, behind) => Err(behind),
        }
    }

    /// The four hexadecimal digits after the `u` there.
    fn unicode(self, at: usize) -> Result<(u32, usize), usize> {
        let mut unit = 0;
        for at in at + 1..at + 5 {
            let digit = self.peek(at).and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or(at)?;
        }
        Ok((unit, at + 5))
    }
}
