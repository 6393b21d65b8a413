//! What holds for every picture, whatever the data and the width: texts do not
//! touch or leave it, everything it shows answers to the pointer, and a
//! painter needs few strokes.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod charts;
mod support;

use std::convert::Infallible;

use chatgauge::base::time::Bucket;
use chatgauge::draw::draw;
use chatgauge::report::figure::{Annotation, Context, Figure, Others, Step};
use chatgauge::view::picture::{Anchor, Area, Target};
use chatgauge::view::{
    Approximate, Mark, Measure, Picture, Size, Wording, picture_worded, sheet, table,
};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use support::Case;

const WIDTHS: [f32; 12] = [
    132.0, 180.0, 199.0, 280.0, 320.0, 375.0, 440.0, 640.0, 760.0, 1024.0, 1366.0, 1600.0,
];
/// What rounding to whole pixels may cost.
const SLACK: f32 = 1.0;

/// The cases' own figures and odd ones made from them.
fn odd_cases() -> Vec<Case> {
    let mut cases = support::cases();
    for change in [multiplied, emptied, many_layers, many_values, long_names] {
        cases.extend(support::cases().into_iter().map(|mut case| {
            case.figure = change(case.figure);
            case
        }));
    }
    for change in [many_steps, single_step, crowded] {
        cases.extend(support::cases().into_iter().map(change));
    }
    cases
}

fn multiplied(mut figure: Figure) -> Figure {
    const FACTOR: u64 = 1_000_000_007;
    match &mut figure {
        Figure::Stack(stack) => stack
            .layers
            .iter_mut()
            .flat_map(|layer| &mut layer.counts)
            .chain(&mut stack.totals)
            .for_each(|count| *count *= FACTOR),
        Figure::Counts(counts) => {
            counts
                .rows
                .iter_mut()
                .for_each(|(_, count)| *count *= FACTOR);
            counts.total *= FACTOR;
        }
        Figure::Heatmap(heatmap) => {
            heatmap
                .cells
                .iter_mut()
                .flatten()
                .for_each(|count| *count *= FACTOR);
        }
        Figure::Run(run) => run.values.iter_mut().flatten().for_each(|value| {
            *value *= FACTOR as f64;
        }),
        Figure::Split(split) => split.rows.iter_mut().for_each(|row| {
            row.conversations *= FACTOR;
            row.answer.n = row.answer.n.map(|n| n * FACTOR);
            row.answer.denominator = row.answer.denominator.map(|whole| whole * 1e9);
        }),
        Figure::Card(card) => {
            card.answer.n = card.answer.n.map(|n| n * FACTOR);
            card.answer.median = card.answer.median.map(|median| median * 1e9);
            card.answer.denominator = card.answer.denominator.map(|whole| whole * 1e9);
        }
        other => charts::multiply(other, FACTOR),
    }
    figure
}

fn emptied(mut figure: Figure) -> Figure {
    match &mut figure {
        Figure::Stack(stack) => {
            stack
                .layers
                .iter_mut()
                .for_each(|layer| layer.counts.fill(0));
            stack.totals.fill(0);
        }
        Figure::Counts(counts) => {
            counts.rows.clear();
            counts.total = 0;
        }
        Figure::Heatmap(heatmap) => heatmap.cells.clear(),
        Figure::Run(run) => run.values.fill(None),
        Figure::Split(split) => {
            split.rows.clear();
            split.overall = Default::default();
        }
        Figure::Card(card) => {
            card.answer = Default::default();
            card.spark.clear();
        }
        other => charts::empty(other),
    }
    figure
}

/// The last layers told together.
fn many_values(figure: Figure) -> Figure {
    let mut figure = many_layers(figure);
    if let Figure::Stack(stack) = &mut figure {
        let told = stack.layers.split_off(30);
        let mut counts = vec![0; stack.totals.len()];
        for layer in &told {
            for (sum, count) in counts.iter_mut().zip(&layer.counts) {
                *sum += count;
            }
        }
        let values = told.len() as u64;
        stack.others = Some(Others { values, counts });
    }
    figure
}

fn many_layers(mut figure: Figure) -> Figure {
    match &mut figure {
        Figure::Stack(stack) => {
            stack.by = "tag".to_owned();
            let first = stack.layers[0].clone();
            stack.totals = first.counts.iter().map(|count| count * 40).collect();
            stack.layers = (0..40)
                .map(|index| {
                    let mut layer = first.clone();
                    layer.key = (index != 3).then(|| format!("layer {index}"));
                    layer
                })
                .collect();
        }
        Figure::Counts(counts) => {
            counts.rows = (0..40)
                .map(|index| (Some(format!("row {index}")), index))
                .collect();
        }
        Figure::Split(split) => {
            let first = split.rows.first().cloned();
            split.rows = (0..40)
                .filter_map(|index| {
                    let mut row = first.clone()?;
                    row.key = Some(format!("row {index}"));
                    Some(row)
                })
                .collect();
        }
        _ => {}
    }
    figure
}

