//! Mappings by the fields of the records that they are for, so that a file
//! with the same fields is read as the one before it was.

use std::rc::Rc;

use crate::event::mapping::Mapping;
use crate::settings::Plain;

/// Mappings, each under the [`key_of`] its fields.
#[derive(Clone, Debug, Default)]
pub struct Memory(Vec<(String, Rc<Mapping>)>);

impl Memory {
    /// The mappings of an object that holds their documents by key. One with
    /// a wrong key is left out: its files are unknown then.
    pub fn read(documents: &Plain) -> Memory {
        let good = documents.fields().filter_map(|(key, document)| {
            let mapping = Mapping::read(document).ok()?;
            Some((key.to_owned(), Rc::new(mapping)))
        });
        Memory(good.collect())
    }

    /// The mapping for records with these fields.
    pub fn find(&self, fields: &[String]) -> Option<Rc<Mapping>> {
        let wanted = key_of(fields);
        let known = self.0.iter().find(|(key, _)| *key == wanted);
        known.map(|(_, mapping)| Rc::clone(mapping))
    }
}

/// What fields are known by, whatever order they stand in: their names, one
/// a line.
pub fn key_of(fields: &[String]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in fields {
        if let Err(place) = names.binary_search(&name.as_str()) {
            names.insert(place, name);
        }
    }
    names.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Memory, key_of};
    use crate::settings::Plain;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn a_mapping_is_known_by_its_fields_in_any_order() {
        let text = r#"{
            "a\nb": {"fields": {"ts": "a", "type": {"value": "message"}}},
            "c": {"fields": {"ts": "c"}}
        }"#;
        let documents: Plain = serde_json::from_str(text).unwrap();
        let memory = Memory::read(&documents);
        assert_eq!(key_of(&names(&["b", "a", "b"])), "a\nb");
        assert!(memory.find(&names(&["b", "a"])).is_some());
        assert!(memory.find(&names(&["a"])).is_none());
        assert!(memory.find(&names(&["c"])).is_none(), "it has no type");
    }
}
