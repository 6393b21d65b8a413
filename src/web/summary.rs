//! Dialogs: what was read, and the ways to open something else.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, HtmlElement, MouseEvent};

use crate::base::date;
use crate::base::sorted::SortedMap;
use crate::engine::{LoadReport, Origin};
use crate::event::import;
use crate::metric;
use crate::report::figure::Context;
use crate::view::format;
use crate::view::locale::Locale;
use crate::view::text::fill;
use crate::web::action::Tell;
use crate::web::dom::{self, Listeners};
use crate::web::header::short_name;
use crate::web::loading::bytes;
use crate::web::notice::rejected;
use crate::web::stage::Stage;

/// A dialog over everything else, gone when it is closed or dropped.
pub(crate) struct Dialog {
    element: HtmlDialogElement,
    body: HtmlElement,
    listeners: Listeners,
    others: Vec<Listeners>,
}

impl Dialog {
    /// Shows an empty dialog with a title.
    pub(crate) fn open(stage: &Rc<Stage>, title: &str) -> Dialog {
        let words = stage.words();
        let element: HtmlDialogElement = dom::make("dialog", "dialog").unchecked_into();
        dom::attribute(&element, "aria-label", title);
        let heading = dom::words("h2", "", title);
        let close = dom::button("close", "");
        dom::attribute(&close, "aria-label", words.close);
        let head = dom::wrap("div", "dialog-head", &[&heading, &close]);
        let body = dom::make("div", "dialog-body");
        dom::append(&element, &[&head, &body]);
        let mut listeners = Listeners::default();
        let whole = element.clone();
        listeners.on(&close, "click", move |_: Event| whole.close());
        let whole = element.clone();
        listeners.on(&element, "click", move |event: MouseEvent| {
            // Only the backdrop answers for the dialog itself.
            if event.target().as_ref() == Some(whole.as_ref()) {
                whole.close();
            }
        });
        stage.add(&element);
        dom::must(element.show_modal().ok());
        Dialog {
            element,
            body,
            listeners,
            others: Vec::new(),
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlDialogElement {
        &self.element
    }

    /// Keeps listeners for as long as it is open.
    pub(crate) fn keep(&mut self, listeners: Listeners) {
        self.others.push(listeners);
    }

    /// Where its content goes.
    pub(crate) fn body(&self) -> &HtmlElement {
        &self.body
    }
}

impl Drop for Dialog {
    fn drop(&mut self) {
        self.element.close();
        self.element.remove();
    }
}

/// Shows what a load came to.
pub(crate) fn summary(
    stage: &Rc<Stage>,
    report: &LoadReport,
    context: Option<&Context>,
    tell: &Tell,
) -> Dialog {
    let mut dialog = Dialog::open(stage, stage.words().summary);
    let body = dialog.body.clone();
    dom::append(&body, &[&facts(stage, report, context)]);
    if report.files.iter().any(|file| !file.left_out.is_empty()) {
        dom::append(&body, &[&left_out(stage, report)]);
    }
    if !report.summary.rejections.is_empty() {
        dom::append(
            &body,
            &[&rejected(stage, report, tell, &mut dialog.listeners)],
        );
    }
    if !report.missing.is_empty() {
        dom::append(&body, &[&absent(stage, report)]);
    }
    dialog
}

fn facts(stage: &Stage, report: &LoadReport, context: Option<&Context>) -> HtmlElement {
    let (words, look) = (stage.words(), stage.look());
    let (rows, locale, summary) = (&words.summary_rows, &look.locale, &report.summary);
    let list = dom::make("dl", "facts");
    let add = |name: &str, value: &str| {
        let name = dom::words("dt", "", name);
        let value = dom::words("dd", "", value);
        dom::append(&list, &[&name, &value])
    };
    for file in &report.files {
        let size = bytes(file.bytes, words, locale);
        let format = match import::format(&file.format) {
            Some(format) if format.importer.is_some() => format!("{}, {}", format.name, file.form),
            _ => file.form.clone(),
        };
        let text = fill(rows.file, &[("format", &format), ("size", &size)]);
        add(short_name(&file.name), &text);
    }
    if let Some(origin) = &report.origin {
        let version = ("version", origin.version.as_str());
        let date = made_on(origin, locale);
        add(rows.made, &fill(rows.made_by, &[("date", &date), version]));
    }
    add(rows.events, &format::count(summary.events, locale));
    add(rows.rejected, &format::count(summary.rejected, locale));
    add(rows.duplicates, &format::count(summary.duplicates, locale));
    for (name, count) in [
        (rows.unattached, summary.unattached),
        (rows.future, summary.future),
        (rows.inversions, report.inversions),
        (rows.ties, report.ties),
    ] {
        if count > 0 {
            add(name, &format::count(count, locale));
        }
    }
    if !report.transcripts {
        add(rows.texts, rows.no_texts);
    }
    if let Some(span) = report.span {
        add(rows.span, &format::span(span.from, span.to, locale));
    }
    if let Some(context) = context {
        add(rows.zone, &context.timezone);
    }
    list
}

/// The date on which a report was made, in UTC.
fn made_on(origin: &Origin, locale: &Locale) -> String {
    let day = origin.made.split('T').next().unwrap_or_default();
    match date::read(day) {
        Some(date) => format::span(date, date, locale),
        None => origin.made.clone(),
    }
}

/// What of the files has no place among events, and why.
fn left_out(stage: &Stage, report: &LoadReport) -> HtmlElement {
    let (words, locale) = (stage.words(), &stage.look().locale);
    let list = dom::make("ul", "absent");
    for file in &report.files {
        for left in &file.left_out {
            let count = format::count(left.count, locale);
            let what = dom::words("span", "", &format!("{count} {}", left.what));
            let why = match report.files.len() {
                1 => left.why.clone(),
                _ => format!("{}: {}", short_name(&file.name), left.why),
            };
            let why = dom::words("span", "hint", &why);
            dom::append(&list, &[&dom::wrap("li", "", &[&what, &why])]);
        }
    }
    let title = dom::words("h3", "", words.left_out);
    dom::wrap("div", "", &[&title, &list])
}

/// The metrics the data cannot give, grouped by the events that would bring
/// them.
fn absent(stage: &Stage, report: &LoadReport) -> HtmlElement {
    let (words, language) = (stage.words(), stage.look().locale.language);
    let mut groups: SortedMap<String, Vec<&str>> = SortedMap::default();
    for (id, events) in &report.missing {
        if let Some(metric) = metric::find(id) {
            groups.at(events.join(", ")).push(metric.about.title);
        }
    }
    let list = dom::make("ul", "absent");
    for (events, titles) in groups.iter() {
        let because = words.absent_because.form(titles.len() as u64, language);
        let because = fill(because, &[("events", events)]);
        let titles = dom::words("span", "", &titles.join(", "));
        let because = dom::words("span", "hint", &because);
        dom::append(&list, &[&dom::wrap("li", "", &[&titles, &because])]);
    }
    let title = dom::words("h3", "", words.absent);
    dom::wrap("div", "", &[&title, &list])
}
