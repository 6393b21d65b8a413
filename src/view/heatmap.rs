//! Weekday by hour: when it is busy, as a field of 7 × 24 cells.

use std::rc::Rc;

use crate::report::figure::{HeatmapFigure, HeatmapOf};
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners, Hit, HitRow, Picture, Table, Target, Wording};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, SMALL, Sketch};
use crate::view::text::fill;

const DAYS: usize = 7;
const HOURS: usize = 24;
/// The hours that carry a label, those of the widest set that fits.
const LABELLED: [&[usize]; 3] = [&[0, 6, 12, 18, 23], &[0, 12, 23], &[0]];
/// From one weekday to the next.
const PITCH: f32 = 22.0;
const RADIUS: f32 = 3.0;
/// One step of the scale under the field, where there is room.
const SCALE_STEP: f32 = 20.0;

/// The picture of counts by weekday and hour.
pub fn heatmap(
    figure: &HeatmapFigure,
    (size, wording): (Size, Wording),
    scene: &Scene<'_>,
) -> Picture {
    let mut sketch = Sketch::new(scene);
    let pen = Pen::regular(SMALL, scene.theme.muted);
    let names = (0..DAYS).map(|day| sketch.width(format::short_weekday(day, scene.locale), pen));
    let left = (names.fold(0.0, f32::max) + 8.0).ceil();
    let field = Field {
        left,
        pitch: (size.width - left).max(HOURS as f32) / HOURS as f32,
    };
    let peak = peak(figure);
    draw_names(&mut sketch, &field, pen);
    draw_cells(&mut sketch, &field, figure, peak);
    draw_hours(&mut sketch, &field, size.width, pen);
    let foot = DAYS as f32 * PITCH + 36.0;
    draw_scale(&mut sketch, (foot, size.width), peak, figure.of);
    Picture {
        width: size.width,
        height: foot + 12.0,
        marks: sketch.marks,
        hits: wording.of(|| hits(&field, figure, peak, scene)),
        opens: peak > 0,
        legend: Vec::new(),
        summary: summary(figure, peak, scene),
        timed: false,
    }
}

/// Where the cells are.
struct Field {
    left: f32,
    pitch: f32,
}

impl Field {
    /// The columns and lines of a cell, its gap included.
    fn band(&self, day: usize, hour: usize) -> Area {
        let x = self.left + hour as f32 * self.pitch;
        Area::new(x, day as f32 * PITCH, self.pitch, PITCH)
    }

    /// The cell itself, on whole pixels.
    fn cell(&self, day: usize, hour: usize) -> Area {
        let band = self.band(day, hour);
        let (left, right) = (band.x.round(), band.right().round());
        let gap = if self.pitch < 8.0 { 1.0 } else { 2.0 };
        Area::new(
            left,
            band.y + 1.0,
            (right - left - gap).max(1.0),
            PITCH - gap,
        )
    }
}

fn count_at(figure: &HeatmapFigure, day: usize, hour: usize) -> u64 {
    let row = figure.cells.get(day);
    row.and_then(|row| row.get(hour)).copied().unwrap_or(0)
}

fn peak(figure: &HeatmapFigure) -> u64 {
    figure.cells.iter().flatten().copied().max().unwrap_or(0)
}

/// 0 of nothing, else 1–6 in equal steps up to the peak.
fn heat(count: u64, peak: u64, steps: usize) -> usize {
    if count == 0 || peak == 0 {
        return 0;
    }
    let level = (count as f64 / peak as f64 * steps as f64).ceil() as usize;
    level.clamp(1, steps)
}

fn draw_names(sketch: &mut Sketch<'_>, field: &Field, pen: Pen) {
    for day in 0..DAYS {
        let name = format::short_weekday(day, sketch.scene.locale).to_owned();
        let baseline = pen.baseline((day as f32 + 0.5) * PITCH);
        sketch.text(name, field.left - 8.0, baseline, Anchor::End, pen);
    }
}

/// Level by level, so that a painter changes its colour once a level.
fn draw_cells(sketch: &mut Sketch<'_>, field: &Field, figure: &HeatmapFigure, peak: u64) {
    let palette = sketch.scene.theme.heat;
    let radius = if field.pitch < 12.0 { 1.5 } else { RADIUS };
    for (level, color) in palette.into_iter().enumerate() {
        for day in 0..DAYS {
            for hour in 0..HOURS {
                if heat(count_at(figure, day, hour), peak, palette.len() - 1) == level {
                    sketch.rounded(field.cell(day, hour), radius, Corners::All, color);
                }
            }
        }
    }
}

fn draw_hours(sketch: &mut Sketch<'_>, field: &Field, width: f32, pen: Pen) {
    let label_width = sketch.width("00", pen);
    let room = |hours: &[usize]| {
        hours
            .windows(2)
            .all(|pair| (pair[1] - pair[0]) as f32 * field.pitch > label_width + 8.0)
    };
    let hours = LABELLED
        .into_iter()
        .find(|hours| room(hours))
        .unwrap_or(&[]);
    let baseline = DAYS as f32 * PITCH + 15.0;
    for hour in hours {
        let middle = field.left + (*hour as f32 + 0.5) * field.pitch;
        let x = middle.min(width - label_width / 2.0);
        sketch.text(format!("{hour:02}"), x, baseline, Anchor::Middle, pen);
    }
}

