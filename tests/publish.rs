//! Reports as files: what the command line writes, and what is not in it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![cfg(feature = "cli")]

mod history;

use std::io::Read;
use std::path::PathBuf;

use chatgauge::cli::system::SystemZones;
use chatgauge::engine::{Engine, LoadReport, Query, ReportQuery};
use chatgauge::report::{Ask, Figure};
use flate2::read::GzDecoder;

use history::{Run, sample};

/// A page as `cargo xtask dist` makes it, without script and module.
const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
    connect-src {{chatgauge-connect}}\"><title>{{chatgauge-title}}</title>\
    <chat-gauge{{chatgauge-element}}></chat-gauge><script id=\"facts\">{{chatgauge-facts}}</script>";

/// A folder of this test's own, with the page in it.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("chatgauge-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("page.html"), PAGE).unwrap();
    folder
}

fn command(name: &str, folder: &std::path::Path, output: &str, flags: &[&str]) -> Run {
    let run = Run::new(name, flags).with("--page");
    let run = run.with(&folder.join("page.html").to_string_lossy());
    run.with("-o").with(&folder.join(output).to_string_lossy())
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut whole).unwrap();
    whole
}

/// The bytes that a text of RFC 4648 stands for.
fn from_base64(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut bytes = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, &letter| bits << 6 | u32::from(value(letter)));
        let bits = bits << (6 * (4 - four.len()));
        bytes.extend(bits.to_be_bytes()[1..four.len()].iter());
    }
    bytes
}

fn facts_in(page: &str) -> Vec<u8> {
    let (_, rest) = page.split_once("id=\"facts\">").unwrap();
    unpacked(&from_base64(rest.split('<').next().unwrap()))
}

fn opened(facts: &[u8]) -> (Engine, LoadReport) {
    let mut engine = Engine::new(Box::new(SystemZones::default()), i64::MAX / 2, "UTC");
    let report = engine.open_facts(facts).unwrap();
    (engine, report)
}

fn report(name: &str, flags: &[&str], events: &str) -> (String, String) {
    let folder = folder(name);
    let (output, errors) = command("report", &folder, "report.html", flags).both(events);
    assert_eq!(output, "");
    let page = std::fs::read_to_string(folder.join("report.html")).unwrap_or_default();
    (page, errors)
}

#[test]
fn a_report_answers_as_the_command_line_does() {
    let events = sample();
    let flags = [
        "--tz",
        "Europe/Stockholm",
        "--from",
        "2026-05-04",
        "--to",
        "2026-05-10",
    ];
    let told = Run::new("metrics", &flags).json(&events);
    let asked = [&flags[..], &["--title", "Week <19>", "--view", "scorecard"]].concat();
    let (page, errors) = report("answers", &asked, &events);
    assert_eq!(errors, "");
    assert!(page.contains("connect-src 'none'") && page.contains("<title>Week &lt;19&gt;</title>"));
    assert!(page.contains("<chat-gauge period=\"2026-05-04..2026-05-10\" view=\"scorecard\">"));
    let (engine, loaded) = opened(&facts_in(&page));
    let origin = loaded.origin.unwrap();
    assert_eq!((origin.title.as_str(), origin.fixed), ("Week <19>", true));
    assert_eq!(origin.settings.at("timezone").text(), "Europe/Stockholm");
    let query = ReportQuery {
        from: chatgauge::base::date::read("2026-05-04"),
        to: chatgauge::base::date::read("2026-05-10"),
        ..ReportQuery::default()
    };
    let report = serde_json::to_value(engine.report(&query).unwrap()).unwrap();
    assert_eq!(report, told);
}

/// Everything a customer said or is known by in the events.
fn personal(events: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in events.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        // A note on the time axis is the house's own.
        if event["type"] == "annotation" {
            continue;
        }
        let text = |key: &str| event[key].as_str().map(str::to_owned);
        let own = [
            "text",
            "user_name",
            "user_email",
            "user_id",
            "conversation_id",
            "comment",
        ];
        found.extend(
            own.into_iter()
                .filter_map(text)
                .filter(|text| text.len() > 6),
        );
    }
    found.sort();
    found.dedup();
    found
}

