//! Takes out of the bindings what nobody reads who only runs them.

use std::path::Path;

use crate::command::Outcome;
use crate::files;

/// How long the hashes are that wasm-bindgen ends its names with.
const HASH: usize = 16;

/// Numbers the names that script and wasm have for each other, and leaves
/// comments and indentation out of the script. A hash is as good as random:
/// each one twice is eight bytes that do not compress.
pub(crate) fn slim(script: &Path, wasm: &Path) -> Outcome {
    let mut text = String::from_utf8_lossy(&files::read(script)?).into_owned();
    let mut bytes = files::read(wasm)?;
    for (number, hash) in hashes(&text).iter().enumerate() {
        // As long as before, so that no length in the wasm changes.
        let name = format!("{number:0HASH$}");
        text = text.replace(hash, &name);
        replace(&mut bytes, hash.as_bytes(), name.as_bytes());
    }
    files::write(wasm, &bytes)?;
    files::write(script, without_notes(&text).as_bytes())
}

/// The different hashes, in the order of the script.
fn hashes(text: &str) -> Vec<String> {
    let is_hash = |word: &&str| {
        let digits = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        // Numbers that wasm-bindgen gave itself begin with zeros.
        word.len() == HASH && word.bytes().all(digits) && !word.starts_with("0000")
    };
    let is_end = |letter: char| !letter.is_ascii_alphanumeric();
    let mut found: Vec<String> = Vec::new();
    for word in text.split(is_end).filter(is_hash) {
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn replace(bytes: &mut [u8], from: &[u8], to: &[u8]) {
    let mut at = 0;
    while at + from.len() <= bytes.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + from.len()].copy_from_slice(to);
            at += from.len();
        } else {
            at += 1;
        }
    }
}

/// The script line by line; its comments have lines of their own.
fn without_notes(text: &str) -> String {
    let is_note = |line: &&str| {
        ["/**", "* ", "*/", "//"]
            .iter()
            .any(|mark| line.starts_with(mark))
    };
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && *line != "*" && !is_note(line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{hashes, replace, without_notes};

    #[test]
    fn names_keep_their_length() {
        let text = "__wbg_new_13de428334042d26: a, _0000000000000001, 13de428334042d26, abc";
        assert_eq!(hashes(text), ["13de428334042d26"]);
        let mut bytes = *b"\x05aabaab";
        replace(&mut bytes, b"aab", b"001");
        assert_eq!(&bytes, b"\x05001001");
    }

    #[test]
    fn code_stays_and_notes_go() {
        let text = "/**\n * Says.\n *\n * @param {any} a\n */\nfunction f(a) {\n    // Why.\n    return a * 2;\n}\n";
        assert_eq!(without_notes(text), "function f(a) {\nreturn a * 2;\n}\n");
    }
}
