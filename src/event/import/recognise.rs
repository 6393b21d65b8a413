//! Tells what a file is from its beginning: how it holds its records, and
//! which format they are of. The file's name is not asked.

use std::rc::Rc;

use crate::event::archive::is_archive;
use crate::event::import::native::NATIVE;
use crate::event::import::native_csv::NATIVE_CSV;
use crate::event::import::{FORMATS, Format, Hints, How, Importer, TABLES};
use crate::event::json;
use crate::event::mapping::{Known, MAPPED, Mapped};
use crate::event::records::{blanks, value_end};
use crate::event::shape::{Shape, shape_of};
use crate::event::table::Table;
use crate::event::tree::Node;

/// So many records are looked at.
const LOOKED_AT: usize = 32;

/// No text has a zero among so many bytes at its beginning.
const BINARY: usize = 400;

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How it holds its records.
    pub shape: Shape,
    /// The byte at which they begin.
    pub start: usize,
    /// What they are.
    pub format: &'static Format,
    /// The table that they are rows of.
    pub table: Option<Table>,
}

impl Plan {
    /// For native events of this shape.
    pub fn native(shape: Shape) -> Plan {
        Plan {
            shape,
            start: 0,
            format: &NATIVE,
            table: None,
        }
    }

    /// The lines before the records that do not count as records.
    pub fn lines(&self) -> u64 {
        self.table.as_ref().map_or(0, |table| table.lines)
    }

    /// What translates the records.
    pub fn importer(&self, how: &How) -> Option<Box<dyn Importer>> {
        match how {
            How::Mapping(mapping) if self.format.id == MAPPED.id => {
                Some(Box::new(Mapped(Rc::clone(mapping))))
            }
            How::Mapping(mapping) => self.format.importer.map(|make| make(&mapping.hints)),
            _ => self.format.importer.map(|make| make(&Hints::default())),
        }
    }
}

/// What the beginning of a file shows, where nothing fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unrecognised {
    /// It is neither JSON nor a table.
    Opaque,
    /// It has records, but with fields that no format has; those of the
    /// first few records, in the order they came.
    Fields(Vec<String>),
}

/// Tells what a file is from its beginning, byte order mark apart.
///
/// # Errors
///
/// When it is nothing that can be read without being told how.
pub fn recognise(head: &[u8], how: &How) -> Result<Plan, Unrecognised> {
    // Lines of JSON may lie in an archive as they are.
    if is_archive(head) || head[..head.len().min(BINARY)].contains(&0) {
        return Err(Unrecognised::Opaque);
    }
    if let Some(table) = Table::of(head) {
        return recognise_table(head, table, how);
    }
    let shape = shape_of(head).ok_or(Unrecognised::Opaque)?;
    let whole = closed(valid(head));
    let sample = Sample::of(&whole, head, shape);
    let best = match said(how) {
        Some(format) if format.id == MAPPED.id => Some(sample.mapped(how)),
        Some(format) => Some(sample.place(format).1),
        None => sample.best(),
    };
    let fields = fields(&sample.records);
    match best {
        Some(plan) => Ok(plan),
        // What holds no field at all is told of record by record.
        None if fields.is_empty() => Ok(sample.plain(&NATIVE)),
        None => Err(Unrecognised::Fields(fields)),
    }
}

fn recognise_table(head: &[u8], table: Table, how: &How) -> Result<Plan, Unrecognised> {
    let rows = table.sample(head);
    let records = lines(&rows);
    let format = match said(how) {
        Some(format) if format.id == NATIVE.id => Some(&NATIVE_CSV),
        Some(format) => Some(format),
        None => {
            let tables = TABLES
                .iter()
                .map(|format| (sure(format, &records), *format));
            let best = tables.filter(|(sure, _)| *sure > UNSURE);
            best.max_by_key(|(sure, _)| *sure).map(|(_, format)| format)
        }
    };
    match format {
        None => Err(Unrecognised::Fields(table.columns)),
        Some(format) => Ok(Plan {
            shape: Shape::Rows(table.delimiter),
            start: table.start,
            format,
            table: Some(table),
        }),
    }
}

