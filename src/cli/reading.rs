//! How files are to be read, and what reading them came to, for people.

use std::path::Path;
use std::rc::Rc;

use crate::cli::{Failure, Streams};
use crate::event::FileSummary;
use crate::event::import::{Format, How, format};
use crate::event::mapping::{MAPPED, Mapping};
use crate::report::answer::Rejection;
use crate::settings::Plain;

/// So many rejections are told one by one; the report lists more.
const REJECTIONS_TOLD: usize = 10;

/// How files are to be read, from the flags.
pub(super) fn how(
    format: Option<&'static Format>,
    mapping: Option<&Path>,
    streams: &mut Streams<'_>,
) -> Result<How, Failure> {
    let Some(path) = mapping else {
        return Ok(format.map_or(How::Detect, How::Format));
    };
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::Usage(format!("--mapping {}: {error}", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let document: Plain = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    match Mapping::read(&document) {
        Ok(mapping) => Ok(How::Mapping(Rc::new(mapping))),
        Err(refused) => {
            for error in &refused {
                streams.tell(&error.to_string());
            }
            Err(wrong(&"it is not applied, because of what was refused"))
        }
    }
}

/// Tells what a file came to: `a.json: Rasa tracker (NDJSON), 12 events, …`.
pub(super) fn tell_file(file: &FileSummary, streams: &mut Streams<'_>) {
    let name = match file.format == MAPPED.id {
        true => MAPPED.name,
        false => format(&file.format).map_or(file.format.as_str(), |format| format.name),
    };
    let mut parts = vec![
        format!("{}: {name} ({})", file.name, file.form),
        counted(file.events, "event"),
    ];
    if file.rejected > 0 {
        parts.push(format!("{} rejected", file.rejected));
    }
    if file.duplicates > 0 {
        parts.push(format!(
            "{} left out",
            counted(file.duplicates, "duplicate")
        ));
    }
    streams.tell(&parts.join(", "));
    for left in &file.left_out {
        streams.tell(&format!(
            "  left out: {} {}: {}",
            left.count, left.what, left.why
        ));
    }
}

/// Tells of the first rejections.
pub(super) fn tell_rejections(rejections: &[Rejection], streams: &mut Streams<'_>) {
    for rejection in rejections.iter().take(REJECTIONS_TOLD) {
        let parts = [&rejection.at, &rejection.field, &rejection.reason];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        let value = match rejection.value.as_str() {
            "" => String::new(),
            value => format!(": {value}"),
        };
        streams.tell(&format!("rejected {}{value}", parts.join(", ")));
    }
}

fn counted(count: u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}
