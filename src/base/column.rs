//! Columns that are narrow as long as the data lets them be.

use std::collections::BTreeMap;

const ABSENT: u32 = u32::MAX;
const FAR: u32 = u32::MAX - 1;

/// Optional whole numbers from 0 up, four bytes each; the rare ones above
/// four thousand million stand aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    near: Vec<u32>,
    far: BTreeMap<u32, i64>,
}

impl Numbers {
    /// Adds one row; what is below 0 counts as 0.
    pub fn push(&mut self, value: Option<i64>) {
        let row = self.near.len() as u32;
        let near = match value {
            None => ABSENT,
            Some(value) => match u32::try_from(value.max(0)) {
                Ok(near) if near < FAR => near,
                _ => {
                    self.far.insert(row, value);
                    FAR
                }
            },
        };
        self.near.push(near);
    }

    /// The number of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<i64> {
        match *self.near.get(row)? {
            ABSENT => None,
            FAR => self.far.get(&(row as u32)).copied(),
            near => Some(i64::from(near)),
        }
    }

    /// The number of a row, 0 if it has none.
    pub fn count(&self, row: usize) -> i64 {
        self.get(row).unwrap_or(0)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.near.len() * 4 + self.far.len() * 16
    }
}

/// Optional dictionary codes, as many bytes each as the largest needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Codes {
    /// No row has one.
    Absent,
    /// Codes below 255.
    Narrow(Vec<u8>),
    /// Codes below 65,535.
    Middle(Vec<u16>),
    /// Any code.
    Wide(Vec<u32>),
}

impl Codes {
    /// Packs codes, [`Codes::NONE`] standing for none.
    pub fn pack(codes: Vec<u32>) -> Codes {
        let highest = codes.iter().filter(|&&code| code != Codes::NONE).max();
        match highest {
            None => Codes::Absent,
            Some(0..0xff) => Codes::Narrow(codes.iter().map(|&code| code as u8).collect()),
            Some(0xff..0xffff) => Codes::Middle(codes.iter().map(|&code| code as u16).collect()),
            Some(_) => Codes::Wide(codes),
        }
    }

    /// Stands for "no code" in an unpacked column.
    pub const NONE: u32 = u32::MAX;

    /// The code of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<u32> {
        match self {
            Codes::Absent => None,
            Codes::Narrow(codes) => codes
                .get(row)
                .filter(|&&code| code != u8::MAX)
                .map(|&code| u32::from(code)),
            Codes::Middle(codes) => codes
                .get(row)
                .filter(|&&code| code != u16::MAX)
                .map(|&code| u32::from(code)),
            Codes::Wide(codes) => codes.get(row).copied().filter(|&code| code != Codes::NONE),
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        match self {
            Codes::Absent => 0,
            Codes::Narrow(codes) => codes.len(),
            Codes::Middle(codes) => codes.len() * 2,
            Codes::Wide(codes) => codes.len() * 4,
        }
    }
}

/// Several values a row, kept end to end: the values of row `r` lie between
/// the ends of row `r − 1` and `r`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists {
            ends: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    /// Adds one row with these values.
    pub fn push(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.extend(values);
        self.ends.push(self.values.len() as u32);
    }

    /// The values of a row.
    pub fn get(&self, row: usize) -> &[T] {
        let end = self.ends.get(row).copied().unwrap_or(0) as usize;
        let start = match row {
            0 => 0,
            _ => self.ends.get(row - 1).copied().unwrap_or(0) as usize,
        };
        self.values.get(start..end).unwrap_or(&[])
    }

    /// Whether no row has a value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Bytes held; nothing to speak of while every row is empty.
    pub fn bytes(&self) -> usize {
        self.ends.len() * 4 + self.values.len() * size_of::<T>()
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Lists, Numbers};

    #[test]
    fn numbers_of_any_size_come_back() {
        let values = [
            Some(0),
            None,
            Some(4_294_967_293),
            Some(4_294_967_294),
            Some(1 << 50),
        ];
        let mut column = Numbers::default();
        for value in values {
            column.push(value);
        }
        let back: Vec<_> = (0..5).map(|row| column.get(row)).collect();
        assert_eq!(back, values);
        assert_eq!(column.count(1), 0);
    }

    #[test]
    fn codes_take_the_width_they_need() {
        for (highest, bytes) in [(254, 1), (255, 2), (65_534, 2), (65_535, 4)] {
            let codes = Codes::pack(vec![highest, Codes::NONE]);
            assert_eq!((codes.get(0), codes.get(1)), (Some(highest), None));
            assert_eq!(codes.bytes(), 2 * bytes);
        }
        assert_eq!(Codes::pack(vec![Codes::NONE]), Codes::Absent);
    }

    #[test]
    fn lists_keep_to_their_rows() {
        let mut lists = Lists::default();
        lists.push([1, 2]);
        lists.push([]);
        lists.push([3]);
        assert_eq!(
            [lists.get(0), lists.get(1), lists.get(2), lists.get(3)],
            [&[1, 2][..], &[], &[3], &[]]
        );
    }
}
