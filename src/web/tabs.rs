//! The tabs: which view is on the screen.

use web_sys::{Event, HtmlElement};

use crate::view::state::{Change, View};
use crate::view::text::explore::explore_of;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;

/// How much of the tab before the one shown stays in sight, in CSS pixels.
const PEEK: i32 = 32;

/// A button for each view. They are buttons and no links, because a page
/// around the element may follow links in its own way.
pub(crate) struct Tabs {
    element: HtmlElement,
    buttons: Vec<HtmlElement>,
    _listeners: Listeners,
}

impl Tabs {
    /// The tabs, none of them chosen.
    pub(crate) fn new(stage: &Stage, tell: &Tell) -> Tabs {
        let words = explore_of(stage.look().locale.language);
        let element = dom::make("nav", "tabs");
        dom::attribute(&element, "aria-label", words.views);
        let mut listeners = Listeners::default();
        let mut buttons = Vec::new();
        for (view, name) in View::ALL.into_iter().zip(words.view_names) {
            let button = dom::button("", name);
            let tell = tell.clone();
            listeners.on(&button, "click", move |_: Event| {
                tell(Action::Change(Change::View(view)));
            });
            dom::append(&element, &[&button]);
            buttons.push(button);
        }
        Tabs {
            element,
            buttons,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Marks the view that is shown.
    pub(crate) fn show(&self, view: View) {
        let first = self.buttons.first().map_or(0, HtmlElement::offset_left);
        for (button, known) in self.buttons.iter().zip(View::ALL) {
            match known == view {
                true => {
                    dom::attribute(button, "aria-current", "page");
                    // Where there is no room for all, this one is in sight.
                    let before = button.offset_left() - first;
                    self.element.set_scroll_left(before - PEEK);
                }
                false => dom::must(button.remove_attribute("aria-current").ok()),
            }
        }
    }
}
