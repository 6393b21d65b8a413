//! The first screen: drop, choose, type in or try the sample.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, File, FileList, HtmlElement, HtmlInputElement};

use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;

/// The ways to open data.
pub(crate) struct Opener {
    element: HtmlElement,
    drop: HtmlElement,
    first: HtmlElement,
    _listeners: Listeners,
}

impl Opener {
    /// All of them; the sample only where the host has one.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Opener {
        let words = stage.words();
        let mut listeners = Listeners::default();
        let drop = dom::words("h2", "drop-title", words.drop);
        let kinds = dom::words("p", "hint", words.kinds);

        let files = chooser(&mut listeners, tell, false);
        let folder = chooser(&mut listeners, tell, true);
        let open = opens(&mut listeners, &files, "button primary", words.open_files);
        let open_folder = opens(&mut listeners, &folder, "button", words.open_folder);
        let buttons = dom::wrap("div", "buttons", &[&open, &open_folder, &files, &folder]);
        if stage.attribute("sample").is_some() {
            let sample = dom::button("button", words.try_sample);
            let tell = tell.clone();
            listeners.on(&sample, "click", move |_: Event| tell(Action::OpenSample));
            dom::append(&buttons, &[&sample]);
        }
        let zone = dom::wrap("div", "drop", &[&icon(), &drop, &kinds, &buttons]);
        let address = address(stage, &mut listeners, tell);
        let promise = dom::words("p", "promise", words.promise);
        let name = dom::words("b", "", words.name);
        let purpose = dom::words("span", "", words.purpose);
        let welcome = dom::wrap("p", "welcome", &[&name, &purpose]);
        let element = dom::wrap("div", "opener", &[&welcome, &zone, &address, &promise]);
        dom::attribute(&element, "part", "opener");
        Opener {
            element,
            drop,
            first: open,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Says what letting go will do, or what may be done.
    pub(crate) fn hover(&self, stage: &Stage, over: bool) {
        let words = stage.words();
        let text = if over { words.release } else { words.drop };
        dom::say(&self.drop, text);
        dom::toggle(&self.element, "over", over);
    }

    /// Puts the keyboard on the first button.
    pub(crate) fn focus(&self) {
        dom::focus(&self.first)
    }
}

/// The files of a list.
pub(crate) fn files_in(list: &FileList) -> Vec<File> {
    (0..list.length())
        .filter_map(|index| list.get(index))
        .collect()
}

/// A file input that is clicked by a button in its stead.
fn chooser(listeners: &mut Listeners, tell: &Tell, folder: bool) -> HtmlInputElement {
    let input: HtmlInputElement = dom::make("input", "").unchecked_into();
    input.set_type("file");
    input.set_multiple(true);
    input.set_hidden(true);
    if folder {
        dom::attribute(&input, "webkitdirectory", "");
    }
    let (tell, chosen) = (tell.clone(), input.clone());
    listeners.on(&input, "change", move |_: Event| {
        let files = chosen
            .files()
            .map(|list| files_in(&list))
            .unwrap_or_default();
        // The same file chosen again is a change too.
        chosen.set_value("");
        if !files.is_empty() {
            tell(Action::OpenFiles(files));
        }
    });
    input
}

fn opens(
    listeners: &mut Listeners,
    input: &HtmlInputElement,
    class: &str,
    text: &str,
) -> HtmlElement {
    let button: HtmlElement = dom::button(class, text);
    let input = input.clone();
    listeners.on(&button, "click", move |_: Event| input.click());
    button
}

fn address(stage: &Stage, listeners: &mut Listeners, tell: &Tell) -> HtmlElement {
    let words = stage.words();
    let input: HtmlInputElement = dom::make("input", "field").unchecked_into();
    input.set_type("text");
    input.set_placeholder(words.address_example);
    for (name, value) in [
        ("inputmode", "url"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
    ] {
        dom::attribute(&input, name, value);
    }
    dom::attribute(&input, "aria-label", words.address_label);
    let label = dom::words("span", "label", words.open_address);
    let load = dom::button("button", words.load);
    dom::attribute(&load, "type", "submit");
    let form = dom::wrap("form", "address", &[&label, &input, &load]);
    let tell = tell.clone();
    listeners.on(&form, "submit", move |event: Event| {
        event.prevent_default();
        let address = input.value().trim().to_owned();
        if address.is_empty() {
            // Where it cannot be focused it is in sight anyway.
            dom::focus(&input);
        } else {
            tell(Action::OpenAddress(address));
        }
    });
    form
}

/// A tray with an arrow into it.
fn icon() -> web_sys::Element {
    const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
    let document = dom::document();
    let svg = dom::must(document.create_element_ns(SVG, "svg").ok());
    for (name, value) in [
        ("viewBox", "0 0 32 32"),
        ("aria-hidden", "true"),
        ("class", "icon"),
    ] {
        dom::attribute(&svg, name, value);
    }
    let path = dom::must(document.create_element_ns(SVG, "path").ok());
    dom::attribute(
        &path,
        "d",
        "M16 4v16m-6-6 6 6 6-6M5 20v5a2 2 0 0 0 2 2h18a2 2 0 0 0 2-2v-5",
    );
    dom::append(&svg, &[&path]);
    svg
}
