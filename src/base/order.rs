//! Putting things in order.
//!
//! Each kind of thing that is sorted by the library's own means brings a
//! sorter of its own into the page, a few kilobytes each; these serve all
//! that is not the hottest.

use std::cmp::Ordering;

use crate::base::sorted::SortedMap;

/// Sorts places by their keys; places with equal keys stay as they are.
pub fn by_key(places: &mut [u32], key: &dyn Fn(u32) -> i64) {
    sort(places, &|a, b| key(a).cmp(&key(b)));
}

/// A whole number for each number, in the same order (that of
/// [`f64::total_cmp`]).
pub fn rank(number: f64) -> u64 {
    let bits = number.to_bits();
    match number.is_sign_negative() {
        true => !bits,
        false => bits | 1 << 63,
    }
}

/// The places of a list of numbers in the order of these; places with equal
/// ones stay as they are. Byte by byte, from the last one on, so that the time
/// grows with the length alone.
pub fn places(ranks: &[u64]) -> Vec<u32> {
    let mut places: Vec<u32> = (0..ranks.len() as u32).collect();
    let mut next = vec![0; ranks.len()];
    let some = ranks.iter().fold(0, |some, rank| some | rank);
    let all = ranks.iter().fold(u64::MAX, |all, rank| all & rank);
    // Bytes that are the same everywhere change nothing.
    let differs = |shift: &u32| (some ^ all) >> shift & 0xff != 0;
    for shift in (0..u64::BITS).step_by(8).filter(differs) {
        let byte = |place: u32| (ranks[place as usize] >> shift & 0xff) as usize;
        let mut ends = [0_u32; 257];
        for &place in &places {
            ends[byte(place) + 1] += 1;
        }
        for value in 0..256 {
            ends[value + 1] += ends[value];
        }
        for &place in &places {
            let end = &mut ends[byte(place)];
            next[*end as usize] = place;
            *end += 1;
        }
        std::mem::swap(&mut places, &mut next);
    }
    places
}

/// The places of some counts, the largest first; of equals the first.
pub fn largest_first(counts: impl Iterator<Item = u64>) -> Vec<u32> {
    let ranks: Vec<u64> = counts.map(|count| !count).collect();
    places(&ranks)
}

/// Puts whole numbers in order.
pub fn numbers(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// Two numbers as one, in the order of the first, then of the second.
pub fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// The two numbers of a [`pair`].
pub fn halves(pair: u64) -> (u32, u32) {
    ((pair >> 32) as u32, pair as u32)
}

/// A list in order; equal items stay as they are.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut places: Vec<u32> = (0..items.len() as u32).collect();
    sort(&mut places, &|a, b| {
        compare(&items[a as usize], &items[b as usize])
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let next = |place: u32| items[place as usize].take();
    places.into_iter().filter_map(next).collect()
}

fn sort(places: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    places.sort_by(|&a, &b| compare(a, b));
}

/// A map of a few named things. To `collect` one sorts them first.
pub fn named<T>(things: impl IntoIterator<Item = (String, T)>) -> SortedMap<String, T> {
    things.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{by_key, halves, largest_first, named, numbers, pair, places, rank, sorted};

    #[test]
    fn equals_stay_as_they_are() {
        let mut places = [3, 1, 0, 2];
        by_key(&mut places, &|place| [5, 7, 5, -1][place as usize]);
        assert_eq!(places, [3, 0, 2, 1]);
        let words = vec!["bb", "a", "cc", "d", ""];
        let by_length = sorted(words, |a, b| a.len().cmp(&b.len()));
        assert_eq!(by_length, ["", "a", "d", "bb", "cc"]);
    }

    #[test]
    fn numbers_are_put_in_order_byte_by_byte() {
        let odd = [
            0.0,
            -0.0,
            1.5,
            -1.5,
            f64::MAX,
            f64::MIN,
            1e-300,
            f64::INFINITY,
            256.0,
            -3.0,
        ];
        let mut state = 7_u64;
        let mut random = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 40) as f64 - 8_000_000.0
        };
        for length in [0, 1, 2, 10, 1_000] {
            let random = (0..length).map(|_| random() % 500.0);
            let numbers: Vec<f64> = odd.into_iter().chain(random).collect();
            let ranks: Vec<u64> = numbers.iter().map(|&number| rank(number)).collect();
            let mut expected: Vec<u32> = (0..numbers.len() as u32).collect();
            let number = |place: u32| numbers[place as usize];
            expected.sort_by(|&a, &b| number(a).total_cmp(&number(b)));
            assert_eq!(places(&ranks), expected);
        }
        assert_eq!(places(&[u64::MAX, 3, 3, u64::MAX, 0]), [4, 1, 2, 0, 3]);
        assert!(places(&[]).is_empty());
    }

    #[test]
    fn counts_and_pairs_are_put_in_order() {
        assert_eq!(largest_first([3, 0, 7, 3].into_iter()), [2, 0, 3, 1]);
        let mut pairs = [pair(2, 0), pair(1, u32::MAX), pair(1, 0)];
        numbers(&mut pairs);
        assert_eq!(pairs.map(halves), [(1, 0), (1, u32::MAX), (2, 0)]);
    }

    #[test]
    fn the_last_of_a_name_counts() {
        let map = named([("b", 1), ("a", 2), ("b", 3)].map(|(name, n)| (name.to_owned(), n)));
        assert_eq!(map.values().collect::<Vec<_>>(), [&2, &3]);
    }
}
