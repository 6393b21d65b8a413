//! The table on paper: its rows from the first on, whatever is in sight.
//!
//! A printer waits for nothing. So the rows are fetched beforehand, once
//! nobody has asked for anything else for a moment.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlElement;

use crate::report::Page;
use crate::view::register::{Habits, table};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom;
use crate::web::panel::tabulate;
use crate::web::register::{Asked, number, words};
use crate::web::stage::Stage;

/// Nobody reads more rows on paper.
const MOST: u32 = 2_000;
/// So long nobody asks for anything else, in milliseconds.
const MOMENT: i32 = 400;

/// What is printed in place of the table that scrolls.
pub(super) struct Paper {
    stage: Rc<Stage>,
    element: HtmlElement,
    page: Option<Page>,
    asked: Option<u32>,
    /// Whether it may be asked for now.
    due: bool,
    timer: Option<i32>,
    rested: Closure<dyn FnMut()>,
}

impl Paper {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Paper {
        let tell = tell.clone();
        Paper {
            stage: stage.clone(),
            element: dom::make("div", "paper"),
            page: None,
            asked: None,
            due: false,
            timer: None,
            rested: Closure::new(move || tell(Action::Register(Asked::Rested))),
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Other rows are shown than those that were fetched.
    pub(super) fn forget(&mut self) {
        self.page = None;
        self.asked = None;
        self.stop();
    }

    /// These rows are shown: where they are not all, all are fetched soon.
    pub(super) fn wait(&mut self, shown: &Page) {
        self.stop();
        if self.page.is_none() && self.asked.is_none() && !is_whole(shown) {
            let rested = self.rested.as_ref().unchecked_ref();
            let timer =
                dom::window().set_timeout_with_callback_and_timeout_and_arguments_0(rested, MOMENT);
            self.timer = timer.ok();
        }
    }

    fn stop(&mut self) {
        self.due = false;
        if let Some(timer) = self.timer.take() {
            dom::window().clear_timeout_with_handle(timer);
        }
    }

    /// Nobody has asked for anything for a moment.
    pub(super) fn rest(&mut self) {
        self.timer = None;
        self.due = true;
    }

    /// The places to be asked for, by a question of this number.
    pub(super) fn question(&mut self, id: u32) -> Option<(u32, u32)> {
        std::mem::take(&mut self.due).then(|| {
            self.asked = Some(id);
            (0, MOST)
        })
    }

    /// Takes the rows if they are those asked for, else gives them back.
    pub(super) fn take(&mut self, id: u32, page: Page) -> Option<Page> {
        if self.asked != Some(id) {
            return Some(page);
        }
        self.asked = None;
        self.page = Some(page);
        None
    }

    /// Puts the rows on paper; without those fetched, what is `shown`.
    pub(super) fn lay(&self, shown: &Page, columns: &[String], habits: &Habits<'_>) {
        let page = self.page.as_ref().unwrap_or(shown);
        let words = words(&self.stage);
        let made = tabulate(words.table, &table(page, columns, habits));
        self.clear();
        dom::append(&self.element, &[&made]);
        if !is_whole(page) {
            let told = |place: u32| number(&self.stage, place);
            let end = page.from + page.rows.len() as u32;
            let places = [
                ("from", &*told(page.from + 1)),
                ("to", &told(end)),
                ("total", &told(page.found)),
            ];
            let note = dom::words("p", "hint", &fill(words.printed, &places));
            dom::append(&self.element, &[&note]);
        }
    }

    /// Takes them off again.
    pub(super) fn clear(&self) {
        dom::empty(&self.element)
    }
}

impl Drop for Paper {
    fn drop(&mut self) {
        self.stop()
    }
}

/// Whether these are all rows of a listing.
fn is_whole(page: &Page) -> bool {
    page.from == 0 && page.rows.len() as u32 == page.found
}
