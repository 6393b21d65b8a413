//! Random texts and files by the thousand, and what to tell of the one that
//! goes wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::dice::Dice;
use crate::files;
use crate::mutate::mutate;
use crate::stock::Stock;
use crate::value;

/// So many texts in a normal run, and a tenth as many files.
const CASES: u64 = 12_000;
const TEXTS_FOR_A_FILE: u64 = 10;
/// A whole run has both valid and invalid texts: of each at least so many in
/// a hundred.
const LEAST_SHARE: u64 = 20;

#[test]
fn changed_texts_are_read_as_serde_json_reads_them() {
    let mut valid = 0;
    let cases = fuzz(1, text, |bytes| {
        value::check(bytes)?;
        valid += u64::from(value::read(bytes).is_some());
        Ok(())
    });
    let share = valid * 100 / cases.max(1);
    let both = (LEAST_SHARE..=100 - LEAST_SHARE).contains(&share);
    assert!(both || cases < CASES, "{share} % of the texts are valid");
}

#[test]
fn changed_files_come_to_the_same_in_any_chunks() {
    fuzz(TEXTS_FOR_A_FILE, files::file, files::check);
}

/// A text with up to three changes.
fn text(dice: &mut Dice, stock: &Stock) -> Vec<u8> {
    let mut text = stock.text(dice);
    for _ in 0..dice.below(4) {
        mutate(&mut text, dice, stock);
    }
    text
}

/// Makes and checks one case for each seed; a case weighs as much as so many
/// texts. Gives the number of cases.
fn fuzz(
    weight: u64,
    make: impl Fn(&mut Dice, &Stock) -> Vec<u8>,
    mut check: impl FnMut(&[u8]) -> Result<(), String>,
) -> u64 {
    let stock = Stock::new();
    let first = number("CHATGAUGE_SEED", 1);
    let cases = number("CHATGAUGE_FUZZ", CASES).div_ceil(weight);
    for seed in first..first + cases {
        let bytes = make(&mut Dice::new(seed), &stock);
        let Err(difference) = outcome(&bytes, &mut check) else {
            continue;
        };
        let fewest = shrink(bytes, |bytes| outcome(bytes, &mut check).is_err());
        let now = outcome(&fewest, &mut check).unwrap_err();
        panic!(
            "seed {seed}: {difference}\nwith the fewest bytes: {now}\n{}\n",
            fewest.escape_ascii()
        );
    }
    cases
}

fn number(variable: &str, default: u64) -> u64 {
    let given = std::env::var(variable).ok();
    given.map_or(default, |given| given.parse().unwrap())
}

/// What a check says; a panic is told like any difference.
fn outcome(
    bytes: &[u8],
    check: &mut impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<(), String> {
    let checked = catch_unwind(AssertUnwindSafe(|| check(bytes)));
    checked.unwrap_or_else(|_| Err("it panics".to_owned()))
}

/// Takes bytes away as long as it stays wrong.
fn shrink(mut bytes: Vec<u8>, mut wrong: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut length = bytes.len() / 2;
    let mut before = bytes.len();
    while length > 0 {
        let mut at = 0;
        while at + length <= bytes.len() {
            let fewer = [&bytes[..at], &bytes[at + length..]].concat();
            match wrong(&fewer) {
                true => bytes = fewer,
                false => at += length,
            }
        }
        length /= 2;
        // What was taken away may have been all that held something else.
        if length == 0 && bytes.len() < before {
            (length, before) = (bytes.len() / 2, bytes.len());
        }
    }
    bytes
}

#[test]
fn a_failure_is_told_with_the_fewest_bytes() {
    let wrong = |bytes: &[u8]| bytes.contains(&b'x') && bytes.is_sorted();
    assert_eq!(shrink(b"aaaaabxxxz".to_vec(), wrong), b"x");
    let even = |bytes: &[u8]| bytes.len().is_multiple_of(2) && bytes.contains(&b'x');
    assert_eq!(shrink(b"abxcdefg".to_vec(), even).len(), 2);
}
