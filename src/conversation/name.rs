//! What each conversation is called: a name that stays when later events
//! are added, and that people can read and type.
//!
//! - A thread with a `conversation_id`: its first conversation has that id,
//!   the others the id with their number within the thread: `c1`, `c1#2`.
//! - A thread of a customer on a channel: `anna@whatsapp#1`,
//!   `anna@whatsapp#2`.
//!
//! No two conversations share a name: an id that itself ends like `#2` has
//! its number always (`c1#2#1`); `@` and `%` in a channel's name are
//! written `%40` and `%25`; and a customer's thread whose name is also
//! somebody's `conversation_id` begins with one more `@`.

use crate::conversation::{Conversations, Dimension};
use crate::event::Field;

/// Stands before the number within the thread.
const NUMBER_MARK: char = '#';

impl Conversations {
    /// The number of each conversation within its thread, from 1.
    pub fn numbers_in_threads(&self) -> Vec<u32> {
        let threads = &self.facts.threads;
        let most = threads.iter().max().map_or(0, |&most| most as usize + 1);
        let mut counts = vec![0_u32; most];
        let count = |&thread: &u32| {
            counts[thread as usize] += 1;
            counts[thread as usize]
        };
        threads.iter().map(count).collect()
    }

    /// The `conversation_id` of a conversation's thread, if it has one.
    pub fn thread_id(&self, row: usize) -> Option<&str> {
        let ids = self.log.names.of(Field::Conversation);
        let thread = *self.facts.threads.get(row)?;
        ((thread as usize) < ids.len()).then(|| ids.get(thread))
    }

    /// The name of a conversation, from its number within the thread.
    pub fn name(&self, row: usize, number: u32) -> String {
        match self.thread_id(row) {
            Some(id) if number == 1 && !ends_with_number(id) => id.to_owned(),
            Some(id) => format!("{id}{NUMBER_MARK}{number}"),
            None => format!("{}{NUMBER_MARK}{number}", self.customer_thread(row)),
        }
    }

    /// The row of a name.
    pub fn find(&self, name: &str) -> Option<usize> {
        let (id, number) = match name.rsplit_once(NUMBER_MARK) {
            Some((id, number)) => (id, number.parse().ok()),
            None => (name, None),
        };
        // Names are only made where they could be the one wanted.
        let ids = self.log.names.of(Field::Conversation);
        let threads = [ids.find(name), ids.find(id)];
        let users = self.log.names.of(Field::User);
        let may_be = |row: usize, own: u32| {
            let thread = self.facts.threads.get(row).copied();
            if thread.is_some_and(|thread| (thread as usize) < ids.len()) {
                return threads.contains(&thread);
            }
            let user = self.facts.user(row).unwrap_or_default();
            number == Some(own) && name.contains(users.get(user))
        };
        let numbers = self.numbers_in_threads();
        let mut rows = numbers.into_iter().enumerate();
        let found = rows.find(|&(row, own)| may_be(row, own) && self.name(row, own) == name);
        found.map(|(row, _)| row)
    }

    fn customer_thread(&self, row: usize) -> String {
        let names = &self.log.names;
        let user = self.facts.user(row).unwrap_or_default();
        let user = names.of(Field::User).get(user);
        let channel = self.text(Field::Channel, row).unwrap_or_default();
        let channel = channel.replace('%', "%25").replace('@', "%40");
        let mut name = format!("{user}@{channel}");
        while names.of(Field::Conversation).find(&name).is_some() {
            name.insert(0, '@');
        }
        name
    }

    /// The text of a conversation's dimension field, if it has one.
    pub fn text(&self, field: Field, row: usize) -> Option<String> {
        let column = Field::DIMENSIONS
            .iter()
            .position(|known| known.0 == field)?;
        let dimension = Dimension::Field(column as u16);
        let code = self.codes(dimension, row).as_slice().first().copied()?;
        Some(self.label(dimension, code))
    }
}

fn ends_with_number(id: &str) -> bool {
    id.rsplit_once(NUMBER_MARK)
        .is_some_and(|(_, end)| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()))
}
