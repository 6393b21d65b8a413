//! One conversation in words: bubbles, what happened between them, its facts
//! and how it counts.

use crate::metric;
use crate::report::explanation::{Counts, MetricPart, Verdict};
use crate::report::page::Marked;
use crate::report::thread::{Happened, Said, Speaker, What};
use crate::report::{Cell, Thread};
use crate::view::format;
use crate::view::register::{Habits, time};
use crate::view::text::register::{ThreadWords, register_of};
use crate::view::text::{fill, joined};
use crate::view::value;

/// Between what is told on one line.
const DOT: &str = " · ";

/// A line of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub enum Line<'a> {
    /// Another day begins.
    Day(String),
    /// Somebody wrote.
    Bubble {
        /// Whose it is: `customer`, `bot`, `agent`, `note` or `system`.
        by: &'static str,
        /// Who and when.
        head: String,
        /// What, `None` where it was not kept.
        text: Option<&'a Marked>,
    },
    /// Something else happened.
    Event {
        /// What and when.
        says: String,
        /// A comment that came with it.
        comment: Option<&'a Marked>,
    },
}

/// A fact with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub title: String,
    /// The fact.
    pub value: String,
    /// Why it is so; empty where there is nothing to add.
    pub because: String,
}

/// What a conversation adds to a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// The metric.
    pub title: String,
    /// How it counts, with what it adds.
    pub says: String,
    /// Whether it counts: `yes`, `below` or `no`.
    pub mark: &'static str,
    /// Why.
    pub because: String,
}

/// What is said and what happens, in order.
pub fn lines<'a>(thread: &'a Thread, habits: &Habits<'_>) -> Vec<Line<'a>> {
    let words = &register_of(habits.locale.language).thread;
    let mut lines = Vec::new();
    let mut day = None;
    for item in &thread.items {
        let own = item.at.get(..10);
        // The first day stands above the conversation.
        if day.is_some() && day != own {
            lines.extend(habits.day(&item.at).map(Line::Day));
        }
        day = own;
        lines.push(match &item.what {
            What::Said(said) => bubble(said, time(&item.at), words),
            What::Happened(event) => Line::Event {
                says: format!("{}{DOT}{}", happened(event, words, habits), time(&item.at)),
                comment: Some(&event.comment).filter(|comment| !comment.text.is_empty()),
            },
        });
    }
    lines
}

fn bubble<'a>(said: &'a Said, time: &str, words: &ThreadWords) -> Line<'a> {
    let (by, speaker) = match said.by {
        Speaker::Customer => ("customer", None),
        Speaker::Bot => ("bot", Some(words.bot)),
        Speaker::Agent => ("agent", Some(said.name.as_deref().unwrap_or(words.agent))),
        Speaker::System => ("system", Some(words.system)),
    };
    let marks = [
        (said.welcome, words.welcome),
        (said.fallback, words.fallback),
        (said.canned, words.canned),
    ];
    let private = said.private.then_some(words.private);
    let head = private.into_iter().chain(speaker).chain([time]);
    let marks = marks.into_iter().filter(|mark| mark.0).map(|mark| mark.1);
    Line::Bubble {
        by: if said.private { "note" } else { by },
        head: joined(&head.chain(marks).collect::<Vec<_>>(), DOT),
        text: Some(&said.text).filter(|text| !text.text.is_empty()),
    }
}

/// What happened, in a few words.
fn happened(event: &Happened, words: &ThreadWords, habits: &Habits<'_>) -> String {
    let locale = habits.locale;
    let word = event.word.as_deref().unwrap_or_default();
    let full = format!("{} {word}", event.kind);
    let named = |name: &str| words.events.iter().find(|known| known.0 == name);
    let known = named(&full).or_else(|| named(&event.kind));
    let template = known.map_or(event.kind.as_str(), |known| known.1);
    let number = |number: f64| format::plain(number, locale);
    let (score, most) = event.score.map_or_else(Default::default, |(score, most)| {
        (number(score), number(most))
    });
    let amount = event
        .amount
        .as_ref()
        .map(|(amount, currency)| format::money(*amount, currency, locale).joined());
    let department = event.department.as_deref();
    let agent = event.agent.as_deref().or(department).unwrap_or(words.agent);
    let mut parts = vec![fill(
        template,
        &[
            ("agent", agent),
            ("score", &score),
            ("most", &most),
            ("amount", amount.as_deref().unwrap_or_default()),
        ],
    )];
    let moves = ["assigned", "transferred"].contains(&event.kind.as_str());
    let elsewhere = department.filter(|name| moves && *name != agent);
    parts.extend(elsewhere.map(str::to_owned));
    if !event.about.is_empty() {
        parts.push(joined(&event.about, ", "));
    }
    let resolved = event.resolved.map(|is| words.resolved[usize::from(!is)]);
    let order = event.kind == "order";
    let credited = order.then(|| words.credited[usize::from(!event.credited)]);
    parts.extend(resolved.into_iter().chain(credited).map(str::to_owned));
    joined(&parts, DOT)
}

