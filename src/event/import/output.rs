//! What an importer writes: native events as JSON, and the counts of what it
//! left out.
//!
//! The native reader reads these events like any others, so that an import
//! can never mean anything that a file of native events could not say.

use serde::{Deserialize, Serialize};

use crate::base::moment::Moment;
use crate::base::time::Millis;
use crate::event::Kind;
use crate::event::fields::{Slot, Wrong};
use crate::event::json::Token;
use crate::event::rejection::{Reason, quote};
use crate::event::tree::Node;

/// Something of a file that has no place among native events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What, in the platform's own words: `trace activities`.
    pub what: String,
    /// Why.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// Native events on their way to the reader.
#[derive(Debug, Default)]
pub struct Output {
    /// The members of each event, braces apart.
    json: String,
    ends: Vec<usize>,
    wrongs: Vec<Wrong>,
    left_out: Vec<LeftOut>,
}

/// When an event happened.
#[derive(Clone, Copy, Debug)]
pub enum Stamp<'a> {
    /// As the source has it, in one of the forms of native events.
    Source(Node<'a>),
    /// Milliseconds since 1970 UTC, or on a wall's clock.
    Read(Moment),
}

impl<'a> From<Node<'a>> for Stamp<'a> {
    fn from(node: Node<'a>) -> Stamp<'a> {
        Stamp::Source(node)
    }
}

impl From<Millis> for Stamp<'_> {
    fn from(at: Millis) -> Self {
        Stamp::Read(Moment::Utc(at))
    }
}

impl From<Moment> for Stamp<'_> {
    fn from(at: Moment) -> Self {
        Stamp::Read(at)
    }
}

impl Output {
    /// Begins an event of a type; its fields follow. An absent time is left
    /// for the native reader to reject.
    pub fn event<'s>(&mut self, kind: Kind, at: impl Into<Stamp<'s>>) -> Draft<'_> {
        self.untyped().word(Slot::Type, kind.name()).at(at)
    }

    /// Begins an event whose type and time follow like its other fields, as
    /// the source has them.
    pub fn untyped(&mut self) -> Draft<'_> {
        self.close();
        Draft { output: self }
    }

    /// Refuses the record under way: nothing of it becomes an event.
    pub fn reject(&mut self, field: &'static str, reason: Reason, value: &str) {
        let value = quote(value);
        self.wrongs.push(Wrong {
            field,
            reason,
            value,
        });
    }

    /// Counts something that is left out, and why it is.
    pub fn leave_out(&mut self, what: &str, why: &str) {
        let known = self.left_out.iter_mut().find(|known| known.what == what);
        match known {
            Some(known) => known.count += 1,
            None => self.left_out.push(LeftOut {
                what: what.to_owned(),
                why: why.to_owned(),
                count: 1,
            }),
        }
    }

    /// Takes the events written so far, each as the text of a JSON object,
    /// and what was refused.
    pub fn drain(&mut self, mut take: impl FnMut(Result<&str, Wrong>)) {
        self.close();
        let mut start = 0;
        let mut object = String::new();
        for &end in &self.ends {
            object.clear();
            object.push('{');
            object.push_str(&self.json[start..end]);
            object.push('}');
            take(Ok(&object));
            start = end;
        }
        self.json.clear();
        self.ends.clear();
        self.wrongs.drain(..).for_each(|wrong| take(Err(wrong)));
    }

    /// Takes the counts of what was left out.
    pub fn take_left_out(&mut self) -> Vec<LeftOut> {
        std::mem::take(&mut self.left_out)
    }

    /// Ends the event under way.
    fn close(&mut self) {
        if self.json.len() > self.start() {
            self.ends.push(self.json.len());
        }
    }

    fn start(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }
}

/// An event being written. Fields without a value are left out.
pub struct Draft<'o> {
    output: &'o mut Output,
}

