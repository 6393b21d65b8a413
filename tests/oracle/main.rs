//! A slow and obvious second computation of every metric, straight from the
//! definitions, to check the engine against on random histories.

mod agents;
mod ask;
mod business;
mod catalogue;
mod charts;
mod clock;
mod compare;
mod dice;
mod engine;
mod facts;
mod fields;
mod figure;
mod golden;
mod group;
mod history;
mod insights;
mod intervals;
#[path = "../marks/mod.rs"]
mod marks;
mod parts;
mod picks;
mod properties;
mod puzzles;
mod random;
mod read;
mod report;
mod resolution;
mod rules;
mod satisfaction;
mod speed;
mod stored;
mod team;
mod texts;
mod thread;
mod told;
mod volume;
