//! Chats of Zendesk Chat, as its API lists and exports them.
//!
//! One chat is one conversation: it stands in `chats`, in `docs` under its
//! id, in an array or on a line. An `offline_msg` has one `message` and
//! nothing else; a `chat` has a `history`, whose order rules.
//!
//! | Zendesk Chat | event |
//! |---|---|
//! | `timestamp`, `started_by` visitor, agent, trigger | `conversation_started` by user, agent, bot |
//! | `chat.msg`, `chat.file` of a visitor · an agent · a trigger, `chat.triggermsg` · the system | `message` by user · agent · bot · system |
//! | `chat.memberjoin` of an agent, the first time | `assigned` |
//! | `chat.transfer…` | `transferred`, to the department that it names |
//! | `chat.memberleave` of the last agent | `closed` by agent |
//! | without it: the visitor's leaving · the end of the chat or session | `closed` by user · `closed` |
//! | `missed`, where a trigger wrote | `handoff` requested at the visitor's first message: an agent was due and none came |
//! | `chat.request.rating` · `rating` good, bad with `comment` | `survey_sent` · `rating` csat 5, 1 |
//! | `conversions` | `goal` |
//! | `tags` · department, country, platform | `tagged` · dimensions |
//!
//! Left out: changes of tags and comments (the last state is read), visitors
//! joining, queue positions and the like, tickets made of a chat (when they
//! were made and solved is not said), deleted chats. An `offline_msg` is not
//! closed by anything.
//!
//! Definition: <https://developer.zendesk.com/api-reference/live-chat/chat-api/chats/>

mod entry;

use crate::base::moment::Moment;
use crate::base::time::SECOND;
use crate::event::Kind;
use crate::event::fields::{Slot, quote_token};
use crate::event::import::members::Members;
use crate::event::import::thread::Thread;
use crate::event::import::zendesk_chat::entry::{Entry, Visitor};
use crate::event::import::{Format, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Chats of Zendesk Chat.
pub const ZENDESK_CHAT: Format = Format {
    id: "zendesk_chat",
    name: "Zendesk Chat",
    lists: &[&["chats"]],
    fits,
    importer: Some(|_| Box::new(record)),
};

fn fits(record: Node<'_>) -> u8 {
    let docs = record.at("docs").members();
    if let Some((_, first)) = docs.first() {
        return fits_chat(*first);
    }
    fits_chat(record)
}

fn fits_chat(record: Node<'_>) -> u8 {
    let fields = Members::from(record);
    let kind = fields.at("type");
    let first = fields.at("history").items();
    let first = first
        .first()
        .map(|entry| entry.at("type"))
        .and_then(Node::text);
    let own = [
        kind.is("chat") || kind.is("offline_msg"),
        fields.at("visitor").is_object(),
        first.is_some_and(|kind| kind.starts_with("chat.")),
        fields.at("session").at("start_date").exists(),
        fields.at("webpath").is_list() || fields.at("zendesk_ticket_id").exists(),
    ];
    match own.iter().filter(|has| **has).count() {
        0 | 1 => 0,
        2 => 70,
        _ => 100,
    }
}

fn record(record: Node<'_>, output: &mut Output) {
    let fields = Members::from(record);
    for list in [fields.at("chats").items(), values(fields.at("docs"))] {
        for chat in &list {
            self::chat(&Members::from(*chat), output);
        }
    }
    if !fields.at("chats").is_list() && !fields.at("docs").is_object() {
        chat(&fields, output);
    }
}

fn values<'a>(object: Node<'a>) -> Vec<Node<'a>> {
    let members = object.members().into_iter();
    members.map(|(_, value)| value).collect()
}

fn chat(fields: &Members<'_>, output: &mut Output) {
    let kind = fields.at("type");
    if kind.exists() && !kind.is("chat") && !kind.is("offline_msg") {
        output.leave_out("other objects", "they are no chats");
        return;
    }
    if fields.at("deleted").flag() == Some(true) {
        output.leave_out("deleted chats", "they were taken back");
        return;
    }
    let Some(id) = fields.at("id").id() else {
        output.reject("id", Reason::Missing, "");
        return;
    };
    let history = fields.at("history").items().into_iter();
    let history: Vec<Entry<'_>> = history.map(Entry::from).collect();
    let first = history.iter().find_map(|entry| entry.at);
    let Some(start) = fields.at("timestamp").moment().or(first) else {
        let told = fields.at("timestamp");
        let reason = match told.exists() {
            true => Reason::NotATime,
            false => Reason::Missing,
        };
        output.reject("timestamp", reason, &quote_token(told.token()));
        return;
    };
    let mut under_way = Chat {
        thread: Thread::new(output, ZENDESK_CHAT.id, &id),
        due: is_due(fields, &history),
        present: Vec::new(),
        joined: Vec::new(),
        ended: None,
    };
    under_way.begin(fields, start);
    for (index, entry) in history.iter().enumerate() {
        under_way.entry(index, entry, fields);
    }
    under_way.finish(fields, &history, start);
}

