//! What the page shows before its module is there says and wears what the
//! module will: no second wording, no second palette.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;

use chatgauge::view::locale::Language;
use chatgauge::view::text::shell::words_of;
use chatgauge::view::theme::{Scheme, Theme};

fn page(file: &str) -> String {
    fs::read_to_string(format!("{}/www/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn the_words_are_those_of_the_catalogue() {
    let page = page("index.html");
    let words = words_of(Language::English);
    for said in [words.name, words.purpose, words.promise] {
        assert!(page.contains(&format!(">{said}<")), "{said}");
    }
}

#[test]
fn the_colours_are_those_of_the_theme() {
    let sheet = page("style.css");
    for scheme in [Scheme::Light, Scheme::Dark] {
        let tokens = Theme::new(scheme).tokens();
        let shown = ["bg", "surface", "text", "muted", "faint", "accent"];
        let rule: Vec<String> = shown
            .iter()
            .map(|name| {
                let token = tokens.iter().find(|(token, _)| token == name);
                format!("--{name}: {};", token.unwrap().1)
            })
            .collect();
        let rule = rule.join(" ");
        assert!(sheet.contains(&rule), "{scheme:?}: {rule}");
    }
}
