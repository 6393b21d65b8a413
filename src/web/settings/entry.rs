//! The simple controls: a line to type in, several lines, a choice.

use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::settings::Plain;
use crate::view::text::settings::SettingWords;
use crate::web::dom::{self, Listeners};
use crate::web::settings::edit::{Bench, Edit, number, typing};
use crate::web::switch::Switch;

/// What one setting is chosen with.
pub(super) trait Control {
    /// Its element.
    fn element(&self) -> &HtmlElement;

    /// Whether it needs the whole width.
    fn is_broad(&self) -> bool {
        false
    }

    /// Shows a value. What a person typed stays as it is where it reads so.
    fn show(&mut self, value: &Plain);
}

/// Puts the keyboard on the first control inside.
pub(crate) fn focus_in(element: &HtmlElement) {
    if let Some(first) = dom::find(element, "input, select, textarea, .switch button") {
        dom::focus(&first);
    }
}

/// Hides a part or shows it; a keyboard that is on it goes to the first
/// control of `around`.
pub(super) fn hide(part: &HtmlElement, hidden: bool, around: &HtmlElement) {
    let focused = hidden && dom::holds_focus(part);
    part.set_hidden(hidden);
    if focused {
        focus_in(around);
    }
}

/// A text input of a given class that does not correct what is typed.
pub(crate) fn input(class: &str, label: &str) -> HtmlInputElement {
    let input: HtmlInputElement = dom::make("input", class).unchecked_into();
    input.set_type("text");
    dom::attribute(&input, "autocomplete", "off");
    dom::attribute(&input, "spellcheck", "false");
    if !label.is_empty() {
        dom::attribute(&input, "aria-label", label);
    }
    input
}

/// The same for numbers.
pub(super) fn number_input(label: &str) -> HtmlInputElement {
    let input = input("field short", label);
    dom::attribute(&input, "inputmode", "decimal");
    input
}

/// A line to type a number or a text in, with a box for "never" where never
/// is a choice.
pub(super) struct Line {
    element: HtmlElement,
    input: HtmlInputElement,
    never: Option<HtmlInputElement>,
    numeric: bool,
    bench: Rc<Bench>,
    _listeners: Listeners,
}

impl Line {
    /// An empty line. `unset` says what holds where nothing is typed.
    pub(super) fn new(bench: &Rc<Bench>, words: &SettingWords, unset: &str) -> Line {
        let key = words.key;
        let numeric = !words.unit.is_empty();
        let input = match numeric {
            true => number_input(""),
            false => input("field", ""),
        };
        input.set_id(key);
        input.set_placeholder(match (numeric, words.example) {
            (true, _) => bench.locale().text().undefined,
            (false, "") => unset,
            (false, example) => example,
        });
        let unit = dom::words("span", "unit", words.unit);
        let element = dom::wrap("div", "line", &[&input, &unit]);
        let mut listeners = Listeners::default();
        let (heard, typed) = (bench.clone(), input.clone());
        listeners.on(&input, "change", move |_: Event| {
            let text = typed.value();
            let value = match numeric && !text.trim().is_empty() {
                true => number(&text, &heard.locale()),
                false => text.trim().into(),
            };
            heard.choose(key, value);
        });
        let never = match key {
            "auto_close_hours" => Some(never(bench, &element, &mut listeners)),
            _ => None,
        };
        Line {
            element,
            input,
            never,
            numeric,
            bench: bench.clone(),
            _listeners: listeners,
        }
    }

    /// The same, with names to choose from while typing.
    pub(super) fn with_zones(self) -> Line {
        zones(&self.element, &self.input, "zones");
        self
    }
}

fn never(bench: &Rc<Bench>, line: &HtmlElement, listeners: &mut Listeners) -> HtmlInputElement {
    let tick: HtmlInputElement = dom::make("input", "").unchecked_into();
    tick.set_type("checkbox");
    let text = dom::words("span", "", bench.words().never);
    dom::append(line, &[&dom::wrap("label", "tick", &[&tick, &text])]);
    let (heard, ticked) = (bench.clone(), tick.clone());
    listeners.on(&tick, "change", move |_: Event| {
        let key = "auto_close_hours";
        heard.send(match ticked.checked() {
            true => Edit::Lay {
                key,
                value: Plain::Null,
            },
            false => Edit::Back { key, entry: None },
        });
    });
    tick
}

