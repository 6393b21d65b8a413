//! Writes ZIP archives, good ones and others.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// An archive under way.
#[derive(Default)]
pub(crate) struct Zip {
    files: Vec<u8>,
    directory: Vec<u8>,
    /// The directory as archives over 4 GB have it.
    large: Vec<u8>,
    count: u64,
}

fn le(number: u64, length: usize) -> Vec<u8> {
    let mut bytes = number.to_le_bytes().to_vec();
    bytes.resize(length, 0);
    bytes
}

impl Zip {
    pub(crate) fn folder(&mut self, name: &str) {
        self.stored(name, b"");
    }

    /// A file as it is.
    pub(crate) fn stored(&mut self, name: &str, bytes: &[u8]) {
        self.add(name, [0, 0], bytes, bytes);
    }

    /// A compressed file whose header does not know its sizes: they follow
    /// it, as programs write that cannot go back.
    pub(crate) fn deflated(&mut self, name: &str, bytes: &[u8]) {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        self.add(name, [8, 8], &encoder.finish().unwrap(), bytes);
    }

    /// A file with flags and a method of one's own.
    pub(crate) fn with(&mut self, name: &str, flags: u64, method: u64, packed: &[u8]) {
        self.add(name, [flags, method], packed, packed);
    }

    fn add(&mut self, name: &str, [flags, method]: [u64; 2], packed: &[u8], bytes: &[u8]) {
        let mut checksum = Crc::new();
        checksum.update(bytes);
        let sums = [
            le(checksum.sum().into(), 4),
            le(packed.len() as u64, 4),
            le(bytes.len() as u64, 4),
        ]
        .concat();
        let header = self.files.len() as u64;
        let start = [le(20, 2), le(flags, 2), le(method, 2), le(0, 4)].concat();
        let follows = flags & 8 != 0;
        let told = if follows { vec![0; 12] } else { sums.clone() };
        let extra = b"XX\x02\x00yy";
        let lengths = [le(name.len() as u64, 2), le(extra.len() as u64, 2)].concat();
        for part in [
            b"PK\x03\x04",
            &start[..],
            &told,
            &lengths,
            name.as_bytes(),
            extra,
            packed,
        ] {
            self.files.extend_from_slice(part);
        }
        if follows {
            self.files.extend_from_slice(b"PK\x07\x08");
            self.files.extend_from_slice(&sums);
        }
        let name_length = le(name.len() as u64, 2);
        let rest = [le(0, 4), le(0, 2), le(0, 4)].concat();
        let small = [
            sums.clone(),
            name_length.clone(),
            le(0, 2),
            rest.clone(),
            le(header, 4),
        ];
        let unknown = le(0xffff_ffff, 4);
        let large = [
            sums[..4].to_vec(),
            unknown.clone(),
            unknown.clone(),
            name_length,
            le(28, 2),
            rest,
            unknown,
        ];
        let sizes = [bytes.len() as u64, packed.len() as u64, header].map(|size| le(size, 8));
        let sizes = [le(1, 2), le(24, 2), sizes.concat()].concat();
        let begin = [b"PK\x01\x02".to_vec(), le(20, 2), start].concat();
        self.directory
            .extend([&begin, &small.concat(), name.as_bytes()].concat());
        self.large
            .extend([&begin, &large.concat(), name.as_bytes(), &sizes].concat());
        self.count += 1;
    }

    /// The archive.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let end = [
            b"PK\x05\x06".to_vec(),
            le(0, 4),
            le(self.count, 2),
            le(self.count, 2),
            le(self.directory.len() as u64, 4),
            le(self.files.len() as u64, 4),
            le(9, 2),
            b"a comment".to_vec(),
        ];
        [self.files.clone(), self.directory.clone(), end.concat()].concat()
    }

    /// The archive as if it were over 4 GB.
    pub(crate) fn large(&self) -> Vec<u8> {
        let record = [
            b"PK\x06\x06".to_vec(),
            le(44, 8),
            le(0, 12),
            le(self.count, 8),
            le(self.count, 8),
            le(self.large.len() as u64, 8),
            le(self.files.len() as u64, 8),
        ];
        let at = (self.files.len() + self.large.len()) as u64;
        let locator = [b"PK\x06\x07".to_vec(), le(0, 4), le(at, 8), le(1, 4)];
        let end = [
            b"PK\x05\x06".to_vec(),
            le(0, 4),
            le(u64::MAX, 8),
            le(u64::MAX, 4),
            le(0, 2),
        ];
        [
            self.files.clone(),
            self.large.clone(),
            record.concat(),
            locator.concat(),
            end.concat(),
        ]
        .concat()
    }
}
