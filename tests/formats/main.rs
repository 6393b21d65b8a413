//! Every importer against its own cases: what an export comes to, event by
//! event.
//!
//! `cases/FORMAT/NAME.EXT` is a file as the platform exports it; beside it
//! `NAME.expected` holds the native events that it means, a line each, then
//! what was left out (`left out 2 trace activities: why`), refused
//! (`rejected item 3, ts: why`) or that the file gave nothing (`refused: why`).
//! A file whose fields mean what a mapping says has that beside it as
//! `NAME.mapping`. With `CHATGAUGE_WRITE=1` the expected files are written anew, to be read
//! through before they are kept.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chatgauge::event::Load;
use chatgauge::event::import::How;
use chatgauge::event::mapping::Mapping;

/// Files are also read in pieces of so many bytes: nothing may change.
const CHUNKS: [usize; 3] = [usize::MAX, 1, 1_000];

fn inputs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/cases");
    let mut inputs = Vec::new();
    let entries = |path: &Path| {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        entries.sort();
        entries
    };
    for format in entries(&root) {
        let files = entries(&format);
        inputs.extend(files.into_iter().filter(|file| {
            file.extension()
                .is_none_or(|extension| extension != "expected" && extension != "mapping")
        }));
    }
    inputs
}

/// By the mapping beside a file, if there is one.
fn how(path: &Path) -> How {
    match std::fs::read_to_string(path.with_extension("mapping")) {
        Err(_) => How::Detect,
        Ok(text) => {
            let document = serde_json::from_str(&text).unwrap();
            How::Mapping(Rc::new(Mapping::read(&document).unwrap()))
        }
    }
}

/// What a file comes to, in the words of the expected files.
fn outcome(path: &Path, chunk: usize) -> String {
    let told = Rc::new(RefCell::new(String::new()));
    let hears = Rc::clone(&told);
    let mut load = Load::with_echo(Box::new(move |event| {
        writeln!(hears.borrow_mut(), "{event}").unwrap();
    }));
    let bytes = std::fs::read(path).unwrap();
    load.begin_as(&path.file_name().unwrap().to_string_lossy(), how(path));
    for chunk in bytes.chunks(chunk.min(bytes.len().max(1))) {
        load.feed(chunk);
    }
    let summary = load.end();
    let loaded = load.finish();
    let mut told = told.borrow_mut();
    for rejection in &loaded.rejections {
        let (place, field) = (rejection.place, &rejection.field);
        writeln!(told, "rejected {place}, {field}: {}", rejection.reason).unwrap();
    }
    match summary {
        Ok(summary) => {
            let folder = path.parent().unwrap().file_name().unwrap();
            assert_eq!(summary.format, folder.to_string_lossy(), "{path:?}");
            for left in summary.left_out {
                writeln!(told, "left out {} {}: {}", left.count, left.what, left.why).unwrap();
            }
        }
        Err(error) => writeln!(told, "refused: {error}").unwrap(),
    }
    std::mem::take(&mut *told)
}

#[test]
fn exports_come_to_the_events_that_they_mean() {
    let inputs = inputs();
    assert!(!inputs.is_empty());
    let write = std::env::var_os("CHATGAUGE_WRITE").is_some();
    for input in inputs {
        let expected = input.with_extension("expected");
        if write {
            std::fs::write(&expected, outcome(&input, usize::MAX)).unwrap();
        }
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        for chunk in CHUNKS {
            assert_eq!(outcome(&input, chunk), expected, "{input:?} by {chunk}");
        }
    }
}

/// Formats that have an id for all they tell: exports of them may overlap.
const WITH_IDS: [&str; 3] = ["intercom", "chatwoot", "zendesk_chat"];

#[test]
fn what_is_exported_twice_is_counted_once() {
    let mut compared = 0;
    for input in inputs() {
        let folder = input.parent().unwrap().file_name().unwrap();
        if !WITH_IDS.contains(&folder.to_str().unwrap()) {
            continue;
        }
        let mut load = Load::new();
        let mut read = || {
            load.begin("export");
            load.feed(&std::fs::read(&input).unwrap());
            load.end()
        };
        let (Ok(first), Ok(second)) = (read(), read()) else {
            continue;
        };
        assert!(first.events > 0, "{input:?}");
        assert_eq!(second.events, 0, "{input:?}");
        let told = first.events + first.duplicates;
        assert_eq!(second.duplicates, told, "{input:?}");
        compared += 1;
    }
    assert!(compared > WITH_IDS.len());
}
