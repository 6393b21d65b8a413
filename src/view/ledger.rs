//! A table that stands on a screen as a tile of its own: columns to sort by,
//! cells that open the conversations they tell of, small pictures in cells.
//!
//! Like a [`Picture`], it is decided here down to the last word; the page
//! only shows it.

use core::cmp::Ordering;

use crate::base::letters::lower_text;
use crate::base::order;
use crate::report::figure::Figure;
use crate::view::explain::Explanation;
use crate::view::picture::{Picture, Table, Target};
use crate::view::scene::Scene;
use crate::view::{
    agents, arms, cross, figures, impact, low, moved, notes, scorecard, themes, what_if,
};

/// A table that is a tile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// What stands over the cells.
    pub columns: Vec<Column>,
    /// Lines under a heading each; one without a title has none.
    pub groups: Vec<Group>,
    /// So many lines are shown until somebody wants all.
    pub most: usize,
    /// Where there are headings: so many of these are shown until then, and
    /// so many lines under each, whatever `most` says.
    pub of_groups: Option<(usize, usize)>,
    /// Whether lines that are sorted stand in one group, whatever group they are
    /// of.
    pub sorts_all: bool,
    /// What opens all that its lines are of.
    pub all: Option<Cell>,
    /// What can be assumed.
    pub sliders: Vec<Slider>,
    /// What must be known of all of it, or what is said instead of lines.
    pub note: String,
    /// The lines that can be named and merged, where they can.
    pub names: Vec<Named>,
}

/// A number from 0 on that a person can try out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slider {
    /// What it is.
    pub label: String,
    /// The number as it is written.
    pub text: String,
    /// It goes as far as this.
    pub max: f64,
    /// The number.
    pub value: f64,
    /// The same in thousandths, where it was moved.
    pub tried: Option<u32>,
}

/// A line that a person can give a name to, or make part of another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What it is called without a name.
    pub usual: String,
    /// The name it was given.
    pub name: String,
    /// Ids and names of what was made part of it.
    pub parts: Vec<(String, String)>,
}

/// What stands over the cells of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// Its title; empty where the cells say enough.
    pub title: String,
    /// The title as it is where no other columns stand beside it; empty where
    /// that is the same.
    pub alone: String,
    /// What it means, where the title does not say it.
    pub about: String,
    /// Whether its cells are numbers, which stand under each other's ends.
    pub numbers: bool,
    /// Whether one can sort by it.
    pub sorts: bool,
    /// Whether the least numbers tell most.
    pub least: bool,
}

/// Lines that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Its heading.
    pub title: String,
    /// In their usual order.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// As many as columns.
    pub cells: Vec<Cell>,
    /// Whether it tells of all others together: it stands first, however
    /// they are sorted.
    pub whole: bool,
}

/// How a cell's words are to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As they stand.
    #[default]
    Plain,
    /// Good news.
    Good,
    /// Not as good as wanted.
    Mind,
    /// Bad news.
    Bad,
    /// Beside the point, or too few to trust.
    Faint,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What must be known beside it, smaller.
    pub note: String,
    /// By what it is sorted, if not by its words; cells without come last.
    pub order: Option<f64>,
    /// How its words are to be taken.
    pub tone: Tone,
    /// What it opens.
    pub target: Option<Target>,
    /// A small picture in place of the words, which then say it.
    pub picture: Option<Picture>,
    /// What it means, behind a ⓘ.
    pub about: Option<Explanation>,
    /// Whether its words stand in a badge, with a mark of its tone.
    pub badge: bool,
    /// What its words change when they are pressed.
    pub act: Option<Act>,
    /// Which of the ledger's names it is, where one can be given.
    pub named: Option<usize>,
}

/// Something that a person can change where it is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Act {
    /// What it is, for whoever changes it.
    pub key: String,
    /// Says what pressing does.
    pub label: String,
}

impl Named {
    /// What it is called.
    pub fn called(&self) -> &str {
        match self.name.is_empty() {
            true => &self.usual,
            false => &self.name,
        }
    }
}

impl Column {
    /// A column of words.
    pub fn words(title: &str) -> Column {
        Column {
            title: title.to_owned(),
            sorts: true,
            ..Column::default()
        }
    }

    /// A column of numbers.
    pub fn numbers(title: &str) -> Column {
        Column {
            numbers: true,
            ..Column::words(title)
        }
    }
}

impl Cell {
    /// A cell of words.
    pub fn words(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }

    /// A number as it is written.
    pub fn number(text: impl Into<String>, number: Option<f64>) -> Cell {
        Cell {
            order: number,
            ..Cell::words(text)
        }
    }
}

impl Ledger {
    /// Sorts the lines of each group by a column, or those of all; of equals the
    /// usual order stays.
    pub fn sort(&mut self, column: usize, descending: bool) {
        if self.sorts_all {
            let groups = std::mem::take(&mut self.groups).into_iter();
            self.groups = vec![Group {
                title: String::new(),
                lines: groups.flat_map(|group| group.lines).collect(),
            }];
        }
        let numbers = self.columns.get(column).is_some_and(|known| known.numbers);
        for group in &mut self.groups {
            let lines = std::mem::take(&mut group.lines);
            group.lines = order::sorted(lines, |a, b| {
                let whole = b.whole.cmp(&a.whole);
                whole.then_with(|| match (a.cells.get(column), b.cells.get(column)) {
                    (Some(a), Some(b)) => compare(a, b, numbers, descending),
                    _ => Ordering::Equal,
                })
            });
        }
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.groups.iter().map(|group| group.lines.len()).sum()
    }

