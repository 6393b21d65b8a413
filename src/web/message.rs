//! What the page and its worker say to each other.
//!
//! Both sides are this same module, so documents cross as its own bytes; what
//! a host may read is a plain object.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::base::time::Period;
use crate::base::wire;
use crate::engine::preview::Preview;
use crate::engine::room;
use crate::engine::{LoadReport, Query};
use crate::filter::Filters;
use crate::report::figure::Board;
use crate::report::{Ask, Listing, Page, ReportQuery, Thread, Values, ValuesAsk};
use crate::settings::Plain;
use crate::web::dom;

/// Where a history is read from.
#[derive(Clone)]
pub(crate) struct Source {
    /// The file's name or the address.
    pub(crate) name: String,
    /// What the worker's script opens.
    opens: JsValue,
    /// How it is to be read: a mapping, which may only name a format.
    pub(crate) mapping: Option<Plain>,
}

impl Source {
    /// A file the person chose.
    pub(crate) fn file(file: File) -> Source {
        Source {
            name: file.name(),
            opens: file.into(),
            mapping: None,
        }
    }

    /// An address, asked with these credentials.
    pub(crate) fn address(address: &str, credentials: &str) -> Source {
        let opens = object(&[
            ("address", address.into()),
            ("credentials", credentials.into()),
        ]);
        Source {
            name: address.to_owned(),
            opens,
            mapping: None,
        }
    }

    /// What the page's script made of what a host gave, with the mapping
    /// that came with it.
    pub(crate) fn given(opens: JsValue, mapping: Option<Plain>) -> Source {
        let text = |key: &str| Reflect::get(&opens, &key.into()).ok()?.as_string();
        Source {
            name: text("name").or_else(|| text("address")).unwrap_or_default(),
            opens,
            mapping,
        }
    }

    /// Whether it can be read a second time: a stream that a host gave can
    /// not.
    pub(crate) fn is_lasting(&self) -> bool {
        let port = Reflect::get(&self.opens, &"port".into());
        port.is_ok_and(|port| port.is_undefined())
    }
}

/// Why a source gave less than all of its bytes, or nothing usable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Trouble {
    /// The file's name or the address.
    pub(crate) name: String,
    /// What went wrong.
    pub(crate) cause: Cause,
}

