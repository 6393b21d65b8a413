//! The table: heads that stay, and as many rows as are in sight.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::report::{Page, Row, Sort};
use crate::view::register::Habits;
use crate::view::scroll::Scroll;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::message::Which;
use crate::web::register::head::Head;
use crate::web::register::row::RowView;
use crate::web::register::{Asked, words};
use crate::web::stage::Stage;

/// How high a row is, side by side with others and on a small screen, in CSS
/// pixels.
const ROW_HEIGHTS: [f64; 2] = [55.0, 84.0];

/// The table.
pub(super) struct Grid {
    stage: Rc<Stage>,
    element: HtmlElement,
    frame: HtmlElement,
    space: HtmlElement,
    nothing: HtmlElement,
    why: HtmlElement,
    clear: HtmlElement,
    head: Head,
    rows: Vec<RowView>,
    columns: Vec<String>,
    /// The columns of the page's cells.
    page_columns: Vec<String>,
    page: Page,
    scroll: Scroll,
    /// The width that it was laid out in.
    width: i32,
    /// The row the keyboard is on.
    active: u32,
    /// The conversation that is open.
    open: Option<String>,
    _listeners: Listeners,
}

impl Grid {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Grid {
        let head = Head::new(stage, tell);
        let space = dom::make("div", "space");
        dom::attribute(&space, "role", "rowgroup");
        let frame = dom::wrap("div", "grid", &[head.element(), &space]);
        dom::attribute(&frame, "role", "grid");
        dom::attribute(&frame, "aria-label", words(stage).table);
        let nothing = dom::make("div", "none");
        let (why, clear) = (
            dom::make("p", ""),
            dom::button("button", words(stage).clear_search),
        );
        dom::append(&nothing, &[&why, &clear]);
        nothing.set_hidden(true);
        let element = dom::wrap("div", "card list", &[&frame, &nothing]);
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&clear, "click", move |_: Event| {
            heard(Action::Register(Asked::Search(String::new())));
        });
        listen(&mut listeners, &frame, &space, tell);
        Grid {
            stage: stage.clone(),
            element,
            frame,
            space,
            nothing,
            why,
            clear,
            head,
            rows: Vec::new(),
            columns: Vec::new(),
            page_columns: Vec::new(),
            page: Page::default(),
            scroll: Scroll::new(0, ROW_HEIGHTS[0], 0.0),
            width: 0,
            active: 0,
            open: None,
            _listeners: listeners,
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows these columns in this order.
    pub(super) fn arrange(&mut self, columns: &[String], sort: &Sort, habits: &Habits<'_>) {
        self.head.show(columns, sort, habits);
        if self.columns != columns {
            columns.clone_into(&mut self.columns);
            let count = (columns.len() + 1).to_string();
            dom::attribute(&self.frame, "aria-colcount", &count);
            self.drop_rows();
        }
        self.head.lay_out(&self.frame);
    }

    /// A column's width has changed.
    pub(super) fn widen(&mut self, column: &str, width: f64) {
        self.head.widen(column, width);
        self.head.lay_out(&self.frame);
    }

    /// Another listing begins at its beginning.
    pub(super) fn rewind(&mut self) {
        self.active = 0;
        self.scroll = Scroll::new(0, ROW_HEIGHTS[0], 0.0);
        self.frame.set_scroll_top(0);
    }

    /// How many rows the listing has, as far as is known.
    pub(super) fn found(&self) -> u32 {
        self.page.found
    }

    /// The rows that are there, and the columns of their cells.
    pub(super) fn rows(&self) -> (&Page, &[String]) {
        (&self.page, &self.page_columns)
    }

    /// What is there is of another listing.
    pub(super) fn wait(&self) {
        dom::truth(&self.frame, "aria-busy", true);
    }

    /// Whether rows that are in sight, or could be, are not there.
    pub(super) fn lacks_rows(&self) -> bool {
        let places = self.scroll.places();
        let end = self.page.from + self.page.rows.len() as u32;
        !self.page.done
            || self.page_columns != self.columns
            || !places.is_empty() && (places.start < self.page.from || places.end > end)
    }

    /// The rows to be asked for: a screen more above and below.
    pub(super) fn wanted_places(&self) -> (u32, u32) {
        let places = self.scroll.places();
        let more = self.scroll.leaf() + 1;
        let least = places.start + 2 * more;
        let from = places.start.saturating_sub(more);
        (from, places.end.max(least).saturating_add(more))
    }

    /// Takes rows that came.
    pub(super) fn take(&mut self, page: Page, habits: &Habits<'_>) {
        let same = (page.from, &page.rows) == (self.page.from, &self.page.rows);
        let same = same && self.page_columns == self.columns;
        self.page = page;
        self.page_columns.clone_from(&self.columns);
        self.active = self.active.min(self.page.found.saturating_sub(1));
        let count = if self.page.done {
            i64::from(self.page.found) + 1
        } else {
            -1
        };
        dom::attribute(&self.frame, "aria-rowcount", &count.to_string());
        let none = self.page.done && self.page.found == 0;
        self.nothing.set_hidden(!none);
        if !same {
            self.rows.iter_mut().for_each(|row| row.dirty = true);
        }
        self.fit(habits)
    }

    /// Says what stands in place of rows where there are none.
    pub(super) fn explain_nothing(&self, search: &str) {
        let words = words(&self.stage);
        let searched = !search.trim().is_empty();
        let template = if searched {
            words.none_found
        } else {
            words.none
        };
        dom::say(&self.why, &fill(template, &[("words", search.trim())]));
        self.clear.set_hidden(!searched);
    }

    /// Fits the rows into the room there is.
    pub(super) fn fit(&mut self, habits: &Habits<'_>) {
        let width = self.frame.client_width();
        if self.width != width {
            self.width = width;
            self.head.lay_out(&self.frame);
        }
        let height = ROW_HEIGHTS[usize::from(!self.stage.is_roomy())];
        let room = self.frame.client_height() - self.head.element().offset_height();
        let room = f64::from(room).max(height);
        let top = self.scroll.resize(self.page.found, height, room);
        dom::style(
            &self.space,
            "height",
            &format!("{}px", self.scroll.height()),
        );
        self.scroll_to(top);
        self.lay(habits)
    }

    fn scroll_to(&self, top: f64) {
        if f64::from(self.frame.scroll_top()) != top {
            self.frame.set_scroll_top(top as i32);
        }
    }

    /// The list was scrolled, or is not scrolled any more.
    pub(super) fn scroll(&mut self, settled: bool, habits: &Habits<'_>) {
        self.scroll.scroll(f64::from(self.frame.scroll_top()));
        if settled {
            let top = self.scroll.settle();
            self.scroll_to(top);
        }
        self.lay(habits)
    }

    /// Everything is said once more.
    pub(super) fn repaint(&mut self, habits: &Habits<'_>) {
        self.rows.iter_mut().for_each(|row| row.dirty = true);
        self.lay(habits)
    }

    /// Puts the rows that are in sight where they stand.
    fn lay(&mut self, habits: &Habits<'_>) {
        let places = self.scroll.places();
        while self.rows.len() < places.len() {
            let row = RowView::new(&self.columns);
            dom::append(&self.space, &[&row.element]);
            self.rows.push(row);
        }
        let spare = self.rows.len();
        let mut anchored = false;
        for place in places.clone() {
            // As places follow each other, each has a row of its own, and
            // keeps it while it is in sight.
            let row = &mut self.rows[place as usize % spare];
            if row.place != Some(place) && dom::has_focus(&row.element) {
                dom::focus(&self.frame);
            }
            row.put(place, self.scroll.offset(place));
            row.element.set_hidden(false);
            let known = place.checked_sub(self.page.from);
            let known = known.and_then(|index| self.page.rows.get(index as usize));
            let fits = self.page_columns == self.columns;
            row.show(known.filter(|_| fits), &self.columns, habits);
            mark_row(row, known, place == self.active, self.open.as_deref());
            anchored |= place == self.active;
        }
        for row in &mut self.rows {
            let there = row.place.is_some_and(|place| places.contains(&place));
            if !there {
                row.place = None;
                row.element.set_hidden(true);
            }
        }
        self.frame.set_tab_index(if anchored { -1 } else { 0 });
        let waits = self.lacks_rows();
        dom::truth(&self.frame, "aria-busy", waits);
    }

    fn drop_rows(&mut self) {
        self.rows.clear();
        dom::empty(&self.space);
    }

    /// Marks the conversation that is open, and goes to its place if it is
    /// told.
    pub(super) fn mark(&mut self, open: Option<&str>, place: Option<u32>, habits: &Habits<'_>) {
        self.open = open.map(str::to_owned);
        if let Some(place) = place {
            let focused = dom::holds_focus(&self.frame);
            self.active = place;
            let top = self.scroll.show(place);
            self.scroll_to(top);
            self.lay(habits);
            if focused {
                self.focus();
            }
        }
        self.lay(habits)
    }

    /// Goes on by the keyboard. Tells which row is to be opened, if one is.
    pub(super) fn step(&mut self, step: Step, habits: &Habits<'_>) -> Option<u32> {
        let last = self.page.found.checked_sub(1)?;
        let leaf = self.scroll.leaf();
        self.active = match step {
            Step::Open => return Some(self.active),
            Step::Up => self.active.saturating_sub(1),
            Step::Down => self.active + 1,
            Step::PageUp => self.active.saturating_sub(leaf),
            Step::PageDown => self.active + leaf,
            Step::First => 0,
            Step::Last => last,
        }
        .min(last);
        let top = self.scroll.show(self.active);
        self.scroll_to(top);
        self.lay(habits);
        self.focus();
        None
    }

    /// Puts the keyboard on the table: on the row it was on.
    pub(super) fn focus(&self) {
        let row = self.rows.iter().find(|row| row.place == Some(self.active));
        dom::focus(row.map_or(&self.frame, |row| &row.element))
    }
}

/// A step of the keyboard.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Opens the row.
    Open,
}

