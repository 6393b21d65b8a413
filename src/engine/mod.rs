//! The owner of the state: load, settings, query, answer.
