//! The picture: marks in painting order, areas that answer to the pointer,
//! and the same data as words and as a table.
//!
//! Lengths are CSS pixels from the top left corner; `draw` scales them.

/// An opaque or translucent colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red, 0–255.
    pub r: u8,
    /// Green, 0–255.
    pub g: u8,
    /// Blue, 0–255.
    pub b: u8,
    /// Opacity, 0–1.
    pub a: f32,
}

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
    /// A filled rectangle, its corners rounded by `radius`.
    Rect {
        /// Where.
        area: Area,
        /// Of all four corners; 0 for sharp ones.
        radius: f32,
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
    /// One line of text, its middle at `y`.
    Text {
        /// The anchor's place.
        x: f32,
        /// The vertical middle of the text.
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
    /// What the value is of.
    pub label: String,
    /// The value, formatted.
    pub value: String,
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
}

/// One entry of a legend, drawn as DOM.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The colour of the series.
    pub swatch: Color,
    /// Its name.
    pub label: String,
}

/// The picture's data for those who would rather read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Column titles.
    pub head: Vec<String>,
    /// Formatted cells, as many as titles in each row.
    pub rows: Vec<Vec<String>>,
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
    /// In reading order.
    pub hits: Vec<Hit>,
    /// In reading order; empty where the picture needs none.
    pub legend: Vec<LegendEntry>,
    /// One sentence that says what the picture shows.
    pub summary: String,
    /// The same data as a table.
    pub table: Table,
}
