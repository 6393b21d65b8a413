//! The worker's side: bytes in, progress and documents out.

use js_sys::{Date, Function, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Headers, Response, WorkerGlobalScope};

use crate::base::wire;
use crate::engine::{Carries, Engine, Error, Listed, Load, Preview, ReportQuery};
use crate::event::load::Apart;
use crate::event::part::Part;
use crate::event::pieces::{Piece, Range};
use crate::event::shape::Shape;
use crate::event::{Phrases, Transcripts};
use crate::settings::{Plain, Settings};
use crate::web::message::{self, Publish, Question, Reply};
use crate::web::reading::{GZIP, Head, Reading, words_of};
use crate::web::requests::Requests;
use crate::web::save;
use crate::web::zones::{self, BrowserZones};

/// More would only wait for the one that takes what they read.
const MOST_HELPERS: u32 = 4;
/// Fewer would let a core wait, where there are two or more.
const LEAST_HELPERS: u32 = 2;

/// The engine in its worker. Answers go through the `post` function it was
/// made with.
#[wasm_bindgen]
pub struct Session {
    post: Function,
    pub(super) engine: Engine,
    /// The definitions asked for: in force, but where the data cannot follow.
    settings: Settings,
    reading: Option<Reading>,
    /// The beginnings of the files of the data that is open, and of the last
    /// load, by load.
    heads: Vec<(u32, Vec<Head>)>,
    /// The load whose data is open.
    open: u32,
    /// The listing that was asked for last.
    pub(super) listed: Option<Listed>,
    _requests: Option<Requests>,
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
        // In the page's own thread the page itself watches.
        let requests =
            worker().map(|_| Requests::watch(move |at| send(&tell, &Reply::Request { at })));
        Session {
            engine: engine(&zones::own_zone()),
            settings: Settings::default(),
            post,
            reading: None,
            heads: Vec::new(),
            open: 0,
            listed: None,
            _requests: requests.and_then(Result::ok),
        }
    }

    /// Whether data that begins so is compressed.
    pub fn zipped(first: &[u8]) -> bool {
        first.starts_with(&GZIP)
    }

    /// Begins a load beside what is there. `known` is how some files are to
    /// be read; `sizes` are those of the sources that know theirs, `bytes` the
    /// sum of them unpacked; `transcripts` says whether the texts of messages
    /// are kept.
    pub fn start(
        &mut self,
        id: u32,
        zone: Option<String>,
        known: &[u8],
        sizes: Vec<f64>,
        bytes: f64,
        transcripts: bool,
    ) -> Result<(), JsValue> {
        let zone = zone.unwrap_or_else(zones::own_zone);
        let sizes = sizes.into_iter().map(|size| size as u64);
        let transcripts = match transcripts {
            true => Transcripts::Kept,
            false => Transcripts::LeftOut(Phrases::new(&self.settings.fallback_phrases)),
        };
        let mut reading = Reading::new(id, zone, &plain(known)?, sizes, transcripts);
        reading.expected = bytes as u64;
        self.reading = Some(reading);
        self.look_for_room();
        Ok(())
    }

    /// Lets helpers read pieces of what is being loaded; says how many can.
    pub fn share(&mut self) -> u32 {
        let helpers = helpers();
        if let Some(reading) = self.reading.as_mut().filter(|_| helpers > 0) {
            reading.load.read_apart(Apart::default());
        }
        helpers
    }

    /// Gives up a load that would take more memory than there is.
    fn look_for_room(&mut self) {
        if let Some(reading) = self.reading.take_if(|reading| reading.is_too_large()) {
            let (id, bytes) = (reading.progress.id, reading.expected);
            send(&self.post, &Reply::TooLarge { id, bytes });
        }
    }

    /// Leaves the rest of the source, a file of so many bytes, for helpers to
    /// fetch in ranges, if it can be read so: nothing more is to be fed then.
    pub fn leave(&mut self, length: f64) -> bool {
        let reading = self.reading.as_mut();
        reading.is_some_and(|reading| reading.leave(length as u64))
    }

    /// The next piece for a helper to read, if there is one.
    pub fn piece(&mut self) -> Option<PieceApart> {
        let reading = self.reading.as_mut()?;
        let range = reading.load.range().map(What::Range);
        let what = range.or_else(|| reading.load.piece().map(What::Piece))?;
        let phrases = match &reading.transcripts {
            Transcripts::Kept => None,
            Transcripts::LeftOut(phrases) => Some(phrases.all().to_vec()),
        };
        Some(PieceApart { what, phrases })
    }

    /// Takes what a helper read.
    pub fn absorb(&mut self, number: u32, part: &[u8]) -> Result<(), JsValue> {
        let part = Part::from_bytes(part).map_err(|error| error.to_string())?;
        let reading = self.reading.as_mut();
        if let Some(progress) = reading.and_then(|reading| reading.come_back(number, part)) {
            send(&self.post, &Reply::Progress(progress));
        }
        Ok(())
    }

    /// The next source begins, to be read by a mapping if there is one.
    pub fn begin(&mut self, name: &str, mapping: Option<Vec<u8>>) -> Result<(), JsValue> {
        let Some(reading) = &mut self.reading else {
            return Ok(());
        };
        reading.begin(name, mapping.as_deref().map(plain).transpose()?)
    }

    /// A server answered with the source, or with the rest of it. Throws
    /// where that is no data.
    pub fn answered(&mut self, response: &Response) -> Result<(), JsValue> {
        if let Some(reading) = &mut self.reading {
            reading.answered(response)?;
            self.look_for_room();
        }
        Ok(())
    }

    /// The headers that ask a server for what is left of the source, if it
    /// can give that.
    pub fn resume(&mut self) -> Option<Headers> {
        self.reading.as_mut()?.transfer.resume()
    }

    /// A chunk came from the source, compressed or not.
    pub fn taken(&mut self, chunk: &Uint8Array) {
        if let Some(reading) = &mut self.reading {
            reading.taken(chunk);
        }
    }

    /// The next bytes, decompressed.
    pub fn feed(&mut self, chunk: &[u8]) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        if let Some(progress) = reading.feed(chunk) {
            send(&self.post, &Reply::Progress(progress));
        }
    }

    /// The source itself broke off, for this `error`.
    pub fn broke(&mut self, error: &JsValue) {
        if let Some(reading) = &mut self.reading {
            reading.broke(error);
        }
    }

    /// The source could not be read to its end, for this `error`.
    pub fn trouble(&mut self, error: &JsValue) {
        if let Some(reading) = &mut self.reading {
            reading.trouble(error);
        }
    }

    /// The source is at its end.
    pub fn end(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.end();
        }
    }

    /// All sources are read: what they gave replaces what was there, unless
    /// they gave no event at all.
    pub fn adopt(&mut self) -> Result<(), JsValue> {
        let Some(reading) = self.reading.take() else {
            return Ok(());
        };
        let mut fresh = engine(&reading.zone);
        let report = match &reading.facts {
            Some(facts) => fresh.open_facts(facts),
            None => {
                let settled = fresh.set_settings(self.settings.clone());
                settled.and_then(|()| fresh.adopt(reading.load))
            }
        };
        let report = report.map_err(thrown)?;
        let (id, troubles) = (reading.progress.id, reading.troubles);
        let open = self.open;
        self.heads.retain(|(load, _)| *load == open);
        self.heads.push((id, reading.heads));
        let reply = if report.summary.events == 0 && report.origin.is_none() {
            Reply::Refused {
                id,
                report,
                troubles,
            }
        } else {
            self.engine = fresh;
            self.listed = None;
            self.open = id;
            Reply::Loaded {
                id,
                report,
                troubles,
            }
        };
        send(&self.post, &reply);
        Ok(())
    }

    /// Adds the events that these bytes hold to what is there.
    pub fn append(&mut self, id: u32, bytes: &[u8]) -> Result<(), JsValue> {
        let transcripts = match self.engine.transcripts() {
            Transcripts::Kept => Transcripts::Kept,
            Transcripts::LeftOut(_) => self.engine.without_transcripts(),
        };
        let mut load = Load::new().with_transcripts(transcripts);
        load.begin("");
        load.feed(bytes);
        load.end().map_err(|error| error.to_string())?;
        self.listed = None;
        let report = self.engine.append(load).map_err(thrown)?;
        send(&self.post, &Reply::Appended { id, report });
        Ok(())
    }

    /// Answers what the page asks.
    pub fn ask(&mut self, id: u32, question: &[u8]) -> Result<(), JsValue> {
        let question = wire::from_bytes(question).map_err(|error| error.to_string())?;
        let reply = match question {
            Question::Board { query, asks } => {
                let board = self.engine.board(&query, &asks).map_err(thrown)?;
                Reply::Board { id, board }
            }
            Question::Usual { query, asks } => {
                let usual = Settings::default();
                let board = self.engine.board_under(usual, &query, &asks);
                let board = board.map_err(thrown)?;
                Reply::Usual { board }
            }
            Question::Preview {
                load,
                name,
                mapping,
            } => {
                let preview = self.preview(load, &name, mapping.as_ref())?;
                Reply::Preview { id, preview }
            }
            Question::Listing {
                listing,
                columns,
                places,
            } => self.page(id, &listing, &columns, places)?,
            Question::Thread { listing, which } => self.thread(id, &listing, which)?,
            Question::Csv { listing, from } => self.csv_part(id, &listing, from)?,
            Question::Values(ask) => {
                let values = self.engine.values(&ask).map_err(thrown)?;
                Reply::Values { id, values }
            }
            Question::Report(query) => {
                let report = self.engine.report(&query).map_err(thrown)?;
                let text = save::readable(&message::to_js(&report));
                let period = report.period;
                Reply::Report { period, text }
            }
            Question::Settings(settings) => {
                self.listed = None;
                // What is bad in them is left out; the page has said so.
                let (settings, _) = Settings::read(&settings);
                self.settings = settings.clone();
                self.engine.set_settings(settings).map_err(thrown)?;
                let report = self.engine.load_report();
                Reply::Settled { report }
            }
        };
        send(&self.post, &reply);
        Ok(())
    }

    /// The report object for a query of the same names as the command line's
    /// options.
    pub fn report(&self, query: JsValue) -> Result<JsValue, JsValue> {
        let query: ReportQuery = serde_wasm_bindgen::from_value(query)?;
        let report = self.engine.report(&query).map_err(thrown)?;
        Ok(message::to_js(&report))
    }

    /// What is open as a facts file, as asked for.
    pub fn facts(&self, ask: &[u8]) -> Result<Vec<u8>, JsValue> {
        let ask: Publish = wire::from_bytes(ask).map_err(|error| error.to_string())?;
        let carries = match ask.everything {
            true => Carries::Everything,
            false => Carries::Facts(ask.filters),
        };
        let facts = self.engine.facts(&ask.title, &ask.made, &carries);
        facts.map_err(thrown)
    }

    /// Tells the page of an error that a question ended in.
    pub fn failed(&self, id: u32, error: &JsValue) {
        let message = words_of(error);
        send(&self.post, &Reply::Failed { id, message });
    }

    /// Forgets the data.
    pub fn clear(&mut self) -> Result<(), JsValue> {
        self.reading = None;
        self.listed = None;
        self.heads = Vec::new();
        self.engine.clear().map_err(thrown)
    }
}

