//! What the beginning of a file shows before it is loaded, and the mapping
//! that unknown columns suggest.
//!
//! `cases/NAME.EXT` is the beginning of an invented export in one of the
//! languages; `cases/NAME.preview` is what is shown of it. With
//! `CHATGAUGE_WRITE=1` the previews are written anew, to be read through
//! before they are kept.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::rc::Rc;

use chatgauge::base::time::Millis;
use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Preview};
use chatgauge::event::Load;
use chatgauge::event::import::How;
use chatgauge::event::mapping::Mapping;
use chatgauge::settings::Plain;

struct Utc;

impl Zones for Utc {
    fn offset_at(&self, zone: &str, _: Millis) -> Option<i32> {
        (zone == "UTC").then_some(0)
    }
}

fn preview(head: &[u8], whole: bool, mapping: Option<&Plain>) -> Preview {
    let engine = Engine::new(Box::new(Utc), 2_000_000_000_000, "UTC");
    engine.preview("export", head, whole, mapping).unwrap()
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/previews/cases");
    let entries = std::fs::read_dir(root).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_none_or(|end| end != "preview"))
        .collect();
    paths.sort();
    paths
}

#[test]
fn the_beginning_of_a_file_shows_what_it_is() {
    let write = std::env::var_os("CHATGAUGE_WRITE").is_some();
    for path in cases() {
        let bytes = std::fs::read(&path).unwrap();
        let found = preview(&bytes, true, None);
        let found = format!("{}\n", serde_json::to_string_pretty(&found).unwrap());
        let expected = path.with_extension("preview");
        if write {
            std::fs::write(&expected, &found).unwrap();
        }
        assert_eq!(
            found,
            std::fs::read_to_string(&expected).unwrap(),
            "{path:?}"
        );
    }
}

#[test]
fn a_suggested_mapping_can_be_kept_and_applied() {
    let mut applied = 0;
    for path in cases() {
        let bytes = std::fs::read(&path).unwrap();
        let suggested = preview(&bytes, true, None);
        let Some(document) = suggested.mapping.filter(|_| suggested.refused.is_empty()) else {
            continue;
        };
        let kept = serde_json::to_string(&document).unwrap();
        let document: Plain = serde_json::from_str(&kept).unwrap();
        let mut load = Load::new();
        load.begin_as(
            "export",
            How::Mapping(Rc::new(Mapping::read(&document).unwrap())),
        );
        load.feed(&bytes);
        let summary = load.end().unwrap();
        assert_eq!(
            (summary.format.as_str(), summary.events),
            ("mapping", suggested.count)
        );
        assert!(suggested.conversations > 0, "{path:?}");
        applied += 1;
    }
    assert!(applied > 8);
}

#[test]
fn what_is_cut_off_is_not_told_as_wrong() {
    for path in cases() {
        let bytes = std::fs::read(&path).unwrap();
        let whole = preview(&bytes, true, None);
        if whole.mapping.is_none() {
            continue;
        }
        let cut = preview(&bytes[..bytes.len() - 3], false, whole.mapping.as_ref());
        assert!(cut.rejected <= whole.rejected, "{path:?} {cut:?}");
        assert!(cut.count <= whole.count, "{path:?}");
    }
}

#[test]
fn a_wrong_mapping_is_told_and_makes_no_events() {
    let document: Plain = serde_json::from_str(r#"{"fields":{"ts":"a","role":7}}"#).unwrap();
    let shown = preview(b"a,b\n1,2\n", true, Some(&document));
    assert_eq!(shown.rows, [["1", "2"]]);
    let keys: Vec<&str> = shown
        .refused
        .iter()
        .map(|error| error.key.as_str())
        .collect();
    assert_eq!(keys, ["fields.role", "fields"]);
    assert_eq!((shown.count, shown.mapping), (0, Some(document)));
}
