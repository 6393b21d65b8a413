//! The facts of one conversation: metrics.md, section 2, one function a fact.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::Event;
use crate::rules::Rules;
use crate::thread::{is_core, is_public_message};
use crate::told::{agent, told_values};

/// A public message.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) at: i64,
    pub(crate) role: String,
    pub(crate) welcome: bool,
    pub(crate) fallback: bool,
    pub(crate) canned: bool,
    pub(crate) agent: Option<String>,
    pub(crate) sentiment: Option<f64>,
}

/// An order that is credited to a conversation.
#[derive(Clone, Debug)]
pub(crate) struct Credit {
    pub(crate) at: i64,
    pub(crate) currency: String,
    pub(crate) amount: f64,
}

/// A conversation with its facts.
#[derive(Clone, Debug)]
pub(crate) struct Conversation {
    pub(crate) events: Vec<Event>,
    /// Those that lack a `conversation_id`.
    pub(crate) clicks: Vec<Event>,
    pub(crate) credits: Vec<Credit>,
    pub(crate) messages: Vec<Message>,
    /// (instant, order read).
    pub(crate) start: (i64, usize),
    pub(crate) end: i64,
    pub(crate) thread_start: i64,
    /// The start of the thread's next conversation.
    pub(crate) next_start: Option<i64>,
    /// The last `closed`.
    pub(crate) closed_event: Option<Event>,
    pub(crate) auto_closed: bool,
    /// Set last, inherited included.
    pub(crate) user_id: Option<String>,
    pub(crate) customer: String,
    pub(crate) engaged: bool,
    pub(crate) proactive: bool,
    pub(crate) handoff: Option<String>,
    pub(crate) human_due: bool,
    pub(crate) waiting_start: Option<i64>,
    /// Seconds of open time.
    pub(crate) first_response: Option<f64>,
    pub(crate) missed: bool,
    pub(crate) resolved: bool,
    pub(crate) outcome: String,
    /// Every value by dimension; attributes as `attributes.name`.
    pub(crate) values: BTreeMap<String, Vec<String>>,
}

impl Conversation {
    pub(crate) fn has_message_of(&self, role: &str) -> bool {
        self.messages.iter().any(|message| message.role == role)
    }

    pub(crate) fn first_message_of(&self, role: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.role == role)
    }

    /// The public messages before the first of an agent.
    pub(crate) fn before_agent(&self) -> Vec<&Message> {
        let messages = self.messages.iter();
        messages.take_while(|it| it.role != "agent").collect()
    }

    /// "at least one public bot message".
    pub(crate) fn is_bot(&self) -> bool {
        self.has_message_of("bot")
    }

    /// "at least one public agent message".
    pub(crate) fn replied(&self) -> bool {
        self.has_message_of("agent")
    }

    pub(crate) fn closed(&self) -> bool {
        self.closed_event.is_some() || self.auto_closed
    }

    pub(crate) fn all_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Event> {
        self.events.iter().filter(move |event| event.is(kind))
    }

    pub(crate) fn has(&self, kind: &str) -> bool {
        self.all_of(kind).next().is_some()
    }

    /// Who closed it: `by` of the last `closed`, system when absent.
    pub(crate) fn closed_by(&self) -> Option<&str> {
        let event = self.closed_event.as_ref()?;
        Some(event.text("by").unwrap_or("system"))
    }

    pub(crate) fn tags(&self) -> BTreeSet<String> {
        strings(self.all_of("tagged"), "tags")
    }

    pub(crate) fn goals(&self) -> BTreeSet<String> {
        self.all_of("goal")
            .filter_map(|event| event.owned("name"))
            .collect()
    }
}

fn strings<'a>(events: impl Iterator<Item = &'a Event>, field: &str) -> BTreeSet<String> {
    let lists = events.filter_map(|event| event.fields[field].as_array());
    let all = lists.flatten().filter_map(|it| it.as_str());
    all.map(str::to_owned).collect()
}

/// The facts that need nothing but the conversation's own events and what the
/// thread's conversations before told.
pub(crate) fn first_facts(
    events: Vec<Event>,
    before: Option<&Conversation>,
    thread: &str,
    rules: &Rules<'_>,
) -> Conversation {
    let core: Vec<&Event> = events.iter().filter(|event| is_core(event)).collect();
    let start = core[0].moment();
    let closed_event = core
        .iter()
        .rfind(|event| event.is("closed"))
        .copied()
        .cloned();
    let last_core = core[core.len() - 1].at;
    let messages = messages(&events, rules);
    let values = told_values(&events, before);
    let value = |field: &str| values.get(field).map(|all| all[0].clone());
    let customer = match (value("user_id"), value("user_email")) {
        (Some(id), _) => format!("id {id}"),
        (None, Some(email)) => format!("email {email}"),
        (None, None) => format!("thread {thread}"),
    };
    let handoff = handoff_outcome(&events);
    let user_id = value("user_id");
    Conversation {
        start,
        end: closed_event.as_ref().map_or(last_core, |event| event.at),
        thread_start: before.map_or(start.0, |before| before.thread_start),
        engaged: engaged(&messages, rules),
        proactive: { core.iter().find(|event| event.is("conversation_started")) }
            .is_some_and(|event| matches!(event.text("initiated_by"), Some("bot" | "agent"))),
        human_due: human_due(&events, &messages, handoff.as_deref()),
        waiting_start: waiting_start(&events, &messages),
        messages,
        closed_event,
        user_id,
        customer,
        handoff,
        values,
        events,
        clicks: Vec::new(),
        credits: Vec::new(),
        next_start: None,
        auto_closed: false,
        first_response: None,
        missed: false,
        resolved: false,
        outcome: String::new(),
    }
}

