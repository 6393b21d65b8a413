//! What customers ask in a period, by theme.

use std::cmp::Reverse;

use crate::base::order;
use crate::base::zone::Zone;
use crate::conversation::Conversations;
use crate::conversation::facts::is;
use crate::engine::desk::{Desk, answer};
use crate::engine::steps::Steps;
use crate::metric::questions::{Of, Question, Questions, as_written};
use crate::metric::{self, Value, compute};
use crate::report::themes::{BehindTheme, Edits, Theme, Themes, ThemesAsk};
use crate::report::{MetricAnswer, QueryError};

/// So many questions of a theme are shown beside the most typical one.
const EXAMPLES: usize = 5;

/// The themes of both kinds of questions, for as long as the conversations
/// stay.
#[derive(Default)]
pub(super) struct Known {
    first: Option<Questions>,
    before_fallback: Option<Questions>,
}

impl Known {
    /// The questions of a kind, found now if nobody asked before.
    pub(super) fn of(&mut self, conversations: &Conversations, of: Of) -> &Questions {
        let known = match of {
            Of::First => &mut self.first,
            Of::BeforeFallback => &mut self.before_fallback,
        };
        known.get_or_insert_with(|| Questions::new(conversations, of))
    }
}

/// Themes as a person left them.
struct Edited<'a> {
    questions: &'a Questions,
    /// The theme that each one is part of; itself where nothing was merged.
    part_of: Vec<u32>,
}

impl<'a> Edited<'a> {
    fn new(questions: &'a Questions, edits: &Edits) -> Edited<'a> {
        let part_of = (0..questions.len() as u32).collect();
        let mut edited = Edited { questions, part_of };
        let parts = questions.find(edits.merged.keys());
        let wholes = questions.find(edits.merged.values());
        for (part, whole) in parts.into_iter().zip(wholes) {
            if let Some((part, whole)) = part.zip(whole) {
                edited.merge(part, whole);
            }
        }
        edited
    }

    /// Makes a theme part of another, with all that is part of it. Of two that
    /// are to be part of each other the first edit counts.
    fn merge(&mut self, part: u32, whole: u32) {
        let (part, whole) = (self.part_of[part as usize], self.part_of[whole as usize]);
        for theme in &mut self.part_of {
            if *theme == part {
                *theme = whole;
            }
        }
    }

    /// The themes that became part of one.
    fn parts(&self, whole: u32) -> impl Iterator<Item = u32> {
        let parts = (0..).zip(&self.part_of);
        parts
            .filter(move |&(part, of)| *of == whole && part != whole)
            .map(|(part, _)| part)
    }

    fn theme(&self, question: &Question) -> Option<u32> {
        let theme = self.questions.theme(question)?;
        Some(self.part_of[theme as usize])
    }

    /// The theme that an id stands for now.
    fn find(&self, id: &String) -> Option<u32> {
        let found = self.questions.find(std::iter::once(id)).pop().flatten();
        found.map(|theme| self.part_of[theme as usize])
    }

    /// The names given, by theme: that of the theme itself before those of
    /// what became part of it, the first by id.
    fn names<'e>(&self, edits: &'e Edits) -> Vec<Option<&'e String>> {
        let mut names = vec![None; self.part_of.len()];
        let named = self.questions.find(edits.names.keys()).into_iter();
        let named = named.zip(edits.names.values());
        let (mut own, mut parts): (Vec<_>, Vec<_>) = named
            .filter_map(|(theme, name)| Some((theme?, name)))
            .partition(|&(theme, _)| self.part_of[theme as usize] == theme);
        for (theme, name) in own.drain(..).chain(parts.drain(..)) {
            let whole = self.part_of[theme as usize] as usize;
            names[whole] = names[whole].or(Some(name));
        }
        names
    }

    /// For each theme the conversations of `rows` that have a question of it,
    /// ascending, and their questions.
    fn asked(&self, rows: &[u32]) -> Vec<Asked> {
        let mut asked: Vec<Asked> = Vec::new();
        asked.resize_with(self.part_of.len(), Asked::default);
        for question in self.questions.of_rows(rows) {
            let Some(theme) = self.theme(question) else {
                continue;
            };
            let asked = &mut asked[theme as usize];
            if asked.rows.last() != Some(&question.row) {
                asked.rows.push(question.row);
            }
            asked.questions.push(*question);
        }
        asked
    }
}

/// What was asked of one theme.
#[derive(Default)]
struct Asked {
    rows: Vec<u32>,
    questions: Vec<Question>,
}

