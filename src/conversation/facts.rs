//! One row a conversation: everything the metrics read.
//!
//! Rows are in the order of (start, order read). Columns never change once
//! they are made. Lengths of time are milliseconds.

use crate::base::column::{Codes, Numbers};
use crate::base::lists::{Lists, Points};
use crate::base::time::Millis;
use crate::conversation::responses::Responses;
use crate::event::Field;
use crate::event::kind::Survey;

/// How a conversation went: exactly one of these. In the order in which
/// stacked pictures show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Outcome {
    /// Resolved by the bot alone.
    ResolvedByBot,
    /// Resolved, with an agent's message.
    ResolvedByAgent,
    /// A hand-off, or an agent's message after a bot's.
    HandedOff,
    /// Closed, and nothing of the above.
    ClosedUnanswered,
    /// Not closed yet.
    Open,
}

impl Outcome {
    /// Its bit among the flags.
    pub fn flag(self) -> u32 {
        1 << (is::FIRST_OUTCOME + self as u32)
    }

    /// All outcomes with their keys.
    pub const ALL: [(Outcome, &'static str); 5] = [
        (Outcome::ResolvedByBot, "resolved_by_bot"),
        (Outcome::ResolvedByAgent, "resolved_by_agent"),
        (Outcome::HandedOff, "handed_off"),
        (Outcome::ClosedUnanswered, "closed_unanswered"),
        (Outcome::Open, "open"),
    ];
}

/// Who served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum SupportType {
    /// Bot messages, no agent's.
    Bot,
    /// Both.
    BotAndAgent,
    /// Agent messages, no bot's.
    Agent,
    /// Neither.
    None,
}

impl SupportType {
    /// All support types with their keys.
    pub const ALL: [(SupportType, &'static str); 4] = [
        (SupportType::Bot, "bot"),
        (SupportType::BotAndAgent, "bot_and_agent"),
        (SupportType::Agent, "agent"),
        (SupportType::None, "none"),
    ];
}

/// What became of a hand-off: successful if any was, else the last status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum HandoffOutcome {
    /// The request reached the agents' inbox.
    Successful,
    /// Cancelled by the customer.
    Cancelled,
    /// The option was off.
    Disabled,
    /// The customer did not finish.
    Incomplete,
    /// Requested, and no more.
    Pending,
    /// There was no hand-off.
    None,
}

impl HandoffOutcome {
    /// Its bits among the flags.
    pub fn flags(self) -> u32 {
        match self {
            HandoffOutcome::None => 0,
            outcome => is::WITH_HANDOFF | 1 << (is::FIRST_HANDOFF + outcome as u32),
        }
    }

