//! What must occur in the data for a metric to be told: groups of event
//! types of which one is enough.

pub(crate) type Group = &'static [&'static str];

pub(crate) const STARTED: Group = &["conversation_started"];
pub(crate) const MESSAGE: Group = &["message"];
pub(crate) const HANDOFF: Group = &["handoff"];
pub(crate) const ASSIGNED: Group = &["assigned"];
pub(crate) const TRANSFERRED: Group = &["transferred"];
pub(crate) const CLOSED: Group = &["closed"];
pub(crate) const RATING: Group = &["rating"];
pub(crate) const TAGGED: Group = &["tagged"];
pub(crate) const GOAL: Group = &["goal"];
pub(crate) const LEAD: Group = &["lead"];
pub(crate) const BOOKING: Group = &["booking"];
pub(crate) const ORDER: Group = &["order"];
pub(crate) const TICKET: Group = &["ticket"];
pub(crate) const VISIT: Group = &["visit"];
pub(crate) const AGENT_STATUS: Group = &["agent_status"];
/// Any of these makes a human due.
pub(crate) const HUMAN_DUE: Group = &["message", "handoff", "assigned"];
/// Any of these shows that a survey was put.
pub(crate) const SURVEYED: Group = &["survey_sent", "rating"];
/// Any of these is a conversion.
pub(crate) const CONVERSION: Group = &["goal", "order", "booking", "lead"];
