//! A card: the value, how it changed, its run, and what stands behind it.
//! The title with its ⓘ is the page's; this is what lies under it.

use crate::metric::entry::{About, Direction};
use crate::metric::{self, Metric};
use crate::report::answer::{MetricAnswer, Value};
use crate::report::figure::CardFigure;
use crate::view::explain::{self, Fact};
use crate::view::format::Quantity;
use crate::view::picture::{
    Anchor, Area, Corners, Hit, HitRow, Mark, Picture, Table, Target, any_opens,
};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{NOTE, Pen, Sketch};
use crate::view::spark;
use crate::view::text::fill;
use crate::view::value::{self, Trend};

/// Under this width the change goes below the value.
const NARROW: f32 = 200.0;
/// Under this width there is no run.
const SPARK_FROM: f32 = 150.0;
const SPARK: (f32, f32) = (90.0, 30.0);
/// A run that is narrower than this tells nothing.
const LEAST_SPARK: f32 = 48.0;
/// Free of anything before the run.
const BEFORE_SPARK: f32 = 12.0;

/// Where the lines of a card go.
struct Lines {
    value: f32,
    unit: f32,
    /// Baselines.
    value_at: f32,
    change_at: f32,
    notes_at: f32,
    notes: usize,
    height: f32,
}

const WIDE: Lines = Lines {
    value: 28.0,
    unit: 16.0,
    value_at: 26.0,
    change_at: 26.0,
    notes_at: 54.0,
    notes: 1,
    height: 60.0,
};

const SLIM: Lines = Lines {
    value: 22.0,
    unit: 13.0,
    value_at: 22.0,
    change_at: 43.0,
    notes_at: 64.0,
    notes: 2,
    height: 88.0,
};

/// How high a card's picture is at a width.
pub fn height(width: f32) -> f32 {
    lines(width).height
}

fn lines(width: f32) -> &'static Lines {
    if width < NARROW { &SLIM } else { &WIDE }
}

/// The picture of a metric.
pub fn card(figure: &CardFigure, about: &About, size: Size, scene: &Scene<'_>) -> Picture {
    let answer = &figure.answer;
    let lines = lines(size.width);
    let mut sketch = Sketch::new(scene);
    let value_end = draw_value(&mut sketch, answer, about, lines, size.width);
    let change_end = draw_change(&mut sketch, answer, about, lines, (value_end, size.width));
    draw_spark(&mut sketch, figure, size.width, value_end.max(change_end));
    draw_notes(&mut sketch, answer, about, lines, size.width);
    let area = Area::new(0.0, 0.0, size.width, lines.height);
    let hits = vec![hit(figure, about, area, scene)];
    Picture {
        width: size.width,
        height: lines.height,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: summary(about.title, answer, about, scene),
        timed: false,
    }
}

/// Whether the data has what the metric needs; if not there is no number to
/// show.
fn is_known(answer: &MetricAnswer) -> bool {
    answer.missing.is_empty()
}

/// Returns where the value ends.
fn draw_value(
    sketch: &mut Sketch<'_>,
    answer: &MetricAnswer,
    about: &About,
    lines: &Lines,
    width: f32,
) -> f32 {
    let theme = sketch.scene.theme;
    let pen = Pen::semibold(lines.value, theme.text);
    let unit_pen = Pen::regular(lines.unit, theme.muted);
    let full = shown(answer, about, false, sketch.scene);
    let extent = |quantity: &Quantity| {
        let unit = sketch.width(&quantity.unit, unit_pen);
        let gap = if quantity.unit.is_empty() { 0.0 } else { 4.0 };
        sketch.width(&quantity.number, pen) + gap + unit
    };
    let quantity = if extent(&full) <= width {
        full
    } else {
        shown(answer, about, true, sketch.scene)
    };
    let number = sketch.fit(&quantity.number, pen, width);
    let end = sketch.width(&number, pen);
    sketch.text(number, 0.0, lines.value_at, Anchor::Start, pen);
    if quantity.unit.is_empty() {
        return end;
    }
    let unit = sketch.fit(&quantity.unit, unit_pen, width - end - 4.0);
    let unit_end = end + 4.0 + sketch.width(&unit, unit_pen);
    sketch.text(unit, end + 4.0, lines.value_at, Anchor::Start, unit_pen);
    unit_end
}

