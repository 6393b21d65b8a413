//! What a conversation amounts to once all its events were taken: the rules
//! that weigh the whole of it.

use crate::base::time::{HOUR, MINUTE, Millis};
use crate::conversation::cut::Cut;
use crate::conversation::draft::{Draft, Rules};
use crate::conversation::facts::{HandoffOutcome, Outcome, is};
use crate::event::kind::{HandoffStatus, Role};
use crate::event::log::NONE;

/// What a conversation amounts to beside the draft's own counts.
#[derive(Debug)]
pub struct Finished {
    /// The last `closed`, else the last core event.
    pub end: Millis,
    /// How it went.
    pub outcome: Outcome,
    /// What became of a hand-off.
    pub handoff: HandoffOutcome,
    /// The lengths of time of the columns with these names.
    pub talk_time: Option<Millis>,
    /// Start to the last public message before the first agent message.
    pub bot_time: Option<Millis>,
    /// First user message to the first agent message after it.
    pub initial_wait: Option<Millis>,
    /// From the waiting start to the reply, or to now.
    pub wait: Option<Millis>,
    /// From the waiting start to the first `assigned`.
    pub pickup: Option<Millis>,
    /// The agents' span.
    pub handle_time: Option<Millis>,
    /// First user message to last public message.
    pub user_span: Option<Millis>,
    /// Of a missed conversation the agent who had it then.
    pub missed_by: Option<u32>,
    /// The last reason that a hand-off of it gave.
    pub handoff_reason: Option<u32>,
    /// The reason of the closing that ended it.
    pub close_reason: Option<u32>,
}

impl Draft {
    /// Says what the conversation came to. Sets the flags that only show at
    /// the end.
    pub fn finish(&mut self, rules: &Rules<'_>, cut: &Cut) -> Finished {
        let handoff = self.handoff();
        self.close(rules, cut);
        let end = self.closing.map_or(self.last_core, |closing| closing.at);
        self.credit_closing_agent(end);
        let from_start = |at: Millis| at - cut.start;
        let waiting_since = self.waiting_since();
        let reply = waiting_since.and_then(|since| first_from(&self.agent_times, since));
        // A reply before the waiting start is none: the customer still waits.
        let waited = waiting_since.map(|since| rules.wait(since, reply.unwrap_or(rules.as_of)));
        let told = reply.is_some() || (self.agent_times.is_empty() && !self.has(is::CLOSED));
        let pickup = waiting_since.and_then(|since| {
            let assigned = first_from(&self.assigned_times, since)?;
            Some(rules.wait(since, assigned))
        });
        self.judge(rules, handoff, waited);
        let last_talk = self.last_talk.map(|talk| talk.at);
        let first_user = self.first_user;
        Finished {
            end,
            outcome: self.outcome(handoff),
            handoff,
            talk_time: last_talk.map(from_start),
            bot_time: self.last_talk_before_agent.map(from_start),
            initial_wait: first_user
                .zip(self.first_agent_after_user)
                .map(|(user, agent)| rules.wait(user, agent)),
            wait: waited.filter(|_| told),
            pickup,
            handle_time: self.handle_time(end),
            user_span: first_user.zip(last_talk).map(|(user, last)| last - user),
            missed_by: self.missed_by(rules, waiting_since),
            handoff_reason: self.handoff_reason,
            close_reason: self.closing.map(|closing| closing.reason),
        }
    }

    fn handoff(&self) -> HandoffOutcome {
        if self.any_successful {
            return HandoffOutcome::Successful;
        }
        match self.last_handoff {
            None => HandoffOutcome::None,
            Some(status) if status == HandoffStatus::Cancelled as u8 => HandoffOutcome::Cancelled,
            Some(status) if status == HandoffStatus::Disabled as u8 => HandoffOutcome::Disabled,
            Some(status) if status == HandoffStatus::Incomplete as u8 => HandoffOutcome::Incomplete,
            Some(_) => HandoffOutcome::Pending,
        }
    }

    /// Whether it is closed, and how.
    fn close(&mut self, rules: &Rules<'_>, cut: &Cut) {
        if let Some(closing) = self.closing {
            self.flags |= is::CLOSED | is::CLOSED_BY_EVENT;
            if closing.by == Role::Agent as u8 {
                self.flags |= is::CLOSED_BY_AGENT;
            }
        } else {
            let quiet = (rules.as_of - self.last_core) as f64;
            let limit = rules.settings.auto_close_hours;
            let timed_out = limit.is_some_and(|hours| quiet >= hours * HOUR as f64);
            if timed_out || cut.next != NONE {
                self.flags |= is::CLOSED;
            }
        }
    }

