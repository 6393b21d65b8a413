//! What a mark of a picture says: in the tooltip, and aloud.

use web_sys::HtmlElement;

use crate::view::picture::Hit;
use crate::web::dom;

/// The tooltip's lines, one of its rows marked.
pub(crate) fn content(hit: &Hit, marked: Option<usize>) -> Vec<HtmlElement> {
    let mut lines = vec![dom::words("div", "tip-title", &hit.title)];
    for (index, row) in hit.rows.iter().enumerate() {
        let swatch = dom::make("i", "swatch");
        match row.swatch {
            Some(color) => dom::style(&swatch, "background", &color.to_string()),
            None => swatch.set_hidden(true),
        }
        let label = dom::words("span", "tip-label", &row.label);
        let value = dom::words("b", "", &row.value);
        let class = match marked == Some(index) {
            true => "tip-row here",
            false => "tip-row",
        };
        lines.push(dom::wrap("div", class, &[&swatch, &label, &value]));
    }
    if let Some(note) = &hit.note {
        lines.push(dom::words("div", "tip-note", note));
    }
    lines
}

/// The same, to be read out; of a piece only its row.
pub(crate) fn sentence(hit: &Hit, row: Option<usize>) -> String {
    let rows = match row {
        Some(row) => hit.rows.get(row..=row).unwrap_or_default(),
        None => &hit.rows[..],
    };
    let rows = rows
        .iter()
        .map(|row| format!("{} {}", row.label, row.value));
    let parts = std::iter::once(hit.title.clone())
        .chain(rows)
        .chain(hit.note.clone());
    parts.collect::<Vec<_>>().join(", ")
}
