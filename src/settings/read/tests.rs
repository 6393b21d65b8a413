//! Settings documents, good and bad: what is read of them, what is said of them.

use serde_json::json;

use crate::base::moment::Moment;
use crate::base::time::HOUR;
use crate::settings::{
    Attribution, Costs, KEYS, Plain, RateBase, Settings, SettingsError, Split, Target, Touch,
};

fn plain(value: serde_json::Value) -> Plain {
    serde_json::from_value(value).unwrap()
}

fn read(value: serde_json::Value) -> (Settings, Vec<SettingsError>) {
    Settings::read(&plain(value))
}

/// The settings of a document in which nothing is refused.
fn good(value: serde_json::Value) -> Settings {
    let (settings, refused) = read(value);
    assert_eq!(refused, []);
    settings
}

#[test]
fn an_empty_object_or_nulls_are_the_defaults() {
    assert_eq!(good(json!({})), Settings::default());
    let nulls = KEYS
        .iter()
        .filter(|&&key| key != "auto_close_hours")
        .map(|&key| (key.to_owned(), serde_json::Value::Null));
    assert_eq!(
        good(serde_json::Value::Object(nulls.collect())),
        Settings::default()
    );
}

#[test]
fn what_is_written_is_read_back() {
    let written = |settings: &Settings| serde_json::to_value(settings).unwrap();
    let defaults = written(&Settings::default());
    let keys: Vec<&str> = defaults
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, KEYS);
    assert_eq!(good(defaults), Settings::default());
    let other = good(json!({
        "as_of": "2026-06-01T09:00:00.5",
        "auto_close_hours": null,
        "costs": {"agent_hour": 30, "currency": "eur"},
        "business_hours": {"weekly": {"mon": [["09:00", "17:00"]]}, "holidays": ["2026-12-25"]},
    }));
    assert_eq!(good(written(&other)), other);
}

#[test]
fn every_setting_can_be_set() {
    let settings = good(json!({
        "timezone": "Europe/Stockholm",
        "as_of": "2026-06-01T09:00:00+02:00",
        "session_gap_minutes": 30,
        "split": "always",
        "auto_close_hours": null,
        "agent_engages": false,
        "rate_base": "engaged",
        "fcr_window_days": 1.5,
        "missed_after_minutes": 0,
        "response_target_seconds": 20,
        "fallback_phrases": ["sorry"],
        "attribution": {"sms": {"touch": "click", "window_hours": 1}, "email": {"touch": "message", "window_hours": 2}},
        "business_hours": {
            "timezone": "Asia/Tokyo",
            "weekly": {"mon": [["13:00", "24:00"], ["00:00", "13:00"]], "sun": [], "sat": null},
            "holidays": ["2026-12-25"],
        },
        "costs": {"agent_hour": 30, "bot_month": 99.5, "currency": "eur"},
        "baseline_handle_minutes": 10,
        "canned_seconds_saved": 45,
        "targets": {"csat": {"min": 0.9}, "handoff_rate": {}, "missed_rate": {"max": 0.05, "min": null}},
    }));
    let nine = 1_780_297_200_000;
    assert_eq!(settings.timezone.as_deref(), Some("Europe/Stockholm"));
    assert_eq!(settings.as_of, Some(Moment::Utc(nine)));
    assert_eq!(settings.session_gap_minutes, 30.0);
    assert_eq!(settings.split, Split::Always);
    assert_eq!(settings.auto_close_hours, None);
    assert!(!settings.agent_engages);
    assert_eq!(settings.rate_base, RateBase::Engaged);
    assert_eq!(settings.fcr_window_days, 1.5);
    assert_eq!(settings.missed_after_minutes, Some(0.0));
    assert_eq!(settings.response_target_seconds, 20.0);
    assert_eq!(settings.fallback_phrases, ["sorry"]);
    assert_eq!(settings.baseline_handle_minutes, Some(10.0));
    assert_eq!(settings.canned_seconds_saved, Some(45.0));
    let costs = Costs {
        agent_hour: 30.0,
        bot_month: 99.5,
        currency: "EUR".to_owned(),
    };
    assert_eq!(settings.costs, Some(costs));
    let hours = settings.business_hours.unwrap();
    assert_eq!(hours.timezone.as_deref(), Some("Asia/Tokyo"));
    assert_eq!(hours.week()[0], [(0, 13 * HOUR), (13 * HOUR, 24 * HOUR)]);
    assert!(hours.week()[1..].iter().all(Vec::is_empty));
    assert_eq!(hours.holidays.len(), 1);
}

#[test]
fn entries_are_laid_over_the_defaults_one_by_one() {
    let (settings, refused) = read(json!({
        "attribution": {
            "sms": {"touch": "click", "window_hours": 1},
            "email": {"touch": "look", "window_hours": 1},
            "web": {"touch": "click"},
            "*": null,
        },
        "targets": {"csat": {"max": 0.9}, "ces_mean": {"min": 5, "max": 4}},
    }));
    let keys: Vec<&str> = refused.iter().map(|error| error.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "attribution.email.touch",
            "attribution.web",
            "targets.ces_mean"
        ]
    );
    let channels: Vec<&str> = settings.attribution.keys().map(String::as_str).collect();
    assert_eq!(channels, ["*", "sms"]);
    let sms = Attribution {
        touch: Touch::Click,
        window_hours: 1.0,
    };
    assert_eq!(settings.attribution.get("sms"), Some(&sms));
    let csat = Target {
        min: None,
        max: Some(0.9),
    };
    assert_eq!(settings.targets.get("csat"), Some(&csat));
    let defaults = Settings::default();
    assert_eq!(
        settings.targets.get("ces_mean"),
        defaults.targets.get("ces_mean")
    );
    assert_eq!(settings.attribution.get("*"), defaults.attribution.get("*"));
}