impl Step {
    fn of(key: &str) -> Option<Step> {
        Some(match key {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "PageUp" => Step::PageUp,
            "PageDown" => Step::PageDown,
            "Home" => Step::First,
            "End" => Step::Last,
            "Enter" | " " => Step::Open,
            _ => return None,
        })
    }
}

/// Hears what happens to the table.
fn listen(listeners: &mut Listeners, frame: &HtmlElement, space: &HtmlElement, tell: &Tell) {
    let on = |listeners: &mut Listeners, kind: &'static str, asked: fn() -> Asked| {
        let tell = tell.clone();
        listeners.on(frame, kind, move |_: Event| tell(Action::Register(asked())));
    };
    on(listeners, "scroll", || Asked::Scrolled);
    on(listeners, "scrollend", || Asked::Settled);
    let heard = tell.clone();
    listeners.on(space, "click", move |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        if let Some(place) = target.as_ref().and_then(place_around) {
            heard(Action::Register(Asked::Open(Which::At(place))));
        }
    });
    let heard = tell.clone();
    listeners.on(frame, "keydown", move |event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let inside = target.as_ref().is_some_and(|target: &Element| {
            target
                .get_attribute("role")
                .is_some_and(|role| role != "separator")
        });
        if event.key() == "Escape" {
            heard(Action::Register(Asked::Close));
        }
        let plain = !event.alt_key() && !event.ctrl_key() && !event.meta_key();
        if let Some(step) = Step::of(&event.key()).filter(|_| inside && plain) {
            event.prevent_default();
            heard(Action::Register(Asked::Step(step)));
        }
    });
}

fn mark_row(row: &RowView, known: Option<&Row>, active: bool, open: Option<&str>) {
    let on = known.is_some_and(|known| Some(known.id.as_str()) == open);
    row.element.set_tab_index(if active { 0 } else { -1 });
    dom::truth(&row.element, "aria-selected", on);
}

/// The place of the row around an element.
fn place_around(element: &Element) -> Option<u32> {
    let row = element.closest("[role=row]").ok().flatten()?;
    let index: u32 = row.get_attribute("aria-rowindex")?.parse().ok()?;
    index.checked_sub(2)
}
