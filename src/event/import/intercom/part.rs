//! What one part of an Intercom conversation says, and by whom.

use crate::event::import::html;
use crate::event::import::members::Members;
use crate::event::tree::Node;

/// A conversation part, its members read.
pub(crate) struct Part<'a> {
    /// Its members.
    pub(crate) fields: Members<'a>,
    /// Who wrote it.
    pub(crate) author: Author<'a>,
    /// Whom it hands the conversation to: type and id.
    pub(crate) target: Option<(Target, String)>,
}

/// What a conversation is assigned to.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Target {
    Agent,
    Team,
    Nobody,
}

impl<'a> From<Node<'a>> for Part<'a> {
    fn from(node: Node<'a>) -> Part<'a> {
        let fields = Members::from(node);
        let author = Author(Members::from(fields.at("author")));
        let to = Members::from(fields.at("assigned_to"));
        let id = to.at("id").id().filter(|id| id != "0");
        let kind = to.at("type");
        let kind = kind.text().unwrap_or_default();
        let target = match (kind.as_ref(), id) {
            ("admin", Some(id)) => Some((Target::Agent, id.into_owned())),
            ("team", Some(id)) => Some((Target::Team, id.into_owned())),
            ("admin" | "team" | "nobody_admin" | "nobody_team" | "nobody", _) => {
                Some((Target::Nobody, String::new()))
            }
            _ => None,
        };
        Part {
            fields,
            author,
            target,
        }
    }
}

impl Part<'_> {
    /// Who wrote it.
    pub(crate) fn role(&self) -> Option<&'static str> {
        self.author.role()
    }

    /// Whether it is a message that the customer saw.
    pub(crate) fn is_public_message(&self) -> bool {
        !self.is_note() && body(&self.fields).is_some()
    }

    /// Whether it closes the conversation.
    pub(crate) fn closes(&self) -> bool {
        self.fields.at("part_type").is("close")
    }

    /// Whether only admins see it.
    pub(crate) fn is_note(&self) -> bool {
        let kind = self.fields.at("part_type");
        kind.text()
            .is_some_and(|kind| kind == "note" || kind.starts_with("note_and_"))
    }

    /// Whether it reopens the conversation.
    pub(crate) fn reopens(&self) -> bool {
        let kind = self.fields.at("part_type");
        kind.text()
            .is_some_and(|kind| kind == "open" || kind.ends_with("_and_reopen"))
    }
}

/// Who wrote something, or did it.
pub(crate) struct Author<'a>(pub(crate) Members<'a>);

impl Author<'_> {
    pub(crate) fn role(&self) -> Option<&'static str> {
        let by_ai = |key| self.0.at(key).flag() == Some(true);
        if by_ai("from_ai_agent") || by_ai("is_ai_answer") {
            return Some("bot");
        }
        match self.0.at("type").text()?.as_ref() {
            "user" | "lead" | "contact" | "visitor" => Some("user"),
            "admin" | "team" => Some("agent"),
            "bot" | "operator" => Some("bot"),
            _ => None,
        }
    }
}

/// Parts whose body is not what somebody said.
const NOT_SAID: [&str; 3] = [
    "call_summary",
    "conversation_rating_changed",
    "conversation_rating_remark_added",
];

/// What a source or part says: `None` where it is no message, empty where
/// it is one without words.
pub(crate) fn body(fields: &Members<'_>) -> Option<String> {
    let kind = fields.at("part_type");
    if NOT_SAID.iter().any(|name| kind.is(name)) {
        return None;
    }
    if let Some(body) = fields.at("body").text() {
        return Some(html::text(&body));
    }
    let choices = fields.at("metadata").at("quick_reply_options").items();
    let choices: Vec<_> = choices
        .iter()
        .filter_map(|choice| choice.at("text").text())
        .collect();
    let attached = !fields.at("attachments").items().is_empty();
    let redacted = fields.at("redacted").flag() == Some(true);
    let subject = fields.at("subject").text();
    match (choices.is_empty(), subject) {
        (false, _) => Some(choices.join("\n")),
        (true, Some(subject)) => Some(html::text(&subject)),
        (true, None) => (attached || redacted).then(String::new),
    }
}
