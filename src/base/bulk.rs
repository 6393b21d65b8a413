//! Columns of numbers and texts as bytes between two threads that run this
//! same code.
//!
//! Where [`wire`](crate::base::wire) walks a document value by value, a
//! column crosses in one piece: millions of numbers cost about as much as
//! copying them. What is kept of it, the facts file, says its own version.

use crate::base::wire::WireError;

/// A number that takes the same count of bytes whatever it is.
pub trait Fixed: Copy {
    /// How many.
    const SIZE: usize;

    /// Puts it into that many bytes.
    fn write(self, to: &mut [u8]);

    /// Takes it out of that many bytes.
    fn read(from: &[u8]) -> Self;

    /// Takes as many as there are out of bytes.
    fn read_all(from: &[u8]) -> Vec<Self> {
        from.chunks_exact(Self::SIZE).map(Self::read).collect()
    }
}

impl Fixed for u8 {
    const SIZE: usize = 1;

    fn write(self, to: &mut [u8]) {
        to.fill(self);
    }

    fn read(from: &[u8]) -> u8 {
        from.first().copied().unwrap_or_default()
    }

    fn read_all(from: &[u8]) -> Vec<u8> {
        from.to_vec()
    }
}

macro_rules! fixed {
    ($($number:ty)*) => {$(
        impl Fixed for $number {
            const SIZE: usize = size_of::<$number>();

            #[inline(always)]
            fn write(self, to: &mut [u8]) {
                to.copy_from_slice(&self.to_le_bytes());
            }

            #[inline(always)]
            fn read(from: &[u8]) -> $number {
                let mut bytes = [0; size_of::<$number>()];
                bytes.copy_from_slice(from);
                <$number>::from_le_bytes(bytes)
            }
        }
    )*};
}

fixed!(i16 u16 u32 u64 i64 f64);

/// The bytes so far.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// No bytes yet, but place for about so many.
    pub fn with_capacity(bytes: usize) -> Writer {
        Writer {
            bytes: Vec::with_capacity(bytes),
        }
    }

    /// Adds one number.
    pub fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// Adds a column: how many numbers it has, and the numbers.
    pub fn column<T: Fixed>(
        &mut self,
        numbers: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    ) {
        let numbers = numbers.into_iter();
        self.number(numbers.len() as u64);
        let start = self.bytes.len();
        self.bytes.resize(start + numbers.len() * T::SIZE, 0);
        let places = self.bytes[start..].chunks_exact_mut(T::SIZE);
        for (place, number) in places.zip(numbers) {
            number.write(place);
        }
    }

    /// Adds a column of bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    /// Adds one text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Adds texts that lie end to end, with where each of them ends.
    pub fn texts(&mut self, text: &str, ends: &[u32]) {
        self.text(text);
        self.column(ends.iter().copied());
    }

    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bytes of a [`Writer`], to be read in the order written.
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins with the first of the bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// The next number.
    ///
    /// # Errors
    ///
    /// When the bytes end before it.
    pub fn number(&mut self) -> Result<u64, WireError> {
        let (number, rest) = self.rest.split_first_chunk().ok_or(WireError)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*number))
    }

    /// The next column.
    ///
    /// # Errors
    ///
    /// When the bytes end before it does.
    pub fn column<T: Fixed>(&mut self) -> Result<Vec<T>, WireError> {
        let bytes = self.take(T::SIZE)?;
        Ok(T::read_all(bytes))
    }

    /// The next column of numbers that are some.
    ///
    /// # Errors
    ///
    /// When there is none, or one of them is no number or infinite.
    pub fn finite(&mut self) -> Result<Vec<f64>, WireError> {
        let numbers: Vec<f64> = self.column()?;
        match numbers.iter().all(|number| number.is_finite()) {
            true => Ok(numbers),
            false => Err(WireError),
        }
    }

    /// The next text.
    ///
    /// # Errors
    ///
    /// When the bytes end before it does, or are no UTF-8.
    pub fn text(&mut self) -> Result<&'a str, WireError> {
        std::str::from_utf8(self.take(1)?).map_err(|_| WireError)
    }

    /// Texts that lie end to end, with where each of them ends.
    ///
    /// # Errors
    ///
    /// When the bytes end before they do, or when the ends are not those of
    /// texts.
    pub fn texts(&mut self) -> Result<(String, Vec<u32>), WireError> {
        let text = self.text()?;
        let ends: Vec<u32> = self.column()?;
        let cuts = |&end: &u32| text.is_char_boundary(end as usize);
        let last = ends.last().map_or(0, |&last| last as usize);
        match last == text.len() && ends.is_sorted() && ends.iter().all(cuts) {
            true => Ok((text.to_owned(), ends)),
            false => Err(WireError),
        }
    }

    /// Says that everything has been read.
    ///
    /// # Errors
    ///
    /// When bytes are left.
    pub fn end(self) -> Result<(), WireError> {
        match self.rest {
            [] => Ok(()),
            _ => Err(WireError),
        }
    }

    /// The bytes of as many values of `size` bytes each as are announced.
    fn take(&mut self, size: usize) -> Result<&'a [u8], WireError> {
        let count = usize::try_from(self.number()?).map_err(|_| WireError)?;
        let length = count.checked_mul(size).ok_or(WireError)?;
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(WireError)?;
        self.rest = rest;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, Writer};
    use crate::base::wire::WireError;

    fn bytes() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(u64::MAX);
        writer.column([i64::MIN, -1, 7]);
        writer.column(Vec::<u16>::new());
        writer.column([-0.0, f64::INFINITY]);
        writer.text("två ✓");
        writer.texts("aåb", &[1, 1, 3, 4]);
        writer.finish()
    }

    type All = (
        u64,
        Vec<i64>,
        Vec<u16>,
        Vec<f64>,
        String,
        (String, Vec<u32>),
    );

    fn read(bytes: &[u8]) -> Result<All, WireError> {
        let mut reader = Reader::new(bytes);
        let all = (
            reader.number()?,
            reader.column()?,
            reader.column()?,
            reader.column()?,
            reader.text()?.to_owned(),
            reader.texts()?,
        );
        reader.end().map(|()| all)
    }

    #[test]
    fn what_is_written_is_read() {
        let (number, column, none, floats, text, texts) = read(&bytes()).unwrap();
        assert_eq!((number, column), (u64::MAX, vec![i64::MIN, -1, 7]));
        assert!(none.is_empty() && floats[0].is_sign_negative() && floats[1].is_infinite());
        assert_eq!(text, "två ✓");
        assert_eq!(texts, ("aåb".to_owned(), vec![1, 1, 3, 4]));
    }

    #[test]
    fn damaged_bytes_are_refused_and_break_nothing() {
        let bytes = bytes();
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), Err(WireError), "{end}");
        }
        for at in 0..bytes.len() {
            for byte in [0, 1, 2, 127, 128, 255] {
                let mut bytes = bytes.clone();
                bytes[at] = byte;
                // Some changes give other numbers; none may panic.
                let _ = read(&bytes);
            }
        }
        assert!(read(&[bytes, vec![0]].concat()).is_err());
    }

    #[test]
    fn ends_must_be_those_of_texts() {
        for ends in [&[1, 4, 3][..], &[2, 4], &[1, 3], &[1, 5], &[]] {
            let mut writer = Writer::default();
            writer.texts("aåb", ends);
            let bytes = writer.finish();
            assert_eq!(Reader::new(&bytes).texts(), Err(WireError), "{ends:?}");
        }
    }
}
