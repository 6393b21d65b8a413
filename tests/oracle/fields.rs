//! Random fields of random events, by type. Choices that are listed more than
//! once come more often; null is mostly left out.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::dice::Dice;

/// An event under way.
pub(crate) type Fields = Map<String, Value>;

/// What a field of its own may say, by type.
static OWN: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "conversation_started": {"initiated_by": ["user", "bot", "agent", null, null, null]},
        "handoff": {
            "status": ["requested", "requested", "successful", "cancelled", "disabled", "incomplete"],
            "reason": ["asked", "stuck", "", null, null],
        },
        "transferred": {
            "to_department": ["sales", "care", null, null], "to_agent_id": ["ann", "bob", 5, null],
        },
        "closed": {"by": ["user", "bot", "agent", "agent", "agent", "system", null], "resolved": [true, false, null, null], "reason": ["done", "stuck", "", null, null]},
        "survey_sent": {"kind": ["csat", "csat", "ces", null]},
        "tagged": {"tags": [["vip"], ["vip", "bug"], ["bug", "bug"], []]},
        "goal": {"name": ["signup", "demo"]},
        "lead": {"stage": ["captured", "qualified"]},
        "booking": {"booking_id": ["k1", 1, null]},
        "product_click": {"product_id": ["p1", 2, null]},
        "order": {
            "amount": [10, 12.5, 99.99, 0],
            "currency": ["EUR", "eur", "USD"],
            "order_id": ["o1", "o2", 3, "3", null, null, null, null],
        },
        "ticket": {"ticket_id": ["t1", "t2", 3, "3"], "status": ["created", "resolved"]},
        "agent_status": {"agent_id": ["ann", "ann", "bob", 5], "status": ["available", "available", "busy", "away", "offline"]},
        "annotation": {"text": ["release"]},
        "message": {
            "text": ["hello", "I did NOT understand", "where is my order?", "åäö ÅÄÖ", "", null],
            "private": [true, false, null, null, null, null, null, null, null, null],
            "welcome": [true, false, null, null, null, null, null, null],
        },
    })
});

/// What messages of a role may say besides.
static OF_ROLE: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "user": {"sentiment": [-1, 0.25, 0, 1, null, null, null, null, null, null, null, null]},
        "bot": {"fallback": [true, null, null, null, null, null], "bot_id": ["b1", 2, null, null, null, null]},
        "agent": {"canned": [true, "m1", 7, false, null, null, null, null, null]},
        "system": {},
    })
});

/// Id and name of who acts.
static AGENTS: LazyLock<Value> = LazyLock::new(|| {
    json!([
        {"agent_id": "ann"}, {"agent_id": "ann"}, {"agent_id": "ann"}, {"agent_id": "ann", "agent_name": "Ann"},
        {"agent_id": "bob", "agent_name": "Bob"}, {"agent_id": 5}, {"agent_name": "Cy"}, {"agent_name": "Ann"},
        {"agent_name": "ann"}, {},
    ])
});

/// Dimensions, each of which comes now and then.
static DIMENSIONS: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "department": ["sales", "care"], "topic": ["shipping", "returns", ""], "intent": ["buy", "ask"],
        "segment": ["new", "old"], "variant": ["A", "B"], "priority": ["high", "low"], "locale": ["sv", "en"],
        "country": ["SE", "US"], "device": ["phone", "desktop"], "page": ["/", "/buy"], "campaign": ["spring", "fall"],
        "attributes": [
            {"plan": "pro"}, {"plan": "free", "seats": 3}, {"seats": 2.5}, {"beta": true, "plan": null},
            {"channel": "own", "plan": ""},
        ],
    })
});

/// Fields that are wrong, or read as absent.
pub(crate) static WRONG: LazyLock<Value> = LazyLock::new(|| {
    json!([
        {"type": "massage"}, {"channel": 5}, {"user_id": true}, {"role": "robot"}, {"score": 99}, {"tags": "vip"},
        {"attributes": {"plan": []}}, {"topic": ""}, {"status": null}, {"currency": "EURO"}, {"sentiment": 2},
        {"user_id": null},
    ])
});

