//! Settings as a plain object again: to be shown, kept and handed on.
//!
//! What leaves is only what differs from the defaults, so that a file says
//! what somebody chose and nothing else.

use crate::base::moment::Moment;
use crate::base::sorted::SortedMap;
use crate::settings::plain::Plain;
use crate::settings::read::{RATE_BASES, SPLITS, TOUCHES};
use crate::settings::{Attribution, BusinessHours, Costs, Settings, Target};

/// Settings that are laid over the defaults entry by entry.
const BY_ENTRY: [&str; 2] = ["attribution", "targets"];

impl Settings {
    /// Every setting, by its key; [`Settings::read`] takes it back.
    pub fn plain(&self) -> Plain {
        let as_of = self.as_of.map(Moment::text);
        let phrases = self
            .fallback_phrases
            .iter()
            .map(|text| text.as_str().into());
        Plain::object([
            ("timezone", self.timezone.as_deref().into()),
            ("as_of", as_of.as_deref().into()),
            ("session_gap_minutes", self.session_gap_minutes.into()),
            ("split", name_of(&self.split, &SPLITS)),
            ("auto_close_hours", self.auto_close_hours.into()),
            ("agent_engages", Plain::Bool(self.agent_engages)),
            ("rate_base", name_of(&self.rate_base, &RATE_BASES)),
            ("fcr_window_days", self.fcr_window_days.into()),
            ("missed_after_minutes", self.missed_after_minutes.into()),
            (
                "response_target_seconds",
                self.response_target_seconds.into(),
            ),
            ("fallback_phrases", Plain::List(phrases.collect())),
            ("attribution", by_entry(&self.attribution, attribution)),
            (
                "business_hours",
                self.business_hours.as_ref().map(business_hours).into(),
            ),
            ("costs", self.costs.as_ref().map(costs).into()),
            (
                "baseline_handle_minutes",
                self.baseline_handle_minutes.into(),
            ),
            ("canned_seconds_saved", self.canned_seconds_saved.into()),
            ("targets", by_entry(&self.targets, target)),
        ])
    }

    /// What differs from the defaults: the smallest object that
    /// [`Settings::read`] reads as these settings.
    pub fn changes(&self) -> Plain {
        let defaults = Settings::default().plain();
        let all = self.plain();
        let changed = all.fields().filter_map(|(key, value)| {
            let default = defaults.at(key);
            let value = match BY_ENTRY.contains(&key) {
                true => beyond(value, default, key == "targets"),
                false => value.clone(),
            };
            (value != *default && value != Plain::object([])).then_some((key, value))
        });
        Plain::object(changed)
    }

    /// Sets one setting back to its default, or one entry of it
    /// (`attribution`, `Some("sms")`).
    pub fn set_back(&mut self, key: &str, entry: Option<&str>) {
        let changes = self.changes();
        let fields = changes.fields().filter_map(|(name, value)| {
            let left = match (name == key, entry) {
                (true, None) => return None,
                (true, Some(entry)) => without(value, entry),
                (false, _) => value.clone(),
            };
            Some((name, left))
        });
        *self = Settings::read(&Plain::object(fields)).0;
    }
}

fn without(object: &Plain, key: &str) -> Plain {
    let fields = object.fields().filter(|field| field.0 != key);
    Plain::object(fields.map(|(key, value)| (key, value.clone())))
}

/// The entries that are not the default's; where they can be taken away,
/// nothing in place of those that were.
fn beyond(value: &Plain, default: &Plain, can_go: bool) -> Plain {
    let others = value.fields();
    let others = others.filter(|(key, value)| default.field(key) != Some(value));
    let gone = default.fields();
    let gone = gone.filter(|(key, _)| can_go && value.field(key).is_none());
    let gone = gone.map(|(key, _)| (key, Plain::Null));
    Plain::object(others.map(|(key, value)| (key, value.clone())).chain(gone))
}

fn name_of<T: PartialEq>(value: &T, names: &[(&str, T)]) -> Plain {
    let found = names.iter().find(|(_, known)| known == value);
    found.map(|(name, _)| *name).into()
}

fn by_entry<T>(entries: &SortedMap<String, T>, plain: fn(&T) -> Plain) -> Plain {
    Plain::object(
        entries
            .iter()
            .map(|(key, entry)| (key.as_str(), plain(entry))),
    )
}

fn attribution(of: &Attribution) -> Plain {
    Plain::object([
        ("touch", name_of(&of.touch, &TOUCHES)),
        ("window_hours", of.window_hours.into()),
    ])
}

fn target(of: &Target) -> Plain {
    let ends = [("min", of.min), ("max", of.max)];
    let given = ends
        .into_iter()
        .filter_map(|(key, end)| Some((key, end?.into())));
    Plain::object(given)
}

fn costs(of: &Costs) -> Plain {
    Plain::object([
        ("agent_hour", of.agent_hour.into()),
        ("bot_month", of.bot_month.into()),
        ("currency", of.currency.as_str().into()),
    ])
}

