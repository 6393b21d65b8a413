//! The JSON reader against the kinds of cases of the public JSON parsing test
//! suite, and against serde_json: what it takes, what it refuses, and every
//! value.
//!
//! `cases.txt` holds the cases, a line each. The fuzz tests change real
//! records and invented texts at random; `CHATGAUGE_FUZZ` asks for another
//! number of cases, `CHATGAUGE_SEED` for the seed of the first. A failure is
//! told with its seed and the fewest bytes that show it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cases;
#[path = "../oracle/dice.rs"]
mod dice;
mod files;
mod fuzz;
mod mutate;
mod stock;
mod trees;
mod value;
