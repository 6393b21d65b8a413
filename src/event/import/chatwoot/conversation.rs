//! One conversation of Chatwoot: as a list has it, or as a webhook tells that
//! it began or changed.

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::Output;
use crate::event::import::chatwoot::message;
use crate::event::import::chatwoot::{CHATWOOT, channel, event_name, required_time, time};
use crate::event::import::members::Members;
use crate::event::import::output::Draft;
use crate::event::import::thread::Thread;
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Writes one conversation.
pub(crate) fn write(fields: &Members<'_>, output: &mut Output) {
    let Some(id) = fields.at("id").id() else {
        output.reject("id", Reason::Missing, "");
        return;
    };
    let event = event_name(fields);
    match event.as_str() {
        "" => listed(fields, &id, output),
        "conversation_created" => created(fields, &id, output),
        "conversation_status_changed"
        | "conversation_updated"
        | "conversation_resolved"
        | "conversation_opened" => changed(fields, &id, &event, output),
        _ => {
            let why = "nothing happened that has an event";
            output.leave_out("other webhooks of conversations", why);
        }
    }
}

fn messages(fields: &Members<'_>, output: &mut Output) {
    for message in fields.at("messages").items() {
        message::write(&Members::from(message), fields, Node::default(), output);
    }
}

/// A conversation that a webhook tells to have begun: its only message began
/// it.
fn created(fields: &Members<'_>, id: &str, output: &mut Output) {
    let at = fields.first(&["created_at", "timestamp"]);
    let Some(at) = required_time(at, "created_at", output) else {
        return;
    };
    let first = fields.at("messages").items();
    let first = first.first().map(|&message| Members::from(message));
    let by = first.and_then(|first| message::role(&first).filter(|role| *role != "system"));
    let mut thread = Thread::new(output, CHATWOOT.id, id);
    let draft = thread.event(Kind::ConversationStarted, at, "started");
    state(draft.text(Slot::InitiatedBy, by), fields);
    labels(fields.at("labels"), at, &mut thread);
    messages(fields, output);
}

/// A conversation as a list has it: how it stands now.
fn listed(fields: &Members<'_>, id: &str, output: &mut Output) {
    let last = fields.first(&["last_activity_at", "timestamp", "updated_at"]);
    let last = time(last);
    let start = time(fields.at("created_at"));
    let Some(now) = last.or(start) else {
        output.reject("created_at", Reason::Missing, "");
        return;
    };
    if fields.at("meta").at("assignee").is_object() {
        let why = "a list does not say when they were assigned";
        output.leave_out("assignees", why);
    }
    if fields.at("messages").items().len() == 1 {
        let why = "a list holds only the last one: export the messages too";
        output.leave_out("conversations without their earlier messages", why);
    }
    let mut thread = Thread::new(output, CHATWOOT.id, id);
    if let Some(start) = start {
        let draft = thread.event(Kind::ConversationStarted, start, "started");
        state(draft, fields);
    }
    labels(fields.at("labels"), now, &mut thread);
    // What is told first comes first where the times are the same.
    messages(fields, thread.output);
    if fields.at("status").is("resolved") {
        let own = format!("closed {}", now.text());
        state(thread.event(Kind::Closed, now, &own), fields);
    }
}

/// A conversation that a webhook tells to have changed. The same change may
/// be told by several webhooks; its time is that of the conversation's update.
fn changed(fields: &Members<'_>, id: &str, event: &str, output: &mut Output) {
    let changes = Changes::of(fields);
    let update = changes.to("updated_at");
    let at = match time(update) {
        Some(at) => Some(at),
        None => required_time(
            fields.first(&["updated_at", "timestamp"]),
            "updated_at",
            output,
        ),
    };
    let Some(at) = at else {
        return;
    };
    messages(fields, output);
    let mut thread = Thread::new(output, CHATWOOT.id, id);
    match (event, changes.has("status")) {
        (_, true) => {
            let (from, to) = (changes.from("status"), changes.to("status"));
            status(&mut thread, fields, at, word(from), word(to));
        }
        ("conversation_resolved", false) => status(&mut thread, fields, at, "", "resolved"),
        // Without what it was before, only one status tells what happened.
        ("conversation_status_changed", false) if fields.at("status").is("resolved") => {
            status(&mut thread, fields, at, "", "resolved");
        }
        ("conversation_updated", false) => {}
        _ => {
            let why = "whether it was closed before is not said";
            thread.output.leave_out("openings of conversations", why);
        }
    }
    assigned(&changes, fields, at, &mut thread);
    labels(fields.at("labels"), at, &mut thread);
}

