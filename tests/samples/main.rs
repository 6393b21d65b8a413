//! Real exports, as the platforms' own projects publish them: what they come
//! to, in numbers counted from the files without the importers.
//!
//! The files are not part of this project: they lie in `shared/data/formats`
//! beside it, and where they do not, the tests say so and pass.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chatgauge::event::Load;
use serde_json::Value;

fn root() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/formats");
    if !root.is_dir() {
        println!("skipped: there are no samples at {}", root.display());
        return None;
    }
    Some(root)
}

/// Loads a file, checks its format and counts what comes of it.
fn counted(file: &Path, format: &str) -> String {
    let events = Rc::new(RefCell::new(Vec::new()));
    let hears = Rc::clone(&events);
    let mut load = Load::with_echo(Box::new(move |event| {
        let event: Value = serde_json::from_str(event).unwrap();
        hears.borrow_mut().push(event);
    }));
    load.begin(&file.to_string_lossy());
    for chunk in std::fs::read(file).unwrap().chunks(10_000) {
        load.feed(chunk);
    }
    let summary = load.end().unwrap();
    drop(load);
    assert_eq!(summary.format, format, "{}", file.display());
    let events = events.take();
    let text = |event: &Value, key: &str| event[key].as_str().unwrap_or_default().to_owned();
    let conversations: BTreeSet<String> = events
        .iter()
        .map(|event| text(event, "conversation_id"))
        .collect();
    let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
    for event in &events {
        let kind = format!("{} {}", text(event, "type"), text(event, "role"));
        *kinds.entry(kind.trim_end().to_owned()).or_default() += 1;
    }
    let mut lines = vec![format!("{} conversations", conversations.len())];
    lines.extend(kinds.iter().map(|(kind, count)| format!("{count} {kind}")));
    for (count, what) in [
        (summary.duplicates, "duplicates"),
        (summary.rejected, "rejected"),
    ] {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    }
    let mut left_out = summary.left_out;
    left_out.sort_by(|one, other| one.what.cmp(&other.what));
    let left_out = left_out.iter();
    lines.extend(left_out.map(|left| format!("left out {} {}", left.count, left.what)));
    lines.join(", ")
}

/// Reads all that is told of the samples: of each folder its format, how its
/// numbers were counted, and the numbers by file.
#[test]
fn every_sample_comes_to_what_was_counted() {
    let Some(root) = root() else {
        return;
    };
    let told: Value = serde_json::from_str(include_str!("counts.json")).unwrap();
    for told in told.as_array().unwrap() {
        let folder = root.join(told["folder"].as_str().unwrap());
        let format = told["format"].as_str().unwrap();
        let files = told["files"].as_object().unwrap();
        for (file, counts) in files {
            assert_eq!(counted(&folder.join(file), format), *counts, "{file}");
        }
        let there = std::fs::read_dir(&folder).unwrap().count();
        assert_eq!(there, files.len(), "every sample of {format} is told");
    }
    let folders = std::fs::read_dir(&root).unwrap().count();
    assert_eq!(folders, told.as_array().unwrap().len());
}
