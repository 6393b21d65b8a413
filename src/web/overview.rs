//! The Overview: eight cards, then the charts.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Event, HtmlElement, Node};

use crate::base::preset::Preset;
use crate::metric;
use crate::report::Arms;
use crate::report::figure::{Ask, Board, Figure as Numbers};
use crate::report::rules::in_force;
use crate::settings::Settings;
use crate::view;
use crate::view::format;
use crate::view::layout::{self, Grid, Kind, Screen, Span};
use crate::view::scene::{Scene, Size};
use crate::view::state::{Change, Choice, Switched};
use crate::view::text::fill;
use crate::web::action::{Action, Tell};
use crate::web::arms::Chooser;
use crate::web::dom::{self, Dom, Listeners};
use crate::web::export::{self, Menu};
use crate::web::figure::Figure;
use crate::web::info::Info;
use crate::web::look::Look;
use crate::web::panel::Panel;
use crate::web::stage::Stage;
use crate::web::tip::Spot;

/// After so long in one frame the next one goes on, in milliseconds. A screen
/// that is painted at once comes a frame earlier than one in two halves; half
/// of what a person would notice is never passed.
pub(crate) const SHARE: f64 = 24.0;

/// Where a card or chart stands on the screen.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// Among the cards.
    Card(usize),
    /// Among the charts.
    Chart(usize),
}

/// A metric's card.
struct Card {
    ask: Ask,
    element: HtmlElement,
    title: HtmlElement,
    /// What it was called last.
    named: RefCell<String>,
    info: Info,
    menu: Menu,
    figure: Figure,
}

/// The screen.
pub(crate) struct Overview {
    element: HtmlElement,
    quiet: HtmlElement,
    quiet_text: HtmlElement,
    cards: Vec<Card>,
    panels: Vec<Panel>,
    due: Due,
    worn: Option<Worn>,
    stage: Rc<Stage>,
    _listeners: Listeners,
}

/// What the screen was painted with last, beside its board.
struct Worn {
    settings: Settings,
    look: Rc<Look>,
}

/// How far the painting of a board has come.
#[derive(Default)]
struct Due {
    /// All tiles: those that take the room that others leave come last.
    order: Vec<usize>,
    /// The place in the order to begin with.
    first: usize,
    /// Steps done.
    done: usize,
    /// Steps to do.
    left: usize,
    /// How wide each tile is, in CSS pixels.
    widths: Vec<f32>,
    /// How high a chart is at least, in CSS pixels.
    chart_height: f32,
}

