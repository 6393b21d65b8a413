//! Everything the browser is asked to watch, undone when dropped.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, HtmlElement, ResizeObserver};

use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::look::{CONTRAST, DARK, FORCED};
use crate::web::requests::Requests;

/// Watches size, colours, typefaces, pixel ratio and requests.
pub(crate) struct Watch {
    size: ResizeObserver,
    _resized: Closure<dyn FnMut()>,
    _listeners: Listeners,
    ratio: Option<Listeners>,
    _requests: Option<Requests>,
}

impl Watch {
    /// Tells of every change around `app`.
    pub(crate) fn new(app: &HtmlElement, tell: &Tell) -> Watch {
        let window = dom::window();
        let heard = tell.clone();
        let resized = Closure::<dyn FnMut()>::new(move || heard(Action::Resized));
        let size = dom::must(ResizeObserver::new(resized.as_ref().unchecked_ref()).ok());
        size.observe(app);

        let mut listeners = Listeners::default();
        for query in [DARK, CONTRAST, FORCED] {
            if let Ok(Some(list)) = window.match_media(query) {
                let heard = tell.clone();
                listeners.on(&list, "change", move |_: Event| heard(Action::Restyled));
            }
        }
        for (kind, begins) in [("beforeprint", true), ("afterprint", false)] {
            let heard = tell.clone();
            listeners.on(&window, kind, move |_: Event| {
                heard(Action::Printing(begins))
            });
        }
        let heard = tell.clone();
        let document = dom::document();
        let fonts: EventTarget =
            dom::must(Reflect::get(&document, &"fonts".into()).ok()).unchecked_into();
        listeners.on(&fonts, "loadingdone", move |_: Event| {
            heard(Action::Restyled)
        });

        let heard = tell.clone();
        let mut watch = Watch {
            size,
            _resized: resized,
            _listeners: listeners,
            ratio: None,
            _requests: Requests::watch(move |at| heard(Action::Requested(at))).ok(),
        };
        watch.follow_ratio(tell);
        watch
    }

    /// Watches for another pixel ratio than the one in force now; to be
    /// called again when it has changed.
    pub(crate) fn follow_ratio(&mut self, tell: &Tell) {
        let window = dom::window();
        let query = format!("(resolution: {}dppx)", window.device_pixel_ratio());
        let mut listeners = Listeners::default();
        if let Ok(Some(list)) = window.match_media(&query) {
            let heard = tell.clone();
            listeners.on(&list, "change", move |_: Event| heard(Action::Restyled));
        }
        self.ratio = Some(listeners);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.size.disconnect();
    }
}
