//! The sample history shipped beside the page.
//!
//! It is written by the example `sample`, which calls the library: so the doors
//! themselves need not be linked again each time the library changes.

use std::path::PathBuf;

use crate::command::{Outcome, cargo, run};
use crate::files::{self, Fingerprint};

/// The file with the sample, written anew only when what makes it has changed:
/// the example, the room `sample` and the rooms that it may use.
pub(crate) fn file() -> Outcome<PathBuf> {
    let root = files::root();
    let mut sources = vec![root.join("examples/sample.rs")];
    for room in ["base", "event", "sample"] {
        sources.extend(files::list(&root.join("src").join(room)));
    }
    let fingerprint = Fingerprint::new().add_files(&sources)?.text();
    let file = files::target().join("xtask/sample.ndjson");
    let stamp = file.with_extension("stamp");
    if !files::is_fresh(&stamp, &fingerprint) {
        let words = [
            "run",
            "--quiet",
            "--no-default-features",
            "--example",
            "sample",
        ];
        run(
            cargo(&words).stdout(files::create(&file)?),
            "Mend what the compiler tells above.",
        )?;
        files::write(&stamp, fingerprint.as_bytes())?;
    }
    Ok(file)
}
