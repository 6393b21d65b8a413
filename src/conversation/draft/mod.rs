//! Takes the events of one conversation once, in order, and says what they
//! amount to.

mod evidence;
mod verdict;

use crate::base::hours::OpenHours;
use crate::base::time::Millis;
use crate::conversation::cut::is_public;
use crate::conversation::facts::{Handling, is};
use crate::conversation::responses::Response;
use crate::event::kind::{HandoffStatus, Role, Survey};
use crate::event::log::{NONE, UNSAID, flag};
use crate::event::{Event, EventLog, Field, Kind, Phrases};
use crate::settings::Settings;

pub use evidence::{Ending, Evidence, LastWord};
pub use verdict::Finished;

/// The rules that a draft applies, prepared once for all conversations.
pub struct Rules<'a> {
    /// The definitions in force.
    pub settings: &'a Settings,
    /// What else tells a fallback.
    pub phrases: Phrases,
    /// Opening hours, where they are set.
    pub open: Option<OpenHours>,
    /// "Now".
    pub as_of: Millis,
}

impl Rules<'_> {
    /// How long somebody waited: open time only, where opening hours are
    /// set.
    fn wait(&self, from: Millis, to: Millis) -> Millis {
        match &self.open {
            Some(open) => open.between(from, to),
            None => to - from,
        }
    }
}

/// The last public message.
#[derive(Clone, Copy, Debug)]
struct LastTalk {
    at: Millis,
    role: u8,
    fallback: bool,
}

/// The last closing.
#[derive(Clone, Copy, Debug)]
struct Closing {
    at: Millis,
    by: u8,
    agent: Option<u32>,
    reason: u32,
    unresolved: bool,
}

/// An event of the log, and when it happened.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Its number in the log.
    pub index: u32,
    /// The event.
    pub event: Event,
    /// Its instant.
    pub time: Millis,
}

/// A conversation under way.
#[derive(Debug, Default)]
pub struct Draft {
    /// See [`is`]; what only shows at the end is set by [`Draft::finish`].
    pub flags: u32,
    /// `conversation_started` by the user.
    pub widget_opens: i64,
    /// Public user messages.
    pub user_messages: i64,
    /// Public bot messages.
    pub bot_messages: i64,
    /// Public agent messages.
    pub agent_messages: i64,
    /// Canned agent messages.
    pub canned_messages: i64,
    /// Public fallback messages.
    pub fallbacks: i64,
    /// Those before the first agent message.
    pub early_fallbacks: i64,
    /// User messages before the first agent message.
    pub early_user_messages: i64,
    /// Bookings.
    pub bookings: i64,
    /// The first goal, booking or qualified lead.
    pub converted: Option<Millis>,
    /// Answers to user messages.
    pub responses: Vec<Response>,
    /// Sentiments of user messages.
    pub sentiments: Vec<f64>,
    /// The last answer to each survey.
    pub ratings: [Option<f64>; 3],
    /// Agents with a message.
    pub handlings: Vec<Handling>,
    /// Distinct tags.
    pub tags: Vec<u32>,
    /// Distinct goals.
    pub goals: Vec<u32>,
    /// First agent who replied and is known.
    pub agent: Option<u32>,

    begun: bool,
    last_core: Millis,
    closing: Option<Closing>,
    last_talk: Option<LastTalk>,
    last_talk_before_agent: Option<Millis>,
    first_user: Option<Millis>,
    first_agent_after_user: Option<Millis>,
    last_bot_before_agent: Option<Millis>,
    user_after_bot: Option<Millis>,
    unanswered_since: Option<Millis>,
    agent_after_bot: bool,
    agent_times: Vec<Millis>,
    assigned_times: Vec<Millis>,
    /// To whom it was given, and when.
    given: Vec<(Millis, u32)>,
    last_handoff: Option<u8>,
    any_successful: bool,
    /// The last one that a hand-off gave.
    handoff_reason: Option<u32>,
    called_at: Option<Millis>,
}

impl Draft {
    /// Makes it ready for the next conversation; buffers are kept.
    pub fn reset(&mut self) {
        let mut kept = std::mem::take(self);
        kept.responses.clear();
        kept.sentiments.clear();
        kept.handlings.clear();
        kept.tags.clear();
        kept.goals.clear();
        kept.agent_times.clear();
        kept.assigned_times.clear();
        kept.given.clear();
        *self = Draft {
            responses: kept.responses,
            sentiments: kept.sentiments,
            handlings: kept.handlings,
            tags: kept.tags,
            goals: kept.goals,
            agent_times: kept.agent_times,
            assigned_times: kept.assigned_times,
            given: kept.given,
            ..Draft::default()
        };
    }

    /// Takes the next event of the conversation.
    pub fn take(&mut self, log: &EventLog, rules: &Rules<'_>, seen: Seen) {
        let Seen { event, time, .. } = seen;
        if is_public(event) {
            self.last_core = time;
            self.take_message(log, rules, seen);
            return;
        }
        match event.kind {
            Kind::Message => {}
            Kind::ConversationStarted => {
                self.last_core = time;
                let by_user = event.detail == UNSAID || event.detail == Role::User as u8;
                self.widget_opens += i64::from(by_user);
                if !std::mem::replace(&mut self.begun, true) && !by_user {
                    self.flags |= is::PROACTIVE;
                }
            }
            Kind::Handoff => {
                self.last_core = time;
                self.take_handoff(event, time);
            }
            Kind::Assigned => {
                self.last_core = time;
                self.assigned_times.push(time);
                let agent = log.contexts.code(event.context, Field::Agent);
                self.given.extend(agent.map(|agent| (time, agent)));
            }
            Kind::Transferred => {
                self.last_core = time;
                self.flags |= is::TRANSFERRED;
                let agent = Some(event.payload).filter(|&agent| agent != NONE);
                self.given.extend(agent.map(|agent| (time, agent)));
            }
            Kind::Closed => {
                self.last_core = time;
                self.closing = Some(Closing {
                    at: time,
                    by: event.detail,
                    agent: log.contexts.code(event.context, Field::Agent),
                    reason: event.payload,
                    unresolved: event.has(flag::UNRESOLVED),
                });
            }
            Kind::Reopened => self.last_core = time,
            _ => self.take_other(log, event, time),
        }
    }

