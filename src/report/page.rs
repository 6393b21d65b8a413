//! A page of the register: some rows of a listing, as a screen shows them.

use serde::{Deserialize, Serialize};

use crate::report::register::Cell;

/// A text and where in it the words stand that somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The text; empty where there is none.
    pub text: String,
    /// First byte of each place and the first one behind it, in order and
    /// apart from each other.
    pub marks: Vec<(u32, u32)>,
}

impl Marked {
    /// A text in which nobody looks for anything.
    pub fn plain(text: &str) -> Marked {
        Marked {
            text: text.to_owned(),
            marks: Vec::new(),
        }
    }

    /// Its parts in order, and whether each is a place found.
    pub fn parts(&self) -> Vec<(&str, bool)> {
        let mut parts = Vec::new();
        let mut end = 0;
        for &(from, to) in &self.marks {
            parts.push((end as usize..from as usize, false));
            parts.push((from as usize..to as usize, true));
            end = to;
        }
        parts.push((end as usize..self.text.len(), false));
        let cut = |(place, found)| (self.text.get(place).unwrap_or_default(), found);
        let parts = parts.into_iter().map(cut);
        parts.filter(|part| !part.0.is_empty()).collect()
    }
}

/// One conversation in the register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its name, by which it can be opened.
    pub id: String,
    /// The customer's first question, or the part of it that matters.
    pub question: Marked,
    /// How the customer is called: by name, e-mail address or telephone
    /// number; empty where nothing of it is known.
    pub customer: Marked,
    /// What it is about.
    pub topic: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Where the words were found, if neither in the question nor with the
    /// customer.
    pub found: Option<Marked>,
    /// The cells of the columns asked for, in their order; empty where there
    /// is no such column.
    pub cells: Vec<Cell>,
}

/// Some rows of a listing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The place of the first row in the listing, from 0.
    pub from: u32,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many rows the listing has; while words are looked for, so far.
    pub found: u32,
    /// How many it would have without the words.
    pub total: u32,
    /// Whether everything was looked at.
    pub done: bool,
    /// The most typical question of the theme that is listed, cut where it is
    /// long.
    #[serde(default)]
    pub theme: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Marked;

    #[test]
    fn parts_are_the_whole_text() {
        let marked = Marked {
            text: "Où est mon colis ?".to_owned(),
            marks: vec![(0, 3), (12, 17)],
        };
        assert_eq!(
            marked.parts(),
            [
                ("Où", true),
                (" est mon ", false),
                ("colis", true),
                (" ?", false)
            ]
        );
        assert_eq!(Marked::plain("a").parts(), [("a", false)]);
        assert!(Marked::default().parts().is_empty());
    }
}
