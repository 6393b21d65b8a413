//! What flags take, read: dates, instants, names.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::base::date;
use crate::base::moment::{self, Moment};
use crate::base::time::{Bucket, Date};
use crate::event::import::{FORMATS, Format, format};

pub(super) fn date(text: &str) -> Result<Date, String> {
    date::read(text).ok_or_else(|| "write a date like 2026-06-01".to_owned())
}

pub(super) fn as_of(text: &str) -> Result<Moment, String> {
    moment::read(text)
        .ok_or_else(|| "write a date-time like 2026-06-01T09:00:00+02:00, or Unix time".to_owned())
}

pub(super) fn input_format() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(FORMATS.iter().map(|format| format.id))
        .try_map(|id| format(&id).ok_or("no such format"))
}

pub(super) fn bucket() -> impl TypedValueParser<Value = Bucket> {
    PossibleValuesParser::new(Bucket::ALL.map(Bucket::name))
        .try_map(|name| Bucket::named(&name).ok_or("no such step"))
}
