//! A chart's panel: title, ⓘ, switches, picture, legend, and the same as a
//! table.

mod parts;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::HtmlElement;

use crate::report::Arms;
use crate::report::figure::{Ask, Board, Figure as Numbers, HeatmapOf};
use crate::view::counted::Counted;
use crate::view::layout::{self, Grid, Kind, Tile};
use crate::view::picture::{Fill, LegendEntry, Table};
use crate::view::scene::{Scene, Size};
use crate::view::text::fill;
use crate::view::{self, Wording};
use crate::web::action::{Action, Tell};
use crate::web::arms::Chooser;
use crate::web::crosshair::Crosshair;
use crate::web::dom::{self, Dom, Listeners};
use crate::web::export::{self, Menu};
use crate::web::figure::Figure;
use crate::web::info::Info;
use crate::web::ledger::Ledger;
use crate::web::links::Links;
use crate::web::overview::Place;
use crate::web::panel::parts::{beside, choosers, ledger, listen, switches};
use crate::web::pictured::Again;
use crate::web::stage::Stage;
use crate::web::switch::Switch;
use crate::web::targets::Targets;
use crate::web::tip::Spot;

/// Less room than this is not worth growing for, in CSS pixels.
const LEAST_GROWTH: f32 = 8.0;

/// One chart with everything around it.
pub(crate) struct Panel {
    tile: Tile,
    element: HtmlElement,
    title: HtmlElement,
    info: Info,
    figure: Figure,
    legend: HtmlElement,
    table: HtmlElement,
    toggle: HtmlElement,
    tabular: Rc<Cell<bool>>,
    /// Whether it was shown last as a table.
    shown: Rc<Cell<Option<bool>>>,
    /// In place of the picture, where it is a table.
    ledger: Option<Ledger>,
    /// What it was called last, and what its legend said: most changes leave
    /// both as they are.
    told: RefCell<(String, Vec<LegendEntry>)>,
    /// Chooses what it compares, where it does.
    chooser: Option<Chooser>,
    /// Changes the targets that it tells, where it does.
    targets: Option<Targets>,
    /// What opens in the legend and in the table.
    links: [Links; 2],
    /// How much higher its picture was last than it had to be, in CSS pixels.
    grown: Cell<f32>,
    switches: Vec<Switch>,
    menu: Menu,
    stage: Rc<Stage>,
    _listeners: Listeners,
    _choosers: Listeners,
}

