//! The text catalogue: every word a person reads on a card or chart, one
//! file a language. A language that lacks one does not compile.

use std::borrow::Cow;

use crate::base::letters;
use crate::view::locale::Language;
use crate::view::text::arrange::Arrange;
use crate::view::text::beside::Beside;
use crate::view::text::charts::Charts;
use crate::view::text::explore::Explore;
use crate::view::text::export::Export;
use crate::view::text::mapping::MappingWords;
use crate::view::text::register::RegisterWords;
use crate::view::text::rules::RuleWords;
use crate::view::text::settings::Settings;
use crate::view::text::shell::Shell;
use crate::view::text::tables::Tables;

pub mod arrange;
pub mod beside;
pub mod charts;
mod en;
pub mod explore;
pub mod export;
pub mod mapping;
pub mod register;
pub mod rules;
pub mod settings;
pub mod shell;
pub mod tables;

/// A text that varies with a count.
#[derive(Clone, Copy, Debug)]
pub struct Plural {
    /// Of one (Russian: 1, 21, 31, …).
    pub one: &'static str,
    /// Of few (Russian: 2–4, 22–24, …); elsewhere as `other`.
    pub few: &'static str,
    /// Of any other count.
    pub other: &'static str,
}

impl Plural {
    /// The form for a count.
    pub fn form(&self, count: u64, language: Language) -> &'static str {
        match language {
            Language::Russian => match (count % 10, count % 100) {
                (1, rest) if rest != 11 => self.one,
                (2..=4, rest) if !(12..=14).contains(&rest) => self.few,
                _ => self.other,
            },
            // Nothing is singular in French.
            Language::French if count == 0 => self.one,
            _ if count == 1 => self.one,
            _ => self.other,
        }
    }
}

/// The names of a dimension's known values.
#[derive(Clone, Copy, Debug)]
pub struct ValueName {
    /// The dimension.
    pub by: &'static str,
    /// The value as it stands in the data.
    pub key: &'static str,
    /// What it is called.
    pub name: &'static str,
}

/// The name of a dimension, alone and inside a sentence.
#[derive(Clone, Copy, Debug)]
pub struct DimensionName {
    /// The dimension.
    pub by: &'static str,
    /// As a title: `By channel`.
    pub title: &'static str,
    /// As a word: `channel`.
    pub word: &'static str,
}

/// A chart's title and what its ⓘ says.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    /// Above the chart.
    pub title: &'static str,
    /// One or two sentences.
    pub explanation: &'static str,
}

