//! A picture as a file: painted once more on a canvas that nobody sees, or
//! written as a text.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlCanvasElement};

use crate::draw;
use crate::view::picture::Picture;
use crate::web::action::{Action, Promised, Tell};
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom};
use crate::web::export::Form;
use crate::web::look::Look;
use crate::web::save;

/// Device pixels per CSS pixel of a saved image.
const RATIO: f64 = 2.0;

/// Where a file goes.
pub(crate) enum Then {
    /// To the person, by a name without its ending.
    Save(String, Tell),
    /// To the host.
    Hand(Promised),
}

impl Then {
    /// The file is made, or could not be.
    fn go(self, blob: Option<&Blob>, form: Form) {
        match (self, blob) {
            (Then::Save(name, tell), blob) => {
                let name = format!("{name}.{}", form.ending());
                let saved = blob.and_then(|blob| save::blob(blob, &name).ok());
                if saved.is_none() {
                    tell(Action::NoImage)
                }
            }
            (Then::Hand(promised), Some(blob)) => promised.keep(blob),
            (Then::Hand(promised), None) => promised.breaks("no_image", "The browser made none."),
        }
    }
}

/// Makes a picture a file of pixels.
pub(crate) fn as_png(picture: &Picture, look: &Look, then: Then) -> Dom<()> {
    let canvas: HtmlCanvasElement = dom::make("canvas", "").unchecked_into();
    let size = (picture.width, picture.height);
    let painted = Canvas::new(&canvas, size, RATIO, &look.fonts)
        .map_err(|error| error.to_string())
        .and_then(|mut canvas| {
            draw::draw(picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
        });
    painted?;
    let done = move |blob: Option<Blob>| then.go(blob.as_ref(), Form::Png);
    let done: JsValue = Closure::once_into_js(done);
    canvas.to_blob(done.unchecked_ref())
}

/// Makes a text a file.
pub(crate) fn made(text: &str, form: Form, then: Then) -> Dom<()> {
    let blob = save::made(&js_sys::Array::of1(&text.into()), form.kind())?;
    then.go(Some(&blob), form);
    Ok(())
}
