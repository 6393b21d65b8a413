//! What files are called in addresses.

use std::fmt::Write;
use std::path::Path;

/// The name of a file without its folder.
pub(super) fn relative(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A name as one part of an address.
pub(super) fn encoded(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            true => text.push(byte.into()),
            // Nothing that is written into a text can fail.
            false => drop(write!(text, "%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn names_are_one_part_of_an_address() {
        assert_eq!(encoded("may 2026.ndjson"), "may%202026.ndjson");
        assert_eq!(encoded("../å?#"), "..%2F%C3%A5%3F%23");
    }
}
