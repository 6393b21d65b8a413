//! The ⓘ beside a title: what the number means.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use crate::view::explain::Explanation;
use crate::view::text::fill;
use crate::web::dom::{self, Listeners};
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// A button that explains.
pub(crate) struct Info {
    inner: Rc<Inner>,
    _listeners: Listeners,
}

struct Inner {
    stage: Rc<Stage>,
    button: HtmlElement,
    says: RefCell<Vec<String>>,
    rules: RefCell<String>,
}

impl Info {
    /// A button that has nothing to say yet.
    pub(crate) fn new(stage: &Rc<Stage>) -> Info {
        let button = dom::button("info", "");
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            button,
            says: RefCell::default(),
            rules: RefCell::default(),
        });
        let mut listeners = Listeners::default();
        inner.listen(&mut listeners);
        Info {
            inner,
            _listeners: listeners,
        }
    }

    /// A button that looks like something else and explains itself.
    pub(crate) fn on(stage: &Rc<Stage>, button: HtmlElement, says: Vec<String>) -> Info {
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            button,
            says: RefCell::new(says),
            rules: RefCell::default(),
        });
        let mut listeners = Listeners::default();
        inner.listen(&mut listeners);
        Info {
            inner,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.inner.button
    }

    /// What it says from now on.
    pub(crate) fn explain(&self, explanation: Explanation) {
        let inner = &self.inner;
        if inner.says.borrow().first() != Some(&explanation.title) {
            let label = fill(inner.stage.words().about, &[("title", &explanation.title)]);
            dom::attribute(&inner.button, "aria-label", &label);
        }
        let mut says = vec![explanation.title, explanation.definition];
        if !explanation.numbers.is_empty() {
            says.push(explanation.numbers);
        }
        *inner.rules.borrow_mut() = explanation.rules.join(" ");
        *inner.says.borrow_mut() = says;
    }
}

impl Inner {
    fn listen(self: &Rc<Inner>, listeners: &mut Listeners) {
        for kind in ["pointerenter", "focus"] {
            let inner = self.clone();
            listeners.on(&self.button, kind, move |_: Event| inner.show());
        }
        // A finger leaves when it lifts; what it opened is to stay.
        let inner = self.clone();
        listeners.on(&self.button, "pointerleave", move |event: PointerEvent| {
            if event.pointer_type() == "mouse" {
                inner.hide();
            }
        });
        let inner = self.clone();
        listeners.on(&self.button, "blur", move |_: Event| inner.hide());
        let inner = self.clone();
        listeners.on(&self.button, "click", move |_: Event| inner.show());
        let inner = self.clone();
        listeners.on(&self.button, "keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" && inner.stage.tip.shown() {
                event.stop_propagation();
                inner.hide();
            }
        })
    }

    fn show(&self) {
        let mut lines: Vec<HtmlElement> = Vec::new();
        for (index, line) in self.says.borrow().iter().enumerate() {
            let class = if index == 0 { "tip-title" } else { "tip-line" };
            lines.push(dom::words("div", class, line));
        }
        let rules = self.rules.borrow();
        if !rules.is_empty() {
            lines.push(dom::words("div", "tip-rules", &rules));
        }
        self.stage.tip.show(&lines, Spot::of(&self.button), false);
        dom::attribute(&self.button, "aria-describedby", "tip")
    }

    fn hide(&self) {
        self.stage.tip.hide();
        // An attribute that is not there is as good as removed.
        let _ = self.button.remove_attribute("aria-describedby");
    }
}
