//! What customers ask, by theme, as a table: one can name themes and merge
//! them.

use crate::metric;
use crate::metric::entry::{About, Unit};
use crate::report::MetricAnswer;
use crate::report::themes::{Of, Theme, Themes};
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Named, Tone};
use crate::view::picture::{Area, Picture, Target};
use crate::view::scene::Scene;
use crate::view::sketch::Sketch;
use crate::view::spark::spark;
use crate::view::text::tables::{Tables, tables_of};
use crate::view::text::{Plural, fill, joined};
use crate::view::value;

/// So many themes are shown at first.
const MOST: usize = 10;

/// So many other questions stand under a theme.
const EXAMPLES: usize = 2;

/// Of the picture of a trend, in CSS pixels.
const WIDTH: f32 = 96.0;
const HEIGHT: f32 = 24.0;

/// The table: a line for each theme.
pub(crate) fn themes(figure: &Themes, scene: &Scene<'_>) -> Ledger {
    let told = Told {
        figure,
        words: tables_of(scene.locale.language),
        scene,
        compared: figure.themes.iter().any(|theme| theme.previous.is_some()),
        rated: figure
            .themes
            .iter()
            .all(|theme| theme.csat.missing.is_empty()),
    };
    let lines = figure.themes.iter().enumerate();
    let lines: Vec<Line> = lines
        .map(|(place, theme)| told.line(place, theme))
        .collect();
    Ledger {
        columns: told.columns(),
        groups: vec![Group {
            lines,
            ..Group::default()
        }],
        most: MOST,
        note: told.note(),
        names: figure.themes.iter().map(named).collect(),
        ..Ledger::default()
    }
}

fn named(theme: &Theme) -> Named {
    Named {
        id: theme.id.clone(),
        usual: in_a_row(&theme.question),
        name: theme.name.clone().unwrap_or_default(),
        parts: theme.parts.clone(),
    }
}

/// A text of several lines as one.
fn in_a_row(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

struct Told<'a> {
    figure: &'a Themes,
    words: &'static Tables,
    scene: &'a Scene<'a>,
    /// Whether any theme can be compared with the period before.
    compared: bool,
    /// Whether the data has ratings.
    rated: bool,
}

