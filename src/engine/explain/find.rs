//! Finds a conversation by its name, or the names nearest to it.

use crate::base::letters::lower_text;
use crate::conversation::Conversations;

/// So many names are suggested.
const MOST_SUGGESTED: usize = 5;

/// The row of a name.
///
/// # Errors
///
/// The nearest names, best first, when there is no conversation of that
/// name.
pub(in crate::engine) fn find(
    conversations: &Conversations,
    wanted: &str,
) -> Result<usize, Vec<String>> {
    if let Some(row) = conversations.find(wanted) {
        return Ok(row);
    }
    let numbers = conversations.numbers_in_threads();
    let mut nearest: Vec<(usize, String)> = Vec::new();
    for (row, &number) in numbers.iter().enumerate() {
        let name = conversations.name(row, number);
        let distance = distance(wanted, &name);
        let worst = nearest.last().map_or(usize::MAX, |last| last.0);
        if nearest.len() < MOST_SUGGESTED || distance < worst {
            let place = nearest.partition_point(|known| (known.0, &known.1) <= (distance, &name));
            nearest.insert(place, (distance, name));
            nearest.truncate(MOST_SUGGESTED);
        }
    }
    Err(nearest.into_iter().map(|(_, name)| name).collect())
}

/// How far a name is from the one wanted: what begins alike is near, else
/// the letters that must change.
fn distance(wanted: &str, name: &str) -> usize {
    let (wanted, name) = (lower_text(wanted), lower_text(name));
    if !wanted.is_empty() && name.starts_with(&wanted) {
        return 0;
    }
    let name: Vec<char> = name.chars().collect();
    let mut row: Vec<usize> = (0..=name.len()).collect();
    for (place, letter) in wanted.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = place + 1;
        for (column, other) in name.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn counts_the_letters_that_must_change() {
        assert_eq!(distance("c12", "C12#2"), 0);
        assert_eq!(distance("c12", "c13"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "c1"), 2);
    }
}
