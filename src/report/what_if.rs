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
}
