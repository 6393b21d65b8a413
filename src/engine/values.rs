//! The values of a field, with what a filter on each would leave.

use std::cmp::Reverse;

use crate::base::bitset::BitSet;
use crate::base::needle::Needle;
use crate::base::zone::Zone;
use crate::conversation::{Conversations, Dimension};
use crate::filter::{Selection, dimension, rows_between};
use crate::report::QueryError;
use crate::report::values::{Values, ValuesAsk};

/// The fields that the data has any value of.
pub(super) fn fields(conversations: &Conversations) -> Vec<String> {
    let mut names = conversations.dimension_names();
    names.retain(|name| {
        let dimension = conversations.dimension(name);
        dimension.is_some_and(|dimension| conversations.code_count(dimension) > 0)
    });
    names
}

/// The values asked for.
///
/// # Errors
///
/// When the field, or one of a filter, does not exist.
pub(super) fn values(
    conversations: &Conversations,
    zone: &Zone,
    ask: &ValuesAsk,
) -> Result<Values, QueryError> {
    let dimension = dimension(conversations, &ask.field)?;
    let period = ask.query.period(zone.date(conversations.as_of))?;
    let selection = Selection::new(conversations, &ask.query.filters)?;
    let passing = selection.except(&[dimension]);
    let within = rows_between(conversations, zone.bounds(period));
    let mut tally = Tally::new(conversations, dimension);
    for row in 0..conversations.facts.len() {
        let counts = within.contains(&row) && passing.contains(row);
        tally.add(conversations.codes(dimension, row).as_slice(), counts);
    }
    let word = ask.search.trim();
    let needle = (!word.is_empty()).then(|| Needle::new(word));
    let mut best = Best::new(dimension, ask.most);
    for (code, count) in (0..).zip(tally.counts) {
        if !tally.carried.contains(code as usize) {
            continue;
        }
        let label = conversations.label(dimension, code);
        if needle
            .as_ref()
            .is_none_or(|needle| needle.find(&label).is_some())
        {
            best.offer(label, count);
        }
    }
    if needle.is_none() && tally.without > 0 {
        best.end(tally.without);
    }
    Ok(Values {
        field: ask.field.clone(),
        found: best.found,
        rows: best.rows,
    })
}

/// The conversations of each value, by its code.
struct Tally {
    counts: Vec<u64>,
    /// Those without a value.
    without: u64,
    /// Which values any conversation has, counted or not.
    carried: BitSet,
}

impl Tally {
    fn new(conversations: &Conversations, dimension: Dimension) -> Tally {
        let codes = conversations.code_count(dimension);
        let mut carried = BitSet::empty(codes);
        for code in conversations.constant_codes(dimension) {
            carried.insert(code as usize);
        }
        Tally {
            counts: vec![0; codes],
            without: 0,
            carried,
        }
    }

    /// Adds a conversation with these values, which only `counts` if so.
    fn add(&mut self, codes: &[u32], counts: bool) {
        for &code in codes {
            self.carried.insert(code as usize);
            self.counts[code as usize] += u64::from(counts);
        }
        self.without += u64::from(counts && codes.is_empty());
    }
}

/// The first of many values, in order: of a hundred thousand only a few are
/// ever moved.
struct Best {
    rows: Vec<(Option<String>, u64)>,
    found: u64,
    most: usize,
    /// Whether values stay in the order in which they come.
    set: bool,
}

impl Best {
    fn new(dimension: Dimension, most: usize) -> Best {
        let open = matches!(
            dimension,
            Dimension::Field(_)
                | Dimension::Agent
                | Dimension::HandledBy
                | Dimension::MissedBy
                | Dimension::HandoffReason
                | Dimension::CloseReason
                | Dimension::MissedReason
                | Dimension::Tag
                | Dimension::Goal
        );
        Best {
            rows: Vec::new(),
            found: 0,
            most,
            set: !open,
        }
    }

    fn offer(&mut self, label: String, count: u64) {
        self.found += 1;
        let key = (Reverse(count), Some(&label));
        let place = match self.set {
            true => self.rows.len(),
            false => self
                .rows
                .partition_point(|(known, count)| (Reverse(*count), known.as_ref()) < key),
        };
        if place < self.most {
            self.rows.truncate(self.most - 1);
            self.rows.insert(place, (Some(label), count));
        }
    }

    /// Puts the conversations without a value last, where there is room.
    fn end(&mut self, count: u64) {
        self.found += 1;
        self.rows.push((None, count));
        self.rows.truncate(self.most);
    }
}
