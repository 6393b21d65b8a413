//! What is changed at random: real records, whole exports and invented texts.

use std::fs;
use std::path::{Path, PathBuf};

use chatgauge::sample::History;

use crate::dice::Dice;
use crate::trees;

/// Larger ones would be changed too seldom in any one place.
const LARGEST: usize = 4 << 10;

/// Texts to begin with.
pub(crate) struct Stock {
    /// Native events.
    records: Vec<Vec<u8>>,
    /// Exports of all formats, and their lines.
    exports: Vec<Vec<u8>>,
}

impl Stock {
    pub(crate) fn new() -> Stock {
        let mut sample = Vec::new();
        History::new(7, 400).write_ndjson(&mut sample).unwrap();
        let mut exports = Vec::new();
        for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/cases")) {
            let bytes = fs::read(path).unwrap();
            exports.extend(lines(&bytes));
            exports.push(bytes);
        }
        exports.retain(|bytes| bytes.len() <= LARGEST);
        assert!(!exports.is_empty(), "the exports were found");
        Stock {
            records: lines(&sample),
            exports,
        }
    }

    /// A native event.
    pub(crate) fn record(&self, dice: &mut Dice) -> Vec<u8> {
        self.records[dice.below(self.records.len())].clone()
    }

    /// Anything.
    pub(crate) fn text(&self, dice: &mut Dice) -> Vec<u8> {
        match dice.below(10) {
            0..4 => self.record(dice),
            4..6 => self.exports[dice.below(self.exports.len())].clone(),
            _ => trees::text(dice, 5).into_bytes(),
        }
    }
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    let lines = bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec);
    lines.filter(|line| !line.is_empty()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    let inner = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    entries.into_iter().flat_map(inner).collect()
}
