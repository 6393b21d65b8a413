//! Explains one conversation: what happened, what it amounts to, and what
//! it adds to every metric.
//!
//! [`timeline`] puts its events into words, [`why`] gives the reason of each
//! fact with [`ending`] and [`waiting`], and [`counts`] asks the catalogue what
//! each metric makes of it. [`thread`](mod@thread) lays the same out for reading.

mod counts;
mod ending;
mod find;
mod thread;
mod timeline;
mod waiting;
mod why;
mod words;

use crate::conversation::facts::is;
use crate::conversation::{Conversations, Dimension, Survey};
use crate::engine::explain::why::Why;
use crate::engine::register::Register;
use crate::event::Field;
use crate::metric::Ground;
use crate::report::Explanation;
use crate::report::explanation::{SCHEMA, Verdict};

pub(super) use find::find;
pub(super) use thread::thread;

/// Explains the conversation of a row.
pub(super) fn explain(conversations: &Conversations, row: usize, id: &str) -> Explanation {
    let why = Why::new(conversations, row);
    let (metrics, apart) = counts::metrics(&why);
    Explanation {
        schema: SCHEMA,
        id: id.to_owned(),
        as_of: conversations.zone.rfc3339(conversations.as_of),
        timezone: conversations.zone.name().to_owned(),
        summary: summary(&why),
        timeline: timeline::timeline(&why),
        verdicts: verdicts(&why),
        facts: Register::of(conversations, vec![row as u32]).record(0),
        metrics,
        apart,
    }
}

/// Who, where, when, how it went.
fn summary(why: &Why<'_>) -> Vec<String> {
    let conversations = why.conversations;
    let (facts, zone, row) = (&conversations.facts, &conversations.zone, why.row);
    let (start, end) = (facts.starts[row], facts.end(row));
    let label = |dimension| {
        let codes = conversations.codes(dimension, row);
        let code = codes.as_slice().first().copied();
        code.map(|code| conversations.label(dimension, code))
    };
    let channel = conversations.text(Field::Channel, row).unwrap_or_default();
    let outcome = label(Dimension::Outcome).unwrap_or_default();
    let served = label(Dimension::SupportType).unwrap_or_default();
    vec![
        format!("{} on {channel}", why.customer()),
        format!(
            "{} {} to {}, {}",
            zone.date(start),
            why.at(start),
            why.at(end),
            words::length(end - start)
        ),
        format!("outcome {outcome}, served by {served}"),
        format!(
            "counts in periods that hold {}, the date of its start",
            zone.date(start)
        ),
    ]
}

/// The flags that people argue about, in the order of reading.
const JUDGED: [(&str, u32); 11] = [
    ("engaged", is::ENGAGED),
    ("proactive", is::PROACTIVE),
    ("human due", is::HUMAN_DUE),
    ("replied", is::WITH_AGENT),
    ("missed", is::MISSED),
    ("transferred", is::TRANSFERRED),
    ("closed", is::CLOSED),
    ("resolved", is::RESOLVED),
    ("goal", is::GOAL),
    ("order credited", is::CREDITED),
    ("last of its thread", is::THREAD_LAST),
];

fn verdicts(why: &Why<'_>) -> Vec<Verdict> {
    let facts = &why.conversations.facts;
    let flag = |&(about, flag): &(&'static str, u32)| Verdict {
        about: about.to_owned(),
        is: if facts.has(why.row, flag) {
            "yes"
        } else {
            "no"
        }
        .to_owned(),
        because: why.because(Ground::Flag(flag)).unwrap_or_default(),
    };
    let mut verdicts: Vec<Verdict> = JUDGED.iter().map(flag).collect();
    let mut told = |about: &str, is: Option<String>, ground| {
        verdicts.push(Verdict {
            about: about.to_owned(),
            is: is.unwrap_or_else(|| "none".to_owned()),
            because: why.because(ground).unwrap_or_default(),
        });
    };
    told(
        "hand-off",
        why.label(Dimension::HandoffOutcome),
        Ground::Handoff,
    );
    told("outcome", why.label(Dimension::Outcome), Ground::Outcome);
    let wait = facts.waits.get(why.row).map(words::length);
    match facts.has(why.row, is::HUMAN_DUE | is::WITH_AGENT) {
        true => told("wait for an agent", wait, Ground::Wait),
        false => told("wait for an agent", None, Ground::Flag(is::HUMAN_DUE)),
    }
    for (about, survey) in [
        ("csat", Survey::Csat),
        ("ces", Survey::Ces),
        ("nps", Survey::Nps),
    ] {
        let score = facts.rating(why.row, survey).map(|score| score.to_string());
        told(about, score, Ground::Rating(survey));
    }
    verdicts
}
