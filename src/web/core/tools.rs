//! What a person arranges: saved views, and the overview's cards and charts.

use crate::report::figure::{Ask, Board};
use crate::settings::Plain;
use crate::view::format;
use crate::view::layout::{Screen, Tile};
use crate::view::saved::{self, SavedView};
use crate::view::state::{Change, View};
use crate::view::text::arrange::{Arrange, arrange_of};
use crate::view::text::{Plural, fill};
use crate::web::action::Action;
use crate::web::address::Step;
use crate::web::core::Core;
use crate::web::core::place::showable;
use crate::web::dom;
use crate::web::message;
use crate::web::overview::Overview;
use crate::web::save;
use crate::web::tools::layout::Arranger;
use crate::web::tools::{ToolAction, keep, title_of};

impl Core {
    /// Does what a person asks of the tools.
    pub(super) fn handle_tools(&mut self, asked: ToolAction) {
        match asked {
            ToolAction::Save(name) => {
                let state = self.state.clone();
                if saved::save(&mut self.saved, &name, &state) {
                    self.keep_views(fill(self.arrange_words().saved, &[("name", name.trim())]));
                }
            }
            ToolAction::Rename(place, name) => {
                if saved::rename(&mut self.saved, place, &name) {
                    self.keep_views(String::new());
                }
            }
            ToolAction::Delete(place) if place < self.saved.len() => {
                let SavedView { name, .. } = self.saved.remove(place);
                self.keep_views(fill(self.arrange_words().deleted, &[("name", &name)]));
            }
            ToolAction::Delete(_) => {}
            ToolAction::Open(place) => self.open_view(place),
            ToolAction::Export => {
                let document = message::to_js(&keep::write(&self.saved));
                let saved = save::object(&document, self.arrange_words().export_name);
                self.look_after(saved);
            }
            ToolAction::Import(file) => {
                let name = file.name();
                self.read_json(&file, move |read| {
                    Action::Tools(ToolAction::Imported(name, read))
                });
            }
            ToolAction::Imported(name, read) => self.import_views(&name, read),
            ToolAction::Arrange(on) => self.arrange(on),
            ToolAction::Toggle(name) => self.toggle(&name),
            ToolAction::Move(name, by) => self.move_tile(&name, by),
            ToolAction::Remove(name) => self.remove_tile(&name),
            ToolAction::Swap(old, new, choice) => self.swap(&old, &new, choice),
            ToolAction::Reset => self.change(Change::Layout(None)),
        }
    }

    /// Shows the state among the saved views.
    pub(super) fn show_tools(&mut self) {
        self.tools
            .show(&self.state, &self.saved, self.arranger.is_some())
    }

    fn keep_views(&mut self, sentence: String) {
        keep::remember(&self.saved);
        self.show_tools();
        self.tools.tell(&sentence, false)
    }

    fn open_view(&mut self, place: usize) {
        let Some(view) = self.saved.get(place) else {
            return;
        };
        let mut next = showable(view.state());
        next.sample = self.state.sample;
        if let Some(data) = &self.data {
            next.keep_known(&data.report.fields, &data.report.columns);
        }
        self.filters.close();
        self.enter(next, Step::Forth)
    }

    fn import_views(&mut self, name: &str, read: Result<Plain, String>) {
        let words = self.arrange_words();
        let Some((views, refused)) = read.ok().as_ref().and_then(keep::read) else {
            let sentence = fill(words.no_file, &[("name", name)]);
            return self.tools.tell(&sentence, true);
        };
        let locale = self.stage.look().locale;
        let counted = |count: usize, form: Plural| {
            let count = count as u64;
            let figure = format::count(count, &locale);
            let words = [("count", figure.as_str()), ("name", name)];
            fill(form.form(count, locale.language), &words)
        };
        let mut sentence = counted(views.len(), words.imported);
        if refused > 0 {
            sentence = format!("{sentence} {}", counted(refused, words.refused));
        }
        saved::add(&mut self.saved, views);
        self.keep_views(sentence)
    }

    /// The cards and charts that are laid out; of the overview, without orders in the data goals
    /// take the last of the usual cards.
    pub(super) fn tiles(&self) -> Vec<Tile> {
        let view = View::ALL[self.laid_out];
        let arranged = &self.state.boards[self.laid_out];
        let mut tiles = arranged.tiles(view);
        let missing = self.data.iter().flat_map(|data| &data.report.missing);
        let lacks: Vec<&str> = missing.map(|(id, _)| id.as_str()).collect();
        let goals = lacks.contains(&"revenue_per_chat") && !lacks.contains(&"goal_completion_rate");
        if arranged.layout.is_none() && view == View::Overview && goals {
            let last = tiles.iter_mut().rfind(|tile| tile.is_card());
            if let Some((last, goals)) = last.zip(Tile::named("goal_completion_rate")) {
                *last = goals;
            }
        }
        tiles
    }

    /// A screen of these cards and charts, without numbers yet.
    pub(super) fn overview_of(&self, tiles: &[Tile]) -> Overview {
        let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
        let screen = (Screen::of(tiles), fields.unwrap_or_default());
        Overview::new(&self.stage, screen, &self.tell)
    }

