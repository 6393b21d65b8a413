//! Conversations over time: one bar a step, its parts stacked from the
//! bottom in the order of the legend.

use std::rc::Rc;

use crate::report::figure::StackFigure;
use crate::view::chips::value_name;
use crate::view::color::Color;
use crate::view::format;
use crate::view::palette::OWN_COLORS;
use crate::view::picture::{
    Area, Corners, Fill, Hit, HitRow, LegendEntry, Mark, Picture, Piece, Table, Target, Wording,
};
use crate::view::scene::{Scene, Size};
use crate::view::series::Series;
use crate::view::sketch::Sketch;
use crate::view::steps;
use crate::view::text::fill;
use crate::view::ticks;
use crate::view::timeline::{Place, Timeline};

/// From this many pixels a step on, bars keep a gap and stand on whole
/// pixels.
const LEAST_PITCH: f32 = 4.0;
/// Between bars: this much at least, else this part of a step.
const GAP: f32 = 2.0;
const GAP_PART: f32 = 0.1;
/// A bar wider than this would be a wall.
const WIDEST: f32 = 72.0;
/// Of the topmost segment's upper corners.
const RADIUS: f32 = 2.0;

/// The picture of counts over time.
pub fn stack(figure: &StackFigure, (size, wording): (Size, Wording), scene: &Scene<'_>) -> Picture {
    let series = Series::of(figure, scene);
    let mut sketch = Sketch::new(scene);
    let axis = Timeline::new(scene);
    let plot = plot(&series, size, &axis, &sketch);
    for (tick, label) in &plot.ticks {
        plot.place.draw_tick(&mut sketch, plot.y(*tick), label);
    }
    draw_bars(&mut sketch, &plot, &series);
    if figure.by != "outcome" {
        draw_hatching(&mut sketch, &plot, &series, &figure.provisional);
    }
    axis.draw_axis(&mut sketch, plot.place);
    axis.draw_notes(&mut sketch, plot.place);
    if series.peak() == 0 {
        let middle = plot.place.floor / 2.0;
        plot.place
            .draw_words(&mut sketch, middle, scene.text().nothing);
    }
    Picture {
        width: plot.place.right,
        height: plot.place.height,
        marks: sketch.marks,
        hits: wording.of(|| hits(&plot, &series, figure, &axis, scene)),
        opens: (0..plot.steps).any(|step| whole(figure, step) > 0),
        legend: legend(&series, figure, scene),
        summary: summary(&series, figure, scene),
        timed: true,
    }
}

/// Where everything goes.
struct Plot {
    place: Place,
    steps: usize,
    /// Pixels per conversation.
    scale: f32,
    ticks: Vec<(u64, String)>,
}

impl Plot {
    fn y(&self, value: u64) -> f32 {
        self.place.floor - (value as f32 * self.scale).round()
    }

    /// The left edge and width of a step's bar.
    fn bar(&self, step: usize) -> (f32, f32) {
        let band = self.place.band(step);
        if self.place.pitch < LEAST_PITCH {
            // Without gaps: each begins where the one before ends.
            let (left, right) = (band.x.round(), band.right().round());
            return (left, (right - left).max(1.0));
        }
        let gap = (band.width * GAP_PART).max(GAP);
        let width = (band.width - gap).min(WIDEST);
        let x = band.x + (band.width - width) / 2.0;
        let (left, right) = (x.round(), (x + width).round());
        (left, right - left)
    }
}

fn plot(series: &Series, size: Size, axis: &Timeline<'_>, sketch: &Sketch<'_>) -> Plot {
    let peak = series.peak();
    let locale = sketch.scene.locale;
    let ticks: Vec<(u64, String)> = ticks::counts(peak, axis.wanted_ticks(size))
        .into_iter()
        .map(|tick| (tick, format::compact(tick as f64, locale)))
        .collect();
    let place = axis.place(size, &ticks, sketch);
    Plot {
        steps: sketch.scene.context.steps.len(),
        scale: (place.floor - place.top) / peak.max(1) as f32,
        place,
        ticks,
    }
}