impl Overview {
    /// A screen without numbers yet.
    pub(crate) fn new(
        stage: &Rc<Stage>,
        (screen, fields): (Screen, &[String]),
        tell: &Tell,
    ) -> Overview {
        let words = stage.words();
        let element = dom::make("main", "overview");
        let quiet_text = dom::make("p", "");
        let all = dom::button("button", words.show_all);
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&all, "click", move |_: Event| {
            heard(Action::Change(Change::Period(Choice::Named(Preset::All))));
        });
        let quiet = dom::wrap("div", "card quiet", &[&quiet_text, &all]);
        quiet.set_hidden(true);
        let shelf = dom::make("section", "cards");
        dom::attribute(&shelf, "aria-label", words.cards);
        let mut cards = Vec::new();
        for tile in screen.cards {
            let card = Card::new(stage, tile.ask, Place::Card(cards.len()), tell);
            dom::append(&shelf, &[&card.element]);
            cards.push(card);
        }
        let charts = dom::make("div", "charts");
        let mut panels = Vec::new();
        let crosshair = Rc::default();
        for group in screen.panels {
            let span = match group.span {
                Span::Wide => "card panel wide",
                Span::Narrow => "card panel narrow",
                Span::Half => "card panel half",
                Span::Full => "card panel full",
            };
            let frame = dom::make("div", span);
            for tile in group.tiles {
                let panel = Panel::new(stage, (tile, fields), panels.len(), &crosshair, tell);
                dom::append(&frame, &[panel.element()]);
                panels.push(panel);
            }
            dom::append(&charts, &[&frame]);
        }
        dom::append(&element, &[&quiet, &shelf, &charts]);
        Overview {
            element,
            quiet,
            quiet_text,
            cards,
            panels,
            due: Due::default(),
            worn: None,
            stage: stage.clone(),
            _listeners: listeners,
        }
    }

    /// Its element.
    pub(crate) fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// What it wants from the engine; the figures of a board come in the
    /// same order.
    pub(crate) fn asks(&self) -> Vec<Ask> {
        let cards = self.cards.iter().map(|card| card.ask.clone());
        cards.chain(self.panels.iter().map(Panel::ask)).collect()
    }

    /// How many of its tiles, from the first one on, begin above the lower edge
    /// of the window. Before anything is painted they take the room that they
    /// are expected to.
    pub(crate) fn in_sight(&self) -> usize {
        if self.worn.is_none() {
            let grid = layout::grid(self.element.client_width() as f32);
            self.arrange(&grid);
            for card in &self.cards {
                let height = layout::expected_height(Kind::Card, card.width(), &grid);
                card.figure.reserve(height);
            }
            self.panels.iter().for_each(|panel| panel.reserve(&grid));
        }
        let end = dom::window().inner_height().ok();
        let end = end.and_then(|height| height.as_f64()).unwrap_or_default();
        let seen = |tile: &HtmlElement| Spot::of(tile).top < end;
        let last = self.tiles().iter().rposition(seen);
        last.map_or(0, |last| last + 1)
    }

    /// Which figure of a board stands there.
    pub(crate) fn tile(&self, place: Place) -> usize {
        match place {
            Place::Card(card) => card,
            Place::Chart(chart) => self.cards.len() + chart,
        }
    }

    /// The elements of its cards and charts, in the order of their asks.
    pub(crate) fn tiles(&self) -> Vec<HtmlElement> {
        let cards = self.cards.iter().map(|card| card.element.clone());
        let panels = self.panels.iter().map(|panel| panel.element().clone());
        cards.chain(panels).collect()
    }

    /// What it asks for at a place, the picture it makes of the answer, and
    /// in which size.
    pub(crate) fn shape(&self, place: Place) -> Option<(Ask, Kind, Size)> {
        let width = self.due.widths.get(self.tile(place)).copied();
        let size = Size {
            width: width.unwrap_or_default(),
            height: self.due.chart_height,
        };
        Some(match place {
            Place::Card(card) => (self.cards.get(card)?.ask.clone(), Kind::Card, size),
            Place::Chart(chart) => {
                let tile = self.panels.get(chart)?.tile();
                (tile.ask.clone(), tile.kind, size)
            }
        })
    }

    /// Sets the switches of its charts: these, and all others as usual.
    pub(crate) fn switch(&mut self, switched: &[Switched]) {
        for (chart, panel) in self.panels.iter_mut().enumerate() {
            for switch in 0..panel.switches() {
                let at = |known: &&Switched| known.chart == chart && known.switch == switch;
                let known = switched.iter().find(at);
                panel.switch(switch, known.map_or(0, |known| known.option))
            }
        }
    }

    /// Makes ready to show a board counted by `settings` in place of the one
    /// `before`. All widths are asked for before anything is painted, so that
    /// the browser lays out once. Begun again before all is painted, it goes
    /// on with what was painted longest ago.
    pub(crate) fn begin(&mut self, board: &Board, settings: &Settings, before: Option<&Board>) {
        self.show_quiet(board);
        let grid = layout::grid(self.element.client_width() as f32);
        self.arrange(&grid);
        let cards = self.cards.iter().map(Card::width);
        let widths: Vec<f32> = cards.chain(self.panels.iter().map(Panel::width)).collect();
        let changed = self.changed(board, settings, before, &widths);
        self.worn = Some(Worn {
            settings: settings.clone(),
            look: self.stage.look(),
        });
        let (growing, order): (Vec<usize>, Vec<usize>) =
            changed.into_iter().partition(|&tile| self.grows(tile));
        let tiles = order.len() + growing.len();
        self.due = Due {
            order: [order, growing].concat(),
            first: match self.has_tiles_due() {
                true => (self.due.first + self.due.done) % tiles,
                false => 0,
            },
            done: 0,
            left: tiles,
            widths,
            chart_height: grid.chart_height,
        };
    }

    /// The tiles that do not look already as they should; where there are any,
    /// those too that take the room that others leave.
    fn changed(
        &self,
        board: &Board,
        settings: &Settings,
        before: Option<&Board>,
        widths: &[f32],
    ) -> Vec<usize> {
        let look = self.stage.look();
        let wears = |worn: &&Worn| worn.settings == *settings && Rc::ptr_eq(&worn.look, &look);
        let before = before
            .filter(|_| self.worn.as_ref().is_some_and(|worn| wears(&worn)))
            .filter(|before| before.context == board.context && !self.has_tiles_due());
        let Some(before) = before else {
            return (0..widths.len()).collect();
        };
        let is_same = |tile: &usize| {
            let panel = tile.checked_sub(self.cards.len());
            // What is still to come stays as it is.
            board.figures.len() <= *tile
                || before.figures.get(*tile) == board.figures.get(*tile)
                    && self.due.widths.get(*tile) == widths.get(*tile)
                    && panel.is_none_or(|panel| self.panels[panel].is_shown())
        };
        let (same, mut changed): (Vec<usize>, Vec<usize>) = (0..widths.len()).partition(is_same);
        if !changed.is_empty() {
            changed.extend(same.into_iter().filter(|&tile| self.grows(tile)));
        }
        changed
    }

    /// Whether some of the board is still to be painted.
    pub(crate) fn is_due(&self) -> bool {
        self.has_tiles_due() || self.panels.iter().any(Panel::is_due)
    }

    fn has_tiles_due(&self) -> bool {
        self.due.left > 0
    }

    /// Puts two groups side by side in its tables that do so; the data has
    /// these fields.
    pub(crate) fn compare(&mut self, arms: Option<&Arms>, fields: &[String]) {
        for panel in &mut self.panels {
            panel.compare(arms, fields)
        }
    }

    /// What chooses these groups, where there is something to choose for.
    pub(crate) fn chooser(&self) -> Option<&Chooser> {
        self.panels.iter().find_map(Panel::chooser)
    }

    /// Paints more of a board counted by `settings`, as much as fits into one
    /// frame beside what else there is to do.
    /// `awaits` says whether more of the board is to come.
    pub(crate) fn go_on(&mut self, board: &Board, settings: &Settings, awaits: bool) -> Dom<()> {
        let start = dom::now();
        while self.due.left > 0 {
            let step = self.due.done;
            self.due.done += 1;
            self.due.left -= 1;
            self.paint(step, board, settings)?;
            if dom::now() - start >= SHARE {
                break;
            }
        }
        for panel in &self.panels {
            while panel.is_due() && dom::now() - start < SHARE {
                panel.go_on()?;
            }
        }
        let busy = self.is_due() || awaits || board.figures.len() < self.asks().len();
        dom::truth(&self.element, "aria-busy", busy);
        if !busy {
            dom::style(&self.element, "min-height", "0");
        }
        Ok(())
    }

    /// Whether a tile takes the room that others leave it.
    fn grows(&self, tile: usize) -> bool {
        let panel = tile.checked_sub(self.cards.len());
        let panel = panel.and_then(|panel| self.panels.get(panel));
        panel.is_some_and(Panel::grows)
    }

    /// Paints every tile, one step each.
    fn paint(&self, step: usize, board: &Board, settings: &Settings) -> Dom<()> {
        let Due {
            order,
            first,
            widths,
            ..
        } = &self.due;
        let tile = order[(first + step) % order.len()];
        let (Some(numbers), width) = (board.figures.get(tile), widths[tile]) else {
            return Ok(());
        };
        let size = Size {
            width,
            height: self.due.chart_height,
        };
        if let Some(card) = self.cards.get(tile) {
            return card.show(&self.stage, numbers, (board, settings), width);
        }
        self.panels[tile - self.cards.len()].show(numbers, board, size)
    }

    fn arrange(&self, grid: &Grid) {
        dom::style(&self.element, "--columns", &grid.card_columns.to_string());
        dom::style(&self.element, "--gap", &format!("{}px", grid.gap));
        dom::style(&self.element, "--padding", &format!("{}px", grid.padding));
        let columns = grid.panel_columns;
        dom::style(&self.element, "--panel-columns", &columns.to_string());
        dom::toggle(&self.element, "side-by-side", columns > 1);
    }

    /// Says so where the period holds no conversation at all.
    fn show_quiet(&self, board: &Board) {
        let counted = board.figures.iter().filter_map(|figure| match figure {
            Numbers::Counts(counts) => Some(counts.total),
            Numbers::Stack(stack) => Some(stack.totals.iter().sum()),
            Numbers::Split(split) => Some(split.rows.iter().map(|row| row.conversations).sum()),
            _ => None,
        });
        // Without a figure that counts them nobody knows.
        let none = counted.reduce(|all, more| all + more) == Some(0);
        let context = &board.context;
        if let (true, Some(span)) = (none, context.span) {
            let locale = self.stage.look().locale;
            let dates = format::span(context.period.from, context.period.to, &locale);
            let span = format::span(span.from, span.to, &locale);
            let text = fill(
                self.stage.words().quiet,
                &[("dates", &dates), ("span", &span)],
            );
            dom::say(&self.quiet_text, &text);
        }
        self.quiet.set_hidden(!none);
    }
}

