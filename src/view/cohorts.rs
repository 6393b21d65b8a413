//! Who comes back: a row for each step of first contact, a column for each
//! step after it, cells as dark as many come back.

use crate::base::time::Bucket;
use crate::report::charts::{CohortRow, CohortsFigure};
use crate::view::explain::SMALL_SAMPLE;
use crate::view::format;
use crate::view::picture::{Anchor, Area, Corners, Hit, HitRow, Picture, Table, any_opens};
use crate::view::scene::{Scene, Size};
use crate::view::sketch::{FOOT, NOTE, Pen, ROW, SMALL, Sketch};
use crate::view::text::charts::charts_of;
use crate::view::text::fill;

/// From one row to the next.
const PITCH: f32 = 24.0;
/// Of the numbers over the columns.
const HEAD: f32 = 20.0;
const RADIUS: f32 = 3.0;
const GAP: f32 = 10.0;
/// No cell is wider.
const WIDEST: f32 = 160.0;
/// From this level of heat on a text needs the ground's colour.
const DARK: usize = 4;

/// The picture of cohorts.
pub fn cohorts(figure: &CohortsFigure, size: Size, scene: &Scene<'_>) -> Picture {
    let mut sketch = Sketch::new(scene);
    let field = Field::of(figure, size.width, &sketch);
    let any = customers(figure) > 0;
    if any {
        draw_head(&mut sketch, &field);
        for place in 0..figure.rows.len() {
            draw_row(&mut sketch, figure, &field, place);
        }
    }
    let end = match any {
        true => HEAD + figure.rows.len() as f32 * PITCH,
        false => 0.0,
    };
    let foot = foot(figure, scene);
    let pen = Pen::regular(if any { NOTE } else { ROW }, scene.theme.muted);
    sketch.foot(&foot, end, size.width, pen);
    let hits: Vec<Hit> = hits(figure, &field, scene);
    Picture {
        width: size.width,
        height: end + if foot.is_empty() { 0.0 } else { FOOT },
        marks: sketch.marks,
        opens: any_opens(&hits),
        hits,
        legend: Vec::new(),
        summary: summary(figure, scene),
        timed: false,
    }
}

fn customers(figure: &CohortsFigure) -> u64 {
    figure.rows.iter().map(|row| row.size).sum()
}

/// What stands under the rows: that there are none, or who is left out.
fn foot(figure: &CohortsFigure, scene: &Scene<'_>) -> String {
    let (words, locale) = (charts_of(scene.locale.language), scene.locale);
    let unknown = (figure.unknown > 0).then(|| {
        let form = words.unknown.form(figure.unknown, locale.language);
        fill(form, &[("count", &format::count(figure.unknown, locale))])
    });
    let nobody = (customers(figure) == 0).then(|| words.no_customers.to_owned());
    let parts: Vec<String> = nobody.into_iter().chain(unknown).collect();
    parts.join(" · ")
}

/// Where everything goes.
struct Field {
    /// The right edge of the sizes.
    size_end: f32,
    name: f32,
    left: f32,
    pitch: f32,
    columns: usize,
    /// The largest share that comes back, where enough could.
    peak: f64,
    /// Whether cells say their share; else they only show it.
    told: bool,
}

impl Field {
    fn of(figure: &CohortsFigure, width: f32, sketch: &Sketch<'_>) -> Field {
        let scene = sketch.scene;
        let widest = |texts: &mut dyn Iterator<Item = String>, pen: Pen| {
            let widths = texts.map(|text| sketch.width(&text, pen));
            widths.fold(0.0, f32::max).ceil()
        };
        let rows = figure.rows.iter();
        let names = &mut rows.clone().map(|row| short_name(row, figure, scene));
        let pen = Pen::regular(NOTE, scene.theme.text);
        let name = widest(names, pen).min((width * 0.3).floor());
        let sizes = &mut rows
            .clone()
            .map(|row| format::count(row.size, scene.locale));
        let bold = Pen::semibold(NOTE, scene.theme.text);
        let size = widest(sizes, bold).min((width * 0.3).floor());
        let columns = rows.clone().map(|row| row.back.len()).max().unwrap_or(0);
        let left = name + GAP + size + GAP;
        let pitch = ((width - left) / columns.max(1) as f32).clamp(1.0, WIDEST);
        let small = Pen::regular(SMALL, scene.theme.text);
        let texts = &mut rows.clone().flat_map(|row| {
            let shares = row.back.iter();
            shares.map(|back| format::share(*back, row.size, scene.locale))
        });
        let told = widest(texts, small) + 6.0 <= pitch;
        // A few customers must not make all others look pale.
        let is_large = |row: &&CohortRow| row.size as f64 >= SMALL_SAMPLE;
        let any = rows.clone().any(|row| is_large(&row));
        let telling = rows.filter(|row| !any || is_large(row));
        let shares = telling.flat_map(|row| row.back.iter().filter_map(|back| share(row, *back)));
        Field {
            size_end: name + GAP + size,
            name,
            left,
            pitch,
            columns,
            told,
            peak: shares.fold(0.0, f64::max),
        }
    }

