//! Small, nasty histories: few names, so that they collide; times at exact
//! distances, so that every window is met, missed and touched.

use chatgauge::cli::system::SystemZones;
use chrono::DateTime;
use serde_json::{Value, json};

use crate::clock::{Clock, DAY, HOUR, MINUTE, SECOND, date, midnight};
use crate::dice::Dice;
use crate::fields::{Fields, WRONG, dimensions, lay, own_fields, who};

pub(crate) const ZONES: [&str; 6] = [
    "UTC",
    "Europe/Stockholm",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
];

/// Days around which clocks change somewhere, and plain ones.
const DAYS: [&str; 10] = [
    "2026-03-29",
    "2026-10-25",
    "2026-03-08",
    "2026-11-01",
    "2026-04-05",
    "2026-10-04",
    "2026-02-15",
    "2026-03-22",
    "2026-06-03",
    "2026-12-30",
];

/// Distances that windows are made of.
const STEPS: [i64; 22] = [
    0,
    0,
    SECOND,
    2 * SECOND,
    10 * SECOND,
    30 * SECOND,
    MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    8 * HOUR,
    DAY,
    DAY,
    2 * DAY,
    2 * DAY,
    3 * DAY,
    5 * DAY,
    7 * DAY,
    7 * DAY,
    9 * DAY,
];

/// What often comes one after the other; a role stands for a message.
const STORIES: [&[&str]; 17] = [
    &["product_click", "user", "order"],
    &["user", "bot", "closed", "csat", "ces"],
    &["user", "agent", "csat", "ces", "nps"],
    &["agent_status", "agent", "user", "agent", "closed"],
    &[
        "user",
        "bot",
        "user",
        "handoff",
        "agent",
        "transferred",
        "agent",
    ],
    &[
        "conversation_started",
        "bot",
        "user",
        "bot",
        "closed",
        "rating",
    ],
    &["user", "bot", "user", "bot"],
    &["user", "bot", "closed"],
    &[
        "bot", "user", "handoff", "assigned", "agent", "user", "agent", "closed",
    ],
    &["user", "agent", "user", "agent", "agent"],
    &["agent", "user", "bot"],
    &["user", "bot", "rating", "rating", "rating"],
    &["rating", "rating", "user", "bot"],
    &["user", "product_click", "order", "order"],
    &["visit", "user", "bot", "visit_ended"],
    &[
        "agent_status",
        "user",
        "agent",
        "closed",
        "agent",
        "agent_status",
    ],
    &["ticket", "ticket", "closed", "reopened", "user"],
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
    // One history has few threads, another many.
    let most = dice.pick(&[5, 5, 9]);
    let threads = 1 + dice.below(most);
    let often = if dice.percent(30) {
        0
    } else {
        dice.pick(&[20, 50, 90])
    };
    // Some tell the same again and again.
    let first_story = dice.below(STORIES.len());
    let few = if dice.percent(40) {
        1 + dice.below(2)
    } else {
        STORIES.len()
    };
    while lines.len() < count {
        let thread = dice.below(threads);
        let one = [kind(dice)];
        let kinds = match dice.percent(often) {
            true => STORIES[(first_story + dice.below(few)) % STORIES.len()],
            false => &one,
        };
        for kind in kinds {
            let at = near(dice, &times);
            times.push(at);
            let event = event(dice, kind, thread);
            lines.push(line(dice, event, at, &clock));
        }
    }
    if dice.percent(30) {
        dice.shuffle(&mut lines);
    }
    Random { lines, times }
}

fn line(dice: &mut Dice, mut event: Fields, at: i64, clock: &Clock<'_>) -> String {
    if dice.percent(2) {
        return dice
            .pick(&[
                "",
                "  ",
                "{not json",
                "42",
                r#"{"ts":"yesterday","type":"goal"}"#,
            ])
            .to_owned();
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
        // An hour later may be a time that the clock skips.
        3 | 4 => write(clock.local(at) + dice.pick(&[0, 0, 0, HOUR]), ""),
        5 => write(at + 5 * HOUR + 30 * MINUTE, "+05:30"),
        6 => write(at - 4 * HOUR, "-04:00"),
        _ => write(at, "Z"),
    }
}

/// An event of a type, of a message's role or of a survey's kind; now and then
/// with a repeated id or a wrong field.
fn event(dice: &mut Dice, kind: &str, thread: usize) -> Fields {
    let role = ["user", "bot", "agent"].contains(&kind).then_some(kind);
    let survey = ["csat", "ces", "nps"].contains(&kind).then_some(kind);
    let kind = role.map_or(kind, |_| "message");
    let kind = survey.map_or(kind, |_| "rating");
    let mut event = Fields::new();
    event.insert("type".to_owned(), json!(kind));
    who(dice, kind, thread, &mut event);
    own_fields(dice, kind, role, survey, &mut event);
    dimensions(dice, kind, &mut event);
    if dice.percent(3) {
        let ids = [json!("e1"), json!(2), json!("2"), json!("e3")];
        event.insert("id".to_owned(), dice.pick(&ids));
    }
    if dice.percent(2) {
        lay(dice, &WRONG, &mut event);
    }
    event
}

fn kind(dice: &mut Dice) -> &'static str {
    const RARE: [&str; 18] = [
        "conversation_started",
        "handoff",
        "handoff",
        "assigned",
        "transferred",
        "closed",
        "closed",
        "reopened",
        "survey_sent",
        "rating",
        "rating",
        "tagged",
        "goal",
        "lead",
        "booking",
        "product_click",
        "order",
        "order",
    ];
    const OWN: [&str; 7] = [
        "ticket",
        "ticket",
        "visit",
        "visit_ended",
        "agent_status",
        "agent_status",
        "annotation",
    ];
    match dice.below(100) {
        0..45 => "message",
        45..88 => dice.pick(&RARE),
        _ => dice.pick(&OWN),
    }
}
