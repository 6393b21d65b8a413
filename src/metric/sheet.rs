//! What the metrics of one scope share: worked out by the first that asks,
//! remembered for the others.

use std::cell::{OnceCell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use crate::base::time::Millis;
use crate::conversation::Conversations;
use crate::metric::compute::Scope;
use crate::metric::which::{ALL, Which};

/// So many selections are remembered: as many as a metric and the one after
/// it have in common.
const REMEMBERED: usize = 6;

/// What is known of a scope so far.
#[derive(Default)]
pub struct Sheet {
    /// Combinations of flags, and how often they occur.
    tally: OnceCell<Vec<(u32, u64)>>,
    /// Rows picked of late, the latest last.
    picked: RefCell<Vec<(Which, Rc<Vec<u32>>)>>,
    /// See [`Sheet::visit_chats`].
    visit_chats: OnceCell<Vec<VisitChat>>,
}

/// A chat that a visitor started.
pub(crate) struct VisitChat {
    /// The place of the visit among those of the scope.
    pub(crate) visit: u32,
    /// The chat's row.
    pub(crate) row: u32,
    /// How long after the visit's beginning.
    pub(crate) wait: Millis,
}

/// Rows that were picked.
pub enum Picked<'a> {
    /// All rows of the scope.
    All(&'a [u32]),
    /// Some of them.
    Some(Rc<Vec<u32>>),
}

impl Deref for Picked<'_> {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        match self {
            Picked::All(rows) => rows,
            Picked::Some(rows) => rows,
        }
    }
}

impl Sheet {
    /// The chats that were started in the scope's visits, as `find` finds them.
    pub(crate) fn visit_chats(&self, find: impl FnOnce() -> Vec<VisitChat>) -> &[VisitChat] {
        self.visit_chats.get_or_init(find)
    }

    fn remembered(&self, which: Which) -> Option<Rc<Vec<u32>>> {
        let picked = self.picked.borrow();
        let known = picked.iter().find(|known| known.0 == which)?;
        Some(Rc::clone(&known.1))
    }

    fn remember(&self, which: Which, rows: Vec<u32>) -> Rc<Vec<u32>> {
        let rows = Rc::new(rows);
        self.picked.borrow_mut().push((which, Rc::clone(&rows)));
        rows
    }

    /// Room for picked rows: that of the longest remembered, if it is time to
    /// forget them.
    fn room(&self) -> Vec<u32> {
        let mut picked = self.picked.borrow_mut();
        if picked.len() < REMEMBERED {
            return Vec::new();
        }
        Rc::into_inner(picked.remove(0).1).unwrap_or_default()
    }
}

impl<'a> Scope<'a> {
    /// Those of the scope's rows that are meant, in order.
    pub(crate) fn among(&self, which: Which) -> Picked<'a> {
        if which == ALL {
            return Picked::All(self.rows);
        }
        if let Some(rows) = self.sheet.remembered(which) {
            return Picked::Some(rows);
        }
        let mut rows = self.sheet.room();
        match which.last_test() {
            None => which.pick(self.conversations, self.rows, &mut rows),
            Some((rest, test)) => {
                test.pick(self.conversations, &self.among(rest), &mut rows);
            }
        }
        Picked::Some(self.sheet.remember(which, rows))
    }

    /// How many of the scope's rows are meant.
    pub(crate) fn count(&self, which: Which) -> u64 {
        if which.last_test().is_some() {
            return self.among(which).len() as u64;
        }
        let tally = self
            .sheet
            .tally
            .get_or_init(|| tally(self.conversations, self.rows));
        let meant = tally.iter().filter(|(flags, _)| which.flags_hold(*flags));
        meant.map(|(_, count)| count).sum()
    }
}

/// Most combinations come again before another takes their place here; one
/// that comes back later stands in the tally once more.
fn tally(conversations: &Conversations, rows: &[u32]) -> Vec<(u32, u64)> {
    const PLACES: usize = 256;
    let flags = &conversations.facts.flags;
    let mut tally = Vec::new();
    let mut lately = [(0, 0); PLACES];
    for &row in rows {
        let flags = flags[row as usize];
        let place = flags.wrapping_mul(0x9e37_79b9) >> 24;
        let latest: &mut (u32, u64) = &mut lately[place as usize];
        if latest.0 == flags {
            latest.1 += 1;
        } else {
            tally.push(std::mem::replace(latest, (flags, 1)));
        }
    }
    tally.extend(lately);
    tally.retain(|(_, count)| *count > 0);
    tally
}
