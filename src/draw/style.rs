//! Styles as backends read them, without the font machinery of plotters: a
//! backend paints texts itself or not at all.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, FontFamily, FontStyle,
};

use crate::view::color::Color;
use crate::view::picture::{Anchor, Weight};

/// Colour and width of a line or an area.
pub(crate) struct Stroke {
    color: BackendColor,
    width: u32,
}

impl Stroke {
    pub(crate) fn fill(color: Color) -> Stroke {
        Stroke::line(color, 0)
    }

    pub(crate) fn line(color: Color, width: u32) -> Stroke {
        Stroke {
            color: backend_color(color),
            width,
        }
    }
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        self.color
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// Size, weight, anchor and colour of a text.
pub struct TextStyle {
    size: f64,
    weight: Weight,
    anchor: Anchor,
    color: BackendColor,
}

impl TextStyle {
    /// `size` is in the backend's pixels.
    pub(crate) fn new(size: f64, weight: Weight, anchor: Anchor, color: Color) -> TextStyle {
        TextStyle {
            size,
            weight,
            anchor,
            color: backend_color(color),
        }
    }
}

impl BackendTextStyle for TextStyle {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        self.color
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn style(&self) -> FontStyle {
        match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Semibold => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Center)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    /// Nothing is known of the font here; texts were measured when the
    /// picture was made.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (0, 0)))
    }

    /// Paints nothing: a backend without texts of its own goes without.
    fn draw<E, Paint: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _place: BackendCoord,
        _paint: Paint,
    ) -> Result<Result<(), E>, Infallible> {
        Ok(Ok(()))
    }
}

fn backend_color(color: Color) -> BackendColor {
    BackendColor {
        alpha: f64::from(color.a),
        rgb: (color.r, color.g, color.b),
    }
}
