//! What counts by its own time: visits, tickets and agents' hours.

use crate::base::time::Millis;

/// A visit to the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it began.
    pub start: Millis,
    /// When it ended: the first of `visit_ended`, the visitor's next visit
    /// and 24 hours.
    pub end: Millis,
    /// Code of the visitor among the users.
    pub visitor: u32,
    /// Number of the context, for filters on what it carries.
    pub context: u32,
}

/// A help-desk ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketSpan {
    /// First `created`, if there is one.
    pub created: Option<Millis>,
    /// First `resolved`, if there is one.
    pub resolved: Option<Millis>,
    /// Code of the ticket.
    pub ticket: u32,
    /// Row in [`Own::ticket_pairs`]: the last value of each field set by
    /// its events.
    pub pairs: u32,
}

/// A span of an agent's working time (available or busy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkSpan {
    /// Code of the agent.
    pub agent: u32,
    /// From the status on.
    pub from: Millis,
    /// To the next status, or `as_of`.
    pub to: Millis,
    /// Number of the context of the status that began it.
    pub context: u32,
}

/// Everything that counts by its own time.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// In the order of (start, order read).
    pub visits: Vec<Visit>,
    /// In the order of first appearance by time.
    pub tickets: Vec<TicketSpan>,
    /// The fields of tickets: `(field, code)` pairs, by row.
    pub ticket_pairs: Vec<Vec<(u16, u32)>>,
    /// By agent, then time; those of one agent do not overlap.
    pub work: Vec<WorkSpan>,
}
