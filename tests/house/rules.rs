//! The rules and what they find broken, each as a sentence with its place.

use crate::source::{code_only, crate_lines, line_of, named_after, without_tests};

/// A larger file holds more than one thing.
const LONGEST_SOURCE: usize = 500;
/// The host page's script only loads, wires and passes on.
const LONGEST_SCRIPT: usize = 200;
/// All of it together.
const ALL_SCRIPTS: usize = 950;

/// A row of the table; `*` allows everything.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) rooms: &'static [&'static str],
    pub(crate) crates: &'static [&'static str],
}

/// The table, and the outside crates there are.
pub(crate) struct House {
    rooms: &'static [Room],
    common: &'static [&'static str],
    outside: Vec<String>,
}

impl House {
    pub(crate) fn new(
        rooms: &'static [Room],
        common: &'static [&'static str],
        manifest: &str,
    ) -> House {
        House {
            rooms,
            common,
            outside: dependencies(manifest),
        }
    }
}

/// The names by which the code knows its dependencies.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut listed = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            listed = section.trim_end_matches(']').ends_with("dependencies");
        } else if let Some((name, _)) = line.split_once('=').filter(|_| listed) {
            let name = name.trim().replace('-', "_");
            // The one package whose library is called otherwise.
            names.push(if name == "tz_rs" {
                "tz".to_owned()
            } else {
                name
            });
        }
    }
    names
}

/// What is wrong with one file under `src/`.
pub(crate) fn check_rust(house: &House, place: &str, text: &str) -> Vec<String> {
    let code = code_only(text);
    let mut broken = check_manners(place, text, &code);
    if place == "lib.rs" {
        return broken;
    }
    let name = place.split(['/', '.']).next().unwrap_or_default();
    let Some(room) = house.rooms.iter().find(|room| room.name == name) else {
        broken.push(format!("{place}: there is no room {name} in the table"));
        return broken;
    };
    if place.ends_with("tests.rs") {
        return broken;
    }
    let code = without_tests(&code);
    for (at, _) in code.match_indices("super::") {
        let line = line_of(&code, at);
        broken.push(format!(
            "{place}:{line}: write crate::{name}::… instead of super::…"
        ));
    }
    broken.extend(check_rooms(house, room, place, &code));
    broken.extend(check_crates(house, room, place, &code));
    broken
}

/// What holds for every file, tests included.
fn check_manners(place: &str, text: &str, code: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if !text.starts_with("//!") && !text.starts_with("#![doc = include_str!(") {
        broken.push(format!(
            "{place}:1: begin with //! and say why this file is there"
        ));
    }
    let lines = text.lines().count();
    if lines >= LONGEST_SOURCE {
        broken.push(format!(
            "{place}: {lines} lines are too many, {LONGEST_SOURCE} is the limit"
        ));
    }
    for (at, _) in code.match_indices("::*") {
        broken.push(format!(
            "{place}:{}: name what you import, no glob",
            line_of(code, at)
        ));
    }
    for (at, _) in code.match_indices("super::super") {
        broken.push(format!("{place}:{}: no super::super", line_of(code, at)));
    }
    broken
}

fn check_rooms(house: &House, room: &Room, place: &str, code: &str) -> Vec<String> {
    let mut broken = Vec::new();
    for start in ["crate::", "chatgauge::"] {
        for (line, used) in named_after(code, start) {
            if used == room.name || room.rooms == ["*"] {
                continue;
            }
            if !house.rooms.iter().any(|room| room.name == used) {
                broken.push(format!(
                    "{place}:{line}: name the room that {start}{used} is from"
                ));
            } else if !room.rooms.contains(&used.as_str()) {
                broken.push(format!("{place}:{line}: {} may not use {used}", room.name));
            }
        }
    }
    broken
}