/// Whether an agent was due and none came, where the messages alone would
/// not show it: a trigger wrote too.
fn is_due(fields: &Members<'_>, history: &[Entry<'_>]) -> bool {
    let by_trigger = |entry: &Entry<'_>| entry.is_message() && entry.role == Some("bot");
    fields.at("missed").flag() == Some(true) && history.iter().any(by_trigger)
}

/// A chat under way.
struct Chat<'o> {
    thread: Thread<'o>,
    /// An agent is due and none came: to be told at the next message of the
    /// visitor's.
    due: bool,
    /// The agents who are in it now.
    present: Vec<String>,
    /// All who ever were.
    joined: Vec<String>,
    /// When the last of those left, or the visitor, and who.
    ended: Option<(Moment, &'static str, String)>,
}

impl Chat<'_> {
    fn begin(&mut self, fields: &Members<'_>, start: Moment) {
        let by = match fields.at("started_by").text().as_deref() {
            Some("visitor") => Some("user"),
            Some("agent") => Some("agent"),
            Some("trigger") => Some("bot"),
            _ => None,
        };
        let session = Members::from(fields.at("session"));
        let kind = fields.at("type");
        let attributes = [
            ("chat_type", kind),
            ("missed", fields.at("missed")),
            ("triggered", fields.at("triggered")),
            ("browser", session.at("browser")),
        ];
        let visitor = Visitor(fields.at("visitor"));
        let draft = self
            .thread
            .event(Kind::ConversationStarted, start, "started");
        visitor
            .name(draft)
            .text(Slot::InitiatedBy, by)
            .word(Slot::Channel, "web")
            .node(Slot::Department, fields.at("department_name"))
            .node(Slot::Country, session.at("country_name"))
            .node(Slot::Device, session.at("platform"))
            .attributes(attributes);
        if kind.is("offline_msg") {
            let draft = self.thread.event(Kind::Message, start, "message");
            visitor
                .name(draft.word(Slot::Role, "user"))
                .node(Slot::Text, fields.at("message"));
        }
    }

    fn entry(&mut self, index: usize, entry: &Entry<'_>, fields: &Members<'_>) {
        let Some(at) = entry.at else {
            let told = entry.fields.at("timestamp");
            let reason = match told.exists() {
                true => Reason::NotATime,
                false => Reason::Missing,
            };
            let output = &mut self.thread.output;
            output.reject("timestamp", reason, &quote_token(told.token()));
            return;
        };
        let own = format!("{index}");
        let is_agent = entry.role == Some("agent");
        match entry.kind.as_ref() {
            _ if entry.is_empty() => {
                let why = "they say and show nothing";
                self.thread.output.leave_out("empty messages", why);
            }
            _ if entry.is_message() => self.message(at, &own, entry, fields),
            "chat.memberjoin" if is_agent => self.join(at, &own, entry),
            "chat.memberleave" => self.leave(at, entry),
            "chat.memberjoin" => {
                let why = "the chat has begun already";
                self.thread.output.leave_out("visitors joining", why);
            }
            "chat.request.rating" => {
                let draft = self.thread.event(Kind::SurveySent, at, &own);
                draft.word(Slot::Kind, "csat");
            }
            "chat.rating" | "chat.comment" | "chat.tags" => {
                if entry.kind != "chat.rating" {
                    let why = "the last state of them is read";
                    let what = "changes of tags and comments";
                    self.thread.output.leave_out(what, why);
                }
            }
            kind if kind.starts_with("chat.transfer") => {
                let to = ["department_name", "department_id"];
                let to = entry.fields.first(&to).id();
                let draft = self.thread.event(Kind::Transferred, at, &own);
                draft.text(Slot::ToDepartment, to.as_deref());
            }
            _ => {
                let why = "they say nothing and end nothing";
                self.thread
                    .output
                    .leave_out("other entries of histories", why);
            }
        }
    }

    fn message(&mut self, at: Moment, own: &str, entry: &Entry<'_>, fields: &Members<'_>) {
        let Some(role) = entry.role else {
            let why = "whether a visitor, an agent or a trigger wrote them is not said";
            self.thread
                .output
                .leave_out("messages without a sender", why);
            return;
        };
        if role != "system" {
            self.ended = None;
        }
        let draft = self.thread.event(Kind::Message, at, own);
        let text = entry.text();
        let draft = draft
            .word(Slot::Role, role)
            .text(Slot::Text, text.as_deref());
        match role {
            "agent" => {
                draft
                    .text(Slot::AgentId, entry.agent.as_deref())
                    .node(Slot::AgentName, entry.fields.at("name"));
            }
            "user" => {
                Visitor(fields.at("visitor")).name(draft);
                if std::mem::take(&mut self.due) {
                    let own = format!("{own}/handoff");
                    let draft = self.thread.event(Kind::Handoff, at, &own);
                    draft
                        .word(Slot::Status, "requested")
                        .word(Slot::Reason, "missed");
                }
            }
            _ => {}
        }
    }

    fn join(&mut self, at: Moment, own: &str, entry: &Entry<'_>) {
        self.ended = None;
        let agent = entry.who();
        if !self.present.contains(&agent) {
            self.present.push(agent.clone());
        }
        if self.joined.contains(&agent) {
            return;
        }
        self.joined.push(agent);
        let draft = self.thread.event(Kind::Assigned, at, own);
        draft
            .text(Slot::AgentId, entry.agent.as_deref())
            .node(Slot::AgentName, entry.fields.at("name"))
            .node(Slot::Department, entry.fields.at("department_name"));
    }

    fn leave(&mut self, at: Moment, entry: &Entry<'_>) {
        match entry.role {
            Some("agent") => {
                let agent = entry.who();
                self.present.retain(|other| *other != agent);
                if self.present.is_empty() {
                    let id = entry.agent.clone().unwrap_or_default();
                    self.ended = Some((at, "agent", id));
                }
            }
            // While agents are there, their leaving ends it.
            Some("user") if self.ended.is_none() => {
                self.ended = Some((at, "user", String::new()));
            }
            _ => {}
        }
    }

    /// What the chat tells as a whole.
    fn finish(&mut self, fields: &Members<'_>, history: &[Entry<'_>], start: Moment) {
        if self.due {
            let why = "the visitor wrote nothing";
            self.thread
                .output
                .leave_out("missed chats without a request", why);
        }
        let last = self.thread.last().unwrap_or(start);
        let end = match fields.at("type").is("offline_msg") {
            true => None,
            false => self.close(fields, start, last),
        };
        let end = end.unwrap_or(last);
        rating(fields, history, end, &mut self.thread);
        for (index, goal) in fields.at("conversions").items().into_iter().enumerate() {
            let goal = Members::from(goal);
            let at = goal.at("timestamp").moment().unwrap_or(end);
            let own = match goal.at("id").id() {
                Some(id) => format!("goal {id}"),
                None => format!("goal {index}"),
            };
            let name = goal.first(&["goal_name", "goal_id"]).id();
            let draft = self.thread.aside(Kind::Goal, at, &own);
            draft.text(Slot::Name, name.as_deref());
        }
        let tags: Vec<_> = fields.at("tags").items();
        let tags: Vec<_> = tags.into_iter().filter_map(Node::text).collect();
        if !tags.is_empty() {
            let own = format!("tags {}", tags.join(", "));
            let draft = self.thread.aside(Kind::Tagged, end, &own);
            draft.tags(tags.iter().map(AsRef::as_ref));
        }
        if fields.at("zendesk_ticket_id").exists() {
            let why = "when they were made and solved is not said";
            self.thread.output.leave_out("tickets made of chats", why);
        }
    }

    /// Writes the end of a chat, if it is told, and gives its time.
    fn close(&mut self, fields: &Members<'_>, start: Moment, last: Moment) -> Option<Moment> {
        if let Some((at, by, agent)) = self.ended.take() {
            let draft = self.thread.aside(Kind::Closed, at, "closed");
            draft.word(Slot::By, by).text(Slot::AgentId, Some(&agent));
            return Some(at);
        }
        let duration = fields.at("duration").number();
        let told = [
            fields.at("end_timestamp").moment(),
            duration.map(|seconds| later(start, seconds)),
            fields.at("session").at("end_date").moment(),
        ];
        let Some(at) = told.into_iter().flatten().next() else {
            let why = "when they ended is not said";
            self.thread.output.leave_out("ends of chats", why);
            return None;
        };
        self.thread.event(Kind::Closed, at, "closed");
        Some(match at.nearly() < last.nearly() {
            true => last,
            false => at,
        })
    }
}

