//! The picture: marks in painting order, areas that answer to the pointer,
//! and the same data as words.
//!
//! Lengths are CSS pixels from the top left corner; `draw` scales them.

use std::rc::Rc;

use crate::report::Listing;
use crate::view::color::Color;
use crate::view::timeline::BOTTOM;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Area {
    /// A rectangle from its left upper corner.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Area {
        Area {
            x,
            y,
            width,
            height,
        }
    }

    /// Its right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Its lower edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Whether a point lies in it; the right and lower edges belong to the
    /// neighbour.
    pub fn contains(&self, x: f32, y: f32) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }
}

/// Where a text's anchor point lies on it, horizontally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// Which corners of a rectangle are rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corners {
    /// All four.
    #[default]
    All,
    /// The upper two.
    Top,
    /// The left two.
    Left,
    /// The right two.
    Right,
    /// None of them.
    Sharp,
}

/// How heavy a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 600.
    Semibold,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled rectangle, some of its corners rounded by `radius`.
    Rect {
        /// Where.
        area: Area,
        /// Of the rounded corners; 0 for sharp ones.
        radius: f32,
        /// Which corners are rounded.
        corners: Corners,
        /// With what.
        fill: Color,
    },
    /// A stroked line through points; a gap is a new line.
    Line {
        /// At least two.
        points: Vec<(f32, f32)>,
        /// Stroke width.
        width: f32,
        /// Stroke colour.
        color: Color,
        /// Dash and gap length, for a dotted line.
        dash: Option<(f32, f32)>,
    },
    /// A filled polygon.
    Polygon {
        /// At least three.
        points: Vec<(f32, f32)>,
        /// With what.
        fill: Color,
    },
    /// One line of text. It stands on a baseline, so that texts of unlike
    /// sizes can share one.
    Text {
        /// The anchor's place.
        x: f32,
        /// The baseline.
        y: f32,
        /// Which part of the text lies at `x`.
        anchor: Anchor,
        /// Font size.
        size: f32,
        /// Font weight.
        weight: Weight,
        /// Colour.
        color: Color,
        /// What it says.
        text: String,
    },
}

/// One line of a tooltip.
#[derive(Clone, Debug, PartialEq)]
pub struct HitRow {
    /// The series' colour, where it has one.
    pub swatch: Option<Color>,
    /// What the value is of; the same text for every step of a chart.
    pub label: Rc<str>,
    /// The value, formatted.
    pub value: String,
}

/// What lies behind a hit, for opening the conversations it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The conversations of a metric, by its id.
    Metric(String),
    /// Those that start in a step, by its index in the figure.
    Step(usize),
    /// Those of a part of a stack as it is drawn, counted from the bottom.
    Part {
        /// In this step; without it in all of them.
        step: Option<usize>,
        /// Which part.
        part: usize,
    },
    /// Those of a layer of the figure of a stack.
    Layer {
        /// In this step; without it in all of them.
        step: Option<usize>,
        /// Which layer.
        layer: usize,
    },
    /// Those with one of these values; `None` is "no value".
    Values(Vec<Option<String>>),
    /// Those with the values of some fields, in place of what these are
    /// filtered by.
    Filters(Vec<(String, Vec<String>)>),
    /// Those with a question of a theme, by its id.
    Theme(String),
    /// One conversation, by its name, among those of the table.
    Open(String),
    /// Exactly those of a listing.
    Listing(Box<Listing>),
    /// Those that fall into these bins, one of each scale.
    Bins(Vec<usize>),
    /// Those that start at a weekday (0 is Monday) and hour.
    Cell {
        /// 0–6 from Monday.
        weekday: usize,
        /// 0–23; without it at any hour.
        hour: Option<usize>,
    },
}

impl Target {
    /// Those with a value of a field; an empty one is "no value".
    pub fn filter(field: &str, value: &str) -> Target {
        Target::Filters(vec![(field.to_owned(), vec![value.to_owned()])])
    }
}

/// A part of a hit with conversations of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which of the tooltip's rows tells of it.
    pub row: usize,
    /// What it opens, if anything.
    pub target: Option<Target>,
}

