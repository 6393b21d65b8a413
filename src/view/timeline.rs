//! What charts over time share: where they lie, their scale, the labels under
//! the axis, and the notes that stand over it as dotted lines.

use crate::base::time::{Bucket, Date};
use crate::report::figure::{Annotation, Step};
use crate::view::format;
use crate::view::picture::{Anchor, Area, Mark};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{Pen, SMALL, Sketch};
use crate::view::ticks::{self, TimeAxis};

/// Room over the highest value.
pub(crate) const TOP: f32 = 8.0;
/// Room for the labels under the axis.
pub(crate) const BOTTOM: f32 = 24.0;
/// From the lower edge up to the baseline of these labels.
pub(crate) const UNDER_LABELS: f32 = 6.0;
/// The lowest picture that still shows anything.
pub(crate) const LEAST_HEIGHT: f32 = 96.0;
/// Ticks are about so far apart.
pub(crate) const TICKS_APART: f32 = 56.0;
/// Between the label of a tick and the chart, and left of the widest one.
const BESIDE_LABELS: f32 = 8.0;
const BEFORE_LABELS: f32 = 4.0;
/// The row of the notes' labels over a chart.
const ROW: f32 = 16.0;
/// Less room than this says nothing.
const LEAST_LABEL: f32 = 28.0;
/// Between a line and its label, and between a label and the next line.
const GAP: f32 = 4.0;
/// Nearer lines than this would be a wall.
const LEAST_APART: f32 = 6.0;
/// Dash and gap of a note's line.
const DOTS: (f32, f32) = (2.0, 3.0);
/// So many notes of a step are told at most.
const MOST_TOLD: usize = 4;

/// A time axis on a picture, with the notes of its steps.
pub(crate) struct Timeline<'a> {
    steps: &'a [Step],
    bucket: Bucket,
    /// The notes of the period, in time order.
    annotations: &'a [Annotation],
}

/// Where a chart over time lies.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The height of the picture.
    pub(crate) height: f32,
    /// The left edge of the first step.
    pub(crate) left: f32,
    /// The width of a step.
    pub(crate) pitch: f32,
    /// The right edge of the picture: what no label may cross.
    pub(crate) right: f32,
    /// Where the highest value may be.
    pub(crate) top: f32,
    /// The baseline of the chart.
    pub(crate) floor: f32,
}

impl Place {
    /// Where a chart of so many steps or bars lies that is so wide, with these
    /// labels of ticks, between its highest value and its baseline.
    pub(crate) fn of<T>(
        (top, floor): (f32, f32),
        width: f32,
        bands: usize,
        ticks: &[(T, String)],
        sketch: &Sketch<'_>,
    ) -> Place {
        let widths = ticks
            .iter()
            .map(|(_, label)| sketch.width(label, pen(sketch)));
        let left = widths.fold(0.0, f32::max) + BESIDE_LABELS + BEFORE_LABELS;
        let left = left.ceil();
        Place {
            height: floor + BOTTOM,
            left,
            pitch: (width - left).max(1.0) / bands.max(1) as f32,
            right: width,
            top,
            floor,
        }
    }

    /// The columns of a step: all of it, for the pointer.
    pub(crate) fn band(&self, step: usize) -> Area {
        let x = self.left + step as f32 * self.pitch;
        Area::new(x, 0.0, self.pitch, self.height)
    }

    /// Draws a line across the chart, with what it stands for.
    pub(crate) fn draw_tick(&self, sketch: &mut Sketch<'_>, y: f32, label: &str) {
        let pen = pen(sketch);
        sketch.rule(self.left, y, self.right - self.left);
        // The uppermost label must not leave the picture.
        let baseline = pen.baseline(y).max(SMALL);
        let x = self.left - BESIDE_LABELS;
        sketch.text(label.to_owned(), x, baseline, Anchor::End, pen);
    }

    /// Writes across the chart, at this height, why there is nothing on it.
    pub(crate) fn draw_words(&self, sketch: &mut Sketch<'_>, y: f32, words: &str) {
        let pen = Pen::regular(NOTHING, sketch.scene.theme.muted);
        let room = self.right - self.left;
        let text = sketch.fit(words, pen, room);
        let x = self.left + room / 2.0;
        sketch.text(text, x, pen.baseline(y), Anchor::Middle, pen);
    }
}

/// Of the words where there is nothing.
const NOTHING: f32 = 13.0;

/// What the labels of axes are written with.
fn pen(sketch: &Sketch<'_>) -> Pen {
    Pen::regular(SMALL, sketch.scene.theme.muted)
}

