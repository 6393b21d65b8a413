//! The beginning of a file before it is loaded: what it is, what stands in
//! it, and what events a mapping makes of it. So that a person who maps
//! unknown columns sees at once what comes of it.

use std::cell::RefCell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::conversation::Conversations;
use crate::engine::summary::told;
use crate::engine::{Engine, Error};
use crate::event::import::recognise::{Unrecognised, first_records, recognise};
use crate::event::import::{How, LeftOut};
use crate::event::mapping::guess::{guess, look};
use crate::event::mapping::{Mapping, MappingError};
use crate::event::utf16::text_of;
use crate::event::{Load, Rejection};
use crate::report::answer;
use crate::settings::Plain;

/// So many rows, different values of a column, events and rejections are
/// shown.
const ROWS: usize = 10;
const VALUES: usize = 12;
const EVENTS: usize = 50;
const REJECTIONS: usize = 20;

/// So many characters of a value are shown.
const LETTERS: usize = 200;

/// What the beginning of a file shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The format that it is in, by id; `None` where no known one fits.
    pub format: Option<String>,
    /// The names of the fields that it is known by, where no format fits.
    pub fields: Vec<String>,
    /// The columns, or the fields of the records, within objects with dots.
    pub columns: Vec<PreviewColumn>,
    /// The first records: a text for each column.
    pub rows: Vec<Vec<String>>,
    /// The mapping asked about, or else the one that the records suggest.
    pub mapping: Option<Plain>,
    /// What is wrong with it; then there are no events.
    pub refused: Vec<MappingError>,
    /// The first events that come of it, as JSON.
    pub events: Vec<String>,
    /// How many events came of what was looked at.
    pub count: u64,
    /// How many conversations they make.
    pub conversations: usize,
    /// How many records were rejected.
    pub rejected: u64,
    /// The first rejections.
    pub rejections: Vec<answer::Rejection>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// Why nothing can be read, where nothing can.
    pub fault: Option<String>,
}

/// A column with what stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewColumn {
    /// Its name, as mappings call it.
    pub name: String,
    /// The first different values.
    pub values: Vec<String>,
}

impl Engine {
    /// Looks at the beginning of a file. `whole` says that it is all of it;
    /// otherwise the last record is taken for cut off. Without a mapping the
    /// file is read as what it is, or by the mapping that it suggests.
    ///
    /// # Errors
    ///
    /// When the time zone is unknown.
    pub fn preview(
        &self,
        name: &str,
        head: &[u8],
        whole: bool,
        mapping: Option<&Plain>,
    ) -> Result<Preview, Error> {
        let (text, _) = text_of(head.to_vec());
        let mut preview = Preview::default();
        match recognise(&text, &How::Detect) {
            Ok(plan) => preview.format = Some(plan.format.id.to_owned()),
            Err(Unrecognised::Fields(fields)) => preview.fields = fields,
            Err(Unrecognised::Opaque) => {}
        }
        preview.mapping = mapping.cloned();
        first_records(&text, |records| {
            let mapping = preview.mapping.get_or_insert_with(|| guess(records));
            let list = mapping.at("list").text().to_owned();
            preview.show(&look(records, &list));
        });
        let asked = match (mapping, &preview.format) {
            (None, Some(_)) => None,
            _ => preview.mapping.as_ref().map(Mapping::read),
        };
        let how = match asked {
            None => How::Detect,
            Some(Ok(mapping)) => How::Mapping(Rc::new(mapping)),
            Some(Err(refused)) => {
                preview.refused = refused;
                return Ok(preview);
            }
        };
        self.fill(&mut preview, name, head, whole, how)?;
        Ok(preview)
    }

    /// Reads what came of the file and shows what it comes to.
    fn fill(
        &self,
        preview: &mut Preview,
        name: &str,
        head: &[u8],
        whole: bool,
        how: How,
    ) -> Result<(), Error> {
        let events = Rc::new(RefCell::new(Vec::new()));
        let hears = Rc::clone(&events);
        let mut load = Load::with_echo(Box::new(move |event| {
            let mut events = hears.borrow_mut();
            if events.len() < EVENTS {
                events.push(event.to_owned());
            }
        }));
        load.begin_as(name, how);
        load.feed(head);
        let ended = if whole { load.end() } else { load.stop() };
        match ended {
            Ok(summary) => preview.left_out = summary.left_out,
            Err(error) => preview.fault = Some(error.to_string()),
        }
        let loaded = load.finish();
        let shown = loaded.rejections.iter().take(REJECTIONS);
        preview.rejections = shown
            .map(|rejection: &Rejection| told(rejection, &[]))
            .collect();
        preview.rejected = loaded.total.rejected;
        preview.count = loaded.total.events;
        preview.events = events.take();
        let frame = self.frame(self.settings().clone(), &[&loaded.log.times])?;
        preview.conversations = Conversations::fold(loaded.log, frame).facts.len();
        Ok(())
    }
}

impl Preview {
    fn show(&mut self, columns: &[(String, Vec<String>)]) {
        for (name, values) in columns {
            let mut different: Vec<String> = Vec::new();
            for value in values.iter().map(|value| cut(value)) {
                let new = !value.is_empty() && !different.contains(&value);
                if new && different.len() < VALUES {
                    different.push(value);
                }
            }
            self.columns.push(PreviewColumn {
                name: name.clone(),
                values: different,
            });
        }
        let count = columns.iter().map(|(_, values)| values.len()).max();
        for row in 0..count.unwrap_or(0).min(ROWS) {
            let cells = columns.iter().map(|(_, values)| cut(&values[row]));
            self.rows.push(cells.collect());
        }
    }
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