fn many_steps(case: Case) -> Case {
    stretched(case, 500)
}

fn single_step(case: Case) -> Case {
    stretched(case, 1)
}

/// The same with so many steps.
fn stretched(mut case: Case, count: usize) -> Case {
    let Context { steps, bucket, .. } = &mut case.context;
    if !steps.is_empty() {
        stretch(steps, *bucket, count);
    }
    match &mut case.figure {
        Figure::Stack(stack) => {
            let cycled = |counts: &[u64]| counts.iter().copied().cycle().take(count).collect();
            for layer in &mut stack.layers {
                layer.counts = cycled(&layer.counts);
            }
            stack.totals = cycled(&stack.totals);
            stack.provisional = vec![true; count];
        }
        Figure::Run(run) => {
            run.values = run.values.iter().copied().cycle().take(count).collect();
            run.provisional = vec![true; count];
        }
        _ => {}
    }
    case
}

fn stretch(steps: &mut Vec<Step>, bucket: Bucket, count: usize) {
    let mut step = steps[0].clone();
    steps.clear();
    for index in 0..count {
        steps.push(step.clone());
        step.hour = ((index + 1) % 24) as u8;
        if bucket != Bucket::Hour {
            step.hour = 0;
        }
        if step.hour == 0 {
            step.date = bucket.next_date(step.date);
        }
    }
}

/// A figure's notes: none, or a crowd of them.
fn crowded(mut case: Case) -> Case {
    let period = case.context.period;
    let texts = ["Release 2", "سلام 🙂 ".repeat(60).leak(), "x"];
    let mut date = period.from;
    for index in 0..40_usize {
        case.context.annotations.push(Annotation {
            date,
            hour: (index % 2 == 0).then_some((index % 24) as u8),
            text: texts[index % 3].to_owned(),
        });
        if index % 4 != 0 && date < period.to {
            date = date.succ_opt().unwrap();
        }
    }
    case
}

fn long_names(mut figure: Figure) -> Figure {
    let long = |index: usize| Some(format!("{index} ہیلو 🙂 name ").repeat(20));
    match &mut figure {
        Figure::Stack(stack) => stack
            .layers
            .iter_mut()
            .enumerate()
            .for_each(|(index, layer)| layer.key = long(index)),
        Figure::Counts(counts) => counts
            .rows
            .iter_mut()
            .enumerate()
            .for_each(|(index, row)| row.0 = long(index)),
        Figure::Card(card) => card.answer.missing = vec!["visit".repeat(60)],
        Figure::Split(split) => split
            .rows
            .iter_mut()
            .enumerate()
            .for_each(|(index, row)| row.key = long(index)),
        _ => {}
    }
    figure
}

