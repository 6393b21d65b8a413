//! Counts of a period, whatever the questions are.

use std::collections::BTreeMap;
use std::path::Path;

use chatgauge::base::time::{Bucket, Period};
use chatgauge::engine::{Engine, ReportQuery};
use chatgauge::report::themes::{Of, ThemesAsk};
use chatgauge::report::{Report, Value};

use crate::history::{ask, ask_all, engine, listed, question, sample};

/// So many events of the sample.
const EVENTS: u64 = 12_000;

fn filtered(ask: &ThemesAsk, field: &str, value: &str) -> ThemesAsk {
    let mut ask = ask.clone();
    let values = vec![value.to_owned()];
    ask.query.filters.insert(field.to_owned(), values);
    ask
}

fn report(engine: &Engine, ask: &ThemesAsk) -> Report {
    let Period { from, to } = ask.query.period.unwrap();
    let query = ReportQuery {
        from: Some(from),
        to: Some(to),
        filters: ask.query.filters.clone(),
        ..ReportQuery::default()
    };
    engine.report(&query).unwrap()
}

/// What must hold of an answer: it is checked against the listing, the
/// conversations behind it, and itself.
fn check(engine: &Engine, ask: &ThemesAsk) {
    let themes = engine.themes(ask).unwrap();
    assert_eq!(themes.found, themes.themes.len() as u64);
    let (mut questions, mut before) = (0, u64::MAX);
    for theme in &themes.themes {
        let rows = listed(engine, ask, &theme.id);
        assert_eq!(rows.len() as u64, theme.conversations, "{}", theme.question);
        assert_eq!(theme.trend.iter().sum::<u64>(), theme.conversations);
        assert_eq!(theme.trend.len(), themes.steps.len());
        assert!(theme.questions >= theme.conversations && theme.conversations > 0);
        assert!(theme.conversations <= before, "the largest come first");
        before = theme.conversations;
        questions += theme.questions;
        let facts = &engine.conversations().facts;
        let fallbacks: i64 = rows
            .iter()
            .map(|&row| facts.fallbacks.count(row as usize))
            .sum();
        assert_eq!(theme.fallbacks as i64, fallbacks);
        assert_eq!(theme.resolution.denominator, Some(rows.len() as f64));
        let rated = rows
            .iter()
            .filter(|&&row| !facts.ratings[0].get(row as usize).is_empty());
        assert_eq!(theme.csat.denominator, Some(rated.count() as f64));
        let mut texts = theme.examples.clone();
        texts.push(theme.question.clone());
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), theme.examples.len() + 1, "examples differ");
    }
    assert_eq!(questions + themes.ungrouped, themes.questions);
}

#[test]
fn the_count_shown_is_the_count_listed() {
    let engine = engine(&sample(EVENTS));
    for of in [Of::First, Of::BeforeFallback] {
        let all = ask_all(&engine, of);
        check(&engine, &all);
        check(&engine, &filtered(&all, "channel", "web"));
        check(&engine, &filtered(&all, "outcome!", "handed_off"));
        check(&engine, &ask(of));
        let mut weekly = all.clone();
        weekly.query.bucket = Some(Bucket::Week);
        check(&engine, &weekly);
    }
}

#[test]
fn every_conversation_with_a_question_counts() {
    let engine = engine(&sample(EVENTS));
    let all = ask_all(&engine, Of::First);
    let themes = engine.themes(&all).unwrap();
    let asked = (0..engine.conversations().facts.len())
        .filter(|&row| engine.conversations().first_question(row).is_some());
    assert_eq!(themes.questions + themes.without_text, asked.count() as u64);

    let all = ask_all(&engine, Of::BeforeFallback);
    let themes = engine.themes(&all).unwrap();
    let report = report(&engine, &all);
    let Some(Value::Number(fallbacks)) = report.metrics.get("fallbacks").map(|a| a.value.clone())
    else {
        panic!("fallbacks");
    };
    assert!(themes.questions > 0 && themes.questions as f64 <= fallbacks);
}

#[test]
fn the_period_before_is_counted_alike() {
    let engine = engine(&sample(EVENTS));
    let last = engine.load_report().span.unwrap().to;
    let mut now = ask(Of::First);
    now.query.period = Some(Period::ending(last, 28));
    let mut before = now.clone();
    before.query.period = now.query.period.map(|period| period.previous());
    let (now, before) = (
        engine.themes(&now).unwrap(),
        engine.themes(&before).unwrap(),
    );
    let mut compared = 0;
    for theme in &now.themes {
        let earlier = before.themes.iter().find(|other| other.id == theme.id);
        let earlier = earlier.map_or(0, |earlier| earlier.conversations);
        assert_eq!(theme.previous, Some(earlier), "{}", theme.question);
        compared += earlier;
    }
    assert!(compared > 10, "{compared}");
    let all = engine.themes(&ask_all(&engine, Of::First)).unwrap();
    assert!(all.themes.iter().all(|theme| theme.previous.is_none()));
    let mut few = ask_all(&engine, Of::First);
    few.most = 3;
    let few = engine.themes(&few).unwrap();
    assert_eq!(few.themes[..], all.themes[..3]);
    assert_eq!((few.found, few.ungrouped), (all.found, all.ungrouped));
}

