//! The whole picture, decided before it is painted: rectangles, ticks,
//! strings, colours, hit areas. Plain data, nothing left to compute.

pub mod picture;

pub use picture::{Color, Hit, Mark, Picture};
