//! One conversation with the reasons why it counts as it does: what
//! happened, what it amounts to, and what it adds to every metric.
//!
//! The sentences are English, like the definitions of metrics.

use serde::{Deserialize, Serialize};

use crate::base::number;
use crate::report::register::Record;

/// The name and version of the document.
pub const SCHEMA: &str = "chatgauge.explanation/1";

/// One conversation explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Always [`SCHEMA`].
    pub schema: &'static str,
    /// The conversation's name in the register.
    pub id: String,
    /// "Now" for windows and open conversations, RFC 3339 with offset.
    pub as_of: String,
    /// IANA name of the zone of all times.
    pub timezone: String,
    /// The first sentences: who, where, when, how it went.
    pub summary: Vec<String>,
    /// What happened, in the order in which it counts.
    pub timeline: Vec<Moment>,
    /// What it amounts to and why.
    pub verdicts: Vec<Verdict>,
    /// Its facts, as in the register.
    pub facts: Record,
    /// Every metric that is made of conversations.
    pub metrics: Vec<MetricPart>,
    /// The ids of those that are not: no conversation counts in them.
    pub apart: Vec<String>,
}

/// One event in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moment {
    /// When: RFC 3339 with offset.
    pub at: String,
    /// Seconds since the event before.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub gap_seconds: Option<f64>,
    /// The same in words; empty for the first.
    pub gap: String,
    /// Who or what acts: the customer, the bot, an agent, or the subject.
    pub who: String,
    /// What happened, with what matters for counting.
    pub what: String,
    /// What was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The event's type.
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// Something that is so or not, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What is judged: `engaged`, `resolved`, `outcome`, …
    pub about: String,
    /// The verdict: yes, no, or the value.
    pub is: String,
    /// Why; empty where there is nothing to add.
    pub because: String,
}

/// How a conversation counts in a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// In a number or a mean.
    Yes,
    /// Of a quotient above and below the line.
    Both,
    /// Only above.
    Numerator,
    /// Only below.
    Denominator,
    /// Not at all.
    No,
}

/// What a conversation adds to one metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricPart {
    /// The metric's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its unit's name.
    pub unit: String,
    /// Whether the conversation counts.
    pub counts: Counts,
    /// What it adds above the line, or to the number.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub numerator: Option<f64>,
    /// What it adds below the line.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "number::option"
    )]
    pub denominator: Option<f64>,
    /// The values it adds to a mean, in the metric's unit.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "number::list"
    )]
    pub values: Vec<f64>,
    /// Why, a sentence each: what speaks for a conversation that counts,
    /// what speaks against one that does not or not above the line.
    pub because: Vec<String>,
}
