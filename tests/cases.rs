//! The golden cases: small histories and the reports they must give.
//!
//! They are kept beside the package, one folder a case; their README says
//! what is compared. Without that folder there is nothing to compare.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use chatgauge::base::moment::{self, Moment};
use chatgauge::base::time::{DAY, Millis};
use chatgauge::base::zone::Zone;
use chatgauge::cli::system::SystemZones;
use chatgauge::cli::{Streams, run};
use serde_json::Value;

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
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let args = self.args(Path::new("-"));
        run(
            std::iter::once("chatgauge".to_owned())
                .chain(args)
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

/// The lines in another order, which keeps that of lines with one instant or
/// one id: there the order means something.
fn shuffled(events: &str, zone: &str, seed: u64) -> String {
    let lines: Vec<&str> = events.lines().collect();
    let mut places: Vec<usize> = (0..lines.len()).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for last in (1..places.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        places.swap(last, (state % (last as u64 + 1)) as usize);
    }
    for bound in bound_lines(&lines, zone) {
        let mut theirs: Vec<usize> = bound.iter().map(|&line| places[line]).collect();
        theirs.sort_unstable();
        for (line, place) in bound.into_iter().zip(theirs) {
            places[line] = place;
        }
    }
    let mut shuffled = vec![""; lines.len()];
    for (line, place) in lines.into_iter().zip(places) {
        shuffled[place] = line;
    }
    shuffled.join("\n")
}

/// Sets of line numbers, each in order, whose order must stay.
fn bound_lines(lines: &[&str], zone: &str) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..lines.len()).collect();
    let mut first_with: HashMap<String, usize> = HashMap::new();
    for (line, text) in lines.iter().enumerate() {
        let event: Value = serde_json::from_str(text).unwrap_or_default();
        let instant = instant(&event["ts"], zone).map(|at| format!("at {at}"));
        let id = Some(&event["id"]).filter(|id| !id.is_null());
        let id = id.map(|id| format!("id {}", id.to_string().trim_matches('"')));
        for key in instant.into_iter().chain(id) {
            let first = *first_with.entry(key).or_insert(line);
            let (from, to) = (group[line], group[first]);
            for entry in group.iter_mut().filter(|entry| **entry == from) {
                *entry = to;
            }
        }
    }
    let mut bound: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (line, group) in group.into_iter().enumerate() {
        bound.entry(group).or_default().push(line);
    }
    bound.into_values().collect()
}

fn instant(ts: &Value, zone: &str) -> Option<Millis> {
    let moment = match ts {
        Value::String(text) => moment::read(text)?,
        Value::Number(number) => Moment::Utc(moment::unix(number.as_f64()?)?),
        _ => return None,
    };
    match moment {
        Moment::Utc(at) => Some(at),
        Moment::Local(wall) => {
            let zones = SystemZones::default();
            let zone = Zone::tabulate(&zones, zone, wall - 2 * DAY, wall + 2 * DAY)?;
            Some(zone.instant(wall))
        }
    }
}

/// Takes a difference: id, field, ours, expected.
type Tell<'a> = &'a mut dyn FnMut(String, String, String, String);

fn compare(expected: &Value, ours: &Value, tell: Tell<'_>) {
    for field in ["as_of", "timezone", "period", "previous"] {
        if expected[field] != ours[field] {
            tell(
                String::new(),
                field.to_owned(),
                ours[field].to_string(),
                expected[field].to_string(),
            );
        }
    }
    for field in ["events", "rejected", "duplicates"] {
        let (expected, ours) = (&expected["load"][field], &ours["load"][field]);
        if expected != ours {
            tell(
                "load".to_owned(),
                field.to_owned(),
                ours.to_string(),
                expected.to_string(),
            );
        }
    }
    let units = &expected["metrics"];
    let more = ours["metrics"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.keys());
    for id in more.filter(|id| units.get(id.as_str()).is_none()) {
        tell(
            id.clone(),
            String::new(),
            "there".to_owned(),
            "absent".to_owned(),
        );
    }
    compare_metrics("", units, units, &ours["metrics"], tell);
    for (part, key) in [("breakdown", "key"), ("series", "start")] {
        if expected.get(part).is_some() {
            compare_rows(part, key, units, [&expected[part], &ours[part]], tell);
        }
    }
}

/// The metrics of `expected`, of each the fields that are there.
fn compare_metrics(row: &str, units: &Value, expected: &Value, ours: &Value, tell: Tell<'_>) {
    for (id, expected) in expected.as_object().expect("metrics by id") {
        let Some(ours) = ours.get(id) else {
            tell(
                format!("{row}{id}"),
                String::new(),
                "absent".to_owned(),
                "there".to_owned(),
            );
            continue;
        };
        let in_seconds = units[id]["unit"] == "seconds";
        for (field, expected) in expected.as_object().expect("fields") {
            if field == "provisional" || agree(expected, &ours[field], in_seconds) {
                continue;
            }
            let id = format!("{row}{id}");
            tell(
                id,
                field.clone(),
                ours[field].to_string(),
                expected.to_string(),
            );
        }
    }
}

fn compare_rows(part: &str, key: &str, units: &Value, sides: [&Value; 2], tell: Tell<'_>) {
    let rows = sides.map(|side| -> BTreeMap<String, &Value> {
        let rows = side["rows"].as_array().into_iter().flatten();
        rows.map(|row| (row[key].to_string(), &row["metrics"]))
            .collect()
    });
    let keys: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    for key in keys {
        match rows.each_ref().map(|rows| rows.get(key)) {
            [Some(expected), Some(ours)] => {
                compare_metrics(&format!("{part} {key} "), units, expected, ours, tell);
            }
            [expected, ours] => {
                let side = |row: Option<&&Value>| row.map_or("absent", |_| "there").to_owned();
                tell(
                    format!("{part} {key}"),
                    String::new(),
                    side(ours),
                    side(expected),
                );
            }
        }
    }
}

fn agree(expected: &Value, ours: &Value, in_seconds: bool) -> bool {
    match (expected, ours) {
        (Value::Number(expected), Value::Number(ours)) => {
            let (expected, ours) = (expected.as_f64(), ours.as_f64());
            let (Some(expected), Some(ours)) = (expected, ours) else {
                return false;
            };
            let difference = (expected - ours).abs();
            difference <= 1e-9 * expected.abs().max(ours.abs()) || in_seconds && difference <= 1e-6
        }
        (Value::Object(amounts), Value::Object(our_amounts)) => {
            let currencies = amounts.keys().chain(our_amounts.keys());
            { currencies }.all(|currency| agree(&expected[currency], &ours[currency], in_seconds))
        }
        _ => expected == ours,
    }
}

/// The differences in columns.
fn table(rows: &[[String; 5]]) -> String {
    let head = ["case", "id", "field", "ours", "expected"].map(str::to_owned);
    let rows: Vec<&[String; 5]> = std::iter::once(&head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths = [0, 1, 2, 3, 4].map(|column| width(column).unwrap_or(0));
    let line = |row: &&[String; 5]| -> String {
        let cells = row.iter().zip(widths);
        cells
            .map(|(cell, width)| format!("{cell:width$}  "))
            .collect()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
