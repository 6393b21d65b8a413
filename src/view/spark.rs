//! The run of a metric in a card's corner: one line, broken where the value
//! is undefined, with a dot at its latest value.

use crate::view::picture::{Area, Corners, Mark};
use crate::view::sketch::Sketch;

const STROKE: f32 = 1.75;
const DOT: f32 = 5.0;

/// Draws the run into an area; fewer than two values show no run.
pub(crate) fn spark(sketch: &mut Sketch<'_>, values: &[Option<f64>], area: Area) {
    let known = || {
        values
            .iter()
            .flatten()
            .copied()
            .filter(|value| value.is_finite())
    };
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if known().count() < 2 {
        return;
    }
    let inset = DOT / 2.0;
    let pitch = (area.width - DOT) / (values.len() - 1) as f32;
    let place = |index: usize, value: f64| {
        // A run without ups and downs lies in the middle.
        let height = if high > low {
            (value - low) / (high - low)
        } else {
            0.5
        };
        let x = area.x + inset + index as f32 * pitch;
        let y = area.bottom() - inset - height as f32 * (area.height - DOT);
        (x, y)
    };
    let points: Vec<Option<(f32, f32)>> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            value
                .filter(|value| value.is_finite())
                .map(|value| place(index, value))
        })
        .collect();
    let color = sketch.scene.theme.categories[0];
    for run in points.split(Option::is_none) {
        let run: Vec<(f32, f32)> = run.iter().flatten().copied().collect();
        match run.as_slice() {
            [] => {}
            [(x, y)] => dot(sketch, *x, *y, 2.0),
            _ => sketch.marks.push(Mark::Line {
                points: run,
                width: STROKE,
                color,
                dash: None,
            }),
        }
    }
    if let Some((x, y)) = points.iter().rev().flatten().next().copied() {
        dot(sketch, x, y, DOT);
    }
}

fn dot(sketch: &mut Sketch<'_>, x: f32, y: f32, size: f32) {
    let color = sketch.scene.theme.categories[0];
    let area = Area::new(x - size / 2.0, y - size / 2.0, size, size);
    sketch.rounded(area, size / 2.0, Corners::All, color);
}
