//! The browser's door: the element, its worker and the canvas.
//!
//! The worker holds the engine ([`session`]): bytes in, progress and documents
//! out. The page holds the painter ([`element`]): a board of numbers in,
//! pictures and DOM out. JavaScript only loads, wires and passes on.

mod action;
mod address;
mod answers;
mod archive;
mod arms;
mod brush;
mod calendar;
mod canvas;
mod chooser;
mod core;
mod crosshair;
mod dom;
pub mod element;
mod export;
mod figure;
mod filters;
mod fonts;
mod header;
mod hosting;
mod info;
mod keep;
mod ledger;
mod links;
mod loading;
mod look;
mod mapping;
mod mark;
mod message;
mod notice;
mod opener;
mod overview;
mod panel;
mod panic;
mod picker;
mod pictured;
mod popover;
mod reading;
mod register;
mod requests;
mod save;
pub mod session;
mod settings;
mod sheet;
mod shell;
mod stage;
mod summary;
mod switch;
mod tabs;
mod targets;
mod tip;
mod tools;
mod transfer;
mod watch;
mod zones;
