//! What the page around the element does with it: loads, adds to what is
//! open, waits, forgets.

use js_sys::{Error, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::engine::LoadReport;
use crate::view::state::{Choice, View};
use crate::web::action::{Action, MappingAction, Promised, Showing};
use crate::web::core::Core;
use crate::web::core::mapping::Attempt;
use crate::web::dom;
use crate::web::header::short_name;
use crate::web::message::{self, Question, Source};
use crate::web::reading::words_of;

/// The attribute of an element that is only to be read.
const READ_ONLY: &str = "readonly";

impl Core {
    /// Whether the element is only to be read, and this would open other data
    /// or change definitions. Those of a report are fixed, and can be read.
    pub(super) fn is_refused(&self, action: &Action) -> bool {
        let changes = matches!(
            action,
            Action::OpenFiles(_)
                | Action::OpenAddress(_)
                | Action::OpenSample
                | Action::ShowOpener
                | Action::Hover(_)
                | Action::Mapping(MappingAction::Map { .. } | MappingAction::Reread { .. })
        );
        let defines = matches!(action, Action::ShowSettings) && self.origin().is_none();
        (changes || defines) && self.is_read_only()
    }

    /// Whether nobody is to change what the numbers are made of.
    pub(super) fn is_read_only(&self) -> bool {
        self.stage.attribute(READ_ONLY).is_some()
    }

    pub(super) fn load_for(&mut self, sources: &[Source], texts: Option<bool>, promised: Promised) {
        let name = sources.first().map(|source| source.name.as_str());
        let mut attempt = Attempt::new(short_name(name.unwrap_or_default()), sources);
        attempt.without_texts = texts == Some(false);
        self.start(attempt);
        self.promised = Some(promised);
    }

    pub(super) fn append(&mut self, file: &File, promised: Promised) {
        self.last_id += 1;
        self.appends.push((self.last_id, promised));
        self.host.post(&message::append(self.last_id, file));
    }

    pub(super) fn take_appended(&mut self, id: u32, report: LoadReport) {
        let summary = message::to_js(&report);
        match &mut self.data {
            Some(data) => {
                data.report = report;
                // What was added would be gone if it were opened once more.
                data.attempt = None;
                let partly = data.partly;
                self.header.show_source(Some(&data.report), partly);
                self.host.tell("chatgauge-load", &summary);
                self.ask();
            }
            None => {
                self.attempt = None;
                self.take_in(report, &[]);
            }
        }
        if let Some(promised) = self.awaited(id) {
            promised.keep(&summary);
        }
    }

    /// Whether `id` is the question of who waits for events to be added;
    /// they hear that it failed.
    pub(super) fn reject_append(&mut self, id: u32, message: &str) -> bool {
        let promised = self.awaited(id);
        promised
            .map(|promised| promised.breaks("append", message))
            .is_some()
    }

    fn awaited(&mut self, id: u32) -> Option<Promised> {
        let place = self.appends.iter().position(|append| append.0 == id)?;
        Some(self.appends.swap_remove(place).1)
    }

    /// Tells who waits for the load under way what it came to.
    pub(super) fn keep_promise(&mut self, summary: &JsValue) {
        if let Some(promised) = self.promised.take() {
            promised.keep(summary);
        }
    }

    /// Tells the page and who waits for the load that it failed.
    pub(super) fn break_promise(&mut self, code: &str, message: &str) {
        if let Some(promised) = self.promised.take() {
            promised.breaks(code, message);
        }
        let detail = Object::new();
        for (name, value) in [("code", code), ("message", message)] {
            dom::must(Reflect::set(&detail, &name.into(), &value.into()).ok());
        }
        self.host.tell("chatgauge-error", &detail);
    }

    /// Forgets the data at once, and gives its memory back: that of a wasm
    /// never shrinks, so the worker is replaced.
    pub(super) fn clear(&mut self) {
        self.host.post(&message::clear());
        if let Some(data) = &mut self.data {
            data.report.origin = None;
        }
        self.in_force = self.definitions();
        let settings = Question::Settings(self.in_force.changes());
        let settings = message::ask(self.last_id, &settings);
        let hear = self.hear.as_ref().unchecked_ref();
        self.host.renew(hear, &settings);
        self.forget();
        self.show_first_screen()
    }
}

/// Reads what a host wants to be shown; the error is one sentence.
pub(crate) fn showing(what: &str, value: JsValue) -> Result<Showing, JsValue> {
    let text = value.as_string();
    let none = || {
        let said = words_of(&value);
        JsValue::from(Error::new(&format!("There is no {what} \"{said}\".")))
    };
    Ok(match what {
        "filters" => Showing::Filters(serde_wasm_bindgen::from_value(value)?),
        "period" => {
            let dates = |key: &str| Reflect::get(&value, &key.into()).ok()?.as_string();
            let between = || Some(format!("{}..{}", dates("from")?, dates("to")?));
            let text = text.or_else(between);
            Showing::Period(text.and_then(|text| Choice::read(&text)).ok_or_else(none)?)
        }
        "view" => Showing::View(text.and_then(|name| View::named(&name)).ok_or_else(none)?),
        _ => Showing::State(text.ok_or_else(none)?),
    })
}

impl Promised {
    pub(crate) fn keep(&self, summary: &JsValue) {
        // A promise's own functions do not throw.
        let _ = self.resolve.call1(&JsValue::UNDEFINED, summary);
    }

    pub(crate) fn breaks(&self, code: &str, message: &str) {
        let error = Error::new(message);
        let _ = Reflect::set(&error, &"code".into(), &code.into());
        let _ = self.reject.call1(&JsValue::UNDEFINED, &error);
    }
}
