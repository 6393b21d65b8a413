//! What a person makes of themes.

use std::collections::BTreeSet;

use chatgauge::engine::Engine;
use chatgauge::report::themes::{Edits, Of, Theme, ThemesAsk};

use crate::history::{ask, edits, engine, listed, members, question};

/// Three themes: of four, three and two conversations.
fn history() -> Engine {
    let asked = [
        "Where is my parcel?",
        "Where is my parcel",
        "where is my parcel!",
        "Hello, where is my parcel?",
        "How do I return boots?",
        "how do i return boots",
        "How do I return the boots?",
        "Opening hours on Sunday",
        "opening hours on sunday?",
    ];
    let events = asked.iter().enumerate();
    let events = events.map(|(number, text)| question(&number.to_string(), number, text));
    engine(&events.collect::<String>())
}

fn themes(engine: &Engine, edits: Edits) -> Vec<Theme> {
    let ask = ThemesAsk {
        edits,
        ..ask(Of::First)
    };
    let found = engine.themes(&ask).unwrap().themes;
    for theme in &found {
        let listed = listed(engine, &ask, &theme.id).len() as u64;
        assert_eq!(listed, theme.conversations, "{}", theme.question);
    }
    found
}

fn told(themes: &[Theme]) -> Vec<(Option<&str>, u64)> {
    let told = themes.iter();
    told.map(|theme| (theme.name.as_deref(), theme.conversations))
        .collect()
}

#[test]
fn themes_take_the_names_they_are_given() {
    let engine = history();
    let plain = themes(&engine, Edits::default());
    assert_eq!(told(&plain), [(None, 4), (None, 3), (None, 2)]);
    let named = edits(
        &[
            (&plain[1].id, "Returns"),
            ("0123456789abcdef", "Lost"),
            ("x", "y"),
        ],
        &[("x", &plain[0].id), (&plain[1].id, "0")],
    );
    let named = themes(&engine, named);
    assert_eq!(told(&named), [(None, 4), (Some("Returns"), 3), (None, 2)]);
}

#[test]
fn merged_themes_are_one() {
    let engine = history();
    let plain = themes(&engine, Edits::default());
    let [parcel, boots, hours] = &plain[..] else {
        panic!("three themes");
    };
    let (parcel, boots, hours) = (&*parcel.id, &*boots.id, &*hours.id);
    let merge =
        |names: &[(&str, &str)], merged: &[(&str, &str)]| themes(&engine, edits(names, merged));

    let two = merge(&[(boots, "Returns")], &[(boots, hours)]);
    assert_eq!(told(&two), [(Some("Returns"), 5), (None, 4)]);
    assert_eq!(two[0].id, hours);
    let own = merge(&[(boots, "Returns"), (hours, "Hours")], &[(boots, hours)]);
    assert_eq!(told(&own), [(Some("Hours"), 5), (None, 4)]);

    let one = merge(&[], &[(boots, hours), (hours, parcel)]);
    assert_eq!(told(&one), [(None, 9)]);
    assert_eq!(one[0].id, parcel);
    let itself = merge(&[], &[(parcel, parcel)]);
    assert_eq!(itself, plain);

    let both = [(boots, hours), (hours, boots)];
    let circle = merge(&[], &both);
    assert_eq!(told(&circle), [(None, 5), (None, 4)]);
    assert!([boots, hours].contains(&&*circle[0].id));
}

#[test]
fn an_id_stays_when_a_theme_grows() {
    let before = history();
    let plain = themes(&before, Edits::default());
    let texts = ["Where is my parcel?", "where is the parcel please"];
    let mut events = String::new();
    for number in 0..40 {
        events.push_str(&question(&format!("a{number}"), number, texts[1]));
    }
    for number in 40..43 {
        events.push_str(&question(&format!("b{number}"), number, texts[0]));
    }
    for number in 43..46 {
        events.push_str(&question(
            &format!("c{number}"),
            number,
            "Opening hours on Sunday",
        ));
    }
    let after = engine(&events);
    let grown = themes(&after, edits(&[(&plain[0].id, "Parcels")], &[]));
    assert_eq!(grown[0].question, texts[1]);
    assert_ne!(grown[0].id, plain[0].id);
    assert_eq!(told(&grown), [(Some("Parcels"), 43), (None, 3)]);
    let by_old_id = members(&after, Of::First, &plain[0].id);
    assert_eq!(by_old_id, members(&after, Of::First, &grown[0].id));
    let nobody = members(&after, Of::First, "0000000000000000");
    assert_eq!(nobody, BTreeSet::new());
}
