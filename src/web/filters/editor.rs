//! The menu's inside: first the fields, then the values of one.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::base::needle::Needle;
use crate::report::Values;
use crate::view::chips::{field_name, value_name};
use crate::view::format;
use crate::view::state::{Change, State};
use crate::view::text::explore::{Explore, explore_of};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::filters::{FilterAction, Wish};
use crate::web::popover::walk;
use crate::web::settings::entry::input;
use crate::web::stage::Stage;
use crate::web::switch::Switch;

/// What is looked at in the menu.
pub(super) struct Editor {
    menu: HtmlElement,
    list: HtmlElement,
    note: HtmlElement,
    fields: Vec<String>,
    /// The field whose values are shown.
    field: Option<String>,
    excludes: bool,
    search: String,
    /// The field's first values.
    first: Values,
    /// Whether anything was changed since the menu was opened.
    changed: bool,
    /// The question whose answer is waited for.
    pub(super) awaited: u32,
    switch: Option<Switch>,
    stage: Rc<Stage>,
    tell: Tell,
    /// Of the search and the list.
    listeners: Listeners,
    rows: Listeners,
}

impl Editor {
    /// An empty menu.
    pub(super) fn new(stage: &Rc<Stage>, menu: &HtmlElement, tell: &Tell) -> Editor {
        let note = dom::make("p", "hint");
        dom::attribute(&note, "role", "status");
        Editor {
            menu: menu.clone(),
            list: dom::make("ul", "choices"),
            note,
            fields: Vec::new(),
            field: None,
            excludes: false,
            search: String::new(),
            first: Values::default(),
            changed: false,
            awaited: 0,
            switch: None,
            stage: stage.clone(),
            tell: tell.clone(),
            listeners: Listeners::default(),
            rows: Listeners::default(),
        }
    }

    /// Takes the fields that there are.
    pub(super) fn offer(&mut self, fields: &[String]) {
        self.fields = fields.to_vec();
    }

    /// The key of the filter that is edited.
    pub(super) fn key(&self) -> Option<String> {
        let field = self.field.as_ref()?;
        Some(key(field, self.excludes))
    }

    /// Shows the fields.
    pub(super) fn list_fields(&mut self) -> Option<Wish> {
        let words = self.words();
        self.field = None;
        self.switch = None;
        self.begin(words.find_field, words.choose, &[]);
        self.show_fields();
        None
    }

    /// Shows the values of a filter's key.
    pub(super) fn edit(&mut self, key: &str, state: &State) -> Option<Wish> {
        let field = key.strip_suffix('!').unwrap_or(key).to_owned();
        let only_excludes =
            !state.filters.contains_key(&field) && state.filters.contains_key(&format!("{field}!"));
        self.excludes = key.ends_with('!') || only_excludes;
        let words = self.words();
        let name = field_name(&field, &self.stage.look().locale);
        let back = dom::button("back", words.fields);
        let title = dom::words("h3", "", &name);
        dom::attribute(&title, "dir", "auto");
        let head = dom::wrap("div", "menu-head", &[&back, &title]);
        let tell = self.tell.clone();
        let switch = Switch::new(words.which, &words.modes, move |mode| {
            tell(Action::Filters(FilterAction::Mode(mode)));
        });
        switch.set(usize::from(self.excludes));
        self.begin(words.find_value, &name, &[&head, switch.element()]);
        let tell = self.tell.clone();
        self.listeners.on(&back, "click", move |_: Event| {
            tell(Action::Filters(FilterAction::Fields));
        });
        self.switch = Some(switch);
        self.first = Values::default();
        self.field = Some(field.clone());
        Some(Wish::Values {
            field,
            search: String::new(),
        })
    }

    /// Empties the menu, down to a search and a list under `head`.
    fn begin(&mut self, search: &str, label: &str, head: &[&HtmlElement]) {
        self.search = String::new();
        self.changed = false;
        self.listeners = Listeners::default();
        self.rows = Listeners::default();
        dom::empty(&self.menu);
        dom::empty(&self.list);
        dom::say(&self.note, "");
        dom::attribute(&self.list, "aria-label", label);
        let field = input("field", search);
        field.set_placeholder(search);
        field.set_type("search");
        for part in head {
            dom::append(&self.menu, &[*part]);
        }
        dom::append(&self.menu, &[&field, &self.list, &self.note]);
        let (tell, typed) = (self.tell.clone(), field.clone());
        self.listeners.on(&field, "input", move |_: Event| {
            tell(Action::Filters(FilterAction::Search(typed.value())));
        });
        let menu = self.menu.clone();
        self.listeners
            .on(&self.menu, "keydown", move |event: KeyboardEvent| {
                walk(&event, &menu, ".field, li")
            });
        dom::focus(&field);
    }

    /// Includes the values or excludes them.
    pub(super) fn set_mode(&mut self, excludes: bool, state: &State) -> Option<Wish> {
        let before = self.key()?;
        self.excludes = excludes;
        if let Some(switch) = &self.switch {
            switch.set(usize::from(excludes));
        }
        let now = self.key()?;
        let chosen = state.filters.get(&before).cloned().unwrap_or_default();
        let moves = before != now && !chosen.is_empty() && !state.filters.contains_key(&now);
        if !moves {
            self.show_values(&self.first.clone(), state);
            return None;
        }
        self.changed = true;
        Some(Wish::Change(Change::Turn(before, now)))
    }

