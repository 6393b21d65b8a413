//! A JSON reader that looks only at what it is asked for.
//!
//! One pass over the text of one record validates it as strictly as RFC 8259
//! says and hands out the members of its outermost object as spans of the
//! source: texts stay escaped and numbers unread until somebody wants them.
//! Where the RFC leaves a choice, it is that of serde_json: lone surrogates,
//! a byte order mark, numbers beyond `f64` and deeper nesting are refused.

mod plain;

use std::borrow::Cow;

use crate::base::decimal;
use crate::event::json::plain::plain;

/// Nesting deeper than this is refused: enough for any export, and few enough
/// calls that no text exhausts the stack of a browser's worker.
const DEPTH: usize = 127;

/// A number of fewer bytes, and with fewer digits in its exponent, is never
/// too large for a `f64`.
const LONG_NUMBER: usize = 200;
const LONG_EXPONENT: usize = 3;

/// A value as it stands in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Token<'a> {
    /// No such member.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written.
    Number(&'a str),
    /// A text.
    Text(Text<'a>),
    /// A list, brackets included; valid.
    List(&'a str),
    /// An object, braces included; valid.
    Object(&'a str),
}

/// A text as written between its quotes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text<'a> {
    raw: &'a str,
    escaped: bool,
}

impl<'a> Text<'a> {
    /// What it says; `scratch` holds it where escapes had to be resolved.
    pub fn read<'s>(&self, scratch: &'s mut String) -> &'s str
    where
        'a: 's,
    {
        if !self.escaped {
            return self.raw;
        }
        scratch.clear();
        unescape(self.raw, scratch);
        scratch
    }

    /// What it says, if it has no escapes.
    #[inline(always)]
    pub fn plain(self) -> Option<&'a str> {
        match self.escaped {
            false => Some(self.raw),
            true => None,
        }
    }

    /// What it says, copied only where escapes had to be resolved.
    pub fn cow(self) -> Cow<'a, str> {
        match self.escaped {
            false => Cow::Borrowed(self.raw),
            true => Cow::Owned(self.read(&mut String::new()).to_owned()),
        }
    }

    /// As written between its quotes, escapes and all.
    pub fn raw(self) -> &'a str {
        self.raw
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.raw.is_empty()
    }

    /// Whether it says exactly this.
    pub fn is(&self, text: &str) -> bool {
        if !self.escaped {
            return self.raw == text;
        }
        self.read(&mut String::new()) == text
    }
}

/// What is wrong with a text that should be JSON, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset in the record.
    pub at: usize,
    /// Whether the text ended too early.
    pub cut_off: bool,
}

/// Reads one value that fills `source`, giving each member of an outermost
/// object to `member` in order.
///
/// Returns the value itself, so that a caller can tell what stood there
/// instead of an object.
///
/// # Errors
///
/// The place of the first byte that is not JSON. Members before it have been
/// given already.
pub fn read<'a>(
    source: &'a str,
    mut member: impl FnMut(Text<'a>, Token<'a>),
) -> Result<Token<'a>, Fault> {
    let mut scanner = Scanner { source, at: 0 };
    scanner.blanks();
    let value = if scanner.peek() == Some(b'{') {
        let start = scanner.at;
        scanner.members(&mut member)?;
        Token::Object(&source[start..scanner.at])
    } else {
        scanner.value(0)?
    };
    scanner.blanks();
    match scanner.at == source.len() {
        true => Ok(value),
        false => Err(scanner.fault()),
    }
}

/// Gives each item of a list that [`read`] found valid.
pub fn items<'a>(list: &'a str, mut item: impl FnMut(Token<'a>)) {
    let mut scanner = Scanner {
        source: list,
        at: 1,
    };
    loop {
        scanner.blanks();
        match scanner.value(1) {
            Ok(value) => item(value),
            Err(_) => return,
        }
        scanner.blanks();
        scanner.at += 1;
    }
}

