//! Which texts are alike, from the weights of their words.
//!
//! Groups are found by density: each text belongs with the most like it of
//! those that stand in denser company, up to the densest of all around, which
//! is the group's middle (density peaks, Rodriguez and Laio 2014; quick shift,
//! Vedaldi and Soatto 2008). The densest are not chosen by who came first, so
//! that the order of the texts means nothing.

use std::cmp::Reverse;

use crate::base::lists::Lists;
use crate::base::order;
use crate::metric::questions::words::{
    ONE, Weight, by_word, heaviest_first, lightest_off, to_length_one,
};

/// So like are texts of one group: half of what the same text is.
const ALIKE: u32 = ONE * ONE / 2;
/// So many neighbours of a text are remembered.
const NEAREST: usize = 200;
/// The middle of a group is told by so many words.
const MIDDLE: usize = 24;

/// A text, or the middle of a group.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// The weights of its words, in their order.
    pub(super) words: &'a [Weight],
    /// So much must be shared of them, added up: what texts have in common
    /// must be more than chance.
    pub(super) least: u32,
}

/// Stands for no group.
pub(super) const NONE: u32 = u32::MAX;

/// Texts that others are compared with, and for each word those that have it.
struct Index<'a> {
    texts: Vec<Text<'a>>,
    ends: Vec<u32>,
    /// Text and weight.
    entries: Vec<Weight>,
}

impl<'a> Index<'a> {
    fn new(texts: Vec<Text<'a>>, words: usize) -> Index<'a> {
        let mut ends = vec![0; words + 1];
        for &(word, _) in texts.iter().flat_map(|text| text.words) {
            ends[word as usize + 1] += 1;
        }
        for word in 1..ends.len() {
            ends[word] += ends[word - 1];
        }
        let mut places = ends.clone();
        let mut entries = vec![(0, 0); ends[words] as usize];
        for (number, text) in (0..).zip(&texts) {
            for &(word, weight) in text.words {
                let place = &mut places[word as usize];
                entries[*place as usize] = (number, weight);
                *place += 1;
            }
        }
        Index {
            texts,
            ends,
            entries,
        }
    }

    fn of(&self, word: u32) -> &[Weight] {
        let word = word as usize;
        &self.entries[self.ends[word] as usize..self.ends[word + 1] as usize]
    }
}

/// Finds what is alike.
struct Finder {
    /// For each text what it has in common so far.
    sums: Vec<u32>,
    met: Vec<u32>,
    heaviest: Vec<Weight>,
}

impl Finder {
    fn new(texts: usize) -> Finder {
        Finder {
            sums: vec![0; texts],
            met: Vec::new(),
            heaviest: Vec::new(),
        }
    }

