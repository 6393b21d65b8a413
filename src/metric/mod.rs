//! The numbers: one declarative entry a metric, folded over selected rows.
//!
//! Each family of metrics is a file of entries in the words of [`define`];
//! [`catalogue`] lists them all. [`mod@compute`] folds an entry over a [`Scope`],
//! [`condition`] and [`part`] tell of one conversation why it counts and what it
//! adds, [`mod@compare`] sets the value beside the previous period's, and [`group`]
//! takes rows apart for breakdowns. A [`Sheet`] keeps what the metrics of one
//! scope share, [`addends`] take one apart by many dimensions. [`spread`] says how sure a difference is, [`moved`] what made it,
//! [`scorecard`] how a value stands to its target. [`questions`] are counted too:
//! what customers ask, by theme. [`distribution`], [`funnel`], [`cohorts`] and
//! [`load`](mod@load) are counts for a chart of their own.

pub mod addends;
pub mod agent;
pub mod cohorts;
pub mod compare;
pub mod compute;
pub mod condition;
pub mod define;
pub mod distribution;
pub mod entry;
pub mod funnel;
pub mod group;
pub mod load;
pub mod moved;
pub mod part;
pub mod questions;
pub mod scorecard;
pub mod sheet;
pub mod spread;
pub mod value;
pub mod what_if;
pub mod which;

mod agents;
mod bot;
mod business;
mod handoff;
mod needs;
mod resolution;
mod satisfaction;
mod speed;
mod tickets;
mod volume;
mod working;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use addends::Addends;
pub use compare::{Change, Comparison, MoneyChange, NewWord, RelativeChange, compare};
pub use compute::{Scope, compute, value_of};
pub use condition::{Condition, Ground};
pub use define::{Counted, Metric};
pub use entry::{About, Direction, Unit};
pub use group::{Group, breakdown, occurs_apart};
pub use moved::{Effects, How, Weight};
pub use part::Part;
pub use scorecard::{Category, Status};
pub use sheet::Sheet;
pub use spread::{Spread, Untold};
pub use value::{Computed, Value};

/// The metrics by family, with the families' names.
pub const FAMILIES: [(&str, &[Metric]); 9] = [
    ("volume", volume::METRICS),
    ("bot", bot::METRICS),
    ("handoff", handoff::METRICS),
    ("resolution", resolution::METRICS),
    ("speed", speed::METRICS),
    ("satisfaction", satisfaction::METRICS),
    ("agents", agents::METRICS),
    ("business", business::METRICS),
    ("tickets", tickets::METRICS),
];

/// Every metric, in the order of reports.
pub fn catalogue() -> &'static [Metric] {
    static CATALOGUE: LazyLock<Vec<Metric>> = LazyLock::new(|| {
        FAMILIES
            .iter()
            .flat_map(|family| family.1)
            .copied()
            .collect()
    });
    &CATALOGUE
}

/// The metric of an id.
pub fn find(id: &str) -> Option<&'static Metric> {
    catalogue().iter().find(|metric| metric.about.id == id)
}

/// The metric of an id, or the step of a funnel, which counts as a metric
/// does.
pub fn countable(id: &str) -> Option<&'static Metric> {
    find(id).or_else(|| funnel::step(id))
}
