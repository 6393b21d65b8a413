//! Finds conversations by what was said in them, and by whom.

use core::ops::Range;

use crate::base::needle::Needle;
use crate::conversation::Conversations;
use crate::event::{Event, Field, Kind};
use crate::report::Marked;

/// So much of a long text is shown in a row, in bytes.
const EXCERPT: usize = 320;
/// A place found within so many bytes is in sight from the beginning: of a
/// text that has a line of its own, and of one that stands behind another.
const IN_SIGHT: usize = 24;
const IN_SHORT_SIGHT: usize = 6;
/// Stands where something was cut off.
const ELLIPSIS: &str = "… ";

/// The words looked for.
pub struct Search {
    words: Vec<Needle>,
}

impl Search {
    /// Gets ready to look for every word of `text`, parted by blanks.
    pub(in crate::engine) fn new(text: &str) -> Search {
        Search {
            words: Needle::all(text),
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word occurs in a conversation, wherever each of them.
    pub(in crate::engine) fn holds(&self, conversations: &Conversations, row: usize) -> bool {
        let mut missing: Vec<&Needle> = self.words.iter().collect();
        for text in profile(conversations, row) {
            missing.retain(|word| word.find(text).is_none());
        }
        if missing.is_empty() {
            return true;
        }
        for number in conversations.stretches.get(row) {
            let event = conversations.log.events.get(number);
            let Some(text) = text_of(conversations, event) else {
                continue;
            };
            missing.retain(|word| word.find(text).is_none());
            if missing.is_empty() {
                return true;
            }
        }
        false
    }

    /// The first text of a conversation that holds one of the words.
    pub(super) fn first_hit(&self, conversations: &Conversations, row: usize) -> Option<Marked> {
        let numbers = conversations.stretches.get(row).into_iter();
        let events = numbers.map(|number| conversations.log.events.get(number));
        let mut texts = events.filter_map(|event| text_of(conversations, event));
        let text = texts.find(|text| self.words.iter().any(|word| word.find(text).is_some()))?;
        Some(self.excerpt_within(text, IN_SHORT_SIGHT))
    }

    /// The whole text, marked.
    pub(in crate::engine) fn mark(&self, text: &str) -> Marked {
        self.marked(text, 0..text.len(), "")
    }

    /// As much of a text as a row can show, so that a place found is in sight.
    pub(super) fn excerpt(&self, text: &str) -> Marked {
        self.excerpt_within(text, IN_SIGHT)
    }

    fn excerpt_within(&self, text: &str, in_sight: usize) -> Marked {
        let beginning = &text[..boundary(text, EXCERPT)];
        let first = Needle::places(&self.words, beginning).into_iter().next();
        let first = first.or_else(|| {
            let found = self.words.iter().filter_map(|word| word.find(text));
            found.min_by_key(|place| place.start)
        });
        let start = match first {
            Some(place) if place.start > in_sight => word_before(text, place.start, in_sight),
            _ => 0,
        };
        let end = boundary(text, start + EXCERPT);
        let cut = if start > 0 { ELLIPSIS } else { "" };
        self.marked(text, start..end, cut)
    }

    fn marked(&self, text: &str, part: Range<usize>, before: &str) -> Marked {
        let part = &text[part];
        let places = Needle::places(&self.words, part).into_iter();
        let at = |byte: usize| (byte + before.len()) as u32;
        Marked {
            marks: places
                .map(|place| (at(place.start), at(place.end)))
                .collect(),
            text: format!("{before}{part}"),
        }
    }
}

/// What is known of a customer and of the thread.
fn profile(conversations: &Conversations, row: usize) -> impl Iterator<Item = &str> {
    let (facts, profiles) = (&conversations.facts, &conversations.profiles);
    let name = |field: Field, code: Option<u32>| {
        code.map(|code| conversations.log.names.of(field).get(code))
    };
    let known = [
        name(Field::UserName, profiles.names.get(row)),
        name(Field::UserEmail, profiles.emails.get(row)),
        name(Field::User, facts.user(row)),
        conversations.thread_id(row),
    ];
    known.into_iter().flatten()
}

/// What was written in an event.
fn text_of(conversations: &Conversations, event: Event) -> Option<&str> {
    let log = &conversations.log;
    match event.kind {
        Kind::Message => Some(log.texts.get(event.payload)),
        Kind::Rating => Some(log.notes.get(log.ratings[event.payload as usize].comment)),
        _ => None,
    }
}

/// The last place between two letters that is not behind `at`.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let places = (0..=at).rev();
    let mut places = places.filter(|&place| text.is_char_boundary(place));
    places.next().unwrap_or(0)
}

/// Where a word begins a little before `at`, at most so many bytes.
fn word_before(text: &str, at: usize, most: usize) -> usize {
    let from = boundary(text, at.saturating_sub(most));
    let blank = text[from..at].find(char::is_whitespace);
    blank.map_or(from, |blank| {
        let rest = &text[from + blank..at];
        at - rest.trim_start().len()
    })
}

#[cfg(test)]
mod tests {
    use super::Search;

    #[test]
    fn an_excerpt_shows_what_was_found() {
        let long = format!(
            "{}the parcel is late {}",
            "word ".repeat(40),
            "x".repeat(999)
        );
        let excerpt = Search::new("parcel").excerpt(&long);
        assert!(
            excerpt.text.starts_with("… word word word the "),
            "{}",
            excerpt.text
        );
        assert!(excerpt.text.contains("the parcel is late"));
        assert!(excerpt.text.len() < 330);
        let (from, to) = excerpt.marks[0];
        assert_eq!(&excerpt.text[from as usize..to as usize], "parcel");

        let short = Search::new("PARCEL my").excerpt("My parcel");
        assert_eq!(
            (short.text.as_str(), &short.marks[..]),
            ("My parcel", &[(0, 2), (3, 9)][..])
        );
        let far = format!("{}zebra", "å".repeat(500));
        let excerpt = Search::new("zebra").excerpt(&far);
        assert!(excerpt.text.ends_with("åzebra"), "{}", excerpt.text);
        let none = Search::new("").excerpt(&far);
        assert_eq!(none.text.chars().count(), 160);
        assert!(none.marks.is_empty());
    }
}
