//! What customers asked: the messages that questions are taken from.

use crate::conversation::Conversations;
use crate::conversation::cut::is_public;
use crate::event::kind::Role;
use crate::event::{Event, Kind};

impl Conversations {
    /// The customer's public messages of a row: their numbers in the log and
    /// in its texts, in order.
    fn asked(&self, row: usize) -> impl Iterator<Item = (u32, u32)> {
        let events = self.stretches.get(row).into_iter();
        let events = events.map(|number| (number, self.log.events.get(number)));
        let by_user =
            |event: &Event| event.kind == Kind::Message && event.detail == Role::User as u8;
        events
            .filter(move |(_, event)| by_user(event) && is_public(*event))
            .map(|(number, event)| (number, event.payload))
    }

    /// The text, by its number, of the customer's first public message that
    /// has one; else of the first. `None` where the customer never wrote.
    pub fn first_question(&self, row: usize) -> Option<u32> {
        let mut first = None;
        for (_, text) in self.asked(row) {
            if !self.log.texts.get(text).is_empty() {
                return Some(text);
            }
            first = first.or(Some(text));
        }
        first
    }

    /// The texts, by their numbers, of the customer's messages that the bot
    /// did not understand: the last before each fallback, each once.
    pub fn questions_before_fallbacks(&self, row: usize) -> Vec<u32> {
        if self.facts.fallbacks.count(row) == 0 {
            return Vec::new();
        }
        let events = self.stretches.get(row);
        let place = |number: u32| events.iter().position(|&event| event == number);
        let asked: Vec<(Option<usize>, u32)> = self
            .asked(row)
            .map(|(number, text)| (place(number), text))
            .collect();
        let mut questions = Vec::new();
        let mut taken = None;
        for fallback in self.evidence(row).fallbacks {
            let before = asked.partition_point(|asked| asked.0 < place(fallback));
            if before > 0 && taken != Some(before) {
                taken = Some(before);
                questions.push(asked[before - 1].1);
            }
        }
        questions
    }
}
