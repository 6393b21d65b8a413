//! CRC-32, as archives keep it of their files (ISO 3309).

/// A checksum of bytes that come piece by piece.
#[derive(Clone, Debug)]
pub struct Checksum {
    /// The remainder of each byte: quicker worked out than downloaded.
    table: [u32; 256],
    sum: u32,
}

impl Default for Checksum {
    fn default() -> Checksum {
        let shift = |rest: u32, _| (rest >> 1) ^ if rest & 1 == 1 { 0xedb8_8320_u32 } else { 0 };
        Checksum {
            table: std::array::from_fn(|byte| (0..8).fold(byte as u32, shift)),
            sum: 0,
        }
    }
}

impl Checksum {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        let rest = bytes.iter().fold(!self.sum, |rest, &byte| {
            (rest >> 8) ^ self.table[usize::from(rest as u8 ^ byte)]
        });
        self.sum = !rest;
    }

    /// The checksum of what was taken.
    pub fn sum(&self) -> u32 {
        self.sum
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
