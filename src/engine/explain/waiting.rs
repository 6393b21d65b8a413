//! Why a human was due, how long that took, and who came.

use crate::base::time::{MINUTE, Millis, SECOND};
use crate::conversation::HandoffOutcome;
use crate::conversation::facts::is;
use crate::engine::explain::why::Why;
use crate::engine::explain::words::length;
use crate::event::kind::HANDOFF_STATUSES;
use crate::event::{Field, Kind};

impl Why<'_> {
    pub(super) fn human_due(&self) -> String {
        let awaited = [HandoffOutcome::Successful, HandoffOutcome::Pending];
        if awaited.contains(&self.facts().handoff(self.row)) {
            return format!("a hand-off: {}", self.handoff().unwrap_or_default());
        }
        if let Some(at) = self.evidence.first_assigned {
            return format!("an agent was assigned at {}", self.at(at));
        }
        match (self.has(is::WITH_USER), self.has(is::WITH_BOT)) {
            (true, false) => "the customer wrote and there is no bot".to_owned(),
            (false, false) => "nobody waited: the customer did not write".to_owned(),
            (_, true) => "the bot serves it, and no agent was asked for or assigned".to_owned(),
        }
    }

    pub(super) fn missed(&self) -> Option<String> {
        if !self.has(is::HUMAN_DUE) {
            return Some("no human was due".to_owned());
        }
        let limit = self.conversations.settings.missed_after_minutes;
        let limit = limit.map(|minutes| (minutes * MINUTE as f64) as Millis);
        let wait = self.facts().waits.get(self.row);
        if let Some((limit, wait)) = limit.zip(wait).filter(|(limit, wait)| wait > limit) {
            let (wait, limit) = (length(wait), length(limit));
            return Some(format!("the customer waited {wait}, more than {limit}"));
        }
        match (self.evidence.first_agent, self.has(is::CLOSED)) {
            (Some(at), _) => Some(format!("an agent wrote at {}", self.at(at))),
            (None, _) => Some(format!("no agent wrote; {}", self.closed())),
        }
    }

    pub(super) fn wait(&self) -> Option<String> {
        let evidence = &self.evidence;
        let since = self.at(evidence.waiting_since?);
        let wait = self.facts().waits.get(self.row);
        let target = self.conversations.settings.response_target_seconds;
        let target = length((target * SECOND as f64) as Millis);
        let opening = match self.conversations.settings.business_hours {
            Some(_) => " of open time",
            None => "",
        };
        Some(match (evidence.reply, wait) {
            (Some(reply), Some(wait)) => format!(
                "waiting since {since}, answered at {} after {}{opening}; the target is {target}",
                self.at(reply),
                length(wait)
            ),
            (None, Some(wait)) => format!(
                "waiting since {since}, for {}{opening} by now; the target is {target}",
                length(wait)
            ),
            _ if evidence.first_agent.is_some() => {
                format!("agents wrote only before {since}, when the waiting began")
            }
            _ => format!("waiting since {since}, never answered"),
        })
    }

    pub(super) fn handoff(&self) -> Option<String> {
        let handoffs = self.events.iter();
        let told: Vec<String> = handoffs
            .filter(|(_, event, _)| event.kind == Kind::Handoff)
            .filter_map(|(_, event, at)| {
                let status = HANDOFF_STATUSES.get(usize::from(event.detail))?;
                Some(format!("{status} at {}", self.at(*at)))
            })
            .collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    pub(super) fn agents(&self) -> Option<String> {
        let names = self.conversations.log.names.of(Field::Agent);
        let agents: Vec<&str> = self
            .facts()
            .handlings
            .get(self.row)
            .iter()
            .map(|handling| names.get(handling.agent))
            .collect();
        (!agents.is_empty()).then(|| agents.join(", "))
    }
}
