//! Choosing which two groups of conversations are compared.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlSelectElement, Node};

use crate::base::date;
use crate::base::order;
use crate::base::time::Period;
use crate::report::{Arms, ArmsFigure, Values};
use crate::view::arms;
use crate::view::chips::{field_name, value_name};
use crate::view::format;
use crate::view::state::Change;
use crate::view::text::beside::{Beside, beside_of};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;
use crate::web::switch::Switch;

/// The fields that are compared by at first, whichever is there.
const FIRST: [&str; 3] = ["variant", "channel", "topic"];

/// The bar.
pub(crate) struct Chooser {
    inner: Rc<Inner>,
    _listeners: Listeners,
}

struct Inner {
    stage: Rc<Stage>,
    tell: Tell,
    element: HtmlElement,
    mode: Switch,
    periods: HtmlElement,
    /// First and last day of the one, then of the other.
    dates: [HtmlInputElement; 4],
    usual: HtmlElement,
    groups: HtmlElement,
    field: HtmlSelectElement,
    values: [HtmlSelectElement; 2],
    told: HtmlElement,
    fields: RefCell<Vec<String>>,
    /// What the values can be chosen from.
    listed: RefCell<Values>,
    /// What is on the screen.
    shown: RefCell<Option<Arms>>,
    /// The question whose answer is waited for.
    awaited: Cell<u32>,
    /// Whether a person chose the field, and not yet its values.
    choosing: Cell<bool>,
}

