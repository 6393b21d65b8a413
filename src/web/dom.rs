//! A few words for making DOM: elements, texts, listeners that undo
//! themselves.
//!
//! Nothing here parses markup, so that a strict content security policy and
//! Trusted Types have nothing to refuse. Nothing here is inlined: it runs a
//! few hundred times a screen, and every copy would be downloaded.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Node, Window};

/// What a call into the browser came to that may fail.
pub(crate) type Dom<T> = Result<T, JsValue>;

/// What cannot fail: making parts of a document, writing our own objects. If
/// it did, that would be a fault of the code, told like any other.
pub(crate) fn must<T>(came: Option<T>) -> T {
    came.expect("the browser refused what it cannot refuse")
}

/// The page's window.
#[inline(never)]
pub(crate) fn window() -> Window {
    must(web_sys::window())
}

/// The page's document.
#[inline(never)]
pub(crate) fn document() -> Document {
    must(window().document())
}

/// Milliseconds since the page began.
pub(crate) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// An element with a class; an empty class sets none.
#[inline(never)]
pub(crate) fn make(tag: &str, class: &str) -> HtmlElement {
    let element: HtmlElement = must(document().create_element(tag).ok()).unchecked_into();
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element
}

/// An element that says something.
#[inline(never)]
pub(crate) fn words(tag: &str, class: &str, text: &str) -> HtmlElement {
    let element = make(tag, class);
    say(&element, text);
    element
}

/// A button that does not submit anything.
#[inline(never)]
pub(crate) fn button(class: &str, text: &str) -> HtmlElement {
    let button = words("button", class, text);
    attribute(&button, "type", "button");
    button
}

/// An element around others.
#[inline(never)]
pub(crate) fn wrap(tag: &str, class: &str, children: &[&Node]) -> HtmlElement {
    let element = make(tag, class);
    append(&element, children);
    element
}

/// Puts children at the end of `parent`, in order.
#[inline(never)]
pub(crate) fn append(parent: &Node, children: &[&Node]) {
    for child in children {
        must(parent.append_child(child).ok());
    }
}

/// Puts a child of `parent` before another one, or at the end.
pub(crate) fn put_before(parent: &Node, child: &Node, next: Option<&Node>) {
    must(parent.insert_before(child, next).ok());
}

/// Puts an element behind one that stands in a document.
pub(crate) fn put_after(element: &Element, next: &Element) {
    must(element.insert_adjacent_element("afterend", next).ok());
}

/// Puts an element in the place of one that stands in a document.
pub(crate) fn put_instead(element: &Element, new: &Element) {
    must(element.replace_with_with_node_1(new).ok());
}

/// Takes everything out of `parent`.
#[inline(never)]
pub(crate) fn empty(parent: &Element) {
    parent.replace_children_with_node_0();
}

/// Sets an attribute.
#[inline(never)]
pub(crate) fn attribute(element: &Element, name: &str, value: &str) {
    must(element.set_attribute(name, value).ok());
}

/// Sets an attribute that says yes or no in words.
#[inline(never)]
pub(crate) fn truth(element: &Element, name: &str, value: bool) {
    attribute(element, name, if value { "true" } else { "false" });
}

/// Sets an attribute without a value, or takes it away.
#[inline(never)]
pub(crate) fn flag(element: &Element, name: &str, set: bool) {
    must(element.toggle_attribute_with_force(name, set).ok());
}

/// Adds a class or takes it away.
#[inline(never)]
pub(crate) fn toggle(element: &Element, class: &str, on: bool) {
    must(element.class_list().toggle_with_force(class, on).ok());
}

/// Says something in place of what is inside.
#[inline(never)]
pub(crate) fn say(element: &Node, text: &str) {
    element.set_text_content(Some(text));
}

/// A property of the element's own style, set through the object model: the
/// one way a strict policy allows.
#[inline(never)]
pub(crate) fn style(element: &HtmlElement, name: &str, value: &str) {
    must(element.style().set_property(name, value).ok());
}

/// Puts the keyboard on an element. One that cannot be focused is in sight
/// anyway.
#[inline(never)]
pub(crate) fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// Whether the keyboard is on an element.
pub(crate) fn has_focus(element: &Element) -> bool {
    element.matches(":focus") == Ok(true)
}

/// Whether the keyboard is on an element or inside of it.
pub(crate) fn holds_focus(element: &Element) -> bool {
    element.matches(":focus-within") == Ok(true)
}

/// On which of the elements that a selector picks the keyboard is.
pub(crate) fn focused_place(around: &Element, selector: &str) -> Option<usize> {
    find_all(around, selector).iter().position(has_focus)
}

/// Puts the keyboard on the element of that place, once they are others; on
/// the last one where there are fewer, and on `usual` where there is none.
pub(crate) fn focus_place(around: &Element, selector: &str, place: usize, usual: &HtmlElement) {
    let found = find_all(around, selector);
    let there = found.get(place).or(found.last());
    focus(there.map_or(usual, JsCast::unchecked_ref))
}

/// The first element inside that a selector, which must be one, picks.
#[inline(never)]
pub(crate) fn find(around: &Element, selector: &str) -> Option<HtmlElement> {
    let found = must(around.query_selector(selector).ok());
    found.map(JsCast::unchecked_into)
}

/// All elements inside that a selector, which must be one, picks.
pub(crate) fn find_all(around: &Element, selector: &str) -> Vec<Element> {
    let found = must(around.query_selector_all(selector).ok());
    let places = 0..found.length();
    let found = places.filter_map(|place| found.get(place));
    found.map(JsCast::unchecked_into).collect()
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
    ) where
        E: JsCast + FromWasmAbi + 'static,
    {
        self.add(
            target,
            kind,
            Box::new(move |event: Event| heard(event.unchecked_into())),
        );
    }

    /// The part that is the same for all listeners, compiled once.
    #[inline(never)]
    fn add(&mut self, target: &EventTarget, kind: &'static str, heard: Box<dyn FnMut(Event)>) {
        let closure = Closure::wrap(heard);
        let callback = closure.as_ref().unchecked_ref();
        must(target.add_event_listener_with_callback(kind, callback).ok());
        self.0.push(Listener {
            target: target.clone(),
            kind,
            closure,
        });
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
