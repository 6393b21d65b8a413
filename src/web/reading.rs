//! A load under way in the worker: its sources one after the other, how far
//! it is, and what went wrong.

use std::rc::Rc;

use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

use crate::engine::{Load, LoadError, is_facts, room};
use crate::event::Transcripts;
use crate::event::import::How;
use crate::event::mapping::Mapping;
use crate::event::mapping::known::Memory;
use crate::event::part::Part;
use crate::settings::Plain;
use crate::web::message::{Cause, Progress, Trouble};
use crate::web::transfer::Transfer;

/// The first two bytes of gzip.
pub(super) const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The least time between two messages about progress, in milliseconds.
const PROGRESS_EVERY: f64 = 50.0;

/// So much of the beginning of each file is kept, for people to look at.
const HEAD: usize = 64 << 10;

/// Of so many files, and of all that need a mapping.
const HEADS: usize = 100;

/// The beginning of a file, unpacked.
pub(super) struct Head {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// Whether that is all of it.
    pub(super) whole: bool,
    /// Whether it needs a mapping.
    pub(super) unmapped: bool,
}

/// A load that nobody has adopted yet.
pub(super) struct Reading {
    pub(super) load: Load,
    /// What becomes of the texts of messages.
    pub(super) transcripts: Transcripts,
    /// Bytes there will be to read, as far as that is known.
    pub(super) expected: u64,
    /// The zone of its days.
    pub(super) zone: String,
    pub(super) progress: Progress,
    pub(super) troubles: Vec<Trouble>,
    /// The beginnings of the files so far.
    pub(super) heads: Vec<Head>,
    /// A facts file, as far as it has come.
    pub(super) facts: Option<Vec<u8>>,
    /// How files of some names are to be read.
    named: Plain,
    /// How files of some fields are.
    memory: Rc<Memory>,
    /// How the source being read comes.
    pub(super) transfer: Transfer,
    /// When progress was told last.
    told: f64,
    /// Why the source being read broke off.
    broken: Option<Cause>,
    /// Whether it has a trouble already.
    troubled: bool,
}

impl Reading {
    /// A load of which no source has begun.
    /// `known` is how files are to be read: by name (`named`) and by fields
    /// (`memory`).
    pub(super) fn new(
        id: u32,
        zone: String,
        known: &Plain,
        sizes: impl Iterator<Item = u64>,
        transcripts: Transcripts,
    ) -> Reading {
        let total = sizes.reduce(|one, other| one + other);
        Reading {
            load: Load::new().with_transcripts(transcripts.clone()),
            transcripts,
            expected: 0,
            zone,
            progress: Progress {
                id,
                total,
                ..Progress::default()
            },
            troubles: Vec::new(),
            heads: Vec::new(),
            facts: None,
            named: known.at("named").clone(),
            memory: Rc::new(Memory::read(known.at("memory"))),
            transfer: Transfer::default(),
            told: 0.0,
            broken: None,
            troubled: false,
        }
    }

    /// The next file begins, to be read by a mapping if there is one. Throws
    /// where that is refused; the file is then not to be read.
    pub(super) fn begin(&mut self, name: &str, mapping: Option<Plain>) -> Result<(), JsValue> {
        let mut refused = Vec::new();
        let how = match self.named.field(name).or(mapping.as_ref()) {
            None => How::Remember(Rc::clone(&self.memory)),
            Some(document) => match Mapping::read(document) {
                Ok(mapping) => How::Mapping(Rc::new(mapping)),
                Err(errors) => {
                    refused.extend(errors.iter().map(ToString::to_string));
                    How::Detect
                }
            },
        };
        self.load.begin_as(name, how);
        self.heads.push(Head {
            name: name.to_owned(),
            bytes: Vec::new(),
            whole: true,
            unmapped: false,
        });
        name.clone_into(&mut self.progress.name);
        self.transfer = Transfer::default();
        self.broken = None;
        self.troubled = false;
        match refused.is_empty() {
            true => Ok(()),
            false => Err(refused.join("; ").into()),
        }
    }

    /// Whether it would take more memory than there is.
    pub(super) fn is_too_large(&self) -> bool {
        let needed = room::needed(self.expected, self.transcripts == Transcripts::Kept);
        needed > room::available(device_memory())
    }

    /// Takes a server's answer; throws where that is no data.
    pub(super) fn answered(&mut self, response: &Response) -> Result<(), JsValue> {
        let known = self.transfer.total;
        match self.transfer.answered(response) {
            Ok(()) => {
                if let (None, Some(total)) = (known, self.transfer.total) {
                    *self.progress.total.get_or_insert(0) += total;
                    self.expected += room::uncompressed(&self.progress.name, total);
                }
                Ok(())
            }
            Err(cause) => {
                self.broken = Some(cause);
                Err(JsValue::from(response))
            }
        }
    }

