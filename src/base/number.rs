//! Numbers as documents write them: whole ones without a fraction, so that
//! 300 reads `300` in JSON, whatever writes it.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::base::sorted::SortedMap;

/// Up to here every whole number is told apart, by readers too that know
/// floating-point numbers only.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// A number that is written whole where it is whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            value if value.fract() == 0.0 && value.abs() < LARGEST_WHOLE => {
                serializer.serialize_i64(value as i64)
            }
            value => serializer.serialize_f64(value),
        }
    }
}

/// Writes a number, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn one<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Number(*value).serialize(serializer)
}

/// Writes a number or nothing, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(Number).serialize(serializer)
}

/// Writes two numbers or nothing, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn option_pair<S: Serializer>(
    value: &Option<(f64, f64)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let pair = value.map(|(from, to)| (Number(from), Number(to)));
    pair.serialize(serializer)
}

/// Writes a list of numbers or nothings, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn options<S: Serializer>(values: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(|value| value.map(Number)))
}

/// Writes a list of numbers, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn list<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(|&value| Number(value)))
}

/// Writes numbers by name, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn by_name<S: Serializer>(
    values: &SortedMap<String, f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    map(
        values.iter().map(|(name, &value)| (name, Number(value))),
        serializer,
    )
}

/// Writes numbers or nothing by name, for `serialize_with`.
///
/// # Errors
///
/// Those of the serializer.
pub fn option_by_name<S: Serializer>(
    values: &SortedMap<String, Option<f64>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let values = values.iter();
    map(
        values.map(|(name, value)| (name, value.map(Number))),
        serializer,
    )
}

fn map<'a, V: Serialize, S: Serializer>(
    values: impl ExactSizeIterator<Item = (&'a String, V)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(values.len()))?;
    for (name, value) in values {
        map.serialize_entry(name, &value)?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn whole_numbers_have_no_fraction() {
        for (value, written) in [
            (300.0, "300"),
            (-0.0, "0"),
            (-7.0, "-7"),
            (0.25, "0.25"),
            (9_007_199_254_740_991.0, "9007199254740991"),
        ] {
            assert_eq!(serde_json::to_string(&Number(value)).unwrap(), written);
        }
    }
}