    /// Builds the overview once more where its cards and charts have changed.
    pub(super) fn lay_out(&mut self) {
        let Some(old) = &self.overview else {
            return;
        };
        let mut overview = self.overview_of(&self.tiles());
        overview.switch(&self.state.boards[self.laid_out].charts);
        let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
        overview.compare(self.state.arms.as_ref(), fields.unwrap_or_default());
        let (before, now) = (old.asks(), overview.asks());
        let height = old.element().offset_height();
        overview.element().set_hidden(old.element().hidden());
        dom::put_after(old.element(), overview.element());
        old.element().remove();
        if let Some(data) = &mut self.data {
            data.board = data
                .board
                .take()
                .and_then(|board| rearranged(&board, &before, &now));
            if data.board.is_none() {
                // Nothing jumps before the numbers come.
                dom::style(overview.element(), "min-height", &format!("{height}px"));
            }
        }
        self.overview = Some(overview);
        self.stale = true;
        self.show_bars()
    }

    /// Puts the buttons of arranging on the cards and charts.
    pub(super) fn show_bars(&mut self) {
        let tiles = self.tiles();
        if let (Some(arranger), Some(overview)) = (&mut self.arranger, &self.overview) {
            dom::toggle(overview.element(), "arranging", true);
            arranger.show(&tiles, &overview.tiles());
        }
    }

    fn arrange(&mut self, on: bool) {
        let Some(overview) = self.overview.as_ref().filter(|_| on) else {
            self.stop_arranging();
            return self.tools.focus_edit();
        };
        let fields = self.data.as_ref().map(|data| &data.report.fields[..]);
        let arranger = Arranger::new(&self.stage, fields.unwrap_or_default(), &self.tell);
        dom::put_before(
            &self.stage.app,
            arranger.element(),
            Some(overview.element()),
        );
        self.arranger = Some(arranger);
        self.show_bars();
        self.show_tools();
        if let Some(arranger) = &self.arranger {
            arranger.focus();
        }
    }

    /// Ends the arranging of cards and charts, if it is under way.
    pub(super) fn stop_arranging(&mut self) {
        if self.arranger.take().is_some() {
            if let Some(overview) = &self.overview {
                dom::toggle(overview.element(), "arranging", false);
            }
            self.show_tools()
        }
    }

    fn toggle(&mut self, name: &str) {
        let mut tiles = self.tiles();
        let before = tiles.len();
        tiles.retain(|tile| tile.name() != name);
        if tiles.len() == before {
            tiles.extend(Tile::named(name));
        }
        self.change(Change::Layout(Some(tiles)))
    }

    /// Puts a tile in the place of another one, which had a choice of them.
    fn swap(&mut self, old: &str, new: &str, choice: usize) {
        let mut tiles = self.tiles();
        // What is there twice would go, wherever it stood.
        tiles.retain(|known| known.name() != new || known.name() == old);
        let place = tiles.iter().position(|known| known.name() == old);
        let Some((place, tile)) = place.zip(Tile::named(new)) else {
            return;
        };
        tiles[place] = tile;
        let at = Screen::of(&tiles).position(new);
        self.change(Change::Layout(Some(tiles)));
        let panels = self.overview.as_ref().map(Overview::tiles);
        if let Some((panels, at)) = panels.zip(at) {
            let panel = &panels[at];
            dom::focus_place(panel, "select.swap", choice, panel);
        }
    }

    fn move_tile(&mut self, name: &str, by: isize) {
        let mut tiles = self.tiles();
        let Some(place) = tiles.iter().position(|tile| tile.name() == name) else {
            return;
        };
        let to = place.saturating_add_signed(by).min(tiles.len() - 1);
        tiles.swap(place, to);
        let alike: Vec<&Tile> = tiles
            .iter()
            .filter(|tile| tile.is_card() == tiles[to].is_card())
            .collect();
        let among = alike.iter().position(|tile| tile.name() == name);
        let (among, count) = (among.unwrap_or(0) + 1, alike.len());
        let title = title_of(&tiles[to], &self.stage);
        self.change(Change::Layout(Some(tiles)));
        if let Some(arranger) = &self.arranger {
            let button = if by < 0 { ".earlier" } else { ".later" };
            arranger.focus_on(name, button);
        }
        let locale = self.stage.look().locale;
        let told = |number: usize| format::count(number as u64, &locale);
        let words = [
            ("title", title.as_str()),
            ("place", &told(among)),
            ("count", &told(count)),
        ];
        self.stage.say(&fill(self.arrange_words().moved, &words))
    }

    fn remove_tile(&mut self, name: &str) {
        let mut tiles = self.tiles();
        let Some(place) = tiles.iter().position(|tile| tile.name() == name) else {
            return;
        };
        let title = title_of(&tiles.remove(place), &self.stage);
        let next = tiles.get(place).or(tiles.last()).map(Tile::name);
        self.change(Change::Layout(Some(tiles)));
        if let Some(arranger) = &self.arranger {
            arranger.focus_on(&next.unwrap_or_default(), ".off");
        }
        let sentence = fill(self.arrange_words().removed, &[("title", &title)]);
        self.stage.say(&sentence)
    }

    fn arrange_words(&self) -> &'static Arrange {
        arrange_of(self.stage.look().locale.language)
    }
}

/// A board's figures in the order of other asks, if it has all of them.
fn rearranged(board: &Board, before: &[Ask], now: &[Ask]) -> Option<Board> {
    let figures = now.iter().map(|ask| {
        let place = before.iter().position(|known| known == ask)?;
        board.figures.get(place).cloned()
    });
    Some(Board {
        context: board.context.clone(),
        figures: figures.collect::<Option<Vec<_>>>()?,
    })
}
