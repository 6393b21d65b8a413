//! Words without domain: time, periods and buckets, zones, statistics, sets.
//!
//! Nothing in here has heard of a conversation, a file or a browser.

pub mod base64;
pub mod bitset;
pub mod blocks;
pub mod bulk;
pub mod checksum;
pub mod column;
pub mod date;
pub mod decimal;
pub mod dict;
pub mod hours;
pub mod instants;
pub mod interval;
pub mod letters;
pub mod lists;
pub mod moment;
pub mod needle;
pub mod number;
pub mod order;
pub mod packing;
pub mod pattern;
pub mod preset;
pub mod rank;
pub mod sorted;
pub mod stats;
pub mod tail;
pub mod time;
pub mod wire;
pub mod zone;
