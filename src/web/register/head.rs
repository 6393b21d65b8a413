//! The heads of the table: they sort, and their edges set the widths.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Event, HtmlElement, KeyboardEvent, PointerEvent};

use crate::report::Sort;
use crate::view::register::{
    GIVES_WAY, Habits, LEAST_QUESTION, QUESTION, is_aligned_at_end, usual_width,
};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::dom::{self, Listeners};
use crate::web::register::{Asked, words};
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// No column is narrower or wider, in CSS pixels.
const LEAST: f64 = 56.0;
const MOST: f64 = 900.0;
/// The keyboard changes a width by so much.
const STEP: f64 = 16.0;

/// The row of heads.
pub(super) struct Head {
    stage: Rc<Stage>,
    tell: Tell,
    element: HtmlElement,
    row: HtmlElement,
    heads: Vec<HtmlElement>,
    columns: Vec<String>,
    /// The widths that a person has set.
    widths: Vec<(String, f64)>,
    listeners: Listeners,
}

impl Head {
    pub(super) fn new(stage: &Rc<Stage>, tell: &Tell) -> Head {
        let row = dom::make("div", "row heads");
        dom::attribute(&row, "role", "row");
        dom::attribute(&row, "aria-rowindex", "1");
        let element = dom::wrap("div", "top-row", &[&row]);
        dom::attribute(&element, "role", "rowgroup");
        Head {
            stage: stage.clone(),
            tell: tell.clone(),
            element,
            row,
            heads: Vec::new(),
            columns: Vec::new(),
            widths: Vec::new(),
            listeners: Listeners::default(),
        }
    }

    pub(super) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// Shows these columns behind the first, and the order in force.
    pub(super) fn show(&mut self, columns: &[String], sort: &Sort, habits: &Habits<'_>) {
        let first = [QUESTION.to_owned()];
        let columns: Vec<String> = first.iter().chain(columns).cloned().collect();
        if columns != self.columns {
            self.columns = columns;
            self.build(habits);
        }
        for (head, column) in self.heads.iter().zip(&self.columns) {
            let direction = match (sort.column == *column, sort.descending) {
                (false, _) => "none",
                (true, true) => "descending",
                (true, false) => "ascending",
            };
            dom::attribute(head, "aria-sort", direction);
        }
    }

    fn build(&mut self, habits: &Habits<'_>) {
        let words = words(&self.stage);
        dom::empty(&self.row);
        self.listeners = Listeners::default();
        self.heads = Vec::new();
        for column in &self.columns {
            let title = match column.as_str() {
                QUESTION => words.question.to_owned(),
                column => habits.title(column),
            };
            let button = dom::button("", &title);
            button.set_title(&fill(words.sort_by, &[("name", &title)]));
            let (heard, name) = (self.tell.clone(), column.clone());
            self.listeners.on(&button, "click", move |_: Event| {
                heard(Action::Register(Asked::Sort(name.clone())));
            });
            let edge = dom::make("div", "edge");
            dom::attribute(&edge, "role", "separator");
            dom::attribute(&edge, "aria-orientation", "vertical");
            let label = fill(words.width, &[("name", &title)]);
            dom::attribute(&edge, "aria-label", &label);
            dom::attribute(&edge, "aria-valuemin", &LEAST.to_string());
            dom::attribute(&edge, "aria-valuemax", &MOST.to_string());
            edge.set_tab_index(0);
            let end = is_aligned_at_end(column);
            let class = if end { "cell end" } else { "cell" };
            let head = dom::wrap("div", class, &[&button, &edge]);
            dom::attribute(&head, "role", "columnheader");
            dom::attribute(&head, "data-column", column);
            dom::append(&self.row, &[&head]);
            drag(&mut self.listeners, &edge, &head, column, &self.tell);
            self.heads.push(head);
        }
    }

    /// The width of a column, if a person has set it.
    fn set_width(&self, column: &str) -> Option<f64> {
        let set = self.widths.iter().find(|(name, _)| name == column);
        set.map(|(_, width)| *width)
    }

    pub(super) fn widen(&mut self, column: &str, width: f64) {
        self.widths.retain(|(name, _)| name != column);
        let width = width.clamp(LEAST, MOST);
        self.widths.push((column.to_owned(), width));
    }

    /// Tells the style sheet how wide everything is.
    pub(super) fn lay_out(&self, around: &HtmlElement) {
        let room = f64::from(around.client_width());
        let whole: f64 = self.columns.iter().map(|column| self.width(column)).sum();
        let [gives_way, other] = GIVES_WAY;
        let both = self.columns.iter().any(|column| column == other);
        let tight = both && whole > room;
        dom::toggle(around, "tight", tight);
        let mut template = String::new();
        let mut least = 0.0;
        for (head, column) in self.heads.iter().zip(&self.columns) {
            if tight && column == gives_way {
                continue;
            }
            let width = self.width(column);
            let first = column == QUESTION && self.set_width(column).is_none();
            let width = match first && whole > room {
                true => width.min(f64::from(LEAST_QUESTION)),
                false => width,
            };
            least += width;
            template += &match first {
                true => format!("minmax({width}px, 1fr) "),
                false => format!("{width}px "),
            };
            if let Some(edge) = dom::find(head, ".edge") {
                dom::attribute(&edge, "aria-valuenow", &width.to_string());
            }
        }
        dom::style(around, "--template", &template);
        dom::style(around, "--least", &format!("{least}px"));
    }

    fn width(&self, column: &str) -> f64 {
        let usual = || f64::from(usual_width(column));
        self.set_width(column).unwrap_or_else(usual)
    }
}

/// Lets an edge be dragged, and moved by the keyboard.
fn drag(
    listeners: &mut Listeners,
    edge: &HtmlElement,
    head: &HtmlElement,
    column: &str,
    tell: &Tell,
) {
    let widen: Rc<dyn Fn(f64)> = {
        let (tell, column) = (tell.clone(), column.to_owned());
        Rc::new(move |width| tell(Action::Register(Asked::Width(column.clone(), width))))
    };
    let width = {
        let head = head.clone();
        move || {
            let spot = Spot::of(&head);
            spot.right - spot.left
        }
    };
    // Where the pointer went down, and how wide the column was then.
    let begun: Rc<RefCell<Option<(f64, f64)>>> = Rc::default();
    let (state, wide, held) = (begun.clone(), width.clone(), edge.clone());
    listeners.on(edge, "pointerdown", move |event: PointerEvent| {
        event.prevent_default();
        // A pointer that is gone cannot be held.
        let _ = held.set_pointer_capture(event.pointer_id());
        *state.borrow_mut() = Some((f64::from(event.client_x()), wide()));
    });
    let (state, heard) = (begun.clone(), widen.clone());
    listeners.on(edge, "pointermove", move |event: PointerEvent| {
        if let Some((from, width)) = *state.borrow() {
            heard(width + f64::from(event.client_x()) - from);
        }
    });
    for kind in ["pointerup", "pointercancel"] {
        let state = begun.clone();
        listeners.on(edge, kind, move |_: PointerEvent| {
            *state.borrow_mut() = None;
        });
    }
    listeners.on(edge, "keydown", move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -STEP,
            "ArrowRight" => STEP,
            _ => return,
        };
        event.prevent_default();
        widen(width() + by)
    });
}