    /// Hears of every text of the index that is alike, in any order.
    ///
    /// The heaviest words are looked up first. Once those that are left could
    /// not make any text alike by themselves, no other texts need be met; as
    /// light words are the frequent ones, most of the work is saved (all
    /// pairs, Bayardo, Ma and Srikant 2007).
    fn each_alike(&mut self, index: &Index<'_>, text: Text<'_>, mut alike: impl FnMut(u32, u32)) {
        let mut left: u32 = text.words.iter().map(|(_, weight)| weight * weight).sum();
        self.heaviest.clear();
        self.heaviest.extend_from_slice(text.words);
        heaviest_first(&mut self.heaviest);
        for &(word, weight) in &self.heaviest {
            let news = left >= ONE * ONE / 4;
            if left < ONE * ONE / 16 {
                break;
            }
            left -= weight * weight;
            for &(other, own) in index.of(word) {
                let sum = &mut self.sums[other as usize];
                if *sum > 0 {
                    *sum += weight * own;
                } else if news {
                    *sum = weight * own;
                    self.met.push(other);
                }
            }
        }
        // Rounded up, so that nothing is missed.
        let most = (left.isqrt() + 1) * ONE;
        for other in self.met.drain(..) {
            if std::mem::take(&mut self.sums[other as usize]) + most >= ALIKE {
                let likeness = likeness(text, index.texts[other as usize]);
                if likeness >= ALIKE {
                    alike(other, likeness);
                }
            }
        }
    }
}

/// How alike two texts are; 0 where chance would do.
pub(super) fn likeness(text: Text<'_>, other: Text<'_>) -> u32 {
    let mut rest = other.words.iter().peekable();
    let (mut sum, mut shared, mut theirs) = (0, 0, 0);
    for &(word, weight) in text.words {
        while rest.next_if(|other| other.0 < word).is_some() {}
        if let Some(other) = rest.next_if(|other| other.0 == word) {
            sum += weight * other.1;
            shared += weight;
            theirs += other.1;
        }
    }
    match shared >= text.least && theirs >= other.least {
        true => sum,
        false => 0,
    }
}

/// Groups texts, each of which stands for `counts` of them: the number of the
/// group of each, and how many groups there are.
pub(super) fn groups(texts: &[Text<'_>], counts: &[u32], words: usize) -> (Vec<u32>, usize) {
    let (near, density) = neighbours(texts, counts, words);
    let order = order::largest_first(density.iter().copied());
    let mut group = vec![NONE; texts.len()];
    let mut middles: Vec<u32> = Vec::new();
    for text in order {
        let own = texts[text as usize];
        // Those in denser company have their groups by now.
        let denser = near.get(text as usize).iter().filter(|(other, _)| {
            let group = group[*other as usize];
            group != NONE && likeness(texts[middles[group as usize] as usize], own) >= ALIKE
        });
        let best = denser.max_by_key(|&&(other, alike)| (alike, Reverse(other)));
        group[text as usize] = match best {
            Some(&(other, _)) => group[other as usize],
            None => {
                middles.push(text);
                middles.len() as u32 - 1
            }
        };
    }
    (group, middles.len())
}

/// Of each text the most like it, and how dense the company of all is that are
/// alike.
fn neighbours(texts: &[Text<'_>], counts: &[u32], words: usize) -> (Lists<Weight>, Vec<u64>) {
    let index = Index::new(texts.to_vec(), words);
    let mut finder = Finder::new(texts.len());
    let (mut near, mut found) = (Lists::default(), Vec::new());
    let mut density = Vec::with_capacity(texts.len());
    for &text in texts {
        let mut company = 0;
        finder.each_alike(&index, text, |other, alike| {
            company += u64::from(alike) * u64::from(counts[other as usize]);
            found.push((other, alike));
        });
        density.push(company);
        if found.len() > NEAREST {
            found.select_nth_unstable_by_key(NEAREST, |&(other, alike)| (Reverse(alike), other));
            found.truncate(NEAREST);
        }
        near.push(found.drain(..));
    }
    (near, density)
}

/// Texts, or the middles of groups.
#[derive(Default)]
pub(super) struct Texts {
    /// The weights of their words.
    pub(super) words: Lists<Weight>,
    /// See [`Text::least`].
    pub(super) least: Vec<u32>,
}

impl Texts {
    /// One of them.
    pub(super) fn get(&self, number: u32) -> Text<'_> {
        Text {
            words: self.words.get(number as usize),
            least: self.least[number as usize],
        }
    }

    fn all(&self) -> Vec<Text<'_>> {
        (0..self.least.len() as u32)
            .map(|number| self.get(number))
            .collect()
    }
}

/// The middles of groups: what their texts have in common. Texts without a
/// group are nowhere.
pub(super) fn middles(
    texts: &[Text<'_>],
    counts: &[u32],
    group: &[u32],
    (groups, words): (usize, usize),
) -> Texts {
    let ranks: Vec<u64> = group.iter().map(|&group| u64::from(group)).collect();
    let mut order = order::places(&ranks);
    order.retain(|&text| group[text as usize] != NONE);
    let mut sums = vec![0; words];
    let (mut met, mut middles): (Vec<u32>, Texts) = (Vec::new(), Texts::default());
    let mut rest = &order[..];
    for number in 0..groups as u32 {
        let own = rest.partition_point(|&text| group[text as usize] <= number);
        let mut least = 0;
        for &text in &rest[..own] {
            let times = 1 + counts[text as usize].max(1).ilog2();
            let text = texts[text as usize];
            least += u64::from(text.least);
            for &(word, weight) in text.words {
                if sums[word as usize] == 0 {
                    met.push(word);
                }
                let sum = &mut sums[word as usize];
                *sum = u32::saturating_add(*sum, weight * times);
            }
        }
        rest = &rest[own..];
        let words = met
            .drain(..)
            .map(|word| (word, std::mem::take(&mut sums[word as usize])));
        let mut words: Vec<Weight> = words.collect();
        by_word(&mut words);
        lightest_off(&mut words, MIDDLE);
        middles.words.push(to_length_one(&words));
        middles.least.push((least / own.max(1) as u64) as u32);
    }
    middles
}

/// Of each of `texts` the middle that it is most like, if it is like any.
pub(super) fn nearest<'a>(
    texts: impl Iterator<Item = Text<'a>>,
    middles: &Texts,
    words: usize,
) -> Vec<u32> {
    let middles = middles.all();
    let mut finder = Finder::new(middles.len());
    let index = Index::new(middles, words);
    let nearest = texts.map(|text| {
        let mut best = (0, Reverse(NONE));
        finder.each_alike(&index, text, |other, alike| {
            best = best.max((alike, Reverse(other)));
        });
        best.1.0
    });
    nearest.collect()
}
