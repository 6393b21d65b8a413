//! Gives names to the lines of a table, and makes one part of another: a
//! pencil beside each, and a form that opens under it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

use crate::view::ledger::Named;
use crate::view::state::Retheme;
use crate::view::text::fill;
use crate::view::text::tables::{Tables, tables_of};
use crate::web::dom;
use crate::web::settings::entry::input;
use crate::web::stage::Stage;

/// Where a pencil keeps the place of its name.
const PLACE: &str = "data-names";
/// Where a button of the form says what it does.
const DOES: &str = "data-does";
const APPLY: &str = "apply";
const LEAVE: &str = "leave";

/// The pencils and the form of one table.
pub(super) struct Naming {
    stage: Rc<Stage>,
    named: Box<dyn Fn(Vec<Retheme>)>,
    open: RefCell<Option<Form>>,
    /// Whose pencil gets the keyboard when the table is built anew.
    back: RefCell<Option<String>>,
}

/// The form that is open.
struct Form {
    /// Which name it is about.
    place: usize,
    line: HtmlElement,
    pencil: HtmlElement,
    name: HtmlInputElement,
    same: HtmlSelectElement,
}

impl Naming {
    pub(super) fn new(stage: &Rc<Stage>, named: impl Fn(Vec<Retheme>) + 'static) -> Naming {
        Naming {
            stage: stage.clone(),
            named: Box::new(named),
            open: RefCell::default(),
            back: RefCell::default(),
        }
    }

    fn words(&self) -> &'static Tables {
        tables_of(self.stage.look().locale.language)
    }

    /// The pencil of a line.
    pub(super) fn button(&self, place: usize, name: &str) -> HtmlElement {
        let button = dom::button("pencil", "");
        let label = fill(self.words().rename, &[("name", name)]);
        dom::attribute(&button, "aria-label", &label);
        dom::truth(&button, "aria-expanded", false);
        dom::attribute(&button, PLACE, &place.to_string());
        button
    }

    /// Something was pressed; `false` if it is no part of this.
    pub(super) fn press(&self, at: &Element, names: &[Named]) -> bool {
        let closest = |name: &str| {
            let found = at.closest(&format!("[{name}]")).ok().flatten()?;
            Some((found.get_attribute(name)?, found))
        };
        if let Some((does, _)) = closest(DOES) {
            match does.as_str() {
                APPLY => self.apply(names),
                LEAVE => self.leave(),
                part => self.tell(vec![Retheme::Part(part.to_owned())]),
            }
            return true;
        }
        let Some((place, pencil)) = closest(PLACE) else {
            return false;
        };
        let open = self
            .open
            .borrow()
            .as_ref()
            .map(|form| form.place.to_string());
        self.leave();
        let named = place.parse().ok().filter(|_| open.as_ref() != Some(&place));
        if let Some(place) = named {
            self.show(place, pencil.unchecked_into(), names);
        }
        true
    }

    /// A key was pressed in the table.
    pub(super) fn key(&self, event: &KeyboardEvent, names: &[Named]) {
        let inside = self
            .open
            .borrow()
            .as_ref()
            .is_some_and(|form| dom::holds_focus(&form.line));
        let typing = self
            .open
            .borrow()
            .as_ref()
            .is_some_and(|form| dom::has_focus(&form.name));
        match event.key().as_str() {
            "Escape" if inside => self.leave(),
            "Enter" if typing => self.apply(names),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    /// Opens the form under a line.
    fn show(&self, place: usize, pencil: HtmlElement, names: &[Named]) {
        let line = pencil.closest("tr").ok().flatten();
        let (Some(above), Some(named)) = (line, names.get(place)) else {
            return;
        };
        let words = self.words();
        let name = input("field", "");
        name.set_value(&named.name);
        name.set_placeholder(&named.usual);
        let same: HtmlSelectElement = dom::make("select", "field").unchecked_into();
        let option = |id: &str, text: &str| {
            let option = dom::words("option", "", text);
            dom::attribute(&option, "value", id);
            dom::append(&same, &[&option]);
        };
        option("", words.own_theme);
        for other in names.iter().filter(|other| other.id != named.id) {
            option(&other.id, other.called());
        }
        let labelled = |words: &str, control: &HtmlElement| {
            dom::wrap("label", "", &[&dom::words("span", "", words), control])
        };
        let does = |class: &str, words: &str, does: &str| {
            let button = dom::button(class, words);
            dom::attribute(&button, DOES, does);
            button
        };
        let form = dom::wrap(
            "div",
            "naming",
            &[
                &labelled(words.name, &name),
                &labelled(words.same_as, &same),
                &does("button primary", words.apply, APPLY),
                &does("button", words.leave, LEAVE),
            ],
        );
        if !named.parts.is_empty() {
            let parts = dom::words("p", "hint", words.parts);
            for (id, question) in &named.parts {
                let label = fill(words.part, &[("name", question)]);
                dom::append(&parts, &[&does("entry", &label, id)]);
            }
            dom::append(&form, &[&parts]);
        }
        let cell = dom::wrap("td", "", &[&form]);
        let columns = above.child_element_count().to_string();
        dom::attribute(&cell, "colspan", &columns);
        let line = dom::wrap("tr", "", &[&cell]);
        dom::put_after(&above, &line);
        dom::truth(&pencil, "aria-expanded", true);
        dom::focus(&name);
        name.select();
        *self.open.borrow_mut() = Some(Form {
            place,
            line,
            pencil,
            name,
            same,
        });
    }

    /// Does what the form says.
    fn apply(&self, names: &[Named]) {
        let open = self.open.borrow();
        let form = open.as_ref();
        let Some((form, named)) = form.and_then(|form| Some((form, names.get(form.place)?))) else {
            return;
        };
        let (name, same) = (form.name.value(), form.same.value());
        drop(open);
        let mut edits = Vec::new();
        if name.trim() != named.name {
            edits.push(Retheme::Name(named.id.clone(), name));
        }
        *self.back.borrow_mut() = Some(match same.as_str() {
            "" => named.id.clone(),
            whole => whole.to_owned(),
        });
        if !same.is_empty() {
            edits.push(Retheme::Merge(named.id.clone(), same));
        }
        match edits.is_empty() {
            true => self.leave(),
            false => self.tell(edits),
        }
    }

    fn tell(&self, edits: Vec<Retheme>) {
        let names = |form: &Form| form.pencil.clone();
        let pencil = self.open.borrow().as_ref().map(names);
        self.close();
        if let Some(pencil) = pencil {
            dom::focus(&pencil);
        }
        (self.named)(edits);
    }

    /// Closes the form and gives the keyboard back.
    fn leave(&self) {
        let pencil = self.open.borrow().as_ref().map(|form| form.pencil.clone());
        self.close();
        if let Some(pencil) = pencil {
            dom::focus(&pencil);
        }
    }

    /// Takes the form away.
    pub(super) fn close(&self) {
        if let Some(form) = self.open.take() {
            form.line.remove();
            dom::truth(&form.pencil, "aria-expanded", false);
        }
    }

    /// The table stands there anew: the keyboard goes to the line that was
    /// changed.
    pub(super) fn go_back(&self, element: &HtmlElement, names: &[Named]) {
        // Until they are counted there is nothing to go back to.
        if names.is_empty() {
            return;
        }
        let id = self.back.take();
        let place = id.and_then(|id| names.iter().position(|named| named.id == id));
        let Some(place) = place else {
            return;
        };
        if let Some(pencil) = dom::find(element, &format!("[{PLACE}=\"{place}\"]")) {
            dom::focus(&pencil);
        }
    }
}
