//! A card's or chart's canvas: painted, pointed at, walked with the keyboard.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{HtmlCanvasElement, HtmlElement, KeyboardEvent, PointerEvent};

use crate::draw;
use crate::view::picture::{Area, Hit, Picture};
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// A focusable figure around a canvas.
pub(crate) struct Figure {
    inner: Rc<Inner>,
    _listeners: Listeners,
}

struct Inner {
    stage: Rc<Stage>,
    frame: HtmlElement,
    canvas: HtmlCanvasElement,
    mark: HtmlElement,
    picture: RefCell<Picture>,
    at: Cell<Option<usize>>,
}

impl Figure {
    /// An empty figure.
    pub(crate) fn new(stage: &Rc<Stage>) -> Figure {
        let canvas = dom::make("canvas", "");
        dom::attribute(&canvas, "aria-hidden", "true");
        let mark = dom::make("div", "mark");
        mark.set_hidden(true);
        let frame = dom::wrap("div", "figure", &[&canvas, &mark]);
        dom::attribute(&frame, "role", "img");
        frame.set_tab_index(0);
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            frame,
            canvas: wasm_bindgen::JsCast::unchecked_into(canvas),
            mark,
            picture: RefCell::default(),
            at: Cell::new(None),
        });
        let mut listeners = Listeners::default();
        inner.listen(&mut listeners);
        Figure {
            inner,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.inner.frame
    }

    /// Takes the room of a picture of this height, in CSS pixels, until the
    /// next one is painted.
    pub(crate) fn reserve(&self, height: f32) {
        let style = self.inner.canvas.style();
        dom::must(style.set_property("height", &format!("{height}px")).ok());
    }

    /// Paints a picture in place of the one before.
    pub(crate) fn show(&self, picture: Picture) -> Dom<()> {
        let inner = &self.inner;
        inner.leave();
        dom::attribute(&inner.frame, "aria-label", &picture.summary);
        let look = inner.stage.look();
        let size = (picture.width, picture.height);
        let painted = Canvas::new(&inner.canvas, size, look.ratio, &look.fonts)
            .map_err(|error| error.to_string())
            .and_then(|mut canvas| {
                draw::draw(&picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
            });
        *inner.picture.borrow_mut() = picture;
        Ok(painted?)
    }
}

impl Inner {
    fn listen(self: &Rc<Inner>, listeners: &mut Listeners) {
        let frame = &self.frame;
        let inner = self.clone();
        listeners.on(frame, "pointermove", move |event: PointerEvent| {
            inner.point(&event)
        });
        let inner = self.clone();
        listeners.on(frame, "pointerdown", move |event: PointerEvent| {
            inner.point(&event)
        });
        // A finger leaves when it lifts; what it pointed at is to stay until
        // it points elsewhere.
        let inner = self.clone();
        listeners.on(frame, "pointerleave", move |event: PointerEvent| {
            if event.pointer_type() == "mouse" {
                inner.leave();
            }
        });
        let inner = self.clone();
        listeners.on(frame, "blur", move |_: web_sys::Event| inner.leave());
        let inner = self.clone();
        listeners.on(frame, "keydown", move |event: KeyboardEvent| {
            if inner.walk(&event.key()) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    }

    fn point(&self, event: &PointerEvent) {
        let spot = Spot::of(&self.frame);
        let x = f64::from(event.client_x()) - spot.left;
        let y = f64::from(event.client_y()) - spot.top;
        let found = self.picture.borrow().hit_at(x as f32, y as f32);
        if found == self.at.get() {
            return;
        }
        match found {
            Some(index) => self.enter(index, false),
            None => self.leave(),
        }
    }

    /// Answers a key; returns whether it was one of the figure's.
    fn walk(&self, key: &str) -> bool {
        let count = self.picture.borrow().hits.len();
        let Some(last) = count.checked_sub(1) else {
            return false;
        };
        let at = self.at.get();
        let next = match key {
            "ArrowRight" | "ArrowDown" => at.map_or(0, |at| (at + 1).min(last)),
            "ArrowLeft" | "ArrowUp" => at.map_or(last, |at| at.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            "Escape" if at.is_some() => {
                self.leave();
                return true;
            }
            _ => return false,
        };
        self.enter(next, true);
        true
    }

    fn enter(&self, index: usize, aloud: bool) {
        let picture = self.picture.borrow();
        let Some(hit) = picture.hits.get(index) else {
            return;
        };
        self.at.set(Some(index));
        self.explain(hit);
        if aloud {
            self.stage.say(&sentence(hit));
        }
    }

    fn explain(&self, hit: &Hit) {
        let Area {
            x,
            y,
            width,
            height,
        } = hit.highlight;
        for (property, length) in [
            ("left", x),
            ("top", y),
            ("width", width),
            ("height", height),
        ] {
            dom::style(&self.mark, property, &format!("{length}px"));
        }
        self.mark.set_hidden(false);
        let frame = Spot::of(&self.frame);
        let spot = Spot {
            left: frame.left + f64::from(x),
            top: frame.top + f64::from(y),
            right: frame.left + f64::from(x + width),
            bottom: frame.top + f64::from(y + height),
        };
        self.stage.tip.show(&content(hit), spot, true)
    }

    fn leave(&self) {
        if self.at.take().is_some() {
            self.mark.set_hidden(true);
            self.stage.tip.hide();
        }
    }
}

/// The tooltip's lines.
fn content(hit: &Hit) -> Vec<HtmlElement> {
    let mut lines = vec![dom::words("div", "tip-title", &hit.title)];
    for row in &hit.rows {
        let swatch = dom::make("i", "swatch");
        match row.swatch {
            Some(color) => dom::style(&swatch, "background", &color.to_string()),
            None => swatch.set_hidden(true),
        }
        let label = dom::words("span", "tip-label", &row.label);
        let value = dom::words("b", "", &row.value);
        lines.push(dom::wrap("div", "tip-row", &[&swatch, &label, &value]));
    }
    if let Some(note) = &hit.note {
        lines.push(dom::words("div", "tip-note", note));
    }
    lines
}

/// The same, to be read out.
fn sentence(hit: &Hit) -> String {
    let rows = hit
        .rows
        .iter()
        .map(|row| format!("{} {}", row.label, row.value));
    let parts = std::iter::once(hit.title.clone())
        .chain(rows)
        .chain(hit.note.clone());
    parts.collect::<Vec<_>>().join(", ")
}
