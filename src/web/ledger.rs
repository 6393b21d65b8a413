//! A table that is a tile: sorted by its heads, cut after its first lines,
//! opened by its cells.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlCanvasElement, HtmlElement, KeyboardEvent};

use crate::draw;
use crate::view::Ledger as Told;
use crate::view::format;
use crate::view::ledger::{Cell as Words, Line, Tone};
use crate::view::picture::{Picture, Target};
use crate::view::state::Retheme;
use crate::view::text::fill;
use crate::view::text::tables::tables_of;
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::ledger::assuming::Assuming;
use crate::web::ledger::naming::Naming;
use crate::web::links::Links;
use crate::web::stage::Stage;

mod assuming;
mod naming;

/// Where the head of a column keeps its place.
const COLUMN: &str = "data-column";

/// A table on the screen.
pub(crate) struct Ledger {
    inner: Rc<Inner>,
    _listeners: Listeners,
}

struct Inner {
    stage: Rc<Stage>,
    element: HtmlElement,
    /// All of it but the sliders, which stay while the rest is built anew.
    content: HtmlElement,
    told: RefCell<Told>,
    caption: RefCell<String>,
    links: Links,
    /// The column that it is sorted by, and whether the largest come first.
    sorted: Cell<Option<(usize, bool)>>,
    /// Whether all lines are shown.
    whole: Cell<bool>,
    /// What gives names to lines.
    naming: Naming,
    /// What can be assumed.
    assuming: Assuming,
}

impl Ledger {
    /// An empty one; `chosen` hears what a person opens, `named` what becomes
    /// of themes, `assumed` that something else is.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        chosen: impl Fn(Target) + 'static,
        named: impl Fn(Vec<Retheme>) + 'static,
        assumed: impl Fn() + 'static,
    ) -> Ledger {
        let (assuming, content) = (Assuming::new(assumed), dom::make("div", ""));
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            element: dom::wrap("div", "ledger", &[assuming.element(), &content]),
            content,
            told: RefCell::default(),
            caption: RefCell::default(),
            links: Links::default(),
            sorted: Cell::new(None),
            whole: Cell::new(false),
            naming: Naming::new(stage, named),
            assuming,
        });
        let mut listeners = Listeners::default();
        let own = inner.clone();
        listeners.on(&inner.element, "click", move |event: Event| {
            match own.links.of(&event) {
                Some(target) => chosen(target),
                None => own.press(&event),
            }
        });
        let own = inner.clone();
        listeners.on(&inner.element, "keydown", move |event: KeyboardEvent| {
            own.naming.key(&event, &own.told.borrow().names);
        });
        Ledger {
            inner,
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.inner.element
    }

    /// What is assumed, in the order of the sliders; nothing as things are.
    pub(crate) fn assumed(&self) -> Vec<f64> {
        self.inner.assuming.values()
    }

    /// Shows a table in place of the one before, sorted as that was.
    pub(crate) fn show(&self, caption: &str, told: Told) -> Dom<()> {
        let inner = &self.inner;
        caption.clone_into(&mut inner.caption.borrow_mut());
        let columns = told.columns.len();
        *inner.told.borrow_mut() = told;
        if inner
            .sorted
            .get()
            .is_some_and(|(place, _)| place >= columns)
        {
            inner.sorted.set(None);
        }
        inner.build()
    }
}

impl Inner {
    /// A head was pressed, or the button under the lines.
    fn press(&self, event: &Event) {
        let at: Option<Element> = event.target().and_then(|at| at.dyn_into().ok());
        let Some(at) = at else {
            return;
        };
        let head = at.closest(&format!("[{COLUMN}]")).ok().flatten();
        if self.naming.press(&at, &self.told.borrow().names) {
            return;
        }
        let place = head.and_then(|head| head.get_attribute(COLUMN)?.parse().ok());
        let more = at.closest(".more-lines").ok().flatten();
        match (place, more) {
            (Some(column), _) => self.turn(column),
            (None, Some(_)) => self.whole.set(!self.whole.get()),
            _ => return,
        }
        // What cannot be painted now will be with the next numbers.
        let _ = self.build();
        let again = match place {
            Some(column) => format!("[{COLUMN}=\"{column}\"]"),
            None => ".more-lines".to_owned(),
        };
        if let Some(button) = dom::find(&self.element, &again) {
            dom::focus(&button)
        }
    }

    /// Sorts by a column: first the way that tells most, then the other, then
    /// as usual.
    fn turn(&self, column: usize) {
        let numbers = self.told.borrow().columns[column].numbers;
        self.sorted.set(match self.sorted.get() {
            Some((place, descending)) if place == column => {
                (descending == numbers).then_some((column, !numbers))
            }
            _ => Some((column, numbers)),
        })
    }

    fn build(&self) -> Dom<()> {
        let mut told = self.told.borrow().clone();
        if let Some((column, descending)) = self.sorted.get() {
            told.sort(column, descending);
        }
        self.links.clear();
        self.naming.close();
        dom::empty(&self.content);
        self.assuming.show(&told.sliders);
        if told.lines() > 0 {
            let table = self.table(&told)?;
            dom::append(&self.content, &[&dom::wrap("div", "lines", &[&table])]);
        }
        if let Some((all, target)) = told
            .all
            .as_ref()
            .and_then(|all| Some((all, all.target.as_ref()?)))
        {
            let button: HtmlElement = dom::button("more-lines", &all.text);
            self.links.add(&button, target);
            dom::append(&self.content, &[&button]);
        }
        if let Some(button) = self.more(&told) {
            dom::append(&self.content, &[&button]);
        }
        if !told.note.is_empty() {
            dom::append(&self.content, &[&dom::words("p", "hint", &told.note)]);
        }
        self.naming.go_back(&self.element, &told.names);
        Ok(())
    }

