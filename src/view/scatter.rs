//! Two scores against each other: a circle for each pair, as large as many
//! conversations have it.

use crate::metric::distribution::{Distribution, find};
use crate::metric::entry::Unit;
use crate::report::charts::ScatterFigure;
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners, Hit, HitRow, Picture, Table, Target, any_opens};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{NOTE, Pen, ROW, SMALL, Sketch};
use crate::view::text::charts::charts_of;
use crate::view::text::fill;
use crate::view::value;

/// Scores on each side.
const SCORES: usize = 5;
/// From one rating to the next.
const PITCH: f32 = 38.0;
/// Of the row that names the rating, and of each under the field.
const LINE: f32 = 20.0;
/// Of the numbers on the left.
const LEFT: f32 = 24.0;
/// The smallest circle that is still seen.
const LEAST: f32 = 5.0;
/// So that circles of few are as faint as what they say is uncertain.
const FAINT: f32 = 0.45;

/// The metrics of the two scores: to the right and upwards.
const OF: [&str; 2] = ["ces_mean", "csat_mean"];

fn title(id: &'static str) -> &'static str {
    find(id).map_or(id, Distribution::title)
}

/// The picture of two scores against each other.
pub fn scatter(figure: &ScatterFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let mut sketch = Sketch::new(scene);
    if let Some(lacking) = lacking(figure, scene) {
        let pen = Pen::regular(ROW, scene.theme.muted);
        let line = sketch.fit(&lacking, pen, size.width);
        sketch.text(line, 0.0, pen.baseline(LINE / 2.0), Anchor::Start, pen);
        return Picture {
            width: size.width,
            height: LINE,
            marks: sketch.marks,
            opens: false,
            hits: Vec::new(),
            legend: Vec::new(),
            summary: format!("{lacking}."),
            timed: false,
        };
    }
    let field = Field::of(figure, size.width);
    draw_axes(&mut sketch, &field, size.width);
    let color = scene.theme.categories[0];
    let alpha = match (total(figure) as f64) < SMALL_SAMPLE {
        true => FAINT,
        false => 1.0,
    };
    for (effort, satisfaction) in cells() {
        let circle = field.circle(effort, satisfaction, at(figure, effort, satisfaction));
        let radius = circle.width / 2.0;
        sketch.rounded(circle, radius, Corners::All, color.with_alpha(alpha));
    }
    let foot = field.floor() + 2.0 * LINE;
    let pen = Pen::regular(NOTE, scene.theme.text);
    let line = sketch.fit(&told(figure, scene), pen, size.width);
    sketch.text(
        line,
        0.0,
        pen.baseline(foot + LINE / 2.0),
        Anchor::Start,
        pen,
    );
    let hits: Vec<Hit> = hits(figure, &field, scene);
    Picture {
        width: size.width,
        height: foot + LINE,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: format!(
            "{}: {}.",
            charts_of(scene.locale.language).scatter.title,
            told(figure, scene)
        ),
        timed: false,
    }
}

/// Every pair of scores from 1, the best rating first.
fn cells() -> impl Iterator<Item = (usize, usize)> {
    let ratings = (0..SCORES).rev();
    ratings.flat_map(|satisfaction| (0..SCORES).map(move |effort| (effort, satisfaction)))
}

fn at(figure: &ScatterFigure, effort: usize, satisfaction: usize) -> u64 {
    let row = figure.counts.get(effort);
    row.and_then(|row| row.get(satisfaction))
        .copied()
        .unwrap_or(0)
}

fn total(figure: &ScatterFigure) -> u64 {
    figure.counts.iter().flatten().sum()
}

/// Why there are no circles at all.
fn lacking(figure: &ScatterFigure, scene: &Scene<'_>) -> Option<String> {
    if !figure.answer.missing.is_empty() {
        return Some(explain::missing(&figure.answer.missing, scene));
    }
    (total(figure) == 0).then(|| scene.text().no_cases.to_owned())
}

/// The correlation in words.
fn told(figure: &ScatterFigure, scene: &Scene<'_>) -> String {
    let value = value::quantity(&figure.answer.value, Unit::Correlation, false, scene);
    let total = total(figure);
    let said = fill(
        charts_of(scene.locale.language).correlation,
        &[
            ("value", &value.joined()),
            ("n", &format::count(total, scene.locale)),
        ],
    );
    match (total as f64) < SMALL_SAMPLE {
        true => format!("{said}, {}", scene.text().small_sample),
        false => said,
    }
}

/// Where everything goes.
struct Field {
    pitch: f32,
    peak: u64,
}

impl Field {
    fn of(figure: &ScatterFigure, width: f32) -> Field {
        let peak = figure.counts.iter().flatten().copied().max();
        Field {
            pitch: ((width - LEFT) / SCORES as f32).max(1.0),
            peak: peak.unwrap_or(0),
        }
    }

    fn floor(&self) -> f32 {
        LINE + SCORES as f32 * PITCH
    }

    fn band(&self, effort: usize, satisfaction: usize) -> Area {
        let x = LEFT + effort as f32 * self.pitch;
        let y = LINE + (SCORES - 1 - satisfaction) as f32 * PITCH;
        Area::new(x, y, self.pitch, PITCH)
    }

    /// Its area is as large as many are counted.
    fn circle(&self, effort: usize, satisfaction: usize, count: u64) -> Area {
        let band = self.band(effort, satisfaction);
        let most = (band.width.min(band.height) - 2.0).max(1.0);
        let part = (count as f32 / self.peak.max(1) as f32).sqrt();
        let size = match count {
            0 => 0.0,
            _ => (part * most).max(LEAST.min(most)),
        };
        Area::new(
            band.x + (band.width - size) / 2.0,
            band.y + (band.height - size) / 2.0,
            size,
            size,
        )
    }
}

fn draw_axes(sketch: &mut Sketch<'_>, field: &Field, width: f32) {
    let pen = Pen::regular(SMALL, sketch.scene.theme.muted);
    let name = sketch.fit(title(OF[1]), pen, width);
    sketch.text(
        name,
        0.0,
        pen.baseline(LINE / 2.0 - 2.0),
        Anchor::Start,
        pen,
    );
    for score in 0..SCORES {
        let row = field.band(0, score);
        let middle = row.y + PITCH / 2.0;
        sketch.rule(LEFT, middle.floor(), width - LEFT);
        let label = format::count(score as u64 + 1, sketch.scene.locale);
        let x = LEFT - 10.0;
        sketch.text(label.clone(), x, pen.baseline(middle), Anchor::End, pen);
        let column = field.band(score, 0);
        let x = column.x + column.width / 2.0;
        let line = Area::new(x.floor(), LINE, 1.0, field.floor() - LINE);
        let color = sketch.scene.theme.grid;
        sketch.rect(line, color);
        let baseline = pen.baseline(field.floor() + LINE / 2.0);
        sketch.text(label, x, baseline, Anchor::Middle, pen);
    }
    let name = sketch.fit(title(OF[0]), pen, width);
    let baseline = pen.baseline(field.floor() + 1.5 * LINE - 2.0);
    sketch.text(name, width, baseline, Anchor::End, pen);
}

fn target(effort: usize, satisfaction: usize, count: u64) -> Option<Target> {
    (count > 0).then(|| Target::Bins(vec![effort, satisfaction]))
}

fn hits(figure: &ScatterFigure, field: &Field, scene: &Scene<'_>) -> Vec<Hit> {
    let score = |place: usize| format::count(place as u64 + 1, scene.locale);
    let hit = |(effort, satisfaction): (usize, usize)| {
        let count = at(figure, effort, satisfaction);
        let area = field.band(effort, satisfaction);
        let circle = field.circle(effort, satisfaction, count);
        let row = |label: &'static str, value: String| HitRow {
            swatch: None,
            label: label.into(),
            value,
        };
        Hit {
            area,
            highlight: if count > 0 { circle } else { area },
            title: format!(
                "{} {}, {} {}",
                title(OF[0]),
                score(effort),
                title(OF[1]),
                score(satisfaction)
            ),
            rows: vec![
                row(
                    scene.text().conversations,
                    format::count(count, scene.locale),
                ),
                row(
                    scene.text().share,
                    format::share(count, total(figure), scene.locale),
                ),
            ],
            note: None,
            target: target(effort, satisfaction, count),
            pieces: Vec::new(),
            repeats: false,
        }
    };
    cells().map(hit).collect()
}

/// A row an effort score, a column a rating.
pub(crate) fn table(figure: &ScatterFigure, scene: &Scene<'_>) -> Table {
    let score = |id, place: usize| {
        let score = format::count(place as u64 + 1, scene.locale);
        format!("{} {score}", title(id))
    };
    let mut head = vec![title(OF[0]).to_owned()];
    head.extend((0..SCORES).map(|place| score(OF[1], place)));
    let known = figure.answer.missing.is_empty();
    let efforts = || (0..SCORES).filter(|_| known);
    let row = |effort: usize| {
        let counts = (0..SCORES).map(|place| at(figure, effort, place));
        let counts = counts.map(|count| format::count(count, scene.locale));
        std::iter::once(score(OF[0], effort))
            .chain(counts)
            .collect()
    };
    let targets = |effort: usize| {
        let cells = (0..SCORES).map(|place| target(effort, place, at(figure, effort, place)));
        std::iter::once(None).chain(cells).collect()
    };
    Table {
        head,
        rows: efforts().map(row).collect(),
        targets: efforts().map(targets).collect(),
    }
}
