//! What of many things comes how far: a bar for each step, all of one scale,
//! and between two of them what is lost, in the shape of a funnel.

use crate::metric;
use crate::report::charts::{FunnelFigure, FunnelStep};
use crate::view::color::Color;
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::picture::{
    Anchor, Area, Corners, Hit, HitRow, Mark, Picture, Table, Target, any_opens,
};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{FOOT, NOTE, Pen, ROW, Sketch};
use crate::view::text::charts::charts_of;
use crate::view::text::fill;

/// The line of a step's name and numbers.
const NAME: f32 = 24.0;
const BAR: f32 = 16.0;
/// Between a bar and the next step's name, at least.
const BETWEEN: f32 = 20.0;
/// From one step to the next at most.
const WIDEST: f32 = 88.0;
const RADIUS: f32 = 4.0;
/// Between name and numbers, and between these.
const GAP: f32 = 12.0;
/// How much of a bar's colour falls on what lies between two.
const SHADE: f32 = 0.12;
/// Bars of few cases are as faint as what they say is uncertain.
const FAINT: f32 = 0.45;

/// The picture of a funnel.
pub fn funnel(figure: &FunnelFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let mut sketch = Sketch::new(scene);
    let field = Field::of(figure, size);
    let first = field.first;
    let of = |step: &FunnelStep| {
        let count = counted(step)?;
        let width = (count as f32 / first.max(1) as f32).min(1.0) * field.width;
        // What was counted is seen, however little it is.
        Some(if count > 0 {
            width.round().max(3.0)
        } else {
            0.0
        })
    };
    let widths: Vec<Option<f32>> = figure.steps.iter().map(of).collect();
    for (place, pair) in widths.windows(2).enumerate() {
        if let [Some(from), Some(to)] = *pair {
            draw_between(&mut sketch, &field, place, (from, to));
        }
    }
    let color = scene.theme.categories[0];
    let color = match (first as f64) < SMALL_SAMPLE {
        true => color.with_alpha(FAINT),
        false => color,
    };
    for (place, width) in widths.iter().enumerate() {
        draw_step(&mut sketch, figure, place, &field);
        let track = field.track(place);
        draw_bar(&mut sketch, track, width.unwrap_or(0.0), color);
    }
    let end = field.end(figure.steps.len());
    let foot = foot(figure, scene);
    let pen = Pen::regular(NOTE, scene.theme.muted);
    sketch.foot(&foot, end + 2.0, size.width, pen);
    let foot = if foot.is_empty() { 4.0 } else { FOOT + 2.0 };
    let hits: Vec<Hit> = hits(figure, &field, scene);
    Picture {
        width: size.width,
        height: end + foot,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: summary(figure, first, scene),
        timed: false,
    }
}

/// How many come so far; `None` where the data cannot tell.
fn counted(step: &FunnelStep) -> Option<u64> {
    let known = step.answer.missing.is_empty();
    let value = step.answer.value.number().filter(|_| known)?;
    Some(value as u64)
}

fn name(step: &FunnelStep) -> &str {
    let known = metric::countable(&step.metric);
    known.map_or(step.metric.as_str(), |metric| metric.about.title)
}

/// What is lost from one step to the next.
fn lost(before: &FunnelStep, step: &FunnelStep, scene: &Scene<'_>) -> Option<String> {
    let before = counted(before).filter(|before| *before > 0)?;
    let count = counted(step)?;
    let lost = before.saturating_sub(count);
    let share = format::share(lost, before, scene.locale);
    Some(fill(
        charts_of(scene.locale.language).lost,
        &[
            ("count", &format::count(lost, scene.locale)),
            ("share", &share),
        ],
    ))
}

/// What the data lacks: a step before the first, or some of these.
fn foot(figure: &FunnelFigure, scene: &Scene<'_>) -> String {
    let steps = figure.steps.iter().map(|step| &step.answer.missing);
    let mut lacking: Vec<String> = Vec::new();
    for event in [&figure.missing].into_iter().chain(steps).flatten() {
        if !lacking.contains(event) {
            lacking.push(event.clone());
        }
    }
    let first = figure.steps.first().and_then(counted);
    match (lacking.is_empty(), first) {
        (false, _) => explain::missing(&lacking, scene),
        (true, None | Some(0)) => scene.text().no_cases.to_owned(),
        (true, Some(_)) => String::new(),
    }
}

