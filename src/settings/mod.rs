//! The definitions as settings, with their defaults.
//!
//! Where the field's tools disagree about a definition, the rule is a
//! setting. Everything is computed from the events and the settings, so a
//! changed setting recomputes everything at once.

use serde::Serialize;

use crate::base::date;
use crate::base::moment::Moment;
use crate::base::order;
use crate::base::sorted::SortedMap;
use crate::base::time::{Date, MINUTE, Millis};

mod hours;
mod plain;
mod read;
mod write;

pub use plain::Plain;
pub use read::{KEYS, SettingsError};

/// Every rule that can be chosen. Field names are the keys of the JSON
/// object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Settings {
    /// IANA name of the zone of all days and hours; `None`: the door's
    /// default (the browser's zone, on the command line UTC).
    pub timezone: Option<String>,
    /// "Now" for windows and open conversations; without offset in the zone
    /// of the report; `None`: the newest event.
    pub as_of: Option<Moment>,
    /// A customer's message after this much quiet starts a new conversation.
    pub session_gap_minutes: f64,
    /// Where the gap rule applies.
    pub split: Split,
    /// A conversation this long without an event is closed by the system;
    /// `None`: never.
    pub auto_close_hours: Option<f64>,
    /// Whether an agent's message that is not the welcome also makes a
    /// conversation engaged.
    pub agent_engages: bool,
    /// What the rates of hand-off and resolution are of.
    pub rate_base: RateBase,
    /// The window of first-contact resolution, repeat contact and reopening.
    pub fcr_window_days: f64,
    /// A chat is missed after this wait; `None`: only when it closes
    /// unanswered.
    pub missed_after_minutes: Option<f64>,
    /// The threshold of "answered within".
    pub response_target_seconds: f64,
    /// Bot texts containing one of these count as fallbacks, whatever the
    /// case.
    pub fallback_phrases: Vec<String>,
    /// By which touch and for how long an order is credited, by channel;
    /// `*` for the others.
    pub attribution: SortedMap<String, Attribution>,
    /// When set, waiting and response times count open time only.
    pub business_hours: Option<BusinessHours>,
    /// What agents and bot cost.
    pub costs: Option<Costs>,
    /// Mean handle time before the bot; `None`: the agents' own.
    pub baseline_handle_minutes: Option<f64>,
    /// Seconds that a canned reply saves; `None`: measured.
    pub canned_seconds_saved: Option<f64>,
    /// Target ranges of the scorecard, by metric id.
    pub targets: SortedMap<String, Target>,
}

/// Where the gap rule applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// To threads without `conversation_id`.
    Auto,
    /// To every thread.
    Always,
    /// To none.
    Never,
}

/// What the rates of hand-off and resolution are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RateBase {
    /// All conversations.
    All,
    /// Engaged conversations only, above and below the line.
    Engaged,
}

/// How an order is credited to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Attribution {
    /// Which touch counts.
    pub touch: Touch,
    /// How long after the touch, inclusive.
    pub window_hours: f64,
}

/// What counts as a touch of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Touch {
    /// A product click.
    Click,
    /// A public message.
    Message,
}

/// A weekly schedule of opening hours.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BusinessHours {
    /// IANA name of its zone; `None`: the report's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Opening and closing times (`HH:MM`) by day: `mon` to `sun`; a day
    /// without entry is closed.
    pub weekly: SortedMap<String, Vec<(String, String)>>,
    /// Dates on which nothing is open.
    #[serde(serialize_with = "date::serialize_all")]
    pub holidays: Vec<Date>,
}

impl BusinessHours {
    /// The weekly schedule as milliseconds since midnight, Monday first.
    /// Times that do not read as `HH:MM` are left out; reading settings
    /// refuses them beforehand.
    pub fn week(&self) -> [Vec<(Millis, Millis)>; 7] {
        DAYS.map(|day| {
            let spans = self.weekly.get(day).map_or(&[][..], Vec::as_slice);
            spans
                .iter()
                .filter_map(|(opens, closes)| Some((minute_of(opens)?, minute_of(closes)?)))
                .collect()
        })
    }
}

/// The keys of a weekly schedule.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Milliseconds since midnight of `HH:MM`, 00:00 to 24:00.
pub fn minute_of(text: &str) -> Option<Millis> {
    let (hours, minutes) = text.split_once(':')?;
    let two_digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<Millis>().ok())
            .flatten()
    };
    let minutes = two_digits(hours)? * 60 + two_digits(minutes).filter(|&minutes| minutes < 60)?;
    (minutes <= 24 * 60).then_some(minutes * MINUTE)
}

/// What agents and bot cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Costs {
    /// One hour of an agent.
    pub agent_hour: f64,
    /// One month of the bot.
    pub bot_month: f64,
    /// Three letters.
    pub currency: String,
}

/// A target range; either end may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Target {
    /// At least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// At most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

impl Default for Settings {
    fn default() -> Settings {
        let attribution = [("*", Touch::Click, 24.0), ("sms", Touch::Message, 120.0)];
        Settings {
            timezone: None,
            as_of: None,
            session_gap_minutes: 10.0,
            split: Split::Auto,
            auto_close_hours: Some(48.0),
            agent_engages: true,
            rate_base: RateBase::All,
            fcr_window_days: 7.0,
            missed_after_minutes: None,
            response_target_seconds: 60.0,
            fallback_phrases: Vec::new(),
            attribution: order::named(attribution.map(|(channel, touch, window_hours)| {
                let attribution = Attribution {
                    touch,
                    window_hours,
                };
                (channel.to_owned(), attribution)
            })),
            business_hours: None,
            costs: None,
            baseline_handle_minutes: None,
            canned_seconds_saved: None,
            targets: default_targets(),
        }
    }
}

impl Settings {
    /// Whether they differ from others in nothing but their targets.
    pub fn expects_only(&self, others: &Settings) -> bool {
        let targets = others.targets.clone();
        let same = Settings {
            targets,
            ..self.clone()
        };
        same == *others
    }
}

/// The scorecard's default targets.
fn default_targets() -> SortedMap<String, Target> {
    let ranges = [
        ("deflection_rate", Some(0.5), Some(0.6)),
        ("bot_fcr", Some(0.7), Some(0.8)),
        ("ces_mean", Some(4.0), None),
        ("csat", Some(0.8), None),
        ("handle_time_reduction", Some(300.0), None),
        ("handoff_rate", None, Some(0.2)),
        ("lead_conversion_rate", Some(0.15), None),
        ("revenue_per_chat", Some(10.0), None),
    ];
    order::named(ranges.map(|(id, min, max)| (id.to_owned(), Target { min, max })))
}
