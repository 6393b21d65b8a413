//! Files, folders, archives and standard input, gzip-compressed or not: every
//! file in them, one after the other, with its name.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::cli::{Failure, archive};
use crate::event::Load;
use crate::event::archive::is_archive;
use crate::event::import::How;

/// So many bytes are read at once.
const CHUNK: usize = 1 << 20;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// So many bytes tell a compressed file or an archive.
const MAGIC: u64 = 4;

/// What standard input is called.
const STANDARD_INPUT: &str = "standard input";

/// Why reading stopped.
pub(super) enum Fault {
    /// One file cannot be read, in a sentence; others may be.
    Input(String),
    /// What came of it cannot be written.
    Output(io::Error),
}

impl From<String> for Fault {
    fn from(told: String) -> Fault {
        Fault::Input(told)
    }
}

/// Nothing could be read, for these reasons.
pub(super) fn nothing(faults: &[String]) -> Failure {
    match faults {
        [] => Failure::Nothing("there are no files in it".to_owned()),
        faults => Failure::Nothing(faults.join("\nchatgauge: ")),
    }
}

/// Takes one file: its name and its bytes, decompressed.
pub(super) type Take<'t> = &'t mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>;

/// Gives every file of some paths, `-` being `stdin`, to `take`, in order:
/// those of folders and archives sorted by name. Gives back what could not be
/// read, a sentence each.
///
/// # Errors
///
/// When what comes of a file cannot be written.
pub(super) fn each(
    paths: &[PathBuf],
    stdin: &mut dyn Read,
    take: Take<'_>,
) -> Result<Vec<String>, io::Error> {
    let mut faults = Vec::new();
    let mut keep = |result| match result {
        Ok(()) => Ok(()),
        Err(Fault::Input(told)) => {
            faults.push(told);
            Ok(())
        }
        Err(Fault::Output(error)) => Err(error),
    };
    for path in paths {
        if path.as_os_str() == "-" {
            keep(give(STANDARD_INPUT, &mut *stdin, take))?;
            continue;
        }
        let mut files = Vec::new();
        if let Err(told) = gather(path, &mut files) {
            keep(Err(told.into()))?;
        }
        for file in files {
            keep(open(&file, take))?;
        }
    }
    Ok(faults)
}

/// The files of a path: its own, or all within a folder, sorted.
fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let wrong = |error: io::Error| format!("{} cannot be read: {error}", path.display());
    let entries = std::fs::read_dir(path).map_err(wrong)?;
    let entries: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut entries = entries.map_err(wrong)?;
    entries.sort();
    let hidden = |path: &Path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with('.')
    };
    for entry in entries.iter().filter(|path| !hidden(path)) {
        gather(entry, files)?;
    }
    Ok(())
}

fn open(path: &Path, take: Take<'_>) -> Result<(), Fault> {
    let name = path.display().to_string();
    let mut file = File::open(path).map_err(|error| format!("{name} cannot be opened: {error}"))?;
    let (magic, whole) = begun(&name, &mut file)?;
    match is_archive(&magic) {
        true => archive::each(&name, &mut file, take),
        false => give(&name, whole, take),
    }
}

/// Gives one file, decompressed where that is needed.
pub(super) fn give(name: &str, source: impl Read, take: Take<'_>) -> Result<(), Fault> {
    let (magic, mut whole) = begun(name, source)?;
    if is_archive(&magic) {
        let told = match name == STANDARD_INPUT {
            true => "is a ZIP archive: write it to a file and name that",
            false => "is an archive within an archive: unpack it first",
        };
        return Err(format!("{name} {told}").into());
    }
    match magic.starts_with(&GZIP_MAGIC) {
        true => take(name, &mut MultiGzDecoder::new(whole)),
        false => take(name, &mut whole),
    }
}

/// A source whose first bytes have been looked at.
type Begun<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The first bytes of a source, and all of it.
fn begun<R: Read>(name: &str, mut source: R) -> Result<(Vec<u8>, Begun<R>), String> {
    let mut magic = Vec::new();
    source
        .by_ref()
        .take(MAGIC)
        .read_to_end(&mut magic)
        .map_err(|error| format!("{name} cannot be read: {error}"))?;
    let whole = Cursor::new(magic.clone()).chain(source);
    Ok((magic, whole))
}

/// Reads one file into `load`; `after` follows each piece of it.
///
/// # Errors
///
/// Says in one sentence what could not be read. What came before a fault in
/// the middle of a file stays in the load.
pub(super) fn feed(
    load: &mut Load,
    how: &How,
    name: &str,
    source: &mut dyn Read,
    mut after: impl FnMut(&mut Load) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut chunk = vec![0; CHUNK];
    load.begin_as(name, how.clone());
    loop {
        match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => {
                load.feed(&chunk[..count]);
                after(load)?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                let got = load.end().map_or(0, |file| file.events);
                after(load)?;
                let told =
                    format!("{name} cannot be read to its end: {error}; {got} events came before");
                return Err(Fault::Input(told));
            }
        }
    }
    let ended = load.end();
    after(load)?;
    ended
        .map(drop)
        .map_err(|error| Fault::Input(error.to_string()))
}

/// The beginning of a file, or of the first one in a folder or archive: its
/// name, up to so many bytes, and whether they are all.
pub(super) fn head(
    path: &Path,
    stdin: &mut dyn Read,
    length: u64,
) -> Result<(String, Vec<u8>, bool), String> {
    let mut found: Option<(String, Vec<u8>)> = None;
    let paths = [path.to_owned()];
    let faults = each(&paths, stdin, &mut |name, source| {
        if found.is_none() {
            let mut bytes = Vec::new();
            let read = source.take(length + 1).read_to_end(&mut bytes);
            read.map_err(|error| format!("{name} cannot be read: {error}"))?;
            found = Some((name.to_owned(), bytes));
        }
        Ok(())
    });
    match (found, faults) {
        (Some((name, bytes)), _) => {
            let whole = bytes.len() as u64 <= length;
            Ok((name, bytes, whole))
        }
        (None, Ok(faults)) if !faults.is_empty() => Err(faults.join("; ")),
        (None, _) => Err(format!("{} has no files", path.display())),
    }
}
