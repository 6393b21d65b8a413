//! The words of the settings: what each rule is called and means.

use crate::view::locale::Language;
use crate::view::text::{Plural, words_in};

/// One setting.
#[derive(Debug)]
pub struct SettingWords {
    /// Its key in the settings object.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Behind its number; empty where there is none.
    pub unit: &'static str,
    /// What holds where it is not set: `{zone}`. Empty where it always is.
    pub unset: &'static str,
    /// What can be typed, for instance; empty where that is plain.
    pub example: &'static str,
    /// What can be chosen, with its name; empty where it is typed.
    pub options: &'static [(&'static str, &'static str)],
}

/// Settings that belong together.
#[derive(Debug)]
pub struct Group {
    /// What they are about.
    pub title: &'static str,
    /// The settings.
    pub settings: &'static [SettingWords],
}

/// The columns and actions of the settings that are tables.
#[derive(Debug)]
pub struct TableWords {
    /// A channel.
    pub channel: &'static str,
    /// All channels without a row.
    pub other_channels: &'static str,
    /// What earns an order.
    pub touch: &'static str,
    /// A product click, a message.
    pub touches: [(&'static str, &'static str); 2],
    /// For how long.
    pub window: &'static str,
    /// A channel, for instance.
    pub channel_example: &'static str,
    /// Adds a channel's row.
    pub add_channel: &'static str,
    /// A metric.
    pub metric: &'static str,
    /// At least.
    pub least: &'static str,
    /// At most.
    pub most: &'static str,
    /// Adds a metric's row.
    pub add_target: &'static str,
    /// Takes a row away.
    pub take_away: &'static str,
    /// Takes a row or interval away: `{name}`.
    pub remove: &'static str,
    /// What one cell is: `{row}` `{column}`.
    pub cell: &'static str,
}

