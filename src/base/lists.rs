//! Columns with several values a row.

use std::ops::Range;

use crate::base::bulk::{Reader, Writer};
use crate::base::column::Numbers;
use crate::base::rank::{Ranks, neighbours};
use crate::base::wire::WireError;

/// Several values a row, kept end to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists<T> {
    /// The rows that have values; `None`: every row has an end.
    rows: Option<Ranks>,
    ends: Ends,
    values: Vec<T>,
}

/// Where the values of each row (or of each row that has some) end.
#[derive(Clone, Debug, PartialEq)]
enum Ends {
    /// Four bytes each, where a block has more values than two can count.
    Far(Vec<u32>),
    /// Two bytes each from the end of the block of rows before.
    Near { before: Vec<u32>, ends: Vec<u16> },
}

/// So many rows share one far end.
const BLOCK: usize = 64;

impl Ends {
    fn len(&self) -> usize {
        match self {
            Ends::Far(ends) => ends.len(),
            Ends::Near { ends, .. } => ends.len(),
        }
    }

    fn get(&self, place: usize) -> usize {
        let end = match self {
            Ends::Far(ends) => ends.get(place).copied(),
            Ends::Near { before, ends } => before
                .get(place / BLOCK)
                .zip(ends.get(place))
                .map(|(&before, &end)| before + u32::from(end)),
        };
        end.unwrap_or(0) as usize
    }

    /// Adds the end of the next row, no smaller than the one before.
    fn push(&mut self, end: u32) {
        let (before, ends) = match self {
            Ends::Far(ends) => return ends.push(end),
            Ends::Near { before, ends } => (before, ends),
        };
        if ends.len().is_multiple_of(BLOCK) {
            let start = before.last().zip(ends.last());
            before.push(start.map_or(0, |(before, &end)| before + u32::from(end)));
        }
        let start = before.last().copied().unwrap_or(0);
        match u16::try_from(end - start) {
            Ok(near) => ends.push(near),
            Err(_) => {
                let all = (0..self.len()).map(|place| self.get(place) as u32);
                *self = Ends::Far(all.chain([end]).collect());
            }
        }
    }

    fn of(all: impl Iterator<Item = u32>) -> Ends {
        let mut ends = Ends::default();
        all.for_each(|end| ends.push(end));
        ends.shrink_to_fit();
        ends
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Ends::Far(ends) => ends.shrink_to_fit(),
            Ends::Near { before, ends } => {
                before.shrink_to_fit();
                ends.shrink_to_fit();
            }
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Ends::Far(ends) => ends.len() * 4,
            Ends::Near { before, ends } => before.len() * 4 + ends.len() * 2,
        }
    }
}

impl Default for Ends {
    fn default() -> Ends {
        Ends::Near {
            before: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists {
            rows: None,
            ends: Ends::default(),
            values: Vec::new(),
        }
    }
}

impl<T> Lists<T> {
    /// Adds one row with these values. Squeezed lists take no more rows.
    pub fn push(&mut self, values: impl IntoIterator<Item = T>) {
        debug_assert!(self.rows.is_none(), "squeezed lists take no more rows");
        self.values.extend(values);
        self.ends.push(self.values.len() as u32);
    }

    /// Rows from where each of them ends among the values; `None` where the
    /// ends are not those of rows.
    pub fn from_ends(ends: Vec<u32>, values: Vec<T>) -> Option<Lists<T>> {
        let last = ends.last().map_or(0, |&last| last as usize);
        let fits = last == values.len() && ends.is_sorted();
        fits.then_some(Lists {
            rows: None,
            ends: Ends::of(ends.into_iter()),
            values,
        })
    }

    /// Takes no more room than the values need from now on: empty rows are
    /// let go of.
    pub fn squeeze(&mut self) {
        self.values.shrink_to_fit();
        if self.rows.is_some() {
            return;
        }
        let rows = 0..self.len();
        let has = |&row: &usize| !self.range(row).is_empty();
        let having = rows.clone().filter(has).count();
        if Ranks::bytes_for(rows.len()) + having * 2 < rows.len() * 2 {
            let ranks = Ranks::new(rows.clone().map(|row| has(&row)));
            let ends = rows.filter(has).map(|row| self.ends.get(row) as u32);
            self.ends = Ends::of(ends);
            self.rows = Some(ranks);
        } else {
            self.ends.shrink_to_fit();
        }
    }

    /// Writes how many values each of so many rows has; the values themselves
    /// are for who knows what they are.
    pub fn write_rows(&self, rows: usize, to: &mut Writer) {
        let counts = (0..rows).map(|row| match self.range(row).len() {
            0 => Numbers::NONE,
            count => count as i64,
        });
        Numbers::pack(&counts.collect::<Vec<i64>>()).write(to);
    }

