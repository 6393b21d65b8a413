//! How definitions come into force: chosen, brought as a file, given by the
//! page, remembered.

use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::Origin;
use crate::report::figure::Ask;
use crate::settings::{Plain, Settings, SettingsError};
use crate::view::text::fill;
use crate::view::text::settings::{Settings as Words, settings_of};
use crate::web::action::{Action, Brought, Given};
use crate::web::core::Core;
use crate::web::header::short_name;
use crate::web::keep;
use crate::web::message::{self, Question};
use crate::web::notice::Weight;
use crate::web::reading::words_of;
use crate::web::save;
use crate::web::settings::Panel;
use crate::web::settings::edit::Edit;
use crate::web::zones;

/// The name that settings are remembered by.
const NAME: &str = "chatgauge-settings";

impl Core {
    /// Takes up what a person chose here before.
    pub(super) fn remember(&mut self) {
        let Some(kept) = keep::kept(NAME) else {
            return;
        };
        self.chosen_here = true;
        // What an older version kept and this one refuses is not worth a word.
        self.settings.lay(&kept, zones::known);
        self.put_in_force()
    }

    /// Settings that the page gives. At the beginning they hold where nobody
    /// has chosen any here; later they hold at once.
    pub(super) fn give(&mut self, given: Given) {
        self.given = true;
        if given.initial && self.chosen_here {
            return;
        }
        let plain = match given.read {
            Ok(plain) => plain,
            Err(error) => return self.complain(&error.into()),
        };
        let mut settings = Settings::default();
        let refused = settings.lay(&plain, zones::known);
        self.settings = settings;
        self.put_in_force();
        self.tell_refused(&refused)
    }

    /// Reads the settings that stand at the address of the attribute.
    pub(super) fn fetch_settings(&self) {
        if let Some(address) = self.stage.attribute("settings") {
            self.read(&address.as_str().into(), &address, false);
        }
    }

    pub(super) fn show_settings(&mut self) {
        let fixed = self.origin().is_some();
        self.panel = Some(Panel::open(&self.stage, fixed, &self.tell));
        self.usual = None;
        self.show_panel();
        if self.state.view.board().is_some() {
            return self.ask_usual();
        }
        self.ask()
    }

    /// What the data says of itself, where it is a report.
    pub(super) fn origin(&self) -> Option<&Origin> {
        let data = self.data.as_ref();
        data.and_then(|data| data.report.origin.as_ref())
    }

    /// Other data may have brought its own definitions, or have none as the
    /// data before had.
    pub(super) fn take_definitions(&mut self) {
        let definitions = self.definitions();
        if self.in_force == definitions {
            return;
        }
        self.in_force = definitions;
        if self.origin().is_none() {
            self.post_settings()
        }
        self.header.show_changes(self.shown_settings())
    }

    /// The settings that a person sees: those chosen, of a report its own.
    fn shown_settings(&self) -> &Settings {
        match self.origin() {
            Some(_) => &self.in_force,
            None => &self.settings,
        }
    }

    pub(super) fn edit(&mut self, edit: Edit) {
        if self.origin().is_some() && !matches!(edit, Edit::Export) {
            let fixed = self.rule_words().fixed.to_owned();
            return self.announce(Weight::Mind, fixed, Vec::new(), false);
        }
        match edit {
            Edit::Lay { key, value } => {
                let chosen = Plain::object([(key, value)]);
                let refused = self.settings.lay(&chosen, zones::known);
                self.answer(key, &refused);
                self.choose_key(key)
            }
            Edit::Back { key, entry } => {
                self.settings.set_back(key, entry.as_deref());
                self.answer(key, &[]);
                self.choose_key(key)
            }
            Edit::AllBack => {
                self.settings = Settings::default();
                if let Some(panel) = &mut self.panel {
                    panel.tell("", &[]);
                }
                self.choose()
            }
            Edit::Import(file) => {
                let name = file.name();
                self.read(&file, &name, true);
            }
            Edit::Export => {
                let name = self.rule_words().export_name;
                let changes = message::to_js(&self.shown_settings().changes());
                let saved = save::object(&changes, name);
                self.look_after(saved);
            }
        }
    }

    /// Settings that were read from a file or an address.
    pub(super) fn bring(&mut self, brought: Brought) {
        let name = short_name(&brought.name).to_owned();
        let words = self.rule_words();
        match (brought.read, brought.by_hand) {
            (Ok(plain), false) => self.give(Given {
                read: Ok(plain),
                initial: true,
            }),
            (Err(detail), false) => {
                let title = fill(words.not_fetched, &[("name", &name), ("detail", &detail)]);
                self.announce(Weight::Bad, title, Vec::new(), false)
            }
            (Ok(plain), true) => {
                let mut settings = Settings::default();
                let refused = settings.lay(&plain, zones::known);
                self.settings = settings;
                let sentence = fill(words.imported, &[("name", &name)]);
                if let Some(panel) = &mut self.panel {
                    panel.tell(&sentence, &refused);
                }
                self.choose()
            }
            (Err(_), true) => {
                if let Some(panel) = &mut self.panel {
                    panel.tell(&fill(words.not_json, &[("name", &name)]), &[])
                }
            }
        }
    }

