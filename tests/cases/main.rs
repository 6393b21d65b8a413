//! The golden cases: small histories and the reports they must give.
//!
//! They are kept beside the package, one folder a case; their README says
//! what is compared. Without that folder there is nothing to compare.

mod compare;
mod explained;
mod shuffle;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use chatgauge::cli::{Streams, run};
use serde_json::Value;

use crate::compare::{compare, table};
use crate::shuffle::shuffled;

struct Case {
    name: String,
    folder: PathBuf,
    expected: Value,
}

/// Every case, in order; none where the folder is absent.
fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    let Ok(entries) = folder.read_dir() else {
        return Vec::new();
    };
    let mut cases: Vec<Case> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|folder| folder.join("expected.json").is_file())
        .map(|folder| Case {
            name: folder
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            expected: serde_json::from_slice(&read(&folder.join("expected.json")))
                .expect("expected.json is JSON"),
            folder,
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

impl Case {
    fn events(&self) -> PathBuf {
        self.folder.join("events.ndjson")
    }

    /// The arguments after the program's name, for events from `file`.
    fn args(&self, file: &Path) -> Vec<String> {
        let path = |path: &Path| path.to_str().expect("a path in UTF-8").to_owned();
        let mut args = vec!["metrics".to_owned(), path(file)];
        let settings = self.folder.join("settings.json");
        if settings.is_file() {
            args.extend(["--settings".to_owned(), path(&settings)]);
        }
        let flags = String::from_utf8(read(&self.folder.join("args"))).expect("args in UTF-8");
        args.extend(flags.split_whitespace().map(str::to_owned));
        args
    }

    /// What the command line prints for `events` that arrive on standard
    /// input, at most `chunk` bytes at once.
    fn printed(&self, events: &[u8], chunk: usize) -> String {
        self.prints(&self.args(Path::new("-")), events, chunk)
    }

    /// The same for any arguments.
    fn prints(&self, args: &[String], events: &[u8], chunk: usize) -> String {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        run(
            std::iter::once("chatgauge")
                .chain(args.iter().map(String::as_str))
                .map(Into::into),
            &mut Streams {
                input: &mut Trickle { events, chunk },
                output: &mut output,
                errors: &mut errors,
            },
        );
        let name = &self.name;
        assert!(
            !output.is_empty(),
            "{name}: {}",
            String::from_utf8_lossy(&errors)
        );
        String::from_utf8(output).expect("a report in UTF-8")
    }
}

/// Gives its bytes a few at a time.
struct Trickle<'a> {
    events: &'a [u8],
    chunk: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = self.chunk.min(buffer.len());
        self.events.read(&mut buffer[..most])
    }
}

#[test]
fn every_case_gives_its_report() {
    let cases = cases();
    if cases.is_empty() {
        eprintln!("skipped: there is no folder of cases beside the package");
    }
    let mut differences = Vec::new();
    for case in &cases {
        let output = Command::new(env!("CARGO_BIN_EXE_chatgauge"))
            .args(case.args(&case.events()))
            .output()
            .unwrap();
        match serde_json::from_slice(&output.stdout) {
            Ok(ours) => compare(&case.expected, &ours, &mut |id, field, ours, expected| {
                differences.push([case.name.clone(), id, field, ours, expected]);
            }),
            Err(_) => differences.push([
                case.name.clone(),
                String::new(),
                format!("{}", output.status),
                String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                "a report".to_owned(),
            ]),
        }
    }
    assert!(
        differences.is_empty(),
        "{} differences\n{}",
        differences.len(),
        table(&differences)
    );
}

#[test]
fn chunks_of_any_size_give_the_same_report() {
    for case in cases() {
        let events = read(&case.events());
        let whole = case.printed(&events, usize::MAX);
        for chunk in [1, 7, 4_096] {
            assert_eq!(
                case.printed(&events, chunk),
                whole,
                "{} by {chunk} bytes",
                case.name
            );
        }
    }
}

#[test]
fn lines_in_any_order_give_the_same_report() {
    for case in cases() {
        let events = String::from_utf8(read(&case.events())).unwrap();
        let zone = case.expected["timezone"].as_str().unwrap();
        let in_order = without_places(&case.printed(events.as_bytes(), usize::MAX));
        for seed in 1..=5 {
            let shuffled = shuffled(&events, zone, seed);
            let printed = case.printed(shuffled.as_bytes(), usize::MAX);
            assert_eq!(
                without_places(&printed),
                in_order,
                "{} shuffled with seed {seed}",
                case.name
            );
        }
    }
}

/// A report without its rejections, which name lines.
fn without_places(report: &str) -> String {
    let mut report: Value = serde_json::from_str(report).expect("a report");
    report["load"]["rejections"] = Value::Null;
    report.to_string()
}