/// The facts that need to know whether the thread goes on.
pub(crate) fn last_facts(conversation: &mut Conversation, rules: &Rules<'_>) {
    conversation.auto_closed = auto_closed(conversation, rules);
    conversation.first_response = first_response(conversation, rules);
    conversation.missed = missed(conversation, rules);
    conversation.resolved = resolved(conversation);
    conversation.outcome = outcome(conversation).to_owned();
    let missed_by = missed_by(conversation, rules);
    let mut set = |field: &str, value: Option<String>| {
        let values = value.into_iter().collect::<Vec<_>>();
        if !values.is_empty() {
            conversation.values.insert(field.to_owned(), values);
        }
    };
    set("outcome", Some(conversation.outcome.clone()));
    set("handoff_outcome", conversation.handoff.clone());
    let has = |role: &str| conversation.messages.iter().any(|it| it.role == role);
    let support = match (has("bot"), has("agent")) {
        (true, false) => "bot",
        (true, true) => "bot_and_agent",
        (false, true) => "agent",
        (false, false) => "none",
    };
    set("support_type", Some(support.to_owned()));
    set("weekday", Some(rules.clock.weekday(conversation.start.0)));
    set("hour", Some(rules.clock.hour(conversation.start.0)));
    let agents = conversation.messages.iter().filter(|it| it.role == "agent");
    set("agent", agents.filter_map(|it| it.agent.clone()).next());
    set("missed_by", missed_by);
    let reason = |event: &Event| event.owned("reason").filter(|reason| !reason.is_empty());
    let handoffs = conversation.events.iter().filter(|it| it.is("handoff"));
    let handed_off = handoffs.filter_map(reason).next_back();
    let closed = conversation.closed_event.as_ref().and_then(reason);
    let missed = conversation.missed;
    set("handoff_reason", handed_off.clone());
    set("close_reason", closed.clone());
    set("missed_reason", closed.or(handed_off).filter(|_| missed));
    let wrote = conversation.messages.iter().filter(|it| it.role == "agent");
    let wrote: BTreeSet<String> = wrote.filter_map(|it| it.agent.clone()).collect();
    conversation
        .values
        .insert("handled_by".to_owned(), wrote.into_iter().collect());
    let many = [("tag", conversation.tags()), ("goal", conversation.goals())];
    for (field, values) in many {
        let values = values.into_iter().collect();
        conversation.values.insert(field.to_owned(), values);
    }
}

fn messages(events: &[Event], rules: &Rules<'_>) -> Vec<Message> {
    let phrases = rules.fallback_phrases();
    let mut messages: Vec<Message> = Vec::new();
    for event in events.iter().filter(|event| is_public_message(event)) {
        let role = event.owned("role").expect("required");
        let is_bot = role == "bot";
        let text = event.text("text").unwrap_or("").to_lowercase();
        let flagged = event.flag("welcome");
        let is_first = messages.is_empty();
        messages.push(Message {
            at: event.at,
            welcome: is_first && (is_bot || flagged && role != "user") || is_bot && flagged,
            fallback: event.flag("fallback")
                || is_bot && phrases.iter().any(|phrase| text.contains(phrase.as_str())),
            canned: role == "agent" && (event.flag("canned") || event.text("canned").is_some()),
            agent: agent(event),
            sentiment: event.number("sentiment"),
            role,
        });
    }
    messages
}

fn engaged(messages: &[Message], rules: &Rules<'_>) -> bool {
    messages.iter().any(|message| match message.role.as_str() {
        "user" => true,
        "agent" => rules.agent_engages() && !message.welcome,
        _ => false,
    })
}

fn handoff_outcome(events: &[Event]) -> Option<String> {
    let handoffs = events.iter().filter(|event| event.is("handoff"));
    let statuses: Vec<&str> = handoffs.filter_map(|event| event.text("status")).collect();
    let last = *statuses.last()?;
    let outcome = match last {
        _ if statuses.contains(&"successful") => "successful",
        "requested" => "pending",
        other => other,
    };
    Some(outcome.to_owned())
}

