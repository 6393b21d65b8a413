//! Settings laid over the defaults, each bad one refused on its own.
//!
//! A typing error in one setting must neither stop a report nor pass in
//! silence: the good settings apply, and every refusal says what is allowed.

use core::fmt;

use crate::base::moment;
use crate::base::moment::Moment;
use crate::base::sorted::SortedMap;
use crate::settings::hours::business_hours;
use crate::settings::plain::Plain;
use crate::settings::{Attribution, Costs, RateBase, Settings, Split, Target, Touch};

/// One refused setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// Where: the setting's key, within objects with dots
    /// (`attribution.sms`); empty for the whole document.
    pub key: String,
    /// What stood there, as JSON, cut at 80 characters.
    pub value: String,
    /// What may stand there.
    pub allowed: String,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let SettingsError {
            key,
            value,
            allowed,
        } = self;
        match key.as_str() {
            "" => write!(f, "settings refused: {value}; allowed: {allowed}"),
            _ => write!(f, "setting {key} refused: {value}; allowed: {allowed}"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl SettingsError {
    /// Refuses `value` at `key`.
    #[inline(never)]
    pub(super) fn new(key: &str, value: &Plain, allowed: &str) -> SettingsError {
        let shown = value.to_string();
        let value = match shown.char_indices().nth(LONGEST_SHOWN) {
            Some((end, _)) => format!("{}…", &shown[..end]),
            None => shown,
        };
        SettingsError {
            key: key.to_owned(),
            value,
            allowed: allowed.to_owned(),
        }
    }
}

/// So many characters of a refused value are shown.
const LONGEST_SHOWN: usize = 80;

/// A hundred years in days: no rule needs a longer span, and spans up to it
/// can be added to any instant.
const LONGEST_DAYS: f64 = 36_525.0;

/// The keys of the settings object.
pub const KEYS: [&str; 17] = [
    "timezone",
    "as_of",
    "session_gap_minutes",
    "split",
    "auto_close_hours",
    "agent_engages",
    "rate_base",
    "fcr_window_days",
    "missed_after_minutes",
    "response_target_seconds",
    "fallback_phrases",
    "attribution",
    "business_hours",
    "costs",
    "baseline_handle_minutes",
    "canned_seconds_saved",
    "targets",
];

/// What reading one setting gives.
pub(super) type Reading<T> = Result<T, SettingsError>;

impl Settings {
    /// The default settings with those of `object` laid over them, and the
    /// ones that were refused, by key. A null stands for the default, but
    /// for `auto_close_hours`, where it means never.
    pub fn read(object: &Plain) -> (Settings, Vec<SettingsError>) {
        let mut settings = Settings::default();
        let refused = settings.take(object);
        (settings, refused)
    }

    /// Lays the settings of `object` over these, as [`Settings::read`] lays
    /// them over the defaults; what is refused leaves the one that was there.
    /// A time zone is refused that `known` does not know.
    pub fn lay(&mut self, object: &Plain, known: impl Fn(&str) -> bool) -> Vec<SettingsError> {
        let (zone, hours) = (self.timezone.clone(), self.business_hours.clone());
        let mut refused = self.take(object);
        if let Some(name) = self.timezone.take_if(|name| !known(name)) {
            refused.push(unknown_zone("timezone", name));
            self.timezone = zone;
        }
        let opening_zone = self.business_hours.as_ref();
        let opening_zone = opening_zone.and_then(|hours| hours.timezone.clone());
        if let Some(name) = opening_zone.filter(|name| !known(name)) {
            refused.push(unknown_zone("business_hours.timezone", name));
            self.business_hours = hours;
        }
        refused
    }

    fn take(&mut self, object: &Plain) -> Vec<SettingsError> {
        match object {
            Plain::Object(fields) => {
                let mut refused = Vec::new();
                for (key, value) in fields {
                    refused.append(&mut self.set(key, value));
                }
                refused
            }
            _ => vec![SettingsError::new("", object, "one object")],
        }
    }

    /// Sets one key, or says why not; objects by key may do so in part.
    fn set(&mut self, key: &str, value: &Plain) -> Vec<SettingsError> {
        let done = match (key, value) {
            ("attribution", Plain::Object(entries)) => {
                return lay_over(&mut self.attribution, key, entries, attribution);
            }
            ("targets", Plain::Object(entries)) => {
                // One that is nothing is not in the scorecard.
                for (name, _) in entries.iter().filter(|(_, value)| *value == Plain::Null) {
                    self.targets.remove(name);
                }
                return lay_over(&mut self.targets, key, entries, target);
            }
            ("auto_close_hours", Plain::Null) => {
                self.auto_close_hours = None;
                Ok(())
            }
            (_, Plain::Null) if KEYS.contains(&key) => Ok(()),
            _ => self.set_value(key, value),
        };
        done.err().into_iter().collect()
    }

    fn set_value(&mut self, key: &str, value: &Plain) -> Reading<()> {
        let up_to = |highest: f64| number(key, value, 0.0, highest);
        match key {
            "timezone" => self.timezone = Some(text(key, value)?),
            "as_of" => self.as_of = Some(as_of(key, value)?),
            "session_gap_minutes" => self.session_gap_minutes = up_to(LONGEST_DAYS * 1_440.0)?,
            "split" => self.split = one_of(key, value, &SPLITS)?,
            "auto_close_hours" => self.auto_close_hours = Some(up_to(LONGEST_DAYS * 24.0)?),
            "agent_engages" => self.agent_engages = boolean(key, value)?,
            "rate_base" => self.rate_base = one_of(key, value, &RATE_BASES)?,
            "fcr_window_days" => self.fcr_window_days = up_to(LONGEST_DAYS)?,
            "missed_after_minutes" => {
                self.missed_after_minutes = Some(up_to(LONGEST_DAYS * 1_440.0)?);
            }
            "response_target_seconds" => {
                self.response_target_seconds = up_to(LONGEST_DAYS * 86_400.0)?;
            }
            "fallback_phrases" => self.fallback_phrases = phrases(key, value)?,
            "attribution" | "targets" => {
                return Err(SettingsError::new(key, value, "an object of objects"));
            }
            "business_hours" => self.business_hours = Some(business_hours(key, value)?),
            "costs" => self.costs = Some(costs(key, value)?),
            "baseline_handle_minutes" => {
                self.baseline_handle_minutes = Some(up_to(LONGEST_DAYS * 1_440.0)?);
            }
            "canned_seconds_saved" => {
                self.canned_seconds_saved = Some(up_to(LONGEST_DAYS * 86_400.0)?);
            }
            _ => {
                let allowed = format!("the keys {}", KEYS.join(", "));
                return Err(SettingsError::new(key, value, &allowed));
            }
        }
        Ok(())
    }
}

fn unknown_zone(key: &str, name: String) -> SettingsError {
    let allowed = "an IANA name that is known here, such as Europe/Stockholm";
    SettingsError::new(key, &Plain::Text(name), allowed)
}

pub(super) const SPLITS: [(&str, Split); 3] = [
    ("auto", Split::Auto),
    ("always", Split::Always),
    ("never", Split::Never),
];

pub(super) const RATE_BASES: [(&str, RateBase); 2] =
    [("all", RateBase::All), ("engaged", RateBase::Engaged)];

pub(super) const TOUCHES: [(&str, Touch); 2] =
    [("click", Touch::Click), ("message", Touch::Message)];

/// Puts the good entries into `map`, each in place of the whole entry that
/// was there, and gives the refusals of the others.
fn lay_over<T>(
    map: &mut SortedMap<String, T>,
    key: &str,
    entries: &[(String, Plain)],
    read: impl Fn(&str, &Plain) -> Reading<T>,
) -> Vec<SettingsError> {
    let mut refused = Vec::new();
    for (name, value) in entries {
        if *value == Plain::Null {
            continue;
        }
        match read(&format!("{key}.{name}"), value) {
            Ok(entry) => {
                map.insert(name.clone(), entry);
            }
            Err(error) => refused.push(error),
        }
    }
    refused
}

fn attribution(key: &str, value: &Plain) -> Reading<Attribution> {
    let fields = Fields::of(key, value, &["touch", "window_hours"])?;
    Ok(Attribution {
        touch: fields.required("touch", |key, value| one_of(key, value, &TOUCHES))?,
        window_hours: fields.required("window_hours", |key, value| {
            number(key, value, 0.0, LONGEST_DAYS * 24.0)
        })?,
    })
}

fn target(key: &str, value: &Plain) -> Reading<Target> {
    let fields = Fields::of(key, value, &["min", "max"])?;
    let end = |key: &str, value: &Plain| number(key, value, f64::MIN, f64::MAX);
    let (min, max) = (fields.optional("min", end)?, fields.optional("max", end)?);
    match (min, max) {
        (Some(low), Some(high)) if low > high => {
            Err(SettingsError::new(key, value, "min not above max"))
        }
        _ => Ok(Target { min, max }),
    }
}

fn costs(key: &str, value: &Plain) -> Reading<Costs> {
    let fields = Fields::of(key, value, &["agent_hour", "bot_month", "currency"])?;
    let amount = |key: &str, value: &Plain| number(key, value, 0.0, f64::MAX);
    Ok(Costs {
        agent_hour: fields.optional("agent_hour", amount)?.unwrap_or(0.0),
        bot_month: fields.optional("bot_month", amount)?.unwrap_or(0.0),
        currency: fields.required("currency", currency)?,
    })
}

fn currency(key: &str, value: &Plain) -> Reading<String> {
    match value {
        Plain::Text(text) if text.len() == 3 && text.bytes().all(|b| b.is_ascii_alphabetic()) => {
            Ok(text.to_ascii_uppercase())
        }
        _ => Err(SettingsError::new(key, value, "three letters")),
    }
}

fn as_of(key: &str, value: &Plain) -> Reading<Moment> {
    match value {
        Plain::Text(text) => moment::read(text),
        Plain::Number(number) => moment::unix(*number).map(Moment::Utc),
        _ => None,
    }
    .ok_or_else(|| SettingsError::new(key, value, "an RFC 3339 date-time or Unix time"))
}

fn phrases(key: &str, value: &Plain) -> Reading<Vec<String>> {
    let refusal = || SettingsError::new(key, value, "a list of texts, none empty");
    let Plain::List(values) = value else {
        return Err(refusal());
    };
    values
        .iter()
        .map(|value| text(key, value).map_err(|_| refusal()))
        .collect()
}

/// A number from `lowest` to `highest`.
#[inline(never)]
fn number(key: &str, value: &Plain, lowest: f64, highest: f64) -> Reading<f64> {
    match *value {
        Plain::Number(number) if number >= lowest && number <= highest => Ok(number),
        _ => {
            let allowed = match (lowest == f64::MIN, highest == f64::MAX) {
                (true, _) => "a number".to_owned(),
                (_, true) => format!("a number from {lowest} up"),
                _ => format!("a number from {lowest} to {highest}"),
            };
            Err(SettingsError::new(key, value, &allowed))
        }
    }
}

/// Text that is not empty.
pub(super) fn text(key: &str, value: &Plain) -> Reading<String> {
    match value {
        Plain::Text(text) if !text.is_empty() => Ok(text.clone()),
        _ => Err(SettingsError::new(key, value, "text")),
    }
}

fn boolean(key: &str, value: &Plain) -> Reading<bool> {
    match value {
        Plain::Bool(value) => Ok(*value),
        _ => Err(SettingsError::new(key, value, "true or false")),
    }
}

fn one_of<T: Copy>(key: &str, value: &Plain, choices: &[(&str, T)]) -> Reading<T> {
    let chosen = choices
        .iter()
        .find(|(name, _)| matches!(value, Plain::Text(text) if text == name));
    chosen.map(|&(_, choice)| choice).ok_or_else(|| {
        let names: Vec<&str> = choices.iter().map(|&(name, _)| name).collect();
        SettingsError::new(key, value, &names.join(", "))
    })
}

/// The fields of an object within the settings.
pub(super) struct Fields<'a> {
    key: &'a str,
    object: &'a Plain,
}

impl<'a> Fields<'a> {
    /// Refuses what is not an object, or has fields other than `known`.
    pub(super) fn of(key: &'a str, object: &'a Plain, known: &[&str]) -> Reading<Fields<'a>> {
        match object {
            Plain::Object(fields)
                if fields
                    .iter()
                    .all(|(name, _)| known.contains(&name.as_str())) =>
            {
                Ok(Fields { key, object })
            }
            _ => {
                let allowed = format!("an object of {}", known.join(", "));
                Err(SettingsError::new(key, object, &allowed))
            }
        }
    }

    /// A field that may be absent or null.
    pub(super) fn optional<T>(
        &self,
        name: &str,
        read: impl Fn(&str, &Plain) -> Reading<T>,
    ) -> Reading<Option<T>> {
        match self.object.field(name) {
            None | Some(Plain::Null) => Ok(None),
            Some(value) => read(&format!("{}.{name}", self.key), value).map(Some),
        }
    }

    /// A field that must be there.
    pub(super) fn required<T>(
        &self,
        name: &str,
        read: impl Fn(&str, &Plain) -> Reading<T>,
    ) -> Reading<T> {
        self.optional(name, read)?.ok_or_else(|| {
            SettingsError::new(self.key, self.object, &format!("an object with {name}"))
        })
    }
}

#[cfg(test)]
mod tests;
