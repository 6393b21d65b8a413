//! A metric by the values of a dimension: name, bar from 0, value, and how
//! many cases stand behind it.

use crate::metric::entry::{About, Unit};
use crate::report::MetricAnswer;
use crate::report::figure::{SplitFigure, SplitRow};
use crate::view::chips::value_name;
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners, Hit, HitRow, Picture, Table, Target, any_opens};
use crate::view::rows::no_value;
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{FOOT, NOTE, Pen, ROW, Sketch};
use crate::view::text::fill;
use crate::view::value;

/// The most rows a picture shows; the table has all.
const MOST_ROWS: usize = 8;
/// From one row to the next.
const PITCH: f32 = 30.0;
/// The same where the name stands over its bar.
const TALL_PITCH: f32 = 44.0;
/// Names take no more of the width than this.
const NAMES: f32 = 0.4;
/// Narrower bars than this go under their names.
const LEAST_BAR: f32 = 56.0;
const BAR: f32 = 14.0;
const RADIUS: f32 = 4.0;
/// Between name, bar and numbers.
const GAP: f32 = 12.0;
/// Bars of few cases are as faint as what they say is uncertain.
const FAINT: f32 = 0.45;

/// The picture of a metric by the values of a dimension. All bars begin at 0;
/// of fractions the track is the whole. A thin line across them marks the
/// value of all together.
pub fn split(figure: &SplitFigure, about: &About, size: Size, scene: &Scene<'_>) -> Picture {
    let mut sketch = Sketch::new(scene);
    let rows = shown(figure);
    let columns = Columns::of(rows, figure, about.unit, size.width, &sketch);
    let mut hits = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let pitch = columns.pitch;
        let area = Area::new(0.0, place as f32 * pitch, size.width, pitch);
        let track = draw_row(&mut sketch, row, figure, about.unit, &columns, area);
        hits.push(hit(row, figure, about, area, track, scene));
    }
    let end = rows.len().max(1) as f32 * columns.pitch;
    let foot = foot(figure, scene);
    let pen = Pen::regular(if rows.is_empty() { ROW } else { NOTE }, scene.theme.muted);
    let top = if rows.is_empty() { 0.0 } else { end };
    sketch.foot(&foot, top, size.width, pen);
    Picture {
        width: size.width,
        height: if foot.is_empty() {
            end
        } else {
            top.max(PITCH - FOOT) + FOOT
        },
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: summary(figure, about, scene),
        timed: false,
    }
}

/// The rows of the picture: none where the data cannot tell.
fn shown(figure: &SplitFigure) -> &[SplitRow] {
    match figure.overall.missing.is_empty() && figure.rows.iter().any(|row| row.key.is_some()) {
        true => &figure.rows[..figure.rows.len().min(MOST_ROWS)],
        false => &[],
    }
}

/// What stands under the rows: what the data lacks, or how many values more
/// there are.
fn foot(figure: &SplitFigure, scene: &Scene<'_>) -> String {
    let (text, locale) = (scene.text(), scene.locale);
    if !figure.overall.missing.is_empty() {
        return explain::missing(&figure.overall.missing, scene);
    }
    let more = figure.rows.len().saturating_sub(MOST_ROWS) as u64;
    match (figure.rows.is_empty(), more) {
        (true, _) => text.nothing.to_owned(),
        _ if shown(figure).is_empty() => no_value(&figure.by, scene).join(". "),
        (_, 0) => String::new(),
        _ => fill(
            text.more.form(more, locale.language),
            &[("count", &format::count(more, locale))],
        ),
    }
}

/// The value as one number: of money in the currency shown.
fn number(answer: &MetricAnswer, scene: &Scene<'_>) -> Option<f64> {
    let money = value::main(&answer.value, scene).map(|(_, amount)| amount);
    answer
        .value
        .number()
        .or(money)
        .filter(|value| value.is_finite())
}

/// How many cases stand behind a value, where that is told.
fn cases(answer: &MetricAnswer) -> Option<f64> {
    answer.denominator.or(answer.n.map(|n| n as f64))
}

fn is_small(answer: &MetricAnswer) -> bool {
    cases(answer).is_some_and(|cases| cases > 0.0 && cases < SMALL_SAMPLE)
}

