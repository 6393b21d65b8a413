//! Which conversations a metric counts. The same words count, list and
//! explain, so that what opens under a number is what the number counted.

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
    tests: [Option<&'static Test>; MOST_TESTS],
}

/// Every conversation.
pub const ALL: Which = Which {
    with: 0,
    any: 0,
    without: 0,
    tests: [None; MOST_TESTS],
};

/// The same flags, and the very same tests.
impl PartialEq for Which {
    fn eq(&self, other: &Which) -> bool {
        let flags = |which: &Which| (which.with, which.any, which.without);
        let tests = |which: &Which| which.tests.map(|test| test.map(std::ptr::from_ref));
        flags(self) == flags(other) && tests(self) == tests(other)
    }
}

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
    pub const fn test(mut self, test: &'static Test) -> Which {
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

    /// Writes down those of `rows` whose flags are as meant, whatever the
    /// tests say.
    pub(crate) fn pick(&self, conversations: &Conversations, rows: &[u32], picked: &mut Vec<u32>) {
        let flags = &conversations.facts.flags;
        keep(rows, picked, |row| self.flags_hold(flags[row as usize]));
    }

    /// The last test, and the condition without it; `None` where flags say
    /// everything.
    pub(crate) fn last_test(mut self) -> Option<(Which, &'static Test)> {
        let last = self.tests.iter_mut().rev().find_map(Option::take);
        last.map(|test| (self, test))
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

    /// Whether flags are as meant.
    #[inline(always)]
    pub(crate) fn flags_hold(&self, flags: u32) -> bool {
        // Without branches, so that many rows are compared at once.
        (flags & self.with == self.with)
            & (flags & self.without == 0)
            & ((self.any == 0) | (flags & self.any != 0))
    }
}

/// Writes down the rows that `pass`: each one first, to be written over if it
/// does not, because nobody can predict which way it goes.
pub(crate) fn keep(rows: &[u32], kept: &mut Vec<u32>, pass: impl Fn(u32) -> bool) {
    kept.clear();
    let mut some = [0; 256];
    for rows in rows.chunks(some.len()) {
        let mut count = 0;
        for &row in rows {
            some[count] = row;
            count += usize::from(pass(row));
        }
        kept.extend_from_slice(&some[..count]);
    }
}
