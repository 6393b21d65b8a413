//! What comes of a mapping: how many events and conversations, the first of
//! them as lines to read, and what could not be used.

use std::rc::Rc;

use js_sys::JSON;
use web_sys::HtmlElement;

use crate::engine::Preview;
use crate::event::mapping::form::Form;
use crate::settings::Plain;
use crate::view::format;
use crate::view::text::fill;
use crate::view::text::mapping::MappingWords;
use crate::view::text::settings::settings_of;
use crate::web::dom;
use crate::web::loading::bytes;
use crate::web::mapping::edit::Bench;
use crate::web::mapping::form::typed;

/// The beginning of a file that is looked at, in bytes.
const BEGINNING: u64 = 64 << 10;

/// What an event tells beside its text, in this order.
const TOLD: [&str; 9] = [
    "status", "score", "tags", "amount", "currency", "name", "by", "reason", "comment",
];

/// The part beside the form.
pub(super) struct Outcome {
    bench: Rc<Bench>,
    element: HtmlElement,
    counts: HtmlElement,
    body: HtmlElement,
}

impl Outcome {
    /// Nothing yet; open where there is room.
    pub(super) fn new(bench: &Rc<Bench>) -> Outcome {
        let title = dom::words("span", "headline-title", bench.words().outcome);
        let counts = dom::make("span", "outcome-counts");
        dom::attribute(&counts, "role", "status");
        let summary = dom::wrap("summary", "", &[&title, &counts]);
        let body = dom::make("div", "outcome-body");
        let element = dom::wrap("details", "headline outcome", &[&summary, &body]);
        if bench.stage.is_roomy() {
            dom::attribute(&element, "open", "");
        }
        Outcome {
            bench: bench.clone(),
            element,
            counts,
            body,
        }
    }

    /// Its element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows what comes of a mapping; of one that is chosen in a form, what
    /// it lacks in the form's words.
    pub(super) fn show(&self, preview: &Preview, whole: bool, form: Option<&Form>) {
        let (words, locale) = (self.bench.words(), self.bench.locale());
        let shell = self.bench.stage.words();
        let counted = |form: &str, count: u64| {
            let count = format::count(count, &locale);
            fill(form, &[("count", &count)])
        };
        dom::empty(&self.counts);
        dom::empty(&self.body);
        if preview.count > 0 {
            let conversations = preview.conversations as u64;
            let counts = [
                counted(
                    shell.events.form(preview.count, locale.language),
                    preview.count,
                ),
                counted(
                    words.conversations.form(conversations, locale.language),
                    conversations,
                ),
            ];
            let counts = dom::words("b", "", &counts.join(" · "));
            dom::append(&self.counts, &[&counts]);
        } else {
            let none = dom::words("b", "", words.no_events);
            dom::append(&self.counts, &[&none]);
        }
        if preview.rejected > 0 {
            let form = shell.rejected.form(preview.rejected, locale.language);
            let rejected = dom::words("span", "wrong", &counted(form, preview.rejected));
            dom::append(&self.counts, &[&rejected]);
        }
        if !whole {
            let size = bytes(BEGINNING, shell, &locale);
            let beginning = fill(words.beginning, &[("size", &size)]);
            let beginning = dom::words("p", "hint", &beginning);
            dom::append(&self.body, &[&beginning]);
        }
        self.show_wrongs(preview, form);
        if !preview.events.is_empty() {
            dom::append(&self.body, &[&self.events(preview)]);
        }
        self.show_left_out(preview)
    }

    /// Why events are missing.
    fn show_wrongs(&self, preview: &Preview, form: Option<&Form>) {
        let words = self.bench.words();
        let mut lines: Vec<String> = Vec::new();
        match form {
            Some(form) if !form.has_time() => lines.push(words.no_time.to_owned()),
            _ => {
                let refusal = settings_of(self.bench.locale().language).refusal;
                for error in &preview.refused {
                    let parts = [
                        ("key", error.key.as_str()),
                        ("value", &error.value),
                        ("allowed", &error.allowed),
                    ];
                    lines.push(fill(refusal, &parts));
                }
            }
        }
        if preview.rejections.is_empty() {
            lines.extend(preview.fault.clone());
        }
        let mut told: Vec<String> = Vec::new();
        for rejection in &preview.rejections {
            let mut line = rejection.reason.clone();
            if !rejection.field.is_empty() {
                line = format!("{} {line}", words.meaning(&rejection.field));
            }
            if !rejection.value.is_empty() {
                line.push_str(&format!(" — {}", rejection.value));
            }
            // Once for all records of which the same is said.
            if !told.contains(&line) {
                lines.push(format!("{}: {line}", rejection.at));
                told.push(line);
            }
        }
        self.list("wrong", lines)
    }

    fn show_left_out(&self, preview: &Preview) {
        let locale = self.bench.locale();
        let lines = preview.left_out.iter().map(|left| {
            let count = format::count(left.count, &locale);
            format!("{count} {}: {}", left.what, left.why)
        });
        self.list("hint", lines.collect())
    }

    fn list(&self, class: &str, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        let list = dom::make("ul", &format!("outcome-list {class}"));
        for line in &lines {
            let line = dom::words("li", "", line);
            dom::attribute(&line, "dir", "auto");
            dom::append(&list, &[&line]);
        }
        dom::append(&self.body, &[&list])
    }

    /// The first events, under a title for each conversation.
    fn events(&self, preview: &Preview) -> HtmlElement {
        let words = self.bench.words();
        let list = dom::make("ol", "events");
        list.set_tab_index(0);
        dom::attribute(&list, "aria-label", words.outcome);
        let mut last = None;
        for event in &preview.events {
            let event = dom::must(JSON::parse(event).ok());
            let event: Plain = dom::must(serde_wasm_bindgen::from_value(event).ok());
            let thread = ["conversation_id", "user_id"].map(|key| typed(event.at(key)));
            let thread = thread.into_iter().find(|id| !id.is_empty());
            if thread != last {
                let title = thread.as_deref().unwrap_or_default();
                let title = dom::words("li", "thread-title", title);
                dom::attribute(&title, "dir", "auto");
                dom::append(&list, &[&title]);
                last = thread;
            }
            let line = line(&event, words);
            dom::append(&list, &[&line]);
        }
        list
    }
}

/// When, who and what.
fn line(event: &Plain, words: &MappingWords) -> HtmlElement {
    let time = typed(event.at("ts")).replace('T', " ");
    let time = dom::words("time", "", time.trim_end_matches('Z'));
    let (kind, role) = (event.at("type").text(), event.at("role").text());
    let is_message = kind == "message" && !role.is_empty();
    let text = event.at("text").text();
    if is_message {
        let who = dom::words("b", "who", words.value(role));
        let what = dom::words("span", "what", text);
        dom::attribute(&what, "dir", "auto");
        return dom::wrap("li", "", &[&time, &who, &what]);
    }
    let mut what = vec![text.to_owned()];
    what.extend(TOLD.map(|key| match event.at(key) {
        Plain::List(items) => {
            let items: Vec<&str> = items.iter().map(Plain::text).collect();
            items.join(", ")
        }
        value => typed(value),
    }));
    let mut told = String::new();
    for part in what.iter().filter(|part| !part.is_empty()) {
        told.push_str(" · ");
        told.push_str(part);
    }
    let who = dom::words("b", "who", words.value(kind));
    let told = dom::words("span", "", &told);
    let what = dom::wrap("span", "what", &[&who, &told]);
    dom::attribute(&what, "dir", "auto");
    dom::wrap("li", "act", &[&time, &what])
}