impl Chooser {
    /// A bar that compares nothing yet.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Chooser {
        let words = beside_of(stage.look().locale.language);
        let said = tell.clone();
        let mode = Switch::new(words.compare, &words.modes, move |mode| {
            said(Action::Arms(match mode {
                0 => ArmsAction::Periods,
                _ => ArmsAction::Groups,
            }));
        });
        let dates = [0, 1, 2, 3].map(|place| {
            let label = [words.from, words.to][place % 2];
            date_input(&fill(label, &[("arm", words.arm[place / 2])]))
        });
        let usual = dom::button("button", words.usual);
        let until = || dom::words("span", "", "–");
        let versus = || dom::words("span", "versus", words.versus);
        let [a, b, c, d] = &dates;
        let parts: [&Node; 8] = [a, &until(), b, &versus(), c, &until(), d, &usual];
        let periods = dom::wrap("div", "arms-periods", &parts);
        let field = select(words.by);
        let values = words.arm.map(select);
        let swap = dom::button("button", words.swap);
        let by = dom::words("span", "", words.by);
        let parts: [&Node; 6] = [&by, &field, &values[0], &versus(), &values[1], &swap];
        let groups = dom::wrap("div", "arms-groups", &parts);
        groups.set_hidden(true);
        let told = dom::make("p", "wrong");
        dom::attribute(&told, "role", "status");
        let element = dom::wrap("div", "arms", &[mode.element(), &periods, &groups, &told]);
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            tell: tell.clone(),
            element,
            mode,
            periods,
            dates,
            usual,
            groups,
            field,
            values,
            told,
            fields: RefCell::default(),
            listed: RefCell::default(),
            shown: RefCell::default(),
            awaited: Cell::new(0),
            choosing: Cell::new(false),
        });
        let listeners = inner.listen(&swap);
        Chooser {
            inner,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.inner.element
    }

    /// Offers the fields of the data.
    pub(crate) fn offer(&self, fields: &[String]) {
        let inner = &self.inner;
        if *inner.fields.borrow() == fields {
            return;
        }
        inner.fields.replace(fields.to_vec());
        let locale = inner.stage.look().locale;
        let named = fields.iter().map(|field| field_name(field, &locale));
        fill_select(&inner.field, &named.collect::<Vec<String>>())
    }

    /// The number of the question that the values are asked for by.
    pub(crate) fn awaits(&self, id: u32) {
        self.inner.awaited.set(id);
    }

    /// Compares two periods, or begins to choose two groups; tells the field
    /// whose values are wanted then.
    pub(crate) fn turn(&self, action: &ArmsAction) -> Option<String> {
        let inner = &self.inner;
        dom::say(&inner.told, "");
        match action {
            ArmsAction::Periods => {
                inner.choosing.set(false);
                inner.show_mode(0);
                inner.choose(None);
                None
            }
            ArmsAction::Groups if inner.groups.hidden() => {
                let fields = inner.fields.borrow();
                let has = |name: &&&str| fields.iter().any(|field| field == **name);
                let first = FIRST.iter().find(has).map(|name| (*name).to_owned());
                let field = first.or_else(|| fields.first().cloned())?;
                inner.begin(&field);
                Some(field)
            }
            ArmsAction::Groups => None,
            ArmsAction::Field(field) => {
                inner.begin(field);
                Some(field.clone())
            }
            ArmsAction::Values(field) => Some(field.clone()),
        }
    }

    /// Values that were asked for: of a field that was just chosen the two
    /// with most conversations are compared.
    pub(crate) fn take(&self, id: u32, values: &Values) {
        let inner = &self.inner;
        if id != inner.awaited.get() {
            return;
        }
        inner.listed.replace(values.clone());
        inner.show_values();
        if !inner.choosing.get() {
            return;
        }
        let known = values
            .rows
            .iter()
            .filter(|(value, count)| value.is_some() && *count > 0);
        let known: Vec<&(Option<String>, u64)> = known.collect();
        let known = order::sorted(known, |a, b| b.1.cmp(&a.1));
        match known[..] {
            [(a, _), (b, _), ..] => {
                inner.choosing.set(false);
                inner.choose(Some(Arms::Values {
                    by: values.field.clone(),
                    a: a.clone(),
                    b: b.clone(),
                }))
            }
            _ => {
                let text = inner.stage.look().locale.text();
                let by = text.dimension_word(&values.field);
                dom::say(&inner.told, &fill(inner.words().one_value, &[("by", &by)]))
            }
        }
    }

    /// Shows what is compared; whether that is the usual.
    pub(crate) fn show(&self, figure: &ArmsFigure, usual: bool) {
        let inner = &self.inner;
        let Some(shown) = arms::of(figure) else {
            return;
        };
        inner.shown.replace(Some(shown.clone()));
        inner.usual.set_hidden(usual);
        match &shown {
            Arms::Periods(a, b) => {
                let dates = [a.from, a.to, b.from, b.to];
                for (field, date) in inner.dates.iter().zip(dates) {
                    if !dom::has_focus(field) {
                        field.set_value(&date.to_string());
                    }
                }
                if !inner.choosing.get() {
                    inner.show_mode(0)
                }
            }
            Arms::Values { by, .. } => {
                inner.show_mode(1);
                inner.show_field(by);
                inner.show_values()
            }
        }
    }
}

/// What a person does with the bar.
pub(crate) enum ArmsAction {
    /// Compares the period with the one before.
    Periods,
    /// Wants to compare two groups.
    Groups,
    /// Chooses by which field.
    Field(String),
    /// The values of a field that is compared may be others now.
    Values(String),
}