impl Control for Line {
    fn element(&self) -> &HtmlElement {
        &self.element
    }

    fn show(&mut self, value: &Plain) {
        if let Some(never) = &self.never {
            never.set_checked(*value == Plain::Null);
            self.input.set_disabled(*value == Plain::Null);
        }
        let locale = self.bench.locale();
        let typed = self.input.value();
        let reads_so = match self.numeric {
            true => number(&typed, &locale) == *value,
            false => typed == value.text(),
        };
        if !reads_so {
            self.input.set_value(&typing(value, &locale));
        }
    }
}

/// Offers the browser's time zones while a person types into `input`.
pub(crate) fn zones(around: &HtmlElement, input: &HtmlInputElement, id: &str) {
    let Some(names) = zone_names() else {
        // An old browser offers nothing; any name can be typed.
        return;
    };
    let list = dom::make("datalist", "");
    list.set_id(id);
    for name in names.iter() {
        let option = dom::make("option", "");
        dom::must(Reflect::set(&option, &"value".into(), &name).ok());
        dom::append(&list, &[&option]);
    }
    dom::attribute(input, "list", id);
    dom::append(around, &[&list]);
}

fn zone_names() -> Option<Array> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let list = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
    let list: Function = list.dyn_into().ok()?;
    list.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
}

/// Lines of text, each an item.
pub(super) struct Lines {
    element: HtmlElement,
    area: HtmlTextAreaElement,
    _listeners: Listeners,
}

impl Lines {
    /// No lines.
    pub(super) fn new(bench: &Rc<Bench>, key: &'static str) -> Lines {
        let area = text_area("");
        area.set_id(key);
        let element = dom::wrap("div", "line", &[&area]);
        let mut listeners = Listeners::default();
        let (heard, typed) = (bench.clone(), area.clone());
        listeners.on(&area, "change", move |_: Event| {
            heard.choose(key, lines_of(&typed));
        });
        Lines {
            element,
            area,
            _listeners: listeners,
        }
    }
}

impl Control for Lines {
    fn element(&self) -> &HtmlElement {
        &self.element
    }

    fn show(&mut self, value: &Plain) {
        show_lines(&self.area, value);
    }
}

/// A few lines to type in.
pub(crate) fn text_area(label: &str) -> HtmlTextAreaElement {
    let area: HtmlTextAreaElement = dom::make("textarea", "field").unchecked_into();
    area.set_rows(2);
    dom::attribute(&area, "spellcheck", "false");
    if !label.is_empty() {
        dom::attribute(&area, "aria-label", label);
    }
    area
}

/// The lines that are not empty.
pub(super) fn lines_of(area: &HtmlTextAreaElement) -> Plain {
    let text = area.value();
    let lines = text.lines().map(str::trim);
    Plain::List(
        lines
            .filter(|line| !line.is_empty())
            .map(Plain::from)
            .collect(),
    )
}

/// Shows items, one a line, unless they stand there.
pub(super) fn show_lines(area: &HtmlTextAreaElement, value: &Plain) {
    let items = value.items();
    if lines_of(area).items() != items {
        let lines: Vec<&str> = items.iter().map(Plain::text).collect();
        area.set_value(&lines.join("\n"));
    }
}

/// One of a few options.
pub(super) struct Choice {
    switch: Switch,
    options: &'static [(&'static str, &'static str)],
    bench: Rc<Bench>,
}

impl Choice {
    /// The first option.
    pub(super) fn new(bench: &Rc<Bench>, words: &'static SettingWords) -> Choice {
        let (key, options) = (words.key, words.options);
        let names: Vec<&str> = options.iter().map(|option| option.1).collect();
        let heard = bench.clone();
        let switch = Switch::new(words.label, &names, move |index| {
            let value = match options[index].0 {
                "true" => Plain::Bool(true),
                "false" => Plain::Bool(false),
                name => name.into(),
            };
            heard.choose(key, value);
        });
        Choice {
            switch,
            options,
            bench: bench.clone(),
        }
    }
}

impl Control for Choice {
    fn element(&self) -> &HtmlElement {
        self.switch.element()
    }

    fn show(&mut self, value: &Plain) {
        let name = typing(value, &self.bench.locale());
        let place = self.options.iter().position(|option| option.0 == name);
        self.switch.set(place.unwrap_or_default())
    }
}
