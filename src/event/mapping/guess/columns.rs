//! The columns of some records with what stands in them, and what can be
//! told from that alone.

use crate::base::moment;
use crate::base::pattern::Pattern;
use crate::event::import::cell::{Mark, flag, number};
use crate::event::mapping::TimeForm;
use crate::event::mapping::source::plain;
use crate::event::tree::Node;

/// Objects within objects are looked into so deep.
const DEEPEST: usize = 3;

/// A text that is longer on average is what somebody wrote.
const PROSE: usize = 12;

/// The ways to write a time that are tried, where several fit the first one
/// under which the times come in order, else the first.
pub const PATTERNS: [&str; 24] = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S %Z",
    "%Y-%m-%dT%H:%M:%S%.f%z",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%m/%d/%y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%d/%m/%Y %I:%M %p",
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y %I:%M %p",
    "%d %b %Y %H:%M",
    "%a, %d %b %Y %H:%M:%S %z",
];

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Column {
    /// The way to it.
    pub(super) name: String,
    /// What stands in it, record by record; empty where nothing does.
    pub(super) values: Vec<String>,
}

/// The columns of some records, in the order they come.
pub(super) fn columns(records: &[Node<'_>]) -> Vec<Column> {
    let mut columns = Vec::new();
    for (row, record) in records.iter().enumerate() {
        add(*record, "", row, &mut columns);
    }
    for column in &mut columns {
        column.values.resize(records.len(), String::new());
    }
    columns
}

fn add(object: Node<'_>, before: &str, row: usize, columns: &mut Vec<Column>) {
    let depth = before.matches('.').count();
    for (key, node) in object.members() {
        let name = format!("{before}{key}");
        if node.is_object() && depth + 1 < DEEPEST {
            add(node, &format!("{name}."), row, columns);
            continue;
        }
        if node.is_list() || node.is_object() {
            continue;
        }
        let place = columns.iter().position(|column| column.name == name);
        let place = place.unwrap_or_else(|| {
            columns.push(Column {
                name,
                values: Vec::new(),
            });
            columns.len() - 1
        });
        let values = &mut columns[place].values;
        values.resize(row, String::new());
        values.push(plain(node).unwrap_or_default().into_owned());
    }
}

/// The ways to the lists of objects within a record.
pub(super) fn lists(record: Node<'_>) -> Vec<String> {
    let mut lists = Vec::new();
    find_lists(record, "", &mut lists);
    lists
}

fn find_lists(object: Node<'_>, before: &str, lists: &mut Vec<String>) {
    for (key, node) in object.members() {
        let name = format!("{before}{key}");
        if node.is_object() && before.matches('.').count() + 1 < DEEPEST {
            find_lists(node, &format!("{name}."), lists);
        }
        if node.items().first().is_some_and(|item| item.is_object()) {
            lists.push(name);
        }
    }
}

impl Column {
    /// What stands in it, nothing apart.
    pub(super) fn filled(&self) -> impl Iterator<Item = &str> {
        let texts = self.values.iter().map(|value| value.trim());
        texts.filter(|value| !value.is_empty())
    }

    /// The different things in it, in the order they come.
    pub(super) fn distinct(&self) -> Vec<&str> {
        let mut distinct: Vec<&str> = Vec::new();
        for value in self.filled() {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        distinct
    }

    pub(super) fn all(&self, test: impl FnMut(&str) -> bool) -> bool {
        self.filled().next().is_some() && self.filled().all(test)
    }

    /// How the times are written that stand in it; `None` where others do.
    pub(super) fn time(&self) -> Option<(TimeForm, &'static str)> {
        let unix = |low: f64, high: f64| {
            move |value: &str| {
                let number = number(value, Mark::Point);
                number.is_some_and(|number| (low..high).contains(&number))
            }
        };
        // From 2001 to 2096, so that other numbers are not taken for times.
        if self.all(unix(1e9, 4e9)) {
            return Some((TimeForm::Seconds, "seconds"));
        }
        if self.all(unix(1e12, 4e12)) {
            return Some((TimeForm::Milliseconds, "milliseconds"));
        }
        let native = |value: &str| value.len() > 15 && moment::read(value).is_some();
        if self.all(native) {
            return Some((TimeForm::Native, ""));
        }
        let fitting = PATTERNS.iter().filter_map(|text| {
            let pattern = Pattern::new(text)?;
            let times = self.filled().map(|value| pattern.read(value));
            let times: Option<Vec<_>> = times.map(|time| time.map(|time| time.nearly())).collect();
            let times = times.filter(|times| !times.is_empty())?;
            // Exports are in the order of time, or newest first.
            let disorder = match times.is_sorted() {
                true => 0,
                false if times.iter().rev().is_sorted() => 1,
                false => 2,
            };
            Some((disorder, pattern, *text))
        });
        let best = fitting.min_by_key(|(disorder, ..)| *disorder);
        best.map(|(_, pattern, text)| (TimeForm::Pattern(pattern), text))
    }

    /// Whether every value is a number.
    pub(super) fn is_number(&self) -> bool {
        self.all(|value| number(value, Mark::Either).is_some())
    }

    /// Whether every value says yes or no.
    pub(super) fn is_flag(&self) -> bool {
        self.all(|value| flag(value).is_some())
    }

    /// Whether every value is an e-mail address.
    pub(super) fn is_email(&self) -> bool {
        self.all(|value| value.contains('@') && !value.contains(' '))
    }

    /// Whether values are what people write.
    pub(super) fn is_prose(&self) -> bool {
        let (mut letters, mut count, mut blanks) = (0, 0, false);
        for value in self.filled() {
            letters += value.chars().count();
            count += 1;
            blanks |= value.contains(' ');
        }
        blanks && letters >= PROSE * count
    }

    /// Whether values are short enough to name something.
    pub(super) fn is_short(&self) -> bool {
        self.all(|value| value.chars().count() <= 64)
    }

    /// Whether no value comes twice.
    pub(super) fn is_unique(&self) -> bool {
        self.distinct().len() == self.filled().count()
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, columns, lists};
    use crate::event::tree::Node;

    fn form(values: &[&str]) -> Option<&'static str> {
        let column = Column {
            name: String::new(),
            values: values.iter().map(|&value| value.to_owned()).collect(),
        };
        column.time().map(|(_, text)| text)
    }

    #[test]
    fn times_are_told_by_how_they_are_written() {
        assert_eq!(form(&["2026-06-01T09:00:00Z", ""]), Some(""));
        assert_eq!(form(&["1780297200", "1780297200.5"]), Some("seconds"));
        assert_eq!(form(&["1780297200000"]), Some("milliseconds"));
        assert_eq!(form(&["31.05.2026 9:00"]), Some("%d.%m.%Y %H:%M"));
        assert_eq!(
            form(&["05/06/2026 09:00", "06/06/2026 08:00"]),
            Some("%d/%m/%Y %H:%M")
        );
        assert_eq!(
            form(&["05/06/2026 09:00", "05/16/2026 08:00"]),
            Some("%m/%d/%Y %H:%M")
        );
        // Day first would go back and forth in time.
        let jumbled = ["05/06/2026 09:00", "06/05/2026 08:00", "07/07/2026 08:00"];
        assert_eq!(form(&jumbled), Some("%m/%d/%Y %H:%M"));
        assert_eq!(form(&["6/1/2026 9:00 AM"]), Some("%m/%d/%Y %I:%M %p"));
        assert_eq!(form(&["4711", "4712"]), None);
        assert_eq!(form(&["2026-06-01", ""]), None);
        assert_eq!(form(&["", ""]), None);
    }

    #[test]
    fn columns_lie_within_objects() {
        let source = r#"[{"a":1,"b":{"c":"x","d":{"e":true}}},{"b":{"c":""},"f":[{"g":1}]}]"#;
        let records = Node::read(source).unwrap().items();
        let found = columns(&records);
        let shown: Vec<String> = found
            .iter()
            .map(|column| format!("{}={}", column.name, column.values.join("|")))
            .collect();
        assert_eq!(shown, ["a=1|", "b.c=x|", "b.d.e=true|"]);
        assert_eq!(lists(records[1]), ["f"]);
    }
}