    /// A chunk came, compressed or not.
    pub(super) fn taken(&mut self, chunk: &Uint8Array) {
        let count = u64::from(chunk.length());
        if self.transfer.read == 0 {
            self.transfer.zipped = chunk.subarray(0, 2).to_vec() == GZIP;
        }
        self.transfer.read += count;
        self.progress.read += count;
    }

    /// Reads the next bytes; from time to time says how far it is.
    pub(super) fn feed(&mut self, chunk: &[u8]) -> Option<Progress> {
        let first = self.heads.last().is_some_and(|head| head.bytes.is_empty());
        if first && is_facts(chunk) {
            self.facts = Some(Vec::new());
        }
        if let Some(facts) = &mut self.facts {
            facts.extend_from_slice(chunk);
            return self.tell();
        }
        self.load.feed(chunk);
        if let Some(head) = self.heads.last_mut() {
            let room = HEAD - head.bytes.len();
            head.whole &= chunk.len() <= room;
            let kept = &chunk[..chunk.len().min(room)];
            head.bytes.extend_from_slice(kept);
        }
        self.tell()
    }

    /// Leaves the rest of a file of so many bytes for helpers to fetch, if it
    /// can be read so.
    pub(super) fn leave(&mut self, length: u64) -> bool {
        let before = self.load.progress().bytes;
        let whole = self.transfer.zipped || self.facts.is_some();
        let left = !whole && self.load.leave(length);
        // What was taken beyond is fetched once more.
        self.progress.read -= before - self.load.progress().bytes;
        left
    }

    /// Takes back what a helper read; from time to time says how far it is.
    pub(super) fn come_back(&mut self, number: u32, part: Part) -> Option<Progress> {
        let before = self.load.progress().bytes;
        self.load.come_back(number, part);
        self.progress.read += self.load.progress().bytes - before;
        self.tell()
    }

    fn tell(&mut self) -> Option<Progress> {
        let now = Date::now();
        if now - self.told < PROGRESS_EVERY {
            return None;
        }
        self.told = now;
        let so_far = self.load.progress();
        self.progress.events = so_far.events;
        self.progress.rejected = so_far.rejected;
        Some(self.progress.clone())
    }

    /// The source itself broke off.
    pub(super) fn broke(&mut self, error: &JsValue) {
        if self.broken.is_none() {
            self.broken = Some(match error.as_string() {
                // What the page fetches with explains itself.
                Some(message) => Cause::Engine {
                    message: format!("{}: {message}", self.progress.name),
                },
                None => self.transfer.cause(error),
            });
        }
    }

    /// The source could not be read to its end; where it did not break off
    /// its packing did.
    pub(super) fn trouble(&mut self, error: &JsValue) {
        let cause = match (
            self.broken.take(),
            error.is_instance_of::<js_sys::TypeError>(),
        ) {
            (Some(cause), _) => cause,
            (None, true) => Cause::Damaged,
            (None, false) => Cause::Engine {
                message: format!("{}: {}", self.progress.name, words_of(error)),
            },
        };
        self.note(cause);
    }

    /// The source is at its end.
    pub(super) fn end(&mut self) {
        let ended = self.load.end();
        if self.facts.is_some() {
            return;
        }
        let many = self.heads.len() > HEADS;
        if let Some(head) = self.heads.last_mut() {
            head.unmapped = matches!(ended, Err(LoadError::Unmapped { .. }));
            if many && !head.unmapped {
                head.bytes = Vec::new();
            }
        }
        if let Err(error) = ended
            && !self.troubled
        {
            let message = error.to_string();
            self.note(match error {
                LoadError::Unmapped { .. } => Cause::Unmapped { message },
                _ => Cause::Engine { message },
            });
        }
    }

    fn note(&mut self, cause: Cause) {
        self.troubled = true;
        self.troubles.push(Trouble {
            name: self.progress.name.clone(),
            cause,
        });
    }
}

/// The memory of this device in gigabytes, where the browser tells it.
pub(super) fn device_memory() -> Option<f64> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let memory = Reflect::get(&navigator, &"deviceMemory".into()).ok()?;
    memory.as_f64()
}

/// What an error says: its message, or itself as a text.
pub(crate) fn words_of(error: &JsValue) -> String {
    let message = Reflect::get(error, &"message".into()).ok();
    let message = message.and_then(|message| message.as_string());
    let itself = || (&JsValue::from_str("") + error).as_string();
    message.or_else(itself).unwrap_or_default()
}