    /// The outcomes of hand-offs with their keys.
    pub const ALL: [(HandoffOutcome, &'static str); 5] = [
        (HandoffOutcome::Successful, "successful"),
        (HandoffOutcome::Cancelled, "cancelled"),
        (HandoffOutcome::Disabled, "disabled"),
        (HandoffOutcome::Incomplete, "incomplete"),
        (HandoffOutcome::Pending, "pending"),
    ];
}

/// The bits of a conversation's flags.
pub mod is {
    /// A user message, or (by setting) an agent's that is not the welcome.
    pub const ENGAGED: u32 = 1;
    /// Begun by bot or agent.
    pub const PROACTIVE: u32 = 1 << 1;
    /// It has a public user message.
    pub const WITH_USER: u32 = 1 << 2;
    /// It has a public bot message: a bot conversation.
    pub const WITH_BOT: u32 = 1 << 3;
    /// It has a public agent message: replied.
    pub const WITH_AGENT: u32 = 1 << 4;
    /// Closed, by an event or by the system.
    pub const CLOSED: u32 = 1 << 5;
    /// Closed by an event.
    pub const CLOSED_BY_EVENT: u32 = 1 << 6;
    /// The last closing was an agent's.
    pub const CLOSED_BY_AGENT: u32 = 1 << 7;
    /// Resolved.
    pub const RESOLVED: u32 = 1 << 8;
    /// A human was due.
    pub const HUMAN_DUE: u32 = 1 << 9;
    /// A human was due and none answered (in time).
    pub const MISSED: u32 = 1 << 10;
    /// It has a `transferred`.
    pub const TRANSFERRED: u32 = 1 << 11;
    /// The last public message is the user's.
    pub const USER_LAST: u32 = 1 << 12;
    /// It has a goal.
    pub const GOAL: u32 = 1 << 13;
    /// It has a lead event.
    pub const LEAD: u32 = 1 << 14;
    /// It has a qualified lead.
    pub const QUALIFIED: u32 = 1 << 15;
    /// It has a booking.
    pub const BOOKED: u32 = 1 << 16;
    /// An order is credited to it.
    pub const CREDITED: u32 = 1 << 17;
    /// A csat survey was sent.
    pub const CSAT_SENT: u32 = 1 << 18;
    /// The last conversation of its thread.
    pub const THREAD_LAST: u32 = 1 << 19;
    /// Its outcome is resolved by bot.
    pub const RESOLVED_BY_BOT: u32 = 1 << FIRST_OUTCOME;
    /// Its outcome is resolved by agent.
    pub const RESOLVED_BY_AGENT: u32 = 1 << (FIRST_OUTCOME + 1);
    /// Its outcome is handed off.
    pub const HANDED_OFF: u32 = 1 << (FIRST_OUTCOME + 2);
    /// Its outcome is closed unanswered.
    pub const CLOSED_UNANSWERED: u32 = 1 << (FIRST_OUTCOME + 3);
    /// Its outcome is open.
    pub const OPEN: u32 = 1 << (FIRST_OUTCOME + 4);
    /// There was a hand-off, whatever became of it.
    pub const WITH_HANDOFF: u32 = 1 << 25;
    /// The hand-off was successful.
    pub const HANDOFF_SUCCESSFUL: u32 = 1 << FIRST_HANDOFF;
    /// The hand-off was cancelled.
    pub const HANDOFF_CANCELLED: u32 = 1 << (FIRST_HANDOFF + 1);
    /// The hand-off was disabled.
    pub const HANDOFF_DISABLED: u32 = 1 << (FIRST_HANDOFF + 2);
    /// The hand-off was incomplete.
    pub const HANDOFF_INCOMPLETE: u32 = 1 << (FIRST_HANDOFF + 3);
    /// The hand-off is pending.
    pub const HANDOFF_PENDING: u32 = 1 << (FIRST_HANDOFF + 4);

    /// The bit of the first outcome; the others follow in their order.
    pub(super) const FIRST_OUTCOME: u32 = 20;
    /// The bit of the first outcome of a hand-off; the others follow.
    pub(super) const FIRST_HANDOFF: u32 = 26;
    /// The bits of the outcomes.
    pub const OUTCOMES: u32 = 0x1f << FIRST_OUTCOME;
    /// The bits of hand-offs and their outcomes.
    pub const HANDOFFS: u32 = WITH_HANDOFF | 0x1f << FIRST_HANDOFF;
}

/// One agent's part in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handling {
    /// Code of the agent.
    pub agent: u32,
    /// The agent's first public message.
    pub from: Millis,
    /// The agent's last public message, or the end if the agent closed it.
    pub to: Millis,
}

/// One credited order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Credit {
    /// Code of the currency.
    pub currency: u32,
    /// In that currency.
    pub amount: f64,
}

