//! Keeps the house as `ARCHITECTURE.md` tells it: who may use whom, and how
//! large a thing may grow. A rule that nobody checks is a wish.

#![allow(clippy::unwrap_used, reason = "what a test reads must be there")]

mod rules;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{House, Room, check_root, check_rust, check_script, check_scripts};

/// Words of the language as it were: plain dates, hash maps, byte search. None
/// of them knows a clock, a file or a random source.
const COMMON: &[&str] = &["chrono", "hashbrown", "memchr"];

const ALL: &[&str] = &["*"];

/// Who may use whom: rooms, then outside crates beside the common ones.
const ROOMS: &[Room] = &[
    Room {
        name: "base",
        rooms: &[],
        crates: &["serde"],
    },
    Room {
        name: "settings",
        rooms: &["base"],
        crates: &["serde"],
    },
    Room {
        name: "event",
        rooms: &["base", "settings"],
        crates: &["serde"],
    },
    Room {
        name: "conversation",
        rooms: &["base", "settings", "event"],
        crates: &[],
    },
    Room {
        name: "filter",
        rooms: &["base", "conversation"],
        crates: &[],
    },
    Room {
        name: "metric",
        rooms: &["base", "settings", "conversation", "filter"],
        crates: &["serde"],
    },
    Room {
        name: "report",
        rooms: &["base", "settings", "filter", "metric"],
        crates: &["serde"],
    },
    Room {
        name: "engine",
        rooms: &[
            "base",
            "settings",
            "event",
            "conversation",
            "filter",
            "metric",
            "report",
        ],
        crates: &["serde"],
    },
    Room {
        name: "view",
        rooms: &["base", "filter", "metric", "report"],
        crates: &["serde"],
    },
    Room {
        name: "draw",
        rooms: &["view"],
        crates: &["plotters", "plotters_backend"],
    },
    Room {
        name: "sample",
        rooms: &["base", "event"],
        crates: &[],
    },
    Room {
        name: "guide",
        rooms: &[],
        crates: &[],
    },
    Room {
        name: "reader",
        rooms: &["event"],
        crates: &["wasm_bindgen"],
    },
    Room {
        name: "web",
        rooms: ALL,
        crates: &[
            "js_sys",
            "plotters",
            "plotters_backend",
            "plotters_canvas",
            "serde",
            "serde_wasm_bindgen",
            "wasm_bindgen",
            "web_sys",
        ],
    },
    Room {
        name: "cli",
        rooms: ALL,
        crates: ALL,
    },
    Room {
        name: "main",
        rooms: ALL,
        crates: ALL,
    },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with one of these endings under a folder, with their places in it.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let top = root().join(folder);
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|end| endings.iter().any(|e| *e == end))
            {
                let place = path
                    .strip_prefix(&top)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.push((place, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn manifest() -> String {
    fs::read_to_string(root().join("Cargo.toml")).unwrap()
}

#[test]
fn every_room_keeps_to_its_row() {
    let house = House::new(ROOMS, COMMON, &manifest());
    let sources = files("src", &["rs"]);
    assert!(sources.len() > 10, "the sources were found");
    let broken: Vec<String> = sources
        .iter()
        .flat_map(|(place, text)| check_rust(&house, place, text))
        .collect();
    assert!(
        broken.is_empty(),
        "the house is out of order:\n{}",
        broken.join("\n")
    );
}

#[test]
fn the_crate_root_only_names() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    assert_eq!(check_root(ROOMS, &text), Vec::<String>::new());
}

#[test]
fn scripts_stay_small() {
    let scripts = files("www", &["js", "mjs"]);
    assert!(!scripts.is_empty(), "the scripts were found");
    let mut broken: Vec<String> = scripts
        .iter()
        .flat_map(|(place, text)| check_script(place, text))
        .collect();
    broken.extend(check_scripts(&scripts));
    assert!(broken.is_empty(), "too much script:\n{}", broken.join("\n"));
}

#[test]
fn the_architecture_tells_the_same() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for room in ROOMS {
        let start = format!("| `{}` |", room.name);
        let row = text.lines().find(|line| line.starts_with(&start));
        let row = row.unwrap_or_else(|| panic!("ARCHITECTURE.md has no row for {}", room.name));
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        assert_eq!(
            cells[3],
            told(room.rooms),
            "rooms that {} may use",
            room.name
        );
        assert_eq!(
            cells[4],
            told(room.crates),
            "crates that {} may use",
            room.name
        );
    }
}

/// A list as the table tells it.
fn told(names: &[&str]) -> String {
    match names {
        [] => "–".to_owned(),
        ["*"] => "all".to_owned(),
        names => names.join(" "),
    }
}
