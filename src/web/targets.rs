//! Changing targets where they are told: in the scorecard.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::base::needle::Needle;
use crate::metric::entry::{About, Unit};
use crate::metric::{self, FAMILIES};
use crate::report::scorecard::ScorecardRow;
use crate::report::{Scorecard, TargetRow};
use crate::settings::{Plain, Settings};
use crate::view::target;
use crate::view::text::arrange::arrange_of;
use crate::view::text::beside::{Beside, beside_of};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::ledger::ACT;
use crate::web::popover::{Popover, announce, walk};
use crate::web::settings::edit::Edit;
use crate::web::settings::entry::input;
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// The key of the settings.
const KEY: &str = "targets";

/// How wide the menu is, in CSS pixels.
const MENU: f64 = 320.0;

/// The buttons over a scorecard, and the menu that its targets open.
pub(crate) struct Targets {
    element: HtmlElement,
    inner: Rc<Inner>,
    _listeners: Listeners,
}

struct Inner {
    stage: Rc<Stage>,
    tell: Tell,
    /// The panel that the scorecard stands in.
    around: HtmlElement,
    menu: HtmlElement,
    popover: Rc<Popover>,
    add: HtmlElement,
    reset: HtmlElement,
    rows: RefCell<Vec<ScorecardRow>>,
    /// The metric that was added, until its row is there.
    added: RefCell<Option<String>>,
    /// Of what is in the menu.
    listeners: RefCell<Listeners>,
}

impl Targets {
    /// The buttons for the scorecard that will stand in `around`.
    pub(crate) fn new(stage: &Rc<Stage>, around: &HtmlElement, tell: &Tell) -> Targets {
        let words = beside_of(stage.look().locale.language);
        let add = dom::button("button", words.add);
        let reset = dom::button("button", words.reset);
        let element = dom::wrap("div", "target-tools", &[&add, &reset]);
        let menu = dom::make("div", "menu target-menu");
        dom::append(around, &[&menu]);
        dom::toggle(around, "has-menu", true);
        let mut listeners = Listeners::default();
        let popover = Popover::new(around, &menu, &add, words.target, &mut listeners);
        announce(&add);
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            tell: tell.clone(),
            around: around.clone(),
            menu,
            popover,
            add,
            reset,
            rows: RefCell::default(),
            added: RefCell::default(),
            listeners: RefCell::default(),
        });
        let own = inner.clone();
        listeners.on(around, "click", move |event: Event| own.press(&event));
        let own = inner.clone();
        listeners.on(&inner.reset, "click", move |_: Event| {
            own.finish(Edit::Back {
                key: KEY,
                entry: None,
            });
            dom::focus(&own.add);
            own.stage.say(own.words().told_reset)
        });
        Targets {
            element,
            inner,
            _listeners: listeners,
        }
    }

    /// The buttons.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// The scorecard is on the screen: a metric that was added is given its
    /// target.
    pub(crate) fn show(&self, card: &Scorecard) {
        let inner = &self.inner;
        inner.rows.borrow_mut().clone_from(&card.rows);
        let usual = Settings::default().targets;
        let is_usual = |row: &ScorecardRow| {
            let known = usual.get(&row.target.metric);
            known.is_some_and(|known| (known.min, known.max) == (row.target.min, row.target.max))
        };
        let same = card.rows.len() == usual.len() && card.rows.iter().all(is_usual);
        dom::flag(&inner.reset, "disabled", same);
        let added = inner.added.borrow().clone();
        let button = added.as_ref().and_then(|id| inner.button(id));
        if let (Some(id), Some(button)) = (added, button) {
            inner.added.take();
            inner.edit(&id, &button)
        }
    }
}

