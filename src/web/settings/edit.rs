//! What a person does to the settings, and what every part of the panel needs
//! to say so.

use std::rc::Rc;

use web_sys::File;

use crate::base::decimal;
use crate::settings::Plain;
use crate::view::locale::Locale;
use crate::view::text::settings::{Settings as Words, settings_of};
use crate::web::action::{Action, Tell};
use crate::web::stage::Stage;

/// One thing that a person does to the settings.
pub(crate) enum Edit {
    /// Chooses a value.
    Lay {
        /// Of this setting.
        key: &'static str,
        /// As the settings object has it.
        value: Plain,
    },
    /// Wants the default again.
    Back {
        /// Of this setting.
        key: &'static str,
        /// Of this entry of it only.
        entry: Option<String>,
    },
    /// Wants all defaults again.
    AllBack,
    /// Brings a file of settings.
    Import(File),
    /// Wants such a file.
    Export,
}

/// What every part of the panel is made with.
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

    /// The words of the settings.
    pub(super) fn words(&self) -> &'static Words {
        settings_of(self.locale().language)
    }

    /// The habits of writing numbers.
    pub(super) fn locale(&self) -> Locale {
        self.stage.look().locale
    }

    /// Sends an edit.
    pub(super) fn send(&self, edit: Edit) {
        (self.tell)(Action::Edit(edit));
    }

    /// Chooses a value; nothing at all is the default.
    pub(super) fn choose(&self, key: &'static str, value: Plain) {
        let empty = match &value {
            Plain::Text(text) => text.is_empty(),
            Plain::List(items) => items.is_empty(),
            _ => false,
        };
        self.send(match empty {
            true => Edit::Back { key, entry: None },
            false => Edit::Lay { key, value },
        });
    }
}

/// What was typed into a field for numbers: text where it is none, so that
/// the engine refuses it by name.
pub(super) fn number(typed: &str, locale: &Locale) -> Plain {
    let typed = typed.trim();
    match decimal::read(&typed.replace(locale.decimal, ".")) {
        Some(number) => Plain::Number(number),
        None => typed.into(),
    }
}

/// A value as one types it.
pub(super) fn typing(value: &Plain, locale: &Locale) -> String {
    match value {
        Plain::Number(number) => {
            let text = number.to_string();
            text.replace('.', &locale.decimal.to_string())
        }
        Plain::Bool(value) => value.to_string(),
        other => other.text().to_owned(),
    }
}
