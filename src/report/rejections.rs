//! The records that could not be used, as a file to send to whoever made them.

use crate::report::answer::Rejection;

/// Rows of CSV (RFC 4180) under the given column titles: place, field,
/// reason, value. Cells that a spreadsheet would run as a formula begin with
/// an apostrophe.
pub fn to_csv(head: [&str; 4], rejections: &[Rejection]) -> String {
    let mut text = String::new();
    push_row(&mut text, head);
    for rejection in rejections {
        push_row(
            &mut text,
            [
                &rejection.at,
                &rejection.field,
                &rejection.reason,
                &rejection.value,
            ],
        );
    }
    text
}

fn push_row(text: &mut String, cells: [&str; 4]) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        push_cell(text, cell);
    }
    text.push_str("\r\n");
}

fn push_cell(text: &mut String, cell: &str) {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = runs || cell.contains([',', '"', '\n', '\r']);
    if !quoted {
        text.push_str(cell);
        return;
    }
    text.push('"');
    if runs {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::to_csv;
    use crate::report::answer::Rejection;

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        let rejection = Rejection {
            at: "line 3".to_owned(),
            field: "ts".to_owned(),
            reason: "not a date-time, but text".to_owned(),
            value: "=HYPERLINK(\"x\")".to_owned(),
        };
        let csv = to_csv(["Place", "Field", "Reason", "Value"], &[rejection]);
        assert_eq!(
            csv,
            "Place,Field,Reason,Value\r\nline 3,ts,\"not a date-time, but text\",\"'=HYPERLINK(\"\"x\"\")\"\r\n"
        );
    }
}
