//! A history with its definitions, read for a command: files and settings
//! in, an engine out. What was refused on the way is told.

use std::path::Path;

use crate::base::sorted::SortedMap;
use crate::cli::args::{HistoryArgs, SelectionArgs};
use crate::cli::system::{SystemZones, now};
use crate::cli::{Failure, Streams, input, reading};
use crate::engine::{Engine, Error, LoadReport, ReportQuery};
use crate::event::import::native::NATIVE;
use crate::event::import::native_csv::NATIVE_CSV;
use crate::event::{FileSummary, Load, Transcripts};
use crate::settings::{Plain, Settings, SettingsError};

/// The zone where nobody names one.
pub(super) const DEFAULT_ZONE: &str = "UTC";

/// Whether a command shows the texts of messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// It does.
    Texts,
    /// It has only numbers to show.
    Numbers,
}

/// Reads everything a command was given.
pub(super) fn open(
    args: &HistoryArgs,
    shows: Shows,
    streams: &mut Streams<'_>,
) -> Result<Engine, Failure> {
    let zones = SystemZones::default();
    let settings = settings(args, &zones, streams)?;
    let mut engine = Engine::new(Box::new(zones), now(), DEFAULT_ZONE);
    engine.set_settings(settings).map_err(refused)?;
    let transcripts = match shows {
        Shows::Texts => Transcripts::Kept,
        Shows::Numbers => engine.without_transcripts(),
    };
    let load = load(args, transcripts, streams)?;
    let loaded = engine.adopt(load).map_err(refused)?;
    tell(&loaded, streams);
    Ok(engine)
}

/// What the engine refuses was asked wrongly.
pub(super) fn refused(error: Error) -> Failure {
    Failure::Usage(error.to_string())
}

/// What of the history was asked for.
pub(super) fn query(args: &SelectionArgs) -> Result<ReportQuery, Failure> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        return Err(Failure::Usage(format!("--from {from} is after --to {to}")));
    }
    let mut filters: SortedMap<String, Vec<String>> = SortedMap::default();
    for filter in &args.filters {
        let values = filters.at(filter.field.clone());
        for value in &filter.values {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    }
    Ok(ReportQuery {
        from: args.from,
        to: args.to,
        filters,
        ..ReportQuery::default()
    })
}

/// The settings file laid over the defaults and the flags over both; what is
/// refused of the file is told.
fn settings(
    args: &HistoryArgs,
    zones: &SystemZones,
    streams: &mut Streams<'_>,
) -> Result<Settings, Failure> {
    let (mut settings, mut refused) = match &args.settings {
        Some(path) => read_settings(path)?,
        None => (Settings::default(), Vec::new()),
    };
    refused.extend(refuse_unknown_zones(&mut settings, zones));
    for error in &refused {
        streams.tell(&error.to_string());
    }
    if let Some(zone) = &args.tz {
        zones
            .check(zone)
            .map_err(|error| Failure::Usage(format!("--tz: {error}")))?;
        settings.timezone = Some(zone.clone());
    }
    settings.as_of = args.as_of.or(settings.as_of);
    Ok(settings)
}

fn read_settings(path: &Path) -> Result<(Settings, Vec<SettingsError>), Failure> {
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::Usage(format!("--settings {}: {error}", path.display()))
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
    let plain: Plain = serde_json::from_str(&text).map_err(|error| wrong(&error))?;
    Ok(Settings::read(&plain))
}

/// Takes out the zones that this machine does not know.
fn refuse_unknown_zones(settings: &mut Settings, zones: &SystemZones) -> Vec<SettingsError> {
    let check = |key: &str, zone: Option<&String>| {
        let zone = zone?;
        let error = zones.check(zone).err()?;
        Some(SettingsError {
            key: key.to_owned(),
            value: format!("{zone:?}"),
            allowed: error.to_string(),
        })
    };
    let own = check("timezone", settings.timezone.as_ref());
    if own.is_some() {
        settings.timezone = None;
    }
    let hours = settings.business_hours.as_ref();
    let of_hours = check(
        "business_hours.timezone",
        hours.and_then(|hours| hours.timezone.as_ref()),
    );
    if of_hours.is_some() {
        settings.business_hours = None;
    }
    own.into_iter().chain(of_hours).collect()
}

/// Reads every file that can be read and tells of those that cannot.
fn load(
    args: &HistoryArgs,
    transcripts: Transcripts,
    streams: &mut Streams<'_>,
) -> Result<Load, Failure> {
    let how = reading::how(args.input_format, args.mapping.as_deref(), streams)?;
    let mut load = Load::new().with_transcripts(transcripts);
    let mut read = 0;
    let faults = input::each(&args.files, streams.input, &mut |name, source| {
        input::feed(&mut load, &how, name, source, |_| Ok(()))?;
        read += 1;
        Ok(())
    });
    let faults = faults.map_err(|error| Failure::Nothing(error.to_string()))?;
    if read == 0 && load.progress().events == 0 {
        return Err(input::nothing(&faults));
    }
    for fault in &faults {
        streams.tell(fault);
    }
    Ok(load)
}

/// Tells of files that were translated, and of what could not be used.
fn tell(report: &LoadReport, streams: &mut Streams<'_>) {
    let translated = |file: &&FileSummary| file.format != NATIVE.id && file.format != NATIVE_CSV.id;
    for file in report.files.iter().filter(translated) {
        reading::tell_file(file, streams);
    }
    let load = &report.summary;
    reading::tell_rejections(&load.rejections, streams);
    if load.rejected + load.duplicates > 0 {
        streams.tell(&format!(
            "{} events read, {} rejected, {} duplicates left out",
            load.events, load.rejected, load.duplicates
        ));
    }
}
