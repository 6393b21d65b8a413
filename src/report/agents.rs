//! The people behind the bot, side by side.

use serde::{Deserialize, Serialize};

use crate::report::answer::MetricAnswer;

/// What agents did in a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agents {
    /// The metrics of each row.
    pub columns: Vec<AgentColumn>,
    /// Types of events that the data lacks for missed chats.
    pub missing: Vec<String>,
    /// All of them together; its chats are conversations that any known agent
    /// wrote in, its missed ones all that were.
    pub team: AgentRow,
    /// Each of them, most chats first, then by name.
    pub rows: Vec<AgentRow>,
    /// How many missed chats nobody had when they were missed.
    pub unassigned: u64,
}

/// What is told of each agent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AgentColumn {
    /// The metric's id.
    pub metric: String,
    /// Types of events that the data lacks for it.
    pub missing: Vec<String>,
}

/// What one agent did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AgentRow {
    /// The agent, as the data says; empty of all together.
    pub agent: String,
    /// Conversations with a message of this agent.
    pub chats: u64,
    /// Missed conversations that this agent had when they were missed.
    pub missed: u64,
    /// One for each of the columns.
    pub answers: Vec<MetricAnswer>,
}
