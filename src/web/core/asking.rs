//! Asking for the numbers of the screen, and painting them: first what is in
//! sight, then the rest a few at a time, so that a change waits for nothing
//! that nobody sees.

use crate::report::figure::{Ask, Board, Figure};
use crate::web::core::Core;
use crate::web::dom;
use crate::web::message::{self, Question};
use crate::web::overview::{self, Overview};

/// So many of those out of sight are asked for at once: what a person chooses
/// meanwhile waits for no more.
const AT_ONCE: usize = 3;

/// How far the asking has come.
#[derive(Default)]
pub(super) struct Asking {
    /// The number of the last question about the screen.
    asked: u32,
    /// The number of the last one of them that was answered.
    answered: u32,
    /// What is being answered.
    posted: Vec<Piece>,
    /// What is still to be asked for, after what is in sight.
    left: Vec<Piece>,
    /// The figures that were there before, as far as none came in their place.
    before: Vec<Figure>,
    /// Whether any has come.
    come: bool,
}

/// What a tile asks for, or a part of it.
struct Piece {
    ask: Ask,
    /// Whether the part before it is of the same tile.
    goes_on: bool,
}

/// What tiles ask for, in the parts in which they come.
fn pieces(asks: Vec<Ask>) -> Vec<Piece> {
    let parts = asks.into_iter().flat_map(|ask| {
        let parts = ask.parts().into_iter().enumerate();
        parts.map(|(part, ask)| Piece {
            ask,
            goes_on: part > 0,
        })
    });
    parts.collect()
}

impl Core {
    /// Whether something on the canvases is out of date.
    pub(crate) fn needs_paint(&self) -> bool {
        let due = self.stale || self.overview.as_ref().is_some_and(Overview::is_due);
        let shown = self.state.view.board().is_some();
        due && shown && self.data.as_ref().is_some_and(|data| data.board.is_some())
    }

    /// Paints what is out of date, as much of it as a frame can take.
    pub(crate) fn paint(&mut self) {
        if !self.needs_paint() {
            return;
        }
        let begins = std::mem::take(&mut self.stale);
        let Some(data) = &mut self.data else {
            return;
        };
        let mut before = None;
        if begins {
            let board = data.board.as_ref().map(|board| self.state.shown(board));
            before = std::mem::replace(&mut data.painted, board);
        }
        if let (Some(overview), Some(board)) = (&mut self.overview, &data.painted) {
            if begins {
                self.painted_width = self.stage.app.client_width();
                overview.begin(board, &self.in_force, before.as_ref());
            }
            let painted = overview.go_on(board, &self.in_force, !self.asking.left.is_empty());
            self.look_after(painted);
            self.painted_at = dom::now();
        }
    }

    /// Asks the worker for the numbers of the screen. Named periods need to
    /// know what day it is in the data; the first answer tells.
    pub(super) fn ask(&mut self) {
        let Some(overview) = &self.overview else {
            return;
        };
        // The settings tell what they make of the overview's numbers.
        let shown = self.state.view.board().is_some() || self.panel.is_some();
        let shown = shown && !self.must_learn_today();
        let asks = if shown { overview.asks() } else { Vec::new() };
        let mut pieces = pieces(asks);
        self.asking.come = false;
        self.asking.left = match pieces.is_empty() {
            true => Vec::new(),
            false => pieces.split_off(quick(&pieces, overview.in_sight())),
        };
        self.post(pieces)
    }

    /// Asks for some of what is left.
    fn ask_more(&mut self) {
        let left = &mut self.asking.left;
        let rest = left.split_off(quick(left, AT_ONCE));
        let pieces = std::mem::replace(&mut self.asking.left, rest);
        self.post(pieces)
    }

    fn post(&mut self, pieces: Vec<Piece>) {
        let query = self.state.query(self.period());
        self.last_id += 1;
        self.asking.asked = self.last_id;
        let asks = pieces.iter().map(|piece| piece.ask.clone()).collect();
        let asks = self.state.completed(asks);
        self.asking.posted = pieces;
        let question = Question::Board { query, asks };
        self.host.post(&message::ask(self.last_id, &question));
    }

    /// Whether all of the screen's numbers are there.
    pub(super) fn is_answered(&self) -> bool {
        self.asking.asked == self.asking.answered && self.asking.left.is_empty()
    }

    pub(super) fn take_board(&mut self, id: u32, board: Board) {
        let learns = self.must_learn_today();
        // An answer that a later question has overtaken is of no use.
        let Some(data) = self.data.as_mut().filter(|_| id == self.asking.asked) else {
            return;
        };
        data.context = Some(board.context.clone());
        self.asking.answered = id;
        if learns {
            return self.ask();
        }
        let context = board.context.clone();
        let more = self.asking.come;
        if !board.figures.is_empty() {
            if !std::mem::replace(&mut self.asking.come, true) {
                let before = data.board.take();
                self.asking.before = before.map(|board| board.figures).unwrap_or_default();
            }
            let Board { context, figures } = board;
            let known = data.board.get_or_insert(Board {
                context,
                figures: Vec::new(),
            });
            let posted = std::mem::take(&mut self.asking.posted);
            for (piece, figure) in posted.iter().zip(figures) {
                // A table that comes in parts keeps its other lines meanwhile.
                let older = match piece.goes_on {
                    true => known.figures.pop(),
                    false => None,
                };
                let older = older
                    .as_ref()
                    .or(self.asking.before.get(known.figures.len()));
                known.figures.push(figure.over(older));
            }
        }
        if !self.asking.left.is_empty() {
            self.ask_more();
        }
        // What it explained has another value now.
        self.stage.tip.hide();
        self.stale = true;
        // At once, unless this frame has painted enough already; and first,
        // while the browser still knows how wide everything is.
        if dom::now() - self.painted_at > overview::SHARE {
            self.paint()
        }
        if !more {
            self.compare_rules();
            self.show_context();
            self.show_filters();
            self.ask_compared();
            self.refresh_register();
        }
        if self.is_answered() {
            self.tell_change(&context);
            self.take_what_waited();
        }
    }
}

/// How many pieces are to be answered at once: so many at most, and what takes
/// long by itself.
fn quick(pieces: &[Piece], most: usize) -> usize {
    let pieces = &pieces[..most.min(pieces.len())];
    let slow = pieces.iter().position(|piece| piece.ask.is_slow());
    slow.unwrap_or(pieces.len()).max(1)
}
