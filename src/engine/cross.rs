//! Conversations by two dimensions at once, and those that were rated low.

use std::cmp::Reverse;

use crate::base::order;
use crate::base::time::Period;
use crate::conversation::{Conversations, Dimension};
use crate::engine::desk::Desk;
use crate::engine::register::low::low_scores;
use crate::engine::split::Stretch;
use crate::filter::dimension;
use crate::metric;
use crate::metric::what_if::Cost;
use crate::report::QueryError;
use crate::report::cross::{Cross, CrossColumn, CrossLine};
use crate::report::low::LowScores;
use crate::report::what_if::{Assumed, Trial, WhatIf};

/// So many values have a column of their own.
const COLUMNS: usize = 8;

/// So many low scores are told.
const MOST: usize = 50;

/// Which column each value of a dimension stands in.
struct Slots {
    /// By code, those without a value last.
    places: Vec<usize>,
    columns: Vec<CrossColumn>,
}

impl Slots {
    fn new(conversations: &Conversations, dimension: Dimension, rows: &[u32]) -> Slots {
        let none = conversations.code_count(dimension);
        let mut counts = vec![0_u64; none + 1];
        let mut codes = Vec::new();
        conversations.codes_of(dimension, rows, none as u32, &mut codes);
        codes.iter().for_each(|&code| counts[code as usize] += 1);
        let met = (0..none as u32).filter(|&code| counts[code as usize] > 0);
        let label = |code: u32| conversations.label(dimension, code);
        let met: Vec<_> = met
            .map(|code| (Reverse(counts[code as usize]), label(code), code))
            .collect();
        let met = order::sorted(met, Ord::cmp);
        let mut slots = Slots {
            places: vec![usize::MAX; none + 1],
            columns: Vec::new(),
        };
        for (place, (_, label, code)) in met.into_iter().enumerate() {
            let place = place.min(COLUMNS);
            slots.put(place, code as usize, Some(label));
        }
        if counts[none] > 0 {
            slots.put(slots.columns.len(), none, None);
        }
        slots
    }

    fn put(&mut self, place: usize, code: usize, value: Option<String>) {
        if place == self.columns.len() {
            self.columns.push(CrossColumn::default());
        }
        self.places[code] = place;
        self.columns[place].values.push(value);
    }

    /// The columns of a conversation, each once.
    fn of(&self, conversations: &Conversations, dimension: Dimension, row: u32) -> Vec<usize> {
        let codes = conversations.codes(dimension, row as usize);
        let mut places = Vec::new();
        for &code in codes.as_slice() {
            let place = self.places[code as usize];
            if !places.contains(&place) {
                places.push(place);
            }
        }
        match (codes.as_slice(), self.places.last()) {
            ([], Some(&none)) => vec![none],
            _ => places,
        }
    }
}

impl Desk<'_> {
    /// Counts by two dimensions, not filtered by its own selection.
    pub(super) fn cross(
        &self,
        by: &str,
        across: &str,
        period: Period,
    ) -> Result<Cross, QueryError> {
        let conversations = self.conversations;
        let (lines, columns) = (
            dimension(conversations, by)?,
            dimension(conversations, across)?,
        );
        let desk = self.without(&[lines, columns]);
        let rows = Stretch::new(&desk, period).rows;
        let mut slots = Slots::new(conversations, columns, &rows);
        let places: Vec<Vec<usize>> = rows
            .iter()
            .map(|&row| slots.of(conversations, columns, row))
            .collect();
        for &place in places.iter().flatten() {
            slots.columns[place].conversations += 1;
        }
        let groups = metric::breakdown(conversations, lines, &rows).into_iter();
        let groups = groups.filter(|group| !group.rows.is_empty());
        let told = groups.map(|group| {
            let mut counts = vec![0; slots.columns.len()];
            for row in &group.rows {
                // Both are in the order of rows.
                let at = rows.binary_search(row).ok();
                let own = at.and_then(|at| places.get(at));
                own.into_iter()
                    .flatten()
                    .for_each(|&place| counts[place] += 1);
            }
            CrossLine {
                key: group.key,
                conversations: group.rows.len() as u64,
                counts,
            }
        });
        Ok(Cross {
            by: by.to_owned(),
            across: across.to_owned(),
            total: rows.len() as u64,
            lines: told.collect(),
            columns: slots.columns,
        })
    }

    /// The conversations of a period that were rated low, the latest ones.
    pub(super) fn low_scores(&self, period: Period) -> LowScores {
        let Some(metric) = metric::find("complaints") else {
            return LowScores::default();
        };
        let conversations = self.conversations;
        let mut rows = Stretch::new(self, period).rows;
        rows.retain(|&row| {
            let counts = metric.counts(conversations, row as usize);
            counts.is_some_and(|counts| counts.numerator)
        });
        let found = rows.len() as u64;
        rows.reverse();
        rows.truncate(MOST);
        LowScores {
            found,
            missing: self.missing(metric),
            rows: low_scores(conversations, rows),
        }
    }

    /// What resolving costs in a period.
    pub(super) fn what_if(&self, period: Period) -> WhatIf {
        let stretch = Stretch::new(self, period);
        let cost = Cost::of(&stretch.scope(self, &stretch.rows));
        let costs = self.conversations.settings.costs.as_ref();
        WhatIf {
            now: costs.map(|costs| Assumed {
                agent_hour: costs.agent_hour,
                bot_month: costs.bot_month,
                deflection: cost.deflection(),
            }),
            currency: costs.map_or_else(String::new, |costs| costs.currency.clone()),
            cost,
            assumed: Trial::default(),
        }
    }
}
