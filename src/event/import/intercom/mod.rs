//! Conversations of Intercom, as its API gives them.
//!
//! One conversation object is one conversation. It comes alone, within a
//! `conversation.list`, or within a `notification_event` of a webhook. The
//! first message is its `source`, the others are those of its
//! `conversation_parts` that have a body; lists and searches come without
//! parts.
//!
//! | Intercom | event |
//! |---|---|
//! | `created_at`, `source.delivered_as` | `conversation_started`; what an automation sent is by a bot |
//! | author user, lead, contact · admin, team · bot, AI agent | `message` by user · agent · bot; `note` is private |
//! | parts `open`, `…_and_reopen` · `close` | `reopened` · `closed` by their author |
//! | state `closed` without such a part | `closed` at the last close that the statistics tell, else at the last update |
//! | assignment to an admin | `assigned`; where one had it before, `transferred` |
//! | assignment to a team | by a bot that wrote before any admin did: `handoff` successful; after an admin: `transferred` |
//! | `ai_agent.resolution_state` | routed, escalated: a `handoff` where no part is one, after the bot's last message; confirmed, abandoned or negative: `resolved` of the last close, where no admin wrote |
//! | `conversation_rating`, `ai_agent.rating` | `survey_sent`, `rating` csat of 5 |
//! | `tags` · `priority`, `topics`, team, `statistics`, `custom_attributes` | `tagged`, the latter as dimensions and attributes at the last update |
//!
//! Left out: snoozes, attribute changes, participants and whatever else has
//! no text and no event; an AI hand-off that no part gives a time to.
//!
//! Definition: <https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations>

mod part;
mod state;

use crate::base::moment::Moment;
use crate::event::Kind;
use crate::event::fields::{Slot, quote_token};
use crate::event::import::intercom::part::{Author, Part, Target, body};
use crate::event::import::intercom::state::Outcome;
use crate::event::import::members::Members;
use crate::event::import::thread::Thread;
use crate::event::import::{Format, Output};
use crate::event::rejection::Reason;
use crate::event::tree::Node;

/// Conversations from Intercom's API.
pub const INTERCOM: Format = Format {
    id: "intercom",
    name: "Intercom conversations",
    lists: &[&["conversations"]],
    fits,
    importer: Some(|_| Box::new(record)),
};

fn fits(record: Node<'_>) -> u8 {
    let fields = Members::from(record);
    let item = fields.at("data").at("item");
    let kind = fields.at("type");
    if kind.is("notification_event") && item.is_object() {
        return fits(item).min(95);
    }
    if kind.is("conversation.list") {
        return 60;
    }
    let own = [
        kind.is("conversation"),
        fields.at("source").at("delivered_as").exists(),
        fields.at("contacts").at("contacts").is_list(),
        fields
            .at("conversation_parts")
            .at("conversation_parts")
            .is_list(),
        fields.at("ai_agent_participated").exists(),
    ];
    match own.iter().filter(|has| **has).count() {
        0 | 1 => 0,
        2 => 80,
        _ => 100,
    }
}

fn record(record: Node<'_>, output: &mut Output) {
    let fields = Members::from(record);
    let list = fields.at("conversations");
    let item = fields.at("data").at("item");
    if list.is_list() {
        for item in list.items() {
            conversation(&Members::from(item), output);
        }
    } else if item.is_object() {
        conversation(&Members::from(item), output);
    } else {
        conversation(&fields, output);
    }
}

fn conversation(fields: &Members<'_>, output: &mut Output) {
    let kind = fields.at("type");
    if kind.exists() && !kind.is("conversation") {
        output.leave_out("other objects", "they are no conversations");
        return;
    }
    let Some(id) = fields.at("id").id() else {
        output.reject("id", Reason::Missing, "");
        return;
    };
    let Some(start) = time(fields, "created_at", output) else {
        return;
    };
    let parts = fields.at("conversation_parts");
    let told = parts.at("total_count").number().unwrap_or(0.0);
    let parts: Vec<Part<'_>> = parts
        .at("conversation_parts")
        .items()
        .into_iter()
        .map(Part::from)
        .collect();
    let mut under_way = Conversation {
        thread: Thread::new(output, INTERCOM.id, &id),
        outcome: Outcome::of(fields.at("ai_agent"), &parts),
        user: state::customer(fields),
        assignee: None,
        bot_wrote: false,
        agent_wrote: false,
        handed_off: false,
        closed: false,
    };
    if told > parts.len() as f64 && !parts.is_empty() {
        let what = "conversations with more parts than the export holds";
        under_way
            .thread
            .output
            .leave_out(what, "Intercom gives the last 500");
    }
    under_way.begin(fields, start);
    for (index, part) in parts.iter().enumerate() {
        under_way.part(index, part);
    }
    under_way.finish(fields);
    state::write(fields, &mut under_way.thread, start);
}

