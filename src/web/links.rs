//! Words and numbers outside of pictures that open what stands behind them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use crate::view::picture::{Table, Target};
use crate::web::dom;

/// Where an element keeps its number among the links.
pub(crate) const NUMBER: &str = "data-opens";

/// What the elements of one part open.
#[derive(Clone, Default)]
pub(crate) struct Links(Rc<RefCell<Vec<Option<Target>>>>);

impl Links {
    /// Forgets them all.
    pub(crate) fn clear(&self) {
        self.0.borrow_mut().clear()
    }

    /// Lets an element open something.
    pub(crate) fn add(&self, element: &Element, target: &Target) {
        let number = self.0.borrow().len();
        self.put(element, number, target)
    }

    /// Lets an element open something in place of what had this number.
    pub(crate) fn put(&self, element: &Element, number: usize, target: &Target) {
        dom::attribute(element, NUMBER, &number.to_string());
        self.lead(number, target)
    }

    /// Lets what has this number open something else.
    pub(crate) fn lead(&self, number: usize, target: &Target) {
        let mut targets = self.0.borrow_mut();
        if targets.len() <= number {
            targets.resize(number + 1, None);
        }
        targets[number] = Some(target.clone());
    }

    /// Lets the cells of a table open what they tell of: for the keyboard by
    /// the names of its rows.
    pub(crate) fn fill(&self, made: &HtmlElement, table: &Table) {
        self.clear();
        let lines = dom::find_all(made, "tbody tr");
        for (line, targets) in lines.iter().zip(&table.targets) {
            let cells = dom::find_all(line, "th, td");
            for (place, (cell, target)) in cells.iter().zip(targets).enumerate() {
                let Some(target) = target else {
                    continue;
                };
                if place == 0 {
                    let name = cell.text_content().unwrap_or_default();
                    let button: HtmlElement = dom::button("entry", &name);
                    dom::empty(cell);
                    dom::append(cell, &[&button]);
                }
                self.add(cell, target);
            }
        }
    }

    /// What an event at one of the elements, or inside of it, opens.
    pub(crate) fn of(&self, event: &Event) -> Option<Target> {
        let at: Element = event.target()?.dyn_into().ok()?;
        let link = at.closest(&format!("[{NUMBER}]")).ok()??;
        let number: usize = link.get_attribute(NUMBER)?.parse().ok()?;
        self.0.borrow().get(number).cloned()?
    }
}
