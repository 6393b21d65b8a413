//! Tables as CSV (RFC 4180), safe to open in a spreadsheet: a text that it
//! would run as a formula begins with an apostrophe. Numbers stay numbers.

use crate::report::register::Cell;

/// What a formula may begin with.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Stands between the values of a list in one cell.
const LIST_SEPARATOR: &str = "; ";

/// One line of CSV with its line break.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            line.push(',');
        }
        push(&mut line, cell);
    }
    line.push_str("\r\n");
    line
}

/// A cell as people read it; empty where there is nothing.
pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(number) => plain(*number),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Text(text) => text.clone(),
        Cell::Texts(texts) => texts.join(LIST_SEPARATOR),
        Cell::Numbers(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(|&number| plain(number)).collect();
            numbers.join(LIST_SEPARATOR)
        }
    }
}

fn push(line: &mut String, cell: &Cell) {
    let shown = shown(cell);
    match cell {
        Cell::Text(_) | Cell::Texts(_) | Cell::Numbers(_) => push_text(line, &shown),
        _ => line.push_str(&shown),
    }
}

/// A number without a sign at zero.
fn plain(number: f64) -> String {
    (number + 0.0).to_string()
}

fn push_text(line: &mut String, text: &str) {
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted {
        line.push('"');
    }
    if text.starts_with(FORMULA_STARTS) && !is_number(text) {
        line.push('\'');
    }
    match quoted {
        true => line.push_str(&text.replace('"', "\"\"")),
        false => line.push_str(text),
    }
    if quoted {
        line.push('"');
    }
}

/// Whether a text is a plain negative number, which no spreadsheet runs.
fn is_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some(number) = text.strip_prefix('-') else {
        return false;
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::{Cell, line};

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn cells_keep_to_themselves() {
        let cells = [
            text("a,b"),
            text("say \"no\""),
            text("two\nlines"),
            Cell::Empty,
            text(" plain "),
        ];
        assert_eq!(
            line(&cells),
            "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",, plain \r\n"
        );
    }

    #[test]
    fn formulas_are_defused_and_numbers_stay() {
        for (written, read) in [
            ("=1+1", "'=1+1"),
            ("+46 70 123", "'+46 70 123"),
            ("-2+3", "'-2+3"),
            ("-2.5", "-2.5"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            ("=1,2", "\"'=1,2\""),
            ("a=1", "a=1"),
        ] {
            assert_eq!(line(&[text(written)]), format!("{read}\r\n"));
        }
        let numbers = [Cell::Number(-2.5), Cell::Number(300.0), Cell::Number(-0.0)];
        assert_eq!(line(&numbers), "-2.5,300,0\r\n");
        let lists = [
            Cell::Texts(vec!["=a".to_owned(), "b".to_owned()]),
            Cell::Numbers(vec![1.0, 0.5]),
        ];
        assert_eq!(line(&lists), "'=a; b,1; 0.5\r\n");
        let lists = [Cell::Numbers(vec![-1.0]), Cell::Numbers(vec![-1.0, 2.0])];
        assert_eq!(line(&lists), "-1,'-1; 2\r\n");
    }
}
