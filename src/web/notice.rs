//! A message: what happened, where, and what to do about it.

use std::rc::Rc;

use web_sys::{Event, HtmlElement};

use crate::engine::LoadReport;
use crate::report::answer::Rejection;
use crate::view::format;
use crate::view::picture::Table;
use crate::view::text::fill;
use crate::view::text::shell::Advice;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::header::short_name;
use crate::web::loading::bytes;
use crate::web::message::{Cause, Trouble};
use crate::web::panel::tabulate;
use crate::web::stage::Stage;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// What was wanted did not happen.
    Bad,
    /// It happened, but not all of it.
    Mind,
}

/// What a message says.
pub(crate) struct Message {
    /// How bad it is.
    pub(crate) weight: Weight,
    /// Its title.
    pub(crate) title: String,
    /// What happened and what to do, one after the other.
    pub(crate) lines: Vec<(String, String)>,
}

/// A message on the page, until it is dismissed.
pub(crate) struct Notice {
    element: HtmlElement,
    listeners: Listeners,
}

impl Notice {
    /// A message; with a `report` also the records it rejected.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        message: &Message,
        report: Option<&LoadReport>,
        tell: &Tell,
    ) -> Notice {
        let words = stage.words();
        let title = dom::words("h2", "", &message.title);
        let close = dom::button("close", "");
        dom::attribute(&close, "aria-label", words.close);
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&close, "click", move |_: Event| heard(Action::Dismiss));
        let class = match message.weight {
            Weight::Bad => "card message bad",
            Weight::Mind if message.lines.is_empty() => "card message mind slim",
            Weight::Mind => "card message mind",
        };
        let element = dom::wrap("div", class, &[&close, &title]);
        dom::attribute(&element, "role", "alert");
        if message.weight == Weight::Mind {
            let details = dom::button("button", words.details);
            let heard = tell.clone();
            listeners.on(&details, "click", move |_: Event| {
                heard(Action::ShowSummary)
            });
            dom::append(&element, &[&details]);
        }
        for (what, todo) in &message.lines {
            let what = dom::words("b", "", what);
            let todo = dom::words("span", "", todo);
            dom::append(&element, &[&dom::wrap("p", "", &[&what, &todo])]);
        }
        if let Some(report) = report.filter(|report| !report.summary.rejections.is_empty()) {
            dom::append(&element, &[&rejected(stage, report, tell, &mut listeners)]);
        }
        Notice { element, listeners }
    }

    /// Adds a button that does something about it.
    pub(crate) fn offer(
        &mut self,
        label: &str,
        tell: &Tell,
        action: impl Fn() -> Action + 'static,
    ) {
        let button = dom::button("button offer", label);
        let tell = tell.clone();
        self.listeners
            .on(&button, "click", move |_: Event| tell(action()));
        dom::append(&self.element, &[&button])
    }

    /// Puts the keyboard on that button.
    pub(crate) fn focus_offer(&self) {
        if let Some(offer) = dom::find(&self.element, ".offer") {
            dom::focus(&offer);
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }
}

/// What to say of sources that gave less than everything.
pub(crate) fn troubles(stage: &Stage, troubles: &[Trouble]) -> Vec<(String, String)> {
    let words = &stage.words().trouble;
    let locale = &stage.look().locale;
    let size = |count: u64| bytes(count, stage.words(), locale);
    let line = |trouble: &Trouble| {
        let name = short_name(&trouble.name);
        let said = |advice: &Advice, more: &[(&str, &str)]| {
            let more = [&[("name", name)], more].concat();
            (fill(advice.what, &more), fill(advice.todo, &more))
        };
        let sent_on = |(what, todo): (String, String), to: &Option<String>| match to {
            Some(to) => {
                let to = fill(words.sent_on, &[("to", to)]);
                (format!("{what} {to}"), todo)
            }
            None => (what, todo),
        };
        match &trouble.cause {
            Cause::Status { status, to } => {
                let status = status.to_string();
                sent_on(said(&words.status, &[("status", &status)]), to)
            }
            Cause::WebPage { to } => sent_on(said(&words.web_page, &[]), to),
            Cause::Unreachable => said(&words.unreachable, &[]),
            Cause::BrokenOff { read, total } => {
                let all = total.map(|total| {
                    let parts = [("read", &*size(*read)), ("total", &*size(total))];
                    fill(stage.words().bytes_of, &parts)
                });
                let read = all.unwrap_or_else(|| size(*read));
                said(&words.broken_off, &[("read", &read)])
            }
            Cause::Changed => said(&words.changed, &[]),
            Cause::Unreadable => said(&words.unreadable, &[]),
            Cause::Damaged => said(&words.damaged, &[]),
            Cause::Engine { message } | Cause::Unmapped { message }
                if message.starts_with(&trouble.name) =>
            {
                (message.clone(), String::new())
            }
            Cause::Engine { message } | Cause::Unmapped { message } => {
                (capitalised(message), String::new())
            }
        }
    };
    troubles.iter().map(line).collect()
}

/// With its first letter large, as a sentence begins; the engine speaks
/// English.
fn capitalised(sentence: &str) -> String {
    let mut sentence = sentence.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// What to say of a load without any record.
pub(crate) fn fruitless(stage: &Stage, report: &LoadReport) -> Vec<(String, String)> {
    let Advice { what, todo } = stage.words().trouble.no_events;
    let line = |name: &str| (fill(what, &[("name", short_name(name))]), todo.to_owned());
    report.files.iter().map(|file| line(&file.name)).collect()
}

/// The rejected records, to be read and to be saved.
pub(crate) fn rejected(
    stage: &Rc<Stage>,
    report: &LoadReport,
    tell: &Tell,
    listeners: &mut Listeners,
) -> HtmlElement {
    let (words, locale) = (stage.words(), stage.look().locale);
    let summary = &report.summary;
    let count = format::count(summary.rejected, &locale);
    let title = fill(
        words.rejected.form(summary.rejected, locale.language),
        &[("count", &count)],
    );
    let rows = summary.rejections.iter().map(|rejection| {
        let Rejection {
            at,
            field,
            reason,
            value,
        } = rejection.clone();
        vec![at, field, reason, value]
    });
    let table = Table {
        head: words.rejection_columns.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        targets: Vec::new(),
    };
    let list = dom::wrap("div", "table rejected", &[&tabulate(&title, &table)]);
    list.set_tab_index(0);
    dom::attribute(&list, "role", "group");
    dom::attribute(&list, "aria-label", &title);
    let csv: HtmlElement = dom::button("button", words.export_csv);
    let ndjson: HtmlElement = dom::button("button", words.export_ndjson);
    let (heard, also) = (tell.clone(), tell.clone());
    listeners.on(&csv, "click", move |_: Event| heard(Action::ExportCsv));
    listeners.on(&ndjson, "click", move |_: Event| also(Action::ExportNdjson));
    let buttons = dom::wrap("div", "buttons", &[&csv, &ndjson]);
    let shown = summary.rejections.len() as u64;
    if shown < summary.rejected {
        let first = fill(words.first_of, &[("count", &format::count(shown, &locale))]);
        dom::append(&buttons, &[&dom::words("span", "hint", &first)]);
    }
    let title = dom::words("h3", "", &title);
    dom::wrap("div", "rejections", &[&title, &list, &buttons])
}
