//! A picture as an SVG document.

use plotters::prelude::{DrawingBackend, SVGBackend};

use crate::draw::Brush;
use crate::view::picture::Picture;

/// Units of the document a CSS pixel.
const SCALE: f32 = 10.0;
/// The backend prints font sizes divided by this.
const FONT_DIVISOR: f32 = 1.24;
/// The backend sets a text half an x-height under the place it is given.
const HALF_X_HEIGHT: f32 = 0.26;

/// The picture as an SVG document of its own size, its summary as title.
/// Empty where painting fails, which a text buffer never does.
pub fn svg(picture: &Picture) -> String {
    let size = |length: f32| (length * SCALE).ceil().max(1.0) as u32;
    let (width, height) = (size(picture.width), size(picture.height));
    let mut document = String::new();
    let brush = Brush {
        scale: SCALE,
        text_scale: SCALE * FONT_DIVISOR,
        middle: HALF_X_HEIGHT,
    };
    {
        let mut backend = SVGBackend::with_string(&mut document, (width, height));
        if brush.paint(picture, &mut backend).is_err() || backend.present().is_err() {
            return String::new();
        }
    }
    let Some((_, body)) = document.split_once('\n') else {
        return String::new();
    };
    let title = escaped(&picture.summary);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{}\" height=\"{}\" \
         viewBox=\"0 0 {width} {height}\" style=\"font-variant-numeric:tabular-nums\">\n\
         <title>{title}</title>\n{body}",
        picture.width, picture.height,
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
