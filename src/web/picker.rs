//! The period picker: named periods, or two dates with both ends included;
//! also the step of charts over time, and the zone of days and hours.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::base::date;
use crate::base::preset::Preset;
use crate::base::time::Period;
use crate::report::figure::Context;
use crate::view::format;
use crate::view::state::{Change, Choice, State};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::calendar::Calendar;
use crate::web::dom::{self, Listeners};
use crate::web::popover::{Popover, toggle_by};
use crate::web::stage::Stage;

/// The button and its menu.
pub(crate) struct Picker {
    element: HtmlElement,
    parts: Rc<Parts>,
    presets: Vec<HtmlElement>,
    calendar: Calendar,
    _listeners: Listeners,
}

struct Parts {
    stage: Rc<Stage>,
    button: HtmlElement,
    menu: HtmlElement,
    popover: Rc<Popover>,
    from: HtmlInputElement,
    to: HtmlInputElement,
    wrong: HtmlElement,
}

impl Picker {
    /// A closed picker.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Picker {
        let button = dom::button("button dates", "");
        let menu = dom::make("div", "menu");
        let element = dom::wrap("div", "picker", &[&button, &menu]);
        let mut listeners = Listeners::default();
        let label = stage.words().period;
        let popover = Popover::new(&element, &menu, &button, label, &mut listeners);
        let wrong = dom::make("p", "wrong");
        dom::attribute(&wrong, "role", "alert");
        let parts = Rc::new(Parts {
            stage: stage.clone(),
            button,
            menu,
            popover,
            from: date_input(),
            to: date_input(),
            wrong,
        });
        let presets = parts.list_presets(&mut listeners, tell);
        parts.add_form(&mut listeners, tell);
        let calendar = Calendar::new(stage, tell);
        dom::append(&parts.menu, &[calendar.element()]);
        let opened = parts.clone();
        toggle_by(&parts.popover, &parts.button, &mut listeners, move || {
            opened.begin()
        });
        Picker {
            element,
            parts,
            presets,
            calendar,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows which dates are in force and which name they were chosen by.
    pub(crate) fn show(&self, context: &Context, state: &State) {
        let parts = &self.parts;
        let Period { from, to } = context.period;
        let dates = format::span(from, to, &parts.stage.look().locale);
        dom::say(&parts.button, &dates);
        let label = fill(parts.stage.words().choose_period, &[("dates", &dates)]);
        dom::attribute(&parts.button, "aria-label", &label);
        parts.from.set_value(&from.to_string());
        parts.to.set_value(&to.to_string());
        for (button, preset) in self.presets.iter().zip(Preset::ALL) {
            let on = state.period == Choice::Named(preset);
            dom::truth(button, "aria-pressed", on);
        }
        self.calendar.show(context, state)
    }
}

impl Parts {
    fn list_presets(self: &Rc<Parts>, listeners: &mut Listeners, tell: &Tell) -> Vec<HtmlElement> {
        let list = dom::make("div", "presets");
        let mut buttons = Vec::new();
        for (preset, name) in Preset::ALL.into_iter().zip(self.stage.words().presets) {
            let button: HtmlElement = dom::button("", name);
            let (parts, tell) = (self.clone(), tell.clone());
            listeners.on(&button, "click", move |_: Event| {
                parts.popover.close(true);
                tell(Action::Change(Change::Period(Choice::Named(preset))));
            });
            dom::append(&list, &[&button]);
            buttons.push(button);
        }
        dom::append(&self.menu, &[&list]);
        buttons
    }

    fn add_form(self: &Rc<Parts>, listeners: &mut Listeners, tell: &Tell) {
        let words = self.stage.words();
        let labelled = |text: &str, input: &HtmlInputElement| -> HtmlElement {
            let text = dom::words("span", "", text);
            dom::wrap("label", "", &[&text, input])
        };
        let apply = dom::button("button", words.apply);
        dom::attribute(&apply, "type", "submit");
        let from = labelled(words.from, &self.from);
        let to = labelled(words.to, &self.to);
        let form = dom::wrap("form", "custom", &[&from, &to, &self.wrong, &apply]);
        dom::attribute(&form, "novalidate", "");
        let (parts, tell) = (self.clone(), tell.clone());
        listeners.on(&form, "submit", move |event: Event| {
            event.prevent_default();
            if let Some(period) = parts.dates() {
                parts.popover.close(true);
                tell(Action::Change(Change::Period(Choice::Dates(period))));
            }
        });
        dom::append(&self.menu, &[&form]);
    }

    /// The dates typed in; says what is wrong where they are none.
    fn dates(&self) -> Option<Period> {
        let typed = |input: &HtmlInputElement| date::read(&input.value());
        let (Some(from), Some(to)) = (typed(&self.from), typed(&self.to)) else {
            let empty = if typed(&self.from).is_none() {
                &self.from
            } else {
                &self.to
            };
            // Where it cannot be focused it is in sight anyway.
            dom::focus(empty);
            return None;
        };
        let period = Period { from, to };
        let backwards = period.days() == 0;
        let wrong = if backwards {
            self.stage.words().backwards
        } else {
            ""
        };
        dom::say(&self.wrong, wrong);
        (!backwards).then_some(period)
    }

    /// Puts the keyboard on the period in force.
    fn begin(&self) {
        self.wrong.set_text_content(None);
        let pressed = dom::find(&self.menu, "[aria-pressed=true]");
        if let Some(button) = pressed.or_else(|| dom::find(&self.menu, "button")) {
            dom::focus(&button);
        }
    }
}

fn date_input() -> HtmlInputElement {
    let input: HtmlInputElement = dom::make("input", "field").unchecked_into();
    input.set_type("date");
    input
}
