//! Transcripts of the Microsoft Bot Framework: lists of activities, plain or
//! as the `transcript` or `activities` of an object, or one a line.
//!
//! The fields are those of the Bot Framework's published Activity and
//! Transcript schemas. One conversation is one `conversation.id`.
//!
//! - A `message` is a message of whom `from.role` names. Where no role is
//!   given, it is asked who of `from` and `recipient` is known in the
//!   conversation as its bot or its customer; what is said before that is
//!   known waits for it. A message without text is told by its cards' titles.
//! - `endOfConversation` closes, unless a skill ends with it.
//! - `event` activities named `handoff.initiate` and `handoff.status` hand
//!   over to people. An activity of the *type* `handoff` is a skill giving
//!   back control to its bot, and is no such thing.
//! - All else is left out: who joined, typing, traces, application events.

use std::collections::BTreeMap;

use crate::base::letters::lower_text;
use crate::event::Kind;
use crate::event::fields::Slot;
use crate::event::import::output::Draft;
use crate::event::import::{Format, Importer, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Bot Framework transcripts.
pub const BOT_FRAMEWORK: Format = Format {
    id: "bot_framework",
    name: "Bot Framework transcript",
    lists: &[&["transcript"], &["activities"]],
    fits,
    importer: Some(|_| Box::<Transcript>::default()),
};

/// The types of activities that mean nothing here, as they are told, and why.
const LEFT_OUT: [(&str, &str, &str); 13] = [
    ("trace", "trace activities", "they are the bot's own notes"),
    ("typing", "typing activities", "nothing is said yet"),
    (
        "handoff",
        "handoff activities",
        "a skill gives back control to its bot; no person is asked",
    ),
    (
        "conversationUpdate",
        "conversationUpdate activities",
        "who joins or leaves does not say that a conversation begins or ends",
    ),
    (
        "invoke",
        "invoke activities",
        "they are calls between programs",
    ),
    (
        "invokeResponse",
        "invokeResponse activities",
        "they are calls between programs",
    ),
    (
        "messageUpdate",
        "messageUpdate activities",
        "the message counts as it was first sent",
    ),
    (
        "messageDelete",
        "messageDelete activities",
        "the message was sent nevertheless",
    ),
    (
        "messageReaction",
        "messageReaction activities",
        "a reaction is no rating",
    ),
    (
        "contactRelationUpdate",
        "contactRelationUpdate activities",
        "nothing is said",
    ),
    (
        "installationUpdate",
        "installationUpdate activities",
        "nothing is said",
    ),
    (
        "suggestion",
        "suggestion activities",
        "what is only suggested is not said",
    ),
    (
        "command",
        "command activities",
        "they are calls between programs",
    ),
];

fn fits(record: Node<'_>) -> u8 {
    let kind = record.at("type").text().unwrap_or_default();
    let known = ["message", "event", "endOfConversation"].contains(&&*kind)
        || LEFT_OUT.iter().any(|(known, _, _)| *known == kind);
    let conversation = record.path(&["conversation", "id"]).exists();
    let account = record.at("from").is_object() || record.at("recipient").is_object();
    match (known, conversation, account) {
        (true, true, true) => 100,
        (true, true, false) | (true, false, true) => 60,
        _ => 0,
    }
}

/// Who an account belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Party {
    User,
    Bot,
}

impl Party {
    fn other(self) -> Party {
        match self {
            Party::User => Party::Bot,
            Party::Bot => Party::User,
        }
    }

    fn role(self) -> &'static str {
        match self {
            Party::User => "user",
            Party::Bot => "bot",
        }
    }

    /// As an account tells it itself.
    fn told(account: Node<'_>) -> Option<Party> {
        let role = account.at("role");
        if role.is("user") {
            Some(Party::User)
        } else if role.is("bot") || role.is("skill") {
            Some(Party::Bot)
        } else {
            None
        }
    }
}

/// What is known of the accounts, conversation by conversation.
#[derive(Default)]
struct Transcript {
    parties: BTreeMap<String, Vec<(String, Party)>>,
    /// Messages whose sender is not known yet.
    waiting: Vec<String>,
}

