//! Fetches what a door needs and the machine lacks, and says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Outcome, answer, command, run};
use crate::files;

/// Adds the wasm target to the toolchain in use.
pub(crate) fn wasm_target() -> Outcome {
    let target = crate::wasm::TARGET;
    let libraries = answer(&mut command(
        "rustc",
        &["--print", "target-libdir", "--target", target],
    ));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    println!("adding the Rust target {target}");
    run(
        &mut command("rustup", &["target", "add", target]),
        "Install rustup, or add the target by your system's own means.",
    )
}

/// Installs what the doors need from npm, if it is not there yet.
pub(crate) fn npm() -> Outcome {
    packages(&npm_folder())
}

/// Installs the npm packages that a folder's lock file names, if they are not
/// there yet.
pub(crate) fn packages(folder: &Path) -> Outcome {
    let changed = |file: &str| {
        folder
            .join(file)
            .metadata()
            .and_then(|data| data.modified())
            .ok()
    };
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    let place = folder.strip_prefix(files::root()).unwrap_or(folder);
    println!("installing the npm packages of {}", place.display());
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(
        command(npm, &["ci", "--no-audit", "--no-fund"]).current_dir(folder),
        "Install Node.js 20 or newer with npm, and see that its registry can be reached.",
    )
}

/// Where npm's packages lie.
pub(crate) fn npm_folder() -> PathBuf {
    files::root().join("xtask/npm")
}

/// The Chromium to test with: the one named by `CHROMIUM`, one that is
/// installed, or one installed now.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        return match named.is_file() {
            true => Ok(named),
            false => Err(format!(
                "CHROMIUM names {}, which is no file.",
                named.display()
            )),
        };
    }
    if let Some(found) = installed_chromium() {
        return Ok(found);
    }
    println!("installing Chromium");
    if on_path("apt-get").is_some() {
        install_by_apt();
    }
    if installed_chromium().is_none() {
        install_by_playwright();
    }
    installed_chromium().ok_or_else(|| {
        "No Chromium could be installed; install one and name it by the environment variable \
         CHROMIUM."
            .to_owned()
    })
}

fn installed_chromium() -> Option<PathBuf> {
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    let elsewhere = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ];
    names
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| {
            elsewhere
                .iter()
                .map(PathBuf::from)
                .find(|path| path.is_file())
        })
        .or_else(playwrights_chromium)
}

/// The one that playwright keeps for itself, if it has been installed.
fn playwrights_chromium() -> Option<PathBuf> {
    let script = "console.log(require('playwright-core').chromium.executablePath())";
    let told = answer(command("node", &["-e", script]).current_dir(npm_folder()))?;
    Some(PathBuf::from(told)).filter(|path| path.is_file())
}

fn install_by_apt() {
    let root = answer(&mut command("id", &["-u"])).is_some_and(|id| id == "0");
    let apt = |words: &[&str]| {
        let mut apt: Command = match root {
            true => command("apt-get", &[]),
            false => command("sudo", &["-n", "apt-get"]),
        };
        apt.args(["-o", "DPkg::Lock::Timeout=600", "-q"])
            .args(words);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt, "Trying another way.")
    };
    let outcome = apt(&["update"]).and_then(|()| {
        apt(&[
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            "fonts-liberation",
        ])
    });
    if let Err(message) = outcome {
        println!("{message}");
    }
}

fn install_by_playwright() {
    let outcome = npm().and_then(|()| {
        let words = ["node_modules/playwright-core/cli.js", "install", "chromium"];
        run(
            command("node", &words).current_dir(npm_folder()),
            "No other way is left.",
        )
    });
    if let Err(message) = outcome {
        println!("{message}");
    }
}

/// Where a program lies, if it is on the search path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}