/// One of the choices of each field.
fn choose(dice: &mut Dice, choices: &Value, fields: &mut Fields) {
    for (field, choices) in choices.as_object().into_iter().flatten() {
        let value = dice.pick(choices.as_array().expect("choices"));
        if !value.is_null() || dice.percent(5) {
            fields.insert(field.clone(), value);
        }
    }
}

/// Lays one of some objects over an event.
pub(crate) fn lay(dice: &mut Dice, objects: &Value, fields: &mut Fields) {
    let one = dice.pick(objects.as_array().expect("objects"));
    fields.extend(one.as_object().expect("an object").clone());
}

/// The fields of a type; `role` and `survey` where it is known whose message
/// or which survey it is.
pub(crate) fn own_fields(
    dice: &mut Dice,
    kind: &str,
    role: Option<&str>,
    survey: Option<&str>,
    fields: &mut Fields,
) {
    choose(dice, &OWN[kind], fields);
    let by_agent = fields.get("by") == Some(&json!("agent"));
    match kind {
        "message" => {
            let roles = ["user", "user", "bot", "bot", "agent", "system"];
            let any = dice.pick(&roles);
            let role = role.unwrap_or(any);
            fields.insert("role".to_owned(), json!(role));
            choose(dice, &OF_ROLE[role], fields);
            if role == "agent" {
                lay(dice, &AGENTS, fields);
            }
        }
        "rating" => rating(dice, survey, fields),
        "assigned" | "transferred" => lay(dice, &AGENTS, fields),
        "closed" if by_agent => lay(dice, &AGENTS, fields),
        _ => {}
    }
}

fn rating(dice: &mut Dice, survey: Option<&str>, fields: &mut Fields) {
    let any = dice.pick(&["csat", "csat", "ces", "ces", "nps"]);
    let kind = survey.unwrap_or(any);
    let scale = dice.pick(&[5, 5, 5, 2, 3, 7, 9, 10]);
    let highest = if kind == "nps" { 11 } else { scale };
    let lowest = usize::from(kind != "nps");
    fields.insert("kind".to_owned(), json!(kind));
    fields.insert("score".to_owned(), json!(lowest + dice.below(highest)));
    if scale != 5 || dice.percent(30) {
        fields.insert("scale".to_owned(), json!(scale));
    }
}

/// Whose the event is. Odd threads have an id, even ones a customer.
pub(crate) fn who(dice: &mut Dice, kind: &str, thread: usize, fields: &mut Fields) {
    let mut set = |field: &str, value: Value| fields.insert(field.to_owned(), value);
    let users = [json!("u1"), json!("u2"), json!(3), json!("3")];
    let own_time = ["visit", "visit_ended", "agent_status", "annotation"].contains(&kind);
    if !own_time && thread % 2 == 1 {
        let id = json!(format!("c{thread}"));
        set("conversation_id", dice.pick(&[id.clone(), id, json!(7)]));
        if dice.percent(40) {
            set("user_id", dice.pick(&users));
        }
        if dice.percent(15) {
            set("user_email", dice.pick(&[json!("a@x.se"), json!("b@x.se")]));
        }
    } else if kind.starts_with("visit") && dice.percent(40) {
        set(
            "visitor_id",
            dice.pick(&[json!("v1"), json!("u1"), json!(3)]),
        );
    } else if kind != "agent_status" && kind != "annotation" {
        let its = thread / 2 % users.len();
        let other = dice.percent(15).then(|| dice.pick(&users));
        set("user_id", other.unwrap_or_else(|| users[its].clone()));
    }
    if kind == "order" && dice.percent(30) {
        set("user_id", dice.pick(&users));
    }
}

/// Dimensions that any event may set.
pub(crate) fn dimensions(dice: &mut Dice, kind: &str, fields: &mut Fields) {
    let own_time = ["visit", "ticket", "agent_status"].contains(&kind);
    if dice.percent(if own_time { 30 } else { 50 }) {
        let channels = ["web", "web", "sms", "unknown", "email"];
        fields.insert("channel".to_owned(), json!(dice.pick(&channels)));
    }
    for (field, choices) in DIMENSIONS.as_object().into_iter().flatten() {
        if dice.percent(6) {
            let value = dice.pick(choices.as_array().expect("choices"));
            fields.insert(field.clone(), value);
        }
    }
}