fn later(start: Moment, seconds: f64) -> Moment {
    let more = (seconds.max(0.0) * SECOND as f64).round() as i64;
    match start {
        Moment::Utc(at) => Moment::Utc(at.saturating_add(more)),
        Moment::Local(at) => Moment::Local(at.saturating_add(more)),
    }
}

/// Writes the chat's rating at the time the history has for it. Without one
/// in the chat, one that stood in the history was taken back.
fn rating(fields: &Members<'_>, history: &[Entry<'_>], end: Moment, thread: &mut Thread<'_>) {
    let ratings = || {
        history
            .iter()
            .rev()
            .filter(|entry| entry.kind == "chat.rating")
    };
    let given = match fields.iter().any(|(key, _)| key == "rating") {
        true => fields.at("rating"),
        false => ratings()
            .next()
            .map(|entry| entry.fields.at("new_rating"))
            .unwrap_or_default(),
    };
    let Some(given) = given.text() else {
        return;
    };
    let score = match given.as_ref() {
        "good" => 5.0,
        "bad" => 1.0,
        _ => {
            let why = "only good and bad are known";
            thread.output.leave_out("other ratings", why);
            return;
        }
    };
    let found = ratings().find(|entry| entry.fields.at("new_rating").is(&given));
    let at = found.and_then(|entry| entry.at).unwrap_or(end);
    let draft = thread.aside(Kind::Rating, at, &format!("rating {given}"));
    draft
        .word(Slot::Kind, "csat")
        .number(Slot::Score, Some(score))
        .node(Slot::Comment, fields.at("comment"));
}
