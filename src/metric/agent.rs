//! What one agent does, where it differs from what all do together: a chat of
//! two agents counts for both, and a missed one for whoever had it then.

use crate::conversation::facts::is;
use crate::metric::compute::Scope;
use crate::metric::value::Computed;
use crate::metric::which::{ALL, Which};
use crate::metric::working;

/// A human was due, and somebody came in time.
const ANSWERED: Which = ALL.with(is::HUMAN_DUE | is::WITH_AGENT).without(is::MISSED);

/// The metrics that are told of each agent.
pub const TOLD: [&str; 6] = [
    "first_response_time",
    "handle_time",
    "csat",
    "missed_rate",
    "utilisation",
    "chats_per_hour",
];

/// Missed chats out of these and the chats that were answered in time, of the
/// conversations that an agent handled.
pub fn missed_rate(missed: u64, handled: &Scope<'_>) -> Computed {
    let answered = handled.count(ANSWERED) as f64;
    Computed::quotient(missed as f64, missed as f64 + answered)
}

/// Chats per working hour, of the conversations that an agent handled.
pub fn chats_per_hour(handled: &Scope<'_>) -> Computed {
    Computed::quotient(handled.rows.len() as f64, working::hours(handled))
}

/// Whether an agent worked at all.
pub fn works(handled: &Scope<'_>) -> bool {
    working::hours(handled) > 0.0
}
