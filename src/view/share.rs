//! Parts of a whole: one bar of 100 %, its parts named underneath.

use crate::report::figure::CountsFigure;
use crate::view::picture::{Anchor, Area, Corners, Hit, Picture, any_opens};
use crate::view::rows::{self, Row};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, ROW, Sketch};

const BAR: f32 = 24.0;
const RADIUS: f32 = 5.0;
/// From the bar to the first row.
const ROWS_AT: f32 = 36.0;
const PITCH: f32 = 28.0;
const SWATCH: f32 = 10.0;
/// From the left edge to a row's name.
const NAME_AT: f32 = 18.0;
const GAP: f32 = 12.0;

/// The picture of counts as parts of a whole.
pub fn share(figure: &CountsFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let mut rows = rows::rows(figure, scene);
    let mut sketch = Sketch::new(scene);
    rows::fit_counts(&mut rows, size.width, &sketch);
    let parts = match rows.is_empty() {
        true => Vec::new(),
        false => draw_bar(&mut sketch, &rows, size.width),
    };
    draw_rows(&mut sketch, &rows, size.width);
    let rows_end = match rows.is_empty() {
        true => rows::draw_nothing(&mut sketch, figure, size.width),
        false => ROWS_AT + rows.len() as f32 * PITCH,
    };
    let height = rows_end + rows::draw_foot(&mut sketch, figure, (size.width, rows_end));
    let mut hits = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let y = ROWS_AT + index as f32 * PITCH;
        let area = Area::new(0.0, y, size.width, PITCH);
        let highlight = if row.count > 0 { parts[index] } else { area };
        hits.push(rows::hit(row, area, highlight, scene));
    }
    for (row, part) in rows.iter().zip(&parts).filter(|(row, _)| row.count > 0) {
        let area = Area::new(part.x, 0.0, part.width + 1.0, ROWS_AT - 4.0);
        let hit = rows::hit(row, area, *part, scene);
        hits.push(Hit {
            repeats: true,
            ..hit
        });
    }
    Picture {
        width: size.width,
        height,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: rows::summary(figure, scene),
        timed: false,
    }
}

/// Returns the area of each row's part.
fn draw_bar(sketch: &mut Sketch<'_>, rows: &[Row], width: f32) -> Vec<Area> {
    let theme = sketch.scene.theme;
    let whole: u64 = rows.iter().map(|row| row.count).sum();
    if whole == 0 {
        let track = Area::new(0.0, 0.0, width, BAR);
        sketch.rounded(track, RADIUS, Corners::All, theme.grid);
        return vec![track; rows.len()];
    }
    let first = rows.iter().position(|row| row.count > 0);
    let last = rows.iter().rposition(|row| row.count > 0);
    let edge = |counted: u64| (counted as f32 / whole as f32 * width).round();
    let mut areas = Vec::with_capacity(rows.len());
    let mut counted = 0;
    for (index, row) in rows.iter().enumerate() {
        let (from, to) = (edge(counted), edge(counted + row.count));
        counted += row.count;
        // A pixel of surface between parts; the last ends with the bar.
        let gap = if Some(index) == last || to - from <= 1.0 {
            0.0
        } else {
            1.0
        };
        let least = if row.count > 0 { 1.0 } else { 0.0 };
        let area = Area::new(
            from.min(width - 1.0),
            0.0,
            (to - from - gap).max(least),
            BAR,
        );
        let corners = match (Some(index) == first, Some(index) == last) {
            (true, true) => Corners::All,
            (true, false) => Corners::Left,
            (false, true) => Corners::Right,
            (false, false) => Corners::Sharp,
        };
        sketch.filled(area, RADIUS, corners, row.paint);
        areas.push(area);
    }
    areas
}

fn draw_rows(sketch: &mut Sketch<'_>, rows: &[Row], width: f32) {
    let theme = sketch.scene.theme;
    let name_pen = Pen::regular(ROW, theme.text);
    let count_pen = Pen::semibold(ROW, theme.text);
    let share_pen = Pen::regular(ROW, theme.muted);
    let share_width = rows::column(rows, sketch, share_pen, |row| &row.share);
    let count_width = rows::column(rows, sketch, count_pen, |row| &row.label);
    let count_end = width - share_width - GAP;
    for (index, row) in rows.iter().enumerate() {
        let top = ROWS_AT + index as f32 * PITCH;
        if index > 0 {
            sketch.rule(0.0, top, width);
        }
        let middle = top + PITCH / 2.0;
        let swatch = Area::new(0.0, middle - SWATCH / 2.0, SWATCH, SWATCH);
        sketch.filled(swatch, 3.0, Corners::All, row.paint);
        let baseline = name_pen.baseline(middle);
        let room = count_end - count_width - GAP - NAME_AT;
        let name = sketch.fit(&row.name, name_pen, room);
        sketch.text(name, NAME_AT, baseline, Anchor::Start, name_pen);
        sketch.text(
            row.label.clone(),
            count_end,
            baseline,
            Anchor::End,
            count_pen,
        );
        sketch.text(row.share.clone(), width, baseline, Anchor::End, share_pen);
    }
}
