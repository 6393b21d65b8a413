//! The day's events as JSON text, put in time order before they leave.
//!
//! A conversation is written as a whole when it begins; what lies past the
//! day's end waits here for its day. So memory holds about a day, however
//! long the history.

use std::io::{self, Write};

use crate::base::time::Millis;
use crate::sample::calendar;

/// Events written and not yet sent.
#[derive(Default)]
pub(crate) struct Sheet {
    text: Vec<u8>,
    lines: Vec<Line>,
    chunk: Vec<u8>,
    taken: u64,
    sent: u64,
    /// Write every character beyond ASCII as an escape, as some exports do.
    pub(crate) ascii: bool,
}

#[derive(Clone, Copy)]
struct Line {
    at: Millis,
    from: usize,
    to: usize,
}

/// How events are set apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// One object a line.
    Lines,
    /// One array.
    Array,
}

const CHUNK: usize = 1 << 18;

impl Sheet {
    /// Forgets everything but the room it has.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.lines.clear();
        self.chunk.clear();
        self.taken = 0;
        self.sent = 0;
    }

    /// Events accepted so far, sent or waiting.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    /// Events sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.sent
    }

    /// Begins an event. It is kept once [`Record::end`] is called, unless it
    /// lies after the export.
    pub(crate) fn event(&mut self, at: Millis, kind: &str) -> Record<'_> {
        let from = self.text.len();
        self.text.extend_from_slice(b"\"ts\":\"");
        if at <= calendar::EXPORTED {
            calendar::write_instant(&mut self.text, at);
        }
        self.text.extend_from_slice(b"\",\"type\":\"");
        self.text.extend_from_slice(kind.as_bytes());
        self.text.push(b'"');
        Record {
            sheet: self,
            at,
            from,
        }
    }

    /// As [`Sheet::event`], with the time as Unix milliseconds.
    pub(crate) fn event_in_unix_time(&mut self, at: Millis, kind: &str) -> Record<'_> {
        let from = self.text.len();
        self.text.extend_from_slice(b"\"ts\":");
        write_decimal(&mut self.text, at as u64);
        self.text.extend_from_slice(b",\"type\":\"");
        self.text.extend_from_slice(kind.as_bytes());
        self.text.push(b'"');
        Record {
            sheet: self,
            at,
            from,
        }
    }

    /// Sends what happened before `end`, in time order.
    pub(crate) fn send(&mut self, end: Millis, form: Form, out: &mut impl Write) -> io::Result<()> {
        self.lines.sort_by_key(|line| line.at);
        let due = self.lines.partition_point(|line| line.at < end);
        for index in 0..due {
            let line = self.lines[index];
            let gap: &[u8] = match (self.sent, form) {
                (0, Form::Array) => b"[\n",
                (0, Form::Lines) => b"",
                (_, Form::Array) => b",\n",
                (_, Form::Lines) => b"\n",
            };
            self.chunk.extend_from_slice(gap);
            self.chunk.extend_from_slice(b"{\"id\":\"");
            write_short(&mut self.chunk, self.sent);
            self.chunk.extend_from_slice(b"\",");
            self.chunk.extend_from_slice(&self.text[line.from..line.to]);
            self.chunk.push(b'}');
            self.sent += 1;
            if self.chunk.len() >= CHUNK {
                out.write_all(&self.chunk)?;
                self.chunk.clear();
            }
        }
        self.keep_from(due);
        Ok(())
    }

    /// Sends what is left of the form itself.
    pub(crate) fn finish(&mut self, form: Form, out: &mut impl Write) -> io::Result<()> {
        let tail: &[u8] = match (self.sent, form) {
            (0, Form::Array) => b"[]\n",
            (0, Form::Lines) => b"",
            (_, Form::Array) => b"\n]\n",
            (_, Form::Lines) => b"\n",
        };
        self.chunk.extend_from_slice(tail);
        out.write_all(&self.chunk)?;
        self.chunk.clear();
        out.flush()
    }

    fn keep_from(&mut self, due: usize) {
        let mut text = Vec::with_capacity(self.text.capacity());
        self.lines.drain(..due);
        for line in &mut self.lines {
            let from = text.len();
            text.extend_from_slice(&self.text[line.from..line.to]);
            *line = Line {
                at: line.at,
                from,
                to: text.len(),
            };
        }
        self.text = text;
    }
}

