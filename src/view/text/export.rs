//! The words of taking something out: menus, and the lines around a picture.

use crate::view::locale::Language;
use crate::view::text::words_in;

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Export {
    /// Opens the header's menu.
    pub button: &'static str,
    /// What it offers: the view as JSON, all cards as CSV, a report, print.
    pub all: [&'static str; 4],
    /// Opens the menu of a card or chart: `{title}`.
    pub one: &'static str,
    /// What that offers: an image of pixels, one of lines, the numbers.
    pub forms: [&'static str; 3],
    /// A chart's title on its picture: `{title}` `{by}`.
    pub by: &'static str,
    /// Only engaged conversations are on it.
    pub engaged: &'static str,
    /// The browser made no image of pixels.
    pub no_image: &'static str,
    /// A report could not be made: `{detail}`.
    pub no_report: &'static str,
    /// A report is large: `{size}`.
    pub large: &'static str,
    /// Saves it all the same.
    pub save_large: &'static str,
    /// What the register looks for: `{words}`.
    pub searched: &'static str,
    /// In which zone days and hours are told: `{zone}`.
    pub zone: &'static str,
}

/// English.
pub static ENGLISH: Export = Export {
    button: "Export",
    all: [
        "This view as JSON",
        "All cards as CSV",
        "Report as HTML",
        "Print",
    ],
    one: "Save {title}",
    forms: ["PNG image", "SVG image", "CSV data"],
    by: "{title} by {by}",
    engaged: "Engaged conversations",
    no_image: "The browser could not make the image. Save it as SVG instead, which needs less memory.",
    no_report: "The report could not be made. {detail}",
    large: "The report is {size}: it takes long to send and to open. A shorter period does not make it smaller, fewer \
        conversations do: narrow the view by filters first.",
    save_large: "Save it",
    searched: "Search: {words}",
    zone: "Time zone: {zone}",
};

/// These words in a language.
pub fn export_of(language: Language) -> &'static Export {
    words_in(language).export
}
