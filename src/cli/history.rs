//! A history with its definitions, read for a command: files and settings
//! in, an engine out. What was refused on the way is told.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::args::{HistoryArgs, SelectionArgs};
use crate::cli::system::{SystemZones, now};
use crate::cli::{Failure, Streams, input};
use crate::engine::{Engine, Error, ReportQuery};
use crate::event::Load;
use crate::report::LoadSummary;
use crate::settings::{Plain, Settings, SettingsError};

/// So many rejections are told one by one; the report lists more.
const REJECTIONS_TOLD: usize = 10;

/// The zone where nobody names one.
const DEFAULT_ZONE: &str = "UTC";

/// Reads everything a command was given.
pub(super) fn open(args: &HistoryArgs, streams: &mut Streams<'_>) -> Result<Engine, Failure> {
    let zones = SystemZones::default();
    let settings = settings(args, &zones, streams)?;
    let load = load(args, streams)?;
    let mut engine = Engine::new(Box::new(zones), now(), DEFAULT_ZONE);
    engine.set_settings(settings).map_err(refused)?;
    let loaded = engine.adopt(load).map_err(refused)?;
    tell_rejections(&loaded.summary, streams);
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
    let mut filters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for filter in &args.filters {
        let values = filters.entry(filter.field.clone()).or_default();
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
fn load(args: &HistoryArgs, streams: &mut Streams<'_>) -> Result<Load, Failure> {
    let mut load = Load::new();
    let mut faults = Vec::new();
    for file in &args.files {
        if let Err(fault) = input::read(&mut load, file, streams.input) {
            faults.push(fault);
        }
    }
    let nothing = faults.len() == args.files.len() && load.progress().events == 0;
    if nothing {
        return Err(Failure::Nothing(faults.join("\nchatgauge: ")));
    }
    for fault in &faults {
        streams.tell(fault);
    }
    Ok(load)
}

fn tell_rejections(load: &LoadSummary, streams: &mut Streams<'_>) {
    for rejection in load.rejections.iter().take(REJECTIONS_TOLD) {
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
    if load.rejected + load.duplicates > 0 {
        streams.tell(&format!(
            "{} events read, {} rejected, {} duplicates left out",
            load.events, load.rejected, load.duplicates
        ));
    }
}
