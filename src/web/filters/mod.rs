//! The filter bar: what the screen is narrowed by, a chip each, and the menu
//! that narrows it further.

mod editor;

use std::rc::Rc;

use web_sys::{Event, HtmlElement};

use crate::base::zone::Zone;
use crate::report::Values;
use crate::view::chips::{Chip, chips};
use crate::view::state::{Change, State};
use crate::view::text::explore::{Explore, explore_of};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::filters::editor::Editor;
use crate::web::popover::{Popover, announce};
use crate::web::stage::Stage;

/// How wide the menu is, in CSS pixels.
const MENU: i32 = 320;

/// What a person does with the bar.
pub(crate) enum FilterAction {
    /// Opens the menu on the list of fields.
    Add,
    /// Opens it on a filter's values, by the filter's key.
    Edit(String),
    /// Shows a field's values.
    Field(String),
    /// Shows the list of fields.
    Fields,
    /// Includes the values (0) or excludes them (1).
    Mode(usize),
    /// Looks for something.
    Search(String),
    /// Chooses a value or gives it up; the empty one stands for none.
    Tick(String, bool),
}

/// What the bar wants then.
pub(crate) enum Wish {
    /// The values of a field in which a text occurs.
    Values {
        /// The field.
        field: String,
        /// The text.
        search: String,
    },
    /// Another state.
    Change(Change),
}

/// The bar.
pub(crate) struct Filters {
    element: HtmlElement,
    list: HtmlElement,
    add: HtmlElement,
    clear: HtmlElement,
    shown: Vec<(Chip, HtmlElement)>,
    popover: Rc<Popover>,
    menu: HtmlElement,
    editor: Editor,
    stage: Rc<Stage>,
    tell: Tell,
    chip_listeners: Listeners,
    _listeners: Listeners,
}

