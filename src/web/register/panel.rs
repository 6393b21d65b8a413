//! The conversation that is open: beside the table, or in front of it where
//! there is no room.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::report::{Cell as Fact, Thread};
use crate::view::register::Habits;
use crate::view::text::{fill, joined};
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::info::Info;
use crate::web::message::Which;
use crate::web::register::cell;
use crate::web::register::thread;
use crate::web::register::{Asked, number, words};
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// Room kept above a place that was found, in CSS pixels.
const ABOVE: f64 = 80.0;

/// The panel.
pub(super) struct Panel {
    stage: Rc<Stage>,
    element: HtmlElement,
    name: HtmlElement,
    details: HtmlElement,
    steps: [HtmlElement; 2],
    body: HtmlElement,
    open: Option<String>,
    /// Its place in the listing, if it is there.
    place: Rc<Cell<Option<u32>>>,
    infos: Vec<Info>,
    covers: bool,
    _listeners: Listeners,
}

impl Panel {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Panel {
        let words = &words(stage).thread;
        let name = dom::make("h2", "");
        name.set_id("thread-name");
        name.set_tab_index(-1);
        let details = dom::make("p", "below");
        for text in [&name, &details] {
            dom::attribute(text, "dir", "auto");
        }
        let place: Rc<Cell<Option<u32>>> = Rc::default();
        let mut listeners = Listeners::default();
        let steps = [("before", -1), ("behind", 1)];
        let steps = steps.map(|(class, by)| {
            let label = words.steps[usize::from(by > 0)];
            step(&mut listeners, (class, label), by, &place, tell)
        });
        let close = dom::button("close", "");
        dom::attribute(&close, "aria-label", words.close);
        let heard = tell.clone();
        listeners.on(&close, "click", move |_: Event| {
            heard(Action::Register(Asked::Close));
        });
        let who = dom::wrap("div", "who", &[&name, &details]);
        let both = dom::wrap("div", "switch steps", &[&steps[0], &steps[1]]);
        let head = dom::wrap("header", "thread-head", &[&who, &both, &close]);
        let body = dom::make("div", "thread-body");
        body.set_tab_index(0);
        dom::attribute(&body, "role", "region");
        dom::attribute(&body, "aria-labelledby", "thread-name");
        let element = dom::wrap("aside", "card thread", &[&head, &body]);
        dom::attribute(&element, "aria-label", words.panel);
        element.set_hidden(true);
        let heard = tell.clone();
        listeners.on(&element, "keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                event.stop_propagation();
                heard(Action::Register(Asked::Close));
            }
        });
        Panel {
            stage: stage.clone(),
            element,
            name,
            details,
            steps,
            body,
            open: None,
            place,
            infos: Vec::new(),
            covers: false,
            _listeners: listeners,
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// The name of the conversation that is open.
    pub(super) fn open(&self) -> Option<&str> {
        self.open.as_deref()
    }

    /// Shows a conversation, at a place of so many.
    pub(super) fn show(
        &mut self,
        thread: &Thread,
        (place, of): (Option<u32>, u32),
        habits: &Habits<'_>,
    ) {
        let same = self.open.as_ref() == Some(&thread.id);
        self.open = Some(thread.id.clone());
        self.place.set(place);
        let at_ends = [
            place.is_none_or(|place| place == 0),
            place.is_none_or(|place| place + 1 >= of),
        ];
        for (button, at_end) in self.steps.iter().zip(at_ends) {
            // Not disabled: the keyboard would be lost at the end.
            dom::truth(button, "aria-disabled", at_end);
        }
        self.element.set_hidden(false);
        match thread.customer.text.is_empty() {
            true => dom::say(&self.name, words(&self.stage).anonymous),
            false => cell::mark(&self.name, &thread.customer),
        }
        let told = ["channel", "start"].into_iter().filter_map(|column| {
            let cell = thread.facts.get(column)?;
            (*cell != Fact::Empty).then(|| habits.cell(column, cell).text)
        });
        dom::say(&self.details, &joined(&told.collect::<Vec<_>>(), " · "));
        let scrolled = self.body.scroll_top();
        self.infos = thread::fill(&self.stage, &self.body, thread, habits);
        match same {
            true => self.body.set_scroll_top(scrolled),
            false => self.go_to_hit(),
        }
    }

    /// Scrolls to the first place that was found.
    fn go_to_hit(&self) {
        self.body.set_scroll_top(0);
        if let Some(mark) = dom::find(&self.body, ".talk mark") {
            let top = Spot::of(&mark).top - Spot::of(&self.body).top - ABOVE;
            self.body.set_scroll_top(top.max(0.0) as i32);
        }
    }

    /// Tells those who listen that it is open. Where it covers everything,
    /// the keyboard comes with it.
    pub(super) fn announce(&self, thread: &Thread) {
        let words = words(&self.stage);
        let messages = match thread.facts.get("messages") {
            Some(Fact::Number(number)) => *number as u32,
            _ => 0,
        };
        let language = self.stage.look().locale.language;
        let name = self.name.text_content().unwrap_or_default();
        let text = fill(
            words.thread.opened.form(u64::from(messages), language),
            &[
                ("name", &name),
                ("messages", &number(&self.stage, messages)),
            ],
        );
        self.stage.say(&text);
        if self.covers && !dom::holds_focus(&self.element) {
            dom::focus(&self.name);
        }
    }

    /// Whether it covers everything else.
    pub(super) fn cover(&mut self, covers: bool) {
        self.covers = covers;
        match covers {
            true => {
                dom::attribute(&self.element, "role", "dialog");
                dom::attribute(&self.element, "aria-modal", "true");
            }
            false => {
                for name in ["role", "aria-modal"] {
                    dom::must(self.element.remove_attribute(name).ok());
                }
            }
        }
    }

    /// Closes it; tells whether the keyboard was inside.
    pub(super) fn close(&mut self) -> bool {
        let focused = dom::holds_focus(&self.element);
        self.open = None;
        self.place.set(None);
        self.infos = Vec::new();
        dom::empty(&self.body);
        self.element.set_hidden(true);
        focused
    }
}

/// A button that goes so many conversations on.
fn step(
    listeners: &mut Listeners,
    (class, label): (&str, &str),
    by: i64,
    place: &Rc<Cell<Option<u32>>>,
    tell: &Tell,
) -> HtmlElement {
    let button = dom::button(class, "");
    dom::attribute(&button, "aria-label", label);
    button.set_title(label);
    let (tell, place) = (tell.clone(), place.clone());
    listeners.on(&button, "click", move |event: Event| {
        let button = event.current_target();
        let button = button.map(JsCast::unchecked_into::<HtmlElement>);
        let ends = button.and_then(|button| button.get_attribute("aria-disabled"));
        let next = place.get().map(|place| i64::from(place) + by);
        let next = next.filter(|_| ends.as_deref() != Some("true"));
        if let Some(next) = next.and_then(|next| u32::try_from(next).ok()) {
            tell(Action::Register(Asked::Open(Which::At(next))));
        }
    });
    button
}
