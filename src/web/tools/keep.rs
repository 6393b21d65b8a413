//! Saved views as the browser remembers them and as a file holds them:
//! `{"views": [{"name": "…", "link": "…"}]}`.

use crate::settings::Plain;
use crate::view::saved::SavedView;
use crate::web::keep;

/// The name that they are remembered by.
const NAME: &str = "chatgauge-views";
/// The key of the list.
const LIST: &str = "views";

/// What was saved here before.
pub(crate) fn remembered() -> Vec<SavedView> {
    let kept = keep::kept(NAME);
    let read = kept.and_then(|kept| read(&kept));
    read.map(|(views, _)| views).unwrap_or_default()
}

/// Remembers views.
pub(crate) fn remember(views: &[SavedView]) {
    // The menu says where the browser does not.
    keep::keep(NAME, &write(views));
}

/// Views as a document.
pub(crate) fn write(views: &[SavedView]) -> Plain {
    let entry = |view: &SavedView| {
        Plain::object([
            ("name", Plain::Text(view.name.clone())),
            ("link", Plain::Text(view.link.clone())),
        ])
    };
    Plain::object([(LIST, Plain::List(views.iter().map(entry).collect()))])
}

/// The views of a document, and how many of its entries are none; `None`
/// where it is no document of views.
pub(crate) fn read(document: &Plain) -> Option<(Vec<SavedView>, usize)> {
    let Some(Plain::List(entries)) = document.field(LIST) else {
        return None;
    };
    let text = |entry: &Plain, key: &str| match entry.field(key) {
        Some(Plain::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let view = |entry: &Plain| SavedView::new(&text(entry, "name")?, &text(entry, "link")?);
    let views: Vec<SavedView> = entries.iter().filter_map(view).collect();
    let refused = entries.len() - views.len();
    Some((views, refused))
}
