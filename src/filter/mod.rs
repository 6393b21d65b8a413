//! What one wants to look at: a period and chosen values become the rows
//! that the metrics are folded over.
//!
//! [`Filters`] are what was asked, as in the report; a [`Selection`] keeps
//! the passing rows of each filter apart, so that changing one recomputes
//! one and a chart can leave its own out. [`OwnSelection`] applies the same
//! filters to visits, tickets and agents' hours.

pub mod clock;
pub mod own;
pub mod selection;

#[cfg(test)]
mod tests;

pub use crate::conversation::dimension::{ATTRIBUTE_PREFIX, plain_name};
pub use clock::Clock;
pub use own::{OwnRows, OwnSelection};
pub use selection::{Filters, Selection, UnknownField, dimension, rows_between};
