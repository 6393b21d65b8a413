//! The menu of notes on the time axis that a person types in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::base::date;
use crate::report::figure::Annotation;
use crate::view::format;
use crate::view::state::Change;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::popover::{Popover, toggle_by};
use crate::web::settings::entry::input;
use crate::web::stage::Stage;
use crate::web::tools::words_of;

/// The button and its menu.
pub(crate) struct Notes {
    element: HtmlElement,
    form: Rc<Form>,
    list: HtmlElement,
    rows: Listeners,
    _listeners: Listeners,
}

/// Where a note is typed in.
struct Form {
    stage: Rc<Stage>,
    tell: Tell,
    date: HtmlInputElement,
    text: HtmlInputElement,
    submit: HtmlElement,
    wrong: HtmlElement,
    /// All notes as they are.
    notes: RefCell<Vec<Annotation>>,
    /// The one that is being changed.
    changed: Cell<Option<usize>>,
}

impl Notes {
    /// A closed menu.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Notes {
        let words = words_of(stage);
        let button = dom::button("tool opens", words.notes);
        let menu = dom::make("div", "menu tool-menu");
        let element = dom::wrap("div", "tool-place", &[&button, &menu]);
        let mut listeners = Listeners::default();
        let popover = Popover::new(&element, &menu, &button, words.notes, &mut listeners);
        let list = dom::make("ul", "saved");
        let when = input("field", words.date);
        when.set_type("date");
        let wrong = dom::make("p", "wrong");
        dom::attribute(&wrong, "role", "alert");
        let form = Rc::new(Form {
            stage: stage.clone(),
            tell: tell.clone(),
            date: when,
            text: input("field", words.note),
            submit: dom::button("button", words.add_note),
            wrong,
            notes: RefCell::default(),
            changed: Cell::new(None),
        });
        dom::attribute(&form.text, "placeholder", words.note);
        dom::attribute(&form.submit, "type", "submit");
        let fields: [&HtmlElement; 3] = [&form.date, &form.text, &form.submit];
        let line = dom::wrap("form", "note-form", &fields.map(|field| field.as_ref()));
        dom::attribute(&line, "novalidate", "");
        let hint = dom::words("p", "hint", words.notes_hint);
        dom::append(&menu, &[&list, &line, &form.wrong, &hint]);
        let typed = form.clone();
        listeners.on(&line, "submit", move |event: Event| {
            event.prevent_default();
            typed.take();
        });
        let typed = form.clone();
        toggle_by(&popover, &button, &mut listeners, move || {
            typed.begin(None);
        });
        Notes {
            element,
            form,
            list,
            rows: Listeners::default(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Lists the notes.
    pub(crate) fn show(&mut self, notes: &[Annotation]) {
        if *self.form.notes.borrow() == notes {
            return;
        }
        *self.form.notes.borrow_mut() = notes.to_vec();
        dom::empty(&self.list);
        self.rows = Listeners::default();
        let locale = self.form.stage.look().locale;
        let words = words_of(&self.form.stage);
        for (place, note) in notes.iter().enumerate() {
            let named = |template: &str| fill(template, &[("note", &note.text)]);
            let edit = dom::button("choice", "");
            let date = dom::words("span", "count", &format::date(note.date, &locale));
            let text = dom::words("bdi", "", &note.text);
            dom::append(&edit, &[&date, &text]);
            edit.set_title(&note.text);
            dom::attribute(&edit, "aria-label", &named(words.edit_note));
            let off = dom::button("off", "");
            dom::attribute(&off, "aria-label", &named(words.remove_note));
            let row = dom::wrap("li", "saved-row", &[&edit, &off]);
            dom::append(&self.list, &[&row]);
            let form = self.form.clone();
            self.rows
                .on(&edit, "click", move |_: Event| form.begin(Some(place)));
            let form = self.form.clone();
            self.rows.on(&off, "click", move |_: Event| {
                dom::focus(&form.text);
                form.put(Some(place), None);
            });
        }
    }
}

impl Form {
    /// Makes ready for a new note, or for another wording of an old one.
    fn begin(&self, changed: Option<usize>) {
        let words = words_of(&self.stage);
        let note = changed.and_then(|place| self.notes.borrow().get(place).cloned());
        self.changed.set(changed);
        dom::say(&self.wrong, "");
        let submit = match &note {
            Some(note) => {
                self.date.set_value(&note.date.to_string());
                words.keep_note
            }
            None => words.add_note,
        };
        let text = note.map(|note| note.text).unwrap_or_default();
        self.text.set_value(&text);
        dom::say(&self.submit, submit);
        let next = if self.date.value().is_empty() {
            &self.date
        } else {
            &self.text
        };
        dom::focus(next.unchecked_ref());
    }

    /// Takes what was typed in.
    fn take(&self) {
        let text = self.text.value().trim().to_owned();
        let Some(date) = date::read(&self.date.value()).filter(|_| !text.is_empty()) else {
            dom::say(&self.wrong, words_of(&self.stage).note_needs);
            let empty = if text.is_empty() {
                &self.text
            } else {
                &self.date
            };
            return dom::focus(empty.unchecked_ref());
        };
        let note = Annotation {
            date,
            hour: None,
            text,
        };
        self.put(self.changed.get(), Some(note));
    }

    /// Puts a note in place of one of those that are there.
    fn put(&self, place: Option<usize>, note: Option<Annotation>) {
        let mut notes = self.notes.borrow().clone();
        if let Some(place) = place.filter(|place| *place < notes.len()) {
            notes.remove(place);
        }
        notes.extend(note);
        self.begin(None);
        (self.tell)(Action::Change(Change::Annotations(notes)));
    }
}
