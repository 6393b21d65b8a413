//! What stands on a canvas, with what its parts say once somebody asks.

use std::cell::{Ref, RefCell};

use crate::view::Picture;

/// Makes a picture again, with its words.
pub(crate) type Again = Box<dyn FnOnce() -> Picture>;

/// A picture that words its parts when they are pointed at first.
#[derive(Default)]
pub(crate) struct Pictured {
    picture: RefCell<Picture>,
    again: RefCell<Option<Again>>,
}

impl Pictured {
    /// Takes a picture in place of the one before; where its parts say
    /// nothing yet, `again` makes the same one with their words.
    pub(crate) fn put(&self, picture: Picture, again: Option<Again>) {
        self.picture.replace(picture);
        self.again.replace(again);
    }

    /// The picture with all of its words.
    pub(crate) fn worded(&self) -> Ref<'_, Picture> {
        if let Some(again) = self.again.take() {
            self.picture.replace(again());
        }
        self.picture.borrow()
    }
}
