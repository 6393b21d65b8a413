//! Puts the page together as it is shipped: static files, relative addresses.

use crate::command::Outcome;
use crate::size::Sizes;
use crate::wasm::Build;
use crate::{files, page, sample, size, wasm};

/// Builds `dist/site` and tells what it weighs.
pub(crate) fn site(build: Build) -> Outcome<Sizes> {
    let modules = wasm::modules(build)?;
    let sample = sample::file()?;
    let site = files::site();
    files::remove_folder(&site)?;
    files::copy_folder(&files::root().join("www"), &site)?;
    for module in modules {
        files::copy_folder(&module, &site.join("chatgauge"))?;
    }
    files::write(&site.join("sample/history.ndjson"), &files::read(&sample)?)?;
    page::make(&site)?;
    let sizes = size::of(&site)?;
    println!("{}", sizes.table());
    if build == Build::Fast {
        println!("built fast: the shipped wasm is smaller, see cargo xtask dist");
    }
    Ok(sizes)
}
