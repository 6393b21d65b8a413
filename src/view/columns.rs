//! What charts of upright bars share that are not over time: where they lie,
//! their scale from 0, their bars, and labels that never touch.

use crate::view::color::Color;
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners};
use crate::view::scene::Size;
use crate::view::sketch::{Pen, SMALL, Sketch};
use crate::view::ticks;
use crate::view::timeline::{BOTTOM, LEAST_HEIGHT, Place, TICKS_APART, TOP, UNDER_LABELS};

/// Between bars: this much at least, else this part of a band.
const GAP: f32 = 2.0;
const GAP_PART: f32 = 0.1;
/// A bar wider than this would be a wall.
const WIDEST: f32 = 96.0;
/// Of a bar's upper corners.
const RADIUS: f32 = 3.0;
/// Between two labels.
const APART: f32 = 6.0;
/// Every how many-th label stays where not all fit.
const STRIDES: [usize; 7] = [1, 2, 3, 4, 6, 12, 24];

/// Upright bars side by side.
pub(crate) struct Columns {
    pub(crate) place: Place,
    bars: usize,
    /// Pixels per unit.
    scale: f64,
    ticks: Vec<(f64, String)>,
}

impl Columns {
    /// So many bars, the highest of this value, with so much room over them.
    /// `whole` says that there is nothing between whole numbers.
    pub(crate) fn new(
        bars: usize,
        peak: f64,
        whole: bool,
        (size, over): (Size, f32),
        sketch: &Sketch<'_>,
    ) -> Columns {
        let reach = (TOP + over, size.height.max(LEAST_HEIGHT) - BOTTOM);
        let wanted = ((reach.1 - reach.0) / TICKS_APART).round().max(1.0) as usize;
        let ticks = match (peak > 0.0, whole) {
            (false, _) => vec![0.0],
            (_, true) => {
                let counts = ticks::counts(peak as u64, wanted).into_iter();
                counts.map(|count| count as f64).collect()
            }
            _ => ticks::values(0.0, peak, wanted, false),
        };
        let locale = sketch.scene.locale;
        // As many decimals as the neighbours need.
        let parts = |tick: &f64| (tick * 10.0).round() % 10.0 != 0.0;
        let told = |tick: f64| match ticks.iter().any(parts) {
            true => format::number(tick, 1, locale),
            false => format::compact(tick, locale),
        };
        let ticks: Vec<(f64, String)> = ticks.iter().map(|&tick| (tick, told(tick))).collect();
        let place = Place::of(reach, size.width, bars, &ticks, sketch);
        Columns {
            scale: f64::from(place.floor - place.top) / if peak > 0.0 { peak } else { 1.0 },
            place,
            bars,
            ticks,
        }
    }

    /// The height of a value.
    pub(crate) fn y(&self, value: f64) -> f32 {
        (f64::from(self.place.floor) - value * self.scale).round() as f32
    }

    /// Where something lies that is so many bars from the left edge.
    pub(crate) fn x(&self, bars: f64) -> f32 {
        let part = bars.clamp(0.0, self.bars as f64) as f32;
        self.place.left + part * self.place.pitch
    }

    /// A bar of a value; what was counted is seen, however little it is.
    pub(crate) fn bar(&self, bar: usize, value: f64) -> Area {
        let band = self.place.band(bar);
        let gap = (band.width * GAP_PART).max(GAP).min(band.width / 2.0);
        let width = (band.width - gap).min(WIDEST);
        let x = band.x + (band.width - width) / 2.0;
        let (left, right) = (x.round(), (x + width).round());
        let least = if value > 0.0 { 1.0 } else { 0.0 };
        let height = (self.place.floor - self.y(value)).max(least);
        Area::new(
            left,
            self.place.floor - height,
            (right - left).max(1.0),
            height,
        )
    }

    /// Draws the lines of the scale, then the bars.
    pub(crate) fn draw(&self, sketch: &mut Sketch<'_>, values: &[f64], color: Color) {
        for (tick, label) in &self.ticks {
            self.place.draw_tick(sketch, self.y(*tick), label);
        }
        for (bar, value) in values.iter().enumerate() {
            sketch.rounded(self.bar(bar, *value), RADIUS, Corners::Top, color);
        }
    }

    /// Writes as many of some labels under the axis as have room, each at so
    /// many bars from the left edge.
    pub(crate) fn draw_labels(&self, sketch: &mut Sketch<'_>, labels: &[(f64, String)]) {
        let pen = Pen::regular(SMALL, sketch.scene.theme.muted);
        let right = self.place.right;
        let lying = |(bars, label): &(f64, String)| {
            let half = sketch.width(label, pen) / 2.0;
            (self.x(*bars).min(right - half).max(half), half)
        };
        let lying: Vec<(f32, f32)> = labels.iter().map(lying).collect();
        let fits = |stride: &usize| {
            let kept: Vec<&(f32, f32)> = lying.iter().step_by(*stride).collect();
            kept.windows(2)
                .all(|pair| pair[1].0 - pair[1].1 - pair[0].0 - pair[0].1 >= APART)
        };
        let stride = STRIDES.into_iter().find(fits).unwrap_or(labels.len());
        let baseline = self.place.height - UNDER_LABELS;
        let kept = labels.iter().zip(&lying).step_by(stride.max(1));
        for ((_, label), (x, _)) in kept {
            let label = sketch.fit(label, pen, right);
            sketch.text(label, *x, baseline, Anchor::Middle, pen);
        }
    }
}
