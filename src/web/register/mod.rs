//! The register: a search, a table of conversations that scrolls however many
//! there are, and the conversation that is open beside it.
//!
//! It is told which listing to show and tells what a person asks for; it asks
//! the worker for the rows in sight and for nothing else. One question of
//! each kind is under way at a time, so that a newer one never waits for
//! several older ones.

mod bar;
mod cell;
mod columns;
mod grid;
mod head;
mod panel;
mod paper;
mod row;
mod saving;
mod thread;

use std::rc::Rc;

use web_sys::{Event, HtmlElement};

use crate::base::time::{Date, Period};
use crate::report::export;
use crate::report::{Listing, Page, Thread};
use crate::view::format;
use crate::view::register::{Habits, USUAL};
use crate::view::text::register::{RegisterWords, register_of};
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::look::Look;
use crate::web::message::{Question, Which};
use crate::web::register::bar::Bar;
use crate::web::register::grid::Grid;
use crate::web::register::panel::Panel;
use crate::web::register::paper::Paper;
use crate::web::register::saving::Saving;
use crate::web::stage::Stage;
use crate::web::tip::Spot;

pub(crate) use grid::Step;

/// Less room than this is no list, in CSS pixels.
const LEAST_ROOM: f64 = 380.0;
/// Room kept under the list.
const MARGIN: f64 = 16.0;

/// What a person does with the register.
pub(crate) enum Asked {
    /// Words are looked for.
    Search(String),
    /// A column's head was pressed: by this one, the other way if it was.
    Sort(String),
    /// A conversation is to be opened.
    Open(Which),
    /// The one that is open is to be closed.
    Close,
    /// These columns, in this order.
    Columns(Vec<String>),
    /// A column's width, in CSS pixels; it is not the last word yet where a
    /// person still drags.
    Width(String, f64),
    /// The keyboard goes on in the table.
    Step(Step),
    /// The list was scrolled.
    Scrolled,
    /// Nobody scrolls any more.
    Settled,
    /// Nobody has asked for anything for a moment.
    Rested,
    /// There may be more or less room.
    Resized,
    /// The table is wanted as a file, or not any more.
    Save,
}

/// What is to be shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// Which conversations, and in which order.
    pub(crate) listing: Listing,
    /// The columns behind the first; without any the usual ones.
    pub(crate) columns: Vec<String>,
    /// The conversation that is open, by its name.
    pub(crate) open: Option<String>,
    /// The dates.
    pub(crate) period: Period,
    /// The local date of "now".
    pub(crate) today: Date,
}

impl Shown {
    fn columns(&self) -> Vec<String> {
        match self.columns.is_empty() {
            true => USUAL.iter().map(|&name| name.to_owned()).collect(),
            false => self.columns.clone(),
        }
    }
}

/// The register's screen.
pub(crate) struct Register {
    stage: Rc<Stage>,
    element: HtmlElement,
    split: HtmlElement,
    bar: Bar,
    grid: Grid,
    panel: Panel,
    paper: Paper,
    shown: Option<Shown>,
    /// What is asked of the worker, by kind: the number of the question.
    rows_asked: Option<u32>,
    thread_asked: Option<u32>,
    /// The rows that are there are of another listing, or may be.
    stale: bool,
    /// Whether the worker cannot answer what is asked for.
    refused: bool,
    /// The conversation to be asked for.
    wanted: Option<Which>,
    saving: Saving,
    _listeners: Listeners,
}

