//! One column: what stands in it, what it means, and what its texts stand
//! for.

use std::rc::Rc;

use web_sys::{Element, HtmlElement, HtmlSelectElement};

use crate::base::decimal;
use crate::engine::Preview;
use crate::engine::preview::PreviewColumn;
use crate::event::mapping::form::{Form, Rows, is_number, is_time, words};
use crate::event::mapping::guess::PATTERNS;
use crate::settings::Plain;
use crate::view::text::{fill, joined};
use crate::web::dom;
use crate::web::mapping::edit::{Bench, NOTHING, OWN, Of};
use crate::web::mapping::form::{meanings, typed};

/// So many values are shown beside a column's name.
const VALUES: usize = 3;

/// What patterns stand for, for instance: a moment that tells days from
/// months and afternoons from mornings.
const EXAMPLE: [(&str, &str); 14] = [
    ("%Y", "2026"),
    ("%y", "26"),
    ("%m", "05"),
    ("%b", "May"),
    ("%d", "31"),
    ("%a", "Sun"),
    ("%H", "14"),
    ("%I", "02"),
    ("%M", "05"),
    ("%S", "09"),
    ("%.f", ".250"),
    ("%p", "PM"),
    ("%z", "+02:00"),
    ("%Z", "UTC"),
];

/// A column.
pub(super) struct Column {
    bench: Rc<Bench>,
    place: usize,
    name: String,
    element: HtmlElement,
    choice: HtmlSelectElement,
    more: HtmlElement,
    /// Whether the choice is one of rows that are whole conversations.
    whole: Option<bool>,
    /// What is shown in `more`.
    shown: String,
}

impl Column {
    /// A column without a meaning yet.
    pub(super) fn new(bench: &Rc<Bench>, place: usize, column: &PreviewColumn) -> Column {
        let all = bench.words();
        let name = dom::words("span", "setting-name", &column.name);
        let shown = column.values.iter().take(VALUES);
        let shown: Vec<&str> = shown.map(String::as_str).collect();
        let values = match shown.as_slice() {
            [] => dom::words("p", "setting-meaning none", all.empty),
            shown => dom::words("p", "setting-meaning", &joined(shown, " · ")),
        };
        values.set_id(&format!("column-{place}"));
        for part in [&name, &values] {
            dom::attribute(part, "dir", "auto");
        }
        let text = dom::wrap("div", "setting-text", &[&name, &values]);
        let of = Of {
            part: "column",
            key: &place.to_string(),
            label: &fill(all.means, &[("name", &column.name)]),
        };
        let choice = of.choice(&[], "");
        dom::attribute(&choice, "aria-describedby", &values.id());
        let more = dom::make("div", "column-more");
        let element = dom::wrap("div", "setting column", &[&text, &choice, &more]);
        Column {
            bench: bench.clone(),
            place,
            name: column.name.clone(),
            element,
            choice,
            more,
            whole: None,
            shown: String::new(),
        }
    }

    /// Its element.
    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows what it means.
    pub(super) fn show(&mut self, form: &Form, preview: &Preview) {
        let whole = form.rows == Rows::Whole;
        if self.whole != Some(whole) {
            meanings(&self.bench, &self.choice, form);
            self.whole = Some(whole);
        }
        let meaning = form.columns[self.place].1.as_str();
        self.choice.set_value(meaning);
        dom::toggle(&self.element, "unused", meaning.is_empty());
        let first = form.places(meaning).first() == Some(&self.place);
        let texts = match first {
            true => self.texts(meaning, form, preview),
            false => Vec::new(),
        };
        let wanted = format!("{meaning} {first} {texts:?}");
        if wanted != self.shown {
            dom::empty(&self.more);
            if first {
                self.add(meaning, form, &texts);
            }
            self.shown = wanted;
        }
    }

    /// The texts of a meaning that may stand for something else.
    fn texts(&self, meaning: &str, form: &Form, preview: &Preview) -> Vec<String> {
        let known = form.values(meaning);
        let mut texts: Vec<String> = Vec::new();
        let own = &preview.columns[self.place].values;
        let strange = |text: &String| decimal::read(&text.replace(',', ".")).is_none();
        let worded = !words(meaning).is_empty();
        if !worded && known.is_none() && !(is_number(meaning) && own.iter().any(strange)) {
            return texts;
        }
        let rejected = preview.rejections.iter();
        let rejected = rejected.filter(|rejection| rejection.field == meaning);
        let known = known.iter().flat_map(|values| &values.texts);
        let all = own
            .iter()
            .chain(known.map(|(text, _)| text))
            .chain(rejected.map(|rejection| &rejection.value));
        for text in all.map(|text| text.trim()) {
            if !text.is_empty() && !texts.iter().any(|own| own == text) {
                texts.push(text.to_owned());
            }
        }
        texts
    }

