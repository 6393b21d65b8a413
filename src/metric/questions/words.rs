//! What a text is about, as weights of its words.
//!
//! Words weigh by how rare they are in the data itself (inverse document
//! frequency, Spärck Jones 1972), so that nobody needs a list of the words of
//! a language that mean little, and a greeting that many begin with counts for
//! little. What can be foretold from the word before weighs less: a name of
//! three words is one thing. Endings and slips of the finger are overlooked.
//! In scripts without blanks each pair of neighbouring letters is a word.
//!
//! All weights are whole numbers and their logarithm is made of such, so that
//! every machine comes to the same.

use hashbrown::HashMap;

use crate::base::dict::Dict;
use crate::base::lists::Lists;
use crate::base::order;
use crate::metric::questions::alike::Texts;
use crate::metric::questions::normal::{NUMBER, Script, script};
use crate::metric::questions::typos;

/// A word with its weight in a text.
pub(super) type Weight = (u32, u32);

/// The length of every text, as a line in space: of two texts the sum of the
/// products of their weights is their likeness, `ONE * ONE` where they are the
/// same.
pub(super) const ONE: u32 = 1 << 10;

/// So many words of a text are looked at.
const MOST_WORDS: usize = 40;
/// So many of them, the heaviest, count.
const HEAVIEST: usize = 20;
/// So many letters of a word tell what it is about.
const STEM: usize = 6;
/// A word is another one with an ending of at most so many letters …
const ENDING: usize = 3;
/// … if that has at least so many.
const SHORTEST: usize = 4;
/// A doubling of rareness.
const BIT: u32 = 1 << 8;
/// From here on words are equally rare.
const RAREST: u32 = 7 * BIT;
/// What only one text has may be a name or a slip, so it counts a fifth less.
const ALONE: (u32, u32) = (4, 5);
/// How much of its weight a word can lose that is foretold.
const FORETOLD: (u32, u32) = (4, 5);
/// So many times more a pair of words must have been seen to be believed.
const DOUBT: u32 = 2;

/// Texts as weights of words.
#[derive(Default)]
pub(super) struct Weights {
    /// The heaviest words of each text.
    pub(super) texts: Texts,
    /// How many words of each text are not what was meant.
    pub(super) slips: Vec<u32>,
    /// How many words there are.
    pub(super) words: usize,
}

/// Weighs the words of texts in normal form; `times` tells how often each
/// occurs.
pub(super) fn weigh(forms: &[&str], times: &[u32]) -> Weights {
    let Stems { said, slips, words } = Stems::new(forms, times);
    let counts = counted(&said, words, |_| 1);
    let pairs = Pairs::new(&said, words);
    let mut texts = Texts::default();
    let least = chance(forms.len() as u32);
    let mut own: Vec<Weight> = Vec::new();
    for text in 0..said.len() {
        own.clear();
        let mut before = None;
        for &word in said.get(text) {
            let rare = rareness(forms.len() as u32, counts[word as usize]);
            own.push((word, rare - pairs.foretold(before, word, rare)));
            before = Some(word);
        }
        // A word said twice counts where it is less foretold.
        by_word(&mut own);
        own.dedup_by_key(|weight| weight.0);
        lightest_off(&mut own, HEAVIEST);
        texts.words.push(to_length_one(&own));
        let whole = texts.words.get(text).iter().map(|weight| weight.1);
        let least = u64::from(least) * u64::from(ONE) / length(&own);
        texts.least.push(whole.sum::<u32>().min(least as u32));
    }
    Weights {
        texts,
        slips,
        words,
    }
}

/// How rare what two of so many texts have in common must be: nearly so rare
/// that none would have it by chance.
fn chance(texts: u32) -> u32 {
    (logarithm(texts + 1) * 3 / 4).min(RAREST)
}

/// How long a line these weights make.
fn length(weights: &[Weight]) -> u64 {
    let square = |weight: &Weight| u64::from(weight.1) * u64::from(weight.1);
    weights.iter().map(square).sum::<u64>().isqrt().max(1)
}

/// In the order of words; of one word the heaviest comes first.
pub(super) fn by_word(weights: &mut [Weight]) {
    let keys = weights
        .iter()
        .map(|weight| order::pair(weight.0, !weight.1));
    let mut keys: Vec<u64> = keys.collect();
    order::numbers(&mut keys);
    for (weight, key) in weights.iter_mut().zip(keys) {
        let (word, light) = order::halves(key);
        *weight = (word, !light);
    }
}

/// The heaviest first; of equals the first word.
pub(super) fn heaviest_first(weights: &mut [Weight]) {
    let keys = weights
        .iter()
        .map(|weight| order::pair(!weight.1, weight.0));
    let mut keys: Vec<u64> = keys.collect();
    order::numbers(&mut keys);
    for (weight, key) in weights.iter_mut().zip(keys) {
        let (light, word) = order::halves(key);
        *weight = (word, !light);
    }
}

/// Leaves the heaviest, in the order of their words.
pub(super) fn lightest_off(weights: &mut Vec<Weight>, most: usize) {
    if weights.len() > most {
        heaviest_first(weights);
        weights.truncate(most);
        by_word(weights);
    }
}

/// The same direction, as long as [`ONE`]; what hardly counts is left out.
pub(super) fn to_length_one(weights: &[Weight]) -> impl Iterator<Item = Weight> {
    let length = length(weights);
    let scaled = weights.iter().map(move |&(word, weight)| {
        let weight = u64::from(weight) * u64::from(ONE) / length;
        (word, weight as u32)
    });
    scaled.filter(|weight| weight.1 >= ONE / 32)
}

