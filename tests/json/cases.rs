//! The cases of `cases.txt`, each as it stands, within a record and as a file.

use std::collections::HashSet;

use chatgauge::event::Load;
use serde_json::Value;

use crate::value;

/// A line of `cases.txt`.
struct Case {
    name: &'static str,
    /// Whether it is to be taken.
    taken: bool,
    bytes: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("cases.txt").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(case).collect()
}

fn case(line: &'static str) -> Case {
    let mut parts = line.splitn(3, ' ');
    let verdict = parts.next().unwrap();
    Case {
        name: parts.next().unwrap(),
        taken: match verdict {
            "y" | "i+" => true,
            "n" | "i-" => false,
            _ => panic!("{line}: neither y, n, i+ nor i-"),
        },
        bytes: bytes(parts.next().unwrap_or("")),
    }
}

/// What `<0A FF>` and `<5B*500>` stand for.
fn bytes(written: &str) -> Vec<u8> {
    let byte = |digits| u8::from_str_radix(digits, 16).unwrap();
    let mut bytes = Vec::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('<') {
        let (code, after) = after.split_once('>').unwrap();
        bytes.extend(before.bytes());
        match code.split_once('*') {
            Some((digits, times)) => {
                bytes.extend(vec![byte(digits); times.parse().unwrap()]);
            }
            None => bytes.extend(code.split(' ').map(byte)),
        }
        rest = after;
    }
    bytes.extend(rest.bytes());
    bytes
}

#[test]
fn bytes_are_read_as_written() {
    assert_eq!(bytes("a<0A FF>\\<5B*3>"), b"a\n\xff\\[[[");
}

#[test]
fn cases_are_taken_and_refused_as_stated() {
    let mut names = HashSet::new();
    for Case { name, taken, bytes } in cases() {
        assert!(names.insert(name), "{name} stands twice");
        assert_eq!(value::read(&bytes).is_some(), taken, "{name}");
        if let Err(difference) = value::check(&bytes) {
            panic!("{name}: {difference}");
        }
    }
    let kinds = names.iter().filter_map(|name| name.split_once('_'));
    let kinds: HashSet<&str> = kinds.map(|(kind, _)| kind).collect();
    assert!(kinds.len() > 5 && names.len() > 400, "the cases were found");
}

/// A record that has the case as one of its members, over two lines.
fn record(case: &[u8]) -> Vec<u8> {
    let start = b"{\"ts\":1,\"type\":\"visit\",\"user_id\":\"u\",\n\"more\":";
    [start, case, b"}"].concat()
}

/// Whether a file is read without any complaint, and gives one event.
fn is_read(file: &[u8]) -> bool {
    let mut load = Load::new();
    load.begin("file");
    load.feed(file);
    let summary = load.end();
    matches!(summary, Ok(summary) if (summary.events, summary.rejected) == (1, 0))
}

#[test]
fn a_record_is_an_event_where_serde_json_reads_it() {
    for Case { name, bytes, .. } in cases() {
        let record = record(&bytes);
        let theirs = serde_json::from_slice::<Value>(&record).is_ok();
        assert_eq!(is_read(&record), theirs, "{name}");
        let list = [b"[", record.as_slice(), b"]"].concat();
        // Our limit is that of a record: the list around it does not count.
        let theirs = serde_json::from_slice::<Value>(&list).is_ok() || theirs;
        assert_eq!(is_read(&list), theirs, "{name} in a list");
    }
}

#[test]
fn a_file_may_begin_with_a_byte_order_mark() {
    let record = record(b"1");
    assert!(is_read(&[b"\xef\xbb\xbf", record.as_slice()].concat()));
    assert!(!is_read(&[b"\xef\xbb", record.as_slice()].concat()));
    let twice = b"\xef\xbb\xbf\xef\xbb\xbf";
    assert!(!is_read(&[twice, record.as_slice()].concat()));
}
