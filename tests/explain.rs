//! One conversation explained: what counts in a number is what is said to
//! count, and the reasons are the true ones.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

mod history;

use std::collections::BTreeMap;

use chatgauge::base::sorted::SortedMap;
use chatgauge::base::zone::Zones;
use chatgauge::engine::{Engine, Load, ReportQuery};
use chatgauge::metric;
use history::{Run, sample};
use serde_json::{Value, json};

/// One conversation that the bot resolves, and one in which nobody answers.
const EVENTS: &str = r#"
{"ts":"2026-06-01T09:00:00+02:00","type":"conversation_started","conversation_id":"c1","user_id":"u1","user_name":"Anna Berg","channel":"web"}
{"ts":"2026-06-01T09:00:01+02:00","type":"message","conversation_id":"c1","role":"bot","text":"Hi! How can I help?","welcome":true}
{"ts":"2026-06-01T09:00:20+02:00","type":"message","conversation_id":"c1","role":"user","text":"Where is my order?\nPlease\u001b[31m!","topic":"shipping"}
{"ts":"2026-06-01T09:00:22+02:00","type":"message","conversation_id":"c1","role":"bot","text":"It arrives tomorrow."}
{"ts":"2026-06-01T09:00:23+02:00","type":"message","conversation_id":"c1","role":"agent","agent_name":"Ben","text":"Looks fine","private":true}
{"ts":"2026-06-01T09:01:00+02:00","type":"closed","conversation_id":"c1","by":"user"}
{"ts":"2026-06-01T09:01:30+02:00","type":"rating","conversation_id":"c1","kind":"csat","score":5,"comment":"Quick"}
{"ts":"2026-06-01T10:00:00+02:00","type":"message","conversation_id":"c2","user_id":"u2","role":"user","text":"Hello?"}
{"ts":"2026-06-01T10:01:00+02:00","type":"message","conversation_id":"c2","role":"bot","text":"Sorry?","fallback":true}
{"ts":"2026-06-01T10:02:00+02:00","type":"handoff","conversation_id":"c2","status":"successful","reason":"asked"}
{"ts":"2026-06-01T10:03:00+02:00","type":"message","conversation_id":"c2","role":"user","text":"Anybody?"}
{"ts":"2026-06-01T10:30:00+02:00","type":"closed","conversation_id":"c2"}
{"ts":"2026-06-02T10:30:00+02:00","type":"order","user_id":"u1","amount":5,"currency":"EUR"}
"#;

fn explained(id: &str) -> Value {
    let run = Run::new("explain", &["--conversation", id]).with("--tz=Europe/Stockholm");
    run.with("--format=json").json(EVENTS)
}

/// A part of a list of objects, by its key.
fn part<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    let parts = list.as_array().unwrap();
    let found = parts.iter().find(|part| part[key] == name);
    found.unwrap_or_else(|| panic!("{name} is told"))
}

fn metric<'a>(explained: &'a Value, id: &str) -> &'a Value {
    part(&explained["metrics"], "id", id)
}

fn verdict<'a>(explained: &'a Value, about: &str) -> [&'a str; 2] {
    let verdict = part(&explained["verdicts"], "about", about);
    ["is", "because"].map(|key| verdict[key].as_str().unwrap())
}

#[test]
fn the_timeline_tells_who_did_what_when() {
    let c1 = explained("c1");
    let told: Vec<Value> = c1["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|moment| {
            json!([
                moment["at"],
                moment["gap"],
                moment["who"],
                moment["what"],
                moment["text"]
            ])
        })
        .collect();
    assert_eq!(
        told[0],
        json!([
            "2026-06-01T09:00:00+02:00",
            "",
            "customer",
            "began the conversation",
            null
        ])
    );
    assert_eq!(
        told[1],
        json!([
            "2026-06-01T09:00:01+02:00",
            "1 s",
            "bot",
            "welcome",
            "Hi! How can I help?"
        ])
    );
    assert_eq!(told[4][2], "agent Ben");
    assert_eq!(told[4][3], "private note, counts nowhere");
    assert_eq!(
        told[5],
        json!([
            "2026-06-01T09:01:00+02:00",
            "37 s",
            "closed",
            "by the customer",
            null
        ])
    );
    assert_eq!(
        told[6],
        json!([
            "2026-06-01T09:01:30+02:00",
            "30 s",
            "rating",
            "csat 5 of 5",
            "Quick"
        ])
    );
    assert_eq!(told.len(), 7);
    assert_eq!(c1["timeline"][5]["gap_seconds"], 37);
}