/// How rare a word is that `count` of so many texts have.
fn rareness(texts: u32, count: u32) -> u32 {
    let rare = logarithm(texts + count).saturating_sub(logarithm(count));
    match (count, rare.min(RAREST)) {
        (0 | 1, rare) => rare * ALONE.0 / ALONE.1,
        (_, rare) => rare,
    }
}

/// The binary logarithm in parts of [`BIT`], straight between powers of two.
fn logarithm(number: u32) -> u32 {
    let whole = number.max(1).ilog2();
    let rest = (u64::from(number.max(1)) * u64::from(BIT)) >> whole;
    whole * BIT + rest as u32 - BIT
}

/// What texts say, endings and slips aside.
struct Stems {
    /// The stems of each text, by number.
    said: Lists<u32>,
    /// How many of its words are not what was meant.
    slips: Vec<u32>,
    /// How many stems there are.
    words: usize,
}

impl Stems {
    fn new(forms: &[&str], times: &[u32]) -> Stems {
        let (mut words, mut said) = (Dict::default(), Lists::default());
        for form in forms {
            said.push(words_of(form, &mut words));
        }
        let counts = counted(&said, words.len(), |text| times[text]);
        let meant = typos::meant(&words, &counts);
        let slips = |text: usize| {
            let own = said.get(text).iter();
            own.filter(|&&word| meant[word as usize] != word).count() as u32
        };
        let mut stems = Dict::default();
        let of_words: Vec<u32> = meant
            .iter()
            .map(|&word| stems.intern(stem(words.get(word), &words, &counts)))
            .collect();
        Stems {
            slips: (0..said.len()).map(slips).collect(),
            said: said.map(|&word| of_words[word as usize]),
            words: stems.len(),
        }
    }
}

/// The words of a text in normal form. One that is nothing but a number, or
/// signs, is a word of its own.
fn words_of(form: &str, words: &mut Dict) -> Vec<u32> {
    let mut own = Vec::new();
    for word in form.split(' ').filter(|&word| word != NUMBER) {
        if word.chars().next().map(script) == Some(Script::Unspaced) {
            add_pairs(word, words, &mut own);
        } else {
            own.push(words.intern(word));
        }
        if own.len() >= MOST_WORDS {
            own.truncate(MOST_WORDS);
            return own;
        }
    }
    if own.is_empty() {
        own.push(words.intern(form));
    }
    own
}

/// Adds each pair of neighbouring letters.
fn add_pairs(word: &str, words: &mut Dict, own: &mut Vec<u32>) {
    let starts = word.char_indices().map(|(at, _)| at);
    let ends = word
        .char_indices()
        .map(|(at, letter)| at + letter.len_utf8());
    let mut pairs = starts.zip(ends.skip(1)).peekable();
    if pairs.peek().is_none() {
        own.push(words.intern(word));
    }
    own.extend(pairs.map(|(from, to)| words.intern(&word[from..to])));
}

/// A word without its ending.
fn stem<'a>(word: &'a str, words: &Dict, counts: &[u32]) -> &'a str {
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
    let count = |word: &str| words.find(word).map_or(0, |known| counts[known as usize]);
    let least = places.len().saturating_sub(ENDING).max(SHORTEST);
    let own = count(word);
    let mut shorter = (least..places.len()).map(|letters| &word[..places[letters]]);
    let found = shorter.find(|shorter| count(shorter) * 2 >= own.max(1));
    let word = found.unwrap_or(word);
    let end = places
        .get(STEM)
        .map_or(word.len(), |&end| end.min(word.len()));
    &word[..end]
}

/// How many texts have each word, where each counts so many times.
fn counted(said: &Lists<u32>, words: usize, times: impl Fn(usize) -> u32) -> Vec<u32> {
    let mut counts = vec![0; words];
    let mut last = vec![u32::MAX; words];
    for text in 0..said.len() {
        for &word in said.get(text) {
            let word = word as usize;
            if last[word] != text as u32 {
                counts[word] += times(text);
                last[word] = text as u32;
            }
        }
    }
    counts
}

/// How often words follow one another.
struct Pairs {
    /// By both words.
    counts: HashMap<u64, u32>,
    /// By the first one.
    firsts: Vec<u32>,
}

impl Pairs {
    fn new(said: &Lists<u32>, words: usize) -> Pairs {
        let mut pairs = Pairs {
            counts: HashMap::new(),
            firsts: vec![0; words],
        };
        for text in 0..said.len() {
            for pair in said.get(text).windows(2) {
                pairs.firsts[pair[0] as usize] += 1;
                *pairs.counts.entry(key(pair[0], pair[1])).or_default() += 1;
            }
        }
        pairs
    }

    /// How much of its weight a word loses behind another.
    fn foretold(&self, before: Option<u32>, word: u32, weight: u32) -> u32 {
        let Some(before) = before else {
            return 0;
        };
        let seen = self.counts.get(&key(before, word)).copied().unwrap_or(0);
        let all = self.firsts[before as usize] + DOUBT;
        let lost = u64::from(weight * FORETOLD.0 / FORETOLD.1) * u64::from(seen);
        (lost / u64::from(all)) as u32
    }
}

fn key(before: u32, word: u32) -> u64 {
    u64::from(before) << 32 | u64::from(word)
}