    /// So many rows of which [`Lists::write_rows`] wrote the counts, with
    /// these values.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or tell of more or fewer values.
    pub fn stored(
        from: &mut Reader<'_>,
        rows: usize,
        values: Vec<T>,
    ) -> Result<Lists<T>, WireError> {
        let counts = Numbers::stored(from, rows)?;
        let mut end = 0;
        let ends = (0..rows).map(|row| {
            end = (end + counts.count(row)).min(u32::MAX.into());
            end as u32
        });
        let mut lists = Lists::from_ends(ends.collect(), values).ok_or(WireError)?;
        lists.squeeze();
        Ok(lists)
    }

    /// The same rows with other values in place of each.
    pub fn map<U>(&self, other: impl FnMut(&T) -> U) -> Lists<U> {
        Lists {
            rows: self.rows.clone(),
            ends: self.ends.clone(),
            values: self.values.iter().map(other).collect(),
        }
    }

    /// The values of a row.
    pub fn get(&self, row: usize) -> &[T] {
        self.values.get(self.range(row)).unwrap_or(&[])
    }

    /// Where among all values those of a row lie.
    pub fn range(&self, row: usize) -> Range<usize> {
        let place = match &self.rows {
            None => row,
            Some(rows) => match rows.place(row) {
                Some(place) => place,
                None => return 0..0,
            },
        };
        let start = place
            .checked_sub(1)
            .map_or(0, |before| self.ends.get(before));
        start..self.ends.get(place).max(start)
    }

    /// Where among all values those of neighbouring rows lie.
    pub fn span(&self, rows: Range<usize>) -> Range<usize> {
        let places = match &self.rows {
            None => rows,
            Some(ranks) => ranks.places(rows),
        };
        let end = |places: usize| places.checked_sub(1).map_or(0, |last| self.ends.get(last));
        end(places.start)..end(places.end)
    }

    /// How many values some rows have.
    pub fn count_of(&self, rows: &[u32]) -> usize {
        match neighbours(rows) {
            Some(range) => self.span(range).len(),
            None => rows.iter().map(|&row| self.range(row as usize).len()).sum(),
        }
    }

    /// The rows that have values; `None` where that is not known.
    pub fn rows(&self) -> Option<&Ranks> {
        self.rows.as_ref()
    }

    /// The values of all rows, end to end.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// How many values there are in all.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// How many rows were added, before squeezing.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no row has a value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let rows = self.rows.as_ref().map_or(0, Ranks::bytes);
        rows + self.ends.bytes() + self.values.len() * size_of::<T>()
    }
}

impl<T: Copy> Lists<T> {
    /// Adds the values of some rows to a list, in order.
    pub fn read(&self, rows: &[u32], values: &mut Vec<T>) {
        match neighbours(rows) {
            Some(range) => values.extend_from_slice(&self.values[self.span(range)]),
            None => rows
                .iter()
                .for_each(|&row| values.extend_from_slice(self.get(row as usize))),
        }
    }
}

/// Several points on a scale a row, in two bytes each while all have at most
/// four decimals.
#[derive(Clone, Debug, PartialEq)]
pub enum Points {
    /// As they came.
    Exact(Lists<f64>),
    /// In ten-thousandths.
    Short(Lists<i16>),
}

/// Of one point.
const PARTS: f64 = 10_000.0;

impl Default for Points {
    fn default() -> Points {
        Points::Exact(Lists::default())
    }
}

impl Points {
    /// Adds one row with these points. Squeezed columns take no more rows.
    pub fn push(&mut self, points: impl IntoIterator<Item = f64>) {
        if let Points::Exact(exact) = self {
            exact.push(points);
        }
    }

    /// Takes no more room than the points need from now on.
    pub fn squeeze(&mut self) {
        let Points::Exact(exact) = self else { return };
        exact.squeeze();
        // The quotient is the double nearest to the decimal, as it was read.
        let short = |point: f64| {
            let parts = (point * PARTS).round();
            let fits = parts.abs() <= f64::from(i16::MAX) && parts / PARTS == point;
            fits.then_some(parts as i16)
        };
        if exact.values().iter().all(|&point| short(point).is_some()) {
            *self = Points::Short(exact.map(|&point| short(point).unwrap_or(0)));
        }
    }

