//! The menu of columns: which there are, in which order.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::base::time::Date;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::popover::{Popover, toggle_by, walk};
use crate::web::register::{Asked, habits, words};
use crate::web::stage::Stage;

/// The button and its menu.
pub(super) struct Columns {
    element: HtmlElement,
    parts: Rc<Parts>,
    _listeners: Listeners,
}

struct Parts {
    stage: Rc<Stage>,
    tell: Tell,
    popover: Rc<Popover>,
    list: HtmlElement,
    /// The columns shown, in order, and all there are.
    shown: RefCell<Vec<String>>,
    all: RefCell<Vec<String>>,
    /// The column whose part of the menu had the keyboard, and which part.
    held: RefCell<Option<(String, &'static str)>>,
    items: RefCell<Listeners>,
}

impl Columns {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Columns {
        let words = words(stage);
        let button = dom::button("button drops", words.columns);
        let menu = dom::make("div", "menu columns");
        let list = dom::make("ul", "");
        let usual = dom::button("button", words.usual_columns);
        dom::append(&menu, &[&list, &usual]);
        let element = dom::wrap("div", "chooser", &[&button, &menu]);
        let mut listeners = Listeners::default();
        let parts = Rc::new(Parts {
            stage: stage.clone(),
            tell: tell.clone(),
            popover: Popover::new(&element, &menu, &button, words.columns, &mut listeners),
            list,
            shown: RefCell::default(),
            all: RefCell::default(),
            held: RefCell::default(),
            items: RefCell::default(),
        });
        let opening = parts.clone();
        toggle_by(&parts.popover, &button, &mut listeners, move || {
            opening.list_all();
            if let Some(first) = dom::find(&opening.list, "input") {
                dom::focus(&first);
            }
        });
        let heard = parts.clone();
        listeners.on(&usual, "click", move |_: Event| heard.choose(Vec::new()));
        let inside = parts.list.clone();
        listeners.on(&menu, "keydown", move |event: KeyboardEvent| {
            walk(&event, &inside, "li");
        });
        Columns {
            element,
            parts,
            _listeners: listeners,
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows which columns are there.
    pub(super) fn arrange(&self, columns: &[String]) {
        columns.clone_into(&mut self.parts.shown.borrow_mut());
        if self.parts.popover.is_open() {
            self.parts.list_all();
        }
    }

    /// Tells which columns there could be.
    pub(super) fn offer(&self, all: &[String]) {
        all.clone_into(&mut self.parts.all.borrow_mut());
    }
}

impl Parts {
    fn choose(&self, columns: Vec<String>) {
        (self.tell)(Action::Register(Asked::Columns(columns)));
    }

    /// The columns shown first, in their order, then the others.
    fn list_all(self: &Rc<Parts>) {
        dom::empty(&self.list);
        let mut listeners = Listeners::default();
        let shown = self.shown.borrow();
        let all = self.all.borrow();
        let others = all.iter().filter(|name| !shown.contains(name));
        for (place, name) in shown.iter().chain(others).enumerate() {
            let place = Some(place).filter(|place| *place < shown.len());
            let item = self.item(name, place, shown.len(), &mut listeners);
            dom::append(&self.list, &[&item]);
        }
        *self.items.borrow_mut() = listeners;
        let held = self.held.borrow_mut().take();
        if let Some((name, part)) = held {
            let items = dom::find_all(&self.list, part);
            let again = items
                .into_iter()
                .find(|item| item.get_attribute("data-column").as_deref() == Some(name.as_str()));
            if let Some(again) = again {
                dom::focus(again.unchecked_ref());
            }
        }
    }

    fn item(
        self: &Rc<Parts>,
        name: &str,
        place: Option<usize>,
        count: usize,
        listeners: &mut Listeners,
    ) -> HtmlElement {
        let words = words(&self.stage);
        let look = self.stage.look();
        let title = habits(&look, Date::default()).title(name);
        let check: HtmlInputElement = dom::make("input", "").unchecked_into();
        check.set_type("checkbox");
        check.set_checked(place.is_some());
        dom::attribute(&check, "data-column", name);
        let text = dom::words("span", "", &title);
        dom::attribute(&text, "dir", "auto");
        let label = dom::wrap("label", "", &[&check, &text]);
        let item = dom::wrap("li", "", &[&label]);
        let (parts, own) = (self.clone(), name.to_owned());
        listeners.on(&check, "change", move |_: Event| {
            let mut columns = parts.shown.borrow().clone();
            match columns.iter().position(|column| *column == own) {
                // A table without columns would be the usual one again.
                Some(_) if columns.len() == 1 => return parts.list_all(),
                Some(place) => drop(columns.remove(place)),
                None => columns.push(own.clone()),
            }
            *parts.held.borrow_mut() = Some((own.clone(), "input"));
            parts.choose(columns)
        });
        let Some(place) = place else {
            return item;
        };
        let moves = [
            (
                ".earlier",
                "move earlier",
                words.earlier,
                place.checked_sub(1),
            ),
            (".later", "move later", words.later, Some(place + 1)),
        ];
        for (part, class, says, to) in moves {
            let button = dom::button(class, "");
            let label = fill(says, &[("name", &title)]);
            dom::attribute(&button, "aria-label", &label);
            dom::attribute(&button, "data-column", name);
            button.set_title(&label);
            let to = to.filter(|to| *to < count);
            dom::truth(&button, "aria-disabled", to.is_none());
            let (parts, own) = (self.clone(), name.to_owned());
            listeners.on(&button, "click", move |_: Event| {
                let mut columns = parts.shown.borrow().clone();
                if let Some(to) = to.filter(|to| *to < columns.len()) {
                    columns.swap(place, to);
                    *parts.held.borrow_mut() = Some((own.clone(), part));
                    parts.choose(columns)
                }
            });
            dom::append(&item, &[&button]);
        }
        item
    }
}
