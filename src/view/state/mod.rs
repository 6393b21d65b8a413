//! What a person looks at, beside the data: everything that a link to a
//! screen must say.
//!
//! A [`State`] is the same on the page, in its address and in a saved view.
//! [`fragment`](State::write) is how an address says it.

mod change;
mod charts;
mod fragment;
mod pick;

#[cfg(test)]
mod tests;

use crate::base::order;
use crate::base::preset::Preset;
use crate::base::time::{Bucket, DAY, HOUR, Millis, Period};
use crate::filter::{Filters, plain_name};
use crate::report::figure::{Annotation, Ask, Board, Figure};
use crate::report::themes::{BehindTheme, Edits, Of};
use crate::report::{Arms, Behind, Bin, Listing, Query, Sort};
use crate::view::layout::{self, Tile};

pub use change::Change;
pub use charts::Switched;
pub use fragment::{KEYS, read_period};
pub use pick::{Pick, pick, span};

/// More steps than this do not tell anything on a screen.
const MOST_STEPS: u64 = 1_000;

/// One of the dashboard's views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The key figures at a glance.
    #[default]
    Overview,
    /// How well the bot does.
    Chatbot,
    /// What goes to people, and how they work.
    Handoffs,
    /// What customers think of it.
    Satisfaction,
    /// What it brings.
    Sales,
    /// Metrics beside their targets.
    Scorecard,
    /// Two groups of conversations side by side.
    Compare,
    /// The register of conversations.
    Conversations,
}

impl View {
    /// All of them, in the order of their tabs.
    pub const ALL: [View; 8] = [
        View::Overview,
        View::Chatbot,
        View::Handoffs,
        View::Satisfaction,
        View::Sales,
        View::Scorecard,
        View::Compare,
        View::Conversations,
    ];

    /// Its name in attributes and links.
    pub fn name(self) -> &'static str {
        match self {
            View::Overview => "overview",
            View::Chatbot => "chatbot",
            View::Handoffs => "handoffs",
            View::Satisfaction => "satisfaction",
            View::Sales => "sales",
            View::Scorecard => "scorecard",
            View::Compare => "compare",
            View::Conversations => "conversations",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.name() == name)
    }

    /// Its place among the views made of cards and charts, if it is one.
    pub fn board(self) -> Option<usize> {
        (self != View::Conversations).then_some(self as usize)
    }
}

/// Which dates a person chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// By name: they move with the data.
    Named(Preset),
    /// From date to date.
    Dates(Period),
}

/// How a view of cards and charts is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// Its cards and charts, each once; without it the usual ones.
    pub layout: Option<Vec<Tile>>,
    /// Switches of its charts that do not stand as usual, in order.
    pub charts: Vec<Switched>,
}

/// A theme of questions that somebody opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picked {
    /// Which messages are questions.
    pub of: Of,
    /// The theme's id.
    pub id: String,
    /// What it was called there. No link says it: it may be a customer's.
    pub name: String,
}

/// What a person does to the themes of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retheme {
    /// A theme, by its id, gets a name; an empty one takes it away.
    Name(String, String),
    /// The first is the same as the second.
    Merge(String, String),
    /// It is a theme of its own again.
    Part(String),
}

/// Everything that makes one screen another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether the data is the bundled sample.
    pub sample: bool,
    /// Which view is on the screen.
    pub view: View,
    /// Which dates.
    pub period: Choice,
    /// Whether numbers are compared with the period before.
    pub compared: bool,
    /// The step of series; without it the one that suits the period.
    pub bucket: Option<Bucket>,
    /// The zone of days and hours; without it that of the settings.
    pub timezone: Option<String>,
    /// Which two groups are compared; without them the period and the one
    /// before.
    pub arms: Option<Arms>,
    /// How the views of cards and charts are arranged, by [`View::board`].
    pub boards: [Arranged; 7],
    /// What a person made of the themes of questions.
    pub themes: Edits,
    /// Notes on the time axis that a person typed in, in time order.
    pub annotations: Vec<Annotation>,
    /// Values by field; a key that ends in `!` excludes them.
    pub filters: Filters,
    /// Words that the register looks for.
    pub search: String,
    /// The register's order.
    pub sort: Sort,
    /// The metric whose conversations the register lists.
    pub behind: Option<Behind>,
    /// The bars of distributions whose conversations the register lists.
    pub bins: Vec<Bin>,
    /// The theme of questions whose conversations the register lists.
    pub theme: Option<Picked>,
    /// Between which instants the register's conversations start, the second
    /// one left out.
    pub within: Option<(Millis, Millis)>,
    /// The register's columns; without any the usual ones.
    pub columns: Vec<String>,
    /// The conversation that is open, by its name in the register.
    pub open: Option<String>,
}

impl Default for State {
    /// The overview of the last seven days, compared with those before.
    fn default() -> State {
        State {
            sample: false,
            view: View::default(),
            period: Choice::Named(Preset::Last7Days),
            compared: true,
            bucket: None,
            timezone: None,
            arms: None,
            boards: Default::default(),
            themes: Edits::default(),
            annotations: Vec::new(),
            filters: Filters::default(),
            search: String::new(),
            sort: Sort::default(),
            behind: None,
            bins: Vec::new(),
            theme: None,
            within: None,
            columns: Vec::new(),
            open: None,
        }
    }
}

