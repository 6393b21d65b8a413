//! Which conversations a metric counts. The same words count, list and
//! explain, so that what opens under a number is what the number counted.

use std::ops::Range;

use crate::conversation::Conversations;
use crate::metric::condition::{self, Condition, Test};

/// More tests than these no metric needs beside its flags.
const MOST_TESTS: usize = 3;

/// A condition on conversations.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    with: u32,
    any: u32,
    without: u32,
    tests: [Option<Test>; MOST_TESTS],
}

/// Every conversation.
pub const ALL: Which = Which {
    with: 0,
    any: 0,
    without: 0,
    tests: [None; MOST_TESTS],
};

impl Which {
    /// Those with all of these flags.
    pub const fn with(mut self, flags: u32) -> Which {
        self.with |= flags;
        self
    }

    /// Those with at least one of these flags.
    pub const fn any(mut self, flags: u32) -> Which {
        assert!(self.any == 0, "only one choice of flags");
        self.any = flags;
        self
    }

    /// Those with none of these flags.
    pub const fn without(mut self, flags: u32) -> Which {
        self.without |= flags;
        self
    }

    /// Those that pass `test` too.
    pub const fn test(mut self, test: Test) -> Which {
        let mut place = 0;
        while self.tests[place].is_some() {
            place += 1;
        }
        self.tests[place] = Some(test);
        self
    }

    /// Whether a conversation is one of them.
    pub fn holds(&self, conversations: &Conversations, row: usize) -> bool {
        self.flags_hold(conversations.facts.flags[row]) && self.tests_pass(conversations, row)
    }

    /// How many of `rows` are.
    pub fn count(&self, conversations: &Conversations, rows: &[u32]) -> u64 {
        let all_flags = &conversations.facts.flags;
        let count = match (self.tests[0], neighbours(rows)) {
            // Neighbouring rows are counted many at a time.
            (None, Some(range)) => {
                let flags = all_flags.get(range).unwrap_or(&[]).iter();
                flags.filter(|&&flags| self.flags_hold(flags)).count()
            }
            (None, None) => {
                let flags = rows.iter().map(|&row| all_flags[row as usize]);
                flags.filter(|&flags| self.flags_hold(flags)).count()
            }
            (Some(_), _) => self.pick(conversations, rows).len(),
        };
        count as u64
    }

    /// Those of `rows` that are, in order.
    pub fn among(
        self,
        conversations: &Conversations,
        rows: &[u32],
    ) -> impl Iterator<Item = usize> + use<> {
        self.pick(conversations, rows)
            .into_iter()
            .map(|row| row as usize)
    }

    /// Those of `rows` that are, one condition after the other: a row is
    /// written down first and kept if it passes, because nobody can predict
    /// which way it goes.
    fn pick(&self, conversations: &Conversations, rows: &[u32]) -> Vec<u32> {
        let flags = &conversations.facts.flags;
        let mut picked = vec![0; rows.len()];
        let mut kept = 0;
        for &row in rows {
            picked[kept] = row;
            kept += usize::from(self.flags_hold(flags[row as usize]));
        }
        for test in self.tests.iter().flatten() {
            let candidates = std::mem::take(&mut kept);
            for place in 0..candidates {
                let row = picked[place];
                picked[kept] = row;
                kept += usize::from(test.passes(conversations, row as usize));
            }
        }
        picked.truncate(kept);
        picked
    }

    /// Each condition with how a conversation meets it; it is one of them
    /// when it meets all.
    pub fn conditions(&self, conversations: &Conversations, row: usize) -> Vec<Condition> {
        let flags = conversations.facts.flags[row];
        let mut conditions = condition::flag(self.with, true, flags);
        conditions.extend(condition::any(self.any, flags));
        conditions.extend(condition::flag(self.without, false, flags));
        let tests = self.tests.iter().flatten();
        conditions.extend(tests.map(|test| test.condition(conversations, row)));
        conditions
    }

    fn tests_pass(&self, conversations: &Conversations, row: usize) -> bool {
        let mut tests = self.tests.iter().flatten();
        tests.all(|test| test.passes(conversations, row))
    }

    fn flags_hold(&self, flags: u32) -> bool {
        // Without branches, so that many rows are compared at once.
        (flags & self.with == self.with)
            & (flags & self.without == 0)
            & ((self.any == 0) | (flags & self.any != 0))
    }
}

/// The range that ascending rows make up, where they leave none out.
fn neighbours(rows: &[u32]) -> Option<Range<usize>> {
    let (&first, &last) = (rows.first()?, rows.last()?);
    let range = first as usize..last as usize + 1;
    (range.len() == rows.len()).then_some(range)
}
