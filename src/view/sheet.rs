//! A picture that leaves the page: with its ground, its title, what it is
//! about and its legend, because nothing stands around it there.

use crate::base::time::Bucket;
use crate::report::figure::{Ask, Context};
use crate::view::about;
use crate::view::chips::chips;
use crate::view::explain::heading;
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::palette::Paint;
use crate::view::picture::{Anchor, Area, Corners, Fill, LegendEntry, Mark, Picture};
use crate::view::scene::Scene;
use crate::view::sketch::{NOTE, Pen, Sketch};
use crate::view::stack::stripes;
use crate::view::state::{State, View};
use crate::view::text::export::export_of;
use crate::view::text::fill;
use crate::view::text::shell::words_of;

/// Around everything.
const PADDING: f32 = 16.0;
/// Of the title.
const TITLE: f32 = 15.0;
const TITLE_LINE: f32 = 20.0;
/// Of what stands under it.
const NOTE_LINE: f32 = 16.0;
/// Between title, picture and legend.
const GAP: f32 = 12.0;
/// Of a legend's line.
const LEGEND_LINE: f32 = 20.0;
const SWATCH: f32 = 10.0;
const AFTER_SWATCH: f32 = 6.0;
const BETWEEN_ENTRIES: f32 = 14.0;

/// What a card or chart is called where its switches cannot be seen.
pub fn title(ask: &Ask, scene: &Scene<'_>) -> String {
    let heading = heading(ask, scene).map(|heading| heading.title);
    let title = heading.unwrap_or_default();
    match ask {
        Ask::Card { metric } => {
            let known = about(ask);
            known
                .map_or(metric.as_str(), |known| known.title)
                .to_owned()
        }
        Ask::Stack { by, .. } => {
            let by = scene.text().dimension_word(by);
            let words = export_of(scene.locale.language);
            fill(words.by, &[("title", &title), ("by", &by)])
        }
        Ask::Counts { by, .. } if by != "outcome" => {
            let by = scene.text().dimension_word(by);
            let words = export_of(scene.locale.language);
            fill(
                words.by,
                &[("title", scene.text().conversations), ("by", &by)],
            )
        }
        _ => title,
    }
}

/// What the numbers of a screen are about: dates, then everything that
/// narrows it.
pub fn notes(state: &State, context: &Context, locale: &Locale) -> Vec<String> {
    let dates = format::span(context.period.from, context.period.to, locale);
    let chips = chips(state, None, locale).into_iter();
    std::iter::once(dates)
        .chain(chips.map(|chip| chip.full))
        .collect()
}

/// The same for paper, where the header's controls are missing: also what is
/// compared with, and the zone.
pub fn print_notes(state: &State, context: &Context, locale: &Locale) -> Vec<String> {
    let mut notes = notes(state, context, locale);
    let mut rest = notes.split_off(1);
    if state.compared {
        let dates = format::span(context.previous.from, context.previous.to, locale);
        let versus = words_of(locale.language).versus;
        notes.push(fill(versus, &[("dates", &dates)]));
    }
    notes.push(zone(context, locale));
    notes.append(&mut rest);
    let search = state.search.trim();
    if state.view == View::Conversations && !search.is_empty() {
        let words = export_of(locale.language);
        notes.push(fill(words.searched, &[("words", search)]));
    }
    notes
}

/// What else must be said of one of its charts: who is counted, and the zone
/// of hours.
pub fn particulars(ask: &Ask, context: &Context, locale: &Locale) -> Vec<String> {
    let words = export_of(locale.language);
    let mut notes = Vec::new();
    if let Ask::Stack { engaged: true, .. } | Ask::Counts { engaged: true, .. } = ask {
        notes.push(words.engaged.to_owned());
    }
    let hourly = match ask {
        Ask::Heatmap { .. } => true,
        Ask::Stack { .. } | Ask::Run { .. } => context.bucket == Bucket::Hour,
        _ => false,
    };
    if hourly {
        notes.push(zone(context, locale));
    }
    notes
}

fn zone(context: &Context, locale: &Locale) -> String {
    let words = export_of(locale.language);
    fill(words.zone, &[("zone", &context.timezone)])
}

