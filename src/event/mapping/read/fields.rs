//! Reads where the fields of an event come from.

use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::output::quote_json;
use crate::event::kind::{INITIATORS, LEAD_STAGES, ROLES, SURVEYS};
use crate::event::mapping::read::{Reader, SOURCE_KEYS};
use crate::event::mapping::{Constant, Field, Path, Source, To};
use crate::settings::Plain;

/// What the names of attributes begin with.
const ATTRIBUTES: &str = "attributes.";

impl Reader {
    /// The fields of an object; keys other than these are theirs.
    pub(super) fn fields(&mut self, key: &str, object: &Plain, others: &[&str]) -> Vec<Field> {
        if !matches!(object, Plain::Object(_) | Plain::Null) {
            self.refuse(key, object, "an object of the fields of events");
        }
        let mut fields = Vec::new();
        for (name, value) in object.fields() {
            let place = format!("{key}.{name}");
            match name.strip_prefix(ATTRIBUTES) {
                _ if others.contains(&name) => {}
                Some(name) => fields.extend(self.attribute(&place, name, value)),
                None if name == "attributes" => {
                    fields.append(&mut self.attributes(&place, value));
                }
                None => match Slot::from_name(name) {
                    Some(slot) => {
                        let source = self.source(&place, Some(slot), value);
                        fields.extend(source.map(|source| Field {
                            to: To::Slot(slot),
                            of_record: false,
                            source,
                        }));
                    }
                    None => {
                        let names: Vec<&str> = Slot::ALL.iter().map(|slot| slot.name()).collect();
                        let others = others.iter().copied();
                        let names: Vec<&str> = others.chain(names).collect();
                        self.refuse(&place, value, &format!("the keys {}", names.join(", ")));
                    }
                },
            }
        }
        fields
    }

    /// Attributes by name, or a list of columns that are called as they are.
    fn attributes(&mut self, key: &str, value: &Plain) -> Vec<Field> {
        match value {
            Plain::Object(_) => {
                let fields = value.fields();
                let fields = fields.filter_map(|(name, value)| {
                    self.attribute(&format!("{key}.{name}"), name, value)
                });
                fields.collect()
            }
            _ => {
                let names = self.texts(key, value);
                let fields = names
                    .iter()
                    .filter_map(|name| self.attribute(key, name, &Plain::Text(name.clone())));
                fields.collect()
            }
        }
    }

    fn attribute(&mut self, key: &str, name: &str, value: &Plain) -> Option<Field> {
        let source = self.source(key, None, value)?;
        Some(Field {
            to: To::Attribute(name.to_owned()),
            of_record: false,
            source,
        })
    }

    fn source(&mut self, key: &str, slot: Option<Slot>, value: &Plain) -> Option<Source> {
        let Plain::Object(fields) = value else {
            let from = self.from(key, value);
            return Some(Source {
                time: self.time.clone(),
                from,
                ..Source::default()
            });
        };
        if let Some((name, _)) = fields
            .iter()
            .find(|(name, _)| !SOURCE_KEYS.contains(&name.as_str()))
        {
            let allowed = format!("the keys {}", SOURCE_KEYS.join(", "));
            self.refuse(&format!("{key}.{name}"), value.at(name), &allowed);
        }
        let constant = self.constant(&format!("{key}.value"), slot, value.at("value"));
        let default = self.constant(&format!("{key}.default"), slot, value.at("default"));
        let from = match value.at("from") {
            Plain::Null => Vec::new(),
            from => self.from(&format!("{key}.from"), from),
        };
        if from.is_empty() == constant.is_none() {
            self.refuse(key, value, "an object with either from or value");
        }
        let usual = self.time.clone();
        Some(Source {
            values: self.values(&format!("{key}.values"), slot, value.at("values")),
            time: self.time_form(&format!("{key}.time"), value.at("time"), usual),
            default: constant.or(default),
            from,
        })
    }

    /// The names of one or several fields.
    fn from(&mut self, key: &str, value: &Plain) -> Vec<Path> {
        match value {
            Plain::List(names) if !names.is_empty() => {
                let paths = names.iter().filter_map(|name| self.path(key, name));
                paths.collect()
            }
            Plain::Text(_) => self.path(key, value).into_iter().collect(),
            _ => {
                let allowed = "the name of a field, a list of names, or an object of ";
                self.refuse(key, value, &format!("{allowed}{}", SOURCE_KEYS.join(", ")));
                Vec::new()
            }
        }
    }

    fn values(
        &mut self,
        key: &str,
        slot: Option<Slot>,
        value: &Plain,
    ) -> Vec<(String, Option<Constant>)> {
        if !matches!(value, Plain::Object(_) | Plain::Null) {
            self.refuse(key, value, "an object: what texts stand for");
        }
        let mut values = Vec::new();
        for (text, value) in value.fields() {
            let constant = self.constant(&format!("{key}.{text}"), slot, value);
            values.push((text.trim().to_owned(), constant));
        }
        values
    }

    /// A text, number, true or false; where a field has words of its own,
    /// one of them.
    fn constant(&mut self, key: &str, slot: Option<Slot>, value: &Plain) -> Option<Constant> {
        let mut json = String::new();
        match value {
            Plain::Null => return None,
            Plain::Text(text) => quote_json(text, &mut json),
            Plain::Number(number) => json = number.to_string(),
            Plain::Bool(flag) => json = flag.to_string(),
            _ => self.refuse(key, value, "a text, a number, true or false"),
        }
        let words = slot.map_or_else(Vec::new, words);
        if !words.is_empty() && !words.contains(&value.text()) {
            self.refuse(key, value, &words.join(", "));
        }
        Some(Constant(json))
    }
}

/// The words that a field may have, whatever the type of its event.
pub(in crate::event::mapping) fn words(slot: Slot) -> Vec<&'static str> {
    match slot {
        Slot::Type => Kind::ALL.iter().map(|&(_, name)| name).collect(),
        Slot::Role | Slot::By => ROLES.to_vec(),
        Slot::InitiatedBy => INITIATORS.to_vec(),
        Slot::Kind => SURVEYS.to_vec(),
        Slot::Stage => LEAD_STAGES.to_vec(),
        _ => Vec::new(),
    }
}
