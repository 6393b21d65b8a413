//! Small, nasty histories: few names, so that they collide; times at exact
//! distances, so that every window is met, missed and touched.

use chatgauge::cli::system::SystemZones;
use chrono::DateTime;
use serde_json::{Map, Value, json};

use crate::clock::{Clock, DAY, HOUR, MINUTE, SECOND, date, midnight};
use crate::dice::Dice;

pub(crate) const ZONES: [&str; 6] = [
    "UTC", "Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
    "Africa/Casablanca",
];

/// Days around which clocks change somewhere, and plain ones.
const DAYS: [&str; 10] = [
    "2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04",
    "2026-02-15", "2026-03-22", "2026-06-03", "2026-12-30",
];

/// Distances that windows are made of.
const STEPS: [i64; 22] = [
    0, 0, SECOND, 2 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 8 * HOUR, DAY, DAY, 2 * DAY, 2 * DAY, 3 * DAY, 5 * DAY, 7 * DAY, 7 * DAY, 9 * DAY,
];

/// A history as lines, and the instants that occur in it.
pub(crate) struct Random {
    pub(crate) lines: Vec<String>,
    pub(crate) times: Vec<i64>,
}

/// An instant at a telling distance from one before.
pub(crate) fn near(dice: &mut Dice, times: &[i64]) -> i64 {
    let from = match dice.percent(60) {
        true => times[times.len() - 1],
        false => dice.pick(times),
    };
    let few = if dice.percent(60) { 12 } else { STEPS.len() };
    let step = STEPS[dice.below(few)] + dice.pick(&[0, 0, 0, 0, 0, 0, 1, -1, 500]);
    from + if dice.percent(85) { step } else { -step }
}

/// A history in the report's zone.
pub(crate) fn history(dice: &mut Dice, zones: &SystemZones, zone: &str) -> Random {
    let clock = Clock::new(zones, zone);
    let minute = dice.pick(&[0, 30, 59, 60, 90, 119, 120, 125, 150, 179, 540, 720, 1439]);
    let first = clock.instant(midnight(date(dice.pick(&DAYS))) + minute * MINUTE);
    let mut times = vec![first];
    let mut lines = Vec::new();
    let count = match dice.below(3) {
        0 => 3 + dice.below(8),
        1 => 5 + dice.below(20),
        _ => 20 + dice.below(41),
    };
    // One history has few kinds of thread, another many.
    let threads = 1 + dice.below(5);
    for _ in 0..count {
        let at = near(dice, &times);
        times.push(at);
        let event = event(dice, threads);
        lines.push(line(dice, event, at, &clock));
    }
    if dice.percent(30) {
        dice.shuffle(&mut lines);
    }
    Random { lines, times }
}

