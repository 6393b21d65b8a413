//! Who comes back: customers by the time of their first contact, and how many
//! of them return how much later.

use crate::base::bitset::BitSet;
use crate::base::time::Millis;
use crate::conversation::Conversations;
use crate::filter::rows_between;

/// The customers whose first contact lies in one step of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// How many they are.
    pub size: u64,
    /// How many of them have a conversation so many steps later, from 1 on,
    /// up to the last step.
    pub back: Vec<u64>,
}

/// Customers by step of first contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohorts {
    /// One for each step.
    pub cohorts: Vec<Cohort>,
    /// Conversations of nobody known, which are left out.
    pub unknown: u64,
}

/// The customers who are known by id or address and whose first conversation
/// of all data starts in one of the steps and passes; they come back with
/// another one that passes. Step by step from `starts`, the last one until
/// `end`.
pub fn cohorts(
    conversations: &Conversations,
    passing: &BitSet,
    starts: &[Millis],
    end: Millis,
) -> Cohorts {
    let facts = &conversations.facts;
    let count = starts.len();
    let mut found = Cohorts {
        cohorts: (0..count)
            .map(|step| Cohort {
                size: 0,
                back: vec![0; count - step - 1],
            })
            .collect(),
        unknown: 0,
    };
    let Some(&begin) = starts.first() else {
        return found;
    };
    let known = |row: usize| {
        let email = || conversations.profiles.emails.get(row);
        facts.user(row).or_else(email).is_some()
    };
    // Of each customer the step of the first contact and the one seen last,
    // small because there may be a million of them.
    let mut steps: Vec<Option<(u16, u16)>> = vec![None; facts.len()];
    let mut seen = BitSet::empty(facts.len());
    for row in 0..rows_between(conversations, (begin, end)).end {
        let Some(customer) = facts.customers.get(row) else {
            continue;
        };
        let (customer, start) = (customer as usize, facts.starts[row]);
        let first = !seen.contains(customer);
        seen.insert(customer);
        if start < begin || !passing.contains(row) {
            continue;
        }
        if !known(row) {
            found.unknown += 1;
            continue;
        }
        let step = starts.partition_point(|&from| from <= start) - 1;
        let here = u16::try_from(step).unwrap_or(u16::MAX);
        match (&mut steps[customer], first) {
            (place, true) => {
                *place = Some((here, here));
                found.cohorts[step].size += 1;
            }
            (Some((cohort, last)), false) if *last < here => {
                let cohort = usize::from(*cohort);
                found.cohorts[cohort].back[step - cohort - 1] += 1;
                *last = here;
            }
            _ => {}
        }
    }
    found
}