    /// The cell so many steps after the first contact, its gap included.
    fn band(&self, row: usize, column: usize) -> Area {
        let x = self.left + column as f32 * self.pitch;
        Area::new(x, HEAD + row as f32 * PITCH, self.pitch, PITCH)
    }

    fn cell(&self, row: usize, column: usize) -> Area {
        let band = self.band(row, column);
        let (left, right) = (band.x.round(), band.right().round());
        let gap = if self.pitch < 8.0 { 1.0 } else { 2.0 };
        Area::new(
            left,
            band.y + 1.0,
            (right - left - gap).max(1.0),
            PITCH - 2.0,
        )
    }

    /// 0 of nothing, else equal steps up to the peak.
    fn heat(&self, share: f64, levels: usize) -> usize {
        if share <= 0.0 || self.peak <= 0.0 {
            return 0;
        }
        let level = (share / self.peak * levels as f64).ceil() as usize;
        level.clamp(1, levels)
    }
}

/// `None` of nobody.
fn share(row: &CohortRow, back: u64) -> Option<f64> {
    (row.size > 0).then(|| back as f64 / row.size as f64)
}

fn name(row: &CohortRow, figure: &CohortsFigure, scene: &Scene<'_>) -> String {
    match figure.bucket {
        Bucket::Month => format::month(row.date, true, scene.locale),
        _ => {
            let date = format::date(row.date, scene.locale);
            fill(scene.text().week_of, &[("date", &date)])
        }
    }
}

fn short_name(row: &CohortRow, figure: &CohortsFigure, scene: &Scene<'_>) -> String {
    match figure.bucket {
        Bucket::Month => format::month(row.date, true, scene.locale),
        _ => format::short_day(row.date, scene.locale),
    }
}

fn later(figure: &CohortsFigure, column: usize, scene: &Scene<'_>) -> String {
    let words = charts_of(scene.locale.language);
    let count = column as u64 + 1;
    let form = words.later[usize::from(figure.bucket == Bucket::Month)];
    let form = form.form(count, scene.locale.language);
    fill(form, &[("count", &format::count(count, scene.locale))])
}

/// Over the columns how many steps later they are, as many as fit.
fn draw_head(sketch: &mut Sketch<'_>, field: &Field) {
    let pen = Pen::regular(SMALL, sketch.scene.theme.muted);
    let widest = sketch.width(&format!("+{}", field.columns), pen);
    let stride = ((widest + 4.0) / field.pitch).ceil().max(1.0) as usize;
    for column in (0..field.columns).step_by(stride) {
        let band = field.band(0, column);
        let middle = band.x + (band.width - 2.0) / 2.0;
        let half = widest / 2.0;
        let x = middle.min(field.band(0, field.columns - 1).right() - half);
        sketch.text(
            format!("+{}", column + 1),
            x,
            pen.baseline(HEAD / 2.0),
            Anchor::Middle,
            pen,
        );
    }
}

