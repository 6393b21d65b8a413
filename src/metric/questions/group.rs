//! Makes groups of many texts at a cost that grows with their number only.
//!
//! Comparing every text with every other would not: so the most frequent some
//! thousand are grouped, the others join the group that they are most like,
//! and what is left over goes the same way again. The middles of the groups
//! are then grouped as the texts were, until nothing moves.

use std::cmp::Reverse;

use crate::base::lists::Lists;
use crate::metric::questions::alike::{NONE, groups, likeness, middles, nearest};
use crate::metric::questions::words::{Weight, Weights, weigh};

/// So many texts, or groups, are compared with one another.
const AT_ONCE: usize = 4_000;
/// So often what is left over is taken up again.
const ROUNDS: usize = 5;
/// So often groups are grouped.
const LEVELS: usize = 4;

/// Texts in groups.
pub(super) struct Grouped {
    /// The group of each text.
    pub(super) group: Vec<u32>,
    /// Of each group the text that is most typical of it.
    pub(super) typical: Vec<u32>,
}

/// Groups texts in normal form, the most frequent first; `counts` tells how
/// often each occurs.
pub(super) fn group(forms: &[&str], counts: &[u32]) -> Grouped {
    let weights = weigh(forms);
    let mut group = vec![NONE; forms.len()];
    let mut count = 0;
    for _ in 0..ROUNDS {
        let left: Vec<u32> = (0..forms.len() as u32)
            .filter(|&text| group[text as usize] == NONE)
            .collect();
        if left.is_empty() {
            break;
        }
        count += round(&weights, counts, &left, count as u32, &mut group);
    }
    // What was never looked at stands alone.
    for text in group.iter_mut().filter(|text| **text == NONE) {
        *text = count as u32;
        count += 1;
    }
    for _ in 0..LEVELS {
        let before = count;
        count = level(&weights, counts, &mut group, before);
        if count == before {
            break;
        }
    }
    let middles = middles(&weights.texts, counts, &group, (count, weights.words));
    Grouped {
        typical: typical(&weights.texts, counts, &group, &middles),
        group,
    }
}

/// Groups the first of what is left, lets others join, and gives the number
/// of new groups, which count from `first`.
fn round(weights: &Weights, counts: &[u32], left: &[u32], first: u32, group: &mut [u32]) -> usize {
    let (some, others) = left.split_at(left.len().min(AT_ONCE));
    let texts: Vec<&[Weight]> = some
        .iter()
        .map(|&text| weights.texts.get(text as usize))
        .collect();
    let counts: Vec<u32> = some.iter().map(|&text| counts[text as usize]).collect();
    let (own, number) = groups(&texts, &counts, weights.words);
    let mut theirs = Lists::default();
    texts
        .iter()
        .for_each(|text| theirs.push(text.iter().copied()));
    let middles = middles(&theirs, &counts, &own, (number, weights.words));
    let rest = others.iter().map(|&text| weights.texts.get(text as usize));
    let joined = nearest(rest, &middles, weights.words);
    for (&text, own) in left.iter().zip(own.into_iter().chain(joined)) {
        if own != NONE {
            group[text as usize] = first + own;
        }
    }
    number
}

/// Groups the largest groups and gives the number that is left.
fn level(weights: &Weights, counts: &[u32], group: &mut [u32], count: usize) -> usize {
    let mut sizes = vec![0; count];
    for (&group, &count) in group.iter().zip(counts) {
        sizes[group as usize] += count;
    }
    let middles = middles(&weights.texts, counts, group, (count, weights.words));
    let mut order: Vec<u32> = (0..count as u32).collect();
    order.sort_unstable_by_key(|&group| (Reverse(sizes[group as usize]), group));
    let (some, others) = order.split_at(count.min(AT_ONCE));
    let texts: Vec<&[Weight]> = some
        .iter()
        .map(|&group| middles.get(group as usize))
        .collect();
    let sizes: Vec<u32> = some.iter().map(|&group| sizes[group as usize]).collect();
    let (own, number) = groups(&texts, &sizes, weights.words);
    let mut becomes = vec![0; count];
    let after = own.into_iter().chain(number as u32..);
    for (&group, after) in order.iter().zip(after) {
        becomes[group as usize] = after;
    }
    for group in group.iter_mut() {
        *group = becomes[*group as usize];
    }
    number + others.len()
}

/// Of each group the text that stands for most: frequent and near the middle.
fn typical(
    texts: &Lists<Weight>,
    counts: &[u32],
    group: &[u32],
    middles: &Lists<Weight>,
) -> Vec<u32> {
    let mut best = vec![(0, Reverse(NONE)); middles.len()];
    for (text, &group) in group.iter().enumerate() {
        let near = likeness(texts.get(text), middles.get(group as usize));
        let stands = u64::from(counts[text]) * u64::from(near);
        let best = &mut best[group as usize];
        *best = (*best).max((stands, Reverse(text as u32)));
    }
    best.into_iter().map(|(_, text)| text.0).collect()
}