#[test]
fn the_timeline_marks_what_matters_for_counting() {
    let c2 = explained("c2");
    assert_eq!(c2["timeline"][1]["what"], "fallback");
    assert_eq!(c2["timeline"][2]["what"], "successful: asked");
    assert_eq!(c2["timeline"][4]["what"], "by the system");
}

#[test]
fn reasons_name_the_event_or_the_setting() {
    let c1 = explained("c1");
    assert_eq!(
        verdict(&c1, "engaged"),
        ["yes", "the customer wrote at 09:00:20"]
    );
    assert_eq!(
        verdict(&c1, "closed"),
        ["yes", "closed by the customer at 09:01:00"]
    );
    assert_eq!(verdict(&c1, "outcome")[0], "resolved_by_bot");
    assert!(
        verdict(&c1, "resolved")[1].ends_with("the last public message, at 09:00:22, is the bot’s")
    );
    let c2 = explained("c2");
    assert_eq!(
        verdict(&c2, "outcome"),
        ["handed_off", "a hand-off: successful at 10:02:00"]
    );
    assert_eq!(
        verdict(&c2, "missed"),
        ["yes", "no agent wrote; closed by the system at 10:30:00"]
    );
    assert_eq!(
        verdict(&c2, "resolved"),
        [
            "no",
            "there was a hand-off (successful at 10:02:00), and no agent wrote"
        ]
    );
}

