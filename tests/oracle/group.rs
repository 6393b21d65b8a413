//! What one set of metrics is of: a span of time, filters, perhaps a row of a
//! breakdown.

use std::collections::BTreeMap;

use crate::clock::{HOUR, MINUTE};
use crate::facts::Conversation;
use crate::history::History;
use crate::read::Event;
use crate::told::{agent, attributes};

pub(crate) const DIMENSIONS: [&str; 25] = [
    "handled_by",
    "missed_by",
    "channel",
    "support_type",
    "department",
    "agent",
    "topic",
    "intent",
    "tag",
    "outcome",
    "handoff_outcome",
    "handoff_reason",
    "missed_reason",
    "close_reason",
    "variant",
    "segment",
    "priority",
    "locale",
    "country",
    "device",
    "page",
    "campaign",
    "bot_id",
    "goal",
    "weekday",
];

/// Values by field; `field!` excludes.
pub(crate) type Filters = BTreeMap<String, Vec<String>>;

/// A row of a breakdown: the dimension and the value, or none.
pub(crate) type Row = (String, Option<String>);

/// The conversations that a set of metrics is of, and what else it needs.
pub(crate) struct Group<'a> {
    pub(crate) history: &'a History<'a>,
    pub(crate) filters: &'a Filters,
    pub(crate) row: Option<Row>,
    /// From the first instant to the first after.
    pub(crate) span: (i64, i64),
    /// How long the span is, in days of the calendar.
    pub(crate) days: f64,
    pub(crate) conversations: Vec<&'a Conversation>,
}

/// The name under which the values of a field are kept.
fn place(field: &str) -> String {
    match DIMENSIONS.contains(&field) || field == "hour" || field.starts_with("attributes.") {
        true => field.to_owned(),
        false => format!("attributes.{field}"),
    }
}

/// The values of a conversation in a field.
pub(crate) fn values(conversation: &Conversation, field: &str) -> Vec<String> {
    let values = conversation.values.get(&place(field));
    values.cloned().unwrap_or_default()
}

/// The values that an event with its own time carries in a field.
pub(crate) fn own_values(
    history: &History<'_>,
    event: &Event,
    at: i64,
    field: &str,
) -> Vec<String> {
    let clock = &history.rules.clock;
    let one = match place(field).as_str() {
        "weekday" => Some(clock.weekday(at)),
        "hour" => Some(clock.hour(at)),
        "agent" | "handled_by" => agent(event),
        "support_type" | "outcome" | "handoff_outcome" | "tag" | "goal" | "missed_by"
        | "handoff_reason" | "missed_reason" | "close_reason" => None,
        attribute if attribute.starts_with("attributes.") => {
            let mut all = attributes(event).into_iter();
            let own = all.find(|(name, _)| name == attribute);
            return own.map(|(_, values)| values).unwrap_or_default();
        }
        field => event.owned(field),
    };
    one.into_iter().collect()
}

fn any_of(values: &[String], wanted: &[String]) -> bool {
    values.iter().any(|value| wanted.contains(value))
}

/// Whether a conversation passes the filters.
pub(crate) fn passes(conversation: &Conversation, filters: &Filters) -> bool {
    filters
        .iter()
        .all(|(field, wanted)| match field.strip_suffix('!') {
            Some(field) => !any_of(&values(conversation, field), wanted),
            None => any_of(&values(conversation, field), wanted),
        })
}

impl<'a> Group<'a> {
    /// The conversations of a span that pass the filters.
    pub(crate) fn of_span(
        history: &'a History<'a>,
        filters: &'a Filters,
        span: (i64, i64),
        days: f64,
    ) -> Group<'a> {
        let all = history.conversations.iter();
        let started = all.filter(|it| span.0 <= it.start.0 && it.start.0 < span.1);
        Group {
            history,
            filters,
            row: None,
            span,
            days,
            conversations: started.filter(|it| passes(it, filters)).collect(),
        }
    }

    /// Those of them in a row of a breakdown.
    pub(crate) fn row(&self, dimension: &str, key: Option<&str>) -> Group<'a> {
        let mut conversations = self.conversations.clone();
        conversations.retain(|conversation| {
            let values = values(conversation, dimension);
            match key {
                Some(key) => values.iter().any(|value| value == key),
                None => values.is_empty(),
            }
        });
        Group {
            row: Some((dimension.to_owned(), key.map(str::to_owned))),
            conversations,
            ..*self
        }
    }

    pub(crate) fn in_span(&self, at: i64) -> bool {
        self.span.0 <= at && at < self.span.1
    }

    /// Whether something with its own time counts: "a filter on a field that
    /// they do not carry does not touch them, and in a breakdown they stand
    /// only in the row whose value they carry".
    pub(crate) fn counts(&self, event: &Event, at: i64) -> bool {
        self.counts_by(|field| own_values(self.history, event, at, field))
    }

    fn counts_by(&self, values: impl Fn(&str) -> Vec<String>) -> bool {
        let passes = self
            .filters
            .iter()
            .all(|(field, wanted)| match field.strip_suffix('!') {
                Some(field) => !any_of(&values(field), wanted),
                None => {
                    let values = values(field);
                    values.is_empty() || any_of(&values, wanted)
                }
            });
        let in_row = match &self.row {
            None => true,
            Some((_, None)) => false,
            Some((dimension, Some(key))) => values(dimension).contains(key),
        };
        passes && in_row
    }

    /// Spans of available or busy time that count, by agent, in order.
    pub(crate) fn working(&self) -> BTreeMap<String, Vec<(i64, i64)>> {
        let mut by_agent: BTreeMap<String, Vec<&Event>> = BTreeMap::new();
        for event in &self.history.statuses {
            let agent = event.owned("agent_id").expect("required");
            by_agent.entry(agent).or_default().push(event);
        }
        let mut working = BTreeMap::new();
        for (agent, events) in by_agent {
            let mut spans = Vec::new();
            for (index, event) in events.iter().enumerate() {
                let until =
                    { events.get(index + 1) }.map_or(self.history.rules.as_of, |next| next.at);
                let (from, to) = (event.at.max(self.span.0), until.min(self.span.1));
                if from < to && matches!(event.text("status"), Some("available" | "busy")) {
                    spans.extend(self.counted_pieces(event, from, to));
                }
            }
            working.insert(agent, spans);
        }
        working
    }

    /// The parts of a working span that count. Where the weekday or the hour
    /// matters it is cut into quarters of an hour, in which neither changes.
    fn counted_pieces(&self, event: &Event, from: i64, to: i64) -> Vec<(i64, i64)> {
        let of_time = |field: &str| matches!(field, "weekday" | "hour" | "weekday!" | "hour!");
        let row = self.row.as_ref().map(|(dimension, _)| dimension);
        let asks_time = self.filters.keys().chain(row).any(|field| of_time(field));
        if !asks_time {
            let all = self.counts(event, from).then_some((from, to));
            return all.into_iter().collect();
        }
        let mut pieces = Vec::new();
        let mut at = from;
        while at < to {
            let next = (at.div_euclid(15 * MINUTE) + 1) * 15 * MINUTE;
            if self.counts(event, at) {
                pieces.push((at, next.min(to)));
            }
            at = next;
        }
        pieces
    }
}

/// Hours of spans that do not overlap.
pub(crate) fn hours(spans: &[(i64, i64)]) -> f64 {
    spans.iter().map(|(from, to)| to - from).sum::<i64>() as f64 / HOUR as f64
}
