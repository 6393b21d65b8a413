//! One setting: what it is called and means, its control, its default, and
//! what was refused of it.

use std::rc::Rc;

use web_sys::{Element, Event, HtmlElement};

use crate::settings::{Plain, SettingsError};
use crate::view::text::fill;
use crate::view::text::settings::{SettingWords, Settings as Words};
use crate::web::dom::{self, Listeners};
use crate::web::settings::costs::Costs;
use crate::web::settings::edit::{Bench, Edit, typing};
use crate::web::settings::entry::{Choice, Control, Line, Lines, hide};
use crate::web::settings::hours::Hours;
use crate::web::settings::table::{Kind, Table};
use crate::web::zones;

/// One setting.
pub(super) struct Field {
    words: &'static SettingWords,
    default: Plain,
    element: HtmlElement,
    control: Box<dyn Control>,
    back: HtmlElement,
    wrong: HtmlElement,
    refused: bool,
    _listeners: Listeners,
}

impl Field {
    /// A setting without a value yet.
    pub(super) fn new(bench: &Rc<Bench>, words: &'static SettingWords, default: &Plain) -> Field {
        let key = words.key;
        let all = bench.words();
        let unset = unset(bench, words);
        let control = control(bench, words, &unset, default);
        let name = dom::words("label", "setting-name", words.label);
        dom::attribute(&name, "for", key);
        name.set_id(&format!("{key}-name"));
        let mark = dom::words("span", "setting-mark", all.changed);
        let meaning = dom::words("p", "setting-meaning", words.meaning);
        meaning.set_id(&format!("{key}-meaning"));
        let head = dom::wrap("div", "setting-head", &[&name, &mark]);
        let text = dom::wrap("div", "setting-text", &[&head, &meaning]);

        let back = dom::button("back", all.back);
        let label = fill(all.back_of, &[("name", words.label)]);
        dom::attribute(&back, "aria-label", &label);
        let foot = dom::make("p", "setting-foot");
        if let Some(told) = told(bench, words, default, &unset) {
            let told = fill(all.default, &[("value", &told)]);
            dom::append(&foot, &[&dom::words("span", "", &told)]);
        }
        dom::append(&foot, &[&back]);
        let wrong = dom::make("ul", "wrong");
        dom::attribute(&wrong, "role", "alert");
        wrong.set_id(&format!("{key}-wrong"));
        let parts: [&web_sys::Node; 3] = [control.element(), &foot, &wrong];
        let class = match control.is_broad() {
            true => "setting broad",
            false => "setting",
        };
        let side = dom::wrap("div", "setting-control", &parts);
        let element = dom::wrap("div", class, &[&text, &side]);
        dom::attribute(&element, "data-key", key);
        describe(key, control.element(), words.label);
        let mut listeners = Listeners::default();
        let heard = bench.clone();
        listeners.on(&back, "click", move |_: Event| {
            heard.send(Edit::Back { key, entry: None });
        });
        Field {
            words,
            default: default.clone(),
            element,
            control,
            back,
            wrong,
            refused: false,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Its key.
    pub(super) fn key(&self) -> &'static str {
        self.words.key
    }

    /// Shows its value, unless something is refused that a person is to see.
    pub(super) fn show(&mut self, value: &Plain) {
        let changed = *value != self.default;
        dom::toggle(&self.element, "changed", changed);
        let around = self.control.element();
        hide(&self.back, !changed && !self.refused, around);
        match self.refused {
            true => {}
            false => self.control.show(value),
        }
    }

    /// Says what was refused of it; nothing takes that back.
    pub(super) fn refuse(&mut self, refused: &[SettingsError], words: &Words) {
        self.refused = !refused.is_empty();
        dom::empty(&self.wrong);
        for error in refused {
            let line = refusal(error, words);
            dom::append(&self.wrong, &[&dom::words("li", "", &line)]);
        }
        for input in dom::find_all(&self.element, "input, textarea") {
            let wrong = refused.iter().any(|error| self.is_of(error, &input));
            dom::truth(&input, "aria-invalid", wrong);
        }
    }

    /// Whether a refusal is of what stands in `input`: of the entry that it
    /// belongs to, or of the whole setting.
    fn is_of(&self, error: &SettingsError, input: &Element) -> bool {
        let around = input.closest("[data-entry]").ok().flatten();
        match around.and_then(|around| around.get_attribute("data-entry")) {
            Some(entry) if error.key != self.key() => {
                error.key.split('.').any(|part| part == entry)
            }
            _ => true,
        }
    }
}

/// One refusal as a sentence.
pub(super) fn refusal(error: &SettingsError, words: &Words) -> String {
    fill(
        words.refusal,
        &[
            ("key", &error.key),
            ("value", &error.value),
            ("allowed", &error.allowed),
        ],
    )
}

/// What holds where the setting is not set.
fn unset(bench: &Bench, words: &SettingWords) -> String {
    let own = bench.stage.attribute("timezone");
    let own = own.unwrap_or_else(zones::own_zone);
    fill(words.unset, &[("zone", &own)])
}

/// The default in words; tables tell it row by row.
fn told(bench: &Bench, words: &SettingWords, default: &Plain, unset: &str) -> Option<String> {
    let locale = bench.locale();
    let name = typing(default, &locale);
    let option = words.options.iter().find(|option| option.0 == name);
    match (option, default) {
        (Some(option), _) => Some(option.1.to_owned()),
        (None, Plain::Object(_)) => None,
        (None, _) if !unset.is_empty() => Some(unset.to_owned()),
        (None, _) => Some(format!("{name} {}", words.unit)),
    }
}

/// Ties name, meaning and refusals to the control, for those who listen.
fn describe(key: &str, control: &HtmlElement, label: &str) {
    let single = dom::find(control, &format!("#{key}"));
    let described = format!("{key}-meaning {key}-wrong");
    match single {
        Some(input) => dom::attribute(&input, "aria-describedby", &described),
        None => {
            dom::attribute(control, "role", "group");
            dom::attribute(control, "aria-label", label);
            dom::attribute(control, "aria-describedby", &described)
        }
    }
}

fn control(
    bench: &Rc<Bench>,
    words: &'static SettingWords,
    unset: &str,
    default: &Plain,
) -> Box<dyn Control> {
    match words.key {
        "timezone" => Box::new(Line::new(bench, words, unset).with_zones()),
        "fallback_phrases" => Box::new(Lines::new(bench, words.key)),
        "attribution" => Box::new(Table::new(bench, Kind::Attribution, default)),
        "targets" => Box::new(Table::new(bench, Kind::Targets, default)),
        "business_hours" => Box::new(Hours::new(bench)),
        "costs" => Box::new(Costs::new(bench)),
        _ if !words.options.is_empty() => Box::new(Choice::new(bench, words)),
        _ => Box::new(Line::new(bench, words, unset)),
    }
}
