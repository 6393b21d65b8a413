//! The command line as a user meets it: a process with flags, streams and an
//! exit status.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// Two conversations of one Monday, on two channels.
const EVENTS: [&str; 4] = [
    r#"{"ts":"2026-06-01T09:00:00Z","type":"conversation_started","conversation_id":"c1","user_id":"u1","channel":"web"}"#,
    r#"{"ts":"2026-06-01T09:00:20Z","type":"message","conversation_id":"c1","role":"user","text":"Where is my order?"}"#,
    r#"{"ts":"2026-06-01T10:00:00Z","type":"conversation_started","conversation_id":"c2","user_id":"u2","channel":"sms"}"#,
    r#"{"ts":"2026-06-01T10:00:05Z","type":"message","conversation_id":"c2","role":"bot","text":"Hello!"}"#,
];

fn ndjson() -> Vec<u8> {
    EVENTS.join("\n").into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes bytes");
    encoder.finish().expect("memory takes bytes")
}

/// A file of this name, which no other test may use.
fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("a writable folder");
    path
}

fn chatgauge(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chatgauge"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // A program that refuses its flags does not wait for input.
    let _ = child.stdin.take().expect("its input").write_all(input);
    child.wait_with_output().expect("the program ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("an exit status")
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The report of a run that went well.
fn report(args: &[&str], input: &[u8]) -> Value {
    let output = chatgauge(&[&["metrics"], args].concat(), input);
    assert_eq!(status(&output), 0, "{}", told(&output));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

fn conversations(report: &Value) -> &Value {
    &report["metrics"]["conversations"]["value"]
}

#[test]
fn reads_every_shape_of_input() {
    let list = format!("[{}]", EVENTS.join(","));
    let envelope = format!(r#"{{"events":{list}}}"#);
    let inputs = [ndjson(), list.into_bytes(), envelope.into_bytes()];
    for input in inputs {
        let plain = report(&["-"], &input);
        assert_eq!(plain["load"]["events"], 4);
        assert_eq!(conversations(&plain), 2.0);
        assert_eq!(plain["as_of"], "2026-06-01T10:00:05Z");
        assert_eq!(report(&["-"], &gzip(&input)), plain);
        let path = file("shape.json.gz", gzip(&input));
        assert_eq!(report(&[path.to_str().unwrap()], &[]), plain);
    }
}

#[test]
fn whole_numbers_are_written_whole() {
    let output = chatgauge(&["metrics", "-", "--by=channel"], &ndjson());
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("\"value\": 2,") && text.contains("\"value\": 0.5,"));
    assert!(text.contains("\"numerator\": 1,"));
    assert!(!text.contains(".0,") && !text.contains(".0\n"), "{text}");
}

#[test]
fn a_gzip_of_several_members_is_one_history() {
    let halves = [
        gzip(format!("{}\n{}\n", EVENTS[0], EVENTS[1]).as_bytes()),
        gzip(format!("{}\n{}\n", EVENTS[2], EVENTS[3]).as_bytes()),
    ];
    assert_eq!(report(&["-"], &halves.concat())["load"]["events"], 4);
}

#[test]
fn several_files_are_one_history() {
    let first = file("first.ndjson", format!("{}\n{}", EVENTS[0], EVENTS[1]));
    let second = file(
        "second.ndjson",
        format!("{}\n{}\nnot json", EVENTS[2], EVENTS[3]),
    );
    let report = report(&[first.to_str().unwrap(), second.to_str().unwrap()], &[]);
    assert_eq!(conversations(&report), 2.0);
    let at = report["load"]["rejections"][0]["at"].as_str().unwrap();
    assert!(
        at.contains("second.ndjson") && at.contains("line 3"),
        "{at}"
    );
}

#[test]
fn an_empty_list_is_an_empty_history() {
    let report = report(&["-"], br#"{"events": []}"#);
    assert_eq!(report["as_of"], "1970-01-01T00:00:00Z");
    assert_eq!(
        report["period"],
        json!({"from": "1969-12-26", "to": "1970-01-01"})
    );
    assert_eq!(conversations(&report), 0.0);
    assert_eq!(report["metrics"]["engagement_rate"]["value"], Value::Null);
}

#[test]
fn rejections_are_told_and_do_not_stop_the_report() {
    let input = format!(
        "{}\n{{\"ts\":\"yesterday\",\"type\":\"message\"}}\n",
        EVENTS[0]
    );
    let output = chatgauge(&["metrics", "-"], input.as_bytes());
    assert_eq!(status(&output), 0);
    let told = told(&output);
    for part in ["line 2", "ts", "yesterday", "1 events read, 1 rejected"] {
        assert!(told.contains(part), "{part} in: {told}");
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["load"]["rejected"], 1);
}

#[test]
fn nothing_to_read_is_status_1() {
    let empty = file("empty.ndjson", "");
    let picture = file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let rejected = file("rejected.ndjson", "{\"type\":\"message\"}\n");
    let cut = file("cut.ndjson.gz", &gzip(&ndjson())[..12]);
    for path in [empty, picture, rejected, cut, "/nonexistent/history".into()] {
        let path = path.to_str().unwrap();
        let output = chatgauge(&["metrics", path], &[]);
        assert_eq!(status(&output), 1, "{path}: {}", told(&output));
        assert!(told(&output).contains(path), "{}", told(&output));
        assert_eq!(output.stdout, b"", "{path}");
    }
}

#[test]
fn what_can_be_read_is_read() {
    let good = file("good.ndjson", ndjson());
    let output = chatgauge(
        &["metrics", "/nonexistent/history", good.to_str().unwrap()],
        &[],
    );
    assert_eq!(status(&output), 0);
    assert!(told(&output).contains("/nonexistent/history"));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["load"]["events"], 4);
}

#[test]
fn wrong_usage_is_status_2() {
    let not_json = file("not-json.json", "{");
    let settings = not_json.to_str().unwrap();
    let calls: [&[&str]; 17] = [
        &[],
        &["metrics"],
        &["nonsense"],
        &["metrics", "-", "--nonsense"],
        &["metrics", "-", "--from", "yesterday"],
        &["metrics", "-", "--from", "2026-06-02", "--to", "2026-06-01"],
        &["metrics", "-", "--filter", "channel"],
        &["metrics", "-", "--tz", "Europe/Stokholm"],
        &["metrics", "-", "--series", "minute"],
        &["metrics", "-", "--only", "conversations,nonsense"],
        &["metrics", "-", "--settings", settings],
        &["metrics", "-", "--settings", "/nonexistent/settings"],
        &["conversations", "-", "--format", "xml"],
        &["conversations", "-", "--filter", "nonsense=a"],
        &["conversations", "-", "--by", "channel"],
        &["explain", "-"],
        &["explain", "-", "--conversation", "c3"],
    ];
    for call in calls {
        let output = chatgauge(call, &ndjson());
        assert_eq!(status(&output), 2, "{call:?}: {}", told(&output));
        assert!(!told(&output).is_empty(), "{call:?}");
        assert_eq!(output.stdout, b"", "{call:?}");
    }
}

#[test]
fn help_is_no_error_and_teaches_by_example() {
    for call in [
        &["--help"][..],
        &["metrics", "--help"],
        &["conversations", "--help"],
        &["explain", "--help"],
        &["sample", "--help"],
    ] {
        let output = chatgauge(call, &[]);
        assert_eq!(status(&output), 0);
        let help = String::from_utf8(output.stdout).unwrap();
        let command = match call {
            [command, _] => command,
            _ => "metrics",
        };
        assert!(help.contains("Examples:") && help.contains(&format!("chatgauge {command} ")));
    }
}

#[test]
fn filters_of_one_field_add_up_and_of_two_narrow() {
    let count = |filters: &[&str]| {
        let flags = filters.iter().flat_map(|filter| ["--filter", filter]);
        let args: Vec<&str> = std::iter::once("-").chain(flags).collect();
        let report = report(&args, &ndjson());
        (
            conversations(&report).as_f64().unwrap(),
            report["filters"].clone(),
        )
    };
    assert_eq!(count(&["channel=web"]).0, 1.0);
    let (both, filters) = count(&["channel=web", "channel=sms,web"]);
    assert_eq!((both, filters), (2.0, json!({"channel": ["web", "sms"]})));
    assert_eq!(
        count(&["channel!=web"]),
        (1.0, json!({"channel!": ["web"]}))
    );
    assert_eq!(count(&["channel!=web,sms"]).0, 0.0);
    assert_eq!(count(&["channel=web", "hour=10"]).0, 0.0);
    assert_eq!(count(&["channel=web", "hour=09"]).0, 1.0);
}

#[test]
fn periods_follow_from_one_end() {
    let period = |flags: &[&str]| {
        let args = [&["-", "--as-of", "2026-06-10T12:00:00"], flags].concat();
        let period = &report(&args, &ndjson())["period"];
        ["from", "to"].map(|end| period[end].as_str().unwrap().to_owned())
    };
    assert_eq!(period(&[]), ["2026-06-04", "2026-06-10"]);
    assert_eq!(period(&["--from=2026-05-20"]), ["2026-05-20", "2026-06-10"]);
    assert_eq!(period(&["--to=2026-06-02"]), ["2026-05-27", "2026-06-02"]);
    assert_eq!(
        period(&["--from=2026-06-01", "--to=2026-06-01"]),
        ["2026-06-01", "2026-06-01"]
    );
}

#[test]
fn flags_choose_zone_rows_and_metrics() {
    let args = [
        "-",
        "--tz=Asia/Tokyo",
        "--only=conversations,engagement_rate",
        "--by=channel",
        "--series=day",
    ];
    let report = report(&args, &ndjson());
    assert_eq!(report["timezone"], "Asia/Tokyo");
    let ids = |metrics: &Value| {
        let metrics = metrics.as_object().unwrap();
        metrics.keys().cloned().collect::<Vec<_>>()
    };
    let expected = ["conversations", "engagement_rate"];
    assert_eq!(ids(&report["metrics"]), expected);
    let rows = report["breakdown"]["rows"].as_array().unwrap();
    let keys: Vec<_> = rows.iter().map(|row| row["key"].as_str()).collect();
    assert_eq!(keys, [Some("sms"), Some("web")]);
    assert_eq!(ids(&rows[0]["metrics"]), expected);
    assert_eq!(report["series"]["rows"].as_array().unwrap().len(), 7);
}

#[test]
fn far_from_the_data_the_clocks_change_too() {
    let start = |flags: &[&str]| {
        let more = ["--tz=Europe/Stockholm", "--series=hour", "--only=visits"];
        let report = report(&[&["-"], &more[..], flags].concat(), &ndjson());
        let start = report["series"]["rows"][0]["start"].as_str().unwrap();
        (
            report["as_of"].as_str().unwrap().to_owned(),
            start.to_owned(),
        )
    };
    let (_, winter) = start(&["--to=2020-01-07"]);
    assert_eq!(winter, "2020-01-01T00:00:00+01:00");
    let (as_of, first) = start(&["--as-of=2040-01-07T12:00:00"]);
    assert_eq!(as_of, "2040-01-07T11:00:00Z");
    assert_eq!(first, "2040-01-01T00:00:00+01:00");
}

#[test]
fn bad_settings_are_told_and_the_good_ones_apply() {
    let settings = json!({
        "timezone": "Europe/Stokholm",
        "agent_engages": "no",
        "as_of": "2026-06-03T00:00:00Z",
        "split": "never",
    });
    let path = file("settings.json", settings.to_string());
    let output = chatgauge(
        &["metrics", "-", "--settings", path.to_str().unwrap()],
        &ndjson(),
    );
    assert_eq!(status(&output), 0);
    let told = told(&output);
    for part in ["agent_engages", "timezone", "Europe/Stokholm"] {
        assert!(told.contains(part), "{part} in: {told}");
    }
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["as_of"], "2026-06-03T00:00:00Z");
    assert_eq!(report["timezone"], "UTC");
}

#[test]
fn samples_repeat_by_their_seed_and_can_be_read() {
    let sample = |seed: &str| chatgauge(&["sample", "--events=3000", "--seed", seed], &[]).stdout;
    let seven = sample("7");
    assert_eq!(sample("7"), seven);
    assert_ne!(sample("8"), seven);
    let path = file("sample.ndjson", "");
    let path = path.to_str().unwrap();
    let output = chatgauge(&["sample", "--events=3000", "--seed=7", "-o", path], &[]);
    assert_eq!((status(&output), output.stdout), (0, Vec::new()));
    assert_eq!(std::fs::read(path).unwrap(), seven);
    let load = &report(&[path], &[])["load"];
    assert_eq!(
        (&load["rejected"], &load["duplicates"]),
        (&json!(0), &json!(0))
    );
    let lines = seven.iter().filter(|&&byte| byte == b'\n').count();
    assert_eq!(load["events"], lines);
}

/// The browser's tests hold the page to the same answers.
#[test]
fn settings_give_the_answers_that_every_door_gives() {
    let doors: Value = serde_json::from_str(include_str!("doors/settings.json")).unwrap();
    let history = json!({ "events": doors["events"] }).to_string();
    for (index, answer) in doors["answers"].as_array().unwrap().iter().enumerate() {
        let settings = &answer["settings"];
        let path = file(&format!("door-{index}.json"), settings.to_string());
        let args = ["-", "--settings", path.to_str().unwrap()];
        let metrics = &report(&args, history.as_bytes())["metrics"];
        for (id, value) in answer["metrics"].as_object().unwrap() {
            let given = &metrics[id]["value"];
            assert_eq!(given.as_f64(), value.as_f64(), "{id} with {settings}");
        }
    }
}

/// The document of a command that went well.
fn document(args: &[&str]) -> Value {
    let output = chatgauge(args, &ndjson());
    assert_eq!(status(&output), 0, "{}", told(&output));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[test]
fn puts_two_groups_side_by_side() {
    let values = document(&["compare", "-", "--by", "channel", "--a=web", "--b=sms"]);
    assert_eq!(values["a"]["conversations"], 1);
    assert_eq!(values["b"]["query"]["filters"], json!({"channel": ["sms"]}));
    let rows = values["rows"].as_array().expect("rows");
    let row = |id: &str| {
        rows.iter()
            .find(|row| row["metric"] == id)
            .expect("every metric")
    };
    let engaged = row("engagement_rate");
    assert_eq!(engaged["difference"], 1);
    assert_eq!(
        (&engaged["few"], &engaged["better"]),
        (&json!(true), &json!("a"))
    );
    // One of one and none of one: Newcombe's method 10.
    let interval = &engaged["interval"];
    let close =
        |ours: &Value, by_hand: f64| (ours.as_f64().expect("a number") - by_hand).abs() < 1e-4;
    assert!(
        close(&interval[0], -0.1221) && close(&interval[1], 1.0),
        "{interval}"
    );
    assert_eq!(row("conversations")["untold"], "total");

    let periods = document(&[
        "compare",
        "-",
        "--a=2026-06-01",
        "--b=2026-05-01..2026-05-31",
    ]);
    assert_eq!(periods["a"]["conversations"], 2);
    assert_eq!(periods["b"]["query"]["period"]["to"], "2026-05-31");
    let wrong = chatgauge(&["compare", "-", "--a=June", "--b=2026-05-01"], &ndjson());
    assert_eq!(status(&wrong), 2);
    assert!(told(&wrong).contains("2026-05-01..2026-05-31"));
}

#[test]
fn sets_metrics_beside_their_targets() {
    let settings = file("targets.json", r#"{"targets": {"csat": {"min": 0.9}}}"#);
    let settings = settings.to_str().expect("a plain name");
    let scorecard = document(&["scorecard", "-", "--settings", settings]);
    assert_eq!(scorecard["step_days"], 7);
    let rows = scorecard["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 8);
    let csat = rows.iter().find(|row| row["target"]["metric"] == "csat");
    assert_eq!(csat.expect("its target")["target"]["min"], 0.9);
}

#[test]
fn tells_what_moved_and_what_values_do() {
    let flags = ["--from=2026-06-01", "--to=2026-06-01"];
    let moved = document(&[&["moved", "-", "--metric=conversations"], &flags[..]].concat());
    // The day before lies before the data.
    assert_eq!(
        (&moved["how"], &moved["change"]),
        (&json!("counts"), &Value::Null)
    );
    let impact = document(&["impact", "-", "--by=channel", "--only=engagement_rate"]);
    let cells: Vec<&Value> = { impact["rows"].as_array().expect("rows").iter() }
        .map(|row| &row["cells"][0]["impact"])
        .collect();
    // Half of all; without sms all, without web none.
    assert_eq!(cells, [&json!(-0.5), &json!(0.5)]);
    let wrong = chatgauge(&["moved", "-", "--metric=luck"], &ndjson());
    assert_eq!(status(&wrong), 2);
}

#[test]
fn themes_are_printed_as_one_object() {
    let asked = ["Where is my parcel?", "where is my parcel", "Opening hours"];
    let events = asked.iter().enumerate().map(|(number, text)| {
        format!(
            "{{\"ts\":\"2026-06-0{}T09:00:00Z\",\"type\":\"message\",\"role\":\"user\",\
             \"conversation_id\":{number},\"channel\":\"web\",\"text\":\"{text}\"}}\n",
            number + 1
        )
    });
    let events: String = events.collect();
    let themes = |args: &[&str]| -> Value {
        let output = chatgauge(&[&["themes", "-"], args].concat(), events.as_bytes());
        assert_eq!(status(&output), 0, "{}", told(&output));
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let all = themes(&["--filter=channel=web", "--series=day"]);
    assert_eq!(
        (&all["questions"], &all["found"], &all["ungrouped"]),
        (&json!(3), &json!(1), &json!(1))
    );
    let theme = &all["themes"][0];
    assert_eq!(theme["question"], "Where is my parcel?");
    assert_eq!(theme["conversations"], 2);
    assert_eq!(theme["trend"], json!([0, 0, 0, 0, 1, 1, 0]));
    assert_eq!(theme["resolution"]["denominator"], 2);
    assert_eq!(themes(&["--most=0"])["themes"], json!([]));
    assert_eq!(
        themes(&["--to=2026-06-01"])["themes"][0]["conversations"],
        1
    );
    assert_eq!(themes(&["--of=fallback"])["questions"], 0);
    let refused = chatgauge(&["themes", "-", "--filter=colour=red"], events.as_bytes());
    assert_eq!(status(&refused), 2);
}
