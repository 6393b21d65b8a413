//! Columns that are narrow as long as the data lets them be.

mod stored;

use std::ops::Range;

use crate::base::rank::{Ranks, neighbours};

/// Optional whole numbers from 0 up, in as few bytes as they allow: one, two
/// or four each, large ones aside; and where most rows have none, only the
/// rows that have one.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The rows that have a number; `None`: a place for each row.
    rows: Option<Ranks>,
    near: Near,
    /// Place and number of those too large for their place, in order.
    far: Vec<(u32, i64)>,
}

/// The places of a column.
#[derive(Clone, Debug, PartialEq)]
enum Near {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Near {
    fn width(&self) -> u64 {
        match self {
            Near::One(_) => 1,
            Near::Two(_) => 2,
            Near::Four(_) => 4,
        }
    }

    fn len(&self) -> usize {
        match self {
            Near::One(places) => places.len(),
            Near::Two(places) => places.len(),
            Near::Four(places) => places.len(),
        }
    }
}

/// One place of a column. Its largest value stands for "none", the next for
/// "too large".
trait Place: Copy + Into<u32> {
    /// The largest value.
    const NONE: u32;
}

impl Place for u8 {
    const NONE: u32 = 0xff;
}

impl Place for u16 {
    const NONE: u32 = 0xffff;
}

impl Place for u32 {
    const NONE: u32 = u32::MAX;
}

impl Numbers {
    /// Stands for "none" in an unpacked column.
    pub const NONE: i64 = i64::MIN;

    /// Packs a column; what is below 0 but not [`Numbers::NONE`] counts as 0.
    pub fn pack(values: &[i64]) -> Numbers {
        let mut by_size = [0; LONGEST + 1];
        for &value in values {
            if value != Numbers::NONE {
                by_size[size(value)] += 1;
            }
        }
        let present: usize = by_size.iter().sum();
        let every_row = |width: usize| values.len() * width;
        let some_rows = |width: usize| Ranks::bytes_for(values.len()) + present * width;
        let near = |width: usize| every_row(width).min(some_rows(width));
        let far = |width: usize| by_size[width + 1..].iter().sum::<usize>() * 16;
        let width = [1, 2, 4]
            .into_iter()
            .min_by_key(|&width| near(width) + far(width));
        let width = width.unwrap_or(4);
        if some_rows(width) >= every_row(width) {
            return Numbers::with_places(values.iter().copied(), width, None);
        }
        let has = |&value: &i64| value != Numbers::NONE;
        let rows = Ranks::new(values.iter().map(has));
        Numbers::with_places(values.iter().copied().filter(has), width, Some(rows))
    }

    fn with_places(
        values: impl Iterator<Item = i64>,
        width: usize,
        rows: Option<Ranks>,
    ) -> Numbers {
        let none = u32::MAX >> (32 - 8 * width);
        let mut far = Vec::new();
        let places = values.enumerate().map(|(place, value)| {
            if value == Numbers::NONE {
                return none;
            }
            let value = value.max(0);
            if value < i64::from(none - 1) {
                return value as u32;
            }
            far.push((place as u32, value));
            none - 1
        });
        let near = match width {
            1 => Near::One(places.map(|place| place as u8).collect()),
            2 => Near::Two(places.map(|place| place as u16).collect()),
            _ => Near::Four(places.collect()),
        };
        Numbers { rows, near, far }
    }

    /// The number of a row, if it has one.
    pub fn get(&self, row: usize) -> Option<i64> {
        let place = match &self.rows {
            None => row,
            Some(rows) => rows.place(row)?,
        };
        match &self.near {
            Near::One(places) => self.value(*places.get(place)?, place),
            Near::Two(places) => self.value(*places.get(place)?, place),
            Near::Four(places) => self.value(*places.get(place)?, place),
        }
    }

    /// What stands at a place, where that is a number.
    fn value<P: Place>(&self, near: P, place: usize) -> Option<i64> {
        let near: u32 = near.into();
        if near == P::NONE {
            return None;
        }
        if near < P::NONE - 1 {
            return Some(i64::from(near));
        }
        let at = self
            .far
            .binary_search_by_key(&(place as u32), |entry| entry.0);
        at.ok().map(|at| self.far[at].1)
    }

    /// Adds the numbers of some rows to a list, in order; rows without are
    /// left out.
    pub fn read(&self, rows: &[u32], numbers: &mut Vec<i64>) {
        match neighbours(rows) {
            Some(range) => self.each(range, |number| numbers.push(number)),
            None => numbers.extend(rows.iter().filter_map(|&row| self.get(row as usize))),
        }
    }

    /// The sum of the numbers of some rows.
    pub fn sum(&self, rows: &[u32]) -> i64 {
        let mut sum = 0;
        match neighbours(rows) {
            Some(range) => self.each(range, |number| sum += number),
            None => {
                sum += rows
                    .iter()
                    .map(|&row| self.count(row as usize))
                    .sum::<i64>()
            }
        }
        sum
    }

    /// Takes the numbers of neighbouring rows.
    fn each(&self, rows: Range<usize>, mut take: impl FnMut(i64)) {
        let places = match &self.rows {
            None => rows,
            Some(ranks) => ranks.places(rows),
        };
        match &self.near {
            Near::One(near) => self.each_of(near, places, &mut take),
            Near::Two(near) => self.each_of(near, places, &mut take),
            Near::Four(near) => self.each_of(near, places, &mut take),
        }
    }