impl Inner {
    fn words(&self) -> &'static Beside {
        beside_of(self.stage.look().locale.language)
    }

    /// The button of a metric's target.
    fn button(&self, id: &str) -> Option<HtmlElement> {
        dom::find(&self.around, &format!("[{ACT}=\"{id}\"]"))
    }

    fn press(self: &Rc<Inner>, event: &Event) {
        let at: Option<Element> = event.target().and_then(|at| at.dyn_into().ok());
        let Some(at) = at else {
            return;
        };
        let target = at.closest(&format!("[{ACT}]")).ok().flatten();
        if let Some(button) = target {
            let id = button.get_attribute(ACT).unwrap_or_default();
            self.edit(&id, button.unchecked_ref())
        } else if self.add.contains(Some(&at)) {
            match self.popover.is_open() {
                true => self.popover.close(true),
                false => self.choose(),
            }
        } else if self.popover.is_open() && !self.menu.contains(Some(&at)) {
            self.popover.close(false)
        }
    }

    /// Sends an edit and closes the menu; the keyboard goes back.
    fn finish(&self, edit: Edit) {
        if self.popover.is_open() {
            self.popover.close(true);
        }
        (self.tell)(Action::Edit(edit))
    }

    /// Opens the emptied menu under a button.
    fn open(&self, anchor: &HtmlElement, label: &str) {
        *self.listeners.borrow_mut() = Listeners::default();
        dom::empty(&self.menu);
        dom::attribute(&self.menu, "aria-label", label);
        self.popover.open(anchor);
        let (around, at) = (Spot::of(&self.around), Spot::of(anchor));
        let room = (around.right - around.left - MENU).max(0.0);
        let left = (at.left - around.left).clamp(0.0, room);
        let top = at.bottom - around.top + 4.0;
        dom::style(&self.menu, "--left", &format!("{left}px"));
        dom::style(&self.menu, "--top", &format!("{top}px"))
    }

    /// Opens the form of a metric's target under its button.
    fn edit(self: &Rc<Inner>, id: &str, anchor: &HtmlElement) {
        let rows = self.rows.borrow();
        let row = rows.iter().find(|row| row.target.metric == id);
        if let Some((row, metric)) = row.zip(metric::find(id)) {
            self.open(anchor, metric.about.title);
            Form::show(self, row, &metric.about)
        }
    }

    /// Opens the list of all metrics that are not in the scorecard.
    fn choose(self: &Rc<Inner>) {
        let words = self.words();
        self.open(&self.add, words.add);
        let search = input("field", words.find);
        search.set_type("search");
        search.set_placeholder(words.find);
        let list = dom::make("div", "choices");
        let none = dom::words("p", "hint", words.no_metric);
        none.set_hidden(true);
        dom::append(&self.menu, &[&search, &list, &none]);
        let mut rows: Vec<(String, HtmlElement)> = Vec::new();
        let names = arrange_of(self.stage.look().locale.language).families;
        for (family, name) in FAMILIES.iter().zip(names) {
            let section = dom::wrap("ul", "", &[&dom::words("li", "choice-title", name)]);
            for metric in family.1 {
                let about = &metric.about;
                let known = self.rows.borrow();
                if known.iter().all(|row| row.target.metric != about.id) {
                    let item = self.offer(about);
                    dom::append(&section, &[&item]);
                    rows.push((format!("{} {}", about.title, about.definition), item));
                }
            }
            dom::append(&list, &[&section]);
        }
        let mut listeners = self.listeners.borrow_mut();
        let typed = search.clone();
        listeners.on(&search, "input", move |_: Event| {
            let text = typed.value();
            let needle = Needle::new(text.trim());
            dom::toggle(&list, "searched", !text.trim().is_empty());
            let mut any = false;
            for (text, row) in &rows {
                let fits = needle.find(text).is_some();
                row.set_hidden(!fits);
                any |= fits;
            }
            none.set_hidden(any);
        });
        let menu = self.menu.clone();
        listeners.on(&self.menu, "keydown", move |event: KeyboardEvent| {
            walk(&event, &menu, ".field, li:not([hidden]):not(.choice-title)")
        });
        dom::focus(&search)
    }

    /// A line of that list.
    fn offer(self: &Rc<Inner>, about: &'static About) -> HtmlElement {
        let button: HtmlElement = dom::button("choice", "");
        let definition = dom::words("small", "", about.definition);
        dom::append(&button, &[&dom::words("b", "", about.title), &definition]);
        let own = self.clone();
        let mut listeners = self.listeners.borrow_mut();
        listeners.on(&button, "click", move |_: Event| {
            *own.added.borrow_mut() = Some(about.id.to_owned());
            own.finish(lay(about.id, Plain::object([])))
        });
        dom::wrap("li", "", &[&button])
    }
}

/// Gives a metric another target, or takes it off with nothing.
fn lay(id: &str, target: Plain) -> Edit {
    Edit::Lay {
        key: KEY,
        value: Plain::object([(id, target)]),
    }
}

/// The form of one target.
struct Form {
    inner: Rc<Inner>,
    about: &'static About,
    currency: Option<String>,
    ends: [HtmlInputElement; 2],
    wrong: HtmlElement,
}

