//! Files of every kind on the command line: folders, archives, mappings, and
//! that what is converted means the same as what it was made of.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod zip;

use std::path::{Path, PathBuf};

use chatgauge::cli::{Streams, run};
use serde_json::Value;

use zip::Zip;

const EVENT: &str =
    r#"{"ts":"2026-06-01T09:00:00Z","type":"message","conversation_id":"c1","role":"user"}"#;
const TABLE: &str = "ts,type,conversation_id,role\n2026-06-01T09:00:01Z,message,c1,bot\n2026-06-01T09:00:02Z,x,c1,bot\n";

/// What a run says: whether it went well, its output, what it tells.
struct Run {
    well: bool,
    output: String,
    told: String,
}

fn chatgauge(args: &[&str], mut input: &[u8]) -> Run {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let all = ["chatgauge"].iter().chain(args).map(Into::into);
    let code = run(
        all,
        &mut Streams {
            input: &mut input,
            output: &mut output,
            errors: &mut errors,
        },
    );
    Run {
        well: code == std::process::ExitCode::SUCCESS,
        output: String::from_utf8(output).unwrap(),
        told: String::from_utf8(errors).unwrap(),
    }
}

/// A fresh folder that no other test uses.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

/// Every file that the tests of formats read, with its mapping.
fn cases() -> Vec<(String, Option<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/cases");
    let mut cases = Vec::new();
    for format in std::fs::read_dir(root).unwrap() {
        for file in std::fs::read_dir(format.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let end = path.extension().unwrap_or_default().to_string_lossy();
            if end == "expected" || end == "mapping" {
                continue;
            }
            let text = |path: &Path| path.to_string_lossy().into_owned();
            let mapping = path.with_extension("mapping");
            cases.push((text(&path), mapping.exists().then(|| text(&mapping))));
        }
    }
    cases.sort();
    cases
}

/// The report, but for how loading went.
fn report(args: &[&str], input: &[u8]) -> Option<(u64, Value)> {
    let ran = chatgauge(&[&["metrics"], args].concat(), input);
    let mut report: Value = serde_json::from_str(&ran.output)
        .ok()
        .filter(|_| ran.well)?;
    let load = report["load"].take();
    Some((load["events"].as_u64().unwrap(), report))
}

#[test]
fn what_is_converted_means_the_same() {
    let mut compared = 0;
    for (file, mapping) in cases() {
        let mut args = vec![file.as_str()];
        if let Some(mapping) = &mapping {
            args.extend(["--mapping", mapping]);
        }
        let Some(direct) = report(&args, b"") else {
            continue;
        };
        let converted = chatgauge(&[&["convert"], &args[..]].concat(), b"");
        assert!(converted.well, "{file}: {}", converted.told);
        if direct.0 == 0 {
            assert_eq!(converted.output, "", "{file}");
            continue;
        }
        let again = report(
            &["-", "--input-format", "native"],
            converted.output.as_bytes(),
        );
        assert_eq!(again.as_ref(), Some(&direct), "{file}");
        let twice = chatgauge(&["convert", "-"], converted.output.as_bytes());
        assert_eq!(twice.output, converted.output, "{file}");
        compared += 1;
    }
    assert!(compared > 8);
}

#[test]
fn of_each_file_it_is_told_what_came_of_it() {
    let folder = folder("told");
    let table = write(&folder, "a.csv", TABLE);
    let lines = write(&folder, "b.ndjson", EVENT);
    let ran = chatgauge(&["convert", &table, &lines, "missing.json"], b"");
    assert!(ran.well);
    assert_eq!(ran.output.lines().count(), 2);
    for told in [
        "a.csv: Chatgauge events in a table (CSV), 1 event, 1 rejected",
        "b.ndjson: Chatgauge events (NDJSON), 1 event\n",
        "a.csv: line 3, type, unknown type of event: x",
        "missing.json cannot be opened",
    ] {
        assert!(ran.told.contains(told), "{told}: {}", ran.told);
    }
    let nothing = chatgauge(&["convert", "missing.json"], b"");
    assert!(!nothing.well && nothing.output.is_empty());
}

