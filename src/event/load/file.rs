//! A file on its way in: what is known of it, and how far it is read.

use crate::event::import::recognise::{Plan, Unrecognised, recognise};
use crate::event::import::{Format, How, LeftOut};
use crate::event::intake::Progress;
use crate::event::load::translator::Translator;
use crate::event::pieces::Pieces;
use crate::event::records::Records;
use crate::event::rejection::Rejection;
use crate::event::shape::Shape;
use crate::event::utf16::{Utf16, text_of};

/// So much of a file is looked at before it is decided what it is.
pub(super) const HEAD: usize = 64 << 10;

/// The file being read.
pub(super) struct Current {
    pub(super) name: String,
    /// How it is said to be read.
    how: How,
    pub(super) state: State,
    /// For a file whose text is UTF-16.
    pub(super) utf16: Option<Utf16>,
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

/// What is counted of the file being read.
pub(super) struct Count<'a> {
    pub(super) read: &'a mut Progress,
    pub(super) first: &'a mut Option<Rejection>,
}

impl Current {
    pub(super) fn new(name: &str, how: How) -> Current {
        Current {
            name: name.to_owned(),
            how,
            state: State::Unknown(Vec::new()),
            utf16: None,
            read: Progress::default(),
            left_out: Vec::new(),
            first_rejection: None,
        }
    }

    /// A file of native events of this shape, or a piece of one.
    pub(super) fn within(name: &str, shape: Shape) -> Current {
        let plan = Plan::native(shape);
        let state = State::Open(Box::new(Open {
            records: Records::within(shape),
            translator: Translator::new(&plan, &How::Detect),
            format: plan.format,
            pieces: None,
        }));
        Current {
            state,
            ..Current::new(name, How::Detect)
        }
    }

    /// Decides what the file is, from what has come of it, and gives back
    /// what of that is to be read as records.
    pub(super) fn open(&mut self) -> Option<Vec<u8>> {
        let State::Unknown(head) = &mut self.state else {
            return None;
        };
        let (mut text, utf16) = text_of(std::mem::take(head));
        self.utf16 = utf16;
        let mut plan = recognise(&text, &self.how);
        if let (Err(Unrecognised::Fields(fields)), How::Remember(memory)) = (&plan, &self.how)
            && let Some(mapping) = memory.find(fields)
        {
            self.how = How::Mapping(mapping);
            plan = recognise(&text, &self.how);
        }
        match plan {
            Err(why) => {
                self.state = State::Refused(why, text);
                None
            }
            Ok(plan) => {
                let mut records = Records::new(plan.shape);
                records.skip(plan.lines());
                self.state = State::Open(Box::new(Open {
                    records,
                    translator: Translator::new(&plan, &self.how),
                    format: plan.format,
                    pieces: None,
                }));
                text.drain(..plan.start);
                Some(text)
            }
        }
    }
}
