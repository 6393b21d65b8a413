//! What a mapping may say, and what is told of one that says it wrongly.

use crate::event::fields::Slot;
use crate::event::import::cell::Mark;
use crate::event::mapping::{Constant, Mapping, TimeForm, To};
use crate::settings::Plain;

fn read(text: &str) -> Result<Mapping, Vec<String>> {
    let document: Plain = serde_json::from_str(text).unwrap();
    Mapping::read(&document).map_err(|refused| refused.iter().map(ToString::to_string).collect())
}

/// A mapping with one thing in it, beside what every mapping needs.
fn refused(part: &str) -> Vec<String> {
    read(&format!(
        r#"{{"fields":{{"ts":"at","type":{{"value":"message"}}}},{part}}}"#
    ))
    .unwrap_err()
}

#[test]
fn a_mapping_says_where_fields_come_from() {
    let mapping = read(
        r#"{
            "list": "data.rows", "time": "seconds", "decimal_comma": false, "tags_separator": ",",
            "when": {"from": "kind", "is": ["a", "b"]},
            "fields": {
                "type": {"value": "rating"},
                "ts": {"from": ["day", "hour"], "time": "%d.%m.%Y %H:%M"},
                "score": {"from": "stars", "values": {"good": 5, "none": null}, "default": 3},
                "attributes": {"plan": "Plan"}, "attributes.seats": "Seats"
            }
        }"#,
    )
    .unwrap();
    assert_eq!(mapping.list.unwrap().keys(), ["data", "rows"]);
    assert_eq!(mapping.style.mark, Mark::Point);
    assert_eq!(mapping.style.separators, [',']);
    let [event] = &mapping.events[..] else {
        panic!("one event");
    };
    assert_eq!(event.when.as_ref().unwrap().is, ["a", "b"]);
    let names = event.fields.iter().map(|field| match &field.to {
        To::Slot(slot) => slot.name(),
        To::Attribute(name) => name,
    });
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["ts", "type", "score", "plan", "seats"]
    );
    let [ts, _, score, ..] = &event.fields[..] else {
        panic!("fields");
    };
    assert!(matches!(ts.source.time, TimeForm::Pattern(_)));
    assert_eq!(score.source.time, TimeForm::Seconds);
    let five = Some(Constant("5".to_owned()));
    assert_eq!(
        score.source.values,
        [("good".to_owned(), five), ("none".to_owned(), None)]
    );
    assert_eq!(score.source.default, Some(Constant("3".to_owned())));
}

#[test]
fn an_event_lays_its_own_fields_over_the_common_ones() {
    let mapping = read(
        r#"{"fields": {"ts": "at", "user_id": "who"}, "events": [
            {"each": "list", "type": {"value": "message"}, "ts": "when"},
            {"type": {"value": "closed"}}
        ]}"#,
    )
    .unwrap();
    let [each, own] = &mapping.events[..] else {
        panic!("two events");
    };
    let of = |slot| {
        let mut fields = each
            .fields
            .iter()
            .filter(|field| field.to == To::Slot(slot));
        (fields.next().unwrap(), fields.next())
    };
    let (ts, None) = of(Slot::Ts) else {
        panic!("one time");
    };
    assert_eq!((ts.of_record, ts.source.from[0].name()), (false, "when"));
    assert!(of(Slot::UserId).0.of_record);
    // What a list lacks is wrong; what a record lacks, it does not have.
    assert!(!each.only_with_time && own.only_with_time);
}

