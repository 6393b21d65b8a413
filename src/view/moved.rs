//! What made a metric move since the period before, as a table: by dimension,
//! what each value adds to the change.

use crate::metric::entry::{About, Direction};
use crate::metric::{self, How};
use crate::report::Change;
use crate::report::moved::{Moved, MovedBy, MovedRow, Part};
use crate::view::chips::value_name;
use crate::view::explain;
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::{Area, Corners, Picture, Target};
use crate::view::scene::Scene;
use crate::view::sketch::Sketch;
use crate::view::text::fill;
use crate::view::text::tables::{Tables, tables_of};
use crate::view::value;

/// So many dimensions are shown at first, and so many values of each.
const FIRST: (usize, usize) = (4, 5);

/// So many there are at most: the rest adds next to nothing.
const DIMENSIONS: usize = 10;
const VALUES: usize = 20;

/// Of the picture of a contribution, in CSS pixels.
const WIDTH: f32 = 120.0;
const HEIGHT: f32 = 16.0;
const BAR: f32 = 10.0;

/// The table: a line for the whole, then each dimension with its values.
pub(crate) fn moved(figure: &Moved, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    let Some(metric) = metric::find(&figure.metric) else {
        return Ledger::default();
    };
    let shown = figure.dimensions.iter().take(DIMENSIONS);
    let rows = shown
        .clone()
        .flat_map(|table| table.rows.iter().take(VALUES));
    let largest = rows.map(|row| row.contribution.abs()).fold(0.0, f64::max);
    let told = Told {
        figure,
        about: &metric.about,
        words,
        scene,
        largest,
    };
    let (Some(change), true) = (figure.change, shown.len() > 0) else {
        return Ledger {
            note: told.nothing(),
            ..Ledger::default()
        };
    };
    let whole = Group {
        lines: vec![told.whole(change)],
        ..Group::default()
    };
    let groups = shown.map(|table| told.group(table));
    Ledger {
        columns: told.columns(),
        groups: std::iter::once(whole).chain(groups).collect(),
        of_groups: Some(FIRST),
        note: told.note(),
        ..Ledger::default()
    }
}

struct Told<'a> {
    figure: &'a Moved,
    about: &'a About,
    words: &'static Tables,
    scene: &'a Scene<'a>,
    /// The contribution whose bar is longest.
    largest: f64,
}

