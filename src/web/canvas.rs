//! The painter's hand: a plotters backend that is crisp on every screen.
//!
//! It wraps the one of `plotters-canvas`, which draws in whole device pixels,
//! sets a style with every primitive and lets plotters measure text by
//! putting elements into the page. This one takes coordinates finer than a
//! pixel, lays straight edges on the device's pixels, sets a style only when
//! it changes, and measures with the canvas itself.

use std::fmt;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::draw::MIDDLE;
use crate::web::fonts::Fonts;
use crate::web::reading::words_of;

/// How many units of a backend coordinate make one CSS pixel.
pub(crate) const SCALE: u32 = 8;

/// Why nothing could be painted.
#[derive(Debug)]
pub(crate) struct CanvasError(String);

impl fmt::Display for CanvasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CanvasError {}

impl From<JsValue> for CanvasError {
    fn from(value: JsValue) -> CanvasError {
        CanvasError(words_of(&value))
    }
}

type Outcome = Result<(), DrawingErrorKind<CanvasError>>;

/// A canvas of a given size in CSS pixels, cleared and ready.
pub(crate) struct Canvas<'a> {
    fallback: CanvasBackend,
    context: CanvasRenderingContext2d,
    fonts: &'a Fonts,
    size: (u32, u32),
    /// Device pixels per unit.
    pixels: f64,
    set: Styles,
}

/// What the context was last told.
#[derive(Default)]
struct Styles {
    fill: Option<Paint>,
    stroke: Option<Paint>,
    line: Option<f64>,
    font: Option<(u64, bool)>,
    align: Option<&'static str>,
}

type Paint = (u8, u8, u8, u64);

fn paint(color: BackendColor) -> Paint {
    let (r, g, b) = color.rgb;
    (r, g, b, color.alpha.to_bits())
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    format!("rgba({r},{g},{b},{})", color.alpha)
}

impl<'a> Canvas<'a> {
    /// Gives `element` a backing store for `width` by `height` CSS pixels at
    /// `ratio` device pixels each, and clears it.
    pub(crate) fn new(
        element: &HtmlCanvasElement,
        (width, height): (f32, f32),
        ratio: f64,
        fonts: &'a Fonts,
    ) -> Result<Canvas<'a>, CanvasError> {
        let backing = |length: f32| (f64::from(length) * ratio).round().max(1.0) as u32;
        let (across, down) = (backing(width), backing(height));
        if element.width() != across || element.height() != down {
            element.set_width(across);
            element.set_height(down);
        }
        let style = element.style();
        style.set_property("width", &format!("{}px", f64::from(across) / ratio))?;
        style.set_property("height", &format!("{}px", f64::from(down) / ratio))?;