impl Inner {
    fn words(&self) -> &'static Beside {
        beside_of(self.stage.look().locale.language)
    }

    fn listen(self: &Rc<Inner>, swap: &HtmlElement) -> Listeners {
        let mut listeners = Listeners::default();
        for field in &self.dates {
            let own = self.clone();
            listeners.on(field, "change", move |_: Event| own.read_dates());
        }
        let own = self.clone();
        listeners.on(&self.usual, "click", move |_: Event| {
            dom::focus(&own.dates[0]);
            own.choose(None)
        });
        let own = self.clone();
        listeners.on(&self.field, "change", move |_: Event| {
            let place = own.field.selected_index();
            let fields = own.fields.borrow();
            let field = usize::try_from(place)
                .ok()
                .and_then(|place| fields.get(place));
            if let Some(field) = field {
                (own.tell)(Action::Arms(ArmsAction::Field(field.clone())))
            }
        });
        for (arm, select) in self.values.iter().enumerate() {
            let own = self.clone();
            listeners.on(select, "change", move |_: Event| own.read_value(arm));
        }
        let own = self.clone();
        listeners.on(swap, "click", move |_: Event| own.swap());
        listeners
    }

    fn choose(&self, arms: Option<Arms>) {
        (self.tell)(Action::Change(Change::Arms(arms)))
    }

    /// Begins to choose values of a field.
    fn begin(&self, field: &str) {
        self.choosing.set(true);
        self.listed.take();
        self.show_mode(1);
        self.show_field(field);
        for select in &self.values {
            fill_select(select, &[])
        }
    }

    fn show_mode(&self, mode: usize) {
        self.mode.set(mode);
        self.periods.set_hidden(mode != 0);
        self.groups.set_hidden(mode == 0)
    }

    fn show_field(&self, field: &str) {
        let place = self.fields.borrow().iter().position(|known| known == field);
        self.field
            .set_selected_index(place.map_or(-1, |place| place as i32))
    }

    /// Lists the values to choose from, and those that are compared.
    fn show_values(&self) {
        let listed = self.listed.borrow();
        let shown = self.shown.borrow();
        let Some(Arms::Values { by, a, b }) = &*shown else {
            return;
        };
        if *by != listed.field {
            return;
        }
        let locale = self.stage.look().locale;
        for (select, value) in self.values.iter().zip([a, b]) {
            let mut rows = listed.rows.clone();
            if !rows.iter().any(|(known, _)| known == value) {
                rows.push((value.clone(), 0));
            }
            let named = rows.iter().map(|(value, count)| {
                let name = value_name(by, value.as_deref(), &locale);
                let count = format::count(*count, &locale);
                fill(self.words().counted, &[("name", &name), ("count", &count)])
            });
            fill_select(select, &named.collect::<Vec<String>>());
            let place = rows.iter().position(|(known, _)| known == value);
            select.set_selected_index(place.map_or(-1, |place| place as i32))
        }
    }

    fn read_value(&self, arm: usize) {
        let place = usize::try_from(self.values[arm].selected_index()).ok();
        let listed = self.listed.borrow();
        let chosen = place.and_then(|place| listed.rows.get(place));
        let mut next = self.shown.borrow().clone();
        if let (Some(Arms::Values { a, b, .. }), Some((value, _))) = (&mut next, chosen) {
            let one = if arm == 0 { a } else { b };
            one.clone_from(value);
            drop(listed);
            self.choose(next)
        }
    }

    fn swap(&self) {
        let next = self.shown.borrow().clone();
        if let Some(Arms::Values { by, a, b }) = next {
            self.choose(Some(Arms::Values { by, a: b, b: a }))
        }
    }

    /// The dates typed in; says so where they are none.
    fn read_dates(&self) {
        let dates = self
            .dates
            .each_ref()
            .map(|field| date::read(&field.value()));
        let [Some(a), Some(b), Some(c), Some(d)] = dates else {
            return;
        };
        let (one, other) = (Period { from: a, to: b }, Period { from: c, to: d });
        let backwards = one.days() == 0 || other.days() == 0;
        dom::say(
            &self.told,
            if backwards {
                self.words().no_period
            } else {
                ""
            },
        );
        if !backwards {
            self.choose(Some(Arms::Periods(one, other)))
        }
    }
}

fn date_input(label: &str) -> HtmlInputElement {
    let input: HtmlInputElement = dom::make("input", "field").unchecked_into();
    input.set_type("date");
    dom::attribute(&input, "aria-label", label);
    input
}

fn select(label: &str) -> HtmlSelectElement {
    let select: HtmlSelectElement = dom::make("select", "field").unchecked_into();
    dom::attribute(&select, "aria-label", label);
    select
}

fn fill_select(select: &HtmlSelectElement, names: &[String]) {
    dom::empty(select);
    for name in names {
        dom::append(select, &[&dom::words("option", "", name)]);
    }
}
