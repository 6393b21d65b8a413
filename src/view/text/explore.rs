//! The words of finding one's way: views and filters.

use crate::view::locale::Language;

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Explore {
    /// Names the tabs.
    pub views: &'static str,
    /// The tabs, in the order of `View::ALL`.
    pub view_names: [&'static str; 2],
}

/// English.
pub static ENGLISH: Explore = Explore {
    views: "Views",
    view_names: ["Overview", "Conversations"],
};

/// These words in a language. Those without a file of their own speak
/// English.
pub fn explore_of(language: Language) -> &'static Explore {
    match language {
        Language::English
        | Language::French
        | Language::Swedish
        | Language::Russian
        | Language::Frisian
        | Language::German
        | Language::Spanish => &ENGLISH,
    }
}
