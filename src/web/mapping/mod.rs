//! The mapping step: a person says what the columns of an unknown file mean
//! and sees what comes of it, before anything is opened.

mod column;
pub(crate) mod edit;
mod form;
pub(crate) mod formats;
mod outcome;
mod parts;

use std::rc::Rc;

use js_sys::JSON;
use web_sys::{DragEvent, Event, HtmlElement};

use crate::base::decimal;
use crate::engine::Preview;
use crate::event::mapping::form::{Form, is_number};
use crate::event::mapping::known::key_of;
use crate::settings::Plain;
use crate::view::text::fill;
use crate::web::action::{Action, MappingAction, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::header::short_name;
use crate::web::mapping::edit::{Bench, Edit, NOTHING};
use crate::web::mapping::form::rows_of;
use crate::web::mapping::parts::Parts;
use crate::web::message;
use crate::web::opener::files_in;
use crate::web::save::readable;
use crate::web::stage::Stage;
use crate::web::summary::Dialog;

/// A file and its mapping, while the dialog is open.
pub(crate) struct Step {
    /// The load that the file is of.
    pub(crate) load: u32,
    /// The file.
    pub(crate) name: String,
    /// The number of the last question about it.
    pub(crate) asked: u32,
    /// The mapping; nothing before the first answer.
    document: Option<Plain>,
    form: Option<Form>,
    preview: Preview,
    parts: Option<Parts>,
    bench: Rc<Bench>,
    /// What is told of the whole step.
    told: HtmlElement,
    dialog: Dialog,
}

impl Step {
    /// Opens the dialog for a file, with the mapping that it has if it has
    /// one.
    pub(crate) fn open(
        stage: &Rc<Stage>,
        tell: &Tell,
        load: u32,
        name: &str,
        document: Option<Plain>,
    ) -> Step {
        let bench = Bench::new(stage, tell);
        let title = fill(bench.words().title, &[("name", short_name(name))]);
        let mut dialog = Dialog::open(stage, &title);
        let element = dialog.element();
        dom::toggle(element, "settings", true);
        dom::toggle(element, "mapping", true);
        // What it holds comes later: the keyboard begins at its top.
        element.set_tab_index(-1);
        dom::focus(element);
        let told = dom::make("div", "told");
        dom::attribute(&told, "role", "status");
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(dialog.element(), "close", move |_: Event| {
            heard(Action::Mapping(MappingAction::Edit(Edit::Close)));
        });
        let (heard, hover) = (bench.clone(), tell.clone());
        listeners.on(dialog.element(), "drop", move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            hover(Action::Hover(false));
            let files = event.data_transfer().and_then(|transfer| transfer.files());
            if let Some(file) = files.and_then(|files| files_in(&files).into_iter().next()) {
                heard.send(Edit::Import(file));
            }
        });
        dialog.keep(listeners);
        Step {
            load,
            name: name.to_owned(),
            asked: 0,
            document,
            form: None,
            preview: Preview::default(),
            parts: None,
            bench,
            told,
            dialog,
        }
    }

    /// The mapping that is asked about.
    pub(crate) fn document(&self) -> Option<&Plain> {
        self.parts.as_ref().and(self.document.as_ref())
    }

    /// What the file is known by, if it is in no known format.
    pub(crate) fn key(&self) -> Option<String> {
        let fields = &self.preview.fields;
        (!fields.is_empty()).then(|| key_of(fields))
    }

    /// Takes an answer; says whether to ask again. The first one tells what
    /// the file is; where a file of these columns was mapped before, `memory`
    /// has its mapping.
    pub(crate) fn take(&mut self, answer: Option<(Preview, bool)>, memory: &Plain) -> bool {
        let Some((preview, whole)) = answer else {
            let lost = self.bench.words().lost;
            let lost = fill(lost, &[("name", short_name(&self.name))]);
            return self.tell(&lost);
        };
        let first = self.parts.is_none();
        let suggested = preview.mapping.clone();
        self.preview = preview;
        if first {
            let known = self.key().and_then(|key| memory.field(&key).cloned());
            let document = self.document.take().or(known);
            let ask = document.is_some() || self.preview.format.is_some();
            self.document = document.or(suggested);
            let parts = Parts::new(&self.bench, &self.preview, &self.dialog, &self.told);
            self.parts = Some(parts);
            self.read_form();
            if ask {
                self.show();
                return self.document.is_some();
            }
        }
        self.show();
        let Some(parts) = &self.parts else {
            return false;
        };
        parts.outcome.show(&self.preview, whole, self.form.as_ref());
        let ready = self.preview.refused.is_empty() && self.preview.count > 0;
        dom::flag(&parts.open, "disabled", !ready);
        false
    }

    /// The form of the mapping as it is now, if it has one.
    fn read_form(&mut self) {
        let columns = self
            .preview
            .columns
            .iter()
            .map(|column| column.name.clone());
        let document = self.document.as_ref();
        self.form = document.and_then(|document| Form::of(document, columns));
    }

    /// Takes a mapping that came from elsewhere.
    fn put(&mut self, document: Plain) -> bool {
        self.document = Some(document);
        self.read_form();
        self.show();
        self.write();
        true
    }

    /// Shows the form or the text.
    fn show(&mut self) {
        let Some(parts) = &mut self.parts else {
            return;
        };
        if let Some(form) = &self.form {
            parts.form.show(form, &self.preview);
        }
        let as_text = self.form.is_none() || parts.is_text();
        parts.form.element().set_hidden(as_text);
        let shown = parts.json.hidden() && as_text;
        parts.json.set_hidden(!as_text);
        let pressed = if as_text { "true" } else { "false" };
        dom::attribute(&parts.turn, "aria-pressed", pressed);
        if shown {
            self.write();
        }
    }

    /// Writes the mapping as text.
    fn write(&self) {
        if let (Some(parts), Some(document)) = (&self.parts, &self.document) {
            let text = readable(&message::to_js(document));
            parts.text.set_value(&text);
            parts.say_wrong("");
        }
    }

    /// Says a sentence about the whole step.
    fn tell(&self, sentence: &str) -> bool {
        dom::say(&self.told, sentence);
        if self.parts.is_none() {
            dom::append(self.dialog.body(), &[&self.told]);
        }
        false
    }

    /// Changes what an edit asks for; says whether to ask what comes of it.
    pub(crate) fn edit(&mut self, edit: Edit) -> bool {
        match edit {
            Edit::Json(text) => return self.type_json(&text),
            Edit::Turn => return self.turn(),
            Edit::Imported(name, read) => return self.import(&name, read),
            other => {
                let Some(form) = &mut self.form else {
                    return false;
                };
                change(form, other, &self.preview.rows);
                self.document = Some(form.document());
            }
        }
        self.show();
        true
    }

    fn type_json(&mut self, text: &str) -> bool {
        let Some(parts) = &self.parts else {
            return false;
        };
        let read = JSON::parse(text).and_then(|value| Ok(serde_wasm_bindgen::from_value(value)?));
        match read {
            Ok(document) => {
                parts.say_wrong("");
                self.document = Some(document);
                self.read_form();
                true
            }
            Err(error) => {
                let detail = js_sys::Error::from(error).message();
                let detail = String::from(detail);
                let wrong = fill(self.bench.words().not_json, &[("detail", &detail)]);
                dom::attribute(&parts.open, "disabled", "");
                parts.say_wrong(&wrong);
                false
            }
        }
    }

    /// From the form to the text and back.
    fn turn(&mut self) -> bool {
        let Some(parts) = &self.parts else {
            return false;
        };
        if self.form.is_none() {
            return self.tell(self.bench.words().only_json);
        }
        let turned = if parts.is_text() { "false" } else { "true" };
        dom::attribute(&parts.turn, "aria-pressed", turned);
        self.tell("");
        self.show();
        false
    }

    fn import(&mut self, name: &str, read: Result<Plain, String>) -> bool {
        let words = self.bench.words();
        let said = match &read {
            Ok(Plain::Object(_)) => words.imported,
            _ => words.no_mapping,
        };
        self.tell(&fill(said, &[("name", name)]));
        match read {
            Ok(document @ Plain::Object(_)) => self.put(document),
            _ => false,
        }
    }
}

