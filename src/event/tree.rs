//! A JSON value with everything in it, as importers look at it: reached by
//! key or item when it is wanted, never built up as a whole.

use std::borrow::Cow;

use crate::base::decimal;
use crate::base::moment::{self, Moment};
use crate::event::fields::{present, whole};
use crate::event::json::{self, Fault, Token};

/// A value, or nothing. `null` and the empty text read as nothing, as in
/// native events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Node<'a>(Token<'a>);

impl<'a> From<Token<'a>> for Node<'a> {
    fn from(token: Token<'a>) -> Node<'a> {
        Node(present(token))
    }
}

impl<'a> Node<'a> {
    /// Reads a text that holds one value and nothing else.
    ///
    /// # Errors
    ///
    /// The place of the first byte that is not JSON.
    pub fn read(source: &'a str) -> Result<Node<'a>, Fault> {
        json::read(source, |_, _| {}).map(Node::from)
    }

    /// The value as it stands in the source.
    pub fn token(self) -> Token<'a> {
        self.0
    }

    /// Whether there is a value.
    pub fn exists(self) -> bool {
        self.0 != Token::Absent
    }

    /// Whether it is an object.
    pub fn is_object(self) -> bool {
        matches!(self.0, Token::Object(_))
    }

    /// Whether it is a list.
    pub fn is_list(self) -> bool {
        matches!(self.0, Token::List(_))
    }

    /// The member of an object with this key, the last one of several.
    pub fn at(self, key: &str) -> Node<'a> {
        let mut found = Node::default();
        if let Token::Object(object) = self.0 {
            // The object was found valid when it was read.
            let _ = json::read(object, |name, value| {
                if name.is(key) {
                    found = value.into();
                }
            });
        }
        found
    }

    /// Whether an object has a member with this key, even if that says
    /// nothing.
    pub fn has(self, key: &str) -> bool {
        let mut has = false;
        if let Token::Object(object) = self.0 {
            let _ = json::read(object, |name, _| has |= name.is(key));
        }
        has
    }

    /// The member that a path of keys leads to.
    pub fn path(self, keys: &[&str]) -> Node<'a> {
        keys.iter().fold(self, |node, key| node.at(key))
    }

    /// The first of some members that has a value.
    pub fn first(self, keys: &[&str]) -> Node<'a> {
        let found = keys.iter().map(|key| self.at(key));
        found
            .into_iter()
            .find(|node| node.exists())
            .unwrap_or_default()
    }

    /// The members of an object in the order written; of others none.
    pub fn members(self) -> Vec<(Cow<'a, str>, Node<'a>)> {
        let mut members = Vec::new();
        if let Token::Object(object) = self.0 {
            let _ = json::read(object, |key, value| {
                members.push((key.cow(), value.into()));
            });
        }
        members
    }

    /// The items of a list; of others none.
    pub fn items(self) -> Vec<Node<'a>> {
        let mut items = Vec::new();
        if let Token::List(list) = self.0 {
            json::items(list, |item| items.push(item.into()));
        }
        items
    }

    /// What a text says.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.0 {
            Token::Text(text) => Some(text.cow()),
            _ => None,
        }
    }

    /// An id: a text, or a whole number as written.
    pub fn id(self) -> Option<Cow<'a, str>> {
        match self.0 {
            Token::Number(number) if whole(number) => Some(Cow::Borrowed(number)),
            _ => self.text(),
        }
    }

    /// A list or an object as it stands in the source.
    pub fn source(self) -> Option<&'a str> {
        match self.0 {
            Token::List(raw) | Token::Object(raw) => Some(raw),
            _ => None,
        }
    }

    /// A finite number.
    pub fn number(self) -> Option<f64> {
        match self.0 {
            Token::Number(number) => decimal::read(number).filter(|number| number.is_finite()),
            _ => None,
        }
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        match self.0 {
            Token::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    /// Whether it is a text that says exactly this.
    pub fn is(self, text: &str) -> bool {
        matches!(self.0, Token::Text(own) if own.is(text))
    }

    /// A time, read as the `ts` of native events is.
    pub fn moment(self) -> Option<Moment> {
        match self.0 {
            Token::Text(text) => moment::read(&text.cow()),
            _ => self.number().and_then(moment::unix).map(Moment::Utc),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Node;

    #[test]
    fn values_are_reached_by_key_and_item() {
        let source = r#"{"a":{"b":[1,{"c":"x\ny"},"",null]},"a2":7,"n":12,"f":1.5,"t":true}"#;
        let node = Node::read(source).unwrap();
        let items = node.path(&["a", "b"]).items();
        assert_eq!(items[0].id().as_deref(), Some("1"));
        assert_eq!(items[1].at("c").text().as_deref(), Some("x\ny"));
        assert!(!items[2].exists() && !items[3].exists());
        assert_eq!(node.first(&["no", "n"]).number(), Some(12.0));
        assert_eq!((node.at("f").id(), node.at("t").flag()), (None, Some(true)));
        let keys: Vec<_> = node.members().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "a2", "n", "f", "t"]);
        assert!(!node.path(&["n", "x"]).exists());
        assert!(Node::read("{\"a\":}").is_err());
    }
}
