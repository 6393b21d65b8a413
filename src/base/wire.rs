//! Documents as bytes between two threads that run this same code.
//!
//! The bytes tell shapes but no field names: both sides know the fields and
//! their order. So a document is small, is written and read in one pass, and
//! brings little code with it. Nothing of this is ever stored.

use std::fmt::{self, Display};

use serde::de::{Expected, Unexpected};
use serde::{Deserialize, Serialize};

mod read;
mod write;

/// The first byte of each value: its shape.
mod tag {
    pub(super) const END: u8 = 0;
    /// Stands where a field was left out.
    pub(super) const LEFT_OUT: u8 = 1;
    pub(super) const NULL: u8 = 2;
    pub(super) const FALSE: u8 = 3;
    pub(super) const TRUE: u8 = 4;
    /// A number from 0 on.
    pub(super) const WHOLE: u8 = 5;
    /// A number below 0, as the bits of its complement.
    pub(super) const NEGATIVE: u8 = 6;
    pub(super) const FLOAT: u8 = 7;
    pub(super) const TEXT: u8 = 8;
    /// Values up to [`END`].
    pub(super) const LIST: u8 = 9;
    /// Keys and values in turn, up to [`END`].
    pub(super) const MAP: u8 = 10;
    /// A variant's number; what it holds follows. Only who reads that same
    /// enum can tell what it means, so it is never taken for a number.
    pub(super) const VARIANT: u8 = 11;
}

/// Bytes are no document of the kind expected. Which byte is wrong nobody
/// could use: both sides are the same code, so it is the code that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WireError;

impl Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes are no such document")
    }
}

impl std::error::Error for WireError {}

/// The mistake that neither writing nor reading makes: a document's own code
/// may refuse a value, but not one that the same code made.
#[derive(Debug)]
enum Never {}

impl Never {
    #[inline(never)]
    fn made() -> Never {
        panic!("a document refuses what its own code wrote")
    }
}

impl Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl serde::ser::Error for Never {
    #[inline(always)]
    fn custom<T: Display>(_: T) -> Never {
        Never::made()
    }
}

/// Each by itself, so that no message is made for nobody.
impl serde::de::Error for Never {
    #[inline(always)]
    fn custom<T: Display>(_: T) -> Never {
        Never::made()
    }

    #[inline(always)]
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Never {
        Never::made()
    }

    #[inline(always)]
    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Never {
        Never::made()
    }

    #[inline(always)]
    fn invalid_length(_: usize, _: &dyn Expected) -> Never {
        Never::made()
    }
}

/// The bytes of a document.
pub fn to_bytes<T: Serialize + ?Sized>(document: &T) -> Vec<u8> {
    let mut writer = write::Writer::default();
    let Ok(()) = document.serialize(&mut writer);
    writer.bytes
}

/// The document of which [`to_bytes`] made the bytes.
///
/// # Errors
///
/// When they are those of another kind of document, or not whole.
pub fn from_bytes<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, WireError> {
    let mut reader = read::Reader::new(bytes);
    let Ok(document) = T::deserialize(&mut reader);
    reader.is_done().then_some(document).ok_or(WireError)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use super::{from_bytes, to_bytes};
    use crate::settings::Plain;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Everything {
        yes: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<u8>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        no_list: Vec<u8>,
        #[serde(skip_serializing_if = "String::is_empty")]
        no_text: String,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        no_flag: bool,
        small: u64,
        low: i64,
        float: f64,
        text: String,
        letter: char,
        nothing: Option<String>,
        something: Option<f32>,
        list: Vec<(Option<String>, u16)>,
        map: BTreeMap<String, Vec<i32>>,
        kinds: Vec<Kind>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last: Option<u8>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Kind {
        Unit,
        Boxed(Box<Everything>),
        Pair(u8, String),
        Fields { a: Option<bool>, b: f64 },
    }

    fn everything() -> Everything {
        Everything {
            yes: true,
            small: u64::MAX,
            low: i64::MIN,
            float: -0.1,
            text: "två ✓".to_owned(),
            letter: 'ß',
            something: Some(0.5),
            list: vec![(None, 300), (Some(String::new()), 0)],
            map: BTreeMap::from([("a".to_owned(), vec![-1, 0, 1]), ("b".to_owned(), vec![])]),
            kinds: vec![
                Kind::Unit,
                Kind::Boxed(Box::default()),
                Kind::Pair(7, "x".to_owned()),
                Kind::Fields { a: None, b: 1e300 },
            ],
            ..Everything::default()
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = to_bytes(&everything());
        assert_eq!(from_bytes(&bytes), Ok(everything()));
        let last = Everything {
            last: Some(1),
            left_out: Some(2),
            ..Everything::default()
        };
        assert_eq!(from_bytes(&to_bytes(&last)), Ok(last));
        let odd = to_bytes(&[f64::NAN, f64::INFINITY, -0.0]);
        let [nan, infinite, zero] = from_bytes::<[f64; 3]>(&odd).unwrap();
        assert!(nan.is_nan() && infinite == f64::INFINITY && zero.is_sign_negative());
    }

    #[test]
    fn a_word_is_never_taken_for_a_number() {
        let (word, number) = (to_bytes(&Kind::Unit), to_bytes(&0_u8));
        assert_eq!(from_bytes(&word), Ok(Kind::Unit));
        assert!(from_bytes::<Plain>(&word).is_err() && from_bytes::<u32>(&word).is_err());
        assert_eq!(from_bytes(&number), Ok(Plain::Number(0.0)));
        assert!(from_bytes::<Kind>(&number).is_err());
    }

    #[test]
    fn damaged_bytes_are_refused_and_break_nothing() {
        let bytes = to_bytes(&everything());
        for end in 0..bytes.len() {
            assert!(from_bytes::<Everything>(&bytes[..end]).is_err(), "{end}");
        }
        for at in 0..bytes.len() {
            for byte in [0, 1, 2, 5, 8, 9, 10, 11, 12, 255] {
                let mut bytes = bytes.clone();
                bytes[at] = byte;
                // Some changes give another document; none may panic.
                let _ = from_bytes::<Everything>(&bytes);
            }
        }
        let longer = [bytes, vec![2]].concat();
        assert!(from_bytes::<Everything>(&longer).is_err());
        assert!(from_bytes::<u8>(&to_bytes(&256)).is_err());
    }
}
