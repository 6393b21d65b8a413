//! The settings panel: every definition that can be chosen, what it does to
//! the key figures, and the ways in and out as a file.

mod costs;
pub(crate) mod edit;
pub(crate) mod entry;
mod field;
mod headline;
mod hours;
mod table;

use std::rc::Rc;

use web_sys::{DragEvent, Event, HtmlElement};

use crate::report::figure::Board;
use crate::settings::{Settings, SettingsError};
use crate::view::format;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::chooser;
use crate::web::dom::{self, Listeners};
use crate::web::keep;
use crate::web::opener::files_in;
use crate::web::settings::edit::{Bench, Edit};
use crate::web::settings::field::{Field, refusal};
use crate::web::settings::headline::Headline;
use crate::web::stage::Stage;
use crate::web::summary::Dialog;

/// The panel, open until it is dropped or the person closes it.
pub(crate) struct Panel {
    bench: Rc<Bench>,
    told: HtmlElement,
    fields: Vec<Field>,
    headline: Headline,
    all_back: HtmlElement,
    _listeners: Listeners,
    _dialog: Dialog,
}

impl Panel {
    /// Opens it over everything else; `fixed` settings can only be read.
    pub(crate) fn open(stage: &Rc<Stage>, fixed: bool, tell: &Tell) -> Panel {
        let bench = Bench::new(stage, tell);
        let words = bench.words();
        let dialog = Dialog::open(stage, words.title);
        dom::toggle(dialog.element(), "settings", true);
        let mut listeners = Listeners::default();
        let (tools, all_back) = tools(&bench, &mut listeners);
        let kept = match (fixed, keep::can_keep()) {
            (true, _) => words.fixed,
            (false, true) => words.promise,
            (false, false) => words.not_kept,
        };
        let promise = dom::words("p", "hint", kept);
        let told = dom::make("div", "told");
        dom::attribute(&told, "role", "status");
        let headline = Headline::new(&bench);
        let (list, fields) = fields(&bench);
        dom::flag(&list, "inert", fixed);
        dom::flag(headline.element(), "hidden", fixed);
        let columns = dom::wrap("div", "settings-columns", &[headline.element(), &list]);
        dom::append(dialog.body(), &[&promise, &tools, &told, &columns]);
        listen(&bench, tell, &dialog, &mut listeners);
        Panel {
            bench,
            told,
            fields,
            headline,
            all_back,
            _listeners: listeners,
            _dialog: dialog,
        }
    }

    /// Shows the settings in force.
    pub(crate) fn show(&mut self, settings: &Settings) {
        let plain = settings.plain();
        for field in &mut self.fields {
            field.show(plain.at(field.key()));
        }
        let changed = settings.changes().fields().next().is_some();
        dom::flag(&self.all_back, "disabled", !changed);
    }

    /// Says what was refused of one setting; nothing takes that back.
    pub(crate) fn refuse(&mut self, key: &str, refused: &[SettingsError]) {
        dom::empty(&self.told);
        let words = self.bench.words();
        let mut fields = self.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.key() == key) {
            field.refuse(refused, words)
        }
    }

    /// Says how a file, or all defaults, came in force, and what was refused
    /// of it.
    pub(crate) fn tell(&mut self, sentence: &str, refused: &[SettingsError]) {
        let (words, locale) = (self.bench.words(), self.bench.locale());
        for field in &mut self.fields {
            field.refuse(&[], words);
        }
        dom::empty(&self.told);
        if !sentence.is_empty() {
            dom::append(&self.told, &[&dom::words("p", "", sentence)]);
        }
        if refused.is_empty() {
            return;
        }
        let count = refused.len() as u64;
        let title = fill(
            words.refused.form(count, locale.language),
            &[("count", &format::count(count, &locale))],
        );
        let list = dom::make("ul", "wrong");
        for error in refused {
            dom::append(&list, &[&dom::words("li", "", &refusal(error, words))]);
        }
        dom::append(&self.told, &[&dom::words("p", "wrong", &title), &list])
    }

    /// Shows the key figures by both rules.
    pub(crate) fn compare(&self, now: &Board, usual: &Board) {
        self.headline.show(now, usual)
    }
}

/// The buttons for all settings at once, and the one that sets them back.
fn tools(bench: &Rc<Bench>, listeners: &mut Listeners) -> (HtmlElement, HtmlElement) {
    let words = bench.words();
    let tools = dom::make("div", "settings-tools");
    let heard = bench.clone();
    chooser::add(&tools, words.import, listeners, move |file| {
        heard.send(Edit::Import(file));
    });
    let export = dom::button("button", words.export);
    let back = dom::button("button", words.all_back);
    let heard = bench.clone();
    listeners.on(&export, "click", move |_: Event| heard.send(Edit::Export));
    let heard = bench.clone();
    listeners.on(&back, "click", move |_: Event| heard.send(Edit::AllBack));
    dom::append(&tools, &[&export, &back]);
    (tools, back)
}

/// All settings, by group.
fn fields(bench: &Rc<Bench>) -> (HtmlElement, Vec<Field>) {
    let defaults = Settings::default().plain();
    let list = dom::make("div", "settings-list");
    let mut fields = Vec::new();
    for group in bench.words().groups {
        let title = dom::words("h3", "", group.title);
        let section = dom::wrap("section", "settings-group", &[&title]);
        dom::attribute(&section, "aria-label", group.title);
        for words in group.settings {
            let field = Field::new(bench, words, defaults.at(words.key));
            dom::append(&section, &[field.element()]);
            fields.push(field);
        }
        dom::append(&list, &[&section]);
    }
    (list, fields)
}

/// A file dropped on the panel is one of settings; closing it is told.
fn listen(bench: &Rc<Bench>, tell: &Tell, dialog: &Dialog, listeners: &mut Listeners) {
    let (heard, told) = (bench.clone(), tell.clone());
    listeners.on(dialog.element(), "drop", move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        told(Action::Hover(false));
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(file) = files.and_then(|files| files_in(&files).into_iter().next()) {
            heard.send(Edit::Import(file));
        }
    });
    let told = tell.clone();
    listeners.on(dialog.element(), "close", move |_: Event| {
        told(Action::SettingsClosed);
    })
}
