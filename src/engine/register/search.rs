//! Finds conversations by what was said in them, and by whom.

use crate::base::dict::Dict;
use crate::base::needle::Needle;
use crate::conversation::Conversations;
use crate::event::{Field, Kind};

/// The words looked for, and which names hold them.
pub struct Search {
    words: Vec<Word>,
}

struct Word {
    needle: Needle,
    /// By code, of the names, e-mail addresses, ids of customers and ids of
    /// threads: whether it holds the word.
    names: Vec<bool>,
    emails: Vec<bool>,
    users: Vec<bool>,
    threads: Vec<bool>,
}

impl Search {
    /// Gets ready to look for every word of `text`, parted by blanks.
    pub(in crate::engine) fn new(conversations: &Conversations, text: &str) -> Search {
        let names = &conversations.log.names;
        let words = Needle::all(text).into_iter().map(|needle| {
            let holding = |field| holding(names.of(field), &needle);
            Word {
                names: holding(Field::UserName),
                emails: holding(Field::UserEmail),
                users: holding(Field::User),
                threads: holding(Field::Conversation),
                needle,
            }
        });
        Search {
            words: words.collect(),
        }
    }

    /// Whether every word occurs in a conversation, wherever each of them.
    pub(in crate::engine) fn holds(&self, conversations: &Conversations, row: usize) -> bool {
        let mut missing: Vec<&Word> = self.words.iter().collect();
        missing.retain(|word| !word.is_in_profile(conversations, row));
        if missing.is_empty() {
            return true;
        }
        let log = &conversations.log;
        for number in conversations.stretches.get(row) {
            let event = log.events.get(number);
            let text = match event.kind {
                Kind::Message => log.texts.get(event.payload),
                Kind::Rating => log.notes.get(log.ratings[event.payload as usize].comment),
                _ => continue,
            };
            missing.retain(|word| word.needle.find(text).is_none());
            if missing.is_empty() {
                return true;
            }
        }
        false
    }
}

impl Word {
    fn is_in_profile(&self, conversations: &Conversations, row: usize) -> bool {
        let facts = &conversations.facts;
        let profiles = &conversations.profiles;
        let has = |holding: &[bool], code: Option<u32>| {
            code.is_some_and(|code| holding.get(code as usize).copied().unwrap_or(false))
        };
        has(&self.names, profiles.names.get(row))
            || has(&self.emails, profiles.emails.get(row))
            || has(&self.users, facts.user(row))
            || has(&self.threads, facts.threads.get(row).copied())
    }
}

fn holding(names: &Dict, needle: &Needle) -> Vec<bool> {
    let holds = |code: u32| needle.find(names.get(code)).is_some();
    (0..names.len() as u32).map(holds).collect()
}
