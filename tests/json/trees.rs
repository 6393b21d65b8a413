//! Invented JSON texts: every way to write every kind of value.

use crate::dice::Dice;

const BLANKS: [&str; 5] = [" ", "\n", "\r", "\t", "  "];

const KEYS: [&str; 9] = [
    "",
    "a",
    "b",
    "ts",
    "type",
    "text",
    "\\u0061",
    "conversation_id",
    "attributes",
];

const CHARACTERS: [&str; 16] = [
    "a",
    "0",
    " ",
    "/",
    "'",
    "[",
    "}",
    ",",
    ":",
    "\u{7f}",
    "\u{80}",
    "é",
    "\u{2028}",
    "\u{fffe}",
    "🙂",
    "\u{10ffff}",
];

/// A text of a value that nests so deep at most.
pub(crate) fn text(dice: &mut Dice, depth: usize) -> String {
    let mut out = String::new();
    write(dice, depth, &mut out);
    out
}

fn write(dice: &mut Dice, depth: usize, out: &mut String) {
    blank(dice, out);
    match dice.below(if depth == 0 { 4 } else { 7 }) {
        0 => out.push_str(dice.pick(&["null", "true", "false"])),
        1 => out.push_str(&number(dice)),
        2 | 3 => quoted(dice, out),
        4 => series(dice, ["[", "]"], out, |dice, out| {
            write(dice, depth - 1, out)
        }),
        _ => series(dice, ["{", "}"], out, |dice, out| {
            blank(dice, out);
            match dice.percent(70) {
                true => {
                    out.push('"');
                    out.push_str(dice.pick(&KEYS));
                    out.push('"');
                }
                false => quoted(dice, out),
            }
            blank(dice, out);
            out.push(':');
            write(dice, depth - 1, out);
        }),
    }
    blank(dice, out);
}

fn series(
    dice: &mut Dice,
    [open, close]: [&str; 2],
    out: &mut String,
    mut each: impl FnMut(&mut Dice, &mut String),
) {
    out.push_str(open);
    for number in 0..dice.below(5) {
        if number > 0 {
            out.push(',');
        }
        each(dice, out);
    }
    if out.ends_with(open) {
        blank(dice, out);
    }
    out.push_str(close);
}

fn blank(dice: &mut Dice, out: &mut String) {
    if dice.percent(12) {
        out.push_str(dice.pick(&BLANKS));
    }
}

/// A number, valid and seldom too large for a `f64`.
pub(crate) fn number(dice: &mut Dice) -> String {
    let mut number = String::new();
    if dice.percent(30) {
        number.push('-');
    }
    match dice.below(10) {
        0 => number.push('0'),
        1 => number.push_str(&dice.next().to_string()),
        2 => digits(dice, 40, &mut number),
        3 => digits(dice, 330, &mut number),
        _ => number.push_str(&dice.below(3_000).to_string()),
    }
    if dice.percent(30) {
        number.push('.');
        let most = dice.pick(&[3, 18, 400]);
        digits(dice, most, &mut number);
    }
    if dice.percent(30) {
        number.push_str(dice.pick(&["e", "E"]));
        number.push_str(dice.pick(&["", "+", "-"]));
        let most = dice.pick(&[20, 290, 330, 100_000]);
        number.push_str(&dice.below(most).to_string());
    }
    number
}

/// At least one, the first not 0.
fn digits(dice: &mut Dice, most: usize, out: &mut String) {
    out.push(char::from(b'1' + dice.below(9) as u8));
    for _ in 0..dice.below(most) {
        out.push(char::from(b'0' + dice.below(10) as u8));
    }
}

fn quoted(dice: &mut Dice, out: &mut String) {
    out.push('"');
    for _ in 0..dice.below(8) {
        match dice.percent(25) {
            true => out.push_str(&escape(dice)),
            false => out.push_str(dice.pick(&CHARACTERS)),
        }
    }
    out.push('"');
}

/// An escape, valid and seldom half a character.
pub(crate) fn escape(dice: &mut Dice) -> String {
    let unit = |unit: usize, dice: &mut Dice| match dice.percent(50) {
        true => format!("\\u{unit:04x}"),
        false => format!("\\u{unit:04X}"),
    };
    match dice.below(40) {
        0..20 => format!(
            "\\{}",
            dice.pick(&["\"", "\\", "/", "b", "f", "n", "r", "t"])
        ),
        20 => unit(0xd800 + dice.below(0x800), dice),
        21..30 => {
            let high = unit(0xd800 + dice.below(0x400), dice);
            high + &unit(0xdc00 + dice.below(0x400), dice)
        }
        30..35 => unit(dice.below(0x100), dice),
        _ => unit(dice.below(0xd800), dice),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::text;
    use crate::dice::Dice;

    #[test]
    fn nearly_all_texts_are_valid() {
        let mut dice = Dice::new(1);
        let valid = (0..500).filter(|_| serde_json::from_str::<Value>(&text(&mut dice, 4)).is_ok());
        let valid = valid.count();
        assert!((400..500).contains(&valid), "{valid} of 500");
    }
}
