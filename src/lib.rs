#![doc = include_str!("../ARCHITECTURE.md")]

pub mod base;
pub mod settings;

pub mod event;

pub mod conversation;

pub mod filter;

pub mod metric;

pub mod report;

pub mod engine;

pub mod view;

pub mod draw;

pub mod sample;

pub mod guide;

#[cfg(feature = "cli")]
pub mod cli;

#[cfg(all(target_arch = "wasm32", not(feature = "page")))]
pub mod reader;

#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod web;