/// Answers what customers asked. `zone` covers the period asked for and the
/// one before.
pub(super) fn themes(
    conversations: &Conversations,
    zone: &Zone,
    ask: &ThemesAsk,
    questions: &Questions,
) -> Result<Themes, QueryError> {
    let period = ask.query.period(zone.date(conversations.as_of))?;
    let bucket = ask.query.bucket.unwrap_or_else(|| period.natural_bucket());
    let steps = Steps::new(zone, period, bucket)?;
    let desk = Desk::new(conversations, zone, &ask.query.filters)?;
    let edited = Edited::new(questions, &ask.edits);
    let rows = desk.rows(steps.bounds);
    let asked = edited.asked(&rows);
    let mut found: Vec<u32> = (0..asked.len() as u32)
        .filter(|&theme| !asked[theme as usize].rows.is_empty())
        .collect();
    found = order::sorted(found, |&a, &b| {
        let place = |theme: u32| Reverse(asked[theme as usize].rows.len());
        let same = || questions.id(a).cmp(&questions.id(b));
        place(a).cmp(&place(b)).then_with(same)
    });
    let all = questions.of_rows(&rows).count();
    let grouped: usize = asked.iter().map(|asked| asked.questions.len()).sum();
    let mut themes = Themes {
        of: ask.of,
        steps: (0..steps.len())
            .map(|step| steps.step(zone, step))
            .collect(),
        questions: all as u64,
        without_text: match conversations.log.is_empty() {
            true => rows
                .iter()
                .filter(|&&row| wrote(conversations, row))
                .count() as u64,
            false => questions.without_text(&rows) as u64,
        },
        themes: Vec::new(),
        found: found.len() as u64,
        ungrouped: (all - grouped) as u64,
    };
    found.truncate(ask.most);
    let before = desk
        .reaches_before(steps.bounds.0)
        .then(|| edited.asked(&desk.rows(zone.bounds(period.previous()))));
    let names = edited.names(&ask.edits);
    let text = |number| conversations.log.texts.get(number).trim().to_owned();
    for theme in found {
        let own = &asked[theme as usize];
        let before = before.as_ref().map(|before| &before[theme as usize]);
        let parts = edited.parts(theme);
        let parts = parts.map(|part| (questions.id(part), text(questions.shown(part))));
        themes.themes.push(Theme {
            id: questions.id(theme),
            name: names[theme as usize].cloned(),
            question: text(questions.shown(theme)),
            parts: parts.collect(),
            examples: examples(conversations, own, questions.typical(theme)),
            conversations: own.rows.len() as u64,
            questions: own.questions.len() as u64,
            previous: before.map(|before| before.rows.len() as u64),
            ..desk.theme(&own.rows, &steps)
        });
    }
    Ok(themes)
}

/// Whether the customer wrote anything.
fn wrote(conversations: &Conversations, row: u32) -> bool {
    conversations.facts.has(row as usize, is::WITH_USER)
}

/// Those of `rows`, which ascend, that have a question of a theme.
pub(super) fn behind(questions: &Questions, behind: &BehindTheme, rows: &[u32]) -> Vec<u32> {
    let edited = Edited::new(questions, &behind.edits);
    let theme = edited.find(&behind.id);
    let asked = theme.map(|theme| edited.asked(rows).swap_remove(theme as usize));
    asked.map_or_else(Vec::new, |asked| asked.rows)
}

/// More letters of a question than this would be no name.
const LONGEST_NAME: usize = 60;

/// What a theme is called that nobody named: its most typical question, or the
/// beginning of it.
pub(super) fn called(
    conversations: &Conversations,
    questions: &Questions,
    behind: &BehindTheme,
) -> Option<String> {
    let theme = Edited::new(questions, &behind.edits).find(&behind.id)?;
    let question = conversations.log.texts.get(questions.shown(theme)).trim();
    let mut letters = question.chars();
    let mut name: String = letters.by_ref().take(LONGEST_NAME).collect();
    if letters.next().is_some() {
        name.push('…');
    }
    Some(name)
}

impl Desk<'_> {
    /// What is computed of a theme's conversations.
    fn theme(&self, rows: &[u32], steps: &Steps) -> Theme {
        let starts = &self.conversations.facts.starts;
        let until = |at| rows.partition_point(|&row| starts[row as usize] < at);
        let scope = self.scope(rows, steps.bounds, 0.0, &*self.own);
        let answered = |id| {
            let metric = metric::find(id).map(|metric| compute(metric, &scope));
            metric.map_or_else(MetricAnswer::default, answer)
        };
        let fallbacks = match answered("fallbacks").value {
            Value::Number(number) => number as u64,
            _ => 0,
        };
        Theme {
            trend: (0..steps.len())
                .map(|step| steps.span(step))
                .map(|(from, to)| (until(to) - until(from)) as u64)
                .collect(),
            resolution: answered("ai_resolution_rate"),
            csat: answered("csat"),
            fallbacks,
            ..Theme::default()
        }
    }
}

/// Questions of a theme in other words than the most typical one, as they were
/// written: the most frequent first, then by text.
fn examples(conversations: &Conversations, asked: &Asked, typical: u32) -> Vec<String> {
    let others = asked.questions.iter().filter(|asked| asked.form != typical);
    let others = order::sorted(others.copied().collect(), |a, b| a.form.cmp(&b.form));
    let forms = others.chunk_by(|a, b| a.form == b.form);
    let written = forms.filter_map(|form| {
        let question = as_written(conversations, form.to_vec())?;
        let text = conversations.log.texts.get(question.text);
        Some((Reverse(form.len()), text.trim()))
    });
    let written = order::sorted(written.collect(), Ord::cmp);
    let written = written.into_iter().take(EXAMPLES);
    written.map(|(_, text)| text.to_owned()).collect()
}