impl Session {
    /// What the beginning of a file of a load shows, what a mapping makes of
    /// it, and whether the beginning is all.
    fn preview(
        &self,
        load: u32,
        name: &str,
        mapping: Option<&Plain>,
    ) -> Result<Option<(Preview, bool)>, JsValue> {
        let of_load = self.heads.iter().filter(|(number, _)| *number == load);
        let heads = of_load.flat_map(|(_, heads)| heads);
        let named = heads.filter(|head| head.name == name && !head.bytes.is_empty());
        let head = named.max_by_key(|head| head.unmapped);
        let preview = head.map(|head| {
            let Head { bytes, whole, .. } = head;
            let preview = self.engine.preview(name, bytes, *whole, mapping);
            preview.map(|preview| (preview, *whole))
        });
        preview.transpose().map_err(thrown)
    }
}

/// A piece of a file for a helper.
#[wasm_bindgen]
pub struct PieceApart {
    what: What,
    phrases: Option<Vec<String>>,
}

/// What a helper gets of it.
enum What {
    /// Its bytes.
    Piece(Piece),
    /// Where in a file of lines to fetch them.
    Range(Range),
}

#[wasm_bindgen]
impl PieceApart {
    /// Its place among the pieces of the file.
    #[wasm_bindgen(getter)]
    pub fn number(&self) -> u32 {
        match &self.what {
            What::Piece(piece) => piece.number,
            What::Range(range) => range.number,
        }
    }

