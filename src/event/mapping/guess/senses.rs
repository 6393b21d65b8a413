//! What each column is taken for, by its name and by what stands in it.

use crate::base::letters;
use crate::event::mapping::guess::columns::Column;
use crate::event::mapping::guess::words::{NAMES, ROLE_WORDS, Sense, TYPE_WORDS};

/// How well a name fits that is the words of an entry and nothing else.
const WHOLE_NAME: i32 = 100;
/// What a further word of the entry adds, and one that it has not takes.
const WORD_TOLD: i32 = 10;
const WORD_MORE: i32 = 15;
/// How well a column fits whose name tells nothing, by what stands in it.
const BY_ROLES: i32 = 60;
const BY_PROSE: i32 = 40;
const BY_TIMES: i32 = 30;

/// What the columns are taken for, each for one thing at most.
pub(super) struct Senses<'c>(Vec<(Sense, &'c Column)>);

impl<'c> Senses<'c> {
    pub(super) fn of(columns: &'c [Column]) -> Senses<'c> {
        let mut fits: Vec<(i32, Sense, &Column)> = Vec::new();
        for column in columns {
            let words = words_of(&column.name);
            for (sense, names) in NAMES {
                let named = names
                    .split(',')
                    .filter_map(|name| score(&words, name))
                    .max();
                let shown = by_values(*sense, column);
                if let Some(score) = named.max(shown)
                    && may_be(*sense, column)
                {
                    // The best first, of equal ones the first: in its place
                    // at once, which is a sort less to download.
                    let place = fits.partition_point(|(other, ..)| *other >= score);
                    fits.insert(place, (score, *sense, column));
                }
            }
        }
        let mut senses: Vec<(Sense, &Column)> = Vec::new();
        for (_, sense, column) in fits {
            let taken =
                |(known, other): &(Sense, &Column)| *known == sense || other.name == column.name;
            if !senses.iter().any(taken) {
                senses.push((sense, column));
            }
        }
        Senses(senses)
    }

    /// The column that is taken for something.
    pub(super) fn at(&self, sense: Sense) -> Option<&'c Column> {
        let known = self.0.iter().find(|(known, _)| *known == sense);
        known.map(|(_, column)| *column)
    }

    /// Whether a column is taken for something.
    pub(super) fn has(&self, sense: Sense) -> bool {
        self.at(sense).is_some()
    }
}

/// How well a column fits by what stands in it alone.
fn by_values(sense: Sense, column: &Column) -> Option<i32> {
    match sense {
        Sense::Time if column.time().is_some() => Some(BY_TIMES),
        Sense::Text if column.is_prose() => Some(BY_PROSE),
        Sense::UserEmail if column.is_email() => Some(BY_PROSE),
        Sense::Role if known_share(column, ROLE_WORDS) == Share::All => Some(BY_ROLES),
        _ => None,
    }
}

/// Whether a column may be something, for what stands in it.
fn may_be(sense: Sense, column: &Column) -> bool {
    match sense {
        Sense::Time | Sense::Start | Sense::End | Sense::Rated => column.time().is_some(),
        Sense::Role => known_share(column, ROLE_WORDS) != Share::None,
        Sense::Type => known_share(column, TYPE_WORDS) != Share::None,
        Sense::Id => column.is_unique() && column.is_short() && !column.is_prose(),
        Sense::UserEmail => column.is_email(),
        Sense::Score => column.is_number() && column.time().is_none(),
        Sense::Resolved => column.is_flag(),
        Sense::Text => column.time().is_none() && !column.is_number() && !column.is_flag(),
        Sense::Comment => !column.is_number(),
        Sense::Page | Sense::Tags => true,
        _ => column.is_short() && column.time().is_none() && !column.is_prose(),
    }
}

/// How much of what stands in a column is known.
#[derive(PartialEq, Eq)]
enum Share {
    None,
    Some,
    All,
}

fn known_share(column: &Column, words: &[(&'static str, &str)]) -> Share {
    let distinct = column.distinct();
    let known = distinct
        .iter()
        .filter(|value| meaning(value, words).is_some());
    match known.count() {
        0 => Share::None,
        known if known == distinct.len() => Share::All,
        _ => Share::Some,
    }
}

/// What a value means, if one of these words.
pub(super) fn meaning(value: &str, words: &[(&'static str, &str)]) -> Option<&'static str> {
    let value = words_of(value).join(" ");
    let known = words.iter().find(|(_, names)| {
        let mut names = names.split(',');
        names.any(|name| name == value)
    });
    known.map(|(meaning, _)| *meaning)
}

/// How well the words of a name fit those of an entry.
fn score(words: &[String], entry: &str) -> Option<i32> {
    let wanted: Vec<&str> = entry.split(' ').collect();
    let all = wanted
        .iter()
        .all(|word| words.iter().any(|own| own == word));
    let more = words.len().saturating_sub(wanted.len());
    (all && more <= wanted.len())
        .then(|| WHOLE_NAME + WORD_TOLD * (wanted.len() as i32 - 1) - WORD_MORE * more as i32)
}

/// The words of a name, in small letters: `createdAt` and `Created_at` have
/// the same.
pub(super) fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() || (small && letters::is_large(letter)) {
            words.push(String::new());
        }
        small = letters::is_small(letter);
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letters::lower(letter));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{meaning, score, words_of};
    use crate::event::mapping::guess::words::{NAMES, ROLE_WORDS, TYPE_WORDS};

    #[test]
    fn names_are_told_by_their_words() {
        assert_eq!(words_of("createdAt"), ["created", "at"]);
        assert_eq!(words_of("Chat-ID (Nr.)"), ["chat", "id", "nr"]);
        assert_eq!(words_of("БЕСЕДА"), ["беседа"]);
        let score = |name: &str, entry| score(&words_of(name), entry);
        assert!(score("message id", "message id") > score("message id", "message"));
        assert!(score("text", "text") > score("message text", "text"));
        assert_eq!(score("a very long name of text", "text"), None);
        assert_eq!(meaning("End-User", ROLE_WORDS), Some("user"));
        assert_eq!(meaning("Anna", ROLE_WORDS), None);
    }

    #[test]
    fn the_words_are_written_as_they_are_compared() {
        let entries = NAMES.iter().map(|(_, names)| names);
        let entries = entries.chain(ROLE_WORDS.iter().chain(TYPE_WORDS).map(|(_, names)| names));
        for name in entries.flat_map(|names| names.split(',')) {
            assert_eq!(words_of(name).join(" "), *name);
        }
    }
}
