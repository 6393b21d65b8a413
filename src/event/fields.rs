//! The members of a record that the event format knows, in one place each.
//!
//! A record is read into places in its source, and sets of bits tell which of
//! them mean anything: so most of what is asked of a record, whether its ids
//! are texts, whether it has any of some members, is asked once for all of
//! them.

mod slot;

use crate::base::decimal;
pub use crate::event::fields::slot::Slot;
use crate::event::json::{self, Fault, Form, Members, Span, Token};
use crate::event::rejection::{Reason, quote};

/// A field that has a wrong value, or lacks one.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The field; empty for the whole record.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
    /// The value, quoted.
    pub value: String,
}

impl Wrong {
    /// A field that is absent though it is required.
    pub fn missing(slot: Slot) -> Wrong {
        Wrong {
            field: slot.name(),
            reason: Reason::Missing,
            value: String::new(),
        }
    }
}

/// Where the members of a record stand. Kept from one record to the next, as
/// only what a record has is looked at: nothing needs to be cleared.
pub struct Spans([Span; Slot::COUNT]);

impl Default for Spans {
    fn default() -> Spans {
        Spans([Span::default(); Slot::COUNT])
    }
}

/// What of a record has been found so far.
struct Found<'a> {
    source: &'a str,
    spans: &'a mut Spans,
    there: u64,
    others: u64,
}

impl<'a> Found<'a> {
    fn new(source: &'a str, spans: &'a mut Spans) -> Found<'a> {
        Found {
            source,
            spans,
            there: 0,
            others: 0,
        }
    }
}

impl Found<'_> {
    /// The member that a key with escapes means.
    #[cold]
    #[inline(never)]
    fn escaped(&self, key: Span) -> Option<Slot> {
        Slot::from_name(key.text(self.source).read(&mut String::new()))
    }

    /// Takes note of what is not a text that says something.
    fn look_closer(&mut self, slot: Slot, value: Span) {
        if value.form == Form::Null || value.start == value.end {
            self.there &= !slot.bit();
        }
        if !value.is_text() {
            self.others |= slot.bit();
        }
    }
}

impl Members for Found<'_> {
    /// Takes one member; unknown ones are ignored.
    #[inline(always)]
    fn member(&mut self, key: Span, value: Span) {
        let slot = match key.form {
            Form::Text => Slot::within(self.source.as_bytes(), key.start, key.end),
            _ => self.escaped(key),
        };
        if let Some(slot) = slot {
            self.spans.0[slot as usize] = value;
            self.there |= slot.bit();
            if value.form != Form::Text || value.start == value.end {
                self.look_closer(slot, value);
            }
        }
    }
}

impl<'a> From<Found<'a>> for Fields<'a> {
    fn from(found: Found<'a>) -> Fields<'a> {
        Fields {
            source: found.source,
            spans: found.spans,
            there: found.there,
            others: found.others,
        }
    }
}

/// The known members of one record. `null` and the empty text read as
/// absent; of a member that stands twice the last one counts.
pub struct Fields<'a> {
    source: &'a str,
    spans: &'a Spans,
    /// A bit for each member that is there.
    there: u64,
    /// A bit for each member that, as it stands or stood before, is no text.
    others: u64,
}

