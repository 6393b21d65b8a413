//! The table as a file: part after part comes from the worker, and none of
//! them is ever one long text.

use js_sys::{Array, Uint8Array};

use crate::web::dom::Dom;
use crate::web::save;

/// A file under way, if there is one.
#[derive(Default)]
pub(super) struct Saving {
    parts: Option<Array>,
    /// Where the next part begins, and how many rows there are.
    next: (u32, u32),
    asked: Option<u32>,
}

impl Saving {
    pub(super) fn start(&mut self) {
        *self = Saving {
            parts: Some(Array::new()),
            ..Saving::default()
        };
    }

    pub(super) fn stop(&mut self) {
        *self = Saving::default();
    }

    pub(super) fn is_under_way(&self) -> bool {
        self.parts.is_some()
    }

    pub(super) fn is_asked(&self, id: u32) -> bool {
        self.asked == Some(id)
    }

    /// How much of it is there.
    pub(super) fn share(&self) -> Option<f64> {
        self.parts.as_ref()?;
        let (done, of) = self.next;
        Some(f64::from(done) / f64::from(of.max(1)))
    }

    /// The place of the next part to be asked for.
    pub(super) fn question(&mut self, id: u32) -> Option<u32> {
        if self.parts.is_none() || self.asked.is_some() {
            return None;
        }
        self.asked = Some(id);
        Some(self.next.0)
    }

    /// Takes a part; behind the last one the file is saved.
    pub(super) fn take(
        &mut self,
        id: u32,
        text: &str,
        next: Option<(u32, u32)>,
        name: &str,
    ) -> Dom<()> {
        let (Some(parts), true) = (&self.parts, self.is_asked(id)) else {
            return Ok(());
        };
        self.asked = None;
        parts.push(&Uint8Array::from(text.as_bytes()));
        match next {
            Some(next) => {
                self.next = next;
                Ok(())
            }
            None => {
                let saved = save::parts(parts, "text/csv", name);
                self.stop();
                saved
            }
        }
    }
}
