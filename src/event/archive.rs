//! ZIP archives: which files lie in one, and where.
//!
//! Bytes in, places out; whoever has the archive reads its bytes and
//! decompresses them. Read are the directory at the archive's end, which
//! knows all sizes, and the short header before each file.

use std::fmt::{Display, Formatter};

use crate::base::order;

/// What an archive begins with; the second one if it holds no file.
const MAGICS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// The end of the directory: this, and a comment that may be so long.
const END_MAGIC: &[u8] = b"PK\x05\x06";
const END: usize = 22;
const LONGEST_COMMENT: usize = 0xffff;

/// What points at the large end of the directory, right before the end.
const LOCATOR_MAGIC: &[u8] = b"PK\x06\x07";
const LOCATOR: usize = 20;

/// The large end of the directory.
const LARGE_END_MAGIC: &[u8] = b"PK\x06\x06";
/// Its length, as far as it is read.
pub const LARGE_END: usize = 56;

/// So many bytes at the end of an archive tell where its directory is.
pub const TAIL: usize = LOCATOR + END + LONGEST_COMMENT;

const ENTRY_MAGIC: &[u8] = b"PK\x01\x02";
const ENTRY: usize = 46;
const HEADER_MAGIC: &[u8] = b"PK\x03\x04";

/// The length of the header before each file, names apart.
pub const HEADER: usize = 30;

/// The extra field with sizes that need 64 bits.
const LARGE_SIZES: usize = 1;

/// Bit 0 of the flags: encrypted. Bit 11: the name is UTF-8.
const ENCRYPTED: usize = 1;

/// What office programs put into their documents, which are archives too.
const OFFICE: &str = "[Content_Types].xml";

/// Whether a file that begins so is an archive.
pub fn is_archive(head: &[u8]) -> bool {
    MAGICS.iter().any(|magic| head.starts_with(magic))
}

/// Where the directory of an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directory {
    /// At this byte, and so long.
    At {
        /// The byte.
        start: u64,
        /// The length.
        length: u64,
        /// So many bytes before the archive do not belong to it: all places
        /// that it tells are to be counted from there.
        before: u64,
    },
    /// Told by the [`LARGE_END`] bytes at this place: see
    /// [`large_directory`].
    ToldAt(u64),
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, with the folders before it.
    pub name: String,
    /// Whether it is compressed (deflate), or stored as it is.
    pub deflated: bool,
    /// Its bytes in the archive.
    pub packed: u64,
    /// Its bytes.
    pub size: u64,
    /// The CRC-32 of its bytes.
    pub checksum: u32,
    /// The byte at which the header before it begins.
    pub header: u64,
}

/// A file, or the name of one that cannot be read and why.
pub type Listed = Result<Entry, (String, ArchiveError)>;

/// Why an archive, or a file in it, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArchiveError {
    /// What should be in it is not.
    Damaged,
    /// It is one of several parts.
    Split,
    /// The file is encrypted.
    Encrypted,
    /// The file is compressed in another way than by deflate.
    Method(u16),
    /// It is a document of an office program.
    Office,
}

impl Display for ArchiveError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            ArchiveError::Damaged => "the ZIP archive is damaged or cut off",
            ArchiveError::Split => "the ZIP archive is one of several parts: unpack it first",
            ArchiveError::Encrypted => "it is encrypted: unpack it with its password first",
            ArchiveError::Method(method) => {
                return write!(
                    f,
                    "it is compressed in a way (method {method}) that is not read: unpack it first"
                );
            }
            ArchiveError::Office => "it is an Office document: save its sheet as CSV",
        })
    }
}

impl std::error::Error for ArchiveError {}

/// Where the directory of an archive is, told by the last [`TAIL`] bytes of
/// it, or all where it is shorter.
///
/// # Errors
///
/// When it is none, or one of several parts.
pub fn directory(tail: &[u8], length: u64) -> Result<Directory, ArchiveError> {
    let last = tail.len().checked_sub(END).ok_or(ArchiveError::Damaged)?;
    let is_end = |at: &usize| {
        let comment = tail.len() - at - END;
        tail[*at..].starts_with(END_MAGIC) && number(tail, at + 20, 2) == Some(comment as u64)
    };
    let end = (0..=last).rev().find(is_end).ok_or(ArchiveError::Damaged)?;
    if let Some(locator) = end.checked_sub(LOCATOR)
        && tail[locator..].starts_with(LOCATOR_MAGIC)
    {
        return Ok(Directory::ToldAt(need(tail, locator + 8, 8)?));
    }
    if need(tail, end + 4, 2)? != 0 {
        return Err(ArchiveError::Split);
    }
    let (size, offset) = (need(tail, end + 12, 4)?, need(tail, end + 16, 4)?);
    placed(length - (tail.len() - end) as u64, offset, size)
}