/// Shows the first records of a file, for people to look at or for guesses;
/// `None` where it holds none.
pub fn first_records<T>(head: &[u8], see: impl FnOnce(&[Node<'_>]) -> T) -> Option<T> {
    if let Some(table) = Table::of(head) {
        return Some(see(&lines(&table.sample(head))));
    }
    let shape = shape_of(head)?;
    let whole = closed(valid(head));
    Some(see(&Sample::of(&whole, head, shape).records))
}

/// The format that a file is said to be of.
fn said(how: &How) -> Option<&'static Format> {
    match how {
        How::Detect | How::Remember(_) => None,
        How::Format(format) => Some(format),
        How::Mapping(mapping) if mapping.events.is_empty() => {
            mapping.format.map(|Known(format)| format)
        }
        How::Mapping(_) => Some(&MAPPED),
    }
}

/// The first records of a file.
struct Sample<'a> {
    head: &'a [u8],
    closed: &'a str,
    shape: Shape,
    records: Vec<Node<'a>>,
    /// The only value of the file, as far as that can be seen.
    single: Option<Node<'a>>,
}

impl<'a> Sample<'a> {
    fn of(closed: &'a str, head: &'a [u8], shape: Shape) -> Sample<'a> {
        let mut sample = Sample {
            head,
            closed,
            shape,
            records: Vec::new(),
            single: None,
        };
        match shape {
            Shape::List => {
                // Item by item: one that is broken must not hide the others.
                let items = closed.trim_start().strip_prefix('[');
                sample.records = values(items.unwrap_or(""));
            }
            _ => {
                let single = Node::read(closed).ok().filter(|node| node.is_object());
                sample.single = single;
                sample.records = match (single, shape) {
                    (Some(node), _) => vec![node],
                    (None, Shape::Lines) => lines(closed),
                    (None, _) => values(closed),
                };
            }
        }
        sample.records.truncate(LOOKED_AT);
        sample
    }

    /// The most likely way to read the file, if any format fits.
    fn best(&self) -> Option<Plan> {
        let mut best: Option<(Sure, Plan)> = None;
        for format in FORMATS.iter().filter(|format| !format.is_table()) {
            let (sure, plan) = self.place(format);
            let surer = best.as_ref().is_none_or(|(most, _)| sure > *most);
            if sure > UNSURE && surer {
                best = Some((sure, plan));
            }
        }
        best.map(|(_, plan)| plan)
    }

    /// Where a mapping says that the records lie.
    fn mapped(&self, how: &How) -> Plan {
        let list = match how {
            How::Mapping(mapping) => mapping.list.as_ref(),
            _ => None,
        };
        let within = list.and_then(|list| {
            let keys = list.keys();
            let node = self.single.unwrap_or_default().path(&keys);
            self.within(node, keys.len(), &MAPPED)
        });
        within.unwrap_or_else(|| self.plain(&MAPPED))
    }

    /// The records that a list holds, so many braces deep.
    fn within(&self, list: Node<'_>, depth: usize, format: &'static Format) -> Option<Plan> {
        let offset = self.offset(list)?;
        Some(Plan {
            shape: Shape::Envelope(depth),
            start: offset + 1,
            format,
            table: None,
        })
    }

    /// Where the records of a format lie, and how sure it is of them: they
    /// are what the file holds, or the list in its only object.
    fn place(&self, format: &'static Format) -> (Sure, Plan) {
        let mut best = (sure(format, &self.records), self.plain(format));
        for path in format.lists {
            let list = self.single.unwrap_or_default().path(path);
            let Some(plan) = self.within(list, path.len(), format) else {
                continue;
            };
            let own = match list.items() {
                items if items.is_empty() => EMPTY,
                items => sure(format, &items[..items.len().min(LOOKED_AT)]),
            };
            if own > best.0 {
                best = (own, plan);
            }
        }
        best
    }

    /// The records as the file holds them.
    fn plain(&self, format: &'static Format) -> Plan {
        let start = match self.shape {
            Shape::List => blanks(self.head) + 1,
            _ => 0,
        };
        Plan {
            shape: self.shape,
            start,
            format,
            table: None,
        }
    }

    /// The byte at which a list begins.
    fn offset(&self, list: Node<'_>) -> Option<usize> {
        let json::Token::List(raw) = list.token() else {
            return None;
        };
        let from = self.closed.as_ptr() as usize;
        (raw.as_ptr() as usize).checked_sub(from)
    }
}

/// The names of all fields of some records, in the order they come.
fn fields(records: &[Node<'_>]) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for (key, _) in records.iter().flat_map(|record| record.members()) {
        if !fields.iter().any(|known| *known == key) {
            fields.push(key.into_owned());
        }
    }
    fields
}

/// The lines that hold one value each.
fn lines(text: &str) -> Vec<Node<'_>> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let read = lines.take(LOOKED_AT).map(Node::read);
    read.filter_map(Result::ok).collect()
}