    /// How many lines of each group are shown at first.
    pub fn at_first(&self) -> Vec<usize> {
        let (mut groups, mut lines) = (usize::MAX, self.most);
        let each = self.of_groups.map(|(most, each)| {
            groups = most;
            each
        });
        let shown = self.groups.iter().map(|group| {
            let most = each
                .unwrap_or(lines)
                .min(if groups > 0 { usize::MAX } else { 0 });
            let shown = group.lines.len().min(most);
            groups = groups.saturating_sub(1);
            lines -= shown.min(lines);
            shown
        });
        shown.collect()
    }

    /// The same for those who would rather read it.
    pub fn table(&self) -> Table {
        let lines = || self.groups.iter().flat_map(|group| &group.lines);
        let heads = self.columns.iter().map(|column| column.title.clone());
        Table {
            head: heads.collect(),
            rows: lines()
                .map(|line| line.cells.iter().map(|cell| cell.text.clone()).collect())
                .collect(),
            targets: lines()
                .map(|line| line.cells.iter().map(|cell| cell.target.clone()).collect())
                .collect(),
        }
    }
}

fn compare(a: &Cell, b: &Cell, numbers: bool, descending: bool) -> Ordering {
    let turn = |order: Ordering| match descending {
        true => order.reverse(),
        false => order,
    };
    match (numbers, a.order, b.order) {
        (_, Some(a), Some(b)) => turn(a.total_cmp(&b)),
        (_, Some(_), None) => Ordering::Less,
        (_, None, Some(_)) => Ordering::Greater,
        (true, None, None) => Ordering::Equal,
        (false, None, None) => turn(lower_text(&a.text).cmp(&lower_text(&b.text))),
    }
}

/// The table that a figure is; `None` of figures that are pictures.
pub fn ledger(figure: &Figure, scene: &Scene<'_>) -> Option<Ledger> {
    match figure {
        Figure::Metrics(figure) => Some(figures::figures(figure, scene)),
        Figure::Impact(figure) => Some(impact::impact(figure, scene)),
        Figure::Scorecard(card) => Some(scorecard::scorecard(card, scene)),
        Figure::Review(figure) => Some(scorecard::review(figure, scene)),
        Figure::Arms(figure) => Some(arms::arms(figure, scene)),
        Figure::Agents(figure) => Some(agents::agents(figure, scene)),
        Figure::Themes(figure) => Some(themes::themes(figure, scene)),
        Figure::Moved(figure) => Some(moved::moved(figure, scene)),
        Figure::Cross(figure) => Some(cross::cross(figure, scene)),
        Figure::LowScores(figure) => Some(low::low_scores(figure, scene)),
        Figure::Notes(notes) => Some(notes::notes(notes, scene)),
        Figure::WhatIf(figure) => Some(what_if::what_if(figure, scene)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::view::ledger::{Cell, Column, Group, Ledger, Line};

    fn ledger(cells: &[(&str, Option<f64>, bool)]) -> Ledger {
        let lines = cells.iter().map(|&(name, number, whole)| Line {
            cells: vec![Cell::words(name), Cell::number("", number)],
            whole,
        });
        Ledger {
            columns: vec![Column::words("Name"), Column::numbers("Number")],
            groups: vec![Group {
                lines: lines.collect(),
                ..Group::default()
            }],
            ..Ledger::default()
        }
    }

    fn names(ledger: &Ledger) -> Vec<&str> {
        let lines = ledger.groups.iter().flat_map(|group| &group.lines);
        lines.map(|line| line.cells[0].text.as_str()).collect()
    }

    #[test]
    fn what_has_no_number_comes_last_and_the_whole_first() {
        let mut ledger = ledger(&[
            ("b", Some(2.0), false),
            ("none", None, false),
            ("All", Some(5.0), true),
            ("A", Some(-1.0), false),
        ]);
        ledger.sort(1, true);
        assert_eq!(names(&ledger), ["All", "b", "A", "none"]);
        ledger.sort(1, false);
        assert_eq!(names(&ledger), ["All", "A", "b", "none"]);
        ledger.sort(0, false);
        assert_eq!(names(&ledger), ["All", "A", "b", "none"]);
        ledger.sort(0, true);
        assert_eq!(names(&ledger), ["All", "none", "b", "A"]);
    }

    #[test]
    fn it_reads_as_a_plain_table() {
        let table = ledger(&[("a", Some(1.0), false)]).table();
        assert_eq!(table.head, ["Name", "Number"]);
        assert_eq!(table.rows, [["a", ""]]);
        assert_eq!(table.targets, [[None, None]]);
    }

    #[test]
    fn lines_of_all_groups_are_sorted_together_where_they_may() {
        let lines = |names: [(&str, f64); 2]| {
            let lines = names.map(|(name, number)| Line {
                cells: vec![Cell::words(name), Cell::number("", Some(number))],
                whole: false,
            });
            Group {
                title: names[0].0.to_uppercase(),
                lines: lines.to_vec(),
            }
        };
        let mut apart = Ledger {
            columns: vec![Column::words("Name"), Column::numbers("Number")],
            groups: vec![
                lines([("a", 1.0), ("b", 4.0)]),
                lines([("c", 3.0), ("d", 2.0)]),
            ],
            ..Ledger::default()
        };
        let mut together = Ledger {
            sorts_all: true,
            ..apart.clone()
        };
        let told = |ledger: &Ledger| -> Vec<String> {
            let groups = ledger.groups.iter();
            let told = groups.map(|group| {
                let names = group.lines.iter().map(|line| line.cells[0].text.as_str());
                format!("{}:{}", group.title, names.collect::<String>())
            });
            told.collect()
        };
        apart.sort(1, true);
        together.sort(1, true);
        assert_eq!(told(&apart), ["A:ba", "C:cd"]);
        assert_eq!(told(&together), [":bcda"]);
    }
}
