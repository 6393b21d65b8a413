//! What stands above the table: the search, how many there are, the columns
//! and the file.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::report::Page;
use crate::view::format;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::register::columns::Columns;
use crate::web::register::{Asked, number, words};
use crate::web::stage::Stage;

/// The bar.
pub(super) struct Bar {
    stage: Rc<Stage>,
    element: HtmlElement,
    input: HtmlInputElement,
    count: HtmlElement,
    csv: HtmlElement,
    pub(super) columns: Columns,
    _listeners: Listeners,
}

impl Bar {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Bar {
        let words = words(stage);
        let input: HtmlInputElement = dom::make("input", "").unchecked_into();
        input.set_type("search");
        input.set_placeholder(words.search_hint);
        dom::attribute(&input, "aria-label", words.search);
        for (name, value) in [("autocomplete", "off"), ("spellcheck", "false")] {
            dom::attribute(&input, name, value);
        }
        let count = dom::make("span", "count-of");
        dom::attribute(&count, "role", "status");
        let search = dom::wrap("label", "search", &[&input, &count]);
        let columns = Columns::new(stage, tell);
        let csv = dom::button("button", words.csv);
        csv.set_title(words.csv_hint);
        let element = dom::wrap("div", "bar", &[&search, columns.element(), &csv]);
        dom::attribute(&element, "role", "search");
        let mut listeners = Listeners::default();
        let (heard, typed) = (tell.clone(), input.clone());
        listeners.on(&input, "input", move |_: Event| {
            heard(Action::Register(Asked::Search(typed.value())));
        });
        let heard = tell.clone();
        listeners.on(&csv, "click", move |_: Event| {
            heard(Action::Register(Asked::Save));
        });
        Bar {
            stage: stage.clone(),
            element,
            input,
            count,
            csv,
            columns,
            _listeners: listeners,
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows which words are looked for.
    pub(super) fn show(&self, words: &str) {
        if self.input.value() != words {
            self.input.set_value(words);
        }
    }

    /// Says how many there are.
    pub(super) fn count(&self, page: &Page, search: &str) {
        let (words, language) = (words(&self.stage), self.stage.look().locale.language);
        let template = match (search.trim().is_empty(), page.done) {
            (true, _) => words.count.form(u64::from(page.total), language),
            (false, true) => words.found.form(u64::from(page.total), language),
            (false, false) => words.found_so_far,
        };
        let text = fill(
            template,
            &[
                ("found", &number(&self.stage, page.found)),
                ("total", &number(&self.stage, page.total)),
            ],
        );
        dom::say(&self.count, &text);
        // Nothing can be saved of nothing.
        dom::flag(&self.csv, "disabled", page.done && page.found == 0);
    }

    /// Shows how much of the file is there while it is being made.
    pub(super) fn show_share(&self, share: Option<f64>) {
        let words = words(&self.stage);
        let text = share.map(|share| {
            let share = format::percent(share, 0, &self.stage.look().locale).joined();
            fill(words.csv_share, &[("share", &share)])
        });
        dom::say(&self.csv, text.as_deref().unwrap_or(words.csv));
        dom::truth(&self.csv, "aria-busy", text.is_some());
    }
}
