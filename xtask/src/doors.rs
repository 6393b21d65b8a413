//! How many functions the modules export for the scripts, against the budget.

use std::path::Path;

use crate::command::Outcome;
use crate::files;
use crate::sections::{self, EXPORTS, Source};

/// Every door is a thing that script and Rust must agree on and that is tested
/// only in a browser. Loading, asking, reading archives and the life of the
/// element have one each for what a script does; what a portal asks of the
/// element has seven, a report one; nothing else has any.
const CEILING: usize = 56;

/// What stands before an export that is a function.
const FUNCTION: u8 = 0;

/// What a door has that is no door but what the bindings need: see `slim`.
const BINDING: char = '$';

/// Tells the doors of all modules of a shipped page, and refuses too many.
pub(crate) fn check(site: &Path) -> Outcome {
    let mut all = 0;
    for file in files::list(site) {
        if file.extension().is_none_or(|ending| ending != "wasm") {
            continue;
        }
        let doors = doors(&files::read(&file)?)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("{:>4} functions for scripts in {name}", doors.len());
        all += doors.len();
    }
    println!("{all:>4} in all, of {CEILING} at most");
    match all <= CEILING {
        true => Ok(()),
        false => Err(format!(
            "The modules export {all} functions for scripts, over the ceiling of {CEILING}; see \
             which ones can be one."
        )),
    }
}

/// The names of the functions that a module exports for scripts.
fn doors(module: &[u8]) -> Outcome<Vec<String>> {
    let mut parts = sections::read(module)?;
    let mut source = Source(&sections::find(&mut parts, EXPORTS)?.bytes);
    let mut doors = Vec::new();
    for _ in 0..source.number()? {
        let name = String::from_utf8_lossy(source.counted()?).into_owned();
        let kind = source.byte()?;
        source.number()?;
        if kind == FUNCTION && !name.starts_with(BINDING) {
            doors.push(name);
        }
    }
    Ok(doors)
}

#[cfg(test)]
mod tests {
    use super::doors;

    #[test]
    fn functions_for_scripts_are_doors() {
        let exports = b"\x07\x18\x04\x06memory\x02\0\x02go\0\0\x02$1\0\x01\x01t\x01\0";
        let module = [b"\0asm\x01\0\0\0".as_slice(), exports].concat();
        assert_eq!(doors(&module), Ok(vec!["go".to_owned()]));
    }
}
