//! The period picker: named periods, or two dates with both ends included.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent, PointerEvent};

use crate::base::date;
use crate::base::preset::Preset;
use crate::base::time::Period;
use crate::report::figure::Context;
use crate::view::format;
use crate::view::state::Choice;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;

/// The button and its menu.
pub(crate) struct Picker {
    element: HtmlElement,
    parts: Rc<Parts>,
    presets: Vec<HtmlElement>,
    _listeners: Listeners,
}

struct Parts {
    stage: Rc<Stage>,
    button: HtmlElement,
    menu: HtmlElement,
    from: HtmlInputElement,
    to: HtmlInputElement,
    wrong: HtmlElement,
}

impl Picker {
    /// A closed picker.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Picker {
        let words = stage.words();
        let button: HtmlElement = dom::button("button dates", "");
        dom::attribute(&button, "aria-haspopup", "dialog");
        dom::attribute(&button, "aria-expanded", "false");
        let menu = dom::make("div", "menu");
        dom::attribute(&menu, "role", "dialog");
        dom::attribute(&menu, "aria-label", words.period);
        menu.set_hidden(true);
        let wrong = dom::make("p", "wrong");
        dom::attribute(&wrong, "role", "alert");
        let parts = Rc::new(Parts {
            stage: stage.clone(),
            button,
            menu,
            from: date_input(),
            to: date_input(),
            wrong,
        });
        let mut listeners = Listeners::default();
        let presets = parts.list_presets(&mut listeners, tell);
        parts.add_form(&mut listeners, tell);
        parts.listen(&mut listeners);
        let element = dom::wrap("div", "picker", &[&parts.button, &parts.menu]);
        parts.close_outside(&mut listeners, &element);
        Picker {
            element,
            parts,
            presets,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows which dates are in force and which name they were chosen by.
    pub(crate) fn show(&self, context: &Context, choice: Choice) {
        let parts = &self.parts;
        let Period { from, to } = context.period;
        let dates = format::span(from, to, &parts.stage.look().locale);
        dom::say(&parts.button, &dates);
        let label = fill(parts.stage.words().choose_period, &[("dates", &dates)]);
        dom::attribute(&parts.button, "aria-label", &label);
        parts.from.set_value(&from.to_string());
        parts.to.set_value(&to.to_string());
        for (button, preset) in self.presets.iter().zip(Preset::ALL) {
            let on = choice == Choice::Named(preset);
            dom::truth(button, "aria-pressed", on);
        }
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
                parts.close(true);
                tell(Action::Choose(Choice::Named(preset)));
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
                parts.close(true);
                tell(Action::Choose(Choice::Dates(period)));
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

    fn listen(self: &Rc<Parts>, listeners: &mut Listeners) {
        let parts = self.clone();
        listeners.on(&self.button, "click", move |_: Event| {
            if parts.menu.hidden() {
                parts.open();
            } else {
                parts.close(true);
            }
        });
        let parts = self.clone();
        listeners.on(&self.menu, "keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                parts.close(true);
            }
        })
    }

    fn close_outside(self: &Rc<Parts>, listeners: &mut Listeners, whole: &HtmlElement) {
        let (parts, inside) = (self.clone(), whole.clone());
        let document = dom::document();
        listeners.on(&document, "pointerdown", move |event: PointerEvent| {
            if !parts.menu.hidden() && !event.composed_path().includes(&inside, 0) {
                parts.close(false);
            }
        });
        let (parts, inside) = (self.clone(), whole.clone());
        listeners.on(whole, "focusout", move |event: web_sys::FocusEvent| {
            let next = event
                .related_target()
                .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
            if next.is_some_and(|next| !inside.contains(Some(&next))) {
                parts.close(false);
            }
        })
    }

    fn open(&self) {
        self.menu.set_hidden(false);
        self.wrong.set_text_content(None);
        // Neither can fail in a way that a person would notice.
        dom::attribute(&self.button, "aria-expanded", "true");
        let pressed = self
            .menu
            .query_selector("[aria-pressed=true]")
            .ok()
            .flatten();
        let first = pressed.or_else(|| self.menu.query_selector("button").ok().flatten());
        if let Some(button) = first.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            dom::focus(&button);
        }
    }

    fn close(&self, back: bool) {
        self.menu.set_hidden(true);
        // Neither can fail in a way that a person would notice.
        dom::attribute(&self.button, "aria-expanded", "false");
        if back {
            dom::focus(&self.button);
        }
    }
}

fn date_input() -> HtmlInputElement {
    let input: HtmlInputElement = dom::make("input", "field").unchecked_into();
    input.set_type("date");
    input
}
