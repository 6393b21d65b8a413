//! A table that is a tile: sorted by its heads, cut after its first lines,
//! opened by its cells.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::draw;
use crate::report::what_if::Trial;
use crate::view::Ledger as Told;
use crate::view::format;
use crate::view::picture::Target;
use crate::view::state::{Change, Retheme};
use crate::view::text::fill;
use crate::view::text::tables::tables_of;
use crate::web::action::{Action, Tell};
use crate::web::canvas::{Canvas, SCALE};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::ledger::assuming::Assuming;
use crate::web::ledger::naming::Naming;
use crate::web::ledger::rows::{Built, Due};
use crate::web::links::{Links, NUMBER};
use crate::web::stage::Stage;

mod assuming;
mod naming;
mod rows;

/// A table of so many columns needs no more room than a phone has.
const SLIM: usize = 3;

/// Where the head of a column keeps its place.
const COLUMN: &str = "data-column";

/// Where a button keeps what it changes.
pub(crate) const ACT: &str = "data-act";

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
    /// What stands there, as far as it has lines.
    built: RefCell<Option<Built>>,
    /// Canvases with what is still to be painted on them, the last one first.
    due: RefCell<Vec<Due>>,
    tell: Tell,
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
    /// An empty one; `chosen` hears what a person opens.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell, chosen: impl Fn(Target) + 'static) -> Ledger {
        let moved = tell.clone();
        let assumed = move |trial: Trial| moved(Action::Change(Change::Assumed(trial)));
        let as_it_is = tables_of(stage.look().locale.language).as_it_is;
        let (assuming, content) = (Assuming::new(as_it_is, assumed), dom::make("div", ""));
        let renamed = tell.clone();
        let named = move |themes: Vec<Retheme>| renamed(Action::Change(Change::Themes(themes)));
        let inner = Rc::new(Inner {
            stage: stage.clone(),
            element: dom::wrap("div", "ledger", &[assuming.element(), &content]),
            content,
            told: RefCell::default(),
            caption: RefCell::default(),
            links: Links::default(),
            built: RefCell::default(),
            due: RefCell::default(),
            tell: tell.clone(),
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

    /// Whether some of its small pictures are still to be painted.
    pub(crate) fn is_due(&self) -> bool {
        !self.inner.due.borrow().is_empty()
    }

    /// Paints the next one of them.
    pub(crate) fn go_on(&self) -> Dom<()> {
        self.inner.paint_next()
    }

    /// Shows a table in place of the one before, sorted as that was; the
    /// keyboard stays where it was. Its small pictures are still due.
    pub(crate) fn show(&self, caption: &str, told: Told) {
        let inner = &self.inner;
        let held = inner.held();
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
        dom::style(&inner.element, "min-height", "0");
        inner.build();
        if let Some(button) = held.and_then(|held| dom::find(&inner.element, &held)) {
            dom::focus(&button)
        }
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
        self.build();
        if !self.due.borrow().is_empty() {
            (self.tell)(Action::Repaint)
        }
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
        let first = {
            let known = &self.told.borrow().columns[column];
            known.numbers && !known.least
        };
        self.sorted.set(match self.sorted.get() {
            Some((place, descending)) if place == column => {
                (descending == first).then_some((column, !first))
            }
            _ => Some((column, first)),
        })
    }

    /// Which of its buttons the keyboard is on, as a selector.
    fn held(&self) -> Option<String> {
        let button = dom::find(&self.element, ":focus")?;
        let known = [ACT, COLUMN, NUMBER].into_iter();
        let mut known = known.filter_map(|name| Some((name, button.get_attribute(name)?)));
        let (name, value) = known.next()?;
        Some(format!("[{name}=\"{value}\"]"))
    }

    fn build(&self) {
        let told = self.told.borrow();
        match self.sorted.get() {
            Some((column, descending)) => {
                let mut told = told.clone();
                told.sort(column, descending);
                self.show(&told)
            }
            None => self.show(&told),
        }
    }

    fn show(&self, told: &Told) {
        self.naming.close();
        self.assuming.show(&told.sliders);
        if !self.renew(told) {
            self.build_anew(told);
        }
        self.naming.go_back(&self.element, &told.names);
    }

    fn build_anew(&self, told: &Told) {
        self.links.clear();
        self.built.take();
        self.due.borrow_mut().clear();
        dom::empty(&self.content);
        // So few columns stand side by side on any screen.
        dom::toggle(&self.element, "slim", told.columns.len() <= SLIM);
        if told.lines() > 0 {
            let table = self.table(told);
            self.due.borrow_mut().reverse();
            dom::append(&self.content, &[&dom::wrap("div", "lines", &[&table])]);
        }
        if let Some((all, target)) = told
            .all
            .as_ref()
            .and_then(|all| Some((all, all.target.as_ref()?)))
        {
            let button: HtmlElement = dom::button("more-lines", &all.text);
            let behind = told.lines() * told.columns.len();
            self.links.put(&button, behind, target);
            dom::append(&self.content, &[&button]);
        }
        if let Some(button) = self.more(told) {
            dom::append(&self.content, &[&button]);
        }
        if !told.note.is_empty() {
            dom::append(&self.content, &[&dom::words("p", "hint", &told.note)]);
        }
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

    fn table(&self, told: &Told) -> HtmlElement {
        let caption = dom::words("caption", "unseen", &self.caption.borrow());
        let head = dom::wrap("thead", "", &[&self.head(told)]);
        let table = dom::wrap("table", "", &[&caption, &head]);
        let mut rows = Vec::new();
        for (group, shown) in told.groups.iter().zip(self.shown(told)) {
            let body = dom::make("tbody", "");
            if !group.title.is_empty() && shown > 0 {
                let title = dom::words("th", "", &group.title);
                dom::attribute(&title, "colspan", &told.columns.len().to_string());
                dom::attribute(&title, "scope", "rowgroup");
                dom::append(&body, &[&dom::wrap("tr", "group", &[&title])]);
            }
            for line in &group.lines[..shown] {
                let row = self.row(rows.len(), line, told);
                dom::append(&body, &[&row.element]);
                rows.push(row);
            }
            dom::append(&table, &[&body]);
        }
        *self.built.borrow_mut() = Some(Built {
            frame: self.frame(told),
            head,
            columns: told.columns.clone(),
            rows,
        });
        table
    }

    /// How many lines of each group are shown.
    fn shown(&self, told: &Told) -> Vec<usize> {
        match self.whole.get() {
            true => told.groups.iter().map(|group| group.lines.len()).collect(),
            false => told.at_first(),
        }
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

    fn paint_next(&self) -> Dom<()> {
        let Some(Due {
            canvas, picture, ..
        }) = self.due.borrow_mut().pop()
        else {
            return Ok(());
        };
        let look = self.stage.look();
        let size = (picture.width, picture.height);
        Canvas::new(&canvas, size, look.ratio, &look.fonts)
            .map_err(|error| error.to_string())
            .and_then(|mut canvas| {
                draw::draw(&picture, &mut canvas, SCALE as f32).map_err(|error| error.to_string())
            })?;
        Ok(())
    }
}
