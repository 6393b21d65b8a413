//! Makes groups of many texts at a cost that grows with their number only.
//!
//! Comparing every text with every other would not: so the most frequent some
//! thousand are grouped, the others join the group that they are most like,
//! and what is left over goes the same way again. The middles of the groups
//! are then grouped as the texts were, until nothing moves.

use std::cmp::Reverse;

use crate::base::order;
use crate::metric::questions::alike::{NONE, Text, Texts, groups, likeness, middles, nearest};
use crate::metric::questions::words::{Weights, weigh};

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
    let weights = weigh(forms, counts);
    let all: Vec<Text<'_>> = (0..forms.len() as u32)
        .map(|text| weights.texts.get(text))
        .collect();
    let mut group = vec![NONE; forms.len()];
    let mut count = 0;
    for _ in 0..ROUNDS {
        let left: Vec<u32> = (0..forms.len() as u32)
            .filter(|&text| group[text as usize] == NONE)
            .collect();
        if left.is_empty() {
            break;
        }
        let (own, number) = round(&all, counts, &left, weights.words);
        for (&text, own) in left.iter().zip(own) {
            if own != NONE {
                group[text as usize] = count as u32 + own;
            }
        }
        count += number;
        // Where hardly any two are alike, the rest will not be either.
        if number * 20 > left.len().min(AT_ONCE) * 19 {
            break;
        }
    }
    // What was never looked at stands alone.
    for text in group.iter_mut().filter(|text| **text == NONE) {
        *text = count as u32;
        count += 1;
    }
    for _ in 0..LEVELS {
        let before = count;
        count = level(&all, counts, &mut group, (before, weights.words));
        if count == before {
            break;
        }
    }
    let middles = middles(&all, counts, &group, (count, weights.words));
    Grouped {
        typical: typical(&weights, counts, &group, &middles),
        group,
    }
}

/// Groups the first of what is left and lets others join: the group of each,
/// and how many there are.
fn round(all: &[Text<'_>], counts: &[u32], left: &[u32], words: usize) -> (Vec<u32>, usize) {
    let (some, others) = left.split_at(left.len().min(AT_ONCE));
    let texts: Vec<Text<'_>> = some.iter().map(|&text| all[text as usize]).collect();
    let counts: Vec<u32> = some.iter().map(|&text| counts[text as usize]).collect();
    let (mut own, number) = groups(&texts, &counts, words);
    let middles = middles(&texts, &counts, &own, (number, words));
    let rest = others.iter().map(|&text| all[text as usize]);
    own.extend(nearest(rest, &middles, words));
    (own, number)
}

/// Groups the largest groups and gives the number that is left.
fn level(
    all: &[Text<'_>],
    counts: &[u32],
    group: &mut [u32],
    (count, words): (usize, usize),
) -> usize {
    let mut sizes = vec![0; count];
    for (&group, &count) in group.iter().zip(counts) {
        sizes[group as usize] += count;
    }
    let middles = middles(all, counts, group, (count, words));
    let order = order::largest_first(sizes.iter().map(|&size| u64::from(size)));
    let (some, others) = order.split_at(count.min(AT_ONCE));
    let texts: Vec<Text<'_>> = some.iter().map(|&group| middles.get(group)).collect();
    let sizes: Vec<u32> = some.iter().map(|&group| sizes[group as usize]).collect();
    let (own, number) = groups(&texts, &sizes, words);
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

/// Of each group the text that stands for most: frequent, near the middle, and
/// without slips; of equals the shortest.
fn typical(weights: &Weights, counts: &[u32], group: &[u32], middles: &Texts) -> Vec<u32> {
    let mut best = vec![(0, Reverse((usize::MAX, NONE))); middles.least.len()];
    for (text, &group) in (0..).zip(group) {
        let own = weights.texts.get(text);
        let near = likeness(own, middles.get(group));
        let slips = weights.slips[text as usize].min(8);
        let stands = (near >> slips) * (1 + counts[text as usize].max(1).ilog2());
        let best = &mut best[group as usize];
        *best = (*best).max((stands, Reverse((own.words.len(), text))));
    }
    best.into_iter()
        .map(|(_, Reverse((_, text)))| text)
        .collect()
}
