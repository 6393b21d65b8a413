//! Taking something out: the menus that offer it, and what becomes a file.

mod image;
mod menu;

use std::rc::Rc;

use crate::view::state::View;
use crate::view::text::export::{Export, export_of};
use crate::view::text::fill;
use crate::web::action::{Action, Promised, Tell};
use crate::web::dom;
use crate::web::overview::Place;
use crate::web::stage::Stage;

pub(crate) use image::{Then, as_png, made};
pub(crate) use menu::Menu;

/// What a card or chart becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// An image of pixels.
    Png,
    /// An image of lines.
    Svg,
    /// Its numbers.
    Csv,
}

impl Form {
    /// The one of that name; numbers where it is none.
    pub(crate) fn named(name: &str) -> Form {
        match name {
            "png" => Form::Png,
            "svg" => Form::Svg,
            _ => Form::Csv,
        }
    }

    /// Its media type.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Form::Png => "image/png",
            Form::Svg => "image/svg+xml",
            Form::Csv => "text/csv",
        }
    }

    /// What names of files of it end with.
    fn ending(self) -> &'static str {
        match self {
            Form::Png => "png",
            Form::Svg => "svg",
            Form::Csv => "csv",
        }
    }
}

/// What a person takes out.
pub(crate) enum Taking {
    /// A card or chart of the screen.
    Tile(Place, Form),
    /// The report object for what the screen shows.
    Report,
    /// The numbers of all cards.
    Cards,
    /// What the host asks for, by the name of a card or chart; without one
    /// the numbers of all cards.
    Asked(String, Form, Promised),
    /// A page with what is open in it.
    Page,
}

/// The place of all cards in the header's menu.
const CARDS: usize = 1;

/// The place of the report.
const PAGE: usize = 2;

/// The menu of the header.
pub(crate) fn of_view(stage: &Stage, tell: &Tell) -> Menu {
    let words = words_of(stage);
    let button = dom::button("button exports", words.button);
    let tell = tell.clone();
    let chosen = move |place| match place {
        0 => tell(Action::Take(Taking::Report)),
        CARDS => tell(Action::Take(Taking::Cards)),
        PAGE => tell(Action::Take(Taking::Page)),
        // What prepares the screen for paper waits for its turn, so this is
        // none of its turns. A browser that prints nothing says so itself.
        _ => drop(dom::window().print()),
    };
    let menu = Menu::new(button, words.button, &words.all, Rc::new(chosen));
    // A report has no page at hand to be made one of again.
    menu.offer(PAGE, stage.attribute("readonly").is_none());
    menu
}

/// Offers in the header's menu what a view has.
pub(crate) fn follow(menu: &Menu, view: View) {
    menu.offer(CARDS, view.board().is_some())
}

/// The menu of a card or chart.
pub(crate) fn of_tile(stage: &Stage, tile: Place, tell: &Tell) -> Menu {
    let words = words_of(stage);
    let tell = tell.clone();
    let chosen = move |place| {
        let form = [Form::Png, Form::Svg, Form::Csv][place];
        tell(Action::Take(Taking::Tile(tile, form)));
    };
    Menu::new(dom::button("more", ""), "", &words.forms, Rc::new(chosen))
}

/// Offers of a table only its numbers.
pub(crate) fn only_numbers(menu: &Menu) {
    menu.offer(0, false);
    menu.offer(1, false)
}

/// Says of a card's or chart's menu what it saves.
pub(crate) fn name(menu: &Menu, title: &str, stage: &Stage) {
    menu.name(&fill(words_of(stage).one, &[("title", title)]))
}

fn words_of(stage: &Stage) -> &'static Export {
    export_of(stage.look().locale.language)
}
