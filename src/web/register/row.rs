//! One row of the table. Rows are used again while the table is scrolled.

use web_sys::HtmlElement;

use crate::report::Row;
use crate::view::register::{Habits, is_aligned_at_end};
use crate::view::text::register::register_of;
use crate::web::dom;
use crate::web::register::cell;

/// One row.
pub(super) struct RowView {
    pub(super) element: HtmlElement,
    question: HtmlElement,
    below: HtmlElement,
    customer: HtmlElement,
    rest: HtmlElement,
    cells: Vec<HtmlElement>,
    /// The place it stands at.
    pub(super) place: Option<u32>,
    /// Whether what it says is out of date.
    pub(super) dirty: bool,
}

impl RowView {
    /// A row with these columns behind the first.
    pub(super) fn new(columns: &[String]) -> RowView {
        let question = dom::make("div", "question");
        let customer = dom::make("span", "");
        let rest = dom::make("span", "");
        for text in [&question, &customer, &rest] {
            dom::attribute(text, "dir", "auto");
        }
        let dot = dom::make("span", "dot");
        let below = dom::wrap("div", "below", &[&customer, &dot, &rest]);
        let first = dom::wrap("div", "cell first", &[&question, &below]);
        dom::attribute(&first, "role", "gridcell");
        let element = dom::wrap("div", "row", &[&first]);
        dom::attribute(&element, "role", "row");
        let cell = |name: &String| {
            let end = is_aligned_at_end(name);
            let cell = dom::make("div", if end { "cell end" } else { "cell" });
            dom::attribute(&cell, "role", "gridcell");
            dom::attribute(&cell, "data-column", name);
            dom::attribute(&cell, "dir", "auto");
            dom::append(&element, &[&cell]);
            cell
        };
        let cells = columns.iter().map(cell).collect();
        RowView {
            element,
            question,
            below,
            customer,
            rest,
            cells,
            place: None,
            dirty: true,
        }
    }

    /// Puts it at a place, so many pixels down.
    pub(super) fn put(&mut self, place: u32, top: f64) {
        dom::style(&self.element, "top", &format!("{top}px"));
        if self.place != Some(place) {
            self.place = Some(place);
            self.dirty = true;
            // Heads are the first row.
            dom::attribute(&self.element, "aria-rowindex", &(place + 2).to_string());
        }
    }

    /// Says what is known of the row; a placeholder where nothing is.
    pub(super) fn show(&mut self, row: Option<&Row>, columns: &[String], habits: &Habits<'_>) {
        if !std::mem::take(&mut self.dirty) {
            return;
        }
        dom::toggle(&self.element, "waiting", row.is_none());
        let Some(row) = row else {
            for part in [&self.question, &self.customer, &self.rest] {
                dom::say(part, "");
            }
            return self.cells.iter().for_each(|cell| dom::say(cell, ""));
        };
        let words = register_of(habits.locale.language);
        let asked = !row.question.text.is_empty();
        match asked {
            true => cell::mark(&self.question, &row.question),
            false => dom::say(&self.question, words.no_question),
        }
        dom::toggle(&self.question, "nothing", !asked);
        match row.customer.text.is_empty() {
            true => dom::say(&self.customer, words.anonymous),
            false => cell::mark(&self.customer, &row.customer),
        }
        self.show_rest(row);
        for ((view, cell), column) in self.cells.iter().zip(&row.cells).zip(columns) {
            cell::fill(view, &habits.cell(column, cell));
        }
        dom::toggle(&self.below, "found", row.found.is_some());
    }

    /// Topic and tags, or where the words were found.
    fn show_rest(&self, row: &Row) {
        if let Some(found) = &row.found {
            return cell::mark(&self.rest, found);
        }
        dom::say(&self.rest, row.topic.as_deref().unwrap_or_default());
        for tag in &row.tags {
            dom::append(&self.rest, &[&dom::words("bdi", "tag", tag)]);
        }
    }
}