impl Told<'_> {
    fn by_rates(&self) -> bool {
        self.figure.how == How::Rates
    }

    /// The columns, in the order of the cells of [`Told::line`].
    fn columns(&self) -> Vec<Column> {
        let (text, words) = (self.scene.text(), self.words);
        let mut columns = vec![
            Column::words(words.kind),
            Column::numbers(text.conversations),
            Column::numbers(words.before),
            Column::numbers(words.now),
            Column {
                about: words.adds_about.to_owned(),
                ..Column::numbers(words.adds)
            },
            Column::default(),
        ];
        if self.by_rates() {
            for (title, about) in [(words.mix, words.mix_about), (words.rate, words.rate_about)] {
                columns.push(Column {
                    about: about.to_owned(),
                    ..Column::numbers(title)
                });
            }
        }
        columns
    }

    fn value(&self, number: Option<f64>) -> Cell {
        let text = match number {
            Some(number) => {
                value::in_unit(number, self.about.unit, false, self.scene.locale).joined()
            }
            None => self.scene.text().undefined.to_owned(),
        };
        Cell::number(text, number)
    }

    fn change(&self, by: f64, few: bool) -> Cell {
        let change = value::difference(by, self.about.unit, self.scene.locale);
        let tone = match (few, self.about.direction, change.trend) {
            (true, ..) => Tone::Faint,
            (_, Direction::Context, _) | (_, _, value::Trend::Flat) => Tone::Plain,
            (_, Direction::Up, value::Trend::Up) | (_, Direction::Down, value::Trend::Down) => {
                Tone::Good
            }
            _ => Tone::Bad,
        };
        Cell {
            tone,
            ..Cell::number(change.text, Some(by))
        }
    }

    fn whole(&self, change: f64) -> Line {
        let answer = &self.figure.answer;
        let before = answer.previous.as_ref().and_then(|value| value.number());
        let count = self.figure.conversations;
        let mut cells = vec![
            Cell::words(self.scene.text().total),
            Cell {
                target: (count > 0).then(|| Target::Filters(Vec::new())),
                ..Cell::number(format::count(count, self.scene.locale), Some(count as f64))
            },
            self.value(before),
            self.value(answer.value.number()),
            self.change(change, false),
        ];
        cells.resize_with(self.columns().len(), Cell::default);
        Line { cells, whole: true }
    }

    fn group(&self, table: &MovedBy) -> Group {
        let rows = table.rows.iter().take(VALUES);
        // Where the metric is of nothing a value tells nothing.
        let rows = rows.filter(|row| row.before.of > 0.0 || row.now.of > 0.0);
        Group {
            title: self.scene.text().dimension_title(&table.dimension),
            lines: rows.map(|row| self.line(&table.dimension, row)).collect(),
        }
    }

    fn line(&self, by: &str, row: &MovedRow) -> Line {
        let name = value_name(by, row.key.as_deref(), self.scene.locale);
        let target = Target::filter(by, row.key.as_deref().unwrap_or_default());
        let target = Some(target).filter(|_| row.conversations > 0);
        let count = format::count(row.conversations, self.scene.locale);
        let value = |part: Part| self.value(part.value);
        let contribution = self.change(row.contribution, row.few);
        let mut cells = vec![
            Cell {
                target: target.clone(),
                ..Cell::words(name)
            },
            Cell {
                target,
                ..Cell::number(count, Some(row.conversations as f64))
            },
            value(row.before),
            value(row.now),
            Cell {
                note: match row.few {
                    true => self.words.few.to_owned(),
                    false => String::new(),
                },
                ..contribution.clone()
            },
            Cell {
                picture: self.bar(row, contribution.tone, &contribution.text),
                ..Cell::default()
            },
        ];
        if self.by_rates() {
            let part = |by: Option<f64>| match by {
                Some(by) => Cell {
                    tone: Tone::Plain,
                    ..self.change(by, false)
                },
                None => Cell::words(self.scene.text().undefined),
            };
            cells.extend([part(row.mix), part(row.rate)]);
        }
        Line {
            cells,
            whole: false,
        }
    }

    /// What a value adds as a bar, to the right where it is more.
    fn bar(&self, row: &MovedRow, tone: Tone, said: &str) -> Option<Picture> {
        let theme = self.scene.theme;
        let size = (row.contribution / self.largest) as f32 * WIDTH / 2.0;
        if !size.is_finite() {
            return None;
        }
        let mut sketch = Sketch::new(self.scene);
        let middle = WIDTH / 2.0;
        let color = match tone {
            Tone::Good => theme.good,
            Tone::Bad | Tone::Mind => theme.bad,
            Tone::Plain => theme.categories[0],
            Tone::Faint => theme.faint,
        };
        let bar = Area::new(
            middle + size.min(0.0),
            (HEIGHT - BAR) / 2.0,
            size.abs(),
            BAR,
        );
        sketch.rounded(bar, 2.0, Corners::All, color);
        sketch.rect(Area::new(middle - 0.5, 0.0, 1.0, HEIGHT), theme.muted);
        Some(Picture {
            width: WIDTH,
            height: HEIGHT,
            marks: sketch.marks,
            summary: said.to_owned(),
            ..Picture::default()
        })
    }

    /// Why there is no table.
    fn nothing(&self) -> String {
        let (answer, words) = (&self.figure.answer, self.words);
        if !answer.missing.is_empty() {
            return explain::missing(&answer.missing, self.scene);
        }
        let said = match (&answer.change, self.figure.how) {
            (_, How::Whole) => words.not_apart,
            (Some(Change::By(_)), _) => words.no_causes,
            (Some(Change::New(_)), _) => words.nothing_before,
            _ => words.nothing_to_compare,
        };
        fill(said, &[("title", self.about.title)])
    }

    fn note(&self) -> String {
        let words = self.words;
        let mut told = Vec::new();
        if self.by_rates() {
            told.push(words.parts_note.to_owned());
        }
        if self.figure.dimensions.iter().any(|table| !table.adds_up) {
            told.push(words.not_added.to_owned());
        }
        let values = |table: &MovedBy| table.rows.len().saturating_sub(VALUES);
        let shown = self.figure.dimensions.iter().take(DIMENSIONS);
        let left: usize = shown.map(values).sum();
        if left > 0 {
            let locale = self.scene.locale;
            let form = words.smaller.form(left as u64, locale.language);
            let count = format::count(left as u64, locale);
            told.push(fill(form, &[("count", &count)]));
        }
        told.join(" ")
    }
}
