//! The npm package, made of the page as it was built last, and the example
//! projects that embed it.

use std::path::PathBuf;

use crate::command::{Outcome, command, run};
use crate::{files, setup};

/// Where the package lies, and what `npm pack` makes of it.
pub(crate) fn folder() -> PathBuf {
    files::root().join("dist/npm")
}

/// Builds `dist/npm` from `dist/site`.
pub(crate) fn make() -> Outcome {
    setup::npm()?;
    let mut node = command("node", &["xtask/npm/pack.mjs"]);
    node.args([files::site(), folder()]);
    node.arg(env!("CARGO_PKG_VERSION"));
    run(&mut node, "Mend what the bundler tells above.")
}

/// Installs the package into the example projects, as anybody would install
/// it, and builds them; the folder they were built in.
pub(crate) fn examples() -> Outcome<PathBuf> {
    let built = files::target().join("xtask/examples");
    let mut node = command("node", &["xtask/npm/examples.mjs"]);
    node.args([folder(), built.clone()]);
    run(
        &mut node,
        "Mend what npm or the examples' tools tell above.",
    )?;
    Ok(built)
}
