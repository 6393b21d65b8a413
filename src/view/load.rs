//! Work against hands by the hour of the day: conversations for a human as
//! bars, agents who are there as a line of steps, both on one scale.

use crate::report::charts::{LoadFigure, LoadRow};
use crate::view::columns::Columns;
use crate::view::explain;
use crate::view::format;
use crate::view::picture::{
    Anchor, Fill, Hit, HitRow, LegendEntry, Mark, Picture, Table, Target, any_opens,
};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{NOTE, Pen, Sketch};
use crate::view::text::charts::charts_of;
use crate::view::text::fill;

const STROKE: f32 = 2.0;
/// Of the line under the axis that says what is missing.
const FOOT: f32 = 24.0;

/// The picture of load and agents.
pub fn load(figure: &LoadFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let words = charts_of(scene.locale.language);
    let mut sketch = Sketch::new(scene);
    let foot = if figure.missing.is_empty() { 0.0 } else { FOOT };
    let height = size.height - foot;
    let values = figure.hours.iter().flat_map(|row| [row.mean, row.agents]);
    let peak = values.flatten().filter(|value| value.is_finite());
    let peak = peak.fold(0.0, f64::max);
    let size = Size { height, ..size };
    let columns = Columns::new(figure.hours.len(), peak, false, (size, 0.0), &sketch);
    let means = figure.hours.iter().map(|row| row.mean.unwrap_or(0.0));
    let colors = [scene.theme.categories[0], scene.theme.categories[1]];
    columns.draw(&mut sketch, &means.collect::<Vec<f64>>(), colors[0]);
    draw_agents(&mut sketch, &columns, figure);
    let labels = (0..figure.hours.len()).map(|hour| (hour as f64 + 0.5, format!("{hour:02}")));
    columns.draw_labels(&mut sketch, &labels.collect::<Vec<_>>());
    if peak == 0.0 {
        let middle = (columns.place.top + columns.place.floor) / 2.0;
        let nothing = scene.text().nothing;
        columns.place.draw_words(&mut sketch, middle, nothing);
    }
    if foot > 0.0 {
        let pen = Pen::regular(NOTE, scene.theme.muted);
        let line = explain::missing(&figure.missing, scene);
        let line = sketch.fit(&line, pen, size.width);
        let baseline = pen.baseline(columns.place.height + FOOT / 2.0);
        sketch.text(line, 0.0, baseline, Anchor::Start, pen);
    }
    let entry = |place: usize, label: &str| LegendEntry {
        swatch: colors[place],
        fill: Fill::Solid,
        label: label.to_owned(),
        target: None,
    };
    let mut legend = vec![entry(0, words.due_mean)];
    if foot == 0.0 {
        legend.push(entry(1, words.agents));
    }
    let hits: Vec<Hit> = (0..figure.hours.len())
        .map(|hour| hit(&columns, figure, hour, scene))
        .collect();
    Picture {
        width: columns.place.right,
        height: columns.place.height + foot,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend,
        summary: summary(figure, scene),
        timed: false,
    }
}

/// The line goes along each hour and up or down between two.
fn draw_agents(sketch: &mut Sketch<'_>, columns: &Columns, figure: &LoadFigure) {
    let mut points = Vec::new();
    for (hour, row) in figure.hours.iter().enumerate() {
        if let Some(agents) = row.agents.filter(|agents| agents.is_finite()) {
            let y = columns.y(agents);
            points.push((columns.x(hour as f64), y));
            points.push((columns.x(hour as f64 + 1.0), y));
        }
    }
    if !points.is_empty() {
        sketch.marks.push(Mark::Line {
            points,
            width: STROKE,
            color: sketch.scene.theme.categories[1],
            dash: None,
        });
    }
}

fn hour_name(hour: usize) -> String {
    let clock = |hour: usize| format::hour((hour % 24) as u8);
    format!("{} – {}", clock(hour), clock(hour + 1))
}

fn told(value: Option<f64>, scene: &Scene<'_>) -> String {
    let undefined = || scene.text().undefined.to_owned();
    value.map_or_else(undefined, |value| format::plain(value, scene.locale))
}

fn hit(columns: &Columns, figure: &LoadFigure, hour: usize, scene: &Scene<'_>) -> Hit {
    let words = charts_of(scene.locale.language);
    let row = &figure.hours[hour];
    let line = |swatch: Option<usize>, label: &'static str, value: String| HitRow {
        swatch: swatch.map(|place| scene.theme.categories[place]),
        label: label.into(),
        value,
    };
    let mut highlight = columns.bar(hour, row.mean.unwrap_or(0.0));
    highlight.height = highlight.height.max(1.0);
    Hit {
        area: columns.place.band(hour),
        highlight,
        title: hour_name(hour),
        rows: vec![
            line(None, words.due, format::count(row.due, scene.locale)),
            line(Some(0), words.due_each, told(row.mean, scene)),
            line(Some(1), words.agents, told(row.agents, scene)),
        ],
        note: None,
        target: target(hour, row),
        pieces: Vec::new(),
        repeats: false,
    }
}

/// The conversations of an hour.
fn target(hour: usize, row: &LoadRow) -> Option<Target> {
    (row.due > 0).then(|| Target::Values(vec![Some(format!("{hour:02}"))]))
}

fn summary(figure: &LoadFigure, scene: &Scene<'_>) -> String {
    let hours = figure.hours.iter().enumerate();
    // Of equals the first.
    let most = hours.rev().max_by_key(|(_, row)| row.due);
    let Some((hour, row)) = most.filter(|(_, row)| row.due > 0) else {
        return format!("{}.", scene.text().nothing);
    };
    let total = figure.hours.iter().map(|row| row.due).sum();
    let said = fill(
        charts_of(scene.locale.language).load_summary,
        &[
            ("total", &format::count(total, scene.locale)),
            ("hour", &hour_name(hour)),
            ("mean", &told(row.mean, scene)),
            ("agents", &told(row.agents, scene)),
        ],
    );
    match figure.missing.is_empty() {
        true => said,
        false => format!("{said} {}.", explain::missing(&figure.missing, scene)),
    }
}

/// Every hour.
pub(crate) fn table(figure: &LoadFigure, scene: &Scene<'_>) -> Table {
    let words = charts_of(scene.locale.language);
    let hours = || figure.hours.iter().enumerate();
    let row = |(hour, row): (usize, &LoadRow)| {
        vec![
            hour_name(hour),
            format::count(row.due, scene.locale),
            told(row.mean, scene),
            told(row.agents, scene),
        ]
    };
    let targets = |(hour, row): (usize, &LoadRow)| {
        let open = target(hour, row);
        vec![open.clone(), open, None, None]
    };
    Table {
        head: vec![
            scene.text().dimension_name("hour"),
            words.due.to_owned(),
            words.due_each.to_owned(),
            words.agents.to_owned(),
        ],
        rows: hours().map(row).collect(),
        targets: hours().map(targets).collect(),
    }
}
