//! A chart's panel: title, ⓘ, switches, picture, legend, and the same as a
//! table.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlSelectElement};

use crate::report::figure::{Ask, Board, Figure as Numbers, HeatmapOf};
use crate::view;
use crate::view::counted::Counted;
use crate::view::layout::{self, Kind, Tile};
use crate::view::picture::{Fill, LegendEntry, Table};
use crate::view::scene::{Scene, Size};
use crate::view::state::{Change, Switched};
use crate::view::tables::choices;
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::crosshair::Crosshair;
use crate::web::dom::{self, Dom, Listeners};
use crate::web::export::{self, Menu};
use crate::web::figure::{Chosen, Figure};
use crate::web::info::Info;
use crate::web::ledger::Ledger;
use crate::web::links::Links;
use crate::web::overview::Place;
use crate::web::stage::Stage;
use crate::web::switch::Switch;
use crate::web::tip::Spot;
use crate::web::tools::ToolAction;

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
        let place = Place::Chart(index);
        let title = dom::make("h2", "");
        let info = Info::new(stage);
        let heard = tell.clone();
        let choose = Rc::new(move |chosen| heard(Action::Chosen(place, chosen)));
        let chosen = choose.clone();
        let figure = Figure::new(stage, crosshair, move |mark| chosen(mark));
        let legend = dom::make("ul", "legend");
        let table = dom::make("div", "table");
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
        let shown: Rc<Cell<Option<bool>>> = Rc::default();
        let ledger = (tile.kind == Kind::Table).then(|| ledger(stage, &choose, &shown, tell));
        match &ledger {
            Some(ledger) => {
                toggle.set_hidden(true);
                export::only_numbers(&menu);
                dom::append(&element, &[ledger.element()])
            }
            None => dom::append(&element, &[figure.element(), &legend, &table]),
        }

        let tabular = Rc::new(Cell::new(false));
        let links = [Links::default(), Links::default()];
        let listeners = listen(
            &toggle,
            &tabular,
            [(&legend, &links[0]), (&table, &links[1])],
            (&choose, tell),
        );
        Panel {
            tile,
            ledger,
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
        matches!(self.tile.kind, Kind::Stack | Kind::Line) && !self.tabular.get()
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
        let look = self.stage.look();
        let scene = Scene {
            theme: &look.theme,
            locale: &look.locale,
            measure: &*look,
            context: &board.context,
        };
        let heading = view::heading(&self.tile.ask, &scene);
        let title = heading.map(|heading| {
            dom::say(&self.title, &heading.title);
            let title = heading.title.clone();
            self.info.explain(heading);
            title
        });
        let title = title.unwrap_or_default();
        if let Some(ledger) = &self.ledger {
            self.shown.set(Some(self.tabular.get()));
            export::name(&self.menu, &title, &self.stage);
            let told = view::ledger::assumed(numbers, &ledger.assumed(), &scene);
            return ledger.show(&title, told.unwrap_or_default());
        }
        // Mostly there is as much room as last time.
        let kind = self.tile.kind;
        let grown = self.grown.get();
        let at = |room: f32| {
            let height = size.height + room;
            view::picture(numbers, kind, None, Size { height, ..size }, &scene)
        };
        let mut picture = at(grown);
        fill_legend(&self.legend, &picture.legend, &self.links[0]);
        let table = self
            .tabular
            .get()
            .then(|| view::table(numbers, None, &scene));
        self.show_as(&title, table.as_ref());
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
        self.figure.show(picture)
    }

    /// Shows the table, or else the picture.
    fn show_as(&self, title: &str, table: Option<&Table>) {
        let words = self.stage.words();
        let tabular = table.is_some();
        self.shown.set(Some(tabular));
        self.figure.element().set_hidden(tabular);
        self.legend
            .set_hidden(tabular || !self.legend.has_child_nodes());
        self.table.set_hidden(!tabular);
        let label = fill(words.as_table, &[("title", title)]);
        dom::attribute(&self.toggle, "aria-label", &label);
        self.toggle.set_title(&label);
        dom::truth(&self.toggle, "aria-pressed", tabular);
        export::name(&self.menu, title, &self.stage);
        dom::empty(&self.table);
        if let Some(table) = table {
            let made = tabulate(title, table);
            self.links[1].fill(&made, table);
            dom::append(&self.table, &[&made]);
        }
    }
}

/// Puts among the tools what chooses another tile in the place of this one.
fn choosers(
    stage: &Stage,
    tile: &Tile,
    fields: &[String],
    tools: &HtmlElement,
    tell: &Tell,
) -> Listeners {
    let mut listeners = Listeners::default();
    let own = tile.name();
    for (place, choice) in choices(tile, fields, &stage.look().locale)
        .into_iter()
        .enumerate()
    {
        let select: HtmlSelectElement = dom::make("select", "chooser").unchecked_into();
        dom::attribute(&select, "aria-label", &choice.label);
        for (name, label) in &choice.options {
            let option = dom::words("option", "", label);
            dom::attribute(&option, "value", name);
            dom::append(&select, &[&option]);
        }
        select.set_value(&own);
        dom::append(tools, &[&select]);
        let (tell, own) = (tell.clone(), own.clone());
        let chosen = select.clone();
        listeners.on(&select, "change", move |_: Event| {
            let swap = ToolAction::Swap(own.clone(), chosen.value(), place);
            tell(Action::Tools(swap));
        });
    }
    listeners
}

/// What a table is shown in.
fn ledger(
    stage: &Rc<Stage>,
    choose: &Rc<impl Fn(Chosen) + 'static>,
    shown: &Rc<Cell<Option<bool>>>,
    tell: &Tell,
) -> Ledger {
    let (choose, shown) = (choose.clone(), shown.clone());
    let opens = move |target| choose(Chosen::Mark(target));
    let (named, assumed) = (tell.clone(), tell.clone());
    Ledger::new(
        stage,
        opens,
        move |themes| named(Action::Change(Change::Themes(themes))),
        move || {
            shown.set(None);
            assumed(Action::Repaint);
        },
    )
}

/// Hears the switch between picture and table, and what opens in legend and
/// table.
fn listen(
    toggle: &HtmlElement,
    tabular: &Rc<Cell<bool>>,
    parts: [(&HtmlElement, &Links); 2],
    (choose, tell): (&Rc<impl Fn(Chosen) + 'static>, &Tell),
) -> Listeners {
    let mut listeners = Listeners::default();
    let (state, tell) = (tabular.clone(), tell.clone());
    listeners.on(toggle, "click", move |_: Event| {
        state.set(!state.get());
        tell(Action::Repaint);
    });
    for (part, links) in parts {
        let (links, choose) = (links.clone(), choose.clone());
        listeners.on(part, "click", move |event: Event| {
            if let Some(target) = links.of(&event) {
                choose(Chosen::Mark(target));
            }
        });
    }
    listeners
}

fn switches(stage: &Rc<Stage>, kind: Kind, chart: usize, tell: &Tell) -> Vec<Switch> {
    let words = stage.words();
    let make = |switch: usize, label: &str, options: &[&str]| {
        let tell = tell.clone();
        Switch::new(label, options, move |option| {
            tell(Action::Change(Change::Switch(Switched {
                chart,
                switch,
                option,
            })));
        })
    };
    match kind {
        Kind::Stack => vec![
            make(0, words.which, &[words.all, words.engaged]),
            make(1, words.split_by, &words.splits),
        ],
        Kind::Heatmap => vec![make(0, words.which, &[words.engaged, words.handoffs])],
        Kind::Bars | Kind::Share | Kind::Card | Kind::Line | Kind::Table => Vec::new(),
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