/// The time of a required member; refused where it has none.
fn time(fields: &Members<'_>, key: &'static str, output: &mut Output) -> Option<Moment> {
    let node = fields.at(key);
    let moment = node.moment();
    if moment.is_none() {
        let reason = match node.exists() {
            true => Reason::NotATime,
            false => Reason::Missing,
        };
        output.reject(key, reason, &quote_token(node.token()));
    }
    moment
}

/// A conversation under way.
struct Conversation<'o> {
    thread: Thread<'o>,
    outcome: Outcome,
    user: Option<String>,
    /// The admin who has it.
    assignee: Option<String>,
    bot_wrote: bool,
    agent_wrote: bool,
    handed_off: bool,
    closed: bool,
}

impl Conversation<'_> {
    fn begin(&mut self, fields: &Members<'_>, start: Moment) {
        let source = Members::from(fields.at("source"));
        let delivered = source.at("delivered_as");
        let delivered = delivered.text().unwrap_or_default();
        let by = match delivered.as_ref() {
            "customer_initiated" => Some("user"),
            "admin_initiated" => Some("agent"),
            "operator_initiated" | "automated" | "campaigns_initiated" => Some("bot"),
            _ => None,
        };
        let channel = state::channel(fields, &source);
        let draft = self
            .thread
            .event(Kind::ConversationStarted, start, "started");
        draft
            .text(Slot::InitiatedBy, by)
            .text(Slot::UserId, self.user.as_deref())
            .text(Slot::Channel, channel.as_deref())
            .node(Slot::Page, source.at("url"));
        let author = Author(Members::from(source.at("author")));
        // What an automation sends goes out in an admin's name.
        let role = match by {
            Some("bot") => by,
            _ => author.role().or(by),
        };
        if let Some(text) = body(&source) {
            self.message(start, "source", &text, role, &author, false);
        }
    }

    fn part(&mut self, index: usize, part: &Part<'_>) {
        let Some(at) = time(&part.fields, "created_at", self.thread.output) else {
            return;
        };
        let own = match part.fields.at("id").id() {
            Some(id) => id.into_owned(),
            None => format!("part {index}"),
        };
        if part.reopens() {
            self.closed = false;
            let draft = self
                .thread
                .event(Kind::Reopened, at, &format!("{own}/reopened"));
            draft.text(Slot::By, part.role());
        }
        let text = body(&part.fields);
        if let Some(text) = &text {
            self.message(at, &own, text, part.role(), &part.author, part.is_note());
        }
        if let Some((target, id)) = &part.target {
            self.assign(at, &own, part, *target, id);
        }
        if self.outcome.hands_off_after == Some(index) && !self.handed_off {
            self.hand_off(at, &own, None);
        }
        if part.closes() {
            self.close(at, part, self.outcome.last_close == Some(index));
        }
        if text.is_none() && part.target.is_none() && !part.reopens() && !part.closes() {
            let kind = part.fields.at("part_type");
            let (what, why) = state::without_event(&kind.text().unwrap_or_default());
            self.thread.output.leave_out(what, why);
        }
    }

    fn message(
        &mut self,
        at: Moment,
        own: &str,
        text: &str,
        role: Option<&str>,
        author: &Author<'_>,
        private: bool,
    ) {
        let Some(role) = role else {
            let why = "whether a customer, an agent or a bot wrote them is not said";
            self.thread
                .output
                .leave_out("messages without an author", why);
            return;
        };
        self.bot_wrote |= role == "bot" && !private;
        self.agent_wrote |= role == "agent" && !private;
        let draft = self.thread.event(Kind::Message, at, own);
        let draft = draft
            .word(Slot::Role, role)
            .text(Slot::Text, Some(text))
            .flag(Slot::Private, private);
        let id = author.0.at("id");
        match role {
            "agent" => {
                draft
                    .node(Slot::AgentId, id)
                    .node(Slot::AgentName, author.0.at("name"));
            }
            "bot" if author.role() != Some("bot") => {}
            "bot" => {
                draft.node(Slot::BotId, id);
            }
            _ if self.user.is_some() && id.id().as_deref() != self.user.as_deref() => {
                draft.text(Slot::UserId, self.user.as_deref());
            }
            _ => {
                draft
                    .node(Slot::UserId, id)
                    .node(Slot::UserName, author.0.at("name"))
                    .node(Slot::UserEmail, author.0.at("email"));
            }
        }
    }

    fn assign(&mut self, at: Moment, own: &str, part: &Part<'_>, target: Target, id: &str) {
        let by_bot = part.role() == Some("bot");
        let from_bot = by_bot && self.bot_wrote && !self.agent_wrote && self.assignee.is_none();
        if from_bot && target != Target::Nobody && !self.handed_off {
            let team = (target == Target::Team).then_some(id);
            self.hand_off(at, own, team);
        }
        let before = self.assignee.clone();
        let own = format!("{own}/assigned");
        match (target, before) {
            (Target::Agent, Some(before)) if before == id => {}
            (Target::Agent, Some(before)) => {
                let draft = self.thread.event(Kind::Transferred, at, &own);
                draft
                    .text(Slot::AgentId, Some(&before))
                    .text(Slot::ToAgentId, Some(id));
            }
            (Target::Agent, None) => {
                let draft = self.thread.event(Kind::Assigned, at, &own);
                draft.text(Slot::AgentId, Some(id));
            }
            (Target::Team, before) if before.is_some() || self.agent_wrote => {
                let draft = self.thread.event(Kind::Transferred, at, &own);
                draft
                    .text(Slot::AgentId, before.as_deref())
                    .text(Slot::ToDepartment, Some(id));
            }
            (Target::Team, _) if from_bot => {}
            (Target::Team, _) => {
                let why = "before an agent or a bot wrote they hand nothing over";
                self.thread.output.leave_out("assignments to a team", why);
            }
            (Target::Nobody, _) => {
                let why = "nobody takes the conversation";
                self.thread.output.leave_out("assignments to nobody", why);
            }
        }
        self.assignee = (target == Target::Agent).then(|| id.to_owned());
    }

    fn hand_off(&mut self, at: Moment, own: &str, team: Option<&str>) {
        self.handed_off = true;
        let draft = self
            .thread
            .event(Kind::Handoff, at, &format!("{own}/handoff"));
        draft
            .word(Slot::Status, "successful")
            .text(Slot::Department, team);
    }

    fn close(&mut self, at: Moment, part: &Part<'_>, last: bool) {
        self.closed = true;
        let role = part.role();
        let resolved = self.resolved().filter(|_| last);
        let draft = self.thread.event(Kind::Closed, at, &closing(at));
        let draft = draft.text(Slot::By, role).decided(Slot::Resolved, resolved);
        if role == Some("agent") {
            draft.node(Slot::AgentId, part.author.0.at("id"));
        }
    }

    /// What the AI agent tells of its own work, where no human joined in.
    fn resolved(&self) -> Option<bool> {
        self.outcome.resolved.filter(|_| !self.agent_wrote)
    }

    /// What the conversation as a whole tells and no part did.
    fn finish(&mut self, fields: &Members<'_>) {
        if self.outcome.handed_off && !self.handed_off {
            let why = "when they happened is not said";
            self.thread
                .output
                .leave_out("hand-offs of the AI agent", why);
        }
        let state = fields.at("state");
        let is_closed = match state.exists() {
            true => state.is("closed"),
            false => fields.at("open").flag() == Some(false),
        };
        if !is_closed || self.closed {
            return;
        }
        let statistics = Members::from(fields.at("statistics"));
        let closer = statistics.at("last_closed_by_id");
        let last = statistics.at("last_close_at").moment();
        let Some(at) = last.or_else(|| fields.at("updated_at").moment()) else {
            let why = "when they were closed is not said";
            self.thread.output.leave_out("closed states", why);
            return;
        };
        let resolved = self.resolved();
        let draft = self.thread.event(Kind::Closed, at, &closing(at));
        let draft = draft.decided(Slot::Resolved, resolved);
        if closer.exists() {
            draft.word(Slot::By, "agent").node(Slot::AgentId, closer);
        }
    }
}

/// What tells one close of a conversation from the others: its time, which
/// its part and the statistics both have.
fn closing(at: Moment) -> String {
    format!("closed {}", at.text())
}
