//! Rasa's conversations: trackers (one object, a list or one a line), and the
//! single events that an event broker sends or a tracker store keeps, one a
//! line with its `sender_id`.
//!
//! The events are those of Rasa's published reference. What one sender says
//! is one thread; a session begins a conversation of its own.
//!
//! - `user`, `bot` and `agent` are messages. Where no `bot` event was kept,
//!   the `utter_*` actions stand for what the bot said.
//! - `session_started` begins a conversation and ends the one before at its
//!   last event; `restart` and `session_ended` end it.
//! - Custom actions whose name says so ask for a person, or those that the
//!   mapping names.
//! - A fallback is told by the message that the bot answers with, once for
//!   each message of the customer.
//! - `rewind` and `undo` take back what they take back in Rasa: see `talk`.
//! - Slots named as a rating are one, or those that the mapping names. Other slots, and what the bot decided,
//!   are left out, as are messages that a program sent in the customer's
//!   name.
//!
//! The recorded order rules: times that run backwards are held.

mod talk;

use std::collections::BTreeMap;

use crate::base::decimal;
use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::{Slot, quote_token};
use crate::event::import::rasa::talk::{Action, Rating, Said, Step, Talk, What};
use crate::event::import::{Format, Hints, Importer, Output};
use crate::event::json::Token;
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Rasa trackers and tracker events.
pub const RASA: Format = Format {
    id: "rasa",
    name: "Rasa tracker",
    lists: &[],
    fits,
    importer: Some(|hints| {
        Box::new(Rasa {
            hints: hints.clone(),
            talks: BTreeMap::new(),
        })
    }),
};

/// What the names of custom actions that ask for a person have in them.
const HANDOFF_ACTIONS: [&str; 3] = ["handoff", "human", "live_agent"];

/// Actions that only speak or ask, whatever about.
const SPEAKING: [&str; 3] = ["utter_", "validate_", "action_ask_"];

/// Slots that hold what the customer thinks of the conversation.
const RATING_SLOTS: [&str; 2] = ["csat", "rating"];

/// The types of events that mean something here.
const TOLD: [&str; 11] = [
    "user",
    "bot",
    "agent",
    "action",
    "slot",
    "reset_slots",
    "session_started",
    "session_ended",
    "restart",
    "rewind",
    "undo",
];

/// The types of events that are left out, and why.
const LEFT_OUT: [(&str, &str); 19] = [
    ("active_loop", BOT_STATE),
    ("form", BOT_STATE),
    ("form_validation", BOT_STATE),
    ("loop_interrupted", BOT_STATE),
    ("action_execution_rejected", BOT_STATE),
    ("user_featurization", BOT_STATE),
    ("entities", BOT_STATE),
    ("stack", BOT_STATE),
    ("followup", BOT_STATE),
    ("reminder", BOT_STATE),
    ("cancel_reminder", BOT_STATE),
    ("export", BOT_STATE),
    ("resume", BOT_STATE),
    ("flow_started", BOT_STATE),
    ("flow_interrupted", BOT_STATE),
    ("flow_resumed", BOT_STATE),
    ("flow_completed", BOT_STATE),
    ("flow_cancelled", BOT_STATE),
    (
        "pause",
        "the bot falls silent; whether for a person is not told",
    ),
];

const BOT_STATE: &str = "they are about the bot's own state";

fn fits(record: Node<'_>) -> u8 {
    let sender = record.at("sender_id").exists();
    let events = record.at("events");
    let kind = |event: Node<'_>| {
        let kind = event.at("event").text();
        kind.is_some_and(|kind| {
            TOLD.contains(&&*kind) || LEFT_OUT.iter().any(|(known, _)| *known == kind)
        })
    };
    match events.items().first() {
        Some(first) if kind(*first) => return if sender { 100 } else { 80 },
        Some(_) => return 0,
        None => {}
    }
    let row = record.at("type_name").exists() && record.at("data").exists();
    match sender {
        true if kind(record) => 100,
        true if row => 90,
        true if record.at("slots").is_object() => 60,
        _ => 0,
    }
}

/// The talks of the senders whose events come one by one.
struct Rasa {
    hints: Hints,
    talks: BTreeMap<String, Talk>,
}