/// All texts of one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Text {
    /// In place of a value that is undefined.
    pub undefined: &'static str,
    /// A change from nothing.
    pub new: &'static str,
    /// Percentage points.
    pub points: &'static str,
    /// Seconds, days and hours behind a number.
    pub seconds: &'static str,
    /// See `seconds`.
    pub days: &'static str,
    /// See `seconds`.
    pub hours: &'static str,
    /// Behind a shortened number.
    pub thousand: &'static str,
    /// See `thousand`.
    pub million: &'static str,
    /// See `thousand`.
    pub billion: &'static str,
    /// See `thousand`.
    pub trillion: &'static str,
    /// `{quarter}` `{year}`
    pub quarter: &'static str,
    /// Of a fraction: `{part}` `{whole}`.
    pub part_of: &'static str,
    /// How many values: `{n}`.
    pub n: &'static str,
    /// `{value}`
    pub median: &'static str,
    /// `{value}`
    pub p90: &'static str,
    /// Windows that decide it are still running.
    pub provisional: &'static str,
    /// Too few cases to trust.
    pub small_sample: &'static str,
    /// Nothing to divide by.
    pub no_cases: &'static str,
    /// The data lacks events: `{events}`.
    pub missing: &'static str,
    /// Between the last two of a list.
    pub and: &'static str,
    /// The previous value: `{value}` `{days}`.
    pub before: Plural,
    /// Labels of a card's tooltip and table.
    pub value: &'static str,
    /// See `value`.
    pub previous: &'static str,
    /// See `value`.
    pub change: &'static str,
    /// See `value`.
    pub counted: &'static str,
    /// See `value`.
    pub cases: &'static str,
    /// See `value`.
    pub median_label: &'static str,
    /// See `value`.
    pub p90_label: &'static str,
    /// Says a card: `{title}` `{value}` `{rest}`.
    pub card_summary: &'static str,
    /// Says an explanation's numbers: `{title}` `{value}` `{rest}`.
    pub explained: &'static str,
    /// What the tail of small values is called: `{count}`.
    pub more: Plural,
    /// Conversations without a value.
    pub no_value: &'static str,
    /// The sum.
    pub total: &'static str,
    /// A column of conversations.
    pub conversations: &'static str,
    /// A column of shares.
    pub share: &'static str,
    /// The swatch of steps that may still change.
    pub provisional_step: &'static str,
    /// Why they may.
    pub provisional_note: &'static str,
    /// Instead of a chart of nothing.
    pub nothing: &'static str,
    /// What a step of the axis is called, by bucket: hour, day, week,
    /// month, quarter, year.
    pub steps: [&'static str; 6],
    /// Titles of charts over time, by the same.
    pub per_step: [&'static str; 6],
    /// Says a stack: `{total}` `{step}` `{by}` `{span}` `{peak}` `{peak_at}`.
    pub stack_summary: &'static str,
    /// Says a metric over time: `{title}` `{step}` `{span}` `{low}` `{high}`
    /// `{last}`.
    pub run_summary: &'static str,
    /// Says counts: `{total}` `{by}` `{first}` `{share}`.
    pub counts_summary: &'static str,
    /// Says a heatmap: `{total}` `{what}` `{weekday}` `{hour}` `{peak}`.
    pub heatmap_summary: &'static str,
    /// What a heatmap counts.
    pub engaged_conversations: &'static str,
    /// See `engaged_conversations`.
    pub handoffs: &'static str,
    /// A column of weekdays.
    pub weekday: &'static str,
    /// A week's first day: `{date}`.
    pub week_of: &'static str,
    /// A local time in an hour that occurs twice: `{time}` `{offset}`.
    pub with_offset: &'static str,
    /// Explains a stack.
    pub stack: Heading,
    /// Explains the same of engaged conversations only.
    pub stack_engaged: Heading,
    /// Explains outcome shares.
    pub outcomes: Heading,
    /// Explains counts by a dimension; the title comes from the dimension.
    pub counts: Heading,
    /// Explains counts of hand-offs by a dimension.
    pub counts_handoffs: &'static str,
    /// Explains counts of missed chats by a dimension.
    pub counts_missed: &'static str,
    /// Nothing of what is counted is there.
    pub none_counted: &'static str,
    /// No conversation has a value: `{by}`.
    pub none_has: &'static str,
    /// What would bring one: `{field}`.
    pub brought_by: &'static str,
    /// The same: `{field}` of `{kind}` events.
    pub brought_by_kind: &'static str,
    /// Explains the heatmap of engaged conversations.
    pub heatmap_engaged: Heading,
    /// Explains the heatmap of hand-offs.
    pub heatmap_handoffs: Heading,
    /// What dimensions are called.
    pub dimensions: &'static [DimensionName],
    /// What their known values are called.
    pub values: &'static [ValueName],
}

impl Text {
    /// What a value of a dimension is called: known ones by the catalogue,
    /// others as they stand in the data.
    pub fn value_name(&self, by: &str, key: Option<&str>) -> String {
        let Some(key) = key else {
            return self.no_value.to_owned();
        };
        self.values
            .iter()
            .find(|value| value.by == by && value.key == key)
            .map_or_else(|| key.to_owned(), |value| value.name.to_owned())
    }

    /// A dimension's title (`By channel`); its own name where it is not in
    /// the catalogue.
    pub fn dimension_title(&self, by: &str) -> String {
        self.dimension(by)
            .map_or(by, |known| known.title)
            .to_owned()
    }

    /// A dimension's name inside a sentence.
    pub fn dimension_word(&self, by: &str) -> String {
        self.dimension(by).map_or(by, |known| known.word).to_owned()
    }

    /// A dimension's name alone: `Channel`; its own name where it is not in
    /// the catalogue.
    pub fn dimension_name(&self, by: &str) -> String {
        let Some(known) = self.dimension(by) else {
            return by.to_owned();
        };
        let mut letters = known.word.chars();
        let first = letters.next().into_iter().map(letters::upper);
        first.chain(letters.clone()).collect()
    }

    fn dimension(&self, by: &str) -> Option<&DimensionName> {
        self.dimensions.iter().find(|known| known.by == by)
    }
}

/// The words of one language, by what they are about.
struct Words {
    text: &'static Text,
    arrange: &'static Arrange,
    beside: &'static Beside,
    charts: &'static Charts,
    explore: &'static Explore,
    export: &'static Export,
    mapping: &'static MappingWords,
    register: &'static RegisterWords,
    rules: &'static RuleWords,
    settings: &'static Settings,
    shell: &'static Shell,
    tables: &'static Tables,
}

static ENGLISH: Words = Words {
    text: &en::TEXT,
    arrange: &arrange::ENGLISH,
    beside: &beside::ENGLISH,
    charts: &charts::ENGLISH,
    explore: &explore::ENGLISH,
    export: &export::ENGLISH,
    mapping: &mapping::ENGLISH,
    register: &register::ENGLISH,
    rules: &rules::ENGLISH,
    settings: &settings::ENGLISH,
    shell: &shell::ENGLISH,
    tables: &tables::ENGLISH,
};

/// All words of a language. Those without a catalogue of their own speak
/// English.
fn words_in(language: Language) -> &'static Words {
    match language {
        Language::English
        | Language::French
        | Language::Swedish
        | Language::Russian
        | Language::Frisian
        | Language::German
        | Language::Spanish => &ENGLISH,
    }
}

