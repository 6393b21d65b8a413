//! How reading what is there went, file by file.

use crate::base::blocks::Blocks;
use crate::engine::Error;
use crate::engine::summary::Origin;
use crate::event::intake::REJECTIONS_KEPT;
use crate::event::load::Loaded;
use crate::event::{EventLog, FileSummary, Phrases, Progress, Rejection, Transcripts};
use crate::settings::Settings;

/// How reading went.
#[derive(Default)]
pub(super) struct Read {
    /// The names of all files, those that gave nothing included.
    pub(super) names: Vec<String>,
    /// The files that gave something.
    pub(super) files: Vec<FileSummary>,
    /// The first rejections.
    pub(super) rejections: Vec<Rejection>,
    /// All files together.
    pub(super) total: Progress,
    /// What became of the texts of messages.
    pub(super) transcripts: Transcripts,
    /// What the file says of itself, where it is a facts file.
    pub(super) origin: Option<Origin>,
    /// The hashes of the ids of all events that have one.
    pub(super) ids: Blocks<u64>,
}

impl Read {
    /// Whether anything but facts is there.
    pub(super) fn has_events(&self) -> bool {
        self.origin.as_ref().is_none_or(|origin| !origin.fixed)
    }

    /// Whether these definitions can be applied to what was read.
    pub(super) fn allows(&self, settings: &Settings) -> Result<(), Error> {
        allow(&self.transcripts, settings)
    }

    /// The numbers of the loaded events that were read before, in order.
    pub(super) fn known(&self, loaded: &Loaded) -> Vec<u32> {
        loaded.ids.found_in(self.ids.iter(), &loaded.log)
    }

    /// Adds what a load came to, of whose events those `dropped` are not
    /// taken; hands over the events.
    pub(super) fn add(&mut self, loaded: Loaded, dropped: &[u32]) -> EventLog {
        let known = dropped.len() as u64;
        self.total.bytes += loaded.total.bytes;
        self.total.events += loaded.total.events - known;
        self.total.rejected += loaded.total.rejected;
        self.total.duplicates += loaded.total.duplicates + known;
        if self.transcripts == Transcripts::Kept {
            self.transcripts = loaded.transcripts;
        }
        let before = self.names.len();
        let rejections = loaded.rejections.into_iter().map(|rejection| Rejection {
            file: before + rejection.file,
            ..rejection
        });
        let room = REJECTIONS_KEPT.saturating_sub(self.rejections.len());
        self.rejections.extend(rejections.take(room));
        self.names.extend(loaded.names);
        self.files.extend(without(loaded.files, dropped));
        let hashes = loaded.ids.into_hashes();
        if self.ids.is_empty() {
            self.ids = hashes;
        } else {
            let mut dropped = dropped.iter().peekable();
            let new = loaded.log.with_id().zip(hashes.iter());
            let new = new.filter(|(number, _)| dropped.next_if_eq(&number).is_none());
            self.ids.extend(new.map(|(_, hash)| hash));
        }
        loaded.log
    }
}

/// Where texts were left out, other phrases cannot be found in them.
pub(super) fn allow(transcripts: &Transcripts, settings: &Settings) -> Result<(), Error> {
    match transcripts {
        Transcripts::LeftOut(phrases) if *phrases != Phrases::new(&settings.fallback_phrases) => {
            Err(Error::TextsLeftOut)
        }
        _ => Ok(()),
    }
}

/// The files without the dropped ones among their events.
fn without(mut files: Vec<FileSummary>, dropped: &[u32]) -> Vec<FileSummary> {
    let mut end = 0;
    let mut rest = dropped;
    for file in &mut files {
        end += file.events;
        let own = rest.partition_point(|&number| u64::from(number) < end);
        rest = &rest[own..];
        file.events -= own as u64;
        file.duplicates += own as u64;
    }
    files
}
