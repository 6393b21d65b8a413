//! What a person can change of the state, one thing at a time.

use crate::base::order;
use crate::base::time::{Bucket, Millis};
use crate::filter::Filters;
use crate::report::figure::Annotation;
use crate::report::themes::Edits;
use crate::report::what_if::Trial;
use crate::report::{Arms, Behind, Bin, Sort};
use crate::view::layout::Tile;
use crate::view::state::{Arranged, Choice, Pick, Retheme, State, Switched, View, charts};

/// A longer name of a theme would not fit anywhere.
const LONGEST_NAME: usize = 120;

/// One thing of the state that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The view.
    View(View),
    /// The dates.
    Period(Choice),
    /// Whether numbers are compared.
    Compared(bool),
    /// The step of series; `None` for the one that suits the period.
    Bucket(Option<Bucket>),
    /// The zone; `None` for that of the settings.
    Timezone(Option<String>),
    /// The two groups that are compared; `None` for the period and the one
    /// before.
    Arms(Option<Arms>),
    /// A switch of a chart on the screen.
    Switch(Switched),
    /// The cards and charts on the screen; `None` for the usual ones.
    Layout(Option<Vec<Tile>>),
    /// Themes of questions get names, or become part of others.
    Themes(Vec<Retheme>),
    /// No theme of questions is listed any more.
    NoTheme,
    /// What is tried out of the cost per resolution.
    Assumed(Trial),
    /// All notes that were typed in.
    Annotations(Vec<Annotation>),
    /// The values of a filter's key; without any it goes.
    Filter(String, Vec<String>),
    /// The same, by someone who goes on choosing values of that field.
    FilterMore(String, Vec<String>),
    /// The values of one filter's key go to another key, which had none.
    Turn(String, String),
    /// No filter at all, nor what else the register is narrowed by.
    NoFilters,
    /// The metric whose conversations are listed.
    Behind(Option<Behind>),
    /// The bars of distributions whose conversations are listed.
    Bins(Vec<Bin>),
    /// The instants between which the listed conversations start.
    Within(Option<(Millis, Millis)>),
    /// The words looked for, while they are typed.
    Search(String),
    /// The register's order.
    Sort(Sort),
    /// The register's columns.
    Columns(Vec<String>),
    /// The conversation that is open.
    Open(Option<String>),
    /// The conversations behind a mark are to be listed.
    Pick(Pick),
}

impl Change {
    /// Whether it goes on with the change that led to a state, so that going
    /// back leads to what was before both: who reads one conversation after
    /// another closes them at once.
    pub fn goes_on(&self, state: &State) -> bool {
        match self {
            Change::Search(_) | Change::FilterMore(..) => true,
            Change::Open(Some(_)) => state.open.is_some(),
            Change::Assumed(_) => state.assumed != Trial::default(),
            _ => false,
        }
    }
}

impl State {
    /// Makes a change.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::View(view) => self.view = view,
            Change::Period(period) => {
                self.period = period;
                // It was a part of the other dates.
                self.within = None;
            }
            Change::Compared(compared) => self.compared = compared,
            Change::Bucket(bucket) => self.bucket = bucket,
            Change::Timezone(zone) => self.timezone = zone,
            Change::Arms(arms) => self.arms = arms,
            Change::Switch(switched) => {
                if let Some((_, board)) = self.board() {
                    charts::set(&mut board.charts, switched);
                }
            }
            Change::Layout(layout) => {
                if let Some((view, board)) = self.board() {
                    board.lay_out(view, layout);
                }
            }
            Change::Themes(edits) => edits.into_iter().for_each(|edit| self.retheme(edit)),
            Change::Assumed(assumed) => self.assumed = assumed,
            Change::NoTheme => self.theme = None,
            Change::Annotations(annotations) => {
                self.annotations = order::sorted(annotations, |a, b| a.cmp(b));
            }
            Change::Filter(key, values) | Change::FilterMore(key, values) => {
                match values.is_empty() {
                    true => drop(self.filters.remove(&key)),
                    false => self.filters.insert(key, values),
                }
            }
            Change::Turn(from, to) => {
                if let Some(values) = self.filters.remove(&from) {
                    self.filters.insert(to, values);
                }
            }
            Change::NoFilters => {
                self.filters = Filters::default();
                self.behind = None;
                self.bins = Vec::new();
                self.theme = None;
                self.within = None;
            }
            Change::Behind(behind) => self.behind = behind,
            Change::Bins(bins) => self.bins = bins,
            Change::Within(within) => self.within = within,
            Change::Search(words) => self.search = words,
            Change::Sort(sort) => self.sort = sort,
            Change::Columns(columns) => self.columns = columns,
            Change::Open(name) => self.open = name,
            Change::Pick(pick) => self.list(pick),
        }
    }

    fn retheme(&mut self, what: Retheme) {
        let Edits { names, merged } = &mut self.themes;
        match what {
            Retheme::Name(id, name) => {
                let name: String = name.trim().chars().take(LONGEST_NAME).collect();
                match name.is_empty() {
                    true => drop(names.remove(&id)),
                    false => names.insert(id, name),
                }
            }
            // The other way round it would be undone by what is there.
            Retheme::Merge(part, whole) if part != whole => {
                merged.remove(&whole);
                merged.insert(part, whole);
            }
            Retheme::Merge(..) => {}
            Retheme::Part(id) => drop(merged.remove(&id)),
        }
    }

    /// The view on the screen and how it is arranged, if it has cards and
    /// charts.
    fn board(&mut self) -> Option<(View, &mut Arranged)> {
        let board = self.view.board()?;
        Some((self.view, &mut self.boards[board]))
    }
}