fn shown(answer: &MetricAnswer, about: &About, short: bool, scene: &Scene<'_>) -> Quantity {
    if is_known(answer) {
        value::quantity(&answer.value, about.unit, short, scene)
    } else {
        Quantity::bare(scene.text().undefined.to_owned())
    }
}

/// Returns where the change ends.
fn draw_change(
    sketch: &mut Sketch<'_>,
    answer: &MetricAnswer,
    about: &About,
    lines: &Lines,
    (value_end, width): (f32, f32),
) -> f32 {
    let known = is_known(answer);
    let Some(change) = value::change(answer, about.unit, sketch.scene).filter(|_| known) else {
        return 0.0;
    };
    let theme = sketch.scene.theme;
    let color = match (change.trend, about.direction) {
        (Trend::Up, Direction::Up) | (Trend::Down, Direction::Down) => theme.good,
        (Trend::Up, Direction::Down) | (Trend::Down, Direction::Up) => theme.bad,
        _ => theme.muted,
    };
    let below = lines.change_at > lines.value_at;
    let x = if below { 0.0 } else { value_end + 10.0 };
    let pen = Pen::semibold(NOTE, color);
    let text = sketch.fit(&change.text, pen, width - x - 13.0);
    if text.is_empty() {
        return 0.0;
    }
    let end = x + 13.0 + sketch.width(&text, pen);
    draw_trend(sketch, change.trend, x, lines.change_at, pen);
    sketch.text(text, x + 13.0, lines.change_at, Anchor::Start, pen);
    if below { 0.0 } else { end }
}

/// An arrow up or down or, for no change, a dot.
fn draw_trend(sketch: &mut Sketch<'_>, trend: Trend, x: f32, baseline: f32, pen: Pen) {
    let (top, bottom) = (baseline - 8.0, baseline - 1.0);
    let points = match trend {
        Trend::Up => vec![(x, bottom), (x + 4.5, top), (x + 9.0, bottom)],
        Trend::Down => vec![(x, top), (x + 9.0, top), (x + 4.5, bottom)],
        Trend::Flat => {
            let area = Area::new(x + 2.0, baseline - 6.5, 4.0, 4.0);
            sketch.rounded(area, 2.0, Corners::All, pen.color);
            return;
        }
    };
    sketch.marks.push(Mark::Polygon {
        points,
        fill: pen.color,
    });
}

fn draw_spark(sketch: &mut Sketch<'_>, figure: &CardFigure, width: f32, taken: f32) {
    let (most, spark_height) = SPARK;
    let spark_width = (width - taken - BEFORE_SPARK).min(most);
    if width >= SPARK_FROM && spark_width >= LEAST_SPARK && is_known(&figure.answer) {
        let area = Area::new(width - spark_width, 2.0, spark_width, spark_height);
        spark::spark(sketch, &figure.spark, area);
    }
}

fn draw_notes(
    sketch: &mut Sketch<'_>,
    answer: &MetricAnswer,
    about: &About,
    lines: &Lines,
    width: f32,
) {
    let pen = Pen::regular(NOTE, sketch.scene.theme.faint);
    let facts = explain::facts(answer, about.unit, sketch.scene);
    let width_of = |text: &str| sketch.width(text, pen);
    let notes: Vec<String> = set(facts, lines.notes, width, &width_of)
        .into_iter()
        .map(|line| sketch.fit(&line, pen, width))
        .collect();
    for (index, note) in notes.into_iter().enumerate() {
        let baseline = lines.notes_at + index as f32 * 16.0;
        sketch.text(note, 0.0, baseline, Anchor::Start, pen);
    }
}

