//! How a picture is painted on any plotters backend.
//!
//! A mark is one primitive of the backend; nothing is decided here.
//! Backends know whole pixels only, so a picture is scaled while it is
//! painted: a backend whose pixel is an eighth of a CSS pixel gets `scale` 8.

mod style;
mod svg;

pub use style::TextStyle;
pub use svg::svg;

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendCoord, DrawingErrorKind};

use crate::draw::style::Stroke;
use crate::view::picture::{Area, Corners, Mark, Picture};

/// How far over its baseline, in ems, a text's vertical middle is given to a
/// backend. One that knows baselines gets a text's own by adding
/// `MIDDLE × size` to the y it is given.
pub const MIDDLE: f32 = 0.36;

/// Paints a picture's marks in order. Lengths are multiplied by `scale`
/// and rounded.
///
/// Texts come to the backend with their size scaled, [`FontStyle::Bold`] for
/// semibold, and anchored at their vertical middle; the font family is always
/// the generic sans serif, for which a backend may put its own.
///
/// # Errors
/// Those of the backend.
///
/// [`FontStyle::Bold`]: plotters_backend::FontStyle
pub fn draw<DB: DrawingBackend>(
    picture: &Picture,
    backend: &mut DB,
    scale: f32,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    let brush = Brush {
        scale,
        text_scale: f64::from(scale),
        middle: MIDDLE,
    };
    brush.paint(picture, backend)
}

/// How lengths of the picture become lengths of the backend.
#[derive(Clone, Copy)]
struct Brush {
    scale: f32,
    /// For font sizes.
    text_scale: f64,
    /// How far over the baseline the backend wants a text's place, in ems.
    middle: f32,
}

impl Brush {
    fn paint<DB: DrawingBackend>(
        &self,
        picture: &Picture,
        backend: &mut DB,
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        backend.ensure_prepared()?;
        for mark in &picture.marks {
            self.mark(mark, backend)?;
        }
        backend.present()
    }

    fn mark<DB: DrawingBackend>(
        &self,
        mark: &Mark,
        backend: &mut DB,
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match mark {
            Mark::Rect {
                area,
                radius,
                corners,
                fill,
            } => {
                let style = Stroke::fill(*fill);
                if *radius < 1.0 || *corners == Corners::Sharp {
                    let upper_left = self.place(area.x, area.y);
                    let lower_right = self.place(area.right(), area.bottom());
                    backend.draw_rect(upper_left, lower_right, &style, true)
                } else {
                    let outline = rounded(area, *radius, *corners);
                    backend.fill_polygon(self.places(&outline), &style)
                }
            }
            Mark::Line {
                points,
                width,
                color,
                dash,
            } => {
                let style = Stroke::line(*color, self.length(*width));
                match dash {
                    None => backend.draw_path(self.places(points), &style),
                    Some(pattern) => dashes(points, *pattern)
                        .into_iter()
                        .try_for_each(|part| backend.draw_path(self.places(&part), &style)),
                }
            }
            Mark::Polygon { points, fill } => {
                backend.fill_polygon(self.places(points), &Stroke::fill(*fill))
            }
            Mark::Text {
                x,
                y,
                anchor,
                size,
                weight,
                color,
                text,
            } => {
                let style =
                    TextStyle::new(f64::from(*size) * self.text_scale, *weight, *anchor, *color);
                backend.draw_text(text, &style, self.place(*x, y - size * self.middle))
            }
        }
    }

    fn place(&self, x: f32, y: f32) -> BackendCoord {
        (
            (x * self.scale).round() as i32,
            (y * self.scale).round() as i32,
        )
    }

    fn places(&self, points: &[(f32, f32)]) -> Vec<BackendCoord> {
        points.iter().map(|(x, y)| self.place(*x, *y)).collect()
    }

    fn length(&self, length: f32) -> u32 {
        (length * self.scale).round().max(1.0) as u32
    }
}

