//! A button by which a person chooses a file of JSON.

use wasm_bindgen::JsCast;
use web_sys::{Event, File, HtmlElement, HtmlInputElement};

use crate::web::dom::{self, Listeners};

/// What a file may be.
const KINDS: &str = ".json,application/json";

/// Puts such a button at the end of `tools`; `chosen` gets the file.
pub(crate) fn add(
    tools: &HtmlElement,
    label: &str,
    listeners: &mut Listeners,
    chosen: impl Fn(File) + 'static,
) {
    let input: HtmlInputElement = dom::make("input", "").unchecked_into();
    input.set_type("file");
    input.set_accept(KINDS);
    input.set_hidden(true);
    let button = dom::button("button", label);
    dom::append(tools, &[&button, &input]);
    let opened = input.clone();
    listeners.on(&button, "click", move |_: Event| opened.click());
    let files = input.clone();
    listeners.on(&input, "change", move |_: Event| {
        let file = files.files().and_then(|files| files.get(0));
        // The same file chosen again is a change too.
        files.set_value("");
        if let Some(file) = file {
            chosen(file);
        }
    });
}