    fn take_message(&mut self, log: &EventLog, rules: &Rules<'_>, seen: Seen) {
        let Seen { index, event, time } = seen;
        let fallback = event.has(flag::FALLBACK) || says_fallback(log, rules, event);
        self.fallbacks += i64::from(fallback);
        self.early_fallbacks += i64::from(fallback && self.agent_times.is_empty());
        if event.detail == Role::User as u8 {
            self.take_user_message(time);
            if event.has(flag::SENTIMENT) {
                self.sentiments.extend(log.sentiment(index));
            }
        } else if event.detail == Role::Bot as u8 {
            self.take_bot_message(rules, time);
        } else {
            let agent = log.contexts.code(event.context, Field::Agent);
            self.take_agent_message(rules, event, agent, time);
        }
        if self.agent_times.is_empty() {
            self.last_talk_before_agent = Some(time);
        }
        self.last_talk = Some(LastTalk {
            at: time,
            role: event.detail,
            fallback,
        });
    }

    fn take_user_message(&mut self, time: Millis) {
        self.user_messages += 1;
        self.flags |= is::WITH_USER | is::ENGAGED;
        self.first_user.get_or_insert(time);
        self.unanswered_since.get_or_insert(time);
        if self.agent_times.is_empty() {
            self.early_user_messages += 1;
            if self.last_bot_before_agent.is_some() {
                self.user_after_bot.get_or_insert(time);
            }
        }
    }

    fn take_bot_message(&mut self, rules: &Rules<'_>, time: Millis) {
        self.bot_messages += 1;
        self.flags |= is::WITH_BOT;
        if self.agent_times.is_empty() {
            self.last_bot_before_agent = Some(time);
            self.user_after_bot = None;
        }
        self.answer(rules, time, false, false);
    }

    fn take_agent_message(
        &mut self,
        rules: &Rules<'_>,
        event: Event,
        agent: Option<u32>,
        time: Millis,
    ) {
        let welcome = self.last_talk.is_none() && event.has(flag::WELCOME);
        if rules.settings.agent_engages && !welcome {
            self.flags |= is::ENGAGED;
        }
        self.agent_messages += 1;
        self.flags |= is::WITH_AGENT;
        self.canned_messages += i64::from(event.has(flag::CANNED));
        self.agent_after_bot |= self.bot_messages > 0;
        self.agent_times.push(time);
        if self.first_user.is_some() {
            self.first_agent_after_user.get_or_insert(time);
        }
        if let Some(agent) = agent {
            self.agent.get_or_insert(agent);
            match self.handlings.iter_mut().find(|known| known.agent == agent) {
                Some(handling) => handling.to = time,
                None => self.handlings.push(Handling {
                    agent,
                    from: time,
                    to: time,
                }),
            }
        }
        self.answer(rules, time, true, event.has(flag::CANNED));
    }

    fn answer(&mut self, rules: &Rules<'_>, time: Millis, by_agent: bool, canned: bool) {
        if let Some(since) = self.unanswered_since.take() {
            self.responses.push(Response {
                wait: rules.wait(since, time),
                by_agent,
                canned,
            });
        }
    }

    fn take_handoff(&mut self, event: Event, time: Millis) {
        self.last_handoff = Some(event.detail);
        let successful = event.detail == HandoffStatus::Successful as u8;
        self.any_successful |= successful;
        if event.payload != NONE {
            self.handoff_reason = Some(event.payload);
        }
        if successful || event.detail == HandoffStatus::Requested as u8 {
            self.called_at.get_or_insert(time);
        }
    }

    /// Takes an event that founds no conversation.
    fn take_other(&mut self, log: &EventLog, event: Event, time: Millis) {
        let row = event.payload as usize;
        match event.kind {
            Kind::SurveySent if event.detail == Survey::Csat as u8 => {
                self.flags |= is::CSAT_SENT;
            }
            Kind::Rating => {
                let rating = log.ratings[row];
                self.ratings[rating.survey as usize] = Some(rating.score);
            }
            Kind::Tagged => add_new(&mut self.tags, log.tags.get(row)),
            Kind::Goal => {
                add_new(&mut self.goals, &[log.goals[row].name]);
                self.flags |= is::GOAL;
                self.converted.get_or_insert(time);
            }
            Kind::Lead => {
                self.flags |= is::LEAD;
                if event.detail == 1 {
                    self.flags |= is::QUALIFIED;
                    self.converted.get_or_insert(time);
                }
            }
            Kind::Booking => {
                self.bookings += 1;
                self.flags |= is::BOOKED;
                self.converted.get_or_insert(time);
            }
            _ => {}
        }
    }
}

fn add_new(known: &mut Vec<u32>, codes: &[u32]) {
    for code in codes {
        if !known.contains(code) {
            known.push(*code);
        }
    }
}

fn says_fallback(log: &EventLog, rules: &Rules<'_>, event: Event) -> bool {
    event.detail == Role::Bot as u8
        && !rules.phrases.all().is_empty()
        && rules.phrases.are_in(log.texts.get(event.payload))
}
