//! What happened: bytes become typed events, or rejections that say where
//! and why.
//!
//! [`Load`] takes files in chunks of any size. [`records`] cuts them into
//! records, [`json`] reads one record, [`native`] checks its fields and
//! writes the event into the [`EventLog`]. Reading never fails halfway: what
//! cannot be used is counted and kept as a [`Rejection`].

pub mod contexts;
pub mod fields;
pub mod ids;
pub mod json;
pub mod kind;
pub mod load;
pub mod log;
pub mod merge;
pub mod native;
pub mod part;
pub mod records;
pub mod rejection;
pub mod texts;

pub use kind::{Field, Kind};
pub use load::{FileSummary, Load, LoadError, Progress};
pub use log::{Event, EventLog};
pub use rejection::{Reason, Rejection};
