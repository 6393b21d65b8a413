//! Remembers the settings in the browser: only them, never data.

use js_sys::JSON;
use web_sys::Storage;

use crate::settings::{Plain, Settings};
use crate::web::dom;
use crate::web::message::to_js;

/// The name in the storage of the page that holds the element.
const NAME: &str = "chatgauge-settings";

/// What a person chose here before, if the browser remembers.
pub(crate) fn kept() -> Option<Plain> {
    let text = storage()?.get_item(NAME).ok()??;
    let value = JSON::parse(&text).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

/// Remembers what a person chose; says whether the browser does.
pub(crate) fn keep(settings: &Settings) -> bool {
    let text = to_js(&settings.changes())
        .and_then(|changes| JSON::stringify(&changes))
        .map(String::from);
    match (storage(), text) {
        (Some(storage), Ok(text)) => storage.set_item(NAME, &text).is_ok(),
        _ => false,
    }
}

/// Forgets it.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        // What cannot be removed was never kept.
        let _ = storage.remove_item(NAME);
    }
}

/// Whether the browser lets the page remember anything.
pub(crate) fn can_keep() -> bool {
    storage().is_some()
}

/// Sandboxed frames have none, and saying so is an exception there.
fn storage() -> Option<Storage> {
    dom::window().ok()?.local_storage().ok()?
}
