//! The settings of one report: the JSON object, and the default of whatever
//! it leaves out.

use chrono::Days;
use serde_json::Value;

use crate::clock::{Clock, DAY, HOUR, MINUTE, SECOND, date, midnight};

/// The rules in force.
pub(crate) struct Rules<'a> {
    pub(crate) settings: Value,
    pub(crate) clock: Clock<'a>,
    /// Milliseconds since 1970 UTC.
    pub(crate) as_of: i64,
}

impl Rules<'_> {
    fn number(&self, setting: &str, default: f64) -> f64 {
        self.settings[setting].as_f64().unwrap_or(default)
    }

    pub(crate) fn gap(&self) -> f64 {
        self.number("session_gap_minutes", 10.0) * MINUTE as f64
    }

    pub(crate) fn gap_applies(&self, has_conversation_id: bool) -> bool {
        match self.settings["split"].as_str().unwrap_or("auto") {
            "always" => true,
            "never" => false,
            _ => !has_conversation_id,
        }
    }

    /// "`auto_close_hours` null: never", which absence is not.
    pub(crate) fn auto_close(&self) -> Option<f64> {
        let hours = match self.settings.get("auto_close_hours") {
            Some(Value::Null) => None,
            other => Some(other.and_then(Value::as_f64).unwrap_or(48.0)),
        };
        hours.map(|hours| hours * HOUR as f64)
    }

    pub(crate) fn agent_engages(&self) -> bool {
        self.settings["agent_engages"].as_bool().unwrap_or(true)
    }

    pub(crate) fn rates_of_engaged(&self) -> bool {
        self.settings["rate_base"] == "engaged"
    }

    pub(crate) fn fcr_window(&self) -> f64 {
        self.number("fcr_window_days", 7.0) * DAY as f64
    }

    /// Seconds.
    pub(crate) fn missed_after(&self) -> Option<f64> {
        let minutes = self.settings["missed_after_minutes"].as_f64();
        minutes.map(|minutes| minutes * 60.0)
    }

    /// Seconds.
    pub(crate) fn response_target(&self) -> f64 {
        self.number("response_target_seconds", 60.0)
    }

    pub(crate) fn fallback_phrases(&self) -> Vec<String> {
        let phrases = self.settings["fallback_phrases"].as_array();
        let phrases = phrases.into_iter().flatten();
        phrases
            .map(|phrase| phrase.as_str().expect("a phrase").to_lowercase())
            .collect()
    }

    /// The touch of a channel and its window in milliseconds.
    pub(crate) fn attribution(&self, channel: &str) -> (String, f64) {
        let entry = |channel: &str| match &self.settings["attribution"][channel] {
            Value::Object(entry) => Some((
                entry["touch"].as_str().expect("a touch").to_owned(),
                entry["window_hours"].as_f64().expect("hours") * HOUR as f64,
            )),
            _ => match channel {
                "*" => Some(("click".to_owned(), 24.0 * HOUR as f64)),
                "sms" => Some(("message".to_owned(), 120.0 * HOUR as f64)),
                _ => None,
            },
        };
        entry(channel)
            .or_else(|| entry("*"))
            .expect("the entry of all")
    }

    /// Seconds of open time from one instant to another; all time without
    /// opening hours.
    pub(crate) fn open_seconds(&self, from: i64, to: i64) -> f64 {
        let spans = match &self.settings["business_hours"] {
            Value::Object(_) => self.opening_spans(from, to),
            _ => vec![(from, to)],
        };
        let inside = |&(opens, closes): &(i64, i64)| (closes.min(to) - opens.max(from)).max(0);
        spans.iter().map(inside).sum::<i64>() as f64 / SECOND as f64
    }

    /// Disjoint, in order, over the days that the two instants lie in.
    fn opening_spans(&self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let hours = &self.settings["business_hours"];
        let zone = hours["timezone"].as_str().unwrap_or(&self.clock.zone);
        let clock = self.clock.of(zone);
        let mut spans: Vec<(i64, i64)> = Vec::new();
        let mut day = clock.date(from) - Days::new(1);
        while midnight(day) <= clock.local(to) + DAY {
            let name = day.format("%a").to_string().to_lowercase();
            let is_holiday = { hours["holidays"].as_array().into_iter().flatten() }
                .any(|holiday| holiday.as_str().map(date) == Some(day));
            let weekly = hours["weekly"][&name].as_array().into_iter().flatten();
            for span in weekly.filter(|_| !is_holiday) {
                let [opens, closes] = [0, 1].map(|end| clock.at(day, since_midnight(&span[end])));
                spans.push((opens, closes));
            }
            day = day + Days::new(1);
        }
        spans.sort_unstable();
        let mut disjoint: Vec<(i64, i64)> = Vec::new();
        for (opens, closes) in spans {
            let opens = disjoint.last().map_or(opens, |last| opens.max(last.1));
            if opens < closes {
                disjoint.push((opens, closes));
            }
        }
        disjoint
    }

    /// `agent_hour`, `bot_month` and currency.
    pub(crate) fn costs(&self) -> Option<(f64, f64, String)> {
        let costs = self.settings["costs"].as_object()?;
        let part = |name| costs.get(name).and_then(Value::as_f64).unwrap_or(0.0);
        let currency = costs["currency"].as_str().expect("a currency");
        Some((part("agent_hour"), part("bot_month"), currency.to_owned()))
    }

    /// Seconds.
    pub(crate) fn baseline_handle(&self) -> Option<f64> {
        let minutes = self.settings["baseline_handle_minutes"].as_f64();
        minutes.map(|minutes| minutes * 60.0)
    }

    pub(crate) fn canned_seconds_saved(&self) -> Option<f64> {
        self.settings["canned_seconds_saved"].as_f64()
    }
}

/// Of `HH:MM`.
fn since_midnight(time: &Value) -> i64 {
    let (hours, minutes) = time
        .as_str()
        .and_then(|time| time.split_once(':'))
        .expect("HH:MM");
    let number = |digits: &str| digits.parse::<i64>().expect("digits");
    number(hours) * HOUR + number(minutes) * MINUTE
}
