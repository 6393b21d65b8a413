//! A segmented switch: a few options, exactly one of them on.

use web_sys::{Event, HtmlElement};

use crate::web::dom::{self, Dom, Listeners};

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
    ) -> Dom<Switch> {
        let element = dom::make("div", "switch")?;
        element.set_attribute("role", "group")?;
        element.set_attribute("aria-label", label)?;
        let mut listeners = Listeners::default();
        let mut buttons = Vec::new();
        for (index, option) in options.iter().enumerate() {
            let button: HtmlElement = dom::button("", option)?.into();
            let chosen = chosen.clone();
            listeners.on(&button, "click", move |_: Event| chosen(index))?;
            element.append_child(&button)?;
            buttons.push(button);
        }
        let switch = Switch {
            element,
            buttons,
            _listeners: listeners,
        };
        switch.set(0)?;
        Ok(switch)
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Turns one option on and the others off.
    pub(crate) fn set(&self, on: usize) -> Dom<()> {
        for (index, button) in self.buttons.iter().enumerate() {
            button.set_attribute("aria-pressed", if index == on { "true" } else { "false" })?;
        }
        Ok(())
    }
}