fn check_crates(house: &House, room: &Room, place: &str, code: &str) -> Vec<String> {
    let mut broken = Vec::new();
    if room.crates == ["*"] {
        return broken;
    }
    for outside in &house.outside {
        let allowed = |list: &[&str]| list.contains(&outside.as_str());
        if allowed(house.common) || allowed(room.crates) {
            continue;
        }
        for line in crate_lines(code, outside) {
            broken.push(format!(
                "{place}:{line}: {} may not use the crate {outside}",
                room.name
            ));
        }
    }
    broken
}

/// What is wrong with the crate root: it names rooms and re-exports, no more.
pub(crate) fn check_root(rooms: &[Room], text: &str) -> Vec<String> {
    let code = code_only(text);
    let mut broken = Vec::new();
    for (at, line) in code
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with("#[cfg"))
    {
        let words: Vec<&str> = line
            .split([' ', ';'])
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            ["pub", "mod", room] if !rooms.iter().any(|known| known.name == *room) => {
                broken.push(format!("lib.rs:{}: {room} is not in the table", at + 1));
            }
            [
                "fn" | "struct" | "enum" | "impl" | "const" | "static" | "trait",
                ..,
            ]
            | [
                "pub",
                "fn" | "struct" | "enum" | "const" | "static" | "trait",
                ..,
            ] => {
                broken.push(format!("lib.rs:{}: put this in a room", at + 1));
            }
            _ => {}
        }
    }
    broken
}

/// What is wrong with one script under `www/`.
pub(crate) fn check_script(place: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > LONGEST_SCRIPT)
        .then(|| format!("{place}: {lines} lines are too many, {LONGEST_SCRIPT} is the limit"))
}

/// What is wrong with all of them together.
pub(crate) fn check_scripts(scripts: &[(String, String)]) -> Option<String> {
    let lines: usize = scripts.iter().map(|(_, text)| text.lines().count()).sum();
    (lines > ALL_SCRIPTS)
        .then(|| format!("www: {lines} lines of script are too many, {ALL_SCRIPTS} is the limit"))
}

#[cfg(test)]
mod tests {
    use super::{House, Room, check_root, check_rust, check_script, check_scripts};

    const ROOMS: &[Room] = &[
        Room {
            name: "base",
            rooms: &[],
            crates: &[],
        },
        Room {
            name: "draw",
            rooms: &["base"],
            crates: &["plotters"],
        },
        Room {
            name: "main",
            rooms: &["*"],
            crates: &["*"],
        },
    ];
    const MANIFEST: &str = "[package]\nname = \"x\"\n[dependencies]\nchrono = \"1\"\nplotters = \"1\"\n\
        tz-rs = \"1\"\n[target.'cfg(x)'.dependencies]\nweb-sys = \"1\"\n[lints]\nworkspace = true\n";

    /// What is wrong with this code in this place.
    fn broken(place: &str, code: &str) -> Vec<String> {
        let house = House::new(ROOMS, &["chrono"], MANIFEST);
        check_rust(&house, place, &format!("//! Why.\n{code}"))
    }

    fn breaks(place: &str, code: &str, sentence: &str) {
        assert_eq!(
            broken(place, code),
            [format!("{place}{sentence}")],
            "{code}"
        );
    }

    #[test]
    fn the_dependencies_are_read_from_the_manifest() {
        let house = House::new(ROOMS, &[], MANIFEST);
        assert_eq!(house.outside, ["chrono", "plotters", "tz", "web_sys"]);
    }

    #[test]
    fn what_the_table_allows_passes() {
        for (place, code) in [
            (
                "draw/mod.rs",
                "use crate::base::Period;\nuse crate::draw::paint;",
            ),
            (
                "draw/card.rs",
                "use plotters::prelude::Text;\nuse chrono::NaiveDate;",
            ),
            ("main.rs", "use chatgauge::draw; use tz::TimeZone;"),
            (
                "base/mod.rs",
                "/// See [`crate::draw`], and `web_sys::Node`.\nmod a;",
            ),
            ("base/mod.rs", "const A: &str = \"crate::draw\";"),
            (
                "base/mod.rs",
                "#[cfg(test)]\nmod tests { use super::A; use crate::draw::B; }",
            ),
            ("base/tests.rs", "use crate::draw::B;"),
        ] {
            assert_eq!(broken(place, code), Vec::<String>::new(), "{code}");
        }
    }

