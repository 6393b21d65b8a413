//! A listing that is being looked at: its rows stay in order, and words are
//! looked for in it a slice at a time.

use core::ops::Range;

use crate::engine::register::columns::Column;
use crate::engine::register::{Entry, Register, Search, columns};
use crate::engine::{Engine, Error, themes};
use crate::report::csv;
use crate::report::{Cell, Listing, Page, Row};

/// So many rows are searched in one slice: a few milliseconds.
const SLICE: usize = 1_000;
/// So many rows make one part of a file.
const PART: usize = 2_000;

/// A listing with its rows.
pub struct Listed {
    listing: Listing,
    /// The rows in order, the words aside.
    rows: Vec<u32>,
    search: Search,
    /// The rows to look for the words in, where not all.
    among: Option<Vec<u32>>,
    /// How many of them were looked at.
    looked: usize,
    /// Those with the words, so far.
    found: Vec<u32>,
    /// The number of each conversation within its thread.
    numbers: Vec<u32>,
    /// What the theme is called whose conversations are listed.
    theme: Option<String>,
}

impl Listed {
    /// Its rows, while words are looked for the first of them.
    pub fn rows(&self) -> &[u32] {
        match self.search.is_empty() {
            true => &self.rows,
            false => &self.found,
        }
    }

    /// Whether everything was looked at.
    pub fn is_done(&self) -> bool {
        self.search.is_empty() || self.looked >= self.among().len()
    }

    fn among(&self) -> &[u32] {
        self.among.as_deref().unwrap_or(&self.rows)
    }

    /// Looks for other words in the same rows. What more words or more
    /// letters pick lies among what fewer picked.
    fn look_for(mut self, words: &str) -> Listed {
        let narrower =
            self.is_done() && !self.search.is_empty() && words.starts_with(&self.listing.search);
        self.among = narrower.then_some(self.found);
        self.found = Vec::new();
        self.looked = 0;
        self.search = Search::new(words);
        words.clone_into(&mut self.listing.search);
        self
    }
}

impl Engine {
    /// The rows of a listing; what `before` already knows of them is not
    /// done again. Words are looked for by [`Engine::look_on`].
    ///
    /// # Errors
    ///
    /// As [`Engine::rows`].
    pub fn list(&self, listing: &Listing, before: Option<Listed>) -> Result<Listed, Error> {
        let same = before.filter(|before| {
            let ours = (
                &listing.query,
                (&listing.behind, &listing.bins, &listing.theme),
                listing.within,
                &listing.sort,
            );
            let own = &before.listing;
            let what = (&own.behind, &own.bins, &own.theme);
            ours == (&own.query, what, own.within, &own.sort)
        });
        if let Some(before) = same {
            return Ok(match before.listing.search == listing.search {
                true => before,
                false => before.look_for(&listing.search),
            });
        }
        Ok(Listed {
            rows: self.rows(listing)?,
            search: self.search(&listing.search),
            listing: listing.clone(),
            among: None,
            looked: 0,
            found: Vec::new(),
            numbers: self.conversations.numbers_in_threads(),
            theme: listing.theme.as_ref().and_then(|theme| {
                let mut known = self.themes.borrow_mut();
                let questions = known.of(&self.conversations, theme.of);
                themes::called(&self.conversations, questions, theme)
            }),
        })
    }

    /// Looks for the words in one more slice of the rows.
    pub fn look_on(&self, listed: &mut Listed) {
        let end = (listed.looked + SLICE).min(listed.among().len());
        let slice = &listed.among()[listed.looked.min(end)..end];
        let found = self.found(&listed.search, slice);
        listed.found.extend(found);
        listed.looked = end;
    }

    /// Some rows of a listing, with the cells of these columns.
    pub fn page(&self, listed: &Listed, places: Range<usize>, names: &[String]) -> Page {
        let rows = listed.rows();
        let columns = columns::all(&self.conversations);
        let named = |name: &String| columns.iter().find(|column| column.name() == name);
        let wanted: Vec<Option<&Column>> = names.iter().map(named).collect();
        let end = places.end.min(rows.len());
        let from = places.start.min(end);
        let entries = rows[from..end].iter().map(|&row| Entry {
            conversations: &self.conversations,
            facts: &self.conversations.facts,
            row: row as usize,
            number: listed.numbers[row as usize],
        });
        Page {
            from: from as u32,
            rows: entries
                .map(|entry| shown(&entry, &wanted, &listed.search))
                .collect(),
            found: rows.len() as u32,
            total: listed.rows.len() as u32,
            done: listed.is_done(),
            theme: listed.theme.clone(),
        }
    }

    /// The name of the conversation at a place of a listing.
    pub fn name_at(&self, listed: &Listed, place: usize) -> Option<String> {
        let row = *listed.rows().get(place)? as usize;
        Some(self.conversations.name(row, listed.numbers[row]))
    }

    /// The place of a conversation in a listing, by its name.
    pub fn place_of(&self, listed: &Listed, name: &str) -> Option<usize> {
        let row = self.conversations.find(name)? as u32;
        listed.rows().iter().position(|&known| known == row)
    }

    /// A part of a listing as CSV, one row a conversation with every fact,
    /// and the place at which the next part begins. The first one begins with
    /// the names of the columns.
    pub fn csv_part(&self, listed: &Listed, from: usize) -> (String, Option<usize>) {
        let rows = listed.rows();
        let end = (from + PART).min(rows.len());
        let part = rows[from.min(end)..end].to_vec();
        let register = Register::numbered(&self.conversations, part, &listed.numbers[..]);
        let mut text = String::new();
        if from == 0 {
            let names = register.columns().into_iter();
            let head: Vec<Cell> = names.map(|name| Cell::Text(name.to_owned())).collect();
            text.push_str(&csv::line(&head));
        }
        for place in 0..register.len() {
            text.push_str(&csv::line(&register.cells(place)));
        }
        (text, (end < rows.len()).then_some(end))
    }
}

fn shown(entry: &Entry<'_>, columns: &[Option<&Column>], search: &Search) -> Row {
    let text = |cell: Cell| match cell {
        Cell::Text(text) => text,
        _ => String::new(),
    };
    let question = search.excerpt(&text(entry.first_question()));
    let customer = search.excerpt(&text(entry.customer()));
    let unseen = question.marks.is_empty() && customer.marks.is_empty();
    let found = unseen && !search.is_empty();
    Row {
        id: entry.conversations.name(entry.row, entry.number),
        topic: entry.topic(),
        tags: entry.tags(),
        found: found
            .then(|| search.first_hit(entry.conversations, entry.row))
            .flatten(),
        cells: columns
            .iter()
            .map(|column| column.map_or(Cell::Empty, |column| column.cell(entry)))
            .collect(),
        question,
        customer,
    }
}
