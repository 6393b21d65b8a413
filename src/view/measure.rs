//! How wide a text is. The browser asks its canvas; elsewhere a table of
//! glyph widths has to do.

use crate::view::picture::Weight;

/// Knows how wide texts come out in the font they are painted with.
pub trait Measure {
    /// The width of one line in CSS pixels at a font size in CSS pixels.
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32;
}

/// Widths of a wide sans serif, so that what fits here fits in any of the
/// fonts a page is likely to have.
#[derive(Clone, Copy, Debug, Default)]
pub struct Approximate;

impl Measure for Approximate {
    fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        let ems: u32 = text.chars().map(hundredths).sum();
        let heavier = match weight {
            Weight::Regular => 1.0,
            Weight::Semibold => 1.1,
        };
        ems as f32 / 100.0 * size * heavier
    }
}

/// Advance widths of the printable ASCII characters in hundredths of an em.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
    100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
    60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
    50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61,
    63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// One character's advance width in hundredths of an em.
fn hundredths(character: char) -> u32 {
    match u32::from(character) {
        code @ 0x20..=0x7e => u32::from(ASCII[code as usize - 0x20]),
        0x00..=0x1f | 0x7f => 0,
        0xa0 | 0xb7 => 32,
        0xc0..=0xdf => 72,
        0xe0..=0x24f => 62,
        0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x400..=0x42f => 78,
        0x430..=0x45f => 70,
        0x590..=0x6ff => 60,
        0x2009 | 0x202f => 20,
        0x2013 => 50,
        0x2212 | 0x2264 | 0x2265 => 84,
        0x20a0..=0x20cf => 64,
        0x1100..=0x11ff | 0x2e80..=0x9fff | 0xac00..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xff60 => {
            100
        }
        0x1f000.. => 130,
        0x2000..=0x2bff => 90,
        _ => 80,
    }
}

/// Whether a line must not be cut between the two: they make one sign
/// (accent on a letter, parts of an emoji, two halves of a flag).
fn belong_together(before: char, after: char) -> bool {
    let joins = |character: char| {
        matches!(u32::from(character),
            0x300..=0x36f | 0x200d | 0xfe00..=0xfe0f | 0x1f3fb..=0x1f3ff | 0x20d0..=0x20ff)
    };
    let flag = |character: char| matches!(u32::from(character), 0x1f1e6..=0x1f1ff);
    joins(after) || before == '\u{200d}' || (flag(before) && flag(after))
}

/// The text if it is at most `room` wide, else as much of its beginning as
/// fits with an ellipsis; empty where not even that fits.
pub fn fitted(measure: &dyn Measure, text: &str, size: f32, weight: Weight, room: f32) -> String {
    // Line breaks and tabs would come out as gaps or boxes.
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A name of kilobytes is not worth measuring whole.
    let longest = (room / size * 8.0).max(0.0) as usize + 8;
    let cuts = cut_places(&line, longest);
    let whole = cuts.last() == Some(&line.len());
    if whole && measure.width(&line, size, weight) <= room {
        return line;
    }
    let cut = |index: usize| format!("{}…", line[..cuts[index]].trim_end());
    let fits = |index: usize| measure.width(&cut(index), size, weight) <= room;
    // Widths grow with length, so the longest that fits is found by halving.
    let (mut low, mut high) = (0, cuts.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if fits(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    match low {
        0 => String::new(),
        fitting => cut(fitting - 1),
    }
}

/// Byte offsets after which a line may be cut, its end among them where it
/// has no more than `most` characters.
fn cut_places(line: &str, most: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let mut characters = line.char_indices().take(most).peekable();
    while let Some((at, character)) = characters.next() {
        let together = characters
            .peek()
            .is_some_and(|(_, next)| belong_together(character, *next));
        if !together {
            places.push(at + character.len_utf8());
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use crate::view::measure::{Approximate, Measure, fitted};
    use crate::view::picture::Weight;

    fn fit(text: &str, room: f32) -> String {
        fitted(&Approximate, text, 13.0, Weight::Regular, room)
    }

    #[test]
    fn leaves_what_fits() {
        assert_eq!(fit("Web", 80.0), "Web");
        assert_eq!(fit("line\nbreak", 200.0), "line break");
    }

    #[test]
    fn cuts_with_an_ellipsis_inside_the_room() {
        let long = "A channel with a very long name ".repeat(10);
        let cut = fit(&long, 88.0);
        assert!(cut.ends_with('…') && cut.starts_with("A ch"), "{cut}");
        assert!(Approximate.width(&cut, 13.0, Weight::Regular) <= 88.0);
        assert_eq!(fit(&long, 2.0), "");
    }

    #[test]
    fn never_cuts_through_a_sign() {
        let family = "👨\u{200d}👩\u{200d}👧".repeat(9);
        for room in 20..200 {
            let cut = fit(&family, room as f32);
            assert!(!cut.trim_end_matches('…').ends_with('\u{200d}'), "{cut}");
        }
        let accents = "e\u{301}".repeat(40);
        let cut = fit(&accents, 60.0);
        assert!(cut.trim_end_matches('…').ends_with('\u{301}'), "{cut}");
    }
}
