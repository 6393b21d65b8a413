//! How the values of a metric are spread: a bar for each bin, median and 90th
//! percentile as lines across them.

use crate::metric::distribution::{Bins, Distribution, find};
use crate::metric::entry::{About, Unit};
use crate::report::charts::HistogramFigure;
use crate::view::columns::Columns;
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format::{self, Quantity};
use crate::view::locale::Locale;
use crate::view::picture::{Anchor, Area, Hit, HitRow, Picture, Table, Target, any_opens};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, SMALL, Sketch};
use crate::view::text::charts::charts_of;
use crate::view::text::fill;
use crate::view::value;

/// The row of the lines' labels.
const LABELS: f32 = 16.0;
/// Between a line and its label, and between two labels.
const GAP: f32 = 4.0;
/// Bars of few cases are as faint as what they say is uncertain.
const FAINT: f32 = 0.45;

/// What a bin holds: `30 s – 1 min`.
pub(crate) fn bin_name(known: &Distribution, unit: Unit, bin: usize, locale: &Locale) -> String {
    let words = charts_of(locale.language);
    let told = |value: f64| bound(value, unit, locale);
    let bounds = match known.bins {
        Bins::UpTo(bounds) => bounds,
        Bins::Scores(from, _) => return told(f64::from(from) + bin as f64),
    };
    // Of whole things the next bin begins one behind the bound.
    let next = if unit == Unit::Seconds { 0.0 } else { 1.0 };
    let from = bin.checked_sub(1).and_then(|before| bounds.get(before));
    match (from, bounds.get(bin)) {
        (None, to) => fill(words.up_to, &[("to", &told(to.copied().unwrap_or(0.0)))]),
        (Some(from), Some(to)) => fill(
            words.between,
            &[("from", &told(from + next)), ("to", &told(*to))],
        ),
        (Some(from), None) => fill(words.over, &[("from", &told(*from))]),
    }
}

/// A bound in the largest unit of time in which it is whole.
fn bound(value: f64, unit: Unit, locale: &Locale) -> String {
    let text = locale.text();
    let units = [
        (86_400.0, text.days),
        (3_600.0, text.hours),
        (60.0, charts_of(locale.language).minutes),
        (1.0, text.seconds),
    ];
    let whole = |size: &(f64, &str)| value >= size.0 && value % size.0 == 0.0;
    match units
        .into_iter()
        .find(whole)
        .filter(|_| unit == Unit::Seconds)
    {
        Some((size, unit)) => Quantity {
            number: format::plain(value / size, locale),
            unit: unit.to_owned(),
        }
        .joined(),
        None => format::plain(value, locale),
    }
}

/// The picture of a distribution.
pub fn histogram(
    figure: &HistogramFigure,
    about: &About,
    size: Size,
    scene: &Scene<'_>,
) -> Picture {
    let Some(known) = find(&figure.metric) else {
        return Picture::default();
    };
    let mut sketch = Sketch::new(scene);
    let lacking = lacking(figure, scene);
    let counts = counts(figure, known, lacking.is_none());
    let peak = counts.iter().copied().max().unwrap_or(0);
    let columns = Columns::new(
        counts.len(),
        peak as f64,
        true,
        (size, LABELS + GAP),
        &sketch,
    );
    let values: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
    let color = scene.theme.categories[0];
    let color = match is_small(&counts) {
        true => color.with_alpha(FAINT),
        false => color,
    };
    columns.draw(&mut sketch, &values, color);
    columns.draw_labels(&mut sketch, &labels(known, about.unit, scene));
    match &lacking {
        Some(lacking) => {
            let middle = (columns.place.top + columns.place.floor) / 2.0;
            columns.place.draw_words(&mut sketch, middle, lacking);
        }
        None => draw_lines(
            &mut sketch,
            &columns,
            &lines(figure, known, about.unit, scene),
        ),
    }
    let hits: Vec<Hit> = hits(&columns, &counts, known, about.unit, scene);
    Picture {
        width: columns.place.right,
        height: columns.place.height,
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: match lacking {
            Some(lacking) => format!("{}: {lacking}.", known.title()),
            None => summary(&counts, known, figure, about, scene),
        },
        timed: false,
    }
}

/// A count for each bin, whatever the figure has; none where nothing is
/// known.
fn counts(figure: &HistogramFigure, known: &Distribution, is_known: bool) -> Vec<u64> {
    let count = |bin: usize| figure.counts.get(bin).copied().filter(|_| is_known);
    (0..known.bins.count())
        .map(|bin| count(bin).unwrap_or(0))
        .collect()
}

fn is_small(counts: &[u64]) -> bool {
    (counts.iter().sum::<u64>() as f64) < SMALL_SAMPLE
}

/// Why there are no bars at all.
fn lacking(figure: &HistogramFigure, scene: &Scene<'_>) -> Option<String> {
    if !figure.answer.missing.is_empty() {
        return Some(explain::missing(&figure.answer.missing, scene));
    }
    let none = figure.counts.iter().all(|count| *count == 0);
    none.then(|| scene.text().no_cases.to_owned())
}

/// What stands under the bars: bounds of time between them, all else under
/// its bar.
fn labels(known: &Distribution, unit: Unit, scene: &Scene<'_>) -> Vec<(f64, String)> {
    match known.bins {
        Bins::UpTo(bounds) if unit == Unit::Seconds => bounds
            .iter()
            .enumerate()
            .map(|(bin, to)| (bin as f64 + 1.0, bound(*to, unit, scene.locale)))
            .collect(),
        _ => (0..known.bins.count())
            .map(|bin| (bin as f64 + 0.5, bin_name(known, unit, bin, scene.locale)))
            .collect(),
    }
}