    /// Looks for fields, or for values of one.
    pub(super) fn look_for(&mut self, text: &str, state: &State) -> Option<Wish> {
        text.trim().clone_into(&mut self.search);
        let Some(field) = &self.field else {
            self.show_fields();
            return None;
        };
        if self.first.found as usize > self.first.rows.len() {
            return Some(Wish::Values {
                field: field.clone(),
                search: self.search.clone(),
            });
        }
        self.awaited = 0;
        self.show_values(&self.matching(), state);
        None
    }

    /// Those of the field's values, all of which are here, that are looked
    /// for: by what they are called, or by what the data calls them.
    fn matching(&self) -> Values {
        let (field, locale) = (&self.first.field, self.stage.look().locale);
        let needle = Needle::new(&self.search);
        let mut values = self.first.clone();
        values.rows.retain(|(value, _)| {
            let name = value_name(field, value.as_deref(), &locale);
            let own = value.as_deref().unwrap_or_default();
            needle.find(&name).is_some() || needle.find(own).is_some()
        });
        values.found = values.rows.len() as u64;
        values
    }

    /// Chooses a value or gives it up.
    pub(super) fn tick(&mut self, value: String, on: bool, state: &State) -> Option<Wish> {
        let key = self.key()?;
        let mut chosen = state.filters.get(&key).cloned().unwrap_or_default();
        chosen.retain(|known| *known != value);
        if on {
            chosen.push(value);
        }
        // All that is chosen at one go is one step back.
        Some(Wish::Change(
            match std::mem::replace(&mut self.changed, true) {
                true => Change::FilterMore(key, chosen),
                false => Change::Filter(key, chosen),
            },
        ))
    }

    /// Shows values that were asked for.
    pub(super) fn take(&mut self, values: Values, state: &State) {
        if self.search.is_empty() {
            self.first = values.clone();
        }
        self.show_values(&values, state)
    }

    fn show_fields(&mut self) {
        let (words, locale) = (self.words(), self.stage.look().locale);
        let needle = Needle::new(&self.search);
        dom::empty(&self.list);
        self.rows = Listeners::default();
        let mut found = false;
        for field in &self.fields {
            let name = field_name(field, &locale);
            if needle.find(&name).is_none() && needle.find(field).is_none() {
                continue;
            }
            found = true;
            let button = dom::button("choice", "");
            // It reads in its own direction and stands at the row's start.
            dom::append(&button, &[&dom::words("bdi", "", &name)]);
            button.set_title(&name);
            let (tell, field) = (self.tell.clone(), field.clone());
            self.rows.on(&button, "click", move |_: Event| {
                tell(Action::Filters(FilterAction::Field(field.clone())));
            });
            dom::append(&self.list, &[&dom::wrap("li", "", &[&button])]);
        }
        dom::say(&self.note, if found { "" } else { words.nothing });
    }

    fn show_values(&mut self, values: &Values, state: &State) {
        let (words, locale) = (self.words(), self.stage.look().locale);
        let Some(key) = self.key() else {
            return;
        };
        let chosen = state.filters.get(&key).map_or(&[][..], Vec::as_slice);
        let listed = |value: &String| {
            let mut rows = values.rows.iter();
            rows.any(|(row, _)| row.as_deref().unwrap_or_default() == value)
        };
        dom::empty(&self.list);
        self.rows = Listeners::default();
        if self.search.is_empty() {
            // What is chosen can be given up, wherever it stands.
            for value in chosen.iter().filter(|value| !listed(value)) {
                // Where all are listed, what is not has no conversation.
                let whole = values.rows.len() as u64 == values.found;
                self.add_row(value, whole.then_some(0), true);
            }
        }
        for (value, count) in &values.rows {
            let value = value.as_deref().unwrap_or_default();
            let on = chosen.iter().any(|known| known == value);
            self.add_row(value, Some(*count), on);
        }
        let (shown, found) = (values.rows.len() as u64, values.found);
        let counts = [
            ("count", &*format::count(shown, &locale)),
            ("total", &*format::count(found, &locale)),
        ];
        let note = match (shown, found) {
            (0, _) => words.nothing.to_owned(),
            (shown, found) if shown < found => fill(words.first_of, &counts),
            _ => String::new(),
        };
        dom::say(&self.note, &note);
    }

    fn add_row(&mut self, value: &str, count: Option<u64>, on: bool) {
        let (words, locale) = (self.words(), self.stage.look().locale);
        let field = self.field.as_deref().unwrap_or_default();
        let name = value_name(field, (!value.is_empty()).then_some(value), &locale);
        let tick: HtmlInputElement = dom::make("input", "").unchecked_into();
        tick.set_type("checkbox");
        tick.set_checked(on);
        let text = dom::wrap("span", "value", &[&dom::words("bdi", "", &name)]);
        text.set_title(&name);
        let number = dom::make("span", "count");
        if let Some(count) = count {
            let figure = format::count(count, &locale);
            let form = words.conversations.form(count, locale.language);
            number.set_title(&fill(form, &[("count", &figure)]));
            dom::say(&number, &figure);
        }
        let label = dom::wrap("label", "choice", &[&tick, &text, &number]);
        let (tell, value, ticked) = (self.tell.clone(), value.to_owned(), tick.clone());
        self.rows.on(&tick, "change", move |_: Event| {
            let (value, on) = (value.clone(), ticked.checked());
            tell(Action::Filters(FilterAction::Tick(value, on)));
        });
        dom::append(&self.list, &[&dom::wrap("li", "", &[&label])]);
    }

    fn words(&self) -> &'static Explore {
        explore_of(self.stage.look().locale.language)
    }
}

fn key(field: &str, excludes: bool) -> String {
    match excludes {
        true => format!("{field}!"),
        false => field.to_owned(),
    }
}