    /// Adds what a meaning needs to be said besides.
    fn add(&self, meaning: &str, form: &Form, texts: &[String]) {
        if is_time(meaning) {
            self.add_time(meaning, form.time(meaning));
        }
        let all = self.bench.words();
        if meaning == "tags" {
            let of = Of {
                part: "other",
                key: "tags_separator",
                label: all.parted,
            };
            let value = form.other("tags_separator").map_or("|;", Plain::text);
            let line = of.line(value);
            dom::toggle(&line, "short", true);
            self.add_line(all.parted, &[&line]);
        }
        if is_number(meaning) {
            let of = Of {
                part: "other",
                key: "decimal_comma",
                label: all.numbers,
            };
            let [either, point, comma] = all.marks;
            let options = [("", either), ("false", point), ("true", comma)];
            let value = form.other("decimal_comma").map(typed).unwrap_or_default();
            self.add_line(all.numbers, &[&of.choice(&options, &value)]);
        }
        match texts {
            [] => {}
            texts => self.add_texts(meaning, form, texts),
        }
    }

    fn add_line(&self, title: &str, controls: &[&web_sys::Node]) {
        let line = dom::wrap("div", "line", &[&dom::words("span", "unit", title)]);
        dom::append(&line, controls);
        dom::append(&self.more, &[&line])
    }

    fn add_time(&self, meaning: &str, form: &str) {
        let all = self.bench.words();
        let examples = PATTERNS.map(example);
        let [native, seconds, milliseconds] = all.native_times;
        let mut options = vec![
            ("", native),
            ("seconds", seconds),
            ("milliseconds", milliseconds),
        ];
        let patterns = PATTERNS.iter().zip(&examples);
        options.extend(patterns.map(|(pattern, example)| (*pattern, example.as_str())));
        options.push((OWN, all.own_pattern));
        let known = options.iter().any(|(value, _)| *value == form);
        let mut of = Of {
            part: "time",
            key: meaning,
            label: all.written,
        };
        let choice = of.choice(&options, if known { form } else { OWN });
        of.label = all.pattern;
        let own = of.line(form);
        own.set_hidden(known);
        self.add_line(all.written, &[&choice, &own])
    }

    fn add_texts(&self, meaning: &str, form: &Form, texts: &[String]) {
        let all = self.bench.words();
        let head = dom::make("tr", "");
        for title in all.value_columns {
            let cell = dom::words("th", "", title);
            dom::attribute(&cell, "scope", "col");
            dom::append(&head, &[&cell]);
        }
        let body = dom::make("tbody", "");
        let values = form.values(meaning);
        for text in texts {
            let known = values.iter().flat_map(|values| &values.texts);
            let mut value = known.filter(|(own, _)| own == text).map(|(_, value)| value);
            let row = self.text(meaning, text, value.next_back());
            if let Some(control) = dom::find(&row, "[data-part]") {
                dom::attribute(&control, "data-text", text);
            }
            dom::append(&body, &[&row]);
        }
        let others = values.and_then(|values| values.others.as_ref());
        let others = self.text(meaning, all.others, others);
        others.set_class_name("others");
        dom::append(&body, &[&others]);
        let head = dom::wrap("thead", "", &[&head]);
        let table = dom::wrap("table", "entries", &[&head, &body]);
        let label = fill(all.values_of, &[("name", &self.name)]);
        dom::attribute(&table, "aria-label", &label);
        dom::append(&self.more, &[&table])
    }

    /// A text and what it stands for.
    fn text(&self, meaning: &str, text: &str, value: Option<&Plain>) -> Element {
        let all = self.bench.words();
        let heading = dom::words("th", "", text);
        dom::attribute(&heading, "scope", "row");
        dom::attribute(&heading, "dir", "auto");
        let of = Of {
            part: "value",
            key: meaning,
            label: &fill(all.means, &[("name", text)]),
        };
        let control: HtmlElement = match words(meaning).as_slice() {
            [] => {
                let line = of.line(&value.map(typed).unwrap_or_default());
                dom::attribute(&line, "placeholder", all.as_it_is);
                line
            }
            words => {
                let mut options = vec![("", all.as_it_is)];
                options.extend(words.iter().map(|word| (*word, all.value(word))));
                options.push((NOTHING, all.nothing));
                let chosen = match value {
                    Some(Plain::Null) => NOTHING,
                    Some(value) => value.text(),
                    None => "",
                };
                of.choice(&options, chosen).into()
            }
        };
        let cell = dom::wrap("td", "", &[&control]);
        dom::wrap("tr", "", &[&heading, &cell]).into()
    }
}

/// A time as a pattern writes it.
fn example(pattern: &str) -> String {
    let mut text = pattern.to_owned();
    for (specifier, example) in EXAMPLE {
        text = text.replace(specifier, example);
    }
    text
}
