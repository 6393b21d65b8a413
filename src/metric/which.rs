//! Which conversations a metric counts. The same words count and list, so
//! that what opens under a number is what the number counted.

use crate::conversation::{Conversations, Facts};

/// A condition on one row that flags alone cannot say.
pub type Test = fn(&Conversations, usize) -> bool;

/// A condition on conversations.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    with: u32,
    any: u32,
    without: u32,
    test: Option<Test>,
}

/// Every conversation.
pub const ALL: Which = Which {
    with: 0,
    any: 0,
    without: 0,
    test: None,
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

    /// Those for which `test` holds.
    pub const fn test(mut self, test: Test) -> Which {
        assert!(self.test.is_none(), "only one test");
        self.test = Some(test);
        self
    }

    /// Whether a conversation is one of them.
    pub fn holds(&self, conversations: &Conversations, row: usize) -> bool {
        self.flags_hold(&conversations.facts, row)
            && self.test.is_none_or(|test| test(conversations, row))
    }

    /// How many of `rows` are.
    pub fn count(&self, conversations: &Conversations, rows: &[u32]) -> u64 {
        let facts = &conversations.facts;
        let flags_hold = |&&row: &&u32| self.flags_hold(facts, row as usize);
        let count = match self.test {
            None => rows.iter().filter(flags_hold).count(),
            Some(test) => rows
                .iter()
                .filter(flags_hold)
                .filter(|&&row| test(conversations, row as usize))
                .count(),
        };
        count as u64
    }

    /// Those of `rows` that are, in order.
    pub fn among<'a>(
        self,
        conversations: &'a Conversations,
        rows: &'a [u32],
    ) -> impl Iterator<Item = usize> + 'a {
        rows.iter()
            .map(|&row| row as usize)
            .filter(move |&row| self.holds(conversations, row))
    }

    fn flags_hold(&self, facts: &Facts, row: usize) -> bool {
        let flags = facts.flags[row];
        flags & self.with == self.with
            && flags & self.without == 0
            && (self.any == 0 || flags & self.any != 0)
    }
}