/// Changes a form.
fn change(form: &mut Form, edit: Edit, rows: &[Vec<String>]) {
    let typed = |meaning: &str, value: String| match decimal::read(value.trim()) {
        Some(number) if is_number(meaning) => Plain::Number(number),
        _ => Plain::Text(value),
    };
    match edit {
        Edit::Rows(value) => form.set_rows(rows_of(&value), rows),
        Edit::Column(place, meaning) => form.mean(place, &meaning, rows),
        Edit::Time(meaning, pattern) => form.set_time(&meaning, &pattern),
        Edit::Value {
            meaning,
            text,
            value,
        } => {
            let value = match value.as_str() {
                "" => None,
                NOTHING => Some(Plain::Null),
                _ => Some(typed(&meaning, value)),
            };
            form.set_value(&meaning, text.as_deref(), value);
        }
        Edit::Constant(meaning, value) => {
            let value = value.map(|value| typed(&meaning, value));
            form.set_constant(&meaning, value);
        }
        Edit::Other(key, value) => form.set_other(
            &key,
            match value.as_str() {
                "" => None,
                "true" => Some(Plain::Bool(true)),
                "false" => Some(Plain::Bool(false)),
                _ => Some(Plain::Text(value)),
            },
        ),
        // These change no form.
        Edit::Json(_)
        | Edit::Turn
        | Edit::Import(_)
        | Edit::Imported(..)
        | Edit::Export
        | Edit::Open
        | Edit::Close => {}
    }
}
