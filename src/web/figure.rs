//! A card's or chart's canvas: painted, pointed at, walked with the keyboard,
//! its marks chosen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{HtmlCanvasElement, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use crate::draw;
use crate::view::counted::Counted;
use crate::view::picture::{Area, Picture, Target};
use crate::view::text::explore::{Explore, explore_of};
use crate::view::text::fill;
use crate::web::brush::{Brush, Press};
use crate::web::canvas::{Canvas, SCALE};
use crate::web::crosshair::{Crosshair, put};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::mark::{content, line, sentence, told};
use crate::web::pictured::{Again, Pictured};
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// What a person chose on a picture.
pub(crate) enum Chosen {
    /// A mark, by what it opens.
    Mark(Target),
    /// Several steps of time: the first and the last, in any order.
    Steps(usize, usize),
}

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
    picture: Rc<Pictured>,
    /// How many conversations stand behind its steps.
    counted: RefCell<Counted>,
    crosshair: Rc<Crosshair>,
    at: Cell<Option<At>>,
    brush: Brush,
    chosen: Box<dyn Fn(Chosen)>,
}

/// Which mark is pointed at.
#[derive(Clone, Copy, PartialEq, Eq)]
struct At {
    hit: usize,
    /// Which of its pieces, else all of it.
    piece: Option<usize>,
}

/// Who points.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Mouse,
    Finger,
    Keyboard,
}

