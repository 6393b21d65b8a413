//! How far a load is, and the way out of it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlProgressElement};

use crate::view::format;
use crate::view::locale::Locale;
use crate::view::text::fill;
use crate::view::text::shell::Shell as Words;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::message::Progress;
use crate::web::stage::Stage;

/// Before this much time has passed a rate is a guess, in milliseconds.
const GUESS_UNTIL: f64 = 250.0;

/// The load's card.
pub(crate) struct Loading {
    /// Which load it shows.
    pub(crate) id: u32,
    element: HtmlElement,
    title: HtmlElement,
    bar: HtmlProgressElement,
    facts: HtmlElement,
    cancel: HtmlElement,
    since: f64,
    stage: Rc<Stage>,
    _listeners: Listeners,
}

impl Loading {
    /// A load that begins now. `beside` says whether something else is shown
    /// that stays until it is done.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        id: u32,
        name: &str,
        beside: bool,
        tell: &Tell,
    ) -> Loading {
        let words = stage.words();
        let title = dom::words("h2", "", &fill(words.reading, &[("name", name)]));
        let bar: HtmlProgressElement = dom::make("progress", "").unchecked_into();
        bar.set_max(1.0);
        let facts = dom::make("p", "facts");
        let kept = dom::words("p", "hint", words.kept);
        kept.set_hidden(!beside);
        let cancel = dom::button("button", words.cancel);
        let mut listeners = Listeners::default();
        let tell = tell.clone();
        listeners.on(&cancel, "click", move |_: Event| tell(Action::Cancel));
        let text = dom::wrap("div", "grow", &[&title, &bar, &facts, &kept]);
        let element = dom::wrap("div", "card loading", &[&text, &cancel]);
        dom::attribute(&element, "role", "group");
        dom::attribute(&bar, "aria-label", &fill(words.reading, &[("name", name)]));
        Loading {
            id,
            element,
            title,
            bar,
            facts,
            cancel,
            since: js_sys::Date::now(),
            stage: stage.clone(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Puts the keyboard on the way out.
    pub(crate) fn focus(&self) {
        dom::focus(&self.cancel)
    }

    /// Shows how far it is.
    pub(crate) fn show(&self, progress: &Progress) {
        let (words, look) = (self.stage.words(), self.stage.look());
        let passed = js_sys::Date::now() - self.since;
        let title = fill(words.reading, &[("name", &progress.name)]);
        dom::say(&self.title, &title);
        match progress.total {
            Some(total) => self.bar.set_value(part(progress.read, total)),
            // Without a value the bar only says that something goes on.
            None => drop(self.bar.remove_attribute("value")),
        }
        let facts = facts(progress, passed, words, &look.locale);
        dom::say(&self.facts, &facts.join(" · "));
    }
}

fn part(read: u64, total: u64) -> f64 {
    (read as f64 / total.max(1) as f64).min(1.0)
}

fn facts(progress: &Progress, passed: f64, words: &Words, locale: &Locale) -> Vec<String> {
    let read = bytes(progress.read, words, locale);
    let known = progress.total.filter(|total| *total >= progress.read);
    let mut facts = vec![match known {
        Some(total) => fill(
            words.bytes_of,
            &[("read", &read), ("total", &bytes(total, words, locale))],
        ),
        None => fill(words.bytes_read, &[("read", &read)]),
    }];
    let count = format::count(progress.events, locale);
    let events = words.events.form(progress.events, locale.language);
    facts.push(fill(events, &[("count", &count)]));
    if passed < GUESS_UNTIL {
        return facts;
    }
    let rate = progress.events as f64 / passed * 1000.0;
    facts.push(fill(
        words.rate,
        &[("rate", &format::compact(rate, locale))],
    ));
    if let Some(total) = known {
        facts.push(if progress.read == total {
            words.computing.to_owned()
        } else {
            let left = (total - progress.read) as f64 * passed / progress.read.max(1) as f64;
            let time = format::duration((left / 1000.0).ceil(), locale);
            fill(words.time_left, &[("time", &time)])
        });
    }
    facts
}

/// A count of bytes in the unit that suits it: `12 kB`, `1.4 MB`.
pub(crate) fn bytes(count: u64, words: &Words, locale: &Locale) -> String {
    let [first, rest @ ..] = &words.byte_units;
    let (mut value, mut unit) = (count as f64, first);
    for larger in rest {
        if value < 1000.0 {
            break;
        }
        (value, unit) = (value / 1000.0, larger);
    }
    let decimals = usize::from(value < 10.0 && count >= 1000);
    format!("{} {unit}", format::number(value, decimals, locale))
}
