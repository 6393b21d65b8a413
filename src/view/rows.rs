//! Counts as rows: the values that have one of their own, the tail in one.

use crate::report::figure::{CountsFigure, PRIORITY, counted_of};
use crate::view::chips::value_name;
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::palette::{self, Paint};
use crate::view::picture::{Area, Hit, HitRow, Table, Target};
use crate::view::scene::Scene;
use crate::view::sketch::{FOOT, NOTE, Pen, ROW, Sketch};
use crate::view::text::fill;
use crate::view::text::tables::tables_of;

/// The most rows a picture shows, that of the tail among them.
const MOST_ROWS: usize = 8;

/// The field that gives conversations a value of a dimension, and the type of
/// events that has it.
const BROUGHT: [(&str, &str, &str); 9] = [
    ("agent", "agent_id", "message"),
    ("handled_by", "agent_id", "message"),
    ("missed_by", "agent_id", "assigned"),
    ("tag", "tags", "tagged"),
    ("goal", "name", "goal"),
    ("handoff_outcome", "status", "handoff"),
    ("handoff_reason", "reason", "handoff"),
    ("missed_reason", "reason", "closed"),
    ("close_reason", "reason", "closed"),
];

/// That no conversation has a value of a dimension, and what would bring one.
pub(crate) fn no_value(by: &str, scene: &Scene<'_>) -> [String; 2] {
    let text = scene.text();
    let word = text.dimension_word(by);
    [fill(text.none_has, &[("by", &word)]), brought(by, scene)]
}

fn brought(by: &str, scene: &Scene<'_>) -> String {
    let text = scene.text();
    let mut known = BROUGHT.iter().filter(|(known, ..)| *known == by);
    let (form, field, kind) = match known.next() {
        Some((_, field, kind)) => (text.brought_by_kind, *field, *kind),
        None => (text.brought_by, by, ""),
    };
    fill(form, &[("field", field), ("kind", kind)])
}

/// What is said where there is nothing to draw: that nothing was counted, or
/// what the data lacks.
fn nothing(figure: &CountsFigure, scene: &Scene<'_>) -> Vec<String> {
    if !figure.missing.is_empty() {
        return vec![explain::missing(&figure.missing, scene)];
    }
    match figure.rows.iter().any(|(key, _)| key.is_some()) {
        true => Vec::new(),
        false if figure.total == 0 && figure.urgent.is_some() => {
            let none = tables_of(scene.locale.language).none_urgent;
            vec![none.to_owned(), brought(PRIORITY, scene)]
        }
        false if figure.total > 0 => no_value(&figure.by, scene).to_vec(),
        false => {
            let text = scene.text();
            let none = counted_of(&figure.by, figure.engaged).map(|_| text.none_counted);
            vec![none.unwrap_or(text.nothing).to_owned()]
        }
    }
}

/// Adds these lines, where rows would stand; returns their height.
pub(crate) fn draw_nothing(sketch: &mut Sketch<'_>, figure: &CountsFigure, width: f32) -> f32 {
    let pen = Pen::regular(ROW, sketch.scene.theme.muted);
    let lines = nothing(figure, sketch.scene);
    for (place, line) in (0_u8..).zip(&lines) {
        sketch.foot(line, f32::from(place) * FOOT, width, pen);
    }
    lines.len() as f32 * FOOT
}

/// One row as it is drawn.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) paint: Paint,
    pub(crate) count: u64,
    /// The count as text.
    pub(crate) counted: String,
    /// The count as it is painted.
    pub(crate) label: String,
    /// Its share of all conversations, as text.
    pub(crate) share: String,
    /// What to keep in mind about it.
    note: Option<&'static str>,
    /// The values it stands for.
    keys: Vec<Option<String>>,
    /// Whether it counts as many conversations as have one of the values.
    opens: bool,
}

/// The rows of a picture, in the figure's order.
pub(crate) fn rows(figure: &CountsFigure, scene: &Scene<'_>) -> Vec<Row> {
    if !nothing(figure, scene).is_empty() {
        return Vec::new();
    }
    let text = scene.text();
    let many = figure.rows.len() > MOST_ROWS;
    let own = if many {
        MOST_ROWS - 1
    } else {
        figure.rows.len()
    };
    let (shown, tail) = figure.rows.split_at(own);
    let row = |name: String, paint: Paint, count: u64, keys: Vec<Option<String>>| Row {
        name,
        paint,
        count,
        label: format::count(count, scene.locale),
        counted: format::count(count, scene.locale),
        share: format::share(count, figure.total, scene.locale),
        note: note(figure, &keys, scene),
        opens: count > 0 && (keys.len() == 1 || figure.is_partition()),
        keys,
    };
    let mut rows: Vec<Row> = shown
        .iter()
        .enumerate()
        .map(|(rank, (key, count))| {
            let paint = palette::paint(scene.theme, &figure.by, key.as_deref(), rank);
            let name = value_name(&figure.by, key.as_deref(), scene.locale);
            row(name, paint, *count, vec![key.clone()])
        })
        .collect();
    if !tail.is_empty() {
        let form = text.more.form(tail.len() as u64, scene.locale.language);
        let name = fill(
            form,
            &[("count", &format::count(tail.len() as u64, scene.locale))],
        );
        let count = tail.iter().map(|(_, count)| count).sum();
        let keys = tail.iter().map(|(key, _)| key.clone()).collect();
        rows.push(row(name, palette::other(scene.theme), count, keys));
    }
    rows
}

