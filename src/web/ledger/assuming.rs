//! Sliders over a table: what one assumes, and what it comes to.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::view::ledger::Slider;
use crate::web::dom::{self, Listeners};

/// The sliders of one table. They stay in the document while the table under
/// them is built anew, so that one can go on dragging.
pub(super) struct Assuming {
    element: HtmlElement,
    made: RefCell<Vec<Made>>,
    chosen: Rc<RefCell<bool>>,
    _listeners: Listeners,
}

struct Made {
    input: HtmlInputElement,
    says: HtmlElement,
}

impl Assuming {
    /// None yet; `assumed` hears that one was moved.
    pub(super) fn new(assumed: impl Fn() + 'static) -> Assuming {
        let element = dom::make("div", "assuming");
        let chosen = Rc::new(RefCell::new(false));
        let mut listeners = Listeners::default();
        let moved = chosen.clone();
        listeners.on(&element, "input", move |_: Event| {
            moved.replace(true);
            assumed();
        });
        Assuming {
            element,
            made: RefCell::default(),
            chosen,
            _listeners: listeners,
        }
    }

    /// Where they stand; nothing as long as none was moved.
    pub(super) fn values(&self) -> Vec<f64> {
        let made = self.made.borrow();
        let made = made.iter().filter(|_| *self.chosen.borrow());
        made.map(|made| made.input.value_as_number()).collect()
    }

    /// Their element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Lets them stand so.
    pub(super) fn show(&self, sliders: &[Slider]) {
        let mut made = self.made.borrow_mut();
        if made.len() != sliders.len() {
            dom::empty(&self.element);
            *made = sliders.iter().map(|slider| self.add(slider)).collect();
        }
        for (made, slider) in made.iter().zip(sliders) {
            dom::attribute(&made.input, "max", &slider.max.to_string());
            if !dom::has_focus(&made.input) {
                made.input.set_value(&slider.value.to_string());
            }
            dom::attribute(&made.input, "aria-valuetext", &slider.text);
            dom::say(&made.says, &slider.text);
        }
    }

    fn add(&self, slider: &Slider) -> Made {
        let input: HtmlInputElement = dom::make("input", "").unchecked_into();
        input.set_type("range");
        // What is not moved stays exactly where it is.
        dom::attribute(&input, "step", "any");
        let says = dom::make("b", "");
        let label = dom::words("span", "", &slider.label);
        let label = dom::wrap("label", "", &[&label, &says, &input]);
        dom::append(&self.element, &[&label]);
        Made { input, says }
    }
}