/// An area that answers to pointer and keyboard. Hits are in reading order,
/// so that arrow keys walk them.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where it answers.
    pub area: Area,
    /// What to outline or cross while it is pointed at.
    pub highlight: Area,
    /// The tooltip's first line (a date, a category).
    pub title: String,
    /// The tooltip's values.
    pub rows: Vec<HitRow>,
    /// What to keep in mind about them: provisional, small sample.
    pub note: Option<String>,
    /// What it opens; `None` where no conversations stand behind it.
    pub target: Option<Target>,
    /// Its parts from the top down, each with where it is. Their areas are
    /// outlined while they are pointed at.
    pub pieces: Vec<(Area, Piece)>,
    /// Whether it says again what an earlier one says: for the pointer, not
    /// for the keyboard.
    pub repeats: bool,
}

/// How a legend's swatch is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Plainly.
    Solid,
    /// With the colour at [`Color::a`], inside an outline of the full colour.
    Outlined,
    /// With stripes.
    Hatched,
}

/// One entry of a legend, drawn as DOM.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The colour of the series.
    pub swatch: Color,
    /// How the swatch is filled.
    pub fill: Fill,
    /// Its name.
    pub label: String,
    /// What it opens.
    pub target: Option<Target>,
}

/// A picture's data for those who would rather read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Column titles.
    pub head: Vec<String>,
    /// Formatted cells, as many as titles in each row.
    pub rows: Vec<Vec<String>>,
    /// What each cell opens, as many as cells; without any, nothing opens.
    pub targets: Vec<Vec<Option<Target>>>,
}

/// When a picture says what its parts tell whoever points at them: most
/// pictures are replaced before anybody does, and the words of a chart with
/// many parts take as long as all the rest of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// With the picture.
    Now,
    /// When it is made again with its words.
    Later,
}

impl Wording {
    /// The hits of a chart with many parts, or none yet.
    pub(crate) fn of(self, hits: impl FnOnce() -> Vec<Hit>) -> Vec<Hit> {
        match self {
            Wording::Now => hits(),
            Wording::Later => Vec::new(),
        }
    }
}

/// Whether any hit opens something.
pub(crate) fn any_opens(hits: &[Hit]) -> bool {
    hits.iter().any(|hit| hit.target.is_some())
}

/// A card or chart, ready to be painted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picture {
    /// Width of the canvas.
    pub width: f32,
    /// Height of the canvas.
    pub height: f32,
    /// In painting order.
    pub marks: Vec<Mark>,
    /// In reading order; none as long as they are not [`Wording::Now`].
    pub hits: Vec<Hit>,
    /// Whether any of the hits opens something, worded or not.
    pub opens: bool,
    /// In reading order; empty where the picture needs none.
    pub legend: Vec<LegendEntry>,
    /// One sentence that says what the picture shows.
    pub summary: String,
    /// Whether its hits are the steps of time, of which several in a row can
    /// be chosen.
    pub timed: bool,
}

impl Picture {
    /// Which hit answers at a point: the first whose area holds it.
    pub fn hit_at(&self, x: f32, y: f32) -> Option<usize> {
        self.hits.iter().position(|hit| hit.area.contains(x, y))
    }

    /// Which piece of a hit lies at a height.
    pub fn piece_at(&self, hit: usize, y: f32) -> Option<usize> {
        let pieces = &self.hits.get(hit)?.pieces;
        let holds = |(area, _): &(Area, Piece)| (area.y..area.bottom()).contains(&y);
        pieces.iter().position(holds)
    }

    /// Where the line stands that marks the step of this place and title, for
    /// charts over the same time side by side.
    pub fn line_at(&self, place: usize, title: &str) -> Option<Area> {
        let hit = self.hits.get(place).filter(|hit| hit.title == title)?;
        let x = hit.area.x + hit.area.width / 2.0;
        self.timed
            .then(|| Area::new(x.floor(), 0.0, 1.0, self.height - BOTTOM))
    }

    /// The hit of a timed picture in whose column a point lies, the first or
    /// last one beside the plot.
    pub fn column_at(&self, x: f32) -> Option<usize> {
        let last = self.hits.len().checked_sub(1)?;
        Some(
            self.hits
                .partition_point(|hit| hit.area.right() <= x)
                .min(last),
        )
    }
}