impl Figure {
    /// An empty figure; `chosen` hears what is chosen on it. What it shares
    /// with other charts over time, they share with it.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        crosshair: &Rc<Crosshair>,
        chosen: impl Fn(Chosen) + 'static,
    ) -> Figure {
        let canvas = dom::make("canvas", "");
        dom::attribute(&canvas, "aria-hidden", "true");
        let mark = dom::make("div", "mark");
        mark.set_hidden(true);
        let frame = dom::wrap("div", "figure", &[&canvas, &mark]);
        dom::attribute(&frame, "role", "img");
        frame.set_tab_index(0);
        let picture = Rc::default();
        crosshair.add(&frame, &picture);
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            frame,
            canvas: wasm_bindgen::JsCast::unchecked_into(canvas),
            mark,
            picture,
            counted: RefCell::default(),
            crosshair: crosshair.clone(),
            at: Cell::new(None),
            brush: Brush::default(),
            chosen: Box::new(chosen),
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

    /// Takes how many conversations stand behind the steps of the picture
    /// that comes next.
    pub(crate) fn count(&self, counted: Counted) {
        *self.inner.counted.borrow_mut() = counted;
    }

    /// Paints a picture in place of the one before; where its parts say
    /// nothing yet, `again` makes the same one with their words.
    pub(crate) fn show(&self, picture: Picture, again: Option<Again>) -> Dom<()> {
        let inner = &self.inner;
        inner.leave();
        dom::attribute(&inner.frame, "aria-label", &picture.summary);
        inner.describe(&picture);
        let look = inner.stage.look();
        let size = (picture.width, picture.height);
        let painted = Canvas::new(&inner.canvas, size, look.ratio, &look.fonts)
            .map_err(|error| error.to_string())
            .and_then(|mut canvas| {
                draw::draw(&picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
            });
        inner.picture.put(picture, again);
        Ok(painted?)
    }
}

impl Inner {
    fn listen(self: &Rc<Inner>, listeners: &mut Listeners) {
        let frame = &self.frame;
        let inner = self.clone();
        listeners.on(frame, "pointermove", move |event: PointerEvent| {
            inner.drag(&event)
        });
        let inner = self.clone();
        listeners.on(frame, "pointerdown", move |event: PointerEvent| {
            inner.press(&event)
        });
        let inner = self.clone();
        listeners.on(frame, "pointerup", move |_: PointerEvent| inner.release());
        let inner = self.clone();
        listeners.on(frame, "pointercancel", move |_: PointerEvent| {
            inner.brush.end();
            inner.leave()
        });
        let inner = self.clone();
        listeners.on(frame, "click", move |event: MouseEvent| inner.click(&event));
        // A finger leaves when it lifts; what it pointed at is to stay until
        // it points elsewhere.
        let inner = self.clone();
        listeners.on(frame, "pointerleave", move |event: PointerEvent| {
            if event.pointer_type() == "mouse" && inner.brush.steps().is_none() {
                inner.leave();
            }
        });
        let inner = self.clone();
        listeners.on(frame, "blur", move |_: web_sys::Event| inner.leave());
        let inner = self.clone();
        listeners.on(frame, "keydown", move |event: KeyboardEvent| {
            if inner.press_key(&event.key(), event.shift_key()) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    }

    /// Says how the picture is used by the keyboard.
    fn describe(&self, picture: &Picture) {
        let words = self.words();
        let any = picture.opens;
        let single = any && !picture.timed && picture.hits.len() == 1;
        let mut keys = match (single, any) {
            (true, _) => words.card_keys.to_owned(),
            (false, true) => words.chart_keys.to_owned(),
            (false, false) => String::new(),
        };
        if any && picture.timed {
            keys = format!("{keys} {}", words.time_keys);
        }
        let role = if single { "button" } else { "img" };
        dom::attribute(&self.frame, "role", role);
        dom::attribute(&self.frame, "aria-description", &keys)
    }

    fn words(&self) -> &'static Explore {
        explore_of(self.stage.look().locale.language)
    }

    /// A pointer's place on the picture.
    fn place(&self, event: &MouseEvent) -> (f32, f32) {
        let spot = Spot::of(&self.frame);
        let x = f64::from(event.client_x()) - spot.left;
        let y = f64::from(event.client_y()) - spot.top;
        (x as f32, y as f32)
    }

    fn at_place(&self, (x, y): (f32, f32)) -> Option<At> {
        let picture = self.picture.worded();
        let hit = picture.hit_at(x, y)?;
        let piece = picture.piece_at(hit, y);
        Some(At { hit, piece })
    }

    fn press(&self, event: &PointerEvent) {
        let place = self.place(event);
        let picture = self.picture.worded();
        let column = picture.column_at(place.0).filter(|_| picture.timed);
        let finger = event.pointer_type() == "touch";
        self.brush.press(Press {
            x: place.0,
            column: column.filter(|_| !finger && event.button() == 0),
            // The first touch only shows what there is.
            opens: !finger
                || self
                    .at_place(place)
                    .is_some_and(|at| self.at.get() == Some(at)),
        });
        drop(picture);
        self.point(event)
    }

    /// Moves over the picture, or chooses steps while the button is held.
    fn drag(&self, event: &PointerEvent) {
        let (x, _) = self.place(event);
        let column = self.picture.worded().column_at(x);
        match column.is_some_and(|column| self.brush.drag(x, column)) {
            true => {
                // What is pressed here is released here, wherever that is.
                let _ = self.frame.set_pointer_capture(event.pointer_id());
                self.show_brush(By::Mouse)
            }
            false => self.point(event),
        }
    }

    fn release(&self) {
        if let Some((from, to)) = self.brush.release() {
            self.leave();
            (self.chosen)(Chosen::Steps(from, to))
        }
    }

    fn click(&self, event: &MouseEvent) {
        if !self.brush.clicks() {
            return;
        }
        // One that no pointer made is meant for the only mark there is.
        let at = match event.detail() {
            0 => self.only(),
            _ => self.at_place(self.place(event)),
        };
        if let Some(at) = at {
            self.open(at);
        }
    }

    fn point(&self, event: &PointerEvent) {
        let found = self.at_place(self.place(event));
        if found == self.at.get() {
            return;
        }
        let by = match event.pointer_type() == "touch" {
            true => By::Finger,
            false => By::Mouse,
        };
        match found {
            Some(at) => self.enter(at, by),
            None => self.leave(),
        }
    }

    /// Answers a key; returns whether it was one of the figure's.
    fn press_key(&self, key: &str, shift: bool) -> bool {
        let brushed = self.brush.steps();
        match (key, brushed) {
            ("Enter" | " ", Some((from, to))) => {
                self.brush.end();
                self.leave();
                (self.chosen)(Chosen::Steps(from, to));
                true
            }
            ("Escape", Some(_)) => {
                self.brush.end();
                self.leave();
                true
            }
            ("Enter" | " ", None) => self
                .at
                .get()
                .or(self.only())
                .is_some_and(|at| self.open(at)),
            ("Escape", None) => {
                let was = self.at.get().is_some();
                self.leave();
                was
            }
            ("ArrowLeft" | "ArrowRight", _) if shift && self.picture.worded().timed => {
                self.widen(key == "ArrowRight")
            }
            _ => self.walk(key),
        }
    }

    /// Chooses one step more, or one less, from the one that is marked on.
    fn widen(&self, onwards: bool) -> bool {
        let Some(last) = self.picture.worded().hits.len().checked_sub(1) else {
            return false;
        };
        let here = self.at.get().map(|at| at.hit);
        let start = here.unwrap_or(if onwards { 0 } else { last });
        let (from, to) = self.brush.steps().unwrap_or((start, start));
        let to = match onwards {
            true => (to + 1).min(last),
            false => to.saturating_sub(1),
        };
        self.brush.set(from, to);
        self.show_brush(By::Keyboard);
        true
    }

    fn walk(&self, key: &str) -> bool {
        let picture = self.picture.worded();
        // Those that say again what others say are for the pointer.
        let count = picture.hits.partition_point(|hit| !hit.repeats);
        let Some(last) = count.checked_sub(1) else {
            return false;
        };
        let at = self.at.get();
        let pieces = at.and_then(|at| picture.hits.get(at.hit));
        let pieces = pieces.map_or(0, |hit| hit.pieces.len());
        let piece = at.and_then(|at| at.piece);
        let hit = at.map(|at| at.hit);
        let whole = |hit| At { hit, piece: None };
        let next = match (key, at) {
            // Down and up lead through the pieces of a mark.
            ("ArrowDown", Some(at)) if pieces > 0 => At {
                piece: Some(piece.map_or(0, |piece| (piece + 1).min(pieces - 1))),
                ..at
            },
            ("ArrowUp", Some(at)) if pieces > 0 => At {
                piece: piece.and_then(|piece| piece.checked_sub(1)),
                ..at
            },
            ("ArrowRight" | "ArrowDown", _) => whole(hit.map_or(0, |hit| (hit + 1).min(last))),
            ("ArrowLeft" | "ArrowUp", _) => whole(hit.map_or(last, |hit| hit.saturating_sub(1))),
            ("Home", _) => whole(0),
            ("End", _) => whole(last),
            _ => return false,
        };
        drop(picture);
        self.brush.end();
        self.enter(next, By::Keyboard);
        true
    }

    /// The mark of a picture that has only one.
    fn only(&self) -> Option<At> {
        let picture = self.picture.worded();
        let only = picture.hits.len() == 1 && !picture.timed;
        only.then_some(At {
            hit: 0,
            piece: None,
        })
    }

    /// Opens a mark; returns whether there is something behind it.
    fn open(&self, at: At) -> bool {
        let target = target(&self.picture.worded(), at).cloned();
        let opens = target.is_some();
        if let Some(target) = target {
            self.leave();
            (self.chosen)(Chosen::Mark(target))
        }
        opens
    }

    fn enter(&self, at: At, by: By) {
        let picture = self.picture.worded();
        let Some(hit) = picture.hits.get(at.hit) else {
            return;
        };
        self.at.set(Some(at));
        let opens = target(&picture, at).is_some();
        dom::toggle(&self.frame, "opens", opens);
        let words = self.words();
        let hint = match by {
            By::Mouse => words.list[0],
            By::Finger => words.list[1],
            By::Keyboard => "",
        };
        let piece = at.piece.and_then(|piece| hit.pieces.get(piece));
        self.crosshair.show(&self.picture, at.hit, &hit.title);
        let (area, row) = piece.map_or((hit.highlight, None), |(area, piece)| {
            (*area, Some(piece.row))
        });
        let mut lines = content(hit, row);
        if opens && !hint.is_empty() {
            lines.push(dom::words("div", "tip-hint", hint));
        }
        self.outline(area, &lines);
        if by == By::Keyboard {
            self.stage.say(&sentence(hit, row));
        }
    }

    /// Shows which steps are chosen.
    fn show_brush(&self, by: By) {
        let picture = self.picture.worded();
        let steps = self.brush.steps();
        let Some((from, to)) = steps.map(|(from, to)| (from.min(to), from.max(to))) else {
            return;
        };
        let (Some(first), Some(last)) = (picture.hits.get(from), picture.hits.get(to)) else {
            return;
        };
        let words = self.words();
        let ends = [("from", &*first.title), ("to", &*last.title)];
        let title = match from == to {
            true => first.title.clone(),
            false => fill(words.steps, &ends),
        };
        let hint = words.zoom[usize::from(by == By::Keyboard)];
        let area = Area {
            width: last.area.right() - first.area.x,
            height: first.highlight.bottom(),
            ..first.area
        };
        let row = self
            .counted
            .borrow()
            .row(from, to, &self.stage.look().locale);
        let mut lines = vec![dom::words("div", "tip-title", &title)];
        lines.extend(row.iter().map(|row| line(row, false)));
        lines.push(dom::words("div", "tip-hint", hint));
        self.crosshair.hide();
        self.at.set(steps.map(|(_, hit)| At { hit, piece: None }));
        dom::toggle(&self.frame, "opens", false);
        self.outline(area, &lines);
        dom::toggle(&self.mark, "brush", true);
        if by == By::Keyboard {
            self.stage.say(&told(&title, row.as_slice(), None));
        }
    }

    /// Marks a part of the picture and tells of it.
    fn outline(&self, area: Area, lines: &[HtmlElement]) {
        put(&self.mark, area);
        dom::toggle(&self.mark, "brush", false);
        self.mark.set_hidden(false);
        let frame = Spot::of(&self.frame);
        let spot = Spot {
            left: frame.left + f64::from(area.x),
            top: frame.top + f64::from(area.y),
            right: frame.left + f64::from(area.right()),
            bottom: frame.top + f64::from(area.bottom()),
        };
        self.stage.tip.show(lines, spot, true)
    }

    fn leave(&self) {
        self.brush.end();
        if self.at.take().is_some() {
            dom::toggle(&self.frame, "opens", false);
            self.mark.set_hidden(true);
            self.crosshair.hide();
            self.stage.tip.hide();
        }
    }
}

/// What a mark opens.
fn target(picture: &Picture, at: At) -> Option<&Target> {
    let hit = picture.hits.get(at.hit)?;
    match at.piece {
        Some(piece) => hit.pieces.get(piece)?.1.target.as_ref(),
        None => hit.target.as_ref(),
    }
}
