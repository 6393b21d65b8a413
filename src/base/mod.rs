//! Words without domain: time, periods and buckets, zones, statistics, sets.
//!
//! Nothing in here has heard of a conversation, a file or a browser.

pub mod preset;
pub mod time;
