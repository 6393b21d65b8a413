//! Tables in text: what separates the values, what the columns are called,
//! and each row as a JSON object of texts, so that it goes the same way as
//! the records of any other file.

use std::borrow::Cow;

use crate::event::fields::Wrong;
use crate::event::import::output::quote_json;
use crate::event::rejection::{Reason, quote};
use crate::event::rows::{row, values};

/// What may separate values, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// So many rows are looked at.
const LOOKED_AT: usize = 32;

/// No column is called by a name longer than this; a longer one is prose.
const LONGEST_NAME: usize = 120;

/// A table, as its first row tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What separates the values.
    pub delimiter: u8,
    /// The names of the columns, each once: one without a name is called by
    /// its number (`column 3`), the second of a name `name (2)`.
    pub columns: Vec<String>,
    /// The byte at which its rows begin, behind the names.
    pub start: usize,
    /// The lines before them.
    pub lines: u64,
}

impl Table {
    /// The table that a file begins with, if it is one.
    pub fn of(head: &[u8]) -> Option<Table> {
        let (mut at, mut lines) = (0, 0);
        while let Some(blank) = row(&head[at..], b',', false) {
            if !head[at..at + blank.text].trim_ascii().is_empty() {
                break;
            }
            at += blank.whole;
            lines += blank.lines;
        }
        if let Some((delimiter, whole)) = said_delimiter(&head[at..]) {
            at += whole;
            return Table::with(delimiter, head, at, lines + 1).map(|(table, _)| table);
        }
        if matches!(head.get(at), Some(b'{' | b'[' | b'<')) {
            return None;
        }
        let tables = DELIMITERS
            .iter()
            .filter_map(|&delimiter| Table::with(delimiter, head, at, lines));
        let mut best: Option<(Table, Fit)> = None;
        for (table, fit) in tables {
            if best.as_ref().is_none_or(|(_, most)| fit > *most) {
                best = Some((table, fit));
            }
        }
        best.map(|(table, _)| table)
    }

    /// The table whose names begin at a byte, if this delimiter makes one,
    /// and how well it does.
    fn with(delimiter: u8, head: &[u8], at: usize, lines: u64) -> Option<(Table, Fit)> {
        let names = row(&head[at..], delimiter, true)?;
        let text = String::from_utf8_lossy(&head[at..at + names.text]);
        let columns = columns(&text, delimiter)?;
        let table = Table {
            delimiter,
            start: at + names.whole,
            lines: lines + names.lines,
            columns,
        };
        // Of names alone a sentence is told by the blanks behind its commas.
        let prose = text
            .split(char::from(delimiter))
            .any(|name| name.starts_with(' '));
        let fit = table.fit(&head[table.start..], prose)?;
        Some((table, fit))
    }

    /// How well the first rows fit the names; `None` where they do not.
    fn fit(&self, rows: &[u8], prose: bool) -> Option<Fit> {
        let count = self.columns.len();
        let (mut fitting, mut others) = (0, 0);
        for (_, text, whole) in self.rows(rows).take(LOOKED_AT) {
            if text.starts_with('{') {
                return None;
            }
            let mut found = 0;
            let fits = values(&text, self.delimiter, |_| found += 1).is_ok() && found == count;
            match fits {
                true => fitting += 1,
                false if whole => others += 1,
                // What is cut off tells nothing.
                false => {}
            }
        }
        let told = match (fitting, others) {
            (0, 0) => !prose,
            _ => fitting >= others,
        };
        told.then_some((100 * fitting / (fitting + others).max(1), count))
    }

    /// The rows of the beginning of a file, blank lines apart: how many
    /// lines come before, the text, and whether its end was in sight.
    fn rows<'a>(&self, bytes: &'a [u8]) -> impl Iterator<Item = (u64, Cow<'a, str>, bool)> {
        let (delimiter, mut at, mut lines) = (self.delimiter, 0, self.lines);
        std::iter::from_fn(move || {
            loop {
                let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
                let next = row(rest, delimiter, true)?;
                let text = String::from_utf8_lossy(&rest[..next.text]);
                let (before, whole) = (lines, at + next.whole < bytes.len());
                at += next.whole;
                lines += next.lines;
                if !text.trim().is_empty() {
                    return Some((before, text, whole));
                }
            }
        })
    }

    /// The first rows as JSON objects, a line each; those that are no rows
    /// of this table are passed over. Where there are none, one that says
    /// nothing stands for them.
    pub fn sample(&self, head: &[u8]) -> String {
        let mut objects = Objects::new(self);
        let mut sample = String::new();
        for (_, text, _) in self.rows(&head[self.start..]).take(LOOKED_AT) {
            if let Ok(Some(object)) = objects.object(&text) {
                sample.push_str(object);
                sample.push('\n');
            }
        }
        if sample.is_empty() {
            sample.push_str(&objects.keys.join("\"\""));
            sample.push_str("\"\"}");
        }
        sample
    }
}

