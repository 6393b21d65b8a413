//! The page's address, where it says what is on the screen: behind its `#`,
//! which no browser ever sends.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::Event;

use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::stage::Stage;

thread_local! {
    /// Whether an element of the page has the address: a page has only one.
    static TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// The value of the attribute `state` by which an element takes the address.
const HASH: &str = "hash";

/// How a state follows the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The way back leads to the one before.
    Forth,
    /// It takes the other's place.
    Over,
    /// The address says it already.
    There,
}

/// The part of the address that is ours.
pub(crate) struct Address {
    _listeners: Listeners,
}

impl Address {
    /// Takes the address, if the element is to have it and no other one does.
    pub(crate) fn take(stage: &Stage, tell: &Tell) -> Option<Address> {
        let wanted = stage.attribute("state").as_deref() == Some(HASH);
        if !wanted || TAKEN.replace(true) {
            return None;
        }
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&dom::window(), "popstate", move |_: Event| {
            heard(Action::Moved)
        });
        Some(Address {
            _listeners: listeners,
        })
    }

    /// What it says behind its `#`.
    pub(crate) fn fragment(&self) -> String {
        let hash = dom::window().location().hash().unwrap_or_default();
        hash.strip_prefix('#').unwrap_or(&hash).to_owned()
    }

    /// Lets it say something else.
    pub(crate) fn write(&self, fragment: &str, step: Step) {
        if step == Step::There || fragment == self.fragment() {
            return;
        }
        // A frame without rights, or a browser that had too much of this,
        // refuses: the screen is right all the same.
        let _ = write(fragment, step == Step::Forth);
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        TAKEN.set(false);
    }
}

fn write(fragment: &str, forth: bool) -> Dom<()> {
    let window = dom::window();
    let address = window.location().href()?;
    let bare = address.split('#').next().unwrap_or_default();
    let address = match fragment {
        "" => bare.to_owned(),
        _ => format!("{bare}#{fragment}"),
    };
    let history = window.history()?;
    match forth {
        true => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
        // What the page keeps there stays.
        false => history.replace_state_with_url(&history.state()?, "", Some(&address)),
    }
}