/// A status, told by a word or a number.
fn word(status: Node<'_>) -> &'static str {
    let id = status.id().unwrap_or_default();
    match id.as_ref() {
        "open" | "0" => "open",
        "resolved" | "1" => "resolved",
        "pending" | "2" => "pending",
        "snoozed" | "3" => "snoozed",
        _ => "",
    }
}

fn status(thread: &mut Thread<'_>, fields: &Members<'_>, at: Moment, from: &str, to: &str) {
    let own = format!("{to} {}", at.text());
    match (from, to) {
        (_, "resolved") => {
            let own = format!("closed {}", at.text());
            state(thread.event(Kind::Closed, at, &own), fields);
        }
        ("resolved", _) => {
            state(thread.event(Kind::Reopened, at, &own), fields);
        }
        ("pending", "open") => {
            let draft = thread.event(Kind::Handoff, at, &own);
            state(draft.word(Slot::Status, "successful"), fields);
        }
        ("snoozed", _) | (_, "snoozed") => {
            let why = "the conversation neither ends nor goes on";
            thread.output.leave_out("snoozes", why);
        }
        _ => {
            let why = "no event tells that a bot takes over from agents";
            thread.output.leave_out("returns to the bot", why);
        }
    }
}

/// Writes who has the conversation now.
fn assigned(changes: &Changes<'_>, fields: &Members<'_>, at: Moment, thread: &mut Thread<'_>) {
    let (from, to) = (changes.from("assignee_id"), changes.to("assignee_id"));
    let assignee = fields.at("meta").at("assignee");
    let own = format!("assigned {}", at.text());
    match (from.id(), to.id()) {
        (Some(from), Some(to)) => {
            let draft = thread.event(Kind::Transferred, at, &own);
            draft
                .text(Slot::AgentId, Some(&from))
                .text(Slot::ToAgentId, Some(&to));
        }
        (None, Some(to)) => {
            let named = assignee.at("id").id().as_deref() == Some(to.as_ref());
            let name = if named {
                assignee.at("name")
            } else {
                Node::default()
            };
            let draft = thread.event(Kind::Assigned, at, &own);
            draft
                .text(Slot::AgentId, Some(&to))
                .node(Slot::AgentName, name);
        }
        (Some(_), None) => {
            let why = "nobody takes the conversation";
            thread.output.leave_out("assignments to nobody", why);
        }
        (None, None) => {}
    }
    let (from, to) = (changes.from("team_id"), changes.to("team_id"));
    match (from.exists(), to.id()) {
        (true, Some(to)) => {
            let team = fields.at("meta").at("team").at("name").text();
            let own = format!("team {}", at.text());
            let draft = thread.event(Kind::Transferred, at, &own);
            draft.text(Slot::ToDepartment, Some(team.as_deref().unwrap_or(&to)));
        }
        (false, Some(_)) => {
            let why = "nobody had the conversation before; the team is its department";
            thread.output.leave_out("first assignments to a team", why);
        }
        _ => {}
    }
}

/// Writes a label each, once.
pub(crate) fn labels(labels: Node<'_>, at: Moment, thread: &mut Thread<'_>) {
    for label in labels.items() {
        if let Some(label) = label.text() {
            let own = format!("label {label}");
            thread.event(Kind::Tagged, at, &own).tags([label.as_ref()]);
        }
    }
}

/// Adds what the conversation is like to an event.
fn state(draft: Draft<'_>, fields: &Members<'_>) {
    let meta = Members::from(fields.at("meta"));
    let contact = Members::from(meta.at("sender"));
    let more = Members::from(fields.at("additional_attributes"));
    let browser = Members::from(more.at("browser"));
    let device = match browser.at("device_name") {
        device if device.exists() && !device.is("Unknown") => device,
        _ => browser.at("platform_name"),
    };
    let place = channel(fields.at("channel")).or_else(|| channel(meta.at("channel")));
    let locale = [more.at("browser_language"), browser.at("browser_language")];
    let locale = locale.into_iter().find(|locale| locale.exists());
    let custom = fields.at("custom_attributes").members();
    draft
        .node(Slot::UserId, contact.at("id"))
        .node(Slot::UserName, contact.at("name"))
        .node(Slot::UserEmail, contact.at("email"))
        .text(Slot::Channel, place.as_deref())
        .node(Slot::Department, meta.at("team").at("name"))
        .node(Slot::Priority, fields.at("priority"))
        .node(Slot::Locale, locale.unwrap_or_default())
        .node(
            Slot::Country,
            contact.at("additional_attributes").at("country"),
        )
        .node(Slot::Device, device)
        .node(Slot::Page, more.at("referer"))
        .attributes(custom);
}

/// What a webhook tells to have changed: objects of one member each, which
/// holds the value before and the one now.
struct Changes<'a>(Vec<(String, Node<'a>)>);

impl<'a> Changes<'a> {
    fn of(fields: &Members<'a>) -> Changes<'a> {
        let changes = fields.at("changed_attributes").items();
        let members = changes.iter().flat_map(|change| change.members());
        Changes(
            members
                .map(|(name, change)| (name.into_owned(), change))
                .collect(),
        )
    }

    fn at(&self, name: &str) -> Node<'a> {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map(|&(_, change)| change).unwrap_or_default()
    }

    fn has(&self, name: &str) -> bool {
        self.at(name).exists()
    }

    fn from(&self, name: &str) -> Node<'a> {
        self.at(name).at("previous_value")
    }

    fn to(&self, name: &str) -> Node<'a> {
        self.at(name).at("current_value")
    }
}
