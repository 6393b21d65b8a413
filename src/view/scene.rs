//! What every picture is made with.

use crate::report::figure::Context;
use crate::view::locale::Locale;
use crate::view::measure::Measure;
use crate::view::text::Text;
use crate::view::theme::Theme;

/// How much room a picture has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// CSS pixels, kept exactly.
    pub width: f32,
    /// CSS pixels; a wish, which only charts over time can follow. The others
    /// are as high as their rows.
    pub height: f32,
}

/// What every picture of a screen shares.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// Language and number format.
    pub locale: &'a Locale,
    /// Widths of texts.
    pub measure: &'a dyn Measure,
    /// Period, bucket and zone of the figures.
    pub context: &'a Context,
}

impl Scene<'_> {
    /// The words of the locale.
    pub fn text(&self) -> &'static Text {
        self.locale.text()
    }
}
