//! A menu of a few commands under a button, walked with the arrow keys.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node};

use crate::web::dom::{self, Listeners};
use crate::web::popover::{Popover, toggle_by};

/// A button with its menu.
pub(crate) struct Menu {
    element: HtmlElement,
    button: HtmlElement,
    list: HtmlElement,
    items: Rc<[HtmlElement]>,
    _listeners: Listeners,
}

impl Menu {
    /// A closed menu of commands; `chosen` hears the place of the one that is
    /// clicked.
    pub(crate) fn new(
        button: HtmlElement,
        label: &str,
        commands: &[&str],
        chosen: Rc<dyn Fn(usize)>,
    ) -> Menu {
        let list = dom::make("div", "menu commands");
        let mut items = Vec::new();
        for command in commands {
            let item = dom::button("", command);
            dom::attribute(&item, "role", "menuitem");
            item.set_tab_index(-1);
            dom::append(&list, &[&item]);
            items.push(item);
        }
        let element = dom::wrap("div", "exporting", &[&button, &list]);
        let mut listeners = Listeners::default();
        let popover = Popover::new(&element, &list, &button, label, &mut listeners);
        dom::attribute(&list, "role", "menu");
        dom::attribute(&button, "aria-haspopup", "menu");
        let items: Rc<[HtmlElement]> = items.into();
        let first = items.clone();
        toggle_by(&popover, &button, &mut listeners, move || {
            dom::focus(&first[0]);
        });
        let opener = button.clone();
        listeners.on(&button, "keydown", move |event: KeyboardEvent| {
            if event.key() == "ArrowDown" {
                event.prevent_default();
                opener.click();
            }
        });
        let (walked, known) = (items.clone(), items.clone());
        listeners.on(&list, "keydown", move |event: KeyboardEvent| {
            walk(&walked, &event);
        });
        listeners.on(&list, "click", move |event: Event| {
            let at: Option<Node> = event.target().and_then(|at| at.dyn_into().ok());
            let hit = |item: &HtmlElement| item.contains(at.as_ref());
            if let Some(place) = known.iter().position(hit) {
                popover.close(true);
                chosen(place)
            }
        });
        Menu {
            element,
            button,
            list,
            items,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Offers a command, or does not.
    pub(crate) fn offer(&self, place: usize, offered: bool) {
        self.items[place].set_hidden(!offered)
    }

    /// Names a button that shows no words.
    pub(crate) fn name(&self, label: &str) {
        dom::attribute(&self.button, "aria-label", label);
        dom::attribute(&self.list, "aria-label", label);
        self.button.set_title(label)
    }
}

/// Puts the keyboard on another command, around the ends.
fn walk(items: &[HtmlElement], event: &KeyboardEvent) {
    let offered = items.iter().filter(|item| !item.hidden());
    let items: Vec<&HtmlElement> = offered.collect();
    let focused = |item: &&HtmlElement| dom::has_focus(item);
    let at = items.iter().position(focused).unwrap_or(0);
    let next = match &*event.key() {
        "ArrowDown" => (at + 1) % items.len(),
        "ArrowUp" => (at + items.len() - 1) % items.len(),
        "Home" => 0,
        "End" => items.len() - 1,
        _ => return,
    };
    event.prevent_default();
    dom::focus(items[next])
}