impl Importer for Transcript {
    fn record(&mut self, activity: Node<'_>, output: &mut Output) {
        self.meet(activity);
        let Some(kind) = activity.at("type").text() else {
            return output.reject("type", Reason::Missing, "");
        };
        match &*kind {
            "message" => match self.sender(activity) {
                Some(sender) => message(activity, sender, output),
                None => self.waiting.extend(activity.source().map(str::to_owned)),
            },
            "endOfConversation" => self.end_of_conversation(activity, output),
            "event" => event(activity, self.customer(activity), output),
            kind => match LEFT_OUT.iter().find(|(known, _, _)| *known == kind) {
                Some((_, what, why)) => output.leave_out(what, why),
                None => output.leave_out("activities of other types", "their meaning is not known"),
            },
        }
    }

    fn end(&mut self, output: &mut Output) {
        for source in std::mem::take(&mut self.waiting) {
            let activity = Node::read(&source).unwrap_or_default();
            match self.sender(activity) {
                Some(sender) => message(activity, sender, output),
                None => output.leave_out(
                    "messages without a known sender",
                    "neither a role nor the rest of the conversation tells the bot from the customer",
                ),
            }
        }
    }
}

impl Transcript {
    /// Learns from an activity who its accounts belong to.
    fn meet(&mut self, activity: Node<'_>) {
        let from = activity.at("from");
        let recipient = activity.at("recipient");
        let sender = Party::told(from);
        // Channels send updates to the bot, and to nobody else.
        let receiver = match activity.at("type").is("conversationUpdate") {
            true => Party::told(recipient).or(Some(Party::Bot)),
            false => Party::told(recipient).or(sender.map(Party::other)),
        };
        // An update may come from the channel itself.
        let sender = match activity.at("type").is("conversationUpdate") {
            true => sender,
            false => sender.or(receiver.map(Party::other)),
        };
        let conversation = conversation(activity);
        for (account, party) in [(from, sender), (recipient, receiver)] {
            let (Some(id), Some(party)) = (account.at("id").id(), party) else {
                continue;
            };
            let parties = self.parties.entry(conversation.clone()).or_default();
            if !parties.iter().any(|(known, _)| *known == id) {
                parties.push((id.into_owned(), party));
            }
        }
    }

    /// Who sends an activity.
    fn sender(&self, activity: Node<'_>) -> Option<Party> {
        let (from, recipient) = (activity.at("from"), activity.at("recipient"));
        let known = |account: Node<'_>| self.known(activity, account);
        let other = |account| Party::told(account).map(Party::other);
        Party::told(from)
            .or_else(|| known(from))
            .or_else(|| other(recipient))
            .or_else(|| known(recipient).map(Party::other))
    }

    fn known(&self, activity: Node<'_>, account: Node<'_>) -> Option<Party> {
        let id = account.at("id").id()?;
        let parties = self.parties.get(&conversation(activity))?;
        let known = parties.iter().find(|(known, _)| *known == id);
        known.map(|&(_, party)| party)
    }

    /// The customer of an activity: its sender or its receiver.
    fn customer<'a>(&self, activity: Node<'a>) -> Node<'a> {
        match self.sender(activity) {
            Some(sender) => customer(activity, sender),
            None => Node::default(),
        }
    }

    fn end_of_conversation(&self, activity: Node<'_>, output: &mut Output) {
        if activity.path(&["from", "role"]).is("skill") {
            return output.leave_out(
                "endOfConversation activities of skills",
                "a skill ends; the conversation goes on",
            );
        }
        let sender = self.sender(activity);
        let draft = begin(Kind::Closed, activity, self.customer(activity), output);
        draft
            .text(Slot::By, sender.map(Party::role))
            .text(Slot::Reason, activity.at("code").text().as_deref());
        if activity.at("text").exists() {
            output.leave_out(
                "texts of endOfConversation activities",
                "it is not told whether the customer saw them",
            );
        }
    }
}

fn conversation(activity: Node<'_>) -> String {
    let id = activity.path(&["conversation", "id"]).id();
    id.map(|id| id.into_owned()).unwrap_or_default()
}