impl Importer for Rasa {
    fn record(&mut self, record: Node<'_>, output: &mut Output) {
        let Some(sender) = record.at("sender_id").id() else {
            return output.reject("sender_id", Reason::Missing, "");
        };
        if record.at("events").is_list() {
            return tracker(&sender, record.at("events").items(), &self.hints, output);
        }
        // A tracker store keeps the event as an object or the text of one.
        let text = record.at("data").text().unwrap_or_default();
        let kept = [record.at("data"), Node::read(&text).unwrap_or_default()];
        let event = kept.into_iter().find(|kept| kept.at("event").exists());
        let event = event.unwrap_or(record);
        if !event.at("event").exists() && record.at("slots").exists() {
            return output.leave_out(
                "trackers without events",
                "nothing is told of what was said",
            );
        }
        if !self.talks.contains_key(&*sender) {
            let talk = Talk::new(sender.clone().into_owned(), false);
            self.talks.insert(sender.clone().into_owned(), talk);
        }
        if let Some(talk) = self.talks.get_mut(&*sender) {
            take(talk, event, &self.hints, output);
        }
    }

    fn end(&mut self, output: &mut Output) {
        for talk in std::mem::take(&mut self.talks).values_mut() {
            talk.flush(output);
        }
    }
}

fn tracker(sender: &str, events: Vec<Node<'_>>, hints: &Hints, output: &mut Output) {
    let bots = events.iter().any(|event| event.at("event").is("bot"));
    let mut talk = Talk::new(sender.to_owned(), bots);
    for event in events {
        match event.is_object() {
            true => take(&mut talk, event, hints, output),
            false => output.reject("events", Reason::NotAnObject, &quote_token(event.token())),
        }
    }
    talk.flush(output);
}

/// Takes one event into the talk of its sender.
fn take(talk: &mut Talk, event: Node<'_>, hints: &Hints, output: &mut Output) {
    let Some(kind) = event.at("event").text() else {
        return output.reject("event", Reason::Missing, "");
    };
    if !talk.is_new(event) {
        return output.leave_out("repeated events", "the very same event stands before");
    }
    match &*kind {
        "user" => user(talk, event, output),
        "bot" | "agent" => utterance(talk, event, kind == "agent", output),
        "action" => action(talk, event, hints, output),
        "slot" => slot(talk, event, hints, output),
        "reset_slots" => talk.steps.push(Step::unsaid(What::SlotsReset)),
        "session_started" | "session_ended" | "restart" => boundary(talk, event, &kind, output),
        "rewind" => talk.rewind(output),
        "undo" => talk.undo(output),
        kind => match LEFT_OUT.iter().find(|(known, _)| *known == kind) {
            Some((_, why)) => output.leave_out(&format!("{kind} events"), why),
            None => output.leave_out("events of other types", "their meaning is not known"),
        },
    }
}

/// The time of an event. One without a time becomes an event of its kind all
/// the same, which is then refused for what is wrong with the time.
fn time(talk: &Talk, event: Node<'_>, kind: Kind, output: &mut Output) -> Option<Moment> {
    let stamp = event.at("timestamp");
    let at = stamp.moment();
    if at.is_none() {
        output
            .event(kind, stamp)
            .text(Slot::ConversationId, Some(talk.sender()));
    }
    at
}

fn user(talk: &mut Talk, event: Node<'_>, output: &mut Output) {
    let parsed = event.at("parse_data");
    let text = event.at("text").text().or(parsed.at("text").text());
    let intent = parsed.path(&["intent", "name"]).text();
    let by_program = event.path(&["metadata", "is_external"]).flag() == Some(true)
        || text.as_ref().is_some_and(|text| {
            text.starts_with("EXTERNAL: ") || text.split('{').next() == Some("/session_start")
        });
    if by_program {
        output.leave_out(
            "user events of programs",
            "the channel or a timer sent them in the customer's name",
        );
        return talk.steps.push(Step::unsaid(What::User(None)));
    }
    if text.is_none() && intent.is_none() {
        output.leave_out("empty user events", "they have neither text nor intent");
        return talk.steps.push(Step::unsaid(What::User(None)));
    }
    let Some(at) = time(talk, event, Kind::Message, output) else {
        return talk.steps.push(Step::unsaid(What::User(None)));
    };
    let said = Said {
        text: text.map(|text| text.into_owned()),
        intent: intent.map(|intent| intent.into_owned()),
        confidence: confidence(parsed.path(&["intent", "confidence"])),
        channel: owned(event.at("input_channel")),
        bot: None,
    };
    talk.say(at, event, What::User(Some(said)));
}

