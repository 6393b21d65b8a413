//! The definitions as settings, with their defaults.