    /// Whether its records are items of a list, else lines.
    #[wasm_bindgen(getter, js_name = isList)]
    pub fn is_list(&self) -> bool {
        matches!(&self.what, What::Piece(piece) if piece.shape != Shape::Lines)
    }

    /// The phrases that tell a fallback, where the texts of messages are left
    /// out.
    #[wasm_bindgen(getter)]
    pub fn phrases(&self) -> Option<Vec<String>> {
        self.phrases.clone()
    }

    /// Its first byte in the file and the first one behind it, where the
    /// lines that begin there are to be fetched.
    #[wasm_bindgen(getter)]
    pub fn range(&self) -> Option<Vec<f64>> {
        match &self.what {
            What::Piece(_) => None,
            What::Range(range) => Some(vec![range.from as f64, range.to as f64]),
        }
    }

    /// Its bytes, as the script's own, where they have come; the piece is
    /// used up.
    pub fn bytes(self) -> Option<Uint8Array> {
        match self.what {
            What::Piece(piece) => Some(Uint8Array::from(piece.bytes.as_slice())),
            What::Range(_) => None,
        }
    }
}

/// How many workers can help. This one leaves a core to all others; of two
/// cores it leaves so much of its own that two helpers are faster than one.
fn helpers() -> u32 {
    let cores = worker().map_or(1.0, |scope| scope.navigator().hardware_concurrency());
    match cores as u32 {
        0 | 1 => 0,
        cores => (cores - 1).clamp(LEAST_HELPERS, MOST_HELPERS),
    }
}

/// The worker that this is, unless it is the page's own thread.
fn worker() -> Option<WorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

fn plain(bytes: &[u8]) -> Result<Plain, JsValue> {
    Ok(wire::from_bytes(bytes).map_err(|error| error.to_string())?)
}

fn send<T: Serialize>(post: &Function, reply: &T) {
    // A reply that cannot be posted has nobody left to hear of it.
    let _ = post.call1(&JsValue::UNDEFINED, &message::to_other(reply));
}

/// The error as JavaScript throws it, with its stable `code`.
pub(super) fn thrown(error: Error) -> JsValue {
    let value = js_sys::Error::new(&error.to_string());
    // A fresh object takes any property.
    let _ = Reflect::set(&value, &"code".into(), &error.code().into());
    value.into()
}
