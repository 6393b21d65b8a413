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

#[cfg(target_arch = "wasm32")]
pub mod web;
