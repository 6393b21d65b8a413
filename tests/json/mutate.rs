//! Changes a text in one place, so that it is often still nearly JSON.

use std::ops::Range;

use crate::dice::Dice;
use crate::stock::Stock;
use crate::trees;

/// Bytes that mean something to a reader, or are at a border.
const BYTES: &[u8] =
    b"{}[],:\"\\/ \t\n\r0159-+.eEutfn#'\x00\x0b\x0c\x1f\x7f\x80\xc0\xe2\xed\xf0\xf4\xff";

/// What is put in somewhere.
const WORDS: [&[u8]; 40] = [
    b"null",
    b"true",
    b"false",
    b"tru",
    b"nulls",
    b"NaN",
    b"Infinity",
    b"-",
    b"-0",
    b"0123",
    b"1.e1",
    b".5",
    b"+1",
    b"0x1",
    b"1e400",
    b"-1e-400",
    b"1E+",
    b"\"\"",
    b"\"\":",
    b"{}",
    b"[]",
    b"[[",
    b"}}",
    b",",
    b",,",
    b"]]",
    b"\\ud83d\\ude42",
    b"\\ud800",
    b"\\udc00",
    b"\\u0000",
    b"\\u00",
    b"\\",
    b"//",
    b"/**/",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf5\x80\x80\x80",
    b"\r\n",
];

/// One change.
pub(crate) fn mutate(text: &mut Vec<u8>, dice: &mut Dice, stock: &Stock) {
    match dice.below(12) {
        0 => {
            if let Some(at) = place(text, dice) {
                text[at] ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(at) = place(text, dice) {
                text[at] = dice.pick(BYTES);
            }
        }
        2 => {
            let byte = dice.pick(BYTES);
            put(text, dice, &[byte]);
        }
        3 => drop(text.drain(stretch(text, dice))),
        4 => match dice.percent(50) {
            true => text.truncate(dice.below(text.len() + 1)),
            false => drop(text.drain(..dice.below(text.len() + 1))),
        },
        5 => {
            let again = text[stretch(text, dice)].to_vec();
            put(text, dice, &again);
        }
        6 => {
            let word = dice.pick(&WORDS);
            put(text, dice, word);
        }
        7 => {
            let other = stock.text(dice);
            splice(text, dice, &other);
        }
        8 | 9 => swap(text, dice),
        10 => vary(text, dice),
        _ => nest(text, dice),
    }
}

fn place(text: &[u8], dice: &mut Dice) -> Option<usize> {
    (!text.is_empty()).then(|| dice.below(text.len()))
}

/// A few bytes somewhere.
fn stretch(text: &[u8], dice: &mut Dice) -> Range<usize> {
    let start = dice.below(text.len() + 1);
    let most = dice.pick(&[2, 8, 64]);
    start..(start + dice.below(most)).min(text.len())
}

fn put(text: &mut Vec<u8>, dice: &mut Dice, bytes: &[u8]) {
    let at = dice.below(text.len() + 1);
    text.splice(at..at, bytes.iter().copied());
}

/// Goes on somewhere in another text.
fn splice(text: &mut Vec<u8>, dice: &mut Dice, other: &[u8]) {
    text.truncate(dice.below(text.len() + 1));
    text.extend(&other[dice.below(other.len() + 1)..]);
}

/// Texts, numbers, words and marks, one after the other.
fn tokens(text: &[u8]) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    while at < text.len() {
        let rest = &text[at..];
        let length = match rest[0] {
            b'"' => {
                let mut escaped = false;
                let end = rest[1..].iter().position(|&byte| {
                    let ends = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    ends
                });
                end.map_or(rest.len(), |end| end + 2)
            }
            byte if plain(&byte) => rest.iter().take_while(|byte| plain(byte)).count(),
            _ => 1,
        };
        tokens.push(at..at + length);
        at += length;
    }
    tokens
}

/// Two tokens change places, or one takes the place of another.
fn swap(text: &mut Vec<u8>, dice: &mut Dice) {
    let tokens = tokens(text);
    if tokens.len() < 2 {
        return;
    }
    let mut both = [dice.below(tokens.len()), dice.below(tokens.len())];
    both.sort_unstable();
    let [first, second] = both.map(|token| tokens[token].clone());
    let [one, other] = [first.clone(), second.clone()].map(|token| text[token].to_vec());
    if first != second {
        text.splice(second, one);
        if dice.percent(60) {
            text.splice(first, other);
        }
    }
}

/// A number, an escape or a whole value is written otherwise.
fn vary(text: &mut Vec<u8>, dice: &mut Dice) {
    let tokens = tokens(text);
    let starts = |token: &Range<usize>, with: &[u8]| with.contains(&text[token.start]);
    let (wanted, new) = match dice.below(3) {
        0 => (&b"-0123456789"[..], trees::number(dice)),
        1 => (&b"\""[..], trees::escape(dice)),
        _ => (&b"-0123456789\"tfn"[..], trees::text(dice, 2)),
    };
    let mut fit: Vec<Range<usize>> = tokens
        .into_iter()
        .filter(|token| starts(token, wanted))
        .collect();
    dice.shuffle(&mut fit);
    let Some(mut token) = fit.pop() else {
        return;
    };
    if wanted == b"\"" {
        let inside = token.start + 1 + dice.below(token.len().saturating_sub(1).max(1));
        token = inside..inside;
    }
    text.splice(token, new.into_bytes());
}

/// Something is put within so many brackets, few or about as many as can be.
fn nest(text: &mut Vec<u8>, dice: &mut Dice) {
    let tokens = tokens(text);
    if tokens.is_empty() {
        return;
    }
    let token = tokens[dice.below(tokens.len())].clone();
    let levels = match dice.percent(80) {
        true => 1 + dice.below(3),
        false => 118 + dice.below(12),
    };
    let (open, close) = match dice.percent(50) {
        true => (&b"["[..], &b"]"[..]),
        false => (&b"{\"\":"[..], &b"}"[..]),
    };
    let within = text[token.clone()].to_vec();
    text.splice(
        token,
        [open.repeat(levels), within, close.repeat(levels)].concat(),
    );
}