/// A picture with ground, title, notes and legend: 16 px wider on both sides
/// and as high as all of it.
pub fn sheet(picture: Picture, title: &str, notes: &[String], scene: &Scene<'_>) -> Picture {
    let theme = scene.theme;
    let width = picture.width;
    let mut sketch = Sketch::new(scene);
    let mut y = PADDING;
    let pen = Pen::semibold(TITLE, theme.text);
    let words: Vec<&str> = title.split_whitespace().collect();
    y = write(&mut sketch, &words, " ", (pen, TITLE_LINE, width), y);
    let pen = Pen::regular(NOTE, theme.muted);
    let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
    y = write(&mut sketch, &notes, " · ", (pen, NOTE_LINE, width), y) + GAP;
    let marks = picture.marks.into_iter();
    sketch
        .marks
        .extend(marks.map(|mark| moved(mark, PADDING, y)));
    y += picture.height;
    if !picture.legend.is_empty() {
        y = draw_legend(&mut sketch, &picture.legend, width, y + GAP);
    }
    let (width, height) = (width + 2.0 * PADDING, (y + PADDING).ceil());
    let ground = Mark::Rect {
        area: Area::new(0.0, 0.0, width, height),
        radius: 0.0,
        corners: Corners::Sharp,
        fill: theme.surface,
    };
    sketch.marks.insert(0, ground);
    Picture {
        width,
        height,
        marks: sketch.marks,
        hits: Vec::new(),
        legend: Vec::new(),
        timed: false,
        summary: picture.summary,
    }
}

/// Writes pieces in lines of a width, broken between them; one that is longer
/// than a line is cut. Returns where the next line would begin.
fn write(
    sketch: &mut Sketch<'_>,
    pieces: &[&str],
    separator: &str,
    (pen, height, room): (Pen, f32, f32),
    mut y: f32,
) -> f32 {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if sketch.width(&format!("{line}{separator}{piece}"), pen) <= room => {
                line.push_str(separator);
                line.push_str(piece);
            }
            _ => lines.push(sketch.fit(piece, pen, room)),
        }
    }
    for line in lines {
        let baseline = pen.baseline(y + height / 2.0);
        sketch.text(line, PADDING, baseline, Anchor::Start, pen);
        y += height;
    }
    y
}

/// Returns where it ends.
fn draw_legend(sketch: &mut Sketch<'_>, entries: &[LegendEntry], room: f32, mut y: f32) -> f32 {
    let pen = Pen::regular(NOTE, sketch.scene.theme.muted);
    let mut x = 0.0;
    for entry in entries {
        let before = SWATCH + AFTER_SWATCH;
        let label = sketch.fit(&entry.label, pen, room - before);
        let width = before + sketch.width(&label, pen);
        if x > 0.0 && x + width > room {
            (x, y) = (0.0, y + LEGEND_LINE);
        }
        let top = y + (LEGEND_LINE - SWATCH) / 2.0;
        let swatch = Area::new(PADDING + x, top, SWATCH, SWATCH);
        let paint = Paint {
            color: entry.swatch,
            fill: entry.fill,
        };
        sketch.filled(swatch, 3.0, Corners::All, paint);
        if entry.fill == Fill::Hatched {
            sketch
                .marks
                .push(stripes(swatch, sketch.scene.theme.surface));
        }
        let baseline = pen.baseline(y + LEGEND_LINE / 2.0);
        sketch.text(label, PADDING + x + before, baseline, Anchor::Start, pen);
        x += width + BETWEEN_ENTRIES;
    }
    y + LEGEND_LINE
}

fn moved(mut mark: Mark, right: f32, down: f32) -> Mark {
    let shift = |(x, y): (&mut f32, &mut f32)| {
        *x += right;
        *y += down;
    };
    match &mut mark {
        Mark::Rect { area, .. } => shift((&mut area.x, &mut area.y)),
        Mark::Line { points, .. } | Mark::Polygon { points, .. } => {
            points.iter_mut().for_each(|(x, y)| shift((x, y)));
        }
        Mark::Text { x, y, .. } => shift((x, y)),
    }
    mark
}
