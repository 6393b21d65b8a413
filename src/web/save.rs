//! Files that the person saves: made here, handed to the browser, never sent.

use js_sys::{Array, JSON};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::report::answer::Rejection;
use crate::report::rejections::to_csv;
use crate::web::dom::{self, Dom};
use crate::web::message::to_js;
use crate::web::stage::Stage;

/// Spaces at each level.
const INDENT: u32 = 2;

/// Saves the rejected records as CSV, or one JSON object a line.
pub(crate) fn rejections(stage: &Stage, rejections: &[Rejection], lines: bool) -> Dom<()> {
    let words = stage.words();
    if !lines {
        let text = to_csv(words.rejection_columns, rejections);
        return self::text(&text, "text/csv", &format!("{}.csv", words.export_name));
    }
    let mut text = String::new();
    for rejection in rejections {
        text.push_str(&String::from(JSON::stringify(&to_js(rejection))?));
        text.push('\n');
    }
    self::text(
        &text,
        "application/x-ndjson",
        &format!("{}.ndjson", words.export_name),
    )
}

/// Saves an object as JSON that people can read.
pub(crate) fn object(object: &JsValue, name: &str) -> Dom<()> {
    let text = format!("{}\n", readable(object));
    self::text(&text, "application/json", name)
}

/// An object as JSON that people can read.
pub(crate) fn readable(object: &JsValue) -> String {
    let text = JSON::stringify_with_replacer_and_space(object, &JsValue::NULL, &INDENT.into());
    dom::must(text.ok()).into()
}

/// Saves a text; `kind` is its media type.
pub(crate) fn text(text: &str, kind: &str, name: &str) -> Dom<()> {
    parts(&Array::of1(&text.into()), kind, name)
}

/// Saves a file that is there in parts: texts or bytes.
pub(crate) fn parts(parts: &Array, kind: &str, name: &str) -> Dom<()> {
    blob(&made(parts, kind)?, name)
}

/// What a file consists of, as the browser keeps it.
pub(crate) fn made(parts: &Array, kind: &str) -> Dom<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(parts, &options)
}

/// Saves what the browser made.
pub(crate) fn blob(blob: &Blob, name: &str) -> Dom<()> {
    let address = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = dom::make("a", "").unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
