//! The element's state and what happens to it.
//!
//! Everything arrives as an [`Action`] in one queue, so that an event which
//! fires while another is handled waits for its turn.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DragEvent, File, HtmlElement, ShadowRoot};

use crate::web::action::{Action, Tell};
use crate::web::core::Core;
use crate::web::dom::{self, Dom, Listeners};
use crate::web::element::Host;
use crate::web::panic;
use crate::web::stage::Stage;

/// One element: its core, and the queue before it.
pub(crate) struct Shell {
    stage: Rc<Stage>,
    core: RefCell<Option<Core>>,
    queue: RefCell<VecDeque<Action>>,
    busy: Cell<bool>,
    struck: Cell<bool>,
    frame_due: Cell<bool>,
    frame: RefCell<Option<Closure<dyn FnMut()>>>,
    listeners: RefCell<Listeners>,
}

impl Shell {
    /// Builds everything inside `root` and begins with what the attributes
    /// ask for.
    pub(crate) fn build(element: HtmlElement, root: ShadowRoot, host: Host) -> Dom<Rc<Shell>> {
        let stage = Stage::new(element, root)?;
        panic::remember(&stage.app, stage.look().locale.language);
        let shell = Rc::new(Shell {
            stage: stage.clone(),
            core: RefCell::new(None),
            queue: RefCell::default(),
            busy: Cell::new(false),
            struck: Cell::new(false),
            frame_due: Cell::new(false),
            frame: RefCell::new(None),
            listeners: RefCell::default(),
        });
        let weak = Rc::downgrade(&shell);
        let tell: Tell = Rc::new(move |action| {
            if let Some(shell) = weak.upgrade() {
                shell.act(action);
            }
        });
        let weak = Rc::downgrade(&shell);
        *shell.frame.borrow_mut() = Some(Closure::new(move || {
            if let Some(shell) = weak.upgrade() {
                shell.paint();
            }
        }));
        shell.accept_drops(&host, &tell);
        *shell.core.borrow_mut() = Some(Core::new(&stage, host, &tell));
        shell.act(Action::Attribute("settings".to_owned()));
        shell.act(Action::Begin);
        Ok(shell)
    }

    /// Handles an action, now or after the one being handled.
    pub(crate) fn act(&self, action: Action) {
        self.queue.borrow_mut().push_back(action);
        if self.busy.replace(true) {
            return;
        }
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(action) = next else {
                break;
            };
            self.with_core(|core| core.handle(action));
        }
        self.busy.set(false);
        if self.struck.get() {
            self.strike();
        }
        self.ask_for_frame();
    }

    /// What the settings in force change of the defaults.
    pub(crate) fn settings(&self) -> JsValue {
        let core = self.core.borrow();
        core.as_ref().map_or(JsValue::UNDEFINED, Core::changes)
    }

    /// What a link to the screen says.
    pub(crate) fn state(&self) -> String {
        let core = self.core.borrow();
        core.as_ref().map(Core::said).unwrap_or_default()
    }

    /// Undoes everything, now or after the action being handled.
    pub(crate) fn strike(&self) {
        self.struck.set(true);
        if self.busy.get() {
            return;
        }
        panic::forget(&self.stage.app);
        self.core.borrow_mut().take();
        *self.listeners.borrow_mut() = Listeners::default();
        self.stage.strike();
    }

    fn with_core(&self, work: impl FnOnce(&mut Core)) {
        if let Some(core) = self.core.borrow_mut().as_mut() {
            work(core);
        }
    }

    /// Paints with the next frame, once however often it is asked for.
    fn ask_for_frame(&self) {
        let due = self.core.borrow().as_ref().is_some_and(Core::needs_paint);
        if !due || self.frame_due.replace(true) {
            return;
        }
        if let Some(frame) = &*self.frame.borrow() {
            // A window without frames has nothing to show either.
            let _ = dom::window().request_animation_frame(frame.as_ref().unchecked_ref());
        }
    }

    fn paint(&self) {
        self.frame_due.set(false);
        self.with_core(Core::paint);
        self.ask_for_frame();
    }

    fn accept_drops(self: &Rc<Shell>, host: &Host, tell: &Tell) {
        if self.stage.attribute("readonly").is_some() {
            return;
        }
        let mut listeners = self.listeners.borrow_mut();
        let app = &self.stage.app;
        for kind in ["dragenter", "dragover"] {
            let heard = tell.clone();
            listeners.on(app, kind, move |event: DragEvent| {
                event.prevent_default();
                heard(Action::Hover(true));
            });
        }
        let (heard, whole) = (tell.clone(), app.clone());
        listeners.on(app, "dragleave", move |event: DragEvent| {
            let next = event
                .related_target()
                .and_then(|target| target.dyn_into().ok());
            if !whole.contains(next.as_ref()) {
                heard(Action::Hover(false));
            }
        });
        let host: Host = JsValue::from(host).unchecked_into();
        let heard = tell.clone();
        listeners.on(app, "drop", move |event: DragEvent| {
            event.prevent_default();
            heard(Action::Hover(false));
            if let Some(transfer) = event.data_transfer() {
                let heard = heard.clone();
                let found = Closure::once_into_js(move |files: Array| {
                    heard(Action::OpenFiles(
                        files.iter().map(File::unchecked_from_js).collect(),
                    ));
                });
                host.collect(&transfer, found.unchecked_ref());
            }
        })
    }
}
