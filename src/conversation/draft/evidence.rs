//! When what decided about a conversation happened, for people who want to
//! know why it counts as it does.

use crate::base::time::Millis;
use crate::conversation::draft::verdict::first_from;
use crate::conversation::draft::{Draft, Rules, Seen};
use crate::conversation::{Conversations, fold};
use crate::event::Phrases;
use crate::event::kind::Role;

/// The last public message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastWord {
    /// When it was sent.
    pub at: Millis,
    /// By whom.
    pub role: Role,
    /// Whether the bot did not understand.
    pub fallback: bool,
}

/// The `closed` event that ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// When.
    pub at: Millis,
    /// By whom; the system where nobody is named.
    pub by: Role,
    /// Whether it says that nothing was resolved.
    pub unresolved: bool,
}

/// When what decided about a conversation happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The customer's first message.
    pub first_user: Option<Millis>,
    /// The first agent's message.
    pub first_agent: Option<Millis>,
    /// The first agent's message after the customer's first.
    pub first_agent_after_user: Option<Millis>,
    /// When the customer began to wait for a human.
    pub waiting_since: Option<Millis>,
    /// The first agent's message at or after that.
    pub reply: Option<Millis>,
    /// The first `assigned` at or after that.
    pub pickup: Option<Millis>,
    /// The first `assigned`.
    pub first_assigned: Option<Millis>,
    /// The last public message.
    pub last_word: Option<LastWord>,
    /// The last core event.
    pub last_core: Millis,
    /// The last `closed`.
    pub ending: Option<Ending>,
    /// Whether an agent wrote after the bot.
    pub agent_after_bot: bool,
    /// The fallbacks, as numbers in the log.
    pub fallbacks: Vec<u32>,
}

impl Conversations {
    /// When what decided about a conversation happened: its events taken
    /// once more, by the same rules.
    pub fn evidence(&self, row: usize) -> Evidence {
        let rules = Rules {
            settings: &self.settings,
            phrases: Phrases::new(&self.settings.fallback_phrases),
            open: None,
            as_of: self.as_of,
        };
        let mut draft = Draft::default();
        let mut fallbacks = Vec::new();
        for index in self.stretches.get(row) {
            let before = draft.fallbacks;
            let seen = Seen {
                index,
                event: self.log.events.get(index),
                time: self.time_of(index),
            };
            draft.take(&self.log, &rules, seen);
            if draft.fallbacks > before {
                fallbacks.push(index);
            }
        }
        Evidence {
            fallbacks,
            ..draft.evidence()
        }
    }

    /// The instant of an event, from its number in the log.
    pub fn time_of(&self, index: u32) -> Millis {
        let (time, event) = (self.log.times.get(index), self.log.events.get(index));
        fold::instant(time, event, &self.zone)
    }
}

impl Draft {
    fn evidence(&self) -> Evidence {
        let waiting_since = self.waiting_since();
        let from_then = |times: &[Millis]| first_from(times, waiting_since?);
        Evidence {
            first_user: self.first_user,
            first_agent: self.agent_times.first().copied(),
            first_agent_after_user: self.first_agent_after_user,
            waiting_since,
            reply: from_then(&self.agent_times),
            pickup: from_then(&self.assigned_times),
            first_assigned: self.assigned_times.first().copied(),
            last_word: self.last_talk.map(|talk| LastWord {
                at: talk.at,
                role: Role::of(talk.role),
                fallback: talk.fallback,
            }),
            last_core: self.last_core,
            ending: self.closing.map(|closing| Ending {
                at: closing.at,
                by: Role::of(closing.by),
                unresolved: closing.unresolved,
            }),
            agent_after_bot: self.agent_after_bot,
            fallbacks: Vec::new(),
        }
    }
}
