//! A picture as an SVG document.

use plotters::prelude::{DrawingBackend, SVGBackend};

use crate::draw::Brush;
use crate::view::picture::Picture;

/// Units of the document a CSS pixel.
const SCALE: f32 = 10.0;
/// The backend prints font sizes divided by this.
const FONT_DIVISOR: f64 = 1.24;

/// The picture as an SVG document of its own size, its summary as title.
/// Empty where painting fails, which a text buffer never does.
pub fn svg(picture: &Picture) -> String {
    let size = |length: f32| (length * SCALE).ceil().max(1.0) as u32;
    let (width, height) = (size(picture.width), size(picture.height));
    let mut document = String::new();
    let brush = Brush {
        scale: SCALE,
        text_scale: f64::from(SCALE) * FONT_DIVISOR,
        // Texts are put on their baselines below.
        middle: 0.0,
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
    // What SVG assumes anyway is a fifth of the document, and a shift by
    // half an x-height would depend on the font. Quotes in texts are escaped,
    // so only attributes match.
    let body = [" opacity=\"1\"", " stroke=\"none\"", " dy=\"0.5ex\""]
        .iter()
        .fold(body.to_owned(), |body, attribute| {
            body.replace(attribute, "")
        });
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
