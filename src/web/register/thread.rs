//! What the panel says of a conversation: its talk, its facts, and how it
//! counts.

use std::rc::Rc;

use web_sys::HtmlElement;

use crate::report::Thread;
use crate::view::explain::Explanation;
use crate::view::register::Habits;
use crate::view::thread::{Audit, Fact, Line, all_facts, audit, facts, lines};
use crate::web::dom;
use crate::web::info::Info;
use crate::web::register::{cell, words};
use crate::web::stage::Stage;

/// Fills the body of the panel. What explains itself lives as long as what
/// this returns.
pub(super) fn fill(
    stage: &Rc<Stage>,
    body: &HtmlElement,
    thread: &Thread,
    habits: &Habits<'_>,
) -> Vec<Info> {
    let words = &words(stage).thread;
    let open: Vec<bool> = dom::find_all(body, "details")
        .iter()
        .map(|details| details.has_attribute("open"))
        .collect();
    dom::empty(body);
    let talk = dom::make("div", "talk");
    for line in lines(thread, habits) {
        dom::append(&talk, &[&said(&line, words.no_text)]);
    }
    let mut infos = Vec::new();
    let list = dom::make("dl", "traits");
    dom::attribute(&list, "aria-label", words.facts);
    for fact in facts(thread, habits) {
        add_fact(stage, &list, &fact, &mut infos);
    }
    let hint = dom::words("p", "hint", words.audit_hint);
    let parts = dom::make("ul", "audit");
    for part in audit(thread, habits) {
        dom::append(&parts, &[&told(&part)]);
    }
    let every = dom::make("dl", "traits every");
    for fact in all_facts(thread, habits) {
        add_fact(stage, &every, &fact, &mut infos);
    }
    let audit = folded(words.audit, &[&hint, &parts]);
    let every = folded(words.all_facts, &[&every]);
    for (part, was) in [&audit, &every].into_iter().zip(open) {
        dom::flag(part, "open", was);
    }
    dom::append(body, &[&talk, &list, &audit, &every]);
    infos
}

/// A part that is opened when it is wanted.
fn folded(title: &str, inside: &[&HtmlElement]) -> HtmlElement {
    let summary = dom::words("summary", "", title);
    let details = dom::wrap("details", "", &[&summary]);
    for part in inside {
        dom::append(&details, &[part]);
    }
    details
}

fn said(line: &Line<'_>, no_text: &str) -> HtmlElement {
    match line {
        Line::Day(day) => dom::words("p", "day", day),
        Line::Event { says, comment } => {
            let event = dom::words("p", "event", says);
            if let Some(comment) = comment {
                let quote = dom::make("q", "");
                dom::attribute(&quote, "dir", "auto");
                cell::mark(&quote, comment);
                dom::append(&event, &[&quote]);
            }
            event
        }
        Line::Bubble { by, head, text } => {
            let small = dom::words("small", "", head);
            let words = dom::make("div", "words");
            dom::attribute(&words, "dir", "auto");
            match text {
                Some(text) => cell::mark(&words, text),
                None => {
                    dom::say(&words, no_text);
                    dom::toggle(&words, "nothing", true);
                }
            }
            dom::wrap("div", &format!("bubble {by}"), &[&small, &words])
        }
    }
}

fn add_fact(stage: &Rc<Stage>, list: &HtmlElement, fact: &Fact, infos: &mut Vec<Info>) {
    let value = dom::words("dd", "", &fact.value);
    dom::attribute(&value, "dir", "auto");
    if !fact.because.is_empty() {
        let info = Info::new(stage);
        info.explain(Explanation {
            title: fact.title.clone(),
            definition: fact.because.clone(),
            numbers: String::new(),
            rules: Vec::new(),
        });
        dom::append(&value, &[info.element()]);
        infos.push(info);
    }
    dom::append(list, &[&dom::words("dt", "", &fact.title), &value]);
}

fn told(part: &Audit) -> HtmlElement {
    let title = dom::words("b", "", &part.title);
    let says = dom::words("span", part.mark, &part.says);
    let because = dom::words("p", "", &part.because);
    dom::wrap("li", "", &[&title, &says, &because])
}
