//! Settings as they arrive: a value of JSON's shapes, from whichever door.
//!
//! Reading through a plain value, and not straight into the settings, lets
//! each bad setting be refused on its own.

use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::base::number::Number;

/// A value of one of JSON's shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// `null`, and what a door has for "not there".
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number.
    Number(f64),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Plain>),
    /// Values by key, in the order of the keys, each once: made by
    /// [`Plain::object`].
    Object(Vec<(String, Plain)>),
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Plain, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a boolean, a number, text, a list or an object")
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }

    fn visit_none<E>(self) -> Result<Plain, E> {
        Ok(Plain::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Plain, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Plain, E> {
        Ok(Plain::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Plain, E> {
        Ok(Plain::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Plain, E> {
        Ok(Plain::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Plain, E> {
        Ok(Plain::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Plain, E> {
        Ok(Plain::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Plain, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Plain::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Plain, A::Error> {
        let mut object = Vec::new();
        while let Some((key, value)) = map.next_entry()? {
            put(&mut object, key, value);
        }
        Ok(Plain::Object(object))
    }
}

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Null => serializer.serialize_unit(),
            Plain::Bool(value) => serializer.serialize_bool(*value),
            Plain::Number(value) => Number(*value).serialize(serializer),
            Plain::Text(value) => serializer.serialize_str(value),
            Plain::List(values) => serializer.collect_seq(values),
            Plain::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl Plain {
    /// An object of these fields; of a repeated key the last counts.
    pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Plain)>) -> Plain {
        object(&mut fields.into_iter())
    }

    /// A field of an object, if it is one and has it.
    pub fn field(&self, key: &str) -> Option<&Plain> {
        let Plain::Object(fields) = self else {
            return None;
        };
        let place = place(fields, key).ok()?;
        Some(&fields[place].1)
    }

    /// A field of an object; `Null` where there is none.
    pub fn at(&self, key: &str) -> &Plain {
        self.field(key).unwrap_or(&Plain::Null)
    }

    /// The fields of an object, by key; nothing has none.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Plain)> {
        let fields = match self {
            Plain::Object(fields) => fields.as_slice(),
            _ => &[],
        };
        fields.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The values of a list; nothing has none.
    pub fn items(&self) -> &[Plain] {
        match self {
            Plain::List(values) => values,
            _ => &[],
        }
    }

    /// Text as it is; empty for anything else.
    pub fn text(&self) -> &str {
        match self {
            Plain::Text(text) => text,
            _ => "",
        }
    }
}

/// Compiled once, whatever the fields come from.
#[inline(never)]
fn object(fields: &mut dyn Iterator<Item = (&str, Plain)>) -> Plain {
    let mut object = Vec::new();
    for (key, value) in fields {
        put(&mut object, key.to_owned(), value);
    }
    Plain::Object(object)
}

fn put(object: &mut Vec<(String, Plain)>, key: String, value: Plain) {
    match place(object, &key) {
        Ok(place) => object[place].1 = value,
        Err(place) => object.insert(place, (key, value)),
    }
}

/// Where a key stands, or would stand.
fn place(object: &[(String, Plain)], key: &str) -> Result<usize, usize> {
    object.binary_search_by(|field| field.0.as_str().cmp(key))
}

impl From<f64> for Plain {
    fn from(value: f64) -> Plain {
        Plain::Number(value)
    }
}

impl From<&str> for Plain {
    fn from(value: &str) -> Plain {
        Plain::Text(value.to_owned())
    }
}

/// Nothing is null.
impl<T: Into<Plain>> From<Option<T>> for Plain {
    fn from(value: Option<T>) -> Plain {
        value.map_or(Plain::Null, T::into)
    }
}

/// As JSON on one line.
impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Plain::Null => f.write_str("null"),
            Plain::Bool(value) => write!(f, "{value}"),
            Plain::Number(value) => write!(f, "{value}"),
            Plain::Text(value) => write!(f, "{value:?}"),
            Plain::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{value}")?;
                }
                f.write_str("]")
            }
            Plain::Object(fields) => {
                f.write_str("{")?;
                for (index, (key, value)) in fields.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    write!(f, "{comma}{key:?}:{value}")?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;

    #[test]
    fn takes_every_shape_and_shows_it() {
        let text = r#"{"a":null,"b":[true,-1.5,18446744073709551615],"c":{"d":"e\"f"}}"#;
        let plain: Plain = serde_json::from_str(text).unwrap();
        assert_eq!(
            plain.to_string(),
            r#"{"a":null,"b":[true,-1.5,18446744073709552000],"c":{"d":"e\"f"}}"#
        );
        assert_eq!(plain.field("a"), Some(&Plain::Null));
        assert_eq!(plain.field("e"), None);
        let twice: Plain = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        assert_eq!(twice.to_string(), r#"{"a":2,"b":3}"#);
    }

    #[test]
    fn is_written_as_it_was_read() {
        let text = r#"{"a":null,"b":[true,-1.5,{}],"c":{"d":"e\"f"}}"#;
        let plain: Plain = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&plain).unwrap(), text);
        assert_eq!(plain.at("c").at("d").text(), "e\"f");
        assert_eq!(plain.at("c").at("x"), &Plain::Null);
        assert_eq!(plain.at("b").items().len(), 3);
        let keys: Vec<&str> = plain.fields().map(|(key, _)| key).collect();
        assert_eq!(keys, ["a", "b", "c"]);
    }
}
