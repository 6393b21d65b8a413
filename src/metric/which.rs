//! Which conversations a metric counts. The same words count and list, so
//! that what opens under a number is what the number counted.

use std::ops::Range;

use crate::conversation::Conversations;

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
        self.flags_hold(conversations.facts.flags[row])
            && self.test.is_none_or(|test| test(conversations, row))
    }

    /// How many of `rows` are.
    pub fn count(&self, conversations: &Conversations, rows: &[u32]) -> u64 {
        let all_flags = &conversations.facts.flags;
        let count = match (self.test, neighbours(rows)) {
            // Neighbouring rows are counted many at a time.
            (None, Some(range)) => {
                let flags = all_flags.get(range).unwrap_or(&[]).iter();
                flags.filter(|&&flags| self.flags_hold(flags)).count()
            }
            (None, None) => {
                let flags = rows.iter().map(|&row| all_flags[row as usize]);
                flags.filter(|&flags| self.flags_hold(flags)).count()
            }
            (Some(_), _) => self.among(conversations, rows).count(),
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