/// How well a delimiter fits: the rows in a hundred that have as many values
/// as there are columns, and how many columns.
type Fit = (usize, usize);

/// The delimiter that spreadsheets write on a line of its own: `sep=;`.
fn said_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let line = row(head, 0, true)?;
    let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = head[..line.text] else {
        return None;
    };
    Some((delimiter, line.whole))
}

/// The names of the columns; `None` where they are none.
fn columns(names: &str, delimiter: u8) -> Option<Vec<String>> {
    let mut columns: Vec<String> = Vec::new();
    let read = values(names, delimiter, |name| {
        let name = match name.trim() {
            "" => format!("column {}", columns.len() + 1),
            name => name.to_owned(),
        };
        let mut own = name.clone();
        let mut times = 1;
        while columns.contains(&own) {
            times += 1;
            own = format!("{name} ({times})");
        }
        columns.push(own);
    });
    let long = |name: &String| name.len() > LONGEST_NAME;
    (read.is_ok() && columns.len() > 1 && !columns.iter().any(long)).then_some(columns)
}

/// Writes rows as JSON objects.
#[derive(Debug)]
pub struct Objects {
    delimiter: u8,
    /// What stands before each value: the brace or comma and the key.
    keys: Vec<String>,
    json: String,
}

impl Objects {
    /// For the rows of a table.
    pub fn new(table: &Table) -> Objects {
        let key = |(index, name): (usize, &String)| {
            let mut key = String::from(if index == 0 { "{" } else { "," });
            quote_json(name, &mut key);
            key.push(':');
            key
        };
        Objects {
            delimiter: table.delimiter,
            keys: table.columns.iter().enumerate().map(key).collect(),
            json: String::new(),
        }
    }

    /// A row as an object of texts; `None` where no value says anything.
    ///
    /// # Errors
    ///
    /// When the row has other columns than the table, or wrong quotes.
    pub fn object(&mut self, row: &str) -> Result<Option<&str>, Wrong> {
        self.json.clear();
        let (mut found, mut says) = (0, false);
        let (keys, json) = (&self.keys, &mut self.json);
        let read = values(row, self.delimiter, |value| {
            if let Some(key) = keys.get(found) {
                json.push_str(key);
                quote_json(&value, json);
            }
            found += 1;
            says |= !value.is_empty();
        });
        self.json.push('}');
        let expected = self.keys.len();
        let reason = match read {
            Err(reason) => reason,
            Ok(()) if !says => return Ok(None),
            Ok(()) if found != expected => Reason::Ragged { found, expected },
            Ok(()) => return Ok(Some(&self.json)),
        };
        Err(Wrong {
            field: "",
            reason,
            value: quote(row),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Objects, Table};
    use crate::event::rejection::Reason;

    fn table(text: &str) -> Option<(char, String, u64)> {
        Table::of(text.as_bytes()).map(|table| {
            let columns = table.columns.join("|");
            (char::from(table.delimiter), columns, table.lines)
        })
    }

    #[test]
    fn the_delimiter_is_told_from_the_first_rows() {
        let found = |delimiter, columns: &str, lines| Some((delimiter, columns.to_owned(), lines));
        let cases = [
            ("a,b\n1,2\n", found(',', "a|b", 1)),
            ("a;b\n1,5;2\n2,5;3\n", found(';', "a|b", 1)),
            ("a\tb\tc\n1,1\t2\t3\n", found('\t', "a|b|c", 1)),
            ("a|b\n1|2", found('|', "a|b", 1)),
            (
                "\r\n a , ,a\r\n1,2,3\r\n",
                found(',', "a|column 2|a (2)", 2),
            ),
            ("sep=;\na;b\n", found(';', "a|b", 2)),
            ("\"a\nb\";c\n1;2\n", found(';', "a\nb|c", 2)),
            ("a;b,c\n1;2,3\n4;5\n6;7\n", found(';', "a|b,c", 1)),
            ("ts,type\n", found(',', "ts|type", 1)),
            ("a,b\n1,\"x\n{\"\"y\"\":1}\"\n", found(',', "a|b", 1)),
            ("a,b\n1,\"cut", found(',', "a|b", 1)),
            ("Hello, world", None),
            ("Hello.\nThis is prose, or not.\n", None),
            ("oops, no\n{\"a\":1,\"b\":2}\n", None),
            ("<a,b>\n<c,d>\n", None),
            ("a\n1\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(table(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_become_objects_of_texts() {
        let table = Table::of(b"a,\"b\"\"\"\n1,2\n").unwrap();
        let mut objects = Objects::new(&table);
        assert_eq!(
            objects.object("1,\"x\ny\"").unwrap(),
            Some(r#"{"a":"1","b\"":"x\ny"}"#)
        );
        assert_eq!(objects.object(",").unwrap(), None);
        let wrong = objects.object("1,2,3").unwrap_err();
        let (found, expected) = (3, 2);
        assert_eq!(wrong.reason, Reason::Ragged { found, expected });
        assert_eq!(wrong.value, "1,2,3");
    }
}
