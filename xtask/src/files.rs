//! Where things lie, and the few file operations the doors share.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::command::Outcome;

/// The root of the house.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// Where cargo builds, and where the doors keep what they can make again.
pub(crate) fn target() -> PathBuf {
    let set = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(set)
}

/// The page as it is shipped.
pub(crate) fn site() -> PathBuf {
    root().join("dist/site")
}

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("Could not read {}: {error}.", path.display()))
}

/// Opens a new file for writing, making its folder.
pub(crate) fn create(path: &Path) -> Outcome<fs::File> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    fs::File::create(path).map_err(|error| format!("Could not write {}: {error}.", path.display()))
}

/// Writes a file whole, making its folder.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome {
    let written = create(path)?.write_all(bytes);
    written.map_err(|error| format!("Could not write {}: {error}.", path.display()))
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|error| format!("Could not make {}: {error}.", path.display()))
}

/// Takes a folder away with all that is in it; fine if it is not there.
pub(crate) fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("Could not remove {}: {error}.", path.display()))
        }
        _ => Ok(()),
    }
}

/// Takes a file away.
pub(crate) fn remove_file(path: &Path) -> Outcome {
    fs::remove_file(path).map_err(|error| format!("Could not remove {}: {error}.", path.display()))
}

/// All files under a folder, in order; none if it is not there.
pub(crate) fn list(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// Copies all files under one folder into another, keeping their places.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    for file in list(from) {
        let place = file.strip_prefix(from).unwrap_or(&file);
        write(&to.join(place), &read(&file)?)?;
    }
    Ok(())
}

/// A fingerprint of what something is made from.
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    pub(crate) fn new() -> Fingerprint {
        Fingerprint(DefaultHasher::new())
    }

    pub(crate) fn add(mut self, bytes: &[u8]) -> Fingerprint {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
        self
    }

    pub(crate) fn add_files(self, files: &[PathBuf]) -> Outcome<Fingerprint> {
        files
            .iter()
            .try_fold(self, |print, file| Ok(print.add(&read(file)?)))
    }

    /// As it is written beside the thing made.
    pub(crate) fn text(self) -> String {
        format!("{:016x}", self.0.finish())
    }
}

/// Whether the thing beside `stamp` was made from what has this fingerprint.
pub(crate) fn is_fresh(stamp: &Path, fingerprint: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == fingerprint)
}
