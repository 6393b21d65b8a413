//! A metric over time: one line, broken where the value is undefined, dashed
//! where it may still change.

use std::rc::Rc;

use crate::metric::entry::{About, Unit};
use crate::metric::{self, Metric};
use crate::report::figure::RunFigure;
use crate::view::explain;
use crate::view::format;
use crate::view::picture::{Area, Corners, Hit, HitRow, Mark, Picture, Table, Target, Wording};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::Sketch;
use crate::view::steps;
use crate::view::text::fill;
use crate::view::ticks;
use crate::view::timeline::{Place, Timeline};
use crate::view::value;

const STROKE: f32 = 2.0;
/// A point, where points are apart.
const DOT: f32 = 5.0;
/// From this many pixels a step on every point is marked.
const LEAST_PITCH: f32 = 14.0;
/// Dash and gap where the value may still change.
const DASH: (f32, f32) = (4.0, 4.0);

/// The picture of a metric over time.
pub fn line(
    figure: &RunFigure,
    about: &About,
    (size, wording): (Size, Wording),
    scene: &Scene<'_>,
) -> Picture {
    let mut sketch = Sketch::new(scene);
    let axis = Timeline::new(scene);
    let plot = plot(figure, about.unit, size, &axis, &sketch);
    for (tick, label) in &plot.ticks {
        plot.place.draw_tick(&mut sketch, plot.y(*tick), label);
    }
    axis.draw_axis(&mut sketch, plot.place);
    axis.draw_notes(&mut sketch, plot.place);
    draw_run(&mut sketch, &plot, figure);
    let lacking = lacking(figure, scene);
    if let Some(lacking) = &lacking {
        let middle = (plot.place.top + plot.place.floor) / 2.0;
        plot.place.draw_words(&mut sketch, middle, lacking);
    }
    let mut values = figure.values.iter().take(scene.context.steps.len());
    Picture {
        width: plot.place.right,
        height: plot.place.height,
        marks: sketch.marks,
        hits: wording.of(|| hits(&plot, figure, about, &axis, scene)),
        opens: opens(about) && values.any(Option::is_some),
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
    place: Place,
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
    // Nothing lies by scale: 0 is always on it.
    let (low, high) = known(figure).fold((0.0_f64, 0.0_f64), |(low, high), (_, value)| {
        (low.min(value), high.max(value))
    });
    let wanted = axis.wanted_ticks(size);
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
    let place = axis.place(size, &ticks, sketch);
    Plot {
        low,
        scale: f64::from(place.floor - place.top) / (high - low),
        place,
        ticks,
    }
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

/// Whether conversations stand behind a step's value.
fn opens(about: &About) -> bool {
    metric::find(about.id).is_some_and(Metric::is_made_of_conversations)
}

fn hits(
    plot: &Plot,
    figure: &RunFigure,
    about: &About,
    axis: &Timeline<'_>,
    scene: &Scene<'_>,
) -> Vec<Hit> {
    let label: Rc<str> = about.title.into();
    let opens = opens(about);
    let hit = |step: usize| {
        let value = figure.values.get(step).copied().flatten();
        let place = plot.place;
        let band = place.band(step);
        let highlight = match value.filter(|value| value.is_finite()) {
            Some(value) => {
                let (x, y) = plot.point(step, value);
                Area::new(x - 5.0, y - 5.0, 10.0, 10.0)
            }
            None => {
                let height = place.floor - place.top;
                Area::new(band.x + band.width / 2.0, place.top, 1.0, height)
            }
        };
        let open = figure.provisional.get(step).is_some_and(|open| *open);
        let provisional = open.then_some(scene.text().provisional_note);
        Hit {
            area: band,
            highlight,
            title: steps::title(step, scene),
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
    (0..scene.context.steps.len()).map(hit).collect()
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
    let row = |step: usize| {
        let value = figure.values.get(step).copied().flatten();
        vec![
            steps::title(step, scene),
            text(value, figure, about.unit, scene),
        ]
    };
    Table {
        head: vec![
            scene.text().steps[scene.context.bucket as usize].to_owned(),
            about.title.to_owned(),
        ],
        rows: (0..scene.context.steps.len()).map(row).collect(),
        targets: Vec::new(),
    }
}