/// Layer by layer, so that a painter changes its colour once a layer.
fn draw_bars(sketch: &mut Sketch<'_>, plot: &Plot, series: &Series) {
    let mut below = vec![0_u64; plot.steps];
    for part in &series.parts {
        for (step, count) in part.counts.iter().copied().enumerate() {
            if count == 0 {
                continue;
            }
            let on_top = below[step] + count == series.totals[step];
            let (from, to) = (plot.y(below[step]), plot.y(below[step] + count));
            below[step] += count;
            let (x, width) = plot.bar(step);
            // A pixel of surface parts it from what lies below; nothing that
            // was counted vanishes.
            let parted = to < from - 1.0 && from < plot.place.floor && width >= LEAST_PITCH - 1.0;
            let part_line = if parted { 1.0 } else { 0.0 };
            let area = Area::new(x, to, width, (from - to - part_line).max(1.0));
            let radius = if width >= 10.0 { RADIUS } else { 0.0 };
            let corners = if on_top { Corners::Top } else { Corners::Sharp };
            sketch.filled(area, radius, corners, part.paint);
        }
    }
}

/// Stripes of surface over the bars that may still change.
fn draw_hatching(sketch: &mut Sketch<'_>, plot: &Plot, series: &Series, provisional: &[bool]) {
    for (step, total) in series.totals.iter().copied().enumerate() {
        if total == 0 || !provisional.get(step).is_some_and(|open| *open) {
            continue;
        }
        let (x, width) = plot.bar(step);
        let area = Area::new(x, plot.y(total), width, plot.place.floor - plot.y(total));
        if width < 6.0 || area.height < 4.0 {
            let veil = sketch.scene.theme.surface.with_alpha(0.45);
            sketch.rect(area, veil);
        } else {
            let color = sketch.scene.theme.surface.with_alpha(0.75);
            sketch.marks.push(stripes(area, color));
        }
    }
}

/// Diagonal stripes over an area as one line: it turns in the gap around the
/// bar, where it cannot be seen.
pub(crate) fn stripes(bar: Area, color: Color) -> Mark {
    const APART: f32 = 7.0;
    let area = Area::new(bar.x - 1.0, bar.y - 1.0, bar.width + 2.0, bar.height + 2.0);
    let mut points = Vec::new();
    let mut add = |x: f32, y: f32| points.push((area.x + x, area.y + y));
    let (width, height) = (area.width, area.height);
    let count = ((width + height) / APART) as usize;
    for index in 1..=count {
        // Along x + y = reach, from the upper or right to the left or lower
        // edge and on the next stripe back.
        let reach = index as f32 * APART;
        let right = (reach.min(width), (reach - width).max(0.0));
        let left = ((reach - height).max(0.0), reach.min(height));
        let turned = (reach - APART..reach).contains(&width);
        let sunk = (reach - APART..reach).contains(&height);
        if index % 2 == 1 {
            if turned {
                add(width, 0.0);
            }
            add(right.0, right.1);
            add(left.0, left.1);
        } else {
            if sunk {
                add(0.0, height);
            }
            add(left.0, left.1);
            add(right.0, right.1);
        }
    }
    Mark::Line {
        points,
        width: 1.5,
        color,
        dash: None,
    }
}

fn hits(
    plot: &Plot,
    series: &Series,
    figure: &StackFigure,
    axis: &Timeline<'_>,
    scene: &Scene<'_>,
) -> Vec<Hit> {
    let text = scene.text();
    let counted = |count: u64| format::count(count, scene.locale);
    let total: Rc<str> = text.total.into();
    let hit = |step: usize| {
        let whole = whole(figure, step);
        let mut rows = vec![HitRow {
            swatch: None,
            label: total.clone(),
            value: counted(whole),
        }];
        let (x, width) = plot.bar(step);
        let mut pieces = Vec::new();
        let mut above = series.totals[step];
        // From the top down, as the eye meets them; nothing is left out of
        // the sum.
        for (index, part) in series.parts.iter().enumerate().rev() {
            let count = part.counts[step];
            if count == 0 {
                continue;
            }
            let (from, to) = (plot.y(above - count), plot.y(above));
            above -= count;
            let target = series.target(index, Some(step));
            let row = rows.len();
            let area = Area::new(x, to, width, (from - to).max(1.0));
            pieces.push((area, Piece { row, target }));
            rows.push(HitRow {
                swatch: Some(part.paint.color),
                label: part.name.clone(),
                value: counted(count),
            });
        }
        let top = plot.y(series.totals[step]);
        let provisional = figure.provisional.get(step).is_some_and(|open| *open);
        Hit {
            area: plot.place.band(step),
            highlight: Area::new(x, top, width, plot.place.floor - top),
            title: steps::title(step, scene),
            rows,
            note: axis.remark(step, provisional.then_some(text.provisional_note)),
            target: (whole > 0).then_some(Target::Step(step)),
            pieces,
            repeats: false,
        }
    };
    (0..plot.steps).map(hit).collect()
}

