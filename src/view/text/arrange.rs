//! The words of arranging one's own view: its cards and charts, notes on the
//! time axis, views that are saved.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// These texts in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Arrange {
    /// Names the three buttons.
    pub tools: &'static str,
    /// The button of saved views, and the title of their menu.
    pub views: &'static str,
    /// There is none yet.
    pub no_views: &'static str,
    /// What is saved and where.
    pub promise: &'static str,
    /// The browser remembers nothing.
    pub not_kept: &'static str,
    /// What a new view is to be called.
    pub name: &'static str,
    /// Saves what is on the screen.
    pub save: &'static str,
    /// Puts what is on the screen in place of a saved view: `{name}`.
    pub update: &'static str,
    /// See `update`, on the button.
    pub update_short: &'static str,
    /// Gives a saved view another name: `{name}`.
    pub rename: &'static str,
    /// See `rename`, on the button.
    pub rename_short: &'static str,
    /// Deletes a saved view: `{name}`.
    pub delete: &'static str,
    /// Saves all of them as a file.
    pub export: &'static str,
    /// Reads them from a file.
    pub import: &'static str,
    /// What that file is called.
    pub export_name: &'static str,
    /// Said after saving: `{name}`.
    pub saved: &'static str,
    /// Said after deleting: `{name}`.
    pub deleted: &'static str,
    /// Read from a file: `{count}` `{name}`.
    pub imported: Plural,
    /// Entries of the file that are no views: `{count}`.
    pub refused: Plural,
    /// The file is none of views: `{name}`.
    pub no_file: &'static str,
    /// The button of notes, and the title of their menu.
    pub notes: &'static str,
    /// What notes are.
    pub notes_hint: &'static str,
    /// A note's date.
    pub date: &'static str,
    /// A note's words.
    pub note: &'static str,
    /// Adds a note.
    pub add_note: &'static str,
    /// Changes a note: `{note}`.
    pub edit_note: &'static str,
    /// Keeps what was changed of a note.
    pub keep_note: &'static str,
    /// Takes a note away: `{note}`.
    pub remove_note: &'static str,
    /// A date and words are needed.
    pub note_needs: &'static str,
    /// Turns the arranging of cards and charts on and off.
    pub edit: &'static str,
    /// Turns it off.
    pub done: &'static str,
    /// Puts the usual cards and charts back.
    pub reset: &'static str,
    /// Above the list of all cards and charts.
    pub add: &'static str,
    /// Looks for one.
    pub find: &'static str,
    /// Nothing was found.
    pub nothing: &'static str,
    /// A metric as a card.
    pub card: &'static str,
    /// A metric over time.
    pub line: &'static str,
    /// A metric by how large its values are.
    pub spread: &'static str,
    /// A dimension as bars.
    pub bars: &'static str,
    /// A dimension as shares.
    pub share: &'static str,
    /// Puts a chart on the screen.
    pub show: &'static str,
    /// Says what such a button is for: `{form}` `{title}`.
    pub form_of: &'static str,
    /// The families of metrics, in the order of `FAMILIES`.
    pub families: [&'static str; 9],
    /// The charts that are no metric's.
    pub charts: &'static str,
    /// The dimensions.
    pub dimensions: &'static str,
    /// What a chart of a dimension shows: `{by}`.
    pub by: &'static str,
    /// Moves a card or chart towards the beginning: `{title}`.
    pub earlier: &'static str,
    /// Moves it towards the end: `{title}`.
    pub later: &'static str,
    /// Takes it off the screen: `{title}`.
    pub remove: &'static str,
    /// Said after moving: `{title}` `{place}` `{count}`.
    pub moved: &'static str,
    /// Said after taking off: `{title}`.
    pub removed: &'static str,
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Arrange = Arrange {
    tools: "Arrange",
    views: "Saved views",
    no_views: "No view is saved yet.",
    promise: "A view is saved in this browser: filters, period, layout and notes, never data.",
    not_kept: "This browser keeps nothing for the page: views last until it is closed. Export them to keep them.",
    name: "Name of the view",
    save: "Save",
    update: "Save what is on the screen as {name}",
    update_short: "Update",
    rename: "Rename {name}",
    rename_short: "Rename",
    delete: "Delete {name}",
    export: "Export",
    import: "Import",
    export_name: "chatgauge-views.json",
    saved: "{name} is saved.",
    deleted: "{name} is deleted.",
    imported: Plural {
        one: "{count} view read from {name}.",
        few: "{count} views read from {name}.",
        other: "{count} views read from {name}.",
    },
    refused: Plural {
        one: "{count} entry is no view and was left out.",
        few: "{count} entries are no views and were left out.",
        other: "{count} entries are no views and were left out.",
    },
    no_file: "{name} is no file of saved views. Such a file is made by Export.",
    notes: "Notes",
    notes_hint: "A note stands on every chart over time: a release, a sale, an outage. It is saved with the view.",
    date: "Date",
    note: "Note",
    add_note: "Add note",
    edit_note: "Change the note {note}",
    keep_note: "Keep note",
    remove_note: "Remove the note {note}",
    note_needs: "A note needs a date and words.",
    edit: "Edit layout",
    done: "Done",
    reset: "Usual layout",
    add: "Cards and charts",
    find: "Find a metric or dimension",
    nothing: "Nothing like this",
    card: "Card",
    line: "Over time",
    spread: "Distribution",
    bars: "Bars",
    share: "Shares",
    show: "Show",
    form_of: "{form}: {title}",
    families: [
        "Volume", "Bot", "Hand-offs", "Resolution", "Speed", "Satisfaction", "Agents", "Business", "Tickets",
    ],
    charts: "Charts",
    dimensions: "Dimensions",
    by: "Conversations by {by}.",
    earlier: "Move {title} earlier",
    later: "Move {title} later",
    remove: "Remove {title}",
    moved: "{title}: place {place} of {count}",
    removed: "{title} is off the screen.",
};

/// These words in a language.
pub fn arrange_of(language: Language) -> &'static Arrange {
    words_in(language).arrange
}
