//! Whether the texts of messages are kept.
//!
//! They are most of a history and only read by people: no metric looks at
//! them, but for the phrases that tell a fallback. Who leaves them out reads
//! histories more than twice as large in the same memory.

use crate::base::letters::lower_text;

/// What becomes of the texts of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Transcripts {
    /// They can be read and searched.
    #[default]
    Kept,
    /// They are gone once they were read; a message of the bot that says one
    /// of these phrases is marked as a fallback before.
    LeftOut(Phrases),
}

/// Phrases by which the bot says that it did not understand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases {
    /// In lower case.
    lower: Vec<String>,
}

impl Phrases {
    /// Phrases in any case.
    pub fn new(phrases: &[String]) -> Phrases {
        Phrases {
            lower: phrases.iter().map(|phrase| lower_text(phrase)).collect(),
        }
    }

    /// All of them, in lower case.
    pub fn all(&self) -> &[String] {
        &self.lower
    }

    /// Whether a text has one of them, in any case.
    pub fn are_in(&self, text: &str) -> bool {
        if self.lower.is_empty() {
            return false;
        }
        let text = lower_text(text);
        self.lower.iter().any(|phrase| text.contains(phrase))
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_are_found_in_any_case() {
        let phrases = Phrases::new(&["did NOT understand".to_owned(), "ÅTERKOMMER".to_owned()]);
        assert!(phrases.are_in("Sorry, I did not Understand that."));
        assert!(phrases.are_in("Vi återkommer."));
        assert!(!phrases.are_in("I understand."));
        assert!(!Phrases::default().are_in("anything"));
    }
}
