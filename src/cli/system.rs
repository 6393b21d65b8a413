//! What the command line asks of the machine: the clock and the time zones.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use std::path::PathBuf;
use std::time::SystemTime;

use tz::TimeZone;

use crate::base::time::{Millis, SECOND};
use crate::base::zone::Zones;

/// The instant of the machine's clock.
pub fn now() -> Millis {
    match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX),
        Err(before) => -Millis::try_from(before.duration().as_millis()).unwrap_or(Millis::MAX),
    }
}

/// Where systems keep their time zones.
const DIRECTORIES: [&str; 4] = [
    "/usr/share/zoneinfo",
    "/usr/lib/zoneinfo",
    "/share/zoneinfo",
    "/etc/zoneinfo",
];

/// The time zones of the machine. `UTC` is known even without any.
pub struct SystemZones {
    directories: Vec<PathBuf>,
    parsed: RefCell<BTreeMap<String, Option<TimeZone>>>,
}

impl Default for SystemZones {
    /// Those in the directory named by `TZDIR`, or where systems keep them.
    fn default() -> SystemZones {
        let named = std::env::var_os("TZDIR").map(PathBuf::from);
        SystemZones::of(named.into_iter().chain(DIRECTORIES.map(PathBuf::from)))
    }
}

impl SystemZones {
    /// The zones of the first of these directories that has them.
    pub fn of(directories: impl IntoIterator<Item = PathBuf>) -> SystemZones {
        SystemZones {
            directories: directories.into_iter().collect(),
            parsed: RefCell::default(),
        }
    }

    /// Whether a zone is known.
    ///
    /// # Errors
    ///
    /// Says why it is not, and what to do about it.
    pub fn check(&self, zone: &str) -> Result<(), ZoneError> {
        if self.offset_at(zone, 0).is_some() {
            return Ok(());
        }
        let zone = zone.to_owned();
        match self.directories.iter().any(|directory| directory.is_dir()) {
            true => Err(ZoneError::Unknown(zone)),
            false => Err(ZoneError::NoDatabase(zone)),
        }
    }

    fn parse(&self, zone: &str) -> Option<TimeZone> {
        if zone == "UTC" {
            return Some(TimeZone::utc());
        }
        if !is_zone_name(zone) {
            return None;
        }
        let mut files = self
            .directories
            .iter()
            .map(|directory| directory.join(zone));
        let data = files.find_map(|file| std::fs::read(file).ok())?;
        TimeZone::from_tz_data(&data).ok()
    }
}

/// Whether a name has the form of IANA's, which never leads out of the
/// directory.
fn is_zone_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
}

impl Zones for SystemZones {
    fn offset_at(&self, zone: &str, at: Millis) -> Option<i32> {
        let mut parsed = self.parsed.borrow_mut();
        if !parsed.contains_key(zone) {
            parsed.insert(zone.to_owned(), self.parse(zone));
        }
        offset(parsed.get(zone)?.as_ref()?, at.div_euclid(SECOND))
    }
}

/// Seconds east; after the last change of a file without a rule for the
/// future that change's offset holds on.
fn offset(zone: &TimeZone, unix: i64) -> Option<i32> {
    if let Ok(kind) = zone.find_local_time_type(unix) {
        return Some(kind.ut_offset());
    }
    let zone = zone.as_ref();
    let last = zone.transitions().last()?.local_time_type_index();
    Some(zone.local_time_types().get(last)?.ut_offset())
}

/// Why a time zone cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ZoneError {
    /// The machine has time zones, but none of this name.
    Unknown(String),
    /// The machine has no time zones.
    NoDatabase(String),
}

impl Display for ZoneError {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            ZoneError::Unknown(zone) => write!(
                f,
                "there is no time zone “{zone}”: use an IANA name such as Europe/Stockholm"
            ),
            ZoneError::NoDatabase(zone) => write!(
                f,
                "the time zone “{zone}” cannot be looked up, because this machine has no time \
                 zones: install the package tzdata, or set TZDIR to a directory of them"
            ),
        }
    }
}

impl std::error::Error for ZoneError {}

#[cfg(test)]
mod tests {
    use super::{SystemZones, ZoneError, now};
    use crate::base::time::HOUR;
    use crate::base::zone::{Zone, Zones};

    #[test]
    fn knows_the_zones_of_the_machine() {
        let zones = SystemZones::default();
        assert_eq!(zones.check("Europe/Stockholm"), Ok(()));
        let spring = 1_774_746_000_000;
        for (at, hours) in [(spring - 1, 1), (spring, 2)] {
            assert_eq!(zones.offset_at("Europe/Stockholm", at), Some(hours * 3_600));
        }
        // Far behind the last change that the file lists, by its rule.
        let july_2090 = 3_802_032_000_000;
        assert_eq!(
            zones.offset_at("Europe/Stockholm", july_2090),
            Some(2 * 3_600)
        );
        assert_eq!(zones.offset_at("Asia/Kolkata", spring), Some(19_800));
        let zone = Zone::tabulate(&zones, "America/New_York", spring, spring).unwrap();
        assert_eq!(zone.offset(spring), -4 * HOUR);
    }

    #[test]
    fn refuses_names_that_are_no_zones() {
        let zones = SystemZones::default();
        for name in [
            "",
            "Europe",
            "Europe/Stokholm",
            "../../etc/passwd",
            "/usr/share/zoneinfo/Europe/Stockholm",
            "Europe/../Europe/Stockholm",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "localtime",
        ] {
            let expected = Err(ZoneError::Unknown(name.to_owned()));
            assert_eq!(zones.check(name), expected);
        }
    }

    #[test]
    fn knows_utc_on_a_machine_without_zones() {
        let zones = SystemZones::of(["/nonexistent/zoneinfo".into()]);
        assert_eq!(zones.offset_at("UTC", 0), Some(0));
        let error = zones.check("Europe/Stockholm").unwrap_err();
        assert!(error.to_string().contains("tzdata"));
    }

    #[test]
    fn the_clock_runs_in_this_century() {
        assert!((1_700_000_000_000..4_102_444_800_000).contains(&now()));
    }
}