fn customer(activity: Node<'_>, sender: Party) -> Node<'_> {
    match sender {
        Party::User => activity.at("from"),
        Party::Bot => activity.at("recipient"),
    }
}

/// Begins an event with what all activities share.
fn begin<'o>(
    kind: Kind,
    activity: Node<'_>,
    customer: Node<'_>,
    output: &'o mut Output,
) -> Draft<'o> {
    let conversation = activity.path(&["conversation", "id"]);
    // An activity's id is unique within its conversation only.
    let id = match (conversation.id(), activity.at("id").id()) {
        (Some(conversation), Some(id)) => Some(format!("{conversation}/{id}")),
        _ => None,
    };
    output
        .event(kind, activity.first(&["timestamp", "localTimestamp"]))
        .text(Slot::Id, id.as_deref())
        .node(Slot::ConversationId, conversation)
        .node(Slot::UserId, customer.at("id"))
        .node(Slot::UserName, customer.at("name"))
        .node(Slot::Channel, activity.at("channelId"))
        .node(Slot::Locale, activity.at("locale"))
}

fn message(activity: Node<'_>, sender: Party, output: &mut Output) {
    let cards = activity.at("attachments").items();
    let offers = activity.path(&["suggestedActions", "actions"]).items();
    let text = activity.at("text").text().map(|text| text.into_owned());
    let says_nothing = text.is_none()
        && cards.is_empty()
        && offers.is_empty()
        && !activity.at("value").exists()
        && !activity.at("speak").exists();
    if says_nothing {
        return output.leave_out("empty message activities", "they say and show nothing");
    }
    let text = text.or_else(|| titles(&cards)).or_else(|| {
        let spoken = activity.first(&["summary", "speak"]).text();
        spoken.map(|text| text.into_owned())
    });
    let bot = match sender {
        Party::Bot => activity.path(&["from", "id"]),
        Party::User => Node::default(),
    };
    begin(Kind::Message, activity, customer(activity, sender), output)
        .node(Slot::BotId, bot)
        .word(Slot::Role, sender.role())
        .text(Slot::Text, text.as_deref());
}

/// The titles of cards, a line each.
fn titles(cards: &[Node<'_>]) -> Option<String> {
    let titles = cards.iter().filter_map(|card| {
        let content = card.at("content");
        let title = content.first(&["title", "text"]).text();
        let title = title.map(|title| title.into_owned());
        title.or_else(|| first_text(content.at("body")))
    });
    let titles: Vec<String> = titles.collect();
    (!titles.is_empty()).then(|| titles.join("\n"))
}

/// The first text of an adaptive card, which has no title of its own.
fn first_text(elements: Node<'_>) -> Option<String> {
    elements.items().into_iter().find_map(|element| {
        let text = match element.at("type").is("TextBlock") {
            true => element.at("text").text().map(|text| text.into_owned()),
            false => None,
        };
        let nested = || {
            let inside = ["items", "columns"].into_iter();
            inside
                .map(|key| element.at(key))
                .find_map(|inside| first_text(inside))
        };
        text.or_else(nested)
    })
}

fn event(activity: Node<'_>, customer: Node<'_>, output: &mut Output) {
    let name = activity.at("name");
    let value = activity.at("value");
    let mut handoff = |status: &str| {
        begin(Kind::Handoff, activity, customer, output)
            .word(Slot::Status, status)
            .text(Slot::Reason, value.at("message").text().as_deref());
    };
    if name.is("handoff.initiate") {
        return handoff("requested");
    }
    if !name.is("handoff.status") {
        return output.leave_out(
            "event activities",
            "they are the application's own; only handoff events have a known meaning",
        );
    }
    let state = value.at("state").text().unwrap_or_default();
    match &*lower_text(&state) {
        "accepted" => handoff("successful"),
        "failed" => handoff("incomplete"),
        "completed" => {
            begin(Kind::Closed, activity, customer, output)
                .word(Slot::By, "agent")
                .text(Slot::Reason, value.at("message").text().as_deref());
        }
        _ => output.leave_out(
            "handoff.status events of other states",
            "only accepted, failed and completed have a known meaning",
        ),
    }
}