#[test]
fn folders_give_all_files_within_by_name() {
    let folder = folder("within");
    write(&folder, "b/2.csv", TABLE);
    write(&folder, "a.ndjson", EVENT);
    write(&folder, ".hidden/x.ndjson", "nonsense");
    write(&folder, "b/.x.ndjson", "nonsense");
    let path = folder.to_string_lossy();
    let ran = chatgauge(&["convert", &path], b"");
    let roles: Vec<&str> = ran
        .output
        .lines()
        .map(|line| line.split("role").nth(1).unwrap())
        .collect();
    assert_eq!(roles, [r#"":"user"}"#, r#"":"bot"}"#]);
    assert!(!ran.told.contains("nonsense"));
    let empty = write(&folder, "c/empty/.keep", "");
    let empty = Path::new(&empty)
        .parent()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let ran = chatgauge(&["metrics", &empty], b"");
    assert!(
        !ran.well && ran.told.contains("there are no files in it"),
        "{}",
        ran.told
    );
}

#[test]
fn archives_give_their_files() {
    let folder = folder("archives");
    let mut zip = Zip::default();
    zip.folder("export/");
    zip.stored("export/b.csv", TABLE.as_bytes());
    zip.deflated("export/a.ndjson", EVENT.as_bytes());
    zip.stored("__MACOSX/export/a.ndjson", b"nonsense");
    zip.stored("export/.DS_Store", b"nonsense");
    let path = write(&folder, "plain.zip", zip.bytes());
    let ran = chatgauge(&["convert", &path], b"");
    assert!(ran.well, "{}", ran.told);
    assert_eq!(ran.output.lines().count(), 2);
    assert!(
        ran.told
            .contains("plain.zip/export/a.ndjson: Chatgauge events (NDJSON), 1 event\n")
    );
    assert!(ran.told.contains("plain.zip/export/b.csv: line 3, type"));

    // The same behind other bytes, as self-extracting archives are.
    let behind = [b"#!/bin/sh\n".to_vec(), zip.bytes()].concat();
    let path = write(&folder, "behind.zip", &behind);
    assert!(
        !chatgauge(&["convert", &path], b"").well,
        "it does not begin as an archive"
    );
    let before = [b"PK\x03\x04 not ours ".to_vec(), zip.bytes()].concat();
    let path = write(&folder, "before.zip", &before);
    assert_eq!(chatgauge(&["convert", &path], b"").output, ran.output);

    let large = zip.large();
    let path = write(&folder, "large.zip", large);
    assert_eq!(chatgauge(&["convert", &path], b"").output, ran.output);
}

/// An archive with one good file, and what `add` adds.
fn archive(add: impl Fn(&mut Zip)) -> Zip {
    let mut zip = Zip::default();
    zip.deflated("a.ndjson", EVENT.as_bytes());
    add(&mut zip);
    zip
}

/// Converts an archive and asks how many events come and what is told.
fn converts(name: &str, bytes: Vec<u8>, events: usize, expected: &str) {
    let path = write(&folder(&format!("troubles-{name}")), name, bytes);
    let ran = chatgauge(&["convert", &path], b"");
    assert_eq!(ran.output.lines().count(), events, "{name}: {}", ran.told);
    assert!(ran.told.contains(expected), "{name}: {}", ran.told);
}

#[test]
fn files_of_an_archive_that_cannot_be_read_are_told() {
    let inner = archive(|_| {}).bytes();
    let nested = archive(|zip| zip.stored("b.zip", &inner)).bytes();
    let told = "nested.zip/b.zip is an archive within an archive";
    converts("nested.zip", nested, 1, told);
    let secret = archive(|zip| zip.with("b.csv", 1, 8, b"???")).bytes();
    converts("secret.zip", secret, 1, "secret.zip/b.csv: it is encrypted");
    let new = archive(|zip| zip.with("b.csv", 0, 93, b"???")).bytes();
    converts("new.zip", new, 1, "(method 93)");
    let broken = archive(|zip| zip.with("b.csv", 0, 8, b"\xff\xff\xff")).bytes();
    converts("broken.zip", broken, 1, "b.csv cannot be read: corrupt");
    let mut changed = archive(|zip| zip.stored("b.csv", TABLE.as_bytes())).bytes();
    let at = changed
        .windows(3)
        .position(|three| three == b"c1,")
        .unwrap();
    changed[at + 1] = b'2';
    let told = "b.csv cannot be read to its end: the ZIP archive is damaged";
    converts("changed.zip", changed, 2, told);
}

#[test]
fn archives_that_cannot_be_read_are_told() {
    let inner = archive(|_| {}).bytes();
    let office = archive(|zip| zip.stored("[Content_Types].xml", b"<x/>")).bytes();
    converts(
        "book.xlsx",
        office,
        0,
        "an Office document: save its sheet as CSV",
    );
    let cut = inner[..inner.len() - 30].to_vec();
    let told = "cut.zip cannot be read: the ZIP archive is damaged or cut off";
    converts("cut.zip", cut, 0, told);
    converts(
        "empty.zip",
        Zip::default().bytes(),
        0,
        "an archive without files",
    );
    let ran = chatgauge(&["convert", "-"], &inner);
    assert!(
        ran.told
            .contains("standard input is a ZIP archive: write it to a file")
    );
}

#[test]
fn unknown_columns_are_read_by_a_mapping() {
    let folder = folder("mappings");
    let table = "Chat;Datum;Absender;Nachricht\n7;01.06.2026 09:00;Kunde;Wo ist mein Paket?\n\
                 7;01.06.2026 09:01;Bot;Ich sehe nach\n";
    let path = write(&folder, "hilfe.csv", table);
    let refused = chatgauge(&["metrics", &path], b"");
    assert!(!refused.well);
    assert!(
        refused
            .told
            .contains("the fields Chat, Datum, Absender, Nachricht")
    );

    let suggested = chatgauge(&["mapping", &path], b"");
    assert!(suggested.well, "{}", suggested.told);
    let mapping = write(&folder, "hilfe.mapping.json", &suggested.output);
    let ran = chatgauge(
        &[
            "metrics",
            &path,
            "--mapping",
            &mapping,
            "--only=conversations",
        ],
        b"",
    );
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!(report["metrics"]["conversations"]["value"], 1);
    assert!(
        ran.told
            .contains("hilfe.csv: Records read by a mapping (CSV), 2 events")
    );

    let wrong = write(&folder, "wrong.json", r#"{"feilds":{},"time":"noon"}"#);
    let ran = chatgauge(&["metrics", &path, "--mapping", &wrong], b"");
    assert!(!ran.well);
    for told in ["feilds refused", "time refused", "it is not applied"] {
        assert!(ran.told.contains(told), "{}", ran.told);
    }
    let both = [
        "metrics",
        &path,
        "--mapping",
        &mapping,
        "--input-format",
        "native",
    ];
    assert!(chatgauge(&both, b"").told.contains("cannot be used with"));
    let known = chatgauge(&["mapping", "-"], EVENT.as_bytes());
    assert!(known.told.contains("which needs no mapping"));
    let known: Value = serde_json::from_str(&known.output).unwrap();
    assert_eq!(known["format"], "native");
    let unsaid = chatgauge(
        &["mapping", "-"],
        b"who,what\nAnna,something she said at length\n",
    );
    assert!(
        unsaid.well
            && unsaid
                .told
                .contains("to be filled in: mapping: fields refused")
    );
    assert!(!chatgauge(&["mapping", "-"], b"%PDF").well);
}