    fn credit_closing_agent(&mut self, end: Millis) {
        let Some(closing) = self.closing else { return };
        if closing.by != Role::Agent as u8 {
            return;
        }
        let mut handlings = self.handlings.iter_mut();
        if let Some(own) = handlings.find(|own| Some(own.agent) == closing.agent) {
            own.to = own.to.max(end);
        }
    }

    /// When the customer began to wait for a human.
    pub(super) fn waiting_since(&self) -> Option<Millis> {
        self.called_at
            .or(self.user_after_bot)
            .or(self.last_bot_before_agent)
            .or(self.first_user)
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Sets the flags that weigh the whole conversation.
    fn judge(&mut self, rules: &Rules<'_>, handoff: HandoffOutcome, waited: Option<Millis>) {
        let awaited = [HandoffOutcome::Successful, HandoffOutcome::Pending].contains(&handoff);
        let alone = self.has(is::WITH_USER) && !self.has(is::WITH_BOT);
        let human_due = awaited || alone || !self.assigned_times.is_empty();
        let replied = self.has(is::WITH_AGENT);
        let user_last = self
            .last_talk
            .is_some_and(|talk| talk.role == Role::User as u8);
        let too_long = too_long(rules, waited);
        for (flag, is_so) in [
            (is::HUMAN_DUE, human_due),
            (
                is::MISSED,
                human_due && (!replied && self.has(is::CLOSED) || too_long),
            ),
            (is::USER_LAST, user_last),
            (is::RESOLVED, self.resolved(handoff, user_last)),
        ] {
            if is_so {
                self.flags |= flag;
            }
        }
    }

    /// Whom a missed conversation was given to last before it was missed: by
    /// the end of the wait allowed, or else by its closing.
    fn missed_by(&self, rules: &Rules<'_>, since: Option<Millis>) -> Option<u32> {
        if !self.has(is::MISSED) {
            return None;
        }
        let closed = self.closing.map(|closing| closing.at);
        let in_time = |at: Millis| {
            let waited = since
                .filter(|since| at > *since)
                .map(|since| rules.wait(since, at));
            closed.is_none_or(|closed| at <= closed) && !too_long(rules, waited)
        };
        let given = self.given.iter().filter(|given| in_time(given.0));
        given.map(|given| given.1).next_back()
    }

    fn resolved(&self, handoff: HandoffOutcome, user_last: bool) -> bool {
        let denied = self.closing.is_some_and(|closing| closing.unresolved);
        if denied || !self.has(is::CLOSED) {
            return false;
        }
        if self.has(is::WITH_AGENT) {
            return self.has(is::CLOSED_BY_EVENT) || !user_last;
        }
        let bot_had_last_word = self
            .last_talk
            .is_some_and(|talk| talk.role == Role::Bot as u8 && !talk.fallback);
        handoff == HandoffOutcome::None && self.has(is::WITH_USER) && bot_had_last_word
    }

    fn outcome(&self, handoff: HandoffOutcome) -> Outcome {
        if handoff != HandoffOutcome::None || self.agent_after_bot {
            Outcome::HandedOff
        } else if !self.has(is::CLOSED) {
            Outcome::Open
        } else if !self.has(is::RESOLVED) {
            Outcome::ClosedUnanswered
        } else if self.has(is::WITH_AGENT) {
            Outcome::ResolvedByAgent
        } else {
            Outcome::ResolvedByBot
        }
    }

    fn handle_time(&self, end: Millis) -> Option<Millis> {
        let first = *self.agent_times.first()?;
        let from = self
            .assigned_times
            .first()
            .map_or(first, |&assigned| assigned.min(first));
        let auto_closed = self.has(is::CLOSED) && !self.has(is::CLOSED_BY_EVENT);
        let to = match self.last_talk {
            Some(talk) if auto_closed => talk.at,
            _ => end,
        };
        Some((to - from).max(0))
    }
}

/// Whether a customer waited longer than is allowed.
fn too_long(rules: &Rules<'_>, waited: Option<Millis>) -> bool {
    let limit = rules.settings.missed_after_minutes;
    limit
        .zip(waited)
        .is_some_and(|(limit, waited)| waited as f64 > limit * MINUTE as f64)
}

/// The first of the times, which are in order, that is not before `since`.
pub(super) fn first_from(times: &[Millis], since: Millis) -> Option<Millis> {
    times.iter().copied().find(|&time| time >= since)
}