/// The texts of a language.
pub fn text_of(language: Language) -> &'static Text {
    words_in(language).text
}

/// A text of the data as it stands in a sentence of ours: one that is written
/// from right to left would else move the signs and numbers around it.
pub fn isolated(text: &str) -> Cow<'_, str> {
    match text.chars().any(is_right_to_left) {
        true => Cow::Owned(format!("\u{2068}{text}\u{2069}")),
        false => Cow::Borrowed(text),
    }
}

/// Texts in a row, each as it stands by itself.
pub fn joined(parts: &[impl AsRef<str>], separator: &str) -> String {
    let parts = parts.iter().map(|part| isolated(part.as_ref()));
    parts.collect::<Vec<_>>().join(separator)
}

/// Hebrew, Arabic and their neighbours.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A template with its `{words}` replaced, each isolated.
pub fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        let word = words.iter().find(|(known, _)| *known == name);
        filled.push_str(&word.map_or_else(Cow::default, |(_, word)| isolated(word)));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use crate::view::locale::Language;
    use crate::view::text::{Plural, fill, joined, text_of};

    #[test]
    fn fills_templates_once() {
        let words = [("part", "{whole}"), ("whole", "9")];
        assert_eq!(fill("{part} of {whole}!", &words), "{whole} of 9!");
    }

    #[test]
    fn texts_of_the_other_direction_leave_what_is_around_them() {
        let words = [("name", "ليلى"), ("count", "3")];
        assert_eq!(fill("{name}: {count}", &words), "\u{2068}ليلى\u{2069}: 3");
        let parts = ["Ann", "ליאת", "18:03"];
        assert_eq!(joined(&parts, " · "), "Ann · \u{2068}ליאת\u{2069} · 18:03");
    }

    #[test]
    fn plural_forms_follow_the_language() {
        let plural = Plural {
            one: "one",
            few: "few",
            other: "other",
        };
        let forms = |language| [0, 1, 3, 12, 21, 111].map(|count| plural.form(count, language));
        assert_eq!(
            forms(Language::Russian),
            ["other", "one", "few", "other", "one", "other"]
        );
        assert_eq!(plural.form(0, Language::French), "one");
        assert_eq!(plural.form(0, Language::English), "other");
    }

    #[test]
    fn unknown_values_keep_their_own_name() {
        let text = text_of(Language::English);
        assert_eq!(
            text.value_name("outcome", Some("resolved_by_bot")),
            "Resolved by bot"
        );
        assert_eq!(text.value_name("topic", Some("shipping")), "shipping");
        assert_eq!(text.value_name("topic", None), text.no_value);
    }
}
