//! Columns as bytes of a file, as they are packed.

use crate::base::bulk::{Reader, Writer};
use crate::base::column::{Codes, Near, Numbers};
use crate::base::rank::Ranks;
use crate::base::wire::WireError;

/// Numbers that were stored are below this: a span of as many milliseconds is
/// longer than all of time as it can be written, and many of them can be added.
const FARTHEST: i64 = 1 << 49;

impl Numbers {
    /// Writes the numbers as they are packed.
    pub fn write(&self, to: &mut Writer) {
        to.number(u64::from(self.rows.is_some()));
        if let Some(rows) = &self.rows {
            rows.write(to);
        }
        to.number(self.near.width());
        match &self.near {
            Near::One(places) => to.column(places.iter().copied()),
            Near::Two(places) => to.column(places.iter().copied()),
            Near::Four(places) => to.column(places.iter().copied()),
        }
        to.column(self.far.iter().map(|far| far.0));
        to.column(self.far.iter().map(|far| far.1));
    }

    /// The numbers of so many rows that [`Numbers::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or those of other rows.
    pub fn stored(from: &mut Reader<'_>, rows: usize) -> Result<Numbers, WireError> {
        let having = match from.number()? {
            0 => None,
            _ => Some(Ranks::read(from, rows)?),
        };
        let near = match from.number()? {
            1 => Near::One(from.column()?),
            2 => Near::Two(from.column()?),
            4 => Near::Four(from.column()?),
            _ => return Err(WireError),
        };
        let (places, values): (Vec<u32>, Vec<i64>) = (from.column()?, from.column()?);
        let fits = near.len() == having.as_ref().map_or(rows, Ranks::total)
            && places.len() == values.len()
            && places.is_sorted()
            && values.iter().all(|value| (0..FARTHEST).contains(value));
        match fits {
            true => Ok(Numbers {
                rows: having,
                near,
                far: places.into_iter().zip(values).collect(),
            }),
            false => Err(WireError),
        }
    }
}

impl Codes {
    /// Writes the codes as they are packed.
    pub fn write(&self, to: &mut Writer) {
        match self {
            Codes::Absent => to.number(0),
            Codes::Narrow(codes) => {
                to.number(1);
                to.column(codes.iter().copied());
            }
            Codes::Middle(codes) => {
                to.number(2);
                to.column(codes.iter().copied());
            }
            Codes::Wide(codes) => {
                to.number(4);
                to.column(codes.iter().copied());
            }
        }
    }

    /// The codes of so many rows that [`Codes::write`] wrote, all below
    /// `known`.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or those of other rows or codes.
    pub fn stored(from: &mut Reader<'_>, rows: usize, known: usize) -> Result<Codes, WireError> {
        let (codes, len) = match from.number()? {
            0 => (Codes::Absent, rows),
            1 => {
                let codes: Vec<u8> = from.column()?;
                let len = codes.len();
                (Codes::Narrow(codes), len)
            }
            2 => {
                let codes: Vec<u16> = from.column()?;
                let len = codes.len();
                (Codes::Middle(codes), len)
            }
            4 => {
                let codes: Vec<u32> = from.column()?;
                let len = codes.len();
                (Codes::Wide(codes), len)
            }
            _ => return Err(WireError),
        };
        let all = (0..rows).filter_map(|row| codes.get(row));
        match len == rows && all.into_iter().all(|code| (code as usize) < known) {
            true => Ok(codes),
            false => Err(WireError),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::bulk::{Reader, Writer};
    use crate::base::column::{Codes, Numbers};

    /// The column that was stored, and whether another one comes of bytes
    /// that are cut short or tell of other rows.
    fn stored(column: &Numbers, rows: usize) -> Numbers {
        let mut writer = Writer::default();
        column.write(&mut writer);
        let bytes = writer.finish();
        for end in 0..bytes.len() {
            assert!(Numbers::stored(&mut Reader::new(&bytes[..end]), rows).is_err());
        }
        assert!(Numbers::stored(&mut Reader::new(&bytes), rows + 64).is_err());
        Numbers::stored(&mut Reader::new(&bytes), rows).unwrap()
    }

    #[test]
    fn stored_columns_come_back() {
        let some = |row: i64| {
            if row % 9 == 0 {
                row * 300
            } else {
                Numbers::NONE
            }
        };
        let sparse: Vec<i64> = (0..500).map(some).collect();
        for values in [vec![], vec![1, Numbers::NONE, 1 << 40, 3], sparse] {
            let column = Numbers::pack(&values);
            assert_eq!(stored(&column, values.len()), column);
        }
        for highest in [0, 254, 255, 65_535, 1 << 20] {
            let codes = Codes::pack(vec![highest, Codes::NONE, 0]);
            let mut writer = Writer::default();
            codes.write(&mut writer);
            let bytes = writer.finish();
            let read = |rows, known| Codes::stored(&mut Reader::new(&bytes), rows, known);
            assert_eq!(read(3, highest as usize + 1), Ok(codes));
            assert!(read(3, highest as usize).is_err() && read(2, usize::MAX).is_err());
        }
    }
}