#[test]
fn metrics_tell_what_is_added_and_why() {
    let c1 = explained("c1");
    let deflection = metric(&c1, "deflection_rate");
    assert_eq!(deflection["counts"], "both");
    assert_eq!(
        (&deflection["numerator"], &deflection["denominator"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(metric(&c1, "csat_mean")["values"], json!([5]));
    assert_eq!(metric(&c1, "bot_response_time")["values"], json!([2]));
    let reply = metric(&c1, "first_response_time");
    assert_eq!(
        (&reply["counts"], &reply["because"]),
        (&json!("no"), &json!(["no agent wrote"]))
    );
    let c2 = explained("c2");
    let deflection = metric(&c2, "deflection_rate");
    assert_eq!(deflection["counts"], "denominator");
    assert_eq!(
        deflection["because"],
        json!(["the bot did not resolve it alone: a hand-off: successful at 10:02:00"])
    );
    assert_eq!(metric(&c2, "fallback_rate")["numerator"], 1);
    assert_eq!(metric(&c2, "fallback_rate")["denominator"], 2);
    assert!(c1["apart"].as_array().unwrap().contains(&json!("visits")));
}

#[test]
fn an_order_from_elsewhere_is_in_the_timeline() {
    let events = format!(
        "{EVENTS}\n{}\n{}",
        r#"{"ts":"2026-06-01T09:00:30+02:00","type":"product_click","conversation_id":"c1","product_id":"p1"}"#,
        r#"{"ts":"2026-06-01T12:00:00+02:00","type":"order","user_id":"u1","amount":20,"currency":"EUR"}"#,
    );
    let c1 = Run::new(
        "explain",
        &[
            "--tz=Europe/Stockholm",
            "--format=json",
            "--conversation=c1",
        ],
    );
    let c1 = c1.json(&events);
    let orders = c1["timeline"].as_array().unwrap();
    let orders: Vec<_> = orders
        .iter()
        .filter(|moment| moment["type"] == "order")
        .collect();
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0]["what"], "20 EUR, credited here");
    assert_eq!(
        verdict(&c1, "order credited"),
        [
            "yes",
            "the order of 12:00:00, by the product click at 09:00:30"
        ]
    );
}

#[test]
fn the_page_is_for_reading() {
    let run = Run::new("explain", &["--tz=Europe/Stockholm", "--conversation=c1"]);
    let page = run.text(EVENTS);
    for part in [
        "Conversation c1\n  Anna Berg (u1) on web\n  2026-06-01 09:00:00 to 09:01:00, 1 min\n",
        "+19 s  customer   Where is my order?\n",
        "Europe/Stockholm",
        "deflection_rate             1 of 1",
        "not made of conversations: visits,",
        "\n  first_question  ",
    ] {
        assert!(page.contains(part), "{part:?} in:\n{page}");
    }
    assert!(
        !page.contains('\u{1b}'),
        "what customers write steers no terminal"
    );
}

#[test]
fn an_unknown_name_is_told_the_nearest() {
    let run = Run::new("explain", &["--conversation=c3"]);
    let (output, told) = run.both(EVENTS);
    assert_eq!(output, "");
    assert!(told.contains("“c3”; the nearest are c1, c2"), "{told}");
    let (_, told) = run.both("[]");
    assert!(told.contains("there are no conversations"), "{told}");
}

struct Utc;

impl Zones for Utc {
    fn offset_at(&self, _: &str, _: i64) -> Option<i32> {
        Some(0)
    }
}

/// What the conversations of a report are said to add to one metric.
#[derive(Default)]
struct Sum {
    rows: u64,
    below: u64,
    numerator: f64,
    denominator: f64,
    values: Vec<f64>,
}

#[test]
fn what_is_said_to_count_is_what_counts() {
    let mut load = Load::new();
    load.begin("sample");
    load.feed(sample().as_bytes());
    load.end().unwrap();
    let mut engine = Engine::new(Box::new(Utc), 1_800_000_000_000, "UTC");
    engine.adopt(load).unwrap();
    let day = |text: &str| Some(text.parse().unwrap());
    let query = ReportQuery {
        from: day("2026-05-04"),
        to: day("2026-05-10"),
        filters: SortedMap::from([("device!".to_owned(), vec!["tablet".to_owned()])]),
        ..ReportQuery::default()
    };
    let report = engine.report(&query).unwrap();
    let register = engine.register(&query).unwrap();
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for record in register.records() {
        let chatgauge::report::Cell::Text(id) = record.get("id").unwrap() else {
            panic!("an id is text");
        };
        let explanation = engine.explain(id).unwrap();
        assert_eq!(explanation.facts, record);
        for part in explanation.metrics {
            use chatgauge::report::explanation::Counts::{Both, Denominator, Numerator, Yes};
            let sum = sums.entry(part.id.clone()).or_default();
            sum.rows += u64::from([Yes, Both, Numerator].contains(&part.counts));
            sum.below += u64::from([Both, Denominator].contains(&part.counts));
            sum.numerator += part.numerator.unwrap_or(0.0);
            sum.denominator += part.denominator.unwrap_or(0.0);
            sum.values.extend(part.values);
            assert!(!part.because.is_empty(), "{} says why", part.id);
        }
    }
    assert!(register.len() > 50, "{}", register.len());
    check(&report, &sums);
}

/// Compares what was said of each conversation with the report.
fn check(report: &chatgauge::report::Report, sums: &BTreeMap<String, Sum>) {
    use chatgauge::metric::define::{Compute, Measure, Rows};
    let (mut compared, mut apart) = (0, 0);
    for metric in metric::catalogue() {
        let id = metric.about.id;
        let answer = report.metrics.get(id).unwrap();
        let Some(sum) = sums.get(id) else {
            assert!(
                matches!(metric.compute, Compute::Own(Rows::Apart, _)),
                "{id}"
            );
            apart += 1;
            continue;
        };
        let close = |one: f64, other: f64| {
            assert!(
                (one - other).abs() < 1e-6 * other.abs().max(1.0),
                "{id}: {one} {other}"
            );
        };
        let value = match answer.value {
            chatgauge::report::Value::Number(value) => Some(value),
            _ => None,
        };
        match metric.compute {
            Compute::Number(Measure::Customers(_)) => assert!(value.unwrap() <= sum.rows as f64),
            Compute::Number(measure) => {
                close(sum.numerator, value.unwrap());
                if matches!(measure, Measure::Count(_)) {
                    close(sum.rows as f64, value.unwrap());
                }
            }
            Compute::Quotient(above, below) => {
                close(sum.numerator, answer.numerator.unwrap());
                if !matches!(below, Measure::Customers(_)) {
                    close(sum.denominator, answer.denominator.unwrap());
                }
                if matches!((above, below), (Measure::Count(_), Measure::Count(_))) {
                    close(sum.rows as f64, answer.numerator.unwrap());
                    close(sum.below as f64, answer.denominator.unwrap());
                }
            }
            Compute::Mean(..) => {
                assert_eq!(sum.values.len() as u64, answer.n.unwrap(), "{id}");
                let mean = sum.values.iter().sum::<f64>() / sum.values.len() as f64;
                value.into_iter().for_each(|value| close(mean, value));
            }
            Compute::Own(..) => {
                // Of those with a sample, every conversation is one of it.
                answer
                    .n
                    .into_iter()
                    .for_each(|n| close(sum.rows as f64, n as f64));
            }
        }
        compared += 1;
    }
    assert_eq!((compared, apart), (metric::catalogue().len() - 8, 8));
}
