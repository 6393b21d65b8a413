//! The sample history shipped beside the page.
//!
//! It is written by the example `sample`, which calls the library: so the doors
//! themselves need not be linked again each time the library changes.

use std::path::PathBuf;

use crate::command::{Outcome, cargo, run};
use crate::files::{self, Fingerprint};

/// Which history: the same words give the same bytes.
const SEED: &str = "1";
/// Enough to fill every chart, small enough to load at a glance.
const EVENTS: &str = "20000";

/// The file with the sample, written anew only when the rooms that make it
/// have changed; `None` while there is no example to write it.
pub(crate) fn file() -> Outcome<Option<PathBuf>> {
    let root = files::root();
    let example = root.join("examples/sample.rs");
    if !example.is_file() {
        println!("no sample: examples/sample.rs is not there");
        return Ok(None);
    }
    let mut sources = vec![example];
    for room in ["base", "event", "sample"] {
        sources.extend(files::list(&root.join("src").join(room)));
    }
    let fingerprint = Fingerprint::new()
        .add(SEED.as_bytes())
        .add(EVENTS.as_bytes())
        .add_files(&sources)?
        .text();
    let file = files::target().join("xtask/sample.ndjson");
    let stamp = file.with_extension("stamp");
    if !files::is_fresh(&stamp, &fingerprint) {
        let words = ["run", "--quiet", "--example", "sample", "--", SEED, EVENTS];
        run(
            cargo(&words).stdout(files::create(&file)?),
            "Mend what the compiler tells above.",
        )?;
        files::write(&stamp, fingerprint.as_bytes())?;
    }
    Ok(Some(file))
}