/// Where a text's ink may be.
fn ink(mark: &Mark) -> Option<(Area, &str)> {
    let Mark::Text {
        x,
        y,
        anchor,
        size,
        weight,
        text,
        ..
    } = mark
    else {
        return None;
    };
    let width = Approximate.width(text, *size, *weight);
    let left = match anchor {
        Anchor::Start => *x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Some((Area::new(left, y - 0.74 * size, width, 0.92 * size), text))
}

fn overlap(one: &Area, other: &Area) -> bool {
    one.x + SLACK < other.right()
        && other.x + SLACK < one.right()
        && one.y + SLACK < other.bottom()
        && other.y + SLACK < one.bottom()
}

/// The pictures as they are shown, then as they are saved.
fn pictures() -> impl Iterator<Item = (String, Picture)> {
    odd_cases().into_iter().flat_map(|case| {
        WIDTHS.into_iter().flat_map(move |width| {
            let picture = case.picture_at(width);
            let saved = case.on_scene(|scene| {
                let title = format!("{} in other words", case.name);
                let notes = [
                    "25 – 31 May 2026".to_owned(),
                    "Channel: a very long name of no use ".repeat(9),
                    "not Outcome: Open".to_owned(),
                ];
                sheet::sheet(picture.clone(), &title, &notes, scene)
            });
            let name = format!("{} at {width}", case.name);
            [(format!("{name}, saved"), saved), (name, picture)]
        })
    })
}

#[test]
fn texts_neither_touch_nor_leave_the_picture() {
    for (name, picture) in pictures() {
        let texts: Vec<(Area, &str)> = picture.marks.iter().filter_map(ink).collect();
        for (index, (area, text)) in texts.iter().enumerate() {
            let inside = area.x >= -SLACK
                && area.y >= -SLACK
                && area.right() <= picture.width + SLACK
                && area.bottom() <= picture.height + SLACK;
            assert!(inside, "{name}: {text:?} leaves the picture: {area:?}");
            for (other, other_text) in &texts[index + 1..] {
                assert!(
                    !overlap(area, other),
                    "{name}: {text:?} touches {other_text:?}"
                );
            }
        }
    }
}

#[test]
fn everything_painted_stays_inside() {
    for (name, picture) in pictures() {
        for mark in &picture.marks {
            let areas = match mark {
                Mark::Rect { area, .. } => vec![*area],
                Mark::Line { points, .. } | Mark::Polygon { points, .. } => {
                    assert!(points.len() >= 2, "{name}: {mark:?}");
                    points
                        .iter()
                        .map(|(x, y)| Area::new(*x, *y, 0.0, 0.0))
                        .collect()
                }
                Mark::Text { .. } => Vec::new(),
            };
            for area in areas {
                let known = [area.x, area.y, area.width, area.height];
                assert!(
                    known.iter().all(|length| length.is_finite()),
                    "{name}: {mark:?}"
                );
                let inside = area.x >= -2.0
                    && area.y >= -2.0
                    && area.right() <= picture.width + 2.0
                    && area.bottom() <= picture.height + 2.0;
                assert!(inside, "{name}: {mark:?}");
            }
        }
    }
}

#[test]
fn every_table_has_a_title_for_each_column() {
    for case in odd_cases() {
        let about = case.about();
        let table = case.on_scene(|scene| table(&case.figure, about.as_ref(), scene));
        assert!(!table.head.is_empty(), "{}", case.name);
        for row in &table.rows {
            assert_eq!(row.len(), table.head.len(), "{}", case.name);
        }
    }
}

#[test]
fn every_picture_says_what_it_shows() {
    for (name, picture) in pictures() {
        assert!(!picture.summary.is_empty(), "{name}");
        assert!(
            !picture.summary.contains(['{', '}']),
            "{name}: {}",
            picture.summary
        );
        for hit in &picture.hits {
            assert!(
                !hit.title.is_empty() && !hit.rows.is_empty(),
                "{name}: {hit:?}"
            );
            assert!(
                hit.area.width > 0.0 && hit.area.height > 0.0,
                "{name}: {hit:?}"
            );
        }
    }
}

/// The case's picture, worded when somebody points at it.
fn picture_later(case: &Case) -> Picture {
    let (kind, about) = (case.kind(), case.about());
    let size = Size {
        width: case.size.width,
        height: case.size.height,
    };
    let later = (size, Wording::Later);
    case.on_scene(|scene| picture_worded(&case.figure, kind, about.as_ref(), later, scene))
}

#[test]
fn words_that_come_later_are_all_that_is_missing() {
    for case in odd_cases() {
        let picture = case.picture();
        let opens = picture.hits.iter().any(|hit| hit.target.is_some());
        assert_eq!(picture.opens, opens, "{}", case.name);
        let mut later = picture_later(&case);
        if later.hits.is_empty() {
            later.hits.clone_from(&picture.hits);
        }
        assert!(later == picture, "{}", case.name);
    }
}

#[test]
fn every_column_of_a_stack_answers_with_its_step() {
    for case in odd_cases() {
        let Figure::Stack(stack) = &case.figure else {
            continue;
        };
        let picture = case.picture_at(760.0);
        assert_eq!(
            picture.hits.len(),
            case.context.steps.len(),
            "{}",
            case.name
        );
        for (index, hit) in picture.hits.iter().enumerate() {
            let middle = (hit.area.x + hit.area.width / 2.0, 1.0);
            assert_eq!(picture.hit_at(middle.0, middle.1), Some(index));
            let some = stack.totals[index] > 0;
            assert_eq!(hit.target, some.then_some(Target::Step(index)));
            let note = hit.note.as_deref().unwrap_or_default();
            assert_eq!(
                note.contains("still open"),
                stack.provisional[index],
                "{}: step {index}",
                case.name
            );
        }
    }
}

#[test]
fn every_note_is_drawn_and_told() {
    let named = |name: &str| support::cases().into_iter().find(|case| case.name == name);
    for name in ["stack-notes", "line-csat-notes-gaps"] {
        let case = named(name).unwrap();
        let picture = case.picture();
        let told: String = picture
            .hits
            .iter()
            .filter_map(|hit| hit.note.clone())
            .collect();
        for note in &case.context.annotations {
            assert!(told.contains(&note.text), "{name}: {told}");
        }
        let dotted = picture.marks.iter().filter(|mark| {
            matches!(mark, Mark::Line { points, dash: Some(_), .. } if points[0].0 == points[1].0)
        });
        let mut dates: Vec<_> = case
            .context
            .annotations
            .iter()
            .map(|note| note.date)
            .collect();
        dates.dedup();
        assert_eq!(dotted.count(), dates.len(), "{name}");
    }
}

#[test]
fn an_undefined_value_is_a_gap_and_never_zero() {
    let cases = support::cases();
    let case = cases
        .iter()
        .find(|case| case.name == "line-csat-notes-gaps")
        .unwrap();
    let Figure::Run(run) = &case.figure else {
        panic!("{:?}", case.figure)
    };
    let picture = case.picture();
    let mut drawn = 0;
    for mark in &picture.marks {
        if let Mark::Line { points, width, .. } = mark
            && *width > 1.0
        {
            drawn += points.len() - 1;
        }
    }
    let joined = run
        .values
        .windows(2)
        .filter(|pair| pair.iter().all(Option::is_some));
    assert_eq!(drawn, joined.count());
    assert!(run.values.contains(&None));
    for (value, hit) in run.values.iter().zip(&picture.hits) {
        assert_eq!(value.is_none(), hit.rows[0].value == "–", "{hit:?}");
    }
}

#[test]
fn folded_stacks_lose_nothing() {
    for case in odd_cases() {
        let Figure::Stack(stack) = &case.figure else {
            continue;
        };
        let picture = case.picture_at(760.0);
        let provisional = usize::from(stack.by != "outcome" && stack.provisional.contains(&true));
        assert!(picture.legend.len() <= 8 + provisional, "{}", case.name);
        let layers = 0..stack.depth();
        let total: u64 = layers.map(|layer| stack.counts(layer)[0]).sum();
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let rows = &picture.hits[0].rows;
        assert_eq!(digits(&rows[0].value), total.to_string(), "{}", case.name);
        let parts: u64 = rows[1..]
            .iter()
            .map(|row| digits(&row.value).parse::<u64>().unwrap())
            .sum();
        assert_eq!(parts, total, "{}", case.name);
    }
}

#[test]
fn missing_data_is_never_a_number() {
    let case = support::cases()
        .into_iter()
        .find(|case| case.name == "card-csat-missing")
        .unwrap();
    let picture = case.picture();
    let texts: Vec<&str> = picture
        .marks
        .iter()
        .filter_map(ink)
        .map(|(_, text)| text)
        .collect();
    assert!(texts.iter().all(|text| !text.contains('0')), "{texts:?}");
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("not in this data")),
        "{texts:?}"
    );
    let note = picture.hits[0].note.as_deref().unwrap();
    assert!(note.contains("rating and survey_sent"), "{note}");
}

