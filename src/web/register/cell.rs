//! Texts with marks, and what a cell is made of.

use web_sys::HtmlElement;

use crate::report::Marked;
use crate::view::register::Shown;
use crate::web::dom;

/// Says a text, the places found in it marked. Texts may run in any
/// direction.
pub(super) fn mark(element: &HtmlElement, text: &Marked) {
    if text.marks.is_empty() {
        return dom::say(element, &text.text);
    }
    dom::empty(element);
    for (part, found) in text.parts() {
        let tag = if found { "mark" } else { "span" };
        dom::append(element, &[&dom::words(tag, "", part)]);
    }
}

/// Says a cell: a status as a chip with its colour.
pub(super) fn fill(element: &HtmlElement, shown: &Shown) {
    dom::toggle(element, "nothing", shown.is_empty);
    let Some(color) = &shown.swatch else {
        return dom::say(element, &shown.text);
    };
    dom::empty(element);
    let swatch = dom::make("i", "swatch");
    dom::style(&swatch, "--swatch", &color.to_string());
    let text = dom::words("span", "", &shown.text);
    dom::append(element, &[&dom::wrap("span", "pill", &[&swatch, &text])]);
}