fn draw_row(sketch: &mut Sketch<'_>, figure: &CohortsFigure, field: &Field, place: usize) {
    let scene = sketch.scene;
    let row = &figure.rows[place];
    let pen = Pen::regular(NOTE, scene.theme.text);
    let bold = Pen::semibold(NOTE, scene.theme.text);
    let baseline = pen.baseline(HEAD + (place as f32 + 0.5) * PITCH);
    let name = sketch.fit(&short_name(row, figure, scene), pen, field.name);
    sketch.text(name, 0.0, baseline, Anchor::Start, pen);
    let room = field.size_end - field.name - GAP;
    let size = sketch.fit(&format::count(row.size, scene.locale), bold, room);
    sketch.text(size, field.size_end, baseline, Anchor::End, bold);
    let palette = scene.theme.heat;
    for (column, &back) in row.back.iter().enumerate() {
        let Some(share) = share(row, back) else {
            continue;
        };
        let level = field.heat(share, palette.len() - 1);
        let area = field.cell(place, column);
        sketch.rounded(
            area,
            RADIUS.min(field.pitch / 4.0),
            Corners::All,
            palette[level],
        );
        let pen = Pen::regular(
            SMALL,
            match level >= DARK {
                true => scene.theme.surface,
                false => scene.theme.text,
            },
        );
        if field.told {
            let text = format::share(back, row.size, scene.locale);
            let middle = area.x + area.width / 2.0;
            let baseline = pen.baseline(area.y + area.height / 2.0);
            sketch.text(text, middle, baseline, Anchor::Middle, pen);
        }
    }
}

fn hits(figure: &CohortsFigure, field: &Field, scene: &Scene<'_>) -> Vec<Hit> {
    let words = charts_of(scene.locale.language);
    let mut hits = Vec::new();
    for (place, row) in figure
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.size > 0)
    {
        let line = |label: &'static str, value: String| HitRow {
            swatch: None,
            label: label.into(),
            value,
        };
        let size = line(words.customers, format::count(row.size, scene.locale));
        let small = (row.size as f64) < SMALL_SAMPLE;
        for (column, &back) in row.back.iter().enumerate() {
            let last = figure.provisional && place + column + 2 == figure.rows.len();
            let notes = [(last, words.not_over), (small, scene.text().small_sample)];
            let notes = notes.into_iter().filter(|(holds, _)| *holds);
            let note: Vec<&str> = notes.map(|(_, note)| note).collect();
            hits.push(Hit {
                area: field.band(place, column),
                highlight: field.cell(place, column),
                title: format!(
                    "{}, {}",
                    name(row, figure, scene),
                    later(figure, column, scene)
                ),
                rows: vec![
                    line(words.back, format::count(back, scene.locale)),
                    size.clone(),
                    line(
                        scene.text().share,
                        format::share(back, row.size, scene.locale),
                    ),
                ],
                note: (!note.is_empty()).then(|| note.join(" ")),
                target: None,
                pieces: Vec::new(),
                repeats: false,
            });
        }
    }
    hits
}

fn summary(figure: &CohortsFigure, scene: &Scene<'_>) -> String {
    let words = charts_of(scene.locale.language);
    let total = customers(figure);
    let foot = foot(figure, scene);
    if total == 0 {
        return format!("{foot}.");
    }
    let next = figure.rows.iter().filter_map(|row| row.back.first());
    let said = fill(
        words.cohorts_summary,
        &[
            ("customers", &format::count(total, scene.locale)),
            ("back", &format::count(next.clone().sum(), scene.locale)),
            ("share", &next_share(figure, scene)),
        ],
    );
    match foot.is_empty() {
        true => said,
        false => format!("{said} {foot}."),
    }
}

/// The share of those with a next step who come back in it.
fn next_share(figure: &CohortsFigure, scene: &Scene<'_>) -> String {
    let with_next = figure.rows.iter().filter(|row| !row.back.is_empty());
    let whole = with_next.clone().map(|row| row.size).sum();
    let back = with_next.filter_map(|row| row.back.first()).sum();
    format::share(back, whole, scene.locale)
}

/// Every cohort, its shares by how much later.
pub(crate) fn table(figure: &CohortsFigure, scene: &Scene<'_>) -> Table {
    let words = charts_of(scene.locale.language);
    let columns = figure.rows.iter().map(|row| row.back.len()).max();
    let columns = columns.unwrap_or(0);
    let by = words.first_contact[usize::from(figure.bucket == Bucket::Month)];
    let mut head = vec![by.to_owned(), words.customers.to_owned()];
    head.extend((0..columns).map(|column| later(figure, column, scene)));
    let row = |row: &CohortRow| {
        let mut cells = vec![
            name(row, figure, scene),
            format::count(row.size, scene.locale),
        ];
        cells.extend((0..columns).map(|column| match row.back.get(column) {
            Some(back) => format::share(*back, row.size, scene.locale),
            None => String::new(),
        }));
        cells
    };
    Table {
        head,
        rows: figure.rows.iter().map(row).collect(),
        targets: Vec::new(),
    }
}
