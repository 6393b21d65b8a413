//! Forms of mappings, there and back.

use crate::event::mapping::form::{ATTRIBUTE, CLOCK, Form, Rows, START, words};
use crate::settings::Plain;

fn plain(text: &str) -> Plain {
    serde_json::from_str(text).unwrap()
}

fn form(text: &str, columns: &[&str]) -> Option<Form> {
    Form::of(&plain(text), columns.iter().map(|&name| name.to_owned()))
}

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    let row = |row: &&[&str]| row.iter().map(|&cell| cell.to_owned()).collect();
    rows.iter().map(row).collect()
}

fn meanings(form: &Form) -> Vec<&str> {
    form.columns
        .iter()
        .map(|column| column.1.as_str())
        .collect()
}

#[test]
fn a_mapping_of_messages_is_a_form_and_comes_back() {
    let text = r#"{
        "decimal_comma": true,
        "fields": {
            "attributes": ["Vertrag"],
            "channel": {"value": "web"},
            "conversation_id": "Ticket",
            "role": {"from": "Wer", "values": {"Kunde": "user"}, "default": "agent"},
            "ts": {"from": ["Datum", "Zeit"], "time": "%d.%m.%Y %H:%M"},
            "type": {"value": "message"},
            "user_name": {"from": ["Vorname", "Name"]}
        }
    }"#;
    let columns = [
        "Ticket", "Datum", "Zeit", "Wer", "Vorname", "Name", "Vertrag", "Leer",
    ];
    let form = form(text, &columns).unwrap();
    assert_eq!(form.document(), plain(text));
    assert_eq!(
        meanings(&form),
        [
            "conversation_id",
            "ts",
            CLOCK,
            "role",
            "user_name",
            "user_name",
            ATTRIBUTE,
            ""
        ]
    );
    assert_eq!(form.rows, Rows::Each("message".to_owned()));
    assert_eq!(form.constant("channel"), Some(&Plain::from("web")));
    assert_eq!(form.values("role").unwrap().others, Some("agent".into()));
}

#[test]
fn a_mapping_of_whole_conversations_is_a_form_and_comes_back() {
    let text = r#"{
        "events": [
            {"ts": {"from": "Started", "time": "seconds"}, "type": {"value": "conversation_started"}},
            {"tags": "Labels", "ts": {"from": "Started", "time": "seconds"},
             "type": {"value": "tagged"}, "when": "Labels"},
            {"resolved": "Done", "ts": "Ended", "type": {"value": "closed"}},
            {"kind": {"value": "nps"}, "score": "NPS", "ts": "Ended", "type": {"value": "rating"}, "when": "NPS"}
        ],
        "fields": {"conversation_id": "Chat", "channel": "Source"}
    }"#;
    let columns = [
        "Chat", "Started", "Ended", "Source", "NPS", "Labels", "Done",
    ];
    let form = form(text, &columns).unwrap();
    assert_eq!(form.document(), plain(text));
    assert_eq!(form.rows, Rows::Whole);
    assert_eq!(form.columns[1].1, START);
}

#[test]
fn what_a_form_cannot_say_is_no_form() {
    for text in [
        r#"{"format": "rasa"}"#,
        r#"{"fields": {"ts": "a", "type": {"value": "message"}}, "when": "b"}"#,
        r#"{"fields": {"ts": "a", "type": {"value": "message"}, "text": "unseen"}}"#,
        r#"{"fields": {"conversation_id": "a"}, "events": [{"each": "b", "ts": "c", "type": {"value": "message"}}]}"#,
        r#"{"fields": {"ts": "a", "type": {"value": "message"}, "attributes": {"other": "b"}}}"#,
    ] {
        assert_eq!(form(text, &["a", "b"]), None, "{text}");
    }
    let usual = r#"{"time": "seconds", "fields": {"ts": "a", "type": "b", "text": "c"}}"#;
    let form = form(usual, &["a", "b", "c"]).unwrap();
    assert_eq!(
        (form.rows.clone(), form.time("ts")),
        (Rows::Told, "seconds")
    );
}

#[test]
fn a_meaning_moves_and_its_texts_are_guessed() {
    let text = r#"{"fields": {"type": {"value": "message"}, "text": "b"}}"#;
    let mut form = form(text, &["a", "b", "c"]).unwrap();
    let rows = rows(&[
        &["31.05.2026", "Kunde", "9:00"],
        &["31.05.2026", "Bot", "9:01"],
    ]);
    assert!(!form.has_time());
    form.mean(0, "ts", &rows);
    form.mean(2, CLOCK, &rows);
    assert_eq!(form.time("ts"), "%d.%m.%Y %H:%M");
    form.mean(1, "role", &rows);
    let told = [
        ("Kunde".to_owned(), Plain::from("user")),
        ("Bot".to_owned(), "bot".into()),
    ];
    assert_eq!(form.values("role").unwrap().texts, told);
    form.mean(2, "role", &rows);
    assert_eq!(meanings(&form), ["ts", "", "role"]);
    assert_eq!(
        form.values("role").unwrap().texts,
        told,
        "nothing better is known"
    );
    form.mean(1, "type", &rows);
    assert_eq!(form.rows, Rows::Told);
    form.set_rows(Rows::Whole, &rows);
    assert_eq!(meanings(&form), [START, "", ""]);
    form.set_rows(Rows::Each("rating".to_owned()), &rows);
    form.mean(1, "score", &rows);
    assert_eq!(form.constant("kind"), Some(&Plain::from("csat")));
    form.set_value("score", Some("good"), Some(Plain::Number(5.0)));
    form.set_value("score", None, Some(Plain::Number(1.0)));
    form.set_value("score", Some("bad"), None);
    assert_eq!(
        form.document().at("fields").at("score"),
        &plain(r#"{"default": 1, "from": "b", "values": {"good": 5}}"#)
    );
    assert!(words("status").contains(&"resolved") && words("text").is_empty());
}
