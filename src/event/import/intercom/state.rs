//! What an Intercom conversation tells as a whole: how it stands now, rather
//! than what happened when.

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::intercom::part::{Part, Target};
use crate::event::import::members::Members;
use crate::event::import::thread::Thread;
use crate::event::tree::Node;

/// What the AI agent's work came to, and where among the parts that shows.
pub(crate) struct Outcome {
    /// Intercom says that it was handed to humans.
    pub(crate) handed_off: bool,
    /// Where no part hands it over: the bot's last message before an admin's.
    pub(crate) hands_off_after: Option<usize>,
    /// What Intercom says of the resolution, if anything.
    pub(crate) resolved: Option<bool>,
    /// The last part that closes the conversation.
    pub(crate) last_close: Option<usize>,
}

impl Outcome {
    pub(crate) fn of(ai_agent: Node<'_>, parts: &[Part<'_>]) -> Outcome {
        let state = ai_agent.at("resolution_state");
        let state = state.text().unwrap_or_default();
        let handed_off = matches!(
            state.as_ref(),
            "routed_to_team" | "escalated" | "procedure_handoff"
        );
        let resolved = match state.as_ref() {
            "confirmed_resolution" => Some(true),
            "abandoned" | "negative_feedback" => Some(false),
            _ => None,
        };
        Outcome {
            handed_off,
            hands_off_after: handed_off.then(|| unshown(parts)).flatten(),
            resolved,
            last_close: parts.iter().rposition(Part::closes),
        }
    }
}

/// The bot's last message before an admin's, where no part after its first
/// one hands the conversation to somebody.
fn unshown(parts: &[Part<'_>]) -> Option<usize> {
    let wrote = |part: &Part<'_>, role| part.role() == Some(role) && part.is_public_message();
    let human = parts.iter().position(|part| wrote(part, "agent"));
    let before = &parts[..human.unwrap_or(parts.len())];
    let first = before.iter().position(|part| wrote(part, "bot"))?;
    let hands_over = |part: &Part<'_>| {
        let to = part.target.as_ref().map(|(target, _)| *target);
        part.role() == Some("bot") && to.is_some_and(|to| to != Target::Nobody)
    };
    match before[first..].iter().any(hands_over) {
        true => None,
        false => before.iter().rposition(|part| wrote(part, "bot")),
    }
}

/// The customer: the first contact of the conversation.
pub(crate) fn customer(fields: &Members<'_>) -> Option<String> {
    let contacts = fields.at("contacts").at("contacts").items();
    let first = contacts.first().map(|contact| contact.at("id"));
    first.and_then(Node::id).map(|id| id.into_owned())
}

/// Where the conversation takes place, in Intercom's words; what it calls a
/// conversation in older versions it calls messenger in newer ones.
pub(crate) fn channel(fields: &Members<'_>, source: &Members<'_>) -> Option<String> {
    let channel = Members::from(fields.at("channel"));
    let told = channel.first(&["current", "initial"]).text();
    let kind = source.at("type").text();
    match (told, kind) {
        (Some(told), _) => Some(told.into_owned()),
        (None, Some(kind)) if kind == "conversation" => Some("messenger".to_owned()),
        (None, kind) => kind.map(|kind| kind.into_owned()),
    }
}

/// Why a part has no event, by its type.
pub(crate) fn without_event(kind: &str) -> (&'static str, &'static str) {
    let is = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if is(&["snooze"]) {
        return ("snoozes", "the conversation neither ends nor goes on");
    }
    if is(&["attribute", "ticket", "priority", "title", "tags"]) {
        return ("changes of attributes", "the last state of them is read");
    }
    if is(&["participant"]) {
        return ("participants coming and going", "events know one customer");
    }
    if is(&["rating"]) {
        return ("changes of ratings", "the last one is read");
    }
    if is(&["sla"]) {
        return ("service-level notes", "events have no such thing");
    }
    if is(&["action", "workflow"]) {
        return ("steps of workflows", "they say nothing to the customer");
    }
    ("other parts without a text", "they are no messages")
}

