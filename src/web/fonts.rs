//! How wide a text is, asked of the canvas and remembered.

use std::cell::RefCell;
use std::collections::HashMap;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::web::dom::{self, Dom};

/// Texts are measured at this size and scaled: glyphs grow evenly, and one
/// entry serves every size.
const MEASURED_AT: f64 = 100.0;

/// The typeface in force and the widths measured in it.
pub(crate) struct Fonts {
    family: String,
    context: CanvasRenderingContext2d,
    regular: RefCell<HashMap<String, f64>>,
    bold: RefCell<HashMap<String, f64>>,
}

impl Fonts {
    /// For a CSS `font-family` value.
    pub(crate) fn new(family: &str) -> Dom<Fonts> {
        let canvas: HtmlCanvasElement = dom::make("canvas", "").unchecked_into();
        let context = canvas.get_context("2d")?.ok_or("no 2D context")?;
        Ok(Fonts {
            family: family.to_owned(),
            context: context.unchecked_into(),
            regular: RefCell::default(),
            bold: RefCell::default(),
        })
    }

    /// A CSS colour of any kind as the canvas writes it: `#rrggbb` or
    /// `rgba(…)`. What is no colour comes back as black.
    pub(crate) fn resolve(&self, color: &str) -> String {
        self.context.set_fill_style_str("#000");
        self.context.set_fill_style_str(color.trim());
        self.context.fill_style().as_string().unwrap_or_default()
    }

    /// The CSS `font-family` value.
    pub(crate) fn family(&self) -> &str {
        &self.family
    }

    /// The CSS `font` value of a size in the unit of the caller's canvas.
    pub(crate) fn css(&self, size: f64, bold: bool) -> String {
        let weight = if bold { 600 } else { 400 };
        format!("{weight} {size}px {}", self.family)
    }

    /// How wide `text` is at `size`, in the unit of `size`.
    pub(crate) fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let cache = if bold { &self.bold } else { &self.regular };
        if let Some(width) = cache.borrow().get(text) {
            return width * size / MEASURED_AT;
        }
        self.context.set_font(&self.css(MEASURED_AT, bold));
        let width = self
            .context
            .measure_text(text)
            .map_or(0.0, |measured| measured.width());
        cache.borrow_mut().insert(text.to_owned(), width);
        width * size / MEASURED_AT
    }
}