/// The conversations of a layer in a step.
fn counted(figure: &StackFigure, layer: usize, step: usize) -> u64 {
    let counts = figure.counts(layer);
    counts.get(step).copied().unwrap_or_default()
}

/// The conversations of a step.
fn whole(figure: &StackFigure, step: usize) -> u64 {
    figure.totals.get(step).copied().unwrap_or_default()
}

fn legend(series: &Series, figure: &StackFigure, scene: &Scene<'_>) -> Vec<LegendEntry> {
    let mut entries: Vec<LegendEntry> = series
        .parts
        .iter()
        .enumerate()
        .map(|(part, drawn)| LegendEntry {
            swatch: drawn.paint.color,
            fill: drawn.paint.fill,
            label: drawn.name.to_string(),
            target: series.target(part, None),
        })
        .collect();
    if figure.by != "outcome" && figure.provisional.contains(&true) {
        entries.push(LegendEntry {
            swatch: scene.theme.categories[OWN_COLORS],
            fill: Fill::Hatched,
            label: scene.text().provisional_step.to_owned(),
            target: None,
        });
    }
    entries
}

fn summary(series: &Series, figure: &StackFigure, scene: &Scene<'_>) -> String {
    let text = scene.text();
    let peak = series.peak();
    let Some(at) = series
        .totals
        .iter()
        .position(|total| *total == peak && peak > 0)
    else {
        return format!("{}.", text.nothing);
    };
    let period = scene.context.period;
    fill(
        text.stack_summary,
        &[
            (
                "total",
                &format::count(series.totals.iter().sum(), scene.locale),
            ),
            ("step", text.steps[scene.context.bucket as usize]),
            ("by", &text.dimension_word(&figure.by)),
            ("span", &format::span(period.from, period.to, scene.locale)),
            ("peak", &format::count(peak, scene.locale)),
            ("peak_at", &steps::title(at, scene)),
        ],
    )
}

/// All layers, those that are drawn as one too.
pub(crate) fn table(figure: &StackFigure, scene: &Scene<'_>) -> Table {
    let text = scene.text();
    let names = figure
        .layers
        .iter()
        .map(|layer| value_name(&figure.by, layer.key.as_deref(), scene.locale));
    let mut head = vec![text.steps[scene.context.bucket as usize].to_owned()];
    head.extend(names);
    if let Some(others) = &figure.others {
        let count = format::count(others.values, scene.locale);
        let form = text.more.form(others.values, scene.locale.language);
        head.push(fill(form, &[("count", &count)]));
    }
    head.push(text.total.to_owned());
    let row = |step: usize| {
        let counts = (0..figure.depth()).map(|layer| counted(figure, layer, step));
        let mut cells = vec![steps::title(step, scene)];
        cells.extend(counts.map(|count| format::count(count, scene.locale)));
        cells.push(format::count(whole(figure, step), scene.locale));
        cells
    };
    let is_partition = figure.is_partition();
    let targets = |step: usize| {
        let counts = (0..figure.depth()).map(|layer| {
            let opens = layer < figure.layers.len() || is_partition;
            let some = counted(figure, layer, step) > 0 && opens;
            let step = Some(step);
            some.then_some(Target::Layer { step, layer })
        });
        let counts: Vec<Option<Target>> = counts.collect();
        let any = counts.iter().any(Option::is_some);
        let whole = any.then_some(Target::Step(step));
        let cells = std::iter::once(whole.clone()).chain(counts);
        cells.chain([whole]).collect()
    };
    Table {
        head,
        rows: (0..scene.context.steps.len()).map(row).collect(),
        targets: (0..scene.context.steps.len()).map(targets).collect(),
    }
}