    fn each_of<P: Place>(&self, near: &[P], places: Range<usize>, take: &mut impl FnMut(i64)) {
        let near = near.get(places.clone()).unwrap_or(&[]);
        for (place, &near) in places.zip(near) {
            if let Some(number) = self.value(near, place) {
                take(number);
            }
        }
    }

    /// The rows that have a number; `None` where that is not known.
    pub fn rows(&self) -> Option<&Ranks> {
        self.rows.as_ref()
    }

    /// The number of a row, 0 if it has none.
    pub fn count(&self, row: usize) -> i64 {
        self.get(row).unwrap_or(0)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let rows = self.rows.as_ref().map_or(0, Ranks::bytes);
        rows + self.near.len() * self.near.width() as usize + self.far.len() * 16
    }
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers::pack(&[])
    }
}

/// No number needs more bytes.
const LONGEST: usize = 8;

/// How many bytes a place needs that holds this number and, beyond it, the two
/// values that stand for others.
fn size(value: i64) -> usize {
    let largest = value.max(0).cast_unsigned() + 2;
    LONGEST - largest.leading_zeros() as usize / 8
}

/// Optional dictionary codes, as many bytes each as the largest needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Codes {
    /// No row has one.
    #[default]
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
        match Codes::highest(&codes) {
            Some(0xffff..) => Codes::Wide(codes),
            highest => Codes::packed(highest, codes.len(), |put| {
                codes.iter().for_each(|&code| put(code));
            }),
        }
    }

    /// Packs so many codes, the highest of which is known, as `each` tells
    /// them.
    pub fn packed(
        highest: Option<u32>,
        rows: usize,
        each: impl FnOnce(&mut dyn FnMut(u32)),
    ) -> Codes {
        match highest {
            None => Codes::Absent,
            Some(0..0xff) => {
                let mut codes = Vec::with_capacity(rows);
                each(&mut |code| codes.push(code as u8));
                Codes::Narrow(codes)
            }
            Some(0xff..0xffff) => {
                let mut codes = Vec::with_capacity(rows);
                each(&mut |code| codes.push(code as u16));
                Codes::Middle(codes)
            }
            Some(_) => {
                let mut codes = Vec::with_capacity(rows);
                each(&mut |code| codes.push(code));
                Codes::Wide(codes)
            }
        }
    }

    /// The highest code, if there is one.
    pub fn highest(codes: &[u32]) -> Option<u32> {
        // The next of "none" is 0, that of a code more.
        let next = codes
            .iter()
            .fold(0, |next, code| code.wrapping_add(1).max(next));
        next.checked_sub(1)
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

    /// Adds the codes of some rows, in order, and `none` for each without.
    pub fn read(&self, rows: &[u32], none: u32, into: &mut Vec<u32>) {
        let rows = rows.iter().map(|&row| row as usize);
        match self {
            Codes::Absent => into.extend(rows.map(|_| none)),
            Codes::Narrow(codes) => into.extend(rows.map(|row| match codes[row] {
                u8::MAX => none,
                code => u32::from(code),
            })),
            Codes::Middle(codes) => into.extend(rows.map(|row| match codes[row] {
                u16::MAX => none,
                code => u32::from(code),
            })),
            Codes::Wide(codes) => into.extend(rows.map(|row| match codes[row] {
                Codes::NONE => none,
                code => code,
            })),
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

#[cfg(test)]
mod tests {
    use super::{Codes, Numbers};

    #[test]
    fn numbers_of_any_size_come_back() {
        let mut values: Vec<i64> = (0..300).map(|n| n % 250).collect();
        values.extend([
            0xfd,
            0xfe,
            0xff,
            0xfffe,
            0xffff_fffd,
            0xffff_fffe,
            1 << 50,
            Numbers::NONE,
        ]);
        let mut columns = vec![values.clone()];
        // Mostly large, and mostly absent.
        columns.push(
            values
                .iter()
                .map(|&n| if n < 0 { n } else { n + 70_000 })
                .collect(),
        );
        columns.push(
            (0..1_000)
                .map(|n| if n % 10 == 3 { n } else { Numbers::NONE })
                .collect(),
        );
        for values in columns {
            let column = Numbers::pack(&values);
            for (row, &value) in values.iter().enumerate() {
                assert_eq!(column.get(row), (value != Numbers::NONE).then_some(value));
            }
            assert_eq!(column.get(values.len()), None);
            // Neighbours, and rows that lie apart.
            let all = 0..values.len() as u32;
            for rows in [all.clone().collect(), all.step_by(3).collect::<Vec<u32>>()] {
                let told = rows.iter().filter_map(|&row| column.get(row as usize));
                let told: Vec<i64> = told.collect();
                let mut read = Vec::new();
                column.read(&rows, &mut read);
                assert_eq!((column.sum(&rows), &read), (told.iter().sum(), &told));
            }
        }
        assert_eq!(Numbers::pack(&[7; 100]).bytes(), 100);
        assert_eq!(Numbers::pack(&[-5]).get(0), Some(0));
    }

    #[test]
    fn large_numbers_of_few_rows_are_no_exceptions() {
        let some = |row: i64| if row % 5 == 0 { 90_000 } else { Numbers::NONE };
        let column = Numbers::pack(&(0..6_400).map(some).collect::<Vec<i64>>());
        assert_eq!(column.bytes(), 6_400 / 5 * 4 + 6_400 / 64 * 12);
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
}