/// The values that stand one after the other.
fn values(text: &str) -> Vec<Node<'_>> {
    let mut values = Vec::new();
    let mut rest = text.trim_start();
    while let Some(end) = value_end(rest.as_bytes()) {
        values.extend(rest.get(..end).and_then(|value| Node::read(value).ok()));
        rest = rest.get(end..).unwrap_or("").trim_start();
        if values.len() == LOOKED_AT {
            break;
        }
    }
    values
}

/// How sure a format is: of the record that it is surest of, and of all.
type Sure = (u8, u32);

/// Not at all.
const UNSURE: Sure = (0, 0);

/// Of a list where it keeps its records, but without any.
const EMPTY: Sure = (1, 0);

fn sure(format: &Format, records: &[Node<'_>]) -> Sure {
    let each = records.iter().map(|&record| (format.fits)(record));
    each.fold(UNSURE, |(most, all), sure| {
        (most.max(sure), all + u32::from(sure))
    })
}

/// As much of the bytes as is UTF-8.
fn valid(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or(""),
    }
}

/// The JSON values of a text that is cut off somewhere, the last one cut
/// back to what is complete of it, and closed.
fn closed(text: &str) -> String {
    let mut closers = String::new();
    // Where the text could be cut: it needs the same closers there as at its
    // end, for every bracket moves the place on.
    let mut safe = 0;
    let (mut in_text, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if std::mem::take(&mut escaped) {
            continue;
        }
        match (in_text, byte) {
            (true, b'\\') => escaped = true,
            (true, b'"') => in_text = false,
            (true, _) => {}
            (false, b'"') => in_text = true,
            (false, b'{' | b'[') => {
                closers.push(if byte == b'{' { '}' } else { ']' });
                safe = at + 1;
            }
            (false, b'}' | b']') => {
                closers.pop();
                safe = at + 1;
            }
            (false, b',') => safe = at,
            _ => {}
        }
    }
    let mut closed = text[..safe].to_owned();
    closed.extend(closers.chars().rev());
    closed
}

#[cfg(test)]
mod tests {
    use super::{Unrecognised, closed, recognise};
    use crate::event::import::How;
    use crate::event::shape::Shape;

    #[test]
    fn what_is_cut_off_is_closed() {
        let source = r#"{"a":[1,{"b":"x]\"y","c":tr"#;
        assert_eq!(closed(source), r#"{"a":[1,{"b":"x]\"y"}]}"#);
        for end in 1..source.len() {
            let text = closed(&source[..end]);
            assert!(crate::event::tree::Node::read(&text).is_ok(), "{text}");
        }
        assert_eq!(
            closed("{\"a\":1}\n{\"a\":2}\n{\"a"),
            "{\"a\":1}\n{\"a\":2}\n{}"
        );
    }

    #[test]
    fn native_events_are_told_by_their_fields() {
        let event = r#"{"ts":1,"type":"visit","user_id":"u"}"#;
        for (source, shape, start) in [
            (format!("\n{event}\n{event}"), Shape::Lines, 0),
            (format!("{event}\noops\n"), Shape::Lines, 0),
            (format!(" [ {event}"), Shape::List, 2),
            (
                format!("{{\"v\":{{\"events\":[]}},\"events\" : [{event}"),
                Shape::Envelope(1),
                31,
            ),
            (
                "{\n\"ts\":1,\n\"type\":\"visit\"}".to_owned(),
                Shape::Values,
                0,
            ),
            ("[]".to_owned(), Shape::List, 1),
            ("oops\n{\"a".to_owned(), Shape::Lines, 0),
        ] {
            let plan = recognise(source.as_bytes(), &How::Detect).unwrap();
            assert_eq!((plan.shape, plan.start), (shape, start), "{source}");
            assert_eq!(plan.format.id, "native");
        }
    }

    #[test]
    fn what_nothing_fits_is_told_with_its_fields() {
        let refused = |head: &[u8]| recognise(head, &How::Detect).unwrap_err();
        assert_eq!(refused(b"Hello, world"), Unrecognised::Opaque);
        let columns = Unrecognised::Fields(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(refused(b"a,b\n1,2"), columns);
        let fields = refused(b"[{\"when\":1,\"who\":2},{\"what\":3}]");
        let known = ["when", "who", "what"].map(str::to_owned);
        assert_eq!(fields, Unrecognised::Fields(known.to_vec()));
    }
}
