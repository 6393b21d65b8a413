//! The same filters for what counts by its own time. A filter on a field
//! that a visit, a ticket or an agent's status does not carry does not touch
//! it; weekday and hour are of its own time.

use std::collections::BTreeSet;

use crate::conversation::{Conversations, Dimension};
use crate::filter::clock::Clock;
use crate::filter::selection::{Filter, Selection};

/// The visits, tickets and spans of working time that pass the filters, by
/// their numbers; which of their hours count is for [`Clock`] to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnSelection {
    /// Numbers of visits, in order.
    pub visits: Vec<u32>,
    /// Numbers of tickets, in order.
    pub tickets: Vec<u32>,
    /// Numbers of spans of working time, in order.
    pub work: Vec<u32>,
    /// The hours of the week that count.
    pub clock: Clock,
}

impl OwnSelection {
    /// Applies every filter of a selection, but not those on `except`.
    pub fn new(
        conversations: &Conversations,
        selection: &Selection,
        except: Option<Dimension>,
    ) -> OwnSelection {
        let filters: Vec<&Filter> = selection
            .filters()
            .filter(|filter| Some(filter.dimension) != except)
            .collect();
        let mut clock = Clock::default();
        for filter in &filters {
            let keeps = |code: u32| filter.passes(&[code]);
            match filter.dimension {
                Dimension::Weekday => clock.keep_weekdays(keeps),
                Dimension::Hour => clock.keep_hours(keeps),
                _ => {}
            }
        }
        let passes = |carried: &dyn Fn(Dimension) -> Option<u32>| {
            filters
                .iter()
                .all(|filter| match carried(filter.dimension) {
                    Some(code) => filter.passes(&[code]),
                    None => true,
                })
        };
        let everything = OwnSelection {
            clock,
            ..OwnSelection::everything(conversations)
        };
        everything.keep(conversations, |carried| passes(carried))
    }

    /// What stands in the row of one value in a breakdown: only what carries
    /// that value. Nothing stands in the row without value.
    pub fn only(
        &self,
        conversations: &Conversations,
        dimension: Dimension,
        code: Option<u32>,
    ) -> OwnSelection {
        let mut row = self.clone();
        match (dimension, code) {
            (Dimension::Weekday, Some(code)) => row.clock.keep_weekdays(|day| day == code),
            (Dimension::Hour, Some(code)) => row.clock.keep_hours(|hour| hour == code),
            (_, Some(code)) => {
                return row.keep(conversations, |carried| carried(dimension) == Some(code));
            }
            (_, None) => return OwnSelection::default(),
        }
        row
    }

    /// The values of a dimension that any of it carries.
    pub fn codes(&self, conversations: &Conversations, dimension: Dimension) -> BTreeSet<u32> {
        let own = &conversations.own;
        let visits = self.visits.iter().filter_map(|&number| {
            conversations.carried_by_visit(dimension, &own.visits[number as usize])
        });
        let tickets = self.tickets.iter().filter_map(|&number| {
            conversations.carried_by_ticket(dimension, &own.tickets[number as usize])
        });
        let work = self.work.iter().filter_map(|&number| {
            conversations.carried_by_work(dimension, &own.work[number as usize])
        });
        let mut codes = BTreeSet::new();
        // To collect a set brings a sorter.
        visits.chain(tickets).chain(work).for_each(|code| {
            codes.insert(code);
        });
        codes
    }

    fn everything(conversations: &Conversations) -> OwnSelection {
        let own = &conversations.own;
        OwnSelection {
            visits: (0..own.visits.len() as u32).collect(),
            tickets: (0..own.tickets.len() as u32).collect(),
            work: (0..own.work.len() as u32).collect(),
            clock: Clock::default(),
        }
    }

    /// Keeps that for which `keeps`, asked with what it carries, holds.
    fn keep(
        mut self,
        conversations: &Conversations,
        keeps: impl Fn(&dyn Fn(Dimension) -> Option<u32>) -> bool,
    ) -> OwnSelection {
        let own = &conversations.own;
        self.visits.retain(|&number| {
            let visit = &own.visits[number as usize];
            keeps(&|dimension| conversations.carried_by_visit(dimension, visit))
        });
        self.tickets.retain(|&number| {
            let ticket = &own.tickets[number as usize];
            keeps(&|dimension| conversations.carried_by_ticket(dimension, ticket))
        });
        self.work.retain(|&number| {
            let work = &own.work[number as usize];
            keeps(&|dimension| conversations.carried_by_work(dimension, work))
        });
        self
    }
}