#[test]
fn a_moment_without_offset_stays_local() {
    let as_of = |value: serde_json::Value| good(json!({ "as_of": value })).as_of;
    assert_eq!(
        as_of(json!("1970-01-01T00:00:01")),
        Some(Moment::Local(1_000))
    );
    assert_eq!(as_of(json!(1.5)), Some(Moment::Utc(1_500)));
    assert_eq!(
        as_of(json!("1780297200")),
        as_of(json!(1_780_297_200_000_i64))
    );
}

#[test]
fn bad_settings_are_refused_alone() {
    let cases = [
        ("timezone", json!(["", 2, true])),
        (
            "as_of",
            json!([
                "yesterday",
                "2026-06-01",
                true,
                1e300,
                "2026-02-29T00:00:00Z"
            ]),
        ),
        ("session_gap_minutes", json!([-1, "10", true, 1e300])),
        ("split", json!(["sometimes", "Auto", 1, ""])),
        ("auto_close_hours", json!([-0.5, "48", false])),
        ("agent_engages", json!(["true", 1, 0])),
        ("rate_base", json!(["none", 1])),
        ("fcr_window_days", json!([-7, "7", 40_000])),
        ("missed_after_minutes", json!([-30, "30"])),
        ("response_target_seconds", json!([-60, "60"])),
        ("fallback_phrases", json!(["sorry", [""], [1], [["a"]], {}])),
        ("attribution", json!(["click", 24, []])),
        ("business_hours", json!(["9-17", 9, [], {}])),
        (
            "costs",
            json!([
                30,
                {"agent_hour": 30},
                {"agent_hour": -1, "currency": "EUR"},
                {"agent_hour": 1, "currency": "EURO"},
                {"agent_hour": 1, "currency": "€"},
                {"agent_hour": 1, "currency": "E1R"},
                {"agent_day": 1, "currency": "EUR"},
            ]),
        ),
        ("baseline_handle_minutes", json!([-10, "10"])),
        ("canned_seconds_saved", json!([-10, "10"])),
        ("targets", json!(["csat", 0.8, []])),
        ("colour", json!(["red", null])),
    ];
    for (key, values) in cases {
        for value in values.as_array().unwrap() {
            let (settings, refused) = read(json!({ key: value, "agent_engages_": 1 }));
            assert_eq!(settings, Settings::default(), "{key}: {value}");
            let refused: Vec<&SettingsError> = refused
                .iter()
                .filter(|error| error.key != "agent_engages_")
                .collect();
            assert_eq!(refused.len(), 1, "{key}: {value}");
            assert!(refused[0].key.starts_with(key) && !refused[0].allowed.is_empty());
        }
    }
    assert_eq!(read(json!([])).1.len(), 1);
}

#[test]
fn impossible_hours_are_refused() {
    let bad_days = json!([
        [["09:00", "25:00"]],
        [["9:00", "17:00"]],
        [["09:00", "09:60"]],
        [["17:00", "09:00"]],
        [["09:00", "09:00"]],
        [["09:00", "12:00"], ["11:59", "17:00"]],
        [["09:00"]],
        ["09:00", "17:00"],
        [[9, 17]],
        "09:00-17:00",
    ]);
    for day in bad_days.as_array().unwrap() {
        let (settings, refused) = read(json!({"business_hours": {"weekly": {"tue": day}}}));
        assert_eq!(settings.business_hours, None, "{day}");
        assert_eq!(refused[0].key, "business_hours.weekly.tue", "{day}");
    }
    let week = json!({"mon": [["09:00", "17:00"]]});
    let bad_hours = [
        ("business_hours.weekly", json!({"weekly": {}})),
        ("business_hours.weekly", json!({"weekly": {"mon": []}})),
        (
            "business_hours.weekly",
            json!({"weekly": {"Mon": [["09:00", "17:00"]]}}),
        ),
        (
            "business_hours.timezone",
            json!({"weekly": week, "timezone": 1}),
        ),
        (
            "business_hours.holidays",
            json!({"weekly": week, "holidays": ["2026-02-29"]}),
        ),
        (
            "business_hours.holidays",
            json!({"weekly": week, "holidays": ["2026-2-9"]}),
        ),
        (
            "business_hours.holidays",
            json!({"weekly": week, "holidays": "2026-12-25"}),
        ),
        ("business_hours", json!({"weekly": week, "closed": true})),
    ];
    for (key, hours) in bad_hours {
        let (settings, refused) = read(json!({ "business_hours": hours }));
        assert_eq!(settings.business_hours, None, "{hours}");
        assert_eq!(refused[0].key, key, "{hours}");
    }
}

#[test]
fn refusals_say_what_is_allowed() {
    let told = |value: serde_json::Value| read(value).1[0].to_string();
    assert_eq!(
        told(json!({"split": "sometimes"})),
        r#"setting split refused: "sometimes"; allowed: auto, always, never"#
    );
    assert_eq!(
        told(json!({"fcr_window_days": -7})),
        "setting fcr_window_days refused: -7; allowed: a number from 0 to 36525"
    );
    assert_eq!(
        told(json!({"costs": {"currency": "EUR", "agent_hour": -1}})),
        "setting costs.agent_hour refused: -1; allowed: a number from 0 up"
    );
    assert_eq!(
        told(json!([1])),
        "settings refused: [1]; allowed: one object"
    );
    let long = &read(json!({"rate_base": "é".repeat(500)})).1[0].value;
    assert_eq!(long.chars().count(), 81);
}