fn holds(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

#[test]
fn a_report_names_no_customer_unless_told() {
    let extra = r#"{"ts":"2026-05-31T10:00:00Z","type":"message","role":"user","conversation_id":"wa-46701234567","user_id":"+46 70 123 45 67","user_name":"Anna Andersson","user_email":"anna@shop.example","text":"Call me on +46 70 123 45 67","attributes":{"phone":"0701234567","plan":"gold","contact":"anna@shop.example"},"page":"/cart?mail=anna%40shop.example"}"#;
    let events = format!("{}{extra}\n", sample());
    let (page, _) = report("nameless", &[], &events);
    let facts = facts_in(&page);
    let personal = personal(&events);
    assert!(personal.len() > 1_000, "{}", personal.len());
    let told: Vec<&String> = personal.iter().filter(|text| holds(&facts, text)).collect();
    assert!(told.is_empty(), "{told:?}");
    for told in ["0701234567", "anna@", "anna%40"] {
        assert!(!holds(&facts, told), "{told}");
    }
    assert!(holds(&facts, "gold"), "what tells no person stays");
    let (engine, _) = opened(&facts);
    assert!(engine.thread("1", "").is_err() && engine.explain("1").is_err());

    let (page, _) = report("named", &["--with-transcripts"], &events);
    let facts = facts_in(&page);
    assert!(holds(&facts, "Anna Andersson") && holds(&facts, "Call me on"));
    let (engine, loaded) = opened(&facts);
    assert!(loaded.transcripts && engine.thread("wa-46701234567", "").is_ok());
}

#[test]
fn a_report_carries_only_what_passes_the_filters() {
    let events = sample();
    let flags = ["--filter", "channel=web"];
    let told = Run::new("metrics", &flags)
        .with("--only")
        .with("conversations,csat")
        .json(&events);
    let (page, errors) = report("filtered", &flags, &events);
    assert_eq!(errors, "");
    let facts = facts_in(&page);
    assert!(
        !holds(&facts, "whatsapp"),
        "other channels are not even named"
    );
    let (engine, _) = opened(&facts);
    let query = ReportQuery {
        only: Some(vec!["conversations".to_owned(), "csat".to_owned()]),
        ..ReportQuery::default()
    };
    let report = serde_json::to_value(engine.report(&query).unwrap()).unwrap();
    assert_eq!(report["metrics"], told["metrics"]);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let events = sample();
    for (flags, says) in [
        (
            &["--with-transcripts", "--filter", "channel=web"][..],
            "--with-transcripts",
        ),
        (&["--filter", "hour=09"], "weekday or hour"),
        (&["--filter", "colour=red"], "colour"),
    ] {
        let (page, errors) = report("refused", flags, &events);
        assert!(
            page.is_empty() && errors.contains(says),
            "{flags:?}: {errors}"
        );
    }
    let folder = folder("no-page");
    std::fs::write(folder.join("page.html"), "<title>other</title>").unwrap();
    let (_, errors) = command("report", &folder, "report.html", &[]).both(&events);
    assert!(errors.contains("cargo xtask dist"), "{errors}");
    assert!(!folder.join("report.html").exists());
}

#[test]
fn a_site_keeps_its_data_beside_the_page() {
    let (folder, events) = (folder("site"), sample());
    assert_eq!(
        command("site", &folder, "public", &["--title", "Shop"]).text(&events),
        ""
    );
    let page = std::fs::read_to_string(folder.join("public/index.html")).unwrap();
    assert!(page.contains("connect-src 'self'") && page.contains("src=\"data.facts\""));
    assert!(page.ends_with("<script id=\"facts\"></script>"));
    let facts = std::fs::read(folder.join("public/data.facts")).unwrap();
    let (engine, loaded) = opened(&unpacked(&facts));
    let query = Query {
        period: loaded.span,
        ..Query::default()
    };
    let cards = Ask::Card {
        metric: "conversations".to_owned(),
    };
    let board = engine.board(&query, &[cards]).unwrap();
    assert!(matches!(&board.figures[..], [Figure::Card(_)]));
    let left: Vec<_> = std::fs::read_dir(folder.join("public")).unwrap().collect();
    assert_eq!(left.len(), 2);
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let told = |args: &[&str]| {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let args = ["chatgauge"].iter().chain(args).map(Into::into);
        let mut streams = chatgauge::cli::Streams {
            input: &mut std::io::empty(),
            output: &mut output,
            errors: &mut errors,
        };
        chatgauge::cli::run(args, &mut streams);
        (
            String::from_utf8(output).unwrap(),
            String::from_utf8(errors).unwrap(),
        )
    };
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (script, _) = told(&["completions", shell]);
        for command in ["metrics", "report", "site", "serve", "with-transcripts"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    assert!(told(&["man"]).0.contains(".TH chatgauge 1"));
    let (page, _) = told(&["man", "report"]);
    assert!(page.contains(".TH chatgauge-report 1") && page.contains("Examples:"));
    assert!(told(&["man", "raport"]).1.contains("raport"));
}