fn told(answer: &MetricAnswer, unit: Unit, scene: &Scene<'_>) -> String {
    value::quantity(&answer.value, unit, false, scene).joined()
}

/// Where the parts of a row go.
struct Columns {
    name: f32,
    bar: Area,
    value_end: f32,
    pitch: f32,
    /// Where names and numbers stand.
    middle: f32,
    /// The values at the ends of the track.
    low: f64,
    high: f64,
}

impl Columns {
    fn of(
        rows: &[SplitRow],
        figure: &SplitFigure,
        unit: Unit,
        width: f32,
        sketch: &Sketch<'_>,
    ) -> Columns {
        let scene = sketch.scene;
        let pen = Pen::regular(ROW, scene.theme.text);
        let bold = Pen::semibold(ROW, scene.theme.text);
        let small = Pen::regular(NOTE, scene.theme.muted);
        let widest = |texts: &mut dyn Iterator<Item = String>, pen: Pen| {
            texts
                .map(|text| sketch.width(&text, pen))
                .fold(0.0, f32::max)
                .ceil()
        };
        let names = &mut rows.iter().map(|row| name(row, figure, scene));
        let name = widest(names, pen).min((width * NAMES).floor()).max(48.0);
        let value = widest(
            &mut rows.iter().map(|row| told(&row.answer, unit, scene)),
            bold,
        );
        let n = widest(&mut rows.iter().map(|row| n_of(&row.answer, scene)), small);
        let n = if n > 0.0 { n + 8.0 } else { 0.0 };
        // Where there is hardly room for the value, it is all that is told.
        let n = if value + n + 48.0 + GAP > width {
            0.0
        } else {
            n
        };
        let bar = width - name - value - n - 2.0 * GAP;
        let stacked = bar < LEAST_BAR;
        let numbers = rows.iter().filter_map(|row| number(&row.answer, scene));
        let numbers = numbers.chain(number(&figure.overall, scene));
        let (low, high) = numbers.fold((0.0_f64, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let high = if unit == Unit::Ratio {
            high.max(1.0)
        } else {
            high
        };
        Columns {
            name: match stacked {
                true => (width - value - n - GAP).max(0.0),
                false => name,
            },
            bar: match stacked {
                true => Area::new(0.0, 24.0, width, 10.0),
                false => Area::new(name + GAP, (PITCH - BAR) / 2.0, bar, BAR),
            },
            value_end: width - n,
            pitch: if stacked { TALL_PITCH } else { PITCH },
            middle: if stacked { 12.0 } else { PITCH / 2.0 },
            low,
            high: if high > low { high } else { low + 1.0 },
        }
    }

    fn x(&self, value: f64) -> f32 {
        let part = (value - self.low) / (self.high - self.low);
        self.bar.x + (part as f32 * self.bar.width).round()
    }
}

fn name(row: &SplitRow, figure: &SplitFigure, scene: &Scene<'_>) -> String {
    value_name(&figure.by, row.key.as_deref(), scene.locale)
}

fn n_of(answer: &MetricAnswer, scene: &Scene<'_>) -> String {
    let n = cases(answer).map(|cases| format::plain(cases, scene.locale));
    n.map_or_else(String::new, |n| fill(scene.text().n, &[("n", &n)]))
}

/// Returns the track's area.
fn draw_row(
    sketch: &mut Sketch<'_>,
    row: &SplitRow,
    figure: &SplitFigure,
    unit: Unit,
    columns: &Columns,
    area: Area,
) -> Area {
    let scene = sketch.scene;
    let theme = scene.theme;
    let pen = Pen::regular(ROW, theme.text);
    let bold = Pen::semibold(ROW, theme.text);
    let small = Pen::regular(NOTE, theme.muted);
    let middle = area.y + columns.middle;
    let name = sketch.fit(&name(row, figure, scene), pen, columns.name);
    sketch.text(name, 0.0, pen.baseline(middle), Anchor::Start, pen);
    let value = told(&row.answer, unit, scene);
    sketch.text(
        value,
        columns.value_end,
        bold.baseline(middle),
        Anchor::End,
        bold,
    );
    let room = columns.value_end < area.width;
    let n = Some(n_of(&row.answer, scene)).filter(|_| room);
    let n = n.unwrap_or_default();
    sketch.text(n, area.width, small.baseline(middle), Anchor::End, small);

    let track = Area {
        y: area.y + columns.bar.y,
        ..columns.bar
    };
    sketch.rounded(track, RADIUS, Corners::All, theme.grid);
    if let Some(value) = number(&row.answer, scene) {
        let (zero, end) = (columns.x(0.0), columns.x(value));
        let bar = Area {
            x: zero.min(end),
            width: (end - zero).abs(),
            ..track
        };
        let color = theme.categories[0];
        let color = if is_small(&row.answer) {
            color.with_alpha(FAINT)
        } else {
            color
        };
        let whole = bar.width > track.width - RADIUS;
        let corners = match (whole, columns.low < 0.0) {
            (true, _) => Corners::All,
            (false, true) => Corners::Sharp,
            (false, false) => Corners::Left,
        };
        sketch.rounded(bar, RADIUS, corners, color);
    }
    if let Some(all) = number(&figure.overall, scene) {
        let line = Area::new(
            columns.x(all).min(track.right() - 1.0),
            track.y - 3.0,
            1.0,
            track.height + 6.0,
        );
        sketch.rect(line, theme.muted);
    }
    track
}

fn hit(
    row: &SplitRow,
    figure: &SplitFigure,
    about: &About,
    area: Area,
    highlight: Area,
    scene: &Scene<'_>,
) -> Hit {
    let text = scene.text();
    let line = |label: &'static str, value: String| HitRow {
        swatch: None,
        label: label.into(),
        value,
    };
    let mut rows = vec![
        line(
            text.conversations,
            format::count(row.conversations, scene.locale),
        ),
        line(about.title, told(&row.answer, about.unit, scene)),
    ];
    let facts = explain::facts(&row.answer, about.unit, scene);
    rows.extend(
        facts
            .into_iter()
            .filter_map(|fact| fact.row)
            .map(|(label, value)| line(label, value)),
    );
    rows.push(line(text.total, told(&figure.overall, about.unit, scene)));
    Hit {
        area,
        highlight,
        title: name(row, figure, scene),
        rows,
        note: is_small(&row.answer).then(|| text.small_sample.to_owned()),
        target: target(row),
        pieces: Vec::new(),
        repeats: false,
    }
}

/// The conversations with the value.
fn target(row: &SplitRow) -> Option<Target> {
    (row.conversations > 0).then(|| Target::Values(vec![row.key.clone()]))
}

/// One sentence about it.
fn summary(figure: &SplitFigure, about: &About, scene: &Scene<'_>) -> String {
    let text = scene.text();
    let parts = shown(figure).iter().map(|row| {
        let value = told(&row.answer, about.unit, scene);
        format!("{} {value}", name(row, figure, scene))
    });
    let parts: Vec<String> = parts.collect();
    let rest = match parts.is_empty() {
        true => format!("{}.", foot(figure, scene)),
        false => format!("{}.", parts.join(", ")),
    };
    let title = format!("{}, {}", about.title, text.dimension_title(&figure.by));
    let value = told(&figure.overall, about.unit, scene);
    fill(
        text.card_summary,
        &[("title", &title), ("value", &value), ("rest", &rest)],
    )
}

/// Every value.
pub fn table(figure: &SplitFigure, about: &About, scene: &Scene<'_>) -> Table {
    let text = scene.text();
    let rows = figure.rows.iter().map(|row| {
        let cases = cases(&row.answer).map(|cases| format::plain(cases, scene.locale));
        vec![
            name(row, figure, scene),
            format::count(row.conversations, scene.locale),
            told(&row.answer, about.unit, scene),
            cases.unwrap_or_default(),
        ]
    });
    Table {
        head: vec![
            text.dimension_title(&figure.by),
            text.conversations.to_owned(),
            about.title.to_owned(),
            text.cases.to_owned(),
        ],
        rows: rows.collect(),
        targets: figure
            .rows
            .iter()
            .map(|row| {
                let open = target(row);
                vec![open.clone(), open, None, None]
            })
            .collect(),
    }
}
