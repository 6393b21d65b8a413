//! What happened: bytes become typed events, or rejections that say where
//! and why.
//!
//! [`Load`] takes files in chunks of any size. [`import`] tells what a file
//! is and translates what other platforms export, [`records`] cuts a file
//! into records, [`json`] reads one record, [`native`] checks its fields and
//! writes the event into the [`EventLog`]. Reading never fails halfway: what
//! cannot be used is counted and kept as a [`Rejection`].

pub mod archive;
pub mod contexts;
pub mod events;
pub mod fields;
mod hashes;
pub mod ids;
pub mod import;
pub mod intake;
pub mod json;
pub mod kind;
pub mod load;
pub mod load_error;
pub mod log;
pub mod mapping;
pub mod merge;
pub mod native;
pub mod part;
pub mod pieces;
pub mod records;
pub mod rejection;
mod rest;
pub mod rows;
pub mod shape;
pub mod table;
pub mod texts;
pub mod transcripts;
pub mod tree;
pub mod utf16;

pub use intake::Progress;
pub use kind::{Field, Kind};
pub use load::{FileSummary, Load};
pub use load_error::LoadError;
pub use log::{Event, EventLog};
pub use rejection::{Reason, Rejection};
pub use transcripts::{Phrases, Transcripts};
