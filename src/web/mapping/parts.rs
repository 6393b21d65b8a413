//! What stands in the dialog once the columns of the file are known.

use std::rc::Rc;

use web_sys::{Event, HtmlElement, HtmlTextAreaElement};

use crate::engine::Preview;
use crate::event::import;
use crate::view::text::fill;
use crate::web::chooser;
use crate::web::dom::{self, Listeners};
use crate::web::keep;
use crate::web::mapping::edit::{Bench, Edit};
use crate::web::mapping::form::FormView;
use crate::web::mapping::outcome::Outcome;
use crate::web::settings::entry::text_area;
use crate::web::summary::Dialog;

/// So many lines the mapping has as text.
const LINES: u32 = 24;

/// The parts of the dialog.
pub(super) struct Parts {
    /// The mapping as a form.
    pub(super) form: FormView,
    /// What comes of it.
    pub(super) outcome: Outcome,
    /// Around the mapping as text.
    pub(super) json: HtmlElement,
    /// The text.
    pub(super) text: HtmlTextAreaElement,
    wrong: HtmlElement,
    /// Turns the form into the text and back.
    pub(super) turn: HtmlElement,
    /// Opens the file.
    pub(super) open: HtmlElement,
    _listeners: Listeners,
}

impl Parts {
    /// Puts everything into the dialog, around `told`, where a sentence about
    /// the whole step stands.
    pub(super) fn new(
        bench: &Rc<Bench>,
        preview: &Preview,
        dialog: &Dialog,
        told: &HtmlElement,
    ) -> Parts {
        let words = bench.words();
        let mut listeners = Listeners::default();
        let hint = match &preview.format {
            None => words.unknown.to_owned(),
            Some(format) => {
                let name = import::format(format).map_or(format.as_str(), |format| format.name);
                fill(words.known, &[("format", name)])
            }
        };
        let hint = dom::words("p", "hint", &hint);
        let turn: HtmlElement = dom::button("button", words.as_json);
        dom::attribute(&turn, "aria-pressed", "false");
        let heard = bench.clone();
        listeners.on(&turn, "click", move |_: Event| heard.send(Edit::Turn));
        let tools = tools(bench, &mut listeners);
        dom::append(&tools, &[&turn]);
        let form = FormView::new(bench, preview);
        let (json, text, wrong) = json(bench, &mut listeners);
        let outcome = Outcome::new(bench);
        let columns = dom::wrap(
            "div",
            "settings-columns",
            &[outcome.element(), form.element(), &json],
        );
        let (foot, open) = foot(bench, dialog, &mut listeners);
        let body = dialog.body();
        dom::append(body, &[&hint, &tools, told, &columns, &foot]);
        Parts {
            form,
            outcome,
            json,
            text,
            wrong,
            turn,
            open,
            _listeners: listeners,
        }
    }

    /// Whether the mapping is shown as text.
    pub(super) fn is_text(&self) -> bool {
        self.turn.get_attribute("aria-pressed").as_deref() == Some("true")
    }

    /// Says what is wrong about the text.
    pub(super) fn say_wrong(&self, sentence: &str) {
        dom::say(&self.wrong, sentence);
        dom::truth(&self.text, "aria-invalid", !sentence.is_empty())
    }
}

/// The ways in and out as a file.
fn tools(bench: &Rc<Bench>, listeners: &mut Listeners) -> HtmlElement {
    let words = bench.words();
    let tools = dom::make("div", "settings-tools");
    let heard = bench.clone();
    chooser::add(&tools, words.import, listeners, move |file| {
        heard.send(Edit::Import(file));
    });
    let export = dom::button("button", words.export);
    let heard = bench.clone();
    listeners.on(&export, "click", move |_: Event| heard.send(Edit::Export));
    dom::append(&tools, &[&export]);
    tools
}

/// The mapping as text, with what is wrong about it.
fn json(
    bench: &Rc<Bench>,
    listeners: &mut Listeners,
) -> (HtmlElement, HtmlTextAreaElement, HtmlElement) {
    let text = text_area(bench.words().json);
    text.set_rows(LINES);
    dom::attribute(&text, "aria-describedby", "mapping-wrong");
    let wrong = dom::make("p", "wrong");
    wrong.set_id("mapping-wrong");
    dom::attribute(&wrong, "role", "alert");
    let (heard, typed) = (bench.clone(), text.clone());
    listeners.on(&text, "input", move |_: Event| {
        heard.send(Edit::Json(typed.value()));
    });
    let element = dom::wrap("div", "settings-list json", &[&text, &wrong]);
    element.set_hidden(true);
    (element, text, wrong)
}

/// The buttons that end the step, and the one that opens the file.
fn foot(
    bench: &Rc<Bench>,
    dialog: &Dialog,
    listeners: &mut Listeners,
) -> (HtmlElement, HtmlElement) {
    let words = bench.words();
    let open: HtmlElement = dom::button("button primary", words.open);
    dom::attribute(&open, "disabled", "");
    let heard = bench.clone();
    listeners.on(&open, "click", move |_: Event| heard.send(Edit::Open));
    let cancel = dom::button("button", bench.stage.words().cancel);
    let whole = dialog.element().clone();
    listeners.on(&cancel, "click", move |_: Event| whole.close());
    let [kept, lost] = words.kept;
    let kept = if keep::can_keep() { kept } else { lost };
    let kept = dom::words("p", "hint", kept);
    let foot = dom::wrap("div", "mapping-foot", &[&open, &cancel, &kept]);
    (foot, open)
}
