//! The page of a report: one file that needs no other, with places for what
//! the product puts into it.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha384};

use crate::command::{Outcome, command, run};
use crate::{files, setup, size};

/// Where the command line takes it from when it is built.
pub(crate) fn place() -> PathBuf {
    files::root().join("dist/report/report.html")
}

/// Makes the page from the site, in which its script and the page without
/// them lie; these two give way to it.
pub(crate) fn make(site: &Path) -> Outcome {
    let folder = site.join("chatgauge");
    let text = |path: PathBuf| -> Outcome<String> {
        let bytes = files::read(&path)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let script = bundle(&folder.join("report.js"))?;
    let styles = text(site.join("style.css"))?;
    let module = size::gzip(&files::read(&folder.join("chatgauge_bg.wasm"))?)?;
    let icon = files::read(&site.join("icon.svg"))?;
    let mut page = text(folder.join("report.html"))?;
    for (place, value) in [
        ("script", checksum(&script)),
        ("style", checksum(&styles)),
        ("icon", BASE64_STANDARD.encode(icon)),
        ("styles", styles),
        ("module", BASE64_STANDARD.encode(module)),
        ("scripts", script),
    ] {
        let mark = format!("{{{{chatgauge-{place}}}}}");
        let (before, after) = page
            .split_once(&mark)
            .ok_or_else(|| format!("The page of a report has no place {mark}."))?;
        page = [before, &value, after].concat();
    }
    files::remove_file(&folder.join("report.js"))?;
    files::write(&folder.join("report.html"), page.as_bytes())?;
    Ok(())
}

/// Keeps the page for the command line.
pub(crate) fn keep(site: &Path) -> Outcome {
    let page = files::read(&site.join("chatgauge/report.html"))?;
    files::write(&place(), &page)
}

/// A script with all that it imports, as one. What would end it in a page is
/// written in another way there.
fn bundle(entry: &Path) -> Outcome<String> {
    setup::npm()?;
    let bundler = setup::npm_folder().join("bundle.mjs");
    let bundled = files::target().join("xtask/report.js");
    let mut node = command("node", &[]);
    node.arg(bundler).arg(entry).arg(&bundled);
    run(&mut node, "Mend what the bundler tells above.")?;
    let script = files::read(&bundled)?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// As policies name what they allow.
fn checksum(text: &str) -> String {
    let digest = Sha384::digest(text.as_bytes());
    format!("sha384-{}", BASE64_STANDARD.encode(digest))
}
