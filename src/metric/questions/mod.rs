//! Questions by theme: what customers write, counted and grouped by likeness.
//!
//! A question is brought into a `normal` form, so that case, marks, numbers
//! and blanks mean nothing; equal forms are one from then on. Of each form the
//! `words` are weighed by how rare they are in the data itself, `typos` being
//! what was meant. Forms that are `alike` stand together, the densest company
//! first, and `group` does that at a cost that grows with their number only.
//! Nothing of it knows a language, nothing was learnt elsewhere, and neither
//! the order of files nor the machine makes a difference.
//!
//! Themes are made of all questions there are, whatever the period, so that
//! they stay the same while somebody looks around in them.

mod alike;
mod group;
mod normal;
mod typos;
mod words;

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::base::dict::Dict;
use crate::base::order;
use crate::conversation::Conversations;

/// Which messages are questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The customer's first message with a text, one a conversation.
    #[default]
    First,
    /// The customer's last message before each fallback.
    BeforeFallback,
}

/// A question that a customer asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// The conversation.
    pub row: u32,
    /// The number of its text in the log.
    pub text: u32,
    /// The number of its normal form.
    pub form: u32,
}

/// All questions, in the order of their conversations, with their themes.
#[derive(Default)]
pub struct Questions {
    asked: Vec<Question>,
    /// The conversations with a question whose text is not there, ascending.
    without_text: Vec<u32>,
    /// The theme of each form, if it has one.
    themes: Vec<Option<u32>>,
    /// The form that is most typical of each theme.
    typical: Vec<u32>,
    /// The text in which that was mostly written.
    shown: Vec<u32>,
    /// What each form is known by, see [`Questions::id`].
    keys: Vec<u64>,
}

/// Fewer questions than these make no theme.
const FEWEST: u32 = 2;

impl Questions {
    /// Finds the questions of all conversations and groups them.
    pub fn new(conversations: &Conversations, of: Of) -> Questions {
        let mut questions = Questions::default();
        let mut forms = Dict::default();
        for row in 0..conversations.facts.len() {
            let texts = match of {
                Of::First => conversations.first_question(row).into_iter().collect(),
                Of::BeforeFallback => conversations.questions_before_fallbacks(row),
            };
            for text in texts {
                questions.add(conversations, row as u32, text, &mut forms);
            }
        }
        questions.without_text.dedup();
        questions.group(&forms);
        questions.show(conversations);
        questions
    }

    fn add(&mut self, conversations: &Conversations, row: u32, text: u32, forms: &mut Dict) {
        let form = normal::normal(conversations.log.texts.get(text));
        match form.is_empty() {
            true => self.without_text.push(row),
            false => self.asked.push(Question {
                row,
                text,
                form: forms.intern(&form),
            }),
        }
    }

    fn group(&mut self, forms: &Dict) {
        let mut counts = vec![0_u32; forms.len()];
        for question in &self.asked {
            counts[question.form as usize] += 1;
        }
        let codes = 0..forms.len() as u32;
        self.keys = codes.clone().map(|form| key(forms.get(form))).collect();
        // Codes tell who came first, which must not matter.
        let place = |&form: &u32| {
            let (count, key) = (counts[form as usize], self.keys[form as usize]);
            (Reverse(count), key, forms.get(form))
        };
        let order = order::sorted(codes.collect(), |a, b| place(a).cmp(&place(b)));
        let texts: Vec<&str> = order.iter().map(|&form| forms.get(form)).collect();
        let times: Vec<u32> = order.iter().map(|&form| counts[form as usize]).collect();
        let grouped = group::group(&texts, &times);
        let mut sizes = vec![0; grouped.typical.len()];
        for (&group, count) in grouped.group.iter().zip(times) {
            sizes[group as usize] += count;
        }
        self.themes = vec![None; forms.len()];
        for (&form, group) in order.iter().zip(grouped.group) {
            let large = sizes[group as usize] >= FEWEST;
            self.themes[form as usize] = large.then_some(group);
        }
        let typical = grouped.typical.into_iter();
        self.typical = typical.map(|place| order[place as usize]).collect();
    }

    /// Finds the text to show of each theme.
    fn show(&mut self, conversations: &Conversations) {
        let mut themes = vec![None; self.keys.len()];
        for (theme, &form) in self.typical.iter().enumerate() {
            themes[form as usize] = Some(theme);
        }
        let mut typical: Vec<Vec<Question>> = vec![Vec::new(); self.typical.len()];
        for question in &self.asked {
            if let Some(theme) = themes[question.form as usize] {
                typical[theme].push(*question);
            }
        }
        let shown = typical
            .into_iter()
            .map(|own| as_written(conversations, own));
        self.shown = shown
            .map(|question| question.map_or(0, |question| question.text))
            .collect();
    }

    /// The questions of some conversations, which ascend.
    pub fn of_rows<'a>(&'a self, rows: &'a [u32]) -> impl Iterator<Item = &'a Question> {
        rows.iter().flat_map(|&row| {
            let from = self.asked.partition_point(|asked| asked.row < row);
            let own = self.asked[from..].iter();
            own.take_while(move |asked| asked.row == row)
        })
    }

    /// How many of some conversations, which ascend, have a question whose
    /// text is not there.
    pub fn without_text(&self, rows: &[u32]) -> usize {
        let known = |row: &&u32| self.without_text.binary_search(row).is_ok();
        rows.iter().filter(known).count()
    }

    /// How many groups there are, themes or not.
    pub fn len(&self) -> usize {
        self.typical.len()
    }

    /// Whether there is no question.
    pub fn is_empty(&self) -> bool {
        self.typical.is_empty()
    }

    /// The theme of a question; `None` where no other is like it.
    pub fn theme(&self, question: &Question) -> Option<u32> {
        self.themes.get(question.form as usize).copied().flatten()
    }

    /// The form that is most typical of a theme.
    pub fn typical(&self, theme: u32) -> u32 {
        self.typical[theme as usize]
    }

    /// The number of the text in which the most typical question of a theme
    /// was mostly written.
    pub fn shown(&self, theme: u32) -> u32 {
        self.shown[theme as usize]
    }

    /// What a theme is known by: sixteen digits made of its most typical
    /// question.
    pub fn id(&self, theme: u32) -> String {
        let key = self.keys[self.typical(theme) as usize];
        format!("{key:016x}")
    }

    /// The themes of some ids. An id keeps its meaning when a theme has grown
    /// another middle: it is that of the theme in which its question is now.
    pub fn find<'a>(&self, ids: impl Iterator<Item = &'a String>) -> Vec<Option<u32>> {
        let forms = order::places(&self.keys);
        let key_of = |form: u32| self.keys[form as usize];
        let find = |id: &String| {
            let key = u64::from_str_radix(id, 16).ok()?;
            let place = forms.partition_point(|&form| key_of(form) < key);
            let form = forms.get(place).filter(|&&form| key_of(form) == key)?;
            self.themes[*form as usize]
        };
        ids.map(find).collect()
    }
}

/// That of some questions whose text occurs most often among them; of equals
/// the first by its text.
pub fn as_written(conversations: &Conversations, questions: Vec<Question>) -> Option<Question> {
    let text = |question: &Question| conversations.log.texts.get(question.text);
    let questions = order::sorted(questions, |a, b| text(a).cmp(text(b)));
    let same = questions.chunk_by(|a, b| text(a) == text(b));
    let most = same.rev().max_by_key(|same| same.len());
    most.and_then(|same| same.first().copied())
}

/// A number for a text, the same on every machine (FNV-1a).
fn key(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| {
        (key ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