/// Whether JSON takes a byte as blank; ASCII has more blanks.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    #[cold]
    fn fault(&self) -> Fault {
        Fault {
            at: self.at,
            cut_off: self.at >= self.source.len(),
        }
    }

    #[inline(always)]
    fn blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    #[inline(always)]
    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(self.fault());
        }
        self.at += 1;
        Ok(())
    }

    /// The object at the cursor, member by member.
    fn members(&mut self, member: &mut impl FnMut(Text<'a>, Token<'a>)) -> Result<(), Fault> {
        self.expect(b'{')?;
        self.blanks();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.text()?;
            self.blanks();
            self.expect(b':')?;
            self.blanks();
            let value = self.value(1)?;
            member(key, value);
            self.blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                _ => return self.expect(b'}'),
            }
            self.blanks();
        }
    }

    fn value(&mut self, depth: usize) -> Result<Token<'a>, Fault> {
        match self.peek() {
            Some(b'"') => Ok(Token::Text(self.text()?)),
            Some(b'{') => Ok(Token::Object(self.nested(depth)?)),
            Some(b'[') => Ok(Token::List(self.nested(depth)?)),
            Some(b't') => self.word("true", Token::Bool(true)),
            Some(b'f') => self.word("false", Token::Bool(false)),
            Some(b'n') => self.word("null", Token::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.fault()),
        }
    }

    fn word(&mut self, word: &str, token: Token<'a>) -> Result<Token<'a>, Fault> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(token)
    }

    /// The list or object at the cursor: validated, not looked into.
    fn nested(&mut self, depth: usize) -> Result<&'a str, Fault> {
        let start = self.at;
        if depth >= DEPTH {
            return Err(self.fault());
        }
        let object = self.peek() == Some(b'{');
        let close = if object { b'}' } else { b']' };
        self.at += 1;
        self.blanks();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(&self.source[start..self.at]);
        }
        loop {
            if object {
                self.text()?;
                self.blanks();
                self.expect(b':')?;
                self.blanks();
            }
            self.value(depth + 1)?;
            self.blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                _ => break,
            }
            self.blanks();
        }
        self.expect(close)?;
        Ok(&self.source[start..self.at])
    }

    fn number(&mut self) -> Result<Token<'a>, Fault> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => drop(self.digits()?),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        let mut exponent = 0;
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            exponent = self.digits()?;
        }
        let number = &self.source[start..self.at];
        let long = exponent >= LONG_EXPONENT || number.len() >= LONG_NUMBER;
        if long && !decimal::read(number).is_some_and(f64::is_finite) {
            return Err(Fault {
                at: start,
                cut_off: false,
            });
        }
        Ok(Token::Number(number))
    }

    /// How many digits there are at the cursor.
    fn digits(&mut self) -> Result<usize, Fault> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match self.at - start {
            0 => Err(self.fault()),
            digits => Ok(digits),
        }
    }

    fn text(&mut self) -> Result<Text<'a>, Fault> {
        self.expect(b'"')?;
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at += plain(&self.source.as_bytes()[self.at..]);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                _ => return Err(self.fault()),
            }
        }
        self.at += 1;
        let raw = &self.source[start..self.at - 1];
        Ok(Text { raw, escaped })
    }

    fn escape(&mut self) -> Result<(), Fault> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                let unit = self.unicode()?;
                if (0xdc00..0xe000).contains(&unit) {
                    return Err(self.fault());
                }
                if (0xd800..0xdc00).contains(&unit) {
                    self.expect(b'\\')?;
                    if self.peek() != Some(b'u') || !(0xdc00..0xe000).contains(&self.unicode()?) {
                        return Err(self.fault());
                    }
                }
            }
            _ => return Err(self.fault()),
        }
        Ok(())
    }

    /// The four hexadecimal digits after the `u` at the cursor.
    fn unicode(&mut self) -> Result<u32, Fault> {
        let mut unit = 0;
        for _ in 0..4 {
            self.at += 1;
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit * 16 + digit.ok_or(self.fault())?;
        }
        self.at += 1;
        Ok(unit)
    }
}

/// Resolves the escapes of a valid text.
fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    let mut high = None;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = rest.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
        let mut end = at + 2;
        match escape {
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'n' => out.push('\n'),
            b'r' => out.push('\r'),
            b't' => out.push('\t'),
            b'u' => {
                end = at + 6;
                let unit = rest
                    .get(at + 2..end)
                    .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                    .unwrap_or(0xfffd);
                match (high.take(), unit) {
                    (None, 0xd800..0xdc00) => high = Some(unit),
                    (Some(high), low) => {
                        let code = 0x10000 + ((high - 0xd800) << 10) + (low & 0x3ff);
                        out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                    }
                    (None, unit) => out.push(char::from_u32(unit).unwrap_or('\u{fffd}')),
                }
            }
            other => out.push(char::from(other)),
        }
        rest = rest.get(end..).unwrap_or("");
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Fault, Token, items, read};

    fn members(source: &str) -> Vec<(String, String)> {
        let mut members = Vec::new();
        read(source, |key, value| {
            let key = key.read(&mut String::new()).to_owned();
            let value = match value {
                Token::Text(text) => text.read(&mut String::new()).to_owned(),
                other => format!("{other:?}"),
            };
            members.push((key, value));
        })
        .unwrap();
        members
    }

    #[test]
    fn gives_members_as_they_stand() {
        let source = r#" {"a":"x","b":-1.5e3,"c":[1,{"d":[]}],"e":{"f":null},"g":true} "#;
        let values: Vec<String> = members(source)
            .into_iter()
            .map(|(_, value)| value)
            .collect();
        assert_eq!(
            values,
            [
                "x",
                r#"Number("-1.5e3")"#,
                r#"List("[1,{\"d\":[]}]")"#,
                r#"Object("{\"f\":null}")"#,
                "Bool(true)"
            ]
        );
    }

    #[test]
    fn resolves_escapes() {
        let source = r#"{"\u0074s":"a\n\"\\\/\u00e5\ud83d\ude42z"}"#;
        assert_eq!(members(source), [("ts".into(), "a\n\"\\/å🙂z".into())]);
    }

    #[test]
    fn says_where_the_fault_is() {
        let fault = |source| read(source, |_, _| ()).unwrap_err();
        let at = |at, cut_off| Fault { at, cut_off };
        assert_eq!(fault(r#"{"a":1"#), at(6, true));
        assert_eq!(fault(r#"{not}"#), at(1, false));
        assert_eq!(fault(r#"{"a":01}"#), at(6, false));
        assert_eq!(fault(""), at(0, true));
    }

    #[test]
    fn lists_give_their_items() {
        let mut found = Vec::new();
        items(r#"[ 1 , "b", [2] ]"#, |item| found.push(item));
        assert_eq!(found.len(), 3);
        assert_eq!(found[2], Token::List("[2]"));
        items("[ ]", |_| panic!("an empty list has no items"));
    }
}
