//! Looks up in a record what a mapping says a field is made of.

use std::borrow::Cow;

use crate::base::decimal;
use crate::base::moment::{self, Moment};
use crate::event::import::output::quote_json;
use crate::event::json::Token;
use crate::event::mapping::{Constant, Path, Source, TimeForm, When};
use crate::event::tree::Node;

/// The members of a record, each read once.
pub(super) struct Members<'a>(Vec<(Cow<'a, str>, Node<'a>)>);

impl<'a> Members<'a> {
    pub(super) fn of(record: Node<'a>) -> Members<'a> {
        Members(record.members())
    }

    /// The value that a way leads to.
    pub(super) fn at(&self, path: &Path) -> Node<'a> {
        if let Some(node) = self.member(&path.whole) {
            return node;
        }
        let Some((first, rest)) = path.keys.split_first() else {
            return Node::default();
        };
        let start = self.member(first).unwrap_or_default();
        rest.iter().fold(start, |node, key| match node.is_list() {
            false => node.at(key),
            true => {
                let index = key.parse::<usize>().ok();
                let item = index.and_then(|index| node.items().into_iter().nth(index));
                item.unwrap_or_default()
            }
        })
    }

    /// The last one of a name.
    fn member(&self, name: &str) -> Option<Node<'a>> {
        let mut named = self.0.iter().rev().filter(|(key, _)| key == name);
        named.next().map(|(_, node)| *node)
    }

    /// Whether a condition holds.
    pub(super) fn meet(&self, when: &When) -> bool {
        let node = self.at(&when.from);
        let text = plain(node).unwrap_or_default();
        node.exists() && (when.is.is_empty() || when.is.iter().any(|is| is == text.trim()))
    }
}

/// What a field is made of, as it was found.
pub(super) enum Found<'a> {
    /// As it stands in the record.
    Node(Node<'a>),
    /// JSON text: made of several fields, or standing for one.
    Made(Cow<'a, str>),
    /// The mapping says that this text stands for nothing.
    Nothing(String),
}

impl Found<'_> {
    /// The value.
    pub(super) fn node(&self) -> Node<'_> {
        match self {
            Found::Node(node) => *node,
            Found::Made(json) => Node::read(json).unwrap_or_default(),
            Found::Nothing(_) => Node::default(),
        }
    }
}

impl Source {
    /// What the source is in a record.
    pub(super) fn find<'a>(&'a self, members: &Members<'a>) -> Found<'a> {
        let found = match self.from.as_slice() {
            [path] => Found::Node(members.at(path)),
            paths => joined(paths, members),
        };
        let node = found.node();
        if !node.exists() {
            return self.or_default(found);
        }
        if self.values.is_empty() {
            return found;
        }
        let text = plain(node).unwrap_or_default();
        let text = text.trim();
        match self.values.iter().find(|(value, _)| value == text) {
            Some((_, Some(Constant(json)))) => Found::Made(Cow::Borrowed(json)),
            Some((_, None)) => Found::Nothing(text.to_owned()),
            None => self.or_default(found),
        }
    }

    fn or_default<'a>(&'a self, found: Found<'a>) -> Found<'a> {
        match &self.default {
            Some(Constant(json)) => Found::Made(Cow::Borrowed(json)),
            None => found,
        }
    }
}

/// The texts of several fields with blanks between them.
fn joined<'a>(paths: &[Path], members: &Members<'a>) -> Found<'a> {
    let texts = paths.iter().map(|path| members.at(path));
    let texts: Vec<Cow<'_, str>> = texts.filter_map(plain).collect();
    if texts.is_empty() {
        return Found::Node(Node::default());
    }
    let mut json = String::new();
    quote_json(texts.join(" ").trim(), &mut json);
    Found::Made(Cow::Owned(json))
}

/// The text of a value that is no object and no list.
pub(in crate::event::mapping) fn plain(node: Node<'_>) -> Option<Cow<'_, str>> {
    match node.token() {
        Token::Text(text) => Some(text.cow()),
        Token::Number(raw) => Some(Cow::Borrowed(raw)),
        Token::Bool(flag) => Some(Cow::Borrowed(if flag { "true" } else { "false" })),
        Token::Absent | Token::Null | Token::List(_) | Token::Object(_) => None,
    }
}

impl TimeForm {
    /// The time that a value tells in this form; native ones are left to
    /// the native reader.
    pub(super) fn read(&self, node: Node<'_>) -> Option<Moment> {
        let unit = match self {
            TimeForm::Native => return node.moment(),
            TimeForm::Pattern(pattern) => return pattern.read(&node.text()?),
            TimeForm::Seconds => 1_000.0,
            TimeForm::Milliseconds => 1.0,
        };
        let number = match node.text() {
            Some(text) => decimal::read(text.trim()),
            None => node.number(),
        };
        moment::millis(number? * unit).map(Moment::Utc)
    }
}