/// What went wrong with a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Cause {
    /// The address answered with a status that is not success.
    Status {
        /// The HTTP status.
        status: u16,
        /// Where the request was sent on to, if it was.
        to: Option<String>,
    },
    /// The address answered with a web page.
    WebPage {
        /// Where the request was sent on to, if it was.
        to: Option<String>,
    },
    /// The address did not answer, or the browser forbade the question.
    Unreachable,
    /// The transfer broke off.
    BrokenOff {
        /// Bytes that came.
        read: u64,
        /// Bytes that should have come, where that is known.
        total: Option<u64>,
    },
    /// What stands at the address became something else while it was read.
    Changed,
    /// The browser could not read the file any more.
    Unreadable,
    /// The compressed data breaks off or is damaged.
    Damaged,
    /// Its records are of no known format: a mapping would help.
    Unmapped {
        /// The engine's sentence.
        message: String,
    },
    /// The engine, or what the page fetches with, could not make sense of
    /// it.
    Engine {
        /// Its own sentence.
        message: String,
    },
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// How far a load is.
    Progress(Progress),
    /// A load is done and has replaced what was there.
    Loaded {
        /// Which load.
        id: u32,
        /// What it came to.
        report: LoadReport,
        /// Sources that gave less than everything.
        troubles: Vec<Trouble>,
    },
    /// A load brought no event; what was there stays.
    Refused {
        /// Which load.
        id: u32,
        /// What it came to.
        report: LoadReport,
        /// Sources that gave less than everything.
        troubles: Vec<Trouble>,
    },
    /// A load was not begun: it would take more memory than there is.
    TooLarge {
        /// Which load.
        id: u32,
        /// Bytes to be read.
        bytes: u64,
    },
    /// Events were added to what was there.
    Appended {
        /// Which question this answers.
        id: u32,
        /// What all that is there came to.
        report: LoadReport,
    },
    /// The numbers of a screen.
    Board {
        /// Which question this answers.
        id: u32,
        /// The answer.
        board: Board,
    },
    /// Values that one can filter by.
    Values {
        /// Which question this answers.
        id: u32,
        /// The answer.
        values: Values,
    },
    /// The cards of a screen by the default rule.
    Usual {
        /// The answer.
        board: Board,
    },
    /// What the beginning of a file shows.
    Preview {
        /// Which question this answers.
        id: u32,
        /// The answer, and whether the beginning is the whole file; `None`
        /// where nothing is known of it.
        preview: Option<(Preview, bool)>,
    },
    /// The report object as JSON that people can read.
    Report {
        /// Of which dates.
        period: Period,
        /// The document.
        text: String,
    },
    /// Some rows of a listing.
    Listed {
        /// Which question this answers.
        id: u32,
        /// The rows.
        page: Page,
    },
    /// One conversation for reading.
    Thread {
        /// Which question this answers.
        id: u32,
        /// Its place in the listing, if it is there.
        place: Option<u32>,
        /// The conversation, if there is one.
        thread: Option<Box<Thread>>,
    },
    /// A part of a listing as CSV.
    Csv {
        /// Which question this answers.
        id: u32,
        /// The part.
        text: String,
        /// The place at which the next one begins, of so many; `None` behind
        /// the last.
        next: Option<(u32, u32)>,
    },
    /// Other definitions are in force.
    Settled {
        /// What was read, seen by them.
        report: LoadReport,
    },
    /// A question could not be answered.
    Failed {
        /// Which load or question.
        id: u32,
        /// One sentence with what to do.
        message: String,
    },
    /// The engine broke.
    Panic {
        /// What it said.
        message: String,
    },
    /// The worker could not be started or was ended by the browser.
    Lost {
        /// The browser's words.
        detail: String,
    },
    /// The worker made a request.
    Request {
        /// When it began, in milliseconds since 1970.
        at: f64,
    },
}

/// What the page asks the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Question {
    /// The numbers of a screen.
    Board {
        /// Period and filters.
        query: Query,
        /// Its cards and charts.
        asks: Vec<Ask>,
    },
    /// The same by the default rule.
    Usual {
        /// Period and filters.
        query: Query,
        /// Its cards.
        asks: Vec<Ask>,
    },
    /// What a file of a load shows, and what a mapping makes of it.
    Preview {
        /// Which load.
        load: u32,
        /// The file.
        name: String,
        /// The mapping, where there is one.
        mapping: Option<Plain>,
    },
    /// Some rows of a listing. Asked again it goes on where it was.
    Listing {
        /// Which conversations, and in which order.
        listing: Listing,
        /// The columns of the cells.
        columns: Vec<String>,
        /// The place of the first row and the one behind the last.
        places: (u32, u32),
    },
    /// One conversation for reading.
    Thread {
        /// The listing that it is opened from.
        listing: Listing,
        /// Which.
        which: Which,
    },
    /// A part of a listing as CSV.
    Csv {
        /// Which conversations, and in which order.
        listing: Listing,
        /// The place at which it begins.
        from: u32,
    },
    /// The values of a field.
    Values(ValuesAsk),
    /// The report object.
    Report(ReportQuery),
    /// Definitions to be put in force.
    Settings(Plain),
}

/// A report that is to be made of what is open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Publish {
    /// What it is called.
    pub(crate) title: String,
    /// When it is made, as RFC 3339.
    pub(crate) made: String,
    /// Which conversations are in it.
    pub(crate) filters: Filters,
    /// Whether the texts of messages and the names of customers are.
    pub(crate) everything: bool,
}

/// Which conversation is meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Which {
    /// The one of this name.
    Named(String),
    /// The one at this place of a listing.
    At(u32),
}

