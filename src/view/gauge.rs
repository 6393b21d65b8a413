//! Small pictures in cells: where a value stands to its target, how it went,
//! and where a difference lies beside 0.

use crate::metric::Direction;
use crate::metric::entry::Unit;
use crate::report::scorecard::ScorecardRow;
use crate::view::color::Color;
use crate::view::picture::{Area, Corners, Picture};
use crate::view::scene::Scene;
use crate::view::sketch::Sketch;
use crate::view::spark;

/// Of the track.
const WIDTH: f32 = 152.0;
/// Of every picture in a cell.
const HEIGHT: f32 = 20.0;
/// Of a trend.
const TREND: f32 = 88.0;
/// Of an interval.
const INTERVAL: f32 = 120.0;
/// How thick tracks are.
const TRACK: f32 = 4.0;
/// The band of the target is a little thicker.
const BAND: f32 = 6.0;
/// The value.
const MARKER: (f32, f32) = (3.0, 16.0);
/// How strongly the band of a target shows.
const BAND_ALPHA: f32 = 0.4;
/// Beyond the furthest of value and target there is so much more room.
const ROOM: f64 = 1.25;

/// The scale that a value and its target stand on: a whole for ratios, else
/// from 0 to a little beyond both.
fn scale(row: &ScorecardRow, value: f64, unit: Unit) -> (f64, f64) {
    let (low, high): (f64, f64) = match unit {
        Unit::Ratio => (0.0, 1.0),
        Unit::Correlation => (-1.0, 1.0),
        _ => (0.0, 0.0),
    };
    let all = [Some(value), row.target.min, row.target.max];
    let known = all.into_iter().flatten();
    let (least, most) = known.fold((low, high), |(least, most), end| {
        (least.min(end), most.max(end))
    });
    match unit {
        Unit::Ratio | Unit::Correlation => (least, most),
        _ => (least * ROOM, most * ROOM),
    }
}

/// Where a value stands to its target: the track, the band that is wanted,
/// and the value. Nothing where there is no value or no target.
pub(crate) fn stands(row: &ScorecardRow, unit: Unit, scene: &Scene<'_>) -> Option<Picture> {
    let value = row.value.filter(|value| value.is_finite())?;
    row.target.min.or(row.target.max)?;
    let (low, high) = scale(row, value, unit);
    let at = |number: f64| match high > low {
        true => ((number - low) / (high - low)) as f32 * WIDTH,
        false => WIDTH / 2.0,
    };
    let mut sketch = Sketch::new(scene);
    let theme = scene.theme;
    let bar =
        |from: f32, to: f32, thick: f32| Area::new(from, (HEIGHT - thick) / 2.0, to - from, thick);
    let track = bar(0.0, WIDTH, TRACK);
    sketch.rounded(track, TRACK / 2.0, Corners::All, theme.grid);
    let (from, to) = (
        row.target.min.map_or(0.0, at),
        row.target.max.map_or(WIDTH, at),
    );
    // A target of one point is seen all the same.
    let band = bar(from.min(WIDTH - 2.0), to.max(from + 2.0), BAND);
    let wanted = theme.good.with_alpha(BAND_ALPHA).over(theme.surface);
    sketch.rounded(band, BAND / 2.0, Corners::All, wanted);
    let left = (at(value) - MARKER.0 / 2.0).clamp(0.0, WIDTH - MARKER.0);
    let top = (HEIGHT - MARKER.1) / 2.0;
    let marker = Area::new(left, top, MARKER.0, MARKER.1);
    sketch.rounded(marker, MARKER.0 / 2.0, Corners::All, theme.text);
    Some(done(sketch, WIDTH))
}

/// How a value went.
pub(crate) fn trend(values: &[Option<f64>], scene: &Scene<'_>) -> Option<Picture> {
    (values.iter().flatten().count() > 1).then(|| {
        let mut sketch = Sketch::new(scene);
        spark::spark(&mut sketch, values, Area::new(0.0, 0.0, TREND, HEIGHT));
        done(sketch, TREND)
    })
}

/// Where a difference and its interval lie: 0 is in the middle.
pub(crate) fn interval(
    difference: f64,
    (from, to): (f64, f64),
    direction: Direction,
    scene: &Scene<'_>,
) -> Picture {
    let theme = scene.theme;
    let most = from.abs().max(to.abs()).max(f64::MIN_POSITIVE) * ROOM;
    let at = |number: f64| ((number / most + 1.0) / 2.0) as f32 * INTERVAL;
    let middle = HEIGHT / 2.0;
    let color: Color = match (direction, from > 0.0, to < 0.0) {
        (_, false, false) => theme.faint,
        (Direction::Up, true, _) | (Direction::Down, _, true) => theme.good,
        (Direction::Context, ..) => theme.text,
        _ => theme.bad,
    };
    let mut sketch = Sketch::new(scene);
    sketch.rect(
        Area::new(INTERVAL / 2.0 - 0.5, 0.0, 1.0, HEIGHT),
        theme.faint,
    );
    let (left, right) = (at(from), at(to));
    sketch.rect(
        Area::new(left, middle - 1.0, (right - left).max(1.0), 2.0),
        color,
    );
    for end in [left, right] {
        sketch.rect(Area::new(end - 0.75, middle - 4.0, 1.5, 8.0), color);
    }
    let dot = Area::new(at(difference) - 3.0, middle - 3.0, 6.0, 6.0);
    sketch.rounded(dot, 3.0, Corners::All, color);
    done(sketch, INTERVAL)
}

fn done(sketch: Sketch<'_>, width: f32) -> Picture {
    Picture {
        width,
        height: HEIGHT,
        marks: sketch.marks,
        ..Picture::default()
    }
}