        let refused = || CanvasError("the browser gave no 2D context".to_owned());
        let context = element.get_context("2d")?.ok_or_else(refused)?;
        let context: CanvasRenderingContext2d = context.dyn_into().map_err(|_| refused())?;
        let fallback = CanvasBackend::with_canvas_object(element.clone()).ok_or_else(refused)?;
        let pixels = ratio / f64::from(SCALE);
        context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)?;
        context.clear_rect(0.0, 0.0, f64::from(across), f64::from(down));
        context.set_transform(pixels, 0.0, 0.0, pixels, 0.0, 0.0)?;
        context.set_line_join("round");
        context.set_text_baseline("alphabetic");
        let units = |length: f32| (length * SCALE as f32).round() as u32;
        Ok(Canvas {
            fallback,
            context,
            fonts,
            size: (units(width), units(height)),
            pixels,
            set: Styles::default(),
        })
    }

    fn fill(&mut self, color: BackendColor) {
        if self.set.fill.replace(paint(color)) != Some(paint(color)) {
            self.context.set_fill_style_str(&css(color));
        }
    }

    fn stroke(&mut self, color: BackendColor, width: f64) {
        if self.set.stroke.replace(paint(color)) != Some(paint(color)) {
            self.context.set_stroke_style_str(&css(color));
        }
        if self.set.line.replace(width) != Some(width) {
            self.context.set_line_width(width);
        }
    }

    /// The nearest edge between two device pixels.
    fn edge(&self, units: i32) -> f64 {
        (f64::from(units) * self.pixels).round() / self.pixels
    }

    fn trace(&self, mut points: impl Iterator<Item = (f64, f64)>) {
        self.context.begin_path();
        if let Some((x, y)) = points.next() {
            self.context.move_to(x, y);
        }
        for (x, y) in points {
            self.context.line_to(x, y);
        }
    }

    /// A level or upright line, covering whole device pixels.
    fn rule(&mut self, from: BackendCoord, to: BackendCoord, style: &impl BackendStyle) {
        let width = (f64::from(style.stroke_width()) * self.pixels)
            .round()
            .max(1.0)
            / self.pixels;
        let across = |centre: i32| {
            let first = (f64::from(centre) - width / 2.0) * self.pixels;
            first.round() / self.pixels + width / 2.0
        };
        let (from, to) = if from.1 == to.1 {
            let y = across(from.1);
            ((self.edge(from.0), y), (self.edge(to.0), y))
        } else {
            let x = across(from.0);
            ((x, self.edge(from.1)), (x, self.edge(to.1)))
        };
        self.stroke(style.color(), width);
        self.trace([from, to].into_iter());
        self.context.stroke();
    }
}

fn unseen(style: &impl BackendStyle) -> bool {
    style.color().alpha == 0.0
}

fn widen((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

fn from_fallback<E: std::error::Error + Send + Sync>(
    error: DrawingErrorKind<E>,
) -> DrawingErrorKind<CanvasError> {
    DrawingErrorKind::DrawingError(CanvasError(error.to_string()))
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.set = Styles::default();
        self.fallback
            .draw_pixel(point, color)
            .map_err(from_fallback)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        self.set = Styles::default();
        self.fallback
            .draw_circle(center, radius, style, fill)
            .map_err(from_fallback)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        if unseen(style) {
            return Ok(());
        }
        let (left, top) = (self.edge(upper_left.0), self.edge(upper_left.1));
        let (right, bottom) = (self.edge(bottom_right.0), self.edge(bottom_right.1));
        if fill {
            self.fill(style.color());
            self.context
                .fill_rect(left, top, right - left, bottom - top);
        } else {
            self.stroke(style.color(), f64::from(style.stroke_width()));
            self.context
                .stroke_rect(left, top, right - left, bottom - top);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        if unseen(style) {
            return Ok(());
        }
        let points: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = points[..]
            && (from.0 == to.0 || from.1 == to.1)
        {
            self.rule(from, to, style);
            return Ok(());
        }
        self.stroke(style.color(), f64::from(style.stroke_width()));
        self.trace(points.into_iter().map(widen));
        self.context.stroke();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        if unseen(style) {
            return Ok(());
        }
        self.fill(style.color());
        self.trace(path.into_iter().map(widen));
        self.context.close_path();
        self.context.fill();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        at: BackendCoord,
    ) -> Outcome {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        let bold = matches!(style.style(), FontStyle::Bold);
        let font = (style.size().to_bits(), bold);
        if self.set.font.replace(font) != Some(font) {
            self.context.set_font(&self.fonts.css(style.size(), bold));
        }
        let align = match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        };
        if self.set.align.replace(align) != Some(align) {
            self.context.set_text_align(align);
        }
        self.fill(style.color());
        let (x, middle) = widen(at);
        // Fonts disagree on where the middle is, but not on the baseline.
        let y = middle + f64::from(MIDDLE) * style.size();
        self.context
            .fill_text(text, x, y)
            .map_err(|error| DrawingErrorKind::DrawingError(error.into()))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasError>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = self.fonts.width(text, style.size(), bold);
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
