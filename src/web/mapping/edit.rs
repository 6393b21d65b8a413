//! What a person does to a mapping, and what every part of the step needs.
//!
//! A control says in its attributes what it changes, so that one listener
//! serves all of them.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, File, HtmlElement, HtmlSelectElement};

use crate::settings::Plain;
use crate::view::locale::Locale;
use crate::view::text::mapping::{MappingWords, mapping_of};
use crate::web::action::{Action, MappingAction, Tell};
use crate::web::dom;
use crate::web::settings::entry::input;
use crate::web::stage::Stage;

/// One thing that a person does to a mapping.
pub(crate) enum Edit {
    /// Says what a row is.
    Rows(String),
    /// Says what the column at a place means.
    Column(usize, String),
    /// Says how the times of a meaning are written.
    Time(String, String),
    /// Says what a text of a meaning stands for, or all others.
    Value {
        /// The meaning.
        meaning: String,
        /// The text; all others without one.
        text: Option<String>,
        /// What it stands for, as the control has it.
        value: String,
    },
    /// Says what is the same in every event, or that it is not.
    Constant(String, Option<String>),
    /// Sets another key of the mapping.
    Other(String, String),
    /// Types the mapping.
    Json(String),
    /// Wants it as text, or as a form.
    Turn,
    /// Brings a file of a mapping.
    Import(File),
    /// The file's name and what was in it.
    Imported(String, Result<Plain, String>),
    /// Wants such a file.
    Export,
    /// Opens the data by it.
    Open,
    /// Closed the dialog.
    Close,
}

/// What every part is made with.
pub(super) struct Bench {
    /// Where it stands.
    pub(super) stage: Rc<Stage>,
    tell: Tell,
}

impl Bench {
    /// A bench at this stage.
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Rc<Bench> {
        Rc::new(Bench {
            stage: stage.clone(),
            tell: tell.clone(),
        })
    }

    /// The words of the step.
    pub(super) fn words(&self) -> &'static MappingWords {
        mapping_of(self.locale().language)
    }

    /// The habits of writing numbers.
    pub(super) fn locale(&self) -> Locale {
        self.stage.look().locale
    }

    /// Sends an edit.
    pub(super) fn send(&self, edit: Edit) {
        (self.tell)(Action::Mapping(MappingAction::Edit(edit)));
    }

    /// Sends what the control of an event changes.
    pub(super) fn hear(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(edit) = target.and_then(|control| edit_of(&control)) {
            self.send(edit);
        }
    }
}

/// What a control changes.
fn edit_of(control: &Element) -> Option<Edit> {
    let part = control.get_attribute("data-part")?;
    let key = control.get_attribute("data-key").unwrap_or_default();
    let value = Reflect::get(control, &"value".into()).ok()?.as_string()?;
    Some(match part.as_str() {
        "rows" => Edit::Rows(value),
        "column" => Edit::Column(key.parse().ok()?, value),
        "time" if value == OWN => {
            let next = control.next_element_sibling()?;
            let pattern: HtmlElement = next.unchecked_into();
            pattern.set_hidden(false);
            // Where it cannot be focused it is in sight anyway.
            dom::focus(&pattern);
            return None;
        }
        "time" => Edit::Time(key, value),
        "value" => Edit::Value {
            meaning: key,
            text: control.get_attribute("data-text"),
            value,
        },
        "constant" => Edit::Constant(key, Some(value)),
        "other" => Edit::Other(key, value),
        _ => return None,
    })
}

/// The choice of a pattern that is typed.
pub(super) const OWN: &str = "own";

/// The choice of a text that means nothing.
pub(super) const NOTHING: &str = "-";

/// What a control changes: a part of the mapping, and which of these.
pub(super) struct Of<'a> {
    pub(super) part: &'a str,
    pub(super) key: &'a str,
    /// What it is called.
    pub(super) label: &'a str,
}

impl Of<'_> {
    fn mark(&self, control: &Element) {
        dom::attribute(control, "data-part", self.part);
        dom::attribute(control, "data-key", self.key);
        dom::attribute(control, "aria-label", self.label)
    }

    /// A line to type in.
    pub(super) fn line(&self, value: &str) -> HtmlElement {
        let line = input("field", self.label);
        line.set_value(value);
        self.mark(&line);
        line.into()
    }

    /// A choice among options.
    pub(super) fn choice(&self, options: &[(&str, &str)], value: &str) -> HtmlSelectElement {
        let choice: HtmlSelectElement = dom::make("select", "field").unchecked_into();
        offer(&choice, options);
        choice.set_value(value);
        self.mark(&choice);
        choice
    }
}

/// Adds options to a choice or to a group of it.
pub(super) fn offer(choice: &Element, options: &[(&str, &str)]) {
    for (value, words) in options {
        let option = dom::words("option", "", words);
        dom::attribute(&option, "value", value);
        dom::append(choice, &[&option]);
    }
}

/// Adds options under a title.
pub(super) fn offer_group(choice: &Element, title: &str, options: &[(&str, &str)]) {
    if options.is_empty() {
        return;
    }
    let group = dom::make("optgroup", "");
    dom::attribute(&group, "label", title);
    offer(&group, options);
    dom::append(choice, &[&group])
}
