//! The door of the workers that read beside the one that holds the engine.
//!
//! Every byte of a history goes through here and hardly any of the code does,
//! so this is a module of its own, compiled for speed where the page's is
//! compiled for size.

use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::throw_str;

use crate::event::intake;
use crate::event::shape::Shape;
use crate::event::{Phrases, Transcripts};

/// Reads a piece of a file, without the texts of messages where there are
/// `phrases` to mark their fallbacks by; the worker that gave it absorbs what
/// comes out.
#[wasm_bindgen(js_name = readPiece)]
pub fn read_piece(is_list: bool, phrases: Option<Vec<String>>, bytes: &[u8]) -> Vec<u8> {
    let transcripts = phrases.map(|phrases| Transcripts::LeftOut(Phrases::new(&phrases)));
    let shape = if is_list { Shape::List } else { Shape::Lines };
    intake::read_piece(shape, bytes, transcripts.unwrap_or_default()).to_bytes()
}

/// Called once when the module is instantiated: a panic ends the call with an
/// error that says where it was.
#[wasm_bindgen(start)]
fn throw_panics() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
        throw_str(&info.to_string());
    }));
}
