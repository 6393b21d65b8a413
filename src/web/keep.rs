//! What the browser remembers for a person: settings, mappings and saved
//! views, each by a name in the storage of the page that holds the element;
//! never data.

use js_sys::JSON;
use web_sys::Storage;

use crate::settings::Plain;
use crate::web::dom;
use crate::web::message;

/// What was kept by a name, if the browser remembers.
pub(crate) fn kept(name: &str) -> Option<Plain> {
    let text = storage()?.get_item(name).ok()??;
    message::plain(JSON::parse(&text).ok()?).ok()
}

/// Remembers something by a name. Where the browser does not, the page says
/// so beforehand ([`can_keep`]).
pub(crate) fn keep(name: &str, value: &Plain) {
    if let (Some(storage), Ok(text)) = (storage(), JSON::stringify(&message::to_js(value))) {
        // A browser that is full has kept the value before.
        let _ = storage.set_item(name, &String::from(text));
    }
}

/// Forgets it.
pub(crate) fn forget(name: &str) {
    if let Some(storage) = storage() {
        // What cannot be removed was never kept.
        let _ = storage.remove_item(name);
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