impl<'a> Timeline<'a> {
    /// The axis of a scene.
    pub(crate) fn new(scene: &Scene<'a>) -> Timeline<'a> {
        Timeline {
            steps: &scene.context.steps,
            bucket: scene.context.bucket,
            annotations: &scene.context.annotations,
        }
    }

    /// Where the highest value of a chart may be, and its baseline.
    pub(crate) fn reach(&self, size: Size) -> (f32, f32) {
        let height = size.height.max(LEAST_HEIGHT);
        (TOP + self.label_room(), height - BOTTOM)
    }

    /// How many ticks a chart of that size wants.
    pub(crate) fn wanted_ticks(&self, size: Size) -> usize {
        let (top, floor) = self.reach(size);
        ((floor - top) / TICKS_APART).round().max(1.0) as usize
    }

    /// Where a chart of that size lies, with these labels of ticks.
    pub(crate) fn place<T>(&self, size: Size, ticks: &[(T, String)], sketch: &Sketch<'_>) -> Place {
        let width = size.width;
        Place::of(self.reach(size), width, self.steps.len(), ticks, sketch)
    }

    /// How much room the notes' labels take over the chart.
    fn label_room(&self) -> f32 {
        match self
            .annotations
            .iter()
            .any(|note| self.step_of(note).is_some())
        {
            true => ROW,
            false => 0.0,
        }
    }

    /// The step that holds a note.
    fn step_of(&self, note: &Annotation) -> Option<usize> {
        let hour = match self.bucket {
            Bucket::Hour => note.hour.unwrap_or(0),
            _ => 0,
        };
        let at = (note.date, hour);
        let begun = |step: &Step| (step.date, step.hour) <= at;
        let step = self.steps.iter().rposition(begun)?;
        // Behind the last step the next one would hold it.
        let last = self.steps.last().map(|step| step.date)?;
        let end: Date = match self.bucket {
            Bucket::Hour => Bucket::Day.next_date(last),
            bucket => bucket.next_date(last),
        };
        (note.date < end).then_some(step)
    }

    /// What the notes of a step say.
    pub(crate) fn told(&self, step: usize) -> Option<String> {
        let notes: Vec<&Annotation> = self.of(step).collect();
        let mut parts: Vec<String> = notes
            .iter()
            .take(MOST_TOLD)
            .map(|note| match note.hour {
                Some(hour) => format!("{} {}", format::hour(hour), note.text),
                None => note.text.clone(),
            })
            .collect();
        if notes.len() > MOST_TOLD {
            parts.push(format!("+{}", notes.len() - MOST_TOLD));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    fn of(&self, step: usize) -> impl Iterator<Item = &'a Annotation> {
        let notes = self.annotations.iter();
        notes.filter(move |note| self.step_of(note) == Some(step))
    }

    /// A hit's remark: the notes of its step before what else is to be kept
    /// in mind.
    pub(crate) fn remark(&self, step: usize, other: Option<&str>) -> Option<String> {
        match (self.told(step), other) {
            (Some(told), Some(other)) => Some(format!("{told}. {other}")),
            (told, other) => told.or(other.map(str::to_owned)),
        }
    }

    /// Draws the labels under the axis.
    pub(crate) fn draw_axis(&self, sketch: &mut Sketch<'_>, place: Place) {
        let pen = pen(sketch);
        let baseline = place.height - UNDER_LABELS;
        let axis = TimeAxis {
            steps: self.steps,
            bucket: self.bucket,
            left: place.left,
            pitch: place.pitch,
            right_edge: place.right,
        };
        let labels =
            ticks::time_labels(&axis, sketch.scene.locale, &|text| sketch.width(text, pen));
        for label in labels {
            let text = sketch.fit(&label.text, pen, place.right);
            sketch.text(text, label.x, baseline, Anchor::Middle, pen);
        }
    }

    /// Draws the notes: a dotted line where the step begins that holds one,
    /// and as much of what it says as fits before the next.
    pub(crate) fn draw_notes(&self, sketch: &mut Sketch<'_>, place: Place) {
        let mut lines: Vec<(f32, &str, usize)> = Vec::new();
        let mut last_step = None;
        for note in self.annotations {
            let Some(step) = self.step_of(note) else {
                continue;
            };
            let x = (place.left + step as f32 * place.pitch).round();
            match lines.last_mut() {
                Some(last) if last_step == Some(step) || x - last.0 < LEAST_APART => last.2 += 1,
                _ => lines.push((x, &note.text, 0)),
            }
            last_step = Some(step);
        }
        let pen = Pen::regular(SMALL, sketch.scene.theme.text);
        for (index, &(x, text, more)) in lines.iter().enumerate() {
            sketch.marks.push(Mark::Line {
                points: vec![(x, ROW - 2.0), (x, place.floor)],
                width: 1.0,
                color: sketch.scene.theme.text,
                dash: Some(DOTS),
            });
            let next = lines
                .get(index + 1)
                .map_or(place.right, |next| next.0 - GAP);
            let label = label(sketch, pen, text, more, next - x);
            sketch.text(label, x, pen.baseline(ROW / 2.0 - 1.0), Anchor::Start, pen);
        }
    }
}

/// What a line says in the room there is; nothing where that is too little.
fn label(sketch: &Sketch<'_>, pen: Pen, text: &str, more: usize, room: f32) -> String {
    let rest = match more {
        0 => String::new(),
        more => format!(" +{more}"),
    };
    let room = room - sketch.width(&rest, pen);
    if room < LEAST_LABEL {
        return String::new();
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{rest}", sketch.fit(&text, pen, room))
}