/// Where the directory of a large archive is, told by the [`LARGE_END`]
/// bytes at the place `at`.
///
/// # Errors
///
/// When they are something else.
pub fn large_directory(end: &[u8], at: u64) -> Result<Directory, ArchiveError> {
    if !end.starts_with(LARGE_END_MAGIC) {
        return Err(ArchiveError::Damaged);
    }
    placed(at, need(end, 48, 8)?, need(end, 40, 8)?)
}

/// The directory that ends at a place.
fn placed(end: u64, offset: u64, length: u64) -> Result<Directory, ArchiveError> {
    let start = end.checked_sub(length).ok_or(ArchiveError::Damaged)?;
    let before = start.checked_sub(offset).ok_or(ArchiveError::Damaged)?;
    Ok(Directory::At {
        start,
        length,
        before,
    })
}

/// The files that a directory names, sorted by name, and why those that
/// cannot be read cannot. Folders, hidden files and what a Mac adds are
/// passed over.
///
/// # Errors
///
/// When the directory is damaged, or an office document's.
pub fn entries(directory: &[u8], before: u64) -> Result<Vec<Listed>, ArchiveError> {
    let mut entries = Vec::new();
    let mut rest = directory;
    while rest.starts_with(ENTRY_MAGIC) {
        let length = |at| need(rest, at, 2).map(|length| length as usize);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let whole = rest.get(..ENTRY + name + extra + comment);
        let whole = whole.ok_or(ArchiveError::Damaged)?;
        let name_bytes = &whole[ENTRY..ENTRY + name];
        let name_text = String::from_utf8_lossy(name_bytes).replace('\\', "/");
        if name_text == OFFICE {
            return Err(ArchiveError::Office);
        }
        if is_wanted(&name_text) {
            let extra = &whole[ENTRY + name..ENTRY + name + extra];
            let read = entry(whole, extra, before, &name_text)?;
            entries.push(read.map_err(|why| (name_text, why)));
        }
        rest = &rest[whole.len()..];
    }
    let name = |entry: &Listed| match entry {
        Ok(entry) => entry.name.clone(),
        Err((name, _)) => name.clone(),
    };
    Ok(order::sorted(entries, |a, b| name(a).cmp(&name(b))))
}

fn is_wanted(name: &str) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    !name.ends_with('/') && !name.split('/').any(hidden)
}

fn entry(
    whole: &[u8],
    extra: &[u8],
    before: u64,
    name: &str,
) -> Result<Result<Entry, ArchiveError>, ArchiveError> {
    let method = need(whole, 10, 2)?;
    if need(whole, 8, 2)? as usize & ENCRYPTED != 0 {
        return Ok(Err(ArchiveError::Encrypted));
    }
    if method != 0 && method != 8 {
        return Ok(Err(ArchiveError::Method(method as u16)));
    }
    // Where 32 bits are too few the sizes follow in the extra field, those
    // that are needed, in this order.
    let mut large = large_sizes(extra);
    let mut size_at = |at| -> Result<u64, ArchiveError> {
        match need(whole, at, 4)? {
            0xffff_ffff => {
                let size = number(large, 0, 8).ok_or(ArchiveError::Damaged);
                large = large.get(8..).unwrap_or_default();
                size
            }
            size => Ok(size),
        }
    };
    let (size, packed, header) = (size_at(24)?, size_at(20)?, size_at(42)?);
    Ok(Ok(Entry {
        name: name.to_owned(),
        deflated: method == 8,
        packed,
        size,
        checksum: need(whole, 16, 4)? as u32,
        header: header.checked_add(before).ok_or(ArchiveError::Damaged)?,
    }))
}

/// The extra field with the large sizes; empty where there is none.
fn large_sizes(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(length)) = (number(extra, 0, 2), number(extra, 2, 2)) {
        let end = 4 + length as usize;
        if id as usize == LARGE_SIZES {
            return extra.get(4..end).unwrap_or_default();
        }
        extra = extra.get(end..).unwrap_or_default();
    }
    &[]
}

/// How many bytes lie between the beginning of the [`HEADER`] bytes before a
/// file and the file.
///
/// # Errors
///
/// When they are something else.
pub fn data_after(header: &[u8]) -> Result<u64, ArchiveError> {
    if !header.starts_with(HEADER_MAGIC) {
        return Err(ArchiveError::Damaged);
    }
    Ok(HEADER as u64 + need(header, 26, 2)? + need(header, 28, 2)?)
}

fn need(bytes: &[u8], at: usize, length: usize) -> Result<u64, ArchiveError> {
    number(bytes, at, length).ok_or(ArchiveError::Damaged)
}