/// A confidence within 0–1; 32-bit sums may come out a little above.
fn confidence(node: Node<'_>) -> Option<f64> {
    let confidence = node.number()?;
    (0.0..1.001)
        .contains(&confidence)
        .then(|| confidence.min(1.0))
}

fn utterance(talk: &mut Talk, event: Node<'_>, agent: bool, output: &mut Output) {
    let data = event.at("data");
    let shows = data.members().iter().any(|(_, shown)| match shown.token() {
        Token::List(_) => !shown.items().is_empty(),
        _ => shown.exists(),
    });
    let text = owned(event.at("text")).or_else(|| titles(data));
    talk.bots |= !agent;
    if text.is_none() && !shows {
        return output.leave_out("empty bot events", "they say and show nothing");
    }
    let Some(at) = time(talk, event, Kind::Message, output) else {
        return;
    };
    let said = Said {
        text,
        bot: owned(event.path(&["metadata", "assistant_id"])),
        ..Said::default()
    };
    let what = match agent {
        true => What::Agent(said),
        false => What::Bot(said),
    };
    talk.say(at, event, what);
}

/// What buttons and cards are labelled with, a line each.
fn titles(data: Node<'_>) -> Option<String> {
    let lists = ["buttons", "quick_replies", "elements"].into_iter();
    let titles = lists.flat_map(|list| data.at(list).items());
    let titles: Vec<_> = titles.filter_map(|item| item.at("title").text()).collect();
    (!titles.is_empty()).then(|| titles.join("\n"))
}

fn action(talk: &mut Talk, event: Node<'_>, hints: &Hints, output: &mut Output) {
    let name = owned(event.at("name")).unwrap_or_default();
    if name == "action_session_start" {
        output.leave_out("actions", talk::ACTIONS);
        return talk.end_session(event, output);
    }
    let text = owned(event.at("action_text"));
    let asks = hints.is_handoff(&name, asks_for_a_person);
    let what = What::Action(Action { name, text, asks });
    match event.at("timestamp").moment() {
        Some(at) => talk.say(at, event, what),
        None => talk.steps.push(Step::unsaid(what)),
    }
}

/// Whether an action that the mapping says nothing of asks for a person.
fn asks_for_a_person(action: &str) -> bool {
    let speaks = SPEAKING.iter().any(|start| action.starts_with(start));
    !speaks && HANDOFF_ACTIONS.iter().any(|part| action.contains(part))
}

fn slot(talk: &mut Talk, event: Node<'_>, hints: &Hints, output: &mut Output) {
    let name = owned(event.at("name")).unwrap_or_default();
    let Some(survey) = hints.survey(&name, &RATING_SLOTS) else {
        return output.leave_out("slot events", "they are what the bot remembers");
    };
    let value = event.at("value");
    let score = match value.token() {
        Token::Text(text) => decimal::read(&text.cow()),
        _ => value.number(),
    };
    if value.exists() && score.is_none() {
        return output.leave_out("rating slots without a number", "only a number is a score");
    }
    if let Some(at) = time(talk, event, Kind::Rating, output) {
        let carried = talk.carries;
        let rating = Rating {
            name,
            survey,
            score,
            carried,
        };
        talk.say(at, event, What::Rating(rating));
    }
}

fn boundary(talk: &mut Talk, event: Node<'_>, kind: &str, output: &mut Output) {
    let native = match kind {
        "session_started" => Kind::ConversationStarted,
        _ => Kind::Closed,
    };
    let at = time(talk, event, native, output);
    match (kind, at) {
        ("session_started", Some(at)) => talk.start_session(at, event, output),
        (_, Some(at)) => talk.close(at, event, output),
        (_, None) => talk.end_session(event, output),
    }
}

fn owned(node: Node<'_>) -> Option<String> {
    node.text().map(|text| text.into_owned())
}
