//! One line of context and the controls that rule everything under it.

use std::rc::Rc;

use web_sys::{Event, HtmlElement};

use crate::engine::LoadReport;
use crate::report::figure::Context;
use crate::settings::Settings;
use crate::view::format;
use crate::view::state::{State, View};
use crate::view::text::settings::settings_of;
use crate::view::text::{fill, joined};
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::export::{self, Menu};
use crate::web::info::Info;
use crate::web::picker::Picker;
use crate::web::stage::Stage;
use crate::web::tabs::Tabs;

/// The element's first lines.
pub(crate) struct Header {
    element: HtmlElement,
    title: HtmlElement,
    source: HtmlElement,
    badge: Info,
    picker: Picker,
    compare: HtmlElement,
    settings: HtmlElement,
    /// What of all that is told on paper.
    printed: HtmlElement,
    tabs: Tabs,
    stage: Rc<Stage>,
    exports: Menu,
    _listeners: Listeners,
}

impl Header {
    /// A header without data: its controls are hidden. `tools` stand beside
    /// the tabs.
    pub(crate) fn new(stage: &Rc<Stage>, tools: &HtmlElement, tell: &Tell) -> Header {
        let words = stage.words();
        let mut listeners = Listeners::default();
        let title = dom::words("h1", "", words.title);
        title.set_tab_index(-1);
        let source: HtmlElement = dom::button("source", "");
        let compare: HtmlElement = dom::button("button", "");
        let open: HtmlElement = dom::button("button open-other", words.open_other);
        let rules = settings_of(stage.look().locale.language);
        let settings: HtmlElement = dom::button("button rules", rules.title);
        let mut on_click = |button: &HtmlElement, action: fn() -> Action| {
            let tell = tell.clone();
            listeners.on(button, "click", move |_: Event| tell(action()))
        };
        on_click(&source, || Action::ShowSummary);
        on_click(&compare, || Action::Compare);
        on_click(&settings, || Action::ShowSettings);
        on_click(&open, || Action::ShowOpener);
        let badge = badge(stage);
        let picker = Picker::new(stage, tell);
        let exports = export::of_view(stage, tell);
        let printed = dom::make("p", "printed");
        let context = dom::wrap("div", "context", &[&title, &source]);
        let controls = dom::wrap(
            "div",
            "controls",
            &[
                badge.element(),
                picker.element(),
                &compare,
                exports.element(),
                &settings,
                &open,
            ],
        );
        let tabs = Tabs::new(stage, tell);
        let row = dom::wrap("div", "tab-row", &[tabs.element(), tools]);
        let element = dom::wrap("header", "top", &[&context, &printed, &controls, &row]);
        element.set_hidden(true);
        Header {
            element,
            title,
            source,
            badge,
            picker,
            compare,
            settings,
            printed,
            tabs,
            stage: stage.clone(),
            exports,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Puts the keyboard where reading begins.
    pub(crate) fn focus(&self) {
        dom::focus(&self.title)
    }

    /// Says which data is shown, and whether something of it could not be
    /// read; `None` when there is none.
    pub(crate) fn show_source(&self, report: Option<&LoadReport>, partly: bool) {
        let origin = report.and_then(|report| report.origin.as_ref());
        dom::toggle(&self.stage.app, "loaded", report.is_some());
        dom::toggle(&self.stage.app, "published", origin.is_some());
        self.element.set_hidden(report.is_none());
        if let Some(report) = report {
            let title = origin.map(|origin| origin.title.as_str());
            let title = title.filter(|title| !title.is_empty());
            dom::say(&self.title, title.unwrap_or(self.stage.words().title));
            let text = describe(report, &self.stage);
            dom::say(&self.source, &text);
            if partly {
                let mark = dom::words("span", "incomplete", self.stage.words().incomplete);
                dom::must(self.source.prepend_with_node_1(&mark).ok());
            }
        }
    }

    /// Marks the view that is shown.
    pub(crate) fn show_view(&self, view: View) {
        self.tabs.show(view);
        export::follow(&self.exports, view)
    }

    /// Shows which dates are in force.
    pub(crate) fn show_context(&self, context: &Context, state: &State) {
        self.picker.show(context, state);
        let words = self.stage.words();
        let previous = context.previous;
        let dates = format::span(previous.from, previous.to, &self.stage.look().locale);
        let versus = fill(words.versus, &[("dates", &dates)]);
        let text = if state.compared {
            versus.as_str()
        } else {
            words.no_comparison
        };
        dom::say(&self.compare, text);
        dom::truth(&self.compare, "aria-pressed", state.compared)
    }

    /// Says on paper what the controls would.
    pub(crate) fn show_printed(&self, notes: &[String]) {
        dom::say(&self.printed, &notes.join(" · "))
    }

    /// Shows how many settings differ from the defaults.
    pub(crate) fn show_changes(&self, settings: &Settings) {
        let count = settings.changes().fields().count() as u64;
        let locale = self.stage.look().locale;
        let words = settings_of(locale.language);
        dom::say(&self.settings, words.title);
        if count > 0 {
            let form = words.changed_count.form(count, locale.language);
            let text = fill(form, &[("count", &format::count(count, &locale))]);
            dom::append(&self.settings, &[&dom::words("span", "count", &text)]);
        }
    }

    /// Shows how many requests were made since the data was opened.
    pub(crate) fn show_requests(&self, count: u64) {
        let locale = self.stage.look().locale;
        let words = self.stage.words().requests.form(count, locale.language);
        let text = fill(words, &[("count", &format::count(count, &locale))]);
        let badge = self.badge.element();
        dom::say(badge, &text);
        dom::toggle(badge, "some", count > 0);
    }
}

/// Tells how many requests were made, and what that means.
fn badge(stage: &Rc<Stage>) -> Info {
    let words = stage.words();
    let says = [words.requests_title, words.requests_note];
    let says = says.map(str::to_owned).to_vec();
    Info::on(stage, dom::button("badge", ""), says)
}

/// `shop.ndjson · 84,210 events · 1 Mar – 31 May 2026`
fn describe(report: &LoadReport, stage: &Stage) -> String {
    let (words, locale) = (stage.words(), stage.look().locale);
    let mut parts = Vec::new();
    if let [first, others @ ..] = &report.files[..] {
        let name = short_name(&first.name).to_owned();
        let count = others.len() as u64;
        let more = fill(
            words.and_more.form(count, locale.language),
            &[("name", &name), ("count", &format::count(count, &locale))],
        );
        parts.push(if others.is_empty() { name } else { more });
    }
    let count = report.summary.events;
    let events = words.events.form(count, locale.language);
    parts.push(fill(events, &[("count", &format::count(count, &locale))]));
    parts.extend(
        report
            .span
            .map(|span| format::span(span.from, span.to, &locale)),
    );
    joined(&parts, " · ")
}

/// The last part of an address or path.
pub(crate) fn short_name(name: &str) -> &str {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    match path.trim_end_matches('/').rsplit('/').next() {
        Some(last) if !last.is_empty() => last,
        _ => name,
    }
}
