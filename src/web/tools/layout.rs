//! The arranging of cards and charts: buttons on each of them, and the list
//! of all there are.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use crate::view::layout::Tile;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;
use crate::web::tools::catalogue::{Catalogue, title_of};
use crate::web::tools::{ToolAction, words_of};

/// The strip over the overview while it is being arranged.
pub(crate) struct Arranger {
    element: HtmlElement,
    catalogue: Catalogue,
    done: HtmlElement,
    stage: Rc<Stage>,
    tell: Tell,
    /// The buttons of each tile, by its name.
    bars: Vec<(String, HtmlElement)>,
    listeners: Listeners,
    _listeners: Listeners,
}

impl Arranger {
    /// The strip for data with these fields.
    pub(crate) fn new(stage: &Rc<Stage>, fields: &[String], tell: &Tell) -> Arranger {
        let words = words_of(stage);
        let mut listeners = Listeners::default();
        let title = dom::words("h2", "", words.add);
        let mut button = |class: &str, text: &str, action: fn() -> ToolAction| {
            let button = dom::button(class, text);
            let tell = tell.clone();
            listeners.on(&button, "click", move |_: Event| {
                tell(Action::Tools(action()));
            });
            button
        };
        let reset = button("button", words.reset, || ToolAction::Reset);
        let done = button("button primary", words.done, || ToolAction::Arrange(false));
        let head = dom::wrap("div", "tool-row", &[&title, &reset, &done]);
        let catalogue = Catalogue::new(stage, fields, tell);
        let element = dom::wrap("section", "card arranger", &[&head, catalogue.element()]);
        dom::attribute(&element, "aria-label", words.edit);
        Arranger {
            element,
            catalogue,
            done,
            stage: stage.clone(),
            tell: tell.clone(),
            bars: Vec::new(),
            listeners: Listeners::default(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Puts the keyboard where arranging begins.
    pub(crate) fn focus(&self) {
        self.catalogue.focus()
    }

    /// Puts buttons on the tiles, whose elements stand in the same order.
    pub(crate) fn show(&mut self, tiles: &[Tile], elements: &[HtmlElement]) {
        self.catalogue.show(tiles);
        self.listeners = Listeners::default();
        self.bars.drain(..).for_each(|(_, bar)| bar.remove());
        let words = words_of(&self.stage);
        for (place, (tile, element)) in tiles.iter().zip(elements).enumerate() {
            let title = title_of(tile, &self.stage);
            let name = tile.name();
            let mut button = |class: &str, template: &str, action: ToolAction, on: bool| {
                let button = dom::button(class, "");
                let label = fill(template, &[("title", &title)]);
                dom::attribute(&button, "aria-label", &label);
                button.set_title(&label);
                dom::flag(&button, "disabled", !on);
                let (tell, action) = (self.tell.clone(), std::cell::Cell::new(Some(action)));
                self.listeners.on(&button, "click", move |_: Event| {
                    // The tile is another one then, with buttons of its own.
                    if let Some(action) = action.take() {
                        tell(Action::Tools(action));
                    }
                });
                button
            };
            let alike =
                |other: Option<&Tile>| other.is_some_and(|other| other.is_card() == tile.is_card());
            let before = place.checked_sub(1).and_then(|place| tiles.get(place));
            let earlier = ToolAction::Move(name.clone(), -1);
            let earlier = button("earlier", words.earlier, earlier, alike(before));
            let later = ToolAction::Move(name.clone(), 1);
            let later = button("later", words.later, later, alike(tiles.get(place + 1)));
            let off = button("off", words.remove, ToolAction::Remove(name.clone()), true);
            let bar = dom::wrap("div", "tile-bar", &[&earlier, &later, &off]);
            dom::append(element, &[&bar]);
            self.bars.push((name, bar));
        }
    }

    /// Puts the keyboard on a tile's button that did something, or on the
    /// next one that can.
    pub(crate) fn focus_on(&self, name: &str, selector: &str) {
        let bar = self.bars.iter().find(|(known, _)| known == name);
        let find = |selector: &str| bar.and_then(|(_, bar)| dom::find(bar, selector));
        let own = find(&format!("{selector}:not([disabled])"));
        let next = own.or_else(|| find("button:not([disabled])"));
        dom::focus(next.as_ref().unwrap_or(&self.done))
    }
}

impl Drop for Arranger {
    fn drop(&mut self) {
        self.element.unchecked_ref::<web_sys::Element>().remove();
        self.bars.drain(..).for_each(|(_, bar)| bar.remove());
    }
}