/// How far a load is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// Which load.
    pub(crate) id: u32,
    /// The source being read.
    pub(crate) name: String,
    /// Bytes taken from the sources, still compressed where they are.
    pub(crate) read: u64,
    /// Bytes in all sources, where known.
    pub(crate) total: Option<u64>,
    /// Events accepted.
    pub(crate) events: u64,
    /// Records rejected.
    pub(crate) rejected: u64,
}

/// As bytes for the other side.
pub(crate) fn to_other<T: Serialize + ?Sized>(document: &T) -> JsValue {
    let bytes = wire::to_bytes(document);
    Uint8Array::from(bytes.as_slice()).into()
}

/// What the worker told the page. When its module cannot speak any more, its
/// script tells why it broke (`{panic: {message}}`), or the browser that it is
/// gone (a text).
pub(crate) fn reply(message: &JsValue) -> Result<Reply, String> {
    if let Some(bytes) = message.dyn_ref::<Uint8Array>() {
        return wire::from_bytes(&bytes.to_vec()).map_err(|error| error.to_string());
    }
    let panic = Reflect::get(message, &"panic".into());
    let said = panic.and_then(|panic| Reflect::get(&panic, &"message".into()));
    Ok(match said.ok().and_then(|message| message.as_string()) {
        Some(message) => Reply::Panic { message },
        None => Reply::Lost {
            detail: message.as_string().unwrap_or_default(),
        },
    })
}

/// As a plain JavaScript object, for the host.
pub(crate) fn to_js<T: Serialize>(value: &T) -> JsValue {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    dom::must(value.serialize(&plain).ok())
}

/// What a JavaScript value says, as settings and mappings are read from it.
pub(crate) fn plain(value: JsValue) -> Result<Plain, String> {
    serde_wasm_bindgen::from_value(value).map_err(|error| error.to_string())
}

/// Asks for a load of `sources`, read as `known` has it by name (`named`) or
/// by fields (`memory`), days being those of `zone`; `transcripts` says
/// whether the texts of messages are kept.
pub(crate) fn load(
    id: u32,
    sources: &[Source],
    known: &Plain,
    zone: Option<&str>,
    transcripts: bool,
) -> JsValue {
    let files = sources.iter().filter_map(|source| {
        let file = source.opens.dyn_ref::<File>()?;
        Some(room::uncompressed(&file.name(), file.size() as u64))
    });
    let bytes: u64 = files.sum();
    let hows = sources.iter().map(|source| match &source.mapping {
        Some(mapping) => to_other(mapping),
        None => JsValue::UNDEFINED,
    });
    let hows: Array = hows.collect();
    let list: Array = sources.iter().map(|source| &source.opens).collect();
    object(&[
        ("kind", "load".into()),
        ("id", id.into()),
        ("sources", list.into()),
        ("hows", hows.into()),
        ("known", to_other(known)),
        ("bytes", (bytes as f64).into()),
        ("transcripts", transcripts.into()),
        ("zone", zone.map_or(JsValue::UNDEFINED, JsValue::from)),
    ])
}

/// Asks the engine something.
pub(crate) fn ask(id: u32, question: &Question) -> JsValue {
    object(&[
        ("kind", "ask".into()),
        ("id", id.into()),
        ("question", to_other(question)),
    ])
}

/// Adds the events of a file to what is open.
pub(crate) fn append(id: u32, file: &File) -> JsValue {
    object(&[
        ("kind", "append".into()),
        ("id", id.into()),
        ("file", file.into()),
    ])
}

/// Forgets the data.
pub(crate) fn clear() -> JsValue {
    object(&[("kind", "clear".into())])
}

/// Ends the load under way.
pub(crate) fn cancel() -> JsValue {
    object(&[("kind", "cancel".into())])
}

fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        dom::must(Reflect::set(&object, &(*key).into(), value).ok());
    }
    object.into()
}