/// The facts of all conversations, by row.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// First core event.
    pub starts: Vec<Millis>,
    /// From the start to the end.
    pub durations: Numbers,
    /// See [`is`].
    pub flags: Vec<u32>,
    /// Number of the thread.
    pub threads: Vec<u32>,
    /// Code of the customer, dense from 0; equal codes, equal customers.
    pub customers: Codes,
    /// `user_id` of each customer as a code among [`Field::User`].
    pub customer_users: Codes,

    /// `conversation_started` events with `initiated_by` user.
    pub widget_opens: Numbers,
    /// Public user messages.
    pub user_messages: Numbers,
    /// Public bot messages.
    pub bot_messages: Numbers,
    /// Public agent messages.
    pub agent_messages: Numbers,
    /// Canned public agent messages.
    pub canned_messages: Numbers,
    /// Public fallback messages.
    pub fallbacks: Numbers,
    /// Those before the first agent message, where there is one.
    pub early_fallbacks: Numbers,
    /// User messages before the first agent message, where there is one.
    pub early_user_messages: Numbers,

    /// From the start to the last public message.
    pub talk_times: Numbers,
    /// From the start to the last public message before the first agent
    /// message, where there is one.
    pub bot_times: Numbers,
    /// First user message to the first public agent message after it.
    pub initial_waits: Numbers,
    /// From the waiting start to the first public agent message at or after
    /// it; of open conversations without agent message to `as_of`.
    pub waits: Numbers,
    /// From the waiting start to the first `assigned` at or after it.
    pub pickups: Numbers,
    /// First `assigned` or agent message to the end (auto-closed: to the
    /// last public message), of conversations with an agent message.
    pub handle_times: Numbers,
    /// First user message to the last public message.
    pub user_spans: Numbers,
    /// From the start to the first goal, credited order, booking or
    /// qualified lead.
    pub conversion_times: Numbers,
    /// From the first start of the thread to the end, of the last
    /// conversation of a thread that has several.
    pub thread_times: Numbers,
    /// From the end to the start of the same customer's next conversation
    /// that does not overlap this one.
    pub next_contacts: Numbers,
    /// From the end to the start of the thread's next conversation.
    pub next_in_thread: Numbers,

    /// The pooled waits of user messages.
    pub responses: Responses,
    /// Sentiments of public user messages.
    pub sentiments: Points,
    /// The last csat, ces and nps answer, rescaled; by
    /// [`Survey`] number.
    pub ratings: [Lists<f64>; 3],
    /// Agents with a public message.
    pub handlings: Lists<Handling>,
    /// Distinct tags.
    pub tags: Lists<u32>,
    /// Distinct goals.
    pub goals: Lists<u32>,
    /// Bookings.
    pub bookings: Numbers,
    /// Credited orders.
    pub credits: Lists<Credit>,

    /// Code of the first agent with an id or name who replied.
    pub agents: Codes,
    /// Code of the agent who had a missed conversation when it was missed:
    /// the last one by then whom it was assigned or transferred to.
    pub missed_by: Codes,
    /// Code of the last reason that a hand-off of it gave.
    pub handoff_reasons: Codes,
    /// Code of the reason of the closing that ended it.
    pub close_reasons: Codes,
    /// A column for each [`Field::DIMENSIONS`], then one for each attribute.
    pub dimensions: Vec<Codes>,
}

impl Facts {
    /// How many conversations there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Whether one of the flags is set.
    #[inline(always)]
    pub fn has(&self, row: usize, flag: u32) -> bool {
        self.flags[row] & flag != 0
    }

    /// The end: the last `closed`, else the last core event.
    pub fn end(&self, row: usize) -> Millis {
        self.starts[row] + self.durations.count(row)
    }

    /// How it went.
    #[inline(always)]
    pub fn outcome(&self, row: usize) -> Outcome {
        let number = (self.flags[row] & is::OUTCOMES) >> is::FIRST_OUTCOME;
        Outcome::ALL[number.trailing_zeros() as usize % Outcome::ALL.len()].0
    }

    /// Who served.
    pub fn support_type(&self, row: usize) -> SupportType {
        match (self.has(row, is::WITH_BOT), self.has(row, is::WITH_AGENT)) {
            (true, true) => SupportType::BotAndAgent,
            (true, false) => SupportType::Bot,
            (false, true) => SupportType::Agent,
            (false, false) => SupportType::None,
        }
    }