/// A number in so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    let digits = bytes.iter().rev();
    Some(digits.fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::{ArchiveError, Directory, Entry, data_after, directory, entries, large_directory};

    fn le(number: u64, length: usize) -> Vec<u8> {
        let mut bytes = number.to_le_bytes().to_vec();
        bytes.resize(length, 0);
        bytes
    }

    /// A line of a directory.
    fn line(name: &str, flags: u64, method: u64, sizes: [u64; 3], extra: &[u8]) -> Vec<u8> {
        let [packed, size, header] = sizes;
        [
            b"PK\x01\x02".to_vec(),
            le(0, 4),
            le(flags, 2),
            le(method, 2),
            le(0, 4),
            le(0xabcd, 4),
            le(packed, 4),
            le(size, 4),
            le(name.len() as u64, 2),
            le(extra.len() as u64, 2),
            le(0, 10),
            le(header, 4),
            name.as_bytes().to_vec(),
            extra.to_vec(),
        ]
        .concat()
    }

    #[test]
    fn a_directory_names_the_files_that_are_wanted() {
        let large = [
            le(9, 2),
            le(1, 2),
            b"x".to_vec(),
            le(1, 2),
            le(16, 2),
            le(1 << 33, 8),
            le(1 << 32, 8),
        ];
        let bytes = [
            line(
                "b.json",
                0,
                8,
                [0xffff_ffff, 0xffff_ffff, 70],
                &large.concat(),
            ),
            line("a/", 0, 0, [0, 0, 0], b""),
            line("a/c.csv", 0x0808, 0, [5, 5, 7], b""),
            line("a/secret.csv", 1, 8, [5, 5, 7], b""),
            line("a/new.csv", 0, 93, [5, 5, 7], b""),
            line("__MACOSX/a/c.csv", 0, 0, [5, 5, 7], b""),
            line("a/.DS_Store", 0, 0, [5, 5, 7], b""),
        ]
        .concat();
        let found = entries(&bytes, 100).unwrap();
        let stored = Entry {
            name: "a/c.csv".to_owned(),
            deflated: false,
            packed: 5,
            size: 5,
            checksum: 0xabcd,
            header: 107,
        };
        let larger = Entry {
            name: "b.json".to_owned(),
            deflated: true,
            packed: 1 << 32,
            size: 1 << 33,
            checksum: 0xabcd,
            header: 170,
        };
        let refused = |name: &str, why| Err((name.to_owned(), why));
        assert_eq!(
            found,
            [
                Ok(stored),
                refused("a/new.csv", ArchiveError::Method(93)),
                refused("a/secret.csv", ArchiveError::Encrypted),
                Ok(larger),
            ]
        );
        for end in 1..bytes.len() {
            // Whatever is cut off, nothing panics.
            let _ = entries(&bytes[..end], 0);
        }
        let office = line("[Content_Types].xml", 0, 8, [1, 1, 1], b"");
        assert_eq!(entries(&office, 0), Err(ArchiveError::Office));
    }

    #[test]
    fn the_end_tells_where_the_directory_is() {
        let end = |disk: u64, size: u64, offset: u64, comment: &[u8]| {
            let fields = [
                le(disk, 2),
                le(0, 2),
                le(1, 2),
                le(1, 2),
                le(size, 4),
                le(offset, 4),
            ];
            let comment = [le(comment.len() as u64, 2), comment.to_vec()].concat();
            [b"PK\x05\x06".to_vec(), fields.concat(), comment].concat()
        };
        let tail = [vec![7; 50], end(0, 40, 5, b"PK\x05\x06 a comment")].concat();
        let (start, length, before) = (1010, 40, 1005);
        let found = directory(&tail, 1000 + tail.len() as u64);
        assert_eq!(
            found,
            Ok(Directory::At {
                start,
                length,
                before
            })
        );
        assert_eq!(directory(&end(1, 0, 0, b""), 22), Err(ArchiveError::Split));
        assert_eq!(
            directory(&end(0, 99, 0, b""), 22),
            Err(ArchiveError::Damaged)
        );
        assert_eq!(directory(b"PK", 2), Err(ArchiveError::Damaged));
        assert_eq!(directory(&[0; 100], 100), Err(ArchiveError::Damaged));

        let locator = [b"PK\x06\x07".to_vec(), le(0, 4), le(77, 8), le(1, 4)].concat();
        let large = [locator, end(0xffff, 0xffff_ffff, 0xffff_ffff, b"")].concat();
        assert_eq!(directory(&large, 200), Ok(Directory::ToldAt(77)));
        let record = [b"PK\x06\x06".to_vec(), le(0, 36), le(30, 8), le(47, 8)];
        let record = record.concat();
        let (start, length, before) = (47, 30, 0);
        assert_eq!(
            large_directory(&record, 77),
            Ok(Directory::At {
                start,
                length,
                before
            })
        );
        assert_eq!(
            large_directory(&record[1..], 77),
            Err(ArchiveError::Damaged)
        );
    }

    #[test]
    fn a_file_follows_its_header() {
        let header = [
            b"PK\x03\x04".to_vec(),
            le(0, 8),
            le(0, 8),
            le(0, 6),
            le(6, 2),
            le(9, 2),
        ];
        assert_eq!(data_after(&header.concat()), Ok(45));
        assert_eq!(data_after(b"PK\x03\x04"), Err(ArchiveError::Damaged));
        assert_eq!(data_after(&[0; 30]), Err(ArchiveError::Damaged));
    }
}
