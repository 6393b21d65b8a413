//! Costs: a currency and two amounts.

use std::rc::Rc;

use web_sys::{Event, HtmlElement, HtmlInputElement};

use crate::settings::Plain;
use crate::web::dom::{self, Listeners};
use crate::web::settings::edit::{Bench, Edit, number, typing};
use crate::web::settings::entry::{Control, input, number_input};

const KEY: &str = "costs";

/// Their names in the settings object.
const AMOUNTS: [&str; 2] = ["agent_hour", "bot_month"];

/// See `AMOUNTS`.
const CURRENCY: &str = "currency";

/// The control.
pub(super) struct Costs {
    element: HtmlElement,
    parts: Rc<Parts>,
    _listeners: Listeners,
}

struct Parts {
    bench: Rc<Bench>,
    currency: HtmlInputElement,
    amounts: [HtmlInputElement; 2],
}

impl Costs {
    /// Nothing typed yet.
    pub(super) fn new(bench: &Rc<Bench>) -> Costs {
        let words = &bench.words().form;
        let currency = input("field short", "");
        currency.set_max_length(3);
        let parts = Rc::new(Parts {
            bench: bench.clone(),
            currency,
            amounts: [number_input(""), number_input("")],
        });
        let [agent, bot] = &parts.amounts;
        let element = dom::make("div", "costs");
        let mut listeners = Listeners::default();
        for (entry, text, input) in [
            (CURRENCY, words.currency, &parts.currency),
            (AMOUNTS[0], words.agent_hour, agent),
            (AMOUNTS[1], words.bot_month, bot),
        ] {
            dom::attribute(input, "data-entry", entry);
            let name = dom::words("span", "", text);
            dom::append(&element, &[&dom::wrap("label", "", &[&name, input])]);
            let parts = parts.clone();
            listeners.on(input, "change", move |_: Event| parts.send());
        }
        Costs {
            element,
            parts,
            _listeners: listeners,
        }
    }
}

impl Parts {
    /// What is typed; nothing where no amount is.
    fn value(&self) -> Plain {
        let locale = self.bench.locale();
        let typed = self.amounts.each_ref().map(HtmlInputElement::value);
        let given = AMOUNTS.into_iter().zip(&typed);
        let mut fields: Vec<(&str, Plain)> = given
            .filter(|(_, text)| !text.trim().is_empty())
            .map(|(name, text)| (name, number(text, &locale)))
            .collect();
        if fields.is_empty() {
            return Plain::Null;
        }
        let currency = self.currency.value();
        if !currency.trim().is_empty() {
            fields.push((CURRENCY, currency.trim().into()));
        }
        Plain::object(fields)
    }

    fn send(&self) {
        self.bench.send(match self.value() {
            Plain::Null => Edit::Back {
                key: KEY,
                entry: None,
            },
            value => Edit::Lay { key: KEY, value },
        });
    }
}

impl Control for Costs {
    fn element(&self) -> &HtmlElement {
        &self.element
    }

    fn is_broad(&self) -> bool {
        true
    }

    fn show(&mut self, value: &Plain) {
        let (parts, locale) = (&self.parts, self.parts.bench.locale());
        for (name, input) in AMOUNTS.into_iter().zip(&parts.amounts) {
            let amount = value.at(name);
            // An amount that was left out is nothing, and stays left out.
            let empty = input.value().trim().is_empty();
            if !(empty && *amount == Plain::Number(0.0)) {
                input.set_value(&typing(amount, &locale));
            }
        }
        if *value != Plain::Null || parts.value() != Plain::Null {
            parts.currency.set_value(value.at(CURRENCY).text());
        }
    }
}