impl Told<'_> {
    /// The columns, in the order of the cells of [`Told::line`].
    fn columns(&self) -> Vec<Column> {
        let (text, words) = (self.scene.text(), self.words);
        let about = |id: &str| metric::find(id).map(|metric| &metric.about);
        let told = |title: &str, id: &str| Column {
            about: about(id).map_or("", |about| about.definition).to_owned(),
            ..Column::numbers(title)
        };
        let mut columns = vec![
            Column::words(words.theme),
            Column::numbers(text.conversations),
        ];
        if self.figure.of == Of::BeforeFallback {
            columns.push(Column::numbers(words.asked));
        }
        columns.push(Column::numbers(text.share));
        if self.compared {
            columns.push(Column::numbers(words.change));
        }
        columns.push(Column {
            sorts: false,
            ..Column::words(words.trend)
        });
        columns.push(told(words.resolution, "ai_resolution_rate"));
        if self.rated {
            columns.push(told(about("csat").map_or("", |about| about.title), "csat"));
        }
        columns
    }

    fn line(&self, place: usize, theme: &Theme) -> Line {
        let locale = self.scene.locale;
        let name = theme.name.as_ref().unwrap_or(&theme.question);
        let target = Some(Target::Theme(theme.id.clone()));
        // Under a name stands what it is the name of.
        let own = theme.name.is_some().then_some(&theme.question);
        let examples = own.into_iter().chain(&theme.examples).take(EXAMPLES);
        let examples: Vec<String> = examples.map(|example| in_a_row(example)).collect();
        let count = |count: u64| Cell::number(format::count(count, locale), Some(count as f64));
        let mut cells = vec![
            Cell {
                note: joined(&examples, " · "),
                target: target.clone(),
                named: Some(place),
                ..Cell::words(in_a_row(name))
            },
            Cell {
                target,
                ..count(theme.conversations)
            },
        ];
        if self.figure.of == Of::BeforeFallback {
            cells.push(count(theme.questions));
        }
        let share = theme.questions as f64 / self.figure.questions as f64;
        let text = format::share(theme.questions, self.figure.questions, locale);
        cells.push(Cell::number(text, Some(share)));
        if self.compared {
            cells.push(self.change(theme));
        }
        cells.push(self.trend(theme));
        cells.push(self.quality(&theme.resolution, "ai_resolution_rate"));
        if self.rated {
            cells.push(self.quality(&theme.csat, "csat"));
        }
        Line {
            cells,
            whole: false,
        }
    }

    /// How many more than in the period before.
    fn change(&self, theme: &Theme) -> Cell {
        let Some(previous) = theme.previous else {
            return Cell::words(self.scene.text().undefined);
        };
        if previous == 0 {
            return Cell::words(self.scene.text().new);
        }
        let by = theme.conversations as f64 - previous as f64;
        let text = value::difference(by, Unit::Count, self.scene.locale).text;
        Cell::number(text, Some(by))
    }

    fn trend(&self, theme: &Theme) -> Cell {
        let locale = self.scene.locale;
        let values: Vec<Option<f64>> = theme
            .trend
            .iter()
            .map(|&count| Some(count as f64))
            .collect();
        let mut sketch = Sketch::new(self.scene);
        spark(&mut sketch, &values, Area::new(0.0, 0.0, WIDTH, HEIGHT));
        let count = |count: Option<&u64>| format::count(count.copied().unwrap_or(0), locale);
        let said = [
            ("low", &*count(theme.trend.iter().min())),
            ("high", &*count(theme.trend.iter().max())),
            ("last", &*count(theme.trend.last())),
        ];
        let said = fill(self.words.trend_said, &said);
        Cell {
            picture: (!sketch.marks.is_empty()).then(|| Picture {
                width: WIDTH,
                height: HEIGHT,
                marks: sketch.marks,
                summary: said.clone(),
                ..Picture::default()
            }),
            ..Cell::words(said)
        }
    }

    /// A metric of a theme.
    fn quality(&self, answer: &MetricAnswer, id: &str) -> Cell {
        let about: Option<&About> = metric::find(id).map(|metric| &metric.about);
        let unit = about.map_or(Unit::Ratio, |about| about.unit);
        let text = value::quantity(&answer.value, unit, false, self.scene).joined();
        let cell = Cell::number(text, answer.value.number());
        match answer.denominator {
            Some(cases) if cases < SMALL_SAMPLE && cell.order.is_some() => Cell {
                tone: Tone::Faint,
                note: explain::of_few(cases, self.scene),
                ..cell
            },
            _ => cell,
        }
    }

    /// What is not in the table.
    fn note(&self) -> String {
        let (figure, words) = (self.figure, self.words);
        if figure.questions == 0 {
            let said = match (figure.without_text, figure.of) {
                (1.., _) => words.no_texts,
                (0, Of::First) => words.no_questions,
                (0, Of::BeforeFallback) => words.no_fallbacks,
            };
            return said.to_owned();
        }
        let left_out = figure.found - figure.themes.len() as u64;
        let counts = [
            (left_out, &words.left_out),
            (figure.ungrouped, &words.alone),
            (figure.without_text, &words.without_text),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let mut told: Vec<String> = counts
            .map(|(count, plural)| self.counted(count, plural))
            .collect();
        if let Some(theme) = figure.themes.first() {
            told.push(words.few_note.to_owned());
            let metrics = [
                ("ai_resolution_rate", &theme.resolution),
                ("csat", &theme.csat),
            ];
            let metrics = metrics.map(|(id, answer)| (id, &answer.missing[..]));
            let missing = explain::all_missing(metrics.into_iter(), self.scene);
            told.extend((!missing.is_empty()).then_some(missing));
        }
        told.join(" ")
    }

    fn counted(&self, count: u64, plural: &Plural) -> String {
        let locale = self.scene.locale;
        let form = plural.form(count, locale.language);
        fill(form, &[("count", &format::count(count, locale))])
    }
}
