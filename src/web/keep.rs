//! What the browser remembers for a person: settings and mappings, never
//! data.

use js_sys::JSON;
use web_sys::Storage;

use crate::settings::{Plain, Settings};
use crate::web::dom;
use crate::web::message::to_js;

/// The name in the storage of the page that holds the element.
const NAME: &str = "chatgauge-settings";

/// What a person chose here before, if the browser remembers.
pub(crate) fn kept() -> Option<Plain> {
    kept_as(NAME)
}

/// What the browser remembers by a name.
pub(crate) fn kept_as(name: &str) -> Option<Plain> {
    let text = storage()?.get_item(name).ok()??;
    let value = JSON::parse(&text).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

/// Remembers what a person chose; says whether the browser does.
pub(crate) fn keep(settings: &Settings) -> bool {
    keep_as(NAME, &settings.changes())
}

/// Remembers something by a name; says whether the browser does.
pub(crate) fn keep_as(name: &str, value: &Plain) -> bool {
    let text = JSON::stringify(&to_js(value)).map(String::from);
    match (storage(), text) {
        (Some(storage), Ok(text)) => storage.set_item(name, &text).is_ok(),
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
    dom::window().local_storage().ok()?
}
