//! The worker's side: bytes in, progress and documents out.

use js_sys::{Date, Function, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Response;

use crate::base::wire;
use crate::engine::{Engine, Error, Load, Query, ReportQuery};
use crate::report::Ask;
use crate::settings::{Plain, Settings};
use crate::web::message::{self, Cause, Progress, Reply, Trouble};
use crate::web::requests::Requests;
use crate::web::zones::{self, BrowserZones};

/// The least time between two messages about progress, in milliseconds.
const PROGRESS_EVERY: f64 = 50.0;

/// The first two bytes of gzip.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The engine in its worker. Answers go through the `post` function it was
/// made with.
#[wasm_bindgen]
pub struct Session {
    post: Function,
    engine: Engine,
    loading: Option<Loading>,
    _requests: Option<Requests>,
}

struct Loading {
    load: Load,
    zone: String,
    progress: Progress,
    told: f64,
    troubles: Vec<Trouble>,
    /// Whether the source being read has given any byte.
    taken: bool,
    /// Whether it is compressed.
    zipped: bool,
    /// Whether it has a trouble already.
    troubled: bool,
}

fn engine(zone: &str) -> Engine {
    Engine::new(Box::new(BrowserZones::default()), Date::now() as i64, zone)
}

#[wasm_bindgen]
impl Session {
    /// An engine without data that answers through `post`.
    #[wasm_bindgen(constructor)]
    pub fn new(post: Function) -> Session {
        let tell = post.clone();
        let requests = Requests::watch(move |at| send(&tell, &Reply::Request { at }));
        Session {
            engine: engine(&zones::own_zone()),
            post,
            loading: None,
            _requests: requests.ok(),
        }
    }

    /// Whether data that begins so is compressed.
    pub fn zipped(first: &[u8]) -> bool {
        first.starts_with(&GZIP)
    }

    /// Begins a load beside what is there. `sizes` are those of the sources
    /// that know theirs.
    pub fn start(&mut self, id: u32, zone: Option<String>, sizes: Vec<f64>) {
        let total = (!sizes.is_empty()).then(|| sizes.iter().map(|size| *size as u64).sum());
        self.loading = Some(Loading {
            load: Load::new(),
            zone: zone.unwrap_or_else(zones::own_zone),
            progress: Progress {
                id,
                total,
                ..Progress::default()
            },
            told: 0.0,
            troubles: Vec::new(),
            taken: false,
            zipped: false,
            troubled: false,
        });
    }

    /// The next source begins.
    pub fn begin(&mut self, name: &str) {
        if let Some(loading) = &mut self.loading {
            loading.load.begin(name);
            name.clone_into(&mut loading.progress.name);
            loading.taken = false;
            loading.zipped = false;
            loading.troubled = false;
        }
    }

    /// The source says how long it is, in the words of its header.
    pub fn expect(&mut self, length: Option<String>) {
        let length = length.and_then(|text| text.parse::<u64>().ok());
        if let (Some(loading), Some(length)) = (&mut self.loading, length) {
            *loading.progress.total.get_or_insert(0) += length;
        }
    }

    /// So many bytes came from the source, compressed or not; the first of
    /// them tell which.
    pub fn taken(&mut self, chunk: &[u8]) {
        if let Some(loading) = &mut self.loading {
            if !loading.taken {
                loading.zipped = Session::zipped(chunk);
            }
            loading.taken = true;
            loading.progress.read += chunk.len() as u64;
        }
    }

    /// The next bytes, decompressed.
    pub fn feed(&mut self, chunk: &[u8]) {
        let Some(loading) = &mut self.loading else {
            return;
        };
        loading.load.feed(chunk);
        let now = Date::now();
        if now - loading.told >= PROGRESS_EVERY {
            loading.told = now;
            loading.count();
            send(&self.post, &Reply::Progress(loading.progress.clone()));
        }
    }

    /// The source could not be read to its end, for this `error`.
    pub fn trouble(&mut self, error: &JsValue) {
        if let Some(loading) = &mut self.loading {
            let cause = loading.cause(error);
            loading.note(cause);
        }
    }

    /// The source is at its end.
    pub fn end(&mut self) {
        if let Some(loading) = &mut self.loading
            && let Err(error) = loading.load.end()
            && !loading.troubled
        {
            let message = error.to_string();
            loading.note(Cause::Engine { message });
        }
    }

    /// All sources are read: what they gave replaces what was there, unless
    /// they gave no event at all.
    pub fn adopt(&mut self) -> Result<(), JsValue> {
        let Some(loading) = self.loading.take() else {
            return Ok(());
        };
        let mut fresh = engine(&loading.zone);
        let settings = self.engine.settings().clone();
        fresh.set_settings(settings).map_err(thrown)?;
        let report = fresh.adopt(loading.load).map_err(thrown)?;
        let (id, troubles) = (loading.progress.id, loading.troubles);
        let reply = if report.summary.events == 0 {
            Reply::Refused {
                id,
                report,
                troubles,
            }
        } else {
            self.engine = fresh;
            Reply::Loaded {
                id,
                report,
                troubles,
            }
        };
        send(&self.post, &reply);
        Ok(())
    }

    /// Answers a screen's question.
    pub fn board(&self, id: u32, query: &[u8], asks: &[u8]) -> Result<(), JsValue> {
        let query: Query = wire::from_bytes(query).map_err(|error| error.to_string())?;
        let asks: Vec<Ask> = wire::from_bytes(asks).map_err(|error| error.to_string())?;
        let board = self.engine.board(&query, &asks).map_err(thrown)?;
        send(&self.post, &Reply::Board { id, board });
        Ok(())
    }

    /// Answers the question by the default rule.
    pub fn usual(&mut self, query: &[u8], asks: &[u8]) -> Result<(), JsValue> {
        let query: Query = wire::from_bytes(query).map_err(|error| error.to_string())?;
        let asks: Vec<Ask> = wire::from_bytes(asks).map_err(|error| error.to_string())?;
        let usual = Settings::default();
        let board = self.engine.board_under(usual, &query, &asks);
        let board = board.map_err(thrown)?;
        send(&self.post, &Reply::Usual { board });
        Ok(())
    }

    /// Puts definitions in force: everything is computed anew. What is bad
    /// in them is left out; the page has said so.
    pub fn settings(&mut self, settings: &[u8]) -> Result<(), JsValue> {
        let plain: Plain = wire::from_bytes(settings).map_err(|error| error.to_string())?;
        let (settings, _) = Settings::read(&plain);
        self.engine.set_settings(settings).map_err(thrown)?;
        let report = self.engine.load_report();
        send(&self.post, &Reply::Settled { report });
        Ok(())
    }

    /// The report object for a query of the same names as the command line's
    /// options.
    pub fn report(&self, query: JsValue) -> Result<JsValue, JsValue> {
        let query: ReportQuery = serde_wasm_bindgen::from_value(query)?;
        let report = self.engine.report(&query).map_err(thrown)?;
        message::to_js(&report)
    }

    /// Tells the page of an error that a question ended in.
    pub fn failed(&self, id: u32, error: &JsValue) {
        let message = words_of(error);
        send(&self.post, &Reply::Failed { id, message });
    }

    /// Forgets the data.
    pub fn clear(&mut self) -> Result<(), JsValue> {
        self.loading = None;
        self.engine.clear().map_err(thrown)
    }
}

impl Loading {
    fn count(&mut self) {
        let so_far = self.load.progress();
        self.progress.events = so_far.events;
        self.progress.rejected = so_far.rejected;
    }

    fn note(&mut self, cause: Cause) {
        self.troubled = true;
        self.troubles.push(Trouble {
            name: self.progress.name.clone(),
            cause,
        });
    }

    fn cause(&self, error: &JsValue) -> Cause {
        if let Some(response) = error.dyn_ref::<Response>() {
            let status = response.status();
            return Cause::Status { status };
        }
        match text_at(error, "name").as_deref() {
            Some("NotReadableError" | "NotFoundError" | "SecurityError") => Cause::Unreadable,
            _ if !self.taken => Cause::Unreachable,
            _ if self.zipped => Cause::Damaged,
            _ => Cause::Unreadable,
        }
    }
}

fn send<T: Serialize>(post: &Function, reply: &T) {
    // A reply that cannot be posted has nobody left to hear of it.
    if let Ok(message) = message::to_other(reply) {
        let _ = post.call1(&JsValue::UNDEFINED, &message);
    }
}

/// The error as JavaScript throws it, with its stable `code`.
fn thrown(error: Error) -> JsValue {
    let value = js_sys::Error::new(&error.to_string());
    // A fresh object takes any property.
    let _ = Reflect::set(&value, &"code".into(), &error.code().into());
    value.into()
}

fn text_at(value: &JsValue, key: &str) -> Option<String> {
    Reflect::get(value, &key.into()).ok()?.as_string()
}

fn words_of(error: &JsValue) -> String {
    text_at(error, "message").unwrap_or_else(|| format!("{error:?}"))
}