fn business_hours(of: &BusinessHours) -> Plain {
    let interval = |(opens, closes): &(String, String)| {
        Plain::List(vec![opens.as_str().into(), closes.as_str().into()])
    };
    let weekly = of.weekly.iter().map(|(day, intervals)| {
        let intervals = intervals.iter().map(interval);
        (day.as_str(), Plain::List(intervals.collect()))
    });
    let holidays = of.holidays.iter().map(|date| Plain::Text(date.to_string()));
    let mut fields = vec![("weekly", Plain::object(weekly))];
    if let Some(zone) = &of.timezone {
        fields.push(("timezone", zone.as_str().into()));
    }
    fields.push(("holidays", Plain::List(holidays.collect())));
    Plain::object(fields)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::settings::{KEYS, Plain, Settings};

    fn plain(value: Value) -> Plain {
        serde_json::from_value(value).unwrap()
    }

    fn written(changes: &Plain) -> Plain {
        plain(serde_json::to_value(changes).unwrap())
    }

    /// One of everything, none as by default.
    fn chosen() -> Value {
        json!({
            "timezone": "Europe/Stockholm",
            "as_of": "2026-06-01T09:00:00.500",
            "session_gap_minutes": 30.5,
            "split": "never",
            "auto_close_hours": null,
            "agent_engages": false,
            "rate_base": "engaged",
            "fcr_window_days": 1.0,
            "missed_after_minutes": 0.0,
            "response_target_seconds": 20.0,
            "fallback_phrases": ["sorry", "pardon"],
            "attribution": {"email": {"touch": "message", "window_hours": 2.0}},
            "business_hours": {
                "timezone": "Asia/Tokyo",
                "weekly": {"mon": [["09:00", "12:00"], ["13:00", "24:00"]]},
                "holidays": ["2026-12-25"],
            },
            "costs": {"agent_hour": 30.0, "bot_month": 0.0, "currency": "EUR"},
            "baseline_handle_minutes": 10.0,
            "canned_seconds_saved": 45.0,
            "targets": {"csat": {"min": 0.9}, "handoff_rate": {}, "missed_rate": {"max": 0.05}},
        })
    }

    #[test]
    fn everything_is_written_and_read_back() {
        let defaults = Settings::default();
        assert_eq!(
            Settings::read(&defaults.plain()),
            (defaults.clone(), vec![])
        );
        assert_eq!(
            defaults.plain().fields().count(),
            KEYS.len(),
            "every key is written"
        );
        assert_eq!(
            plain(serde_json::to_value(&defaults).unwrap()),
            defaults.plain()
        );
        let (settings, refused) = Settings::read(&plain(chosen()));
        assert_eq!(refused, []);
        assert_eq!(
            plain(serde_json::to_value(&settings).unwrap()),
            settings.plain()
        );
    }

    #[test]
    fn only_changes_leave() {
        assert_eq!(written(&Settings::default().changes()), plain(json!({})));
        let (settings, _) = Settings::read(&plain(chosen()));
        assert_eq!(written(&settings.changes()), plain(chosen()));
        assert_eq!(chosen().as_object().unwrap().len(), KEYS.len());
        let again = plain(json!({"session_gap_minutes": 10, "targets": {"csat": {"min": 0.8}}}));
        assert_eq!(
            written(&Settings::read(&again).0.changes()),
            plain(json!({}))
        );
    }

    #[test]
    fn one_setting_or_one_entry_goes_back_alone() {
        let (mut settings, _) = Settings::read(&plain(chosen()));
        settings.set_back("targets", Some("csat"));
        settings.set_back("auto_close_hours", None);
        settings.set_back("colour", Some("red"));
        let mut rest = chosen();
        rest["targets"].as_object_mut().unwrap().remove("csat");
        rest.as_object_mut().unwrap().remove("auto_close_hours");
        assert_eq!(written(&settings.changes()), plain(rest));
        settings.set_back("attribution", Some("email"));
        assert!(settings.changes().field("attribution").is_none());
    }

    #[test]
    fn a_target_that_is_taken_away_stays_away() {
        let mut settings = Settings::default();
        let gone = plain(json!({"targets": {"csat": null, "nps": {"min": 30}, "luck": null}}));
        assert_eq!(settings.lay(&gone, |_| true), []);
        assert!(settings.targets.get("csat").is_none());
        let changes = json!({"targets": {"csat": null, "nps": {"min": 30.0}}});
        assert_eq!(written(&settings.changes()), plain(changes));
        assert_eq!(
            Settings::read(&settings.changes()),
            (settings.clone(), vec![])
        );
        settings.set_back("targets", Some("csat"));
        assert_eq!(
            settings.targets.get("csat"),
            Settings::default().targets.get("csat")
        );
    }

    #[test]
    fn what_is_laid_over_leaves_the_rest_and_the_refused() {
        let known = |zone: &str| zone == "Europe/Stockholm";
        let mut settings = Settings::read(&plain(json!({"fcr_window_days": 3}))).0;
        let refused = settings.lay(
            &plain(json!({
                "timezone": "Europe/Stockholm",
                "fcr_window_days": -1,
                "attribution": {"sms": {"touch": "look", "window_hours": 1}},
            })),
            known,
        );
        let keys: Vec<&str> = refused.iter().map(|error| error.key.as_str()).collect();
        assert_eq!(keys, ["attribution.sms.touch", "fcr_window_days"]);
        let hours = json!({"timezone": "Mars/Olympus", "weekly": {"mon": [["09:00", "17:00"]]}});
        let refused = settings.lay(
            &plain(json!({"timezone": "Atlantis/Capital", "business_hours": hours})),
            known,
        );
        assert_eq!(
            refused[0].to_string(),
            "setting timezone refused: \"Atlantis/Capital\"; \
             allowed: an IANA name that is known here, such as Europe/Stockholm"
        );
        assert_eq!(refused[1].key, "business_hours.timezone");
        assert_eq!(
            written(&settings.changes()),
            plain(json!({"timezone": "Europe/Stockholm", "fcr_window_days": 3.0}))
        );
    }
}
