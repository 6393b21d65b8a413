//! Conversations and messages of Chatwoot: answers of its API, and the bodies
//! that its webhooks send.
//!
//! One conversation is what `conversation_id` names in messages, `id` in
//! conversations and `conversation.id` in webhooks. Records are messages,
//! conversations, webhook bodies, or pages of the API that hold a list of
//! them in `payload` or `data.payload`. A stream of webhooks tells the same
//! message again and again: its id makes one event of it.
//!
//! | Chatwoot | event |
//! |---|---|
//! | `message_type` 0 incoming | `message` by user |
//! | 1 outgoing | `message` by agent or bot, as `sender_type` or `sender.type` says; what an automation rule sends is by a bot |
//! | 2 activity · 3 template | `message` by system · bot |
//! | `private` | `private` |
//! | `content_type` input_csat | `survey_sent`, and `rating` csat of 5 once it is answered |
//! | webhook `conversation_created`, `created_at` of a conversation | `conversation_started` |
//! | status to resolved · from resolved | `closed` · `reopened` |
//! | status from pending to open | `handoff` successful: the bot passes it to the agents |
//! | status resolved of a conversation in a list | `closed` at its last activity |
//! | assignee set · changed; team changed | `assigned` · `transferred` |
//! | `labels` | `tagged` |
//! | inbox, team, priority, browser, custom attributes | channel, dimensions, attributes |
//!
//! Left out: outgoing messages of nobody, answers to forms (they have no time
//! of their own), assignees in lists, snoozes, webhooks about other things.
//! Messages alone tell of closings and assignments only in the words of
//! activities, which depend on the language: they are not read. A list of
//! conversations holds no more than the last message of each.
//!
//! Definition: <https://developers.chatwoot.com/api-reference/messages/get-messages>
//! and <https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks>

mod conversation;
mod message;

use crate::base::letters::lower_text;
use crate::base::moment::{self, Moment};
use crate::event::fields::quote_token;
use crate::event::import::members::Members;
use crate::event::import::thread::Thread;
use crate::event::import::{Format, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// What Chatwoot's API and webhooks give.
pub const CHATWOOT: Format = Format {
    id: "chatwoot",
    name: "Chatwoot messages and webhooks",
    // Pages are short and have more to tell than their list.
    lists: &[],
    fits,
    importer: Some(|_| Box::new(record)),
};

/// What a record is.
enum Shape<'a> {
    Message,
    Conversation,
    /// A page of the API: what it tells of all its items, and these.
    Page(Node<'a>, Vec<Node<'a>>),
    /// A webhook about something else.
    Other,
}

fn shape<'a>(fields: &Members<'a>) -> Option<Shape<'a>> {
    let data = Members::from(fields.at("data"));
    for page in [fields, &data] {
        if page.at("payload").is_list() {
            return Some(Shape::Page(page.at("meta"), page.at("payload").items()));
        }
    }
    let event = event_name(fields);
    let in_conversation =
        fields.at("conversation_id").exists() || fields.at("conversation").is_object();
    if message::sender_kind(fields).is_some() && in_conversation {
        return Some(Shape::Message);
    }
    let has_meta = fields.at("meta").is_object() || fields.at("contact_inbox").is_object();
    if fields.at("status").exists() && has_meta && !event.starts_with("message_") {
        return Some(Shape::Conversation);
    }
    let known = [
        "conversation_",
        "message_",
        "contact_",
        "inbox_",
        "webwidget_",
    ];
    let named = known.iter().any(|start| event.starts_with(start));
    named.then_some(Shape::Other)
}

/// What a webhook tells of; automations name it with a prefix.
fn event_name(fields: &Members<'_>) -> String {
    let event = fields.at("event").text().unwrap_or_default();
    let plain = event.strip_prefix("automation_event.");
    plain.unwrap_or(&event).to_owned()
}

fn fits(record: Node<'_>) -> u8 {
    let fields = Members::from(record);
    let has = |keys: &[&str]| keys.iter().any(|key| fields.at(key).exists());
    match shape(&fields) {
        Some(Shape::Page(_, items)) => {
            let sure = items
                .iter()
                .map(|&item| match item.at("payload").is_list() {
                    true => 0,
                    false => fits(item),
                });
            sure.max().unwrap_or(0)
        }
        Some(Shape::Message) if has(&["content_type", "private", "inbox_id", "inbox"]) => 100,
        Some(Shape::Conversation) if has(&["inbox_id", "can_reply", "unread_count"]) => 100,
        Some(Shape::Other) if fields.at("account").is_object() => 30,
        // Anybody's log may look so.
        Some(Shape::Message | Shape::Conversation | Shape::Other) => 0,
        None => 0,
    }
}

fn record(record: Node<'_>, output: &mut Output) {
    one(&Members::from(record), Node::default(), output);
}

/// Reads one record; `page` is what its page tells of it.
fn one(fields: &Members<'_>, page: Node<'_>, output: &mut Output) {
    match shape(fields) {
        Some(Shape::Page(meta, items)) => self::page(meta, &items, output),
        Some(Shape::Message) => {
            let conversation = Members::from(fields.at("conversation"));
            message::write(fields, &conversation, page, output);
        }
        Some(Shape::Conversation) => conversation::write(fields, output),
        Some(Shape::Other) => {
            let why = "they are about no conversation, or name none";
            output.leave_out("other webhooks", why);
        }
        None => unknown(output),
    }
}

fn page(meta: Node<'_>, items: &[Node<'_>], output: &mut Output) {
    for &item in items {
        let fields = Members::from(item);
        match shape(&fields) {
            // A page within a page is none of Chatwoot's.
            Some(Shape::Page(..)) => unknown(output),
            _ => one(&fields, meta, output),
        }
    }
    // The labels of a page of messages are those of their conversation.
    let last = Members::from(items.last().copied().unwrap_or_default());
    if let (Some(id), Some(at)) = (last.at("conversation_id").id(), time(last.at("created_at"))) {
        let mut thread = Thread::new(output, CHATWOOT.id, &id);
        conversation::labels(meta.at("labels"), at, &mut thread);
    }
}

fn unknown(output: &mut Output) {
    output.leave_out(
        "other objects",
        "they are neither messages nor conversations",
    );
}

/// A time as Chatwoot writes it: Unix seconds, RFC 3339, and in old webhooks
/// `2020-03-03 13:05:57 UTC`.
fn time(node: Node<'_>) -> Option<Moment> {
    let utc = || {
        let text = node.text()?;
        moment::read(&format!("{}Z", text.strip_suffix(" UTC")?))
    };
    node.moment().or_else(utc)
}

/// The time that a record must have; refused where it has none.
fn required_time(node: Node<'_>, field: &'static str, output: &mut Output) -> Option<Moment> {
    let at = time(node);
    if at.is_none() {
        let reason = match node.exists() {
            true => Reason::NotATime,
            false => Reason::Missing,
        };
        output.reject(field, reason, &quote_token(node.token()));
    }
    at
}

/// Where a conversation takes place, from the class of its inbox's channel.
fn channel(class: Node<'_>) -> Option<String> {
    let class = class.text()?;
    Some(match class.strip_prefix("Channel::").unwrap_or(&class) {
        "WebWidget" => "web".to_owned(),
        "FacebookPage" => "facebook".to_owned(),
        "TwitterProfile" => "twitter".to_owned(),
        // SMS or WhatsApp: the class does not say.
        "TwilioSms" => "twilio".to_owned(),
        other => lower_text(other),
    })
}
