//! The file that a load is reading.

use crate::event::import::recognise::Unrecognised;
use crate::event::import::{Format, Importer, LeftOut, Output};
use crate::event::load::Progress;
use crate::event::pieces::Pieces;
use crate::event::records::Records;
use crate::event::rejection::{Place, Rejection};

/// The file being read.
pub(super) struct Current {
    pub(super) name: String,
    /// The format it is said to be of.
    pub(super) chosen: Option<&'static Format>,
    pub(super) state: State,
    pub(super) read: Progress,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) first_rejection: Option<Rejection>,
}

/// How far the file being read is known.
pub(super) enum State {
    /// Its beginning, not long enough yet to tell what it is.
    Unknown(Vec<u8>),
    /// It is being read.
    Open(Box<Open>),
    /// It cannot be read, for what its beginning shows.
    Refused(Unrecognised, Vec<u8>),
}

/// What reads a file that is known.
pub(super) struct Open {
    pub(super) records: Records,
    pub(super) translator: Translator,
    pub(super) format: &'static Format,
    /// Where others read it.
    pub(super) pieces: Option<Pieces>,
}

impl Open {
    pub(super) fn new(records: Records, format: &'static Format) -> Open {
        let translator = Translator {
            importer: format.importer.map(|make| make()),
            output: Output::default(),
            place: Place::Item(1),
        };
        Open {
            records,
            translator,
            format,
            pieces: None,
        }
    }
}

/// Turns the records of a format into native events; native ones need none.
pub(super) struct Translator {
    pub(super) importer: Option<Box<dyn Importer>>,
    pub(super) output: Output,
    /// Of the record before.
    pub(super) place: Place,
}

/// What is counted of the file being read.
pub(super) struct Count<'a> {
    pub(super) read: &'a mut Progress,
    pub(super) first: &'a mut Option<Rejection>,
}