/// The facts that matter most: column, and where its reason stands: a
/// verdict, or a metric.
const FACTS: [(&str, &str); 12] = [
    ("outcome", "outcome"),
    ("support_type", ""),
    ("handoff_outcome", "hand-off"),
    ("topic", ""),
    ("tags", ""),
    ("served_by", ""),
    ("department", ""),
    ("start", ""),
    ("duration_seconds", ""),
    ("first_response_seconds", "wait for an agent"),
    ("handle_seconds", "handle_time"),
    ("csat", "csat"),
];

/// The metrics that are told among them.
const METRICS: [&str; 2] = ["ai_resolution_rate", "deflection_rate"];

/// The facts that matter most, those that there are.
pub fn facts(thread: &Thread, habits: &Habits<'_>) -> Vec<Fact> {
    let fact = |(column, reason): &(&str, &str)| {
        let named = thread.facts.get("agent_name");
        let cell = match *column {
            "served_by" => named
                .filter(|cell| **cell != Cell::Empty)
                .or(thread.facts.get("agent")),
            column => thread.facts.get(column),
        };
        let shown = habits.cell(column, cell?);
        (!shown.is_empty).then(|| Fact {
            title: habits.title(column),
            value: shown.text,
            because: reason_of(thread, reason),
        })
    };
    let told = FACTS.iter().filter_map(fact);
    let counted = METRICS.iter().filter_map(|id| {
        let part = thread.metrics.iter().find(|part| part.id == *id)?;
        let audit = audit_of(part, habits);
        Some(Fact {
            title: audit.title,
            value: audit.says,
            because: audit.because,
        })
    });
    told.chain(counted).collect()
}

fn reason_of(thread: &Thread, about: &str) -> String {
    let verdict = thread.verdicts.iter().find(|known| known.about == about);
    let part = || thread.metrics.iter().find(|part| part.id == about);
    let because = verdict.map(|Verdict { because, .. }| because.clone());
    because
        .or_else(|| part().map(|part| sentences(&part.because)))
        .unwrap_or_default()
}

/// How the conversation counts in every metric: where it does first.
pub fn audit(thread: &Thread, habits: &Habits<'_>) -> Vec<Audit> {
    let parts = thread.metrics.iter();
    let all: Vec<Audit> = parts.map(|part| audit_of(part, habits)).collect();
    let with = |mark: &'static str| all.iter().filter(move |audit| audit.mark == mark);
    let ordered = with("yes").chain(with("below")).chain(with("no"));
    ordered.cloned().collect()
}

fn audit_of(part: &MetricPart, habits: &Habits<'_>) -> Audit {
    let words = &register_of(habits.locale.language).thread;
    let (place, mark) = match part.counts {
        Counts::Yes => (0, "yes"),
        Counts::Both => (1, "yes"),
        Counts::Numerator => (2, "yes"),
        Counts::Denominator => (3, "below"),
        Counts::No => (4, "no"),
    };
    let unit = metric::find(&part.id).map(|metric| metric.about.unit);
    let values = part.values.iter().filter_map(|&number| {
        let number = value::in_unit(number, unit?, false, habits.locale);
        Some(number.joined())
    });
    let says = [words.counts[place].to_owned()].into_iter().chain(values);
    Audit {
        title: part.title.clone(),
        says: says.collect::<Vec<_>>().join(DOT),
        mark,
        because: sentences(&part.because),
    }
}

fn sentences(all: &[String]) -> String {
    all.join("; ")
}

