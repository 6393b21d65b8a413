//! The Overview: eight cards, then the charts.

use std::rc::Rc;

use web_sys::{Event, HtmlElement};

use crate::base::preset::Preset;
use crate::metric;
use crate::report::figure::{Ask, Board, Figure as Numbers};
use crate::report::rules::in_force;
use crate::settings::Settings;
use crate::view;
use crate::view::format;
use crate::view::layout::{self, Grid, Kind, Screen, Span};
use crate::view::scene::{Scene, Size};
use crate::view::text::fill;
use crate::web::action::{Action, Choice, Tell};
use crate::web::dom::{self, Dom, Listeners};
use crate::web::figure::Figure;
use crate::web::info::Info;
use crate::web::panel::Panel;
use crate::web::stage::Stage;

/// Less room than this is not worth painting again for, in CSS pixels.
const LEAST_GROWTH: f32 = 8.0;

/// A metric's card.
struct Card {
    ask: Ask,
    element: HtmlElement,
    title: HtmlElement,
    info: Info,
    figure: Figure,
}

/// The screen.
pub(crate) struct Overview {
    element: HtmlElement,
    quiet: HtmlElement,
    quiet_text: HtmlElement,
    cards: Vec<Card>,
    panels: Vec<Panel>,
    stage: Rc<Stage>,
    _listeners: Listeners,
}

impl Overview {
    /// A screen without numbers yet.
    pub(crate) fn new(stage: &Rc<Stage>, screen: Screen, tell: &Tell) -> Overview {
        let words = stage.words();
        let element = dom::make("main", "overview");
        let quiet_text = dom::make("p", "");
        let all = dom::button("button", words.show_all);
        let mut listeners = Listeners::default();
        let heard = tell.clone();
        listeners.on(&all, "click", move |_: Event| {
            heard(Action::Choose(Choice::Named(Preset::All)));
        });
        let quiet = dom::wrap("div", "card quiet", &[&quiet_text, &all]);
        quiet.set_hidden(true);
        let shelf = dom::make("section", "cards");
        dom::attribute(&shelf, "aria-label", words.cards);
        let mut cards = Vec::new();
        for tile in screen.cards {
            let card = Card::new(stage, tile.ask);
            dom::append(&shelf, &[&card.element]);
            cards.push(card);
        }
        let charts = dom::make("div", "charts");
        let mut panels = Vec::new();
        for group in screen.panels {
            let span = match group.span {
                Span::Wide => "card panel wide",
                Span::Narrow => "card panel narrow",
                Span::Half => "card panel half",
            };
            let frame = dom::make("div", span);
            for tile in group.tiles {
                let panel = Panel::new(stage, tile, panels.len(), tell);
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

    /// Sets a switch of one of its panels.
    pub(crate) fn switch(&mut self, panel: usize, switch: usize, option: usize) {
        if let Some(panel) = self.panels.get_mut(panel) {
            panel.switch(switch, option)
        }
    }

    /// Shows a board counted by `settings`, as wide as there is room. All widths are asked for
    /// before anything is painted, so that the browser lays out once.
    pub(crate) fn show(&self, board: &Board, settings: &Settings) -> Dom<()> {
        self.show_quiet(board);
        let grid = layout::grid(self.element.client_width() as f32);
        self.arrange(&grid);
        let card_widths: Vec<f32> = self.cards.iter().map(Card::width).collect();
        let panel_widths: Vec<f32> = self.panels.iter().map(Panel::width).collect();
        let mut figures = board.figures.iter();
        for ((card, width), numbers) in self.cards.iter().zip(card_widths).zip(&mut figures) {
            card.show(&self.stage, numbers, (board, settings), width)?;
        }
        let charts: Vec<_> = self.panels.iter().zip(panel_widths).zip(figures).collect();
        let height = grid.chart_height;
        for ((panel, width), numbers) in &charts {
            let width = *width;
            panel.show(numbers, board, Size { width, height })?;
        }
        for ((panel, width), numbers) in charts {
            // Beside a higher neighbour a chart over time has room to grow.
            let room = if panel.grows() { panel.room() } else { 0.0 };
            if room >= LEAST_GROWTH {
                let height = height + room;
                panel.show(numbers, board, Size { width, height })?;
            }
        }
        Ok(())
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
            _ => None,
        });
        let none = counted.sum::<u64>() == 0;
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
    fn new(stage: &Rc<Stage>, ask: Ask) -> Card {
        let title = dom::make("h2", "");
        let info = Info::new(stage);
        let figure = Figure::new(stage);
        let name = dom::wrap("div", "name", &[&title, info.element()]);
        let element = dom::wrap("div", "card metric", &[&name, figure.element()]);
        dom::attribute(&element, "part", "card");
        Card {
            ask,
            element,
            title,
            info,
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
            dom::say(&self.title, &explanation.title);
            self.info.explain(explanation);
        }
        let size = Size { width, height: 0.0 };
        self.figure
            .show(view::picture(numbers, Kind::Card, about, size, &scene))
    }
}
