//! Themes of questions: hand-made cases with the groups that a person would
//! make of them, and what must hold whatever the questions are.
//!
//! A case is a file in `cases`: in each line a question, and the theme that it
//! belongs to. Questions with the same theme must be in one, all others not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

mod edits;
mod history;
mod period;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chatgauge::report::themes::Of;
use serde_json::Value;

use history::{ask, engine, members, question};

/// The conversations of each theme, by what their questions should be.
type Groups = BTreeSet<BTreeSet<String>>;

#[test]
fn questions_are_grouped_as_a_person_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/themes/cases");
    let mut cases = 0;
    let mut wrong = String::new();
    for file in fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        let (events, expected) = case(&fs::read_to_string(&file).unwrap());
        let engine = engine(&events);
        let found = engine.themes(&ask(Of::First)).unwrap();
        let themes = found.themes.iter();
        let found: Groups = themes
            .map(|theme| members(&engine, Of::First, &theme.id))
            .collect();
        cases += 1;
        for missing in expected.difference(&found) {
            wrong.push_str(&format!(
                "{}: should be one: {missing:#?}\n",
                file.display()
            ));
        }
        for other in found.difference(&expected) {
            wrong.push_str(&format!("{}: should not be: {other:#?}\n", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases >= 8, "{cases} cases");
}

/// The events of a case, and its groups.
fn case(lines: &str) -> (String, Groups) {
    let mut events = String::new();
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (number, line) in lines.lines().enumerate() {
        let line: Value = serde_json::from_str(line).unwrap();
        let text = line["text"].as_str().unwrap();
        let id = format!("{number} {text}");
        events.push_str(&question(&id, number, text));
        if let Some(theme) = line["theme"].as_str() {
            groups.entry(theme.to_owned()).or_default().insert(id);
        }
    }
    (events, groups.into_values().collect())
}
