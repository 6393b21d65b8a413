//! One message of Chatwoot.

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::Output;
use crate::event::import::chatwoot::{CHATWOOT, channel, required_time, time};
use crate::event::import::members::Members;
use crate::event::import::output::Draft;
use crate::event::import::thread::Thread;
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// What a message is, by its `message_type`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum SenderKind {
    Incoming,
    Outgoing,
    Activity,
    Template,
}

/// What a message is; `None` where the record has no type of Chatwoot's.
pub(crate) fn sender_kind(fields: &Members<'_>) -> Option<SenderKind> {
    let kind = fields.at("message_type");
    Some(match kind.id()?.as_ref() {
        "0" | "incoming" => SenderKind::Incoming,
        "1" | "outgoing" => SenderKind::Outgoing,
        "2" | "activity" => SenderKind::Activity,
        "3" | "template" => SenderKind::Template,
        _ => return None,
    })
}

/// Who wrote a message; `None` where that is not said.
pub(crate) fn role(fields: &Members<'_>) -> Option<&'static str> {
    match sender_kind(fields)? {
        SenderKind::Incoming => Some("user"),
        SenderKind::Activity => Some("system"),
        SenderKind::Template => Some("bot"),
        SenderKind::Outgoing => {
            let sender = fields.at("sender");
            let kind = match fields.at("sender_type") {
                kind if kind.exists() => kind,
                _ => sender.at("type"),
            };
            let more = fields.at("content_attributes");
            // A campaign goes out in an agent's name.
            if fields
                .at("additional_attributes")
                .at("campaign_id")
                .exists()
            {
                return Some("bot");
            }
            match kind.text().as_deref() {
                Some("User" | "user") => Some("agent"),
                Some(_) => Some("bot").filter(|_| !kind.is("Contact") && !kind.is("contact")),
                // Old webhooks name the agent without a type.
                None if sender.at("id").exists() => Some("agent"),
                None if more.at("automation_rule_id").exists() => Some("bot"),
                None if more.at("external_echo").flag() == Some(true) => Some("agent"),
                None => None,
            }
        }
    }
}

/// Writes one message. `conversation` is what it tells of its conversation,
/// `page` what the page tells that it stands on.
pub(crate) fn write(
    fields: &Members<'_>,
    conversation: &Members<'_>,
    page: Node<'_>,
    output: &mut Output,
) {
    let in_webhook = conversation.first(&["id", "display_id"]);
    let thread = fields.at("conversation_id").id().or(in_webhook.id());
    let Some(thread) = thread else {
        output.reject("conversation_id", Reason::Missing, "");
        return;
    };
    let Some(at) = required_time(fields.at("created_at"), "created_at", output) else {
        return;
    };
    let mut thread = Thread::new(output, CHATWOOT.id, &thread);
    let own = match fields.at("id").id() {
        Some(id) => id.into_owned(),
        None => format!("at {}", at.text()),
    };
    if fields.at("content_type").is("input_csat") {
        survey(fields, conversation, at, &own, &mut thread);
        return;
    }
    answered(fields, thread.output);
    let Some(role) = role(fields) else {
        let why = "whether an agent or a bot wrote them is not said";
        thread
            .output
            .leave_out("outgoing messages without a sender", why);
        return;
    };
    let text = text(fields);
    if text.is_none() && fields.at("attachments").items().is_empty() {
        let why = "they say and show nothing";
        thread.output.leave_out("empty messages", why);
        return;
    }
    let by_mail = fields
        .at("content_type")
        .is("incoming_email")
        .then(|| "email".to_owned());
    let place = channel(conversation.at("channel")).or(by_mail);
    let draft = thread.event(Kind::Message, at, &own);
    let draft = draft
        .word(Slot::Role, role)
        .text(Slot::Text, text.as_deref())
        .flag(Slot::Private, fields.at("private").flag() == Some(true))
        .text(Slot::Channel, place.as_deref());
    speaker(draft, role, fields, &customer(fields, conversation, page));
}

/// Adds who wrote a message.
fn speaker(draft: Draft<'_>, role: &str, fields: &Members<'_>, customer: &Members<'_>) {
    let sender = Members::from(fields.at("sender"));
    let id = match sender.at("id") {
        id if id.exists() => id,
        _ => fields.at("sender_id"),
    };
    match role {
        "agent" => {
            draft
                .node(Slot::AgentId, id)
                .node(Slot::AgentName, sender.at("name"));
        }
        "bot" if sender.at("type").is("user") => {}
        "bot" => {
            draft.node(Slot::BotId, id);
        }
        _ => {
            draft
                .node(Slot::UserId, customer.at("id"))
                .node(Slot::UserName, customer.at("name"))
                .node(Slot::UserEmail, customer.at("email"));
        }
    }
}

/// The customer of a message: who sent it, else whom its conversation or
/// page names.
fn customer<'a>(fields: &Members<'a>, conversation: &Members<'a>, page: Node<'a>) -> Members<'a> {
    let own = fields.at("sender");
    let is_contact = own.is_object() && sender_kind(fields) == Some(SenderKind::Incoming);
    let named = [
        if is_contact { own } else { Node::default() },
        fields.at("contact"),
        conversation.at("meta").at("sender"),
        page.at("contact"),
    ];
    let found = named.into_iter().find(|contact| contact.is_object());
    Members::from(found.unwrap_or_default())
}

/// What a message says. Of a mail that is its new part, without what it
/// quotes; cards have titles.
fn text(fields: &Members<'_>) -> Option<String> {
    let plain = fields.at("content");
    let content = match fields.at("content_type").is("incoming_email") {
        true => fields.first(&["processed_message_content", "content"]),
        false => plain,
    };
    if let Some(text) = content.text() {
        return Some(text.into_owned());
    }
    let items = fields.at("content_attributes").at("items").items();
    let titles: Vec<_> = items
        .iter()
        .filter_map(|item| item.at("title").text())
        .collect();
    (!titles.is_empty()).then(|| titles.join("\n"))
}

/// Counts the answer that a form or a choice holds.
fn answered(fields: &Members<'_>, output: &mut Output) {
    let more = Members::from(fields.at("content_attributes"));
    if more
        .first(&["submitted_values", "submitted_email"])
        .exists()
    {
        let why = "they stand in the question and have no time of their own";
        output.leave_out("answers to forms and choices", why);
    }
}

/// Writes the survey that a message shows, and its answer.
fn survey(
    fields: &Members<'_>,
    conversation: &Members<'_>,
    at: Moment,
    own: &str,
    thread: &mut Thread<'_>,
) {
    let draft = thread.event(Kind::SurveySent, at, own);
    draft.word(Slot::Kind, "csat");
    let values = fields.at("content_attributes").at("submitted_values");
    let answer = Members::from(values.at("csat_survey_response"));
    let score = answer.at("rating");
    let Some(number) = score.id() else {
        return;
    };
    // The answer changes the message, and this its conversation.
    let changed = time(fields.at("updated_at"));
    let changed = changed.or_else(|| time(conversation.first(&["updated_at", "timestamp"])));
    let given = thread.event(
        Kind::Rating,
        changed.unwrap_or(at),
        &format!("{own}/rating {number}"),
    );
    given
        .word(Slot::Kind, "csat")
        .node(Slot::Score, score)
        .node(Slot::Comment, answer.at("feedback_message"));
}
