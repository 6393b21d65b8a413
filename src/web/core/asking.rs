//! Asking for the numbers of the screen, and painting them: first what is in
//! sight, then the rest a few at a time, so that a change waits for nothing
//! that nobody sees.

use crate::report::figure::{Ask, Board};
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
    /// What is still to be asked for, after what is in sight.
    left: Vec<Ask>,
    /// How many figures have come.
    come: usize,
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
        let mut asks = if shown { overview.asks() } else { Vec::new() };
        self.asking.come = 0;
        self.asking.left = match asks.is_empty() {
            true => Vec::new(),
            false => asks.split_off(quick(&asks, overview.in_sight())),
        };
        self.post_asks(asks)
    }

    /// Asks for some of what is left.
    fn ask_more(&mut self) {
        let left = &mut self.asking.left;
        let rest = left.split_off(quick(left, AT_ONCE));
        let asks = std::mem::replace(&mut self.asking.left, rest);
        self.post_asks(asks)
    }

    fn post_asks(&mut self, asks: Vec<Ask>) {
        let query = self.state.query(self.period());
        self.last_id += 1;
        self.asking.asked = self.last_id;
        let asks = self.state.completed(asks);
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
        let more = self.asking.come > 0;
        self.asking.come += board.figures.len();
        match &mut data.board {
            Some(known) if more => known.figures.extend(board.figures),
            _ if board.figures.is_empty() => {}
            other => *other = Some(board),
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

/// How many of some asks are to be answered at once: so many at most, and what
/// takes long by itself.
fn quick(asks: &[Ask], most: usize) -> usize {
    let asks = &asks[..most.min(asks.len())];
    let slow = asks.iter().position(Ask::is_slow);
    slow.unwrap_or(asks.len()).max(1)
}
