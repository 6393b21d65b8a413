//! Counts as horizontal bars: name, bar on its track, count and share.

use crate::report::figure::CountsFigure;
use crate::view::palette;
use crate::view::picture::{Anchor, Area, Corners, Fill, Picture, Weight, any_opens};
use crate::view::rows::{self, Row};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, ROW, Sketch};

/// From one row to the next.
const PITCH: f32 = 30.0;
/// The same where the name stands over its bar.
const TALL_PITCH: f32 = 44.0;
const BAR: f32 = 14.0;
const RADIUS: f32 = 4.0;
/// Between name, bar and numbers.
const GAP: f32 = 12.0;
/// Names take no more of the width than this.
const NAMES: f32 = 0.4;
/// Narrower bars than this go under their names.
const LEAST_BAR: f32 = 56.0;
/// Between count and share.
const SHARE_GAP: f32 = 8.0;

/// The picture of counts as bars. Bars begin at 0 and end at all
/// conversations, so that the track is the whole.
pub fn bars(figure: &CountsFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let mut rows = rows::rows(figure, scene);
    recolor(&mut rows, figure, scene);
    let mut sketch = Sketch::new(scene);
    rows::fit_counts(&mut rows, size.width, &sketch);
    let columns = Columns::of(&rows, size.width, &sketch);
    let mut hits = Vec::new();
    // With several values a conversation the sum may exceed the whole, but
    // no single count does; the folded tail may.
    let whole = rows
        .iter()
        .map(|row| row.count)
        .max()
        .unwrap_or(0)
        .max(figure.total);
    for (index, row) in rows.iter().enumerate() {
        let area = Area::new(0.0, index as f32 * columns.pitch, size.width, columns.pitch);
        let track = draw_row(&mut sketch, row, &columns, area, whole);
        hits.push(rows::hit(row, area, track, scene));
    }
    let rows_end = match rows.is_empty() {
        true => rows::draw_nothing(&mut sketch, figure, size.width),
        false => rows.len() as f32 * columns.pitch,
    };
    let height = rows_end + rows::draw_foot(&mut sketch, figure, (size.width, rows_end));
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

/// Names tell the bars apart, so colour speaks only where it means
/// something: outcomes, support types, no value and the tail.
fn recolor(rows: &mut [Row], figure: &CountsFigure, scene: &Scene<'_>) {
    let meaningful = matches!(figure.by.as_str(), "outcome" | "support_type");
    let other = palette::other(scene.theme).color;
    for row in rows
        .iter_mut()
        .filter(|row| !meaningful && row.paint.color != other)
    {
        row.paint.color = scene.theme.categories[0];
    }
}

/// Where the parts of a row go.
struct Columns {
    name: f32,
    bar: Area,
    count_end: f32,
    right: f32,
    pitch: f32,
    stacked: bool,
}

impl Columns {
    fn of(rows: &[Row], width: f32, sketch: &Sketch<'_>) -> Columns {
        let pen = Pen::regular(ROW, sketch.scene.theme.text);
        let bold = Pen::semibold(ROW, sketch.scene.theme.text);
        let count = rows::column(rows, sketch, bold, |row| &row.label);
        let share = rows::column(rows, sketch, pen, |row| &row.share);
        let numbers = count + SHARE_GAP + share;
        let name = rows::column(rows, sketch, pen, |row| &row.name);
        let name = name.min((width * NAMES).floor()).max(48.0);
        let bar = width - name - numbers - 2.0 * GAP;
        let stacked = bar < LEAST_BAR;
        Columns {
            name: if stacked {
                (width - numbers - GAP).max(0.0)
            } else {
                name
            },
            bar: if stacked {
                Area::new(0.0, 24.0, width, 10.0)
            } else {
                Area::new(name + GAP, (PITCH - BAR) / 2.0, bar, BAR)
            },
            count_end: width - share - SHARE_GAP,
            right: width,
            pitch: if stacked { TALL_PITCH } else { PITCH },
            stacked,
        }
    }
}

/// Returns the track's area.
fn draw_row(sketch: &mut Sketch<'_>, row: &Row, columns: &Columns, area: Area, whole: u64) -> Area {
    let theme = sketch.scene.theme;
    let middle = if columns.stacked { 12.0 } else { PITCH / 2.0 };
    let name_pen = Pen::regular(ROW, theme.text);
    let share_pen = Pen::regular(ROW, theme.muted);
    let count_pen = Pen {
        weight: Weight::Semibold,
        ..name_pen
    };
    let baseline = name_pen.baseline(area.y + middle);
    let name = sketch.fit(&row.name, name_pen, columns.name);
    sketch.text(name, 0.0, baseline, Anchor::Start, name_pen);
    let label = row.label.clone();
    sketch.text(label, columns.count_end, baseline, Anchor::End, count_pen);
    sketch.text(
        row.share.clone(),
        columns.right,
        baseline,
        Anchor::End,
        share_pen,
    );

    let track = Area {
        y: area.y + columns.bar.y,
        ..columns.bar
    };
    sketch.rounded(track, RADIUS, Corners::All, theme.grid);
    let width = (row.count as f32 / whole.max(1) as f32 * track.width).round();
    // What was counted is seen, however little it is.
    let width = if row.count > 0 { width.max(3.0) } else { 0.0 };
    let corners = if width > track.width - RADIUS {
        Corners::All
    } else {
        Corners::Left
    };
    let color = match row.paint.fill {
        Fill::Outlined => row.paint.color.with_alpha(1.0),
        Fill::Solid | Fill::Hatched => row.paint.color,
    };
    sketch.rounded(Area { width, ..track }, RADIUS, corners, color);
    track
}
