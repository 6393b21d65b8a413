//! One text, read by our reader and by serde_json.

use chatgauge::base::decimal;
use chatgauge::event::json::{self, Token};
use chatgauge::event::tree::Node;
use serde_json::{Map, Number, Value};

/// What our reader makes of it; `None` where it refuses.
pub(crate) fn read(bytes: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    json::read(text, |_, _| {}).ok().map(tree)
}

/// Whether both say the same of it.
///
/// # Errors
///
/// What is different, in words.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let (ours, theirs) = (read(bytes), serde_json::from_slice::<Value>(bytes));
    match (ours, theirs) {
        (None, Err(_)) => fault_is_within(bytes),
        (Some(ours), Ok(theirs)) if same(&ours, &theirs) => {
            let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
            members_are_those_of_the_value(text)?;
            walk(Node::read(text).unwrap_or_default(), &theirs)
        }
        (Some(ours), Ok(theirs)) => Err(format!("we read {ours}, serde_json {theirs}")),
        (Some(ours), Err(error)) => Err(format!("we read {ours}, serde_json says: {error}")),
        (None, Ok(theirs)) => Err(format!("we refuse what serde_json reads as {theirs}")),
    }
}

/// A fault must be where a text can be cut, for it is told in characters.
fn fault_is_within(bytes: &[u8]) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Ok(());
    };
    match json::read(text, |_, _| {}) {
        Err(fault)
            if fault.cut_off == (fault.at == text.len()) && text.is_char_boundary(fault.at) =>
        {
            Ok(())
        }
        other => Err(format!("the fault is {other:?}")),
    }
}

/// The members handed out while reading are those that a second look finds.
fn members_are_those_of_the_value(text: &str) -> Result<(), String> {
    let mut given = Vec::new();
    let token = json::read(text, |key, value| given.push((key, value)));
    let mut again = Vec::new();
    if let Ok(Token::Object(object)) = token {
        let _ = json::read(object, |key, value| again.push((key, value)));
    }
    match given == again {
        true => Ok(()),
        false => Err("a second reading gives other members".to_owned()),
    }
}

/// A valid value with everything in it, as serde_json would hold it.
fn tree(token: Token<'_>) -> Value {
    match token {
        Token::Absent | Token::Null => Value::Null,
        Token::Bool(flag) => Value::Bool(flag),
        // What is no number to us would be null, which none is to serde_json.
        Token::Number(number) => read_number(number).map_or(Value::Null, Value::Number),
        Token::Text(text) => Value::String(text.read(&mut String::new()).to_owned()),
        Token::List(list) => {
            let mut values = Vec::new();
            json::items(list, |item| values.push(tree(item)));
            Value::Array(values)
        }
        Token::Object(object) => {
            let mut members = Map::new();
            let _ = json::read(object, |key, value| {
                members.insert(key.cow().into_owned(), tree(value));
            });
            Value::Object(members)
        }
    }
}

fn read_number(written: &str) -> Option<Number> {
    let whole = written.parse::<u64>().map(Number::from);
    let whole = whole.or_else(|_| written.parse::<i64>().map(Number::from));
    match whole {
        Ok(whole) if written != "-0" => Some(whole),
        _ => Number::from_f64(decimal::read(written)?),
    }
}

/// Whether two values are the same to the last bit, and in the same order.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            let bits = |number: &Number| number.as_f64().map(f64::to_bits);
            one == other && bits(one) == bits(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            let pairs = || one.iter().zip(other);
            one.len() == other.len() && pairs().all(|((k, a), (l, b))| k == l && same(a, b))
        }
        (one, other) => one == other,
    }
}

/// Whether a node gives what the value has, whatever it is asked for.
fn walk(node: Node<'_>, value: &Value) -> Result<(), String> {
    let nothing = matches!(value, Value::Null) || value == "";
    let number = value.as_f64().map(f64::to_bits);
    let own = [
        node.exists() != nothing,
        node.is_list() == value.is_array(),
        node.is_object() == value.is_object(),
        node.text().as_deref() == value.as_str().filter(|text| !text.is_empty()),
        node.is("x") == (value == "x"),
        node.number().map(f64::to_bits) == number,
        node.flag() == value.as_bool(),
        node.id().is_some() == is_id(node, value),
        !(node.moment().is_some() && number.is_none() && !value.is_string()),
    ];
    if let Some(question) = own.iter().position(|right| !right) {
        return Err(format!("question {question} about {value}: {node:?}"));
    }
    let (items, members) = (node.items(), node.members());
    let none = Vec::new();
    let expected = value.as_array().unwrap_or(&none);
    if items.len() != expected.len() {
        return Err(format!("{} items of {value}", items.len()));
    }
    for (item, value) in items.into_iter().zip(expected) {
        walk(item, value)?;
    }
    let Some(object) = value.as_object() else {
        return match members.is_empty() {
            true => Ok(()),
            false => Err(format!("{value} has members")),
        };
    };
    if members.iter().any(|(key, _)| !object.contains_key(&**key)) {
        return Err(format!("members that {value} has not"));
    }
    for (key, value) in object {
        let found = [node.at(key), node.path(&[key]), node.first(&[key, key])];
        if found.iter().any(|node| *node != found[0]) {
            return Err(format!("{key} is found in several ways: {found:?}"));
        }
        walk(found[0], value)?;
    }
    Ok(())
}

/// A text that says something, or a number written as a whole one.
fn is_id(node: Node<'_>, value: &Value) -> bool {
    match node.token() {
        Token::Number(written) => !written.contains(['.', 'e', 'E']),
        _ => value.as_str().is_some_and(|text| !text.is_empty()),
    }
}
