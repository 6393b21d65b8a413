//! CRC-32, as archives keep it of their files (ISO 3309).

/// The remainder of each byte.
const TABLE: [u32; 256] = table();

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut rest = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            rest = (rest >> 1) ^ if rest & 1 == 1 { 0xedb8_8320 } else { 0 };
            bit += 1;
        }
        table[byte] = rest;
        byte += 1;
    }
    table
}

/// A checksum of bytes that come piece by piece.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checksum(u32);

impl Checksum {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        let rest = bytes.iter().fold(!self.0, |rest, &byte| {
            (rest >> 8) ^ TABLE[usize::from(rest as u8 ^ byte)]
        });
        self.0 = !rest;
    }

    /// The checksum of what was taken.
    pub fn sum(self) -> u32 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Checksum;

    #[test]
    fn sums_are_those_of_the_standard() {
        for (text, sum) in [("", 0), ("123456789", 0xcbf4_3926), ("a", 0xe8b7_be43)] {
            for piece in 1..4 {
                let mut checksum = Checksum::default();
                text.as_bytes()
                    .chunks(piece)
                    .for_each(|piece| checksum.take(piece));
                assert_eq!(checksum.sum(), sum, "{text}");
            }
        }
    }
}
