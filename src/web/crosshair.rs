//! The line that stands at the same step on all charts over time while a
//! person points at a step of one of them.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlElement;

use crate::view::picture::Area;
use crate::web::dom;
use crate::web::pictured::Pictured;

/// The charts of one screen.
#[derive(Default)]
pub(crate) struct Crosshair(RefCell<Vec<Chart>>);

struct Chart {
    line: HtmlElement,
    picture: Rc<Pictured>,
}

impl Crosshair {
    /// Adds a chart: a line in its frame, hidden, over its picture.
    pub(crate) fn add(&self, frame: &HtmlElement, picture: &Rc<Pictured>) {
        let line = dom::make("div", "cross");
        line.set_hidden(true);
        dom::append(frame, &[&line]);
        let picture = picture.clone();
        self.0.borrow_mut().push(Chart { line, picture })
    }

    /// Shows the step of a chart, by its place and title, on all others.
    pub(crate) fn show(&self, own: &Rc<Pictured>, place: usize, title: &str) {
        for Chart { line, picture } in self.0.borrow().iter() {
            let other = !Rc::ptr_eq(own, picture);
            let area = picture.worded().line_at(place, title);
            let area = area.filter(|_| other);
            line.set_hidden(area.is_none());
            if let Some(area) = area {
                put(line, area)
            }
        }
    }

    /// Takes the lines away.
    pub(crate) fn hide(&self) {
        for Chart { line, .. } in self.0.borrow().iter() {
            line.set_hidden(true)
        }
    }
}

/// Lays an element over a part of a picture.
pub(crate) fn put(element: &HtmlElement, area: Area) {
    for (property, length) in [
        ("left", area.x),
        ("top", area.y),
        ("width", area.width),
        ("height", area.height),
    ] {
        dom::style(element, property, &format!("{length}px"));
    }
}