    /// The points of a row.
    pub fn get(&self, row: usize) -> impl Iterator<Item = f64> + '_ {
        let (exact, short): (&[f64], &[i16]) = match self {
            Points::Exact(exact) => (exact.get(row), &[]),
            Points::Short(short) => (&[], short.get(row)),
        };
        let short = short.iter().map(|&parts| f64::from(parts) / PARTS);
        exact.iter().copied().chain(short)
    }

    /// Writes the points of so many rows.
    pub fn write(&self, rows: usize, to: &mut Writer) {
        match self {
            Points::Exact(exact) => {
                to.number(8);
                to.column(exact.values().iter().copied());
                exact.write_rows(rows, to);
            }
            Points::Short(short) => {
                to.number(2);
                to.column(short.values().iter().copied());
                short.write_rows(rows, to);
            }
        }
    }

    /// The points of so many rows that [`Points::write`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are none of its, or those of other rows.
    pub fn stored(from: &mut Reader<'_>, rows: usize) -> Result<Points, WireError> {
        Ok(match from.number()? {
            8 => {
                let points = from.finite()?;
                Points::Exact(Lists::stored(from, rows, points)?)
            }
            2 => {
                let parts = from.column()?;
                Points::Short(Lists::stored(from, rows, parts)?)
            }
            _ => return Err(WireError),
        })
    }

    /// Adds the points of some rows to a list, in order.
    pub fn read(&self, rows: &[u32], points: &mut Vec<f64>) {
        match self {
            Points::Exact(exact) => exact.read(rows, points),
            Points::Short(short) => {
                let mut parts = Vec::with_capacity(rows.len());
                short.read(rows, &mut parts);
                points.extend(parts.into_iter().map(|parts| f64::from(parts) / PARTS));
            }
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        match self {
            Points::Exact(exact) => exact.bytes(),
            Points::Short(short) => short.bytes(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lists, Points};
    use crate::base::bulk::{Reader, Writer};

    #[test]
    fn points_come_back_to_the_last_bit() {
        let decimals = [0.35, -1.0, 1.0, 0.1234, 0.0];
        for (points, bytes) in [(&decimals[..], 2), (&[0.35, 1.0 / 3.0], 8), (&[9.0], 8)] {
            let mut column = Points::default();
            column.push(points.iter().copied());
            let empty = column.bytes() - points.len() * 8;
            column.squeeze();
            assert_eq!(column.get(0).collect::<Vec<_>>(), points);
            assert!(column.bytes() <= empty + points.len() * bytes + 4);
        }
    }

    #[test]
    fn stored_rows_come_back() {
        let mut lists: Lists<u32> = Lists::default();
        let mut points = Points::default();
        for row in 0..300_u32 {
            lists.push((0..row % 4).filter(|_| row % 3 == 0));
            points.push((0..row % 3).map(f64::from));
        }
        for _ in 0..2 {
            let mut writer = Writer::default();
            lists.write_rows(300, &mut writer);
            points.write(300, &mut writer);
            let bytes = writer.finish();
            let mut reader = Reader::new(&bytes);
            let read = Lists::stored(&mut reader, 300, lists.values().to_vec()).unwrap();
            let told = Points::stored(&mut reader, 300).unwrap();
            for row in 0..300 {
                assert_eq!(read.get(row), lists.get(row));
                assert!(told.get(row).eq(points.get(row)));
            }
            let fewer = lists.values()[1..].to_vec();
            assert!(Lists::stored(&mut Reader::new(&bytes), 300, fewer).is_err());
            lists.squeeze();
            points.squeeze();
        }
    }

    #[test]
    fn blocks_with_many_values_keep_far_ends() {
        let mut lists = Lists::default();
        lists.push(0..70_000);
        lists.push([1, 2]);
        lists.squeeze();
        assert_eq!((lists.get(0).len(), lists.get(1)), (70_000, &[1, 2][..]));
    }

    #[test]
    fn rows_come_back_from_their_ends() {
        let lists = Lists::from_ends(vec![2, 2, 3], vec![1, 2, 3]).unwrap();
        assert_eq!(
            [lists.get(0), lists.get(1), lists.get(2)],
            [&[1, 2][..], &[], &[3]]
        );
        for ends in [vec![2, 1, 3], vec![2], vec![4]] {
            assert_eq!(Lists::from_ends(ends, vec![1, 2, 3]), None);
        }
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

    #[test]
    fn lists_of_many_rows_are_read_at_once() {
        for every in [1, 2, 9] {
            let mut lists = Lists::default();
            (0..200_u32).for_each(|row| {
                lists.push((0..row % 4).filter(|_| row % every == 0));
            });
            for _ in 0..2 {
                for rows in [
                    (30..170).collect(),
                    (3..200).step_by(7).collect::<Vec<u32>>(),
                ] {
                    let values = rows.iter().flat_map(|&row| lists.get(row as usize));
                    let mut read = Vec::new();
                    lists.read(&rows, &mut read);
                    assert!(values.eq(&read));
                    assert_eq!(lists.count_of(&rows), read.len());
                }
                lists.squeeze();
            }
        }
    }
}
