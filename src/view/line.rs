//! A metric over time: one line, broken where the value is undefined, dashed
//! where it may still change.

use std::rc::Rc;

use crate::metric::entry::{About, Unit};
use crate::metric::{self, Metric};
use crate::report::figure::RunFigure;
use crate::view::explain;
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners, Hit, HitRow, Mark, Picture, Table, Target};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, SMALL, Sketch};
use crate::view::steps;
use crate::view::text::fill;
use crate::view::ticks;
use crate::view::timeline::{BOTTOM, Place, Timeline};
use crate::view::value;

/// Room over the highest point.
const TOP: f32 = 8.0;
/// The lowest picture that still shows anything.
const LEAST_HEIGHT: f32 = 96.0;
const STROKE: f32 = 2.0;
/// A point, where points are apart.
const DOT: f32 = 5.0;
/// From this many pixels a step on every point is marked.
const LEAST_PITCH: f32 = 14.0;
/// Dash and gap where the value may still change.
const DASH: (f32, f32) = (4.0, 4.0);

/// The picture of a metric over time.
pub fn line(figure: &RunFigure, about: &About, size: Size, scene: &Scene<'_>) -> Picture {
    let mut sketch = Sketch::new(scene);
    let axis = Timeline::new(&figure.steps, scene.context.bucket, scene);
    let plot = plot(figure, about.unit, size, &axis, &sketch);
    let pen = axis_pen(&sketch);
    for (tick, label) in &plot.ticks {
        let y = plot.y(*tick);
        sketch.rule(plot.place.left, y, plot.width - plot.place.left);
        let baseline = pen.baseline(y).max(SMALL);
        sketch.text(
            label.clone(),
            plot.place.left - 8.0,
            baseline,
            Anchor::End,
            pen,
        );
    }
    axis.draw_axis(&mut sketch, plot.place, pen);
    axis.draw_notes(&mut sketch, plot.place);
    draw_run(&mut sketch, &plot, figure);
    let lacking = lacking(figure, scene);
    if let Some(lacking) = &lacking {
        let room = plot.width - plot.place.left;
        let pen = Pen::regular(13.0, scene.theme.muted);
        let text = sketch.fit(lacking, pen, room);
        let baseline = pen.baseline((plot.top + plot.place.floor) / 2.0);
        sketch.text(
            text,
            plot.place.left + room / 2.0,
            baseline,
            Anchor::Middle,
            pen,
        );
    }
    Picture {
        width: plot.width,
        height: plot.height,
        marks: sketch.marks,
        hits: hits(&plot, figure, about, &axis, scene),
        legend: Vec::new(),
        timed: true,
        summary: match lacking {
            Some(lacking) => format!("{}: {lacking}.", about.title),
            None => summary(figure, about, scene),
        },
    }
}

/// Where everything goes.
struct Plot {
    width: f32,
    height: f32,
    place: Place,
    /// Where the highest tick may be.
    top: f32,
    /// The value at the floor.
    low: f64,
    /// Pixels per unit.
    scale: f64,
    ticks: Vec<(f64, String)>,
}

impl Plot {
    fn y(&self, value: f64) -> f32 {
        (f64::from(self.place.floor) - (value - self.low) * self.scale).round() as f32
    }

    fn point(&self, step: usize, value: f64) -> (f32, f32) {
        let x = self.place.left + (step as f32 + 0.5) * self.place.pitch;
        (x, self.y(value))
    }
}

/// The values that can be drawn.
fn known(figure: &RunFigure) -> impl Iterator<Item = (usize, f64)> {
    let values = figure.values.iter().enumerate();
    values.filter_map(|(step, value)| Some((step, value.filter(|value| value.is_finite())?)))
}

fn plot(
    figure: &RunFigure,
    unit: Unit,
    size: Size,
    axis: &Timeline<'_>,
    sketch: &Sketch<'_>,
) -> Plot {
    let height = size.height.max(LEAST_HEIGHT);
    let (floor, top) = (height - BOTTOM, TOP + axis.label_room());
    // Nothing lies by scale: 0 is always on it.
    let (low, high) = known(figure).fold((0.0_f64, 0.0_f64), |(low, high), (_, value)| {
        (low.min(value), high.max(value))
    });
    let wanted = ((floor - top) / 56.0).round().max(1.0) as usize;
    let high = if high > low { high } else { low + 1.0 };
    let ticks = match known(figure).next() {
        Some(_) => ticks::values(low, high, wanted, unit == Unit::Seconds),
        None => vec![0.0],
    };
    // A tick under the lowest value makes room for it.
    let low = ticks.first().map_or(low, |first| first.min(low));
    let ticks: Vec<(f64, String)> = ticks
        .iter()
        .map(|&tick| (tick, tick_text(tick, &ticks, figure, unit, sketch.scene)))
        .collect();
    let pen = axis_pen(sketch);
    let widths = ticks.iter().map(|(_, label)| sketch.width(label, pen));
    let left = (widths.fold(0.0, f32::max) + 12.0).ceil();
    let steps = figure.steps.len().max(1) as f32;
    Plot {
        width: size.width,
        height,
        place: Place {
            left,
            pitch: (size.width - left).max(1.0) / steps,
            right: size.width,
            floor,
            labels: height - 6.0,
        },
        top,
        low,
        scale: f64::from(floor - top) / (high - low),
        ticks,
    }
}

fn axis_pen(sketch: &Sketch<'_>) -> Pen {
    Pen::regular(SMALL, sketch.scene.theme.muted)
}