fn line(dice: &mut Dice, mut event: Map<String, Value>, at: i64, clock: &Clock<'_>) -> String {
    if dice.percent(2) {
        return dice.pick(&["", "  ", "{not json", "42", r#"{"ts":"yesterday","type":"goal"}"#]).to_owned();
    }
    event.insert("ts".to_owned(), ts(dice, at, clock));
    Value::Object(event).to_string()
}

/// One of the ways to write an instant.
fn ts(dice: &mut Dice, at: i64, clock: &Clock<'_>) -> Value {
    let write = |at: i64, offset: &str| {
        let shown = DateTime::from_timestamp_millis(at).expect("a near time");
        json!(format!("{}{offset}", shown.format("%Y-%m-%dT%H:%M:%S%.f")))
    };
    match dice.below(10) {
        0 => json!(at),
        1 => json!(at as f64 / 1_000.0),
        2 => json!(at.to_string()),
        3 | 4 => write(clock.local(at), ""),
        5 => write(at + 5 * HOUR + 30 * MINUTE, "+05:30"),
        6 => write(at - 4 * HOUR, "-04:00"),
        _ => write(at, "Z"),
    }
}

/// What some fields may say; a few of them are wrong or read as absent.
fn event(dice: &mut Dice, threads: usize) -> Map<String, Value> {
    let mut event = Map::new();
    let kind = kind(dice);
    event.insert("type".to_owned(), json!(kind));
    who(dice, kind, threads, &mut event);
    own_fields(dice, kind, &mut event);
    dimensions(dice, kind, &mut event);
    if dice.percent(3) {
        event.insert("id".to_owned(), dice.pick(&[json!("e1"), json!(2), json!("2"), json!("e3")]));
    }
    if dice.percent(2) {
        let wrong = [
            ("type", json!("massage")), ("channel", json!(5)), ("user_id", json!(true)), ("role", json!("robot")),
            ("score", json!(99)), ("tags", json!("vip")), ("attributes", json!({"plan": []})), ("topic", json!("")),
            ("status", Value::Null), ("currency", json!("EURO")), ("sentiment", json!(2)), ("user_id", Value::Null),
        ];
        let (field, value) = dice.pick(&wrong);
        event.insert(field.to_owned(), value);
    }
    event
}

fn kind(dice: &mut Dice) -> &'static str {
    const RARE: [&str; 18] = [
        "conversation_started", "handoff", "handoff", "assigned", "transferred", "closed", "closed", "reopened",
        "survey_sent", "rating", "rating", "tagged", "goal", "lead", "booking", "product_click", "order", "order",
    ];
    const OWN: [&str; 7] = [
        "ticket", "ticket", "visit", "visit_ended", "agent_status", "agent_status", "annotation",
    ];
    match dice.below(100) {
        0..45 => "message",
        45..88 => dice.pick(&RARE),
        _ => dice.pick(&OWN),
    }
}

fn who(dice: &mut Dice, kind: &str, threads: usize, event: &mut Map<String, Value>) {
    let mut set = |field: &str, value: Value| event.insert(field.to_owned(), value);
    let users = [json!("u1"), json!("u2"), json!(3), json!("3")];
    let own_time = matches!(kind, "visit" | "visit_ended" | "agent_status" | "annotation");
    let thread = dice.below(threads);
    if !own_time && thread % 2 == 1 {
        set("conversation_id", dice.pick(&[json!(format!("c{thread}")), json!(format!("c{thread}")), json!(7)]));
        if dice.percent(40) {
            set("user_id", dice.pick(&users));
        }
        if dice.percent(15) {
            set("user_email", dice.pick(&[json!("a@x.se"), json!("b@x.se")]));
        }
    } else if kind.starts_with("visit") && dice.percent(40) {
        set("visitor_id", dice.pick(&[json!("v1"), json!("u1"), json!(3)]));
    } else if kind != "agent_status" && kind != "annotation" {
        set("user_id", dice.pick(&users[..=threads.min(3)]));
    }
    if kind == "order" && dice.percent(30) {
        set("user_id", dice.pick(&users));
    }
    if !own_time && kind != "ticket" && dice.percent(10) {
        set("user_name", json!("Nina"));
    }
}

fn own_fields(dice: &mut Dice, kind: &str, event: &mut Map<String, Value>) {
    let mut set = |field: &str, value: Value| event.insert(field.to_owned(), value);
    match kind {
        "message" => message(dice, event),
        "conversation_started" => {
            if dice.percent(50) {
                set("initiated_by", dice.pick(&[json!("user"), json!("bot"), json!("agent")]));
            }
        }
        "handoff" => {
            let statuses = ["requested", "requested", "successful", "cancelled", "disabled", "incomplete"];
            set("status", json!(dice.pick(&statuses)));
        }
        "assigned" | "transferred" => {
            agent(dice, event);
            if kind == "transferred" && dice.percent(50) {
                event.insert("to_department".to_owned(), json!(dice.pick(&["sales", "care"])));
            }
        }
        "closed" => {
            if dice.percent(80) {
                let by = dice.pick(&["user", "bot", "agent", "agent", "system"]);
                set("by", json!(by));
                if by == "agent" {
                    agent(dice, event);
                }
            }
            if dice.percent(40) {
                event.insert("resolved".to_owned(), json!(dice.percent(50)));
            }
        }
        "survey_sent" => {
            set("kind", dice.pick(&[json!("csat"), json!("csat"), json!("ces"), Value::Null]));
        }
        "rating" => {
            let kind = dice.pick(&["csat", "csat", "ces", "ces", "nps"]);
            set("kind", json!(kind));
            let scale = dice.pick(&[5, 5, 5, 2, 3, 7, 9, 10]);
            if scale != 5 || dice.percent(30) {
                set("scale", json!(scale));
            }
            let score = if kind == "nps" { dice.below(11) } else { 1 + dice.below(scale) };
            set("score", json!(score));
        }
        "tagged" => {
            let tags = [json!(["vip"]), json!(["vip", "bug"]), json!(["bug", "bug"]), json!([])];
            set("tags", dice.pick(&tags));
        }
        "goal" => drop(set("name", json!(dice.pick(&["signup", "demo"])))),
        "lead" => drop(set("stage", json!(dice.pick(&["captured", "qualified"])))),
        "order" => {
            set("amount", dice.pick(&[json!(10), json!(12.5), json!(99.99), json!(0)]));
            set("currency", dice.pick(&[json!("EUR"), json!("eur"), json!("USD")]));
            if dice.percent(50) {
                set("order_id", dice.pick(&[json!("o1"), json!("o2"), json!(3), json!("3")]));
            }
        }
        "ticket" => {
            set("ticket_id", dice.pick(&[json!("t1"), json!("t2"), json!(3), json!("3")]));
            set("status", dice.pick(&[json!("created"), json!("resolved")]));
        }
        "agent_status" => {
            set("agent_id", dice.pick(&[json!("ann"), json!("bob"), json!(5)]));
            set("status", json!(dice.pick(&["available", "available", "busy", "away", "offline"])));
        }
        "annotation" => drop(set("text", json!("release"))),
        _ => {}
    }
}

fn agent(dice: &mut Dice, event: &mut Map<String, Value>) {
    let (id, name) = dice.pick(&[
        (Some(json!("ann")), None),
        (Some(json!("ann")), Some("Ann")),
        (Some(json!("bob")), Some("Bob")),
        (Some(json!(5)), None),
        (None, Some("Cy")),
        (None, None),
    ]);
    let name = name.map(|name| json!(name));
    for (field, value) in [("agent_id", id), ("agent_name", name)] {
        if let Some(value) = value {
            event.insert(field.to_owned(), value);
        }
    }
}

fn message(dice: &mut Dice, event: &mut Map<String, Value>) {
    let role = dice.pick(&["user", "user", "user", "bot", "bot", "bot", "agent", "agent", "system"]);
    event.insert("role".to_owned(), json!(role));
    let mut set = |field: &str, value: Value| event.insert(field.to_owned(), value);
    let texts = ["hello", "I did NOT understand", "where is my order?", "åäö ÅÄÖ"];
    set("text", json!(dice.pick(&texts)));
    if dice.percent(8) {
        set("private", json!(true));
    }
    if dice.percent(12) {
        set("welcome", json!(dice.percent(80)));
    }
    if role == "bot" && dice.percent(15) {
        set("fallback", json!(true));
    }
    if role == "user" && dice.percent(20) {
        set("sentiment", dice.pick(&[json!(-1), json!(0.25), json!(0), json!(1)]));
    }
    if role == "agent" {
        if dice.percent(30) {
            set("canned", dice.pick(&[json!(true), json!("m1"), json!(7), json!(false)]));
        }
        agent(dice, event);
    } else if role == "bot" && dice.percent(30) {
        set("bot_id", dice.pick(&[json!("b1"), json!(2)]));
    }
}

fn dimensions(dice: &mut Dice, kind: &str, event: &mut Map<String, Value>) {
    let mut set = |field: &str, value: Value| event.insert(field.to_owned(), value);
    let own_time = matches!(kind, "visit" | "ticket" | "agent_status");
    if dice.percent(if own_time { 30 } else { 50 }) {
        set("channel", json!(dice.pick(&["web", "web", "sms", "unknown", "email"])));
    }
    const SOME: [(&str, [&str; 2]); 12] = [
        ("department", ["sales", "care"]), ("topic", ["shipping", "returns"]), ("intent", ["buy", "ask"]),
        ("segment", ["new", "old"]), ("variant", ["A", "B"]), ("priority", ["high", "low"]),
        ("locale", ["sv", "en"]), ("country", ["SE", "US"]), ("device", ["phone", "desktop"]),
        ("page", ["/", "/buy"]), ("campaign", ["spring", "fall"]), ("topic", ["", "returns"]),
    ];
    for (field, values) in SOME {
        if dice.percent(6) {
            set(field, json!(dice.pick(&values)));
        }
    }
    if dice.percent(12) {
        let attributes = [
            json!({"plan": "pro"}), json!({"plan": "free", "seats": 3}), json!({"seats": 2.5}),
            json!({"beta": true, "plan": null}), json!({"channel": "own", "plan": ""}),
        ];
        set("attributes", dice.pick(&attributes));
    }
}
