//! The numbers: one declarative entry a metric, folded over selected rows.

pub mod entry;

pub use entry::{Direction, Unit};