/// The outline of a rectangle with rounded corners, from the left upper one
/// clockwise.
fn rounded(area: &Area, radius: f32, corners: Corners) -> Vec<(f32, f32)> {
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let [upper_left, upper_right, lower_right, lower_left] = match corners {
        Corners::All => [true; 4],
        Corners::Top => [true, true, false, false],
        Corners::Right => [false, true, true, false],
        Corners::Left => [true, false, false, true],
        Corners::Sharp => [false; 4],
    };
    // As many points as the eye needs: small corners few, a dot more.
    let round_all = corners == Corners::All && radius * 2.0 >= area.width.min(area.height);
    let mut points = Vec::with_capacity(20);
    let mut corner = |x: f32, y: f32, round: bool, quarter: u8| {
        if !round {
            points.push((x, y));
            return;
        }
        // The centre lies inwards of the corner.
        let inwards = |at: f32, low: f32| if at == low { radius } else { -radius };
        let (center_x, center_y) = (x + inwards(x, left), y + inwards(y, top));
        let steps = if round_all {
            4
        } else {
            ((radius / 1.5) as usize).clamp(1, 6)
        };
        for step in 0..=steps {
            let (across, along) = (sine(steps - step, steps), sine(step, steps));
            let (x, y) = match quarter {
                0 => (across, along),
                1 => (-along, across),
                2 => (-across, -along),
                _ => (along, -across),
            };
            points.push((center_x + radius * x, center_y + radius * y));
        }
    };
    corner(left, top, upper_left, 2);
    corner(right, top, upper_right, 3);
    corner(right, bottom, lower_right, 0);
    corner(left, bottom, lower_left, 1);
    points
}

/// The sine of a part of a quarter turn. What the standard library brings for
/// angles of any size is as large as a chart.
fn sine(step: usize, steps: usize) -> f32 {
    let turn = step as f64 / steps as f64 * std::f64::consts::FRAC_PI_2;
    let square = turn * turn;
    let terms = (1..8_u32).rev().fold(1.0, |sum, term| {
        1.0 - sum * square / f64::from(2 * term * (2 * term + 1))
    });
    (turn * terms) as f32
}

/// Cuts a line into dashes; backends know none.
fn dashes(points: &[(f32, f32)], (dash, gap): (f32, f32)) -> Vec<Vec<(f32, f32)>> {
    let mut parts = Vec::new();
    // Dashes go on around bends.
    let mut along = 0.0;
    for pair in points.windows(2) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        let length = (to_x - x).hypot(to_y - y);
        let at = |distance: f32| {
            let part = distance / length;
            (x + (to_x - x) * part, y + (to_y - y) * part)
        };
        let mut from = -(along % (dash + gap));
        while from < length {
            let (start, end) = (from.max(0.0), (from + dash).min(length));
            if end > start {
                parts.push(vec![at(start), at(end)]);
            }
            from += (dash + gap).max(0.5);
        }
        along += length;
    }
    parts
}

#[cfg(test)]
mod tests {
    use crate::draw::{dashes, rounded, sine};
    use crate::view::picture::{Area, Corners};

    #[test]
    fn dashes_have_gaps_and_stay_on_the_line() {
        let parts = dashes(&[(0.0, 0.0), (10.0, 0.0)], (2.0, 3.0));
        assert_eq!(
            parts,
            [vec![(0.0, 0.0), (2.0, 0.0)], vec![(5.0, 0.0), (7.0, 0.0)]]
        );
    }

    #[test]
    fn sines_are_those_of_the_standard_library() {
        for steps in 1..=6 {
            for step in 0..=steps {
                let turn = step as f64 / steps as f64 * std::f64::consts::FRAC_PI_2;
                assert_eq!(sine(step, steps), turn.sin() as f32, "{step} of {steps}");
            }
        }
    }

    #[test]
    fn rounded_corners_stay_inside_the_rectangle() {
        let area = Area::new(2.0, 3.0, 20.0, 10.0);
        let outline = rounded(&area, 4.0, Corners::Top);
        assert!(
            outline
                .iter()
                .all(|(x, y)| { (1.99..=22.01).contains(x) && (2.99..=13.01).contains(y) })
        );
        assert!(
            outline.contains(&(22.0, 13.0)),
            "the lower corners are sharp"
        );
        assert!(!outline.contains(&(2.0, 3.0)), "the upper ones are not");
    }
}
