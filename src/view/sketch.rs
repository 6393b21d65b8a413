//! The picture being made: marks are added in painting order, texts are
//! measured and fitted on the way.

use crate::view::color::Color;
use crate::view::measure::fitted;
use crate::view::palette::Paint;
use crate::view::picture::{Anchor, Area, Corners, Fill, Mark, Weight};
use crate::view::scene::Scene;

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) color: Color,
}

/// Axis labels and other small print.
pub(crate) const SMALL: f32 = 11.0;
/// What stands behind a number; changes.
pub(crate) const NOTE: f32 = 12.0;
/// Names and values in rows.
pub(crate) const ROW: f32 = 13.0;
/// Of the line under rows.
pub(crate) const FOOT: f32 = 24.0;
/// How far a text's baseline lies under the middle of its capitals, in ems.
pub(crate) const HALF_CAPITAL: f32 = 0.36;

impl Pen {
    pub(crate) fn regular(size: f32, color: Color) -> Pen {
        Pen {
            size,
            weight: Weight::Regular,
            color,
        }
    }

    pub(crate) fn semibold(size: f32, color: Color) -> Pen {
        Pen {
            size,
            weight: Weight::Semibold,
            color,
        }
    }

    /// The baseline of a text whose capitals are centred on `middle`.
    pub(crate) fn baseline(&self, middle: f32) -> f32 {
        (middle + self.size * HALF_CAPITAL).round()
    }
}

/// Marks in the making.
pub(crate) struct Sketch<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) marks: Vec<Mark>,
}

impl<'a> Sketch<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>) -> Sketch<'a> {
        Sketch {
            scene,
            marks: Vec::new(),
        }
    }

    /// The width of a text as this pen writes it.
    pub(crate) fn width(&self, text: &str, pen: Pen) -> f32 {
        self.scene.measure.width(text, pen.size, pen.weight)
    }

    /// The text, cut to the room there is.
    pub(crate) fn fit(&self, text: &str, pen: Pen, room: f32) -> String {
        fitted(self.scene.measure, text, pen.size, pen.weight, room)
    }

    /// Adds a text on a baseline; an empty one leaves no mark.
    pub(crate) fn text(&mut self, text: String, x: f32, y: f32, anchor: Anchor, pen: Pen) {
        if !text.is_empty() {
            self.marks.push(Mark::Text {
                x,
                y,
                anchor,
                size: pen.size,
                weight: pen.weight,
                color: pen.color,
                text,
            });
        }
    }

    /// Adds the line that stands under rows ending at `top`, cut to a width.
    pub(crate) fn foot(&mut self, text: &str, top: f32, width: f32, pen: Pen) {
        let line = self.fit(text, pen, width);
        let baseline = pen.baseline(top + FOOT / 2.0);
        self.text(line, 0.0, baseline, Anchor::Start, pen);
    }

    /// Adds a sharp rectangle.
    pub(crate) fn rect(&mut self, area: Area, fill: Color) {
        self.rounded(area, 0.0, Corners::Sharp, fill);
    }

    /// Adds a rectangle; one without extent leaves no mark.
    pub(crate) fn rounded(&mut self, area: Area, radius: f32, corners: Corners, fill: Color) {
        if area.width > 0.0 && area.height > 0.0 {
            self.marks.push(Mark::Rect {
                area,
                radius: radius.min(area.width / 2.0).min(area.height / 2.0),
                corners,
                fill,
            });
        }
    }

    /// Adds a rectangle filled as a series is.
    pub(crate) fn filled(&mut self, area: Area, radius: f32, corners: Corners, paint: Paint) {
        let room_inside = area.width > 3.0 && area.height > 3.0;
        if paint.fill != Fill::Outlined || !room_inside {
            self.rounded(area, radius, corners, paint.color);
            return;
        }
        self.rounded(area, radius, corners, paint.color.with_alpha(1.0));
        let inside = Area::new(
            area.x + 1.0,
            area.y + 1.0,
            area.width - 2.0,
            area.height - 2.0,
        );
        let through = paint.color.over(self.scene.theme.surface);
        self.rounded(inside, (radius - 1.0).max(0.0), corners, through);
    }

    /// Adds a horizontal hairline.
    pub(crate) fn rule(&mut self, x: f32, y: f32, width: f32) {
        let color = self.scene.theme.grid;
        self.rect(Area::new(x, y, width, 1.0), color);
    }
}