fn note(figure: &CountsFigure, keys: &[Option<String>], scene: &Scene<'_>) -> Option<&'static str> {
    let text = scene.text();
    if figure.by == "outcome" && keys.iter().flatten().any(|key| key == "open") {
        Some(text.provisional_note)
    } else if is_small(figure) {
        Some(text.small_sample)
    } else {
        None
    }
}

/// Whether shares of so few say little.
fn is_small(figure: &CountsFigure) -> bool {
    figure.total > 0 && (figure.total as f64) < SMALL_SAMPLE
}

/// A line under the rows that says how few they are; returns its height, 0
/// where they are enough.
pub(crate) fn draw_foot(sketch: &mut Sketch<'_>, figure: &CountsFigure, size: (f32, f32)) -> f32 {
    if !is_small(figure) {
        return 0.0;
    }
    let (width, top) = size;
    let scene = sketch.scene;
    let text = scene.text();
    let n = fill(text.n, &[("n", &format::count(figure.total, scene.locale))]);
    let pen = Pen::regular(NOTE, scene.theme.faint);
    sketch.foot(&format!("{n} · {}", text.small_sample), top, width, pen);
    FOOT
}

/// Paints shorter counts where whole ones would fill the picture.
pub(crate) fn fit_counts(rows: &mut [Row], width: f32, sketch: &Sketch<'_>) {
    let pen = Pen::semibold(ROW, sketch.scene.theme.text);
    if column(rows, sketch, pen, |row| &row.label) > width * 0.3 {
        for row in rows {
            row.label = format::compact(row.count as f64, sketch.scene.locale);
        }
    }
}

/// How wide a column of texts is, in whole pixels.
pub(crate) fn column(
    rows: &[Row],
    sketch: &Sketch<'_>,
    pen: Pen,
    text: impl Fn(&Row) -> &str,
) -> f32 {
    let widths = rows.iter().map(|row| sketch.width(text(row), pen));
    widths.fold(0.0, f32::max).ceil()
}

/// The area of a row that answers.
pub(crate) fn hit(row: &Row, area: Area, highlight: Area, scene: &Scene<'_>) -> Hit {
    let text = scene.text();
    Hit {
        area,
        highlight,
        title: row.name.clone(),
        rows: vec![
            HitRow {
                swatch: Some(row.paint.color),
                label: text.conversations.into(),
                value: row.counted.clone(),
            },
            HitRow {
                swatch: None,
                label: text.share.into(),
                value: row.share.clone(),
            },
        ],
        note: row.note.map(str::to_owned),
        target: row.opens.then(|| Target::Values(row.keys.clone())),
        pieces: Vec::new(),
        repeats: false,
    }
}

/// One sentence about counts.
pub(crate) fn summary(figure: &CountsFigure, scene: &Scene<'_>) -> String {
    let text = scene.text();
    let most = figure.rows.iter().max_by_key(|(_, count)| *count);
    let nothing = nothing(figure, scene);
    let Some((key, count)) = most.filter(|_| nothing.is_empty()) else {
        return format!("{}.", nothing.join(". "));
    };
    fill(
        text.counts_summary,
        &[
            ("total", &format::count(figure.total, scene.locale)),
            ("by", &text.dimension_word(&figure.by)),
            (
                "first",
                &value_name(&figure.by, key.as_deref(), scene.locale),
            ),
            ("share", &format::share(*count, figure.total, scene.locale)),
        ],
    )
}

/// Every value, those of the tail too.
pub(crate) fn table(figure: &CountsFigure, scene: &Scene<'_>) -> Table {
    let text = scene.text();
    let row = |(key, count): &(Option<String>, u64)| {
        vec![
            value_name(&figure.by, key.as_deref(), scene.locale),
            format::count(*count, scene.locale),
            format::share(*count, figure.total, scene.locale),
        ]
    };
    let targets = |(key, count): &(Option<String>, u64)| {
        let target = (*count > 0).then(|| Target::Values(vec![key.clone()]));
        vec![target; 3]
    };
    Table {
        head: vec![
            text.dimension_title(&figure.by),
            text.conversations.to_owned(),
            text.share.to_owned(),
        ],
        rows: figure.rows.iter().map(row).collect(),
        targets: figure.rows.iter().map(targets).collect(),
    }
}
