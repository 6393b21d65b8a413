//! What the worker answers about the register: some rows, one conversation,
//! a part of a file. Each answer is given after a moment, so that a newer
//! question does not wait; what is left is asked for again.

use wasm_bindgen::JsValue;

use crate::engine::{Error, Listed};
use crate::report::Listing;
use crate::web::message::{Reply, Which};
use crate::web::session::{Session, thrown};

/// So long a question is worked on, in milliseconds.
const MOMENT: f64 = 40.0;

impl Session {
    /// The listing, with its words looked for as far as a moment allows.
    fn look(&mut self, listing: &Listing) -> Result<&Listed, JsValue> {
        let begun = js_sys::Date::now();
        let mut listed = self
            .engine
            .list(listing, self.listed.take())
            .map_err(thrown)?;
        while !listed.is_done() && js_sys::Date::now() - begun < MOMENT {
            self.engine.look_on(&mut listed);
        }
        Ok(self.listed.insert(listed))
    }

    pub(super) fn page(
        &mut self,
        id: u32,
        listing: &Listing,
        columns: &[String],
        (from, to): (u32, u32),
    ) -> Result<Reply, JsValue> {
        self.look(listing)?;
        let page = self.listed.as_ref().map(|listed| {
            let places = from as usize..to as usize;
            self.engine.page(listed, places, columns)
        });
        let page = page.unwrap_or_default();
        Ok(Reply::Listed { id, page })
    }

    pub(super) fn thread(
        &mut self,
        id: u32,
        listing: &Listing,
        which: Which,
    ) -> Result<Reply, JsValue> {
        self.look(listing)?;
        let engine = &self.engine;
        let listed = self.listed.as_ref();
        let (name, place) = match which {
            Which::At(place) => {
                let name = listed.and_then(|listed| engine.name_at(listed, place as usize));
                (name, Some(place))
            }
            Which::Named(name) => {
                let place = listed.and_then(|listed| engine.place_of(listed, &name));
                (Some(name), place.map(|place| place as u32))
            }
        };
        let thread = name.map(|name| engine.thread(&name, &listing.search));
        let thread = match thread {
            None | Some(Err(Error::UnknownConversation { .. } | Error::FactsOnly)) => None,
            Some(found) => Some(Box::new(found.map_err(thrown)?)),
        };
        Ok(Reply::Thread { id, place, thread })
    }

    pub(super) fn csv_part(
        &mut self,
        id: u32,
        listing: &Listing,
        from: u32,
    ) -> Result<Reply, JsValue> {
        let all = self.look(listing)?.is_done();
        let whole = self.listed.as_ref().filter(|_| all);
        let Some(listed) = whole else {
            // The words are still being looked for.
            let next = Some((from, u32::MAX));
            return Ok(Reply::Csv {
                id,
                text: String::new(),
                next,
            });
        };
        let (text, next) = self.engine.csv_part(listed, from as usize);
        let of = listed.rows().len() as u32;
        let next = next.map(|next| (next as u32, of));
        Ok(Reply::Csv { id, text, next })
    }
}
