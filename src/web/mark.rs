//! What a mark of a picture says: in the tooltip, and aloud.

use web_sys::HtmlElement;

use crate::view::picture::{Hit, HitRow};
use crate::web::dom;

/// The tooltip's lines, one of its rows marked.
pub(crate) fn content(hit: &Hit, marked: Option<usize>) -> Vec<HtmlElement> {
    let mut lines = vec![dom::words("div", "tip-title", &hit.title)];
    for (index, row) in hit.rows.iter().enumerate() {
        lines.push(line(row, marked == Some(index)));
    }
    if let Some(note) = &hit.note {
        lines.push(dom::words("div", "tip-note", note));
    }
    lines
}

/// A line with a value.
pub(crate) fn line(row: &HitRow, marked: bool) -> HtmlElement {
    let swatch = dom::make("i", "swatch");
    match row.swatch {
        Some(color) => dom::style(&swatch, "background", &color.to_string()),
        None => swatch.set_hidden(true),
    }
    let label = dom::words("span", "tip-label", &row.label);
    let value = dom::words("b", "", &row.value);
    let class = if marked { "tip-row here" } else { "tip-row" };
    dom::wrap("div", class, &[&swatch, &label, &value])
}

/// The same, to be read out; of a piece only its row.
pub(crate) fn sentence(hit: &Hit, row: Option<usize>) -> String {
    let rows = match row {
        Some(row) => hit.rows.get(row..=row).unwrap_or_default(),
        None => &hit.rows[..],
    };
    told(&hit.title, rows, hit.note.as_deref())
}

/// A title, values and a note in a row.
pub(crate) fn told(title: &str, rows: &[HitRow], note: Option<&str>) -> String {
    let rows = rows
        .iter()
        .map(|row| format!("{} {}", row.label, row.value));
    let parts = std::iter::once(title.to_owned())
        .chain(rows)
        .chain(note.map(str::to_owned));
    parts.collect::<Vec<_>>().join(", ")
}
