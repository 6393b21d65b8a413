//! How cards and charts look: each case against its golden SVG, with half a
//! pixel of tolerance. `UPDATE_GOLDEN=1` writes them anew; look at them
//! before committing.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;

use chatgauge::draw::svg;

/// Half a CSS pixel, in the units of the document.
const TOLERANCE: f64 = 5.0;
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
