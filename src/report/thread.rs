//! One conversation for reading: what was said and what happened, in order,
//! its facts, and what it adds to every metric.

use serde::{Deserialize, Serialize};

use crate::report::explanation::{MetricPart, Verdict};
use crate::report::page::Marked;
use crate::report::register::Record;

/// One conversation for reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Its name in the register.
    pub id: String,
    /// How the customer is called; empty where nothing of it is known.
    pub customer: Marked,
    /// What else the customer is known by: e-mail address, id.
    pub known_as: Vec<Marked>,
    /// What was said and what happened, in the order of time.
    pub items: Vec<Item>,
    /// Its facts, as in the register.
    pub facts: Record,
    /// What it amounts to and why.
    pub verdicts: Vec<Verdict>,
    /// What it adds to every metric that is made of conversations.
    pub metrics: Vec<MetricPart>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// When: RFC 3339 with offset.
    pub at: String,
    /// What it is.
    pub what: What,
}

/// What an event is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// Somebody wrote.
    Said(Said),
    /// Something else.
    Happened(Happened),
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speaker {
    /// The customer.
    Customer,
    /// The bot.
    Bot,
    /// A human agent.
    Agent,
    /// The platform.
    System,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// Who wrote it.
    pub by: Speaker,
    /// The agent's name, else the id.
    pub name: Option<String>,
    /// What was written; empty where the text was left out.
    pub text: Marked,
    /// Whether the customer does not see it.
    pub private: bool,
    /// Whether it is the welcome.
    pub welcome: bool,
    /// Whether the bot did not understand.
    pub fallback: bool,
    /// Whether it is a canned reply.
    pub canned: bool,
}

/// Another event. Each has what its kind has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// The event's type.
    pub kind: String,
    /// The status of a hand-off or ticket, the survey, the stage of a lead,
    /// or who did it, as the format has it.
    pub word: Option<String>,
    /// The agent: who takes it, or whom it goes to.
    pub agent: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The reason, or the name of the goal, product or ticket, or the tags.
    pub about: Vec<String>,
    /// A survey's answer, and the most it could have been.
    pub score: Option<(f64, f64)>,
    /// A survey's comment.
    pub comment: Marked,
    /// Whether the closing says that it is resolved, where it says anything.
    pub resolved: Option<bool>,
    /// What an order is worth, and in which currency.
    pub amount: Option<(f64, String)>,
    /// Whether the order is credited to this conversation.
    pub credited: bool,
}
