//! Which conversations pass: one set of rows for each filter, kept apart.

use core::fmt;
use core::ops::Range;

use crate::base::bitset::BitSet;
use crate::base::sorted::SortedMap;
use crate::base::time::Millis;
use crate::conversation::{Conversations, Dimension};

/// Chosen values by field. A conversation passes a field when it has any of
/// the values; of a key that ends with `!` when it has none of them. It must
/// pass every field. An empty text stands for "no value", an empty list
/// filters nothing.
pub type Filters = SortedMap<String, Vec<String>>;

/// What the key of an excluding filter ends with.
const EXCLUDES: char = '!';

/// A filter names a field that neither the product nor the data knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The field asked for.
    pub field: String,
    /// The names of all that there are.
    pub allowed: Vec<String>,
}

impl fmt::Display for UnknownField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let UnknownField { field, allowed } = self;
        write!(
            f,
            "there is no field to filter or split by called “{field}”: there are {}",
            allowed.join(", ")
        )
    }
}

impl std::error::Error for UnknownField {}

/// The dimension of a name.
///
/// # Errors
///
/// When neither the product nor the data knows it.
pub fn dimension(conversations: &Conversations, name: &str) -> Result<Dimension, UnknownField> {
    conversations.dimension(name).ok_or_else(|| UnknownField {
        field: name.to_owned(),
        allowed: conversations.dimension_names(),
    })
}

/// So many conversations are looked at together.
const AT_ONCE: usize = 1024;

/// One filter, ready to be applied.
#[derive(Clone, Debug)]
pub(crate) struct Filter {
    pub(crate) dimension: Dimension,
    excludes: bool,
    values: Vec<String>,
    /// By code, whether it is chosen.
    chosen: Vec<bool>,
    /// Whether "no value" is chosen.
    none_chosen: bool,
}

impl Filter {
    fn new(
        conversations: &Conversations,
        key: &str,
        values: &[String],
    ) -> Result<Filter, UnknownField> {
        let field = key.strip_suffix(EXCLUDES).unwrap_or(key);
        let dimension = conversations.dimension(field).ok_or_else(|| UnknownField {
            field: field.to_owned(),
            allowed: conversations.dimension_names(),
        })?;
        let mut chosen = vec![false; conversations.code_count(dimension)];
        for value in values {
            if let Some(code) = conversations.code(dimension, value) {
                chosen[code as usize] = true;
            }
        }
        Ok(Filter {
            dimension,
            excludes: key.ends_with(EXCLUDES),
            values: values.to_vec(),
            chosen,
            none_chosen: values.iter().any(String::is_empty),
        })
    }

    /// Whether something with these values passes.
    pub(crate) fn passes(&self, codes: &[u32]) -> bool {
        let mut codes_chosen = codes.iter().map(|&code| self.has(code));
        let any = codes_chosen.any(|chosen| chosen) || (codes.is_empty() && self.none_chosen);
        any != self.excludes
    }

    fn has(&self, code: u32) -> bool {
        self.chosen.get(code as usize).copied().unwrap_or(false)
    }

    fn rows(&self, conversations: &Conversations) -> BitSet {
        let len = conversations.facts.len();
        let mut rows = BitSet::empty(len);
        if self.dimension.has_several() {
            for row in 0..len {
                if self.passes(conversations.codes(self.dimension, row).as_slice()) {
                    rows.insert(row);
                }
            }
            return rows;
        }
        // The code after the last one stands for no value.
        let none = self.chosen.len() as u32;
        let mut chosen = self.chosen.clone();
        chosen.push(self.none_chosen);
        let all: Vec<u32> = (0..len as u32).collect();
        let mut codes = Vec::with_capacity(AT_ONCE);
        for some in all.chunks(AT_ONCE) {
            codes.clear();
            conversations.codes_of(self.dimension, some, none, &mut codes);
            for (&row, &code) in some.iter().zip(&codes) {
                if chosen[code as usize] != self.excludes {
                    rows.insert(row as usize);
                }
            }
        }
        rows
    }
}

/// The conversations that pass each filter, whatever the period.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    filters: SortedMap<String, (Filter, BitSet)>,
    len: usize,
}

impl Selection {
    /// Applies every filter.
    pub fn new(
        conversations: &Conversations,
        filters: &Filters,
    ) -> Result<Selection, UnknownField> {
        let mut selection = Selection {
            filters: SortedMap::default(),
            len: conversations.facts.len(),
        };
        selection.change(conversations, filters)?;
        Ok(selection)
    }

    /// Takes other filters for the same conversations; only those that
    /// changed are applied anew. On an error nothing changes.
    pub fn change(
        &mut self,
        conversations: &Conversations,
        filters: &Filters,
    ) -> Result<(), UnknownField> {
        let mut changed = Vec::new();
        for (key, values) in filters.iter() {
            let same = self
                .filters
                .get(key)
                .is_some_and(|(filter, _)| filter.values == *values);
            if !same && !values.is_empty() {
                changed.push((key.clone(), Filter::new(conversations, key, values)?));
            }
        }
        self.filters
            .retain(|key, _| filters.get(key).is_some_and(|values| !values.is_empty()));
        for (key, filter) in changed {
            let rows = filter.rows(conversations);
            self.filters.insert(key, (filter, rows));
        }
        Ok(())
    }

    /// The rows that pass every filter.
    pub fn passing(&self) -> BitSet {
        self.intersection(|_| true)
    }

    /// The rows that pass every filter but those on some dimensions: what a
    /// chart of those dimensions shows.
    pub fn except(&self, dimensions: &[Dimension]) -> BitSet {
        self.intersection(|filter| !dimensions.contains(&filter.dimension))
    }

    /// Whether anything is filtered by a dimension.
    pub fn is_on(&self, dimension: Dimension) -> bool {
        self.filters().any(|filter| filter.dimension == dimension)
    }

    fn intersection(&self, counts: impl Fn(&Filter) -> bool) -> BitSet {
        let mut passing = BitSet::full(self.len);
        for (_, rows) in self.filters.values().filter(|(filter, _)| counts(filter)) {
            passing.intersect(rows);
        }
        passing
    }

    pub(crate) fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.filters.values().map(|(filter, _)| filter)
    }
}

/// The rows that start within a span (end excluded): they lie together.
pub fn rows_between(conversations: &Conversations, span: (Millis, Millis)) -> Range<usize> {
    let starts = &conversations.facts.starts;
    let from = starts.partition_point(|&start| start < span.0);
    let to = starts.partition_point(|&start| start < span.1);
    from..to.max(from)
}