#[test]
fn known_formats_take_names_only() {
    let mapping =
        read(r#"{"format": "native", "handoff": ["call_staff"], "ratings": []}"#).unwrap();
    assert_eq!(mapping.format.unwrap().0.id, "native");
    assert!(mapping.events.is_empty() && mapping.hints.handoff == ["call_staff"]);
    assert_eq!(read("{}").unwrap(), Mapping::default());
    let both = refused(r#""format":"native""#);
    assert_eq!(
        both,
        [
            r#"mapping: format refused: "native"; allowed: a known format, or fields and events of one's own"#
        ]
    );
}

/// Parts of mappings, and how what is told of them begins.
const WRONG: &[(&str, &str)] = &[
    (
        r#""feilds":{}"#,
        "feilds refused: {}; allowed: the keys format, handoff",
    ),
    (
        r#""format":"telepathy""#,
        r#"format refused: "telepathy"; allowed: native, "#,
    ),
    (
        r#""handoff":"x""#,
        r#"handoff refused: "x"; allowed: a list of texts, none empty"#,
    ),
    (
        r#""ratings":[""]"#,
        r#"ratings refused: [""]; allowed: a list of texts"#,
    ),
    (
        r#""list":3"#,
        "list refused: 3; allowed: the name of a field",
    ),
    (
        r#""time":"%H:%M""#,
        r#"time refused: "%H:%M"; allowed: seconds, milliseconds or"#,
    ),
    (
        r#""decimal_comma":"yes""#,
        r#"decimal_comma refused: "yes"; allowed: true or false"#,
    ),
    (
        r#""tags_separator":"""#,
        r#"tags_separator refused: ""; allowed: text"#,
    ),
    (
        r#""when":{"is":"x"}"#,
        r#"when refused: {"is":"x"}; allowed: an object with from"#,
    ),
    (r#""when":{"from":"a","not":1}"#, "when refused: "),
    (
        r#""events":{}"#,
        "events refused: {}; allowed: a list of objects",
    ),
    (
        r#""events":[7]"#,
        "events[0] refused: 7; allowed: an object of the fields of events",
    ),
    (
        r#""when":"a","events":[{}]"#,
        r#"when refused: "a"; allowed: a condition within each"#,
    ),
    (
        r#""events":[{"foo":"a"}]"#,
        r#"events[0].foo refused: "a"; allowed: the keys each, when, ts"#,
    ),
    (
        r#""events":[{"text":7}]"#,
        "events[0].text refused: 7; allowed: the name of a field, a list",
    ),
    (
        r#""events":[{"text":{}}]"#,
        "events[0].text refused: {}; allowed: an object with either from or value",
    ),
    (
        r#""events":[{"text":{"from":"a","value":"b"}}]"#,
        "events[0].text refused: ",
    ),
    (
        r#""events":[{"text":{"from":"a","form":"b"}}]"#,
        r#"events[0].text.form refused: "b"; allowed: the keys from, value"#,
    ),
    (
        r#""events":[{"text":{"from":"a","values":7}}]"#,
        "events[0].text.values refused: 7; allowed: an object",
    ),
    (
        r#""events":[{"text":{"value":[]}}]"#,
        "events[0].text.value refused: []; allowed: a text, a number",
    ),
    (
        r#""events":[{"ts":{"from":"a","time":"iso"}}]"#,
        r#"events[0].ts.time refused: "iso"; allowed: seconds"#,
    ),
    (
        r#""events":[{"role":{"value":"customer"}}]"#,
        r#"events[0].role.value refused: "customer"; allowed: user, bot, agent, system"#,
    ),
    (
        r#""events":[{"type":{"from":"a","values":{"x":"chat"}}}]"#,
        r#"events[0].type.values.x refused: "chat"; allowed: conversation_started, message"#,
    ),
    (
        r#""events":[{"by":{"from":"a","default":1}}]"#,
        "events[0].by.default refused: 1; allowed: user, bot",
    ),
];

#[test]
fn every_wrong_key_is_told_with_what_is_allowed() {
    for (part, told) in WRONG {
        let found = refused(part);
        let start = format!("mapping: {told}");
        assert!(found[0].starts_with(&start), "{part}: {found:?}");
    }
    assert_eq!(
        read("[]").unwrap_err(),
        ["mapping refused: []; allowed: one object"]
    );
    assert_eq!(
        read(r#"{"fields":{"text":"a"}}"#).unwrap_err(),
        [
            r#"mapping: fields refused: {"text":"a"}; allowed: fields with ts"#,
            r#"mapping: fields refused: {"text":"a"}; allowed: fields with type"#
        ]
    );
    let shared = r#"{"fields":{"id":"n","ts":"at"},"events":[{"type":{"value":"closed"}},{"type":{"value":"reopened"}}]}"#;
    assert!(
        read(shared).unwrap_err()[0]
            .starts_with(r#"mapping: fields.id refused: "n"; allowed: an id within each"#)
    );
}