/// An event being written.
#[must_use = "an event without end is not part of the history"]
pub(crate) struct Record<'a> {
    sheet: &'a mut Sheet,
    at: Millis,
    from: usize,
}

impl Record<'_> {
    fn key(&mut self, key: &str) {
        let text = &mut self.sheet.text;
        text.extend_from_slice(b",\"");
        text.extend_from_slice(key.as_bytes());
        text.extend_from_slice(b"\":");
    }

    pub(crate) fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        write_string(&mut self.sheet.text, value, self.sheet.ascii);
        self
    }

    pub(crate) fn maybe(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(key, value),
            None => self,
        }
    }

    pub(crate) fn flag(mut self, key: &str, value: bool) -> Self {
        self.key(key);
        self.sheet
            .text
            .extend_from_slice(if value { b"true" } else { b"false" });
        self
    }

    pub(crate) fn whole(mut self, key: &str, value: u64) -> Self {
        self.key(key);
        write_decimal(&mut self.sheet.text, value);
        self
    }

    /// A number given in hundredths.
    pub(crate) fn hundredths(mut self, key: &str, value: i64) -> Self {
        self.key(key);
        write_hundredths(&mut self.sheet.text, value);
        self
    }

    /// An identifier: a letter and a number in base 36.
    pub(crate) fn short(mut self, key: &str, letter: u8, number: u64) -> Self {
        self.key(key);
        self.sheet.text.extend_from_slice(&[b'"', letter]);
        write_short(&mut self.sheet.text, number);
        self.sheet.text.push(b'"');
        self
    }

    pub(crate) fn list(mut self, key: &str, values: &[&str]) -> Self {
        self.key(key);
        for (index, value) in values.iter().enumerate() {
            self.sheet.text.push(if index == 0 { b'[' } else { b',' });
            write_string(&mut self.sheet.text, value, false);
        }
        self.sheet.text.push(b']');
        self
    }

    pub(crate) fn attributes(mut self, plan: &str, basket: i64, logged_in: bool) -> Self {
        self.key("attributes");
        self.sheet.text.extend_from_slice(b"{\"plan\":");
        write_string(&mut self.sheet.text, plan, false);
        self.sheet.text.extend_from_slice(b",\"basket_value\":");
        write_hundredths(&mut self.sheet.text, basket);
        self = self.flag("logged_in", logged_in);
        self.sheet.text.push(b'}');
        self
    }

    /// Keeps the event.
    pub(crate) fn end(self) {
        if self.at > calendar::EXPORTED {
            self.sheet.text.truncate(self.from);
            return;
        }
        let to = self.sheet.text.len();
        self.sheet.lines.push(Line {
            at: self.at,
            from: self.from,
            to,
        });
        self.sheet.taken += 1;
    }
}

fn write_decimal(out: &mut Vec<u8>, value: u64) {
    write_digits(out, value, 10);
}

fn write_short(out: &mut Vec<u8>, value: u64) {
    write_digits(out, value, 36);
}

fn write_digits(out: &mut Vec<u8>, mut value: u64, base: u64) {
    let mut digits = [0; 20];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(value % base) as usize];
        value /= base;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[from..]);
}

fn write_hundredths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    let value = value.unsigned_abs();
    write_decimal(out, value / 100);
    if !value.is_multiple_of(100) {
        out.push(b'.');
        out.push(b'0' + (value / 10 % 10) as u8);
        if !value.is_multiple_of(10) {
            out.push(b'0' + (value % 10) as u8);
        }
    }
}

fn write_string(out: &mut Vec<u8>, value: &str, ascii: bool) {
    out.push(b'"');
    let bytes = value.as_bytes();
    let special =
        |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\' || (ascii && *byte > 0x7e);
    if !bytes.iter().any(special) {
        out.extend_from_slice(bytes);
        out.push(b'"');
        return;
    }
    for letter in value.chars() {
        match letter {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\t' => out.extend_from_slice(b"\\t"),
            _ if letter < ' ' || (ascii && letter > '~') => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    out.extend_from_slice(b"\\u");
                    for shift in [12, 8, 4, 0] {
                        out.push(b"0123456789abcdef"[usize::from((*unit >> shift) & 15)]);
                    }
                }
            }
            _ => out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(b'"');
}
