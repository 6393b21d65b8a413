//! The form that a mapping could have been written by.

use crate::event::fields::Slot;
use crate::event::mapping::form::{
    ATTRIBUTE, CLOCK, END, Form, RATED, Rows, START, Values, is_time,
};
use crate::event::mapping::{Mapping, TimeForm, To};
use crate::settings::Plain;

/// Keys of a mapping that a form keeps as they are.
const KEPT: [&str; 3] = ["list", "decimal_comma", "tags_separator"];

impl Form {
    /// The form of a mapping for these columns; `None` where it says what no
    /// form does.
    pub fn of(document: &Plain, columns: impl IntoIterator<Item = String>) -> Option<Form> {
        let mut form = Form::new(columns);
        for key in KEPT {
            form.set_other(key, document.field(key).cloned());
        }
        for (name, source) in document.at("fields").fields() {
            form.read_field(name, name, source);
        }
        if let Plain::List(events) = document.at("events") {
            form.rows = Rows::Whole;
            for event in events {
                form.read_event(event);
            }
        }
        let usual = document.at("time").text();
        for (_, meaning) in &form.columns.clone() {
            if is_time(meaning) && form.time(meaning).is_empty() {
                form.set_time(meaning, usual);
            }
        }
        alike(&form.document(), document).then_some(form)
    }

    /// One of the events of a whole conversation.
    fn read_event(&mut self, event: &Plain) {
        let kind = event.at("type").at("value").text();
        for (name, source) in event.fields() {
            match (kind, name) {
                (_, "type" | "when" | "each") | ("tagged", "ts") => {}
                ("conversation_started", "ts") => self.read_field(name, START, source),
                ("closed", "ts") => self.read_field(name, END, source),
                (_, "ts") => {
                    // A rating of which no time is told is as old as the end.
                    let from = source.field("from").unwrap_or(source);
                    let column = self.columns.iter().find(|column| from.text() == column.0);
                    if column.is_none_or(|(_, meaning)| meaning.is_empty()) {
                        self.read_field(name, RATED, source);
                    }
                }
                _ => self.read_field(name, name, source),
            }
        }
    }

    /// A field, which its columns have as their meaning.
    fn read_field(&mut self, name: &str, meaning: &str, source: &Plain) {
        if name == ATTRIBUTE {
            for column in source.items() {
                self.put(column.text(), ATTRIBUTE);
            }
            return;
        }
        if let Some(value) = source.field("value") {
            match name {
                "type" => self.rows = Rows::Each(value.text().to_owned()),
                _ => self.set_constant(meaning, Some(value.clone())),
            }
            return;
        }
        if name == "type" {
            self.rows = Rows::Told;
        }
        let from = source.field("from").unwrap_or(source);
        self.put(from.text(), meaning);
        for (place, column) in from.items().iter().enumerate() {
            let clock = place > 0 && is_time(meaning);
            self.put(column.text(), if clock { CLOCK } else { meaning });
        }
        self.set_time(meaning, source.at("time").text());
        let texts = source.at("values").fields();
        let texts = texts.map(|(text, value)| (text.to_owned(), value.clone()));
        let values = Values {
            texts: texts.collect(),
            others: source.field("default").cloned(),
        };
        if source.field("values").is_some() || values.others.is_some() {
            self.values.push((meaning.to_owned(), values));
        }
    }

    fn put(&mut self, column: &str, meaning: &str) {
        if let Some(own) = self.columns.iter_mut().find(|own| own.0 == column) {
            meaning.clone_into(&mut own.1);
        }
    }
}

/// Whether two documents mean the same, or are the same where they mean
/// nothing.
fn alike(one: &Plain, other: &Plain) -> bool {
    match (Mapping::read(one), Mapping::read(other)) {
        (Ok(one), Ok(other)) => timed(one) == timed(other),
        (Err(_), Err(_)) => one == other,
        _ => false,
    }
}

/// A mapping in which only times say how times are written.
fn timed(mut mapping: Mapping) -> Mapping {
    let fields = mapping
        .events
        .iter_mut()
        .flat_map(|event| &mut event.fields);
    for field in fields.filter(|field| field.to != To::Slot(Slot::Ts)) {
        field.source.time = TimeForm::Native;
    }
    mapping
}
