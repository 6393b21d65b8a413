//! Rows apart by the values of a dimension.

use crate::base::order;
use crate::conversation::{Conversations, Dimension};
use crate::metric::compute::{Scope, value_of};
use crate::metric::define::{Compute, Rows};
use crate::metric::{Unit, Value, catalogue};

/// The rows of one value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value; `None` for conversations without one.
    pub code: Option<u32>,
    /// What reports call it.
    pub key: Option<String>,
    /// Ascending.
    pub rows: Vec<u32>,
}

/// Splits rows by a dimension: most conversations first, then by key, no
/// value last. A conversation with several values is in the group of each.
pub fn breakdown(conversations: &Conversations, dimension: Dimension, rows: &[u32]) -> Vec<Group> {
    let mut by_code: Vec<Vec<u32>> = vec![Vec::new(); conversations.code_count(dimension)];
    let mut without = Vec::new();
    if dimension.has_several() {
        for &row in rows {
            let codes = conversations.codes(dimension, row as usize);
            for &code in codes.as_slice() {
                by_code[code as usize].push(row);
            }
            if codes.as_slice().is_empty() {
                without.push(row);
            }
        }
    } else {
        let mut codes = Vec::with_capacity(rows.len());
        conversations.codes_of(dimension, rows, u32::MAX, &mut codes);
        for (&row, &code) in rows.iter().zip(&codes) {
            by_code
                .get_mut(code as usize)
                .unwrap_or(&mut without)
                .push(row);
        }
    }
    let constant = conversations.constant_codes(dimension);
    let groups: Vec<Group> = (0..)
        .zip(by_code)
        .filter(|(code, rows)| !rows.is_empty() || constant.contains(code))
        .map(|(code, rows)| Group {
            code: Some(code),
            key: Some(conversations.label(dimension, code)),
            rows,
        })
        .collect();
    let mut groups = order::sorted(groups, |a, b| {
        let larger = b.rows.len().cmp(&a.rows.len());
        larger.then_with(|| a.key.cmp(&b.key))
    });
    if !without.is_empty() {
        groups.push(Group {
            code: None,
            key: None,
            rows: without,
        });
    }
    groups
}

/// Whether anything that counts by its own time stands in a scope.
pub fn occurs_apart(scope: &Scope<'_>) -> bool {
    let apart = catalogue().iter().filter(|metric| {
        let counts = matches!(metric.about.unit, Unit::Count | Unit::Hours);
        counts && matches!(metric.compute, Compute::Own(Rows::Apart, _))
    });
    apart
        .map(|metric| value_of(metric, scope))
        .any(|value| matches!(value, Value::Number(number) if number != 0.0))
}
