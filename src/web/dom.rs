//! A few words for making DOM: elements, texts, listeners that undo
//! themselves.
//!
//! Nothing here parses markup, so that a strict content security policy and
//! Trusted Types have nothing to refuse. Nothing here is inlined: it runs a
//! few hundred times a screen, and every copy would be downloaded.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, HtmlButtonElement, HtmlElement, Node, Window,
};

/// What a call into the browser came to.
pub(crate) type Dom<T> = Result<T, JsValue>;

/// The page's window.
#[inline(never)]
pub(crate) fn window() -> Dom<Window> {
    web_sys::window().ok_or_else(|| "no window".into())
}

/// The page's document.
#[inline(never)]
pub(crate) fn document() -> Dom<Document> {
    window()?.document().ok_or_else(|| "no document".into())
}

/// An element with a class; an empty class sets none.
#[inline(never)]
pub(crate) fn make(tag: &str, class: &str) -> Dom<HtmlElement> {
    let element: HtmlElement = document()?.create_element(tag)?.unchecked_into();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Ok(element)
}

/// An element that says something.
#[inline(never)]
pub(crate) fn words(tag: &str, class: &str, text: &str) -> Dom<HtmlElement> {
    let element = make(tag, class)?;
    element.set_text_content(Some(text));
    Ok(element)
}

/// A button that does not submit anything.
#[inline(never)]
pub(crate) fn button(class: &str, text: &str) -> Dom<HtmlButtonElement> {
    let button: HtmlButtonElement = words("button", class, text)?.unchecked_into();
    button.set_type("button");
    Ok(button)
}

/// An element around others.
#[inline(never)]
pub(crate) fn wrap(tag: &str, class: &str, children: &[&dyn AsRef<Node>]) -> Dom<HtmlElement> {
    let element = make(tag, class)?;
    append(&element, children)?;
    Ok(element)
}

/// Puts children at the end of `parent`, in order.
#[inline(never)]
pub(crate) fn append(parent: &Node, children: &[&dyn AsRef<Node>]) -> Dom<()> {
    for child in children {
        parent.append_child(child.as_ref())?;
    }
    Ok(())
}

/// Takes everything out of `parent`.
pub(crate) fn empty(parent: &Element) {
    parent.replace_children_with_node_0();
}

/// A property of the element's own style, set through the object model: the
/// one way a strict policy allows.
#[inline(never)]
pub(crate) fn style(element: &HtmlElement, name: &str, value: &str) -> Dom<()> {
    element.style().set_property(name, value)
}

/// Listeners that stop listening when they are dropped.
#[derive(Default)]
pub(crate) struct Listeners(Vec<Listener>);

struct Listener {
    target: EventTarget,
    kind: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listeners {
    /// Calls `heard` for each event of `kind` at `target`. `E` must be the
    /// class of such events.
    pub(crate) fn on<E>(
        &mut self,
        target: &EventTarget,
        kind: &'static str,
        mut heard: impl FnMut(E) + 'static,
    ) -> Dom<()>
    where
        E: JsCast + FromWasmAbi + 'static,
    {
        self.add(
            target,
            kind,
            Box::new(move |event: Event| heard(event.unchecked_into())),
        )
    }

    /// The part that is the same for all listeners, compiled once.
    #[inline(never)]
    fn add(
        &mut self,
        target: &EventTarget,
        kind: &'static str,
        heard: Box<dyn FnMut(Event)>,
    ) -> Dom<()> {
        let closure = Closure::wrap(heard);
        target.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref())?;
        self.0.push(Listener {
            target: target.clone(),
            kind,
            closure,
        });
        Ok(())
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        // A target that is gone has nothing left to forget.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.kind, callback);
    }
}