/// Where the lines stand, in bars from the left, and what they say: median and
/// 90th percentile, of scores the mean.
fn lines(
    figure: &HistogramFigure,
    known: &Distribution,
    unit: Unit,
    scene: &Scene<'_>,
) -> Vec<(f64, String)> {
    let answer = &figure.answer;
    let (text, words) = (scene.text(), charts_of(scene.locale.language));
    let mean = answer.value.number().filter(|_| answer.median.is_some());
    let wanted = match known.bins {
        Bins::UpTo(_) => [(answer.median, text.median), (answer.p90, text.p90)],
        Bins::Scores(..) => [(mean, words.mean), (None, "")],
    };
    let told = |(value, template): (Option<f64>, &str)| {
        let value = value.filter(|value| value.is_finite())?;
        let said = value::in_unit(value, unit, false, scene.locale).joined();
        Some((known.bins.place(value), fill(template, &[("value", &said)])))
    };
    wanted.into_iter().filter_map(told).collect()
}

/// Each label stands beside its line, on the side on which it has room; one
/// without room leaves its line out.
fn draw_lines(sketch: &mut Sketch<'_>, columns: &Columns, lines: &[(f64, String)]) {
    let pen = Pen::regular(SMALL, sketch.scene.theme.text);
    let place = columns.place;
    let mut taken: Vec<(f32, f32)> = Vec::new();
    for (bars, label) in lines {
        let x = columns.x(*bars).round().min(place.right - 1.0);
        let width = sketch.width(label, pen);
        let sides = [
            (x - GAP - width, Anchor::End, x - GAP),
            (x + GAP, Anchor::Start, x + GAP),
        ];
        let free = |from: f32| {
            let inside = from >= place.left && from + width <= place.right;
            let apart = |other: &(f32, f32)| other.1 + GAP <= from || from + width + GAP <= other.0;
            inside && taken.iter().all(apart)
        };
        // The one of the smaller value looks to the left, the other away.
        let sides = match taken.is_empty() {
            true => sides,
            false => [sides[1], sides[0]],
        };
        let Some((from, anchor, at)) = sides.into_iter().find(|side| free(side.0)) else {
            continue;
        };
        let color = sketch.scene.theme.muted;
        sketch.rect(Area::new(x, 2.0, 1.0, place.floor - 2.0), color);
        sketch.text(
            label.clone(),
            at,
            pen.baseline(LABELS / 2.0 + 1.0),
            anchor,
            pen,
        );
        taken.push((from.min(x), (from + width).max(x)));
    }
}

fn hits(
    columns: &Columns,
    counts: &[u64],
    known: &Distribution,
    unit: Unit,
    scene: &Scene<'_>,
) -> Vec<Hit> {
    let text = scene.text();
    let total: u64 = counts.iter().sum();
    let row = |label: &'static str, value: String| HitRow {
        swatch: None,
        label: label.into(),
        value,
    };
    let hit = |(bin, &count): (usize, &u64)| {
        let bar = columns.bar(bin, count as f64);
        Hit {
            area: columns.place.band(bin),
            highlight: Area {
                height: bar.height.max(1.0),
                ..bar
            },
            title: bin_name(known, unit, bin, scene.locale),
            rows: vec![
                row(text.conversations, format::count(count, scene.locale)),
                row(text.share, format::share(count, total, scene.locale)),
            ],
            note: (total > 0 && is_small(counts)).then(|| text.small_sample.to_owned()),
            target: target(bin, count),
            pieces: Vec::new(),
            repeats: false,
        }
    };
    counts.iter().enumerate().map(hit).collect()
}

fn target(bin: usize, count: u64) -> Option<Target> {
    (count > 0).then(|| Target::Bins(vec![bin]))
}

fn summary(
    counts: &[u64],
    known: &Distribution,
    figure: &HistogramFigure,
    about: &About,
    scene: &Scene<'_>,
) -> String {
    let (words, locale) = (charts_of(scene.locale.language), scene.locale);
    let total: u64 = counts.iter().sum();
    let peak = counts.iter().copied().max().unwrap_or(0);
    let most = counts.iter().position(|count| *count == peak).unwrap_or(0);
    let facts = explain::facts(&figure.answer, about.unit, scene);
    let rest: Vec<String> = facts.into_iter().map(|fact| fact.short).collect();
    fill(
        words.histogram_summary,
        &[
            ("title", known.title()),
            ("n", &format::count(total, locale)),
            ("share", &format::share(peak, total, locale)),
            ("most", &bin_name(known, about.unit, most, locale)),
            ("rest", &rest.join(", ")),
        ],
    )
}

/// Every bin.
pub(crate) fn table(figure: &HistogramFigure, about: &About, scene: &Scene<'_>) -> Table {
    let (text, locale) = (scene.text(), scene.locale);
    let Some(known) = find(&figure.metric) else {
        return Table::default();
    };
    let counts = counts(figure, known, figure.answer.missing.is_empty());
    let total = counts.iter().sum();
    let row = |(bin, &count): (usize, &u64)| {
        vec![
            bin_name(known, about.unit, bin, locale),
            format::count(count, locale),
            format::share(count, total, locale),
        ]
    };
    Table {
        head: vec![
            known.title().to_owned(),
            text.conversations.to_owned(),
            text.share.to_owned(),
        ],
        rows: counts.iter().enumerate().map(row).collect(),
        targets: counts
            .iter()
            .enumerate()
            .map(|(bin, &count)| vec![target(bin, count); 3])
            .collect(),
    }
}
