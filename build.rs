//! Lets the command line carry the page of reports, if that has been built by
//! `cargo xtask dist`; else it carries none and says so.

#![allow(
    clippy::print_stdout,
    reason = "what cargo is to know is told it there"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "it runs where the library is built, never in a browser"
)]

use std::path::PathBuf;
use std::{env, fs, io};

/// Where the page lies once it is built.
const FOLDER: &str = "dist/report";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // The page itself is made of this library, which must not wait for it.
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return Ok(());
    }
    let variable = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let folder = variable("CARGO_MANIFEST_DIR").join(FOLDER);
    if folder.is_dir() {
        println!("cargo::rerun-if-changed={FOLDER}");
    }
    let page = fs::read(folder.join("report.html")).unwrap_or_default();
    fs::write(variable("OUT_DIR").join("report.html"), page)
}