impl Register {
    /// A register without rows.
    pub(crate) fn new(stage: &Rc<Stage>, tell: &Tell) -> Register {
        let bar = Bar::new(stage, tell);
        let grid = Grid::new(stage, tell);
        let panel = Panel::new(stage, tell);
        let split = dom::wrap("section", "split", &[grid.element(), panel.element()]);
        let paper = Paper::new(stage, tell);
        let parts = [bar.element(), &split, paper.element()];
        let element = dom::wrap("main", "conversations", &parts.map(|part| part.as_ref()));
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&dom::window(), "resize", move |_: Event| {
            heard(Action::Register(Asked::Resized))
        });
        Register {
            stage: stage.clone(),
            element,
            split,
            bar,
            grid,
            panel,
            paper,
            shown: None,
            rows_asked: None,
            thread_asked: None,
            stale: true,
            refused: false,
            wanted: None,
            saving: Saving::default(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows a listing. What is there of it stays until the rows come.
    pub(crate) fn show(&mut self, shown: Shown) {
        let before = self.shown.replace(shown.clone());
        if before.as_ref() == Some(&shown) {
            return;
        }
        let listed = before.as_ref().map(|before| &before.listing);
        let same = listed == Some(&shown.listing);
        let columns = shown.columns();
        if !same || before.is_some_and(|before| before.columns != shown.columns) {
            let look = self.stage.look();
            let habits = habits(&look, shown.today);
            self.grid.arrange(&columns, &shown.listing.sort, &habits);
            self.bar.columns.arrange(&columns);
            self.stale = true;
            self.refused = false;
            self.paper.forget();
        }
        if !same {
            self.bar.show(&shown.listing.search);
            self.grid.rewind();
            self.saving.stop();
            self.bar.show_share(None);
        }
        let open = shown.open.as_deref();
        if open.is_some() && (open != self.panel.open() || !same) {
            self.wanted = open.map(|name| Which::Named(name.to_owned()));
        }
        if open.is_none() {
            self.close();
        }
        self.resize();
        if self.stale {
            self.grid.wait();
        }
    }

    /// What is there may have become another thing: it is asked for anew.
    pub(crate) fn refresh(&mut self) {
        self.stale = true;
        self.refused = false;
        self.paper.forget();
        self.restyle()
    }

    /// Everything is said once more: colours or language are others.
    pub(crate) fn restyle(&mut self) {
        self.wanted = self.panel.open().map(|name| Which::Named(name.to_owned()));
        if let Some(shown) = self.shown.clone() {
            let look = self.stage.look();
            self.grid.repaint(&habits(&look, shown.today));
        }
    }

    /// What is still to be asked of the worker; `id` will be the question's
    /// number.
    pub(crate) fn question(&mut self, id: u32) -> Option<Question> {
        let shown = self.shown.as_ref()?;
        let listing = || shown.listing.clone();
        if self.thread_asked.is_none()
            && let Some(which) = self.wanted.take()
        {
            self.thread_asked = Some(id);
            return Some(Question::Thread {
                listing: listing(),
                which,
            });
        }
        let lacks = self.stale || self.grid.lacks_rows();
        let may = !self.refused && !self.element.hidden();
        if self.rows_asked.is_none() && lacks && may {
            self.rows_asked = Some(id);
            self.stale = false;
            return Some(Question::Listing {
                listing: listing(),
                columns: shown.columns(),
                places: self.grid.wanted_places(),
            });
        }
        if let Some(from) = self.saving.question(id) {
            return Some(Question::Csv {
                listing: listing(),
                from,
            });
        }
        Some(Question::Listing {
            listing: listing(),
            columns: shown.columns(),
            places: self.paper.question(id)?,
        })
    }

    /// Tells which columns the data has.
    pub(crate) fn offer(&self, columns: &[String]) {
        self.bar.columns.offer(columns)
    }

    /// Takes rows that came; says what the theme is called that they are of.
    pub(crate) fn take_page(&mut self, id: u32, page: Page) -> Option<String> {
        let page = self.paper.take(id, page)?;
        let (Some(shown), true) = (&self.shown, self.rows_asked == Some(id)) else {
            return None;
        };
        self.rows_asked = None;
        // An answer to what nobody asks any more.
        if self.stale {
            return None;
        }
        let theme = page.theme.clone();
        self.bar.count(&page, &shown.listing.search);
        self.grid.explain_nothing(&shown.listing.search);
        let look = self.stage.look();
        self.grid.take(page, &habits(&look, shown.today));
        if !self.grid.lacks_rows() {
            self.paper.wait(self.grid.rows().0);
        }
        theme
    }

    /// Makes the rows ready for paper, or takes them off it again.
    pub(crate) fn print(&self, begins: bool) {
        let look = self.stage.look();
        match self.shown.as_ref().filter(|_| begins) {
            Some(shown) => {
                let (page, columns) = self.grid.rows();
                self.paper.lay(page, columns, &habits(&look, shown.today))
            }
            None => self.paper.clear(),
        }
    }

    /// Takes the conversation that came; says whether there is one.
    pub(crate) fn take_thread(
        &mut self,
        id: u32,
        place: Option<u32>,
        thread: Option<Box<Thread>>,
    ) -> bool {
        let (Some(shown), true) = (&self.shown, self.thread_asked == Some(id)) else {
            return true;
        };
        self.thread_asked = None;
        // An answer to what nobody asks any more.
        let Some(thread) = thread.filter(|_| self.wanted.is_none()) else {
            return self.wanted.is_some();
        };
        let look = self.stage.look();
        let habits = habits(&look, shown.today);
        let fresh = self.panel.open() != Some(thread.id.as_str());
        self.panel
            .show(&thread, (place, self.grid.found()), &habits);
        self.grid
            .mark(Some(&thread.id), place.filter(|_| fresh), &habits);
        dom::toggle(&self.split, "opened", true);
        self.cover();
        if fresh {
            self.panel.announce(&thread);
        }
        self.resize();
        true
    }

    /// The name of the conversation that is open.
    pub(crate) fn open(&self) -> Option<&str> {
        self.panel.open()
    }

    /// Does what changes nothing that a link says.
    pub(crate) fn handle(&mut self, asked: Asked) {
        match asked {
            Asked::Open(which) => self.wanted = Some(which),
            Asked::Width(column, width) => self.grid.widen(&column, width),
            Asked::Step(step) => self.step(step),
            Asked::Scrolled => self.scroll(false),
            Asked::Settled => self.scroll(true),
            Asked::Rested => self.paper.rest(),
            Asked::Resized => self.resize(),
            Asked::Save => self.save(),
            Asked::Search(_) | Asked::Sort(_) | Asked::Columns(_) | Asked::Close => {}
        }
    }

    /// Closes the conversation; the keyboard goes back to its row.
    fn close(&mut self) {
        self.wanted = None;
        if self.panel.open().is_none() {
            return;
        }
        let had_focus = self.panel.close();
        dom::toggle(&self.split, "opened", false);
        self.cover();
        self.resize();
        if let Some(shown) = &self.shown {
            let look = self.stage.look();
            self.grid.mark(None, None, &habits(&look, shown.today));
        }
        if had_focus {
            self.grid.focus();
        }
    }

    /// What is covered on a small screen cannot be reached.
    fn cover(&mut self) {
        let covered = !self.stage.is_roomy() && self.panel.open().is_some();
        self.panel.cover(covered);
        for part in [self.bar.element(), self.grid.element()] {
            dom::flag(part, "inert", covered);
        }
    }

    /// A question could not be answered.
    pub(crate) fn refuse(&mut self, id: u32) {
        self.refused |= self.rows_asked == Some(id);
        for asked in [&mut self.rows_asked, &mut self.thread_asked] {
            if *asked == Some(id) {
                *asked = None;
            }
        }
        if self.saving.is_asked(id) {
            self.saving.stop();
            self.bar.show_share(None);
        }
    }

    /// The list was scrolled, or is not scrolled any more.
    fn scroll(&mut self, settled: bool) {
        if let Some(shown) = &self.shown {
            let look = self.stage.look();
            self.grid.scroll(settled, &habits(&look, shown.today));
        }
    }

    /// Fits the list into the room there is in the window.
    pub(crate) fn resize(&mut self) {
        if self.element.hidden() {
            return;
        }
        let window = dom::window();
        let inner = window
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64());
        let above = Spot::of(&self.split).top + window.scroll_y().unwrap_or_default();
        let room = (inner.unwrap_or_default() - above - MARGIN).max(LEAST_ROOM);
        dom::style(&self.split, "--room", &format!("{room}px"));
        self.cover();
        if let Some(shown) = &self.shown {
            let look = self.stage.look();
            self.grid.fit(&habits(&look, shown.today));
        }
    }

    /// Goes on by the keyboard.
    fn step(&mut self, step: Step) {
        if let Some(shown) = &self.shown {
            let look = self.stage.look();
            let opened = self.grid.step(step, &habits(&look, shown.today));
            self.wanted = opened.map(Which::At).or(self.wanted.take());
        }
    }

    /// Begins to make a file, or stops.
    fn save(&mut self) {
        match self.saving.is_under_way() {
            true => self.saving.stop(),
            false => self.saving.start(),
        }
        self.bar.show_share(self.saving.share());
    }

    /// Takes a part of the file; saves it when it is whole.
    pub(crate) fn take_csv(&mut self, id: u32, text: &str, next: Option<(u32, u32)>) -> Dom<()> {
        let Some(shown) = &self.shown else {
            return Ok(());
        };
        let name = export::file_name("conversations", shown.period);
        let saved = self.saving.take(id, text, next, &format!("{name}.csv"));
        self.bar.show_share(self.saving.share());
        saved
    }
}

fn words(stage: &Stage) -> &'static RegisterWords {
    register_of(stage.look().locale.language)
}

fn habits(look: &Look, today: Date) -> Habits<'_> {
    Habits {
        locale: &look.locale,
        theme: &look.theme,
        today,
    }
}

/// A number as people write it.
fn number(stage: &Stage, number: u32) -> String {
    format::count(u64::from(number), &stage.look().locale)
}