    /// Tells the worker which definitions hold.
    pub(super) fn post_settings(&self) {
        let question = Question::Settings(self.in_force.changes());
        self.host.post(&message::ask(self.last_id, &question));
    }

    /// What the settings in force change of the defaults.
    pub(crate) fn changes(&self) -> JsValue {
        message::to_js(&self.shown_settings().changes())
    }

    /// Shows the key figures by both rules, once both are known of the same
    /// period.
    pub(super) fn compare_rules(&self) {
        let board = self.data.as_ref().and_then(|data| data.board.as_ref());
        let (Some(panel), Some(board)) = (&self.panel, board) else {
            return;
        };
        match &self.usual {
            Some(usual) if usual.context.period == board.context.period => {
                panel.compare(board, usual)
            }
            _ => self.ask_usual(),
        }
    }

    fn rule_words(&self) -> &'static Words {
        settings_of(self.stage.look().locale.language)
    }

    fn answer(&mut self, key: &str, refused: &[SettingsError]) {
        if let Some(panel) = &mut self.panel {
            panel.refuse(key, refused)
        }
    }

    /// A person chose the zone here.
    fn choose_key(&mut self, key: &str) {
        if key == "timezone" {
            self.forget_zone();
        }
        self.choose()
    }

    /// A person changed the settings: they are remembered and in force.
    fn choose(&mut self) {
        self.chosen_here = true;
        let none = self.settings == Settings::default();
        // The defaults are worth remembering only where the page has others.
        if none && !self.given {
            keep::forget(NAME);
        } else {
            keep::keep(NAME, &self.settings.changes());
        }
        self.put_in_force()
    }

    pub(super) fn put_in_force(&mut self) {
        self.header.show_changes(self.shown_settings());
        self.show_panel();
        let definitions = self.definitions();
        if self.in_force == definitions {
            return;
        }
        self.in_force = definitions;
        self.post_settings();
        if let Some(data) = &mut self.data {
            // What day it is may be another matter now.
            data.context = None;
        }
        self.ask()
    }

    fn show_panel(&mut self) {
        let settings = self.shown_settings().clone();
        if let Some(panel) = &mut self.panel {
            panel.show(&settings)
        }
    }

    /// Asks for the cards of the period shown, by the default rule.
    fn ask_usual(&self) {
        let board = self.data.as_ref().and_then(|data| data.board.as_ref());
        let (Some(overview), Some(board), None) = (&self.overview, board, self.origin()) else {
            return;
        };
        let mut asks = overview.asks();
        asks.retain(|ask| matches!(ask, Ask::Card { .. }));
        let query = self.state.query(Some(board.context.period));
        let question = Question::Usual { query, asks };
        self.host.post(&message::ask(self.last_id, &question));
    }

    fn read(&self, source: &JsValue, name: &str, by_hand: bool) {
        let name = name.to_owned();
        self.read_json(source, move |read| {
            Action::Brought(Brought {
                name,
                read,
                by_hand,
            })
        });
    }

    /// Reads the JSON of a file or at an address; what came of it becomes an
    /// action.
    pub(super) fn read_json(
        &self,
        source: &JsValue,
        action: impl FnOnce(Result<Plain, String>) -> Action + 'static,
    ) {
        let tell = self.tell.clone();
        let done = Closure::once_into_js(move |object: JsValue, error: JsValue| {
            tell(action(match error.is_undefined() {
                true => message::plain(object),
                false => Err(words_of(&error)),
            }));
        });
        self.host.read(source, done.unchecked_ref::<Function>());
    }

    fn tell_refused(&mut self, refused: &[SettingsError]) {
        if refused.is_empty() {
            return;
        }
        let (words, locale) = (self.rule_words(), self.stage.look().locale);
        let count = refused.len() as u64;
        let title = fill(
            words.refused.form(count, locale.language),
            &[("count", &crate::view::format::count(count, &locale))],
        );
        let lines = refused.iter().map(|error| {
            let SettingsError {
                key,
                value,
                allowed,
            } = error;
            let words = [
                ("key", key.as_str()),
                ("value", value),
                ("allowed", allowed),
            ];
            (fill(self.rule_words().refusal, &words), String::new())
        });
        let lines = lines.collect();
        self.announce(Weight::Bad, title, lines, false)
    }
}
