//! Files and standard input, gzip-compressed or not, on their way into a
//! load.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::event::Load;

/// So many bytes are read at once.
const CHUNK: usize = 1 << 20;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Reads one file, `-` being `stdin`, into `load`.
///
/// # Errors
///
/// Says in one sentence what could not be read. What came before a fault in
/// the middle of a file stays in the load.
pub(super) fn read(load: &mut Load, path: &Path, stdin: &mut dyn Read) -> Result<(), String> {
    if path.as_os_str() == "-" {
        return read_from(load, "standard input", stdin);
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| format!("{name} cannot be opened: {error}"))?;
    read_from(load, &name, file)
}

fn read_from(load: &mut Load, name: &str, mut source: impl Read) -> Result<(), String> {
    let mut start = Vec::new();
    source
        .by_ref()
        .take(GZIP_MAGIC.len() as u64)
        .read_to_end(&mut start)
        .map_err(|error| format!("{name} cannot be read: {error}"))?;
    let is_gzip = start == GZIP_MAGIC;
    let whole = Cursor::new(start).chain(source);
    match is_gzip {
        true => feed(load, name, MultiGzDecoder::new(whole)),
        false => feed(load, name, whole),
    }
}

fn feed(load: &mut Load, name: &str, mut source: impl Read) -> Result<(), String> {
    let mut chunk = vec![0; CHUNK];
    load.begin(name);
    loop {
        match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(count) => load.feed(&chunk[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => {
                let got = load.end().map_or(0, |file| file.events);
                return Err(format!(
                    "{name} cannot be read to its end: {error}; {got} events came before"
                ));
            }
        }
    }
    load.end().map(drop).map_err(|error| error.to_string())
}