impl Panel {
    /// A tile's panel, the one at place `index` of its screen's charts.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        (tile, fields): (Tile, &[String]),
        index: usize,
        crosshair: &Rc<Crosshair>,
        tell: &Tell,
    ) -> Panel {
        let (title, info) = (dom::make("h2", ""), Info::new(stage));
        let (heard, place) = (tell.clone(), Place::Chart(index));
        let choose = Rc::new(move |chosen| heard(Action::Chosen(place, chosen)));
        let chosen = choose.clone();
        let figure = Figure::new(stage, crosshair, move |mark| chosen(mark));
        let (legend, table) = (dom::make("ul", "legend"), dom::make("div", "table"));
        table.set_hidden(true);
        let toggle: HtmlElement = dom::button("toggle", "");
        let switches = switches(stage, tile.kind, index, tell);
        let menu = export::of_tile(stage, place, tell);
        let tools = dom::make("div", "tools");
        for switch in &switches {
            dom::append(&tools, &[switch.element()]);
        }
        let choosers = choosers(stage, &tile, fields, &tools, tell);
        let name = dom::wrap("div", "name", &[&title, info.element()]);
        let head = dom::wrap("div", "head", &[&name, &tools, &toggle, menu.element()]);
        let element = dom::wrap("section", "chart", &[&head]);
        dom::attribute(&element, "part", "chart");
        let shown = Rc::default();
        let ledger = (tile.kind == Kind::Table).then(|| ledger(stage, &choose, tell));
        let (chooser, targets) = beside(stage, &tile.ask, (&element, &tools), tell);
        match &ledger {
            Some(ledger) => {
                toggle.set_hidden(true);
                export::only_numbers(&menu);
                dom::append(&element, &[ledger.element()])
            }
            None => dom::append(&element, &[figure.element(), &legend, &table]),
        }
        let (tabular, links) = <(Rc<Cell<bool>>, [Links; 2])>::default();
        let listeners = listen(
            &toggle,
            &tabular,
            [(&legend, &links[0]), (&table, &links[1])],
            (&choose, tell),
        );
        Panel {
            tile,
            ledger,
            chooser,
            targets,
            links,
            element,
            title,
            info,
            figure,
            legend,
            table,
            toggle,
            tabular,
            shown,
            told: RefCell::default(),
            grown: Cell::new(0.0),
            switches,
            menu,
            stage: stage.clone(),
            _listeners: listeners,
            _choosers: choosers,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// What it is.
    pub(crate) fn tile(&self) -> &Tile {
        &self.tile
    }

    /// What it wants from the engine.
    pub(crate) fn ask(&self) -> Ask {
        self.tile.ask.clone()
    }

    /// Puts two groups side by side, where it is there for that.
    pub(crate) fn compare(&mut self, chosen: Option<&Arms>, fields: &[String]) {
        if let Some(chooser) = &self.chooser {
            chooser.offer(fields)
        }
        if let Ask::Arms { arms, .. } = &mut self.tile.ask {
            *arms = chosen.cloned()
        }
    }

    /// What chooses these groups.
    pub(crate) fn chooser(&self) -> Option<&Chooser> {
        self.chooser.as_ref()
    }

    /// Whether small pictures of it are still to be painted.
    pub(crate) fn is_due(&self) -> bool {
        self.ledger.as_ref().is_some_and(Ledger::is_due)
    }

    /// Paints the next one of them.
    pub(crate) fn go_on(&self) -> Dom<()> {
        self.ledger.as_ref().map_or(Ok(()), Ledger::go_on)
    }

    /// How many switches it has.
    pub(crate) fn switches(&self) -> usize {
        self.switches.len()
    }

    /// Sets one of its switches.
    pub(crate) fn switch(&mut self, switch: usize, option: usize) {
        if let Some(part) = self.switches.get(switch) {
            part.set(option);
        }
        let switches = layout::switches(self.tile.kind);
        let word = switches.get(switch).and_then(|options| options.get(option));
        match (&mut self.tile.ask, switch) {
            (Ask::Stack { engaged, .. }, 0) => *engaged = option == 1,
            (Ask::Stack { by, .. }, _) => by.replace_range(.., word.unwrap_or(&"outcome")),
            (Ask::Heatmap { of }, _) if option == 1 => *of = HeatmapOf::Handoffs,
            (Ask::Heatmap { of }, _) => *of = HeatmapOf::Engaged,
            _ => {}
        }
    }

    /// Whether it stands there as it is to be, as a table or as a picture.
    pub(crate) fn is_shown(&self) -> bool {
        self.shown.get() == Some(self.tabular.get())
    }

    /// How wide its picture may be.
    pub(crate) fn width(&self) -> f32 {
        self.element.client_width() as f32
    }

    /// Whether its picture can be as high as one likes.
    pub(crate) fn grows(&self) -> bool {
        matches!(self.tile.kind, Kind::Stack | Kind::Line | Kind::Columns) && !self.tabular.get()
    }

    /// Takes the room that it is expected to need.
    pub(crate) fn reserve(&self, grid: &Grid) {
        let height = layout::expected_height(self.tile.kind, self.width(), grid);
        self.figure.reserve(height);
        if let Some(ledger) = &self.ledger {
            dom::style(ledger.element(), "min-height", &format!("{height}px"));
        }
    }

    /// How much room is left under a picture of this height.
    fn room(&self, height: f32) -> f32 {
        self.figure.reserve(height);
        let lowest = match self.legend.hidden() {
            true => self.figure.element(),
            false => &self.legend,
        };
        (Spot::of(&self.element).bottom - Spot::of(lowest).bottom).floor() as f32
    }

    /// Shows numbers in a picture of this size, or a higher one where the
    /// chart grows and its neighbours leave room.
    pub(crate) fn show(&self, numbers: &Numbers, board: &Board, size: Size) -> Dom<()> {
        let tabular = self.tabular.get();
        self.figure.element().set_hidden(tabular);
        let look = self.stage.look();
        let scene = Scene {
            theme: &look.theme,
            locale: &look.locale,
            measure: &*look,
            context: &board.context,
        };
        let (title, renamed) = self.head(&scene);
        let mut told = self.told.borrow_mut();
        if let Some(ledger) = &self.ledger {
            self.show_ledger(ledger, &title, numbers, &scene);
            return Ok(());
        }
        // Mostly there is as much room as last time.
        let kind = self.tile.kind;
        let grown = self.grown.get();
        let at = |room: f32| {
            let height = size.height + room;
            let size = Size { height, ..size };
            let later = (size, Wording::Later);
            view::picture_worded(numbers, kind, None, later, &scene)
        };
        let mut picture = at(grown);
        if told.1 != picture.legend {
            fill_legend(&self.legend, &picture.legend, &self.links[0]);
            told.1.clone_from(&picture.legend);
        }
        let table = tabular.then(|| view::table(numbers, None, &scene));
        if renamed || table.is_some() || !self.is_shown() {
            self.show_as(&title, table.as_ref());
        }
        self.legend.set_hidden(tabular || picture.legend.is_empty());
        if table.is_some() {
            return Ok(());
        }
        let room = match self.grows() {
            true => Some(self.room(size.height)).filter(|room| *room >= LEAST_GROWTH),
            false => None,
        };
        let room = room.unwrap_or(0.0);
        if room != grown {
            self.grown.set(room);
            picture = at(room);
        }
        if picture.timed {
            self.figure.count(Counted::of(board));
        }
        let height = size.height + room;
        let again = self.again(numbers, board, Size { height, ..size });
        self.figure.show(picture, Some(again))
    }

    /// Shows numbers that are a table.
    fn show_ledger(&self, ledger: &Ledger, title: &str, numbers: &Numbers, scene: &Scene<'_>) {
        self.shown.set(Some(self.tabular.get()));
        let made = view::ledger(numbers, scene);
        ledger.show(title, made.unwrap_or_default());
        match (numbers, &self.targets, &self.chooser) {
            (Numbers::Scorecard(card), Some(targets), _) => targets.show(card),
            (Numbers::Arms(figure), _, Some(chooser)) => chooser.show(
                figure,
                matches!(self.tile.ask, Ask::Arms { arms: None, .. }),
            ),
            _ => {}
        }
    }

    /// Writes what stands over it: its title, and whether it is another now.
    fn head(&self, scene: &Scene<'_>) -> (String, bool) {
        let heading = view::heading(&self.tile.ask, scene);
        let title = heading.as_ref().map(|heading| heading.title.clone());
        let title = title.unwrap_or_default();
        if let Some(heading) = heading {
            self.info.explain(heading);
        }
        let known = &mut self.told.borrow_mut().0;
        let renamed = *known != title;
        if renamed {
            dom::say(&self.title, &title);
            export::name(&self.menu, &title, &self.stage);
            known.clone_from(&title);
        }
        (title, renamed)
    }

    /// Makes the picture of these numbers with all its words.
    fn again(&self, numbers: &Numbers, board: &Board, size: Size) -> Again {
        let (numbers, kind, look) = (numbers.clone(), self.tile.kind, self.stage.look());
        let context = board.context.clone();
        Box::new(move || {
            let scene = Scene {
                theme: &look.theme,
                locale: &look.locale,
                measure: &*look,
                context: &context,
            };
            view::picture(&numbers, kind, None, size, &scene)
        })
    }

    /// Shows the table, or else the picture.
    fn show_as(&self, title: &str, table: Option<&Table>) {
        let words = self.stage.words();
        let tabular = table.is_some();
        self.shown.set(Some(tabular));
        self.table.set_hidden(!tabular);
        let label = fill(words.as_table, &[("title", title)]);
        dom::attribute(&self.toggle, "aria-label", &label);
        self.toggle.set_title(&label);
        dom::truth(&self.toggle, "aria-pressed", tabular);
        dom::empty(&self.table);
        if let Some(table) = table {
            let made = tabulate(title, table);
            self.links[1].fill(&made, table);
            dom::append(&self.table, &[&made]);
        }
    }
}

fn fill_legend(list: &HtmlElement, entries: &[LegendEntry], links: &Links) {
    dom::empty(list);
    links.clear();
    for entry in entries {
        let class = match entry.fill {
            Fill::Solid => "swatch",
            Fill::Outlined => "swatch outlined",
            Fill::Hatched => "swatch hatched",
        };
        let swatch = dom::make("i", class);
        dom::style(&swatch, "--swatch", &entry.swatch.to_string());
        let label = match &entry.target {
            Some(target) => {
                let button: HtmlElement = dom::button("entry", &entry.label);
                links.add(&button, target);
                button
            }
            None => dom::words("span", "", &entry.label),
        };
        dom::append(list, &[&dom::wrap("li", "", &[&swatch, &label])]);
    }
}

/// A table with a caption, for whoever reads instead of looking.
pub(crate) fn tabulate(caption: &str, table: &Table) -> HtmlElement {
    let caption = dom::words("caption", "unseen", caption);
    let head = dom::make("tr", "");
    for title in &table.head {
        let cell = dom::words("th", "", title);
        dom::attribute(&cell, "scope", "col");
        dom::append(&head, &[&cell]);
    }
    let body = dom::make("tbody", "");
    for row in &table.rows {
        let line = dom::make("tr", "");
        for (index, text) in row.iter().enumerate() {
            let cell = dom::words(if index == 0 { "th" } else { "td" }, "", text);
            if index == 0 {
                dom::attribute(&cell, "scope", "row");
            }
            dom::append(&line, &[&cell]);
        }
        dom::append(&body, &[&line]);
    }
    let head = dom::wrap("thead", "", &[&head]);
    dom::wrap("table", "", &[&caption, &head, &body])
}