impl Card {
    fn new(stage: &Rc<Stage>, ask: Ask, place: Place, tell: &Tell) -> Card {
        let title = dom::make("h2", "");
        let info = Info::new(stage);
        let chosen = tell.clone();
        let figure = Figure::new(stage, &Rc::default(), move |mark| {
            chosen(Action::Chosen(place, mark))
        });
        let menu = export::of_tile(stage, place, tell);
        let parts: [&Node; 3] = [&title, info.element(), menu.element()];
        let name = dom::wrap("div", "name", &parts);
        let element = dom::wrap("div", "card metric", &[&name, figure.element()]);
        dom::attribute(&element, "part", "card");
        Card {
            ask,
            element,
            title,
            named: RefCell::default(),
            info,
            menu,
            figure,
        }
    }

    fn width(&self) -> f32 {
        self.figure.element().client_width() as f32
    }

    fn show(
        &self,
        stage: &Stage,
        numbers: &Numbers,
        (board, settings): (&Board, &Settings),
        width: f32,
    ) -> Dom<()> {
        let look = stage.look();
        let scene = Scene {
            theme: &look.theme,
            locale: &look.locale,
            measure: &*look,
            context: &board.context,
        };
        let Numbers::Card(card) = numbers else {
            return Ok(());
        };
        let about = metric::find(&card.metric).map(|metric| &metric.about);
        if let Some(about) = about {
            let explanation =
                view::explain(about, &card.answer, &in_force(about.id, settings), &scene);
            let title = explanation.title.clone();
            if self.named.replace(title.clone()) != title {
                dom::say(&self.title, &title);
                export::name(&self.menu, &title, stage);
            }
            self.info.explain(explanation);
        }
        let size = Size { width, height: 0.0 };
        self.figure.show(
            view::picture(numbers, Kind::Card, about, size, &scene),
            None,
        )
    }
}
