//! Counts the requests this page makes, so that "nothing is sent" can be
//! shown and not only said.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Performance, PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList,
    PerformanceObserverInit,
};

use crate::web::dom::Dom;

/// Watches this thread's requests until dropped.
pub(crate) struct Requests {
    observer: PerformanceObserver,
    _closure: Closure<dyn FnMut(PerformanceObserverEntryList)>,
}

impl Requests {
    /// Calls `made` with the beginning of each request from now on, in
    /// milliseconds since 1970.
    pub(crate) fn watch(made: impl Fn(f64) + 'static) -> Dom<Requests> {
        let origin = js_sys::Reflect::get(&js_sys::global(), &"performance".into())?
            .unchecked_into::<Performance>()
            .time_origin();
        let closure = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
            move |list: PerformanceObserverEntryList| {
                for entry in list.get_entries() {
                    let entry: PerformanceEntry = entry.unchecked_into();
                    made(origin + entry.start_time());
                }
            },
        );
        let observer = PerformanceObserver::new(closure.as_ref().unchecked_ref())?;
        let kinds = Array::of1(&JsValue::from_str("resource"));
        observer.observe(&PerformanceObserverInit::new(&kinds));
        Ok(Requests {
            observer,
            _closure: closure,
        })
    }
}

impl Drop for Requests {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
