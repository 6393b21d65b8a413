//! Putting things in order.
//!
//! Each kind of thing that is sorted by the library's own means brings a
//! sorter of its own into the page, a few kilobytes each; these two serve all
//! that is not the hottest.

use std::cmp::Ordering;

use crate::base::sorted::SortedMap;

/// Sorts places by their keys; places with equal keys stay as they are.
pub fn by_key(places: &mut [u32], key: &dyn Fn(u32) -> i64) {
    sort(places, &|a, b| key(a).cmp(&key(b)));
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
        assert_eq!(map.values().collect::<Vec<_>>(), [&2, &3]);
    }
}
