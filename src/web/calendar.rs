//! How time is cut: the step of charts over time, and the zone of days and
//! hours.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};

use crate::base::time::Bucket;
use crate::report::figure::Context;
use crate::view::state::{Change, State, fits};
use crate::view::text::explore::explore_of;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::settings::entry::{input, zones};
use crate::web::stage::Stage;
use crate::web::zones::known;

/// Two fields.
pub(crate) struct Calendar {
    element: HtmlElement,
    bucket: HtmlSelectElement,
    /// The options behind the automatic one.
    options: Vec<HtmlOptionElement>,
    zone: HtmlInputElement,
    wrong: HtmlElement,
    _listeners: Listeners,
}

impl Calendar {
    /// The fields, without a choice.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Calendar {
        let words = explore_of(stage.look().locale.language);
        let bucket: HtmlSelectElement = dom::make("select", "field").unchecked_into();
        let option = |value: &str, name: &str| {
            let option: HtmlOptionElement = dom::words("option", "", name).unchecked_into();
            option.set_value(value);
            dom::append(&bucket, &[&option]);
            option
        };
        option("", words.automatic);
        let named = Bucket::ALL.into_iter().zip(words.buckets);
        let options = named
            .map(|(bucket, name)| option(bucket.name(), name))
            .collect();
        let zone = input("field", "");
        let wrong = dom::make("p", "wrong");
        dom::attribute(&wrong, "role", "alert");
        let labelled = |text: &str, field: &HtmlElement| {
            dom::wrap("label", "", &[&dom::words("span", "", text), field])
        };
        let step = labelled(words.bucket, &bucket);
        let place = labelled(words.timezone, &zone);
        let element = dom::wrap("div", "custom", &[&step, &place, &wrong]);
        let mut listeners = Listeners::default();
        let (heard, chosen) = (tell.clone(), bucket.clone());
        listeners.on(&bucket, "change", move |_: Event| {
            heard(Action::Change(Change::Bucket(Bucket::named(
                &chosen.value(),
            ))));
        });
        // Some hundred names are worth making only for who wants one.
        let (offered, around, field) = (Cell::new(false), place.clone(), zone.clone());
        listeners.on(&zone, "focus", move |_: Event| {
            if !offered.replace(true) {
                zones(&around, &field, "chosen-zones");
            }
        });
        let (heard, typed, note) = (tell.clone(), zone.clone(), wrong.clone());
        listeners.on(&zone, "change", move |_: Event| {
            let name = typed.value().trim().to_owned();
            let name = (!name.is_empty()).then_some(name);
            let unknown = name.as_ref().is_some_and(|name| !known(name));
            dom::say(&note, if unknown { words.unknown_zone } else { "" });
            dom::truth(&typed, "aria-invalid", unknown);
            if !unknown {
                heard(Action::Change(Change::Timezone(name)));
            }
        });
        Calendar {
            element,
            bucket,
            options,
            zone,
            wrong,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows what is in force.
    pub(crate) fn show(&self, context: &Context, state: &State) {
        for (option, bucket) in self.options.iter().zip(Bucket::ALL) {
            option.set_disabled(!fits(context.period, bucket));
        }
        let chosen = state.bucket.filter(|&bucket| fits(context.period, bucket));
        self.bucket.set_value(chosen.map_or("", Bucket::name));
        self.zone
            .set_value(state.timezone.as_deref().unwrap_or_default());
        self.zone.set_placeholder(&context.timezone);
        dom::say(&self.wrong, "");
        dom::truth(&self.zone, "aria-invalid", false);
    }
}
