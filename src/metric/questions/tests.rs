//! Questions by theme, in examples.
