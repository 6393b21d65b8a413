//! The register's screen: pages of a listing, words looked for slice by
//! slice, one conversation for reading, and the listing as a file.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

use chatgauge::base::wire;
use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, Listed, Load, Query};
use chatgauge::report::csv;
use chatgauge::report::explanation::Counts;
use chatgauge::report::thread::{Speaker, What};
use chatgauge::report::{Cell, Listing, Marked, Page, Sort, Thread};
use chatgauge::sample::History;
use chatgauge::view::layout::Screen;
use chatgauge::view::state::State;

fn opened(bytes: &[u8]) -> Engine {
    let mut load = Load::new();
    load.begin("sample.ndjson");
    load.feed(bytes);
    load.end().unwrap();
    let zones = Box::new(SystemZones::default());
    let mut engine = Engine::new(zones, i64::MAX / 2, "Europe/Stockholm");
    engine.adopt(load).unwrap();
    engine
}

fn sample() -> Engine {
    let mut bytes = Vec::new();
    History::new(7, 40_000).write_ndjson(&mut bytes).unwrap();
    opened(&bytes)
}

fn listing(engine: &Engine, words: &str) -> Listing {
    Listing {
        query: Query {
            period: engine.load_report().span,
            ..Query::default()
        },
        search: words.to_owned(),
        ..Listing::default()
    }
}

