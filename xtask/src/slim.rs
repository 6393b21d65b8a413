//! Takes out of the bindings what nobody reads who only runs them.

use std::collections::HashMap;
use std::path::Path;

use crate::command::Outcome;
use crate::files;
use crate::sections::{self, EXPORTS, IMPORTS, Source, push_counted, push_number};

/// What the one module is called that the wasm imports from.
const MODULE: &str = "js";

/// Numbers the names that script and wasm have for each other, and leaves
/// comments and indentation out of the script.
pub(crate) fn slim(script: &Path, wasm: &Path) -> Outcome {
    let text = String::from_utf8_lossy(&files::read(script)?).into_owned();
    let (module, short) = rename(&files::read(wasm)?)?;
    files::write(wasm, &module)?;
    let long = script
        .with_extension("")
        .file_name()
        .map_or_else(String::new, |name| {
            format!("./{}_bg.js", name.to_string_lossy())
        });
    let text = text.replace(&long, MODULE);
    files::write(script, words(&without_notes(&text), &short).as_bytes())
}

/// The module with short names for what it imports and exports, and what
/// each long name became. Names that are short stay.
fn rename(module: &[u8]) -> Outcome<(Vec<u8>, HashMap<String, String>)> {
    let mut parts = sections::read(module)?;
    let mut short = HashMap::new();
    let mut shorten = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).into_owned();
        let number = short.len();
        let fresh = || match name.starts_with('_') || name.contains("__") {
            true => format!("${number}"),
            false => name.clone(),
        };
        short.entry(name.clone()).or_insert_with(fresh).clone()
    };
    for number in [IMPORTS, EXPORTS] {
        let section = sections::find(&mut parts, number)?;
        let mut source = Source(&section.bytes);
        let mut bytes = Vec::new();
        let count = source.number()?;
        push_number(&mut bytes, count);
        for _ in 0..count {
            if number == IMPORTS {
                source.counted()?;
                push_counted(&mut bytes, MODULE.as_bytes());
            }
            push_counted(&mut bytes, shorten(source.counted()?).as_bytes());
            let kind = source.byte()?;
            if number == IMPORTS && kind != 0 {
                return Err("The wasm imports what is no function.".to_owned());
            }
            bytes.push(kind);
            push_number(&mut bytes, source.number()?);
        }
        section.bytes = bytes;
    }
    Ok((sections::write(&parts), short))
}

/// The script with other names.
fn words(text: &str, names: &HashMap<String, String>) -> String {
    let is_end = |letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$'));
    text.split_inclusive(is_end)
        .flat_map(|word| {
            let name = word.trim_end_matches(is_end);
            let rest = &word[name.len()..];
            [names.get(name).map_or(name, String::as_str), rest]
        })
        .collect()
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
    use super::{rename, without_notes, words};

    #[test]
    fn script_and_wasm_agree_on_short_names() {
        let module = [
            b"\0asm\x01\0\0\0\x02\x11\x01\x04./js".as_slice(),
            b"\x08__wbg_f_\0\x00\x07\x11\x02\x06memory\x02\0\x04__go\0\x01",
        ];
        let (module, names) = rename(&module.concat()).expect("whole");
        let small = b"\x02\x09\x01\x02js\x02$0\0\0\x07\x0f\x02\x06memory\x02\0\x02$2\0\x01";
        assert_eq!(&module[8..], small.as_slice());
        let script = "__wbg_f_: () => wasm.__go(wasm.memory, __gone)";
        assert_eq!(
            words(script, &names),
            "$0: () => wasm.$2(wasm.memory, __gone)"
        );
    }

    #[test]
    fn code_stays_and_notes_go() {
        let text = "/**\n * Says.\n *\n * @param {any} a\n */\nfunction f(a) {\n    // Why.\n    return a * 2;\n}\n";
        assert_eq!(without_notes(text), "function f(a) {\nreturn a * 2;\n}\n");
    }
}