/// Nothing to most, and what is counted.
fn draw_scale(sketch: &mut Sketch<'_>, (middle, width): (f32, f32), peak: u64, of: HeatmapOf) {
    if peak == 0 {
        let pen = Pen::regular(SMALL, sketch.scene.theme.muted);
        let text = sketch.fit(sketch.scene.text().nothing, pen, width);
        sketch.text(text, 0.0, pen.baseline(middle), Anchor::Start, pen);
        return;
    }
    let pen = Pen::regular(SMALL, sketch.scene.theme.muted);
    let baseline = pen.baseline(middle);
    let zero = format::count(0, sketch.scene.locale);
    let mut x = sketch.width(&zero, pen) + 8.0;
    sketch.text(zero, 0.0, baseline, Anchor::Start, pen);
    let palette = sketch.scene.theme.heat;
    let step = ((width - x) / palette.len() as f32)
        .clamp(3.0, SCALE_STEP)
        .floor();
    for color in palette {
        let area = Area::new(x.round(), middle - 5.0, step - 2.0, 10.0);
        sketch.rounded(area, RADIUS, Corners::All, color);
        x += step;
    }
    let peak = format::count(peak, sketch.scene.locale);
    let label = format!("{peak} {}", counted(of, sketch.scene));
    let label = sketch.fit(&label, pen, width - x - 6.0);
    sketch.text(label, x + 6.0, baseline, Anchor::Start, pen);
}

fn counted(of: HeatmapOf, scene: &Scene<'_>) -> &'static str {
    match of {
        HeatmapOf::Engaged => scene.text().engaged_conversations,
        HeatmapOf::Handoffs => scene.text().handoffs,
    }
}

fn hits(field: &Field, figure: &HeatmapFigure, peak: u64, scene: &Scene<'_>) -> Vec<Hit> {
    let palette = scene.theme.heat;
    let counted: Rc<str> = counted(figure.of, scene).into();
    let hit = |day: usize, hour: usize| {
        let count = count_at(figure, day, hour);
        let next = format::hour(((hour + 1) % HOURS) as u8);
        let weekday = format::weekday(day, scene.locale);
        Hit {
            area: field.band(day, hour),
            highlight: field.cell(day, hour),
            title: format!("{weekday} {} – {next}", format::hour(hour as u8)),
            rows: vec![HitRow {
                swatch: Some(palette[heat(count, peak, palette.len() - 1)]),
                label: counted.clone(),
                value: format::count(count, scene.locale),
            }],
            note: None,
            target: target(count, day, Some(hour)),
            pieces: Vec::new(),
            repeats: false,
        }
    };
    (0..DAYS)
        .flat_map(|day| (0..HOURS).map(move |hour| (day, hour)))
        .map(|(day, hour)| hit(day, hour))
        .collect()
}

/// What so many conversations open as.
fn target(count: u64, weekday: usize, hour: Option<usize>) -> Option<Target> {
    (count > 0).then_some(Target::Cell { weekday, hour })
}

fn summary(figure: &HeatmapFigure, peak: u64, scene: &Scene<'_>) -> String {
    let text = scene.text();
    let cells = (0..DAYS * HOURS).map(|cell| (cell / HOURS, cell % HOURS));
    let at = cells
        .into_iter()
        .find(|(day, hour)| peak > 0 && count_at(figure, *day, *hour) == peak);
    let Some((day, hour)) = at else {
        return format!("{}.", text.nothing);
    };
    let total = figure.cells.iter().flatten().sum();
    fill(
        text.heatmap_summary,
        &[
            ("total", &format::count(total, scene.locale)),
            ("what", counted(figure.of, scene)),
            ("peak", &format::count(peak, scene.locale)),
            ("weekday", format::weekday(day, scene.locale)),
            ("hour", &format::hour(hour as u8)),
        ],
    )
}

pub(crate) fn table(figure: &HeatmapFigure, scene: &Scene<'_>) -> Table {
    let mut head = vec![scene.text().weekday.to_owned()];
    head.extend((0..HOURS).map(|hour| format::hour(hour as u8)));
    let row = |day: usize| {
        let mut cells = vec![format::weekday(day, scene.locale).to_owned()];
        cells.extend(
            (0..HOURS).map(|hour| format::count(count_at(figure, day, hour), scene.locale)),
        );
        cells
    };
    let targets = |day: usize| {
        let counts = (0..HOURS).map(|hour| count_at(figure, day, hour));
        let whole = target(counts.clone().sum(), day, None);
        let cells = counts.enumerate();
        let cells = cells.map(|(hour, count)| target(count, day, Some(hour)));
        std::iter::once(whole).chain(cells).collect()
    };
    Table {
        head,
        rows: (0..DAYS).map(row).collect(),
        targets: (0..DAYS).map(targets).collect(),
    }
}
