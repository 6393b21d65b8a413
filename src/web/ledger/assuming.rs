//! Sliders over a table: what one assumes, and what it comes to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::report::what_if::Trial;
use crate::view::ledger::Slider;
use crate::web::dom::{self, Listeners};

/// The sliders of one table. They stay in the document while the table under
/// them is built anew, so that one can go on dragging.
pub(super) struct Assuming {
    element: HtmlElement,
    /// Lets all stand as things are.
    reset: HtmlElement,
    made: Rc<RefCell<Vec<Made>>>,
    tried: Rc<Cell<Trial>>,
    _listeners: Listeners,
}

struct Made {
    input: HtmlInputElement,
    says: HtmlElement,
}

impl Assuming {
    /// None yet; `assumed` hears what they stand for when one is moved. The
    /// button that undoes it says `reset`.
    pub(super) fn new(reset: &str, assumed: impl Fn(Trial) + Clone + 'static) -> Assuming {
        let element = dom::make("div", "assuming");
        let reset = dom::button("button", reset);
        let made: Rc<RefCell<Vec<Made>>> = Rc::default();
        let tried: Rc<Cell<Trial>> = Rc::default();
        let mut listeners = Listeners::default();
        let (known, moved, tell) = (made.clone(), tried.clone(), assumed.clone());
        listeners.on(&element, "input", move |event: Event| {
            let mut now = moved.get();
            for (made, tried) in known.borrow().iter().zip(&mut now) {
                if event.target().as_ref() == Some(made.input.as_ref()) {
                    *tried = Some((made.input.value_as_number() * 1_000.0).round() as u32);
                }
            }
            moved.set(now);
            tell(now);
        });
        let known = made.clone();
        listeners.on(&reset, "click", move |_: Event| {
            if let Some(first) = known.borrow().first() {
                dom::focus(&first.input);
            }
            assumed(Trial::default())
        });
        Assuming {
            element,
            reset,
            made,
            tried,
            _listeners: listeners,
        }
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
            dom::append(&self.element, &[&self.reset]);
        }
        let mut now = Trial::default();
        let parts = made.iter().zip(sliders).zip(&mut now);
        for (((made, slider), now), before) in parts.zip(self.tried.get()) {
            dom::attribute(&made.input, "max", &slider.max.to_string());
            // The one that is being dragged is where it is.
            if !dom::has_focus(&made.input) || slider.tried != before {
                made.input.set_value(&slider.value.to_string());
            }
            dom::attribute(&made.input, "aria-valuetext", &slider.text);
            dom::say(&made.says, &slider.text);
            *now = slider.tried;
        }
        self.tried.set(now);
        self.reset.set_hidden(now == Trial::default());
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
