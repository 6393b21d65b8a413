//! English.

use crate::view::text::{DimensionName, Heading, Plural, Text, ValueName};

const fn dimension(by: &'static str, title: &'static str, word: &'static str) -> DimensionName {
    DimensionName { by, title, word }
}

const fn value(by: &'static str, key: &'static str, name: &'static str) -> ValueName {
    ValueName { by, key, name }
}

const fn plural(one: &'static str, other: &'static str) -> Plural {
    Plural {
        one,
        few: other,
        other,
    }
}

pub(super) static TEXT: Text = Text {
    undefined: "–",
    new: "new",
    points: "pp",
    seconds: "s",
    days: "d",
    hours: "h",
    thousand: "k",
    million: "M",
    billion: "bn",
    trillion: "tn",
    quarter: "Q{quarter} {year}",
    part_of: "{part} of {whole}",
    n: "n {n}",
    median: "median {value}",
    p90: "p90 {value}",
    provisional: "provisional",
    small_sample: "small sample",
    no_cases: "no cases in this period",
    missing: "not in this data: no {events} events",
    and: "and",
    before: plural(
        "{value} the day before",
        "{value} in the {days} days before",
    ),
    value: "Value",
    previous: "Before",
    change: "Change",
    counted: "Counted",
    cases: "Cases",
    median_label: "Median",
    p90_label: "90th percentile",
    card_summary: "{title}: {value}. {rest}",
    explained: "Here: {value} ({rest}).",
    more: plural("{count} more", "{count} more"),
    no_value: "Not set",
    total: "Total",
    conversations: "Conversations",
    share: "Share",
    provisional_step: "Provisional",
    provisional_note: "Some of these are still open, so the parts may change.",
    nothing: "No conversations in this period",
    steps: ["hour", "day", "week", "month", "quarter", "year"],
    per_step: [
        "Conversations per hour",
        "Conversations per day",
        "Conversations per week",
        "Conversations per month",
        "Conversations per quarter",
        "Conversations per year",
    ],
    stack_summary: "{total} conversations by {step} and {by}, {span}; the most, {peak}: {peak_at}.",
    run_summary: "{title} by {step}, {span}: lowest {low}, highest {high}, last {last}.",
    counts_summary: "{total} conversations by {by}; most are {first}, {share}.",
    heatmap_summary: "{total} {what} by weekday and hour; most, {peak}, on {weekday} at {hour}.",
    engaged_conversations: "engaged conversations",
    handoffs: "hand-offs",
    weekday: "Weekday",
    week_of: "Week of {date}",
    with_offset: "{time} (UTC{offset})",
    stack: Heading {
        title: "Conversations",
        explanation: "Every conversation counts once, in the step that holds its start. \
                      Steps with conversations that are still open are provisional.",
    },
    stack_engaged: Heading {
        title: "Engaged conversations",
        explanation: "Only conversations in which somebody acted after the welcome. \
                      Each counts once, in the step that holds its start.",
    },
    outcomes: Heading {
        title: "Outcomes",
        explanation: "How the conversations of the period ended. Every conversation has \
                      exactly one outcome; those still open may yet change.",
    },
    counts: Heading {
        title: "Conversations",
        explanation: "The conversations of the period by {by}, and each value's share of \
                      all of them. With several values a conversation counts in each.",
    },
    counts_handoffs: "Conversations of the period with a hand-off by {by}, and each \
                      value's share of all of these.",
    counts_missed: "Missed chats of the period by {by}, and each value's share of all \
                    of them. The reason is the one of the closing, else of the hand-off.",
    none_counted: "None in this period",
    none_has: "No {by} in any of these",
    brought_by: "The field {field} of events brings it",
    brought_by_kind: "The field {field} of {kind} events brings it",
    heatmap_engaged: Heading {
        title: "When customers write",
        explanation: "Engaged conversations by the weekday and hour of their start, \
                      in the time zone of the report.",
    },
    heatmap_handoffs: Heading {
        title: "When people are needed",
        explanation: "Conversations with a hand-off by the weekday and hour of their start, \
                      in the time zone of the report.",
    },
    dimensions: DIMENSIONS,
    values: VALUES,
};

#[rustfmt::skip]
static DIMENSIONS: &[DimensionName] = &[
    dimension("outcome", "By outcome", "outcome"),
    dimension("channel", "By channel", "channel"),
    dimension("support_type", "By support type", "support type"),
    dimension("department", "By department", "department"),
    dimension("agent", "By agent", "agent"),
    dimension("handled_by", "By agent taking part", "agent taking part"),
    dimension("missed_by", "Missed chats by agent", "agent who missed it"),
    dimension("topic", "By topic", "topic"),
    dimension("intent", "By intent", "intent"),
    dimension("tag", "By tag", "tag"),
    dimension("handoff_outcome", "Hand-offs by outcome", "hand-off outcome"),
    dimension("handoff_reason", "Hand-offs by reason", "reason of hand-off"),
    dimension("missed_reason", "Missed chats by reason", "reason it was missed"),
    dimension("close_reason", "By reason of closing", "reason of closing"),
    dimension("variant", "By variant", "variant"),
    dimension("segment", "By segment", "segment"),
    dimension("priority", "By priority", "priority"),
    dimension("locale", "By language", "language"),
    dimension("country", "By country", "country"),
    dimension("device", "By device", "device"),
    dimension("page", "By page", "page"),
    dimension("campaign", "By campaign", "campaign"),
    dimension("bot_id", "By bot", "bot"),
    dimension("goal", "By goal", "goal"),
    dimension("weekday", "By weekday", "weekday"),
    dimension("hour", "By hour", "hour"),
];

#[rustfmt::skip]
static VALUES: &[ValueName] = &[
    value("outcome", "resolved_by_bot", "Resolved by bot"),
    value("outcome", "resolved_by_agent", "Resolved by agent"),
    value("outcome", "handed_off", "Handed off"),
    value("outcome", "closed_unanswered", "Closed unanswered"),
    value("outcome", "open", "Open (provisional)"),
    value("support_type", "bot", "Bot only"),
    value("support_type", "bot_and_agent", "Bot + agent"),
    value("support_type", "agent", "Agent only"),
    value("support_type", "none", "None"),
    value("handoff_outcome", "successful", "Successful"),
    value("handoff_outcome", "pending", "Pending"),
    value("handoff_outcome", "cancelled", "Cancelled"),
    value("handoff_outcome", "disabled", "Disabled"),
    value("handoff_outcome", "incomplete", "Incomplete"),
    value("channel", "web", "Web"),
    value("channel", "whatsapp", "WhatsApp"),
    value("channel", "messenger", "Messenger"),
    value("channel", "instagram", "Instagram"),
    value("channel", "telegram", "Telegram"),
    value("channel", "sms", "SMS"),
    value("channel", "email", "E-mail"),
    value("channel", "phone", "Phone"),
    value("channel", "unknown", "Unknown"),
];
