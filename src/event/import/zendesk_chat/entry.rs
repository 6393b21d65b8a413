//! One entry of a Zendesk chat's history.

use std::borrow::Cow;

use crate::base::moment::Moment;
use crate::event::fields::Slot;
use crate::event::import::members::Members;
use crate::event::import::output::Draft;
use crate::event::tree::Node;

/// An entry, its members read.
pub(crate) struct Entry<'a> {
    /// Its members.
    pub(crate) fields: Members<'a>,
    /// `chat.msg`.
    pub(crate) kind: Cow<'a, str>,
    /// When it happened.
    pub(crate) at: Option<Moment>,
    /// Whose it is.
    pub(crate) role: Option<&'static str>,
    /// The id of the agent whose it is.
    pub(crate) agent: Option<String>,
}

impl<'a> From<Node<'a>> for Entry<'a> {
    fn from(node: Node<'a>) -> Entry<'a> {
        let fields = Members::from(node);
        let kind = fields.at("type").text().unwrap_or_default();
        let nick = fields.at("nick").text().unwrap_or_default();
        let sender = fields.at("sender_type").text().unwrap_or_default();
        let role = role(&kind, &nick, &sender);
        let numbered = nick.strip_prefix("agent:").unwrap_or_default();
        let agent = match fields.at("agent_id").id() {
            Some(id) => Some(id.into_owned()),
            None if numbered.is_empty() => None,
            None => Some(numbered.to_owned()),
        };
        Entry {
            kind,
            at: fields.at("timestamp").moment(),
            role,
            agent: agent.filter(|_| role == Some("agent")),
            fields,
        }
    }
}

impl Entry<'_> {
    /// Whether somebody says or sends something.
    pub(crate) fn is_message(&self) -> bool {
        matches!(
            self.kind.as_ref(),
            "chat.msg" | "chat.file" | "chat.triggermsg" | "chat.systemmsg"
        )
    }

    /// Whether it is a message without words. A file is never empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_message() && self.kind != "chat.file" && !self.fields.at("msg").exists()
    }

    /// What it says; of a file its name.
    pub(crate) fn text(&self) -> Option<String> {
        let said = self.fields.at("msg").text();
        let named = || self.fields.at("attachment").at("name").text();
        said.or_else(named).map(|text| text.into_owned())
    }

    /// What tells an agent from the others.
    pub(crate) fn who(&self) -> String {
        let named = || self.fields.at("name").text().unwrap_or_default();
        self.agent.clone().unwrap_or_else(|| named().into_owned())
    }
}

fn role(kind: &str, nick: &str, sender: &str) -> Option<&'static str> {
    let sender = sender.to_ascii_lowercase();
    match (kind, nick, sender.as_str()) {
        ("chat.triggermsg", ..) | (_, "agent:trigger", _) => Some("bot"),
        ("chat.systemmsg", ..) | (_, "agent:system" | "system", _) => Some("system"),
        (.., "visitor") => Some("user"),
        (.., "agent") => Some("agent"),
        (.., "trigger") => Some("bot"),
        (.., "system") => Some("system"),
        (_, nick, _) if nick.starts_with("visitor") => Some("user"),
        (_, nick, _) if nick.starts_with("agent") => Some("agent"),
        (_, nick, _) if nick.starts_with("trigger") => Some("bot"),
        _ => None,
    }
}

/// The visitor of a chat.
pub(crate) struct Visitor<'a>(pub(crate) Node<'a>);

impl Visitor<'_> {
    /// Adds who the visitor is.
    pub(crate) fn name<'d>(&self, draft: Draft<'d>) -> Draft<'d> {
        draft
            .node(Slot::UserId, self.0.at("id"))
            .node(Slot::UserName, self.0.at("name"))
            .node(Slot::UserEmail, self.0.at("email"))
    }
}
