//! What the page around the element asks the engine by itself: rows, single
//! conversations, and the table as text, as plain objects.

use js_sys::{Array, Object, Reflect};
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::report::{Listing, Query, ReportQuery, Sort};
use crate::web::dom;
use crate::web::message;
use crate::web::session::{Session, thrown};

/// So many rows are handed out where nobody says how many.
const ROWS: u32 = 100;

/// Which rows, beside what a report is asked for.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Which {
    search: String,
    sort: Sort,
    offset: u32,
    limit: Option<u32>,
}

#[wasm_bindgen]
impl Session {
    /// Conversations as records of the register, and how many there are in
    /// all: of the dates and filters of a report's query, with `search`,
    /// `sort`, `offset` and `limit` beside them.
    pub fn conversations(&mut self, query: JsValue) -> Result<JsValue, JsValue> {
        let which = self.list_for(query)?;
        let rows = self.listed.as_ref().map_or(&[][..], |listed| listed.rows());
        let from = (which.offset as usize).min(rows.len());
        let most = which.limit.unwrap_or(ROWS) as usize;
        let to = from.saturating_add(most).min(rows.len());
        let register = self.engine.register_of(rows[from..to].to_vec());
        let records: Array = register
            .records()
            .map(|record| message::to_js(&record))
            .collect();
        let answer = Object::new();
        let total = JsValue::from(rows.len() as u32);
        for (name, value) in [("total", total), ("rows", records.into())] {
            dom::must(Reflect::set(&answer, &name.into(), &value).ok());
        }
        Ok(answer.into())
    }

    /// One conversation: what was said, what it amounts to and why.
    #[wasm_bindgen(js_name = thread)]
    pub fn conversation(&self, id: &str) -> Result<JsValue, JsValue> {
        let thread = self.engine.thread(id, "").map_err(thrown)?;
        Ok(message::to_js(&thread))
    }

    /// The same conversations as parts of a CSV, all of them.
    pub fn csv(&mut self, query: JsValue) -> Result<Array, JsValue> {
        self.list_for(query)?;
        let parts = Array::new();
        let mut next = Some(0);
        while let (Some(from), Some(listed)) = (next, &self.listed) {
            let (text, then) = self.engine.csv_part(listed, from);
            parts.push(&text.into());
            next = then;
        }
        Ok(parts)
    }
}

impl Session {
    /// Lists the conversations of a query.
    fn list_for(&mut self, query: JsValue) -> Result<Which, JsValue> {
        let which: Which = serde_wasm_bindgen::from_value(query.clone())?;
        let query: ReportQuery = serde_wasm_bindgen::from_value(query)?;
        let period = query.period(self.engine.today());
        let listing = Listing {
            query: Query {
                period: Some(period.map_err(|error| thrown(error.into()))?),
                filters: query.filters,
                bucket: None,
            },
            search: which.search.clone(),
            sort: which.sort.clone(),
            ..Listing::default()
        };
        let mut listed = self.engine.list(&listing, None).map_err(thrown)?;
        while !listed.is_done() {
            self.engine.look_on(&mut listed);
        }
        self.listed = Some(listed);
        Ok(which)
    }
}