/// A tick with as many decimals as its neighbours need.
fn tick_text(
    tick: f64,
    ticks: &[f64],
    figure: &RunFigure,
    unit: Unit,
    scene: &Scene<'_>,
) -> String {
    let apart = match ticks {
        [one, next, ..] => next - one,
        _ => 1.0,
    };
    match unit {
        Unit::Ratio => {
            let decimals = usize::from(apart < 0.01);
            format::percent(tick, decimals, scene.locale).joined()
        }
        Unit::Money => {
            let amount = format::compact(tick, scene.locale);
            match &figure.currency {
                Some(currency) => format::with_currency(amount, currency, scene.locale).joined(),
                None => amount,
            }
        }
        unit => value::in_unit(tick, unit, true, scene.locale).joined(),
    }
}

/// A value in full.
fn text(value: Option<f64>, figure: &RunFigure, unit: Unit, scene: &Scene<'_>) -> String {
    match (value, &figure.currency) {
        (None, _) => scene.text().undefined.to_owned(),
        (Some(value), Some(currency)) if unit == Unit::Money => {
            format::money(value, currency, scene.locale).joined()
        }
        (Some(value), _) => value::in_unit(value, unit, false, scene.locale).joined(),
    }
}

/// A part of the line that is drawn at once.
struct Stretch {
    dashed: bool,
    /// Its last step.
    last: usize,
    points: Vec<(f32, f32)>,
}

fn draw_run(sketch: &mut Sketch<'_>, plot: &Plot, figure: &RunFigure) {
    let color = sketch.scene.theme.categories[0];
    let points: Vec<(usize, (f32, f32))> = known(figure)
        .map(|(step, value)| (step, plot.point(step, value)))
        .collect();
    let open = |step: usize| figure.provisional.get(step).is_some_and(|open| *open);
    let mut lines: Vec<Stretch> = Vec::new();
    for pair in points.windows(2) {
        let ((step, from), (next, to)) = (pair[0], pair[1]);
        if next != step + 1 {
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.last == step && line.dashed == open(next) => {
                line.points.push(to);
                line.last = next;
            }
            _ => lines.push(Stretch {
                dashed: open(next),
                last: next,
                points: vec![from, to],
            }),
        }
    }
    for Stretch { dashed, points, .. } in lines {
        sketch.marks.push(Mark::Line {
            points,
            width: STROKE,
            color,
            dash: dashed.then_some(DASH),
        });
    }
    for (place, &(step, (x, y))) in points.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| points[place].0 + 1);
        let next = points.get(place + 1).map(|next| next.0);
        let alone = before != Some(step) && next != Some(step + 1);
        if alone || plot.place.pitch >= LEAST_PITCH {
            let size = if plot.place.pitch >= LEAST_PITCH {
                DOT
            } else {
                STROKE
            };
            let area = Area::new(x - size / 2.0, y - size / 2.0, size, size);
            sketch.rounded(area, size / 2.0, Corners::All, color);
        }
    }
}

/// Why there is no line at all.
fn lacking(figure: &RunFigure, scene: &Scene<'_>) -> Option<String> {
    if !figure.missing.is_empty() {
        return Some(explain::missing(&figure.missing, scene));
    }
    let none = known(figure).next().is_none();
    none.then(|| scene.text().no_cases.to_owned())
}

fn hits(
    plot: &Plot,
    figure: &RunFigure,
    about: &About,
    axis: &Timeline<'_>,
    scene: &Scene<'_>,
) -> Vec<Hit> {
    let label: Rc<str> = about.title.into();
    let opens = metric::find(about.id).is_some_and(Metric::is_made_of_conversations);
    let hit = |step: usize| {
        let value = figure.values.get(step).copied().flatten();
        let place = plot.place;
        let x = place.left + step as f32 * place.pitch;
        let highlight = match value.filter(|value| value.is_finite()) {
            Some(value) => {
                let (x, y) = plot.point(step, value);
                Area::new(x - 5.0, y - 5.0, 10.0, 10.0)
            }
            None => Area::new(x + place.pitch / 2.0, plot.top, 1.0, place.floor - plot.top),
        };
        let open = figure.provisional.get(step).is_some_and(|open| *open);
        let provisional = open.then_some(scene.text().provisional_note);
        Hit {
            area: Area::new(x, 0.0, place.pitch, plot.height),
            highlight,
            title: steps::title(axis.steps, axis.bucket, step, scene),
            rows: vec![HitRow {
                swatch: Some(scene.theme.categories[0]),
                label: label.clone(),
                value: text(value, figure, about.unit, scene),
            }],
            note: axis.remark(step, provisional),
            target: (opens && value.is_some()).then_some(Target::Step(step)),
            pieces: Vec::new(),
            repeats: false,
        }
    };
    (0..figure.steps.len()).map(hit).collect()
}

fn summary(figure: &RunFigure, about: &About, scene: &Scene<'_>) -> String {
    let words = scene.text();
    let of = |value: f64| text(Some(value), figure, about.unit, scene);
    let values = || known(figure).map(|(_, value)| value);
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    let period = scene.context.period;
    fill(
        words.run_summary,
        &[
            ("title", about.title),
            ("step", words.steps[scene.context.bucket as usize]),
            ("span", &format::span(period.from, period.to, scene.locale)),
            ("low", &of(low)),
            ("high", &of(high)),
            ("last", &values().last().map(of).unwrap_or_default()),
        ],
    )
}

/// Every step with its value.
pub(crate) fn table(figure: &RunFigure, about: &About, scene: &Scene<'_>) -> Table {
    let bucket = scene.context.bucket;
    let row = |(step, value): (usize, &Option<f64>)| {
        vec![
            steps::title(&figure.steps, bucket, step, scene),
            text(*value, figure, about.unit, scene),
        ]
    };
    Table {
        head: vec![
            scene.text().steps[bucket as usize].to_owned(),
            about.title.to_owned(),
        ],
        rows: figure.values.iter().enumerate().map(row).collect(),
        targets: Vec::new(),
    }
}
