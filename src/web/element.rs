//! The page's side: what the custom element's JavaScript holds on to.

use std::rc::Rc;

use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{DataTransfer, File, HtmlElement, ShadowRoot};

use crate::settings::Plain;
use crate::web::action::{Action, Given, Promised};
use crate::web::core::hosted;
use crate::web::export::{Form, Taking};
use crate::web::message::{self, Source};
use crate::web::shell::Shell;

#[wasm_bindgen]
extern "C" {
    /// What the page's JavaScript does for the core: it holds the worker and
    /// opens folders.
    pub type Host;

    /// Starts a worker, ending the one before; `hear` gets what it says.
    #[wasm_bindgen(method)]
    pub(crate) fn start(this: &Host, hear: &Function);

    /// Puts a fresh worker in the place of the one there is, once it has
    /// started and been told `message`.
    #[wasm_bindgen(method)]
    pub(crate) fn renew(this: &Host, hear: &Function, message: &JsValue);

    /// Ends the worker.
    #[wasm_bindgen(method)]
    pub(crate) fn stop(this: &Host);

    /// Says something to the worker.
    #[wasm_bindgen(method)]
    pub(crate) fn post(this: &Host, message: &JsValue);

    /// Hands the files of a drop, those in folders too, to `found` as an
    /// array.
    #[wasm_bindgen(method)]
    pub(crate) fn collect(this: &Host, transfer: &DataTransfer, found: &Function);

    /// Hands the JSON of a file or at an address to `done`, or nothing and
    /// why there is none.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Host, source: &JsValue, done: &Function);

    /// Hands the page of a report and a facts file, compressed, to `done`, or
    /// nothing and why there is none.
    #[wasm_bindgen(method)]
    pub(crate) fn publish(this: &Host, ask: &JsValue, done: &Function);

    /// Lets the page hear an event of the element.
    #[wasm_bindgen(method)]
    pub(crate) fn tell(this: &Host, name: &str, detail: &JsValue);
}

/// The core of one `<chat-gauge>` in the page.
#[wasm_bindgen]
pub struct Element {
    shell: Rc<Shell>,
}

#[wasm_bindgen]
impl Element {
    /// Builds the element inside `root`, which must be empty.
    #[wasm_bindgen(constructor)]
    pub fn new(element: HtmlElement, root: ShadowRoot, host: Host) -> Result<Element, JsValue> {
        let shell = Shell::build(element, root, host)?;
        Ok(Element { shell })
    }

    /// An attribute of the element changed.
    pub fn attribute(&self, name: String) {
        self.shell.act(Action::Attribute(name));
    }

    /// The page gives settings, `initial` ones before the element began.
    pub fn give(&self, object: JsValue, initial: bool) {
        let read = message::plain(object);
        self.shell.act(Action::Give(Given { read, initial }));
    }

    /// Opens sources, by a mapping if there is one, in place of what is open;
    /// `transcripts` says whether the texts of messages are kept, where that
    /// is said. `resolve` gets the load summary, `reject` why there is none.
    pub fn load(
        &self,
        sources: Array,
        mapping: JsValue,
        transcripts: Option<bool>,
        resolve: Function,
        reject: Function,
    ) -> Result<(), JsValue> {
        let mapping: Option<Plain> = serde_wasm_bindgen::from_value(mapping)?;
        let given = |opens| Source::given(opens, mapping.clone());
        let sources = sources.iter().map(given);
        let promised = Promised { resolve, reject };
        let sources = sources.collect();
        self.shell.act(Action::Load(sources, transcripts, promised));
        Ok(())
    }

    /// Adds the events of a file to what is open.
    pub fn append(&self, file: File, resolve: Function, reject: Function) {
        let promised = Promised { resolve, reject };
        self.shell.act(Action::Append(file, promised));
    }

    /// Ends the load under way.
    pub fn cancel(&self) {
        self.shell.act(Action::Cancel);
    }

    /// Forgets the data.
    pub fn clear(&self) {
        self.shell.act(Action::Clear);
    }

    /// What a link to the screen says of it.
    pub fn state(&self) -> String {
        self.shell.state()
    }

    /// Shows another `state`, other `filters`, another `period` or `view`.
    /// Throws where `value` is none.
    pub fn show(&self, what: &str, value: JsValue) -> Result<(), JsValue> {
        let showing = hosted::showing(what, value)?;
        self.shell.act(Action::Show(showing));
        Ok(())
    }

    /// Makes a file of a card or chart on the screen, by its name: `png`,
    /// `svg` or `csv`; of all cards where none is named. `resolve` gets it as
    /// a Blob.
    pub fn take(&self, name: String, form: &str, resolve: Function, reject: Function) {
        let form = Form::named(form);
        let promised = Promised { resolve, reject };
        self.shell
            .act(Action::Take(Taking::Asked(name, form, promised)));
    }

    /// What the settings in force change of the defaults.
    pub fn settings(&self) -> JsValue {
        self.shell.settings()
    }

    /// The element left the page: ends the worker, stops listening and
    /// watching, and empties the root.
    pub fn disconnect(&self) {
        self.shell.strike();
    }
}
