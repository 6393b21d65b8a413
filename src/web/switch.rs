//! A segmented switch: a few options, exactly one of them on.

use web_sys::{Event, HtmlElement};

use crate::web::dom::{self, Listeners};

/// The switch and its buttons.
pub(crate) struct Switch {
    element: HtmlElement,
    buttons: Vec<HtmlElement>,
    _listeners: Listeners,
}

impl Switch {
    /// A switch of the given `options`, the first on; `chosen` hears the
    /// place of an option that is clicked.
    pub(crate) fn new(
        label: &str,
        options: &[&str],
        chosen: impl Fn(usize) + Clone + 'static,
    ) -> Switch {
        let element = dom::make("div", "switch");
        dom::attribute(&element, "role", "group");
        dom::attribute(&element, "aria-label", label);
        let mut listeners = Listeners::default();
        let mut buttons = Vec::new();
        for (index, option) in options.iter().enumerate() {
            let button: HtmlElement = dom::button("", option);
            let chosen = chosen.clone();
            listeners.on(&button, "click", move |_: Event| chosen(index));
            dom::append(&element, &[&button]);
            buttons.push(button);
        }
        let switch = Switch {
            element,
            buttons,
            _listeners: listeners,
        };
        switch.set(0);
        switch
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Turns one option on and the others off.
    pub(crate) fn set(&self, on: usize) {
        for (index, button) in self.buttons.iter().enumerate() {
            dom::truth(button, "aria-pressed", index == on);
        }
    }
}