    /// The button that shows the rest of the lines, or hides it.
    fn more(&self, told: &Told) -> Option<HtmlElement> {
        let shown: usize = told.at_first().iter().sum();
        let rest = (told.lines() - shown) as u64;
        if rest == 0 {
            return None;
        }
        let locale = self.stage.look().locale;
        let words = tables_of(locale.language);
        let label = match self.whole.get() {
            true => words.show_fewer.to_owned(),
            false => fill(
                words.show_all.form(rest, locale.language),
                &[("count", &format::count(rest, &locale))],
            ),
        };
        let button = dom::button("more-lines", &label);
        dom::truth(&button, "aria-expanded", self.whole.get());
        Some(button)
    }

    fn table(&self, told: &Told) -> Dom<HtmlElement> {
        let caption = dom::words("caption", "unseen", &self.caption.borrow());
        let head = dom::wrap("thead", "", &[&self.head(told)]);
        let table = dom::wrap("table", "", &[&caption, &head]);
        let first = told.at_first();
        for (group, first) in told.groups.iter().zip(first) {
            let shown = match self.whole.get() {
                true => group.lines.len(),
                false => first,
            };
            let body = dom::make("tbody", "");
            if !group.title.is_empty() && shown > 0 {
                let title = dom::words("th", "", &group.title);
                dom::attribute(&title, "colspan", &told.columns.len().to_string());
                dom::attribute(&title, "scope", "rowgroup");
                dom::append(&body, &[&dom::wrap("tr", "group", &[&title])]);
            }
            for line in &group.lines[..shown] {
                let made = self.line(line, told)?;
                dom::append(&body, &[&made]);
            }
            dom::append(&table, &[&body]);
        }
        Ok(table)
    }

    fn head(&self, told: &Told) -> HtmlElement {
        let line = dom::make("tr", "");
        for (place, column) in told.columns.iter().enumerate() {
            let cell = dom::make("th", if column.numbers { "number" } else { "" });
            dom::attribute(&cell, "scope", "col");
            cell.set_title(&column.about);
            match column.sorts && !column.title.is_empty() {
                true => {
                    let button: HtmlElement = dom::button("sort", &column.title);
                    dom::attribute(&button, COLUMN, &place.to_string());
                    dom::append(&cell, &[&button]);
                }
                false => dom::say(&cell, &column.title),
            }
            if let Some((_, descending)) = self.sorted.get().filter(|sorted| sorted.0 == place) {
                let way = if descending {
                    "descending"
                } else {
                    "ascending"
                };
                dom::attribute(&cell, "aria-sort", way);
            }
            dom::append(&line, &[&cell]);
        }
        line
    }

    fn line(&self, line: &Line, told: &Told) -> Dom<HtmlElement> {
        let element = dom::make("tr", if line.whole { "whole" } else { "" });
        for (place, (cell, column)) in line.cells.iter().zip(&told.columns).enumerate() {
            let made = dom::make(if place == 0 { "th" } else { "td" }, tone(cell.tone));
            dom::toggle(&made, "number", column.numbers);
            if place == 0 {
                dom::attribute(&made, "scope", "row");
            }
            // On a small screen each stands under its own title.
            dom::attribute(&made, "data-title", &column.title);
            self.fill(&made, cell)?;
            dom::append(&element, &[&made]);
        }
        Ok(element)
    }

    fn fill(&self, made: &HtmlElement, cell: &Words) -> Dom<()> {
        if let Some(picture) = &cell.picture {
            let canvas = self.paint(picture)?;
            let words = dom::words("span", "unseen", &cell.text);
            dom::append(made, &[&canvas, &words]);
        } else if let Some(target) = &cell.target {
            let button: HtmlElement = dom::button("entry", &cell.text);
            self.links.add(&button, target);
            dom::append(made, &[&button]);
        } else {
            dom::append(made, &[&dom::words("span", "", &cell.text)]);
        }
        if let (Some(place), Some(said)) = (cell.named, made.first_element_child()) {
            let pencil = self.naming.button(place, &cell.text);
            dom::append(made, &[&dom::wrap("div", "named", &[&said, &pencil])]);
        }
        if !cell.note.is_empty() {
            dom::append(made, &[&dom::words("small", "", &cell.note)]);
        }
        Ok(())
    }

    /// A small picture on a canvas of its own.
    fn paint(&self, picture: &Picture) -> Dom<HtmlElement> {
        let element = dom::make("canvas", "");
        dom::attribute(&element, "aria-hidden", "true");
        let canvas: HtmlCanvasElement = element.clone().unchecked_into();
        let look = self.stage.look();
        let size = (picture.width, picture.height);
        Canvas::new(&canvas, size, look.ratio, &look.fonts)
            .map_err(|error| error.to_string())
            .and_then(|mut canvas| {
                draw::draw(picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
            })?;
        Ok(element)
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Faint => "faint",
    }
}
