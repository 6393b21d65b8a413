//! The rows of a table on the screen. Most of what changes leaves many lines
//! as they are: only the others are made anew.

use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlElement};

use crate::view::Ledger as Told;
use crate::view::ledger::{Cell, Column, Group, Line, Tone};
use crate::view::picture::Picture;
use crate::web::dom;
use crate::web::info::Info;
use crate::web::ledger::{ACT, Inner};

/// Where a cell keeps the title that it stands under on a small screen.
const TITLE: &str = "data-title";

/// A table as it stands on the screen.
pub(super) struct Built {
    /// All that it tells but its lines and the words of its columns.
    pub(super) frame: Frame,
    pub(super) head: HtmlElement,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
}

/// What has to be the same for rows to be changed one by one.
#[derive(PartialEq)]
pub(super) struct Frame {
    caption: String,
    told: Told,
    lines: usize,
    columns: usize,
    /// How many lines of each group are shown.
    shown: Vec<usize>,
    sorted: Option<(usize, bool)>,
}

/// One line on the screen.
pub(super) struct Row {
    line: Line,
    pub(super) element: HtmlElement,
    cells: Vec<HtmlElement>,
    _infos: Vec<Info>,
}

/// A small picture that is still to be painted.
pub(super) struct Due {
    row: usize,
    pub(super) canvas: HtmlCanvasElement,
    pub(super) picture: Picture,
}

impl Inner {
    pub(super) fn frame(&self, told: &Told) -> Frame {
        let groups = told.groups.iter().map(|group| Group {
            title: group.title.clone(),
            lines: Vec::new(),
        });
        Frame {
            caption: self.caption.borrow().clone(),
            lines: told.lines(),
            columns: told.columns.len(),
            shown: self.shown(told),
            sorted: self.sorted.get(),
            told: Told {
                groups: groups.collect(),
                columns: Vec::new(),
                all: told.all.clone(),
                sliders: Vec::new(),
                note: told.note.clone(),
                names: told.names.clone(),
                ..*told
            },
        }
    }

    /// Makes the rows of those lines anew that say something else; `false`
    /// where more than lines is another.
    pub(super) fn renew(&self, told: &Told) -> bool {
        let mut built = self.built.borrow_mut();
        let same = |built: &&mut Built| built.frame == self.frame(told);
        let Some(built) = built.as_mut().filter(same) else {
            return false;
        };
        if built.columns != told.columns {
            dom::empty(&built.head);
            dom::append(&built.head, &[&self.head(told)]);
            let both = built.columns.iter().zip(&told.columns).enumerate();
            for (place, (_, column)) in both.filter(|(_, (old, new))| alone(old) != alone(new)) {
                for row in &built.rows {
                    dom::attribute(&row.cells[place], TITLE, alone(column));
                }
            }
            built.columns.clone_from(&told.columns);
        }
        let mut due = self.due.take();
        let groups = told.groups.iter().zip(self.shown(told));
        let lines = groups.flat_map(|(group, shown)| &group.lines[..shown]);
        for (at, (row, line)) in built.rows.iter_mut().zip(lines).enumerate() {
            if looks_alike(&row.line, line) {
                let links = at * told.columns.len()..;
                for (link, cell) in links.zip(&line.cells) {
                    cell.target
                        .iter()
                        .for_each(|target| self.links.lead(link, target));
                }
                continue;
            }
            due.retain(|due| due.row != at);
            let made = self.row(at, line, told);
            dom::put_instead(&row.element, &made.element);
            *row = made;
        }
        let mut new = self.due.take();
        new.reverse();
        due.extend(new);
        *self.due.borrow_mut() = due;
        true
    }

    /// The row of a line, which is to stand at a place among all.
    pub(super) fn row(&self, at: usize, line: &Line, told: &Told) -> Row {
        let element = dom::make("tr", if line.whole { "whole" } else { "" });
        let (mut cells, mut infos) = (Vec::new(), Vec::new());
        for (place, (cell, column)) in line.cells.iter().zip(&told.columns).enumerate() {
            let made = dom::make(if place == 0 { "th" } else { "td" }, tone(cell.tone));
            dom::toggle(&made, "number", column.numbers);
            if place == 0 {
                dom::attribute(&made, "scope", "row");
            }
            dom::attribute(&made, TITLE, alone(column));
            let link = at * told.columns.len() + place;
            infos.extend(self.fill(&made, cell, (at, link)));
            dom::append(&element, &[&made]);
            cells.push(made);
        }
        Row {
            line: line.clone(),
            element,
            cells,
            _infos: infos,
        }
    }

    fn fill(&self, made: &HtmlElement, cell: &Cell, (at, link): (usize, usize)) -> Option<Info> {
        if let Some(picture) = &cell.picture {
            let words = dom::words("span", "unseen", &cell.text);
            dom::append(made, &[&self.canvas(at, picture), &words]);
        } else if let Some(act) = &cell.act {
            let button: HtmlElement = dom::button("act", &cell.text);
            dom::attribute(&button, ACT, &act.key);
            dom::attribute(&button, "aria-label", &act.label);
            dom::attribute(&button, "aria-haspopup", "dialog");
            dom::append(made, &[&button]);
        } else if let Some(target) = &cell.target {
            let button: HtmlElement = dom::button("entry", &cell.text);
            self.links.put(&button, link, target);
            dom::append(made, &[&button]);
        } else if !cell.text.is_empty() {
            let class = if cell.badge { "pill" } else { "" };
            dom::append(made, &[&dom::words("span", class, &cell.text)]);
        }
        let info = cell.about.as_ref().map(|about| {
            let info = Info::new(&self.stage);
            info.explain(about.clone());
            dom::append(made, &[info.element()]);
            info
        });
        if let (Some(place), Some(said)) = (cell.named, made.first_element_child()) {
            let pencil = self.naming.button(place, &cell.text);
            dom::append(made, &[&dom::wrap("div", "named", &[&said, &pencil])]);
        }
        if !cell.note.is_empty() {
            dom::append(made, &[&dom::words("small", "", &cell.note)]);
        }
        info
    }

    /// A canvas of its own for a small picture that is still to be painted.
    fn canvas(&self, row: usize, picture: &Picture) -> HtmlElement {
        let element = dom::make("canvas", "");
        dom::attribute(&element, "aria-hidden", "true");
        dom::style(&element, "width", &format!("{}px", picture.width));
        dom::style(&element, "height", &format!("{}px", picture.height));
        self.due.borrow_mut().push(Due {
            row,
            canvas: element.clone().unchecked_into(),
            picture: picture.clone(),
        });
        element
    }
}

/// Whether two lines are the same to look at, whatever they open.
fn looks_alike(a: &Line, b: &Line) -> bool {
    let mut cells = a.cells.iter().zip(&b.cells);
    a.whole == b.whole
        && a.cells.len() == b.cells.len()
        && cells.all(|(a, b)| {
            (&a.text, &a.note, a.tone, a.badge) == (&b.text, &b.note, b.tone, b.badge)
                && (&a.act, a.named, &a.about) == (&b.act, b.named, &b.about)
                && a.target.is_some() == b.target.is_some()
                && a.picture == b.picture
        })
}

/// The title of a column where it stands alone.
fn alone(column: &Column) -> &str {
    match column.alone.is_empty() {
        true => &column.title,
        false => &column.alone,
    }
}

fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Mind => "mind",
        Tone::Bad => "bad",
        Tone::Faint => "faint",
    }
}
