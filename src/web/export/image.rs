//! A picture as a file: painted once more on a canvas that nobody sees, or
//! written as SVG.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, HtmlCanvasElement};

use crate::draw;
use crate::view::picture::Picture;
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom};
use crate::web::look::Look;
use crate::web::save;

/// Device pixels per CSS pixel of a saved image.
const RATIO: f64 = 2.0;

/// Saves a picture as pixels.
pub(crate) fn as_png(picture: &Picture, look: &Look, name: &str) -> Dom<()> {
    let canvas: HtmlCanvasElement = dom::make("canvas", "").unchecked_into();
    let size = (picture.width, picture.height);
    let painted = Canvas::new(&canvas, size, RATIO, &look.fonts)
        .map_err(|error| error.to_string())
        .and_then(|mut canvas| {
            draw::draw(picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
        });
    painted?;
    let name = format!("{name}.png");
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        // A browser that has no memory for the image saves none.
        let _ = blob.map(|blob| save::blob(&blob, &name));
    });
    canvas.to_blob(done.unchecked_ref())
}

/// Saves a picture as lines.
pub(crate) fn as_svg(picture: &Picture, look: &Look, name: &str) -> Dom<()> {
    let document = draw::svg(picture, look.fonts.family());
    save::text(&document, "image/svg+xml", &format!("{name}.svg"))
}
