//! Which steps of a time chart a person is about to choose, by dragging
//! across it or with the keyboard.

use std::cell::Cell;

/// Less than this is the trembling of a hand, in CSS pixels.
const TREMBLING: f32 = 4.0;

/// Where a pointer was pressed.
#[derive(Clone, Copy)]
pub(crate) struct Press {
    /// How far from the left, in CSS pixels.
    pub(crate) x: f32,
    /// On which step, where it can choose several.
    pub(crate) column: Option<usize>,
    /// Whether it opens what it was pressed on when it is released there.
    pub(crate) opens: bool,
}

/// The steps chosen so far.
#[derive(Default)]
pub(crate) struct Brush {
    press: Cell<Option<Press>>,
    /// Where it began and how far it has come.
    steps: Cell<Option<(usize, usize)>>,
    /// Whether the click that follows is only the end of it.
    spent: Cell<bool>,
}

impl Brush {
    /// A pointer was pressed.
    pub(crate) fn press(&self, press: Press) {
        self.steps.set(None);
        self.spent.set(!press.opens);
        self.press.set(Some(press))
    }

    /// The pointer moved to a column; returns whether that chooses steps.
    pub(crate) fn drag(&self, x: f32, column: usize) -> bool {
        let press = self.press.get();
        let Some((press, from)) = press.and_then(|press| Some((press, press.column?))) else {
            return false;
        };
        let begins = from != column && (x - press.x).abs() >= TREMBLING;
        if self.steps.get().is_none() && !begins {
            return false;
        }
        self.spent.set(true);
        self.steps.set(Some((from, column)));
        true
    }

    /// The pointer was released; returns the steps that it has chosen.
    pub(crate) fn release(&self) -> Option<(usize, usize)> {
        self.press.take().and(self.steps.take())
    }

    /// Nothing is to be chosen, even if the pointer is still pressed.
    pub(crate) fn end(&self) {
        self.press.set(None);
        self.steps.set(None)
    }

    /// Chooses steps.
    pub(crate) fn set(&self, from: usize, to: usize) {
        self.steps.set(Some((from, to)))
    }

    /// The steps chosen so far: where it began and how far it has come.
    pub(crate) fn steps(&self) -> Option<(usize, usize)> {
        self.steps.get()
    }

    /// Whether the click that was heard is one.
    pub(crate) fn clicks(&self) -> bool {
        !self.spent.take()
    }
}
