//! What resolving costs, and what that is made of.

use serde::{Deserialize, Serialize};

pub use crate::metric::what_if::{Assumed, Come, Cost};

/// The cost of a period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// What it is made of.
    pub cost: Cost,
    /// As it is; `None` where the settings name no costs.
    pub now: Option<Assumed>,
    /// Three letters; empty without costs.
    pub currency: String,
    /// What a person assumes of it; where nothing, it is as it is.
    #[serde(default)]
    pub assumed: Trial,
}

/// What a person tries out, in thousandths: an agent's hour, the bot's month,
/// deflection.
pub type Trial = [Option<u32>; 3];

/// The number of so many thousandths.
pub fn tried(thousandths: u32) -> f64 {
    f64::from(thousandths) / 1_000.0
}