    #[test]
    fn a_room_that_uses_what_it_may_not_is_found() {
        breaks(
            "base/a.rs",
            "use crate::draw::B;",
            ":2: base may not use draw",
        );
        breaks(
            "base/a.rs",
            "use crate::{base::A, draw::B};",
            ":2: base may not use draw",
        );
        breaks(
            "base/a.rs",
            "\nfn f() { crate::draw::b() }",
            ":3: base may not use draw",
        );
        breaks(
            "base.rs",
            "use chatgauge::draw;",
            ":2: base may not use draw",
        );
        breaks(
            "draw/a.rs",
            "use crate::Engine;",
            ":2: name the room that crate::Engine is from",
        );
        breaks("attic/a.rs", "", ": there is no room attic in the table");
    }

    #[test]
    fn an_outside_crate_in_the_wrong_room_is_found() {
        breaks(
            "draw/a.rs",
            "fn f(n: web_sys::Node) {}",
            ":2: draw may not use the crate web_sys",
        );
        breaks(
            "base/a.rs",
            "use plotters::style;",
            ":2: base may not use the crate plotters",
        );
        breaks(
            "base/a.rs",
            "use tz::{TimeZone};",
            ":2: base may not use the crate tz",
        );
        breaks(
            "base/a.rs",
            "use plotters;",
            ":2: base may not use the crate plotters",
        );
        breaks(
            "base/a.rs",
            "use web_sys as w;",
            ":2: base may not use the crate web_sys",
        );
        breaks(
            "base/a.rs",
            "fn f() { ::tz::now() }",
            ":2: base may not use the crate tz",
        );
        let own = "use crate::base::tz::A;\nfn f(my_tz: tz) { A::tz::<B>() }";
        assert_eq!(broken("base/a.rs", own), Vec::<String>::new());
    }

    #[test]
    fn bad_manners_are_found() {
        breaks(
            "main.rs",
            "use chatgauge::base::*;",
            ":2: name what you import, no glob",
        );
        breaks(
            "base/a.rs",
            "#[cfg(test)]\nmod tests { use super::*; }",
            ":3: name what you import, no glob",
        );
        breaks(
            "base/a.rs",
            "use super::A;",
            ":2: write crate::base::… instead of super::…",
        );
        breaks(
            "base/tests.rs",
            "use super::super::A;",
            ":2: no super::super",
        );
        let house = House::new(ROOMS, &[], "");
        let bare = check_rust(&house, "base/a.rs", "mod a;\n");
        assert_eq!(
            bare,
            ["base/a.rs:1: begin with //! and say why this file is there"]
        );
        breaks(
            "base/a.rs",
            &"\n".repeat(499),
            ": 500 lines are too many, 500 is the limit",
        );
        assert_eq!(broken("base/a.rs", &"\n".repeat(498)), Vec::<String>::new());
    }

    #[test]
    fn the_root_holds_no_code() {
        assert_eq!(
            check_root(ROOMS, "pub mod base;\npub use base::A;\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            check_root(ROOMS, "pub mod attic;"),
            ["lib.rs:1: attic is not in the table"]
        );
        assert_eq!(
            check_root(ROOMS, "\npub fn f() {}"),
            ["lib.rs:2: put this in a room"]
        );
    }

    #[test]
    fn too_much_script_is_found() {
        let script = |lines: usize| ("a.js".to_owned(), "x\n".repeat(lines));
        assert_eq!(check_script("a.js", &script(200).1), None);
        assert!(check_script("a.js", &script(201).1).is_some());
        assert_eq!(
            check_scripts(&[script(200), script(200), script(300), script(250)]),
            None
        );
        assert!(check_scripts(&[script(200), script(200), script(300), script(251)]).is_some());
    }
}