impl Filters {
    /// A bar without chips, hidden as long as there is no data.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Filters {
        let words = words_of(stage);
        let list = dom::make("ul", "chip-list");
        let add = dom::button("add-chip", words.add);
        let clear = dom::button("clear", words.clear);
        clear.set_hidden(true);
        let menu = dom::make("div", "menu filter-menu");
        let element = dom::wrap("section", "filters", &[&list, &add, &clear, &menu]);
        dom::attribute(&element, "aria-label", words.filters);
        element.set_hidden(true);
        let mut listeners = Listeners::default();
        let popover = Popover::new(&element, &menu, &add, words.choose, &mut listeners);
        let (heard, open) = (tell.clone(), popover.clone());
        listeners.on(&add, "click", move |_: Event| match open.is_open() {
            true => open.close(true),
            false => heard(Action::Filters(FilterAction::Add)),
        });
        let heard = tell.clone();
        listeners.on(&clear, "click", move |_: Event| {
            heard(Action::Change(Change::NoFilters));
        });
        Filters {
            element,
            list,
            add,
            clear,
            shown: Vec::new(),
            popover,
            editor: Editor::new(stage, &menu, tell),
            menu,
            stage: stage.clone(),
            tell: tell.clone(),
            chip_listeners: Listeners::default(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Offers the fields of data; without data there is nothing to filter.
    pub(crate) fn offer(&mut self, fields: Option<&[String]>) {
        self.element.set_hidden(fields.is_none());
        self.popover.close(false);
        self.editor.offer(fields.unwrap_or_default());
    }

    /// Closes the menu.
    pub(crate) fn close(&self) {
        if self.popover.is_open() {
            self.popover.close(false)
        }
    }

    /// Does what a person asks for, and tells what is needed for it.
    pub(crate) fn act(&mut self, action: FilterAction, state: &State) -> Option<Wish> {
        match action {
            FilterAction::Add => {
                self.open(&self.add);
                self.editor.list_fields()
            }
            FilterAction::Edit(key) => {
                let chip = self
                    .shown
                    .iter()
                    .find(|(chip, _)| chip.key.as_ref() == Some(&key));
                self.open(chip.map_or(&self.add, |(_, button)| button));
                self.editor.edit(&key, state)
            }
            FilterAction::Field(field) => self.editor.edit(&field, state),
            FilterAction::Fields => self.editor.list_fields(),
            FilterAction::Mode(mode) => self.editor.set_mode(mode == 1, state),
            FilterAction::Search(text) => self.editor.look_for(&text, state),
            FilterAction::Tick(value, on) => self.editor.tick(value, on, state),
        }
    }

    /// The number of the question that the values are asked for by.
    pub(crate) fn awaits(&mut self, id: u32) {
        self.editor.awaited = id;
    }

    /// Shows values that were asked for.
    pub(crate) fn take(&mut self, id: u32, values: Values, state: &State) {
        if self.popover.is_open() && id == self.editor.awaited {
            self.editor.take(values, state)
        }
    }

    /// Shows what the screen is narrowed by. `zone` tells instants.
    pub(crate) fn show(&mut self, state: &State, zone: Option<&Zone>) {
        let chips = chips(state, zone, &self.stage.look().locale);
        if chips.iter().eq(self.shown.iter().map(|(chip, _)| chip)) {
            return;
        }
        let focused = dom::focused_place(&self.list, ".off");
        dom::empty(&self.list);
        self.chip_listeners = Listeners::default();
        self.shown = chips.into_iter().map(|chip| self.make_chip(chip)).collect();
        self.clear.set_hidden(self.shown.len() < 2);
        self.list.set_hidden(self.shown.is_empty());
        if let Some(place) = focused {
            // The keyboard stays where it was, on the next chip.
            dom::focus_place(&self.list, ".off", place, &self.add);
        }
        if self.popover.is_open() {
            self.keep_open()
        }
    }

    fn make_chip(&mut self, chip: Chip) -> (Chip, HtmlElement) {
        let words = words_of(&self.stage);
        let named = |template: &str| fill(template, &[("filter", &chip.full)]);
        let text = match &chip.key {
            Some(key) => {
                let button = dom::button("chip-text", &chip.text);
                announce(&button);
                dom::attribute(&button, "aria-label", &named(words.edit));
                let (tell, key) = (self.tell.clone(), key.clone());
                self.chip_listeners.on(&button, "click", move |_: Event| {
                    tell(Action::Filters(FilterAction::Edit(key.clone())));
                });
                button
            }
            None => dom::words("span", "chip-text", &chip.text),
        };
        dom::attribute(&text, "dir", "auto");
        text.set_title(&chip.full);
        let off = dom::button("off", "");
        dom::attribute(&off, "aria-label", &named(words.remove));
        let (tell, change) = (self.tell.clone(), chip.off.clone());
        self.chip_listeners.on(&off, "click", move |_: Event| {
            tell(Action::Change(change.clone()));
        });
        let item = dom::wrap("li", "chip", &[&text, &off]);
        dom::append(&self.list, &[&item]);
        (chip, text)
    }

    /// Opens the menu under a button, within the bar.
    fn open(&self, anchor: &HtmlElement) {
        self.popover.open(anchor);
        let room = (self.element.client_width() - MENU).max(0);
        let left = anchor.offset_left().clamp(0, room);
        let top = anchor.offset_top() + anchor.offset_height() + 4;
        dom::style(&self.menu, "--left", &format!("{left}px"));
        dom::style(&self.menu, "--top", &format!("{top}px"));
    }

    /// The chip that the menu belongs to is a new one now.
    fn keep_open(&self) {
        let key = self.editor.key();
        let chip = self
            .shown
            .iter()
            .find(|(chip, _)| chip.key == key && key.is_some());
        self.popover
            .open(chip.map_or(&self.add, |(_, button)| button));
    }
}

fn words_of(stage: &Stage) -> &'static Explore {
    explore_of(stage.look().locale.language)
}