/// Counts what a painter is asked to do.
#[derive(Default)]
struct Counter {
    strokes: usize,
    points: usize,
    colors: usize,
    last: Option<(u8, u8, u8)>,
}

impl Counter {
    fn stroke(
        &mut self,
        color: BackendColor,
        points: usize,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.strokes += 1;
        self.points += points;
        if self.last != Some(color.rgb) {
            self.colors += 1;
            self.last = Some(color.rgb);
        }
        Ok(())
    }
}

impl DrawingBackend for Counter {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (u32::MAX, u32::MAX)
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        _: BackendCoord,
        _: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        panic!("a picture is no raster");
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        _: BackendCoord,
        _: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        assert!(fill);
        self.stroke(style.color(), 2)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.stroke(style.color(), path.into_iter().count())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.stroke(style.color(), path.into_iter().count())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        _: &str,
        style: &S,
        _: BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.stroke(style.color(), 1)
    }
}

/// Strokes and changes of colour that each kind may cost at 760 pixels.
#[test]
fn a_painter_needs_few_strokes() {
    for case in odd_cases() {
        let mut counter = Counter::default();
        draw(&case.picture_at(760.0), &mut counter, 8.0).unwrap();
        // A note's line is painted dash by dash.
        let notes = case.context.annotations.len();
        let steps = case.context.steps.len();
        let (strokes, colors) = match &case.figure {
            Figure::Card(_) => (24, 20),
            Figure::Counts(_) | Figure::Split(_) => (60, 60),
            Figure::Heatmap(_) => (200, 30),
            Figure::Funnel(_) | Figure::Histogram(_) => (60, 40),
            Figure::Cohorts(_) => (320, 260),
            Figure::Load(_) | Figure::Scatter(_) => (80, 40),
            Figure::Run(_) => (steps * 3 + 24, 40),
            // At most a segment a layer and a wash a step, and the axes.
            Figure::Stack(_) => (steps * 10 + 24, steps * 2 + 40),
            _ => unreachable!("a table is no picture"),
        };
        let Counter {
            strokes: found,
            colors: changes,
            ..
        } = counter;
        let (strokes, colors) = (strokes + notes * 60, colors + notes);
        assert!(found <= strokes, "{}: {found} strokes", case.name);
        assert!(
            changes <= colors,
            "{}: {changes} changes of colour",
            case.name
        );
        assert!(
            counter.points <= strokes * 40,
            "{}: {} points",
            case.name,
            counter.points
        );
    }
}