#[test]
fn neither_the_order_of_lines_nor_of_files_matters() {
    let lines = sample(4_000);
    // What happens at one instant means something by its order.
    let ts = |line: &str| {
        line.split("\"ts\":")
            .nth(1)
            .map(|rest| rest[..22].to_owned())
    };
    let mut instants: BTreeMap<Option<String>, Vec<&str>> = BTreeMap::new();
    for line in lines.lines() {
        instants.entry(ts(line)).or_default().push(line);
    }
    let mut shuffled: Vec<Vec<&str>> = instants.into_values().collect();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..shuffled.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        shuffled.swap(last, (state % (last as u64 + 1)) as usize);
    }
    let shuffled = shuffled.concat();
    let (one, other) = (engine(&lines), engine(&shuffled.join("\n")));
    let themes = |engine: &Engine| engine.themes(&ask_all(engine, Of::First)).unwrap();
    let (one, other) = (themes(&one), themes(&other));
    assert!(one.found > 20, "{}", one.found);
    for (one, other) in one.themes.iter().zip(&other.themes) {
        assert_eq!(one, other);
    }
    assert!(one == other);
}

#[test]
fn what_the_bot_did_not_understand_is_what_was_asked_before() {
    let message = |second: u32, role: &str, text: &str, rest: &str| {
        format!(
            "{{\"ts\":\"2026-06-01T09:00:{second:02}Z\",\"type\":\"message\",\"role\":\"{role}\",\
             \"conversation_id\":\"c\",\"text\":\"{text}\"{rest}}}\n"
        )
    };
    let events = [
        message(1, "bot", "Sorry?", ",\"fallback\":true"),
        message(2, "user", "hello", ""),
        message(3, "user", "track parcel", ""),
        message(4, "bot", "One moment", ""),
        message(5, "bot", "Sorry?", ",\"fallback\":true"),
        message(6, "bot", "Sorry?", ",\"fallback\":true"),
        message(7, "user", "Track parcel!", ""),
        message(8, "bot", "Sorry?", ",\"fallback\":true"),
        message(9, "user", "", ""),
        message(10, "bot", "Sorry?", ",\"fallback\":true"),
        message(11, "user", "thanks", ""),
    ];
    let engine = engine(&events.concat());
    let themes = engine.themes(&ask(Of::BeforeFallback)).unwrap();
    assert_eq!((themes.questions, themes.without_text), (2, 1));
    let [theme] = &themes.themes[..] else {
        panic!("one theme");
    };
    assert_eq!((theme.conversations, theme.questions), (1, 2));
    assert_eq!((&*theme.question, theme.fallbacks), ("Track parcel!", 5));
    let first = engine.themes(&ask(Of::First)).unwrap();
    assert_eq!((first.questions, first.ungrouped), (1, 1), "one asks alone");
}

#[test]
fn new_data_makes_new_themes() {
    let mut engine = engine(&question("a", 0, "Where is my parcel?"));
    assert_eq!(engine.themes(&ask(Of::First)).unwrap().found, 0);
    let mut load = chatgauge::engine::Load::new();
    load.begin("more.ndjson");
    load.feed(question("b", 1, "where is my parcel").as_bytes());
    load.end().unwrap();
    engine.append(load).unwrap();
    let themes = engine.themes(&ask(Of::First)).unwrap();
    assert_eq!((themes.found, themes.themes[0].conversations), (1, 2));
    engine.clear().unwrap();
    let none = engine.themes(&ask(Of::First)).unwrap();
    assert_eq!((none.found, none.questions, none.without_text), (0, 0, 0));
}

/// Real dialogues, where they lie beside this project.
#[test]
fn real_dialogues_have_themes() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/dbdc3/events.ndjson");
    let Ok(events) = std::fs::read_to_string(&file) else {
        println!("skipped: there are no dialogues at {}", file.display());
        return;
    };
    let engine = engine(&events);
    for (of, questions) in [(Of::First, 300), (Of::BeforeFallback, 747)] {
        let all = ask_all(&engine, of);
        check(&engine, &all);
        assert_eq!(engine.themes(&all).unwrap().questions, questions);
    }
}
