//! The same filters for what counts by its own time. A filter on a field
//! that a visit, a ticket or an agent's status does not carry does not touch
//! it; weekday and hour are of its own time.

use std::collections::BTreeMap;

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
        except: &[Dimension],
    ) -> OwnSelection {
        let filters: Vec<&Filter> = selection
            .filters()
            .filter(|filter| !except.contains(&filter.dimension))
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

    /// Splits it by the values of a dimension, once for all rows of a
    /// breakdown: going through everything for each of them would take longer
    /// by the number of rows.
    pub fn by<'a>(&'a self, conversations: &Conversations, dimension: Dimension) -> OwnRows<'a> {
        let own = &conversations.own;
        let mut rows = OwnRows {
            whole: self,
            dimension,
            by_code: BTreeMap::new(),
        };
        for &number in &self.visits {
            let visit = &own.visits[number as usize];
            let code = conversations.carried_by_visit(dimension, visit);
            rows.put(code, |row| row.visits.push(number));
        }
        for &number in &self.tickets {
            let ticket = &own.tickets[number as usize];
            let code = conversations.carried_by_ticket(dimension, ticket);
            rows.put(code, |row| row.tickets.push(number));
        }
        for &number in &self.work {
            let work = &own.work[number as usize];
            let code = conversations.carried_by_work(dimension, work);
            rows.put(code, |row| row.work.push(number));
        }
        rows
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

/// What stands in the rows of a breakdown.
pub struct OwnRows<'a> {
    whole: &'a OwnSelection,
    dimension: Dimension,
    by_code: BTreeMap<u32, OwnSelection>,
}

impl OwnRows<'_> {
    /// What stands in the row of one value: only what carries that value.
    /// Nothing stands in the row without value.
    pub fn row(&self, code: Option<u32>) -> OwnSelection {
        let Some(code) = code else {
            return OwnSelection::default();
        };
        let mut clock = self.whole.clock;
        match self.dimension {
            Dimension::Weekday => clock.keep_weekdays(|day| day == code),
            Dimension::Hour => clock.keep_hours(|hour| hour == code),
            _ => return self.by_code.get(&code).cloned().unwrap_or_default(),
        }
        OwnSelection {
            clock,
            ..self.whole.clone()
        }
    }

    /// The values that any of it carries, in order.
    pub fn codes(&self) -> impl Iterator<Item = u32> + '_ {
        self.by_code.keys().copied()
    }

    fn put(&mut self, code: Option<u32>, put: impl FnOnce(&mut OwnSelection)) {
        let Some(code) = code else {
            return;
        };
        let clock = self.whole.clock;
        put(self.by_code.entry(code).or_insert_with(|| OwnSelection {
            clock,
            ..OwnSelection::default()
        }));
    }
}
