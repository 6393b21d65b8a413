//! Values that stand as text in a source, a cell of a table for one, as the
//! event format wants them: numbers, true and false, lists of tags.
//!
//! What cannot be read so stays as it is, for the native reader to reject.

use crate::base::decimal;
use crate::event::fields::Slot;
use crate::event::import::output::Draft;
use crate::event::json::Token;
use crate::event::tree::Node;

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// With a point, or with a comma where that is the only mark: `1.5`,
    /// `1,5`.
    #[default]
    Either,
    /// With a comma, and perhaps points between thousands: `1.234,5`.
    Comma,
    /// With a point, and perhaps commas between thousands: `1,234.5`.
    Point,
}

/// How the texts of a source are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// How numbers are written.
    pub mark: Mark,
    /// What stands between tags.
    pub separators: Vec<char>,
}

impl Default for Style {
    fn default() -> Style {
        Style {
            mark: Mark::Either,
            separators: vec!['|', ';'],
        }
    }
}

/// What the event format wants of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    Text,
    Number,
    Flag,
    Tags,
    AsItIs,
}

fn wants(slot: Slot) -> Wants {
    match slot {
        Slot::Confidence
        | Slot::Sentiment
        | Slot::Score
        | Slot::Scale
        | Slot::Value
        | Slot::Amount => Wants::Number,
        Slot::Private | Slot::Welcome | Slot::Fallback | Slot::Resolved | Slot::Canned => {
            Wants::Flag
        }
        Slot::Tags => Wants::Tags,
        Slot::Ts | Slot::Attributes => Wants::AsItIs,
        _ => Wants::Text,
    }
}

impl Draft<'_> {
    /// A field as the source has it, read in this style.
    pub fn cell(self, slot: Slot, node: Node<'_>, style: &Style) -> Self {
        match (wants(slot), node.token()) {
            (Wants::Text, Token::Number(raw)) => self.text(slot, Some(raw)),
            (Wants::Text, Token::Bool(flag)) => {
                self.word(slot, if flag { "true" } else { "false" })
            }
            (Wants::Number, Token::Text(text)) => match number(&text.cow(), style.mark) {
                Some(number) => self.number(slot, Some(number)),
                None => self.node(slot, node),
            },
            (Wants::Flag, Token::Text(text)) => match flag(&text.cow()) {
                Some(flag) => self.decided(slot, Some(flag)),
                None => self.node(slot, node),
            },
            (Wants::Flag, Token::Number(raw @ ("0" | "1"))) => self.decided(slot, Some(raw == "1")),
            (Wants::Tags, Token::Text(text)) => {
                let text = text.cow();
                match Node::read(&text) {
                    Ok(list) if list.is_list() => self.node(slot, list),
                    _ => self.tags(text.split(&*style.separators).map(str::trim)),
                }
            }
            (Wants::AsItIs, Token::Text(text)) if slot == Slot::Attributes => {
                match Node::read(&text.cow()) {
                    Ok(object) if object.is_object() => self.node(slot, object),
                    _ => self.node(slot, node),
                }
            }
            _ => self.node(slot, node),
        }
    }
}

/// The finite number that a text holds, blanks around and between thousands
/// apart.
pub fn number(text: &str, mark: Mark) -> Option<f64> {
    let blank = |letter: char| letter.is_whitespace();
    let mut digits = text.trim().replace(blank, "");
    match mark {
        Mark::Either => {
            if digits.matches(',').count() == 1 && !digits.contains('.') {
                digits = digits.replace(',', ".");
            }
        }
        Mark::Comma => digits = digits.replace('.', "").replace(',', "."),
        Mark::Point => digits = digits.replace(',', ""),
    }
    decimal::read(&digits).filter(|number| number.is_finite())
}

/// Whether a text says yes or no.
pub fn flag(text: &str) -> Option<bool> {
    let is_one_of = |words: [&str; 3]| {
        let mut words = words.iter();
        words.any(|word| text.trim().eq_ignore_ascii_case(word))
    };
    match (
        is_one_of(["true", "yes", "1"]),
        is_one_of(["false", "no", "0"]),
    ) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Style, flag, number};
    use crate::event::fields::Slot;
    use crate::event::import::Output;
    use crate::event::tree::Node;

    #[test]
    fn numbers_are_read_by_their_marks() {
        for (text, mark, expected) in [
            ("1.5", Mark::Either, Some(1.5)),
            (" 1,5 ", Mark::Either, Some(1.5)),
            ("-2", Mark::Either, Some(-2.0)),
            ("1,234.5", Mark::Either, None),
            ("1.234,5", Mark::Either, None),
            ("1,2,3", Mark::Either, None),
            ("1.234,5", Mark::Comma, Some(1234.5)),
            ("1 234,5", Mark::Comma, Some(1234.5)),
            ("1\u{a0}234", Mark::Comma, Some(1234.0)),
            ("1,234.5", Mark::Point, Some(1234.5)),
            ("", Mark::Either, None),
            ("five", Mark::Either, None),
            ("1e999", Mark::Either, None),
        ] {
            assert_eq!(number(text, mark), expected, "{text:?} {mark:?}");
        }
        assert_eq!(
            [flag("TRUE"), flag(" no"), flag("ja")],
            [Some(true), Some(false), None]
        );
    }

    #[test]
    fn texts_become_what_a_field_wants() {
        let source = r#"{"n":"4,5","f":"Yes","t":" vip | b2b;","l":"[\"a|b\"]","o":"{\"a\":1}","i":7,"b":true,"x":"?"}"#;
        let node = Node::read(source).unwrap();
        let style = Style::default();
        let mut output = Output::default();
        let mut draft = output.untyped();
        for (slot, key) in [
            (Slot::Score, "n"),
            (Slot::Score, "x"),
            (Slot::Private, "f"),
            (Slot::Private, "x"),
            (Slot::Tags, "t"),
            (Slot::Tags, "l"),
            (Slot::Attributes, "o"),
            (Slot::Topic, "i"),
            (Slot::Topic, "b"),
            (Slot::Ts, "i"),
            (Slot::Text, "none"),
        ] {
            draft = draft.cell(slot, node.at(key), &style);
        }
        let mut found = String::new();
        output.drain(|event| found = event.unwrap().to_owned());
        assert_eq!(
            found,
            r#"{"score":4.5,"score":"?","private":true,"private":"?","tags":["vip","b2b"],"tags":["a|b"],"attributes":{"a":1},"topic":"7","topic":"true","ts":7}"#
        );
    }
}