impl<'a> Fields<'a> {
    /// Reads a record; `None` where it is no object.
    ///
    /// # Errors
    ///
    /// The place of the first byte that is not JSON.
    pub fn read(source: &'a str, spans: &'a mut Spans) -> Result<Option<Fields<'a>>, Fault> {
        let mut found = Found::new(source, spans);
        let record = json::scan(source, &mut found)?;
        Ok((record.form == Form::Object).then_some(found.into()))
    }

    /// Reads the record that fills the line of a text that begins at `start`;
    /// with it comes the place behind that line. `None` where the line is
    /// anything but an object.
    pub fn read_line(
        text: &'a str,
        start: usize,
        spans: &'a mut Spans,
    ) -> Option<(Fields<'a>, usize)> {
        let mut found = Found::new(text, spans);
        let behind = json::scan_line(text, start, &mut found)?;
        Some((found.into(), behind))
    }

    /// Whether a member is there.
    #[inline(always)]
    pub fn has(&self, slot: Slot) -> bool {
        self.there & slot.bit() != 0
    }

    /// Whether any of some members is there.
    #[inline(always)]
    pub fn has_any(&self, slots: u64) -> bool {
        self.there & slots != 0
    }

    /// Those of some members that are there, in the order of their numbers.
    #[inline(always)]
    pub fn those_of(&self, slots: u64) -> impl Iterator<Item = Slot> {
        let mut rest = self.there & slots;
        std::iter::from_fn(move || {
            let next = Slot::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*next)
        })
    }

    /// Whether those of some members that are there are surely texts.
    #[inline(always)]
    pub fn only_texts(&self, slots: u64) -> bool {
        self.there & slots & self.others == 0
    }

    /// A member as it stands.
    #[inline]
    pub fn token(&self, slot: Slot) -> Token<'a> {
        match self.has(slot) {
            true => self.spans.0[slot as usize].token(self.source),
            false => Token::Absent,
        }
    }

    /// What a member says of which it is known that it is a text or a number.
    #[inline(always)]
    pub fn said<'s>(&self, slot: Slot, scratch: &'s mut String) -> Option<&'s str>
    where
        'a: 's,
    {
        if !self.has(slot) {
            return None;
        }
        let span = self.spans.0[slot as usize];
        match span.form {
            Form::Escaped => Some(span.text(self.source).read(scratch)),
            _ => Some(span.raw(self.source)),
        }
    }

    /// What a text says, if it has no escapes.
    #[inline(always)]
    pub fn plain(&self, slot: Slot) -> Option<&'a str> {
        let span = self.spans.0[slot as usize];
        (self.has(slot) && span.form == Form::Text).then(|| span.raw(self.source))
    }

    /// The number that a member is, if it is one.
    pub fn figure(&self, slot: Slot) -> Option<f64> {
        if !self.has(slot) {
            return None;
        }
        let span = self.spans.0[slot as usize];
        let number = span.form == Form::Number;
        number.then(|| decimal::read(span.raw(self.source)))?
    }

    /// A text, read into `scratch` where it has escapes.
    pub fn text<'s>(&self, slot: Slot, scratch: &'s mut String) -> Result<Option<&'s str>, Wrong>
    where
        'a: 's,
    {
        if !self.has(slot) {
            return Ok(None);
        }
        match self.token(slot) {
            Token::Text(text) => Ok(Some(text.read(scratch))),
            _ => Err(self.wrong(slot, Reason::ShouldBe("text"))),
        }
    }

    /// An id: a text, or a whole number read as one.
    pub fn id<'s>(&self, slot: Slot, scratch: &'s mut String) -> Result<Option<&'s str>, Wrong>
    where
        'a: 's,
    {
        match self.token(slot) {
            Token::Number(number) if whole(number) => Ok(Some(number)),
            Token::Absent | Token::Text(_) => self.text(slot, scratch),
            _ => Err(self.wrong(slot, Reason::ShouldBe("text or a whole number"))),
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, slot: Slot) -> Result<Option<bool>, Wrong> {
        match self.token(slot) {
            Token::Absent => Ok(None),
            Token::Bool(flag) => Ok(Some(flag)),
            _ => Err(self.wrong(slot, Reason::ShouldBe("true or false"))),
        }
    }

    /// A finite number.
    pub fn number(&self, slot: Slot) -> Result<Option<f64>, Wrong> {
        match self.figure(slot) {
            Some(number) if number.is_finite() => Ok(Some(number)),
            None if !self.has(slot) => Ok(None),
            _ => Err(self.wrong(slot, Reason::ShouldBe("a number"))),
        }
    }

    /// A number between two others, both included.
    pub fn number_within(&self, slot: Slot, from: f64, to: f64) -> Result<Option<f64>, Wrong> {
        match self.number(slot)? {
            Some(number) if !(from <= number && number <= to) => {
                Err(self.wrong(slot, Reason::OutOf(from, to)))
            }
            number => Ok(number),
        }
    }

    /// The number of one of the words.
    pub fn word(&self, slot: Slot, words: &'static [&'static str]) -> Result<Option<u8>, Wrong> {
        if let Some(plain) = self.plain(slot)
            && let Some(number) = words.iter().position(|word| *word == plain)
        {
            return Ok(Some(number as u8));
        }
        let wrong = || self.wrong(slot, Reason::NotOneOf(words));
        match self.token(slot) {
            Token::Absent => Ok(None),
            Token::Text(text) => {
                let number = words.iter().position(|word| text.is(word));
                Ok(Some(number.ok_or_else(wrong)? as u8))
            }
            _ => Err(wrong()),
        }
    }

    /// What is wrong with a member.
    pub fn wrong(&self, slot: Slot, reason: Reason) -> Wrong {
        Wrong {
            field: slot.name(),
            reason,
            value: quote_token(self.token(slot)),
        }
    }
}

/// A value, `null` and the empty text read as absent.
pub fn present(value: Token<'_>) -> Token<'_> {
    match value {
        Token::Null => Token::Absent,
        Token::Text(text) if text.is_empty() => Token::Absent,
        value => value,
    }
}

/// A value quoted for a rejection.
pub fn quote_token(token: Token<'_>) -> String {
    match token {
        Token::Absent => String::new(),
        Token::Null => "null".to_owned(),
        Token::Bool(flag) => flag.to_string(),
        Token::Number(raw) | Token::List(raw) | Token::Object(raw) => quote(raw),
        Token::Text(text) => quote(text.read(&mut String::new())),
    }
}

/// Whether a JSON number is written as a whole one.
pub fn whole(number: &str) -> bool {
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-')
}