/// Writes the ratings, the tags and the state that the conversation is in.
pub(crate) fn write(fields: &Members<'_>, thread: &mut Thread<'_>, start: Moment) {
    ratings(fields, thread, start);
    let contacts = fields.at("contacts").at("contacts").items();
    if contacts.len() > 1 {
        let why = "the first contact is taken for the customer";
        thread
            .output
            .leave_out("further contacts of conversations", why);
    }
    let now = fields.at("updated_at").moment().unwrap_or(start);
    let mut untimed = Vec::new();
    for tag in fields.at("tags").at("tags").items() {
        let Some(name) = tag.at("name").text() else {
            continue;
        };
        match tag.at("applied_at").moment() {
            Some(at) => {
                let own = format!("tag {name}");
                thread.aside(Kind::Tagged, at, &own).tags([name.as_ref()]);
            }
            None => untimed.push(name),
        }
    }
    let state = State::of(fields);
    if state.topics > 1 {
        let why = "events know one topic: the first is taken";
        thread
            .output
            .leave_out("further topics of conversations", why);
    }
    for (_, node) in fields.at("custom_attributes").members() {
        if node.is_object() || node.is_list() {
            let why = "attributes are texts, numbers, true or false";
            thread.output.leave_out("custom objects", why);
        }
    }
    if untimed.is_empty() && state.is_empty() {
        return;
    }
    let own = format!("state {}", now.text());
    let event = thread.aside(Kind::Tagged, now, &own);
    let event = event.tags(untimed.iter().map(AsRef::as_ref));
    event
        .text(Slot::Department, state.team.as_deref())
        .text(Slot::Topic, state.topic.as_deref())
        .node(Slot::Priority, state.priority)
        .attributes(state.attributes);
}

/// The dimensions that a conversation has as a whole.
struct State<'a> {
    team: Option<String>,
    topic: Option<String>,
    topics: usize,
    priority: Node<'a>,
    attributes: Vec<(String, Node<'a>)>,
}

impl<'a> State<'a> {
    fn of(fields: &Members<'a>) -> State<'a> {
        let team = fields.at("team_assignee_id").id();
        let topics = fields.at("topics").at("topics").items();
        let ai_topics = fields.at("ai_topics").at("topics").items();
        let own = topics.iter().map(|topic| topic.at("name"));
        let named = own.chain(ai_topics.iter().map(|topic| topic.at("topic_name")));
        let named: Vec<_> = named.filter_map(Node::text).collect();
        State {
            team: team.filter(|id| id != "0").map(|id| id.into_owned()),
            topics: named.len(),
            topic: named.into_iter().next().map(|name| name.into_owned()),
            priority: fields.at("priority"),
            attributes: attributes(fields),
        }
    }

    fn is_empty(&self) -> bool {
        let named = self.team.is_some() || self.topic.is_some() || self.priority.exists();
        !named && self.attributes.is_empty()
    }
}

/// Measures of the statistics, what the AI agent did, and the attributes of
/// one's own. Points in time are no dimensions.
fn attributes<'a>(fields: &Members<'a>) -> Vec<(String, Node<'a>)> {
    let mut attributes: Vec<(String, Node<'a>)> = Vec::new();
    let mut add = |name: String, node: Node<'a>| {
        attributes.retain(|(known, _)| *known != name);
        attributes.push((name, node));
    };
    for (name, node) in fields.at("statistics").members() {
        let is_measure = !name.ends_with("_at") && !name.ends_with("_id");
        if is_measure && node.number().is_some() {
            add(name.into_owned(), node);
        }
    }
    let agent = Members::from(fields.at("ai_agent"));
    for name in ["source_type", "last_answer_type", "resolution_state"] {
        if agent.at(name).text().is_some() {
            add(format!("ai_agent_{name}"), agent.at(name));
        }
    }
    let took_part = fields.at("ai_agent_participated");
    if took_part.flag().is_some() {
        add("ai_agent_participated".to_owned(), took_part);
    }
    for (name, node) in fields.at("custom_attributes").members() {
        if node.text().is_some() || node.number().is_some() || node.flag().is_some() {
            add(name.into_owned(), node);
        }
    }
    attributes
}

fn ratings(fields: &Members<'_>, thread: &mut Thread<'_>, start: Moment) {
    let asked = Members::from(fields.at("conversation_rating"));
    let sent = asked.at("created_at").moment();
    if let Some(sent) = sent {
        let own = format!("survey {}", sent.text());
        let draft = thread.aside(Kind::SurveySent, sent, &own);
        draft.word(Slot::Kind, "csat");
    }
    let teammate = asked.at("teammate").at("id");
    rating(&asked, "remark", teammate, None, thread, start);
    let agent = Members::from(fields.at("ai_agent"));
    let nobody = Node::default();
    rating(
        &agent,
        "rating_remark",
        nobody,
        Some("ai_agent"),
        thread,
        start,
    );
}

fn rating(
    given: &Members<'_>,
    remark: &str,
    teammate: Node<'_>,
    touchpoint: Option<&str>,
    thread: &mut Thread<'_>,
    start: Moment,
) {
    let score = given.at("rating");
    let Some(number) = score.number() else {
        return;
    };
    let at = given.first(&["updated_at", "created_at"]).moment();
    let at = at.or(thread.last()).unwrap_or(start);
    let own = format!("rating {} {number}", touchpoint.unwrap_or("conversation"));
    let draft = thread.aside(Kind::Rating, at, &own);
    draft
        .word(Slot::Kind, "csat")
        .node(Slot::Score, score)
        .node(Slot::Comment, given.at(remark))
        .text(Slot::Touchpoint, touchpoint)
        .node(Slot::AgentId, teammate);
}
