//! What it amounted to: threads are cut into conversations, one row of facts
//! each.
//!
//! [`thread`] brings the events of each thread together in time order,
//! [`cut`] finds where a new conversation starts, [`draft`] takes one
//! conversation's events once and [`facts`] keeps the row. [`contact`] and
//! [`credit`] add what only shows across conversations; [`own`] holds what
//! counts by its own time: visits, tickets and agents' hours. [`stretch`]
//! remembers each conversation's events, [`questions`] finds among them what was
//! asked, and [`name`] calls it by a name. [`stored`] is all of it as a file.

pub mod contact;
pub mod credit;
pub mod cut;
pub mod dimension;
pub mod draft;
pub mod facts;
pub mod fold;
pub mod name;
pub mod own;
pub mod questions;
pub mod responses;
pub mod rows;
pub mod stored;
pub mod stretch;
pub mod thread;

use crate::base::time::Millis;
use crate::base::zone::Zone;
use crate::event::EventLog;
use crate::settings::Settings;

pub use crate::event::kind::Survey;
pub use dimension::Dimension;
pub use facts::{Facts, HandoffOutcome, Outcome, SupportType};
pub use fold::Frame;

/// A history, cut into conversations by a set of definitions.
pub struct Conversations {
    /// One row a conversation.
    pub facts: Facts,
    /// What counts by its own time.
    pub own: own::Own,
    /// How customers are called and reached, for the register.
    pub profiles: rows::Profiles,
    /// The events of each row, for reading and explaining.
    pub stretches: stretch::Stretches,
    /// "Now" for windows and open conversations.
    pub as_of: Millis,
    /// The earliest and the latest event that are not after `as_of`.
    pub span: Option<(Millis, Millis)>,
    /// Events of threads without any core event: they belong to none.
    pub unattached: u64,
    /// Events more than a day after the machine's clock.
    pub future: u64,
    /// Events that were read after a later one of their thread.
    pub inversions: u64,
    /// Events of a thread at the same instant as the one before.
    pub ties: u64,
    /// The events that they were made of, in their order read.
    pub log: EventLog,
    /// The definitions in force.
    pub settings: Settings,
    /// The zone of all days and hours.
    pub zone: Zone,
}