fn human_due(events: &[Event], messages: &[Message], handoff: Option<&str>) -> bool {
    let has = |role: &str| messages.iter().any(|message| message.role == role);
    matches!(handoff, Some("successful" | "pending"))
        || has("user") && !has("bot")
        || events.iter().any(|event| event.is("assigned"))
}

/// "without `closed`, it is closed by system at last core event +
/// `auto_close_hours` once `as_of` has reached that time; and, when the next
/// conversation of its thread has started".
fn auto_closed(conversation: &Conversation, rules: &Rules<'_>) -> bool {
    let quiet = (rules.as_of - conversation.end) as f64;
    conversation.closed_event.is_none()
        && (rules.auto_close().is_some_and(|hours| quiet >= hours)
            || conversation.next_start.is_some())
}

/// Where the wait for a human begins.
fn waiting_start(events: &[Event], messages: &[Message]) -> Option<i64> {
    let asked = events.iter().find(|event| {
        event.is("handoff") && matches!(event.text("status"), Some("requested" | "successful"))
    });
    if let Some(asked) = asked {
        return Some(asked.at);
    }
    let agents_first = messages.iter().position(|message| message.role == "agent");
    let before = &messages[..agents_first.unwrap_or(messages.len())];
    let is_user = |message: &&Message| message.role == "user";
    match before.iter().rposition(|message| message.role == "bot") {
        Some(bot) => {
            let user = before[bot..].iter().find(is_user);
            Some(user.map_or(before[bot].at, |user| user.at))
        }
        None => messages.iter().find(is_user).map(|user| user.at),
    }
}

/// Seconds from the waiting start to the first agent message at or after it.
fn first_response(conversation: &Conversation, rules: &Rules<'_>) -> Option<f64> {
    let start = conversation.waiting_start?;
    let mut agents = conversation.messages.iter().filter(|it| it.role == "agent");
    let reply = agents.find(|message| message.at >= start)?;
    Some(rules.open_seconds(start, reply.at))
}

/// Seconds of the wait to the first reply, without one to `as_of`.
pub(crate) fn wait(conversation: &Conversation, rules: &Rules<'_>) -> Option<f64> {
    let start = conversation.waiting_start?;
    let unanswered = rules.open_seconds(start, rules.as_of);
    Some(conversation.first_response.unwrap_or(unanswered))
}

fn missed(conversation: &Conversation, rules: &Rules<'_>) -> bool {
    let too_long = match (rules.missed_after(), wait(conversation, rules)) {
        (Some(limit), Some(wait)) => wait > limit,
        _ => false,
    };
    conversation.human_due && (!conversation.replied() && conversation.closed() || too_long)
}

/// "missed chats are credited to the agent assigned when it was missed": when
/// it was closed, or before that when the wait had become too long.
fn missed_by(conversation: &Conversation, rules: &Rules<'_>) -> Option<String> {
    let mut given: Vec<(i64, String)> = Vec::new();
    for event in &conversation.events {
        let to = match () {
            () if event.is("assigned") => agent(event),
            () if event.is("transferred") => event.owned("to_agent_id"),
            () => None,
        };
        given.extend(to.map(|to| (event.at, to)));
    }
    let late = |at: i64| {
        let closed = conversation.closed_event.as_ref().map(|event| event.at);
        let waited = conversation.waiting_start.filter(|start| *start < at);
        let waited = waited.map(|start| rules.open_seconds(start, at));
        closed.is_some_and(|closed| at > closed)
            || matches!((rules.missed_after(), waited), (Some(limit), Some(wait)) if wait > limit)
    };
    given.retain(|(at, _)| !late(*at));
    given
        .pop()
        .filter(|_| conversation.missed)
        .map(|(_, to)| to)
}

fn resolved(conversation: &Conversation) -> bool {
    let denied = { conversation.closed_event.as_ref() }
        .is_some_and(|event| event.fields.get("resolved") == Some(&serde_json::Value::Bool(false)));
    let last = conversation.messages.last();
    let by_bot = conversation.handoff.is_none()
        && !conversation.replied()
        && conversation.has_message_of("user")
        && last.is_some_and(|last| last.role == "bot" && !last.fallback);
    let user_had_the_last_word = last.is_some_and(|last| last.role == "user");
    let by_agent =
        conversation.replied() && (conversation.closed_event.is_some() || !user_had_the_last_word);
    conversation.closed() && !denied && (by_bot || by_agent)
}

fn outcome(conversation: &Conversation) -> &'static str {
    let messages = &conversation.messages;
    let bot = messages.iter().position(|message| message.role == "bot");
    let agent_after_bot = bot.is_some_and(|bot| {
        messages[bot..]
            .iter()
            .any(|message| message.role == "agent")
    });
    match () {
        () if conversation.handoff.is_some() || agent_after_bot => "handed_off",
        () if !conversation.closed() => "open",
        () if conversation.resolved && conversation.replied() => "resolved_by_agent",
        () if conversation.resolved => "resolved_by_bot",
        () => "closed_unanswered",
    }
}
