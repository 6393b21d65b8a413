//! The columns of numbers as a list, for whatever is done to all of them.

use crate::base::column::Numbers;
use crate::conversation::facts::Facts;

/// How many there are.
const NUMBERS: usize = 21;

impl Facts {
    /// All columns of numbers, in an order that facts files keep.
    pub(in crate::conversation) fn numbers(&self) -> [&Numbers; NUMBERS] {
        [
            &self.durations,
            &self.widget_opens,
            &self.user_messages,
            &self.bot_messages,
            &self.agent_messages,
            &self.canned_messages,
            &self.fallbacks,
            &self.early_fallbacks,
            &self.early_user_messages,
            &self.talk_times,
            &self.bot_times,
            &self.initial_waits,
            &self.waits,
            &self.pickups,
            &self.handle_times,
            &self.user_spans,
            &self.conversion_times,
            &self.thread_times,
            &self.next_contacts,
            &self.next_in_thread,
            &self.bookings,
        ]
    }

    /// The same to be filled.
    pub(in crate::conversation) fn numbers_mut(&mut self) -> [&mut Numbers; NUMBERS] {
        [
            &mut self.durations,
            &mut self.widget_opens,
            &mut self.user_messages,
            &mut self.bot_messages,
            &mut self.agent_messages,
            &mut self.canned_messages,
            &mut self.fallbacks,
            &mut self.early_fallbacks,
            &mut self.early_user_messages,
            &mut self.talk_times,
            &mut self.bot_times,
            &mut self.initial_waits,
            &mut self.waits,
            &mut self.pickups,
            &mut self.handle_times,
            &mut self.user_spans,
            &mut self.conversion_times,
            &mut self.thread_times,
            &mut self.next_contacts,
            &mut self.next_in_thread,
            &mut self.bookings,
        ]
    }
}