/// Sets facts in lines, as many as there may be; where they are too many,
/// those that may be left out go first, then the rest is cut.
fn set(
    mut facts: Vec<Fact>,
    most: usize,
    width: f32,
    width_of: &dyn Fn(&str) -> f32,
) -> Vec<String> {
    let mut lines = broken(&facts, width, width_of);
    while lines.len() > most {
        let Some(spare) = facts.iter().rposition(|fact| !fact.must_be_told) else {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(rest);
            break;
        };
        facts.remove(spare);
        lines = broken(&facts, width, width_of);
    }
    lines
}

/// Lines are broken between facts, and inside those longer than a line
/// between words.
fn broken(facts: &[Fact], width: f32, width_of: &dyn Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |piece: &str, separator: &str| match lines.last_mut() {
        Some(line) if width_of(&format!("{line}{separator}{piece}")) <= width => {
            line.push_str(separator);
            line.push_str(piece);
        }
        _ => lines.push(piece.to_owned()),
    };
    for fact in facts {
        if width_of(&fact.short) <= width {
            add(&fact.short, " · ");
            continue;
        }
        for (index, word) in fact.short.split(' ').enumerate() {
            add(word, if index == 0 { " · " } else { " " });
        }
    }
    lines
}

fn hit(figure: &CardFigure, about: &About, area: Area, scene: &Scene<'_>) -> Hit {
    let text = scene.text();
    let rows = table(figure, about, scene)
        .rows
        .into_iter()
        .filter_map(|row| {
            let [label, value] = <[String; 2]>::try_from(row).ok()?;
            Some(HitRow {
                swatch: None,
                label: label.into(),
                value,
            })
        })
        .collect();
    let note = if !figure.answer.missing.is_empty() {
        Some(explain::missing(&figure.answer.missing, scene))
    } else if figure.answer.provisional {
        Some(text.provisional.to_owned())
    } else {
        None
    };
    Hit {
        area,
        highlight: area,
        title: about.title.to_owned(),
        rows,
        note,
        target: target(figure),
        pieces: Vec::new(),
        repeats: false,
    }
}

/// Its conversations, unless there is no number or the metric is not made of
/// conversations.
fn target(figure: &CardFigure) -> Option<Target> {
    let answer = &figure.answer;
    let told = is_known(answer) && answer.value != Value::None;
    let metric = metric::find(&figure.metric).filter(|_| told);
    let made_so = metric.is_some_and(Metric::is_made_of_conversations);
    made_so.then(|| Target::Metric(figure.metric.clone()))
}

fn summary(title: &str, answer: &MetricAnswer, about: &About, scene: &Scene<'_>) -> String {
    let value = shown(answer, about, false, scene).joined();
    let mut rest: Vec<String> = Vec::new();
    if is_known(answer) {
        rest.extend(value::change(answer, about.unit, scene).map(|change| change.text));
    }
    rest.extend(
        explain::facts(answer, about.unit, scene)
            .into_iter()
            .map(|fact| fact.short),
    );
    let rest = rest.join(", ");
    let words = [("title", title), ("value", &value), ("rest", &rest)];
    fill(scene.text().card_summary, &words)
        .trim_end()
        .to_owned()
}

pub(crate) fn table(figure: &CardFigure, about: &About, scene: &Scene<'_>) -> Table {
    let text = scene.text();
    let answer = &figure.answer;
    let mut rows = vec![vec![
        text.value.to_owned(),
        shown(answer, about, false, scene).joined(),
    ]];
    let mut add = |label: &str, value: Option<String>| {
        rows.extend(value.map(|value| vec![label.to_owned(), value]));
    };
    if is_known(answer) {
        let previous = answer.previous.as_ref();
        let previous = previous.filter(|value| **value != Value::None);
        add(
            text.previous,
            previous.map(|value| value::quantity(value, about.unit, false, scene).joined()),
        );
        let change = value::change(answer, about.unit, scene);
        add(text.change, change.map(|change| change.text));
        for fact in explain::facts(answer, about.unit, scene) {
            if let Some((label, value)) = fact.row {
                add(label, Some(value));
            }
        }
    }
    Table {
        head: vec![about.title.to_owned(), text.value.to_owned()],
        rows,
        targets: Vec::new(),
    }
}
