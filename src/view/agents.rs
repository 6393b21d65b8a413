//! What each agent did, beside the whole team.

use crate::metric;
use crate::metric::entry::{About, Direction};
use crate::report::agents::{AgentRow, Agents};
use crate::report::{MetricAnswer, Value};
use crate::view::explain::{self, SMALL_SAMPLE};
use crate::view::format;
use crate::view::ledger::{Cell, Column, Group, Ledger, Line, Tone};
use crate::view::picture::Target;
use crate::view::scene::Scene;
use crate::view::text::fill;
use crate::view::text::tables::tables_of;
use crate::view::value;

/// The fields that its cells open.
const HANDLED: &str = "handled_by";
const MISSED: &str = "missed_by";

/// So many agents are shown at first.
const MOST: usize = 12;

/// The table: a line for each agent, under one for all of them.
pub(crate) fn agents(figure: &Agents, scene: &Scene<'_>) -> Ledger {
    let words = tables_of(scene.locale.language);
    if figure.rows.is_empty() {
        return Ledger {
            note: words.no_agents.to_owned(),
            ..Ledger::default()
        };
    }
    let columns = figure.columns.iter().enumerate();
    let known: Vec<(usize, &About)> = columns
        .filter(|(_, column)| column.missing.is_empty())
        .filter_map(|(place, column)| Some((place, &metric::find(&column.metric)?.about)))
        .collect();
    let counts_missed = figure.missing.is_empty();
    let mut heads = vec![
        Column::words(&scene.text().dimension_name("agent")),
        Column {
            about: words.chats_about.to_owned(),
            ..Column::numbers(words.chats)
        },
    ];
    if counts_missed {
        heads.push(Column {
            about: words.missed_about.to_owned(),
            ..Column::numbers(words.missed)
        });
    }
    heads.extend(known.iter().map(|(_, about)| Column {
        about: about.definition.to_owned(),
        ..Column::numbers(about.title)
    }));
    let table = Told {
        figure,
        known: &known,
        counts_missed,
        scene,
    };
    let rows = figure.rows.iter().map(|row| table.line(row));
    Ledger {
        columns: heads,
        groups: vec![Group {
            lines: std::iter::once(table.team()).chain(rows).collect(),
            ..Group::default()
        }],
        most: MOST + 1,
        note: table.note(),
        ..Ledger::default()
    }
}

/// A figure with what is told of it.
struct Told<'a> {
    figure: &'a Agents,
    known: &'a [(usize, &'static About)],
    counts_missed: bool,
    scene: &'a Scene<'a>,
}

impl Told<'_> {
    fn count(&self, count: u64, target: Target) -> Cell {
        Cell {
            target: Some(target).filter(|_| count > 0),
            ..Cell::number(format::count(count, self.scene.locale), Some(count as f64))
        }
    }

    fn team(&self) -> Line {
        let team = &self.figure.team;
        let any = Target::filter(&format!("{HANDLED}!"), "");
        let words = tables_of(self.scene.locale.language);
        let mut cells = vec![Cell::words(words.team), self.count(team.chats, any)];
        if self.counts_missed {
            let missed = Target::Metric("missed_chats".to_owned());
            cells.push(self.count(team.missed, missed));
        }
        let answers = self.known.iter().filter_map(|(place, about)| {
            let answer = team.answers.get(*place)?;
            Some(self.value(answer, about))
        });
        cells.extend(answers);
        Line { cells, whole: true }
    }

    fn line(&self, row: &AgentRow) -> Line {
        let handled = Target::filter(HANDLED, &row.agent);
        let name = Cell {
            target: Some(handled.clone()).filter(|_| row.chats > 0),
            ..Cell::words(row.agent.clone())
        };
        let mut cells = vec![name, self.count(row.chats, handled)];
        if self.counts_missed {
            cells.push(self.count(row.missed, Target::filter(MISSED, &row.agent)));
        }
        for &(place, about) in self.known {
            let team = self.figure.team.answers.get(place);
            let own = row.answers.get(place);
            if let Some((own, team)) = own.zip(team) {
                cells.push(self.beside(row, own, team, about));
            }
        }
        Line {
            cells,
            whole: false,
        }
    }

    fn value(&self, answer: &MetricAnswer, about: &About) -> Cell {
        let text = value::quantity(&answer.value, about.unit, false, self.scene).joined();
        Cell::number(text, number(answer))
    }

    /// A value with how far it is from the team's, unless few cases stand
    /// behind it.
    fn beside(
        &self,
        row: &AgentRow,
        own: &MetricAnswer,
        team: &MetricAnswer,
        about: &About,
    ) -> Cell {
        let cell = self.value(own, about);
        // Hours are no cases: chats are.
        let cases = match about.id {
            "utilisation" | "chats_per_hour" => row.chats as f64,
            _ => own.denominator.or(own.n.map(|n| n as f64)).unwrap_or(0.0),
        };
        let Some((value, whole)) = number(own).zip(number(team)) else {
            return cell;
        };
        if cases < SMALL_SAMPLE {
            return Cell {
                tone: Tone::Faint,
                note: explain::of_few(cases, self.scene),
                ..cell
            };
        }
        let by = value::difference(value - whole, about.unit, self.scene.locale);
        let tone = match (about.direction, by.trend) {
            (Direction::Context, _) | (_, value::Trend::Flat) => Tone::Plain,
            (Direction::Up, value::Trend::Up) | (Direction::Down, value::Trend::Down) => Tone::Good,
            _ => Tone::Bad,
        };
        Cell {
            tone,
            note: by.text,
            ..cell
        }
    }

    /// What the data lacks, and whose chats nobody had.
    fn note(&self) -> String {
        let (scene, words) = (self.scene, tables_of(self.scene.locale.language));
        let mut told = vec![words.beside_team.to_owned(), words.few_note.to_owned()];
        if self.figure.unassigned > 0 && self.counts_missed {
            let count = self.figure.unassigned;
            let form = words.unassigned.form(count, scene.locale.language);
            let count = format::count(count, scene.locale);
            told.push(fill(form, &[("count", &count)]));
        }
        let columns = self.figure.columns.iter();
        let columns = columns.map(|column| (column.metric.as_str(), &column.missing[..]));
        let missing = explain::all_missing(columns, scene);
        told.extend((!missing.is_empty()).then_some(missing));
        told.join(" ")
    }
}

fn number(answer: &MetricAnswer) -> Option<f64> {
    match answer.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