/// Where everything goes.
struct Field {
    width: f32,
    /// From one step to the next.
    pitch: f32,
    /// How many the first step has.
    first: u64,
}

impl Field {
    fn of(figure: &FunnelFigure, size: Size) -> Field {
        let steps = figure.steps.len().max(1) as f32;
        let foot = match figure.missing.is_empty() {
            true => 0.0,
            false => FOOT,
        };
        let pitch = (size.height - foot + BETWEEN) / steps;
        Field {
            width: size.width,
            pitch: pitch.clamp(NAME + BAR + BETWEEN, WIDEST).floor(),
            first: figure.steps.first().and_then(counted).unwrap_or(0),
        }
    }

    fn top(&self, place: usize) -> f32 {
        place as f32 * self.pitch
    }

    /// As wide as the first bar.
    fn track(&self, place: usize) -> Area {
        Area::new(0.0, self.top(place) + NAME, self.width, BAR)
    }

    /// The lower edge of the last bar.
    fn end(&self, steps: usize) -> f32 {
        let last = steps.checked_sub(1);
        last.map_or(0.0, |last| self.track(last).bottom())
    }
}

/// The shade from a bar to the narrower one under it, behind all texts.
fn draw_between(sketch: &mut Sketch<'_>, field: &Field, place: usize, (from, to): (f32, f32)) {
    let (top, bottom) = (field.track(place).bottom(), field.track(place + 1).y);
    if from > 0.0 {
        sketch.marks.push(Mark::Polygon {
            points: vec![(0.0, top), (from, top), (to, bottom), (0.0, bottom)],
            fill: sketch.scene.theme.categories[0].with_alpha(SHADE),
        });
    }
}

/// A bar on its track.
fn draw_bar(sketch: &mut Sketch<'_>, track: Area, width: f32, color: Color) {
    let corners = match width > track.width - RADIUS {
        true => Corners::All,
        false => Corners::Left,
    };
    sketch.rounded(track, RADIUS, Corners::All, sketch.scene.theme.grid);
    sketch.rounded(Area { width, ..track }, RADIUS, corners, color);
}

/// Name, count, and share of the first step; over them what is lost before.
fn draw_step(sketch: &mut Sketch<'_>, figure: &FunnelFigure, place: usize, field: &Field) {
    let first = field.first;
    let scene = sketch.scene;
    let step = &figure.steps[place];
    let pens = [
        Pen::regular(ROW, scene.theme.muted),
        Pen::semibold(ROW, scene.theme.text),
    ];
    let count = counted(step);
    let undefined = || scene.text().undefined.to_owned();
    let share = count.filter(|_| first > 0);
    let texts = [
        share.map_or_else(String::new, |count| {
            format::share(count, first, scene.locale)
        }),
        count.map_or_else(undefined, |count| format::count(count, scene.locale)),
    ];
    let baseline = pens[0].baseline(field.top(place) + NAME / 2.0);
    let mut right = field.width;
    for (text, pen) in texts.into_iter().zip(pens) {
        let taken = sketch.width(&text, pen);
        let text = sketch.fit(&text, pen, right);
        sketch.text(text, right, baseline, Anchor::End, pen);
        right -= if taken > 0.0 { taken + GAP } else { 0.0 };
    }
    let pen = Pen::regular(ROW, scene.theme.text);
    let name = sketch.fit(name(step), pen, right);
    sketch.text(name, 0.0, baseline, Anchor::Start, pen);
    let before = place.checked_sub(1).map(|before| &figure.steps[before]);
    let line = before.and_then(|before| lost(before, step, scene));
    let pen = Pen::regular(NOTE, scene.theme.muted);
    let line = sketch.fit(&line.unwrap_or_default(), pen, field.width);
    let baseline = pen.baseline(field.top(place) - (field.pitch - NAME - BAR) / 2.0);
    sketch.text(line, 0.0, baseline, Anchor::Start, pen);
}