fn looked_through(engine: &Engine, mut listed: Listed) -> Listed {
    while !listed.is_done() {
        engine.look_on(&mut listed);
    }
    listed
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// What the page gets is what the worker sent.
fn crossed(page: &Page) -> Page {
    wire::from_bytes(&wire::to_bytes(page)).unwrap()
}

#[test]
fn pages_are_the_rows_in_order() {
    let engine = sample();
    let listing = listing(&engine, "");
    let listed = engine.list(&listing, None).unwrap();
    let rows = engine.rows(&listing).unwrap();
    assert_eq!(listed.rows(), rows);
    let columns = names(&["start", "outcome", "no such column", "tags", "messages"]);
    let register = engine.register_of(rows.clone());
    let mut seen = 0;
    while seen < rows.len() {
        let page = engine.page(&listed, seen..seen + 700, &columns);
        let page = crossed(&page);
        assert_eq!((page.from, page.done), (seen as u32, true));
        assert_eq!(
            (page.found, page.total),
            (rows.len() as u32, rows.len() as u32)
        );
        for (offset, row) in page.rows.iter().enumerate() {
            let record = register.record(seen + offset);
            let cell = |name| record.get(name).unwrap().clone();
            assert_eq!(Cell::Text(row.id.clone()), cell("id"));
            assert_eq!(row.cells[0], cell("start"));
            assert_eq!(row.cells[1], cell("outcome"));
            assert_eq!(row.cells[2], Cell::Empty);
            assert_eq!(Cell::Texts(row.tags.clone()), cell("tags"));
            let name = cell("user_name");
            if name != Cell::Empty {
                assert_eq!(Cell::Text(row.customer.text.clone()), name);
            }
        }
        seen += page.rows.len();
    }
    assert_eq!(seen, rows.len());
    let beyond = engine.page(&listed, seen + 5..seen + 9, &columns);
    assert!(beyond.rows.is_empty() && beyond.found as usize == seen);
}

#[test]
fn a_bad_link_is_answered_with_what_is_good_of_it() {
    let engine = sample();
    let report = engine.load_report();
    for column in ["customer", "served_by", "agent", "revenue_EUR"] {
        assert!(report.columns.iter().any(|name| name == column), "{column}");
    }
    let link = "view=conversations&behind=luck&sort=luck,asc&columns=luck,agent&luck=1\
                &attributes.outcome=good&layout=luck,bars.luck,csat&channel=web";
    let mut state = State::read(link, &State::default());
    assert!(engine.rows(&state.listing(None)).is_err());
    state.keep_known(&report.fields, &report.columns);
    assert!(engine.rows(&state.listing(None)).is_ok());
    let asks = Screen::of(&state.tiles()).asks();
    assert!(engine.board(&state.query(None), &asks).is_ok());
    assert_eq!(
        state.write(&State::default()),
        "view=conversations&layout=csat&channel=web&columns=agent"
    );
    for column in report.columns {
        state.sort.column = column.clone();
        assert!(engine.rows(&state.listing(None)).is_ok(), "{column}");
    }
}

#[test]
fn words_are_found_slice_by_slice_as_all_at_once() {
    let engine = sample();
    let mut before = None;
    for words in [
        "",
        "d",
        "de",
        "del",
        "delivery",
        "delivery order",
        "order",
        "",
        "zzzz",
    ] {
        let listing = listing(&engine, words);
        let mut listed = engine.list(&listing, before).unwrap();
        let all = engine.rows(&listing).unwrap();
        let expected = engine.found(&engine.search(words), &all);
        let mut slices = 0;
        while !listed.is_done() {
            assert!(expected.starts_with(listed.rows()), "{words}");
            engine.look_on(&mut listed);
            slices += 1;
        }
        assert_eq!(listed.rows(), expected, "{words}");
        assert!(words.is_empty() || slices > 0);
        let page = engine.page(&listed, 0..50, &[]);
        assert_eq!(page.total as usize, all.len());
        for row in &page.rows {
            let mut marked = vec![&row.question, &row.customer];
            marked.extend(&row.found);
            let hits = marked.iter().flat_map(|marked| marked.parts());
            let hits: Vec<_> = hits.filter(|part| part.1).collect();
            let known = |hit: &str| words.split(' ').any(|word| hit.eq_ignore_ascii_case(word));
            assert!(hits.iter().all(|hit| known(hit.0)), "{words}: {hits:?}");
            // An id or the name of the thread is not shown.
            assert!(words.len() < 4 || !hits.is_empty(), "{words}: {row:?}");
        }
        before = Some(listed);
    }
}

#[test]
fn another_order_is_listed_anew() {
    let engine = sample();
    let by_start = engine.list(&listing(&engine, "order"), None).unwrap();
    let by_start = looked_through(&engine, by_start);
    let messages = Listing {
        sort: Sort {
            column: "messages".to_owned(),
            descending: true,
        },
        ..listing(&engine, "order")
    };
    let mut found = by_start.rows().to_vec();
    let listed = engine.list(&messages, Some(by_start)).unwrap();
    assert!(listed.rows().is_empty() && !listed.is_done());
    let listed = looked_through(&engine, listed);
    assert_ne!(listed.rows(), found);
    let mut rows = listed.rows().to_vec();
    rows.sort_unstable();
    found.sort_unstable();
    assert_eq!(rows, found);
}

#[test]
fn every_name_opens_its_conversation() {
    let engine = sample();
    let listed = engine.list(&listing(&engine, ""), None).unwrap();
    for place in (0..listed.rows().len()).step_by(97) {
        let id = engine.name_at(&listed, place).unwrap();
        assert_eq!(engine.place_of(&listed, &id), Some(place));
        let thread = engine.thread(&id, "").unwrap();
        assert_eq!(thread.facts.get("id"), Some(&Cell::Text(id)));
    }
    assert_eq!(engine.name_at(&listed, listed.rows().len()), None);
    assert_eq!(engine.place_of(&listed, "nobody"), None);
    assert!(engine.thread("nobody", "").is_err());
}

#[test]
fn names_without_ids_are_found_too() {
    let mut lines = String::new();
    for (user, channel, thread, day) in [
        ("anna", "web", "", 1),
        ("anna", "web", "", 9),
        ("anna#2", "web", "", 1),
        ("bo", "sms", "anna@web#1", 1),
        ("bo", "sms", "c#2", 2),
        ("bo", "s@s", "", 3),
    ] {
        let id = match thread {
            "" => String::new(),
            id => format!(r#""conversation_id":"{id}","#),
        };
        lines += &format!(
            r#"{{"ts":"2026-06-0{day}T09:00:00Z","type":"message","role":"user",{id}"user_id":"{user}","channel":"{channel}","text":"Hi"}}"#
        );
        lines.push('\n');
    }
    let engine = opened(lines.as_bytes());
    let listed = engine.list(&listing(&engine, ""), None).unwrap();
    assert_eq!(listed.rows().len(), 6);
    for place in 0..6 {
        let id = engine.name_at(&listed, place).unwrap();
        assert_eq!(engine.place_of(&listed, &id), Some(place), "{id}");
    }
}

const STORY: &str = r#"
{"ts":"2026-05-31T20:02:00+02:00","type":"message","role":"bot","conversation_id":"c1","welcome":true,"text":"Hi! How can I help?","channel":"whatsapp","user_id":"+46701234567"}
{"ts":"2026-05-31T20:02:30+02:00","type":"message","role":"user","conversation_id":"c1","text":"My Parcel says delivered but nothing is here","topic":"delivery"}
{"ts":"2026-05-31T20:02:31+02:00","type":"message","role":"bot","conversation_id":"c1","fallback":true,"text":"Sorry?"}
{"ts":"2026-05-31T20:04:00+02:00","type":"handoff","status":"requested","conversation_id":"c1","reason":"asked"}
{"ts":"2026-05-31T20:05:00+02:00","type":"assigned","conversation_id":"c1","agent_id":"a7","agent_name":"Erik N.","department":"Support"}
{"ts":"2026-05-31T20:09:00+02:00","type":"message","role":"agent","conversation_id":"c1","agent_id":"a7","agent_name":"Erik N.","private":true,"text":"Third lost parcel today"}
{"ts":"2026-05-31T20:10:00+02:00","type":"message","role":"agent","conversation_id":"c1","agent_id":"a7","agent_name":"Erik N.","canned":true,"text":"I am sorry!"}
{"ts":"2026-05-31T20:41:00+02:00","type":"closed","by":"agent","conversation_id":"c1","resolved":true}
{"ts":"2026-05-31T20:42:00+02:00","type":"rating","kind":"csat","score":2,"comment":"parcel too slow","conversation_id":"c1"}
{"ts":"2026-05-31T20:43:00+02:00","type":"order","conversation_id":"c1","amount":12.5,"currency":"EUR","order_id":"o9"}
"#;

fn story(words: &str) -> Thread {
    let engine = opened(STORY.as_bytes());
    let thread = engine.thread("c1", words).unwrap();
    wire::from_bytes(&wire::to_bytes(&thread)).unwrap()
}

#[test]
fn a_thread_tells_what_was_said_and_what_happened() {
    let thread = story("parcel");
    assert_eq!(thread.customer, Marked::plain("+46701234567"));
    assert!(thread.known_as.is_empty());
    let said: Vec<_> = thread
        .items
        .iter()
        .filter_map(|item| match &item.what {
            What::Said(said) => Some((said, item.at.as_str())),
            What::Happened(_) => None,
        })
        .collect();
    let marked: Vec<usize> = said.iter().map(|(said, _)| said.text.marks.len()).collect();
    assert_eq!(marked, [0, 1, 0, 1, 0]);
    assert_eq!(said[1].0.text.marks, [(3, 9)]);
    assert_eq!(said[1].1, "2026-05-31T20:02:30+02:00");
    let speakers: Vec<Speaker> = said.iter().map(|(said, _)| said.by).collect();
    use Speaker::{Agent, Bot, Customer};
    assert_eq!(speakers, [Bot, Customer, Bot, Agent, Agent]);
    assert!(said[0].0.welcome && said[2].0.fallback && said[3].0.private && said[4].0.canned);
    assert_eq!(said[4].0.name.as_deref(), Some("Erik N."));
    let happened: Vec<_> = thread
        .items
        .iter()
        .filter_map(|item| match &item.what {
            What::Happened(happened) => Some(happened),
            What::Said(_) => None,
        })
        .collect();
    let kinds: Vec<&str> = happened.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(kinds, ["handoff", "assigned", "closed", "rating", "order"]);
    assert_eq!(happened[0].word.as_deref(), Some("requested"));
    assert_eq!(happened[0].about, ["asked"]);
    assert_eq!(happened[1].agent.as_deref(), Some("Erik N."));
    assert_eq!(happened[1].department.as_deref(), Some("Support"));
    assert_eq!(happened[2].resolved, Some(true));
    assert_eq!(happened[3].score, Some((2.0, 5.0)));
    assert_eq!(happened[3].comment.marks, [(0, 6)]);
    assert_eq!(happened[4].amount, Some((12.5, "EUR".to_owned())));
    assert!(happened[4].credited);
    assert!(said.iter().all(|(said, _)| said.text.text.len() > 4));
}

#[test]
fn a_thread_says_how_it_counts_and_why() {
    let thread = story("");
    let part = |id: &str| thread.metrics.iter().find(|part| part.id == id).unwrap();
    assert_eq!(part("handoff_rate").counts, Counts::Both);
    assert_eq!(part("deflection_rate").counts, Counts::Denominator);
    assert!(!part("deflection_rate").because.is_empty());
    assert_eq!(part("csat").counts, Counts::Denominator);
    assert_eq!(thread.facts.get("csat"), Some(&Cell::Number(2.0)));
    let outcome = thread
        .verdicts
        .iter()
        .find(|known| known.about == "outcome");
    assert_eq!(outcome.unwrap().is, "handed_off");
}

#[test]
fn a_file_has_every_row_once_and_every_fact() {
    let engine = sample();
    for words in ["", "delivery"] {
        let listed = engine.list(&listing(&engine, words), None).unwrap();
        let listed = looked_through(&engine, listed);
        let (mut text, mut from) = (String::new(), Some(0));
        let mut parts = 0;
        while let Some(place) = from {
            let (part, next) = engine.csv_part(&listed, place);
            text += &part;
            from = next;
            parts += 1;
        }
        assert!(words == "delivery" || parts > 1, "{parts}");
        let register = engine.register_of(listed.rows().to_vec());
        let head: Vec<Cell> = register
            .columns()
            .iter()
            .map(|&name| Cell::Text(name.to_owned()))
            .collect();
        let mut whole = csv::line(&head);
        for place in 0..register.len() {
            whole += &csv::line(&register.cells(place));
        }
        assert!(text == whole, "{words}");
    }
}
