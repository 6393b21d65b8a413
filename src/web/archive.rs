//! ZIP archives that the worker's script reads range by range: what it is to
//! read next, and where the files lie.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::base::checksum::Checksum;
use crate::event::archive::{
    ArchiveError, Directory, Entry, HEADER, LARGE_END, Listed, TAIL, data_after, directory,
    entries, is_archive, large_directory,
};

/// An archive of which some ranges are known.
#[wasm_bindgen]
pub struct Archive {
    length: u64,
    step: Step,
    /// The files, the last one first.
    files: Vec<Listed>,
}

enum Step {
    Tail,
    LargeEnd(u64),
    Directory {
        start: u64,
        length: u64,
        before: u64,
    },
    Done,
}

/// A file in an archive.
#[wasm_bindgen]
pub struct Packed {
    name: String,
    entry: Listed,
    /// Bytes that came of it, unpacked.
    came: u64,
    checksum: Checksum,
}

#[wasm_bindgen]
impl Archive {
    /// An archive of so many bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(length: f64) -> Archive {
        Archive {
            length: length as u64,
            step: Step::Tail,
            files: Vec::new(),
        }
    }

    /// Whether data that begins so is an archive.
    pub fn begins(chunk: &Uint8Array) -> bool {
        is_archive(&chunk.subarray(0, 4).to_vec())
    }

    /// The range of bytes that is to be taken next, until all files are
    /// known: from, to.
    pub fn wants(&self) -> Option<Vec<f64>> {
        let (start, length) = match self.step {
            Step::Tail => {
                let tail = self.length.min(TAIL as u64);
                (self.length - tail, tail)
            }
            Step::LargeEnd(at) => (at, LARGE_END as u64),
            Step::Directory { start, length, .. } => (start, length),
            Step::Done => return None,
        };
        Some(range(start, length))
    }

    /// Takes the bytes that were wanted. Throws where they are no archive's.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let place = match self.step {
            Step::Tail => directory(bytes, self.length),
            Step::LargeEnd(at) => large_directory(bytes, at),
            Step::Directory { before, .. } => {
                self.files = entries(bytes, before).map_err(thrown)?;
                self.files.reverse();
                self.step = Step::Done;
                return Ok(());
            }
            Step::Done => return Ok(()),
        };
        self.step = match (place.map_err(thrown)?, &self.step) {
            (Directory::ToldAt(at), Step::Tail) => Step::LargeEnd(at),
            (Directory::ToldAt(_), _) => return Err(thrown(ArchiveError::Damaged)),
            (
                Directory::At {
                    start,
                    length,
                    before,
                },
                _,
            ) => Step::Directory {
                start,
                length,
                before,
            },
        };
        Ok(())
    }

    /// The next file, if there is one more.
    pub fn file(&mut self) -> Option<Packed> {
        let entry = self.files.pop()?;
        let name = match &entry {
            Ok(entry) => entry.name.clone(),
            Err((name, _)) => name.clone(),
        };
        Some(Packed {
            name,
            entry,
            came: 0,
            checksum: Checksum::default(),
        })
    }
}

#[wasm_bindgen]
impl Packed {
    /// Its name, with the folders before it.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Whether its bytes are compressed.
    #[wasm_bindgen(getter)]
    pub fn deflated(&self) -> bool {
        self.entry.as_ref().is_ok_and(|entry| entry.deflated)
    }

    /// The range of the header before it. Throws where the file cannot be
    /// read.
    pub fn header(&self) -> Result<Vec<f64>, JsValue> {
        match &self.entry {
            Ok(entry) => Ok(range(entry.header, HEADER as u64)),
            Err((_, why)) => Err(thrown(*why)),
        }
    }

    /// The range of its bytes, told by its header.
    pub fn data(&self, header: &[u8]) -> Result<Vec<f64>, JsValue> {
        let (Ok(entry), after) = (&self.entry, data_after(header).map_err(thrown)?) else {
            return Err(thrown(ArchiveError::Damaged));
        };
        Ok(range(entry.header + after, entry.packed))
    }

    /// Checks its next bytes, unpacked. Throws where they are too many.
    pub fn check(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        self.came += bytes.len() as u64;
        self.checksum.take(bytes);
        self.agrees(|came, entry| came <= entry.size)
    }

    /// Throws where not all bytes came, or others than there were.
    pub fn verify(&self) -> Result<(), JsValue> {
        let sum = self.checksum.sum();
        self.agrees(|came, entry| came == entry.size && sum == entry.checksum)
    }

    fn agrees(&self, test: impl Fn(u64, &Entry) -> bool) -> Result<(), JsValue> {
        match &self.entry {
            Ok(entry) if test(self.came, entry) => Ok(()),
            _ => Err(thrown(ArchiveError::Damaged)),
        }
    }
}

fn range(start: u64, length: u64) -> Vec<f64> {
    vec![start as f64, (start + length) as f64]
}

fn thrown(error: ArchiveError) -> JsValue {
    error.to_string().into()
}