/// Every fact that there is: the name of its column, and what it says.
pub fn all_facts(thread: &Thread, habits: &Habits<'_>) -> Vec<Fact> {
    let cells = thread.facts.cells.iter();
    let shown = cells.map(|(column, cell)| (column, habits.cell(column, cell)));
    let told = shown.filter(|(_, shown)| !shown.is_empty);
    told.map(|(column, shown)| Fact {
        title: habits.title(column),
        value: shown.text,
        because: String::new(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::report::page::Marked;
    use crate::report::register::Record;
    use crate::report::thread::{Happened, Item, Said, Speaker, What};
    use crate::report::{Cell, Thread};
    use crate::view::locale::Locale;
    use crate::view::register::Habits;
    use crate::view::text::register::ENGLISH;
    use crate::view::theme::{Scheme, Theme};
    use crate::view::thread::{Line, all_facts, facts, lines};

    fn said(by: Speaker, text: &str) -> Said {
        Said {
            by,
            name: None,
            text: Marked::plain(text),
            private: false,
            welcome: false,
            fallback: false,
            canned: false,
        }
    }

    fn thread(items: Vec<(&str, What)>) -> Thread {
        let cell = |name: &str, cell: Cell| (name.to_owned(), cell);
        let items = items.into_iter().map(|(at, what)| Item {
            at: at.to_owned(),
            what,
        });
        Thread {
            id: "c1".to_owned(),
            customer: Marked::default(),
            known_as: Vec::new(),
            items: items.collect(),
            facts: Record {
                cells: vec![
                    cell("outcome", Cell::Text("open".to_owned())),
                    cell("agent_name", Cell::Empty),
                    cell("agent", Cell::Text("a7".to_owned())),
                    cell("csat", Cell::Empty),
                    cell("handle_seconds", Cell::Number(61.0)),
                ],
            },
            verdicts: Vec::new(),
            metrics: Vec::new(),
        }
    }

    fn told(thread: &Thread) -> Vec<String> {
        let (locale, theme) = (Locale::from_tag("en-GB"), Theme::new(Scheme::Light));
        let habits = Habits {
            locale: &locale,
            theme: &theme,
            today: "2026-06-01".parse().unwrap(),
        };
        let line = |line: Line<'_>| match line {
            Line::Day(day) => day,
            Line::Event { says, .. } => says,
            Line::Bubble { by, head, text } => {
                let text = text.map_or("-", |text| text.text.as_str());
                format!("{by}: {head}: {text}")
            }
        };
        let facts = facts(thread, &habits).into_iter();
        let facts = facts.map(|fact| format!("{} = {}", fact.title, fact.value));
        assert_eq!(all_facts(thread, &habits).len(), 3);
        lines(thread, &habits)
            .into_iter()
            .map(line)
            .chain(facts)
            .collect()
    }

    #[test]
    fn a_conversation_reads_from_top_to_bottom() {
        let note = Said {
            private: true,
            name: Some("Erik".to_owned()),
            ..said(Speaker::Agent, "Hm")
        };
        let order = Happened {
            kind: "order".to_owned(),
            amount: Some((12.5, "EUR".to_owned())),
            credited: true,
            ..Happened::default()
        };
        let closed = Happened {
            kind: "closed".to_owned(),
            word: Some("agent".to_owned()),
            resolved: Some(false),
            ..Happened::default()
        };
        let thread = thread(vec![
            (
                "2026-05-31T23:59:00+02:00",
                What::Said(said(Speaker::Customer, "Hi")),
            ),
            (
                "2026-06-01T00:01:00+02:00",
                What::Said(said(Speaker::Bot, "")),
            ),
            ("2026-06-01T00:02:00+02:00", What::Said(note)),
            ("2026-06-01T00:03:00+02:00", What::Happened(order)),
            ("2026-06-01T00:04:00+02:00", What::Happened(closed)),
        ]);
        assert_eq!(
            told(&thread),
            [
                "customer: 23:59: Hi",
                "1 Jun",
                "bot: Bot · 00:01: -",
                "note: Note, private · Erik · 00:02: Hm",
                "Order of €\u{202f}12.50 · credited here · 00:03",
                "Closed by an agent · not resolved · 00:04",
                "Status = Open",
                "Agent = a7",
                "Handle time = 1:01",
            ]
        );
    }

    #[test]
    fn every_event_has_words() {
        use crate::report::thread::What::Happened as Other;
        let kinds = ENGLISH.thread.events.iter().map(|(name, _)| {
            let (kind, word) = name.split_once(' ').unwrap_or((name, ""));
            let event = Happened {
                kind: kind.to_owned(),
                word: Some(word.to_owned()),
                ..Happened::default()
            };
            ("2026-06-01T00:03:00+02:00", Other(event))
        });
        let told = told(&thread(kinds.collect()));
        assert!(
            told.iter().all(|line| !line.contains(['{', '}', '_'])),
            "{told:?}"
        );
    }
}
