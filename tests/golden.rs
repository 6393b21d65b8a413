//! How cards and charts look: each case against its golden SVG, with half a
//! pixel of tolerance; and what tables say, each against its text.
//! `UPDATE_GOLDEN=1` writes them anew; look at them before committing.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use chatgauge::draw::svg;
use chatgauge::view::ledger::{Cell, Tone};
use chatgauge::view::picture::{Area, Corners, Target};
use chatgauge::view::{Color, Ledger, Mark, Picture, ledger};

/// Half a CSS pixel, in the units of the document.
const TOLERANCE: f64 = 5.0;
/// Around small pictures.
const GAP: f32 = 12.0;
/// So that a reviewer can read what changed. A heatmap has 168 rounded cells.
const LARGEST: usize = 28 * 1024;

#[test]
fn pictures_look_as_they_did() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut failed = Vec::new();
    for case in support::cases() {
        let path = support::folder().join(format!("{}.svg", case.name));
        let drawn = svg(&case.picture(), "sans-serif");
        assert!(
            drawn.len() <= LARGEST,
            "{}: {} bytes",
            case.name,
            drawn.len()
        );
        if update {
            fs::write(&path, &drawn).unwrap();
            continue;
        }
        let golden = fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("{} is missing: UPDATE_GOLDEN=1", path.display()));
        if let Some(difference) = first_difference(&golden, &drawn) {
            failed.push(format!("{}: {difference}", case.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn no_golden_file_is_left_over() {
    let names: Vec<String> = support::cases().into_iter().map(|case| case.name).collect();
    for entry in fs::read_dir(support::folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "svg") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(names.contains(&name), "{name}.svg has no case");
        }
    }
}

#[test]
fn tables_say_what_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut failed = Vec::new();
    let cases = support::cases_of(&folder);
    assert!(!cases.is_empty());
    for case in cases {
        let path = folder.join(format!("{}.txt", case.name));
        let told = case.on_scene(|scene| ledger(&case.figure, scene)).unwrap();
        let written = written(&told);
        for line in told.groups.iter().flat_map(|group| &group.lines) {
            assert_eq!(line.cells.len(), told.columns.len(), "{}", case.name);
        }
        if update {
            fs::write(&path, &written).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != written {
            failed.push(format!("{}:\n{written}", case.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What stands in cells as a picture, a line each, in one.
#[test]
fn small_pictures_look_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledgers");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut failed = Vec::new();
    for case in support::cases_of(&folder) {
        let told = case.on_scene(|scene| ledger(&case.figure, scene)).unwrap();
        let whole = in_one(&told, case.theme().surface);
        if whole.height == 0.0 {
            continue;
        }
        let (path, drawn) = (
            folder.join(format!("{}.svg", case.name)),
            svg(&whole, "sans-serif"),
        );
        assert!(drawn.len() <= LARGEST, "{}: {}", case.name, drawn.len());
        if update {
            fs::write(&path, &drawn).unwrap();
            continue;
        }
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if let Some(difference) = first_difference(&golden, &drawn) {
            failed.push(format!("{}: {difference}", case.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn in_one(told: &Ledger, ground: Color) -> Picture {
    let mut whole = Picture::default();
    for line in told.groups.iter().flat_map(|group| &group.lines) {
        let (mut x, mut height) = (0.0, 0.0_f32);
        for picture in line.cells.iter().filter_map(|cell| cell.picture.as_ref()) {
            let at = (x + GAP, whole.height + GAP);
            let marks = picture.marks.iter();
            whole
                .marks
                .extend(marks.map(|mark| moved(mark.clone(), at)));
            x += picture.width + GAP;
            height = height.max(picture.height + GAP);
        }
        whole.height += height;
        whole.width = whole.width.max(x + GAP);
    }
    let ground = Mark::Rect {
        area: Area::new(0.0, 0.0, whole.width, whole.height + GAP),
        radius: 0.0,
        corners: Corners::Sharp,
        fill: ground,
    };
    whole.marks.insert(0, ground);
    whole.height += if whole.height > 0.0 { GAP } else { 0.0 };
    whole
}

fn moved(mut mark: Mark, (right, down): (f32, f32)) -> Mark {
    match &mut mark {
        Mark::Rect { area, .. } => {
            area.x += right;
            area.y += down;
        }
        Mark::Line { points, .. } | Mark::Polygon { points, .. } => {
            for (x, y) in points {
                *x += right;
                *y += down;
            }
        }
        Mark::Text { x, y, .. } => {
            *x += right;
            *y += down;
        }
    }
    mark
}

/// A line each, cells between bars: what a cell opens is underlined with its
/// target, its tone and note stand behind it.
fn written(told: &Ledger) -> String {
    let mut out = String::new();
    let titles: Vec<&str> = told.columns.iter().map(|column| &*column.title).collect();
    writeln!(out, "{}", titles.join(" | ")).unwrap();
    for group in &told.groups {
        if !group.title.is_empty() {
            writeln!(out, "## {}", group.title).unwrap();
        }
        for line in &group.lines {
            let cells: Vec<String> = line.cells.iter().map(cell).collect();
            let whole = if line.whole { "* " } else { "" };
            writeln!(out, "{whole}{}", cells.join(" | ")).unwrap();
        }
    }
    for slider in &told.sliders {
        writeln!(out, "<slider> {slider:?}").unwrap();
    }
    if let Some(all) = &told.all {
        writeln!(out, "{}", cell(all)).unwrap();
    }
    for named in &told.names {
        writeln!(out, "<name> {named:?}").unwrap();
    }
    let first: usize = told.at_first().iter().sum();
    writeln!(out, "{first} at first. {}", told.note).unwrap();
    out
}

fn cell(cell: &Cell) -> String {
    let mut out = cell.text.clone();
    let tone = match cell.tone {
        Tone::Plain => "",
        Tone::Good => " (good)",
        Tone::Mind => " (mind)",
        Tone::Bad => " (bad)",
        Tone::Faint => " (faint)",
    };
    out.push_str(tone);
    if !cell.note.is_empty() {
        write!(out, " [{}]", cell.note).unwrap();
    }
    if let Some(act) = &cell.act {
        write!(out, " <{}: {}>", act.key, act.label).unwrap();
    }
    if cell.about.is_some() {
        out.push_str(" ⓘ");
    }
    if cell.picture.is_some() {
        out.push_str(" <picture>");
    }
    if let Some(target) = &cell.target {
        write!(out, " -> {}", told_of(target)).unwrap();
    }
    out
}

/// What a cell opens: of a listing only what makes it another one.
fn told_of(target: &Target) -> String {
    let Target::Listing(listing) = target else {
        return format!("{target:?}");
    };
    let behind = listing.behind.iter();
    let behind = behind.map(|behind| format!("{} {:?}", behind.metric, behind.side));
    let filters = listing.query.filters.iter();
    let filters = filters.map(|(key, values)| format!("{key}={}", values.join(",")));
    behind.chain(filters).collect::<Vec<String>>().join(" ")
}

/// The first line that differs by more than the tolerance.
fn first_difference(golden: &str, drawn: &str) -> Option<String> {
    let (mut expected, mut found) = (golden.lines(), drawn.lines());
    loop {
        match (expected.next(), found.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if alike(one, other) => {}
            (one, other) => return Some(format!("\n  {one:?}\n  {other:?}")),
        }
    }
}

fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (pieces(one), pieces(other));
    one.len() == other.len()
        && one.iter().zip(&other).all(|pair| match pair {
            (Piece::Number(one), Piece::Number(other)) => (one - other).abs() <= TOLERANCE,
            (Piece::Text(one), Piece::Text(other)) => one == other,
            _ => false,
        })
}

enum Piece<'a> {
    Number(f64),
    Text(&'a str),
}

/// A line as texts and the coordinates between them. Only plain digits
/// between quotes, commas and spaces are coordinates; a colour is text.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    line.split_inclusive(['"', ',', ' '])
        .map(|piece| {
            let digits = piece.trim_end_matches(['"', ',', ' ']);
            digits.parse().map_or(Piece::Text(piece), Piece::Number)
        })
        .collect()
}

#[test]
fn the_comparison_knows_half_a_pixel() {
    let line = |x: f64, fill: &str| format!("<rect x=\"{x}\" y=\"10\" fill=\"{fill}\"/>");
    assert!(alike(&line(100.0, "#000000"), &line(104.0, "#000000")));
    assert!(!alike(&line(100.0, "#000000"), &line(106.0, "#000000")));
    assert!(!alike(&line(100.0, "#000000"), &line(100.0, "#000001")));
}
