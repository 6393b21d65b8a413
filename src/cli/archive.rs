//! The files in a ZIP archive, read where they lie, one after the other and
//! piece by piece: an archive may come to any size.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use crate::cli::input::{Fault, Take, give};
use crate::event::archive::{
    ArchiveError, Directory, Entry, HEADER, LARGE_END, Listed, TAIL, data_after, directory,
    entries, large_directory,
};

/// Gives every file of an archive to `take`, named `archive.zip/inner.json`.
/// What cannot be read is told at the end, in one sentence.
pub(super) fn each(name: &str, archive: &mut File, take: Take<'_>) -> Result<(), Fault> {
    let listed = list(archive).map_err(|error| format!("{name} cannot be read: {error}"))?;
    if listed.is_empty() {
        return Err(format!("{name} is an archive without files").into());
    }
    let mut faults = Vec::new();
    for entry in listed {
        let done = match entry {
            Err((inner, why)) => Err(Fault::Input(format!("{name}/{inner}: {why}"))),
            Ok(entry) => {
                let inner = format!("{name}/{}", entry.name);
                open(archive, &entry)
                    .map_err(|error| Fault::Input(format!("{inner} cannot be read: {error}")))
                    .and_then(|source| give(&inner, source, take))
            }
        };
        match done {
            Ok(()) => {}
            Err(Fault::Input(told)) => faults.push(told),
            Err(output) => return Err(output),
        }
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Fault::Input(faults.join("; "))),
    }
}

fn list(archive: &mut File) -> io::Result<Vec<Listed>> {
    let length = archive.seek(SeekFrom::End(0))?;
    let tail = length.min(TAIL as u64);
    let tail = bytes_at(archive, length - tail, tail)?;
    let place = match directory(&tail, length).map_err(io::Error::other)? {
        Directory::ToldAt(at) => {
            let end = bytes_at(archive, at, LARGE_END as u64)?;
            large_directory(&end, at).map_err(io::Error::other)?
        }
        place => place,
    };
    let Directory::At {
        start,
        length,
        before,
    } = place
    else {
        return Err(io::Error::other(ArchiveError::Damaged));
    };
    let directory = bytes_at(archive, start, length)?;
    entries(&directory, before).map_err(io::Error::other)
}

fn bytes_at(archive: &mut File, start: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    archive.seek(SeekFrom::Start(start))?;
    archive.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn open<'a>(archive: &'a mut File, entry: &Entry) -> io::Result<Checked<Box<dyn Read + 'a>>> {
    let header = bytes_at(archive, entry.header, HEADER as u64)?;
    let start = entry.header + data_after(&header).map_err(io::Error::other)?;
    archive.seek(SeekFrom::Start(start))?;
    let packed = archive.take(entry.packed);
    Ok(Checked {
        source: match entry.deflated {
            true => Box::new(DeflateDecoder::new(packed)),
            false => Box::new(packed),
        },
        checksum: Crc::new(),
        left: entry.size,
        expected: entry.checksum,
    })
}

/// A file of an archive: no longer than the archive says, and with the
/// checksum that it says.
struct Checked<R> {
    source: R,
    checksum: Crc,
    left: u64,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.checksum.update(&buffer[..count]);
        let damaged = || io::Error::other(ArchiveError::Damaged);
        self.left = self.left.checked_sub(count as u64).ok_or_else(damaged)?;
        let ended = count == 0 && !buffer.is_empty();
        match ended && (self.left > 0 || self.checksum.sum() != self.expected) {
            true => Err(damaged()),
            false => Ok(count),
        }
    }
}