impl State {
    /// What is asked of the engine in the dates that the choice comes to;
    /// without dates, the engine's own.
    pub fn query(&self, period: Option<Period>) -> Query {
        let fits = |bucket: &Bucket| period.is_none_or(|period| fits(period, *bucket));
        Query {
            period,
            filters: self.filters.clone(),
            bucket: self.bucket.filter(fits),
        }
    }

    /// How the view on the screen is arranged; of the register's, the first.
    pub fn arranged(&self) -> &Arranged {
        &self.boards[self.view.board().unwrap_or_default()]
    }

    /// The cards and charts of the view on the screen.
    pub fn tiles(&self) -> Vec<Tile> {
        let board = self.view.board().unwrap_or_default();
        self.boards[board].tiles(View::ALL[board])
    }

    /// A board as it is shown: with the notes that were typed in beside those
    /// of the data, and with or without its comparison.
    pub fn shown(&self, board: &Board) -> Board {
        let mut board = board.clone();
        let context = &mut board.context;
        let period = context.period;
        let typed = self.annotations.iter();
        let typed = typed.filter(|note| (period.from..=period.to).contains(&note.date));
        let noted = std::mem::take(&mut context.annotations).into_iter();
        let noted = noted.chain(typed.cloned()).collect();
        context.annotations = order::sorted(noted, |a: &Annotation, b| a.cmp(b));
        if !self.compared {
            for figure in &mut board.figures {
                match figure {
                    Figure::Card(card) => card.answer.set_comparison(None),
                    Figure::Scorecard(card) => {
                        for row in &mut card.rows {
                            row.answer.set_comparison(None);
                        }
                    }
                    Figure::Themes(themes) => {
                        themes
                            .themes
                            .iter_mut()
                            .for_each(|theme| theme.previous = None);
                    }
                    _ => {}
                }
            }
        }
        board
    }

    /// What cards and charts ask for, with what the screen knows of it beside
    /// what they are.
    pub fn completed(&self, mut asks: Vec<Ask>) -> Vec<Ask> {
        for ask in &mut asks {
            if let Ask::Themes { edits, .. } = ask {
                edits.clone_from(&self.themes);
            }
        }
        asks
    }

    /// What the register lists in these dates.
    pub fn listing(&self, period: Option<Period>) -> Listing {
        Listing {
            query: self.query(period),
            behind: self.behind.clone(),
            bins: self.bins.clone(),
            theme: self.theme.as_ref().map(|theme| BehindTheme {
                of: theme.of,
                id: theme.id.clone(),
                edits: self.themes.clone(),
            }),
            within: self.within,
            search: self.search.clone(),
            sort: self.sort.clone(),
        }
    }

    /// Takes out filters on what the data has no field for, and charts of
    /// it; of the register the columns that the data lacks, and an order by
    /// one of them.
    pub fn keep_known(&mut self, fields: &[String], columns: &[String]) {
        let known = |field: &str| fields.iter().any(|known| known == plain_name(field));
        self.filters
            .retain(|key, _| known(key.strip_suffix('!').unwrap_or(key)));
        for (board, view) in self.boards.iter_mut().zip(View::ALL) {
            board.keep(view, |tile| match &tile.ask {
                Ask::Counts { by, .. } | Ask::Split { by, .. } | Ask::Impact { by } => known(by),
                Ask::Cross { by, across } => known(by) && known(across),
                _ => true,
            });
        }
        self.arms.take_if(|arms| match arms {
            Arms::Values { by, .. } => !known(by),
            Arms::Periods(..) => false,
        });
        self.columns.retain(|column| columns.contains(column));
        if !columns.contains(&self.sort.column) {
            self.sort = Sort::default();
        }
    }
}

impl Arranged {
    /// The cards and charts of a view arranged so.
    pub fn tiles(&self, view: View) -> Vec<Tile> {
        self.layout.clone().unwrap_or_else(|| layout::usual(view))
    }

    /// Keeps only some of those that a person chose.
    fn keep(&mut self, view: View, known: impl Fn(&Tile) -> bool) {
        let Some(tiles) = &self.layout else {
            return;
        };
        let kept: Vec<Tile> = tiles.iter().filter(|tile| known(tile)).cloned().collect();
        // A screen that was empty stays so; one that would be is the usual.
        let nothing = kept.is_empty() && !tiles.is_empty();
        self.lay_out(view, (!nothing).then_some(kept));
    }

    /// Takes other cards and charts; without any the usual ones.
    fn lay_out(&mut self, view: View, layout: Option<Vec<Tile>>) {
        let before = self.tiles(view);
        let mut tiles = layout.unwrap_or_else(|| layout::usual(view));
        let mut seen: Vec<String> = Vec::new();
        tiles.retain(|tile| {
            let name = tile.name();
            let new = !seen.contains(&name);
            seen.push(name);
            new
        });
        // Cards stand before charts, whatever the order they came in.
        let (cards, rest): (Vec<Tile>, _) = tiles.into_iter().partition(Tile::is_card);
        let tiles = [cards, rest].concat();
        charts::follow(&mut self.charts, &before, &tiles);
        self.layout = (tiles != layout::usual(view)).then_some(tiles);
    }
}

/// Whether a period can be shown in these steps.
pub fn fits(period: Period, bucket: Bucket) -> bool {
    let days_in_step = match bucket {
        Bucket::Hour => return period.days() <= MOST_STEPS * HOUR as u64 / DAY as u64,
        Bucket::Day => 1,
        Bucket::Week => 7,
        Bucket::Month => 30,
        Bucket::Quarter => 91,
        Bucket::Year => 365,
    };
    period.days() <= MOST_STEPS * days_in_step
}
