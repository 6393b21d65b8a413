//! What opens under a button and closes by itself: by Escape, by pointing
//! elsewhere, by walking away with the keyboard.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlElement, KeyboardEvent, Node, PointerEvent};

use crate::web::dom::{self, Listeners};

/// A menu under one of some buttons.
pub(crate) struct Popover {
    menu: HtmlElement,
    /// The button it was opened by, or would be.
    anchor: RefCell<HtmlElement>,
    /// Has the keyboard where the button is gone.
    usual: HtmlElement,
}

impl Popover {
    /// A closed one. `around` holds the menu and every button that opens it;
    /// `button` is the one that does so by a click on it.
    pub(crate) fn new(
        around: &HtmlElement,
        menu: &HtmlElement,
        button: &HtmlElement,
        label: &str,
        listeners: &mut Listeners,
    ) -> Rc<Popover> {
        dom::attribute(menu, "role", "dialog");
        dom::attribute(menu, "aria-label", label);
        menu.set_hidden(true);
        announce(button);
        let popover = Rc::new(Popover {
            menu: menu.clone(),
            anchor: RefCell::new(button.clone()),
            usual: button.clone(),
        });
        popover.listen(around, listeners);
        popover
    }

    /// Whether it is open.
    pub(crate) fn is_open(&self) -> bool {
        !self.menu.hidden()
    }

    /// Opens it under `anchor`.
    pub(crate) fn open(&self, anchor: &HtmlElement) {
        dom::truth(&self.anchor.borrow(), "aria-expanded", false);
        dom::truth(anchor, "aria-expanded", true);
        *self.anchor.borrow_mut() = anchor.clone();
        self.menu.set_hidden(false);
    }

    /// Closes it, and puts the keyboard back on its button if `back`.
    pub(crate) fn close(&self, back: bool) {
        self.menu.set_hidden(true);
        let anchor = self.anchor.borrow();
        dom::truth(&anchor, "aria-expanded", false);
        if back {
            let there = anchor.is_connected();
            dom::focus(if there { &anchor } else { &self.usual });
        }
    }

    fn listen(self: &Rc<Popover>, around: &HtmlElement, listeners: &mut Listeners) {
        let popover = self.clone();
        listeners.on(&self.menu, "keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                popover.close(true);
            }
        });
        let (popover, inside) = (self.clone(), around.clone());
        let document = dom::document();
        listeners.on(&document, "pointerdown", move |event: PointerEvent| {
            if popover.is_open() && !event.composed_path().includes(&inside, 0) {
                popover.close(false);
            }
        });
        let (popover, inside) = (self.clone(), around.clone());
        listeners.on(around, "focusout", move |event: FocusEvent| {
            let next = event.related_target();
            let next = next.and_then(|target| target.dyn_into::<Node>().ok());
            if next.is_some_and(|next| !inside.contains(Some(&next))) && popover.is_open() {
                popover.close(false);
            }
        })
    }
}

/// Says of a button that it opens something.
pub(crate) fn announce(button: &HtmlElement) {
    dom::attribute(button, "aria-haspopup", "dialog");
    dom::truth(button, "aria-expanded", false);
}

/// Opens a popover by a click on its button, or closes it; `opened` hears of
/// the former.
pub(crate) fn toggle_by(
    popover: &Rc<Popover>,
    button: &HtmlElement,
    listeners: &mut Listeners,
    opened: impl Fn() + 'static,
) {
    let (popover, anchor) = (popover.clone(), button.clone());
    listeners.on(button, "click", move |_: Event| {
        if popover.is_open() {
            return popover.close(true);
        }
        popover.open(&anchor);
        opened()
    })
}

/// Answers the arrow keys: they lead along the stops that a selector picks, to
/// the first control in each.
pub(crate) fn walk(event: &KeyboardEvent, around: &HtmlElement, stops: &str) {
    let stops = dom::find_all(around, stops);
    let at = stops.iter().position(dom::holds_focus);
    let next = match event.key().as_str() {
        "ArrowDown" => at.map_or(0, |at| at + 1),
        "ArrowUp" => at.map_or(0, |at| at.saturating_sub(1)),
        _ => return,
    };
    event.prevent_default();
    if let Some(stop) = stops.get(next) {
        let control = dom::find(stop, "input, button");
        dom::focus(control.as_ref().unwrap_or(stop.unchecked_ref()));
    }
}
