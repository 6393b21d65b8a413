//! Putting things in order.
//!
//! Each kind of thing that is sorted by the library's own means brings a
//! sorter of its own into the page, a few kilobytes each; these two serve all
//! that is not the hottest.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Sorts places by their keys; places with equal keys stay as they are.
pub fn by_key(places: &mut [u32], key: &dyn Fn(u32) -> i64) {
    places.sort_by_key(|&place| key(place));
}

/// A list in order; equal items stay as they are.
pub fn sorted<T>(items: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let places = in_order(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let next = |place: usize| items[place].take();
    places.into_iter().filter_map(next).collect()
}

fn in_order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// A map of a few named things. To `collect` one sorts them first.
pub fn named<T>(things: impl IntoIterator<Item = (String, T)>) -> BTreeMap<String, T> {
    let mut map = BTreeMap::new();
    for (name, thing) in things {
        map.insert(name, thing);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::{by_key, named, sorted};

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
    fn the_last_of_a_name_counts() {
        let map = named([("b", 1), ("a", 2), ("b", 3)].map(|(name, n)| (name.to_owned(), n)));
        assert_eq!(map.into_values().collect::<Vec<_>>(), [2, 3]);
    }
}