/// The words of opening hours and costs.
#[derive(Debug)]
pub struct FormWords {
    /// All hours count, or only open ones.
    pub hours: [&'static str; 2],
    /// A day without hours.
    pub closed: &'static str,
    /// Adds hours to a day: `{day}`.
    pub add_hours: &'static str,
    /// The first and the last of a day's hours: `{day}`.
    pub opens: &'static str,
    /// See `opens`.
    pub closes: &'static str,
    /// Days on which nothing is open.
    pub holidays: &'static str,
    /// The hours of a day that gets some.
    pub usual_hours: [&'static str; 2],
    /// How holidays are written.
    pub holidays_example: &'static str,
    /// The zone of the hours.
    pub zone: &'static str,
    /// In place of a zone of their own.
    pub zone_unset: &'static str,
    /// Three letters.
    pub currency: &'static str,
    /// Of an agent.
    pub agent_hour: &'static str,
    /// Of the bot.
    pub bot_month: &'static str,
}

/// All words of the settings in one language. Words in braces are replaced.
#[derive(Debug)]
pub struct Settings {
    /// The button and the panel.
    pub title: &'static str,
    /// On the button, when some differ from the defaults: `{count}`.
    pub changed_count: Plural,
    /// What changing them does, and where they are kept.
    pub promise: &'static str,
    /// Where they are not kept, because the browser forbids it.
    pub not_kept: &'static str,
    /// Those of a report, which can only be read.
    pub fixed: &'static str,
    /// Saves them.
    pub export: &'static str,
    /// The name of the saved file.
    pub export_name: &'static str,
    /// Reads a file of them.
    pub import: &'static str,
    /// A file is in force: `{name}`.
    pub imported: &'static str,
    /// A file is no JSON: `{name}`.
    pub not_json: &'static str,
    /// An address did not answer with JSON: `{name}` `{detail}`.
    pub not_fetched: &'static str,
    /// Over what was refused: `{count}`.
    pub refused: Plural,
    /// One refusal: `{key}` `{value}` `{allowed}`.
    pub refusal: &'static str,
    /// Sets all of them back.
    pub all_back: &'static str,
    /// Sets one back.
    pub back: &'static str,
    /// The same, for those who listen: `{name}`.
    pub back_of: &'static str,
    /// Beside a setting that differs.
    pub changed: &'static str,
    /// `{value}`
    pub default: &'static str,
    /// For ever.
    pub never: &'static str,
    /// Title over the numbers under both rules.
    pub headline: &'static str,
    /// How many of them differ: `{count}`.
    pub moved: Plural,
    /// None of them differs.
    pub unmoved: &'static str,
    /// Columns: metric, by the default rule, with these settings,
    /// difference.
    pub columns: [&'static str; 4],
    /// In place of no difference.
    pub same: &'static str,
    /// The settings, in order.
    pub groups: &'static [Group],
    /// The settings that are tables.
    pub table: TableWords,
    /// Opening hours and costs.
    pub form: FormWords,
}

const fn plural(one: &'static str, other: &'static str) -> Plural {
    Plural {
        one,
        few: other,
        other,
    }
}

/// English.
#[rustfmt::skip]
pub static ENGLISH: Settings = Settings {
    title: "Settings",
    changed_count: plural("{count} changed", "{count} changed"),
    promise: "A change recomputes everything you have open, at once. This browser remembers the settings, never your data.",
    not_kept: "This browser does not let the page remember them: they hold until it is closed.",
    fixed: "This report was made by these definitions. It carries the outcome, not the events: they cannot be changed in it.",
    export: "Export",
    export_name: "chatgauge-settings.json",
    import: "Import…",
    imported: "The settings of {name} are in force.",
    not_json: "{name} is not JSON: choose a file that was exported here.",
    not_fetched: "No settings could be read from {name}: {detail}",
    refused: plural("{count} setting was refused", "{count} settings were refused"),
    refusal: "{key}: {value} is not allowed. Allowed: {allowed}.",
    all_back: "Back to defaults",
    back: "Set back",
    back_of: "Set {name} back",
    changed: "Changed",
    default: "Default: {value}",
    never: "Never",
    headline: "What it does to the key figures",
    moved: plural("{count} key figure differs from the default rule", "{count} key figures differ from the default rule"),
    unmoved: "Key figures are as by the default rule",
    columns: ["Key figure", "Default rule", "These settings", "Difference"],
    same: "same",
    groups: GROUPS,
    table: TableWords {
        channel: "Channel",
        other_channels: "All others",
        touch: "Earned by",
        touches: [("click", "Click"), ("message", "Message")],
        window: "Within",
        channel_example: "whatsapp",
        add_channel: "Add channel",
        metric: "Metric",
        least: "At least",
        most: "At most",
        add_target: "Add target",
        take_away: "Remove",
        remove: "Remove {name}",
        cell: "{row}: {column}",
    },
    form: FormWords {
        hours: ["All hours count", "Opening hours"],
        closed: "Closed",
        add_hours: "Add hours on {day}",
        opens: "{day}: opens at",
        closes: "{day}: closes at",
        holidays: "Holidays, one date a line",
        usual_hours: ["09:00", "17:00"],
        holidays_example: "2026-12-25",
        zone: "Time zone of the hours",
        zone_unset: "as the report",
        currency: "Currency",
        agent_hour: "An agent's hour",
        bot_month: "A month of the bot",
    },
};

const PLAIN: SettingWords = SettingWords {
    key: "",
    label: "",
    meaning: "",
    unit: "",
    unset: "",
    example: "",
    options: &[],
};

#[rustfmt::skip]
static GROUPS: &[Group] = &[
    Group { title: "Conversations", settings: &[
        SettingWords {
            key: "session_gap_minutes",
            label: "New conversation after",
            meaning: "A customer's message after this much quiet starts a new conversation.",
            unit: "minutes",
            ..PLAIN
        },
        SettingWords {
            key: "split",
            label: "Where quiet splits",
            meaning: "Whether that goes for threads without a conversation id, for all, or for none.",
            options: &[("auto", "Without id"), ("always", "All threads"), ("never", "None")],
            ..PLAIN
        },
        SettingWords {
            key: "auto_close_hours",
            label: "Closed after",
            meaning: "The system closes a conversation this long after its last event.",
            unit: "hours",
            ..PLAIN
        },
        SettingWords {
            key: "fallback_phrases",
            label: "Fallback phrases",
            meaning: "A bot's text that holds one of these, one a line, counts as not understood, besides flagged ones.",
            unset: "flagged messages only",
            ..PLAIN
        },
    ] },
    Group { title: "Engagement and rates", settings: &[
        SettingWords {
            key: "agent_engages",
            label: "Agents engage",
            meaning: "An agent's message that is not the welcome makes a conversation engaged, as a customer's does.",
            options: &[("true", "Yes"), ("false", "No")],
            ..PLAIN
        },
        SettingWords {
            key: "rate_base",
            label: "Rates are out of",
            meaning: "What the rates of hand-off and resolution count, above and below the line.",
            options: &[("all", "All"), ("engaged", "Engaged only")],
            ..PLAIN
        },
        SettingWords {
            key: "fcr_window_days",
            label: "Same matter within",
            meaning: "A customer who writes again within these days was not helped the first time.",
            unit: "days",
            ..PLAIN
        },
    ] },
    Group { title: "Waiting", settings: &[
        SettingWords {
            key: "response_target_seconds",
            label: "Answer within",
            meaning: "A first reply up to this wait counts as answered in time.",
            unit: "seconds",
            ..PLAIN
        },
        SettingWords {
            key: "missed_after_minutes",
            label: "Missed after",
            meaning: "A chat that waits longer is missed, even if somebody answers later.",
            unit: "minutes",
            unset: "only if closed unanswered",
            ..PLAIN
        },
        SettingWords {
            key: "business_hours",
            label: "Opening hours",
            meaning: "Where they are set, waiting and response times count open hours only.",
            unset: "all hours count",
            ..PLAIN
        },
    ] },
    Group { title: "Money and time saved", settings: &[
        SettingWords {
            key: "attribution",
            label: "Credit for orders",
            meaning: "What earns an order for a conversation of a channel, and for how long.",
            ..PLAIN
        },
        SettingWords {
            key: "costs",
            label: "Costs",
            meaning: "What agents and bot cost, for the cost of a resolution.",
            unset: "not known",
            ..PLAIN
        },
        SettingWords {
            key: "baseline_handle_minutes",
            label: "Handling before the bot",
            meaning: "The mean handle time that the time saved is measured against.",
            unit: "minutes",
            unset: "agents' own mean",
            ..PLAIN
        },
        SettingWords {
            key: "canned_seconds_saved",
            label: "A canned reply saves",
            meaning: "The time that an agent saves with each canned reply.",
            unit: "seconds",
            unset: "as measured",
            ..PLAIN
        },
    ] },
    Group { title: "Targets", settings: &[
        SettingWords {
            key: "targets",
            label: "Target ranges",
            meaning: "Where a metric should lie; either end may be open.",
            ..PLAIN
        },
    ] },
    Group { title: "Dates", settings: &[
        SettingWords {
            key: "timezone",
            label: "Time zone",
            meaning: "All days, weekdays and hours are local to it.",
            unset: "{zone}",
            ..PLAIN
        },
        SettingWords {
            key: "as_of",
            label: "Now is",
            meaning: "The moment for which everything is computed; later events are left out.",
            unset: "the newest event",
            example: "2026-06-01T09:00:00",
            ..PLAIN
        },
    ] },
];

/// The words of the settings in a language. Those without a file of their
/// own speak English.
pub fn settings_of(language: Language) -> &'static Settings {
    words_in(language).settings
}

#[cfg(test)]
mod tests {
    use crate::settings::{KEYS, Settings};
    use crate::view::text::settings::{ENGLISH, SettingWords};

    fn all() -> impl Iterator<Item = &'static SettingWords> {
        ENGLISH.groups.iter().flat_map(|group| group.settings)
    }

    #[test]
    fn every_setting_is_told_once() {
        let mut told: Vec<&str> = all().map(|setting| setting.key).collect();
        told.sort_unstable();
        let mut keys = KEYS.to_vec();
        keys.sort_unstable();
        assert_eq!(told, keys);
        for setting in all() {
            let sentence = setting.meaning.ends_with('.');
            assert!(sentence && !setting.label.is_empty(), "{}", setting.key);
        }
    }

    #[test]
    fn what_is_unset_by_default_says_what_holds_then() {
        let defaults = Settings::default().plain();
        for setting in all() {
            let unset = defaults.at(setting.key) == &crate::settings::Plain::Null;
            let said = !setting.unset.is_empty();
            assert!(said || !unset, "{}", setting.key);
        }
    }
}
