//! A picture as a file: painted once more on a canvas that nobody sees, or
//! written as SVG.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, HtmlCanvasElement};

use crate::draw;
use crate::view::picture::Picture;
use crate::web::action::{Action, Tell};
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom};
use crate::web::look::Look;
use crate::web::save;

/// Device pixels per CSS pixel of a saved image.
const RATIO: f64 = 2.0;

/// Saves a picture as pixels.
pub(crate) fn as_png(picture: &Picture, look: &Look, name: &str, tell: &Tell) -> Dom<()> {
    let canvas: HtmlCanvasElement = dom::make("canvas", "").unchecked_into();
    let size = (picture.width, picture.height);
    let painted = Canvas::new(&canvas, size, RATIO, &look.fonts)
        .map_err(|error| error.to_string())
        .and_then(|mut canvas| {
            draw::draw(picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
        });
    painted?;
    let (name, tell) = (format!("{name}.png"), tell.clone());
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        let saved = blob.and_then(|blob| save::blob(&blob, &name).ok());
        if saved.is_none() {
            tell(Action::NoImage)
        }
    });
    canvas.to_blob(done.unchecked_ref())
}

/// Saves a picture as lines.
pub(crate) fn as_svg(picture: &Picture, look: &Look, name: &str) -> Dom<()> {
    let document = draw::svg(picture, look.fonts.family());
    save::text(&document, "image/svg+xml", &format!("{name}.svg"))
}
