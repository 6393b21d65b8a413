//! How a conversation ended, and why that counts as it does.

use crate::base::time::{HOUR, Millis};
use crate::conversation::Outcome;
use crate::conversation::draft::LastWord;
use crate::conversation::facts::is;
use crate::engine::explain::why::Why;
use crate::engine::explain::words::{actor, length};

impl Why<'_> {
    pub(super) fn closed(&self) -> String {
        if let Some(ending) = self.evidence.ending {
            return format!("closed by {} at {}", actor(ending.by), self.at(ending.at));
        }
        let quiet_since = self.evidence.last_core;
        let limit = self.conversations.settings.auto_close_hours;
        let closes = limit.map(|hours| quiet_since + (hours * HOUR as f64) as Millis);
        match (self.has(is::CLOSED), closes) {
            (true, Some(closes)) if closes <= self.conversations.as_of => format!(
                "closed by the system: nothing happened for {} after {}",
                length(closes - quiet_since),
                self.at(quiet_since)
            ),
            (true, _) => "closed by the system: its thread went on with another".to_owned(),
            (false, Some(closes)) => format!(
                "nothing closed it, and the system does so only at {}",
                self.at(closes)
            ),
            (false, None) => {
                "nothing closed it, and by the settings the system never does".to_owned()
            }
        }
    }

    pub(super) fn last_word(&self) -> String {
        match self.evidence.last_word {
            None => "nobody wrote".to_owned(),
            Some(LastWord { at, role, fallback }) => format!(
                "the last public message, at {}, is {}’s{}",
                self.at(at),
                actor(role),
                if fallback { ", a fallback" } else { "" }
            ),
        }
    }

    pub(super) fn resolved(&self) -> String {
        if let Some(ending) = self.evidence.ending.filter(|ending| ending.unresolved) {
            return format!("the closing at {} says “not resolved”", self.at(ending.at));
        }
        if !self.has(is::CLOSED) {
            return self.closed();
        }
        if self.has(is::CLOSED_BY_EVENT) && self.has(is::WITH_AGENT) {
            return format!("an agent wrote, and {}", self.closed());
        }
        if self.has(is::WITH_AGENT) || self.has(is::RESOLVED) {
            return format!("{}, and {}", self.closed(), self.last_word());
        }
        if self.facts().with_handoff(self.row) {
            let handoff = self.handoff().unwrap_or_default();
            return format!("there was a hand-off ({handoff}), and no agent wrote");
        }
        match self.has(is::WITH_USER) {
            true => self.last_word(),
            false => "the customer did not write".to_owned(),
        }
    }

    pub(super) fn outcome(&self) -> String {
        match self.facts().outcome(self.row) {
            Outcome::HandedOff => match self.handoff() {
                Some(handoff) => format!("a hand-off: {handoff}"),
                None => "an agent wrote after the bot".to_owned(),
            },
            Outcome::Open => self.closed(),
            Outcome::ClosedUnanswered => format!("{}, but {}", self.closed(), self.resolved()),
            Outcome::ResolvedByAgent | Outcome::ResolvedByBot => self.resolved(),
        }
    }
}
