//! The mapping that a form stands for.

use crate::event::mapping::form::{ATTRIBUTE, CLOCK, END, Form, RATED, Rows, START};
use crate::settings::Plain;

/// The fields that only one of the events of a whole conversation has.
const OWN: [(&str, &[&str]); 3] = [
    ("tagged", &["tags"]),
    ("closed", &["resolved", "by", "reason"]),
    (
        "rating",
        &["score", "scale", "kind", "comment", "touchpoint"],
    ),
];

type Fields<'a> = Vec<(&'a str, Plain)>;

impl Form {
    /// The mapping, as a document.
    pub fn document(&self) -> Plain {
        let mut keys: Fields<'_> = self
            .others
            .iter()
            .map(|(key, value)| (key.as_str(), value.clone()))
            .collect();
        let mut fields = self.common();
        match &self.rows {
            Rows::Told => {}
            Rows::Each(kind) => fields.push(("type", constant(&kind.as_str().into()))),
            Rows::Whole => keys.push(("events", Plain::List(self.events()))),
        }
        keys.push(("fields", Plain::object(fields)));
        Plain::object(keys)
    }

    /// The fields that all events share.
    fn common(&self) -> Fields<'_> {
        let mut fields = Fields::new();
        for (_, meaning) in &self.columns {
            let meaning = meaning.as_str();
            let known = fields.iter().any(|(name, _)| *name == meaning);
            let apart = matches!(meaning, "" | CLOCK | START | END | RATED);
            if !known && !apart && !self.is_own(meaning) {
                fields.push((meaning, self.source(meaning)));
            }
        }
        for (name, value) in &self.constants {
            if !self.is_own(name) {
                fields.push((name, constant(value)));
            }
        }
        fields
    }

    /// Whether only one of several events has a field.
    fn is_own(&self, meaning: &str) -> bool {
        self.rows == Rows::Whole && OWN.iter().any(|(_, own)| own.contains(&meaning))
    }

    /// The events of a whole conversation.
    fn events(&self) -> Vec<Plain> {
        let time = |meaning| self.has(meaning).then(|| self.source(meaning));
        let (start, end, rated) = (time(START), time(END), time(RATED));
        let mut events = Vec::new();
        if let Some(time) = &start {
            events.push(self.event("conversation_started", time, None));
        }
        let began = start.as_ref().or(end.as_ref());
        if let (Some(time), true) = (began, self.has("tags")) {
            events.push(self.event("tagged", time, Some("tags")));
        }
        if let Some(time) = &end {
            events.push(self.event("closed", time, None));
        }
        let told = rated.or(end).or(start);
        if let (Some(time), true) = (told, self.has("score")) {
            events.push(self.event("rating", &time, Some("score")));
        }
        events
    }

    /// One of them, only where a column says something if there is a `when`.
    fn event(&self, kind: &str, time: &Plain, when: Option<&str>) -> Plain {
        let mut fields = vec![("type", constant(&kind.into())), ("ts", time.clone())];
        let own = OWN.iter().find(|(name, _)| *name == kind);
        for meaning in own.map_or(&[][..], |(_, own)| own) {
            match self.constant(meaning) {
                Some(value) => fields.push((meaning, constant(value))),
                None if self.has(meaning) => fields.push((meaning, self.source(meaning))),
                None => {}
            }
        }
        let place = when.and_then(|when| self.places(when).first().copied());
        if let Some(place) = place {
            fields.push(("when", self.columns[place].0.as_str().into()));
        }
        Plain::object(fields)
    }

    /// What the columns of a meaning make.
    fn source(&self, meaning: &str) -> Plain {
        let mut places = self.places(meaning);
        if meaning == self.clocked() {
            places.extend(self.places(CLOCK));
        }
        let names = places.iter().map(|&place| self.columns[place].0.as_str());
        let mut names: Vec<Plain> = names.map(Plain::from).collect();
        if meaning == ATTRIBUTE {
            return Plain::List(names);
        }
        let from = match names.len() {
            1 => names.remove(0),
            _ => Plain::List(names),
        };
        let mut source = Fields::new();
        let form = self.time(meaning);
        if !form.is_empty() {
            source.push(("time", form.into()));
        }
        if let Some(values) = self.values(meaning) {
            let texts = values.texts.iter();
            let texts = texts.map(|(text, value)| (text.as_str(), value.clone()));
            source.push(("values", Plain::object(texts)));
            source.extend(values.others.iter().map(|value| ("default", value.clone())));
        }
        if source.is_empty() && matches!(from, Plain::Text(_)) {
            return from;
        }
        source.push(("from", from));
        Plain::object(source)
    }
}

fn constant(value: &Plain) -> Plain {
    Plain::object([("value", value.clone())])
}
