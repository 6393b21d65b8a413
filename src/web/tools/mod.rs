//! What arranges one's own view: saved views, notes on the time axis, the
//! choice of cards and charts.

mod catalogue;
pub(crate) mod keep;
pub(crate) mod layout;
mod notes;
mod views;

use std::rc::Rc;

use web_sys::{Event, File, HtmlElement};

use crate::settings::Plain;
use crate::view::saved::SavedView;
use crate::view::state::State;
use crate::view::text::arrange::{Arrange, arrange_of};
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;
pub(crate) use crate::web::tools::catalogue::title_of;
use crate::web::tools::notes::Notes;
use crate::web::tools::views::Views;

/// What a person does with these tools.
pub(crate) enum ToolAction {
    /// Saves what is on the screen by a name.
    Save(String),
    /// Gives the saved view at a place another name.
    Rename(usize, String),
    /// Deletes the one at a place.
    Delete(usize),
    /// Opens it.
    Open(usize),
    /// Saves all of them as a file.
    Export,
    /// Reads them from a file.
    Import(File),
    /// What came of it, by the file's name.
    Imported(String, Result<Plain, String>),
    /// Turns the arranging of cards and charts on or off.
    Arrange(bool),
    /// Puts a card or chart on the screen, or takes it off, by its name.
    Toggle(String),
    /// Moves one by so many places; the button is the one that did it.
    Move(String, isize),
    /// Takes one off by its own button.
    Remove(String),
    /// Puts the second in the place of the first, which has so many choices
    /// before the one that was made.
    Swap(String, String, usize),
    /// The usual ones.
    Reset,
}

/// Three buttons with their menus.
pub(crate) struct Tools {
    element: HtmlElement,
    views: Views,
    notes: Notes,
    edit: HtmlElement,
    _listeners: Listeners,
}

impl Tools {
    /// The buttons, with the menus closed.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Tools {
        let words = words_of(stage);
        let mut listeners = Listeners::default();
        let views = Views::new(stage, tell);
        let notes = Notes::new(stage, tell);
        let edit = dom::button("tool", words.edit);
        dom::truth(&edit, "aria-pressed", false);
        let (heard, pressed) = (tell.clone(), edit.clone());
        listeners.on(&edit, "click", move |_: Event| {
            let on = pressed.get_attribute("aria-pressed").as_deref() == Some("true");
            heard(Action::Tools(ToolAction::Arrange(!on)));
        });
        let parts = [views.element(), notes.element(), &edit];
        let element = dom::wrap("div", "arrange", &parts.map(|part| part.as_ref()));
        dom::attribute(&element, "role", "group");
        dom::attribute(&element, "aria-label", words.tools);
        Tools {
            element,
            views,
            notes,
            edit,
            _listeners: listeners,
        }
    }

    /// Their element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows what is on the screen, among the saved views, and whether it is
    /// being arranged.
    pub(crate) fn show(&mut self, state: &State, saved: &[SavedView], arranging: bool) {
        self.views.show(state, saved);
        self.notes.show(&state.annotations);
        dom::truth(&self.edit, "aria-pressed", arranging);
        self.edit.set_hidden(state.view.board().is_none());
    }

    /// Says what came of something done to the saved views.
    pub(crate) fn tell(&self, sentence: &str, bad: bool) {
        self.views.tell(sentence, bad)
    }

    /// Puts the keyboard on the button that turns arranging on.
    pub(crate) fn focus_edit(&self) {
        dom::focus(&self.edit)
    }
}

fn words_of(stage: &Stage) -> &'static Arrange {
    arrange_of(stage.look().locale.language)
}