/// The conversations of a step; of visits there are none.
fn target(step: &FunnelStep) -> Option<Target> {
    let opens = metric::countable(&step.metric)?.is_made_of_conversations();
    let some = counted(step).is_some_and(|count| count > 0);
    (opens && some).then(|| Target::Metric(step.metric.clone()))
}

fn hits(figure: &FunnelFigure, field: &Field, scene: &Scene<'_>) -> Vec<Hit> {
    let first = field.first;
    let words = charts_of(scene.locale.language);
    let hit = |(place, step): (usize, &FunnelStep)| {
        let row = |label: &'static str, value: String| HitRow {
            swatch: None,
            label: label.into(),
            value,
        };
        let count = counted(step);
        let undefined = || scene.text().undefined.to_owned();
        let told = count.map_or_else(undefined, |count| format::count(count, scene.locale));
        let mut rows = vec![row(words.count, told)];
        let before = place
            .checked_sub(1)
            .and_then(|before| figure.steps.get(before));
        if let (Some(count), Some(before)) = (count, before) {
            let share = |whole| format::share(count, whole, scene.locale);
            rows.push(row(words.of_first, share(first)));
            rows.extend(counted(before).map(|before| row(words.of_before, share(before))));
        }
        let small = first > 0 && (first as f64) < SMALL_SAMPLE;
        let area = Area::new(0.0, field.top(place), field.width, field.pitch);
        Hit {
            area,
            highlight: field.track(place),
            title: name(step).to_owned(),
            rows,
            note: match step.answer.missing.is_empty() {
                true => small.then(|| scene.text().small_sample.to_owned()),
                false => Some(explain::missing(&step.answer.missing, scene)),
            },
            target: target(step),
            pieces: Vec::new(),
            repeats: false,
        }
    };
    figure.steps.iter().enumerate().map(hit).collect()
}

fn summary(figure: &FunnelFigure, first: u64, scene: &Scene<'_>) -> String {
    let words = charts_of(scene.locale.language);
    let steps = figure.steps.iter().map(|step| {
        let Some(count) = counted(step) else {
            return format!("{} {}", name(step), scene.text().undefined);
        };
        let share = format::share(count, first, scene.locale);
        let count = format::count(count, scene.locale);
        format!("{} {count} ({share})", name(step))
    });
    let steps: Vec<String> = steps.collect();
    let title = words.funnels[figure.of as usize].title;
    let said = fill(
        words.funnel_summary,
        &[("title", title), ("steps", &steps.join(", "))],
    );
    let foot = foot(figure, scene);
    match foot.is_empty() {
        true => said,
        false => format!("{said} {foot}."),
    }
}

/// Every step.
pub(crate) fn table(figure: &FunnelFigure, scene: &Scene<'_>) -> Table {
    let words = charts_of(scene.locale.language);
    let first = figure.steps.first().and_then(counted);
    let undefined = || scene.text().undefined.to_owned();
    let row = |(place, step): (usize, &FunnelStep)| {
        let count = counted(step);
        let share = |whole: Option<u64>| match (count, whole) {
            (Some(count), Some(whole)) => format::share(count, whole, scene.locale),
            _ => undefined(),
        };
        let before = place
            .checked_sub(1)
            .and_then(|before| figure.steps.get(before));
        vec![
            name(step).to_owned(),
            count.map_or_else(undefined, |count| format::count(count, scene.locale)),
            share(first),
            share(before.and_then(counted)),
            before
                .and_then(|before| lost(before, step, scene))
                .unwrap_or_else(undefined),
        ]
    };
    Table {
        head: [
            words.step,
            words.count,
            words.of_first,
            words.of_before,
            words.lost_label,
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: figure.steps.iter().enumerate().map(row).collect(),
        targets: figure
            .steps
            .iter()
            .map(|step| {
                let open = target(step);
                vec![open.clone(), open, None, None, None]
            })
            .collect(),
    }
}