    /// What became of its hand-off.
    pub fn handoff(&self, row: usize) -> HandoffOutcome {
        let number = (self.flags[row] & is::HANDOFFS) >> is::FIRST_HANDOFF;
        let known = HandoffOutcome::ALL.get(number.trailing_zeros() as usize);
        known.map_or(HandoffOutcome::None, |known| known.0)
    }

    /// Public messages.
    pub fn messages(&self, row: usize) -> i64 {
        self.user_messages.count(row)
            + self.bot_messages.count(row)
            + self.agent_messages.count(row)
    }

    /// Public fallback messages before the first agent message.
    pub fn early_fallbacks(&self, row: usize) -> i64 {
        match self.has(row, is::WITH_AGENT) {
            true => self.early_fallbacks.count(row),
            false => self.fallbacks.count(row),
        }
    }

    /// Public user messages before the first agent message.
    pub fn early_user_messages(&self, row: usize) -> i64 {
        match self.has(row, is::WITH_AGENT) {
            true => self.early_user_messages.count(row),
            false => self.user_messages.count(row),
        }
    }

    /// From the start to the last public message before the first agent
    /// message.
    pub fn bot_time(&self, row: usize) -> Option<Millis> {
        match self.has(row, is::WITH_AGENT) {
            true => self.bot_times.get(row),
            false => self.talk_times.get(row),
        }
    }

    /// From the first start of the thread to the end, of the last
    /// conversation of a thread.
    pub fn thread_time(&self, row: usize) -> Option<Millis> {
        let last = self.has(row, is::THREAD_LAST);
        last.then(|| self.thread_times.get(row).or(self.durations.get(row)))?
    }

    /// The `user_id` as a code among [`Field::User`].
    pub fn user(&self, row: usize) -> Option<u32> {
        self.customer_users.get(self.customers.get(row)? as usize)
    }

    /// Why it was missed: what its closing says, else what its hand-off does.
    pub fn missed_reason(&self, row: usize) -> Option<u32> {
        let closing = self.close_reasons.get(row);
        let reason = closing.or_else(|| self.handoff_reasons.get(row));
        reason.filter(|_| self.has(row, is::MISSED))
    }

    /// Whether there was a hand-off.
    pub fn with_handoff(&self, row: usize) -> bool {
        self.has(row, is::WITH_HANDOFF)
    }

    /// The last answer to a survey, rescaled.
    pub fn rating(&self, row: usize, survey: Survey) -> Option<f64> {
        self.ratings[survey as usize].get(row).first().copied()
    }

    /// The code of a dimension field.
    pub fn dimension(&self, row: usize, field: Field) -> Option<u32> {
        let number = Field::DIMENSIONS
            .iter()
            .position(|known| known.0 == field)?;
        self.dimensions.get(number)?.get(row)
    }

    /// Lets go of what lists keep for empty rows.
    pub fn squeeze(&mut self) {
        self.responses.squeeze();
        self.sentiments.squeeze();
        self.handlings.squeeze();
        self.tags.squeeze();
        self.goals.squeeze();
        self.credits.squeeze();
        for ratings in &mut self.ratings {
            ratings.squeeze();
        }
    }

    /// Bytes held by all columns.
    pub fn bytes(&self) -> usize {
        let ratings: usize = self.ratings.iter().map(Lists::bytes).sum();
        let numbers = self.numbers().map(Numbers::bytes);
        let codes = [
            &self.customers,
            &self.customer_users,
            &self.agents,
            &self.missed_by,
            &self.handoff_reasons,
            &self.close_reasons,
        ];
        numbers.iter().sum::<usize>()
            + codes.map(Codes::bytes).iter().sum::<usize>()
            + self.dimensions.iter().map(Codes::bytes).sum::<usize>()
            + self.len() * (8 + 4 + 4)
            + self.responses.bytes()
            + self.sentiments.bytes()
            + ratings
            + self.handlings.bytes()
            + self.tags.bytes()
            + self.goals.bytes()
            + self.credits.bytes()
    }
}
