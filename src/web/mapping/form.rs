//! The mapping as a form: the first rows, what a row is, what each column
//! means, and what is the same in every event.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlSelectElement};

use crate::engine::Preview;
use crate::event::Kind;
use crate::event::mapping::form::{Form, Rows, is_time, words};
use crate::settings::Plain;
use crate::view::picture::Table;
use crate::view::text::fill;
use crate::web::dom::{self, Listeners};
use crate::web::mapping::column::Column;
use crate::web::mapping::edit::{Bench, Edit, Of, offer, offer_group};
use crate::web::panel::tabulate;
use crate::web::settings::entry::focus_in;

/// A row that is a whole conversation, and one of which a column tells.
const WHOLE: &str = "whole";
const TOLD: &str = "told";

/// The form.
pub(super) struct FormView {
    bench: Rc<Bench>,
    element: HtmlElement,
    rows: HtmlSelectElement,
    columns: Vec<Column>,
    constants: HtmlElement,
    adder: HtmlSelectElement,
    /// The constants that are shown.
    shown: Vec<String>,
    _listeners: Listeners,
}

impl FormView {
    /// A form for the columns of a file.
    pub(super) fn new(bench: &Rc<Bench>, preview: &Preview) -> FormView {
        let words = bench.words();
        let mut listeners = Listeners::default();
        let rows = rows_choice(bench);
        let title = dom::words("span", "setting-name", words.each_row);
        let each = dom::wrap("label", "each-row", &[&title, &rows]);
        let list = dom::make("div", "");
        let mut columns = Vec::new();
        for (place, column) in preview.columns.iter().enumerate() {
            let column = Column::new(bench, place, column);
            dom::append(&list, &[column.element()]);
            columns.push(column);
        }
        let group = |title: &str, parts: &[&web_sys::Node]| {
            let heading = dom::words("h3", "", title);
            let section = dom::wrap("section", "settings-group", &[&heading]);
            dom::attribute(&section, "aria-label", title);
            dom::append(&section, parts);
            section
        };
        let constants = dom::make("div", "constants");
        let (adder, choice) = adder(bench, &mut listeners);
        let element = dom::wrap(
            "div",
            "settings-list",
            &[
                &group(words.first_rows, &[&first_rows(bench, preview), &each]),
                &group(words.columns, &[&list]),
                &group(words.constants, &[&constants, &adder]),
            ],
        );
        let heard = bench.clone();
        listeners.on(&element, "change", move |event: Event| heard.hear(&event));
        let heard = bench.clone();
        listeners.on(&constants, "click", move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            let target: Option<Element> = target;
            let dropped = target.and_then(|button| button.get_attribute("data-drop"));
            if let Some(meaning) = dropped {
                heard.send(Edit::Constant(meaning, None));
            }
        });
        FormView {
            bench: bench.clone(),
            element,
            rows,
            columns,
            constants,
            adder: choice,
            shown: Vec::new(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows a mapping and what it leaves to be said.
    pub(super) fn show(&mut self, form: &Form, preview: &Preview) {
        self.rows.set_value(match &form.rows {
            Rows::Each(kind) => kind,
            Rows::Told => TOLD,
            Rows::Whole => WHOLE,
        });
        for column in &mut self.columns {
            column.show(form, preview);
        }
        self.show_constants(form)
    }

    fn show_constants(&mut self, form: &Form) {
        let names = form.constants.iter().map(|(name, _)| name.clone());
        let names: Vec<String> = names.collect();
        let words = self.bench.words();
        if names != self.shown || !self.constants.has_child_nodes() {
            let focused = dom::holds_focus(&self.constants) || dom::holds_focus(&self.adder);
            dom::empty(&self.constants);
            for (name, value) in &form.constants {
                let line = constant(&self.bench, name, value);
                dom::append(&self.constants, &[&line]);
            }
            if focused {
                let last = self.constants.last_element_child();
                let around = last.map_or(self.adder.clone().into(), JsCast::unchecked_into);
                focus_in(&around);
            }
            self.shown = names;
        }
        dom::empty(&self.adder);
        for (title, names) in words.meanings {
            let free = names.iter().filter(|(id, _)| {
                let apart = is_time(id) || matches!(*id, "clock" | "type" | "id" | "attributes");
                !apart && form.offers(id) && !form.has(id) && form.constant(id).is_none()
            });
            offer_group(&self.adder, title, &free.copied().collect::<Vec<_>>());
        }
    }
}

/// What a row is, from the form's choice.
pub(super) fn rows_of(value: &str) -> Rows {
    match value {
        WHOLE => Rows::Whole,
        TOLD => Rows::Told,
        kind => Rows::Each(kind.to_owned()),
    }
}

fn rows_choice(bench: &Bench) -> HtmlSelectElement {
    let words = bench.words();
    let message = Kind::Message.name();
    let [one, whole, told] = words.rows;
    let of = Of {
        part: "rows",
        key: "",
        label: words.each_row,
    };
    let choice = of.choice(&[(message, one), (WHOLE, whole), (TOLD, told)], message);
    let others = Kind::ALL.iter().filter(|(_, name)| *name != message);
    let others: Vec<_> = others.map(|&(_, name)| (name, words.value(name))).collect();
    offer_group(&choice, words.other_rows, &others);
    choice
}

fn first_rows(bench: &Bench, preview: &Preview) -> HtmlElement {
    let title = bench.words().first_rows;
    let table = Table {
        head: preview
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect(),
        rows: preview.rows.clone(),
        targets: Vec::new(),
    };
    let rows = dom::wrap("div", "table first-rows", &[&tabulate(title, &table)]);
    rows.set_tab_index(0);
    dom::attribute(&rows, "role", "group");
    dom::attribute(&rows, "aria-label", title);
    rows
}

/// What something is added with that is the same in every event.
fn adder(bench: &Rc<Bench>, listeners: &mut Listeners) -> (HtmlElement, HtmlSelectElement) {
    let words = bench.words();
    let of = Of {
        part: "",
        key: "",
        label: words.constants,
    };
    let choice = of.choice(&[], "");
    let button = dom::button("button", words.add);
    let (heard, chosen) = (bench.clone(), choice.clone());
    listeners.on(&button, "click", move |_: Event| {
        let meaning = chosen.value();
        let first = words_first(&meaning);
        heard.send(Edit::Constant(meaning, Some(first)));
    });
    let adder = dom::wrap("div", "adder", &[&choice, &button]);
    (adder, choice)
}

/// What a field is at first that may have certain words only.
fn words_first(meaning: &str) -> String {
    words(meaning)
        .first()
        .map_or_else(String::new, |word| (*word).to_owned())
}

/// A field that is the same in every event.
fn constant(bench: &Bench, name: &str, value: &Plain) -> HtmlElement {
    let all = bench.words();
    let label = all.meaning(name);
    let title = dom::words("span", "setting-name", label);
    let of = Of {
        part: "constant",
        key: name,
        label,
    };
    let control = match words(name).as_slice() {
        [] => of.line(&typed(value)),
        words => {
            let options: Vec<_> = words.iter().map(|word| (*word, all.value(word))).collect();
            of.choice(&options, value.text()).into()
        }
    };
    let remove = dom::button("remove", "");
    dom::attribute(&remove, "aria-label", &fill(all.remove, &[("name", label)]));
    dom::attribute(&remove, "data-drop", name);
    dom::wrap("div", "constant", &[&title, &control, &remove])
}

/// A value as one types it.
pub(super) fn typed(value: &Plain) -> String {
    match value {
        Plain::Text(text) => text.clone(),
        Plain::Null => String::new(),
        other => other.to_string(),
    }
}

/// The options of what a column can mean.
pub(super) fn meanings(bench: &Bench, choice: &HtmlSelectElement, form: &Form) {
    let words = bench.words();
    dom::empty(choice);
    offer(choice, &[("", words.left_out)]);
    for (title, names) in words.meanings {
        let offered = names.iter().filter(|(id, _)| form.offers(id));
        offer_group(choice, title, &offered.copied().collect::<Vec<_>>());
    }
}
