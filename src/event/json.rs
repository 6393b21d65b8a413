//! A JSON reader that looks only at what it is asked for.
//!
//! One pass over the text of one record validates it as strictly as RFC 8259
//! says and hands out the members of its outermost object as spans of the
//! source: texts stay escaped and numbers unread until somebody wants them.
//! Where the RFC leaves a choice, it is that of serde_json: lone surrogates,
//! a byte order mark, numbers beyond `f64` and deeper nesting are refused.

mod plain;
mod scan;

use std::borrow::Cow;

use crate::event::json::scan::Scanner;
pub use crate::event::json::scan::{Form, Members, Span};

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
    let value = scan_for(source, &mut |key, value| {
        member(key.text(source), value.token(source));
    })?;
    Ok(value.token(source))
}

/// One scanner for all who ask so: it is laid out at length, and they are many.
fn scan_for(source: &str, mut member: &mut dyn FnMut(Span, Span)) -> Result<Span, Fault> {
    scan(source, &mut member)
}

/// The same, told by places in the source.
///
/// # Errors
///
/// As [`read`].
#[inline(always)]
pub fn scan(source: &str, to: &mut impl Members) -> Result<Span, Fault> {
    let bytes = source.as_bytes();
    let scanner = Scanner {
        bytes,
        in_line: false,
    };
    let wrong = match scanner.outermost(0, to) {
        Ok((value, behind)) => match scanner.blanks(behind) {
            end if end == bytes.len() => return Ok(value),
            end => end,
        },
        Err(at) => at,
    };
    Err(Fault {
        at: wrong,
        cut_off: wrong >= bytes.len(),
    })
}

/// The same for the line of a text that begins at `start`, which tells by
/// itself where it ends; gives the place behind it. `None` where anything but
/// an object fills the line: members may have been given.
#[inline(always)]
pub fn scan_line(text: &str, start: usize, to: &mut impl Members) -> Option<usize> {
    let scanner = Scanner {
        bytes: text.as_bytes(),
        in_line: true,
    };
    let (value, behind) = scanner.outermost(start, to).ok()?;
    let end = scanner.blanks(behind);
    let behind = match scanner.peek(end) {
        Some(b'\n') => end + 1,
        Some(_) => return None,
        None => end,
    };
    (value.form == Form::Object).then_some(behind)
}

/// Gives each item of a list that [`read`] found valid.
pub fn items<'a>(list: &'a str, mut item: impl FnMut(Token<'a>)) {
    let mut at = 1;
    while let Some((value, behind)) = item_at(list, at) {
        item(value.token(list));
        at = behind;
    }
}

/// The item of a list that begins there, and the place behind its comma.
fn item_at(list: &str, at: usize) -> Option<(Span, usize)> {
    let scanner = Scanner {
        bytes: list.as_bytes(),
        in_line: false,
    };
    let (value, behind) = scanner.value(scanner.blanks(at), 1).ok()?;
    Some((value, scanner.blanks(behind) + 1))
}

/// Whether JSON takes a byte as blank; ASCII has more blanks.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Resolves the escapes of a valid text.
fn unescape(raw: &str, out: &mut String) {
    let mut rest = raw;
    let mut high = None;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
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
    use super::{Fault, Token, items, read, scan_line};

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
    fn blanks_may_stand_between_all_of_it() {
        let parts = [
            "{", "\"a\"", ":", "\"x\"", ",", "\"b\"", ":", "1", ",", "\"c\"", ":", "\"\"", "}",
        ];
        for blanks in ["", " ", "  ", "\n", "\t\r\n "] {
            for only in (0..parts.len()).chain([usize::MAX]) {
                let blanks_at = |at| {
                    if only == at || only == usize::MAX {
                        blanks
                    } else {
                        ""
                    }
                };
                let source: String = (0..)
                    .zip(parts)
                    .map(|(at, part)| blanks_at(at).to_owned() + part)
                    .collect();
                let found = members(&source);
                let expected = [("a", "x"), ("b", "Number(\"1\")"), ("c", "")];
                assert!(
                    found
                        .iter()
                        .map(|(key, value)| (&key[..], &value[..]))
                        .eq(expected),
                    "{source}"
                );
            }
        }
    }

    #[test]
    fn a_line_tells_where_it_ends() {
        let line = |text, start| scan_line(text, start, &mut |_, _| ());
        assert_eq!(line("{}\n{\"a\": 1} \r\n ", 0), Some(3));
        assert_eq!(line("{}\n{\"a\": 1} \r\n ", 3), Some(14));
        assert_eq!(line("x {}", 1), Some(4));
        for other in [
            "",
            "\n{}",
            "{\"a\":\n1}",
            "{\"a\"\n:1}",
            "{\n}",
            "{\"a\":[1,\n2]}",
            "{} {}",
            "[]",
            "1",
            "{",
        ] {
            assert_eq!(line(other, 0), None, "{other}");
        }
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
