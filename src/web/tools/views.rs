//! The menu of saved views.

use std::rc::Rc;

use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::view::saved::{SavedView, link_to};
use crate::view::state::State;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::chooser;
use crate::web::dom::{self, Listeners};
use crate::web::keep;
use crate::web::popover::{Popover, toggle_by};
use crate::web::settings::entry::input;
use crate::web::stage::Stage;
use crate::web::tools::{ToolAction, words_of};

/// The button and its menu.
pub(crate) struct Views {
    element: HtmlElement,
    list: HtmlElement,
    told: HtmlElement,
    name: HtmlInputElement,
    /// What the list was made of last.
    shown: Option<(String, Vec<SavedView>)>,
    popover: Rc<Popover>,
    rows: Listeners,
    stage: Rc<Stage>,
    tell: Tell,
    _listeners: Listeners,
}

impl Views {
    /// A closed menu.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Views {
        let words = words_of(stage);
        let button = dom::button("tool opens", words.views);
        let menu = dom::make("div", "menu tool-menu");
        let element = dom::wrap("div", "tool-place", &[&button, &menu]);
        let mut listeners = Listeners::default();
        let popover = Popover::new(&element, &menu, &button, words.views, &mut listeners);
        let kept = match keep::can_keep() {
            true => words.promise,
            false => words.not_kept,
        };
        let hint = dom::words("p", "hint", kept);
        let list = dom::make("ul", "saved");
        let told = dom::make("p", "saved-told");
        dom::attribute(&told, "role", "status");
        let name = input("field", words.name);
        dom::attribute(&name, "placeholder", words.name);
        let save = dom::button("button", words.save);
        dom::attribute(&save, "type", "submit");
        let form = dom::wrap("form", "tool-row", &[&name, &save]);
        let files = files(stage, tell, &mut listeners);
        dom::append(&menu, &[&list, &form, &told, &files, &hint]);
        let (heard, typed) = (tell.clone(), name.clone());
        listeners.on(&form, "submit", move |event: Event| {
            event.prevent_default();
            match typed.value().trim() {
                "" => dom::focus(&typed),
                name => heard(Action::Tools(ToolAction::Save(name.to_owned()))),
            }
        });
        let (first, typed, said) = (menu.clone(), name.clone(), told.clone());
        toggle_by(&popover, &button, &mut listeners, move || {
            dom::say(&said, "");
            let view = dom::find(&first, ".saved button");
            dom::focus(view.as_ref().unwrap_or(&typed));
        });
        Views {
            element,
            list,
            told,
            name,
            shown: None,
            popover,
            rows: Listeners::default(),
            stage: stage.clone(),
            tell: tell.clone(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Lists the saved views and marks the one that is on the screen.
    pub(crate) fn show(&mut self, state: &State, saved: &[SavedView]) {
        let link = link_to(state);
        if matches!(&self.shown, Some((known, views)) if *known == link && views == saved) {
            return;
        }
        let focused = dom::focused_place(&self.list, "button, input");
        dom::empty(&self.list);
        self.rows = Listeners::default();
        for (place, view) in saved.iter().enumerate() {
            self.add_row(place, view, view.link == link);
        }
        if saved.is_empty() {
            let none = dom::words("li", "hint", words_of(&self.stage).no_views);
            dom::append(&self.list, &[&none]);
        }
        if let Some(place) = focused.filter(|_| self.popover.is_open()) {
            dom::focus_place(&self.list, "button", place, &self.name);
        }
        self.shown = Some((link, saved.to_vec()));
    }

    /// Says what came of what was done.
    pub(crate) fn tell(&self, sentence: &str, bad: bool) {
        dom::toggle(&self.told, "wrong", bad);
        dom::say(&self.told, sentence);
        if !bad {
            self.name.set_value("");
        }
    }

    fn add_row(&mut self, place: usize, view: &SavedView, shown: bool) {
        let words = words_of(&self.stage);
        let open = dom::button("choice", "");
        dom::append(&open, &[&dom::words("bdi", "", &view.name)]);
        open.set_title(&view.name);
        if shown {
            dom::attribute(&open, "aria-current", "true");
        }
        let named = |template: &str| fill(template, &[("name", &view.name)]);
        let update = labelled("clear", words.update_short, &named(words.update));
        let rename = labelled("clear", words.rename_short, &named(words.rename));
        let delete = labelled("off", "", &named(words.delete));
        dom::flag(&update, "disabled", shown);
        let row = dom::wrap("li", "saved-row", &[&open, &update, &rename, &delete]);
        dom::append(&self.list, &[&row]);
        let (tell, popover) = (self.tell.clone(), self.popover.clone());
        self.rows.on(&open, "click", move |_: Event| {
            popover.close(true);
            tell(Action::Tools(ToolAction::Open(place)));
        });
        let (tell, name) = (self.tell.clone(), view.name.clone());
        self.rows.on(&update, "click", move |_: Event| {
            tell(Action::Tools(ToolAction::Save(name.clone())));
        });
        let tell = self.tell.clone();
        self.rows.on(&delete, "click", move |_: Event| {
            tell(Action::Tools(ToolAction::Delete(place)));
        });
        self.let_rename(place, &view.name, &row, &rename);
    }

    /// Lets a field take the place of a row until the name is typed in.
    fn let_rename(&mut self, place: usize, name: &str, row: &HtmlElement, button: &HtmlElement) {
        let words = words_of(&self.stage);
        let field = input("field", &fill(words.rename, &[("name", name)]));
        let keep = dom::button("button", words.save);
        dom::attribute(&keep, "type", "submit");
        let form = dom::wrap("form", "tool-row", &[&field, &keep]);
        form.set_hidden(true);
        dom::append(row, &[&form]);
        let (shown, typed, line) = (form.clone(), field.clone(), row.clone());
        let old = name.to_owned();
        self.rows.on(button, "click", move |_: Event| {
            dom::toggle(&line, "renaming", true);
            shown.set_hidden(false);
            typed.set_value(&old);
            typed.select();
        });
        let tell = self.tell.clone();
        self.rows.on(&form, "submit", move |event: Event| {
            event.prevent_default();
            if field.value().trim().is_empty() {
                return dom::focus(&field);
            }
            tell(Action::Tools(ToolAction::Rename(place, field.value())));
        });
    }
}

/// A button that says more to those who hear it.
fn labelled(class: &str, text: &str, label: &str) -> HtmlElement {
    let button = dom::button(class, text);
    dom::attribute(&button, "aria-label", label);
    button.set_title(label);
    button
}

/// The buttons that save all views as a file and read them from one.
fn files(stage: &Stage, tell: &Tell, listeners: &mut Listeners) -> HtmlElement {
    let words = words_of(stage);
    let export = dom::button("button", words.export);
    let tools = dom::wrap("div", "tool-row", &[&export]);
    let heard = tell.clone();
    listeners.on(&export, "click", move |_: Event| {
        heard(Action::Tools(ToolAction::Export));
    });
    let heard = tell.clone();
    chooser::add(&tools, words.import, listeners, move |file| {
        heard(Action::Tools(ToolAction::Import(file)));
    });
    tools
}
