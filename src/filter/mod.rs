//! What one wants to look at: a period and chosen values become a selection of rows.
