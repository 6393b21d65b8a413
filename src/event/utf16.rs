//! UTF-16 text as UTF-8: spreadsheets save "Unicode text" so.

/// What UTF-16 text begins with, and whether its units are big-endian.
const MARKS: [(&[u8], bool); 2] = [(b"\xff\xfe", false), (b"\xfe\xff", true)];

/// What UTF-8 text may begin with, and means nothing.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The beginning of a file as UTF-8 without its mark, and what turns the
/// rest into UTF-8 where it is UTF-16.
pub fn text_of(mut head: Vec<u8>) -> (Vec<u8>, Option<Utf16>) {
    if let Some((mut reader, mark)) = Utf16::of(&head) {
        return (reader.read(&head[mark..]), Some(reader));
    }
    if head.starts_with(UTF8_MARK) {
        head.drain(..UTF8_MARK.len());
    }
    (head, None)
}

/// Turns UTF-16 that arrives in chunks into UTF-8. What is no UTF-16 comes
/// out as U+FFFD.
#[derive(Debug)]
pub struct Utf16 {
    big_endian: bool,
    /// The first half of a unit that is cut.
    half: Option<u8>,
    /// The first half of a pair of units.
    high: Option<u16>,
}

impl Utf16 {
    /// The reader for a file that begins so, and the length of its mark;
    /// `None` where it is not marked as UTF-16.
    pub fn of(head: &[u8]) -> Option<(Utf16, usize)> {
        let marked = MARKS.iter().find(|(mark, _)| head.starts_with(mark));
        marked.map(|&(mark, big_endian)| {
            let reader = Utf16 {
                big_endian,
                half: None,
                high: None,
            };
            (reader, mark.len())
        })
    }

    /// The next bytes as UTF-8.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut text = String::with_capacity(bytes.len());
        for &byte in bytes {
            match self.half.take() {
                None => self.half = Some(byte),
                Some(first) if self.big_endian => {
                    self.unit(u16::from_be_bytes([first, byte]), &mut text);
                }
                Some(first) => self.unit(u16::from_le_bytes([first, byte]), &mut text),
            }
        }
        text.into_bytes()
    }

    /// What is left at the end of the file, of a letter that is cut off.
    pub fn end(&mut self) -> &'static [u8] {
        let cut_off = self.half.take().is_some() | self.high.take().is_some();
        if cut_off { "\u{fffd}".as_bytes() } else { b"" }
    }

    fn unit(&mut self, unit: u16, text: &mut String) {
        let high = self.high.take();
        match (high, unit) {
            (Some(high), 0xdc00..0xe000) => {
                let pair = char::decode_utf16([high, unit]).flatten();
                text.extend(pair);
                return;
            }
            (Some(_), _) => text.push(char::REPLACEMENT_CHARACTER),
            (None, _) => {}
        }
        match char::from_u32(u32::from(unit)) {
            Some(letter) => text.push(letter),
            None if unit < 0xdc00 => self.high = Some(unit),
            None => text.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Utf16;

    #[test]
    fn any_chunking_gives_the_same_text() {
        let text = "ts;è\r\n😀\u{fffd}";
        for big_endian in [false, true] {
            let units = text.encode_utf16().flat_map(|unit| match big_endian {
                true => unit.to_be_bytes(),
                false => unit.to_le_bytes(),
            });
            let mark: &[u8] = if big_endian { b"\xfe\xff" } else { b"\xff\xfe" };
            let bytes: Vec<u8> = mark.iter().copied().chain(units).collect();
            for size in [1, 2, 3, 100] {
                let (mut reader, start) = Utf16::of(&bytes).unwrap();
                let chunks = bytes[start..].chunks(size);
                let mut read: Vec<u8> = chunks.flat_map(|chunk| reader.read(chunk)).collect();
                read.extend(reader.end());
                assert_eq!(String::from_utf8(read).unwrap(), text);
            }
        }
        assert!(Utf16::of(b"ts,type").is_none());
    }

    #[test]
    fn what_is_no_letter_is_told_apart() {
        let read = |units: &[u16]| {
            let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            let (mut reader, _) = Utf16::of(b"\xfe\xff").unwrap();
            let mut read = reader.read(&bytes);
            read.extend(reader.end());
            String::from_utf8(read).unwrap()
        };
        assert_eq!(read(&[0xd800, 0x41]), "\u{fffd}A");
        assert_eq!(read(&[0xdc00, 0x41]), "\u{fffd}A");
        assert_eq!(read(&[0xd83d, 0xd83d, 0xde00]), "\u{fffd}😀");
        assert_eq!(read(&[0x41, 0xd83d]), "A\u{fffd}");
    }
}