impl Draft<'_> {
    /// When it happened.
    pub fn at<'s>(mut self, at: impl Into<Stamp<'s>>) -> Self {
        match at.into() {
            Stamp::Source(node) => self.member(Slot::Ts.name(), node),
            Stamp::Read(moment) => {
                self.key(Slot::Ts.name());
                self.quoted(&moment.text());
            }
        }
        self
    }

    /// A field with a text.
    pub fn text(mut self, slot: Slot, text: Option<&str>) -> Self {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.key(slot.name());
            self.quoted(text);
        }
        self
    }

    /// A field with a word of the event format.
    pub fn word(self, slot: Slot, word: &str) -> Self {
        self.text(slot, Some(word))
    }

    /// A field with a finite number.
    pub fn number(mut self, slot: Slot, number: Option<f64>) -> Self {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            self.key(slot.name());
            self.output.json.push_str(&number.to_string());
        }
        self
    }

    /// A field that is true, or left out.
    pub fn flag(self, slot: Slot, flag: bool) -> Self {
        match flag {
            true => self.decided(slot, Some(true)),
            false => self,
        }
    }

    /// A field that is true, false or left out.
    pub fn decided(mut self, slot: Slot, flag: Option<bool>) -> Self {
        if let Some(flag) = flag {
            self.key(slot.name());
            self.output
                .json
                .push_str(if flag { "true" } else { "false" });
        }
        self
    }

    /// A field as the source has it.
    pub fn node(mut self, slot: Slot, node: Node<'_>) -> Self {
        self.member(slot.name(), node);
        self
    }

    /// The tags, empty ones apart.
    pub fn tags<'t>(mut self, tags: impl IntoIterator<Item = &'t str>) -> Self {
        self.key(Slot::Tags.name());
        self.output.json.push('[');
        let mut first = true;
        for tag in tags.into_iter().filter(|tag| !tag.is_empty()) {
            if !std::mem::take(&mut first) {
                self.output.json.push(',');
            }
            self.quoted(tag);
        }
        self.output.json.push(']');
        self
    }

    /// The attributes: texts, numbers, true and false; others are passed
    /// over.
    pub fn attributes<'n>(
        mut self,
        attributes: impl IntoIterator<Item = (impl AsRef<str>, Node<'n>)>,
    ) -> Self {
        let plain = |node: Node<'_>| {
            matches!(
                node.token(),
                Token::Text(_) | Token::Number(_) | Token::Bool(_)
            )
        };
        let mut attributes = attributes
            .into_iter()
            .filter(|(_, node)| plain(*node))
            .peekable();
        if attributes.peek().is_none() {
            return self;
        }
        self.key(Slot::Attributes.name());
        self.output.json.push('{');
        let mut first = true;
        for (name, node) in attributes {
            if !std::mem::take(&mut first) {
                self.output.json.push(',');
            }
            self.quoted(name.as_ref());
            self.output.json.push(':');
            self.value(node);
        }
        self.output.json.push('}');
        self
    }

    fn member(&mut self, key: &str, node: Node<'_>) {
        if node.exists() {
            self.key(key);
            self.value(node);
        }
    }

    fn value(&mut self, node: Node<'_>) {
        let json = &mut self.output.json;
        match node.token() {
            Token::Absent | Token::Null => json.push_str("null"),
            Token::Bool(flag) => json.push_str(if flag { "true" } else { "false" }),
            Token::Number(raw) | Token::List(raw) | Token::Object(raw) => json.push_str(raw),
            Token::Text(text) => {
                json.push('"');
                json.push_str(text.raw());
                json.push('"');
            }
        }
    }

    fn key(&mut self, key: &str) {
        if self.output.json.len() > self.output.start() {
            self.output.json.push(',');
        }
        self.quoted(key);
        self.output.json.push(':');
    }

    fn quoted(&mut self, text: &str) {
        quote_json(text, &mut self.output.json);
    }
}

/// Writes a text as JSON has it, quotes included.
pub fn quote_json(text: &str, json: &mut String) {
    json.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
        json.push_str(&rest[..at]);
        let byte = rest.as_bytes()[at];
        match byte {
            b'"' => json.push_str("\\\""),
            b'\\' => json.push_str("\\\\"),
            b'\n' => json.push_str("\\n"),
            b'\r' => json.push_str("\\r"),
            b'\t' => json.push_str("\\t"),
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                json.push_str("\\u00");
                json.push(char::from(HEX[usize::from(byte >> 4)]));
                json.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
        rest = &rest[at + 1..];
    }
    json.push_str(rest);
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::Output;
    use crate::event::Kind;
    use crate::event::fields::Slot;
    use crate::event::rejection::Reason;
    use crate::event::tree::Node;

    #[test]
    fn events_come_out_as_json() {
        let source = r#"{"at":"2026-06-01T09:00:00Z","id":7,"text":"a \"b\" \u00e5","more":{"a":1,"b":[],"c":null}}"#;
        let node = Node::read(source).unwrap();
        let mut output = Output::default();
        output
            .event(Kind::Message, node.at("at"))
            .node(Slot::ConversationId, node.at("id"))
            .word(Slot::Role, "user")
            .node(Slot::Text, node.at("text"))
            .flag(Slot::Private, false)
            .attributes(node.at("more").members());
        output
            .event(Kind::Tagged, 1_500)
            .text(Slot::UserId, Some("a\u{1}\n\"\\"))
            .text(Slot::Channel, None)
            .tags(["x", "", "y"]);
        output.reject("id", Reason::Missing, "");
        output.leave_out("trace activities", "they are the bot's own");
        output.leave_out("trace activities", "they are the bot's own");
        let mut found = Vec::new();
        output.drain(|event| found.push(event.map(str::to_owned).map_err(|wrong| wrong.field)));
        assert_eq!(
            found,
            [
                Ok(r#"{"type":"message","ts":"2026-06-01T09:00:00Z","conversation_id":7,"role":"user","text":"a \"b\" \u00e5","attributes":{"a":1}}"#.to_owned()),
                Ok(r#"{"type":"tagged","ts":"1970-01-01T00:00:01.500Z","user_id":"a\u0001\n\"\\","tags":["x","y"]}"#.to_owned()),
                Err("id"),
            ]
        );
        assert_eq!(output.take_left_out()[0].count, 2);
        output.drain(|_| panic!("nothing is left"));
    }
}