impl Form {
    fn show(inner: &Rc<Inner>, row: &ScorecardRow, about: &'static About) {
        let (words, locale) = (inner.words(), inner.stage.look().locale);
        let form = dom::make("form", "target-form");
        dom::attribute(&form, "novalidate", "");
        let ends = [(words.least, row.target.min), (words.most, row.target.max)];
        let inputs = ends.map(|(label, end)| {
            let field = input("field", label);
            dom::attribute(&field, "inputmode", "text");
            let typing = end.map(|end| target::typing(end, about.unit, &locale));
            field.set_value(&typing.unwrap_or_default());
            field.set_placeholder(locale.text().undefined);
            let label = dom::wrap("label", "", &[&dom::words("span", "", label), &field]);
            dom::append(&form, &[&label]);
            field
        });
        let wrong = dom::make("p", "wrong");
        dom::attribute(&wrong, "role", "alert");
        let hint = dom::words("p", "hint", &unit_hint(about.unit, row, words));
        let save = dom::button("button primary", words.save);
        dom::attribute(&save, "type", "submit");
        let buttons = dom::wrap("div", "buttons", &[&save]);
        let title = dom::words("h3", "", about.title);
        dom::append(&form, &[&wrong, &hint, &buttons]);
        dom::append(&inner.menu, &[&title, &form]);
        let shown = Rc::new(Form {
            inner: inner.clone(),
            about,
            currency: row.currency.clone(),
            ends: inputs,
            wrong,
        });
        shown.listen(&form, &buttons, row);
        dom::focus(&shown.ends[0]);
        shown.ends[0].select()
    }

    fn listen(self: &Rc<Form>, form: &HtmlElement, buttons: &HtmlElement, row: &ScorecardRow) {
        let words = self.inner.words();
        let id = self.about.id;
        let mut listeners = self.inner.listeners.borrow_mut();
        let own = self.clone();
        listeners.on(form, "submit", move |event: Event| {
            event.prevent_default();
            own.submit()
        });
        let usual = Settings::default().targets.get(id).copied();
        let other =
            usual.filter(|usual| (usual.min, usual.max) != (row.target.min, row.target.max));
        if other.is_some() {
            let back = dom::button("button", words.back);
            dom::append(buttons, &[&back]);
            let own = self.clone();
            listeners.on(&back, "click", move |_: Event| {
                own.inner.finish(Edit::Back {
                    key: KEY,
                    entry: Some(id.to_owned()),
                })
            });
        }
        let remove = dom::button("button", words.remove);
        dom::append(buttons, &[&remove]);
        let own = self.clone();
        listeners.on(&remove, "click", move |_: Event| {
            let inner = &own.inner;
            inner.finish(lay(id, Plain::Null));
            // Its own button goes with it.
            dom::focus(&inner.add);
            let told = fill(words.told_removed, &[("title", own.about.title)]);
            inner.stage.say(&told)
        })
    }

    /// Puts what was typed in force, or says what is wrong with it.
    fn submit(&self) {
        let (words, locale) = (self.inner.words(), self.inner.stage.look().locale);
        let unit = self.about.unit;
        let mut read = [None, None];
        for (end, field) in read.iter_mut().zip(&self.ends) {
            let text = field.value();
            let number = target::typed(&text, unit, &locale);
            dom::truth(field, "aria-invalid", number.is_err());
            let Ok(number) = number else {
                let example = target::example(unit, &locale);
                let parts = [("typed", text.trim()), ("example", &example)];
                dom::say(&self.wrong, &fill(words.no_number, &parts));
                return dom::focus(field);
            };
            *end = number;
        }
        if let [Some(min), Some(max)] = read
            && min > max
        {
            let typed = self.ends.each_ref().map(HtmlInputElement::value);
            let parts = [("least", typed[0].trim()), ("most", typed[1].trim())];
            dom::say(&self.wrong, &fill(words.backwards, &parts));
            return dom::focus(&self.ends[0]);
        }
        let ends = ["min", "max"].into_iter().zip(read);
        let ends = ends.filter_map(|(key, end)| Some((key, Plain::Number(end?))));
        self.inner.finish(lay(self.about.id, Plain::object(ends)));
        let row = TargetRow {
            min: read[0],
            max: read[1],
            ..TargetRow::default()
        };
        let told = target::words(&row, unit, self.currency.as_deref(), &locale);
        let parts = [("title", self.about.title), ("target", &*told)];
        self.inner.stage.say(&fill(words.told_set, &parts))
    }
}

/// How the ends of a target are typed.
fn unit_hint(unit: Unit, row: &ScorecardRow, words: &Beside) -> String {
    let how = match (unit, &row.currency) {
        (Unit::Ratio, _) => words.percent_hint.to_owned(),
        (Unit::Seconds, _) => words.time_hint.to_owned(),
        (Unit::Money, Some(currency)) => fill(words.money_hint, &[("currency", currency)]),
        _ => String::new(),
    };
    format!("{how} {}", words.open_end).trim_start().to_owned()
}
