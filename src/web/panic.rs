//! What is left to do when the code breaks: say so, in a card.
//!
//! After a panic nothing of this module's state can be trusted, so the card
//! is made of nothing but DOM calls.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, HtmlElement};

use crate::view::locale::Language;
use crate::view::text::fill;
use crate::view::text::shell::{Shell, words_of};
use crate::web::dom::{self, Dom};
use crate::web::message::{self, Reply};

thread_local! {
    static STAGES: RefCell<Vec<(HtmlElement, Language)>> = const { RefCell::new(Vec::new()) };
}

/// Called once when the module is instantiated, in page and worker alike.
#[wasm_bindgen(start)]
pub(crate) fn keep_panics() {
    std::panic::set_hook(Box::new(|info| {
        let message = describe(info);
        // There is nobody left to tell of a failure to tell.
        let _ = match js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
            Ok(worker) => post(&worker, message),
            Err(_) => show(&message),
        };
    }));
}

/// An element that is to show a card when the code breaks.
pub(crate) fn remember(app: &HtmlElement, language: Language) {
    STAGES.with_borrow_mut(|stages| stages.push((app.clone(), language)));
}

/// An element that is gone.
pub(crate) fn forget(app: &HtmlElement) {
    STAGES.with_borrow_mut(|stages| stages.retain(|(known, _)| known != app));
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let reason = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or_default();
    match info.location() {
        Some(place) => format!("{reason} ({}:{})", place.file(), place.line()),
        None => reason.to_owned(),
    }
}

fn post(worker: &DedicatedWorkerGlobalScope, message: String) -> Dom<()> {
    worker.post_message(&message::to_other(&Reply::Panic { message }))
}

fn show(detail: &str) -> Dom<()> {
    // The list may be borrowed by what broke.
    let stages = STAGES.with(|stages| stages.try_borrow().map(|stages| stages.clone()));
    for (app, language) in stages.map_err(|error| JsValue::from(error.to_string()))? {
        dom::empty(&app);
        dom::append(&app, &[&card(words_of(language), detail)]);
    }
    Ok(())
}

/// What is shown in place of everything.
fn card(words: &Shell, detail: &str) -> HtmlElement {
    let advice = &words.trouble.panic;
    let what = dom::words("h2", "", advice.what);
    let todo = dom::words("p", "", &fill(advice.todo, &[("detail", detail)]));
    let card = dom::wrap("div", "card message bad", &[&what, &todo]);
    dom::attribute(&card, "role", "alert");
    card
}
