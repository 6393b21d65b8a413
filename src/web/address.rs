//! The page's address, where it says what is on the screen: behind its `#`,
//! which no browser ever sends.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
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

/// The address follows the screen so much later, in milliseconds: the browser
/// takes as long to write it down as to show other numbers, and on few cores
/// these would wait for it.
const LATER: i32 = 100;

/// What the address is yet to say.
type Due = Rc<RefCell<Option<(String, Step)>>>;

/// The part of the address that is ours.
pub(crate) struct Address {
    due: Due,
    timer: Cell<Option<i32>>,
    write: Closure<dyn FnMut()>,
    _listeners: Listeners,
}

impl Address {
    /// Takes the address, if the element is to have it and no other one does.
    pub(crate) fn take(stage: &Stage, tell: &Tell) -> Option<Address> {
        let wanted = stage.attribute("state").as_deref() == Some(HASH);
        if !wanted || TAKEN.replace(true) {
            return None;
        }
        let due = Due::default();
        let mut listeners = Listeners::default();
        let (heard, overtaken) = (tell.clone(), due.clone());
        listeners.on(&dom::window(), "popstate", move |_: Event| {
            overtaken.take();
            heard(Action::Moved)
        });
        // Who leaves now, or reads the page anew, is to come back to this.
        for leaving in ["beforeunload", "pagehide"] {
            let last = due.clone();
            listeners.on(&dom::window(), leaving, move |_: Event| write(&last));
        }
        let written = due.clone();
        Some(Address {
            due,
            timer: Cell::new(None),
            write: Closure::new(move || write(&written)),
            _listeners: listeners,
        })
    }

    /// What it says behind its `#`.
    pub(crate) fn fragment(&self) -> String {
        let hash = dom::window().location().hash().unwrap_or_default();
        hash.strip_prefix('#').unwrap_or(&hash).to_owned()
    }

    /// Lets it say something else: in a moment, while numbers are counted, or
    /// at once.
    pub(crate) fn write(&self, fragment: &str, step: Step, counting: bool) {
        let said = self.due.borrow().is_none() && fragment == self.fragment();
        if step == Step::There || said {
            return;
        }
        if step == Step::Forth {
            // The way back leads to what it was to say before, too.
            write(&self.due);
        }
        let step = self.due.take().map_or(step, |due| due.1);
        self.due.replace(Some((fragment.to_owned(), step)));
        self.stop();
        if !counting {
            return write(&self.due);
        }
        let later = self.write.as_ref().unchecked_ref();
        let timer =
            dom::window().set_timeout_with_callback_and_timeout_and_arguments_0(later, LATER);
        self.timer.set(timer.ok());
    }

    fn stop(&self) {
        if let Some(timer) = self.timer.take() {
            dom::window().clear_timeout_with_handle(timer);
        }
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        self.stop();
        write(&self.due);
        TAKEN.set(false);
    }
}

/// Writes down what is due. A frame without rights, or a browser that had too
/// much of this, refuses: the screen is right all the same.
fn write(due: &Due) {
    if let Some((fragment, step)) = due.take() {
        let _ = put(&fragment, step == Step::Forth);
    }
}

fn put(fragment: &str, forth: bool) -> Dom<()> {
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
