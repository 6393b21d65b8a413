//! Shows an address in a browser where there is one to show it in.

use std::process::{Command, Stdio};

use crate::setup::on_path;

/// Opens the address; does nothing on a machine without a screen.
pub(crate) fn browser(address: &str) {
    let Some(mut opener) = opener() else { return };
    let quiet = opener
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    // The address is on the terminal: a browser that does not start is no failure.
    drop(quiet.stderr(Stdio::null()).spawn());
}

fn opener() -> Option<Command> {
    if cfg!(windows) {
        let mut shell = Command::new("cmd");
        shell.args(["/C", "start", ""]);
        return Some(shell);
    }
    if cfg!(target_os = "macos") {
        return Some(Command::new("open"));
    }
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    on_path("xdg-open").filter(|_| has_screen).map(Command::new)
}
