//! The sections of a wasm file, as far as making it small needs them.

use crate::command::Outcome;

/// What stands before the first section.
const HEAD: &[u8] = b"\0asm\x01\0\0\0";

/// Which number stands before which section.
pub(crate) const CUSTOM: u8 = 0;
pub(crate) const IMPORTS: u8 = 2;
pub(crate) const EXPORTS: u8 = 7;
pub(crate) const CODE: u8 = 10;

/// One section: its number and what it holds.
#[derive(Clone)]
pub(crate) struct Section {
    pub(crate) number: u8,
    pub(crate) bytes: Vec<u8>,
}

/// Takes a module apart.
pub(crate) fn read(module: &[u8]) -> Outcome<Vec<Section>> {
    let mut source = Source(module.strip_prefix(HEAD).ok_or("This is not wasm.")?);
    let mut sections = Vec::new();
    while !source.0.is_empty() {
        let number = source.byte()?;
        let bytes = source.counted()?.to_vec();
        sections.push(Section { number, bytes });
    }
    Ok(sections)
}

/// Puts a module together.
pub(crate) fn write(sections: &[Section]) -> Vec<u8> {
    let mut module = HEAD.to_vec();
    for section in sections {
        module.push(section.number);
        push_counted(&mut module, &section.bytes);
    }
    module
}

/// The section of that number, if the module has one.
pub(crate) fn find(sections: &mut [Section], number: u8) -> Outcome<&mut Section> {
    let found = sections.iter_mut().find(|one| one.number == number);
    found.ok_or_else(|| format!("The wasm has no section {number}."))
}

/// Bytes still to be read.
pub(crate) struct Source<'a>(pub(crate) &'a [u8]);

impl<'a> Source<'a> {
    pub(crate) fn byte(&mut self) -> Outcome<u8> {
        let (first, rest) = self.0.split_first().ok_or("The wasm ends too early.")?;
        self.0 = rest;
        Ok(*first)
    }

    /// A number, seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self) -> Outcome<usize> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(number);
            }
        }
        Err("A number in the wasm is too long.".to_owned())
    }

    /// Bytes that stand behind their count: a name, a function.
    pub(crate) fn counted(&mut self) -> Outcome<&'a [u8]> {
        let count = self.number()?;
        let (bytes, rest) = self
            .0
            .split_at_checked(count)
            .ok_or("The wasm ends too early.")?;
        self.0 = rest;
        Ok(bytes)
    }
}

pub(crate) fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push((number & 127) as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub(crate) fn push_counted(bytes: &mut Vec<u8>, counted: &[u8]) {
    push_number(bytes, counted.len());
    bytes.extend_from_slice(counted);
}

#[cfg(test)]
mod tests {
    use super::{HEAD, Source, push_number, read, write};

    #[test]
    fn numbers_come_back() {
        for number in [0, 127, 128, 300, 16_384, 1_048_576] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(Source(&bytes).number(), Ok(number));
        }
        assert!(Source(&[255; 6]).number().is_err());
    }

    #[test]
    fn a_module_comes_back() {
        let module = [HEAD, b"\x01\x02ab\x0a\x01c"].concat();
        let sections = read(&module).expect("whole");
        assert_eq!(sections.len(), 2);
        assert_eq!(write(&sections), module);
        assert!(read(&module[..module.len() - 1]).is_err());
        assert!(read(b"<html>").is_err());
    }
}
